"""The parser behind its door gives what the model's own pipeline gives."""

from __future__ import annotations

import spacy

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
