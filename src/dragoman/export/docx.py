"""A Word document: the article with a comment anchored at each claim, the tally on top."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

from dragoman.export.cut import excerpt
from dragoman.export.html.marks import Paragraph, Piece, paragraphs
from dragoman.export.view import Card, View, view
from dragoman.model import Report

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
SHADE = {
    "supported": "DCEBE3", "refuted": "F3DDD8", "conflicting": "F0E5CF", "not_enough_evidence": "E3E6EA",
    "forecast": "DBE5F1", "not_checkable": "E8E0EF",
}  # fmt: skip
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class DocxExporter:
    """`--format docx`: for a desk that edits in Word."""

    name = "docx"
    suffix = ".docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def export(self, report: Report) -> bytes:
        """Return the document. The same report gives the same bytes."""
        import docx

        shown = view(report)
        made = docx.Document()
        day = datetime(report.checked.year, report.checked.month, report.checked.day, tzinfo=UTC) if report.checked else EPOCH
        properties = made.core_properties
        properties.author, properties.title, properties.comments = "Dragoman", clean(shown.title)[:250], ""
        properties.created = properties.modified = day
        _head(made, shown)
        runs: dict[str, list[Any]] = {}
        for paragraph in paragraphs(report.article, shown.cards):
            if paragraph.text.strip():
                _paragraph(made, paragraph, runs)
        for one in shown.cards:
            _comment(made, one, runs.get(one.id, []), day)
        out = io.BytesIO()
        made.save(out)
        return _still(out.getvalue())


def clean(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _head(made: Any, shown: View) -> None:
    if not shown.report.article.text.strip().startswith(shown.title):
        made.add_heading(clean(shown.title), 0)
    made.add_paragraph().add_run(f"{shown.summary} {shown.lead}".strip()).bold = True
    for one in shown.first:
        _first(made, one)
    made.add_paragraph(f"Checked by Dragoman {shown.report.version}; published {shown.published or 'on an unknown date'}.")


def _first(made: Any, one: Card) -> None:
    """Write one of the claims to look at first: number, words with the core in bold, what the record says."""
    before, core, after = (clean(part) for part in excerpt(one, 90))
    line = made.add_paragraph(f"{one.icon} {one.number}: {before}", style="List Bullet")
    line.add_run(core).bold = True
    line.add_run(f"{after} → {clean(one.record)}" if one.record else after)


def _paragraph(made: Any, paragraph: Paragraph, runs: dict[str, list[Any]]) -> None:
    held = made.add_heading("", 2) if paragraph.heading else made.add_paragraph()
    for piece in paragraph.pieces:
        words = clean(piece.text).strip("\n") if piece is paragraph.pieces[-1] else clean(piece.text)
        if not words:
            continue
        run = held.add_run(words)
        _shade(run, piece)
        for layer in piece.layers:
            runs.setdefault(layer.card.id, []).append(run)


def _shade(run: Any, piece: Piece) -> None:
    """Colour a run by its innermost claim, stronger by bold where it is the claim's core."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if not piece.layers:
        return
    inner = piece.layers[-1]
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE.get(inner.card.verdict, "EEEEEE"))
    run._r.get_or_add_rPr().append(shade)
    if any(layer.core for layer in piece.layers):
        run.bold = True


def _comment(made: Any, one: Card, runs: list[Any], day: datetime) -> None:
    from docx.oxml.ns import qn

    if not runs:
        return
    comment = made.add_comment([runs[0], runs[-1]], text="", author="Dragoman", initials="D")
    comment._comment_elm.set(qn("w:date"), day.strftime("%Y-%m-%dT%H:%M:%SZ"))
    comment.paragraphs[0].add_run(f"{one.icon} {one.label} ({one.number}, {one.kind_label.lower()})").bold = True
    for line in told(one):
        comment.add_paragraph(clean(line))


def told(one: Card) -> list[str]:
    """Return the lines of a claim's comment: reason, record then and now, working, sources."""
    lines = [one.reason] if one.reason else []
    if one.same:
        lines.append(f"Then and now: {_side(one.now.label, one.now.value)}")
    else:
        lines += [f"Then: {_side(one.then.label, one.then.value)}", f"Today: {_side(one.now.label, one.now.value)}"]
    lines += [f"{name}: {shown}" for name, shown in one.odds]
    lines += [f"{n}. {step}" for n, step in enumerate(one.working, 1)]
    return lines + [f"Source: {citation}" for citation in dict.fromkeys(source.citation for source in one.sources)]


def _side(label: str, value: str) -> str:
    return f"{label.lower()}, {value}" if value else label.lower()


def _still(data: bytes) -> bytes:
    """Return the same archive with fixed times, so that the same report gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
