"""Days, months and years as periods: the arithmetic of calendars, fiscal ones included."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.lexicon.periods import fiscal_years
from dragoman.model import Period


def year_period(year: int) -> Period:
    """Return the calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def month_period(year: int, month: int) -> Period:
    """Return the calendar month."""
    return Period(date(year, month, 1), last_day(year, month), "month")


def fiscal_period(year: int, state: str | None, *, spanned: bool = False) -> Period:
    """Return the fiscal year `year` of a state by its real dates; of an unknown state, the calendar year marked `fiscal`.

    Args:
        spanned: the words give both years ("2023-24"), `year` being the first, so that naming by the end does not matter.
    """
    rule = fiscal_years().get(state or "")
    if rule is None:
        if spanned:
            return Period(date(year, 1, 1), date(year + 1, 12, 31), "year", f"fiscal:{state}" if state else "fiscal", True)
        return Period(date(year, 1, 1), date(year, 12, 31), "year", f"fiscal:{state}" if state else "fiscal", state is None)
    first = year if spanned or not rule.named_by_end else year - 1
    start = date(first, rule.month, rule.day)
    return Period(start, date(first + 1, rule.month, rule.day) - timedelta(days=1), "year", f"fiscal:{state}")


def current_fiscal(day: date, state: str | None, shift: int = 0) -> Period:
    """Return the fiscal year of a state that holds `day`, or one `shift` years from it."""
    rule = fiscal_years().get(state or "")
    if rule is None:
        return fiscal_period(day.year + shift, state)
    first = day.year if (day.month, day.day) >= (rule.month, rule.day) else day.year - 1
    return fiscal_period(first + shift, state, spanned=True)


def add_months(day: date, months: int) -> date:
    """Return the day so many months away, the last of the month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = min(max(index // 12, 1), 9998), index % 12 + 1
    return date(year, month, min(day.day, last_day(year, month).day))


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def shift(day: date, count: float, unit: str) -> date:
    """Return the day so many of a unit ("days", "quarter", "years") away; parts of a unit are rounded."""
    unit = unit.lower().rstrip("s")
    if unit in ("day", "week", "hour"):
        days = {"day": 1.0, "week": 7.0, "hour": 1 / 24}[unit] * count
        return day + timedelta(days=max(-36500, min(36500, round(days))))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit] * count
    return add_months(day, max(-12000, min(12000, round(months))))


def grain(unit: str, count: float = 1) -> str:
    """Return the grain of a period of so many of a unit ("hours" → "day", two "years" → "years")."""
    unit = unit.lower().rstrip("s")
    if unit == "year" and count != 1:
        return "years"
    return {"hour": "day", "week": "day"}.get(unit, unit)
