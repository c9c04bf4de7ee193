"""The annotations kept apart from their texts hold together, and are joined only with the texts that they are of."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from evaluation import _standoff
from evaluation._standoff import TEXTS, whole

FILES = sorted((Path(_standoff.__file__).parent / "annotations").glob("*/*.json"))
TEXT = "Japan spent $46 billion."


def _annotated(text: str) -> dict:
    claim = {"id": "c1", "kind": "figure", "start": 0, "end": 23, "anchor": [12, 23]}
    return {"article": {"id": "a", "sha256": hashlib.sha256(text.encode()).hexdigest()}, "claims": [claim]}


@pytest.fixture
def texts(tmp_path) -> Path:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n")
    return path


def test_an_annotation_is_joined_with_its_text(texts):
    document = whole({"a": _annotated(TEXT)}, texts)["a"]
    assert document["article"]["text"] == TEXT
    assert document["claims"][0]["quote"] == "Japan spent $46 billion"
    assert document["claims"][0]["anchor"] == {"start": 12, "end": 23}


def test_another_text_is_refused(texts, tmp_path):
    with pytest.raises(ValueError, match="not the one"):
        whole({"a": _annotated("Japan spent $47 billion.")}, texts)
    with pytest.raises(ValueError, match="hold no texts"):
        whole({"a": _annotated(TEXT)}, tmp_path / "none.jsonl")


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_annotations_hold_no_words_and_hold_together(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    assert set(document["article"]) == {"id", "published", "sha256"}
    assert len({claim["id"] for claim in document["claims"]}) == len(document["claims"])
    for claim in document["claims"]:
        low, high = claim.get("anchor", (claim["start"], claim["end"]))
        assert claim["start"] <= low < high <= claim["end"]
        assert not {"quote", "framing"} & set(claim)
        assert set(claim["attribution"]) <= {"type", "actor"}


@pytest.mark.shared
def test_every_annotation_finds_its_text():
    if not TEXTS.exists():
        pytest.skip("needs the private reference articles beside the checkout")
    documents = whole({path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES})
    assert all(claim["end"] <= len(doc["article"]["text"]) for doc in documents.values() for claim in doc["claims"])
