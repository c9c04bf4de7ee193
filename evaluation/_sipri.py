"""Panels from SIPRI's workbooks of military expenditure, as the institute publishes them each April."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import OutOfScope
from dragoman.estimate.panel import Panel
from dragoman.lexicon import rows, values

SHEETS = {"level": (r"^Current", 1e6), "constant": (r"^Constant", 1e6), "share": (r"^Share of GDP", 100.0)}
AGGREGATES = {"European Union", "World"}


def panels(folder: Path) -> dict[int, Panel]:
    """Return each release's panel by its last year, from all workbooks of the folder (or the one file given).

    Raises:
        OutOfScope: no workbook with the expected sheets.
    """
    files = sorted(folder.glob("*.xlsx")) if folder.is_dir() else [folder]
    found = {panel.years[-1]: panel for path in files if (panel := panel_of(path)) is not None}
    if not found:
        raise OutOfScope(f"no SIPRI workbook of military expenditure in {folder}", do="give the folder of SIPRI-Milex-data-*.xlsx")
    return dict(sorted(found.items()))


def panel_of(path: Path) -> Panel | None:
    """Return a workbook's panel, None where it has no sheet of shares of GDP. Sheets that are missing leave NaN."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    series: dict[str, dict[str, dict[int, float]]] = {}
    for measure, (pattern, unit) in SHEETS.items():
        name = next((sheet for sheet in book.sheetnames if re.match(pattern, sheet)), None)
        if name:
            series[measure] = {actor: cells for actor, cells in _rows(book[name], unit)}
    book.close()
    return Panel.of(series) if "share" in series else None


def _rows(sheet: Any, unit: float) -> Iterator[tuple[str, dict[int, float]]]:
    columns: dict[int, int] = {}
    for cells in sheet.iter_rows(values_only=True, max_col=120):
        if not columns:
            years = {index: int(cell) for index, cell in enumerate(cells) if _is_year(cell)}
            columns = years if len(years) > 10 else {}
            continue
        name = str(cells[0] or "").strip()
        figures = {
            year: float(cell) * unit for index, year in columns.items() if index < len(cells) and _is_number(cell := cells[index])
        }
        if name and figures and name not in AGGREGATES:
            yield _code(name), figures


def _is_year(cell: object) -> bool:
    return isinstance(cell, int | float) and 1940 < cell < 2100 and float(cell).is_integer()


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and cell > 0


def _code(name: str) -> str:
    """Return a country's code by its name; the name itself where the lexicon does not have it, which costs it only its region."""
    head, _, tail = name.partition(", ")
    forms = (name, name.replace("Rep.", "Republic"), f"{tail} {head}".strip(), head if tail == "The" else name)
    return next((_codes()[form.casefold()] for form in forms if form.casefold() in _codes()), name)


@cache
def _codes() -> dict[str, str]:
    states = (row for row in rows("territories.csv") if re.fullmatch("[A-Z]{3}", row["id"]))
    return {name.casefold(): row["id"] for row in states for name in values(row["names"])}
