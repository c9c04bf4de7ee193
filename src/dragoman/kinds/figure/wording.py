"""What the words around a figure say that its slots do not: the group ranked in, what narrows a measure, comparisons in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dragoman.kinds.figure import words
from dragoman.model import Period

if TYPE_CHECKING:
    from dragoman.kinds.figure.record import Case

WORLD = "the world"
_WORLD = re.compile(r"\b(world|world's|worldwide|global|globally|planet|on earth|international(?:ly)?)\b", re.I)
_REGION = re.compile(
    r"\b(region|regional|region's|continent|bloc|alliance|hemisphere|neighbou?rhood|group(?:ing)?|peers|members?|allies)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A group among which states are ranked. `sure` always belong; `open_` may be counted in or not."""

    name: str
    called: tuple[str, ...]
    sure: tuple[tuple[str, int, int], ...]
    open_: tuple[str, ...]

    def members(self, year: int) -> frozenset[str]:
        """Return the states that belong in a year."""
        return frozenset(state for state, since, until in self.sure if since <= year < until)


@cache
def scopes() -> tuple[Scope, ...]:
    """Return the groups of scopes.csv."""
    text = files("dragoman.kinds.figure").joinpath("scopes.csv").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return tuple(_scope(*row) for row in rows)


def _scope(name: str, called: str, members: str) -> Scope:
    cells = members.split()
    sure = tuple(_member(cell) for cell in cells if not cell.startswith("["))
    return Scope(name, tuple(called.split(";")), sure, tuple(cell.strip("[]") for cell in cells if cell.startswith("[")))


def _member(cell: str) -> tuple[str, int, int]:
    state, since, until = [*cell.split(":"), "", ""][:3]
    return state, int(since or 0), int(until or 9999)


def by_id(identifier: str) -> Scope | None:
    """Return the group of an organisation's id."""
    return next((scope for scope in scopes() if identifier in scope.called), None)


@cache
def _scope_words() -> tuple[tuple[re.Pattern[str], Scope], ...]:
    pairs = [(word, scope) for scope in scopes() for word in scope.called if not word.startswith("org:")]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple((_whole(word), scope) for word, scope in pairs)


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.I if len(word) > 5 else 0)


def named_scope(text: str, start: int = 0, end: int = 0) -> Scope | str | None:
    """Return the group that words name for the rank at `start` to `end`.

    WORLD for the world, "?" for a group that is not held, None where they name none. The world after the rank goes before
    everything; else the mention nearest to the rank counts. Names of states are no groups ("South African").

    >>> named_scope("the fourth largest in the world")
    'the world'
    >>> named_scope("the biggest spender in Southeast Asia").name
    'Southeast Asia'
    """
    rest = text
    states = words.spans_of_states(text)
    found = [(_distance(match, start, end), WORLD) for match in _WORLD.finditer(rest)]
    if any(match.start() >= end for match in _WORLD.finditer(rest)):
        return WORLD
    taken: list[tuple[int, int]] = []
    for pattern, scope in _scope_words():
        for match in pattern.finditer(rest):
            inside = any(
                low <= match.start() and match.end() <= high and high - low > len(match.group(0)) for low, high in states
            )
            if not inside and not any(low < match.end() and match.start() < high for low, high in taken):
                taken.append(match.span())
                found.append((_distance(match, start, end), scope))  # type: ignore[arg-type]
    if found:
        return min(found, key=lambda row: row[0])[1]
    return "?" if _REGION.search(rest) else None


def _distance(match: re.Match[str], start: int, end: int) -> int:
    return max(match.start() - end, start - match.end(), 0)


@cache
def _narrowing() -> re.Pattern[str]:
    lines = files("dragoman.kinds.figure").joinpath("narrowing.txt").read_text(encoding="utf-8").splitlines()
    entries = sorted((line.strip() for line in lines if line.strip() and not line.startswith("#")), key=len, reverse=True)
    return re.compile("|".join(_entry(entry) for entry in entries))


def _entry(entry: str) -> str:
    body = r"\b.{0,40}\b".join(re.escape(part) for part in entry.split(" ... "))
    whole = rf"(?<![\w-]){body}(?![\w-])"
    return whole if entry != entry.lower() else f"(?i:{whole})"


def narrowed(clause: str) -> str | None:
    """Return the words that make a figure one of a part (a branch, a purpose, a quarter), None where there are none.

    >>> narrowed("spent 3 billion dollars on its navy in 2022")
    'navy'
    """
    found = _narrowing().search(clause)
    return found.group(0) if found else None


_BREAK = re.compile(
    r"[;:—–]|,\s+(?:while|whereas|but|and|as|after|although|though|when|which|who|with|up|down|compared|making|putting|enough|or|against|said|says|according)\b"
    r"|\b(?:while|whereas|although|because|but)\b"
)


def clause(text: str, start: int, end: int) -> str:
    """Return the stretch of a sentence, between breaks, that holds the characters from `start` to `end`."""
    left = max((found.end() for found in _BREAK.finditer(text) if found.end() <= start), default=0)
    right = min((found.start() for found in _BREAK.finditer(text) if found.start() >= end), default=len(text))
    return text[left:right]


def may_mean(case: Case, state: str) -> bool:
    """Return whether the words may give a figure to another state than the one it was read with.

    They may where that state is named before the number, or nearer to it than the subject, or not named at all (and taken
    by the reader from elsewhere).
    """
    at = case.text.find(case.claim.anchor.of(case.article.text))
    places = words.places_of_states(case.text)
    theirs = [place for place, found in places if found == state]
    own = min((abs(place - at) for place, found in places if found in case.claim.subject), default=10**6)
    return not theirs or min(theirs) < at or min(abs(place - at) for place in theirs) < own


def clause_of(sentence: str, start: int, end: int, article: str) -> str:
    """Return the clause of `sentence` that holds the article's characters `start` to `end`; all of it where it has none."""
    offset = article.find(sentence, max(0, start - len(sentence)))
    if offset < 0 or not (offset <= start and end <= offset + len(sentence)):
        return sentence
    return clause(sentence, start - offset, end - offset)


_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
)
_NEXT = re.compile(
    r"\bnext\s+(?P<n>\d{1,2}|"
    + "|".join(_NUMBERS.split()[2:])
    + r")\b.{0,60}?\b(?:combined|together|put together|added together)\b",
    re.I,
)
_ON = r"(?:armed forces|armed services|military|defen[cs]e)"
_SPENDING = re.compile(
    rf"\b{_ON}(?:['’]s)?\s+(?:spending|expenditures?|outlays?|budgets?|burden|spenders?|effort|cost|consum\w+|swallow\w*|absorb\w*|took)\b"
    rf"|\b(?:outlays?|spending|expenditures?|spent|spends?|devot\w+|went|allocat\w+|set aside|pour\w+|earmark\w+|laid out)\b"
    rf"[^.;]{{0,60}}\b{_ON}\b",
    re.I,
)
_YEARS = re.compile(
    r"\b(?P<n>\d{1,2}|" + "|".join(_NUMBERS.split()[2:]) + r")(?:[- ]year\b|\s+(?:fiscal\s+)?years\b)(?! ago)", re.I
)
_REAL = re.compile(
    r"\b(?:real(?:[- ]terms)?(?! estate)|inflation[- ]adjusted|(?:after|net of|adjust\w+ for|allowing for|discounting) inflation"
    r"|constant (?:prices|dollars))\b",
    re.I,
)
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_RUN = re.compile(
    r"\b(?P<n>\d{1,2}(?:st|nd|rd|th)?|" + "|".join([*_ORDINALS[2:], *_NUMBERS.split()[2:]]) + r")\s+"
    r"(?:(?:consecutive|straight|successive)\s+(?:annual\s+)?(?:year|rise|increase)|years?\s+(?:in a row|running))",
    re.I,
)
_STREAK = re.compile(
    r"\b(?:consecutive|straight|successive)\s+(?:annual\s+)?(?:year|rise|increase|growth)|\byears?\s+(?:in a row|running)\b", re.I
)
_PEAK = re.compile(
    r"\b(?:record|all-time|unprecedented)\b"
    r"|\b(?:highest|largest|biggest|most)\b.{0,60}\b(?:since|ever|on record|in (?:its|their|the country's)? ?history"
    r"|in (?:\w+ )?(?:years|decades|a decade|a generation))\b"
    r"|\b(?:never|not) (?:been )?(?:so|this|as) high\b",
    re.I,
)


_RELATIVE = re.compile(
    r"\b(?:relative to|as an? (?:share|percentage|proportion|part) of|in (?:relation|proportion) to|in terms of|"
    r"measured (?:against|by)|proportional to|(?:share|percentage|proportion) of)\s"
    r"(?:(?:its|the|their|national|overall|gross|domestic|total|size|of)\s)*"
    r"(?:GDP|GNP|product|economy|economies|(?:economic |national )?output|national income)\b"
    r"|\b(?:military|defen[cs]e) burdens?\b",
    re.I,
)
_DENIED = re.compile(
    r"(?:\b(?:did|does|do|has|have|had|was|is|were|are)(?: not|n['’]t)\b(?! only| just| merely)[^,;]{0,40}"
    r"|\b(?:not|never|rather than|instead of)(?: (?:the|a|an|about|some|at|by|in|to|from|on|with))*)\s*$",
    re.I,
)
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "last month|this month|last week|this week"
)
_IN_MONTH = re.compile(
    rf"\b(?:spen[dt]\w*|outlays?|expenditures?|spending)\b[^,;]*\b(?:in|during|for|through) (?:{_MONTH})\b"
    rf"|^\W*(?:[Ii]n|[Dd]uring|[Ff]or|[Tt]hrough) (?:{_MONTH})\b(?: alone)?,?\s[^,;]*\b(?:spent|spends?|outlays?|expenditures?)\b"
)
_CHANGE = re.compile(
    r"^\W*(?:[\w’'-]+\s){0,3}(?:increases?|rises?|growth|jumps?|surges?|gains?|falls?|drops?|cuts?|declines?|decreases?|reductions?|"
    r"hikes?|growing|rising|falling|shrinking|build-?up|expansion|boost)\b",
    re.I,
)
_MILITARY_WORDS = re.compile(
    r"\b(?:military|defen[cs]e|armed forces|army|arms|spen[dt]\w*|budgets?|outlays?|expenditures?)\b", re.I
)
_COMPARAND = re.compile(
    r"\b(?:more|less|larger|bigger|greater|smaller|higher|lower) than\b|\bas (?:much|large|big|great|high) as\b"
    r"|\b(?:equal|equivalent|comparable|close) to\b|\b(?:times|half|twice|double|triple|compared (?:with|to))\s"
    r"|\b(?:exceed|dwarf|surpass|outstrip|rival|match|overtak)\w*\b",
    re.I,
)


def is_relative(text: str) -> bool:
    """Return whether words set amounts against the size of the economy.

    >>> is_relative("the highest spender relative to GDP"), is_relative("2 percent of GDP, the third largest spender")
    (True, False)
    """
    return _RELATIVE.search(text) is not None


def is_denied(before: str) -> bool:
    """Return whether the words before a number deny it.

    >>> is_denied("Chad did not spend "), is_denied("it spent 3 billion, not "), is_denied("not only spent ")
    (True, True, False)
    """
    return _DENIED.search(before) is not None


def in_month(clause: str) -> bool:
    """Return whether words speak of what was spent in one month.

    >>> in_month("In May Chad spent a million on defence"), in_month("Chad said in May that it spends a million")
    (True, False)
    """
    return _IN_MONTH.search(clause) is not None


def ranks_change(after: str) -> bool:
    """Return whether the words after a superlative make it one of a change.

    >>> ranks_change(" increase in military spending"), ranks_change(" military spender")
    (True, False)
    """
    return _CHANGE.match(after) is not None


def compared_at(after: str) -> int | None:
    """Return where the words after a figure begin to say what it is compared with, None where they do not.

    >>> compared_at(", more than Russia spends on its army")
    2
    """
    found = _COMPARAND.search(re.split(r"[;:.]\s", after)[0])
    return found.start() if found else None


def speaks_of_spending(text: str) -> bool:
    """Return whether words name the military, a budget or spending at all."""
    return _MILITARY_WORDS.search(text) is not None


def names_year(text: str, period: Period) -> bool:
    """Return whether a sentence names the year that a period starts or ends in."""
    years = {day.year for day in (period.start, period.end) if day is not None}
    return any(re.search(rf"(?<!\d){year}(?!\d)", text) for year in years)


def is_spending(text: str) -> bool:
    """Return whether words speak of what is spent on the military.

    >>> is_spending("outlays on the Colombian military"), is_spending("military aid to Ukraine")
    (True, False)
    """
    return _SPENDING.search(text) is not None


def years_named(text: str) -> int:
    """Return how many years a sentence speaks of, 0 where it names no such stretch.

    >>> years_named("over the next five years"), years_named("a 10-year plan"), years_named("five tanks")
    (5, 10, 0)
    """
    found = _YEARS.search(text)
    if found is None:
        return 0
    number = found["n"].lower()
    return int(number) if number.isdigit() else _NUMBERS.split().index(number)


def is_real(text: str) -> bool:
    """Return whether words put growth in constant prices.

    >>> is_real("Real military expenditure rose"), is_real("spending on real estate rose")
    (True, False)
    """
    return _REAL.search(text) is not None


def next_together(text: str) -> int:
    """Return N of "the next N countries combined", 0 where the words say nothing of the kind.

    >>> next_together("more than the next nine countries combined")
    9
    """
    found = _NEXT.search(text)
    if found is None:
        return 0
    number = found["n"].lower()
    return int(number) if number.isdigit() else _NUMBERS.split().index(number)


def is_streak(text: str) -> bool:
    """Return whether words count years of rise in a row.

    >>> is_streak("rose for the eighth consecutive year")
    True
    """
    return _STREAK.search(text) is not None


def streak_length(text: str) -> int:
    """Return of how many years running words speak, 0 where they speak of none or give no number.

    >>> streak_length("for the 29th consecutive year"), streak_length("for eight years in a row"), streak_length("in 2023")
    (29, 8, 0)
    """
    found = _RUN.search(text)
    if found is None:
        return 0
    number = found["n"].lower()
    if number[0].isdigit():
        return int(re.sub(r"\D", "", number))
    return _ORDINALS.index(number) if number in _ORDINALS else _NUMBERS.split().index(number)


def is_peak(text: str) -> bool:
    """Return whether words set a year against the same state's other years.

    >>> is_peak("the highest level since 1990"), is_peak("the third largest in the world")
    (True, False)
    """
    return _PEAK.search(text) is not None
