"""Any text is read without exception, and whatever is found lies inside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.intake.sentences import split
from dragoman.model import Article, Context, Reading
from dragoman.reading.actors import senses_of
from dragoman.reading.parse import parse
from dragoman.reading.read import read, read_sentence

WORDS = st.sampled_from(
    "army tanks NATO Japan Tokyo said "
    "“ ” \" ' ( ) , . ; : — \n \u200b \u00a0 $ € 5 2.4 percent billion will may if not the its who "
    "that according to officials 日本 ğüş 🚀 \u202e 2030 U.S. Gen. -- ...".split(" ")
)


def reading_of(text: str) -> list[Reading]:
    """Return the reading of every sentence, past the gate."""
    sentences = split(text)
    context = Context(published=date(2024, 5, 1), senses=senses_of(text))
    found = []
    for sentence, tokens in zip(sentences, parse([(s.start, s.text) for s in sentences]), strict=True):
        reading, context = read_sentence(sentence, tokens, context)
        found.append(reading)
    return found


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_is_read_and_every_span_returns_its_words(text):
    for reading in reading_of(text):
        tokens, sentence = reading.tokens, reading.sentence
        assert all(text[t.start : t.end] == t.text for t in tokens)
        assert [t.index for t in tokens] == list(range(len(tokens)))
        assert all(0 <= t.head < len(tokens) for t in tokens)
        assert all(text[m.start : m.end] == m.surface for m in reading.mentions)
        assert all(text[c.start : c.end] == c.surface for c in reading.cues)
        spans = [s for one in reading.attributions for s in one.content]
        assert all(sentence.start <= s.start <= s.end <= sentence.end for s in spans)


@pytest.mark.parametrize("unit", ["9", "1,", "(", "((a ", "“", "Aa ", "a-", "\u200b", "army ", "$5 "])
def test_hostile_texts_are_read(unit):
    text = "The army of Norway has 54 tanks. " + unit * (6_000 // len(unit))
    assert read(Article(id="a", text=text, sentences=split(text)))


def test_a_context_with_a_field_changed_is_what_replace_gives():
    context = Context(published=date(2024, 5, 1), said_year=2019, topic_actor=("KEN",))
    assert context.but(said_year=2020) == replace(context, said_year=2020)
    assert context.said_year == 2019
    with pytest.raises(TypeError, match="no year"):
        context.but(year=2020)
