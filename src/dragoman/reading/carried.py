"""What an act leaves out because it was told before: who attacked whom, and on which day.

Everything filled from here is marked (`TieBody.inferred`, `date_from`), and nothing is judged by it.
"""

from __future__ import annotations

from datetime import timedelta

from dragoman.lexicon.names import homes
from dragoman.model import Context, Period, Sentence, TieFrame
from dragoman.reading.arguments import Arguments

KEPT = 8
NEAR = 1500
"""Characters beyond which what was told before is out of mind."""
LASTING = {"operation": ("operation",), "aid": ("aid", "arms_transfer"), "arms_transfer": ("aid", "arms_transfer")}
"""Acts whose two sides stay the same through a text, and the acts that tell them."""
SUBJECTS = ("nsubj", "nsubjpass")
MUTUAL = ("meeting", "exercise", "agreement", "partnership", "alliance")
RECENT = timedelta(days=31)
"""How long before the article its news may lie; an older day is history, and what follows it need not be of that day."""


class Carried:
    """The acts told of before a sentence."""

    def __init__(self, context: Context, sentence: Sentence) -> None:
        self.published = context.published
        self.told = context.acts
        self.acts = tuple(act for act in context.acts if sentence.start - act.anchor.start <= NEAR)
        self.near = tuple(parties for at, parties in context.groups if sentence.start - at <= NEAR)
        self.groups = tuple(parties for _, parties in context.groups)

    def against(self, type_: str, subject: tuple[str, ...], named: set[str]) -> tuple[str, ...]:
        """Return towards whom an act goes that names nobody: whom its doer fought, was attacked by, or helped when last told of.

        Args:
            named: who else is named beside it; where that is anybody else, it may be them.
        """
        for act in self.told if subject and type_ in LASTING else ():
            if act.body.type not in LASTING[type_] or not act.object:
                continue
            done, suffered = set(subject) <= set(act.subject), set(subject) <= set(act.object)
            other = act.object if done else act.subject if suffered and type_ == "operation" else ()
            if other:
                return other if named <= set(other) else ()
        return ()

    def armed(self, object_: tuple[str, ...]) -> bool:
        """Return whether somebody was told of as being given arms or aid."""
        return any(act.body.type in LASTING["aid"] and set(object_) <= set(act.object) for act in self.told) if object_ else False

    def doers(self, type_: str, object_: tuple[str, ...]) -> tuple[str, ...]:
        """Return who did the last act of force against the same, where this one names nobody."""
        if type_ != "operation":
            return ()
        known = (act for act in self.told if act.body.type == "operation" and act.object and not act.body.inferred)
        return next((act.subject for act in known if not object_ or set(object_) <= self._struck(act)), ())

    def attackers(self) -> tuple[str, ...]:
        """Return who did the act of force told last."""
        return next((act.subject for act in self.acts if act.body.type == "operation" and act.subject), ())

    @staticmethod
    def _struck(act: TieFrame) -> set[str]:
        """Return whom an act of force hit: its object, and the states where a group hit by it is at home."""
        return {*act.object, *(state for actor in act.object for state in homes().get(actor, ()))}

    def blamed(self) -> tuple[str, ...]:
        """Return whom the act told last condemned, whom the next to condemn "the attack" condemns too."""
        last = next(iter(self.acts), None)
        return last.object if last is not None and last.body.type == "declaration" else ()

    def group(self, size: int | None, *, latest: bool) -> tuple[str, ...]:
        """Return the parties last named together: near by ("they"), or wherever they were as many ("the three countries").

        Args:
            size: how many they are said to be, None where it is not said.
        """
        known = self.near if latest or size is None else self.groups
        pairs = self._pairs() if size == 2 else ()
        return next((parties for parties in (*known, *pairs) if size in (None, len(parties))), ())

    def _pairs(self) -> tuple[tuple[str, ...], ...]:
        """Return the two states of each act between two that was told, newest first."""
        acts = (act for act in self.acts if not act.body.inferred)
        parties = (tuple(sorted({*act.subject, *act.object})) for act in acts)
        return tuple(pair for pair in parties if len(pair) == 2 and all(len(actor) == 3 for actor in pair))

    def parties(self) -> tuple[str, ...]:
        """Return who did something together when that was told of last, near by."""
        shared = (tuple(dict.fromkeys((*act.subject, *act.object))) for act in self.acts if act.body.type in MUTUAL)
        return next((parties for parties in shared if len(parties) > 1), ())

    def told_of(self, type_: str, subject: tuple[str, ...], object_: tuple[str, ...]) -> bool:
        """Return whether an act of a type by one of these parties, or against one of them, was told before."""
        for act in self.told:
            known = {*act.subject, *act.object}
            if act.body.type == type_ and {*subject, *object_} <= known:
                return True
        return False

    def group_joined(self) -> tuple[str, ...]:
        """Return the organisation of the acts of membership told last, where they were all about one."""
        told = [act for act in self.acts if act.body.type == "membership"]
        groups = {actor for act in told for actor in (*act.subject, *act.object) if actor.startswith("org:")}
        return tuple(groups) if len(groups) == 1 else ()

    def day_of(self, type_: str, subject: tuple[str, ...], object_: tuple[str, ...]) -> Period | None:
        """Return the day on which the same was told to have been done by the same to the same."""
        for act in self.told if type_ in LASTING and object_ else ():
            if act.body.type == type_ and set(act.subject) == set(subject) and set(act.object) == set(object_) and act.body.date:
                return act.body.date
        return None

    def since_then(self) -> Period | None:
        """Return the time from the day last told of until today ("since then, it has sent ships")."""
        today = self.published
        days = (act.body.date.start for act in self.acts if act.body.date and act.body.date_from != "context")
        day = next((day for day in days if day is not None and today is not None and day < today), None)
        return Period(day, today, "open") if day else None

    def date(self, tense: str, *, spoken: bool = False, news: bool = False) -> Period | None:
        """Return the day of an act that tells none: the article's for what goes on, stands or has been done, else the last told.

        Args:
            spoken: whether it is something said, or a meeting: then it is of the article's day where none was told.
            news: whether it is an act that tells its own news: then so is it, unless the last act told of is history.
        """
        today = self.published
        if today is None:
            return None
        day = Period(today, today, "day") if spoken or news or tense in ("progressive", "perfect", "present") else None
        for act in self.acts if tense in ("past", "pluperfect", "future") else ():
            period = act.body.date
            if period is None or period.start is None or act.body.date_from == "context":
                continue
            ahead = period.end is None or period.end >= today
            if tense != "future" and period.start <= today and today - period.start <= RECENT:
                return period
            if tense == "future" and ahead:
                return period
            return day if spoken or tense != "past" else None
        return day


def grouped(context: Context, args: Arguments, frames: tuple[TieFrame, ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return who is named together, newest first, a sentence's subjects before its other lists and the parties of its acts."""
    found: list[tuple[bool, int, tuple[str, ...]]] = []
    for place, token in enumerate(args.tokens):
        if token.dep == "conj" or args.under[place].isdisjoint(("conj", "appos")):
            continue
        parties = tuple(sorted(actor for actor in args.actors(place) if not actor.startswith("person:")))
        if len(parties) > 1:
            found.append((token.dep not in SUBJECTS, token.start, parties))
    for act in frames:
        parties = tuple(sorted({*act.subject, *act.object}))
        if act.body.type in MUTUAL and len(parties) > 1 and not act.body.inferred:
            found.append((True, act.anchor.start, parties))
    return (*((at, parties) for _, at, parties in sorted(found)), *context.groups)[:KEPT]


def carried_on(context: Context, frames: tuple[TieFrame, ...]) -> tuple[TieFrame, ...]:
    """Return the acts to keep in mind after a sentence, newest first."""
    acts = (*reversed(frames), *context.acts)
    sided = [act for act in acts[KEPT:] if act.body.type in LASTING and act.object and not act.body.inferred]
    return (*acts[:KEPT], *sided[:KEPT])
