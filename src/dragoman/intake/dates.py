"""The date of an article, as a user or a dateline gives it."""

from __future__ import annotations

import calendar
import re
from datetime import date

from dragoman.errors import UnusableInput

_FORM = "write it as YYYY-MM-DD, such as 2023-04-14"
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")
_MONTHS = {name.lower(): i for names in (calendar.month_name, calendar.month_abbr) for i, name in enumerate(names) if name}
_MONTHS["sept"] = 9
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({_NAMES})\.?,? (\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"({_NAMES})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:(?:first )?(?:published|posted|updated|date|dateline)(?: on)?:? ?)?(?:\w+day,? )?(?P<day>.{8,20}?)\.?", re.IGNORECASE
)

_DAY = rf"(?P<day>(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_NAMES})|(?:{_NAMES})\.? \d{{1,2}}(?:st|nd|rd|th)?)\b\.?(?:,? \d{{4}})?)"
_CAPITALS = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3}"
_TITLE = r"[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,2}"
_PLACES = rf"{_CAPITALS}(?: ?/ ?{_CAPITALS}){{0,3}}"
_REGION = r"(?:, [A-Z][\w.]{1,20}(?: [\w.]{1,20}){0,2})?"
_WIRE = r"(?:\((?:[A-Z][\w.’']*|/)(?: ?[\w.’'/]+){0,3}\)|/[A-Z][\w. ]{1,20}/)"
_OPENS = r"(?=[\"“'‘(]?[A-Z0-9])"
_DASH = rf" ?(?:[–—]{{1,2}}|--?) {_OPENS}"
_AGENCY_LINE = re.compile(
    rf"[^\w\n]{{0,3}}(?:{_PLACES}{_REGION}|(?!(?:In|On|At|By|From|After|Before|Since|Until|During)\b){_TITLE})"
    rf",? (?i:{_DAY})(?: ?{_WIRE}(?:\.|:| ?[-–—]{{1,2}})? ?{_OPENS}"
    rf"|(?: ?\([^()\n]{{2,40}}\)|, [A-Z][\w-]{{1,20}}(?: [A-Z][\w-]{{1,20}})?)?(?:: | ?[-–—]{{1,2}} ){_OPENS})"
)
"""The line of a news agency that opens a paragraph, its day with or without a year: "LONDON, June 3, 2025 (Wire) - ",
"OSLO, June 3. /WIRE/. ", "Accra, 3 June (Wire) ", "LIMA, June 3, Wire-Plus - ", "OSLO, 3 June 2025: "."""

_UNDATED_LINE = re.compile(
    rf"[^\w\n(]{{0,3}}(?:{_WIRE}{_DASH}"
    rf"|(?:{_PLACES}|{_TITLE})(?:, {_TITLE})?,? ?{_WIRE} ?(?:[–—]|--?) ?{_OPENS}"
    rf"|(?P<bare>{_PLACES})(?:, {_TITLE})?{_DASH}"
    rf"|(?P<town>{_TITLE}), {_TITLE} ?[–—] {_OPENS}"
    rf"|(?P<said>{_CAPITALS}|{_TITLE}): {_OPENS})"
)
"""The same without a day: "PORT LOUIS (Wire) – ", "(WIRE) - ", "LAGOS, Nigeria — ", "Lagos, Nigeria – ", "LIMA/QUITO - ";
before a colon ("Lagos: ") only what is known as a town's name, and only in a paragraph that ends as a sentence does, since
a headline so gives a speaker ("Seoul: no sign of a test")."""
_NO_PLACE = frozenset(
    "NATO ASEAN AUKUS BRICS QUAD OSCE OPEC ECOWAS UPDATE BREAKING EXCLUSIVE ANALYSIS OPINION CORRECTION".split()
)
"""Words in capitals that are no place: before a dash they speak of themselves."""


def agency_line(text: str, start: int, end: int) -> int:
    """Return where the words of a paragraph begin, past the agency's place, name and day; `start` where there is none.

    The day in it is the article's, and no part of what the first sentence says.

    >>> agency_line("OSLO, 3 June 2025 - Ships sailed.", 0, 33)
    20
    >>> agency_line("LAGOS, Nigeria — Ships sailed.", 0, 30)
    17
    """
    match = _AGENCY_LINE.match(text, start, end) or _UNDATED_LINE.match(text, start, min(end, start + 120))
    if match is None or match.end() >= end:
        return start
    told = match.groupdict()
    if told.get("bare") in _NO_PLACE or (told.get("town") and not _is_town(told["town"])):
        return start
    if told.get("said") and not (text[end - 1] in ".”\"’" and _is_town(told["said"])):
        return start
    return match.end()


def _is_town(name: str) -> bool:
    """Return whether a name is known as a town's: two states stand side by side in a headline too ("Peru, Chile – …")."""
    from dragoman.lexicon.names import entries

    known = (*entries().get(name, ()), *(entries().get(name.title(), ()) if name.isupper() else ()))
    return any(entry.kind in ("capital", "town") for entry in known)


def to_date(text: str) -> date:
    """Return the day that `YYYY-MM-DD`, `YYYY-MM` or `YYYY` names; of a month or year its last, but never after today.

    Raises:
        UnusableInput: no such date, or one in the future.

    >>> to_date("2023-04")
    datetime.date(2023, 4, 30)
    """
    match = _ISO.fullmatch(text.strip())
    if not match:
        raise UnusableInput(f"{text!r} is not a date", do=_FORM, where="--published")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise UnusableInput(f"there is no day {text!r}", do=_FORM, where="--published") from error
    if first > date.today():
        raise UnusableInput(f"{text} lies in the future", do="give the day on which the article appeared", where="--published")
    if day:
        return first
    last = month or 12
    return min(date(first.year, last, calendar.monthrange(first.year, last)[1]), date.today())


def dateline(text: str, *, lines: int = 8) -> date | None:
    """Return the date that stands alone on one of the first lines ("Published: 14 April 2023"), or opens it as a
    news agency's does ("OSLO, 3 June 2025 - "); or None."""
    for line in text[:4000].splitlines()[:lines]:
        match = _DATELINE.fullmatch(line.strip()) or _AGENCY_LINE.match(line.strip())
        found = match and _written(match["day"].strip())
        if found and found <= date.today():
            return found
    return None


def _written(text: str) -> date | None:
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    day_first, month_first = _DAY_FIRST.fullmatch(text), _MONTH_FIRST.fullmatch(text)
    try:
        if iso:
            return date(*(int(part) for part in iso.groups()))
        if day_first:
            return date(int(day_first[3]), _MONTHS[day_first[2].lower()], int(day_first[1]))
        if month_first:
            return date(int(month_first[3]), _MONTHS[month_first[1].lower()], int(month_first[2]))
    except ValueError:
        return None
    return None
