"""Joint paths of all countries for ten years, beside a loop in plain Python that draws the same number of plain random walks.

Aim: 10,000 joint paths of about 170 countries for ten years in at most 2 s on one core and 1 GB. The loop is timed on a hundredth
of the paths and scaled up. The series are made up, so that the benchmark needs no data.
"""

from __future__ import annotations

import os
import random
import resource

from benchmarks._timing import in_turns

COUNTRIES, YEARS, COUNT, AHEAD = 171, 75, 10_000, 10


def main(rounds: int = 3) -> None:
    """Print the times, the ratio and the peak memory."""
    os.environ["OMP_NUM_THREADS"] = "1"
    import numpy as np

    from dragoman.estimate.fit import shipped
    from dragoman.estimate.panel import Panel, regions
    from dragoman.estimate.paths import simulate

    stream = np.random.default_rng(5)
    actors = tuple(sorted(regions())[:COUNTRIES])
    level = 20 + stream.normal(0, 2, (COUNTRIES, 1)) + np.cumsum(stream.normal(0.05, 0.12, (COUNTRIES, YEARS)), axis=1)
    share = 0.7 + np.cumsum(stream.normal(0, 0.08, (COUNTRIES, YEARS)), axis=1)
    constant, local = level - 0.02 * np.arange(YEARS), level + 0.01 * np.arange(YEARS)
    panel = Panel(actors, tuple(range(1950, 1950 + YEARS)), level, share, constant, local)
    to = panel.years[-1] + AHEAD

    def numpy_paths() -> object:
        return simulate(panel, shipped(), to=to, count=COUNT)

    def python_paths() -> object:
        draw = random.Random(1).gauss
        out = []
        for row in level[:, -1].tolist():
            for _ in range(COUNT // 100 * 4):
                value, path = row, []
                for _ in range(AHEAD):
                    value += draw(0.05, 0.12)
                    path.append(value)
                out.append(path)
        return out

    numpy_paths()
    found = in_turns(rounds, ours=numpy_paths, loop=python_paths)
    ours, loop = min(found["ours"].cpu), min(found["loop"].cpu) * 100
    print(f"{COUNT} joint paths, {COUNTRIES} countries, {AHEAD} years, four measures: {found['ours']}")
    print(f"plain Python loop, independent random walks of the same number: cpu {loop:.1f} s; ours takes {ours / loop:.3f} of it")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB (aim 1000); within 2 s: {ours <= 2.0}")


if __name__ == "__main__":
    main()
