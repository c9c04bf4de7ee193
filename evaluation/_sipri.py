"""Panels from SIPRI's workbooks of military expenditure, as the institute publishes them each April, by its source's loader."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from dragoman.errors import OutOfScope, SourceChanged
from dragoman.estimate.panel import Panel
from dragoman.evidence.rows import Release, Series
from dragoman.evidence.sources.sipri.load import Sipri

AGGREGATES = {"EUU", "WLD"}
MILLIONS = 6


def panels(folder: Path) -> dict[int, Panel]:
    """Return each release's panel by its last year, from all workbooks of the folder (or the one file given).

    Raises:
        OutOfScope: no workbook is left.
    """
    found = {panel.years[-1]: panel for panel in map(panel_from, releases(folder))}
    if not found:
        raise OutOfScope(f"no SIPRI workbook of military spending in {folder}", do="give the folder of SIPRI-Milex-data files")
    return dict(sorted(found.items()))


def releases(folder: Path) -> Iterator[Release]:
    """Yield the releases of a folder's workbooks (or of the one file given); others are named and left out."""
    for path in sorted(folder.glob("*.xlsx")) if folder.is_dir() else [folder]:
        try:
            yield next(Sipri().load([path]))
        except SourceChanged as error:
            print(f"left out: {error}")


def panel_from(release: Release) -> Panel:
    """Return the panel of a release as loaded: states only, calendar years."""
    series: dict[str, dict[str, dict[int, float]]] = {}
    for kept, facts in release.series:
        measure = _measure(kept)
        for fact in facts if measure else ():
            if measure and fact.number is not None and len(fact.actor) == 3 and fact.actor not in AGGREGATES:
                value = float(Decimal(fact.number).scaleb(kept.scale))
                series.setdefault(measure, {}).setdefault(fact.actor, {})[fact.start.year] = value
    return Panel.of(series)


def _measure(series: Series) -> str | None:
    if series.measure != "military_expenditure" or series.calendar != "calendar":
        return None
    if (series.form, series.of) == ("share", "gdp"):
        return "share"
    if (series.form, series.currency, series.scale) == ("level", "USD", MILLIONS):
        return {"current": "level", "constant": "constant"}.get(series.basis.partition(":")[0])
    return "local" if (series.form, series.scale) == ("level", 0) else None
