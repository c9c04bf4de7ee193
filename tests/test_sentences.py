"""Sentences: where texts are cut, and the laws that hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake.sentences import LONGEST, split

CASES = [
    ("The U.S. sent ships. Gen. Mark Hale met Mr. Ito on Sept. 3 at No. 10.", 2),
    ("He left the U.S. The plan stalled.", 2),
    ("It costs $1.5bn. That is 2.4 percent.", 2),
    ('"We will not yield!" President Karn said. "Why?" he asked.', 2),
    ("“We go. We stay,” said Ito.", 2),
    ("Sales by Kovar Inc. rose. Exports fell.", 2),
    ("Lt. Gen. R. J. Holt spoke at 5 p.m. Tuesday.", 1),
    ("He met Juan Perez Jr. Chile's army cheered. Juan Perez Jr. spoke.", 3),
    ("Talks ended… Nobody spoke.", 2),
    ("Is it so? It is! Really.", 3),
    ("- first item\n- second item. With more", 3),
    ("1. One thing\n2. Another thing", 2),
    ("One line.\r\n\r\nAnother line.", 2),
    ("a wrapped\nline goes on", 1),
    ("日本は増額した。予算は倍になる。", 2),
    ("The missile fell into the sea.The ministry protested.“We regret it.”Oslo was silent.", 4),
    ("It trained near Norfolk, Va. (as it does every year). Ships sailed.", 2),
    ("See Booking.Com and Node.js for v2.0.Beta of St.Petersburg.", 1),
]


@pytest.mark.parametrize("text, count", CASES, ids=[case[0][:30] for case in CASES])
def test_a_text_is_cut_into_its_sentences(text, count):
    assert len(split(text)) == count, [s.text for s in split(text)]


def test_headings_and_list_markers_are_told_apart_from_sentences():
    found = split("### Budget\n\n- Spending rose by 3 percent.\n")
    assert [(s.text, s.heading) for s in found] == [("Budget", True), ("Spending rose by 3 percent.", False)]


@pytest.mark.parametrize(
    "line",
    ["Subscribe now", "ALSO READ: Chile buys 40 tanks", "Sign up for our newsletter on the war.", "Advertisement", "46 minutes ago",
     "(Reporting by Ana Ruiz in Lima; editing by Jo Marsh)", "© 2031 The Lima Post. All rights reserved.", "By Ana Ruiz, Staff Writer",
     "Your web browser is no longer supported.", "Read more: Peru, Chile sign pact", "RECOMMENDED FOR YOU\n\nPeru Sends 40 Ships To Chile",
     "This article was originally published by The Lima Post.", "Photo: Ana Ruiz / Post"],
)  # fmt: skip
def test_what_stands_around_an_article_is_no_sentence_of_it(line):
    found = split(f"Peru sent ships.\n\n{line}\n\nChile protested against it.")
    assert [s.text for s in found] == ["Peru sent ships.", "Chile protested against it."]


@pytest.mark.parametrize(
    "line",
    ["Subscribers to the treaty met.", "Copyrights were not discussed by the ministers.", "By June Chile will have 40 tanks.",
     "Related forces were sent to Peru.", "Read aloud in parliament, the letter warned Chile.", "Reporting by the UN shows 40 dead.",
     "Latest ships are from Peru.", "Shares of arms makers rose by 4 percent."],
)  # fmt: skip
def test_a_sentence_that_only_begins_alike_stays(line):
    assert line in [s.text for s in split(f"Peru sent ships.\n\n{line}\n\nChile protested against it.")]


def test_hard_wrapped_lines_are_one_paragraph():
    line = "The ministry said that spending on ships would rise again this"
    text = "\n".join([line] * 8) + "\nyear."
    assert len({s.paragraph for s in split(text)}) == 1


@given(st.text(max_size=400))
def test_spans_return_their_text_and_never_overlap(text):
    found = split(text)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(s.text.strip() for s in found)


@pytest.mark.parametrize("unit", ["9", "(", ".", "a. ", '."', "\u200b", "word "])
def test_no_sentence_is_longer_than_the_cap(unit):
    assert all(len(s.text) <= LONGEST for s in split(unit * 20_000))
