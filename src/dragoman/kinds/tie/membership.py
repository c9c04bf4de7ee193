"""Membership on a day, accession, and leaving, by the dates that the record keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dragoman.kinds.members import Members, joined, members
from dragoman.kinds.tie.case import Case, begun_by, supported
from dragoman.kinds.tie.record import (
    Outcome,
    act_date,
    cited,
    dated_by,
    done,
    involves,
    meets,
    name_of,
    named,
    open_,
    shown,
    spell,
    when,
    words,
)
from dragoman.lexicon.numbers import number_words
from dragoman.model import Period, Statement

_AGAIN = re.compile(r"\b(?:again|once more|re-?join\w*|re-?enter\w*)\b", re.I)
_NO_MORE = re.compile(r"\b(?:no longer|any\s?more|any longer)\b", re.I)
_PAST = re.compile(r"\b(?:was|were|had been|once|formerly)\b", re.I)
_FOUNDER = re.compile(r"\b(?:found(?:er|ing)|original)\b", re.I)
_BYSTANDER = re.compile(
    r"\b(?:approv|ratif|endors|back|support|welcom|oppos|block|veto|delay|debat|discuss|reject|sponsor|promis|offer|propos|urg)\w*",
    re.I,
)
"""Acts of others on somebody's membership."""
_NO_MEMBER = re.compile(
    r"\b(?:(?:is|are|remains?)(?:\snot|n['’]t|\sno longer)(?:\syet|\scurrently)?\s"
    r"(?:an?\s)?(?:full\s|formal\s)?(?:(?-i:[A-Z])[\w-]*(?:['’]s?)?\s)?members?"
    r"|(?:has|have)(?:\snot|n['’]t|\snever|\syet to)(?:\syet)?\s(?:joined|join|become an?\s(?:(?-i:[A-Z])[\w-]*\s)?member))\b"
    r"(?:\s(?:of|in|the|for|and|(?-i:[A-Z])[\w'’.-]*|alliance|bloc|union|yet|now|today|either|any\s?more|any longer)){0,8}$",
    re.I,
)
"""A plain denial of membership today with only the name after it: "is not a member to please anybody" is another thing."""


@dataclass(frozen=True, slots=True)
class Said:
    """What words say of a member beside that it is one.

    Args:
        words: the words that say it ("newest member", "32nd member").
        newest: that nobody joined after it.
        number: which in number it was; None where they do not number it.
    """

    words: str
    newest: bool = False
    number: int | None = None


_NOUN = r"(?P<noun>members?|all(?:y|ies)|(?:country|state|nation|one|member|ally)\sto\s(?:join|enter|accede\sto))"


@cache
def _said() -> re.Pattern[str]:
    """Return an expression that finds what words say of a member, by `names.toml` and the ordinals."""
    lists, table = words()["member"], number_words()
    newest, single, kind = ("|".join(map(re.escape, lists[name])) for name in ("newest", "single", "kind"))
    ordinal = rf"(?:(?:{'|'.join(table.cardinals)})-)?(?:{'|'.join(table.ordinals)})"
    how = (
        rf"(?P<newest>{newest})|(?P<kind>{kind})|(?P<single>{single}|\w+most)|(?P<n>\d{{1,3}})(?:st|nd|rd|th)|(?P<ordinal>{ordinal})"
    )
    return re.compile(rf"\b(?:{how})\s(?P<more>(?:[\w-]+\s){{0,3}}?){_NOUN}\b(?!\s(?:states|countries|nations))", re.I)


_FULL = re.compile(r"(?:(?:[Ff]ull|[A-Z]{2,})\s){0,2}")


def said_of(quote: str) -> Said | None:
    """Return what words say of a member: the newest, the Nth, or something else that is not judged ("its only Asian member").

    >>> said_of("its 32nd member"), said_of("the last country to join NATO"), said_of("a member since 1999")
    (Said(words='32nd member', newest=False, number=32), Said(words='last country to join', newest=True, number=None), None)
    """
    for found in _said().finditer(quote):
        noun, joined_ = found["noun"].lower(), " to " in found["noun"]
        several = noun in ("members", "allies")
        plain = _FULL.fullmatch(found["more"]) is not None and not several
        if (found["newest"] and not several) or (joined_ and (found["single"] or "").lower() == "last"):
            return Said(found[0], newest=plain)
        if found["n"] or found["ordinal"]:
            if plain and noun != "ally":
                return Said(found[0], number=int(found["n"]) if found["n"] else _ordinal(found["ordinal"]))
            if found["more"]:
                return Said(found[0])
        elif found["kind"] or found["newest"] or not several:
            return Said(found[0])
    return None


def _ordinal(word: str) -> int | None:
    """Return the number of an ordinal in words; None of a "second", which may be no number of a member."""
    table = number_words()
    tens, _, ones = word.lower().rpartition("-")
    return int(table.cardinals.get(tens, 0) + table.ordinals[ones]) if tens or ones != "second" else None


def membership(case: Case, facts: Sequence[Statement]) -> Outcome:
    """Membership on the article's day, or accession at the claimed date."""
    groups = [actor for actor in case.parties if actor.startswith("org:")]
    states = [actor for actor in case.parties if actor not in groups]
    if not groups or not states:
        return case.none()
    others = [actor for actor in case.claim.object if actor in states]
    if others and set(case.claim.subject) & set(states) and _BYSTANDER.search(case.act):
        return open_("The text tells of what one state did about the membership of another, which the record does not keep.")
    again = case.tie.action == "resume" or bool(_AGAIN.search(case.claim.quote))
    if case.tie.action not in ("join", "begin", "sign", "hold", "resume"):
        return _left(case, facts)
    joining = case.tie.action in ("join", "begin", "sign", "resume")
    rule = _rejoined if joining and again else _joined if joining else _belongs
    pairs = [(state, group) for state in states for group in groups]
    outcomes = [_with_place(case, state, group, rule(case, state, group, facts), facts) for state, group in pairs]
    lines = tuple(dict.fromkeys(line for outcome in outcomes for line in outcome.lines))
    for verdict in ("refuted", "not_enough_evidence"):
        chosen = [outcome for outcome in outcomes if outcome.verdict == verdict]
        if chosen:
            return replace(chosen[0], lines=lines)
    used = tuple(fact for outcome in outcomes for fact in outcome.facts)
    reason = outcomes[0].reason if len(outcomes) == 1 else f"The record has {named(states)} in {named(groups)}."
    return Outcome("supported", reason, lines, used)


def denied(case: Case, facts: Sequence[Statement]) -> Outcome | None:
    """A plain denial of membership ("is not a member", "has not joined"): what the dates bear out of the opposite, turned round.

    None for any other denial. An organisation's list that does not name the state settles nothing, as everywhere.
    """
    groups = [actor for actor in case.parties if actor.startswith("org:")]
    states = [actor for actor in case.parties if actor not in groups]
    if len(groups) != 1 or len(states) != 1 or case.tie.date is not None or not _NO_MEMBER.search(case.claim.quote):
        return None
    outcome = _belongs(case, states[0], groups[0], facts)
    turned = {"supported": "refuted", "refuted": "supported"}.get(outcome.verdict)
    if turned is None:
        return None
    if turned == "supported" and _NO_MORE.search(case.claim.quote) and not any(fact.ended for fact in outcome.facts):
        return None  # who is to join later has not left
    line = "Denied: the text says that it is no member."
    return replace(outcome, verdict=turned, lines=(line, *outcome.lines), grounds=())


def _with_place(case: Case, state: str, group: str, outcome: Outcome, facts: Sequence[Statement]) -> Outcome:
    """Return the outcome with what the words say beside the membership: that it is the Nth member, or a founder."""
    if outcome.verdict != "supported":
        return outcome
    told = members(group, facts)
    fact = told.dated.get(state)
    several = sum(not actor.startswith("org:") for actor in case.parties) > 1
    more, founder = said_of(case.claim.quote), _FOUNDER.search(case.claim.quote)
    if several and (more or founder) and not re.search(r"\b(?:members|allies)\b", case.claim.quote, re.I):
        which = founder[0] if founder else more.words if more else ""
        said = f"{outcome.reason} Of which of them “{which}” is said is not clear."
        return open_(said, *outcome.lines, facts=outcome.facts, near=True)  # "Oman and Yemen, its newest member"
    if founder:
        outcome = _founder(state, group, outcome, told, fact)
    if more is None or outcome.verdict != "supported":
        return outcome
    if more.newest:
        return _newest(case, state, group, outcome, told)
    if more.number is None:
        said = f"{outcome.reason} Whether it is “{more.words}” the record does not say."
        return open_(said, *outcome.lines, facts=outcome.facts, near=True)
    return _nth(state, group, outcome, told, more.number)


def _nth(state: str, group: str, outcome: Outcome, told: Members, number: int) -> Outcome:
    """Return the outcome with whether the state was the Nth to join, where the record can count."""
    fact = told.dated.get(state)
    since = joined(fact) if fact else None
    sure, unsure = told.on(since.end) if since and since.end else ([], [])
    if fact is None or since is None or not (told.complete or len(sure) == number):
        return open_(f"{outcome.reason} Which in number it was the record does not say.", *outcome.lines, facts=outcome.facts,
                     near=True)  # fmt: skip
    line = f"Number: with {name_of(state)} {name_of(group)} had {len(sure)} members on {since.end}; claimed {number}."
    if unsure:
        return open_(f"{outcome.reason} Which in number it was is not certain.", *outcome.lines, line, facts=outcome.facts,
                     near=True)  # fmt: skip
    same = [other for other in sure if joined(other) == since]
    if len(sure) - len(same) < number <= len(sure):
        return replace(outcome, lines=(*outcome.lines, line))
    reason = f"{outcome.reason} It was number {len(sure)} and not {number}."
    return Outcome("refuted", reason, (*outcome.lines, line), outcome.facts, value=f"number {len(sure)}")


def _newest(case: Case, state: str, group: str, outcome: Outcome, told: Members) -> Outcome:
    """Return the outcome with whether nobody joined after the state; only a list without gaps shows that."""
    day = case.tie.date.end if case.tie.date and case.tie.date.end else case.day
    dates = {other: since.start for other, fact in told.dated.items() if (since := joined(fact)) and since.start}
    if day is None or state not in dates:
        return open_(f"{outcome.reason} Whether it is the newest member the record does not say.", *outcome.lines,
                     facts=outcome.facts, near=True)  # fmt: skip
    later = sorted((since, other) for other, since in dates.items() if dates[state] < since <= day)
    if later:
        last, other = later[-1]
        line = f"Newest: {name_of(other)} in {name_of(group)} from {last}: {cited(told.dated[other])}."
        return Outcome("refuted", f"{name_of(other)} joined {name_of(group)} after it, on {last}.", (*outcome.lines, line),
                       (*outcome.facts, told.dated[other]))  # fmt: skip
    if told.complete:
        line = f"Newest: of all listed, nobody joined {name_of(group)} after {dates[state]} up to {day}."
        return replace(outcome, lines=(*outcome.lines, line))
    return open_(f"{outcome.reason} Whether nobody joined after it the record does not say.", *outcome.lines, facts=outcome.facts,
                 near=True)  # fmt: skip


def _founder(state: str, group: str, outcome: Outcome, told: Members, fact: Statement | None) -> Outcome:
    """Return the outcome with whether the state was there from the start."""
    starts = [since.start for other in told.dated.values() if (since := joined(other)) and since.start]
    since = joined(fact) if fact else None
    if fact is None or since is None or since.start is None or not starts:
        return open_(f"{outcome.reason} Whether it was a founder the record does not say.", *outcome.lines, facts=outcome.facts,
                     near=True)  # fmt: skip
    line = f"Founder: {cited(fact)}, from {shown(since)}; the first members date from {min(starts)}."
    if "founding" in fact.name.lower() or since.start == min(starts):
        return replace(outcome, lines=(*outcome.lines, line))
    return Outcome("refuted", f"{name_of(state)} joined {name_of(group)} only {when(since)} and was no founder.",
                   (*outcome.lines, line), outcome.facts)  # fmt: skip


def _left(case: Case, facts: Sequence[Statement]) -> Outcome:
    """A membership that ended: a recorded end at the claimed date shows it, one at another date denies that date."""
    ended = [f for f in facts if f.measure == "membership" and involves(f, case.parties) and f.ended]
    if case.tie.action != "end" or not ended:
        return case.none()
    agree = [f for f in ended if dated_by(case.tie.date, f.ended) or (case.tie.date is None and begun_by(case.day, f.ended))]
    if agree:
        return supported(case, agree, f"ended {shown(agree[0].ended)}")
    if case.tie.date is None or any(meets(case.tie.date, f.ended) is not False for f in ended):
        return case.none()
    line = f"Date: claimed {shown(case.tie.date)}, recorded {shown(ended[0].ended)} in {cited(ended[0])}."
    return Outcome("refuted", f"{case.who}: the membership ended {when(ended[0].ended)}, not {when(case.tie.date)}.", (line,),
                   tuple(ended[:1]), ("period_slip",))  # fmt: skip


def _belongs(case: Case, state: str, group: str, facts: Sequence[Statement]) -> Outcome:
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
            if claimed is None and _PAST.search(case.claim.quote):
                return Outcome("supported", f"{name_of(state)} was a member of {name_of(group)} until {shown(fact.ended)}.",
                               (f"{who}: {cited(fact)}, ended {shown(fact.ended)}.",), (fact,))  # fmt: skip
            return Outcome("refuted", f"{name_of(state)} left {name_of(group)} {when(fact.ended)}, before the article.",
                           (f"{who}: {cited(fact)}, ended {shown(fact.ended)}.",), (fact,), ("period_slip",))  # fmt: skip
        if day and fact.in_force and fact.in_force.start and fact.in_force.start > day:
            return Outcome("refuted", f"{name_of(state)} joined {name_of(group)} only {when(fact.in_force)}.",
                           (f"{who}: {cited(fact)}, from {shown(fact.in_force)}; the text speaks of {day}.",), (fact,),
                           ("period_slip",))  # fmt: skip
        if begun_by(day, since) and joined(fact):
            return Outcome("supported", f"{name_of(state)} has been a member of {name_of(group)} since {shown(since)}.",
                           (f"{who}: {cited(fact)}, from {shown(since)}.",), (fact,))  # fmt: skip
    founding = _founding(state, group, facts)
    if founding and begun_by(day, spell(founding[-1])) and not founding[-1].ended:
        return Outcome("supported", f"{name_of(state)} is one of the states that make up {name_of(group)}.",
                       (f"{who}: {cited(founding[-1])}.",), tuple(founding[-1:]))  # fmt: skip
    within = [f for f in entries if f.status == "in-force" and "unverified:in_force" in f.flags and begun_by(day, f.period)]
    if within and within[0].period.end is None:
        return Outcome("supported", f"{name_of(state)} had joined {name_of(group)} by then; sources differ on the day.",
                       (f"{who}: {cited(within[0])}, by {shown(within[0].period)}.",), tuple(within[:1]))  # fmt: skip
    listed = [f for f in entries if f.status == "in-force" and not f.in_force]
    if listed:
        return open_(f"{name_of(state)} stands in a list of members of {name_of(group)} that gives no dates; such a list may lag "
                     "behind those who leave, so that it does not settle this.", f"{who}: listed in {cited(listed[0])}.",
                     facts=listed[:1], near=True)  # fmt: skip
    return open_(f"The record does not say whether {name_of(state)} was a member of {name_of(group)} then; {case.missing} would.",
                 facts=entries[:1])  # fmt: skip


def _runs_on(claimed: Period, day: date | None) -> bool:
    """Whether a period goes on to the article's day from an earlier year ("since 2010")."""
    if claimed.end is None:
        return True
    return bool(day and claimed.start and claimed.end >= day and claimed.start.year < day.year)


def _since(case: Case, state: str, group: str, entries: Sequence[Statement]) -> Outcome:
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


def _rejoined(case: Case, state: str, group: str, facts: Sequence[Statement]) -> Outcome:
    """Joining again: shown only by an accession at the date claimed that follows a membership that ended."""
    entries = [f for f in facts if f.measure == "membership" and involves(f, (state, group))]
    ends = [f.ended.end for f in entries if f.ended and f.ended.end]
    anew = [f for f in entries if ends and f.in_force and f.in_force.start and f.in_force.start > min(ends)]
    shows = [f for f in anew if dated_by(case.tie.date, f.in_force) or (case.tie.date is None and begun_by(case.day, f.in_force))]
    if shows:
        return supported(case, shows, f"joined again {when(shows[0].in_force)}")
    who = f"{name_of(state)} in {name_of(group)}"
    said = f"The record holds no earlier membership of {who} that ended and was taken up again; {case.missing} would."
    return open_(said, facts=entries[:1])


def _joined(case: Case, state: str, group: str, facts: Sequence[Statement]) -> Outcome:
    who, org, claimed = name_of(state), name_of(group), case.tie.date
    founding = _founding(state, group, facts)
    ours = [f for f in facts if f.measure == "membership" and involves(f, (state, group)) and done(f)]
    entries = [f for f in ours if f.in_force or f.signed]
    for fact in [*entries, *founding]:
        date_ = act_date(case.claim, fact)
        if fact in founding[1:]:
            continue
        if dated_by(claimed, date_):
            return Outcome("supported", f"{who} joined {org} {when(date_)}.", (f"Date: claimed {shown(claimed)}, recorded "
                           f"{shown(date_)} in {cited(fact)}.",), (fact,))  # fmt: skip
    if founding:
        line = f"{who} is among the parties of {cited(founding[0])}, {shown(spell(founding[0]))}: it is a founder."
        again = any(meets(claimed, spell(fact)) for fact in founding)
        if (claimed is not None and not again) or "acce" in case.claim.quote.lower():
            return Outcome("refuted", f"{who} did not accede to {org}: it is one of its founders.", (line,), tuple(founding[:2]))
        return open_(f"{who} is one of the founders of {org}; the record cannot say whether “joined” means that.", line,
                     facts=founding[:1], near=True)  # fmt: skip
    if claimed is not None and any(meets(claimed, f.in_force) for f in entries):
        line = f"{who} in {org}: {cited(entries[0])}, {shown(entries[0].in_force)}; claimed {shown(claimed)}."
        return open_(f"The record dates {who} in {org} only {when(entries[0].in_force)}.", line, facts=entries[:1], near=True)
    if entries and claimed is not None and all(f.in_force for f in entries):
        fact = entries[0]
        return Outcome("refuted", f"{who} joined {org} {when(fact.in_force)}, not {when(claimed)}.",
                       (f"Date: claimed {shown(claimed)}, recorded {shown(fact.in_force)} in {cited(fact)}.",), (fact,),
                       ("period_slip",))  # fmt: skip
    if entries and claimed is None and begun_by(case.day, entries[0].in_force):
        return Outcome("supported", f"{who} joined {org} {when(entries[0].in_force)}.",
                       (f"Accession: {cited(entries[0])}, {shown(entries[0].in_force)}.",), tuple(entries[:1]))  # fmt: skip
    return open_(f"The record does not say when {who} joined {org}; {case.missing} would.", facts=entries[:1])
