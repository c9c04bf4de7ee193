"""Commitments as they are found: who is bound to what, on which condition, on whose side."""

from __future__ import annotations

import pytest

from dragoman.intake import to_article
from dragoman.model import Claim
from dragoman.pipeline import find
from dragoman.reading.read import read


def commitments(text: str) -> list[Claim]:
    article = to_article(text, published="2024-05-01")
    return [claim for claim in find(article, read(article)) if claim.kind == "commitment"]


@pytest.mark.parametrize(
    ("text", "actor", "words", "certainty"),
    [
        ("Japan is committed to the defence of the islands.", "JPN", "committed to the defence", "asserted"),
        ("Germany is obliged to assist France under the treaty.", "DEU", "obliged to assist", "asserted"),
        ("Australia's commitment to stability in the Pacific is unchanged.", "AUS", "commitment to stability", "asserted"),
        ("Canada is obliged to defend Latvia.", "CAN", "obliged to defend", "asserted"),
        ("The treaty obliges Belarus to assist Russia if it is attacked.", "BLR", "obliges Belarus to assist", "conditional"),
        ("Spain is obliged by treaty to defend Portugal.", "ESP", "obliged by treaty to defend", "asserted"),
        ("Under Article 5, an attack on one ally is an attack on all.", "org:NATO", "attack on one", "asserted"),
        ("Britain will continue to support Ukraine.", "GBR", "support Ukraine", "asserted"),
        ("North Korea vowed to strengthen its nuclear forces.", "PRK", "strengthen", "asserted"),
        ("Iran threatened to close the strait if it were attacked.", "IRN", "close the strait", "conditional"),
        ("If Russia attacks Estonia, NATO would defend it.", "org:NATO", "defend it", "conditional"),
        ("Should Finland be attacked, Estonia would not stand aside.", "EST", "not stand aside", "conditional"),
    ],
)
def test_who_is_bound_to_what(text, actor, words, certainty):
    found = commitments(text)
    assert len(found) == 1, found
    assert words in text[found[0].start : found[0].end]
    assert found[0].commitment is not None
    assert found[0].commitment.actor == actor
    assert found[0].modality.certainty == certainty


@pytest.mark.parametrize("text", ["The US is not obliged to defend Taiwan.", "Italy has no obligation to defend Armenia."])
def test_a_denied_duty_keeps_its_denial(text):
    (found,) = commitments(text)
    assert found.modality.polarity == "negative"
    assert text[found.anchor.start : found.anchor.end].startswith(("not ", "no "))


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("If Russia attacks Estonia, NATO would defend it.", "Russia attacks Estonia"),
        ("Should Finland be attacked, Estonia would not stand aside.", "Finland be attacked"),
        ("Poland would defend Lithuania if it were invaded.", "it were invaded"),
        ("Japan is committed to the defence of the islands.", None),
    ],
)
def test_what_sets_it_off(text, trigger):
    (found,) = commitments(text)
    assert found.commitment is not None
    assert found.commitment.trigger == trigger


@pytest.mark.parametrize(
    "text",
    [
        "Sweden has no commitment to Taiwan.",
        "Canada pledged to spend 2 percent of its output on defence by 2032.",
        "The soldiers were committed to prison.",
        "Norway sent two frigates to Spain.",
    ],
)
def test_no_commitment(text):
    assert commitments(text) == []


def test_each_thing_that_somebody_is_bound_to_is_one():
    found = commitments("Kenya is committed to arm the militia and train its officers.")
    assert [one.subject for one in found] == [("KEN",), ("KEN",)]
    assert [one.quote for one in found] == ["Kenya is committed to arm the militia", "train its officers"]
