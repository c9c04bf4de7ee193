"""Counts and sums that the register holds with the words that name them: a toll, an order, a force, a missile's range, a vote.

Such a figure belongs to no yearly series, so it is found by its words and not by a subject alone: an observation says which
actors and words a sentence must have (`rule`), what it counts (`measure`, unit) and how it stands in time (its first flag):

* `event`   done once: bears on any later article; a day or year that the words name must be its own. One of many alike (`dated`,
  or without words of its own) bears only on words of its days or of an article written right after
* `stock`   holds at a day and may have changed: bears on words about days near it
* `toll`    grows: bears on words about a day near it; between two such days it lies between both counts
* `fixed`   a property, as a range: bears on any day

Absence refutes nothing, nor does a toll or a stock, nor a number that may be of a part. What is `settled` refutes, where it alone
bears on the only number of the sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.kinds.compare import Recorded, size
from dragoman.kinds.figure import clauses, measures, scopes, words
from dragoman.kinds.figure.record import Case, recorded_interval
from dragoman.lexicon.periods import MONTHS
from dragoman.model import Claim, FigureBody, Interval, Question, Relation, Statement

EARLY = date(1000, 1, 1)
"""Before all that is observed: where a period has no start."""
FORMS = ("count", "level", "total", "rank", "share", "growth")
PERCENT = ("share", "growth")
"""Forms in percent; an observation in percent is of the measure of that name: a share of the arms trade, a year's change."""
DAY = timedelta(days=1)
FATE = "fate"
"""The family of what befell people: its measures are told apart by the act."""
NEAR = 60
"""Characters after a number within which the name of what is counted stands."""
BESIDE = 28
"""Characters to both sides of a number within which words make it a part or an addition."""
BRACKET = Decimal("0.12")
"""Part of a count by which it may have grown between two days for the days between to be known by both."""
WIDE, ROOM = Decimal(4), Decimal("0.12")
"""How many times larger the end of an interval may be than its start, and the part of its middle that counts of it."""
FRESH = timedelta(days=10)
MONTH = timedelta(days=31)
"""How new an event must be, or how exactly words must say when it was, that only its day tells from others like it."""
YEAR = timedelta(days=300)
"""Days from which a stretch that words name is a year."""
STEM = 3
CLOSE = Decimal("1.35")
"""Times by which a bound may lie off what is observed and still speak of it."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("dragoman.kinds.figure").joinpath("observed.toml").read_text(encoding="utf-8"))


@cache
def _measures() -> dict[str, dict[str, Any]]:
    return {name: row for name, row in _table().items() if "fits" in row}


def measured(name: str) -> bool:
    """Return whether observations may be of a measure."""
    return name in _measures()


@cache
def question() -> Question:
    """Return the one question that every claim puts: all that is observed. What was known when is told apart by `known`."""
    return Question("quantity", tuple(_measures()), forms=("observed",))


def may_be_observed(claim: Claim) -> bool:
    """Return whether a claim is of a form and measure that an observation may bear on."""
    figure = claim.figure
    return (
        figure is not None
        and figure.form in FORMS
        and claim.modality.polarity != "negative"
        and claim.modality.certainty not in ("conditional", "possible")
        and (figure.value.low is not None or figure.value.high is not None)
        and any(figure.measure in row["fits"] for row in _measures().values())
    )


_TOKEN = re.compile(r"[^\W_][\w-]*")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a sentence must have for an observation to bear on it.

    Args:
        actors: ids of which every one is named.
        groups: of each at least one word stands in the sentence.
        near: the same right at the number.
    """

    actors: tuple[str, ...]
    groups: tuple[re.Pattern[str], ...]
    near: tuple[re.Pattern[str], ...]
    stems: tuple[str, ...]


@cache
def rule(text: str) -> Rule:
    """Return a rule as written: parts joined by `;`, `@IND` an actor, `~F-35|Lightning` words right at the number.

    >>> rule("@POL;~F-35").actors, bool(rule("Bucha").groups[0].search("in Bucha's streets"))
    (('POL',), True)
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    plain = [part for part in parts if part[0] not in "@~"]
    near = [part[1:] for part in parts if part[0] == "~"]
    stems = tuple("".join(_TOKEN.findall(word)[:1])[:STEM].casefold() for word in (plain or near or ("",))[0].split("|"))
    return Rule(
        tuple(part[1:] for part in parts if part[0] == "@"),
        tuple(_alternatives(part) for part in plain),
        tuple(_alternatives(part) for part in near),
        stems,
    )


def _alternatives(text: str) -> re.Pattern[str]:
    names = sorted(text.split("|"), key=len, reverse=True)
    body = "|".join(re.escape(name).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]") for name in names)
    return re.compile(rf"(?<![\w-])(?:{body})(?:e?s)?(?![\w])", re.I)


class Index:
    """Observations by how their words begin, so that a sentence meets the few that it may name."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.by_stem: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            if not measured(statement.measure):
                continue
            for stem in dict.fromkeys(rule(statement.rule).stems):
                self.by_stem[stem].append(statement)

    def named(self, sentence: str) -> list[Statement]:
        """Return the observations one of whose words may stand in a sentence, in the order of their ids."""
        stems = {"", *(word[:STEM] for word in _TOKEN.findall(sentence.casefold()))}
        found = {s.id: s for stem in stems for s in self.by_stem.get(stem, ())}
        return [found[key] for key in sorted(found)]


_INDEX: dict[int, tuple[Sequence[Statement], Index]] = {}


def _index(statements: Sequence[Statement]) -> Index:
    """Return the index of an answer, kept as long as the answer itself is: a store gives the same one to every article."""
    kept = _INDEX.get(id(statements))
    if kept is None or kept[0] is not statements:
        if len(_INDEX) > 4:
            _INDEX.clear()
        kept = _INDEX[id(statements)] = (statements, Index(statements))
    return kept[1]


def observed_records(case: Case) -> list[Recorded]:
    """Return the observations that bear on a case, as known at its date."""
    if not may_be_observed(case.claim) or not case.record.observed or _denied(case):
        return []
    found = [s for s in _index(case.record.observed).named(case.text) if _known(case, s) and _bears_on(case, s)]
    timely = [(s, value) for s in found if (value := _in_time(case, s, found)) is not None]
    return [_record(case, s, value, timely) for s, value in timely]


def narrowed(claimed: Interval) -> Interval | None:
    """Return a claimed interval as what is observed must meet it; None where it is so wide that anything would.

    "$1 billion" is printed for 0.5 to 1.5, and of a package of 0.8 it says another sum.
    """
    low, high = claimed.low, claimed.high
    if low is None or high is None or low <= 0:
        return claimed
    middle = (low + high) / 2
    if high > low * WIDE:
        return None
    return Interval(max(low, middle * (1 - ROOM)), min(high, middle * (1 + ROOM)))


def is_close(case: Case, record: Recorded) -> bool:
    """Return whether a record lies near the bound that the words give: "more than 100" of 202 may be of something else."""
    value = case.figure.value
    if (value.low is None) == (value.high is None):
        return True
    bound, held = size(value), size(record.value)
    return bool(bound) and bound / CLOSE <= held <= bound * CLOSE


def _known(case: Case, s: Statement) -> bool:
    return case.by is None or (s.vintage.known is not None and s.vintage.known <= case.by)


def _denied(case: Case) -> bool:
    return clauses.is_denied(case.text[: _place(case)])


def _place(case: Case) -> int:
    """Return where in its sentence the number stands."""
    anchor = case.claim.anchor
    return clauses.place_in(case.text, case.text, anchor.start, anchor.end, case.article.text)


_DONE = ("troops", "arms", "sum", "launched", "taking_part", "warheads", *PERCENT)
"""Measures of what an observation's first actor has, pays or does: a claim about another is not of it."""


def _bears_on(case: Case, s: Statement) -> bool:
    """Return whether the sentence has the words of an observation and its number counts the same."""
    row = _measures().get(s.measure)
    if row is None or case.figure.measure not in row["fits"] or not _same_unit(case, s):
        return False
    if not _may_be_of(case, s, row["family"]):
        return False
    needs = rule(s.rule)
    at, end = _place(case), _place(case) + case.claim.anchor.end - case.claim.anchor.start
    told = _without_other_ranks(case.text, at, end) if s.unit == "rank" else case.text
    if not all(group.search(told) for group in needs.groups) or not _of_those(case, s, set(needs.actors)):
        return False
    after = re.split(r"[,;:.](?!\d)\s|\s(?:and|plus|along with|as well as|from|for|to|in|on)\s", case.text[at : end + NEAR])[0]
    if not all(group.search(after) for group in needs.near):
        return False
    if row["family"] in _PLACED and _elsewhere(case, s, at, end):
        return False
    if row["family"] == FATE and _done_by_it(case, s):
        return False
    if s.measure == "arms" and _changed_hands_otherwise(case, s, at, end):
        return False
    return _is_of(case, s.measure, at, end) and not _is_apart(case, s, at, end)


_PLACED = (FATE, "forces", "count")
"""Families of measures whose number is of a place: another place beside the number makes it another number."""
_AT = re.compile(
    r"\b(?i:in|at|near|outside|around|across|throughout)\s(?:the\s)?(?P<place>[A-Z][\w'’-]+(?:\s(?:of\s)?[A-Z][\w'’-]+)*)"
)
_MONTH = re.compile(rf"(?:{MONTHS})\b")
_DID = re.compile(r"(?:['’]s)?\s(?:(?:has|have|had|also|then|forces|troops|army|air|strikes?|soldiers)\s){0,3}(?P<act>\w+)")


def _without_other_ranks(text: str, at: int, end: int) -> str:
    """Return a sentence without the pieces that rank something else ("the biggest army, and the largest navy")."""
    own = _piece(text, at, end)
    others = {_piece(text, *span) for span in scopes.rank_spans(text)} - {own}
    for piece in others:
        text = text.replace(piece, " ")
    return text


def _may_be_of(case: Case, s: Statement, family: str) -> bool:
    """Return whether a claim may be of whom an observation is of: who has, pays or does it, or one of those whom it befell."""
    if not case.claim.subject:
        return True
    if family == FATE:
        return bool({*case.claim.subject, *case.claim.object} & {s.actor, *s.parties})
    return s.measure not in _DONE or s.actor in case.claim.subject


def _elsewhere(case: Case, s: Statement, at: int, end: int) -> bool:
    """Return whether the place named nearest to a number is not the observation's ("in Delhi", of what was in Mumbai)."""
    places = [found for found in _AT.finditer(case.text) if not _MONTH.match(found["place"])]
    if not places:
        return False
    nearest = min(places, key=lambda found: _gap(found, at, end))["place"]
    own = {words.actor(one).removeprefix("the ") for one in (s.actor, *s.parties, *rule(s.rule).actors)}
    return not (any(group.search(nearest) for group in rule(s.rule).groups) or nearest in own)


def _done_by_it(case: Case, s: Statement) -> bool:
    """Return whether the sentence has those whom something befell do it ("Israel killed", of those killed in Israel), or a state
    that the observation does not name.
    """
    for (_, state), (_, end) in zip(words.places_of_states(case.text), words.spans_of_states(case.text), strict=True):
        did = _DID.match(case.text, end)
        if (state == s.actor or state not in s.parties) and did is not None and any(_has(name, did["act"]) for name in _fates()):
            return did["act"] not in _SUFFERED
    return False


_HELD = re.compile(r"\b(?:has|have|had|with|owns?|owned|operates?|operated|fields?|fielded|possess\w*)\s(?:[a-z]+\s){0,2}$", re.I)
_GIVER = re.compile(r"\b(?:from|by|to|for)\s(?:the\s)?$", re.I)


def _changed_hands_otherwise(case: Case, s: Statement, at: int, end: int) -> bool:
    """Return whether arms are only held, or the words right after them name another giver or taker than the observation does."""
    if _HELD.search(case.text[:at]):
        return True
    own = {s.actor, *s.parties, *rule(s.rule).actors}
    rest = re.split(r"[,;:.](?!\d)\s", case.text[end:])[0]
    places = zip(words.places_of_states(rest), words.spans_of_states(rest), strict=True)
    return any(state not in own and _GIVER.search(rest[:start]) for (_, state), (start, _) in places)


_SUFFERED = frozenset("lost dead died fled deaths casualties lives dying refugees wounded injured prisoners".split())
"""Words of the acts that a state suffers where they follow its name."""


def _of_those(case: Case, s: Statement, actors: set[str]) -> bool:
    """Return whether a number is of some actors: its claim has them, or its sentence names them and no state beside its own."""
    slots, named = {*case.claim.subject, *case.claim.object}, set(words.states_in(case.text))
    return actors <= slots or (actors <= slots | named and named <= {*actors, s.actor, *s.parties})


def _same_unit(case: Case, s: Statement) -> bool:
    figure = case.figure
    if figure.form == "rank" or s.unit == "rank":
        return figure.form == s.unit
    if figure.form in PERCENT or s.measure in PERCENT:
        return figure.form == s.measure and figure.unit == s.unit
    if s.unit == "money":
        return figure.unit == "money" and figure.currency == s.currency
    if s.unit == "kilometre":
        return figure.unit in _table()["kilometres"]
    if s.unit == "person":
        return figure.unit == "person"
    if figure.unit in (None, "money", "percent") or figure.unit in _table()["kilometres"]:
        return False
    printed = figure.quantity.unit if figure.quantity is not None else None
    return not s.unit or bool({figure.unit, printed} & set(s.unit.split("|")))


def _is_of(case: Case, measure: str, at: int, end: int) -> bool:
    """Return whether a number is of a measure, and not of a rival of its family: by the words of its own piece of the sentence.

    "Killing 31 and injuring 150": each number has the act of its own piece; where a piece has none, the claim's stretch is asked,
    then the nearest act. A piece with two (killed or wounded) is of neither.
    """
    if _measures()[measure]["family"] != FATE:
        near = _piece(case.text, at, end) if case.figure.unit == "person" else ""
        return (_has(measure, case.text) or not _measures()[measure]["acts"]) and not any(_has(name, near) for name in _fates())
    for text in (_piece(case.text, at, end), case.claim.quote):
        found = [name for name in _fates() if _has(name, text)]
        if found:
            return found == [measure]
    distances = {name: _distance(case.text, _acts(name), at, end) for name in _fates()}
    return distances[measure] <= NEAR and distances[measure] == min(distances.values())


@cache
def _fates() -> tuple[str, ...]:
    return tuple(name for name, row in _measures().items() if row["family"] == FATE)


_JOINT = re.compile(r",(?!\d)|;|:|\b(?:and|while|but|as well as|plus)\b")


def _piece(text: str, at: int, end: int) -> str:
    """Return the piece of a sentence between conjunctions that holds a number."""
    left = max((found.end() for found in _JOINT.finditer(text) if found.end() <= at), default=0)
    right = min((found.start() for found in _JOINT.finditer(text) if found.start() >= end), default=len(text))
    return text[left:right]


def _has(measure: str, text: str) -> bool:
    pattern = _acts(measure)
    return pattern is not None and pattern.search(text) is not None


@cache
def _acts(measure: str) -> re.Pattern[str] | None:
    acts = _measures()[measure]["acts"]
    return re.compile(rf"\b(?:{acts})\b", re.I) if acts else None


def _distance(text: str, pattern: re.Pattern[str] | None, at: int, end: int) -> int:
    """Return how far from a stretch the nearest match stands, the length of the text where there is none."""
    places = pattern.finditer(text) if pattern else ()
    return min((_gap(found, at, end) for found in places), default=len(text) + NEAR)


def _gap(found: re.Match[str], at: int, end: int) -> int:
    """Return how many characters part a match from a stretch."""
    return max(found.start() - end, at - found.end(), 0)


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_table()['words'][name]}\b", re.I)


def _is_apart(case: Case, s: Statement, at: int, end: int) -> bool:
    """Return whether words beside a number make it one of a part, an addition or a loss, where what is observed is the whole."""
    before, own, after = case.text[max(at - BESIDE, 0) : at], case.text[at:end], case.text[end : end + BESIDE]
    next_ = " ".join(after.split()[:3])
    if s.measure in ("troops", "warheads") and (_words("added").search(before + own) or _words("added").search(next_)):
        return True
    some = _words("some").search(f"{own} {next_}") if case.figure.unit == "person" else None
    if some and some.group(0)[:STEM].casefold() not in s.rule.casefold():
        return True
    return s.measure in ("arms", "troops") and bool(_words("lost").search(before) or _words("lost").search(after))


def _in_time(case: Case, s: Statement, found: Sequence[Statement]) -> Interval | None:
    """Return the value of an observation for the time that the words speak of, None where it does not bear on that time."""
    start, end, stated = _when(case)
    first, last = s.period.start or EARLY, _last(s)
    slack = timedelta(days=_measures()[s.measure]["slack"])
    value = recorded_interval(s)
    if end is None:
        return value if "stock" not in s.flags and "toll" not in s.flags else None
    if "fixed" in s.flags:
        return value if first <= end + DAY else None
    if "event" in s.flags:
        return value if _is_its_day(s, start, end, stated) else None
    if "stock" in s.flags:
        begin = start if stated and start else end
        if end - begin >= YEAR:
            slack = min(slack, MONTH)  # words that name a year mean no other year
        return value if first - slack <= end and begin - slack <= last else None
    return _toll(s, value, end, slack, found)


def _is_its_day(s: Statement, start: date | None, end: date, stated: bool) -> bool:
    """Return whether an event may be the one spoken of: named by its words, or by its day alone."""
    first, last = s.period.start or EARLY, _last(s)
    named = "dated" not in s.flags and bool(rule(s.rule).groups or rule(s.rule).near)
    if not stated:
        return first <= end + DAY and (named or end - last <= FRESH)
    begin = start or (EARLY if named else end - FRESH)
    near = named or end - begin <= MONTH
    slack = DAY if end - begin < YEAR else DAY * 0  # a year touches no day of the next one
    return near and begin - slack <= last and first - slack <= end


def _toll(s: Statement, value: Interval, day: date, slack: timedelta, found: Sequence[Statement]) -> Interval | None:
    """Return a growing count for a day: as counted near it, or between the counts before and after it where they lie close."""
    at = _last(s)
    later = min((t for t in found if _same(s, t) and _last(t) > at), key=_last, default=None)
    if later is not None and at <= day < _last(later):
        top = recorded_interval(later).high
        if top is not None and value.low is not None and top <= value.low * (1 + BRACKET):
            return Interval(value.low, top)
    return value if abs((at - day).days) * DAY <= slack else None


def _last(s: Statement) -> date:
    return s.period.end or date.max


def _same(one: Statement, other: Statement) -> bool:
    return (one.name, one.measure) == (other.name, other.measure)


def _when(case: Case) -> tuple[date | None, date | None, bool]:
    """Return the first and last day that the words speak of, and whether they say so; the article's day where they do not."""
    period, published = case.figure.period, case.article.published
    if period is None or (period.start is None and period.end is None) or period.start == period.end == published:
        return published, published, False
    end = period.end or published
    return period.start, min(end, published) if end and published else end, True


def _record(case: Case, s: Statement, value: Interval, timely: Sequence[tuple[Statement, Interval]]) -> Recorded:
    value = _converted(case.figure, s, value)
    unit = case.figure.unit if s.unit == "kilometre" else "" if s.unit and "|" in s.unit else s.unit
    shown = words.interval(value, unit or case.figure.unit, s.currency)
    label = _measures()[s.measure]["label"]
    told = s.vintage.known or date.min
    newer = any(_same(s, t) and t.period == s.period and (t.vintage.known or told) > told for t, _ in timely)
    return Recorded(
        value=value,
        definition=s.name,
        line=f"{words.source(s)}: {s.name}, {label}, {words.period(s.period)}: {shown}",
        shown=shown,
        margin=_margin(case, s, value, timely),
        superseded=newer,
        rounded=False,
        statements=(s,),
    )


def _converted(figure: FigureBody, s: Statement, value: Interval) -> Interval:
    """Return a value in the claim's own unit of length."""
    if s.unit != "kilometre" or figure.unit in (None, "kilometre"):
        return value
    one = Decimal(_table()["kilometres"][figure.unit])
    low, high = value.low, value.high
    room = Decimal("0.02")
    return Interval(None if low is None else low / one * (1 - room), None if high is None else high / one * (1 + room))


_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,.]*(?![\w-])")
_YEAR = re.compile(r"(?:19|20)\d\d[.,]?")


def _margin(case: Case, s: Statement, value: Interval, timely: Sequence[tuple[Statement, Interval]]) -> Decimal | None:
    """Return how far outside a claim must lie to be refuted: never, but for a settled count and a sentence's only number."""
    figure = case.figure
    numbers = [found for found in _NUMBER.findall(case.text) if not _YEAR.fullmatch(found)]
    alone = len(numbers) < 2 and all(_same(s, other) for other, _ in timely)
    sure = "settled" in s.flags and figure.relation in (Relation.EQUALS, Relation.ABOUT) and not figure.inferred
    if not (alone and sure and rule(s.rule).groups) or _words("part").search(case.text) or _words("added").search(case.text):
        return None
    return (value.high or value.low or Decimal(0)) * measures.margin("count")
