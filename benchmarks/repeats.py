"""Repeats: synthetic claims with planted repeats are clustered; time, growth, precision and recall of the pairs found.

    python -m benchmarks.repeats [--claims 100000]

A planted repeat says the same thing with another rounding and in other words; distractors share all but one slot with it.
Aim: 100,000 claims in at most 60 s, growing no worse than n log n.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

from dragoman.runners.repeats import cluster

STATES = "USA CHN RUS IND SAU GBR DEU UKR FRA JPN KOR ITA POL AUS ISR BRA CAN ESP TUR NLD".split()
MEASURES = "military_expenditure defence_budget military_aid arms_imports personnel".split()
WORDS = "spent outlays came rose total figures reached billion officials newspaper reported army budget year ministry".split()


def main() -> None:
    """Print times for growing numbers of claims, then precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--claims", type=int, default=100_000)
    options = parser.parse_args()
    for count in (options.claims // 10, options.claims):
        claims = _claims(count)
        started = time.process_time()
        groups = list(cluster(claims))
        seconds = time.process_time() - started
        precision, recall = _score(groups)
        print(f"{count:8d} claims  {seconds:6.2f} s  {seconds / count * 1e6:6.1f} us a claim  {len(groups)} groups  "
              f"pairs: precision {precision:.3f} recall {recall:.3f}")  # fmt: skip


def _claims(count: int) -> list[dict[str, Any]]:
    rng = random.Random(20261122)
    claims: list[dict[str, Any]] = []
    while len(claims) < count:
        fact = len(claims)
        base = 10 ** rng.uniform(8, 12)
        head = {
            "subject": [rng.choice(STATES)],
            "measure": rng.choice(MEASURES),
            "period_start": f"{rng.randint(1990, 2025)}-01-01",
        }
        for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
            places = rng.choice((2, 3, 4))
            printed = float(f"{base:.{places - 1}e}")
            half = 0.5 * 10 ** (len(str(int(printed))) - places)
            claims.append(_claim(len(claims), fact, printed - half, printed + half, head, rng))
    rng.shuffle(claims)
    return claims[:count]


def _claim(number: int, fact: int, low: float, high: float, head: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    return {
        "article": f"a{number}", "claim": "c1", "kind": "figure", "quote": " ".join(rng.sample(WORDS, 5)), "object": [],
        "form": "level", "low": low, "high": high, "unit": "money", "currency": "USD", "tie_type": None, "tie_action": None,
        "polarity": "positive", "fact": fact, **head,
    }  # fmt: skip


def _score(groups: Iterable[list[dict[str, Any]]]) -> tuple[float, float]:
    together = right = 0
    facts: Counter[int] = Counter()
    for group in groups:
        inside = Counter(claim["fact"] for claim in group)
        facts.update(inside)
        together += _pairs(len(group))
        right += sum(_pairs(count) for count in inside.values())
    wanted = sum(_pairs(count) for count in facts.values())
    return right / together if together else 1.0, right / wanted if wanted else 1.0


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


if __name__ == "__main__":
    main()
