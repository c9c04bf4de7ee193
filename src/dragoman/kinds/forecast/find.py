"""Finding forecast claims in a reading: figures and acts that the text places after the article's date."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kinds.interpretation.find import judgements
from dragoman.kinds.route import claims
from dragoman.model import Article, Claim, Reading


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the forecast claims of one sentence: acts and figures to come, and what judging clauses foretell.

    An act of no sort in a clause that is foretold as a whole is no claim of its own.
    """
    judged = judgements(reading, article, "forecast")
    found = claims(reading, article, "forecast")
    stated = (one for one in found if one.figure or (one.tie and not one.tie.about) or not any(_holds(it, one) for it in judged))
    return [*stated, *judged]


def _holds(judged: Claim, act: Claim) -> bool:
    return judged.start <= act.anchor.start and act.anchor.end <= judged.end
