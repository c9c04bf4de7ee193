"""Judging a tie claim against the register and the other tie sources. Pure.

Each part is compared on its own: parties, name, act, date, scope, first. `supported` needs an entry that meets every part
that the claim states; `refuted` needs an entry about the very same act that contradicts it; absence never refutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dragoman.kinds.tie.ask import ask
from dragoman.kinds.tie.record import (
    NOT_DONE,
    Outcome,
    act_date,
    cited,
    content,
    done,
    initials,
    involves,
    meeting_kind,
    meets,
    months_before,
    name_of,
    named,
    open_,
    parties_of,
    same_name,
    shown,
    spell,
    when,
    words,
)
from dragoman.model import Answers, Article, Claim, Finding, Judgement, Period, Statement, TieBody

DOUBTFUL = re.compile(
    r"\b(?:not|n['’]t|never|no longer|non|nearly|almost|barely|all but|yet to|would-be|aspiring|former)\b", re.I
)
"""Words that may deny an act, or say that it nearly happened, where the reading heard no denial."""
SIGNING = re.compile(r"\b(?:sign|ink|initial|conclud)\w*", re.I)
"""Verbs whose date is that of signature; a ratification or an agreement in principle has another."""
SOURCES = {
    "membership": "an accession date in the register or a membership in the CIA World Factbook",
    "agreement": "the signatories' treaty lists",
    "alliance": "the signatories' treaty lists",
    "exercise": "the armed forces' own announcements of the exercise",
    "meeting": "the host's record of the meeting",
    "office": "the announcement of the organisation or ministry that opened it",
    "aid": "the donor's published list of grants",
    "arms_transfer": "the SIPRI Arms Transfers Database or the supplier's notification",
    "deployment": "the announcement of the armed forces concerned",
    "operation": "an event data set of armed conflict such as ACLED or UCDP",
    "partnership": "the partners' published programmes",
    "basing": "the text of the access agreement",
    "declaration": "the published text of the declaration",
}


def judge(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return the finding of one claim: on what was known by the article's date, and on everything held."""
    claim = claim.as_told
    questions = ask(claim, article)
    known = _union(answers, [q for q in questions if q.known_by == article.published])
    held = _union(answers, [q for q in questions if q.known_by is None])
    then, now = _decide(claim, article, known), _decide(claim, article, held)
    working = tuple(dict.fromkeys((_claimed(claim), *_marked("then", then, now), *_marked("now", now, then))))
    facts = tuple({fact.id: fact for fact in (*now.facts, *then.facts)}.values())
    return Finding(claim.id, _judgement(claim, then), _judgement(claim, now), working, _reason(then, now), used=facts)


def _union(answers: Answers, questions: Sequence[object]) -> tuple[Statement, ...]:
    found = {fact.id: fact for question in questions for fact in answers.get(question, ())}  # type: ignore[call-overload]
    return tuple(found[key] for key in sorted(found))


def _judgement(claim: Claim, outcome: Outcome) -> Judgement:
    acts = ("membership", "agreement", "alliance")
    found = [act_date(claim, fact) if fact.measure in acts else spell(fact) for fact in outcome.facts[:1]]
    dates = [shown(date) for date in found if date]
    return Judgement(
        outcome.verdict,
        value=dates[0] if dates else None,
        definition=outcome.facts[0].name if outcome.facts else None,
        evidence=tuple(fact.id for fact in outcome.facts),
        note=outcome.reason,
        grounds=outcome.grounds,
    )


def _marked(label: str, outcome: Outcome, other: Outcome) -> tuple[str, ...]:
    if outcome.lines == other.lines:
        return outcome.lines
    known = "known by the article's date" if label == "then" else "held today"
    return tuple(f"On what was {known}: {line}" if label == "then" else f"On what is {known}: {line}" for line in outcome.lines)


def _reason(then: Outcome, now: Outcome) -> str:
    if then.verdict == now.verdict:
        return now.reason
    return f"{now.reason} By the article's date: {then.reason[0].lower() + then.reason[1:]}"


def _claimed(claim: Claim) -> str:
    tie = claim.tie
    if tie is None:
        return "The claim states no tie."
    parts = [f"Claimed: {tie.type.replace('_', ' ')}, {tie.action.replace('_', ' ')}; parties {named(parties_of(claim))}"]
    parts += [f"under “{tie.instrument}”"] if tie.instrument else []
    parts += [f"date {shown(tie.date)}"] if tie.date else []
    parts += ["for the first time"] if tie.first else []
    return "; ".join(parts) + "."


def _decide(claim: Claim, article: Article, facts: tuple[Statement, ...]) -> Outcome:
    """Return the outcome on one set of entries."""
    tie, parties = claim.tie, parties_of(claim)
    if tie is None or not parties:
        return open_("The text does not say between whom, so that nothing in the record can answer it.")
    if claim.modality.polarity == "negative":
        return open_("The text denies the act; the record lists acts and not their absence, so that it cannot settle this.")
    doubt = DOUBTFUL.search(claim.quote)
    if doubt:
        return open_(f"The word “{doubt[0]}” may deny the act or say that it did not come about; the record cannot settle that.")
    unread = _unread_years(claim, tie)
    if unread:
        return open_(f"The text also names {', '.join(unread)}, which could not be placed, so that the date cannot be compared.")
    rule = RULES.get(tie.type, _by_name)
    if tie.action == "strengthen" and tie.type in ("partnership", "alliance"):
        rule = _strengthened
    if tie.action in ("suspend", "plan"):
        rule = _by_name
    outcome = rule(_Case(claim, tie, parties, article.published), _fitting(tie, facts))
    if outcome.verdict == "refuted" and tie.date_from == "clause":
        tie = replace(tie, date=None, date_from="own")  # the date is another verb's: judge the act without it
        claim = replace(claim, tie=tie)
        outcome = rule(_Case(claim, tie, parties, article.published), _fitting(tie, facts))
    if outcome.verdict == "not_enough_evidence" and not outcome.lines and len(parties) > 1:
        outcome = replace(outcome, lines=_beside(parties, _fitting(tie, facts)))
    if outcome.verdict == "refuted" and claim.modality.certainty != "asserted":
        return open_(f"{outcome.reason} The text is not sure of it either.", *outcome.lines, facts=outcome.facts, near=True)
    if outcome.verdict == "supported" and tie.first:
        return _first(_Case(claim, tie, parties, article.published), outcome, facts)
    return outcome


def _beside(parties: tuple[str, ...], facts: Sequence[Statement]) -> tuple[str, ...]:
    """Return lines on what the record does hold of the same parties and kind, newest first, for a reader to go on from."""
    held = sorted((f for f in facts if involves(f, parties)), key=lambda f: (f.period.start or date.min, f.id), reverse=True)
    return tuple(f"Held of {named(parties)}: {cited(f)}, {shown(spell(f))}; not what is claimed." for f in held[:3])


def _unread_years(claim: Claim, tie: TieBody) -> list[str]:
    """Return the years that the claim's words name and its date does not hold: nothing is decided beside them."""
    years = re.findall(r"(?<![\w.,$€£¥-])(?:19|20)\d\d(?![\w,]|\.\d)", claim.quote)
    low = tie.date.start.year if tie.date and tie.date.start else 9999
    high = tie.date.end.year if tie.date and tie.date.end else (9999 if tie.date else 0)
    return [year for year in years if not low <= int(year) <= high and year not in (tie.instrument or "")]


def _fitting(tie: TieBody, facts: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the entries of the types that may answer; for "strengthening" every type."""
    if tie.action == "strengthen" and tie.type in ("partnership", "alliance"):
        return facts
    types = words()["record"].get(tie.type, ())
    return tuple(fact for fact in facts if fact.measure in types)


class _Case:
    """A claim being judged: its tie, its parties, the article's day, and the words of its instrument."""

    def __init__(self, claim: Claim, tie: TieBody, parties: tuple[str, ...], day: date | None) -> None:
        self.claim, self.tie, self.parties, self.day = claim, tie, parties, day
        self.name = content(tie.instrument or "")
        self.short = initials(tie.instrument or "")
        self.who = named(parties)

    @property
    def act(self) -> str:
        """The words of the act, in lower case."""
        anchor, start = self.claim.anchor, self.claim.start
        return self.claim.quote[anchor.start - start : anchor.end - start].lower()

    @property
    def dates_an_act(self) -> bool:
        """Whether the claimed date is one that the record keeps: of signature, entry into force or end."""
        if self.tie.action == "sign":
            return bool(SIGNING.search(self.act))
        return self.tie.action in ("enter_into_force", "end")

    @property
    def proper(self) -> bool:
        """Whether the instrument is called by its own name, and not only described ("a defence agreement")."""
        return any(word[:1].isupper() and content(word) for word in (self.tie.instrument or "").split())

    @property
    def missing(self) -> str:
        """What would settle the claim."""
        return SOURCES.get(self.tie.type, "a source for such acts")

    def none(self, *lines: str) -> Outcome:
        """Return the outcome where no entry answers."""
        act = self.tie.type.replace("_", " ")
        return open_(f"The record holds no {act} of {self.who} that answers this; {self.missing} would.", *lines)


# ---- one rule a type


def _by_name(case: _Case, facts: Sequence[Statement]) -> Outcome:
    """Agreements and whatever goes by a name: the same parties, the same name, then the date."""
    if len(case.parties) < 2 and case.tie.type not in ("aid", "declaration", "exercise"):
        return case.none()
    same = [fact for fact in facts if involves(fact, case.parties) and same_name(case.name, fact, case.short)]
    same = same or _kin(case, facts)
    settled = [fact for fact in same if done(fact)]
    if case.tie.action == "plan":
        talks = [fact for fact in same if not done(fact) and _by(case.day, spell(fact))]
        return _supported(case, talks, "planned or under negotiation") if talks else case.none()
    if case.tie.action in ("suspend", "resume", "strengthen") or not settled:
        return case.none()
    if case.tie.action == "sign" and re.search(r"ratif|approv|endors|renew|negotiat", case.act):
        said = f"The record dates the signature and entry into force of “{settled[0].name}”, not this step."
        return open_(said, facts=settled[:1])
    dated = [(fact, meets(case.tie.date, act_date(case.claim, fact))) for fact in settled]
    agree = [fact for fact, meet in dated if meet]
    if agree:
        return _supported(case, agree, f"dated {shown(act_date(case.claim, agree[0]))}")
    if case.tie.date is None:
        past = [fact for fact in settled if _by(case.day, act_date(case.claim, fact))]
        return _supported(case, past, f"dated {shown(act_date(case.claim, past[0]))}") if past else case.none()
    exact = [fact for fact in settled if set(content(fact.name)) <= set(case.name)] if len(settled) > 1 else settled
    if all(meet is False for _, meet in dated) and case.dates_an_act and len(exact) == 1 and case.proper:
        return _refuted_by_date(case, exact[0])
    near = [fact for fact, meet in dated if meet is False]
    lines = [f"{cited(fact)} is dated {shown(act_date(case.claim, fact))}; claimed {shown(case.tie.date)}." for fact in near]
    return open_(f"The record dates “{near[0].name}” otherwise or not at all, which does not settle this." if near else
                 case.none().reason, *lines, facts=near, near=bool(near))  # fmt: skip


def _kin(case: _Case, facts: Sequence[Statement]) -> list[Statement]:
    """Agreements of the kind that the words describe ("a security pact"), made within the one month that is claimed."""
    claimed = case.tie.date
    if claimed is None or claimed.start is None or claimed.end is None or (claimed.end - claimed.start).days > 31:
        return []
    kinds = [(fact, content(fact.subtype.replace("-", " "))) for fact in facts if involves(fact, case.parties)]
    near = [f for f, kind in kinds if kind and set(kind) <= set(case.name) <= set(kind) | {"bilateral"}]
    return [f for f in near if len(case.parties) > 1 and meets(claimed, act_date(case.claim, f))]


def _refuted_by_date(case: _Case, fact: Statement) -> Outcome:
    held, claimed = shown(act_date(case.claim, fact)), shown(case.tie.date)
    act = {"sign": "signed", "enter_into_force": "brought into force", "end": "ended"}[case.tie.action]
    return Outcome(
        "refuted",
        f"“{fact.name}” was {act} {when(act_date(case.claim, fact))}, not {when(case.tie.date)}.",
        (f"Parties: {case.who}, as in {cited(fact)}.", f"Date: claimed {claimed}, recorded {held}; no day in common."),
        (fact,),
        ("period_slip",),
    )


def _supported(case: _Case, facts: Sequence[Statement], what: str) -> Outcome:
    lines = [f"Parties: {case.who}, as in {cited(facts[0])}."]
    lines += [f"Name: “{case.tie.instrument}” is {cited(facts[0])}."] if case.name else []
    lines += [_date_line(case, facts[0])] if case.tie.date else []
    reason = f"The record holds it for {case.who}: “{facts[0].name}”, {what}."
    return Outcome("supported", reason, tuple(lines), tuple(facts[:3]))


def _date_line(case: _Case, fact: Statement) -> str:
    return f"Date: claimed {shown(case.tie.date)}, recorded {shown(act_date(case.claim, fact) or spell(fact))}."


def _by(day: date | None, period: Period | None) -> bool:
    """Whether something had begun by a day."""
    return period is not None and period.start is not None and (day is None or period.start <= day)


def _membership(case: _Case, facts: Sequence[Statement]) -> Outcome:
    """Membership on the article's day, or accession at the claimed date."""
    groups = [actor for actor in case.parties if actor.startswith("org:")]
    states = [actor for actor in case.parties if actor not in groups]
    if not groups or not states:
        return case.none()
    if case.tie.action not in ("join", "begin", "sign", "hold"):
        return _left(case, facts)
    joining = case.tie.action in ("join", "begin", "sign")
    rule = _joined if joining else _belongs
    outcomes = [rule(case, state, group, facts) for state in states for group in groups[:1]]
    for verdict in ("refuted", "not_enough_evidence"):
        chosen = [outcome for outcome in outcomes if outcome.verdict == verdict]
        if chosen:
            return chosen[0]
    lines = tuple(line for outcome in outcomes for line in outcome.lines)
    used = tuple(fact for outcome in outcomes for fact in outcome.facts)
    reason = outcomes[0].reason if len(outcomes) == 1 else f"The record has {named(states)} as members of {name_of(groups[0])}."
    return Outcome("supported", reason, lines, used)


def _left(case: _Case, facts: Sequence[Statement]) -> Outcome:
    """A membership that ended: only a recorded end at the claimed date shows it."""
    ended = [f for f in facts if f.measure == "membership" and involves(f, case.parties) and meets(case.tie.date, f.ended)]
    return _supported(case, ended, f"ended {shown(ended[0].ended)}") if ended and case.tie.action == "end" else case.none()


def _belongs(case: _Case, state: str, group: str, facts: Sequence[Statement]) -> Outcome:
    entries = [
        f for f in facts if f.measure == "membership" and involves(f, (state, group)) and f.status in ("in-force", "ended")
    ]
    claimed = case.tie.date
    if claimed and claimed.start and _runs_on(claimed, case.day):
        return _since(case, state, group, entries)
    day = claimed.end if claimed and claimed.end else case.day
    who = f"{name_of(state)} in {name_of(group)}"
    for fact in (f for f in entries if f.in_force or f.signed):
        since = fact.in_force or fact.signed
        if day and fact.ended and fact.ended.end and fact.ended.end < day:
            return Outcome("refuted", f"{name_of(state)} left {name_of(group)} {when(fact.ended)}, before the article.",
                           (f"{who}: {cited(fact)}, ended {shown(fact.ended)}.",), (fact,), ("period_slip",))  # fmt: skip
        if day and fact.in_force and fact.in_force.start and fact.in_force.start > day:
            return Outcome("refuted", f"{name_of(state)} joined {name_of(group)} only {when(fact.in_force)}.",
                           (f"{who}: {cited(fact)}, from {shown(fact.in_force)}; the text speaks of {day}.",), (fact,),
                           ("period_slip",))  # fmt: skip
        if _by(day, since) and (fact.in_force or "founding" in fact.name.lower()):
            return Outcome("supported", f"{name_of(state)} has been a member of {name_of(group)} since {shown(since)}.",
                           (f"{who}: {cited(fact)}, from {shown(since)}.",), (fact,))  # fmt: skip
    listed = [f for f in entries if f.status == "in-force" and not f.in_force and _listed(f, day)]
    if listed:
        return Outcome("supported", f"{name_of(state)} is listed as a member of {name_of(group)}.",
                       (f"{who}: listed in {cited(listed[0])}.",), tuple(listed[:1]))  # fmt: skip
    founding = _founding(state, group, facts)
    if founding and _by(day, spell(founding[-1])) and not founding[-1].ended:
        return Outcome("supported", f"{name_of(state)} is one of the states that make up {name_of(group)}.",
                       (f"{who}: {cited(founding[-1])}.",), tuple(founding[-1:]))  # fmt: skip
    return open_(f"The record does not say whether {name_of(state)} was a member of {name_of(group)} then; {case.missing} would.",
                 facts=entries[:1])  # fmt: skip


def _runs_on(claimed: Period, day: date | None) -> bool:
    """Whether a period goes on to the article's day from an earlier year ("since 2010")."""
    if claimed.end is None:
        return True
    return bool(day and claimed.start and claimed.end >= day and claimed.start.year < day.year)


def _since(case: _Case, state: str, group: str, entries: Sequence[Statement]) -> Outcome:
    """ "A member since 2023": the year of accession must be the claimed one; refuted where it came later."""
    claimed = case.tie.date
    for fact in entries:
        joined = fact.in_force
        if claimed is None or claimed.start is None or joined is None or joined.start is None:
            continue
        line = f"{name_of(state)} in {name_of(group)}: {cited(fact)}, from {shown(joined)}; claimed {shown(claimed)}."
        if joined.start.year == claimed.start.year:
            return Outcome("supported", f"{name_of(state)} joined {name_of(group)} {when(joined)}.", (line,), (fact,))
        if joined.start > claimed.start:
            return Outcome("refuted", f"{name_of(state)} joined {name_of(group)} only {when(joined)}.", (line,), (fact,),
                           ("period_slip",))  # fmt: skip
        return open_(f"{name_of(state)} joined {name_of(group)} earlier, {when(joined)}.", line, facts=(fact,), near=True)
    return open_(f"The record does not say since when {name_of(state)} is a member of {name_of(group)}; {case.missing} would.")


def _listed(fact: Statement, day: date | None) -> bool:
    """Whether an undated listing speaks for a day: its vintage was out by then, or not many years later."""
    known = fact.vintage.known
    return day is None or (known is not None and months_before(known, words()["recent"]["listed"]) <= day)


def _founding(state: str, group: str, facts: Sequence[Statement]) -> list[Statement]:
    """The entries that found or re-establish a grouping of which the state is an original party, oldest first."""
    short = group.partition(":")[2].lower()
    found = [
        fact
        for fact in facts
        if (fact.subtype == "grouping" and re.search(rf"\b{re.escape(short)}\b", fact.name.lower()) and state in fact.parties)
        or ("founding" in fact.name.lower() and involves(fact, (state, group)))
    ]
    return sorted(found, key=lambda fact: (fact.period.start or date.max, fact.id))


def _joined(case: _Case, state: str, group: str, facts: Sequence[Statement]) -> Outcome:
    who, org, claimed = name_of(state), name_of(group), case.tie.date
    founding = _founding(state, group, facts)
    entries = [f for f in facts if f.measure == "membership" and involves(f, (state, group)) and (f.in_force or f.signed)]
    for fact in [*entries, *founding]:
        date_ = act_date(case.claim, fact)
        if fact in founding[1:]:
            continue
        if meets(claimed, date_) or (claimed is not None and meets(claimed, fact.signed)):
            return Outcome("supported", f"{who} joined {org} {when(date_)}.", (f"Date: claimed {shown(claimed)}, recorded "
                           f"{shown(date_)} in {cited(fact)}.",), (fact,))  # fmt: skip
    if founding:
        line = f"{who} is among the parties of {cited(founding[0])}, {shown(spell(founding[0]))}: it is a founder."
        again = any(meets(claimed, spell(fact)) for fact in founding)
        if (claimed is not None and not again) or "acce" in case.claim.quote.lower():
            return Outcome("refuted", f"{who} did not accede to {org}: it is one of its founders.", (line,), tuple(founding[:2]))
        return open_(f"{who} is one of the founders of {org}; the record cannot say whether “joined” means that.", line,
                     facts=founding[:1], near=True)  # fmt: skip
    if entries and claimed is not None and all(f.in_force for f in entries):
        fact = entries[0]
        return Outcome("refuted", f"{who} joined {org} {when(fact.in_force)}, not {when(claimed)}.",
                       (f"Date: claimed {shown(claimed)}, recorded {shown(fact.in_force)} in {cited(fact)}.",), (fact,),
                       ("period_slip",))  # fmt: skip
    if entries and claimed is None and _by(case.day, entries[0].in_force):
        return Outcome("supported", f"{who} joined {org} {when(entries[0].in_force)}.",
                       (f"Accession: {cited(entries[0])}, {shown(entries[0].in_force)}.",), tuple(entries[:1]))  # fmt: skip
    return open_(f"The record does not say when {who} joined {org}; {case.missing} would.", facts=entries[:1])


def _meeting(case: _Case, facts: Sequence[Statement]) -> Outcome:
    """A meeting is the same where parties, kind and days agree."""
    kind = meeting_kind(f"{case.tie.instrument or ''} {case.claim.quote}")
    alike = [f for f in facts if done(f) and kind and meeting_kind(f"{f.name} {' '.join(f.scope)}") == kind]
    full = [f for f in alike if involves(f, case.parties) and (len(case.parties) > 1 or f.parties == case.parties)]
    agree = [f for f in full if meets(case.tie.date, spell(f)) and _same_days(case.tie.date, spell(f))]
    if agree:
        return _supported(case, agree, f"{shown(spell(agree[0]))}")
    around = [f for f in [*full, *alike] if _close(case.tie.date, spell(f))]
    if around:
        line = f"Date: claimed {shown(case.tie.date)}; {cited(around[0])} was {shown(spell(around[0]))}."
        return open_(f"The record has the {kind} at {shown(spell(around[0]))}, which is not quite what is claimed.", line,
                     facts=around[:1], near=True)  # fmt: skip
    return case.none()


def _same_days(claimed: Period | None, held: Period | None) -> bool:
    """Whether days agree: where both are given to the day, neither names a day outside the other by more than none."""
    if claimed is None or held is None or claimed.start is None or claimed.end is None:
        return True
    exact = (claimed.end - claimed.start).days <= 14 and held.start is not None and held.end is not None
    if not exact or held.start is None or held.end is None or (held.end - held.start).days > 14:
        return True
    return claimed.start >= held.start and claimed.end <= held.end


def _close(claimed: Period | None, held: Period | None) -> bool:
    if claimed is None or held is None or claimed.start is None or claimed.end is None or held.start is None:
        return False
    room = timedelta(days=14)
    return claimed.start - room <= held.start <= claimed.end + room


def _exercise(case: _Case, facts: Sequence[Statement]) -> Outcome:
    """An exercise: by name or by parties, with its date and kind; "resumed" needs a break that the record denies or not."""
    ours = [f for f in facts if done(f) and involves(f, case.parties)]
    held = [f for f in ours if len(case.parties) > 1 or same_name(case.name, f, case.short)]
    if case.tie.action == "resume":
        return _resumed(case, ours)
    proper = [word for word in case.name if word not in words()["common"]]
    if proper:
        held = [f for f in held if set(proper) & set(content(f.name))]
    held = [f for f in held if _same_kind(case, f)]
    if case.tie.date is not None:
        agree = [f for f in held if meets(case.tie.date, spell(f)) and (f.ended or _an_event(f, case.tie.date))]
        return _supported(case, agree, f"{shown(spell(agree[0]))}") if agree else case.none()
    recent = [f for f in held if f.subtype != "exercise-series" and _recent(case.day, spell(f), "undated")]
    return _supported(case, recent, f"{shown(spell(recent[0]))}") if recent else case.none()


def _an_event(fact: Statement, claimed: Period) -> bool:
    """Whether an entry is one event, or a series whose first time falls into the claimed period."""
    return fact.subtype != "exercise-series" or bool(meets(claimed, fact.signed))


def _same_kind(case: _Case, fact: Statement) -> bool:
    """Whether the kinds of forces agree where both name them."""
    kinds = {"naval", "air"}
    claimed, held = kinds & set(case.tie.scope), kinds & set(fact.scope)
    return not claimed or not held or bool(claimed & held)


def _recent(day: date | None, period: Period | None, which: str) -> bool:
    if day is None or period is None or period.start is None:
        return False
    return months_before(day, words()["recent"][which]) <= period.start <= day


def _resumed(case: _Case, facts: Sequence[Statement]) -> Outcome:
    """ "Resumed" supposes a break: acts of the same parties in the months before deny it."""
    start = case.tie.date.start if case.tie.date else case.day
    if start is None or len(case.parties) < 2:
        return case.none()
    since = months_before(start, words()["recent"]["running"])
    before = [f for f in facts if f.period.start and f.period.start < start and (f.period.end is None or f.period.end >= since)]
    if len(before) < 2:
        return open_(f"The record does not show whether {case.who} had stopped before; {case.missing} would.", facts=before)
    lines = [f"Before: {cited(f)}, {shown(f.period)}." for f in before[:3]]
    return Outcome(
        "refuted",
        f"They were not resumed: the record has exercises of {case.who} going on in the two years before {start}.",
        (f"“Resumed” supposes a break in the {words()['recent']['running']} months before {start}.", *lines),
        tuple(before[:3]),
    )


def _office(case: _Case, facts: Sequence[Statement]) -> Outcome:
    """An office: opened at the claimed date; refuted by an entry that it was decided on or opened only afterwards."""
    if len(case.parties) < 2:
        return case.none()
    owner = set(case.claim.subject)
    ours = [f for f in facts if involves(f, case.parties) and _theirs(f, owner)]
    rejected = _rejected(case, ours) if case.tie.action == "begin" else None
    if rejected:
        return rejected
    opened = [f for f in ours if done(f) and (f.signed or f.in_force)]
    agree = [f for f in opened if meets(case.tie.date, f.in_force or f.signed)]
    if agree and case.tie.action != "end":
        return _supported(case, agree, f"{shown(agree[0].in_force or agree[0].signed)}")
    if case.tie.action not in ("begin", "hold") or case.tie.date is None or case.tie.date.end is None:
        return case.none(*(f"{cited(f)}, {shown(spell(f))}." for f in ours[:3]))
    end = case.tie.date.end
    later = [f for f in ours if (p := f.signed or f.in_force) and p.start and p.start > end and f.status not in NOT_DONE]
    if not later:
        lines = [f"{cited(f)}, {shown(spell(f))}." for f in ours[:3]]
        return open_(
            f"The record does not show such an office of {case.who} opening in {shown(case.tie.date)}.", *lines, facts=ours[:2]
        )
    ordered = sorted(later, key=lambda f: (not done(f), spell(f).start or date.max))  # type: ignore[union-attr]
    lines = [f"{cited(f)}, {shown(spell(f))}: after {shown(case.tie.date)}." for f in ordered[:2]]
    lines += [f"{cited(f)}, {shown(f.signed)}: before it." for f in opened if f not in ordered][:1]
    what = "was opened" if done(ordered[0]) else "was decided on"
    reason = f"It {what} only {when(spell(ordered[0]))}, not {when(case.tie.date)}."
    return Outcome("refuted", reason, tuple(lines), tuple(ordered[:2]), ("period_slip",))


def _theirs(fact: Statement, owner: set[str]) -> bool:
    """Return whether an office is the claimed owner's, as far as the entry's name tells whose it is."""
    low = fact.name.lower()
    names = {party: re.escape(name_of(party).lower().removeprefix("the ")) for party in fact.parties}
    owners = {p for p, name in names.items() if re.search(rf"^{name}\b|\b{name}['’]s\b|\bof {name}\b", low)}
    if not owners:
        hosts = {p for p, name in names.items() if re.search(rf"\b(?:to|by|at|with) {name}\b", low)}
        owners = set(fact.parties) - hosts if hosts else set()
    return bool(owners & owner)


def _rejected(case: _Case, facts: Sequence[Statement]) -> Outcome | None:
    """Return the refutation by an entry that such an office was proposed and not agreed on."""
    told = set(content(f"{case.tie.instrument or ''} {case.claim.quote}"))
    for fact in facts:
        named_ = set(content(re.sub(r"\(.*?\)", "", fact.name)))
        if fact.status == "not-adopted" and len(named_) >= 2 and named_ <= told:
            return Outcome("refuted", f"“{fact.name}”: it was proposed and not agreed on.",
                           (f"{cited(fact)}: status {fact.status}.",), (fact,))  # fmt: skip
    return None


def _act(case: _Case, facts: Sequence[Statement]) -> Outcome:
    """Operations, deployments and aid: the same parties, a word in common that is not common to all, and the time."""
    told = set(content(f"{case.tie.instrument or ''} {case.claim.quote}")) | set(case.tie.scope)
    chosen = []
    for fact in facts:
        shared = told & set(content(f"{fact.name} {' '.join(fact.scope)}"))
        timely = meets(case.tie.date, spell(fact)) if case.tie.date else _recent(case.day, spell(fact), "undated")
        if done(fact) and involves(fact, case.parties) and timely and len(case.parties) > 1 and _telling(shared, fact):
            chosen.append(fact)
    return _supported(case, chosen, f"{shown(spell(chosen[0]))}") if chosen else _by_name(case, facts)


def _telling(shared: set[str], fact: Statement) -> bool:
    """Whether the words in common identify an act: one that is not common, or two."""
    return bool(shared - words()["common"]) or len(shared) >= 2


def _partnership(case: _Case, facts: Sequence[Statement]) -> Outcome:
    """A relation that holds: an instrument of it in force on the day, of the same name and scope where given."""
    named_ = case.tie.action in ("sign", "begin", "enter_into_force", "end")
    if named_ or any(word not in words()["common"] for word in case.name):
        return _by_name(case, facts)
    if len(case.parties) < 2 or case.tie.action != "hold":
        return case.none()
    wanted = set(case.tie.scope)
    running = [
        f
        for f in facts
        if done(f) and involves(f, case.parties) and f.measure in ("partnership", "alliance", "agreement")
        and _running(case.day, f)
        and (not wanted or wanted & {word.replace(" ", "_") for word in f.scope})
    ]  # fmt: skip
    if not running:
        return case.none()
    return Outcome("supported", f"The record holds “{running[0].name}” between {case.who}, in being at the article's date.",
                   tuple(f"In being: {cited(f)}, {shown(f.period)}." for f in running[:2]), tuple(running[:2]))  # fmt: skip


def _running(day: date | None, fact: Statement) -> bool:
    begin = fact.in_force or fact.signed
    if begin is None or begin.start is None or day is None:
        return False
    return begin.start <= day and (fact.period.end is None or fact.period.end >= day)


def _strengthened(case: _Case, facts: Sequence[Statement]) -> Outcome:
    """A relation that grows: at least one new dated act of the same parties in the months before the article."""
    if len(case.parties) < 2 or case.day is None:
        return open_("The text does not name both sides, so that no entry can show the relation growing.")
    months = words()["recent"]["new_acts"]
    since, until = months_before(case.day, months), case.day
    if case.tie.date and case.tie.date.start and case.tie.date.end:
        since, until = case.tie.date.start, min(case.tie.date.end, case.day)
    span = Period(since, until, "day")
    ours = [f for f in facts if done(f) and involves(f, case.parties)]
    fresh = [f for f in ours if (p := f.signed or f.in_force) and p.start and since <= p.start <= until]
    rule = f"Rule: a relation grows where the record holds a new dated act of its parties from {shown(span)}."
    if not fresh:
        return open_(f"The record holds no new act of {case.who} from {shown(span)}; {case.missing} would.", rule)
    fresh.sort(key=lambda f: ((f.signed or f.in_force).start or date.min, f.id), reverse=True)  # type: ignore[union-attr]
    lines = [f"New: {cited(f)}, {shown(f.signed or f.in_force)}." for f in fresh[:4]]
    count = f"{len(fresh)} new act{'s' if len(fresh) > 1 else ''}"
    return Outcome("supported", f"The record holds {count} of {case.who} from {shown(span)}.",
                   (rule, *lines), tuple(fresh[:4]))  # fmt: skip


def _first(case: _Case, outcome: Outcome, facts: Sequence[Statement]) -> Outcome:
    """The claim that it was the first: an entry must say so; an earlier one of the same kind denies it."""
    fact = outcome.facts[0]
    begin = spell(fact)
    kind = meeting_kind(fact.name)
    earlier = [
        f
        for f in facts
        if f.measure == fact.measure and f.id != fact.id and done(f) and involves(f, case.parties)
        and f.subtype != "exercise-series"
        and (p := spell(f)) and p.end and begin and begin.start and p.end < begin.start
        and (fact.measure != "meeting" or (kind and meeting_kind(f.name) == kind))
    ]  # fmt: skip
    if earlier:
        line = f"First: {cited(earlier[0])}, {shown(spell(earlier[0]))}, came before."
        return open_(f"{outcome.reason} That it was the first is not borne out: “{earlier[0].name}” came before.",
                     *outcome.lines, line, facts=(fact, earlier[0]), near=True)  # fmt: skip
    if fact.subtype == "first-event" or fact.name.lower().startswith("first "):
        return Outcome("supported", f"{outcome.reason} The record calls it the first.",
                       (*outcome.lines, f"First: {cited(fact)} says so."), outcome.facts)  # fmt: skip
    return open_(
        f"{outcome.reason} Whether it was the first the record does not say.", *outcome.lines, facts=outcome.facts, near=True
    )


RULES: dict[str, Callable[[_Case, Sequence[Statement]], Outcome]] = {
    "membership": _membership,
    "meeting": _meeting,
    "exercise": _exercise,
    "office": _office,
    "operation": _act,
    "deployment": _act,
    "aid": _act,
    "arms_transfer": _act,
    "partnership": _partnership,
    "alliance": _partnership,
    "agreement": _by_name,
    "basing": _by_name,
    "declaration": _by_name,
}
