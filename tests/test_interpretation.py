"""Interpretations: found by the words that make them so, one a clause, and never judged true or false."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.intake import to_article
from dragoman.kinds.interpretation.judge import judge
from dragoman.model import Claim, Context
from dragoman.pipeline import find
from dragoman.reading.parse import parse
from dragoman.reading.read import read_sentence


def interpretations(text: str) -> list[Claim]:
    article = to_article(text, published=date(2024, 5, 10))
    context, readings = Context(published=article.published), []
    tokens = parse([(sentence.start, sentence.text) for sentence in article.sentences])
    for sentence, parsed in zip(article.sentences, tokens, strict=True):
        reading, context = read_sentence(sentence, parsed, context)
        readings.append(reading)
    return [claim for claim in find(article, readings) if claim.kind == "interpretation"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The programme is a cover for Iranian arms deliveries.", "a cover for"),
        ("The drill sends a message to Beijing.", "sends a message"),
        ("Poland needs a stronger air defence.", "needs"),
        ("NATO must rebuild its forces.", "rebuild"),
        ("Canada bought the jets in order to deter Russia.", "deter"),
        ("India's aggressive posture alarmed Nepal.", "alarmed"),
        ("The alliance is a threat to Serbia.", "threat"),
        ("Moscow's mounting threat worries Finland.", "worries"),
        ("The summit will be a historic moment for the alliance.", "historic moment"),
        ("Egypt is trying to grab the disputed island.", "trying"),
    ],
)
def test_the_words_that_make_an_interpretation_are_its_anchor(text, words):
    found = interpretations(text)
    assert any(words in text[claim.anchor.start : claim.anchor.end] or words in claim.quote for claim in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Somalia signed a defence pact in March 2024.",
        "Spain deployed two frigates to Romania.",
        "Norway spent $8.7 billion on defence in 2023.",
        "Turkey sold armed drones to Ethiopia in 2021.",
    ],
)
def test_plain_facts_are_no_interpretations(text):
    assert interpretations(text) == []


def test_a_clause_gives_one_at_most():
    found = interpretations("The reckless and dangerous move is an important threat to a vital and fragile peace.")
    assert len(found) == 1


def test_an_interpretation_is_not_checkable_then_and_now():
    text = "The programme is a cover for Iranian arms deliveries."
    article = to_article(text, published=date(2024, 5, 10))
    for claim in interpretations(text):
        found = judge(claim, article, {})
        assert found.then.verdict == found.now.verdict == "not_checkable"
        assert text[claim.anchor.start : claim.anchor.end] in found.reason
        assert found.used == ()
