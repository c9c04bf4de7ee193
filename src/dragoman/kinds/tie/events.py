"""What happens on a day: meetings, exercises, offices, operations and aid; and whether it was the first time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.kinds.tie.acts import clause_of, directed, elsewhere, in_country, is_person, is_place, on_sides
from dragoman.kinds.tie.agreements import by_name
from dragoman.kinds.tie.case import Case, supported
from dragoman.kinds.tie.record import (
    NOT_DONE,
    Outcome,
    cited,
    content,
    doers,
    done,
    involves,
    is_of_state,
    meeting_kind,
    meets,
    months_before,
    name_of,
    open_,
    same_name,
    shown,
    spell,
    when,
    words,
)
from dragoman.model import Period, Statement


def meeting(case: Case, facts: Sequence[Statement]) -> Outcome:
    """A meeting is the same where parties, kind and days agree."""
    kind = meeting_kind(f"{case.tie.instrument or ''} {case.claim.quote}")
    alike = [f for f in facts if done(f) and (_is_kind(f, kind) if kind else _of_leaders(case, f))]
    full = [f for f in alike if involves(f, case.parties) and (len(case.parties) > 1 or _is_of(f, case.parties))]
    full = [f for f in full if not _is_elsewhere(case, f)]
    agree = [f for f in full if meets(case.tie.date, spell(f)) and _same_days(case.tie.date, spell(f))]
    agree.sort(key=lambda f: (len(f.parties), f.period.start or date.max))
    if agree:
        return supported(case, agree, f"{shown(spell(agree[0]))}")
    around = [f for f in [*full, *alike] if _close(case.tie.date, spell(f))]
    if around:
        line = f"Date: claimed {shown(case.tie.date)}; {cited(around[0])} was {shown(spell(around[0]))}."
        reason = f"The record has the {kind or 'meeting'} at {shown(spell(around[0]))}, which is not quite what is claimed."
        return open_(reason, line, facts=around[:1], near=True)
    return case.none()


def _is_elsewhere(case: Case, fact: Statement) -> bool:
    """Whether a claim names a place of the meeting that the entry does not name, and no country of the entry's own place."""
    told = {word for words_ in re.findall(r"\b(?:in|at)\s((?:[A-Z][\w-]+\s?)+)", case.claim.quote) for word in words_.split()}
    states = {word for word in told if is_of_state(word) and not in_country(word, fact)}
    told = {word for word in told if word.lower() not in words()["no_names"] and not is_of_state(word)} | states
    told |= {word for word in re.findall(r"\b([A-Z]\w+)\s(?:[Ss]ummit|[Mm]eeting)\b", case.claim.quote) if is_place(word)}
    return bool(told) and not told & set(re.findall(r"[A-Z][\w-]+", f"{fact.name} {fact.note} {' '.join(fact.scope).title()}"))


def _is_of(fact: Statement, parties: tuple[str, ...]) -> bool:
    """Whether a meeting is one actor's own: it alone is a party, or it is the organisation that the entry is called by."""
    return fact.parties == parties or (parties[0].startswith("org:") and name_of(parties[0]).removeprefix("the ") in fact.name)


def _is_kind(fact: Statement, kind: str) -> bool:
    return meeting_kind(f"{fact.name} {' '.join(fact.scope)}") == kind


def _of_leaders(case: Case, fact: Statement) -> bool:
    """Whether a claim names one of the leaders whom an entry says met ("Biden met …"), and a date to know the meeting by."""
    if set(re.findall(r"[a-z]+", case.claim.quote.lower())) & set(words()["not_leaders"]):
        return False
    told = {word for word in re.findall(r"[A-Z]\w+", case.claim.quote) if is_person(word)}
    return case.tie.date is not None and _is_kind(fact, "summit") and bool(told & set(re.findall(r"[A-Z]\w+", fact.name)))


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


def exercise(case: Case, facts: Sequence[Statement]) -> Outcome:
    """An exercise: by name or by parties, with its date and kind; "resumed" needs a break that the record denies or not."""
    sided = directed(case, facts)
    if sided is not None:
        return sided
    ours = [f for f in facts if done(f) and involves(f, case.parties) and on_sides(case, f)]
    held = [f for f in ours if len(case.parties) > 1 or same_name(case.name, f, case.short)]
    if case.tie.action == "resume":
        return _resumed(case, ours)
    proper = [word for word in case.name if word not in words()["common"]]
    if proper:
        held = [f for f in held if set(proper) & set(content(f.name))]
    clause = clause_of(case)
    held = [f for f in held if _same_kind(case, f) and not elsewhere(case, f, clause)]
    if case.tie.date is not None:
        agree = [f for f in held if meets(case.tie.date, spell(f)) and (f.ended or _an_event(f, case.tie.date, case.parties))]
        return supported(case, agree, f"{shown(spell(agree[0]))}") if agree else case.none()
    recent = [f for f in held if f.subtype != "exercise-series" and _recent(case.day, spell(f), "undated")]
    recent.sort(key=lambda fact: (fact.period.start or date.min, fact.id), reverse=True)
    return supported(case, recent, f"{shown(spell(recent[0]))}") if recent else case.none()


def _an_event(fact: Statement, claimed: Period, parties: tuple[str, ...]) -> bool:
    """Return whether an entry is one event, or a series whose first time falls into the claimed period.

    Who was there the first time a series of several does not say: some of them may have come later.
    """
    if fact.subtype != "exercise-series":
        return True
    return bool(meets(claimed, fact.signed)) and (len(fact.parties) <= 2 or set(parties) == set(fact.parties))


def _same_kind(case: Case, fact: Statement) -> bool:
    """Whether the kinds of forces agree where both name them."""
    kinds = {"naval", "air"}
    claimed, held = kinds & set(case.tie.scope), kinds & set(fact.scope)
    return not claimed or not held or bool(claimed & held)


def _recent(day: date | None, period: Period | None, which: str) -> bool:
    if day is None or period is None or period.start is None:
        return False
    return months_before(day, words()["recent"][which]) <= period.start <= day


def _resumed(case: Case, facts: Sequence[Statement]) -> Outcome:
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


def office(case: Case, facts: Sequence[Statement]) -> Outcome:
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
        return supported(case, agree, f"{shown(agree[0].in_force or agree[0].signed)}")
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


def _rejected(case: Case, facts: Sequence[Statement]) -> Outcome | None:
    """Return the refutation by an entry that such an office was proposed and not agreed on."""
    told = set(content(f"{case.tie.instrument or ''} {case.claim.quote}"))
    for fact in facts:
        named_ = set(content(re.sub(r"\(.*?\)", "", fact.name)))
        if fact.status == "not-adopted" and len(named_) >= 2 and named_ <= told:
            return Outcome("refuted", f"“{fact.name}”: it was proposed and not agreed on.",
                           (f"{cited(fact)}: status {fact.status}.",), (fact,))  # fmt: skip
    return None


def act(case: Case, facts: Sequence[Statement]) -> Outcome:
    """Operations, deployments and aid: by who did it to whom; or the same parties, a telling word in common, and the time."""
    sided = directed(case, facts)
    if sided is not None:
        return sided
    told = set(content(f"{case.tie.instrument or ''} {case.claim.quote}")) | set(case.tie.scope)
    chosen = []
    for fact in facts:
        shared = told & set(content(f"{fact.name} {' '.join(fact.scope)}"))
        timely = meets(case.tie.date, spell(fact)) if case.tie.date else _recent(case.day, spell(fact), "undated")
        ours = done(fact) and not doers(fact) and involves(fact, case.parties)
        if ours and timely and len(case.parties) > 1 and _telling(shared):
            chosen.append(fact)
    return supported(case, chosen, f"{shown(spell(chosen[0]))}") if chosen else by_name(case, facts)


def _telling(shared: set[str]) -> bool:
    """Whether the words in common identify an act: one that is not common, or two."""
    return bool(shared - words()["common"]) or len(shared) >= 2


def first_time(case: Case, outcome: Outcome, facts: Sequence[Statement]) -> Outcome:
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
