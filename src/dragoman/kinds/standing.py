"""Numbers of what stands already, whatever their sentence places ahead: shares of people asked, levels left, who is joined."""

from __future__ import annotations

import re

from dragoman.lexicon.modal import modal_words
from dragoman.model import Article, FigureFrame, Reading
from dragoman.reading.arguments import Arguments

_OF_NOUN = ("nummod", "quantmod", "compound", "amod", "nmod", "npadvmod")


def is_standing(reading: Reading, frame: FigureFrame, article: Article, args: Arguments, place: int) -> bool:
    """Return whether a number is of what is there already, by its place in the sentence."""
    if frame.body.unit == "percent" and _hold_a_view(args, place):
        return True
    period = frame.body.period
    if article.published and period and period.start and period.start > article.published:
        return False
    return _is_left(reading, frame) or _is_joined(args, place)


def _hold_a_view(args: Arguments, place: int) -> bool:
    """Return whether a number is the share of those who think or want something: "53 percent do not want the budget to grow"."""
    here = place
    for _ in range(4):
        token = args.tokens[here]
        if token.dep == "nsubj":
            return args.lemma(token.head) in modal_words()["view"] and not args.auxiliaries(token.head) & modal_words()["will"]
        if token.head == here or token.dep not in (*_OF_NOUN, "conj"):
            return False
        here = token.head
    return False


_ABOUT = r"(?:(?:about|some|around|roughly|nearly|just|only|over|under|the|its|their|a|current|present)\s){0,3}"
_CHANGE_FROM = re.compile(
    r"\b(?:r[io]s(?:e|es|en|ing)|rais(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|grow(?:s|n|ing|th)?|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)"
    r"|boost(?:s|ed|ing)?|expan(?:d|ds|ded|ding|sion)|climb(?:s|ed|ing)?|go(?:es|ing)?|jump(?:s|ed|ing)?|cut(?:s|ting)?|fall(?:s|en|ing)?"
    r"|reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)?|shrink(?:s|ing)?|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|slash(?:es|ed|ing)?"
    r"|spending|budget|share|strength|number)\b[^.;]{0,90}\bfrom\s" + _ABOUT + "$",
    re.IGNORECASE,
)
_CHANGE_TO = re.compile(r"[^,.;]{0,40}?\bto\s(?:[a-z]+\s){0,2}?[\d$€£¥]")


def _is_left(reading: Reading, frame: FigureFrame) -> bool:
    """Return whether a number is the level that something is to change from ("will rise from 15.1 billion to 15.9 billion")."""
    text, low = reading.sentence.text, reading.sentence.start
    start, end = frame.anchor.start - low, frame.anchor.end - low
    return bool(_CHANGE_FROM.search(text[max(0, start - 140) : start]) and _CHANGE_TO.match(text[end : end + 60]))


def _is_joined(args: Arguments, place: int) -> bool:
    """Return whether people or things counted are those that somebody joins or replaces: "will join some 9,000 peacekeepers"."""
    here = place
    for _ in range(3):
        token = args.tokens[here]
        if token.dep == "dobj":
            return args.lemma(token.head) in modal_words()["joined"]
        if token.head == here or token.dep not in _OF_NOUN:
            return False
        here = token.head
    return False
