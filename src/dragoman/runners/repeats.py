"""The same claim across articles: clustered by what it says, not by its wording alone.

Two figures are the same claim where subject, measure, form, unit and year agree and their value intervals meet; two ties
where the parties, type, action and year agree. Where a slot that decides is missing, the words must agree too. Sorting by
key and then by value makes the whole n log n.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = frozenset("the and for with that from its has have had was were will would said this which their into over than".split())

COLUMNS = (
    "article", "claim", "outlet", "published", "kind", "quote", "subject", "object", "measure", "form", "low", "high", "unit",
    "currency", "period_start", "tie_type", "tie_action", "verdict_now", "polarity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Repeat:
    """One claim wherever it was made: when first, how often, by which outlets, and how the record sees it."""

    id: str
    quote: str
    kind: str
    first_seen: date | None
    first_outlet: str | None
    claims: int
    articles: int
    outlets: tuple[str, ...]
    days: tuple[tuple[str, int], ...]
    refuted: float
    members: tuple[tuple[str, str], ...]


def repeats(folder: Path, *, at_least: int = 2) -> list[Repeat]:
    """Return the claims of a corpus run that at least so many articles make, most repeated first."""
    from dragoman.runners.tables import query

    names = ", ".join(f'"{name}"' for name in COLUMNS)
    _, rows = query(folder, f"SELECT {names} FROM checks ORDER BY article, claim")
    found = (_repeat(group) for group in cluster(dict(zip(COLUMNS, row, strict=True)) for row in rows))
    kept = [repeat for repeat in found if repeat.articles >= at_least]
    return sorted(kept, key=lambda repeat: (-repeat.articles, str(repeat.first_seen), repeat.id))


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a repeated claim was made, and the record on it."""

    article: str
    outlet: str | None
    title: str | None
    published: date | None
    quote: str
    verdict: str
    value: str | None
    reason: str | None

    @property
    def refuted(self) -> bool:
        """Whether the record refutes it there."""
        return self.verdict == "refuted"


def mentions(folder: Path, one: Repeat) -> list[Mention]:
    """Return where a claim was made, first first."""
    from dragoman.runners.tables import query

    articles = ", ".join(sorted({"'" + article.replace("'", "''") + "'" for article, _ in one.members}))
    columns = "article, outlet, title, published, quote, verdict_now, value, reason, claim"
    _, rows = query(folder, f"SELECT {columns} FROM checks WHERE article IN ({articles}) ORDER BY published, article, claim")
    members = set(one.members)
    return [Mention(*row[:-1]) for row in rows if (row[0], row[-1]) in members]


def cluster(claims: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Return the groups of claims that say the same; a claim that nobody repeats is a group of its own."""
    keyed = sorted(((_key(claim), *_ends(claim), order, claim) for order, claim in enumerate(claims)), key=lambda row: row[:4])
    group: list[dict[str, Any]] = []
    key: tuple[str, ...] | None = None
    top = float("-inf")
    for its_key, low, high, _, claim in keyed:
        if group and (its_key != key or low > top):
            yield group
            group = []
        if not group:
            key, top = its_key, high
        top = min(top, high)
        group.append(claim)
    if group:
        yield group


def _key(claim: dict[str, Any]) -> tuple[str, ...]:
    subject = ";".join(sorted(claim.get("subject") or ()))
    year = str(claim["period_start"])[:4] if claim.get("period_start") else ""
    common = (claim["kind"], subject, claim.get("polarity") or "")
    body: tuple[str, ...] = ()
    decided = False
    if claim.get("measure"):
        decided = bool(subject and year and claim["measure"] != "other")
        body = (
            claim["measure"],
            claim.get("form") or "",
            claim.get("unit") or "",
            claim.get("currency") or "",
            year,
            _open(claim),
        )
    elif claim.get("tie_type"):
        decided = bool(subject and (claim.get("object") or ";" in subject))
        body = (claim["tie_type"], claim.get("tie_action") or "", ";".join(sorted(claim.get("object") or ())), year)
    return (*common, *body, "" if decided else wording(claim["quote"]))


def wording(quote: str) -> str:
    """Return the content words of a quotation in alphabetical order, endings cut, each once."""
    words = {word.lower() for word in _WORD.findall(quote)} - _SMALL
    return " ".join(sorted({word[:6] for word in words}))


def _open(claim: dict[str, Any]) -> str:
    """Return which ends of the value are open: "more than 46" is another claim than "46"."""
    return "".join("-" if claim.get(end) is None else "+" for end in ("low", "high"))


def _ends(claim: dict[str, Any]) -> tuple[float, float]:
    low, high = claim.get("low"), claim.get("high")
    if claim.get("measure") is None or (low is None and high is None):
        return (0.0, 0.0)
    if low is None or high is None:
        bound = float(low or high or 0)
        return (bound, bound)
    return (float(low), float(high))


def _repeat(group: list[dict[str, Any]]) -> Repeat:
    ordered = sorted(group, key=lambda claim: (claim.get("published") or date.max, claim["article"], claim["claim"]))
    days: dict[str, set[str]] = {}
    for claim in ordered:
        if claim.get("published"):
            days.setdefault(str(claim["published"]), set()).add(claim["article"])
    first = ordered[0]
    members = tuple((claim["article"], claim["claim"]) for claim in ordered)
    return Repeat(
        id=hashlib.sha256(repr(members).encode()).hexdigest()[:12],
        quote=first["quote"],
        kind=first["kind"],
        first_seen=first.get("published"),
        first_outlet=first.get("outlet"),
        claims=len(group),
        articles=len({article for article, _ in members}),
        outlets=tuple(sorted({claim["outlet"] for claim in group if claim.get("outlet")})),
        days=tuple((day, len(articles)) for day, articles in sorted(days.items())),
        refuted=sum(claim.get("verdict_now") == "refuted" for claim in group) / len(group),
        members=members,
    )
