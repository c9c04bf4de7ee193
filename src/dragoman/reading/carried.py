"""What an act leaves out because it was told before: who attacked whom, and on which day.

Everything filled from here is marked (`TieBody.inferred`, `date_from`), and nothing is judged by it.
"""

from __future__ import annotations

from datetime import timedelta

from dragoman.model import Context, Period, Sentence, TieFrame

KEPT = 8
NEAR = 1500
"""Characters beyond which what was told before is out of mind."""
LASTING = {"operation": ("operation",), "aid": ("aid", "arms_transfer"), "arms_transfer": ("aid", "arms_transfer")}
"""Acts whose two sides stay the same through a text, and the acts that tell them."""
MUTUAL = ("meeting", "exercise", "agreement", "partnership", "alliance")
RECENT = timedelta(days=31)
"""How long before the article its news may lie; an older day is history, and what follows it need not be of that day."""


class Carried:
    """The acts told of before a sentence."""

    def __init__(self, context: Context, sentence: Sentence) -> None:
        self.published = context.published
        self.told = context.acts
        self.acts = tuple(act for act in context.acts if sentence.start - act.anchor.start <= NEAR)

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

    def doers(self, type_: str, object_: tuple[str, ...]) -> tuple[str, ...]:
        """Return who did the last act of force against the same, where this one names nobody."""
        if type_ != "operation":
            return ()
        known = (act for act in self.told if act.body.type == "operation" and act.object and not act.body.inferred)
        return next((act.subject for act in known if not object_ or set(object_) <= set(act.object)), ())

    def group(self, size: int | None, *, latest: bool) -> tuple[str, ...]:
        """Return the parties who acted together: the last ("they"), else those who did so most often ("the three countries").

        Args:
            size: how many they are said to be, None where it is not said.
        """
        found: list[tuple[str, ...]] = []
        for act in self.acts if latest else self.told:
            together = (*act.subject, *act.object) if act.body.type in MUTUAL else act.subject
            if len(together) > 1 and size in (None, len(together)):
                found.append(tuple(sorted(together)))
        return found[0] if latest and found else max(found, key=found.count, default=())

    def day_of(self, type_: str, subject: tuple[str, ...], object_: tuple[str, ...]) -> Period | None:
        """Return the day on which the same was told to have been done by the same to the same."""
        for act in self.told if type_ in LASTING and object_ else ():
            if act.body.type == type_ and set(act.subject) == set(subject) and set(act.object) == set(object_) and act.body.date:
                return act.body.date
        return None

    def date(self, tense: str, *, spoken: bool = False) -> Period | None:
        """Return the day of an act that tells none: the article's in the progressive, else the last day told of.

        Args:
            spoken: whether it is something said, or a meeting: then it is of the article's day where none was told.
        """
        today = self.published
        if today is None:
            return None
        if tense == "progressive":
            return Period(today, today, "day")
        day = Period(today, today, "day") if spoken else None
        for act in self.acts if tense in ("past", "future") else ():
            period = act.body.date
            if period is None or period.start is None or act.body.date_from == "context":
                continue
            ahead = period.end is None or period.end >= today
            if tense == "past" and period.start <= today and today - period.start <= RECENT:
                return period
            if tense == "future" and ahead:
                return period
            return day
        return day


def carried_on(context: Context, frames: tuple[TieFrame, ...]) -> tuple[TieFrame, ...]:
    """Return the acts to keep in mind after a sentence, newest first."""
    acts = (*reversed(frames), *context.acts)
    sided = [act for act in acts[KEPT:] if act.body.type in LASTING and act.object and not act.body.inferred]
    return (*acts[:KEPT], *sided[:KEPT])
