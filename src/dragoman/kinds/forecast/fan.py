"""The odds behind a forecast as statements to draw: bands of 50 and 90 percent by year, never part of the reasoning."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dragoman.estimate.paths import Paths
from dragoman.kinds.forecast.events import Event
from dragoman.model import Period, Statement, Vintage

BANDS = (("50 % interval", 0.25, 0.75), ("90 % interval", 0.05, 0.95))


def fan(paths: Paths, wanted: tuple[Event, ...], day: date | None) -> tuple[Statement, ...]:
    """Return the bands of the first event's country and measure, a statement a year and band; () where it has no paths.

    Args:
        day: what was known by it went in; None for everything held.
    """
    if not wanted or not paths.has(wanted[0].actor, wanted[0].measure):
        return ()
    event = wanted[0]
    levels = [level for _, *band in BANDS for level in band]
    made = []
    for year, found in zip(
        paths.ahead(event.actor, event.measure), paths.quantiles(event.actor, event.measure, levels), strict=True
    ):
        for number, (name, _, _) in enumerate(BANDS):
            made.append(_band(event, year, name, float(found[2 * number]), float(found[2 * number + 1]), day))
    return tuple(made)


def _band(event: Event, year: int, name: str, low: float, high: float, day: date | None) -> Statement:
    actor, measure, money = event.actor, event.measure, event.measure != "share"
    return Statement(
        id=f"outlook:{day or 'now'}:{actor}:{measure}:{year}:{name}",
        kind="model",
        actor=actor,
        measure="military_expenditure",
        vintage=Vintage("outlook", day.isoformat() if day else "today", day),
        period=Period(date(year, 1, 1), date(year, 12, 31)),
        publisher="Dragoman",
        title="Outlook of military expenditure",
        url="",
        form="level" if money else "share",
        of=None if money else "gdp",
        value=_plain(low),
        high=_plain(high),
        unit="money" if money else "percent",
        currency=(event.currency if measure == "local" else "USD") if money else None,
        basis="constant" if measure == "constant" else "current" if money else "",
        definition=name,
    )


def _plain(value: float) -> Decimal:
    """Return a number to four digits."""
    return Decimal(f"{value:.4g}")
