"""Panels from SIPRI's workbooks of military expenditure, as the institute publishes them each April, by its source's loader."""

from __future__ import annotations

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

    Files that are no such workbook are named and left out.

    Raises:
        OutOfScope: no workbook is left.
    """
    files = sorted(folder.glob("*.xlsx")) if folder.is_dir() else [folder]
    found = {}
    for path in files:
        try:
            panel = panel_of(path)
        except SourceChanged as error:
            print(f"left out: {error}")
            continue
        found[panel.years[-1]] = panel
    if not found:
        raise OutOfScope(f"no SIPRI workbook of military spending in {folder}", do="give the folder of SIPRI-Milex-data files")
    return dict(sorted(found.items()))


def panel_of(path: Path) -> Panel:
    """Return a workbook's panel. A sheet that it lacks leaves NaN.

    Raises:
        SourceChanged: it is not laid out as the loader knows it.
    """
    return panel_from(next(Sipri().load([path])))


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
    return None
