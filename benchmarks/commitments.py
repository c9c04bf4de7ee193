"""2,000 cascades for one question, beside the same runs with each combination of pledges worked out afresh for every run.

Aim: at most 3 s on one core for a question with the replays that show what each commitment carried. The slow way is timed on a
fiftieth of the runs and scaled up.
"""

from __future__ import annotations

import os
import resource
from datetime import date

from benchmarks._timing import in_turns

RUNS, PART = 2000, 50


def main(rounds: int = 3) -> None:
    """Print the times, the ratio and the peak memory."""
    os.environ["OMP_NUM_THREADS"] = "1"
    import numpy as np

    from dragoman.estimate.commitments.cascade import OUT, Cascade, logits, tables
    from dragoman.estimate.commitments.contingency import relevant, situation
    from dragoman.estimate.commitments.model import load
    from dragoman.estimate.obligations import owed

    day, model = date(2024, 6, 1), load("today")
    pledged = owed((), day)
    place = situation("CHN", "TWN", pledged, relevant("CHN", "TWN", pledged, day.year), day)

    def played() -> object:
        return Cascade(place, model, runs=RUNS).play()

    def with_replays() -> object:
        return Cascade(place, model, runs=RUNS).outcome()

    def afresh() -> object:
        return [logits(tables(place, [np.full(len(place.candidates), OUT, dtype=np.int8)]), model) for _ in range(RUNS // PART)]

    times = in_turns(rounds, played=played, with_replays=with_replays, afresh=afresh)
    for name, timed in times.items():
        print(f"{name:13} {timed}")
    slow, fast = PART * min(times["afresh"].cpu), min(times["played"].cpu)
    print(
        f"{RUNS} cascades, {len(place.candidates)} states: {slow / fast:.0f} times as fast as evaluating each run"
    )
    print(f"aim 3 s with replays: {min(times['with_replays'].cpu):.2f} s of one core")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
