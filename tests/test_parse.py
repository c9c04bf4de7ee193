"""The parser behind its door: the network worked out in fewer steps gives what the model's own components give."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dragoman.reading import network
from dragoman.reading import parse as door
from dragoman.reading.network import Vectors

SENTENCES = (
    "Norway will raise its defence budget to 3 percent of GDP by 2030, the minister said.",
    "He didn't say which  ships   would go.",
    "Oslo.",
    "The two navies, which had trained together since 2019, sailed from Bergen to Gdynia on Monday in heavy weather.",
    "“We shall see,” the admiral told reporters, “whether they come – and with what.”",
)


def _made() -> list[Any]:
    return [door._pipeline().make_doc(sentence) for sentence in SENTENCES]


def test_vectors_are_the_models_own() -> None:
    ours, theirs = _made(), _made()
    component = door._pipeline().get_pipe("tok2vec")
    Vectors(component).fill(ours)
    component.set_annotations(theirs, component.predict(theirs))
    for mine, its in zip(ours, theirs, strict=True):
        assert np.allclose(mine.tensor, its.tensor, atol=1e-4)


def test_a_words_vector_is_the_same_bit_for_bit_whatever_was_read_before() -> None:
    component = door._pipeline().get_pipe("tok2vec")
    fresh, used = Vectors(component), Vectors(component)
    used.fill([door._pipeline().make_doc(f"A frigate and {number} boats patrolled off Cyprus.") for number in range(40)])
    first, second = _made(), _made()
    fresh.fill(first)
    used.fill(second)
    assert all(np.array_equal(one.tensor, two.tensor) for one, two in zip(first, second, strict=True))


def test_words_are_forgotten_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    component = door._pipeline().get_pipe("tok2vec")
    every, few = Vectors(component), Vectors(component)
    first, second = _made(), _made()
    for doc in first:
        every.fill([doc])
    monkeypatch.setattr(network, "KEPT", 30)
    for doc in second:
        few.fill([doc])
    assert len(few._kept) <= 30 < len(every._kept)
    assert all(np.array_equal(one.tensor, two.tensor) for one, two in zip(first, second, strict=True))


def test_tags_and_trees_are_the_models_own() -> None:
    docs = list(door._pipeline().pipe(SENTENCES))
    for doc, tokens in zip(docs, door.parse([(7, sentence) for sentence in SENTENCES]), strict=True):
        theirs = [token for token in doc if not token.is_space]
        assert [token.text for token in tokens] == [token.text for token in theirs]
        assert [(token.tag, token.dep) for token in tokens] == [(token.tag_, token.dep_) for token in theirs]
        assert [tokens[token.head].text for token in tokens] == [token.head.text for token in theirs]
        assert [token.start - 7 for token in tokens] == [token.idx for token in theirs]
