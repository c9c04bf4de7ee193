"""Shares without a number: "most of the fleet", "a majority of its soldiers" are more than half of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dragoman.model import Interval, Quantity, Relation
from dragoman.reading.scene import Scene

_MOST = re.compile(
    r"\b(?:(?P<n>most)(?=\sof\s(?:the|its|their|these|those|them|whom|which|[A-Z]))"
    r"|(?:(?:an?|the)\s)?(?:(?:vast|overwhelming|large|clear|great)\s)?(?P<m>majority|bulk)(?=\sof\s(?!the\s(?:time|day|year|war)\b)))",
    re.IGNORECASE,
)
_OF_TIME = re.compile(
    r"\sof\s(?:the|its|their)\s(?:[\w-]+\s)?(?:time|day|night|year|decade|century|war|way|story|talking)\b", re.IGNORECASE
)


def find_quantifiers(scene: Scene) -> Iterator[Quantity]:
    """Yield a share of more than half for each "most of" and "a majority of" that says so of things, not of time."""
    half = Decimal("0.5")
    value = Interval(half, None)
    for match in _MOST.finditer(scene.text):
        if _OF_TIME.match(scene.text[match.end() :]) or scene.text[: match.start()].lower().endswith(("at the ", "make the ")):
            continue
        start, end = match.start() + scene.offset, match.end() + scene.offset
        if any(start < q.end and q.start < end for q in scene.reading.quantities):
            continue
        yield Quantity(
            start=start,
            end=end,
            number_start=start,
            number_end=end,
            surface=match[0],
            form="ratio",
            printed=value,
            value=value,
            rounding=Decimal(0),
            relation=Relation.MORE_THAN,
        )
