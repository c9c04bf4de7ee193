"""Towards whom a figure is: who receives what it counts, against whom it is aimed, who made it, who is host to it."""

from __future__ import annotations

import re

from dragoman.model import Quantity
from dragoman.reading.measured import Measured
from dragoman.reading.nearby import Ids, group, of_whom, usable
from dragoman.reading.owners import SUPPLIED, handlers
from dragoman.reading.scene import Scene

_TOWARDS = re.compile(
    r"\b(?:to|for|on|at|against|in support of|towards|targeting|across)\s(?:the\s)?(?:[\w-]+\s){0,3}$", re.IGNORECASE
)
_RECIPIENT = re.compile(
    r"\b(?:to|for|in support of|of|help(?:s|ed|ing)?|support(?:s|ed|ing)?|equip(?:s|ped|ping)?)\s(?:the\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)


def object_of(scene: Scene, quantity: Quantity, measured: Measured, subject: Ids) -> Ids:
    """Return towards whom a figure is: who receives aid, who is attacked; empty where nobody."""
    if measured.measure == "military_aid":
        return _recipient(scene, quantity, subject) or _recipient_before(scene, measured, subject)
    if handled := _handled(scene, quantity, measured, subject):
        return handled
    if measured.measure == "programme_cost" or quantity.form == "money":
        return _contracted(scene, quantity, subject)
    if measured.measure in ("equipment", "other", "personnel"):
        return _target(scene, quantity, subject)
    return _host(scene, quantity, subject) if measured.measure == "deployment" else ()


_CONTRACTED = re.compile(
    r"\b(?:(?:contracts?|deals?|orders?|agreements?|purchase|tender)\s(?:[^,.;()]{0,30}\s)?(?:with|from)"
    r"|sales?\s(?:of\s[^,;()]{0,60}\s)?to)\s(?:(?:the|an?)\s)?$",
    re.IGNORECASE,
)


def _contracted(scene: Scene, quantity: Quantity, subject: Ids) -> Ids:
    """Return with whom a contract of a sum is made ("a £60 million deal with the Peruvian navy")."""
    clause = scene.clause_span(quantity.number_start)
    for mention in scene.reading.mentions:
        ids = usable(scene, mention) if clause.start <= mention.start < clause.end else ()
        if ids and ids != subject and _CONTRACTED.search(scene.before(mention.start, 60)):
            return ids
    return _contractor(scene, subject) if _THE_CONTRACT.search(scene.between(clause.start, quantity.start)) else ()


_THE_CONTRACT = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s(?:[a-z-]+\s){0,2}?(?:contract|deal|order|award|purchase|sale|agreement)\b"
)
_SOLD = ("arms_transfer", "agreement")


def _contractor(scene: Scene, subject: Ids) -> Ids:
    """Return with whom the contract told of last was made that a sum is said of ("the deal is worth …")."""
    acts = (act for act in scene.context.acts if act.body.type in _SOLD and set(subject) <= {*act.subject, *act.object})
    parties = next((dict.fromkeys((*act.subject, *act.object)) for act in acts), ())
    return tuple(actor for actor in parties if actor not in subject) if subject else ()


def _handled(scene: Scene, quantity: Quantity, measured: Measured, subject: Ids) -> Ids:
    """Return whose people somebody else does something to ("deported 15,000 Ukrainian civilians", "trained 40,000 Malians")."""
    if measured.measure not in ("other", "personnel") or not subject or handlers(scene, quantity) != subject:
        return ()
    low, high = quantity.number_end, max(quantity.end, quantity.unit_end or 0)
    named = (m for m in scene.reading.mentions if low <= m.start and m.end <= high and usable(scene, m) != subject)
    return next((ids for m in named if (ids := usable(scene, m))), ()) or of_whom(scene, quantity, measured)


_INTO = re.compile(r"[^,.;]{0,40}?\b(?:in|across|throughout|inside|to|at|on)\s(?:the\s)?", re.IGNORECASE)
_HOSTS = re.compile(r"\s(?:(?:still|now|currently|also)\s)?(?:hosts?|hosted|houses|is home to|was home to)\b")


def _host(scene: Scene, quantity: Quantity, subject: Ids) -> Ids:
    """Return the state that troops are in or go to: "28,500 troops in South Korea", "South Korea hosts 28,500 troops"."""
    for mention in scene.reading.mentions:
        ids = usable(scene, mention)
        if not ids or ids == subject or mention.kind not in ("state", "place", "capital"):
            continue
        if mention.start >= quantity.end and _INTO.fullmatch(scene.between(quantity.end, mention.start)):
            return group(scene, mention)
        if mention.end <= quantity.start and _HOSTS.match(scene.after(mention.end, 30)):
            return ids
    return ()


def _recipient_before(scene: Scene, measured: Measured, subject: Ids) -> Ids:
    """Return who received the last figure, where more of the same giver follows and the sentence names nobody else."""
    others = {one for mention in scene.reading.mentions for one in usable(scene, mention)} - set(subject)
    again = bool(subject) and subject == scene.context.figure_subject and scene.topic is not None
    same = others <= set(scene.context.figure_object)
    return scene.context.figure_object if measured.carried or (again and same) else ()


def _recipient(scene: Scene, quantity: Quantity, subject: Ids) -> Ids:
    rows = [
        mention
        for mention in scene.reading.mentions
        if usable(scene, mention)
        and mention.actors != subject
        and mention.kind != "pronoun"
        and _RECIPIENT.search(scene.before(mention.start, 40))
    ]
    near = min(rows, key=lambda m: (m.start < quantity.start, abs(m.start - quantity.end)), default=None)
    if near is not None:
        return tuple(one for one in group(scene, near) if one not in subject)
    for mention in scene.reading.mentions:
        if (
            re.match(r"\s(?:military\s|security\s)?(?:aid|assistance)\b", scene.after(mention.end, 24))
            and mention.actors != subject
        ):
            return usable(scene, mention)
        if re.search(
            r"\b(?:give|gave|given|provide|provided|send|sent|grant|granted|giving|providing)\s(?:the\s)?$",
            scene.before(mention.start, 16),
        ):
            return usable(scene, mention)
    return ()


def _target(scene: Scene, quantity: Quantity, subject: Ids) -> Ids:
    """Return who is attacked or supplied in the sentence: after "on", "at", "against", "to", "for"."""
    act = re.search(
        r"\b(?:attack\w*|strike\w*|struck|fired?|firing|launch\w*|barrage|shell\w*|bomb\w*|raid\w*|target\w*|"
        r"assault\w*|hit|send|sent|provid\w+|deliver\w*|suppl\w+|donat\w+|"
        r"transfer\w*|aid|assistance|support|sold|sell|sale|pledg\w+)\b",
        scene.text,
        re.IGNORECASE,
    )
    supplied = [m for m in scene.reading.mentions if SUPPLIED.search(scene.before(m.start, 24)) and usable(scene, m) != subject]
    if supplied and quantity.form == "count":
        return usable(scene, supplied[0])
    if act is None:
        return scene.context.figure_object if _list_goes_on(scene, subject) else ()
    for mention in scene.reading.mentions:
        ids = usable(scene, mention)
        if ids and ids != subject and _TOWARDS.search(scene.before(mention.start, 50)) and not scene.is_source(mention):
            return tuple(one for one in group(scene, mention) if one not in subject)
    for mention in scene.reading.mentions:
        ids = usable(scene, mention)
        if (
            ids
            and ids != subject
            and re.search(
                r"\b(?:targeting|targeted|attacked|attacking|struck|hit|bombed|shelled)\s(?:the\s)?(?:[\w-]+\s){0,2}$",
                scene.before(mention.start, 40),
                re.IGNORECASE,
            )
        ):
            return ids
    return scene.context.figure_object if subject == scene.context.figure_subject else ()


def _list_goes_on(scene: Scene, subject: Ids) -> bool:
    return subject == scene.context.figure_subject and (
        not scene.reading.mentions or scene.text.lstrip().startswith(("-", "•", "*", "–"))
    )
