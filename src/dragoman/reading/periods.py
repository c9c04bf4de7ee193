"""Periods in text, resolved against the article's date."""

from __future__ import annotations

from datetime import date

from dragoman.model import PeriodMention


def find_periods(
    text: str, *, offset: int = 0, published: date | None = None, fiscal: str | None = None
) -> tuple[PeriodMention, ...]:
    """Return the periods that a sentence names, in text order; relative ones only where `published` is known.

    Args:
        fiscal: ISO alpha-3 code of the state whose fiscal year "fiscal 2023" means, where the words do not say.
    """
    return ()
