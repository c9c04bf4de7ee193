"""Which rows of a store answer which questions, and the answers as a mapping. All figures are found at once, and all ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from dragoman.evidence import database
from dragoman.evidence.rows import FOREVER, Series
from dragoman.evidence.statements import TIE, Line, ordered, quantity, stem, tie, unknown, words
from dragoman.model import Question, Statement, Vintage

_LAST = FOREVER.toordinal()
_FACTS, _QUESTIONS, _WEIGHT = 40_000, 20_000, 1_000_000


class Rows(Protocol):
    """Runs a query: its text, its parameters, and tables of columns that it may name."""

    def __call__(
        self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ..., tables: Mapping[str, Any] = ..., /
    ) -> list[tuple[Any, ...]]: ...


class Catalogue:
    """The series of a store by number and by measure, and what of them a search for facts has to know."""

    def __init__(self, rows: Rows, vintages: Mapping[int, Vintage]) -> None:
        names = list(Series.__dataclass_fields__)
        at = names.index("verified") + 2
        self.lines: dict[int, Line] = {}
        self.by_measure: dict[str, list[int]] = defaultdict(list)
        for row in rows(f"SELECT id, vintage, {', '.join(names)} FROM series ORDER BY id"):
            series = Series(**dict(zip(names, (*row[2:at], words(row[at]), *row[at + 1 :]), strict=True)))
            vintage = vintages[row[1]]
            self.lines[row[0]] = Line(series, vintage, stem(vintage, series))
            self.by_measure[series.measure].append(row[0])
        ((own, low, high),) = rows(
            "SELECT list(DISTINCT series) FILTER (known IS NOT NULL), min(bucket) FILTER (bucket >= 0), max(bucket) FROM quantity"
        )
        self.own = frozenset(own or ())
        """The series some of whose facts were known on another day than their vintage."""
        self.years = (low or 0, high or 0)
        """The first and the last year in which a statement of a year or less begins."""

    def group(self, measures: tuple[str, ...], forms: tuple[str, ...]) -> list[int]:
        """Return the series that have one of the measures and, where forms are named, one of the forms."""
        numbers = [number for measure in dict.fromkeys(measures) for number in self.by_measure.get(measure, ())]
        return [number for number in numbers if not forms or self.lines[number].series.form in forms]


@dataclass(slots=True)
class Kept:
    """What was read and made for earlier questions. It is given up as a whole once `full`.

    Args:
        facts: by row of the table, the row as read until its statement was made, then that.
        ties: rows by id; `made`: their statements by id and by what of them was not known yet.
        parties: the ids of the ties of each actor looked up; `types`: of each set of types.
        answers: by question, the rows that answer it (a list) until they were looked at, then its statements (a tuple).
        weight: how many rows the answers have in all.
    """

    facts: dict[int, Any] = field(default_factory=dict)
    ties: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    made: dict[tuple[int, bool, bool], Statement] = field(default_factory=dict)
    parties: dict[str, frozenset[int]] = field(default_factory=dict)
    types: dict[tuple[str, ...], frozenset[int]] = field(default_factory=dict)
    answers: dict[Question, list[int] | tuple[Statement, ...]] = field(default_factory=dict)
    weight: int = 0

    @property
    def full(self) -> bool:
        """Whether it has grown to some hundred megabytes."""
        return len(self.facts) + len(self.ties) > _FACTS or len(self.answers) > _QUESTIONS or self.weight > _WEIGHT


class Search:
    """Finds what answers questions in one store, and keeps what it found."""

    def __init__(self, rows: Rows, vintages: Mapping[int, Vintage], catalogue: Catalogue, kept: Kept) -> None:
        self.rows, self.vintages, self.catalogue, self.kept = rows, vintages, catalogue, kept

    def answers(self, questions: Iterable[Question]) -> Found:
        """Return the answers to some questions; those that were not put before are looked up, all together."""
        unique = dict.fromkeys(questions)
        kept = self.kept.answers
        new = [question for question in unique if question not in kept]
        found: list[list[int]] = [[] for _ in new]
        self._figures([(number, question) for number, question in enumerate(new) if question.table == "quantity"], found)
        self._ties([(number, question) for number, question in enumerate(new) if question.table == "tie"], found)
        kept.update(zip(new, found, strict=True))
        self.kept.weight += sum(map(len, found))
        return Found(self, unique)

    def _figures(self, asked: Sequence[tuple[int, Question]], found: list[list[int]]) -> None:
        """Put the rows that answer figure questions into `found`, by the number of the question."""
        import numpy as np

        groups: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        lines = [
            (number, question, groups.setdefault((question.measures, question.forms), len(groups)), actor)
            for number, question in asked
            for actor in _once(question.actors) or (None,)
        ]
        grouped = self._grouped(groups)
        rows = set()
        for named in (True, False):
            chosen = [line for line in lines if (line[3] is not None) is named]
            if not chosen or not len(grouped["grp"]):
                continue
            sql = database.statement("ask.sql").format(actor="q.actor = w.actor" if named else "true")
            for number, row in self.rows(sql, (), {"asked": self._asked(chosen), "grouped": grouped}):
                found[number].append(row)
                rows.add(row)
        new = rows - self.kept.facts.keys()
        if new:  # only the facts in the rows that match are read whole
            read = self.rows(database.statement("facts.sql"), (), {"wanted": {"id": np.fromiter(new, np.int64, len(new))}})
            self.kept.facts.update(zip([fact[0] for fact in read], read, strict=True))

    def _asked(self, lines: Sequence[tuple[int, Question, int, str | None]]) -> dict[str, Any]:
        """Return the columns of the table of questions, a row for each question and actor."""
        import numpy as np

        questions = [question for _, question, _, _ in lines]
        low, high = self.catalogue.years
        numbers = {
            "question": [number for number, _, _, _ in lines],
            "grp": [group for _, _, group, _ in lines],
            "first": [1 if q.start is None else q.start.toordinal() for q in questions],
            "last": [_LAST if q.end is None else q.end.toordinal() for q in questions],
            "known_by": [_LAST + 1 if q.known_by is None else q.known_by.toordinal() for q in questions],
            "low": [low if q.start is None or q.start.year <= low else q.start.year - 1 for q in questions],
            "high": [high if q.end is None or q.end.year > high else q.end.year for q in questions],
        }
        texts = {
            "actor": [actor or "" for _, _, _, actor in lines],
            "grains": [f"|{'|'.join(q.grains)}|" if q.grains else "" for q in questions],
        }
        table: dict[str, Any] = {name: np.array(column, dtype=np.int32) for name, column in numbers.items()}
        return table | {name: np.array(column, dtype=object) for name, column in texts.items()}

    def _grouped(self, groups: Mapping[tuple[tuple[str, ...], tuple[str, ...]], int]) -> dict[str, Any]:
        """Return the columns of the table of groups, a row for each series in a group."""
        import numpy as np

        pairs = [(group, series) for key, group in groups.items() for series in self.catalogue.group(*key)]
        days = [self.catalogue.lines[series].vintage.known for _, series in pairs]
        known = [_LAST + 1 if day is None else day.toordinal() for day in days]
        own = self.catalogue.own
        columns = {
            "grp": [group for group, _ in pairs],
            "series": [series for _, series in pairs],
            "known": known,
            "gate": [0 if series in own else day for (_, series), day in zip(pairs, known, strict=True)],
        }
        return {name: np.array(column, dtype=np.int32) for name, column in columns.items()}

    def _ties(self, asked: Sequence[tuple[int, Question]], found: list[list[int]]) -> None:
        """Put the ids of the ties that answer tie questions into `found`, by the number of the question."""
        if not asked:
            return
        kept = self.kept
        self._learn_parties({actor for _, question in asked for actor in question.actors} - kept.parties.keys())
        near = [(number, question, self._ties_near(question)) for number, question in asked]
        new = {tie for _, _, ties in near for tie in ties} - kept.ties.keys()
        if new:
            sql = "SELECT * FROM tie WHERE id IN (SELECT unnest(string_split($ids, ',')::INTEGER[]))"
            read = self.rows(sql, {"ids": ",".join(map(str, new))})
            kept.ties.update((row[0], dict(zip(TIE, row, strict=True))) for row in read)
        for number, question, ties in near:
            found[number] += [tie for tie in sorted(ties) if self._fits(question, kept.ties[tie])]

    def _learn_parties(self, actors: set[str]) -> None:
        """Look up which ties some actors are party to."""
        if actors:
            sql = "SELECT actor, list(tie) FROM party WHERE actor IN (SELECT unnest($actors::VARCHAR[])) GROUP BY actor"
            held = dict(self.rows(sql, {"actors": sorted(actors)}))
            self.kept.parties.update((actor, frozenset(held.get(actor, ()))) for actor in actors)

    def _ties_near(self, question: Question) -> frozenset[int]:
        """Return the ties of all the actors of a question; where it names none, those of its types."""
        kept = self.kept
        if question.actors:
            return frozenset.intersection(*(kept.parties[actor] for actor in question.actors))
        if question.measures not in kept.types:
            only = "WHERE type IN (SELECT unnest($types::VARCHAR[]))" if question.measures else ""
            rows = self.rows(f"SELECT id FROM tie {only}", {"types": list(question.measures)} if only else ())
            kept.types[question.measures] = frozenset(row[0] for row in rows)
        return kept.types[question.measures]

    def _fits(self, question: Question, cells: Mapping[str, Any]) -> bool:
        """Return whether a tie of the right actors is of a type, time and knowledge that a question asks for."""
        if question.measures and cells["type"] not in question.measures:
            return False
        start, stop, by = cells["start"], cells["stop"], question.known_by
        if question.start is not None and stop is not None and stop < question.start:
            return False
        if question.end is not None and start is not None and start > question.end:
            return False
        known = cells["known"] or self.vintages[cells["vintage"]].known
        return by is None or (known is not None and known <= by)

    def statements(self, question: Question) -> tuple[Statement, ...]:
        """Return the statements that answer a question that was put, made when first looked at, and kept."""
        answer = self.kept.answers[question]
        if isinstance(answer, list):
            make = self._facts if question.table == "quantity" else self._known
            answer = self.kept.answers[question] = make(answer, question.known_by) if answer else ()
        return answer

    def _facts(self, rows: Sequence[int], _: date | None) -> tuple[Statement, ...]:
        facts = self.kept.facts
        for row in rows:
            fact = facts[row]
            if isinstance(fact, tuple):
                facts[row] = quantity(self.catalogue.lines[fact[1]], fact)
        return ordered([facts[row] for row in rows])

    def _known(self, ids: Sequence[int], known_by: date | None) -> tuple[Statement, ...]:
        """Return ties as known by a day, each made once for each state of knowledge."""
        statements = []
        for number in ids:
            cells = self.kept.ties[number]
            key = (number, unknown(cells, "in_force", known_by), unknown(cells, "ended", known_by))
            if key not in self.kept.made:
                self.kept.made[key] = tie(self.vintages[cells["vintage"]], cells, known_by)
            statements.append(self.kept.made[key])
        return ordered(statements)


def _once(actors: tuple[str, ...]) -> tuple[str, ...]:
    """Return actors without repeats, in order."""
    return actors if len(actors) < 2 else tuple(dict.fromkeys(actors))


class Found(Mapping[Question, tuple[Statement, ...]]):
    """Answers by question. Statements are made when first looked at, and kept."""

    def __init__(self, search: Search, asked: Mapping[Question, None]) -> None:
        self._search, self._asked = search, asked

    def __getitem__(self, question: Question) -> tuple[Statement, ...]:
        if question not in self._asked:
            raise KeyError(question)
        return self._search.statements(question)

    @property
    def as_of(self) -> date | None:
        """The day of the newest release held."""
        return max((v.known for v in self._search.vintages.values() if v.known), default=None)

    def __iter__(self) -> Iterator[Question]:
        return iter(self._asked)

    def __len__(self) -> int:
        return len(self._asked)
