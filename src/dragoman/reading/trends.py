"""Growth without a number: "Japan raised its defence budget", "military spending fell". The claim is that it grew, or shrank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from dragoman.lexicon.numbers import number_context
from dragoman.model import Interval, Quantity, Relation
from dragoman.reading.scene import Phrase, Scene

_MEASURES = ("military_expenditure", "defence_budget", "arms_exports", "arms_imports")
_NO_TREND = frozenset(
    "up down higher lower growth added adds add contract contracts contracted contracting bump loss minus uptick lift lifts "
    "hit".split()
)


@dataclass(frozen=True, slots=True)
class Trend:
    """A verb that says a measure rose or fell, with the phrase that names the measure, as a quantity without digits."""

    quantity: Quantity
    phrase: Phrase


@cache
def _moves() -> frozenset[str]:
    return (number_context().up | number_context().down) - _NO_TREND


def find_trends(scene: Scene) -> Iterator[Trend]:
    """Yield the finite past verbs of rising and falling whose subject or object names a measure, where no number stands by.

    Needs syntax; a sentence without it yields nothing. Infinitives, plans and conditions are no trend.
    """
    up, moves = number_context().up, _moves()
    moving = [
        (place, token, token.text.lower() in up)
        for place, token in enumerate(scene.reading.tokens)
        if token.tag in ("VBD", "VBN") and token.text.lower() in moves
    ]
    if not moving or not any(phrase.strength == 2 and phrase.measure in _MEASURES for phrase in scene.phrases):
        return
    for place, token, rose in moving:
        if not _finite(scene, place):
            continue
        span = scene.clause_span(token.start)
        if any(span.start <= q.start < span.end and q.form != "rank" and q.unit != "year" for q in scene.reading.quantities):
            continue
        phrase = _argument(scene, place)
        if phrase is not None:
            yield Trend(_quantity(scene, token.start, token.end, rose), phrase)


def _finite(scene: Scene, place: int) -> bool:
    """Return whether a token is a verb that states something past: "rose", "has risen", "was cut"; not "will rise"."""
    token = scene.reading.tokens[place]
    aux = scene.args.auxiliaries(place)
    if aux & {"will", "would", "could", "should", "may", "might", "must", "can", "shall", "to", "'ll", "’ll"}:
        return False
    if scene.args.below(place, "neg"):
        return False
    if token.tag == "VBD":
        return token.dep not in ("amod", "acl", "compound")
    return token.tag == "VBN" and bool(aux & {"has", "have", "had", "was", "were", "been", "'ve", "’ve"})


def _argument(scene: Scene, place: int) -> Phrase | None:
    """Return the phrase that stands as the verb's subject without an object, or as its object."""
    tokens = scene.reading.tokens
    objects = scene.args.below(place, "dobj", "nsubjpass")
    for kid in objects or scene.args.below(place, "nsubj"):
        inside = [tokens[i] for i in scene.args.subtree(kid, without=("relcl", "acl", "prep"))]
        start, end = min(t.start for t in inside), max(t.end for t in inside)
        for phrase in scene.phrases:
            if (
                phrase.strength == 2
                and phrase.measure in _MEASURES
                and start <= phrase.start < end
                and phrase.end >= tokens[kid].start
            ):
                return phrase
    return None


def _quantity(scene: Scene, start: int, end: int, up: bool) -> Quantity:
    """Return a percentage above (or below) nothing, anchored at the verb."""
    zero = Decimal(0)
    interval = Interval(zero, None) if up else Interval(None, zero)
    return Quantity(
        start=start,
        end=end,
        number_start=start,
        number_end=end,
        surface=scene.between(start, end),
        form="percent",
        printed=interval,
        value=interval,
        rounding=zero,
        unit="percent",
        relation=Relation.MORE_THAN if up else Relation.LESS_THAN,
        change="up",
    )
