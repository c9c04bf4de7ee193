"""Speed of reading, in one run with its peers: quantities beside quantulum3, articles beside bare spaCy.

    python -m benchmarks.reading [--rounds N] [--sentences N] [--articles N] [--memory]

Quantities: NewsQuant's sentences one by one. Articles: security reporting mixed one to ten with general news, each text
cut to 4,000 characters, read whole (gate, parse, numbers, periods, actors, attribution, frames) beside spaCy's full pipeline
on the same texts. The things compared take turns; ratios are of processor time, best round each. Needs the benchmark texts
beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks._timing import in_turns, ratio
from dragoman.reading.network import MODEL

BENCH = Path(__file__).parents[2] / "shared" / "bench"
LONGEST = 4_000
MIX = 10


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def mixed(count: int) -> list[str]:
    """Return texts of articles, one of security reporting to ten of general news."""
    security = [row["text"][:LONGEST] for row in rows(BENCH / "articles" / "articles.dev.jsonl")]
    general = [row["text"][:LONGEST] for row in rows(BENCH / "polnear" / "train.jsonl")]
    texts: list[str] = []
    while len(texts) < count and general:
        at = len(texts) // (MIX + 1)
        texts += [security[at % len(security)], *general[at * MIX : (at + 1) * MIX]]
        if (at + 1) * MIX >= len(general):
            break
    return texts[:count]


def read_quantities(sentences: Sequence[str]) -> int:
    """Return how many quantities the sentences hold."""
    from dragoman.reading.numbers import find_quantities

    return sum(len(find_quantities(sentence)) for sentence in sentences)


def read_articles(texts: Sequence[str]) -> int:
    """Return how many sentences of the texts are read."""
    from dragoman import read
    from dragoman.model import Article

    return sum(len(read(Article(id=str(i), text=text, published=date(2023, 4, 14)))) for i, text in enumerate(texts))


def quantities(options: argparse.Namespace) -> None:
    """Print sentences a second beside quantulum3 without its classifier, where that is installed."""
    sentences = [row["text"] for row in rows(BENCH / "newsquant" / "newsquant.dev.jsonl")][: options.sentences]
    calls: dict[str, Any] = {"dragoman": lambda: read_quantities(sentences)}
    try:
        from quantulum3 import classifier, parser

        classifier.USE_CLF = False  # its trained classifier does not load with today's scikit-learn
        parser.parse("warm up 5 km")
        calls["quantulum3"] = lambda: [parser.parse(sentence) for sentence in sentences]
    except ImportError:
        print("quantulum3 is not installed: no peer for quantities")
    read_quantities(sentences[:5])
    timed = in_turns(options.rounds, **calls)
    for name, found in timed.items():
        print(f"quantities  {name:11s} {len(sentences) / min(found.cpu):8.0f} sentences a second   {found}")
    if "quantulum3" in timed:
        print(f"quantities  dragoman's time as a share of quantulum3's: {ratio(timed['dragoman'], timed['quantulum3'])}")


def articles(options: argparse.Namespace) -> None:
    """Print articles a second beside spaCy's full pipeline on the same texts."""
    import spacy

    texts = mixed(options.articles)
    pipeline = spacy.load(MODEL)
    read_articles(texts[:1])
    list(pipeline.pipe(texts[:1]))
    timed = in_turns(
        options.rounds, dragoman=lambda: read_articles(texts), spacy=lambda: list(pipeline.pipe(texts, batch_size=64))
    )
    words = sum(len(text.split()) for text in texts)
    for name, found in timed.items():
        print(f"articles    {name:11s} {len(texts) / min(found.cpu):8.1f} a second ({words} words in {len(texts)})   {found}")
    print(f"articles    dragoman's time as a share of spaCy's: {ratio(timed['dragoman'], timed['spacy'])}")


def memory(options: argparse.Namespace) -> None:
    """Print the peak resident memory of this process after reading the articles, spaCy's own pipeline never loaded beside it."""
    read_articles(mixed(options.articles))
    print(f"memory      dragoman    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB at its peak")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sentences", type=int, default=295)
    parser.add_argument("--articles", type=int, default=55)
    parser.add_argument("--memory", action="store_true", help="peak memory of one worker, and nothing else")
    options = parser.parse_args()
    if not BENCH.exists():
        print(f"benchmarks.reading needs the benchmark texts; none at {BENCH}", file=sys.stderr)
        return 2
    if options.memory:
        memory(options)
        return 0
    quantities(options)
    articles(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
