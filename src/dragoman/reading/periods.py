"""Periods in text, resolved against the article's date: years, fiscal years, quarters, months, days, relative and open ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import islice

from dragoman.lexicon.sieve import Sieve
from dragoman.model import Period, PeriodMention
from dragoman.reading.calendars import grain, shift, year_period
from dragoman.reading.time_words import COUNT, Core, Setting, cores, count_of

_SEED = re.compile(
    r"\d{4}|\d/\d|FY|\d\s?(?:st|nd|rd|th)\b|(?i:\b(?:year|month|week|day|decade|quarter|today|yesterday|"
    r"tomorrow|tonight|overnight|since|annual|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|"
    r"autumn|winter|fiscal|century|war|hour|invasion|fighting|conflict|hostilities|christmas|office|power|invaded|"
    r"president|takeover|coup)|day\b|\byear['’]s eve)"
    r"|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)


@cache
def _seed() -> Sieve:
    return Sieve((_SEED,))


def find_periods(
    text: str,
    *,
    offset: int = 0,
    published: date | None = None,
    fiscal: str | None = None,
    actors: tuple[str, ...] = (),
    spoken: int | None = None,
) -> tuple[PeriodMention, ...]:
    """Return the periods that a sentence names, in text order; relative ones without ends where `published` is not known.

    A duration that hangs on nothing ("over ten years") is a period without ends, kind `over`.

    Args:
        actors: whom the text is about, the foremost first: whose war "since the war began" means.
        fiscal: ISO alpha-3 code of the state whose fiscal year "fiscal 2023" means, where the words do not say.
        spoken: the year that the sentences before named last: what "that year" means where this one names none before it.

    >>> [(m.surface, str(m.period.start), str(m.period.end)) for m in find_periods("by 2027, from fiscal 2023", fiscal="JPN")]
    [('by 2027', 'None', '2027-12-31'), ('from fiscal 2023', '2023-04-01', 'None')]
    """
    if not _seed().found(text):
        return ()
    found = _mentions(text, Setting(published, fiscal, actors, spoken))
    if published is None:
        found = _with_unresolved(text, found, fiscal, actors)
    return tuple(replace(mention, start=mention.start + offset, end=mention.end + offset) for mention in found)


def _mentions(text: str, setting: Setting) -> list[PeriodMention]:
    published = setting.published
    mentions = _outermost([_in_context(text, found, published) for found in _joined(text, cores(text, setting))])
    mentions = list(_years_through(text, mentions))
    return list(_previous(text, _counted_from(text, mentions, published), published))


_ANY_DAYS = (date(2001, 2, 3), date(2012, 11, 20))
"""Two days that show which expressions hang on the day of writing: they come to something else on each."""


def _with_unresolved(text: str, found: list[PeriodMention], fiscal: str | None, actors: tuple[str, ...]) -> list[PeriodMention]:
    """Return the mentions of a text without a date, with the relative ones ("the next five years") in it, without ends.

    So no other date of the sentence is taken for theirs.
    """
    first, second = (_mentions(text, Setting(day, fiscal, actors, None)) for day in _ANY_DAYS)
    fixed = {(one.start, one.end): one for one in found}
    there = {(one.start, one.end): one.period for one in second}
    for one in first:
        at = (one.start, one.end)
        if at not in fixed and there.get(at) != one.period:
            fixed[at] = replace(one, period=Period(None, None, one.period.grain))
    return sorted(fixed.values(), key=lambda one: (one.start, one.end))


def _outermost(mentions: list[PeriodMention]) -> list[PeriodMention]:
    """Return the mentions without those inside the next ("since the outbreak of war" in "since the outbreak of war in April")."""
    inner = {at for at in range(len(mentions) - 1) if mentions[at + 1].start <= mentions[at].start}
    return [one for at, one in enumerate(mentions) if at not in inner]


_YEARS = re.compile(rf"(?i:\b(?P<n>{COUNT})[\s-]years?\b)")
_ENDING = re.compile(r"(?i:\s(?:period\s)?(?:(?:through|to|until|ending|ended|up\sto|that\sends?)\s)?(?:in\s)?)")


def _years_through(text: str, mentions: list[PeriodMention]) -> Iterator[PeriodMention]:
    """Yield the mentions with "the five years through fiscal 2027" as one, whose beginning its length gives."""
    skipped = -1
    for at, one in enumerate(mentions):
        if at == skipped:
            continue
        last = mentions[at + 1] if at + 1 < len(mentions) else None
        count = _YEARS.search(one.surface) if one.kind == "over" and one.period.start is None else None
        years = count_of(count["n"]) if count else None
        if last is None or not years or last.period.end is None or last.period.grain not in ("year", "month"):
            yield one
            continue
        gap = text[one.end : last.start]
        led = last.kind == "until" or (last.kind == "in" and gap.strip())
        if not led or not _ENDING.fullmatch(gap):
            yield one
            continue
        begin = shift(last.period.end + timedelta(days=1), -years, "years")
        skipped = at + 1
        period = Period(begin, last.period.end, "years", last.period.calendar)
        yield PeriodMention(one.start, last.end, text[one.start : last.end], period, "from_to")


_SPAN = re.compile(r"(?i:within\s(?P<n>[\w\s]{1,12}?)\s(?P<u>decades?|years?|months?|weeks?|days?)$)")


def _counted_from(text: str, mentions: list[PeriodMention], published: date | None) -> list[PeriodMention]:
    """Return the mentions with "within a year" counted from a past date before it ("pledged in March 2023 … within a year")."""
    found = list(mentions)
    for at in range(1, len(found)):
        match, base = _SPAN.fullmatch(found[at].surface), found[at - 1]
        count = count_of(match["n"]) if match else None
        if match is None or count is None or base.kind != "in" or base.period.end is None or base.period.start is None:
            continue
        if published is None or base.period.end >= published or ";" in text[base.end : found[at].start]:
            continue
        end = shift(base.period.end, count, match["u"])
        found[at] = replace(found[at], period=Period(base.period.start, end, grain(match["u"], count)))
    return found


_LEAD = re.compile(
    r"(?i:\b(?P<w>since|by|until|till|through|before|from|starting\sin|starting|beginning\sin|beginning|"
    r"as\sof|after|in|during|over|for|between|throughout|up\sto|as\searly\sas|no\slater\sthan|effective|"
    r"come)"
    r"\s(?:at\sleast\s|around\s|about\s|the\s|the\s(?:end|close|start|beginning)\sof\s(?:the\s)?(?:year\s)?)?)$"
)


_SHORTLY = re.compile(rf"(?i:\b(?:(?P<n>{COUNT})\s|just\s)?(?P<u>days?|weeks?)\s)$")
"""How long before a day something happened: "days before New Year's Eve", "two weeks before the vote of 3 May"."""
_SINCE_EVENT = re.compile(
    r"(?i:\bsince\s(?:(?:the|its|his|her|their|a|an)\s|[\w-]+ing\s)(?:[\w’'-]+\s){1,5}?(?:in|on|of)\s(?:the\s)?)$"
)
"""An event that a period dates and something goes on since: "since the coup in July", "since seizing power in July"."""


def _joined(text: str, cores: list[Core]) -> Iterator[Core]:
    """Yield the expressions with "from A to B", "between A and B" and "A through B" joined."""
    i = 0
    while i < len(cores):
        core = cores[i]
        if i + 1 < len(cores) and (joined := _join(text, core, cores[i + 1])) is not None:
            yield joined
            i += 2
            continue
        yield core
        i += 1


def _join(text: str, low: Core, high: Core) -> Core | None:
    gap = text[low.end : high.start]
    before = text[max(0, low.start - 12) : low.start].lower()
    link = re.fullmatch(r"(?i:\s(?:to|and|through|until|till|up\sto)\s(?:the\s)?(?:end\sof\s)?)|\s?[-–—]\s?", gap)
    if link is None or "per" in (low.kind, high.kind):
        return None
    word = gap.strip().lower().partition(" ")[0]
    opened = re.search(r"\b(from|between)\s(?:the\s)?$", before)
    if word == "and" and not (opened and opened[1] == "between"):
        return None
    if word in ("to",) and not opened and low.period.grain != high.period.grain:
        return None
    if low.period.start is None or high.period.end is None or low.period.start > high.period.end:
        return None
    if word == "and" and low.period.grain == high.period.grain == "years":
        return None
    start = low.start - (len(opened[0]) if opened else 0)
    grain = "years" if low.period.grain == "year" else low.period.grain
    return Core(start, high.end, Period(low.period.start, high.period.end, grain, low.period.calendar), "from_to", low.rank)


def _in_context(text: str, core: Core, published: date | None) -> PeriodMention:
    """Return the mention with the preposition before it taken in: "since 2014", "by 2027", "until", "from"."""
    start, period, kind = core.start, core.period, core.kind
    lead = _LEAD.search(text, max(0, start - 48), start)
    event = _SINCE_EVENT.search(text, max(0, start - 60), start) if kind == "in" else None
    if event is not None and period.start is not None and published is not None and period.start <= published:
        since = replace(period, end=published, grain="open")
        return PeriodMention(event.start(), core.end, text[event.start() : core.end], since, "since")
    if lead is not None and kind in ("in", "from_to", "over") and period.start is not None:
        word = re.sub(r"\s+", " ", lead["w"].lower())
        made = _led(word, period, kind)
        if made is not None and word == "before" and (shortly := _SHORTLY.search(text, max(0, lead.start() - 30), lead.start())):
            count = count_of(shortly["n"]) if shortly["n"] else 1.0 if shortly["u"].lower().startswith("day") else 4.0
            unit = shortly["u"] if shortly["n"] or not shortly["u"].lower().startswith("day") else "week"
            begin = shift(period.start, -(count or 1.0), unit)
            then = Period(begin, made[0].end, "day", approximate=True)
            return PeriodMention(shortly.start(), core.end, text[shortly.start() : core.end], then, "in")
        if made is not None:
            start, (period, kind) = lead.start(), made
            if word == "since" and period.start is not None and published is not None and period.start <= published:
                period = replace(period, end=published)
    return PeriodMention(start, core.end, text[start : core.end], period, kind)


def _led(word: str, period: Period, kind: str) -> tuple[Period, str] | None:
    if kind == "from_to":
        return (period, kind) if word in ("in", "during", "over", "for", "from", "between") else None
    if kind == "over":
        return (period, kind) if word in ("in", "during", "over", "for", "within", "throughout") else None
    if word in ("by", "no later than", "before", "come"):
        end = period.end
        if word == "before" and period.start is not None:
            end = period.start - timedelta(days=1)
        return replace(period, start=None, end=end), "by"
    if word in ("until", "till", "through", "up to"):
        return replace(period, start=None), "until"
    if word in ("since", "from", "starting", "starting in", "beginning", "beginning in", "effective", "after"):
        if word == "after":
            return (replace(period, start=period.end, end=None, grain="open"), "since") if period.grain == "year" else None
        return replace(period, end=None, grain="open"), "since"
    return period, kind


_PREVIOUS = re.compile(
    r"(?i:\b(?:a|the|one)\s(?:year\s(?:earlier|before|previously|prior)|(?:previous|prior|preceding)\syear)\b|"
    r"\byear[- ]on[- ]year\b)"
)


def _previous(text: str, mentions: list[PeriodMention], published: date | None) -> Iterator[PeriodMention]:
    """Yield the mentions in text order with "a year earlier" and "the previous year" set to the year before the one named."""
    found = list(mentions)
    for match in islice(_PREVIOUS.finditer(text), 20):
        if any(m.start < match.end() and match.start() < m.end and m.kind not in ("in", "since") for m in found):
            continue
        named = [
            m
            for m in found
            if m.period.grain == "year" and m.period.start and m.period.end and not m.start <= match.start() < m.end
        ]
        fiscal = next((m.period for m in named if m.period.calendar.startswith("fiscal")), None)
        base = named[0].period.start.year if named and named[0].period.start else published.year - 1 if published else None
        if base is None or "on" in match.group().lower().replace("-", " ").split():
            continue
        found = [m for m in found if not (m.start < match.end() and match.start() < m.end)]
        before = _year_back(fiscal) if fiscal is not None else year_period(base - 1)
        found.append(PeriodMention(match.start(), match.end(), match.group(), before, "in"))
    yield from sorted(found, key=lambda m: (m.start, m.end))


def _year_back(period: Period) -> Period:
    """Return the fiscal year before one."""
    start, end = period.start, period.end
    return replace(period, start=shift(start, -1, "years") if start else None, end=shift(end, -1, "years") if end else None)
