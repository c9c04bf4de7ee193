"""Whose the dead and hurt are: of what nation, who lost them, who was struck, where it happened, and what was told before."""

from __future__ import annotations

import re

from dragoman.lexicon.numbers import number_context
from dragoman.model import Mention, Quantity
from dragoman.reading.governed import grammatical
from dragoman.reading.measured import Measured
from dragoman.reading.nearby import Ids, usable
from dragoman.reading.scene import Scene

_PARAGRAPHS = 2
"""Paragraphs over which a count of the dead goes on with those of the same."""
_STILL_TOLD = 400
"""Characters over which the dead that nobody owns are those of the act of force told last."""
_NEAR = 60
"""Characters between two counts of one list."""
_IN_ARMS = ("personnel", "deployment", "casualties")
_PLACES = ("state", "capital", "place", "description", "demonym")

_SUFFERED = re.compile(
    r"\b(?:suffer(?:s|ed|ing)?|sustain(?:s|ed|ing)?|lost|loses?|losing)\s"
    r"(?:(?:at least|about|some|around|over|nearly|up to|more than|a total of)\s){0,2}$",
    re.IGNORECASE,
)
"""Whose the dead are who are said to be lost: the verb's subject, wherever they fell."""
_LOSING = re.compile(r"\b(?:lost|lose|losing|suffer\w*|sustain\w*)\b", re.IGNORECASE)
_LOST = re.compile(r"\b(?:lost|lose|loses|losing|suffered|died|casualties)\b", re.IGNORECASE)
_INFLICTED = re.compile(r"\b(?:inflict|caus|kill)\w*", re.IGNORECASE)
_THE_DEAD = re.compile(r"(?:['’]s?)?\s(?:[a-z-]+\s)?(?:deaths|casualties|losses|fatalities|dead|wounded)\b")
_FORCES = re.compile(r"['’]s?\s|\s(?:soldiers|troops|forces|civilians|army|military)")
_BY = re.compile(r"\bby\s(?:the\s)?$")
_LOSSES = re.compile(
    r"\b(?:losses|casualties|dead|deaths)\s(?:are|were|have|had|stand|stood|run|number|total|exceed|reach)\w*\b", re.IGNORECASE
)
_DRIVEN_OUT = re.compile(r"\b(?:displac\w+|uproot\w+|homeless|evacuat\w+|refugees?|driven from|fle(?:d|e|eing))\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:and|,)\s(?:[\w-]+\s){0,3}$")

_IN_PLACE = re.compile(
    r"\b(?:in|on|at|across|near|around|throughout|inside|from|within|over)\s(?:the\s)?(?:[\w-]+\s){0,3}$", re.IGNORECASE
)
_ATTACK_ON = re.compile(
    r"\b(?:attacks?|strikes?|raids?|assaults?|bombardments?|barrages?|offensive|war|airstrikes?)\s"
    r"(?:on|against|in)\s(?:the\s)?(?:(?!between\b|by\b|with\b|from\b)[\w-]+\s){0,4}$",
    re.IGNORECASE,
)
_ATTACK_OF = re.compile(
    r"\s(?:[\w-]+\s)?(?:shelling|attacks?|\w*strikes?|drones?|missiles?|bomb\w*|fire|forces|troops|air|"
    r"rockets?|artillery|soldiers|raids?|offensive|invasion)\b"
)
_BORDER = re.compile(
    r"\b(?:borders?|frontiers?)\s(?:of|with|to|between)\s(?:the\s)?(?:[A-Z][\w-]+\sand\s)?$|\bborder(?:s|ing)\s(?:the\s)?$"
)
_ITS_BORDER = re.compile(r"(?:\sand\s[A-Z]\w+|-[A-Z]\w+)?['’]?s?\s(?:borders?|frontiers?)\b")
_MEANWHILE = re.compile(
    r"\s(?:as|while|after|before)\s(?:[\w’'-]+\s){1,4}(?:met|meet|gathered|talks|said|called|visited|arrived)\b", re.IGNORECASE
)
_STRIKES = re.compile(
    r"(?:['’]s)?\s(?:[\w-]+\s){0,2}?(?:\w*strikes?|attacks?|shelling|bomb\w*|missiles?|drones?|rockets?|artillery|fire|raids?|"
    r"offensive|invasion|assault|bombardment|airstrikes?|gunfire)\b"
    r"|\s(?:has\s|have\s|had\s)?(?:killed|wounded|injured|shot|bombed|shelled|attacked)\b",
    re.IGNORECASE,
)


def are_victims(scene: Scene, quantity: Quantity, measured: Measured) -> bool:
    """Return whether a count is of the dead and hurt, or of people who had to leave their homes: they belong where that was."""
    if measured.measure == "casualties":
        return True
    if quantity.unit not in number_context().people and quantity.unit is not None:
        return False
    before = scene.before(quantity.start, 40).rsplit(",", 1)[-1]
    return bool(_DRIVEN_OUT.search(before + scene.between(quantity.start, quantity.end + 40)))


def victims_of(scene: Scene, quantity: Quantity) -> tuple[Ids, bool]:
    """Return whose the dead and hurt are, empty where the article does not say; and whether the sentence itself says so."""
    for rule in (_of_nation, _counted_on, _losers, _mourned, _struck, _there, _who_had_them, _lossmakers):
        if found := rule(scene, quantity):
            return found, True
    told = _told(scene, quantity)
    return told, not told


def _of_nation(scene: Scene, quantity: Quantity) -> Ids:
    """Return the nation named within the count ("two Turkish soldiers")."""
    low, high = quantity.number_end, max(quantity.end, quantity.unit_end or 0)
    inside = (usable(scene, m) for m in scene.reading.mentions if low <= m.start and m.end <= high)
    return next((ids for ids in inside if ids), ())


def _counted_on(scene: Scene, quantity: Quantity) -> Ids:
    """Return whose the count before was that this one goes on with ("two Turkish soldiers were killed and four wounded")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start]
    if scene.context.topic_measure != "casualties" or not earlier or quantity.start - earlier[-1].end > _NEAR:
        return ()
    between = any(earlier[-1].end <= m.start < quantity.start for m in scene.reading.mentions)
    goes_on = not between and _GOES_ON.search(scene.between(earlier[-1].end, quantity.start))
    return scene.context.figure_subject if goes_on else ()


def _losers(scene: Scene, quantity: Quantity) -> Ids:
    """Return who is said to have lost them: "Peru lost at least six"."""
    lost = _SUFFERED.search(scene.before(quantity.start, 40))
    return grammatical(scene, quantity, Measured("casualties")) if lost else ()


def _mourned(scene: Scene, quantity: Quantity) -> Ids:
    """Return whose the dead are called: "Peru's dead", "Peruvian losses"."""
    named = (usable(scene, m) for m in scene.reading.mentions if _THE_DEAD.match(scene.after(m.end, 30)))
    return next((ids for ids in named if ids), ())


def _struck(scene: Scene, quantity: Quantity) -> Ids:
    """Return whom the act struck that a participle counts the dead of ("attacked a Chadian post near Niger, killing six")."""
    verb = scene.clause(quantity.number_start)
    if verb is None or scene.reading.tokens[verb].dep != "advcl" or scene.reading.tokens[verb].tag != "VBG":
        return ()
    above = scene.reading.tokens[verb].head
    if not scene.args.is_verb(above):
        return ()
    attackers = {*_attackers(scene), *scene.args.doers(above)}
    hit = (one for head in scene.args.undergoers(above) for one in scene.args.reached(head))
    return next(((one,) for one in hit if one not in attackers), ())


def _there(scene: Scene, quantity: Quantity) -> Ids:
    """Return the nearest place where it happened, or that was attacked."""
    named = [m for m in scene.reading.mentions if usable(scene, m)]
    near = [m for m in named if _is_place(scene, quantity, m)]
    near += [m for m in named if _ATTACK_ON.search(scene.before(m.start, 60))]
    near.sort(key=lambda mention: abs(mention.start - quantity.end))
    return usable(scene, near[0]) if near else ()


def _is_place(scene: Scene, quantity: Quantity, mention: Mention) -> bool:
    """Return whether the words say that it happened there, and not who did it, or what others did meanwhile."""
    if mention.kind not in _PLACES or _ATTACK_OF.match(scene.after(mention.end, 30)):
        return False
    if not _IN_PLACE.search(scene.before(mention.start, 45)) or _is_at_a_border(scene, mention):
        return False
    return mention.start <= quantity.end or _MEANWHILE.search(scene.between(quantity.end, mention.start)) is None


def _is_at_a_border(scene: Scene, mention: Mention) -> bool:
    """Return whether a state is only named to say near whose border something is ("near the border with Niger")."""
    beside = _ITS_BORDER.match(scene.after(mention.end, 40))
    return bool(beside or _BORDER.search(scene.before(mention.start, 40)))


def _who_had_them(scene: Scene, quantity: Quantity) -> Ids:
    """Return whose forces or civilians are named last where the sentence speaks of losses."""
    if not _LOST.search(scene.text):
        return ()
    owned = [
        mention
        for mention in scene.reading.mentions
        if _FORCES.match(scene.after(mention.end, 12))
        and mention.end <= quantity.end + 20
        and ";" not in scene.between(mention.end, quantity.start)
    ]
    return usable(scene, owned[-1]) if owned and not _BY.search(scene.before(owned[-1].start, 8)) else ()


def _lossmakers(scene: Scene, quantity: Quantity) -> Ids:
    """Return the subject of the clause where the sentence speaks of suffering, or counts casualties that none inflicts."""
    losing = _LOSING.search(scene.before(quantity.start, 60))
    counted = quantity.unit in ("casualty", "loss") and not _INFLICTED.search(scene.text)
    return grammatical(scene, quantity, Measured("casualties")) if losing or counted else ()


def _told(scene: Scene, quantity: Quantity) -> Ids:
    """Return whose they are by what was told before, where the sentence does not say."""
    told = scene.context
    still = scene.reading.sentence.paragraph - told.figure_paragraph <= _PARAGRAPHS
    if told.topic_measure == "casualties" and still and told.figure_subject:
        return told.figure_subject
    if _LOSSES.search(scene.before(quantity.start, 40)) and told.topic_measure in _IN_ARMS and scene.topic is not None:
        return told.figure_subject
    hit = told.figure_object or _last_struck(scene)
    return () if set(hit) & _attackers(scene) else hit


def _last_struck(scene: Scene) -> Ids:
    """Return whom the act of force told of last struck, where the paragraph before told of it."""
    near = (act for act in scene.context.acts if scene.reading.sentence.start - act.anchor.end <= _STILL_TOLD)
    return next((act.object for act in near if act.body.type == "operation" and act.object and not act.body.inferred), ())


def _attackers(scene: Scene) -> set[str]:
    """Return who strikes or kills in a sentence: the dead are hardly theirs."""
    return {one for m in scene.reading.mentions if _STRIKES.match(scene.after(m.end, 40)) for one in m.actors}
