"""Judging a forecast claim. Pure.

A figure that a plan sets is first judged as a statement about the plan. Any other predicted figure gets the odds that the record
supported on the day it was written and those that it supports now, and what came once the year is known (`odds`). A predicted act
is looked up in the register: it stays a forecast until an entry shows that it was done (`done`). What nothing held can give odds
for is a forecast without.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dragoman.kinds.figure.plans import judge_plan
from dragoman.kinds.forecast import working
from dragoman.kinds.forecast.done import judge_act
from dragoman.kinds.forecast.odds import announced_since, judge_figure, unknown
from dragoman.kinds.forecast.wording import overtaking
from dragoman.kinds.tie.record import name_of
from dragoman.model import Answers, Article, Claim, Finding, Judgement, Period, Probability, as_of
from dragoman.reading.periods import find_periods

PATIENCE = timedelta(days=730)
"""A prediction without a date counts as fallen due this long after it was written; a conditional one never does."""


def judge(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return the finding of one claim; one that fell due without a trace in the record is no forecast any more."""
    claim = claim.as_told
    return _overdue(claim, article, _judged(claim, article, answers), as_of(answers))


def _overdue(claim: Claim, article: Article, finding: Finding, today: date | None) -> Finding:
    odds = finding.probability
    known = odds is not None and (odds.now is not None or odds.outcome is not None)
    if finding.now.verdict != "forecast" or known or today is None:
        return finding
    due = _falls_due(claim, article)
    if due is None or due >= today:
        return finding
    dated = due != article.published + PATIENCE if article.published else True
    head = f"It fell due on {due}" if dated else f"Written without a date and more than two years old (counted as due on {due})"
    reason = f"{head}, and no source held settles whether it came about. {finding.reason}"
    return replace(finding, now=Judgement("not_enough_evidence", note=reason), reason=reason)


def _when(claim: Claim, article: Article) -> Period | None:
    """Return when a prediction is to come true: its own period, else the last one to come that its words name; "from" a year on
    it shows by that year's end."""
    own = claim.figure.period if claim.figure else claim.tie.date if claim.tie else None
    if own is not None and own.end is not None:
        return own
    named = [one.period for one in find_periods(claim.quote, published=article.published)]
    ends = [one.end or (date(one.start.year, 12, 31) if one.start else None) for one in [*([own] if own else []), *named]]
    ahead = [end for end in ends if end and article.published and end >= article.published]
    return Period(None, max(ahead), "open") if ahead else own


def _falls_due(claim: Claim, article: Article) -> date | None:
    """Return the day on which a prediction falls due, None where it never does by itself."""
    period = _when(claim, article)
    if period is not None and period.end is not None and article.published and period.end >= article.published:
        return period.end
    if claim.modality.certainty in ("possible", "conditional") or article.published is None:
        return None
    return article.published + PATIENCE


def _judged(claim: Claim, article: Article, answers: Answers) -> Finding:
    claim = overtaking(claim)
    if claim.figure is not None:
        odds = judge_figure(claim, article, answers)
        return _planned(claim, article, answers, odds) or odds
    if claim.tie is not None:
        return judge_act(claim, article, answers)
    return unknown(claim, "A prediction of something that no source held keeps count of; a later report of the act would show.")


def _planned(claim: Claim, article: Article, answers: Answers, odds: Finding) -> Finding | None:
    """Return what the announced plans say about a figure that the words call planned, with the odds that it will be met.

    None where no plan settles it, or where the words predict and name no plan. A plan that was announced after the article cannot
    refute it. Nor does it bear out a prediction of spending, which stays a forecast that names it; but it does one that a plan
    would be set ("will agree on a target of").
    """
    if claim.modality.certainty in ("possible", "conditional") or not _plan_words().search(_words(claim)):
        return None
    plan = judge_plan(claim, article, answers)
    if plan is not None and plan.now.verdict in ("supported", "refuted") and plan.now.verdict == plan.then.verdict:
        return _stated(plan, odds)
    since = announced_since(claim, article, answers)
    if since is None:
        return None
    verbs, plans = _setting_words()
    said = f"{since.publisher}, {since.source_date or since.vintage.published}: {name_of(since.actor)}, {working.stated(since)}"
    if verbs.search(_words(claim)) and plans.search(_words(claim)):
        now = Judgement("supported", value=working.stated(since), evidence=(since.id,), note=f"announced since: {said}")
        reason = f"A forecast when written; since then it was announced: {working.stated(since)} ({since.publisher})."
        then = Judgement("forecast", note="no such plan had been announced")
        lines = (f"Now: {said}. The claim allows it.", *(f"Whether it will be met: {line}" for line in odds.working))
        return Finding(claim.id, then, now, lines, reason, probability=Probability(None, 1.0, True), used=(since, *odds.used))
    note = f"Since it was written a plan for it was announced ({working.stated(since)}); announced is not spent."
    return replace(odds, working=(*odds.working, f"Now: {said}."), reason=f"{odds.reason} {note}", used=(*odds.used, since))


def _stated(plan: Finding, odds: Finding) -> Finding:
    """Return the finding about a plan that stood when the article was written, with the odds that it will be met."""
    met = tuple(f"Whether it will be met: {line}" for line in odds.working)
    known = odds.probability is not None and odds.probability.now is not None
    return replace(plan, probability=odds.probability, working=(*plan.working, *met)) if known else plan


def _words(claim: Claim) -> str:
    attribution = claim.attribution
    return " ".join((claim.quote, *claim.modality.cues, attribution.source or "", attribution.cue or ""))


@cache
def _plan_words() -> re.Pattern[str]:
    return _any(_rows("plan_words.txt"))


@cache
def _setting_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of verbs of setting, and of what is set."""
    rows = _rows("setting_words.txt")
    cut = rows.index("plans:")
    return _any(rows[1:cut]), _any(rows[cut + 1 :])


def _rows(name: str) -> list[str]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(words)})\b", re.IGNORECASE)
