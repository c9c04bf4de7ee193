"""Forecast claims: how they are found, what is asked about them, how they are judged."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kinds.forecast.ask import ask
from dragoman.kinds.forecast.find import find
from dragoman.kinds.forecast.judge import judge
from dragoman.model import Answers, Article, Claim, Finding, Question, Reading


class ForecastKind:
    """The `forecast` kind, as `dragoman.plugins.Kind` describes it."""

    name = "forecast"

    def find(self, reading: Reading, article: Article) -> Sequence[Claim]:
        """Return the forecast claims of one sentence."""
        return find(reading, article)

    def ask(self, claim: Claim, article: Article) -> Sequence[Question]:
        """Return what the judgement will want to know."""
        return ask(claim, article)

    def judge(self, claim: Claim, article: Article, answers: Answers) -> Finding:
        """Return the finding."""
        return judge(claim, article, answers)
