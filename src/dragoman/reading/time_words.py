"""The expressions of time in a text, each with the period that it means by itself: "early 2023", "next spring"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from dragoman.lexicon.names import Term, terms
from dragoman.lexicon.periods import eras, fiscal_years
from dragoman.lexicon.sieve import Sieve
from dragoman.model import Period
from dragoman.reading.calendars import (
    add_months,
    current_fiscal,
    fiscal_period,
    grain,
    last_day,
    month_period,
    shift,
    year_period,
)

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?:Jan(?:uary|\b\.?)|Feb(?:ruary|\b\.?)|Mar(?:ch|\b\.?)|Apr(?:il|\b\.?)|May|June?\b\.?|July?\b\.?|Aug(?:ust|\b\.?)|"
    r"Sep(?:tember|t?\b\.?)|Oct(?:ober|\b\.?)|Nov(?:ember|\b\.?)|Dec(?:ember|\b\.?))"
)
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DASH = r"(?:\s?[-–—‑]\s?)"
_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
COUNT = (
    rf"(?:\d{{1,3}}|{'|'.join(sorted(_SMALL, key=len, reverse=True))}|thirty|forty|fifty|several|few|couple\sof|a|an|half\sa)"
)
_THAT_YEAR = r"(?i:(?P<w>that(?:\ssame)?|the\s(?:very\s)?same|the\sfollowing)\syear(?!\s(?:after|on|in)\b|[-–‑])\b)"
_UNIT = r"(?:days?|weeks?|months?|quarters?|years?|decades?|hours?)"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4, "last": 4}


@dataclass(frozen=True, slots=True)
class Setting:
    published: date | None
    fiscal: str | None
    actors: tuple[str, ...] = ()
    spoken: int | None = None


_Build = Callable[[re.Match[str], Setting], "tuple[Period, str] | None"]


@dataclass(frozen=True, slots=True)
class Core:
    start: int
    end: int
    period: Period
    kind: str
    rank: int


def cores(text: str, setting: Setting) -> list[Core]:
    """Return the period expressions of a text, the longest where they overlap, in text order."""
    found: list[Core] = []
    sieve, builders = _patterns()
    for rank, match in sieve.matches(text):
        made = builders[rank](match, setting)
        if made is not None:
            found.append(Core(match.start(), match.end(), made[0], made[1], rank))
    found.sort(key=lambda core: (core.start, -(core.end - core.start), core.rank))
    kept: list[Core] = []
    for core in found:
        if kept and core.start < kept[-1].end:
            if core.end - core.start > kept[-1].end - kept[-1].start:
                kept[-1] = core
            continue
        kept.append(core)
    return kept


def _month_number(word: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _near_month(month: int, published: date, *, future: bool = False) -> int:
    """Return the year of a month named without one: the latest that has begun, or the next one."""
    if future:
        return published.year if month >= published.month else published.year + 1
    return published.year if month <= published.month else published.year - 1


def count_of(word: str) -> float | None:
    """Return the number that a count before a unit of time means ("several" years: 5), None where it is none."""
    word = re.sub(r"\s+", " ", word.lower())
    if word.isdecimal():
        return float(word)
    if word in _SMALL:
        return float(_SMALL.index(word) + 1)
    return {
        "thirty": 30.0,
        "forty": 40.0,
        "fifty": 50.0,
        "several": 5.0,
        "few": 3.0,
        "couple of": 2.0,
        "a": 1.0,
        "an": 1.0,
        "half a": 0.5,
    }.get(word)


_HOLDER = (
    r"(?:(?:U\.?S\.?\s)?(?:President|Prime\sMinister|Chancellor)\s)?(?P<name>(?:[A-Z][\w.]+\s){0,2}[A-Z][\w]+)(?:[-–][A-Z]\w+)?"
)
_TOOK_OFFICE = (
    r"(?:took\s(?:office|power|over)|came\s(?:to|into)\s(?:power|office)|assumed\s(?:office|power|the\spresidency)|entered\soffice"
    r"|became\s(?:the\s)?(?:president|prime\sminister|chancellor)|was\s(?:inaugurated|sworn\sin)"
    r"|(?:administration|presidency|term|inauguration|premiership|chancellorship)\b)"
)


@cache
def _patterns() -> tuple[Sieve, tuple[_Build, ...]]:
    """Return the expressions of time and what makes a period of each. Case counts where a month could be a verb."""
    table: tuple[tuple[str, _Build], ...] = (
        (rf"\b(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b", _iso),
        (rf"\b(?P<m>{_MONTH})\s(?P<d>{_DAY}){_DASH}(?P<m2>{_MONTH})\s(?P<d2>{_DAY})(?:,?\s(?P<y>{_YEAR}))?\b", _days),
        (rf"\b(?P<m>{_MONTH})\s(?P<d>{_DAY})(?:{_DASH}|\s(?:to|and|through)\s)(?P<d2>{_DAY})(?!\d)"
            rf"(?:,?\s(?P<y>{_YEAR}))?\b", _days),
        (rf"\b(?P<d>{_DAY})(?:{_DASH}|\s(?:to|and)\s)(?P<d2>{_DAY})\s(?:of\s)?(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR}))?\b", _days),
        (rf"\b(?P<m>{_MONTH})\s(?:the\s)?(?P<d>{_DAY})(?:,?\s(?P<y>{_YEAR}))?(?![\d,.]*\d|\s?(?:percent|per|"
            rf"million|billion|%))", _day),
        (rf"\b(?P<d>{_DAY})\s(?:of\s)?(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR}))?(?!\w)", _day),
        (rf"\b(?P<m>{_MONTH}),?\s(?:of\s)?(?:the\s)?(?:year\s)?(?P<y>{_YEAR})\b", _month_year),
        (rf"(?i:\b(?P<w>last|next|this|this\scoming|this\spast)\s)(?P<m>{_MONTH})\b", _which_month),
        (rf"\b(?:(?P<d>{_DAY})\s(?:of\s)?)?(?P<m>{_MONTH})(?:\s(?P<d2>{_DAY}))?,?\s(?:of\s|in\s)?{_THAT_YEAR}", _month_of_that),
        (rf"\b(?i:(?P<s>spring|summer|autumn|fall|winter)\s(?:of\s)?){_THAT_YEAR}", _season_of_that),
        (rf"\b(?i:(?:later|earlier|early|late)\s)?{_THAT_YEAR}", _that_year),
        (rf"(?<![A-Za-z])(?P<m>{_MONTH})(?:\s(?P<w>last|this)\syear)?(?!\s?\d)(?![\w'’])", _bare_month),
        (rf"\b(?P<w>(?i:first|second|third|fourth|final|last|1st|2nd|3rd|4th))[\s-](?i:quarter)(?:\s(?:of\s)?(?:the\s)?(?P<y>{_YEAR}|"
            rf"(?i:this\syear|last\syear|next\syear|the\syear)))?\b", _quarter),
        (rf"\b(?P<y>{_YEAR})(?:'s|’s)?\s(?P<w>first|second|third|fourth|final)\s(?:quarter|half)\b", _year_quarter),
        (rf"\bQ(?P<q>[1-4])(?:\s(?:of\s)?(?P<y>{_YEAR}|FY\d\d))?\b", _q),
        (rf"\b(?i:(?P<w>first|second|latter)\shalf\s(?:of\s)?(?:the\s)?)(?P<y>{_YEAR}|(?i:this\syear|last\syear|"
            rf"next\syear|the\syear))\b", _half),
        (rf"(?i:\bfirst\s(?P<n>{'|'.join(_SMALL[:11])}|1[01]|[1-9])\smonths\s(?:of|in)\s(?:the\s)?)(?P<y>{_YEAR}|(?i:this\syear|last\syear|"
            rf"next\syear|year))\b", _first_months),
        (r"(?i:\b(?P<w>this|last|next|this\spast|this\scoming)\s(?P<s>spring|summer|autumn|winter|(?<=last\s)fall|(?<=next\s)fall)\b)",
            _which_season),
        (r"(?i:\b(?:the\s)?(?P<w>start|beginning|middle|end)\sof\s(?:the|this)\s(?P<u>decade|century)\b)", _end_of_decade),
        (rf"\bH(?P<q>[12])\s(?:of\s)?(?P<y>{_YEAR})\b", _half_number),
        (rf"\b(?i:(?P<w>early|late|mid|middle\sof|beginning\sof|start\sof|end\sof|close\sof|mid[-–]))[\s-]?(?i:the\s)?(?i:year\s)?(?P<y>{_YEAR}|"
            rf"(?i:this\syear|last\syear|next\syear|the\syear))\b", _part),
        (rf"\b(?i:(?P<w>early|late|mid|beginning\sof|start\sof|end\sof|mid[-–]))[\s-]?"
            rf"(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR}))?\b", _part_month),
        (rf"\b(?i:(?P<w>early|late|mid)[\s-])?(?i:(?P<s>spring|summer|autumn|fall|winter))\s(?:of\s)?(?P<y>{_YEAR})(?:{_DASH}|"
            rf"/)?(?:\d\d)?\b", _season),
        (rf"\b(?P<w>FY|(?i:fiscal\syear|financial\syear|budget\syear|fiscal|tax\syear))[\s-]?['’]?(?P<y>{_YEAR}|"
            rf"\d\d)(?:(?:[-–/]|\sto\s)(?P<z>{_YEAR}|\d\d))?\b", _fiscal),
        (rf"\b(?P<y>{_YEAR})(?:[-–/](?P<z>{_YEAR}|\d\d))?\s(?i:fiscal|financial|budget)[\s-](?i:year)\b", _fiscal),
        (r"(?i:\b(?P<w>this|current|next|last|previous|coming|new|upcoming|past)\s"
            r"(?:fiscal|financial|budget)\syear\b)", _relative_fiscal),
        (rf"(?i:\b(?:(?:fiscal|financial|budget)\s|(?<=the\s)|(?<=next\s))(?:year|12\smonths|twelve\smonths)\s(?:that\s)?(?:will\s)?(?P<w>begins?|began|beginning|starts?|"
            rf"started|starting|from|ends?|ended|ending|to)\s(?:in\s|on\s)?)(?:(?P<d>{_DAY})\s)?(?P<m>{_MONTH})"
            rf"(?:\s(?P<d2>{_DAY}))?(?:,?\s(?P<y>{_YEAR}))?\b", _fiscal_from),
        (rf"(?<![\d.,/$£€-])\b(?P<y>{_YEAR})\s?[-–—/]\s?(?P<z>{_YEAR}|\d\d)(?![\d/.-]*\d)(?!\s?(?:percent|per\scent|%))", _span),
        (rf"(?<![\w.,$£€¥/-])(?P<y>{_YEAR})(?!s\b)(?![\d.,/]*\d|\s?(?:percent|per\scent|%|million|billion|trillion|"
            rf"km\b|°)|[-–]\d)", _year),
        (
            r"(?i:\b(?:the\s)?(?P<w>early|late|mid|mid-)?[\s-]?)(?P<y>(?:1[5-9]|20)\d0)"
            r"(?(w)['’]?|(?:(?<=the\s\d{4})['’])?)s\b",  # "2020's", without "the", is the year
            _decade,
        ),
        (r"(?i:\b(?:the\s)?(?P<w>past|last|next|coming|previous|preceding|following|current|this)\s"
            r"(?P<n>(?:(?:" + COUNT + r"|\d+)\s(?:to|or)\s)?(?:" + COUNT + r")|\d+\sor\s\d+|)\s?"
            r"(?:fiscal\s|calendar\s|or\sso\s)?(?P<u>" + _UNIT + r")\b)", _relative),
        (r"(?i:\b(?:(?:over|in|during|for)\sthe\s)?(?P<w>coming|recent)\s(?P<u>years|decades|months|weeks|days)\b)", _vague),
        (rf"(?i:\b(?P<n>{COUNT})\s(?P<u>{_UNIT})\s(?P<w>ago|from\snow|hence)\b)", _ago),
        (rf"(?i:\b(?P<w>within|in)\s(?P<n>{COUNT})\s(?P<u>years?|months?|weeks?|days?)(?P<t>['’]?\stime)?\b)", _within),
        (r"(?i:\b(?P<h>New Year['’]s Eve|New Year['’]s Day|Christmas Eve|Christmas Day|Christmas|Boxing Day)\b"
            r"(?:\s(?P<y>" + _YEAR + r"))?)", _holiday),
        (r"(?i:\b(?P<w>today|tonight|yesterday|tomorrow|overnight|so\sfar\sthis\syear|year\sto\sdate|earlier\sthis\s(?:year|"
            r"month|week)|later\sthis\s(?:year|month|week)|late\slast\syear|early\snext\syear|early\sthis\syear|"
            r"late\sthis\syear|earlier\stoday)\b)", _named),
        (r"(?i:\b(?P<w>over\sthe|at\sthe|during\sthe|on\sthe|last|next)\sweekend\b)", _weekend),
        (rf"\b(?i:(?P<w>last|next|this|on|early|late|by|since|until|from|the)\s)?(?P<d>{_WEEKDAY})\b", _weekday),
        (rf"(?i:\b(?:over|for|across|spanning|in|during|throughout)\s(?:a\s|the\s)?(?P<h>more\sthan\s|nearly\s|"
            rf"almost\s|about\s|around\s|at\sleast\s|up\sto\s|some\s)?(?P<n>{COUNT})[\s-](?P<u>{_UNIT})(?!\s(?:ago|"
            rf"earlier|old|later)|-old)(?P<p>\speriod|\sspan)?\b)", _duration),
        (rf"(?i:\b(?P<n>\d{{1,2}}|{'|'.join(_SMALL)})-(?P<u>year|month|week|day|decade)(?!-old)\b)", _duration),
        (r"(?i:\b(?:per|a|each|every)\s(?P<u>year|month|week|day|quarter)(?!\s(?:ago|earlier|later|before|"
            r"from|of|old|long|to\s|that|in\sprison))|\bannually\b|\bper\sannum\b)", _per),
        (r"(?i:\b(?:since|during|once|when|after|as)\s(?:the\s)?(?:(?:end|start|beginning|outbreak|onset|launch|fall)\sof\s)?"
            r"(?:the\s)?(?P<e>" + _era_words() + r")\b(?:(?<=\d),?\s\d{4}\b)?)", _era),
        (rf"\b(?P<w>[Ss]ince|[Ww]hen)\s(?:the\s)?(?:(?:start|beginning)\sof\s)?(?:the\s)?{_HOLDER}(?:['’]s?)?\s"
            rf"(?:[Aa]dministration\s)?{_TOOK_OFFICE}", _term),
        (rf"\b(?P<w>[Ss]ince)\s(?:taking|assuming|coming\sto)\s(?:office|power),\s{_HOLDER}\b", _term),
    )  # fmt: skip
    return Sieve(re.compile(pattern) for pattern, _ in table), tuple(build for _, build in table)


def _era_words() -> str:
    words = sorted((re.escape(word) for era in eras() for word in era.patterns), key=len, reverse=True)
    return "|".join(words).replace(r"\ ", r"\s").replace("'", "['’]")


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _iso(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    day = _safe(int(match["y"]), int(match["m"]), int(match["d"]))
    return (Period(day, day, "day"), "in") if day else None


def _year_of(match: re.Match[str], month: int, setting: Setting) -> int | None:
    if match["y"]:
        return int(match["y"])
    if setting.published is None:
        return None
    if (told := _WHICH_YEAR.match(match.string, match.end())) is not None:
        return _year_words(told["w"], setting)
    return _near_month(month, setting.published, future=_ahead(match))


_WHICH_YEAR = re.compile(r"(?i:,?\s(?:of\s)?(?P<w>this|last|next)\syear\b)")
"""What says of which year a day and month are: "until March 15 this year"."""


_WAS = re.compile(r",?\s(?:[\w'’-]+\s){0,3}?(?:had|was|were)\b(?!\s(?:to|due|expected|set)\b)")


_BY_THEN = re.compile(r"\b(?:by|until)\s(?:(?:the\s)?(?:early|mid|late|end of|beginning of|start of|middle of)[\s-])?$")
_HAD = re.compile(r"\b(?:had|was|were)\b(?!\s(?:to|due|expected|set|supposed)\b)(?:(?!\b(?:to|will|would|must)\b)[^.;,])*$")
"""Before "by August": what had come about by then, and lies behind."""


def _ahead(match: re.Match[str]) -> bool:
    """Return whether the words before an expression place it in the future ("by April", "next April", "will … in May")."""
    before = match.string[max(0, match.start() - 60) : match.start()].lower()
    if by := _BY_THEN.search(before):
        return not (_WAS.match(match.string, match.end()) or _HAD.search(before[: by.start()]))  # "By March there were 500"
    return bool(
        re.search(
            r"\b(?:next|will|is to|are to|due|scheduled|starting|begin|plans?|planned for|set for|expected|"
            r"upcoming|effective)\b[^.;]*$",
            before,
        )
    )


def _days(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    month = _month_number(match["m"])
    second = match.groupdict().get("m2")
    year = _year_of(match, month, setting)
    if year is None:
        return None
    first = _safe(year, month, _number(match["d"]))
    last = _safe(year, _month_number(second) if second else month, _number(match["d2"]))
    return (Period(first, last, "day"), "from_to") if first and last and first <= last else None


def _day(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    month = _month_number(match["m"])
    if match["m"] in ("may", "march", "mar", "dec"):
        return None
    year = _year_of(match, month, setting)
    day = _safe(year, month, _number(match["d"])) if year is not None else None
    if (
        day
        and not match["y"]
        and setting.published
        and day > setting.published
        and day.month == setting.published.month
        and not _ahead(match)
    ):
        later = (day - setting.published).days
        if later > 7:
            day = _safe(day.year - 1, day.month, day.day)
    return (Period(day, day, "day"), "in") if day else None


def _month_year(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    return month_period(int(match["y"]), _month_number(match["m"])), "in"


def _which_month(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    if setting.published is None:
        return None
    month, which = _month_number(match["m"]), match["w"].lower()
    if which.startswith("last") or which.endswith("past"):
        before = month < setting.published.month
        return month_period(setting.published.year - (not before), month), "in"
    if which == "this":
        return month_period(setting.published.year, month), "in"
    return month_period(_near_month(month, add_months(setting.published, 1), future=True), month), "in"


def _bare_month(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    word = match["m"]
    if setting.published is None or (len(word) <= 3 and word != "May") or not _month_place(match):
        return None
    month = _month_number(word)
    if match["w"]:
        return month_period(setting.published.year - (match["w"].lower() == "last"), month), "in"
    return month_period(_near_month(month, setting.published, future=_ahead(match)), month), "in"


_BUDGETED = re.compile(r"\b(?:budgets?|outlays?|allocations?|appropriations?|crores?|lakh)\b[^.;]*$", re.IGNORECASE)
"""Words before two years in a row that make them one fiscal year: "the budget for 2007-08"."""
_SAID_YEAR = re.compile(rf"(?P<y>{_YEAR})(?<![\w.,$€£¥/-]\d{{4}})(?!\d|[.,]\d|s\b|\s?(?:percent|per\scent|%|[mbt]illion|km\b))")


def said_year(text: str, published: date | None) -> int | None:
    """Return the year that a text names last, None where it names none or only coming ones.

    >>> said_year("In 2014 and 2019 it rose by 2000 percent.", date(2020, 1, 1))
    2019
    """
    years = [int(match["y"]) for match in _SAID_YEAR.finditer(text)]
    return next((year for year in reversed(years) if published is None or year <= published.year), None)


def _year_meant(match: re.Match[str], setting: Setting) -> int | None:
    """Return the year of "that year", "the same year", "the following year", None where no year was named before."""
    year = said_year(match.string[: match.start()], setting.published) or setting.spoken
    if year is None:
        return None
    meant = year + (match["w"].lower() == "the following")
    return meant if setting.published is None or meant <= setting.published.year else None


def _month_of_that(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    year, month = _year_meant(match, setting), _month_number(match["m"])
    if year is None:
        return None
    written = match["d"] or match["d2"]
    day = _safe(year, month, _number(written)) if written else None
    return (Period(day, day, "day") if day else month_period(year, month)), "in"


def _season_of_that(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    year = _year_meant(match, setting)
    return (_months_of(year, *_SEASONS[match["s"].lower()], "quarter", approximate=True), "in") if year is not None else None


def _that_year(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    year = _year_meant(match, setting)
    return (year_period(year), "in") if year is not None else None


def _month_place(match: re.Match[str]) -> bool:
    """Return whether a bare month stands where a month can: after a preposition of time; "May", "March" can be verbs."""
    before = match.string[max(0, match.start() - 16) : match.start()].lower()
    close = re.search(
        r"\b(?:in|since|by|until|till|from|during|of|early|late|mid|to|and|through|before|after|for|between|"
        r",|the|each|every|on|its)[\s-]$",
        before,
    )
    return bool(close) if match["m"] in ("May", "March", "Mar", "April", "August", "June") else bool(close or not before)


def _year_words(word: str | None, setting: Setting, match: re.Match[str] | None = None) -> int | None:
    if word is not None and word[:1].isdigit():
        return int(word)
    if setting.published is None:
        return None
    low = (word or "").lower()
    return setting.published.year + {"last": -1, "next": 1}.get(low.partition(" ")[0].partition("\n")[0], 0)


def _months_of(year: int, first: int, last: int, grain: str, *, approximate: bool = False) -> Period:
    end_year, end_month = (year, last) if last <= 12 else (year + 1, last - 12)
    return Period(date(year, first, 1), last_day(end_year, end_month), grain, "calendar", approximate)


def _quarter_of(order: int, year: int) -> tuple[Period, str]:
    return _months_of(year, 3 * order - 2, 3 * order, "quarter"), "in"


def _quarter(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    year = _year_words(match["y"], setting)
    order = _ORDER[match["w"].lower()]
    if year is None:
        return None
    if match["y"] is None and setting.published and (order - 1) * 3 + 1 > setting.published.month and not _ahead(match):
        year -= 1
    return _quarter_of(order, year)


def _year_quarter(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    order, year = _ORDER[match["w"]], int(match["y"])
    if match.group().endswith("half"):
        return (_months_of(year, 1 if order == 1 else 7, 6 if order == 1 else 12, "half"), "in") if order <= 2 else None
    return _quarter_of(order, year)


def _q(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    word = match["y"]
    if word and word.startswith("FY"):
        return None
    year = _year_words(word, setting)
    return None if year is None else _quarter_of(int(match["q"]), year)


def _half(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    year = _year_words(match["y"], setting)
    if year is None:
        return None
    first = match["w"].lower() == "first"
    return _months_of(year, 1 if first else 7, 6 if first else 12, "half"), "in"


def _first_months(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    """Read "the first nine months of 2023", "the first three months of the year"."""
    year, count = _year_words(match["y"], setting), count_of(match["n"])
    return None if year is None or not count else (_months_of(year, 1, int(count), "half"), "in")


def _which_season(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    """Read "this spring", "last autumn": the season of this year, the latest that is over, or the next to begin."""
    published = setting.published
    if published is None:
        return None
    first, last = _SEASONS[match["s"].lower()]
    which, year = match["w"].lower(), published.year
    if which.startswith("last") or which.endswith("past"):
        year -= published < _months_of(year, first, last, "quarter").end  # type: ignore[operator]
    elif which == "next":
        year += published.month >= first
    return _months_of(year, first, last, "quarter", approximate=True), "in"


def _end_of_decade(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    """Read "the end of the decade", "the middle of the century"."""
    if setting.published is None:
        return None
    span = 10 if match["u"].lower() == "decade" else 100
    begin = setting.published.year // span * span
    low, high = {"end": (0.9, 1.0), "middle": (0.4, 0.6)}.get(match["w"].lower(), (0.0, 0.1))
    first, last = begin + round(span * low), begin + round(span * high) - 1
    return Period(date(first, 1, 1), date(max(first, last), 12, 31), "years", approximate=True), "in"


def _half_number(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    first = match["q"] == "1"
    return _months_of(int(match["y"]), 1 if first else 7, 6 if first else 12, "half"), "in"


def _part(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    year = _year_words(match["y"], setting)
    if year is None:
        return None
    word = match["w"].lower().rstrip("-–")
    first, last = {
        "early": (1, 4),
        "beginning of": (1, 3),
        "start of": (1, 3),
        "late": (9, 12),
        "end of": (10, 12),
        "close of": (10, 12),
    }.get(re.sub(r"\s+", " ", word), (5, 8))
    return _months_of(year, first, last, "half", approximate=True), "in"


def _part_month(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    month = _month_number(match["m"])
    year = _year_of(match, month, setting)
    return (replace(month_period(year, month), approximate=True), "in") if year is not None else None


def _season(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    first, last = _SEASONS[match["s"].lower()]
    return _months_of(int(match["y"]), first, last, "quarter", approximate=True), "in"


def _full(word: str, near: int) -> int:
    return int(word) if len(word) == 4 else near - near % 100 + int(word)


def _fiscal(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    century = (setting.published or date(2000, 1, 1)).year
    first = _full(match["y"], century)
    if not match["z"]:
        return fiscal_period(first, setting.fiscal), "in"
    last = _full(match["z"], first)
    if last == first + 1:
        return fiscal_period(first, setting.fiscal, spanned=True), "in"
    if last <= first or last - first > 60:
        return None
    low, high = fiscal_period(first, setting.fiscal), fiscal_period(last, setting.fiscal)
    return Period(low.start, high.end, "years", low.calendar, low.approximate), "from_to"


def _relative_fiscal(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    if setting.published is None:
        return None
    steps = {"next": 1, "coming": 1, "upcoming": 1, "last": -1, "previous": -1, "past": -1}.get(match["w"].lower(), 0)
    return current_fiscal(setting.published, setting.fiscal, steps), "in"


def _fiscal_from(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    month = _month_number(match["m"])
    ends = match["w"].lower().startswith(("end", "to"))
    past = match["w"].lower() in ("began", "started", "ended", "to")
    if not match["y"] and setting.published is None:
        return None
    year = int(match["y"]) if match["y"] else _near_month(month, setting.published or date.max, future=not past)
    day = match["d"] or match["d2"]
    if ends:
        end = _safe(year, month, _number(day)) if day else last_day(year, month)
        return (Period(add_months(end + timedelta(days=1), -12), end, "year", _calendar(setting)), "in") if end else None
    start = _safe(year, month, _number(day) if day else 1)
    return (Period(start, add_months(start, 12) - timedelta(days=1), "year", _calendar(setting)), "in") if start else None


def _calendar(setting: Setting) -> str:
    return f"fiscal:{setting.fiscal}" if setting.fiscal else "fiscal"


def _span(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    first = int(match["y"])
    last = _full(match["z"], first)
    if last < first and len(match["z"]) == 2:
        last += 100
    if not first < last <= first + 150:
        return None
    budgeted = fiscal_years().get(setting.fiscal or "") or "/" in match.group() or _BUDGETED.search(
        match.string, max(0, match.start() - 60), match.start()
    )
    if last == first + 1 and len(match["z"]) == 2 and budgeted:
        return fiscal_period(first, setting.fiscal, spanned=True), "in"
    return Period(date(first, 1, 1), date(last, 12, 31), "years"), "from_to"


def _year(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    year = int(match["y"])
    after = match.string[match.end() : match.end() + 24]
    before = match.string[max(0, match.start() - 24) : match.start()].lower()
    close = re.search(
        r"\b(?:in|since|by|until|till|from|during|before|after|of|early|late|fiscal|year|to|and|through|for|"
        r"between|the|its|their|circa|around)\s$",
        before,
    )
    amount = re.match(
        r"\s(?:[a-z]+\s){0,2}(?:troops|soldiers|men|people|tanks|personnel|miles|metres|tonnes|tons|vehicles|"
        r"drones|missiles|shells|rounds)\b",
        after,
    )
    if amount and not re.search(r"\b(?:in|since|by|until|during|fiscal)\s$", before):
        return None
    if year < 1900 and not (
        close and re.search(r"\b(?:in|since|by|until|from|during|before|after|early|late|between)\s$", before)
    ):
        return None
    if re.search(
        r"(?:resolution|no\.|flight|section|article|boeing|model|about|some|than|nearly|almost|roughly|least)\s$", before
    ):
        return None
    return year_period(year), "in"


def _decade(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    year = int(match["y"])
    word = (match["w"] or "").lower().rstrip("-")
    first, last = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get(word, (0, 9))
    return Period(date(year + first, 1, 1), date(year + last, 12, 31), "decade", "calendar", bool(word)), "in"


_IS_VERB = re.compile(r"\b(?i:to|will|would|could|may|might|can|should|must)\s$")
"""Before "last" where it is a verb: "the war could last two years"."""


def _relative(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    """Read "last year", "the next five years", "this month", "the past decade", "the previous quarter"."""
    published = setting.published
    if published is None:
        return None
    which, unit = match["w"].lower(), match["u"].lower()
    if which == "last" and _IS_VERB.search(match.string, max(0, match.start() - 8), match.start()):
        return None
    number = re.split(r"\s(?:to|or)\s", match["n"].strip().lower())[-1]
    count = count_of(number) if number else 1.0
    if count is None:
        return None
    if re.search(r"\bfiscal\b", match.group(), re.IGNORECASE) and count == 1 and unit == "year":
        steps = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
        return current_fiscal(published, setting.fiscal, steps), "in"
    single = not match["n"].strip() and not unit.endswith("s")
    if single and unit in ("year", "month", "week") and which in ("last", "next", "coming") and _runs(match):
        ends = sorted((published, shift(published, 1 if which != "last" else -1, unit)))
        return Period(ends[0], ends[1], grain(unit)), "over"
    if single and which in ("last", "previous", "next", "this", "current", "coming", "following", "preceding"):
        steps = {"last": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
        return _single(published, unit, steps)
    if single and which == "past" and unit != "decade":
        return Period(shift(published, -1, unit), published, grain(unit)), "over"
    if which in ("past", "last", "previous", "preceding"):
        return Period(shift(published, -count, unit), published, grain(unit, count)), "over"
    if which in ("next", "coming", "following"):
        return Period(published, shift(published, count, unit), grain(unit, count)), "over"
    return None


_RUNNING = re.compile(r"\b(?:over|in|during|within|throughout|for)\s(?:just\s)?$", re.IGNORECASE)


def _runs(match: re.Match[str]) -> bool:
    """Return whether "the last year" is the twelve months up to now and no calendar year: "over the last year"."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    return match.group().lower().startswith("the ") and bool(_RUNNING.search(before))


def _single(published: date, unit: str, steps: int) -> tuple[Period, str] | None:
    if unit == "year":
        return year_period(published.year + steps), "in"
    if unit == "month":
        moved = add_months(published.replace(day=1), steps)
        return month_period(moved.year, moved.month), "in"
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=steps)
        return Period(monday, monday + timedelta(days=6), "day"), "in"
    if unit == "quarter":
        moved = add_months(published.replace(day=1), 3 * steps)
        return _quarter_of((moved.month - 1) // 3 + 1, moved.year)
    if unit == "decade":
        if steps == 0:
            return Period(date(published.year // 10 * 10, 1, 1), date(published.year // 10 * 10 + 9, 12, 31), "decade"), "in"
        ends = sorted((published, add_months(published, 120 * steps)))
        return Period(ends[0], ends[1], "decade"), "over"
    if unit == "day":
        day = published + timedelta(days=steps)
        return Period(day, day, "day"), "in"
    return None


def _vague(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    if setting.published is None:
        return None
    if match["w"].lower() == "coming":
        return Period(setting.published, None, "open", approximate=True), "over"
    start = shift(setting.published, -5 if match["u"].lower().startswith("year") else -3, match["u"])
    return Period(start, setting.published, grain(match["u"], 2), approximate=True), "over"


def _ago(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    count = count_of(match["n"])
    if setting.published is None or count is None:
        return None
    sign = -1 if match["w"].lower() == "ago" else 1
    day = shift(setting.published, sign * count, match["u"])
    unit = match["u"].lower().rstrip("s")
    if unit in ("year", "decade"):
        return replace(year_period(day.year), approximate=unit == "decade"), "in"
    if unit in ("month", "quarter"):
        return month_period(day.year, day.month), "in"
    return Period(day, day, "day", approximate=unit == "week"), "in"


_PERFECT = re.compile(r",\s(?:[\w’'-]+\s){1,4}?(?:has|have)\s(?!to\b)", re.IGNORECASE)
"""After "in two years", what shows that they are over: ", it has lost …"."""


def _within(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    count = count_of(match["n"])
    ahead = match["w"].lower() == "within" or match["t"]
    if count is None or setting.published is None:
        return None
    if not ahead and _PERFECT.match(match.string[match.end() : match.end() + 60]):
        return Period(shift(setting.published, -count, match["u"]), setting.published, grain(match["u"], count)), "over"
    if not ahead:
        return None
    end = shift(setting.published, count, match["u"])
    if match["t"] and match["w"].lower() == "in":
        return year_period(end.year), "in"
    return Period(setting.published, end, grain(match["u"], count)), "by"


def _named(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    published = setting.published
    if published is None:
        return None
    word = re.sub(r"\s+", " ", match["w"].lower())
    if word in ("today", "tonight", "yesterday", "tomorrow", "overnight", "earlier today"):
        steps = {"yesterday": -1, "tomorrow": 1, "overnight": -1}.get(word, 0)
        day = published + timedelta(days=steps)
        return Period(day, published if word == "overnight" else day, "day"), "in"
    if word in ("so far this year", "year to date"):
        return Period(date(published.year, 1, 1), published, "year"), "over"
    if word in ("late last year", "early next year", "early this year", "late this year"):
        year = published.year + {"last": -1, "next": 1, "this": 0}[word.split()[1]]
        first, last = (1, 4) if word.startswith("early") else (9, 12)
        return _months_of(year, first, last, "half", approximate=True), "in"
    unit = word.rpartition(" ")[2]
    made = _single(published, unit, 0)
    if made is None or made[0].start is None or made[0].end is None:
        return None
    if word.startswith("earlier"):
        return replace(made[0], end=published), "in"
    return replace(made[0], start=published), "in"


def _weekend(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    """Return the weekend last begun, or the next one where that is said."""
    published = setting.published
    if published is None:
        return None
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    saturday += timedelta(days=7 if match["w"].lower() == "next" else 0)
    return Period(saturday, saturday + timedelta(days=1), "day"), "in"


_HOLIDAYS = {"new year's eve": (12, 31), "new year's day": (1, 1), "christmas eve": (12, 24), "boxing day": (12, 26)}


def _holiday(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    """Read "New Year's Eve", "Christmas": the last one before the article, or the next where the words look ahead."""
    month, day = _HOLIDAYS.get(match["h"].lower().replace("’", "'"), (12, 25))
    year = int(match["y"]) if match["y"] else None
    if year is None and setting.published is not None:
        ahead = _ahead(match)
        passed = date(setting.published.year, month, day) <= setting.published
        year = setting.published.year + (ahead and passed) - (not ahead and not passed)
    found = _safe(year, month, day) if year is not None else None
    return (Period(found, found, "day"), "in") if found else None


def _weekday(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    published = setting.published
    if published is None:
        return None
    back = (published.weekday() - _WEEKDAYS.index(match["d"].lower())) % 7
    which = (match["w"] or "").lower()
    if which == "next" or (which == "by" and back) or (which == "on" and back and _ahead(match)):
        day = published + timedelta(days=(7 - back) % 7 or 7)
    else:
        day = published - timedelta(days=back or (7 if which == "last" else 0))
    return Period(day, day, "day"), "in"


def _duration(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    count = count_of(match["n"])
    unit = match["u"].lower().rstrip("s")
    return None if count is None or unit == "hour" else (Period(None, None, grain(unit, count)), "over")


def _per(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    unit = (match["u"] or "year").lower()
    return Period(None, None, grain(unit)), "per"


_BEGAN = ("began", "started", "broke out", "erupted", "invaded", "invaded ukraine", "annexed crimea")
_FOREMOST = 4
"""Actors of a text that its unnamed war can be of."""


def _era(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    word = re.sub(r"\s+", " ", match["e"].lower()).replace("’", "'")
    named = [era for era in eras() if word in era.patterns]
    whose = (era for actor in setting.actors[:_FOREMOST] for era in named if actor in era.states)
    era = next((era for era in named if not era.states), None) or next(whose, None)
    lead = match.group().lower()
    if era is None or (era.states and not (setting.published and era.since <= setting.published)):
        return None
    named_year = re.search(r"\d{4}$", lead)
    late = setting.published is not None and era.since > setting.published
    if late or (named_year is not None and int(named_year[0]) != era.since.year):
        return None
    if lead.startswith(("once", "when", "after", "as")):
        return (Period(era.since, era.since, "day"), "in") if word.endswith(_BEGAN) else None
    if lead.startswith("during") and not era.states:
        return Period(era.start, era.end, "open" if era.end is None else "years"), "in"
    if lead.startswith("since"):
        return Period(era.since, setting.published, "open"), "since"
    return None


_HEADS = ("president", "prime_minister", "chancellor", "leader")


def _term(match: re.Match[str], setting: Setting) -> tuple[Period, str] | None:
    """Read "since X took office", "when X became president": from the day of X's last term begun before the article."""
    published, surname = setting.published, match["name"].rpartition(" ")[2]
    begun = [term for term in _terms_of(surname) if published is not None and term.start <= published]
    if not begun or len({term.name for term in begun}) > 1:
        return None
    day = max(term.start for term in begun)
    if match["w"].lower() == "when":
        return Period(day, day, "day"), "in"
    return Period(day, published, "open"), "since"


@cache
def _terms_of(surname: str) -> tuple[Term, ...]:
    """Return the terms of heads of state and government by surname."""
    return tuple(term for term in terms() if term.office in _HEADS and term.name.rpartition(" ")[2] == surname)
