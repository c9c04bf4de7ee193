"""Acts told in turn, the verb once: "Spain joined NATO in 1982, Hungary in 1999", "with Oman in 2019, with Yemen in 2021"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Mention, Period, PeriodMention, Reading, Span, TieFrame

_TYPES = ("membership", "agreement", "alliance")
_LEAD = re.compile(r"\s?[,;]?\s?(?:and\s|while\s|then\s|before\s)?(?P<with>with\s)?(?:the\s)?", re.IGNORECASE)
_AND = re.compile(r"(?:,\s(?:and\s)?|\sand\s)(?:the\s)?")
_VERB = re.compile(r"\s(?:(?P<verb>followed(?:\ssuit)?|did\sso|joined|in\sturn)\s)?(?:on\s|in\s)?", re.IGNORECASE)
_STOP = re.compile(r"\s*(?:$|[.,;:)—–]|(?:and|but|while|after|before|when|as)\b)", re.IGNORECASE)
_WITH = re.compile(r"\swith\s.*$", re.IGNORECASE)
_KINDS = ("state", "organisation", "group")


def told_in_turn(frames: Sequence[TieFrame], reading: Reading) -> tuple[TieFrame, ...]:
    """Return the frames with those that follow a dated one in the same words, its own span cut where the next begins."""
    found: list[TieFrame] = []
    for frame in frames:
        dated = frame.body.type in _TYPES and frame.body.date_from == "own"
        further = list(_further(_own(frame, reading), reading)) if dated else []
        found.append(_cut(_own(frame, reading), further[0].span.start) if further else frame)
        found += further
    return tuple(sorted(found, key=lambda one: (one.anchor, one.span))) if len(found) > len(frames) else tuple(frames)


def _own(frame: TieFrame, reading: Reading) -> TieFrame:
    """Return the frame without the states named only after its date, which the parser may take for its objects."""
    end = _end_of_date(frame, reading)
    before = {one for m in reading.mentions if end is not None and m.start < end for one in m.actors}
    return replace(frame, object=tuple(one for one in frame.object if one in before or one.startswith("org:")))


def _end_of_date(frame: TieFrame, reading: Reading) -> int | None:
    return next((m.end for m in reading.periods if m.start >= frame.anchor.start and m.period == frame.body.date), None)


def _cut(frame: TieFrame, end: int) -> TieFrame:
    return replace(frame, span=Span(min(frame.span.start, frame.anchor.start), max(end, frame.anchor.end)))


def _further(frame: TieFrame, reading: Reading) -> Iterator[TieFrame]:
    """Yield one frame for each name with a date of its own that follows the date of `frame`."""
    at = _end_of_date(frame, reading)
    while at is not None:
        step = _next(reading, at)
        if step is None:
            return
        mentions, period, anchor, other_side = step
        actors = tuple(dict.fromkeys(one for mention in mentions for one in mention.actors))
        if set(actors) & {*frame.subject, *frame.object}:
            return
        joins = all(one.startswith("org:") for one in (*actors, *frame.object)) and bool(frame.object)
        called = _WITH.sub("", frame.body.instrument or "") if other_side else frame.body.instrument
        body = replace(frame.body, date=period.period, first=False, instrument=None if joins else called or None)
        span = Span(mentions[0].start, period.end)
        told = replace(frame, anchor=anchor, span=span, body=body)
        yield replace(told, object=actors) if other_side or joins else replace(told, subject=actors)
        at = period.end


def _next(reading: Reading, at: int) -> tuple[list[Mention], PeriodMention, Span, bool] | None:
    """Return the names, the date, the words that stand for the act, and whether "with" leads in; None where none goes on."""
    offset, text = reading.sentence.start, reading.sentence.text
    mentions: list[Mention] = []
    last, other_side = at, False
    for mention in reading.mentions:
        if mention.start < last or not mention.actors or mention.kind not in _KINDS:
            continue
        gap = text[last - offset : mention.start - offset]
        lead = _AND.fullmatch(gap) if mentions else _LEAD.fullmatch(gap)
        if lead is None or not gap.strip():
            break
        other_side = other_side or (not mentions and lead["with"] is not None)
        mentions.append(mention)
        last = mention.end
    period = next((m for m in reading.periods if m.start >= last), None)
    verb = _VERB.fullmatch(text[last - offset : period.start - offset]) if mentions and period else None
    if period is None or verb is None or period.kind not in ("in", "on") or not _is_dated(period.period):
        return None
    if _has_own_verb(reading, mentions[0], period.end) or not _STOP.match(text[period.end - offset :]):
        return None
    told = Span(last + verb.start("verb"), last + verb.end("verb")) if verb["verb"] else Span(mentions[0].start, last)
    return mentions, period, told, other_side


def _has_own_verb(reading: Reading, mention: Mention, after: int) -> bool:
    """Return whether a name belongs to a verb that stands after its date ("and Russia in 2024 protested")."""
    tokens = reading.tokens
    here = next((token.index for token in tokens if token.end > mention.start), None)
    for _ in range(8):
        if here is None or not 0 <= here < len(tokens):
            return False
        token = tokens[here]
        if token.tag.startswith(("VB", "MD")):
            return token.start >= after
        if token.head == here:
            return False
        here = token.head
    return False


def _is_dated(period: Period) -> bool:
    return period.start is not None and period.end is not None
