"""Hostile and huge texts: a reading without exception, in time linear in the length.

Every sentence is parsed and read, past the gate, which would wave most of these texts away.
`python benchmarks/hostile.py [--largest 10e6]` reads texts of 1 kB to 10 MB of every sort and prints, for each sort, seconds
a megabyte at each size; the last column is the growth from the second largest size to the largest (1.0 is linear).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dragoman.intake.sentences import split
from dragoman.model import Article, Context
from dragoman.reading.actors import senses_of
from dragoman.reading.gate import gate
from dragoman.reading.parse import parse
from dragoman.reading.read import read_sentence

NEWS = "Norway's army will buy 54 tanks for 1.2 billion euros by 2027, the defence minister said on Monday. "
SORTS: dict[str, Callable[[int], str]] = {
    "news, one line": lambda size: NEWS * (size // len(NEWS) + 1),
    "news, lines": lambda size: (NEWS + "\n") * (size // len(NEWS) + 1),
    "no full stop": lambda size: "the army of Norway and the navy of Sweden sail " * (size // 46 + 1),
    "digits": lambda size: "9" * size,
    "digits and commas": lambda size: "1," * (size // 2),
    "brackets": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "quotes": lambda size: "“" * (size // 2) + '"' * (size // 2),
    "full stops": lambda size: "." * size,
    "capitals": lambda size: "Aa " * (size // 3),
    "names": lambda size: "Georgia Jordan U.S. NATO " * (size // 24 + 1),
    "hyphens": lambda size: "a-" * (size // 2),
    "blanks": lambda size: " \n\t" * (size // 3),
    "zero width": lambda size: "\u200b" * size,
    "unicode": lambda size: "".join(chr(33 + (i * 7919) % 0xD000) for i in range(size)),
    "army word": lambda size: "army" * (size // 4),
    "currency signs": lambda size: "$€£" * (size // 3),
}


def main() -> int:
    """Print the table; exit 1 where a text raised or the growth of a sort is above 2."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--largest", type=float, default=1e6, help="size of the largest text in characters")
    options.add_argument("--only", help="one sort")
    given = options.parse_args()
    sizes = [size for size in (10**3, 10**4, 10**5, 10**6, 10**7) if size <= given.largest]
    _seconds(NEWS)
    worst = 0.0
    for name, make in SORTS.items():
        if given.only and name != given.only:
            continue
        seconds = [_seconds(make(size)) / size * 1e6 for size in sizes]
        growth = seconds[-1] / max(seconds[-2], 0.02) if len(seconds) > 1 else 1.0
        worst = max(worst, growth)
        print(f"{name:20}" + "".join(f"{one:9.2f}" for one in seconds) + f"   x{growth:.2f}", flush=True)
    return int(worst > 2)


def _article(text: str) -> Article:
    return Article(id="hostile", text=text, sentences=split(text))


def _seconds(text: str) -> float:
    started = time.process_time()
    article = _article(text)
    gate(article)
    context = Context(senses=senses_of(text))
    for sentence, tokens in zip(article.sentences, parse([(s.start, s.text) for s in article.sentences]), strict=True):
        _, context = read_sentence(sentence, tokens, context)
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
