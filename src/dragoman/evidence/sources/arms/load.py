"""Read arms transfers in the tidy form: year, supplier, its number, recipient, its number, millions of trend-indicator value.

The table has only deliveries that are not zero. Each row is a figure between two states; sums by supplier and by recipient are
flagged `derived`; each pair makes one tie of type `arms_transfer` from its first to its last year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from dragoman.errors import SourceChanged
from dragoman.evidence import files, states
from dragoman.evidence.rows import Fact, Release, Series, Tie, year
from dragoman.evidence.sources.base import UserFiles, about, undated
from dragoman.model import Period

HERE = Path(__file__).parent
TABLE = ("year", "supplier", "ccode_supplier", "recipient", "ccode_recipient", "tiv")
TIV = {
    "unit": "tiv",
    "basis": "trend-indicator",
    "scale": 6,
    "definition": "SIPRI trend-indicator value",
    "note": "a volume, not a price",
}


class Arms(UserFiles):
    """Transfers of major arms."""

    about = about(HERE)

    def releases(self, path: Path) -> Iterator[Release]:
        """Yield a file as one release, named by its last year."""
        yield _release(path)


def _release(path: Path) -> Release:
    transfers: list[Fact] = []
    sums: dict[str, dict[tuple[str, int], Decimal]] = {"arms_exports": defaultdict(Decimal), "arms_imports": defaultdict(Decimal)}
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for line, row in files.rows(files.text(path), TABLE, str(path)):
        where = f"{path.name}, line {line}"
        supplier = states.from_cow(row["ccode_supplier"], where)
        recipient = states.from_cow(row["ccode_recipient"], where)
        when, number = int(float(files.decimal(row["year"], where))), files.decimal(row["tiv"], where)
        if Decimal(number) <= 0:
            raise SourceChanged(f"a volume of {number}", where=where, do="expected only deliveries above zero")
        transfers.append(Fact(supplier, *year(when), number, "", where, recipient))
        sums["arms_exports"][supplier, when] += Decimal(number)
        sums["arms_imports"][recipient, when] += Decimal(number)
        pairs[supplier, recipient].append(when)
    if not transfers:
        raise SourceChanged("no rows", where=str(path))
    first, last = min(fact.start.year for fact in transfers), max(fact.start.year for fact in transfers)
    release = Release(undated("arms", f"to-{last}", path))
    release.series.append((Series("arms_transfers", **TIV), _merged(transfers)))  # type: ignore[arg-type]
    for measure, held in sums.items():
        facts = [
            Fact(actor, *year(when), format(value, "f"), "derived", "sum of transfers") for (actor, when), value in held.items()
        ]
        release.series.append((Series(measure, **TIV), facts))  # type: ignore[arg-type]
    release.ties = [_tie(*pair, years, first, last) for pair, years in pairs.items()]
    return release


def _merged(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts with those of one pair and year added up (two recipients in one state's number)."""
    held: dict[tuple[str, str | None, int], Fact] = {}
    for fact in facts:
        key = (fact.actor, fact.partner, fact.start.year)
        if key in held:
            total = Decimal(held[key].number or 0) + Decimal(fact.number or 0)
            held[key] = held[key]._replace(number=format(total, "f"), flags="derived")
        else:
            held[key] = fact
    return list(held.values())


def _tie(supplier: str, recipient: str, years: Sequence[int], first: int, last: int) -> Tie:
    start, end = min(years), max(years)
    return Tie(
        key=f"{supplier.lower()}-{recipient.lower()}",
        type="arms_transfer",
        parties=tuple(sorted((supplier, recipient))),
        name=f"deliveries of major arms from {supplier} to {recipient}",
        subtype="deliveries",
        period=Period(date(start, 1, 1), date(end, 12, 31), "years"),
        known=date(start, 12, 31),
        status="ended" if end < last else "signed-or-announced",
        flags=(f"covered:{first}-{last}",),
        note=f"deliveries in {len(set(years))} of the years {start} to {end}; the data cover {first} to {last}",
    )
