"""Said by somebody: whether they said it is a question of its own, beside whether the figure is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.kinds.compare import Agreement, Recorded, agreement
from dragoman.kinds.figure import measures
from dragoman.kinds.figure.record import Case
from dragoman.model import Attribution, Interval


@dataclass(frozen=True, slots=True)
class Saying:
    """What the record tells of a saying: its line of working, and whether the speaker's own release or plan has the figure."""

    line: str
    borne_out: bool = False


def saying(case: Case, value: Interval, records: Sequence[Recorded]) -> Saying | None:
    """Return whether the one who is said to say a figure has said so, None where the article says it in its own voice.

    A publisher says what its releases hold, a government what its plans hold. Of other words nothing is kept.
    """
    who = case.claim.attribution
    if who.type == "author":
        return None
    name = who.source or "an unnamed source"
    own = [record for record in records if record.statements and _is_by(who, record)]
    said = next((record for record in own if agreement(value, record) is Agreement.MEETS), None)
    if said is not None:
        return Saying(f"Said by {name}: borne out. {said.line}.", borne_out=True)
    if own:
        return Saying(f"Said by {name}: not borne out by what it has published, which has {own[0].shown}. {own[0].line}.")
    return Saying(f"Said by {name}: not enough evidence. No source held keeps what was said; a transcript or release would.")


def _is_by(who: Attribution, record: Recorded) -> bool:
    statement = record.statements[0]
    speaker = measures.of_publisher(who.actor) or measures.named_definition(who.source or "")
    if speaker is not None:
        return measures.definition(statement) == speaker
    return statement.kind == "plan" and who.actor is not None and statement.actor == who.actor
