"""The gate: how many annotated claims lie in sentences that it lets through, and how much it lets through.

`recall` counts claims that are not optional (`recall_all` also those that are) by the sentence of their anchor. `passed`
is the share of words in sentences let through: on the annotated articles, on other security articles, on general news.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.intake import to_article
from dragoman.reading.gate import gate

DATA = "bench/gold"


def run(data: Path, *, store: Path | None, options: Namespace) -> dict[str, Any]:
    """Return recall on annotated claims and the shares of words let through."""
    kept, missed, optional = [0, 0], [], [0, 0]
    texts = []
    for path in sorted(data.glob("*.json"))[: options.limit]:
        document = json.loads(path.read_text(encoding="utf-8"))
        article = to_article(document["article"]["text"])
        texts.append(article.text)
        through = [s for s, passes in zip(article.sentences, gate(article), strict=True) if passes]
        for claim in document["claims"]:
            middle = (claim["anchor"]["start"] + claim["anchor"]["end"]) // 2
            seen = any(s.start <= middle < s.end for s in through)
            for counts in (optional,) if claim.get("optional") else (kept, optional):
                counts[0] += seen
                counts[1] += 1
            if not seen:
                missed.append((path.stem, claim["kind"], claim["quote"]))
    figures: dict[str, Any] = {
        "recall": kept[0] / max(kept[1], 1),
        "recall_all": optional[0] / max(optional[1], 1),
        "claims": kept[1],
    }
    print(f"recall {figures['recall']:.4f} of {kept[1]} claims, {figures['recall_all']:.4f} with optional ones")
    for row in missed:
        print("  missed:", *row)
    figures["passed"] = {name: _passed(rows) for name, rows in {"gold": texts, **_others(data)}.items()}
    for name, share in figures["passed"].items():
        print(f"words let through: {share:.3f} of {name}")
    return figures


def _others(data: Path) -> Iterator[tuple[str, Iterable[str]]] | dict[str, list[str]]:
    found = {}
    for name, file in (("articles", "articles/articles.dev.jsonl"), ("polnear", "polnear/dev.jsonl")):
        path = data.parent / file
        if path.exists():
            found[name] = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return found


def _passed(texts: Iterable[str]) -> float:
    words = through = 0
    for text in texts:
        article = to_article(text)
        for sentence, passes in zip(article.sentences, gate(article), strict=True):
            size = len(sentence.text.split())
            words, through = words + size, through + size * passes
    return through / max(words, 1)
