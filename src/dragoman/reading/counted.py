"""What a count with its noun measures: weapons, people in arms or hurt, happenings, sizes; None where it is no claim."""

from __future__ import annotations

import re

from dragoman.lexicon.figure_words import figure_words
from dragoman.lexicon.numbers import number_context, units
from dragoman.model import Quantity
from dragoman.reading.bounds import CHANGE_NOUNS
from dragoman.reading.measured import Measured
from dragoman.reading.scene import Scene
from dragoman.reading.units import is_airliner, singular

_TIME = frozenset("second minute hour day week fortnight month quarter year decade century millisecond".split())
_PAIRED = re.compile(r"\b(?:the|these|those|both|its|their|his|her|our|between)\s(?:other\s)?$", re.IGNORECASE)
_MODEL = re.compile(r"\b(?:an?|another|his|her|each|every)\s$", re.IGNORECASE)
_FLED = re.compile(r"\b(?:refugees?|fled|flee|fleeing|displace(?:d|ment)|exodus|evacuat\w+|migrants?|asylum)\b", re.IGNORECASE)


def are_nationals(scene: Scene, quantity: Quantity) -> bool:
    """Return whether what is counted is the people of a state by name ("6,000 North Koreans")."""
    return any(
        m.kind == "demonym"
        and quantity.number_end <= m.start < quantity.end <= m.end
        and m.surface.endswith(("s", "ese", "ish", "ch"))
        for m in scene.reading.mentions
    )


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
        return _strong(scene, quantity) if scene.secure else None
    if "blue helmet" in phrase_words:
        return Measured("deployment")
    if noun in ("killed", "dead", "wounded", "injured", "hurt", "missing") and scene.secure:
        return Measured("casualties")
    if noun in words.casualty_nouns or (noun == "body" and _RECOVERED.search(scene.text)) or _is_hurt(scene, quantity, noun):
        return Measured("casualties")
    return _thing(scene, quantity, noun)


_ON_FOOT = re.compile(r"\b(?:suicide|car|truck)\b")
"""What makes a bomber a person."""
_SENT_OUT = re.compile(
    r"\W*(?:[\w-]+\s){0,2}?(?:contingent|garrison|mission|battle ?group|detachment"
    r"|[\w-]*(?:peacekeeping|reassurance|stabili[sz]ation|intervention|expeditionary|monitoring|observer|multinational|international|occupation)\s(?:force|army))\b",
    re.IGNORECASE,
)


def _strong(scene: Scene, quantity: Quantity) -> Measured:
    """Return the measure of "3,000-strong": deployment of a force that is sent out by its nature, else personnel."""
    after = scene.after(quantity.end, 60)
    shared = re.match(r"\sforce\b", after) and any(a in _ALLIANCES for m in scene.reading.mentions for a in m.actors)
    return Measured("deployment" if shared or _SENT_OUT.match(after) or abroad(scene, quantity) else "personnel")


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


_ALLIANCES = frozenset({"org:EU", "org:NATO", "org:UN", "org:AU", "org:ECOWAS", "org:OSCE", "org:CSTO"})
"""Bodies without an army of their own: a force of theirs is one that is sent out."""
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
    if quantity.printed.low == quantity.printed.high == 1 and _ONE_OF.match(scene.after(quantity.number_end, 50)):
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
        return _people(scene, quantity, noun)
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
    if _is_unit_name(scene, quantity, noun):
        return None
    many = quantity.printed.low is not None and quantity.printed.low >= _MANY
    return Measured("other") if many and noun not in words.abstract else None


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
    r"|\bit(?:['’]s| has| is| had) (?:now )?been (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
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


def _is_hurt(scene: Scene, quantity: Quantity, noun: str) -> bool:
    """Return whether people counted are dead or hurt: a word for it in their clause, close by."""
    words = figure_words()
    if noun not in words.hurt and noun not in words.forces and noun not in number_context().people:
        return noun == "other" and _dies(scene, quantity)
    if noun in _HELD and not _dies(scene, quantity) and not words.casualty_words.match(scene.after(quantity.end, 30).lstrip()):
        return False
    if _AMONG_THEM.search(scene.before(quantity.start, 44)) and (told := _last_counted(scene, quantity)) is not None:
        return _is_hurt(scene, told, (told.unit or "").lower())
    if _FALLEN.search(scene.between(quantity.number_end, quantity.end)) or _BEREFT.search(scene.before(quantity.start, 30)):
        return True
    if _FLED.search(scene.between(quantity.start - 40, quantity.end + 40)):
        return False
    if (fate := _OWN_FATE.match(scene.after(quantity.end, 90))) and not words.casualty_words.search(fate["did"] or ""):
        return False
    if _AMONG_THE_DEAD.match(scene.after(quantity.end, 70)):
        return True
    if _dies(scene, quantity) or _WHO_DIED.match(scene.after(quantity.end, 80)):
        return True
    before, after = _MISSED_GOAL.sub("", scene.before(quantity.start, 45)), scene.after(quantity.end, 50)
    if _AMOUNTING.search(scene.before(quantity.start, 110)):
        return True
    first = list(words.casualty_words.finditer(before))
    near = re.split(r"[.;:]", before)[-1]
    if first and words.casualty_words.search(near) and not re.search(r"\b(?:and|,)\s+(?:deploy|sent|some)", near):
        return True
    follow = re.split(r"[.;:,]|\b(?:and|but|while|who|after|to|in)\b", after)[0]
    return bool(words.casualty_words.search(follow)) or bool(
        re.match(
            r"\s*(?:\([^)]*\)|,[^,;.]{1,40},)?\s*"
            r"(?:were|was|have been|had been|has been|are|being|reported|reportedly|had|have)?\s*[“\"‘']?(?:\w+ "
            r")?(?:killed|wounded|injured|dead|died|hurt|missing|captured|neutrali[sz]ed|eliminated)",
            after,
        )
    )


_OWN_FATE = re.compile(
    r"(?:\s[—–-]+\s[^.;—–]{1,50}\s[—–-]+)?\s(?:(?:have|has|had)\s(?:also\s|now\s)?been|were|was|are)\s(?:also\s|then\s|reportedly\s)?"
    r"(?P<did>\w+ed|driven|taken|held|sent|forced|made|left)\b(?!\s(?:dead|killed|wounded))"
    r"|\s(?P<state>homeless|displaced|stranded|hungry|destitute)\b"
)
"""What befell people counted: "14 million have been driven from their homes"."""
_AMONG_THE_DEAD = re.compile(
    r"[^.;]{0,40}?\b(?:are|were|is|was)\samong\s(?:the|those)\s(?:\w+\s)?(?:dead|killed|victims|casualties|fatalities|wounded|injured)\b"
)
_WHO_DIED = re.compile(
    r"\s?(?:(?:--|—|–|,|\()[^;.]{1,40}(?:--|—|–|,|\)))?\s?(?:who|that)\s(?:(?:have|had|reportedly|later)\s)?"
    r"(?:lost\stheir\slives|gave\stheir\slives|died|perished|fell|(?:were|was|been)\s(?:killed|slain|murdered|wounded|injured))\b"
)
"""After people counted, that they died: "94,000 people -- civilians and soldiers -- who lost their lives"."""
_HELD = frozenset({"hostage", "captive"})
"""Those who are taken and not hurt by the word alone ("killing 1,200 people and taking 250 hostages")."""
_MISSED_GOAL = re.compile(r"\bmissing\s(?:[\w-]+\s){0,3}(?:goals?|targets?|deadlines?|quotas?)\b", re.IGNORECASE)
"""What is missed and is nobody: "missing recruiting goals by 15,000 trainees"."""
_AMONG_THEM = re.compile(
    r",\s(?:including|among them|of them|of whom)\s(?:[^,;.]{1,25}\sand\s)?(?:(?:at least|about|some|as many as)\s)?$", re.I
)


def _last_counted(scene: Scene, quantity: Quantity) -> Quantity | None:
    """Return the people counted right before, of whom a number is a part ("at least eight villagers, including three women")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start]
    near = earlier and earlier[-1].form == "count" and quantity.start - earlier[-1].end < _AMONG
    return earlier[-1] if near else None


_AMONG = 40
"""Characters between a count of people and the part of them that is told."""
_AMOUNTING = re.compile(
    r"\b(?:losses|casualties|death toll)\b[^.;]{0,60}\b(?:amount|total|reach|were|are|stand|stood|exceed|number"
    r"|includ)\w*\b[^.;]{0,24}$",
    re.IGNORECASE,
)


def _dies(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a verb of dying or being hurt has the people counted in its subject ("15 soldiers and a guide died")."""
    verb, place = scene.clause(quantity.number_start), scene.token_at(max(quantity.start, quantity.end - 1))
    if verb is None or place is None:
        return False
    verb = _main_verb(scene, verb, place)
    token = scene.reading.tokens[verb]
    lives = token.lemma in ("lose", "give") and any(scene.args.lemma(kid) == "life" for kid in scene.args.below(verb, "dobj"))
    if not (lives or figure_words().casualty_words.fullmatch(token.text)):
        return False
    active = scene.args.below(verb, "nsubj") if lives or token.lemma in ("die", "perish", "fall") else ()
    heads = [*active, *scene.args.below(verb, "nsubjpass")]
    for head in heads:
        heads += scene.args.below(head, "conj") if len(heads) < _JOINED else ()
    tokens = scene.reading.tokens
    for _ in range(4):
        if place in heads:
            return True
        if tokens[place].dep not in ("nummod", "amod", "nmod", "compound", "conj", "det"):
            return False
        place = tokens[place].head
    return False


def _main_verb(scene: Scene, verb: int, place: int) -> int:
    """Return the verb that a noun is the subject of, where a participle after the noun was taken for its clause's verb."""
    token = scene.reading.tokens[verb]
    above = scene.reading.tokens[token.head].head
    return above if token.dep in ("acl", "relcl") and token.head >= place and scene.args.is_verb(above) else verb


_FALLEN = re.compile(r"\b(?:fallen|slain|dead|murdered)\b", re.IGNORECASE)
_BEREFT = re.compile(
    r"\b(?:loss|deaths?|killings?|massacres?|slaughter|murders?|executions?|shootings?|assassinations?) of\s"
    r"(?:(?:at least|another|about|some|the|more than|over|nearly)\s){0,2}$",
    re.IGNORECASE,
)


_JOINED = 20
"""Joined subjects that are followed."""


_ATTACKED = re.compile(
    r"\b(?:attacked|attacking|seized|seizing|captured|capturing|boarded|hijacked|harassed|intercepted|escorted|searched|inspected)\s"
    r"(?:(?:about|some|around|at least|more than|over|nearly|up to|a total of|almost|another)\s)?$",
    re.IGNORECASE,
)
"""Verbs whose object is somebody else's: what was attacked or seized is no equipment of the attacker."""


_LISTED = re.compile(r"\b(?:sanctioned|under sanctions|blacklist\w*|sanctions list)\b", re.IGNORECASE)
"""Words that show a count of ships to be one of those under sanctions."""


_STAY = re.compile(r"^[^.;]{0,30}?\b(?:in|on|at|across|throughout|inside|near)\s(?:the\s)?(?:[\w-]+\s)?$")


def abroad(scene: Scene, quantity: Quantity) -> bool:
    """Return whether people counted are said to be in a state that is not theirs ("keeps 28,500 troops in South Korea")."""
    named: set[str] = set()
    for mention in scene.reading.mentions:
        placed = mention.kind in ("state", "place", "capital") and re.search(
            r"\b(?:in|at|on)\s(?:the\s)?$", scene.before(mention.start, 8)
        )
        if placed and named - set(mention.actors) and 0 <= quantity.start - mention.end < 40 and quantity.form == "bare":
            return True
        named |= set(mention.actors)
    if _pulled_out(scene, quantity):
        return True
    owners = {one for m in scene.reading.mentions if m.start < quantity.end for one in m.actors}
    for mention in scene.reading.mentions:
        if mention.start < quantity.end or mention.kind not in ("state", "place", "capital", "description") or not mention.actors:
            continue
        near = mention.start - quantity.end < 40 and _STAY.match(scene.between(quantity.end, mention.start))
        if near and not set(mention.actors) & owners:
            return True
    return False


_PULLED = re.compile(
    r"\b(?:remov(?:e|es|ed|ing)|withdr[ae]w(?:s|n|al|ing)?|pull(?:s|ed|ing)?(?:\sout)?|bring(?:s|ing)?|brought|evacuat(?:e|ed|ing))\s"
    r"(?:[\w,-]+\s){0,4}$",
    re.IGNORECASE,
)
_FROM_THERE = re.compile(r"\s(?:home\s)?(?:from|out of)\s(?:the\s)?[A-Z]")
_FORCES_IN = re.compile(
    r"\b(?:forces|troops|soldiers|personnel|presence|contingent)\s(?:stationed\s)?in\s(?:the\s)?$", re.IGNORECASE
)


def _pulled_out(scene: Scene, quantity: Quantity) -> bool:
    """Return whether people counted are, or were until now, in a state named before that is not theirs.

    "To remove 2,500 troops from Mali", "French forces in Mali have dropped to 500 troops", "from Mali, where France had 500".
    """
    if _PULLED.search(scene.before(quantity.start, 60)) and _FROM_THERE.match(scene.after(quantity.end, 24)):
        return True
    told = [m for m in scene.reading.mentions if m.end <= quantity.start and m.actors and m.kind not in ("person", "office")]
    for mention in told:
        if mention.kind not in ("state", "place", "capital"):
            continue
        others = any(not set(one.actors) & set(mention.actors) for one in told)
        inside = _FORCES_IN.search(scene.before(mention.start, 40)) is not None
        clause = scene.between(mention.end, quantity.start)
        where = clause.startswith((", where ", " where ")) and "," not in clause[2:]
        if others and (inside or where) and quantity.start - mention.start < _ABROAD_NEAR:
            return True
    return False


_ABROAD_NEAR = 110
"""Characters after "forces in Mali" in which a number of troops is theirs."""
_ALLIED = re.compile(
    r"\b(?:NATO|EU|alliance|bloc|union|pact|treaty|group|coalition|ASEAN|OSCE|council|committee|commission|parliament|cabinet|board"
    r"|panel|bench|tribunal|assembly|club)\b(?:['’]s)?",
    re.IGNORECASE,
)


def _is_member_state(scene: Scene, quantity: Quantity, noun: str) -> bool:
    """Return whether members counted are those of an alliance, and no people ("NATO's 32 members")."""
    around = scene.before(quantity.start, 14) + scene.between(quantity.start, quantity.end) + scene.after(quantity.end, 30)
    return noun == "member" and bool(_ALLIED.search(around))


_HOME_TO = re.compile(r"\bhome to\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_ACROSS = re.compile(r"\s(?:across|throughout)\s(?:the\s)?[A-Z]")
_HANDS = ("man", "woman", "staff", "member")
_FORCE = re.compile(
    r"\b(?:army|navy|air force|armed forces|marines|corps|brigades?|battalions?|regiments?|militia|garrison|guards?|ranks"
    r"|chief of staff|military|units?|force|reserves?)\b",
    re.IGNORECASE,
)
_UNDER_ARMS = re.compile(
    r"\b(?:on|at) the (?:battlefield|front(?:[ -]?lines?)?)\b|\bin uniform\b"
    r"|\bunder arms\b|\bin the (?:army|armed forces|ranks)\b",
    re.IGNORECASE,
)


def _is_dealt_with(scene: Scene, quantity: Quantity) -> bool:
    """Return whether people counted are the object of what states do to people ("expelled six diplomats")."""
    place = scene.token_at(max(quantity.start, quantity.end - 1)) if scene.parsed else None
    tokens = scene.reading.tokens
    for _ in range(4):
        if place is None:
            return False
        token = tokens[place]
        if token.dep in ("dobj", "nsubjpass"):
            return tokens[token.head].lemma in figure_words().handling
        if token.dep not in ("nummod", "amod", "nmod", "compound", "conj", "appos"):
            return False
        place = token.head
    return False


_IN_NEED = re.compile(
    r"\b(?:hunger|hungry|famine|starv\w+|food insecurity|malnutrition|malnourished|in need|homeless"
    r"|without (?:power|water|food))\b"
)
_STRENGTH = re.compile(r"\b(?:number(?:s|ed|ing)|strength|total(?:s|led|ed)?|grown|now (?:has|stands))\b", re.IGNORECASE)
_SENT_AFTER = re.compile(
    r"\s(?:(?:already|now|currently|still|to be)\s)?(?:deployed|stationed|based|dispatched|posted|sent)\s"
    r"(?:in|to|on|at|along|across|near)\b"
)
_STILL_THERE = re.compile(r"\b(?:remaining|other|additional|same)\s$")
_POPULATION_OF = re.compile(r"\bpopulation\sof\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_DRILL = re.compile(r"\b(?:exercises?|drills?|man(?:o?eu)vres?|maneuvers?|war ?games?|parade|training mission)\b", re.IGNORECASE)
_ARMY_OF = re.compile(r"\b(?:army|navy|armed forces|air force|military)\sof\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_MISSION = re.compile(
    r"\b(?:[A-Z]{1,3}FOR|UN[A-Z]{2,6}|MINU[A-Z]{2,6}|MONU[A-Z]{2,4}"
    r"|AMIS(?:OM)?|ATMIS|AUSSOM|SAMIDRC|ISAF|EUFOR|EUTM|ONUC)\b"
)
"""Names of forces that serve abroad by their nature: "SFOR is a force of about 12,000 troops"."""
_FORCE_IN = re.compile(r"\b(?:[Ff]orce|[Mm]ission|[Cc]ontingent|[Ii]ntervention)\sin\s(?:the\s)?[A-Z]")
_SERVING_AT_HOME = re.compile(r"\b(?:defend|hold out|garrison of the capital)\w*\b", re.IGNORECASE)
_IN_REGION = re.compile(
    r"\s(?:(?:now|still|currently|based)\s)?(?:in|on|to|across|throughout)\s(?:the\s)?"
    r"(?:(?:[a-z]+\s)?(?:continent|region|area|zone)\b|[\w-]+\sflank\b"
    r"|(?:[A-Za-z]+\s)?(?:Europe|Asia|Africa|Middle East|Indo-Pacific|Pacific|Gulf|Caribbean|Sahel|Balkans|Baltics?|Arctic)\b)"
)
"""Where no state's own army stands as such: "100,000 troops in Europe"."""


def _people(scene: Scene, quantity: Quantity, noun: str) -> Measured | None:
    words = figure_words()
    span = scene.clause_span(quantity.number_start)
    clause = scene.between(span.start, span.end)
    if noun in ("person", "people", "citizen", "inhabitant") and re.search(
        r"\b(?:bloc|country|nation|state|alliance|continent|city|island)\sof\s(?:about\s|some\s|more than\s)?$",
        scene.before(quantity.start, 30),
    ):
        return Measured("population")
    if noun in ("person", "people") and _POPULATION_OF.search(scene.before(quantity.start, 30)):
        return Measured("population")
    if _FLED.search(clause) and noun not in ("troop", "soldier", "personnel") and scene.secure:
        return Measured("other")
    if noun in ("person", "people", "child") and _IN_NEED.search(clause) and scene.secure:
        return Measured("other")
    if noun in ("person", "people") and re.search(
        r"\bpopulation\b|\binhabitants\b|\b(?:lived?|living|lives) (?:in|there|on)\b", clause
    ):
        return Measured("population")
    if not scene.secure or (quantity.printed.low == 1 and quantity.printed.high == 1 and noun not in ("soldier", "troop")):
        return None
    if _is_member_state(scene, quantity, noun):
        return Measured("other")
    if noun in (
        "leader",
        "minister",
        "official",
        "delegate",
        "representative",
        "participant",
        "expert",
        "national",
        "citizen",
        "refugee",
        "prisoner",
        "hostage",
        "lawmaker",
        "senator",
        "individual",
        "diplomat",
    ):
        return Measured("other")
    if _FLED.search(clause) and noun not in ("troop", "soldier", "personnel"):
        return Measured("other")
    in_arms = noun in words.forces and noun not in ("person", "people", "man", "other")
    if in_arms and _ARMY_OF.search(scene.before(quantity.start, 50)):
        return Measured("personnel")
    if in_arms and _MISSION.search(scene.text) and not _DRILL.search(clause):
        return Measured("deployment")
    away = words.missions.search(clause) or _FORCE_IN.search(clause)
    if in_arms and away and not _DRILL.search(clause) and not _SERVING_AT_HOME.search(clause):
        return Measured("deployment")
    if in_arms and _SENT_AFTER.match(scene.after(quantity.end, 30)):
        return Measured("deployment")
    if words.events.search(clause):
        return Measured("personnel")
    if re.search(
        r"\b(?:add|adds|added|adding|recruit|recruits|expand|expanding|grow|increase|strength|active|standing "
        r"army|ranks|conscript|enlist|enlisted|reserve|reserves|join|joined|joining|recruitment|recruited|"
        r"sign up|call up|called up|mobilise|mobilised|mobilize|mobilized)\b",
        clause,
        re.IGNORECASE,
    ) and not re.search(r"\b(?:deploy|station|sent|send)", clause, re.IGNORECASE):
        return Measured("personnel")
    if in_arms and _IN_REGION.match(scene.after(quantity.end, 60)):
        return Measured("deployment")
    sent = words.deployed.search(clause) and noun in words.forces and noun not in ("person", "people", "other")
    if sent or (noun in words.forces and abroad(scene, quantity)):
        return Measured("deployment")
    left = _STILL_THERE.search(scene.between(quantity.start - 20, quantity.number_start))
    if in_arms and left and scene.topic == "deployment":
        return Measured("deployment", None, True)
    small = quantity.printed.low is not None and quantity.printed.low <= 12 and not quantity.hedges
    if small and noun not in words.forces and not _is_dealt_with(scene, quantity):
        return None
    if noun in words.forces and noun not in (
        "person",
        "people",
        "man",
        "woman",
        "other",
        "member",
        "staff",
        "worker",
        "employee",
        "child",
    ):
        goes_on = scene.topic == "deployment" and _STRENGTH.search(clause)
        return Measured("deployment", None, True) if goes_on else Measured("personnel")
    if noun in ("person", "people") and _HOME_TO.search(scene.before(quantity.start, 40)):
        return Measured("population")
    if noun in ("person", "people") and _ACROSS.match(scene.after(quantity.end, 40)):
        return Measured("population")
    return (
        Measured("personnel")
        if words.events.search(scene.text) or _UNDER_ARMS.search(clause) or (noun in _HANDS and _FORCE.search(clause))
        else Measured("other")
        if noun not in ("student", "customer", "user", "player", "fan", "voter")
        else None
    )
