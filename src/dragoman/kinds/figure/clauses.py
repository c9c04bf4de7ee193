"""The stretch of a sentence that says a figure: where it begins and ends, what narrows it, what denies it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from dragoman.kinds.figure import words
from dragoman.lexicon.periods import MONTHS

_DENIED = re.compile(
    r"(?:\b(?:did|does|do|has|have|had|was|is|were|are)(?: not|n['’]t)\b(?! only| just| merely)[^,;]{0,40}"
    r"|\b(?:not|never|rather than|instead of)(?: (?:the|a|an|about|some|at|by|in|to|from|on|with))*)\s*$",
    re.I,
)
_SPENT_ON = re.compile(
    r"\s(?:(?:of (?:its |their |the )?(?:GDP|gross domestic product|output)|a year|annually|each year|in (?:19|20)\d\d)\s)?on\s"
    r"(?P<what>[^,;.]{1,60}?)(?=\s(?:and|but|or|in|while|after|this|last|that|which|for|by|from|as|than|over)\b|[,;.]|$)",
    re.I,
)
_PURPOSE = re.compile(r"\s(?:on|towards?|under)\s(?P<what>[^,;.]{1,60})", re.I)
_NO_THING = re.compile(
    r"(?:it|them|this|that|those|these|average|a (?:par|year|yearly)|top|paper|\w+day|\d+"
    rf"|(?:{MONTHS})|the (?:year|previous|same))\b",
    re.I,
)
_DENIAL = re.compile(r"\b(?:not|never|no longer)\b|n['’]t\b", re.I)
_COMPARAND = re.compile(
    r"\b(?:more|less|larger|bigger|greater|smaller|higher|lower) than\b|\bas (?:much|large|big|great|high) as\b"
    r"|\b(?:equal|equivalent|comparable|close) to\b|\b(?:times|half|twice|double|triple|compared (?:with|to))\s"
    r"|\b(?:exceed|dwarf|surpass|outstrip|rival|match|overtak)\w*\b|\bf[ae]lls? short of\b",
    re.I,
)


@cache
def _narrowing(name: str) -> re.Pattern[str]:
    lines = files("dragoman.kinds.figure").joinpath(name).read_text(encoding="utf-8").splitlines()
    entries = sorted((line.strip() for line in lines if line.strip() and not line.startswith("#")), key=len, reverse=True)
    return re.compile("|".join(_entry(entry) for entry in entries))


def _entry(entry: str) -> str:
    body = r"\b.{0,40}\b".join(re.escape(part) for part in entry.split(" ... "))
    whole = rf"(?<![\w-]){body}(?![\w-])"
    return whole if entry != entry.lower() else f"(?i:{whole})"


_ALL_BRANCHES = re.compile(r"\barmy, (?:navy,? and air force|air force,? and navy)\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def narrowed(clause: str, entries: str = "narrowing.txt") -> str | None:
    """Return the words that make a figure one of a part (a branch, a purpose, a quarter), None where there are none.

    `entries` is the file that lists such words, one for sums of money and one for people (forces.txt).

    >>> narrowed("spent 3 billion dollars on its navy in 2022")
    'navy'
    """
    found = _narrowing(entries).search(_ALL_BRANCHES.sub("armed forces", clause))
    return found.group(0) if found else None


_BREAK = re.compile(
    r"[;:—–]|,\s+(?:while|whereas|but|and|as|after|although|though|when|which|who|with|up|down|compared|making|putting|enough|or|against|said|says|according)\b"
    r"|\b(?:while|whereas|although|because|but)\b"
)


def clause(text: str, start: int, end: int) -> str:
    """Return the stretch of a sentence, between breaks, that holds the characters from `start` to `end`."""
    breaks = (found for found in _BREAK.finditer(text) if found.end() <= start)
    left = max((found.end() for found in breaks if not _leads_to(text, found, start)), default=0)
    right = min((found.start() for found in _BREAK.finditer(text) if found.start() >= end), default=len(text))
    return text[left:right]


def _leads_to(text: str, found: re.Match[str], start: int) -> bool:
    """Return whether a colon or dash only sets a figure off from the words that name it ("military spending: $5 billion")."""
    return found[0] in ":—–" and not text[found.end() : start].strip()


SHORT = 6
"""The most words that a figure put in between commas has."""
_PART = re.compile(
    r"^\s*(?:(?:about|nearly|almost|some|more than|over|at least|up|just|only)\s)?"
    r"(?:for|on|to|of (?:it|which|that|this)|under|through|mostly|mainly|largely|chiefly|partly|excluding"
    r"|exclusive|not"
    r"|without|half|most|much|part|all|spread|spent|used|meant|intended|earmarked|destined|set aside|covering"
    r"|which (?:include|exclude|cover)\w*"
    r"|in (?:\w+ )?(?:contract|loan|grant|aid|procure\w*)\w*)\b",
    re.I,
)
"""How a further piece of a sentence begins that says what part of a sum, or what purpose, is meant."""


def statement(clause: str, at: int, whole: Callable[[str], bool]) -> str:
    """Return the pieces of a clause, between commas and brackets, that may narrow the figure at `at`.

    Where the figure's own piece says by itself what was spent on the whole (`whole`), only pieces that go on about the sum count:
    "spent 5 billion on its military, mostly on ships", and not "having spent 5 billion on its military, it is short of ships".

    >>> statement("Having spent 5 billion on its military, it is short of ships", 15, lambda piece: "military" in piece)
    'Having spent 5 billion on its military'
    >>> statement("It spent 5 billion on its military, mostly on ships", 10, lambda piece: "military" in piece)
    'It spent 5 billion on its military, mostly on ships'
    """
    ends = [0, *(found.end() for found in re.finditer(r",(?!\d)|[()]", clause)), len(clause) + 1]
    pieces = [clause[low : high - 1] for low, high in pairwise(ends)]
    own = max((n for n, low in enumerate(ends[:-1]) if low <= at), default=0)
    said = {own} if whole(pieces[own]) else {own - 1, own} if _put_in(pieces, own) else _resumed(pieces, own, whole)
    if not said or not whole(",".join(pieces[n] for n in sorted(said))):
        return clause
    return ",".join(piece for n, piece in enumerate(pieces) if n in said or _PART.match(piece))


_GOES_ON = re.compile(
    r"^\s*(?:was|were|is|are|stood|stands|came|comes|amount(?:s|ed)|reach(?:es|ed)|total(?:s|l?ed)|r[oi]se|fell|hit|had|has|ran|grew"
    r"|accounted|made|took|cost)\b",
    re.I,
)


def _resumed(pieces: list[str], own: int, whole: Callable[[str], bool]) -> set[int]:
    """Return the piece with a figure and the one that it goes on with ("its spending, on pay or fuel, was 5 billion")."""
    if not _GOES_ON.match(pieces[own]):
        return set()
    subject = next((n for n in range(own - 1, -1, -1) if whole(pieces[n])), None)
    return set() if subject is None else {subject, own}


def _put_in(pieces: list[str], own: int) -> bool:
    """Return whether the piece that holds a figure is put in between others ("its spending, 5 billion in 2023, covers")."""
    return 0 < own < len(pieces) - 1 and len(pieces[own].split()) <= SHORT


_BEHIND = re.compile(
    r"\b(?:after|(?:behind|trailing)(?: only)?|(?:second|next) only to|except(?: for)?|apart from|but for)\s", re.I
)


def put_behind(after: str) -> tuple[str, ...]:
    """Return the states that the words after a superlative put ahead of the one it is said of.

    >>> put_behind(" spender after China, Russia and India"), put_behind(" spender after Russia invaded Ukraine")
    (('CHN', 'RUS', 'IND'), ())
    """
    found = _BEHIND.search(re.split(r"[;:.](?:\s|$)", after)[0])
    if found is None:
        return ()
    rest, last, states = after[found.end() :], 0, []
    for (_, state), (start, end) in zip(words.places_of_states(rest), words.spans_of_states(rest), strict=True):
        if not re.fullmatch(r"[,\s]*(?:and )?(?:the )?", rest[last:start]):
            break
        states.append(state)
        last = end
    whole = re.match(r"\s*(?:[,;.)]|$|(?:and|in|with|last|this|world\w*|global\w*)\b)", rest[last:])
    return tuple(dict.fromkeys(states)) if whole else ()


def clause_of(sentence: str, start: int, end: int, article: str) -> str:
    """Return the clause of `sentence` that holds the article's characters `start` to `end`; all of it where it has none."""
    offset = article.find(sentence, max(0, start - len(sentence)))
    if offset < 0 or not (offset <= start and end <= offset + len(sentence)):
        return sentence
    return clause(sentence, start - offset, end - offset)


def place_in(clause: str, sentence: str, start: int, end: int, article: str) -> int:
    """Return where in its clause the words stand that the article has from `start` to `end`; 0 where they are not found."""
    offset, told = article.find(sentence, max(0, start - len(sentence))), article[start:end]
    before = [at for at in _all(told, clause) if offset < 0 or sentence.find(clause) + at == start - offset]
    return next(iter(before), max(clause.find(told), 0))


def _all(words: str, text: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(words), text)]


def is_denied(before: str) -> bool:
    """Return whether the words before a number deny it.

    >>> is_denied("Chad did not spend "), is_denied("it spent 3 billion, not "), is_denied("not only spent ")
    (True, True, False)
    """
    return _DENIED.search(before) is not None


def denial(text: str) -> int:
    """Return where the first denial in some words begins, 0 where they hold none.

    >>> denial("that it spent did not help")
    18
    """
    found = _DENIAL.search(text)
    return found.start() if found else 0


def spent_on(after: str) -> str:
    """Return what the words right after a figure say that it is spent on, "" where they do not say.

    >>> spent_on(" on oil and $300 million on its army"), spent_on(" of GDP on defence in 2023"), spent_on(" on Tuesday")
    ('oil', 'defence', '')
    """
    found = _SPENT_ON.match(after)
    return found["what"] if found and not _NO_THING.match(found["what"]) else ""


def purpose(after: str) -> str:
    """Return what the words after a figure say, near it or not, that it is spent on or under, "" where they do not say.

    >>> purpose(" over ten years on AUKUS"), purpose(" over ten years on its armed forces"), purpose(" on Tuesday")
    ('AUKUS', 'its armed forces', '')
    """
    return next((found["what"] for found in _PURPOSE.finditer(after) if not _NO_THING.match(found["what"])), "")


def compared_at(after: str) -> int | None:
    """Return where the words after a figure begin to say what it is compared with, None where they do not.

    >>> compared_at(", more than Russia spends on its army")
    2
    """
    found = _COMPARAND.search(re.split(r"[;:.]\s", after)[0])
    return found.start() if found else None
