"""Judging a tie claim against the register and the other tie sources. Pure.

Each part is compared on its own: parties, name, act, date, scope, first. `supported` needs an entry that meets every part
that the claim states; `refuted` needs an entry about the very same act that contradicts it; absence never refutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from dragoman.kinds.tie.agreements import based, by_name, by_own_name, declared, partnership, strengthened
from dragoman.kinds.tie.ask import ask
from dragoman.kinds.tie.case import Case
from dragoman.kinds.tie.events import act, exercise, first_time, meeting, office
from dragoman.kinds.tie.membership import denied, membership
from dragoman.kinds.tie.papers import is_told_first
from dragoman.kinds.tie.record import Outcome, act_date, cited, involves, named, open_, parties_of, shown, spell, words
from dragoman.model import Answers, Article, Claim, Finding, Judgement, Statement, TieBody

Rule = Callable[[Case, Sequence[Statement]], Outcome]
DOUBTFUL = re.compile(
    r"\b(?:not|n['’]t|never|no longer|all but|yet to|would-be|aspiring|former)\b"
    r"|\b(?:nearly|almost|barely)\b(?!\s(?:[A-Z]{0,3}[$€£¥]|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half|all|every)\b))"
    r"|\b(?:neither|nobody|no one|none of)\b|\bnon[- ](?:member|signator|part(?:y|ies)\b|all(?:y|ies)\b)",
    re.I,
)
"""Words that may deny an act, or say that it nearly happened, where the reading heard no denial; not "nearly" before a number."""


def judge(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return the finding of one claim: on what was known by the article's date, and on everything held."""
    claim = _as_signed(claim.as_told)
    questions = ask(claim, article)
    known = _union(answers, [q for q in questions if q.known_by == article.published])
    held = _union(answers, [q for q in questions if q.known_by is None])
    then, now = _decide(claim, article, known), _decide(claim, article, held)
    working = tuple(dict.fromkeys((_claimed(claim), *_marked("then", then, now), *_marked("now", now, then))))
    facts = tuple({fact.id: fact for fact in (*now.facts, *then.facts, *now.facts)}.values())  # of two versions, today's
    return Finding(claim.id, _judgement(claim, then), _judgement(claim, now), working, _reason(then, now), used=facts)


def _as_signed(claim: Claim) -> Claim:
    """Return the claim that a contract for arms was signed as one of the agreement, which is how the record holds it."""
    tie = claim.tie
    if tie is None or (tie.type, tie.action) != ("arms_transfer", "sign"):
        return claim
    return replace(claim, tie=replace(tie, type="agreement"))


def _union(answers: Answers, questions: Sequence[object]) -> tuple[Statement, ...]:
    found = {fact.id: fact for question in questions for fact in answers.get(question, ())}  # type: ignore[call-overload]
    return tuple(found[key] for key in sorted(found))


def _judgement(claim: Claim, outcome: Outcome) -> Judgement:
    acts = ("membership", "agreement", "alliance")
    found = [act_date(claim, fact) if fact.measure in acts else spell(fact) for fact in outcome.facts[:1]]
    dates = [shown(date) for date in found if date]
    return Judgement(
        outcome.verdict,
        value=outcome.value or (dates[0] if dates else None),
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
    return f"{now.reason} By the article's date: {then.reason}"


def _claimed(claim: Claim) -> str:
    tie = claim.tie
    if tie is None:
        return "The claim states no tie."
    parts = [f"Claimed: {tie.type.replace('_', ' ')}, {tie.action.replace('_', ' ')}; parties {named(parties_of(claim))}"]
    parts += [f"under “{tie.instrument}”"] if tie.instrument else []
    parts += [f"date {shown(tie.date)}"] if tie.date else []
    parts += ["for the first time"] if tie.first else []
    return "; ".join(parts) + "."


_NOBODY = "The text does not say between whom, so that nothing in the record can answer it."


def _decide(claim: Claim, article: Article, facts: tuple[Statement, ...]) -> Outcome:
    """Return the outcome on one set of entries."""
    tie, parties = claim.tie, parties_of(claim)
    if tie is None:
        return open_(_NOBODY)
    if claim.modality.polarity == "negative":
        turned = denied(Case(claim, tie, parties, article), facts) if tie.type == "membership" else None
        if turned is not None:
            return turned
        return open_("The text denies the act; the record lists acts and not their absence, so that it cannot settle this.")
    doubt = DOUBTFUL.search(claim.quote)
    if doubt:
        return open_(f"The word “{doubt[0]}” may deny the act or say that it did not come about; the record cannot settle that.")
    unread = _unread_years(claim, tie)
    if unread:
        years = f"another year too ({unread[0]})" if len(unread) == 1 else f"other years too ({', '.join(unread)})"
        return open_(f"The sentence names {years}, so the date cannot be tied to this act.")
    if not parties:
        return by_own_name(Case(claim, tie, (), article), _fitting(tie, facts)) or open_(_NOBODY)
    rule = RULES.get(tie.type, by_name)
    if tie.action == "strengthen" and tie.type in ("partnership", "alliance"):
        rule = strengthened
    if tie.action in ("suspend", "plan"):
        rule = by_name
    outcome = rule(Case(claim, tie, parties, article), _fitting(tie, facts))
    if outcome.verdict == "refuted" and tie.date_from == "clause":
        tie = replace(tie, date=None, date_from="own")  # the date is another verb's: judge the act without it
        claim = replace(claim, tie=tie)
        outcome = rule(Case(claim, tie, parties, article), _fitting(tie, facts))
    if outcome.verdict == "not_enough_evidence" and not tie.first:
        outcome = _one_by_one(claim, article, facts, rule) or outcome
    if outcome.verdict == "not_enough_evidence" and not outcome.lines and len(parties) > 1:
        outcome = replace(outcome, lines=_beside(parties, _fitting(tie, facts)))
    if outcome.verdict == "refuted" and tie.date is not None and tie.date.start is None and tie.date.end is None:
        return open_("The words count from a day not known (“last week”).", *outcome.lines, facts=outcome.facts, near=True)
    if outcome.verdict == "refuted" and claim.modality.certainty != "asserted":
        return open_(f"{outcome.reason} The text is not sure of it either.", *outcome.lines, facts=outcome.facts, near=True)
    if outcome.verdict == "supported" and tie.first and not is_told_first(outcome.facts):
        return first_time(Case(claim, tie, parties, article), outcome, facts)
    return outcome


_APART = ("agreement", "membership", "declaration", "aid", "arms_transfer", "deployment", "operation")
"""Types of what one does with each of several, or each of several with one; a meeting or a drill is held by all at once."""
_TOGETHER = re.compile(r"\b(?:(?:tri|quadri|multi)lateral\w*|(?:three|four|five)-way|joint(?:ly)?|together)\b", re.I)


def _one_by_one(claim: Claim, article: Article, facts: tuple[Statement, ...], rule: Rule) -> Outcome | None:
    """Return the support of what several did each on its own ("left the bloc", "signed pacts with Finland and Sweden"), or None.

    Each of the one side with each of the other must have an entry that bears it out.
    """
    doers, others = ([a for a in side if not a.startswith("person:")] for side in (claim.subject, claim.object))
    tie, several = claim.tie, len(doers) > 1 or len(others) > 1
    if tie is None or tie.type not in _APART or not doers or not others or not several or _TOGETHER.search(claim.quote):
        return None
    found = []
    for doer, other in product(doers, others):
        one = replace(claim, subject=(doer,), object=(other,))
        parties = parties_of(one)
        outcome = rule(Case(one, tie, parties, article), _fitting(tie, facts)) if len(parties) == 2 else None
        if outcome is None or outcome.verdict != "supported":
            return None
        found.append(outcome)
    lines = tuple(dict.fromkeys(line for outcome in found for line in outcome.lines))
    used = tuple(dict.fromkeys(fact for outcome in found for fact in outcome.facts[:1]))
    return Outcome("supported", f"The record holds it for each of them: {found[0].reason}", lines, used)


def _beside(parties: tuple[str, ...], facts: Sequence[Statement]) -> tuple[str, ...]:
    """Return lines on what the record does hold of the same parties and kind, newest first, for a reader to go on from."""
    held = sorted((f for f in facts if involves(f, parties)), key=lambda f: (f.period.start or date.min, f.id), reverse=True)
    return tuple(f"Held of {named(parties)}: {cited(f)}, {shown(spell(f))}; not what is claimed." for f in held[:3])


def _unread_years(claim: Claim, tie: TieBody) -> list[str]:
    """Return the years that the claim's words name and its date does not hold: nothing is decided beside them."""
    years = re.findall(r"(?<![\w.,$€£¥-])(?:19|20)\d\d(?![\w,]|\.\d)", claim.quote)
    first = (tie.date.start or tie.date.end) if tie.date else None  # "by 2023" names its end alone
    low = first.year if first else 9999
    high = tie.date.end.year if tie.date and tie.date.end else (9999 if tie.date else 0)
    return [year for year in years if not low <= int(year) <= high and year not in (tie.instrument or "")]


def _fitting(tie: TieBody, facts: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the entries of the types that may answer; for "strengthening" every type."""
    if tie.action == "strengthen" and tie.type in ("partnership", "alliance"):
        return facts
    types = words()["record"].get(tie.type, ())
    return tuple(fact for fact in facts if fact.measure in types)


RULES: dict[str, Rule] = {
    "membership": membership,
    "meeting": meeting,
    "exercise": exercise,
    "office": office,
    "operation": act,
    "deployment": act,
    "aid": act,
    "arms_transfer": act,
    "partnership": partnership,
    "alliance": partnership,
    "agreement": by_name,
    "basing": based,
    "declaration": declared,
}
