"""What a store holds, for people: its sources and vintages, citations, differences, ranks. `sides` shows one series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.evidence.store import Store


@dataclass(frozen=True, slots=True)
class Holding:
    """One vintage of a source as held, with what it covers."""

    source: str
    publisher: str
    title: str
    label: str
    published: date | None
    retrieved: date | None
    sha256: str
    statements: int
    embedded: bool
    licence: str
    redistribute: str
    covers: tuple[tuple[str, str, str, int], ...]


def holdings(store: Store) -> list[Holding]:
    """Return what is held, by source and vintage; `covers` gives measure, first year, last year, actors."""
    covers: dict[int, list[tuple[str, str, str, int]]] = defaultdict(list)
    for vintage, measure, first, last, actors in store.rows(
        "SELECT vintage, measure, first, CASE WHEN year(last) > 2100 THEN NULL ELSE last END, actors FROM coverage ORDER BY ALL"
    ):
        covers[vintage].append((measure, str(first or "")[:4], str(last or "")[:4], actors))
    rows = store.rows(
        "SELECT v.id, s.name, s.publisher, s.title, v.label, v.published, v.retrieved, v.sha256, v.rows, v.embedded, s.licence, "
        "s.redistribute FROM vintage v JOIN source s ON s.name = v.source ORDER BY s.name, v.label"
    )
    names = list(Holding.__dataclass_fields__)
    return [Holding(**dict(zip(names, (*row[1:], tuple(covers[row[0]])), strict=True))) for row in rows]


def citations(store: Store, *, bibtex: bool = False) -> list[str]:
    """Return a citation for each source held, with the vintages held; as BibTeX entries where asked."""
    lines = []
    for name, citation, entry in store.rows("SELECT name, citation, bibtex FROM source ORDER BY name"):
        labels = [row[0] for row in store.rows("SELECT label FROM vintage WHERE source = ? ORDER BY label", [name])]
        note = f"Vintages held: {', '.join(labels)}"
        if bibtex:
            lines.append(entry[: entry.rindex("}")] + f", note = {{{note}}}}}" if entry else f"% {name}: {citation} {note}.")
        else:
            lines.append(f"{citation} {note}.")
    lines.append(f"% store {store.hash}" if bibtex else f"Store {store.hash}.")
    return lines


@dataclass(frozen=True, slots=True)
class Change:
    """One statement that two stores do not share, or give differently. `what`: added, removed, changed."""

    what: str
    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One vintage that only one of two stores holds, or that they hold differently. `what`: added, removed, changed."""

    what: str
    source: str
    label: str
    statements: int


def moved(before: Store, after: Store) -> list[Moved]:
    """Return the vintages in which two stores differ, with how many statements of each the later store, or the only one, has."""
    if before.hash == after.hash:
        return []
    held = [
        {(source, label): (digest, count) for source, label, digest, count in store.rows(
            "SELECT source, label, digest, rows FROM vintage ORDER BY source, label")}
        for store in (before, after)
    ]  # fmt: skip
    found = []
    for source, label in sorted({**held[0], **held[1]}):
        old, new = (one.get((source, label)) for one in held)
        if old is None or new is None or old[0] != new[0]:
            what = "added" if old is None else "removed" if new is None else "changed"
            found.append(Moved(what, source, label, (new or old or ("", 0))[1]))
    return found


def difference(before: Store, after: Store, *, within: bool = False) -> Iterator[Change]:
    """Yield the statements in which two stores differ, by source and vintage; `within`: only those of vintages that both hold."""
    for one in moved(before, after):
        key = (one.source, one.label)
        if one.what == "changed" or not within:
            yield from _changes(_held(before, key), _held(after, key))


def _held(store: Store, key: tuple[str, str]) -> dict[str, str]:
    """Return what a vintage says, as {name of the statement: its figure or its words}."""
    figures = store.rows(
        "SELECT concat_ws(':', v.source, v.label, q.actor, q.partner, s.measure, nullif(s.form, 'level'), s.of, s.currency, "
        "nullif(s.basis, 'current'), nullif(s.calendar, 'calendar'), nullif(s.key, ''), q.start, q.stop), "
        "concat_ws(' ', q.number, CASE WHEN s.scale <> 0 THEN 'e' || s.scale END, s.unit, q.flags) "
        "FROM quantity q JOIN series s ON s.id = q.series JOIN vintage v ON v.id = s.vintage "
        "WHERE v.source = ? AND v.label = ?", key
    )  # fmt: skip
    ties = store.rows(
        "SELECT concat_ws(':', v.source, v.label, 'tie', t.type, t.key), concat_ws(' ', t.name, t.status, t.start, t.stop, "
        "t.signed, t.in_force, t.ended) FROM tie t JOIN vintage v ON v.id = t.vintage WHERE v.source = ? AND v.label = ?", key
    )  # fmt: skip
    return dict([*figures, *ties])


def _changes(before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for name in sorted(set(before) | set(after)):
        old, new = before.get(name), after.get(name)
        if old != new:
            what = "added" if old is None else "removed" if new is None else "changed"
            yield Change(what, name, old or "", new or "")


def rank(store: Store, measure: str, actor: str, year: int, *, source: str, label: str, currency: str = "USD") -> int | None:
    """Return an actor's world rank in a year by one vintage: one more than the states that have more. None where it has no
    figure."""
    rows = store.rows(
        "SELECT q.actor, q.value FROM quantity q JOIN series s ON s.id = q.series JOIN vintage v ON v.id = s.vintage "
        "WHERE v.source = ? AND v.label = ? AND s.measure = ? AND s.form = 'level' AND s.currency = ? AND s.basis = 'current' "
        "AND s.calendar = 'calendar' AND q.grain = 'year' AND year(q.start) = ? AND q.actor NOT LIKE '%:%'",
        [source, label, measure, currency, year],
    )
    values: dict[str, float] = dict(rows)
    return None if actor not in values else 1 + sum(value > values[actor] for value in values.values())
