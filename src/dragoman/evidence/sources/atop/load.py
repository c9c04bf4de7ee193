"""Read ATOP's member-level file (atop5_1m.csv), or the same with dates joined (atop_members.csv): a row a member, alliance and
phase.

Each pair of members whose spells in an alliance overlap makes one tie, open where both are in force on the last day of the
data, with the obligations of either as its scope; where they differ, `rule` says who owes what. A pact with a defence or offence
obligation is an `alliance`, any other an `agreement`. A treaty is taken as public from the day on which the spell begins.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from dragoman.errors import SourceChanged
from dragoman.evidence import files, states
from dragoman.evidence.rows import Release, Tie
from dragoman.evidence.sources.base import UserFiles, about, toml, undated
from dragoman.model import Period

HERE = Path(__file__).parent
TIDY = ("atopid", "phase", "member", "state", "entry", "exit", "in_force_at_2018_end", "bilat", "defense", "offense", "neutral",
        "nonagg", "consul", "conditio")  # fmt: skip


class Atop(UserFiles):
    """Alliances of the ATOP data set."""

    about = about(HERE)

    def releases(self, path: Path) -> Iterator[Release]:
        """Yield a file as one release."""
        yield _release(path)


@dataclass(frozen=True)
class _Spell:
    alliance: str
    actor: str
    entry: date
    exit: date | None
    obligations: frozenset[str]
    conditional: bool
    line: int


def _release(path: Path) -> Release:
    spells: dict[str, list[_Spell]] = defaultdict(list)
    for spell in _joined(_spells(path)):
        spells[spell.alliance].append(spell)
    ties = [tie for members in spells.values() for tie in _pairs(members, path.name)]
    return Release(undated("atop", toml(HERE)["version"], path), ties=ties)


def _spells(path: Path) -> Iterator[_Spell]:
    reader = csv.DictReader(io.StringIO(files.text(path)))
    names = reader.fieldnames or []
    needed = toml(HERE)["raw"]["columns"] if "yrent" in names else TIDY
    missing = [name for name in needed if name not in names]
    if missing:
        raise SourceChanged(f"no column {missing[0]!r}", where=str(path), do="give atop5_1m.csv, ATOP's member-level file")
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        if None in row or None in row.values():
            raise SourceChanged("a row of another length than the header", where=where)
        try:
            entry, leave = _days(row)
        except (ValueError, TypeError) as error:
            raise SourceChanged(f"unreadable dates ({error})", where=where) from error
        if leave is not None and leave < entry:
            raise SourceChanged(f"a spell that ends ({leave}) before it begins ({entry})", where=where)
        known = toml(HERE)["obligations"]
        held = frozenset(word for name, word in known.items() if row[name].split(".")[0] == "1")
        if any(row[name].split(".")[0] not in ("0", "1", "") for name in known):
            raise SourceChanged("an obligation that is neither 0 nor 1", where=where)
        if row["member"] == "8152":  # a side agreement's line without a state
            continue
        actor = states.from_cow(row["member"], where)
        yield _Spell(row["atopid"], actor, entry, leave, held, row["conditio"].split(".")[0] == "1", reader.line_num)


def _days(row: dict[str, str]) -> tuple[date, date | None]:
    """Return (entry, exit); exit is None where the spell goes on when the data end."""
    if "entry" in row:
        leave = date.fromisoformat(row["exit"]) if row["exit"] and row["in_force_at_2018_end"] != "1" else None
        return date.fromisoformat(row["entry"]), leave
    entry = date(int(row["yrent"]), int(row["moent"] or 1) or 1, int(float(row["dayent"] or 1)) or 1)
    if row["ineffect"] == "1" and row["yrexit"] in ("0", "", "NA"):
        return entry, None
    return entry, date(int(row["yrexit"]), int(row["moexit"] or 12) or 12, int(float(row["dayexit"] or 28)) or 28)


def _joined(spells: Iterable[_Spell]) -> Iterator[_Spell]:
    """Yield spells with the phases of one membership joined where one begins as the other ends."""
    held: dict[tuple[str, str], list[_Spell]] = defaultdict(list)
    for spell in spells:
        held[spell.alliance, spell.actor].append(spell)
    for phases in held.values():
        current: _Spell | None = None
        for spell in sorted(phases, key=lambda s: (s.entry, s.exit or date.max)):
            if current is None:
                current = spell
            elif current.exit is None or spell.entry <= current.exit + timedelta(days=32):
                leave = None if current.exit is None or spell.exit is None else max(current.exit, spell.exit)
                obligations, conditional = spell.obligations, spell.conditional
                current = _Spell(spell.alliance, spell.actor, current.entry, leave, obligations, conditional, current.line)
            else:
                yield current
                current = spell
        if current is not None:
            yield current


def _pairs(members: Sequence[_Spell], name: str) -> Iterator[Tie]:
    for one, other in combinations(members, 2):
        start = max(one.entry, other.entry)
        ends = [spell.exit for spell in (one, other) if spell.exit is not None]
        end = min(ends) if ends else None
        if one.actor == other.actor or (end is not None and end < start):
            continue
        both = one.obligations | other.obligations
        pair = sorted((one.actor, other.actor))
        yield Tie(
            key=f"{one.alliance}-{pair[0].lower()}-{pair[1].lower()}-{start}",
            type="alliance" if both & {"defence", "offence"} else "agreement",
            parties=tuple(pair),
            name=f"ATOP {one.alliance}" + ("" if len(members) > 2 else ", bilateral"),
            subtype="defence-pact" if "defence" in both else "treaty",
            period=Period(start, end, "open" if end is None else "day"),
            in_force=Period(start, start, "day"),
            ended=Period(end, end, "day") if end else None,
            status="in-force" if end is None else "ended",
            scope=tuple(sorted(both)),
            known=start,
            ended_known=end,
            rule="" if one.obligations == other.obligations else f"{_owed(one)}; {_owed(other)}",
            flags=("conditional",) * (one.conditional or other.conditional) + ("covered_to:2018-12-31",) * (end is None),
            note="in force when the data end, on 31 December 2018; unknown after" if end is None else "",
            locator=f"{name}, lines {one.line} and {other.line}",
        )


def _owed(spell: _Spell) -> str:
    return f"{spell.actor}: {', '.join(sorted(spell.obligations)) or 'nothing of these'}"
