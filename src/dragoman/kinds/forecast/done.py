"""Judging a predicted act: done by now, done already when it was written, or not seen. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dragoman.kinds.tie.judge import judge as judge_tie
from dragoman.model import Answers, Article, Claim, Finding, Judgement, Modality, Period, Probability, Statement
from dragoman.model.quick import replace

DATED = ("membership", "agreement", "alliance", "office", "meeting", "aid", "arms_transfer")
"""Acts that a record of the day may already hold as announced. Conduct to come ("will continue to cooperate") it never does."""


def judge_act(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return the finding of a predicted act: done by now, done already then, or not seen."""
    written = judge_tie(claim, article, answers)
    tries = [judge_tie(done, article, answers) for done in _as_done(claim, article)]
    since = next((found for found in tries if found.now.verdict == "supported"), tries[0])
    dated = claim.tie is not None and claim.tie.type in DATED and not _past(claim, article)
    on_record = written.then.verdict == "supported" and dated
    then = written.then if on_record else Judgement("forecast", note=written.then.note)
    if on_record:
        return replace(written, probability=Probability(1.0, 1.0, True))
    if since.now.verdict == "supported" and _later(since.used, article.published, claim):
        reason = f"A forecast when written; since then: {since.now.note or since.reason}"
        return replace(since, then=then, reason=reason, probability=Probability(None, 1.0, True))
    if since.now.verdict == "refuted":
        now = replace(since.now, verdict="forecast")
        reason = f"A forecast when written; it came otherwise: {since.now.note or since.reason}"
        return replace(since, then=then, now=now, reason=reason, probability=Probability(None, 0.0, False))
    now = Judgement("forecast", note=since.now.note, grounds=("not_yet_due",))
    before = "What the record holds was done before it was written." if since.now.verdict == "supported" else since.reason
    reason = f"Announced or expected, and no entry held shows that it was done since. {before}"
    return replace(since, then=then, now=now, reason=reason, probability=Probability(None, None))


def _past(claim: Claim, article: Article) -> bool:
    """Return whether the day that a predicted act is told with lies before the article: it is that of the step towards it.

    "Applied in May to join" is borne out by no accession in May.
    """
    end = claim.tie.date.end if claim.tie and claim.tie.date else None
    return end is not None and article.published is not None and end < article.published


def _later(facts: Iterable[Statement], day: date | None, claim: Claim) -> bool:
    """Return whether one of the entries records something that came about after a day, or lasted from that day on.

    Of an article without a date no entry is known to be later, unless the words say when the act was to come.
    """
    if day is None:
        return claim.tie is not None and claim.tie.date is not None and claim.tie.date.start is not None
    held = [(fact, spell.start) for fact in facts for spell in (fact.signed, fact.in_force, fact.period) if spell is not None]
    return any(start is not None and (start > day or (start == day and _goes_beyond(fact, day))) for fact, start in held)


def _goes_beyond(fact: Statement, day: date) -> bool:
    """Whether a meeting or an exercise that began on a day went on after it."""
    last = fact.ended.end if fact.ended else None
    return fact.measure in ("meeting", "exercise") and last is not None and last > day


def _as_done(claim: Claim, article: Article) -> tuple[Claim, ...]:
    """Return the claim as an act that was done: on the day it names, or at any time since the article.

    By its name first, then by what it is about ("an agreement on visiting forces"). What entered into force was signed. A day
    before the article is that of the announcement ("applied in May to join").
    """
    assert claim.tie is not None
    tie = claim.tie
    end = tie.date.end if tie.date else None
    told = tie.date if end is None or article.published is None or end >= article.published else None
    day = told or (Period(article.published, None, "open") if article.published else None)
    about = " ".join(tie.scope).replace("_", " ")
    names = (tie.instrument, about) if about and tie.type == "agreement" else (tie.instrument,)
    action = "begin" if tie.action in ("plan", "sign") and tie.type == "agreement" else tie.action
    ties = (replace(tie, date=day, instrument=name, action=action) for name in names)
    return tuple(replace(claim, tie=done, modality=Modality()) for done in ties)
