"""Annotations kept apart from the texts they are of: `annotations/*/ID.json` holds offsets and slots and no word of an article.

The texts are other people's. They are taken from a file of JSON lines with `id` and `text`, by default the reference articles
beside the checkout, and must be the very texts that were annotated (sha256).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parents[2] / "shared" / "bench" / "articles" / "articles.dev.jsonl"


def whole(documents: dict[str, dict[str, Any]], texts: Path = TEXTS) -> dict[str, dict[str, Any]]:
    """Return annotated articles with their texts and quotes; those that hold their text already stay as they are.

    Raises:
        ValueError: a text is not there, or is not the one that was annotated.
    """
    if all("text" in document["article"] for document in documents.values()):
        return documents
    if not texts.exists():
        raise ValueError(f"these annotations hold no texts, and there are none at {texts}")
    held = {row["id"]: row["text"] for row in map(json.loads, texts.read_text(encoding="utf-8").splitlines())}
    return {stem: _joined(document, held) for stem, document in documents.items()}


def _joined(document: dict[str, Any], held: dict[str, str]) -> dict[str, Any]:
    article = document["article"]
    text = article.get("text") or held.get(article["id"], "")
    if "sha256" in article and hashlib.sha256(text.encode("utf-8")).hexdigest() != article["sha256"]:
        raise ValueError(f"the text of {article['id']} is not there, or is not the one that was annotated")
    claims = [_claim(claim, text) for claim in document["claims"]]
    return {**document, "article": {**article, "text": text}, "claims": claims}


def _claim(claim: dict[str, Any], text: str) -> dict[str, Any]:
    low, high = claim["anchor"] if "anchor" in claim else (claim["start"], claim["end"])
    made = {**claim, "quote": text[claim["start"] : claim["end"]], "anchor": {"start": low, "end": high}}
    return {**made, "gold": {"then": None, "now": None, **claim["gold"]}} if "gold" in claim else made
