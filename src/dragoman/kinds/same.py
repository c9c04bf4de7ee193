"""A key of caches: what is worked out from the same answers is worked out once."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import Answers, Question, Statement


class Same:
    """Answers that are equal where they are the same objects: comparing thousands of statements would take too long.

    A store gives the same objects again as long as it keeps its answers.
    """

    def __init__(self, answers: tuple[tuple[Statement, ...], ...]) -> None:
        self.answers = answers

    @classmethod
    def of(cls, answers: Answers, questions: Iterable[Question]) -> Same:
        """Return the answers to some questions; one without an answer has none."""
        return cls(tuple(answers.get(question, ()) for question in questions))

    def statements(self) -> tuple[Statement, ...]:
        """Return the statements of all answers, each once."""
        return tuple({one.id: one for rows in self.answers for one in rows}.values())

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.answers)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and list(map(id, self.answers)) == list(map(id, other.answers))
