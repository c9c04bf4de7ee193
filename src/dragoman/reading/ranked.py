"""What a place in an order is about: "third largest military spender", "an all-time high"."""

from __future__ import annotations

import re
from functools import cache

from dragoman.lexicon.figure_words import figure_words
from dragoman.model import Quantity
from dragoman.reading.measured import Measured, nearest
from dragoman.reading.scene import Phrase, Scene
from dragoman.reading.units import singular

_MANNED = re.compile(
    r"\b(?:recruit\w*|enlist\w*|desert(?:ions?|ers?)|troop (?:numbers|levels)|manpower|headcount|conscripts?)\b", re.IGNORECASE
)


def _at_a_record(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what is "at an all-time high": people where they are recruited, the measure named nearest before, else `other`."""
    if _MANNED.search(scene.before(quantity.start, 60)):
        return Measured("personnel") if scene.secure else None
    if (held := _HELD_LOW.search(scene.before(quantity.start, 60))) is not None and scene.secure:
        return Measured("equipment" if held[1].lower() in _OF_WEAPONS else "personnel")
    for strength in (2, 1):
        near = nearest(scene, quantity, strength=strength)
        if near is not None and near.start < quantity.start and (strength == 2 or near.measure == "military_expenditure"):
            return Measured(near.measure, near)
    return Measured("other") if scene.secure else None


_HELD_LOW = re.compile(
    r"\b(fleet|arsenal|stockpile|army|troops|garrison|manpower|headcount)\b(?:\s(?:had|has|have|was|were|is))?\s"
    r"(?:f[ae]ll|fallen|rose|risen|rise|r[ea]+ch\w*|hit|shr[aiu]nk|dropp?\w*|grow\w*|grew|dwindl\w*|climb\w*|stood|stands?|at)\b[^,;.]{0,16}$",
    re.IGNORECASE,
)
"""Before a record: what reached it ("the fleet fell to an all-time low")."""
_OF_WEAPONS = ("fleet", "arsenal", "stockpile")


@cache
def _ends_in(noun: str) -> re.Pattern[str]:
    """Return what finds a noun that is ranked at the end of a stretch ("economy", "largest importers today")."""
    shape = rf"{re.escape(noun[:-1])}(?:y|ies)" if noun.endswith("y") else rf"{re.escape(noun)}(?:e?s)?"
    return re.compile(
        rf"\b{shape}(?:\s+(?:country|countries|nation|nations|state|states|power|powers|"
        rf"today|now|ever|yet|so far|abroad|overseas|anywhere|at home|to date|on record))?\W*$"
    )


_STRETCH_ENDS = re.compile(
    r"[.,;:]|\bof (?:any|all)\b"
    r"|\b(?:that|which|who|since|after|behind|in|for|and|with|on|as|to|by|against|from|between|during|over|throughout|when|is|was|are|were|has|have|ever)\b"
)
_SUPERLATIVES = re.compile(r"^\W*(?:and|,)\s(?:the\s)?(?:most\s\w+|\w+est)\b")
_NUMBER_OF = re.compile(
    r"\b(?:numbers?|amounts?|concentrations?|groups?|batch(?:es)?|shipments?|consignments?|squadrons?|fleets?|orders?)\s*$"
)


_NAMED = re.compile(r"(?<=[a-z])\s(?=(?:USS|HMS|INS)?\s?[A-Z])")
"""Where a name follows the noun that is ranked ("the largest aircraft carrier USS Ford")."""


def _after_superlatives(tail: str) -> str:
    """Return the words after a further superlative ("largest and most powerful warship ever built": from "warship" on)."""
    again = _SUPERLATIVES.match(tail.lower())
    return _STRETCH_ENDS.split(tail[again.end() :].lower())[0] if again else ""


def _after_ranks(tail: str) -> str:
    """Return the words after a further place in an order ("second and fourth-biggest importers": from "importers" on)."""
    again = re.match(r"\W*(?:and|or)\s(?:the\s)?[\w]+[\s-](?:most\s\w+|\w+est)\b", tail.lower())
    return _STRETCH_ENDS.split(tail[again.end() :].lower())[0] if again else ""


def _ranked_weapons(headed: str, stretch: str) -> str | None:
    """Return `equipment` where weapons are ranked ("largest warship"), or their number ("largest number of jets")."""
    counted = _NUMBER_OF.search(headed.rstrip())
    words = re.findall(r"[a-z][\w-]*", stretch.partition(" of ")[2] if counted else headed)
    nouns = [singular(word) for word in words][-4 if counted else -1 :]
    return "equipment" if any(noun in figure_words().equipment for noun in nouns) else None


_GIVES = re.compile(r"\b(?:aid|assistance|support|help|backing|weapons|arms|equipment)\b", re.IGNORECASE)
_DEALS = re.compile(
    r"\b(?:arms|weapons?|weaponry|military|defen[cs]e|munitions|ammunition|missiles?|drones?|tanks?)\b", re.IGNORECASE
)
_SENDS = re.compile(r"\b(?:troops|peacekeepers|soldiers|forces|personnel)\b", re.IGNORECASE)


def _dealt_in(measure: str, tail: str) -> str:
    """Return the measure of a place among suppliers, buyers or donors by what they deal in ("largest contributor of troops")."""
    what = re.split(r"[.;]|\b(?:to|for|in|after|behind|since|that|which|who)\b", tail.partition(" of ")[2])[0]
    if not what or measure not in ("military_aid", "arms_exports", "arms_imports"):
        return measure
    if measure == "military_aid" and _SENDS.search(what):
        return "deployment"
    if _DEALS.search(what):
        return "military_aid" if _GIVES.search(what) and not re.search(r"\b(?:arms|weapons)\s*$", what.strip()) else measure
    return "other"


_IN_ORDER_OF_TIME = re.compile(r"[\w-]+\s(?:member|country|state|nation|ally)", re.IGNORECASE)
"""An ordinal with a noun of membership: "the 31st member" is counted as members join, and by no measure of theirs."""


ARMS_TRADE = ("arms_exports", "arms_imports")


def ranked_by(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a place in an order is about, from the noun that follows it ("third largest military spender")."""
    words = figure_words()
    tail = scene.after(quantity.end if quantity.unit_start is None else quantity.number_end, 90)
    own = scene.between(quantity.start, quantity.end)
    if _IN_ORDER_OF_TIME.fullmatch(own):
        early = own.lower().startswith(("first", "second", "third"))
        return Measured("other") if early and scene.secure and re.search(r"\b(?:to|of)\b", tail[:60]) else None
    stretch = _NAMED.split(_STRETCH_ENDS.split(tail)[0])[0].lower()
    stretch = stretch if stretch.strip() else _after_superlatives(tail) or _after_ranks(tail)
    if _RELATIVE.match(tail):
        stretch = ""
    of = re.search(r"\bof\b", stretch)
    headed = stretch[: of.start()] if of else stretch
    if own.lower().startswith(("one of", "among")):
        headed = f"{own.lower()} {headed}"
    if own.lower().endswith((" high", " low", " ever", " before")):
        return _at_a_record(scene, quantity)
    strong = [
        p
        for p in scene.phrases
        if p.strength == 2 and quantity.start <= p.start <= quantity.end + 40 and p.measure != "nuclear_warheads"
    ]
    if strong and not scene.breaks(quantity.end, strong[0].start) and strong[0].start - quantity.end <= len(stretch) + 8:
        apart = re.search(r"\b(?:with|whose|where)\b", scene.between(quantity.end, max(quantity.end, strong[0].start)))
        return Measured(strong[0].measure, strong[0], guessed=bool(apart))
    if scene.secure and (weapons := _ranked_weapons(headed, stretch)):
        return Measured(weapons)
    fronted = next((p for p in scene.phrases if p.strength == 2 and _fronts(scene, p, quantity)), None)
    if fronted is not None and len(stretch.split()) <= 1:
        return Measured(fronted.measure, fronted)
    for noun, measure in words.ranked:
        known = noun == "economy" or scene.secure or (measure in ARMS_TRADE and scene.topic in ARMS_TRADE)
        if known and _ends_in(noun).search(stretch if " of " in noun else headed):
            return Measured(_dealt_in(measure, tail[:90] if of else ""))
    before = scene.before(quantity.start, 110)
    if scene.secure and (of_subject := _of_the_subject(before) or _of_the_head(scene, quantity, before)) is not None:
        return of_subject
    if scene.secure and (of := _AMOUNT_OF.match(tail)) is not None:
        nouns = {singular(word) for word in re.findall(r"[a-z-]+", of[1].lower())}
        if nouns & words.casualty_nouns:
            return Measured("casualties")
        if nouns & words.numbered_people:
            return Measured("deployment" if words.deployed.search(scene.text) else "personnel", guessed=True)
    if "number of" in tail[:12] or re.search(r"^\s*(?:number|amount) of", tail):
        return (
            Measured(
                "equipment"
                if any(re.search(rf"\b{e}s\b", tail) for e in ("drone", "missile", "tank", "jet", "aircraft"))
                else "other"
            )
            if scene.secure
            else None
        )
    near = nearest(scene, quantity, strength=2)
    if near is not None and near.measure == "gdp":
        near = next((phrase for phrase in scene.phrases if phrase.strength == 2 and phrase.measure != "gdp"), near)
    if (
        near is not None
        and len(stretch.split()) <= 1
        and scene.distance(quantity, near.start, near.end) < (60 if not re.search(r",\s(?:the|its)\s$", before) else 120)
        and near.measure not in ("population",)
    ):
        return Measured(near.measure, near, guessed=True)
    if re.search(r"\b(?:exercise|exercises|drills|attack|deployment|operation)\b[^.;]*$", before, re.IGNORECASE) and re.match(
        r"\W*(?:since|in|of|ever|yet|to date|on record|so far|by|$)", tail.strip(), re.IGNORECASE
    ):
        return Measured("other") if scene.secure else None
    topic = scene.topic
    if (
        topic in ("military_expenditure", "defence_budget", "arms_exports", "arms_imports")
        and quantity.printed.low != 1
        and not stretch.strip()
    ):
        return Measured(topic, None, True)
    said = _SAID_AFTER.search(before) or (_IS_THE.search(before) and _told(scene, quantity)) or _IT_IS.search(before)
    if scene.secure and topic is not None and said and _no_noun(stretch):
        return Measured(topic, None, True)
    if scene.secure and topic is not None and _PLACED_THIRD.search(before):
        return Measured(topic, None, True)
    alone = stretch.strip(' "”’') in ("", "abroad", "overseas", "ever", "so far", "to date", "yet", "anywhere")
    return Measured("other") if alone and scene.secure and _APPOSED.search(before) else None


_AMOUNT_OF = re.compile(r"\s*(?:number|level|amount)s?\sof\s((?:[\w’'-]+\s?){1,4})", re.IGNORECASE)
_PLACED_THIRD = re.compile(r"\b(?:rank(?:s|ed|ing)|placed|came|coming|finished)\s(?:in\s)?(?:the\s)?$", re.IGNORECASE)


def _fronts(scene: Scene, phrase: Phrase, quantity: Quantity) -> bool:
    """Return whether a phrase before a place says what it is a place in."""
    ranks = _RANKED_THEM.search(scene.between(scene.offset, phrase.start)) is not None and phrase.end < quantity.start
    return ranks or _BY_MEASURE.search(scene.before(phrase.start, 30)) is not None


_RANKED_THEM = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|list(?:s|ed)?|league table)\s(?:of\s)?(?:the\s)?(?:world['’]s\s|global\s)?$", re.IGNORECASE
)
_BY_MEASURE = re.compile(
    r"\b(?:when it comes to|in terms of|as for|as regards|in the matter of|on the measure of|measured by|ranked by)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
"""Before what a place is a place in: "when it comes to military spending, Peru was the third"."""
_RELATIVE = re.compile(r"\s*(?:the|it|they|we|[A-Z][\w’'.]*)\s(?:[\w’'-]+\s){0,3}?(?:has|have|had)\s(?:ever\s)?\w")
"""After a superlative, a clause and no noun: "the largest the navy has ever placed"."""
_PREDICATED = re.compile(
    r"\b([a-z]+)(?:\s?(?:,|--|—|–|\()\s?(?:the|its|their)\s$|\s(?:is|was|are|were|remains?|remained|became)\s(?:(?:now|by far"
    r"|also|still|among)\s){0,2}(?:the|its|their)\s"
    r"(?:(?:world|region|continent)['’]s\s)?$)"
)


def _of_the_subject(before: str) -> Measured | None:
    """Return the measure of a rank that is said of the noun before it ("the order is the largest India has ever placed")."""
    said = _PREDICATED.search(before)
    noun = singular(said[1]) if said else ""
    if noun in figure_words().equipment:
        return Measured("equipment")
    return next((Measured(measure) for name, measure in figure_words().ranked if name == noun), None)


_SAID_AFTER = re.compile(r"\d[\w’']*(?:\s[\w’%'-]+){0,12}\s?[,—–(-]+\s?(?:a|the|its|their)\s$")
"""What stands before a place in an order that is said of a number just given ("fell to 75,166, the lowest since 1990")."""


_IS_THE = re.compile(r"\b(?:is|was|are|were|be|been|became|remains?)\s(?:by far\s|also\s|still\s)?(?:a|the|its|their)\s$")
_IT_IS = re.compile(
    r"^(?:That|This|It|They)\s(?:is|was|are|were|would be|will be|remains?)\s(?:by far\s|also\s|still\s)?(?:a|the|its|their)\s$"
)


def _told(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sentence gives a number before a place in an order."""
    return any(q.end <= quantity.start and q.form != "rank" for q in scene.reading.quantities)


def _no_noun(stretch: str) -> bool:
    """Return whether no noun of its own follows a place in an order: its words are those of a change or a level."""
    words = stretch.strip(' "”’,').split()
    return not words or words[-1] in _OF_A_NUMBER


_OF_A_NUMBER = frozenset(
    "increase rise cut fall drop decline rate level figure total number share amount sum toll proportion tally yet ever".split()
)
_OWNED = re.compile(r"\b(?:is|was|are|were|remains?|became)\s(?:[\w-]+\s){0,2}?(?:the|its|their|(?:[\w-]+\s){0,2}[\w.]+['’]s)\s$")


def _of_the_head(scene: Scene, quantity: Quantity, before: str) -> Measured | None:
    """Return the measure of a place in an order that is said of its clause's subject ("its artillery is Europe's largest")."""
    verb = scene.clause(quantity.start) if _OWNED.search(before) else None
    for head in scene.args.below(verb, "nsubj", "nsubjpass") if verb is not None else ():
        noun = singular(scene.reading.tokens[head].text.lower())
        if noun in figure_words().equipment:
            return Measured("equipment")
        return next((Measured(measure) for name, measure in figure_words().ranked if name == noun), None)
    return None


_APPOSED = re.compile(r",\s(?:its|their|our|his|her|[A-Z][\w.]*['’]s)\s$")
"""What stands before a superlative without a noun, of the noun before: "a base in Djibouti, its largest abroad"."""
