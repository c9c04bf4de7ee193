"""Read US troops abroad: a row a host and year, active-duty persons in all and by service.

Handed on: active-duty persons in all, as `deployment` of the USA with the host as partner. Services, reserves and civilians
are passed over. Definitions of the Defense Manpower Data Center change over time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import SourceChanged
from dragoman.evidence import files, states
from dragoman.evidence.rows import Fact, Release, Series, year
from dragoman.evidence.sources.base import UserFiles, about, toml, undated

HERE = Path(__file__).parent
TABLE = ("countryname", "ccode", "iso3c", "year", "region", "troops_ad", "army_ad", "navy_ad", "air_force_ad", "marine_corps_ad",
         "total_selected_reserve", "dod_civilian")  # fmt: skip
SERIES = Series("deployment", unit="person", definition="active-duty personnel stationed",
                note="US active-duty persons by host; definitions change over time")  # fmt: skip


class Troops(UserFiles):
    """US deployments."""

    about = about(HERE)

    def releases(self, path: Path) -> Iterator[Release]:
        """Yield a file as one release, named by its last year."""
        yield _release(path)


def _release(path: Path) -> Release:
    held: dict[tuple[str, int], Fact] = {}
    for line, row in files.rows(files.text(path), TABLE, str(path)):
        where = f"{path.name}, line {line}"
        host = _host(row, where)
        number = files.decimal(row["troops_ad"], where)
        if float(number) < 0:
            raise SourceChanged(f"{number} persons", where=where, do="it cannot be below zero")
        if not host:
            continue
        fact = Fact("USA", *year(int(row["year"])), number, "", where, host)
        before = held.get((host, fact.start.year))
        if before is None or before.number == "0":
            held[host, fact.start.year] = fact
        elif number != "0":
            raise SourceChanged(f"{row['countryname']} is there twice in {row['year']}", where=where)
    if not held:
        raise SourceChanged("no rows", where=str(path))
    last = max(when for _, when in held)
    return Release(undated("troops", f"to-{last}", path), [(SERIES, list(held.values()))])


def _host(row: dict[str, str], where: str) -> str:
    if row["iso3c"]:
        return states.state(row["iso3c"], where)
    if row["countryname"] not in toml(HERE)["places"]:
        raise SourceChanged(f"unknown place {row['countryname']!r}", where=where, do="add it to oddities.toml")
    return str(toml(HERE)["places"][row["countryname"]])
