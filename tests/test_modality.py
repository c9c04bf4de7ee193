"""How surely: each case is a sentence, the words asked about, and what modality stands over them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake import to_article
from dragoman.model import Sentence, Span
from dragoman.reading.modality import find_cues, find_framing
from dragoman.reading.parse import plain_tokens
from dragoman.reading.read import read
from dragoman.reading.uncertain import is_uncertain

CASES = [
    ("Norway's army has 54 tanks.", "54 tanks", "asserted", False),
    ("Norway's army will buy 54 tanks.", "54 tanks", "planned", True),
    ("Norway plans to buy 54 tanks for its army.", "54 tanks", "planned", True),
    ("It is fair to say that Norway's army has bought 54 tanks.", "54 tanks", "asserted", False),
    ("Norway planned the purchase, and bought 54 tanks in 2019.", "54 tanks", "asserted", False),
    ("Norway is expected to buy 54 tanks.", "54 tanks", "probable", True),
    ("Norway may buy 54 tanks.", "54 tanks", "possible", True),
    ("Norway may have bought 54 tanks.", "54 tanks", "possible", False),
    ("If Sweden agrees, Norway will buy 54 tanks.", "54 tanks", "conditional", True),
    ("The ministry said the army would get 54 tanks by the end of the decade.", "54 tanks", "planned", True),
    ("The army, which bought 54 tanks in 2019, will get new missiles.", "54 tanks", "asserted", False),
    ("Norway's planned purchase of 54 tanks worries the army.", "54 tanks", "planned", True),
    ("Norway appears to have 54 tanks in the army.", "54 tanks", "probable", False),
    ("Norway is set to buy 54 tanks for its army.", "54 tanks", "planned", True),
    ("Norway is considering buying 54 tanks for its army.", "54 tanks", "possible", False),
    ("Norway spent the money and could buy 54 tanks for its army.", "the money", "asserted", False),
]


def modality(text: str, words: str):
    reading = read(to_article(text, published="2022-05-01"))[0]
    at = text.index(words)
    return reading.modality_at(Span(at, at + len(words)))


@pytest.mark.parametrize("text, words, certainty, future", CASES, ids=[case[0][:45] for case in CASES])
def test_certainty_and_future(text, words, certainty, future):
    found = modality(text, words)
    assert (found.certainty, found.future) == (certainty, future), found


@pytest.mark.parametrize(
    "text", ["Norway did not buy 54 tanks.", "Norway never bought 54 tanks.", "Norway refused to buy 54 tanks."]
)
def test_negation_turns_the_polarity(text):
    assert modality(text, "54 tanks").polarity == "negative"


@pytest.mark.parametrize(
    "text, certainty",
    [
        ("Norway will buy 12 frigates.", "planned"),
        ("Norway may buy 12 frigates.", "possible"),
        ("Norway bought 12 frigates.", "asserted"),
        ("Norway plans to buy 12 frigates by 2030.", "planned"),
        ("If prices fall, Norway would buy 12 frigates.", "conditional"),
        ("Norway probably owns 12 frigates.", "probable"),
        ("Norway seems to own 12 frigates.", "probable"),
        ("Norway could field 12 frigates.", "possible"),
        ("It is unclear whether Norway owns 12 frigates.", "possible"),
        ("Norway has agreed to buy 12 frigates.", "planned"),
        ("Norway, which will join the drill, owns 12 frigates.", "asserted"),
        ("Norway owns 12 frigates and will buy two more.", "asserted"),
        ("The plan, approved in 2022, gave Norway 12 frigates.", "asserted"),
        ("Norway is considering buying 12 frigates.", "possible"),
        ("Should war come, Norway would need 12 frigates.", "conditional"),
        ("Unless talks succeed, Norway will lose 12 frigates.", "conditional"),
        ("Norway was to receive 12 frigates last year.", "planned"),
        ("Norway hopes to sell 12 frigates.", "planned"),
        ("Norway said it had sold 12 frigates.", "asserted"),
    ],
)
def test_how_surely_norway_has_its_frigates(text, certainty):
    at = text.index("12 frigates")
    reading = read(to_article(text, published="2024-05-01"))[0]
    assert reading.modality_at(Span(at, at + len("12 frigates"))).certainty == certainty


@pytest.mark.parametrize("text", ["No one doubts that Norway bought 54 tanks.", "Few deny that Norway bought 54 tanks."])
def test_what_nobody_doubts_is_not_denied(text):
    assert modality(text, "54 tanks").polarity == "positive"


def test_not_only_is_no_negation():
    assert modality("Norway bought not only 54 tanks but ships for its navy.", "54 tanks").polarity == "positive"


def cues(text: str):
    return {(cue.type, cue.surface) for reading in read(to_article(text)) for cue in reading.cues}


@pytest.mark.parametrize(
    "text, type, surface",
    [
        ("Officially the army holds drills; in fact it guards the border with Sweden.", "in_fact", "in fact"),
        ("Formally, the mission of the army is training.", "formally", "Formally"),
        ("The army of Norway calls the mission a 'peace drill'.", "scare_quote", "'peace drill'"),
    ],
)
def test_what_is_said_and_what_is_so(text, type, surface):
    assert (type, surface) in cues(text)


def test_loaded_wording_is_marked_with_its_place():
    text = "The drill is a cover for aggressive militarization."
    sentence = Sentence(0, 10, 10 + len(text), text)
    found = find_framing(sentence)
    assert [text[f.start - 10 : f.end - 10] for f in found] == ["cover for", "aggressive", "militarization"]


@given(st.text(max_size=300))
def test_any_text_has_cues_inside_it(text):
    sentence = Sentence(0, 5, 5 + len(text), text)
    for cue in find_cues(sentence, plain_tokens(text, 5)):
        assert 5 <= cue.scope.start <= cue.scope.end <= 5 + len(text)
        assert text[cue.start - 5 : cue.end - 5] == cue.surface


@pytest.mark.parametrize(
    "text, uncertain",
    [
        ("Some critics say that the bridge was built too early.", True),
        ("The species may have lived in caves.", True),
        ("It is believed that the king died in exile.", True),
        ("The bridge was built in 1931 by two brothers.", False),
        ("The most northern town of the county has a school.", False),
        ("Several islands off the coast have no harbour.", True),
        ("He was one of the finest sailors of his day.", True),
        ("The treaty is widely seen as a turning point.", True),
        ("The fort was built around 1740 by a garrison of engineers.", True),
        ("The old bell is reputed to have cracked in a frost.", True),
        ("The fort may be the oldest on the coast.", True),
        ("The lid may be lifted with a lever.", False),
        ("In most ports the harbour dues are paid in cash.", False),
        ("It is the province's most admired harbour.", True),
        ("Visitors may enter by the north gate on weekdays.", False),
        ("The river often floods in March.", False),
        ("The choir has at most 40 singers.", False),
        ("As many as 40 singers belong to the choir.", False),
        ("The ferry runs around the island.", False),
        ("Some 40 singers belong to the choir.", False),
    ],
)
def test_uncertain_sentences(text, uncertain):
    assert is_uncertain(text) is uncertain
