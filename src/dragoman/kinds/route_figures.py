"""Which kind of claim a figure frame is: asserted ones are figures, planned and predicted ones forecasts."""

from __future__ import annotations

import re

from dragoman.kinds.ahead import placed_ahead
from dragoman.kinds.standing import is_standing
from dragoman.lexicon.modal import modal_words
from dragoman.lexicon.reporting import reporting
from dragoman.model import Article, FigureFrame, Modality, Reading
from dragoman.reading.arguments import Arguments
from dragoman.reading.spans import set_against

_THROUGH = ("xcomp", "conj", "acl", "pcomp", "advcl", "oprd", "aux")
_OWN = frozenset(("its", "their", "his", "her", "our", "my", "your"))
_KNOWN = frozenset(("the", "these", "those"))
_OF_GOAL = ("nummod", "quantmod", "compound", "amod", "nmod", "npadvmod")
_GUESSES = ("estimat", "thought", "believed", "assum", "reckon", "put at", "considered")


def route_figure(reading: Reading, frame: FigureFrame, article: Article, args: Arguments) -> tuple[str, Modality]:
    """Return `figure` or `forecast`, and the modality of one frame."""
    modality = reading.modality_at(frame.anchor)
    formerly = _formerly(reading, frame, article)
    if formerly or _put_in(reading, frame, article):
        sure = "asserted" if modality.certainty in ("planned", "conditional") else modality.certainty
        if not formerly and modality.polarity == "negative":
            return "figure", Modality("asserted", "positive", (), False)
        return "figure", Modality(sure, modality.polarity, modality.cues, False)
    place = next((i for i, token in enumerate(reading.tokens) if token.end > frame.anchor.start), None)
    if place is not None and is_standing(reading, frame, article, args, place):
        return "figure", Modality("asserted", modality.polarity, modality.cues, False)
    if place is not None and _is_there(args, place):
        sure = "asserted" if modality.certainty == "planned" else modality.certainty
        return "figure", Modality(sure, modality.polarity, modality.cues, False)
    certainty = (placed_ahead(args, place, _THROUGH) or _aimed_at(args, place)) if place is not None else ""
    if not (certainty or _dated_ahead(reading, frame, article) or _cued_ahead(reading, frame)):
        return "figure", modality
    chosen = modality.certainty if modality.certainty != "asserted" else certainty or "planned"
    return "forecast", Modality(chosen, modality.polarity, modality.cues, True)


def _is_there(args: Arguments, place: int) -> bool:
    """Return whether a number is of what is there already, whatever is to be done: "its 900 sailors", "with the 50 states"."""
    noun = args.tokens[place].head if args.tokens[place].dep in ("nummod", "quantmod") else place
    for _ in range(3):
        if args.tokens[noun].tag.startswith("NN") or args.tokens[noun].head == noun:
            break
        noun = args.tokens[noun].head
    token = args.tokens[noun]
    before = {args.tokens[kid].text.lower() for kid in args.below(noun, "poss", "det") if kid < place}
    counted = token.tag in ("NNS", "NNPS") and args.lemma(noun) not in modal_words()["plan_noun"]
    return counted and bool(before & _OWN or (token.dep == "pobj" and before & _KNOWN))


def _aimed_at(args: Arguments, place: int) -> str:
    """Return `planned` where a number is a target, a pledge's or what somebody asks for ("a target of 5 percent"), else ""."""
    words, here = modal_words(), place
    for _ in range(6):
        token = args.tokens[here]
        above = args.lemma(token.head)
        if any(args.lemma(kid) in words["pledge"] and args.below(kid, "xcomp") for kid in args.below(here, "relcl")):
            return "planned"  # "the 1.5 percent that they pledged to spend"
        if here == place and token.dep == "nummod" and args.tokens[token.head].tag == "NNS" and above in words["goal"]:
            return ""  # "destroyed 29 targets": those are counted
        if above in words["goal"] and args.tokens[token.head].tag.startswith("NN") and token.dep in (*_OF_GOAL, "prep"):
            return "" if _is_met(args, token.head) else "planned"
        if token.tag == "VB" and token.dep in ("ccomp", "xcomp") and above in reporting().asking | words["plan"]:
            return "planned"  # "asked that 500 be sent"
        if token.head == here or token.dep not in (*_OF_GOAL, "pobj", "prep", "dobj", "nsubjpass"):
            return ""
        here = token.head
    return ""


def _is_met(args: Arguments, noun: int) -> bool:
    """Return whether a goal is one that somebody meets or misses today, or did ("exceeded the target of 2 percent")."""
    verb = args.tokens[noun].head if args.tokens[noun].dep != "pobj" else args.tokens[args.tokens[noun].head].head
    past = args.tokens[verb].tag == "VBD"
    if past and args.tokens[noun].dep == "pobj" and args.lows[args.tokens[noun].head] == "against":
        return True  # "4,800 joined, against a target of 6,000"
    failed = args.lemma(args.tokens[verb].head) == "fail" and args.tokens[args.tokens[verb].head].tag == "VBD"
    met = args.is_verb(verb) and args.lemma(verb) in modal_words()["meet"]
    return met and (failed or "to" not in args.auxiliaries(verb))


_FROM = re.compile(
    r"\b(?:up|down|increase|decrease|rise|drop|compared with|compared to|against|from)\s(?:from\s)?(?:about |some |around )?$",
    re.IGNORECASE,
)


def _formerly(reading: Reading, frame: FigureFrame, article: Article) -> bool:
    """Return whether a number is the level of now or of the past that a coming one is set against.

    "Will spend 6 percent, up from 3.9 last year", "up from its current 3.9", "compared with 3.9 previously".
    """
    text, offset = reading.sentence.text, reading.sentence.start
    low, high = frame.anchor.start - offset, frame.anchor.end - offset
    before, after = text[max(0, low - 60) : low], text[high : high + 60]
    period = frame.body.period
    if set_against(before, after):
        return True
    if article.published is None or period is None or period.end is None:
        return False
    if _COMPARED.search(before) and period.start is not None and period.start <= article.published:
        return True
    return period.end < article.published and bool(_FROM.search(before))


_COMPARED = re.compile(r"\bcompared (?:with|to)\s(?:(?:the|about|some|around|just|nearly|only|a)\s){0,2}$", re.IGNORECASE)


_VERBS = ("VBD", "VBZ", "VBP", "VB", "VBG", "MD")


def _put_in(reading: Reading, frame: FigureFrame, article: Article) -> bool:
    """Return whether a number of a time that is over is put in between brackets or commas, beside what the verb places ahead.

    "Peru (spending in 2020: 3 billion) will buy ships", "its budget, the largest in the region in 2020, is to be cut".
    """
    if article.published is None:
        return False
    text, low = reading.sentence.text, reading.sentence.start
    start, end = frame.anchor.start - low, frame.anchor.end - low
    for opens, closes in (("(", ")"), (",", ",")):
        left, right = text.rfind(opens, 0, start), text.find(closes, end)
        if left < 0 or right < 0 or ")" in text[left:start]:
            continue
        inside = [m.period for m in reading.periods if left < m.start - low and m.end - low <= right]
        if any(period.end is not None and period.end < article.published for period in inside):
            return not _has_verb(reading, left + low, right + low)
    return False


def _has_verb(reading: Reading, start: int, end: int) -> bool:
    """Return whether a stretch has a verb of its own, a past participle apart ("recorded in 2020")."""
    return any(token.tag in _VERBS for token in reading.tokens if start <= token.start < end)


def _cued_ahead(reading: Reading, frame: FigureFrame) -> bool:
    """Return whether a cue over the number places it ahead; an estimate of what is there now does not."""
    money = frame.body.measure in ("military_expenditure", "defence_budget", "programme_cost")
    return any(
        cue.type in ("future", "planned")
        or (money and cue.surface.lower() == "potentially")
        or (cue.type == "expectation" and not cue.surface.lower().startswith(_GUESSES))
        for cue in reading.cues_at(frame.anchor)
    )


def _dated_ahead(reading: Reading, frame: FigureFrame, article: Article) -> bool:
    """Return whether a figure's own sentence dates it ahead; a date carried over from one before leaves the tense to say."""
    period = frame.body.period
    if article.published is None or period is None or not reading.periods:
        return False
    if period.start is not None:
        return period.start > article.published
    return period.end is not None and period.end > article.published
