"""Troops of one state in another: the yearly count of those stationed there.

A count of persons stationed leaves out who rotates through or is there for a while, so that it supports and never refutes.
"""

from __future__ import annotations

import re

from dragoman.kinds.compare import Recorded
from dragoman.kinds.figure import measures, words
from dragoman.kinds.figure.levels import is_likeliest
from dragoman.kinds.figure.periods import same_year
from dragoman.kinds.figure.record import Case, recorded_interval
from dragoman.model import Statement

_STAND = re.compile(
    r"\b(?:has|have|had|keeps?|kept|maintains?|maintained|hosts?|hosted|bases?|based|stations?|stationed"
    r"|there (?:are|were)|home to|(?:are|were|is|was) (?:in|at|on|deployed))\b",
    re.I,
)
_MOVE = re.compile(
    r"\b(?:sen[dt]s?|sending|will|would|more(?! than)|additional|extra|further|another|reinforc\w*"
    r"|withdr[ae]w\w*|pull\w*|arriv\w*|rotat\w*|exercis\w*|drills?|train\w*|order\w*|moved?|moving)\b",
    re.I,
)
MOVED = "the words do not say that these are stationed there, and the sources held count only those"
NOWHERE = "the words do not say in which one state they are"


def host_of(case: Case) -> str | None:
    """Return the one state that the troops are said to be in, None where the words name none or several."""
    hosts = [state for state in case.claim.object if len(state) == 3 and state not in case.claim.subject]
    return hosts[0] if len(hosts) == 1 else None


def is_standing(clause: str) -> bool:
    """Return whether words say that troops are somewhere, and not that they go there or take part in something.

    >>> is_standing("Chad keeps 900 soldiers in Mali"), is_standing("Chad sent 900 soldiers to Mali")
    (True, False)
    """
    return _STAND.search(clause) is not None and _MOVE.search(clause) is None


def deployment_records(case: Case, host: str) -> list[Recorded]:
    """Return how many persons of the subject's forces were stationed in `host` in each year that may be meant."""
    return [
        _record(case, statement, host)
        for statement in case.held
        if statement.measure == "deployment"
        and statement.actor == case.claim.subject[0]
        and set(statement.parties) == {statement.actor, host}
        and statement.value is not None
        and any(same_year(year, statement.period) for year in case.meant.years)
    ]


def _record(case: Case, statement: Statement, host: str) -> Recorded:
    shown = f"{words.plain(measures.value(statement))} persons"
    return Recorded(
        value=recorded_interval(statement),
        definition=measures.definition(statement),
        line=f"{words.source(statement)}: {words.actor(statement.actor)}, {statement.definition} in {words.actor(host)}, "
        f"{words.period(statement.period)}: {shown}",
        shown=shown,
        margin=None,
        superseded=not case.is_newest(statement),
        supports=case.meant.stated or is_likeliest(case, statement),
        statements=(statement,),
    )
