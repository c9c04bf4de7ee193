"""Who says it. Every case: a text, the sentence's source, the type, and a stretch that is (or is not) in its mouth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.intake import to_article
from dragoman.model import Span
from dragoman.pipeline import find
from dragoman.reading.quotes import find_quotes
from dragoman.reading.read import read

CASES = [
    ("Norway's defence minister said the army will get 54 tanks.", "54 tanks", "named", "Norway's defence minister"),
    ("The army will get 54 tanks, the Norwegian defence minister said on Tuesday.", "54 tanks", "named", "defence minister"),
    ("According to officials in Oslo, the army will get 54 tanks.", "54 tanks", "unnamed", "officials"),
    ("The army bought 54 tanks, according to a report by the audit office.", "54 tanks", "document", "report"),
    ("“We bought 54 tanks,” General Ola Berg told reporters, “and we need more missiles.”", "more missiles", "named", "Berg"),
    ("“We bought 54 tanks,” General Ola Berg told reporters, “and we need more missiles.”", "54 tanks", "named", "Berg"),
    ("Experts believe the army bought 54 tanks.", "54 tanks", "unnamed", "Experts"),
    ("The army reportedly bought 54 tanks.", "54 tanks", "unnamed", None),
    ("It was reported that the army bought 54 tanks.", "54 tanks", "unnamed", None),
    ("Norway announced a purchase of 54 tanks for the army.", "54 tanks", "named", "Norway"),
    ("Russia rejected Norway's claim that the army bought 54 tanks.", "54 tanks", "named", "Norway"),
    ("The army bought 54 tanks in 2019.", "54 tanks", "author", None),
    ("Norway will announce a purchase of 54 tanks for its army.", "54 tanks", "author", None),
    ("A study of the budget shows 54 tanks were bought by the army.", "54 tanks", "document", "study"),
    ("The army bought 54 tanks, the state broadcaster NRK reported.", "54 tanks", "named", "NRK"),
    ("Norway bought 54 tanks, army spokesman Colonel Ola Berg said in a statement.", "54 tanks", "named", "Berg"),
    ("Norway seized 54 tanks from Mali, the kingdom's armed forces announced.", "54 tanks", "named", "armed forces"),
    ("Norway is clear that 54 tanks are vital for its army.", "54 tanks", "named", "Norway"),
    ("For President Ola Berg, 54 tanks are far too few for an army.", "54 tanks", "named", "Ola Berg"),
    ("In the statement, the ministers condemned the theft of 54 tanks.", "54 tanks", "document", "the statement"),
    ("The plan, the general wrote for the army's review, would bring 54 tanks.", "54 tanks", "unnamed", "the general"),
    ("The general cited the loss of 54 tanks near Oslo.", "54 tanks", "unnamed", "The general"),
    ("The minister dismissed the purchase as a gift of 54 tanks to Russia.", "54 tanks", "unnamed", "The minister"),
    ("Standing beside Ana Ruiz, Chilean President Ola Berg added that 54 tanks were lost.", "54 tanks", "named", "Ola Berg"),
    ("“The army has 54 tanks and more guns, but we said that we must wait for it,” Ola Berg said.", "54 tanks", "named", "Berg"),
    ("Norway's army chief said 54 tanks would be bought, the broadcaster NRK reported.", "54 tanks", "unnamed", "army chief"),
    (
        "NATO Secretary General Jens Stoltenberg warned that 54 tanks were not enough for the army.",
        "54 tanks",
        "named",
        "Stoltenberg",
    ),
]


def attribution(text: str, words: str):
    readings = read(to_article(text, published="2022-05-01"))
    at = text.index(words)
    reading = next(r for r in readings if r.sentence.start <= at < r.sentence.end)
    return reading.attribution_at(Span(at, at + len(words)))


@pytest.mark.parametrize("text, words, kind, source", CASES, ids=[case[0][:45] for case in CASES])
def test_the_words_are_given_to_who_says_them(text, words, kind, source):
    found = attribution(text, words)
    assert found.type == kind, found
    assert (found.source is None) if source is None else source in (found.source or ""), found


ROWS = [json.loads(line) for line in (Path(__file__).parent / "cases" / "attributions.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:50] for row in ROWS])
def test_source_type_and_side(row):
    """A row is a text, words in it, and who says them: type, words of the source (null for none), actor (null where left open)."""
    found = attribution(row["text"], row["words"])
    assert found.type == row["type"], found
    assert (found.source is None) if row["source"] is None else row["source"] in (found.source or ""), found
    assert row["actor"] is None or found.actor == row["actor"], found


TALK = """3:10 P.M. EST

PRESIDENT BIDEN: Welcome back. We will send 31 tanks.

The army needs 50 guns.

PRESIDENT ZELENSKYY: Thank you. We have 70 jets.

(A troop of 90 soldiers passes.)"""


@pytest.mark.parametrize(
    "words, actor", [("31 tanks", "USA"), ("50 guns", "USA"), ("70 jets", "UKR"), ("90 soldiers", None)], ids=str
)
def test_a_turn_of_a_transcript_lasts_to_the_next(words, actor):
    assert attribution(TALK, words).actor == actor


SHOW = """ANCHOR: Good evening from Lima.

[00:01:12] ANA RUIZ, LIMA TV CORRESPONDENT: Peru has 31 tanks.

JOSE VEGA, CHILEAN DEFENCE MINISTER: We have 50 guns.

RUIZ: The army lost 40 boats.

VEGA: We sold 70 jets.

JAMES HOLT, FORMER CANADIAN AMBASSADOR: Nobody needs 90 ships."""


@pytest.mark.parametrize(
    "words, source, actor",
    [("31 tanks", "ANA RUIZ", None), ("50 guns", "JOSE VEGA", "CHL"), ("40 boats", "RUIZ", None), ("70 jets", "VEGA", "CHL"),
     ("90 ships", "JAMES HOLT", None)],
)  # fmt: skip
def test_a_transcript_introduces_its_speakers_by_what_they_are(words, source, actor):
    found = attribution(SHOW, words)
    assert (found.source or "").endswith(source)
    assert found.actor == actor or (actor is None and (found.actor or "").startswith("person:"))


def test_a_list_in_capitals_before_a_colon_is_nobody():
    assert attribution("ARMS, TANKS, SHIPS AND JETS: Chile has 31 tanks.\n\nIt has 50 guns.", "50 guns").type == "author"


@pytest.mark.parametrize("words", ["30 ships", "40 jets", "50 guns"])
def test_a_speaker_is_known_again(words):
    text = (
        "Ports are full, said Ana Costa, Brazilian naval attaché. “Chile has 30 ships,” the Brazilian naval attaché remarked. "
        "It has 40 jets, Costa stressed. The country bought 50 guns, she added."
    )
    found = attribution(text, words)
    assert (found.type, found.actor) == ("named", "BRA"), found


def test_a_quotation_goes_on_over_sentences():
    text = "“Spending must rise,” said Defence Minister Ola Berg of Norway. “The army has 30 tanks. It needs 60 tanks.”"
    assert attribution(text, "30 tanks").source == attribution(text, "60 tanks").source == "Defence Minister Ola Berg of Norway"


LABELLED = """Finland's foreign minister, Elina Salo, spoke to our paper about the army.

**Q: What has the army lost?**

A: We lost 30 tanks. The navy lost 40 boats.

**Q: And the 50 jets of the air force?**

A: We have sold 60 of them to Norway.
"""
BARE = LABELLED.replace("**Q: ", "**").replace("A: ", "")


@pytest.mark.parametrize("text", [LABELLED, BARE], ids=["labelled", "bare"])
@pytest.mark.parametrize("words, actor", [("30 tanks", "FIN"), ("40 boats", "FIN"), ("60 of them", "FIN"), ("50 jets", None)])
def test_the_answers_of_an_interview_are_those_of_who_is_interviewed(text, words, actor):
    assert attribution(text, words).actor == actor


def test_a_paragraph_that_opens_with_a_straight_mark_goes_on_with_the_quotation():
    text = '"We have 30 tanks," General Ola Berg of Norway said. "We want more tanks.\n\n"The army needs 60 tanks now."'
    assert attribution(text, "60 tanks").actor == "NOR"


def test_a_speaker_named_after_the_first_sentence_has_that_one_too():
    text = "“The army has 30 tanks. It needs 60 tanks,” Norwegian General Ola Berg said."
    assert "Berg" in (attribution(text, "30 tanks").source or "")


def test_chains_run_from_the_outside_in():
    text = "Reuters reported that Norwegian officials said the army had bought 54 tanks."
    assert attribution(text, "54 tanks").chain == ("Reuters", "Norwegian officials")


def test_the_actor_is_the_speakers_state_or_organisation():
    text = "NATO Secretary General Jens Stoltenberg said the army needs 54 tanks."
    assert attribution(text, "54 tanks").actor == "org:NATO"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Oman's defence minister said talks went well. “We need 54 tanks,” said Ali Musa on Monday.", "OMN"),
        ("Oman's defence minister, Ana Ruiz, said talks went well. “We need 54 tanks,” said Ali Musa on Monday.", "person:Ali Musa"),
        ("Oman said talks went well. “We need 54 tanks,” said Ali Musa, an analyst, on Monday.", "person:Ali Musa"),
    ],
)
def test_who_was_quoted_by_office_alone_is_named_at_last(text, actor):
    assert attribution(text, "54 tanks").actor == actor


def test_a_surname_with_a_particle_is_known_at_the_head_of_a_sentence():
    text = "Ali el-Holm, an Omani minister, said the army is weak. El-Holm added that it needs 54 tanks."
    assert attribution(text, "54 tanks").actor == "OMN"


def test_offsets_return_source_and_cue():
    text = "In Oslo on Friday, Norway's defence ministry confirmed that the army has 54 tanks."
    found = attribution(text, "54 tanks")
    assert found.source_span is not None
    assert found.cue_span is not None
    assert found.source_span.of(text) == found.source
    assert found.cue_span.of(text) == found.cue == "confirmed"


@pytest.mark.parametrize(
    "text, quotes, still_open",
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"], False),
        ('"We go," he said, "now."', ['"We go,"', '"now."'], False),
        ("“We go. ", ["“We go. "], True),
        ("Berg said 'we will go now'.", ["'we will go now'"], False),
        ("The allies' ships sailed.", [], False),
    ],
)
def test_quotations_are_found(text, quotes, still_open):
    found, open_after = find_quotes(text)
    assert [text[q.start : q.end] for q in found] == quotes
    assert open_after is still_open


def test_who_speaks_in_one_part_of_a_sentence_says_nothing_of_another() -> None:
    text = "Kenya says 12 of its soldiers died; Somali officials have reported 40 dead."
    (reading,) = read(to_article(text, published="2022-05-01"))
    parts = {one.source: [text[s.start : s.end] for s in one.content] for one in reading.attributions}
    assert parts == {"Kenya": ["12 of its soldiers died"], "Somali officials": ["40 dead"]}


def test_a_semicolon_within_a_quotation_parts_nothing() -> None:
    text = "“We shot down nine; they say they lost four,” said General Otieno, and Kenya said it lost one."
    (reading,) = read(to_article(text, published="2022-05-01"))
    assert any("nine; they" in text[s.start : s.end] for one in reading.attributions for s in one.content)


@pytest.mark.parametrize(
    "text, anchor, source",
    [
        ("Norway announced a new aid package for Ukraine.", "announced", None),
        ("The rebels claimed an attack on the port of Aden.", "claimed", "The rebels"),
    ],
    ids=["who acts by saying", "who claims an act"],
)
def test_an_act_of_saying_is_told_by_the_author(text, anchor, source):
    """Who announces aid does not say that he announces it; who claims an attack does say that he carried it out."""
    article = to_article(text, published="2022-05-01")
    at = text.index(anchor)
    claim = next(claim for claim in find(article, read(article)) if claim.anchor.start <= at < claim.anchor.end)
    assert claim.attribution.source == source


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("There are reports that Chad has bought 40 tanks from Niger.", "40 tanks", "unnamed"),
        ("There are signs that Chad has bought 40 tanks from Niger.", "40 tanks", "author"),
        ("By some estimates, Chad has 40 tanks.", "40 tanks", "unnamed"),
        ("The base is widely seen as a threat to Egypt.", "a threat", "unnamed"),
        ("The base may be widely seen as a threat to Egypt.", "a threat", "author"),
        ("It is to be noted that Chad bought 40 tanks from Niger.", "40 tanks", "author"),
        ("An array of experts suggests that Chad bought 40 tanks.", "40 tanks", "unnamed"),
    ],
)
def test_what_nobody_in_particular_says(text, words, kind):
    article = to_article(text, published="2024-05-10")
    at = text.index(words)
    assert {one.attribution_at(Span(at, at + len(words))).type for one in read(article)} == {kind}
