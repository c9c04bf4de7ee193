"""Figure frames: for each number what it measures, whose, of what, compared with what, over which period."""

from __future__ import annotations

from dragoman.model import Context, FigureFrame, Reading


def find_figures(reading: Reading, context: Context) -> tuple[tuple[FigureFrame, ...], Context]:
    """Return the figure frames of a reading whose numbers, periods, mentions and cues are filled, and the context."""
    return (), context
