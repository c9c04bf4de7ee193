"""Judging a figure claim. Pure: the claim, the article and the answers in, a finding with its working out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from dragoman.kinds.compare import Agreement, Grade, Recorded, Settlement, agreement, gap, settle, size
from dragoman.kinds.figure import clauses, explain, limits, measures, wording
from dragoman.kinds.figure.ask import ask
from dragoman.kinds.figure.conversions import RATE, currencies_of
from dragoman.kinds.figure.forms import records_for
from dragoman.kinds.figure.observed import is_close, narrowed, observed_records, question
from dragoman.kinds.figure.periods import calendar_year, same_year
from dragoman.kinds.figure.plans import plan_records, target_records
from dragoman.kinds.figure.prepare import prepared
from dragoman.kinds.figure.record import Case, case
from dragoman.kinds.figure.sayings import Saying, saying
from dragoman.kinds.figure.slips import Slip, find_slips
from dragoman.model import Answers, Article, Claim, Finding, Interval, Judgement, Question, Statement


@dataclass(frozen=True, slots=True)
class Weighed:
    """A case with the records that bear on it, what they come to, and the slips that would explain it.

    `other` is the currency that an ambiguous sign may also mean, and in which the record has another figure.
    """

    case: Case
    records: tuple[Recorded, ...]
    settlement: Settlement
    slips: tuple[Slip, ...] = ()
    missing: str = ""
    other: str | None = None


Weigh = Callable[[Case], Weighed]


def judge(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return the finding of one figure claim, then (as published by the article's date) and now (everything held)."""
    return judge_with(claim, article, answers, weigh)


def judge_with(claim: Claim, article: Article, answers: Answers, weigh: Weigh) -> Finding:
    """Return the finding that one way of weighing comes to."""
    questions = ask(claim, article)
    claim = prepared(claim, article)
    reason = limits.unreadable(claim)
    if reason and question() not in questions:
        return _open(claim, reason)
    seen = answers.get(question(), ())
    by_words = partial(_weigh_seen, weigh=partial(_unread, reason=reason) if reason else weigh)
    now = _best(by_words, readings(case(claim, article, _held(questions, answers, None), None, seen)))
    if reason and not now.records:
        return _open(claim, reason)
    then = now
    if article.published is not None:
        held = _held(questions, answers, article.published)
        then = _best(by_words, readings(case(claim, article, held, article.published, seen)))
    return _finding(claim, then, _overtaken(then, now))


def readings(case: Case) -> tuple[Case, ...]:
    """Return a case once for each currency that an ambiguous sign may mean (the dollar of a dollar country), else as it is."""
    figure = case.figure
    open_ = figure.currency is None and figure.unit == "money" and figure.quantity is not None
    named = figure.quantity.currencies if open_ and figure.quantity is not None else ()
    period = figure.period
    start, end = (period.start, period.end) if period else (None, None)
    own = {"USD", *(code for state in case.claim.subject for code in currencies_of(state, start, end))}
    codes = tuple(code for code in named if code in own) or named
    return tuple(replace(case, claim=replace(case.claim, figure=replace(figure, currency=code))) for code in codes) or (case,)


def _best(weigh: Weigh, cases: Sequence[Case]) -> Weighed:
    """Return the reading that the record bears out; refuted only where it refutes every one of them."""
    weighed = [weigh(case) for case in cases]
    split = _split(weighed)
    if split is not None:
        return split
    near = [row for row in weighed if row.missing != FAR_OFF]
    weighed = near if any(row.settlement.verdict == "refuted" for row in near) else weighed
    for verdict in ("supported", "conflicting", "not_enough_evidence"):
        found = next((row for row in weighed if row.settlement.verdict == verdict), None)
        if found is not None:
            return found
    return weighed[0]


def _split(weighed: Sequence[Weighed]) -> Weighed | None:
    """Return the view on a dollar sign whose number is right in the state's own dollars only: an American reader is misled."""
    right = next((row for row in weighed if row.settlement.verdict == "supported"), None)
    wrong = next((row for row in weighed if row.settlement.verdict == "refuted" and row.case.figure.currency == "USD"), None)
    if right is None or wrong is None:
        return None
    deciding = (right.settlement.deciding[0], wrong.settlement.deciding[0])
    return replace(right, settlement=Settlement("conflicting", ("currency_slip",), deciding), other=wrong.case.figure.currency)


def _held(questions: Sequence[Question], answers: Answers, by: date | None) -> list[Statement]:
    """Return the answers for one date; exchange rates were asked for once and count from the end of their own period."""
    wanted = [one for one in questions if (one.known_by == by and one != question()) or one.measures == (RATE,)]
    return [statement for one in wanted for statement in answers.get(one, ())]


def _unread(case: Case, reason: str) -> Weighed:
    """Return the view on a claim that no series can settle, for the reason given."""
    return Weighed(case, (), Settlement("not_enough_evidence"), missing=reason)


def _weigh_seen(case: Case, weigh: Weigh) -> Weighed:
    """Return what the series held come to; where they leave a claim open, what an observation says that its words name."""
    weighed = weigh(case)
    if weighed.settlement.verdict != "not_enough_evidence":
        return weighed
    claimed = narrowed(widened(case))
    records = tuple(observed_records(case)) if claimed is not None else ()
    if claimed is None or not records:
        return weighed
    settlement = settle(claimed, [record for record in records if is_close(case, record)])
    if settlement.verdict == "not_enough_evidence" and not settlement.deciding:
        settlement = Settlement("not_enough_evidence", ("near_miss",), records[:1])
    if settlement.verdict == "not_enough_evidence" and weighed.records:
        return weighed
    return Weighed(case, records, settlement)


def weigh(case: Case) -> Weighed:
    """Return what the record held in a case says about its claim."""
    problem = limits.mismatch(case)
    targets = target_records(case) if problem == limits.TARGET else []
    if targets and (met := settle(widened(case), targets)).verdict == "supported":
        return Weighed(case, tuple(targets), met)
    if problem and not plan_records(case):
        return Weighed(case, (), Settlement("not_enough_evidence"), missing=problem)
    found = records_for(case)
    records = tuple(_lasting(case, record) for record in found.records)
    settlement = _misnamed(case, bounded(case, settle(widened(case), records)))
    if not records:
        return Weighed(case, (), settlement, missing=found.missing or limits.missing(case))
    slips = find_slips(case, lambda variant: records_for(variant).records) if settlement.verdict == "refuted" else ()
    guess = limits.guessed(case)
    told = "measure" not in case.figure.inferred and any(slip.ground in ("currency_slip", "scale_slip") for slip in slips)
    if guess and not told and settlement.verdict in ("refuted", "conflicting"):
        return Weighed(case, records, Settlement("not_enough_evidence", ("near_miss",), settlement.deciding), missing=guess)
    doubt = _doubt(case, settlement, records, slips) if settlement.verdict == "refuted" else ""
    if doubt:
        return Weighed(case, records, Settlement("not_enough_evidence", ("near_miss",), settlement.deciding), missing=doubt)
    if any(slip.ground == "actor_slip" and wording.may_mean(case, slip.record.statements[0].actor) for slip in slips):
        settlement = Settlement("not_enough_evidence", ("actor_slip",), tuple(slip.record for slip in slips))
    if any(slip.ground == "period_slip" and _names_year(case, slip) for slip in slips):
        settlement = Settlement("not_enough_evidence", ("period_slip",), tuple(slip.record for slip in slips))
    if settlement.verdict == "refuted" and not slips and _far_off(case, settlement) and not plan_records(case):
        open_ = Settlement("not_enough_evidence", ("near_miss",), settlement.deciding)
        return Weighed(case, records, open_, missing=FAR_OFF)
    return Weighed(case, records, settlement, slips)


def _doubt(case: Case, settlement: Settlement, records: Sequence[Recorded], slips: Sequence[Slip]) -> str:
    """Return why a refutation may be of another figure than the one meant, "" where nothing speaks for that."""
    if not any(slip.ground in ("currency_slip", "scale_slip") for slip in slips) and _may_be_newer(case, settlement):
        return NEWER
    if _may_have_moved(case, settlement):
        return MOVED_ON
    if not slips and limits.may_be_spent(case, settlement, records):
        return limits.SPENT
    if not slips and limits.may_be_own_count(case, settlement):
        return limits.OWN_COUNT
    return ARMY if _may_be_land_forces(case, settlement) else ""


def _lasting(case: Case, record: Recorded) -> Recorded:
    """Return a record, unable to support where its release is later than the article and has itself been replaced since.

    The writer cannot have read it, and the source does not stand by it.
    """
    published = case.article.published
    known = max((s.vintage.known for s in record.statements if s.vintage.known is not None), default=None)
    passing = record.superseded and published is not None and known is not None and known > published
    return replace(record, supports=False) if passing else record


NEWER = "The words name no year, and no release of the article's own time is held with the latest year that they may mean."
RELEASED = (4, 20)
"""Month and day from which statistics of the year before may be out (SIPRI's come in April's last week); before it, the words may
mean the year before that."""


def _may_be_newer(case: Case, settlement: Settlement) -> bool:
    """Return whether a figure without a year may be of one that was out when the article was written, and is not held so."""
    published, decided = case.article.published, settlement.deciding[0].statements[:1]
    if case.meant.stated or published is None or any(s.kind != "observation" for s in decided):
        return False
    newest = [calendar_year(published.year - back) for back in range(2 if (published.month, published.day) >= RELEASED else 3)]
    return not any(
        any(same_year(year, s.period) for year in newest) and s.vintage.known is not None and s.vintage.known <= published
        for s in case.held
        if s.actor in case.claim.subject and any((s.measure, s.form) == (own.measure, own.form) for own in decided)
    )


MOVED_ON = "The words name no year, and the figure may have moved as far as this since the latest year held."
MOVED = Decimal("1.75")
"""Times by which a yearly figure may move in each year from the latest held to the article's own: from one year to the next
SIPRI's figures since 1995, in dollars and as shares of output, rose by more in less than one of a hundred."""


def _may_have_moved(case: Case, settlement: Settlement) -> bool:
    """Return whether a sum or share without a year lies no further from the latest held than such figures move.

    What a government plans for the year is known before any source has counted it.
    """
    figure, published, decided = case.figure, case.article.published, settlement.deciding[0].statements[:1]
    yearly = figure.form in ("level", "share") and figure.measure in limits.SPENDING
    if case.meant.stated or not yearly or published is None or not decided or decided[0].kind != "observation":
        return False
    own = (s.period for s in case.held if s.actor in case.claim.subject and s.measure == decided[0].measure)
    middles = (one.start + (one.end - one.start) / 2 for one in own if one.start is not None and one.end is not None)
    years = published.year - max((day.year for day in middles), default=published.year)
    reach = MOVED ** max(years, 0)  # 1 where the article's own year is held too
    claimed, held = size(figure.value), size(settlement.deciding[0].value)
    return bool(claimed and held) and held / reach <= claimed <= held * reach


ARMY = "The words may speak of the land forces alone, and the sources held give only the whole."


def _may_be_land_forces(case: Case, settlement: Settlement) -> bool:
    """Return whether a figure is less than the whole, and the words name an army and no publisher that counts only the whole."""
    whole = measures.counted_by(case.named) is not None
    anchor = case.claim.anchor
    clause = clauses.clause_of(case.text, anchor.start, anchor.end, case.article.text)
    return not whole and wording.names_an_army(clause) and size(case.figure.value) < size(settlement.deciding[0].value)


def _names_year(case: Case, slip: Slip) -> bool:
    return wording.names_year(case.text, slip.record.statements[0].period, case.figure.period)


FAR_OFF = "The record is so far from the figure, and no slip explains it, that the sentence must measure something else."
FAR = 30
"""Times larger or smaller than the record: beyond that, and without a slip that explains it, the reading is doubted."""


def _far_off(case: Case, settlement: Settlement) -> bool:
    claimed, held = size(case.figure.value), size(settlement.deciding[0].value)
    if case.figure.form not in ("level", "total", "count") or not claimed or not held:
        return False
    return not held / FAR <= claimed <= held * FAR


ROUND = Decimal("0.025")
"""The most that a round number of people may have been rounded by."""


STRICT = Decimal("1e-6")
"""How far beyond its bound, as a part of it, a record must lie that "more than" or "less than" holds of."""


def widened(case: Case) -> Interval:
    """Return the claimed interval; a bare ratio ("twice", "half") is read as about that, a round number of people as rounded.

    "More than" and "less than" leave out their bound.
    """
    value = case.figure.value
    low, high = value.low, value.high
    if case.figure.relation in ("more_than", "less_than") and (low is None) != (high is None):
        beyond = STRICT * size(value)
        return Interval(None if low is None else low + beyond, None if high is None else high - beyond)
    if low is not None and low == high and case.figure.unit == "person":
        room = min(_last_place(low) / 2, low * ROUND)
        return Interval(low - room, low + room)
    if case.figure.form == "ratio" and low is not None and high is not None and high - low < low / 5:
        return Interval((low + high) / 2 * Decimal("0.9"), (low + high) / 2 * Decimal("1.1"))
    return value


def _last_place(number: Decimal) -> Decimal:
    """Return the unit of a whole number's last digit that is not nought: 1000 of 216,000."""
    return Decimal(1).scaleb(max(int(number.normalize().as_tuple().exponent), 0))


def _misnamed(case: Case, settlement: Settlement) -> Settlement:
    """Return the settlement, refuted where the words name a definition and the figure is another's."""
    if settlement.verdict != "conflicting" or case.named is None or settlement.deciding[0].grade is Grade.ORDINARY:
        return settlement
    return Settlement("refuted", ("measure_slip",), tuple(reversed(settlement.deciding)))


BEYOND = Decimal("1.3")
"""Times by which a record may lie beyond a bound that it bears out: nobody writes "up to 2.2" of 1.4 or "more than 2" of 3."""


def bounded(case: Case, settlement: Settlement) -> Settlement:
    """Return the settlement, open where an open-ended bound holds but lies far from the record.

    "More than 2 billion" of a record of 25 is no lie and no support either.
    """
    value = case.figure.value
    one_sided = (value.low is None) != (value.high is None)
    if settlement.verdict != "supported" or case.figure.form not in ("level", "total", "share") or not one_sided:
        return settlement
    bound, held = size(value), size(settlement.deciding[0].value)
    far = bound and held and not (bound / BEYOND <= held <= bound * BEYOND)
    far = far or settlement.deciding[0].grade is Grade.OTHER  # an open end and another definition: nearly anything fits
    return Settlement("not_enough_evidence", ("near_miss",), settlement.deciding) if far else settlement


def _overtaken(then: Weighed, now: Weighed) -> Weighed:
    """Return the present view, `refuted` where the release that supported the claim then has clearly been revised."""
    revised = now.settlement.verdict == "conflicting" and now.settlement.grounds == ("revised_since",)
    if revised and then.settlement.verdict == "supported":
        decided = tuple(reversed(now.settlement.deciding))
        return replace(now, settlement=Settlement("refuted", ("revised_since",), decided))
    if now.missing == FAR_OFF and then.settlement.verdict == "refuted" and then.slips:
        kept = Settlement("refuted", (), now.settlement.deciding)
        return replace(now, settlement=kept, slips=then.slips, missing="")  # the slip explains the distance
    if now.settlement.verdict == "refuted" and {"actor_slip", "period_slip"} & set(then.settlement.grounds):
        return replace(now, settlement=then.settlement, missing=then.missing)
    if now.settlement.verdict == "refuted" and not then.records and then.case is not now.case and _within_reach(now):
        unsure = Settlement("not_enough_evidence", ("near_miss",), now.settlement.deciding)
        return replace(now, settlement=unsure, missing=UNSEEN, slips=())
    return now


UNSEEN = "No release of the article's own time is held, and later ones have been revised by as much as this."
REACH = Decimal("1.35")
"""Times by which a sum may differ from later releases where none of the article's time is held (SIPRI's France of 2018: 1.24)."""


REACH_OF_OWN = Decimal(2)
"""The same where the words give the figure as a publisher's own: its release of the time is what would settle it."""
REACH_OF_GROWTH = Decimal(20)
"""The same for a rate of growth, in percentage points (SIPRI's Congo of 2016: 17 from the first release to the last)."""


def _within_reach(weighed: Weighed) -> bool:
    """Return whether a sum, a share or a rate of growth lies so near a later release that an earlier one may have held it."""
    figure, decided = weighed.case.figure, weighed.settlement.deciding[0].value
    if figure.form == "rank":
        return weighed.case.named is not None
    reach = REACH_OF_OWN if weighed.case.named else REACH
    if figure.form == "growth":
        ended = [1 + (end.low if end.low is not None else end.high or Decimal(0)) / 100 for end in (figure.value, decided)]
        near = all(end > 0 for end in ended) and max(ended) <= min(ended) * reach
        return gap(widened(weighed.case), decided) <= REACH_OF_GROWTH or (weighed.case.named is not None and near)
    claimed, held = size(figure.value), size(decided)
    money = figure.form in ("level", "total") and figure.unit == "money" and not figure.per
    if not (money or figure.form == "share") or not claimed or not held:
        return False
    plan = any(statement.kind == "plan" for statement in weighed.settlement.deciding[0].statements)
    return not plan and held / reach <= claimed <= held * reach


def _open(claim: Claim, reason: str) -> Finding:
    open_ = Judgement("not_enough_evidence", note=reason)
    return Finding(claim.id, then=open_, now=open_, working=(explain.claimed(claim),), reason=reason)


def _finding(claim: Claim, then: Weighed, now: Weighed) -> Finding:
    said = {weighed.case.by: saying(weighed.case, widened(weighed.case), weighed.records) for weighed in (then, now)}
    used = {s.id: s for weighed in (now, then) for record in _cited(weighed) for s in record.statements}
    return Finding(
        claim=claim.id,
        then=_judgement(then, said[then.case.by]),
        now=_judgement(now, said[now.case.by]),
        working=(*explain.working(then, now), *dict.fromkeys(one.line for one in said.values() if one is not None)),
        reason=explain.reason(then, now),
        off_by=off_by(now),
        used=tuple(used.values()),
        series=(),
    )


def _cited(weighed: Weighed) -> list[Recorded]:
    """Return the records that a judgement cites: those that decide, those of a slip, then the rest that were compared."""
    deciding = [*weighed.settlement.deciding, *(slip.record for slip in weighed.slips)]
    rest = [record for record in explain.ordered(weighed) if record not in deciding]
    return [*deciding, *rest]


UNSURE = ("refuted", "conflicting", "not_enough_evidence")
"""Verdicts beside which a saying that is borne out is all that the record settles."""


def _judgement(weighed: Weighed, said: Saying | None) -> Judgement:
    settlement = weighed.settlement
    only = ("attribution_only",) if said is not None and said.borne_out and settlement.verdict in UNSURE else ()
    first = settlement.deciding[0] if settlement.deciding else None
    ids = dict.fromkeys(s.id for record in _cited(weighed) for s in record.statements)
    return Judgement(
        verdict=settlement.verdict,
        value=first.shown if first else None,
        definition=first.definition if first else None,
        evidence=tuple(ids),
        note=explain.note(weighed),
        grounds=tuple(dict.fromkeys((*settlement.grounds, *_room(weighed), *(slip.ground for slip in weighed.slips), *only))),
    )


def _room(weighed: Weighed) -> tuple[str, ...]:
    """Return what lets a supported claim meet the record: rounding, or only its hedge."""
    quantity, settlement = weighed.case.figure.quantity, weighed.settlement
    if settlement.verdict != "supported" or quantity is None or not settlement.deciding:
        return ()
    printed = quantity.printed
    rounded = Interval(
        None if printed.low is None else printed.low - quantity.rounding,
        None if printed.high is None else printed.high + quantity.rounding,
    )
    if agreement(printed, settlement.deciding[0]) is Agreement.MEETS:
        return ()
    return ("within_rounding",) if agreement(rounded, settlement.deciding[0]) is Agreement.MEETS else ("within_hedge",)


def off_by(weighed: Weighed) -> Decimal | None:
    """Return claimed ÷ recorded for a refuted figure, rounded to four significant places; None where either is zero or open."""
    if weighed.settlement.verdict != "refuted" or not weighed.settlement.deciding or weighed.case.figure.form == "rank":
        return None
    recorded = size(weighed.settlement.deciding[0].value)
    claimed = size(weighed.case.figure.value)
    return +(claimed / recorded).normalize().quantize(Decimal("0.0001")) if recorded and claimed else None
