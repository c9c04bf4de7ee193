"""The parser behind its door gives what the model's own pipeline gives."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from dragoman.reading import network
from dragoman.reading import parse as door
from dragoman.reading.network import MODEL

SENTENCES = (
    "Norway will raise its defence budget to 3 percent of GDP by 2030, the minister said.",
    "He didn't say which  ships   would go.",
    "Oslo.",
    "The two navies, which had trained together since 2019, sailed from Bergen to Gdynia on Monday in heavy weather.",
    "“We shall see,” the admiral told reporters, “whether they come – and with what.”",
)


def test_tags_and_trees_are_the_models_own() -> None:
    docs = list(spacy.load(MODEL).pipe(SENTENCES))
    for doc, tokens in zip(docs, door.parse([(7, sentence) for sentence in SENTENCES]), strict=True):
        theirs = [token for token in doc if not token.is_space]
        assert [token.text for token in tokens] == [token.text for token in theirs]
        assert [(token.tag, token.dep) for token in tokens] == [(token.tag_, token.dep_) for token in theirs]
        assert [tokens[token.head].text for token in tokens] == [token.head.text for token in theirs]
        assert [token.start - 7 for token in tokens] == [token.idx for token in theirs]


def test_a_words_vector_is_the_same_in_whatever_company() -> None:
    """Else what an article gives would depend on the articles read before it, and on how many workers share them."""
    pipe = network.pipeline()
    alone = pipe.get_pipe("tok2vec").model.layers[0].predict  # what the model makes of words without their neighbours
    kept = next(layer for layer in pipe.get_pipe("tok2vec").model.walk() if layer.name == "mix_once").attrs["alone"]
    together = alone([pipe.make_doc(sentence) for sentence in SENTENCES])
    kept.forget()
    apart = [alone([pipe.make_doc(sentence)])[0] for sentence in reversed(SENTENCES)]
    for one, other in zip(together, reversed(apart), strict=True):
        assert one.tobytes() == other.tobytes()


def test_layers_that_see_a_words_neighbours_give_what_the_models_own_give() -> None:
    theirs, ours = spacy.load(MODEL).get_pipe("tok2vec").model, network.pipeline().get_pipe("tok2vec").model
    rows = np.random.default_rng(1).normal(size=(60, 96)).astype("float32")
    for count in (1, 2, 60):
        given = [layers.layers[1].layers[0].predict(rows[:count]) for layers in (theirs, ours)]
        assert np.abs(given[0] - given[1]).max() < 1e-5


@pytest.mark.parametrize(
    "text, word, lemma",
    [
        ("**Finland** joined the *old* pact.", "Finland", "finland"),
        ("[Sweden](https://example.org/a_b) joined it.", "Sweden", "sweden"),
        ("SWEDEN JOINED THE PACT.", "SWEDEN", "sweden"),
        ("SWEDEN JOINED THE PACT.", "JOINED", "join"),
    ],
)
def test_signs_of_markdown_and_capitals_do_not_hide_words(text, word, lemma):
    (tokens,) = door.parse([(0, text)])
    found = next(token for token in tokens if token.text == word)
    assert text[found.start : found.end] == word
    assert found.lemma == lemma
    assert found.tag
