"""Periods of time with grain and calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inclusive; None is open on that side.

    Args:
        grain: `day`, `month`, `quarter`, `half`, `year`, `years`, `decade`, `open`, `ahead` (some time from the start on).
        calendar: `calendar`, or `fiscal:JPN` for the fiscal year of a state, or `fiscal` where whose is not known.
        approximate: "early 2023", "around 2027".
    """

    start: date | None
    end: date | None
    grain: str = "year"
    calendar: str = "calendar"
    approximate: bool = False

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years that the period touches, empty where it is open."""
        if self.start is None or self.end is None:
            return ()
        return tuple(range(self.start.year, self.end.year + 1))


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """Where a text names a period. `kind`: `in`, `since`, `by`, `until`, `over` (a duration), `from_to`, `per`."""

    start: int
    end: int
    surface: str
    period: Period
    kind: str = "in"
