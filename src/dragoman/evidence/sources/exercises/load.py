"""Read multinational exercises: one table of exercises and one of their participants, joined by number.

Each exercise is a tie of type `exercise` with all its participants as parties. Days that are not known are `xx`: the month is
kept.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from dragoman.errors import SourceChanged
from dragoman.evidence import files, states
from dragoman.evidence.rows import Release, Tie, month
from dragoman.evidence.sources.base import UserFiles, about, toml, undated
from dragoman.model import Period

HERE = Path(__file__).parent
TABLE = tuple(
    "MMEID Ex_Name Series_Name Location lat lon StartDate s.year s.month s.day EndDate e.year e.month e.day CPX Air Land Sea "
    "Amphibious Cyber Warfighting Peacekeeping Humanitarian FocusDescription "
    "AdditionalParticipantInfo participants n_participants".split()
)
PARTIES = ("MMEID", "year", "gwcode", "country", "participant_count")


class Exercises(UserFiles):
    """Exercises of the MME data set."""

    about = about(HERE)

    def load(self, files: Sequence[Path]) -> Iterator[Release]:
        """Yield the release: two files are given together."""
        yield _release(files)


def _release(paths: Sequence[Path]) -> Release:
    found: dict[tuple[str, ...], Path] = {}
    for path in paths:
        first = files.text(path).partition("\n")[0]
        header = tuple(name.strip().strip('"') for name in first.split(","))
        if header not in (TABLE, PARTIES):
            raise SourceChanged(
                f"columns {', '.join(header[:4])} …", where=str(path), do="expected the exercises or their participants"
            )
        found[header] = path
    if len(found) != 2:
        raise SourceChanged(
            "not both tables", where=", ".join(map(str, paths)), do="give the exercises and their participants together"
        )
    parties = _parties(found[PARTIES])
    rows = list(files.rows(files.text(found[TABLE]), TABLE, str(found[TABLE])))
    ids = Counter(row["MMEID"] for _, row in rows)
    ties = [tie for line, row in rows if (tie := _tie(row, parties, f"{found[TABLE].name}, line {line}", ids[row["MMEID"]] > 1))]
    last = max(tie.period.end.year for tie in ties if tie.period.end)
    return Release(undated("exercises", f"to-{last}", found[TABLE]), ties=ties)


def _parties(path: Path) -> dict[tuple[str, str], set[str]]:
    """Return {(number, year): participants}."""
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line, row in files.rows(files.text(path), PARTIES, str(path)):
        where = f"{path.name}, line {line}"
        if row["gwcode"]:
            actor = states.from_cow(row["gwcode"], where)
        elif row["country"] in toml(HERE)["names"]:
            actor = toml(HERE)["names"][row["country"]]
        else:
            raise SourceChanged(f"unknown participant {row['country']!r}", where=where, do="add it to oddities.toml")
        if actor:
            held[row["MMEID"], row["year"]].add(actor)
    return held


def _tie(row: dict[str, str], parties: dict[tuple[str, str], set[str]], where: str, twice: bool) -> Tie | None:
    members = parties.get((row["MMEID"], row["s.year"]), set())
    start = _day(row, "s", where)
    if not members or start is None:
        return None
    end = _day(row, "e", where) or start
    if end.end is None or start.start is None or end.end < start.start:
        end = start
    name = next(
        (row[column] for column in ("Ex_Name", "Series_Name") if row[column] not in ("", "-9")), "exercise without a name"
    )
    if row["Series_Name"] not in ("", "-9", row["Ex_Name"]) and row["Ex_Name"] in ("", "-9"):
        name = row["Series_Name"]
    scope = [word for column, word in toml(HERE)["scope"].items() if row[column] == "1"]
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
    return Tie(
        key=f"{row['MMEID']}{'-' + row['s.year'] if twice else ''}-{slug}",
        type="exercise",
        parties=tuple(sorted(members)),
        name=name,
        subtype="exercise",
        period=Period(start.start, end.end, "day" if start.grain == end.grain == "day" else "month"),
        signed=start,
        ended=end,
        status="ended",
        scope=tuple(scope),
        known=start.end,
        ended_known=end.end,
        note="; ".join(part for part in (row["Location"], row["FocusDescription"]) if part and part != "-9"),
        locator=where,
    )


def _day(row: dict[str, str], side: str, where: str) -> Period | None:
    """Return the day, or the month where the day is not known; None where not even the month is."""
    of_year, of_month, day = (row[f"{side}.{part}"] for part in ("year", "month", "day"))
    if not of_year.isdigit() or not of_month.isdigit():
        return None
    try:
        if day.isdigit():
            exact = date(int(of_year), int(of_month), int(day))
            return Period(exact, exact, "day")
        return Period(*month(int(of_month), int(of_year)))
    except (ValueError, TypeError) as error:
        raise SourceChanged(f"unreadable date {of_year}-{of_month}-{day}", where=where) from error
