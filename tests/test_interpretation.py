"""Interpretations: found by the words that make them so, one a clause, and never judged true or false."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dragoman.intake import to_article
from dragoman.kinds.interpretation.judge import judge
from dragoman.model import Claim, Context
from dragoman.pipeline import find
from dragoman.reading.parse import parse
from dragoman.reading.read import read, read_sentence


def interpretations(text: str) -> list[Claim]:
    article = to_article(text, published=date(2024, 5, 10))
    context, readings = Context(published=article.published), []
    tokens = parse([(sentence.start, sentence.text) for sentence in article.sentences])
    for sentence, parsed in zip(article.sentences, tokens, strict=True):
        reading, context = read_sentence(sentence, parsed, context)
        readings.append(reading)
    return [claim for claim in find(article, readings) if claim.kind == "interpretation"]


CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "interpretations.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_a_judgement_is_found_by_its_words_and_a_fact_is_not(case):
    """A row is a sentence and words of the one interpretation in it; null where it states a plain fact."""
    found = interpretations(case["text"])
    if case["anchor"] is None:
        assert found == []
    else:
        assert len(found) == 1, found
        assert case["anchor"] in case["text"][found[0].anchor.start : found[0].anchor.end], found


def test_what_a_figure_says_is_no_interpretation():
    assert interpretations("Kenya was the third largest military spender in Africa in 2021.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The alliance must rebuild its forces and restore trust.",
        "It does not mean that Oslo has lost faith in the treaty.",
        "Tehran is trying to win time, dividing its enemies.",
    ],
)
def test_what_carries_a_claim_on_is_no_second_one(text):
    assert len(interpretations(text)) == 1


def test_a_headline_weighs_less_than_a_sentence():
    text = "Strengthening regional security\n\nNorway bought two frigates. Sweden bought three corvettes."
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


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The threats to the alliance will only keep growing.", ["forecast"]),
        ("The threats to the alliance keep growing.", ["interpretation"]),
        ("Turkey is central to how the bloc can meet the new dangers from the south.", ["interpretation"]),
    ],
)
def test_a_judgement_on_what_will_be_is_a_forecast(text, kinds):
    article = to_article(text, published="2024-05-01")
    assert [claim.kind for claim in find(article, read(article)) if claim.kind in ("forecast", "interpretation")] == kinds


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Chile needs more tanks. The delay in Lima is dangerous.", ("CHL",), ()),  # of those named, whom the text is about
        ("Chile should adopt the same policy against Hezbollah in Lebanon.", ("CHL",), ("org:Hezbollah",)),
        ("It is dangerous for Chile to accept jets from Peru.", ("CHL",), ("PER",)),
        ("After its pact with Peru, Chile must deter Bolivia.", ("CHL",), ("BOL",)),  # what follows the words comes first
        ("Chile has sent envoys to Peru, but its offer is fragile.", ("CHL",), ("PER",)),  # the only other one in the sentence
        ("Chile needs more ships. The South China Sea is a dangerous flash point.", (), ()),  # nobody's
        ("Chile needs more ships. Terrorist groups are a growing threat.", (), ()),
        ("Mali shelled Niger in May. Kenya and Chad fell out. The strikes were a deliberate provocation.", ("MLI",), ("NER",)),
        ("Chad and Mali held drills near Gao. Togo is worried. These exercises are aimed at deterring Niger.", ("TCD", "MLI"), ("NER",)),
        ("Chad spoke of a shift in Mali's policy that undermines trust.", ("MLI",), ("TCD",)),
        ("Berg condemned the reckless threats emanating from Peru.", ("PER",), ()),
        ("Togo denounced Chad's inclusion of gunships in the drills as an open threat.", ("TCD",), ("TGO",)),
        ("Mali moved tanks to the border of Niger. This move seriously undermines trust in Togo.", ("MLI",), ("TGO",)),
        ("Chad and Mali signed a pact. “The pact is dangerous for our region,” Kenya's minister said.", ("TCD", "MLI"), ("KEN",)),
        ("Togo was rebuilt after Niger's unprovoked and brutal raid.", ("NER",), ("TGO",)),
        ("Chile and Bolivia have sent envoys to Peru, and Kenya is impatient.", ("KEN",), ()),
    ],
)
def test_who_is_judged_and_about_whom(text, subject, object_):
    found = interpretations(text)[-1]
    assert (found.subject, found.object) == (subject, object_)
