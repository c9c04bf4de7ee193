"""Attribution on PolNeAR: content by characters, and whose source overlaps.

`content` counts characters: those that the reader puts in somebody's mouth against those that the annotators do, over the
whole corpus. `source.overlap` is the share of annotated attributions with a source, among those whose content the reader
touches, whose source the reader's best matching attribution overlaps; `source.of_all` is the same over all of them.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.intake import to_article
from dragoman.model import Attribution
from dragoman.reading.read import attributions_of

DATA = "bench/polnear/dev.jsonl"


def run(data: Path, *, store: Path | None, options: Namespace) -> dict[str, Any]:
    """Return the figures of docs/contract.md for one file or every JSONL file of a folder."""
    both = said = found = touched = sources = sources_all = 0
    for document in list(_documents(data))[: options.limit]:
        gold = [row for row in document["attributions"] if row.get("content")]
        mine = attributions_of(to_article(document["text"]))
        theirs = {at for row in gold for start, end in row["content"] for at in range(start, end)}
        ours = {at for one in mine for span in one.content for at in range(span.start, span.end)}
        both, said, found = both + len(theirs & ours), said + len(theirs), found + len(ours)
        for row in gold:
            if row.get("source"):
                match = _best(row, mine)
                sources_all += 1
                touched += match is not None
                sources += match is not None and _source_overlaps(row, match)
        if options.audit:
            _audit(document, gold, mine)
    precision, recall = both / max(found, 1), both / max(said, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    overlap = sources / max(touched, 1)
    print(f"content   precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    print(f"source    overlap {overlap:.3f} of those touched, {sources / max(sources_all, 1):.3f} of all {sources_all}")
    return {
        "content": {"precision": precision, "recall": recall, "f1": f1},
        "source": {"overlap": overlap, "of_all": sources / max(sources_all, 1)},
    }


def _documents(data: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(data.glob("*.jsonl")) if data.is_dir() else [data]:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def _best(row: dict[str, Any], mine: tuple[Attribution, ...]) -> Attribution | None:
    """Return the attribution that shares most with an annotated content, most alike in extent, or None."""
    best, score = None, 0.0
    length = sum(end - start for start, end in row["content"])
    for one in mine:
        shared = sum(max(0, min(end, s.end) - max(start, s.start)) for start, end in row["content"] for s in one.content)
        own = sum(s.end - s.start for s in one.content)
        if shared and 2 * shared / (length + own) > score:
            best, score = one, 2 * shared / (length + own)
    return best


def _source_overlaps(row: dict[str, Any], one: Attribution) -> bool:
    span = one.source_span
    return span is not None and any(start < span.end and span.start < end for start, end in row["source"])


def _audit(document: dict[str, Any], gold: list[dict[str, Any]], mine: tuple[Attribution, ...]) -> None:
    text = document["text"]
    words = lambda spans: " … ".join(text[a:b] for a, b in spans)  # noqa: E731
    print("==", document["id"])
    for row in gold:
        match = _best(row, mine)
        right = match is not None and row.get("source") and _source_overlaps(row, match)
        print(f"  gold [{words(row.get('source', []))}] <{words(row.get('cue', []))}> {words(row['content'])}")
        if match:
            spans = [(s.start, s.end) for s in match.content]
            print(f"   {'ok ' if right else 'DIF'} [{match.source}] <{match.cue}> {words(spans)}")
        else:
            print("   MISSED")
    touched = {id(_best(row, mine)) for row in gold}
    for one in mine:
        if id(one) not in touched:
            print(f"   EXTRA [{one.source}] <{one.cue}> {words([(s.start, s.end) for s in one.content])}")
