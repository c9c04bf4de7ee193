"""Judging a interpretation claim. Pure."""

from __future__ import annotations

from dragoman.model import Answers, Article, Claim, Finding, Judgement


def judge(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return the finding of one claim."""
    open_ = Judgement("not_enough_evidence")
    return Finding(claim.id, then=open_, now=open_, reason="No source held answers this yet.")
