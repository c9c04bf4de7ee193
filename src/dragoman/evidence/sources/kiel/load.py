"""Read the Ukraine Support Tracker's monthly table (data_explorer.csv) with the release it belongs to (release_info.csv).

Figures are billions of euros, allocated in a month; commitments are a column of their own. Months are handed on as they are,
with sums over years (flagged `part` where a year is not over) and over the whole span.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from dragoman.errors import SourceChanged
from dragoman.evidence import files, states
from dragoman.evidence.rows import Fact, Release, Series, month, year
from dragoman.evidence.sources.base import UserFiles, about
from dragoman.model import Vintage

HERE = Path(__file__).parent
TABLE = ("country", "iso", "year", "month", "total", "financial", "humanitarian", "military", "commitments", "to_be_allocated",
         "gdp", "pct_gdp")  # fmt: skip
INFO = ("release", "period", "date", "label")
COLUMNS = {
    "military": ("military_aid", "allocations"),
    "financial": ("financial_aid", "allocations"),
    "humanitarian": ("humanitarian_aid", "allocations"),
    "total": ("aid", "allocations, all aid"),
    "commitments": ("aid", "commitments, all aid"),
}
PASSED_OVER = ("eu_aid_shares.csv", "procurement_trends.csv", "total_allocations.csv", "weapons.csv")


class Kiel(UserFiles):
    """One release of the tracker: its folder's files."""

    about = about(HERE)

    def load(self, files: Sequence[Path]) -> Iterator[Release]:
        """Yield the release."""
        named = {path.name: path for path in files}
        if "data_explorer.csv" not in named or "release_info.csv" not in named:
            raise SourceChanged("not both of the tracker's files", where=", ".join(map(str, files)),
                                do="give data_explorer.csv and release_info.csv together")  # fmt: skip
        strange = set(named) - {"data_explorer.csv", "release_info.csv", *PASSED_OVER}
        if strange:
            raise SourceChanged("a file that the tracker does not have", where=", ".join(sorted(strange)))
        yield _release(named["data_explorer.csv"], named["release_info.csv"])


def _release(path: Path, info: Path) -> Release:
    rows = list(files.rows(files.text(info), INFO, str(info)))
    if len(rows) != 1:
        raise SourceChanged(f"{len(rows)} releases", where=str(info), do="expected one")
    head = rows[0][1]
    published = date.fromisoformat(head["date"])
    release = Release(Vintage("kiel", f"release-{head['release']}", published, None, files.sha256(path)))
    monthly: dict[str, dict[str, list[tuple[int, int, str, str]]]] = defaultdict(lambda: defaultdict(list))
    for line, row in files.rows(files.text(path), TABLE, str(path)):
        where = f"{path}, line {line}"
        actor = "org:EU" if row["iso"] == "EU" else states.state(row["iso"], where)
        for column in COLUMNS:
            monthly[column][actor].append((int(row["year"]), int(row["month"]), files.decimal(row[column], where), where))
    for column, by_actor in monthly.items():
        release.series += list(_series(column, by_actor, head["label"]))
    return release


def _series(
    column: str, by_actor: dict[str, list[tuple[int, int, str, str]]], title: str
) -> Iterator[tuple[Series, Sequence[Fact]]]:
    measure, definition = COLUMNS[column]
    base = Series(measure, unit="money", currency="EUR", basis="current", scale=9, definition=definition, title=title,
                  note="aid to Ukraine, in the months in which it was allocated",
                  key="commitments" if column == "commitments" else "")  # fmt: skip
    months, years, totals = [], [], []
    newest = max((y, m) for cells in by_actor.values() for y, m, _, _ in cells)
    last = month(newest[1], newest[0])[1]
    for actor, cells in by_actor.items():
        sums: dict[int, Decimal] = defaultdict(Decimal)
        for y, m, number, where in cells:
            months.append(Fact(actor, *month(m, y), number, "", where, "UKR"))
            sums[y] += Decimal(number)
        for y, amount in sorted(sums.items()):
            flags = "derived;part" if date(y, 12, 31) > last else "derived"
            years.append(Fact(actor, *year(y), format(amount, "f"), flags, "sum of months", "UKR"))
        totals.append(
            Fact(actor, date(2022, 1, 1), last, "years", format(sum(sums.values()), "f"), "derived", "sum of months", "UKR")
        )
    yield base, [*months, *years]
    yield Series(**{**{n: getattr(base, n) for n in Series.__dataclass_fields__}, "form": "total"}), totals
