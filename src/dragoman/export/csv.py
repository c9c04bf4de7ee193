"""CSV for a spreadsheet: a row a claim."""

from __future__ import annotations

import csv
import io

from dragoman.export.view import Card, view
from dragoman.model import Report

COLUMNS = (
    "number", "id", "kind", "verdict", "verdict_then", "start", "end", "quote", "core", "claimed", "says", "certainty",
    "record", "record_then", "off_by", "probability_then", "probability_now", "reason", "grounds", "publisher", "title",
    "date", "url", "sources", "working",
)  # fmt: skip


class CsvExporter:
    """`--format csv`: RFC 4180, UTF-8 with a mark by which Excel knows it, header row; no cell is taken for a formula."""

    name = "csv"
    suffix = ".csv"
    media_type = "text/csv"

    def export(self, report: Report) -> str:
        """Return the table. Columns: `COLUMNS`; one row is one claim."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows([safe(cell) for cell in row(one)] for one in view(report).cards)
        return f"\ufeff{out.getvalue()}"


def safe(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe(3), safe("Japan")
    ("'=1+1", 3, 'Japan')
    """
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def row(one: Card) -> tuple[object, ...]:
    """Return the cells of one claim, in the order of COLUMNS; None is an empty cell."""
    odds, first = one.finding.probability, one.sources[0] if one.sources else None
    return (
        one.number, one.id, one.kind, one.verdict, one.then.verdict, one.claim.start, one.claim.end, one.quote, one.core,
        "; ".join(f"{name}: {shown}" for name, shown in one.claimed), one.says, one.claim.modality.certainty,
        one.now.value, one.then.value, None if one.finding.off_by is None else float(one.finding.off_by),
        odds.then if odds else None, odds.now if odds else None, one.reason, "; ".join(one.now.grounds),
        first.publisher if first else None, first.title if first else None, first.date if first else None,
        first.url if first else None, " | ".join(source.citation for source in one.sources), " | ".join(one.working),
    )  # fmt: skip
