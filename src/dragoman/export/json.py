"""The JSON of docs/contract.md."""

from __future__ import annotations

from dragoman.model import Report
from dragoman.model.wire import dumps


class JsonExporter:
    """`--format json`: one object, and nothing else."""

    name = "json"
    suffix = ".json"
    media_type = "application/json"

    def export(self, report: Report) -> str:
        """Return the report's JSON text."""
        return dumps(report.to_dict())
