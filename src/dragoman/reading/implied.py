"""The period that a figure has though its words name none: today, the day of the events told of, the war so far."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from dragoman.lexicon.periods import eras
from dragoman.model import Period, Quantity
from dragoman.reading.measured import Measured
from dragoman.reading.scene import Scene

AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?|planned|proposed|potentially|could|may|might|intends?|pledged?|going to|if"
    r"|(?<!thought )(?<!believed )(?<!estimated )(?<!said )(?<!reported )(?<!known )to be)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:now|currently|at present|today|presently|is being|are being|as of now)\b", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"\b(?:announc|unveil|authori[sz]|approv|activat|releas|commit)\w*\b|\b(?:new|another|additional|latest)\b[^.;]{0,40}\b(?:package|tranche|drawdown)\b",
    re.IGNORECASE,
)
_COUNTS = ("casualties", "equipment", "other", "personnel", "deployment", "nuclear_warheads")


def implied(scene: Scene, quantity: Quantity, measured: Measured, subject: tuple[str, ...]) -> Period | None:
    """Return the period that tense and topic imply, None where they leave it open."""
    published = scene.context.published
    if published is None:
        return None
    clause = scene.clause_span(quantity.number_start)
    around, before = scene.between(clause.start, clause.end), scene.between(clause.start, quantity.start)
    if _NOW.search(around):
        return today(scene)
    if (war := war_so_far(scene, quantity, measured, subject)) is not None:
        return war
    if measured.measure == "military_aid" and quantity.rate is None and not AHEAD.search(before) and _ANNOUNCED.search(around):
        return today(scene)
    if quantity.form == "measure" and quantity.unit in _SPANS:
        return _up_to_now(scene, quantity)
    if measured.measure in _COUNTS:
        told = None
        if not is_standing(scene, quantity):
            told = _day_of_attack(scene, measured) or _day_told_of(scene) or _year_told_of(scene, quantity, measured)
        return told or (None if AHEAD.search(around) else today(scene))
    return today(scene) if _is_so(scene, quantity) and not AHEAD.search(around) else None


def today(scene: Scene) -> Period | None:
    """Return the article's day."""
    published = scene.context.published
    return Period(published, published, "day") if published else None


_BEFORE = 400
"""Characters after an act of force within which those hurt are taken for hurt by it."""


def _day_of_attack(scene: Scene, measured: Measured) -> Period | None:
    """Return the day of the attack told of last, where it is told later than the last number, for those hurt in it."""
    sentence, published = scene.reading.sentence, scene.context.published
    act = next(iter(scene.context.acts), None)
    if measured.measure != "casualties" or act is None or published is None or act.body.type != "operation":
        return None
    day = act.body.date if act.body.date_from != "context" else None
    near = 0 < sentence.start - act.anchor.start <= _BEFORE and act.anchor.start > scene.context.figure_at
    told = day is not None and day.grain == "day" and day.start is not None and day.start == day.end and day.start <= published
    return day if near and told else None


def _day_told_of(scene: Scene) -> Period | None:
    """Return the day or month of the count before, which is that of the events that a count goes on with."""
    topic, published = scene.context.topic_period, scene.context.published
    if topic is None or scene.topic not in _COUNTS[:-1] or topic.grain not in ("day", "month", "quarter"):
        return None
    return topic if topic.end is None or published is None or topic.end <= published else None


def _year_told_of(scene: Scene, quantity: Quantity, measured: Measured) -> Period | None:
    """Return the year of the same counted before, for what was in the past in the same paragraph."""
    topic, published, verb = scene.context.topic_period, scene.context.published, scene.clause(quantity.number_start)
    same = scene.topic == measured.measure
    if topic is None or topic.grain != "year" or published is None or verb is None or not same:
        return None
    past = topic.end is not None and topic.end < published
    return topic if past and scene.reading.tokens[verb].tag == "VBD" else None


def is_standing(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a count is told of as it stands, and the day told of before is long past ("some 50,000 are involved")."""
    topic, published, verb = scene.context.topic_period, scene.context.published, scene.clause(quantity.number_start)
    if topic is None or topic.end is None or published is None or verb is None or published - topic.end < _LONG_PAST:
        return False
    tags = {scene.reading.tokens[verb].tag, *(scene.reading.tokens[one].tag for one in scene.args.below(verb, "aux", "auxpass"))}
    return bool(tags & {"VBZ", "VBP"}) and not tags & {"VBD", "MD"}


_LONG_PAST = timedelta(days=31)
"""How long before the article a day lies that is history."""


def _is_so(scene: Scene, quantity: Quantity) -> bool:
    """Return whether the clause of a number is in the present, or has no verb that gives it a tense."""
    verb = scene.clause(quantity.number_start)
    if verb is None:
        return True
    tags = {scene.reading.tokens[verb].tag, *(scene.reading.tokens[one].tag for one in scene.args.below(verb, "aux", "auxpass"))}
    return not tags & {"VBD", "MD"}


_SPANS = {"year": 365, "month": 30, "week": 7, "decade": 3652}


def _up_to_now(scene: Scene, quantity: Quantity) -> Period | None:
    """Return the time up to the article that a span of what still goes on covers ("two years of war", "it has been 16 years")."""
    published = scene.context.published
    going = re.search(r"\b(?:has|have|is|after|despite|since)\b[^.;]{0,40}$", scene.before(quantity.start), re.IGNORECASE)
    days = int((quantity.printed.low or 0) * _SPANS[quantity.unit or ""])
    late = re.match(r"\s(?:late|overdue|behind)\b", scene.after(quantity.end, 10))
    going = going or re.match(r"\sof\s(?:full-scale\s|open\s)?(?:war|fighting|conflict)\b", scene.after(quantity.end, 24))
    if published is None or going is None or late or not 0 < days < 36500:
        return None
    return Period(published - timedelta(days=days), published, "years" if quantity.unit == "year" else quantity.unit or "day")


_OF_A_WAR = {"casualties": 1_000, "equipment": 500, "military_aid": 1_000_000_000, "personnel": 10_000, "other": 100_000}
"""From how many on what was lost, given or driven out is that of a war so far, and of no single day of it."""
_SO_FAR = re.compile(
    r"\b(?:has|have|had)\s(?:already\s|now\s|so far\s|since\s|also\s)?(?:been\s)?(?:lost|killed|destroyed|damaged|amounted"
    r"|totall?ed|trained|equipped|shot down|downed|fled|left|given|provided|sent|supplied|delivered|committed|spent|suffered"
    r"|driven|displaced|died|reached|wounded|received|donated)\b"
    r"|\b(?:losses|casualties|toll|deaths)\b[^.;]{0,90}\b(?:are|is|stands?|now|amount|total|reach|exceed|ris|rose|climb|increas|grown|grew|surpass|pass|top|hit|near)\w*\b"
    r"|\b(?:losses|casualties)\s(?:amounted|have|were)\b|\bso far\b|\bdead or wounded\b",
    re.IGNORECASE,
)


_TOLL_OF = re.compile(
    r"\b(?:death toll|toll|total (?:deaths|dead|casualties))\b[^.;]{0,90}\b(?:to|at|is|was|reached|passed|of)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_FOREMOST = 2
"""Actors of a text whose war a sum can be of that names nobody."""


def war_so_far(
    scene: Scene, quantity: Quantity, measured: Measured, subject: tuple[str, ...], *, stated: bool = False
) -> Period | None:
    """Return the time from the beginning of a war of those spoken of, for a sum of what was lost, given or driven out in it."""
    published, least = scene.context.published, _OF_A_WAR.get(measured.measure)
    size = quantity.printed.low if quantity.printed.low is not None else quantity.printed.high
    if published is None or least is None or size is None or not _SO_FAR.search(scene.text):
        return None
    if size < Decimal(least) and not stated and not _TOLL_OF.search(scene.before(quantity.start, 120)):
        return None
    named = {*subject, *(actor for mention in scene.reading.mentions for actor in mention.actors)}
    named = named or set(scene.context.topic_actor[:_FOREMOST])
    wars = (era for era in eras() if "war began" in era.patterns)
    starts = {era.since for era in wars if era.states & named and era.since <= published}
    return Period(next(iter(starts)), published, "open") if len(starts) == 1 else None
