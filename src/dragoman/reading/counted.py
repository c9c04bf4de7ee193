"""What a count with its noun measures: weapons, people in arms or hurt, happenings, sizes; None where it is no claim."""

from __future__ import annotations

import re

from dragoman.lexicon.figure_words import figure_words
from dragoman.lexicon.numbers import number_context, units
from dragoman.model import Quantity
from dragoman.reading.bounds import CHANGE_NOUNS
from dragoman.reading.measured import Measured, nearest
from dragoman.reading.people import are_nationals, is_hurt, people, strong
from dragoman.reading.scene import Scene
from dragoman.reading.units import is_airliner, singular

_TIME = frozenset("second minute hour day week fortnight month quarter year decade century millisecond".split())
_PAIRED = re.compile(r"\b(?:the|these|those|both|its|their|his|her|our|between)\s(?:other\s)?$", re.IGNORECASE)
_MODEL = re.compile(r"\b(?:an?|another|his|her|each|every)\s$", re.IGNORECASE)


def counted(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a count with its noun measures, or a measurement with its unit; None where it is no claim."""
    noun = (quantity.unit or "").lower()
    words = figure_words()
    if quantity.unit == "time" and _struck_often(scene, quantity):
        return Measured("other")
    if noun in _TIME or (quantity.unit == "time" and not _nth_time(scene, quantity)):
        return _lasting(scene, quantity, noun)
    if noun == "time":
        return Measured("other")
    phrase_words = _unit_words(scene, quantity)
    if are_nationals(scene, quantity):
        noun = "person"
    if noun == "bomber" and _ON_FOOT.search(phrase_words):
        return Measured("other", unit="person") if scene.secure else None
    if "service member" in phrase_words:
        noun = "servicemember"
    if words.designations.match(phrase_words) or (is_airliner(noun[:3]) and scene.secure):
        return Measured("equipment")
    if _is_reference(scene, quantity):
        return None
    if "warhead" in phrase_words or ("nuclear" in phrase_words and noun in ("weapon", "bomb")):
        return Measured("nuclear_warheads")
    if noun in ("population", "inhabitant"):
        return Measured("population")
    if noun in CHANGE_NOUNS and (of := _changed_in(scene, quantity)) is not None:
        return of
    if noun in ("strong",):
        return strong(scene, quantity) if scene.secure else None
    if "blue helmet" in phrase_words:
        return Measured("deployment")
    if noun in ("killed", "dead", "wounded", "injured", "hurt", "missing") and scene.secure:
        return Measured("casualties")
    if noun == "other" and (weapon := _weapons_among(scene, quantity)):
        return Measured("equipment", unit=weapon)
    if noun in words.casualty_nouns or (noun == "body" and _RECOVERED.search(scene.text)) or is_hurt(scene, quantity, noun):
        return Measured("casualties")
    return _thing(scene, quantity, noun)


_ON_FOOT = re.compile(r"\b(?:suicide|car|truck)\b")
"""What makes a bomber a person."""
_CHANGED_IN = re.compile(
    r"\s(?:in|of|to)\s(?:[\w’'-]+\s){0,4}?(manpower|strength|troops?|soldiers|personnel|headcount|army|military"
    r"|armed forces|reserves|tanks|aircraft|jets|ships|vessels|fleet|warheads)\b"
)


def _changed_in(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a number with a noun of change counts ("a 20,000 cut in army manpower")."""
    found = _CHANGED_IN.match(scene.after(quantity.end, 60))
    if found is None or not scene.secure:
        return None
    if found[1] == "warheads":
        return Measured("nuclear_warheads", unit="warhead")
    things = singular(found[1]) in figure_words().equipment or found[1] == "fleet"
    return Measured("equipment", unit=singular(found[1])) if things else Measured("personnel", unit="person")


_RECOVERED = re.compile(
    r"\b(?:recovered|found|buried|exhumed|retrieved|pulled from|morgues?|mass graves?|repatriated)\b", re.IGNORECASE
)


def _thing(scene: Scene, quantity: Quantity, noun: str) -> Measured | None:
    """Return the measure of a count by its noun: weapons, people, measurements, then whatever else a security text counts."""
    words = figure_words()
    if (
        noun in words.equipment
        and _MODEL.search(scene.before(quantity.start, 9))
        and "-" not in scene.between(quantity.start, quantity.end)
    ):
        return None
    if quantity.printed.low == quantity.printed.high == 1 and _is_one_of(scene, quantity):
        return None
    if (
        quantity.form == "count"
        and noun in words.equipment
        and not (noun == "fighter" and not words.flying.search(scene.text))
        and not (
            noun in ("unit", "set", "system", "transport", "carrier", "tube", "piece", "charge", "engine") and not scene.secure
        )
    ):
        others = _ATTACKED.search(scene.before(quantity.start, 40)) or _LISTED.search(scene.text) or _is_merchant(scene, quantity)
        return Measured("other" if others else "equipment")
    if noun in words.forces or noun in number_context().people:
        return people(scene, quantity, noun)
    if not scene.secure or (words.affairs.found(scene.text) and not scene.speaks):
        return None
    if quantity.form == "measure":
        return _measurement(scene, quantity)
    if _holds_weapons(scene, quantity, noun) or (noun in _GROUPS and _named_by_weapon(scene, quantity)):
        return Measured("equipment")
    if noun in FORMATIONS or "battle group" in _unit_words(scene, quantity):
        return _formations(scene, quantity, noun)
    if noun in words.others:
        return None if _by_the_way(scene, quantity, noun) else Measured("other")
    again = _OF_A_KIND.match(scene.after(quantity.number_end, 8))
    if noun in _CASES and (again or words.security.found(scene.after(quantity.end, 40))):
        return Measured("other")
    if _is_unit_name(scene, quantity, noun):
        return None
    many = quantity.printed.low is not None and quantity.printed.low >= _MANY
    return Measured("other") if many and noun not in words.abstract else None


def _is_one_of(scene: Scene, quantity: Quantity) -> bool:
    """Return whether "one" picks out and counts nothing: "one of the ships", "one such raid"."""
    after = scene.after(quantity.number_end, 50)
    return bool(_ONE_OF.match(after) or _OF_A_KIND.match(after))


_CASES = frozenset({"case", "instance", "occurrence"})
"""What a list counts by what it is of: "138 cases of infiltration", "six such instances"."""
SHIPS = frozenset({"ship", "vessel", "tanker", "boat", "freighter", "carrier", "craft"})
TRADING = re.compile(
    r"\b(?:merchant|commercial|container|cargo|civilian|fishing|flagged|merchantmen|bulk|crude|oil|cruise|passenger|trading|shipping"
    r"|affiliated|owned|linked)\b",
    re.IGNORECASE,
)
"""What shows a ship to be none of a navy's."""


def _is_merchant(scene: Scene, quantity: Quantity) -> bool:
    """Return whether ships counted trade or fish: by the words before the noun, or since their text is about shipping."""
    if (quantity.unit or "") not in SHIPS:
        return False
    return TRADING.search(_unit_words(scene, quantity)) is not None or (
        _TRAFFIC.search(scene.text) is not None and _NAVAL.search(scene.text) is None
    )


_NAVAL = re.compile(r"\b(?:nav(?:y|al|ies)|warships?|frigates?|destroyers?|fleets?)\b", re.IGNORECASE)
_TRAFFIC = re.compile(
    r"\b(?:shipping|pira(?:cy|tes?)|hijack\w*|crew|(?:merchant|commercial) (?:ships|vessels)|sea lanes?|Suez|trade routes?"
    r"|insurance)\b"
)


def _is_unit_name(scene: Scene, quantity: Quantity, noun: str) -> bool:
    """Return whether digits before a capital and no plural are the name of a unit ("16 Bihar", "45 Commando")."""
    words = scene.between(quantity.number_end, quantity.end).strip()
    named = words.lower() == noun and words[:1].isupper() and quantity.printed.low != 1
    return named and scene.between(quantity.number_start, quantity.number_end).isdecimal()


FORMATIONS = frozenset({"battlegroup", "battalion", "brigade", "division", "regiment", "contingent", "formation"})


def _formations(scene: Scene, quantity: Quantity, noun: str) -> Measured | None:
    """Return the measure of a count of formations: where sent, `deployment`, else what the army has of them."""
    if _by_the_way(scene, quantity, noun):
        return None
    sent = _SENT.search(scene.before(quantity.start, 50)) or noun in ("battlegroup", "contingent", "group")
    return Measured("deployment" if sent else "personnel")


_SENT = re.compile(
    r"\b(?:deploy(?:s|ed|ing|ments?)?(?:\sof)?|station(?:s|ed|ing)?|send(?:s|ing)?|sent|dispatch(?:ed|ing)?)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)


def _by_the_way(scene: Scene, quantity: Quantity, noun: str) -> bool:
    """Return whether one of something, or a few of those spoken of, is no count: "one country", "two of its partners"."""
    if quantity.printed.low == quantity.printed.high == 1:
        return noun not in ("attack", "strike", "fire", "house", "explosion", "base", "incident", "launch")
    return (quantity.printed.low or 0) < _MANY and bool(_ONE_OF.match(scene.after(quantity.number_end, 12)))


_HOLDERS = frozenset("squadron fleet wave batch pair shipment consignment container flight salvo barrage column convoy".split())


_AMONG_OTHERS = re.compile(
    r",?\s(?:including|among them|mostly|mainly|all of them)\s(?P<noun>(?:[\w-]+\s){0,3}[\w-]+?s)\b(?=[,.;]|\sand\b)"
)


def _weapons_among(scene: Scene, quantity: Quantity) -> str:
    """Return the weapon that others counted are said to have among them ("six others, including armoured vehicles"), else ""."""
    match = _AMONG_OTHERS.match(scene.after(quantity.end, 60))
    noun = singular(match["noun"].split()[-1].lower()) if match else ""
    return noun if noun in figure_words().equipment else ""


def _holds_weapons(scene: Scene, quantity: Quantity, noun: str) -> bool:
    """Return whether what is counted is a group of weapons: "two squadrons of F-35 fighters"."""
    held = re.match(r"\s*of\s([^,;.]{0,50})", scene.after(quantity.end, 60)) if noun in _HOLDERS else None
    words = re.findall(r"[A-Za-z][\w-]*", held[1])[:5] if held else []
    return any(singular(word.lower()) in figure_words().equipment for word in words)


_GROUPS = frozenset({"group", "squadron", "wing", "flotilla", "battery"})


def _named_by_weapon(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a group is named by the weapons that it is made of ("two carrier groups")."""
    return any(singular(word) in figure_words().equipment for word in _unit_words(scene, quantity).split()[:-1])


_MANY = 13
"""Fewer than this of something that no list names are counted by the way ("three reasons", "two schoolyard bullies")."""


HAPPENINGS = frozenset(
    {"attack", "strike", "incident", "explosion", "fire", "launch", "incursion", "violation", "hit", "crossing", "intercept"}
)
_OF_A_KIND = re.compile(r"\s+such\s")
_ONE_OF = re.compile(r"\s+of\s(?:(?:the|its|their|his|her|our|these|those)\b|(?:[A-Z][\w.]*\s){0,2}[A-Z][\w.]*['’]s\b)")


_SIZES = frozenset({"length", "mass", "area", "volume", "speed", "power", "other"})
_AWAY = re.compile(
    r"\s*(?:away|from|north|south|east|west|off|inside|outside|deep|inland|short|(?:north|south)-?(?:east|west))\b", re.IGNORECASE
)


def _measurement(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of a length, weight, area or speed: `equipment` where a weapon or ship has it, else `other`."""
    unit = units().named.get(quantity.unit or "")
    if quantity.unit == "millimetre" and _is_calibre(scene, quantity):
        return None
    if unit is None or unit.kind not in _SIZES or quantity.unit in ("degree", "stone", "radian"):
        return None
    return Measured("equipment" if _sizes_equipment(scene, quantity) else "other")


def _is_calibre(scene: Scene, quantity: Quantity) -> bool:
    """Return whether millimetres name a sort of gun or shell ("155mm ammunition") and measure nothing."""
    after = scene.after(quantity.end, 60)
    listed = _MORE_CALIBRES.match(after)
    follows = re.findall(r"[A-Za-z][\w-]*", after[listed.end() if listed else 0 :])[:2]
    return any(word in _CALIBRE or singular(word) in figure_words().equipment for word in map(str.lower, follows))


_MORE_CALIBRES = re.compile(r"(?:(?:,|,?\s(?:and|or))\s\d+(?:\.\d+)?[\s-]?(?:mm|millimet(?:re|er)s?))+", re.IGNORECASE)
"""Further calibres in a row, whose sort of gun or shell the last one names: "105-mm and 25-mm rounds"."""
_CALIBRE = ("calibre", "caliber")


def _sizes_equipment(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a measurement is a weapon's or ship's: "a 65,000-tonne carrier", "a range of 900 km", "280 metres long"."""
    words = figure_words()
    after = scene.after(quantity.end, 40)
    follows = re.findall(r"[A-Za-z][\w-]*", after)[:3]
    hyphened = "-" in scene.between(quantity.number_end, quantity.end)
    if hyphened and follows and follows[0][:1].isupper():
        return words.ships.search(scene.text) is not None
    if hyphened and any(singular(w.lower()) in words.equipment for w in follows):
        return True
    if _joined_size(scene, quantity) or _right_after_ship(scene, quantity):
        return True
    if _AWAY.match(after):
        return False
    if _DISPLACES.search(scene.before(quantity.start, 30)):
        return True
    described = words.sized.search(scene.before(quantity.start, 30)) or (follows and words.sized.match(follows[0]))
    in_arms = scene.topic in ("equipment", "nuclear_warheads")
    reaches = (in_arms or _names_weapon(scene)) and (_REACH_OF.match(after) or _RANGES.search(scene.before(quantity.start, 90)))
    return bool(reaches) or (bool(described) and (words.ships.search(scene.text) is not None or in_arms))


_REACH_OF = re.compile(r"[\s-](?:reach|range|radius|hull|beam|wingspan|barrel)\b")
_RANGES = re.compile(
    r"\b(?:range|ranges|reach)\b[^.;]{0,60}?\b(?:of|from|to|is|was|exceeds?|between|beyond|and|over|up to)\s"
    r"(?:\w+\s){0,3}$",
    re.IGNORECASE,
)


def _names_weapon(scene: Scene) -> bool:
    """Return whether a sentence names a weapon by a noun or by its own name ("the Taurus has a reach of 500 km")."""
    words = figure_words()
    return any(singular(word.lower()) in words.weapons for word in re.findall(r"[A-Za-z][\w-]*", scene.text))


def _right_after_ship(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a size is set right beside what has it ("the carrier, 65,000 tonnes and 280 metres long")."""
    before = scene.before(quantity.start, 40)
    ends = [found.end() for found in figure_words().ships.finditer(before)]
    return bool(ends) and _BESIDE.fullmatch(before[ends[-1] :]) is not None


def _joined_size(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a size goes on with one before it that is a weapon's or a ship's."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start and q.form == "measure"]
    joined = bool(earlier) and _AND_SO.fullmatch(scene.between(earlier[-1].end, quantity.start)) is not None
    return joined and _sizes_equipment(scene, earlier[-1])


_DISPLACES = re.compile(r"\b(?:displac(?:es|ing|ement)|payload)\b", re.IGNORECASE)
_BESIDE = re.compile(r"s?\s?[,(–—]\s?(?:at\s|some\s|about\s)?")
_AND_SO = re.compile(r"(?:\s(?:long|wide|tall|high|deep|heavy))?(?:,|\sand)\s(?:some\s|about\s|a\s)?")


_STRUCK = re.compile(
    r"\b(?:attack|struck|strike|hit|shell|scrambl|violat|intrud|under fire|fired|intercept|breach|raid|bomb|test-?fired"
    r"|launched)\w*\b",
    re.IGNORECASE,
)


def _struck_often(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a number says how often something of war was done ("came under fire 55 times")."""
    often = quantity.printed.low is not None and quantity.printed.low >= _OFTEN
    return often and scene.secure and _STRUCK.search(scene.before(quantity.start, 70)) is not None


_OFTEN = 3
_NTH = re.compile(r"(?:[\w-]*\d(?:st|nd|rd|th)|[\w-]*(?:first|second|third|[a-z]th))\b", re.IGNORECASE)


def _nth_time(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a number is a place in a run of happenings ("the third time", "a 14th package"), not how often."""
    elsewhere = figure_words().affairs.found(scene.text) and not scene.speaks
    return bool(_NTH.match(scene.between(quantity.start, quantity.end))) and scene.secure and not elsewhere


_GOES_ON = re.compile(
    r"\b(?:lasted|lasting|lasts|(?:to|will|would|could|may|might) last|take|takes|took|taken)\b[^.;]{0,25}$"
    r"|\b(?:slipp?ed|slips|delay(?:ed|s)?|postponed|late|overdue|behind schedule)\s(?:back\s)?(?:by|of)?\s?"
    r"(?:[\w-]+\s){0,2}$"
    r"|\bfor\s(?:its|their)\s(?:full\s)?$"
    r"|\b(?:extend|lengthen|shorten|prolong)\w*\b[^.;]{0,50}\b(?:from|to|by)\s$"
    r"|\b(?:besieged|cut off|occupied|fought|blockaded|detained|imprisoned|jailed|at war|under siege"
    r"|in captivity)\b[^.;]{0,20}\bfor\s"
    r"(?:[\w-]+\s){0,2}$"
    r"|\bit(?:['’]s| has| is| had) (?:now )?been (?:[\w-]+ ){0,3}$"
    r"|\b(?:time[ -]?(?:frame|line|scale)|lead time|schedule)\b[^.;]{0,60}\b(?:at|of|is|was|to)\s(?:[\w-]+\s){0,2}[“\"]?$"
    r"|\b(?:missed|missing|failed|unmet|not\s(?:been\s)?(?:met|meeting)|fallen short)\b[^.;]{0,60}\bfor\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_NEEDS = re.compile(r"\b(?:needs?|needed|requires?|required)\s(?:[a-z]+\s){0,3}[“\"]?$")
_TO_DO = re.compile(r"[”\"]?\sto\s[a-z]+\b")
_IN_A_ROW = re.compile(r"\b(?:consecutive|straight|successive)\s")
_OF_EVENTS = re.compile(
    r"\s+of\s(?:[\w’'-]+\s){0,3}?(?:war|warfare|conflict|fighting|siege|occupation|hostilities|attacks)\b",
    re.IGNORECASE,
)


_WITHIN = re.compile(r"\b(?:[Dd]uring|[Ww]ithin|[Ii]n|[Oo]ver)\s(?:(?:the|just|only)\s)?(?:(?:first|last|past|initial)\s)?$")
"""Before a stretch that only says when something happened: "in 17 days of fighting it lost 40 tanks"."""
_STOCKS = re.compile(
    r"\b(?:stocks?|stockpiles?|reserves|ammunition|shells|munitions|missiles)\b[^.;]{0,30}\b(?:last|run out)\w*\b", re.IGNORECASE
)
_LATE = re.compile(r"\s(?:late|overdue|behind\s(?:schedule|plan)|of\sdelays?)\b", re.IGNORECASE)
_PASSED = re.compile(r"\s(?:have|has|had)\s(?:now\s|already\s)?(?:passed|elapsed|gone by)\b")
_NAMES_A_WAR = re.compile(
    r"\s(?:(?!of\b)[\w’'-]+\s){0,3}?(?:war|wars|conflict|campaign|insurgency|occupation|battle|offensive|siege)\b", re.IGNORECASE
)
"""A stretch of time that only says which war is meant: "the 12-day war", "a 78-day bombing campaign"."""
_GOING_ON = re.compile(
    r"\s(?:[\w’'-]+\s){0,3}?(?:deployments?|war|siege|cease-?fire|truce|offensive|campaign|occupation|blockade|incident|operation|mission|tour"
    r"|battle|stand-?off|insurgency|conflict|closure|bombardment|barrage|drills?|exercises?|manoeuvres|maneuvers|voyage)\b"
)
"""What a stretch of time before it is the length of: "a six-month deployment", "the 12-minute incident"."""
_LASTS = re.compile(
    r"(?:['’]s?)?\s(?:worth\s)?of\s(?:[\w’'-]+\s){0,3}?(?:ammunition|munitions|shells|missiles|rockets|supply|supplies|stocks?|fuel|use"
    r"|consumption|fire)\b|(?:['’]s?)\s(?:supply|stock|worth)\b",
    re.IGNORECASE,
)
"""How long stocks last: "ten days of ammunition", "a month's supply"."""


def _lasting(scene: Scene, quantity: Quantity, noun: str) -> Measured | None:
    """Return `other` for how long something goes on ("took four days", "two years of war"); other spans of time are no claim."""
    if noun not in _TIME or not scene.secure:
        return None
    before = scene.before(quantity.start, 50)
    goes_on = _GOES_ON.search(before) or (_OF_EVENTS.match(scene.after(quantity.end, 50)) and not _WITHIN.search(before))
    if _LATE.match(scene.after(quantity.end, 30)) or _PASSED.match(scene.after(quantity.end, 30)):
        return Measured("other")
    if _NAMES_A_WAR.match(scene.after(quantity.end, 60)):
        return None
    if _GOING_ON.match(scene.after(quantity.end, 60)) and "-" in scene.between(quantity.number_end, quantity.end):
        return Measured("other")
    if _LASTS.match(scene.after(quantity.end, 60)):
        return Measured("equipment")
    if _IN_A_ROW.search(_unit_words(scene, quantity)) and scene.after(quantity.end, 4) == " of ":
        best = nearest(scene, quantity, strength=2)
        return Measured(best.measure if best is not None else "other", best)
    goes_on = goes_on or (_NEEDS.search(before) and _TO_DO.match(scene.after(quantity.end, 20)))
    if goes_on and _STOCKS.search(scene.before(quantity.start, 70)):
        return Measured("equipment")
    return Measured("other") if goes_on else None


def _unit_words(scene: Scene, quantity: Quantity) -> str:
    if quantity.unit_start is None or quantity.unit_end is None:
        return ""
    return scene.between(quantity.unit_start, quantity.unit_end).lower()


def _is_reference(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a small number only refers back ("the two countries", "all three services", "between the two sides")."""
    if quantity.printed.low is None or quantity.printed.low > 12 or quantity.printed.low < 1:
        return False
    owned = _OWNED.search(scene.before(quantity.start, 7)) and (quantity.unit or "").lower() in figure_words().equipment
    if owned:
        return False
    hyphened = "-" in scene.between(quantity.number_end, quantity.number_end + 1)
    if re.search(r"\b(?:existing|new|remaining|additional)\b", scene.between(quantity.number_end, quantity.end), re.IGNORECASE):
        return False
    return bool(_PAIRED.search(scene.before(quantity.start, 16))) and not quantity.hedges and not hyphened


_OWNED = re.compile(r"\b(?:its|their|our|his|her)\s$", re.IGNORECASE)


_ATTACKED = re.compile(
    r"\b(?:attacked|attacking|seized|seizing|captured|capturing|boarded|hijacked|harassed|intercepted|escorted|searched|inspected)\s"
    r"(?:(?:about|some|around|at least|more than|over|nearly|up to|a total of|almost|another)\s)?$",
    re.IGNORECASE,
)
"""Verbs whose object is somebody else's: what was attacked or seized is no equipment of the attacker."""


_LISTED = re.compile(r"\b(?:sanctioned|under sanctions|blacklist\w*|sanctions list)\b", re.IGNORECASE)
"""Words that show a count of ships to be one of those under sanctions."""
