"""What a number without a noun counts: what was counted before it, or what the words before it number."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.lexicon.figure_words import figure_words
from dragoman.model import Quantity
from dragoman.reading.counted import counted
from dragoman.reading.measured import Measured
from dragoman.reading.people import abroad, are_nationals
from dragoman.reading.said_of import said_of
from dragoman.reading.scene import Scene
from dragoman.reading.spans import opens_change
from dragoman.reading.units import singular

_SMALL = 13
"""Numbers below this without a noun are mostly said by the way ("the first three"): more must show that they count."""
_NEAR = 170
"""Characters beyond which a number no more goes on with the count before it."""


def bare(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a number without a unit counts ("the losses came to 4,100", "Chad lost five men and Niger eleven")."""
    if quantity.printed.low is None or not scene.secure:
        return None
    if (reached := _changing_to(scene, quantity)) is not None:
        found = counted(scene, reached)
        return replace(found, unit=found.unit or reached.unit) if found is not None else None
    if _HELD_HOSTAGE.match(scene.after(quantity.end, 30)):
        return Measured("other", unit="person")
    if _ARE_HURT.match(scene.after(quantity.end, 30)) or _HURTING.search(scene.before(quantity.start, 40)):
        return Measured("casualties")
    if OF_THOSE_HURT.match(scene.after(quantity.end, 40)):
        return Measured("casualties", unit="person")
    if _BADLY.match(scene.after(quantity.end, 30)) and figure_words().casualty_words.search(scene.text):
        return Measured("casualties", unit="person")
    if _FLEEING.match(scene.after(quantity.end, 50)):
        return Measured("other", unit="person")
    if (share := _shared_out(scene, quantity)) is not None:
        return share
    if quantity.printed.low < _SMALL:
        return _few(scene, quantity)
    if _DESTROYED.match(scene.after(quantity.end, 50)) and (listed := _listed_before(scene, quantity)) is not None:
        return listed
    if _OF_THEM.match(scene.after(quantity.end, 12)) and scene.topic in (*_COUNTABLE, "casualties", "other"):
        return Measured(scene.topic, None, True, unit="person" if scene.topic in _OF_PEOPLE else "unit")
    if _DRIVEN_OUT.search(scene.before(quantity.start, 40)):
        return Measured("other", unit="person")
    rules = (_respectively, _inhabitants, _bracketed, _changed_to, _numbered, _counted_on, _counted_across)
    if _IN_UNIFORM.match(scene.after(quantity.end, 40)):
        return Measured("personnel", unit="person")
    if taken := _TAKEN.search(scene.before(quantity.start, 40)):
        return Measured("deployment" if taken["sent"] else "personnel", unit="person")
    return next((found for rule in rules if (found := rule(scene, quantity)) is not None), None)


def counted_again(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of the count that a percentage only says again ("a rise of 1,060, or 9.2 percent")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start]
    if not earlier or earlier[-1].form not in ("bare", "count") or scene.between(earlier[-1].end, quantity.start) not in _OR_ELSE:
        return None
    found = bare(scene, earlier[-1]) if earlier[-1].form == "bare" else counted(scene, earlier[-1])
    return replace(found, unit=None) if found is not None else None


_OR_ELSE = (", or ", " or ", " (", ", or about ", ", or some ", " or about ", ", or nearly ")


def _changing_to(scene: Scene, quantity: Quantity) -> Quantity | None:
    """Return the count that a number changes to, or is listed with: "from 312 to 386 jets", "40, 29 and 22 jets"."""
    after = [q for q in scene.reading.quantities if q.start >= quantity.end][:_LONG_LIST]
    if not after:
        return None
    if after[0].form == "count" and after[0].change_from == quantity.printed:
        return after[0]
    end, joined = quantity.end, False
    for other in after:
        gap = scene.between(end, other.start)
        if other.form not in ("bare", "count") or not _JOINED_BY.fullmatch(gap):
            return None
        joined = joined or "and" in gap
        if other.form == "count":
            return other if joined else None
        end = other.end
    return None


_JOINED_BY = re.compile(r",?\s(?:and\s)?(?:(?:about|some|around|roughly)\s)?")
_LONG_LIST = 6


_SHARE_OF = re.compile(
    r"\s(?:(?:is|are|was|were|will|would|have|has|had|went|go|goes|came|come|remain|remained)\s(?!percent\b|billion\b|million\b)[a-z]"
    r"|(?:for|to|from|in|by|with|at|on)\s(?:the\s|its\s|their\s)?[A-Za-z])"
)
"""After a share of what was counted before: "8 are for Finland", "another 6 to Poland"."""
_SHARED_ON = re.compile(
    r"(?:,|;|:|,?\s(?:and|while|but)|\s[-–—])\s(?:(?:a further|another|the other|the remaining|only|just|about|some)\s)?$"
)
_SHARES = 12
"""Shares in a row that are followed back to what they are shares of."""


def _shared_out(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a number in a list of shares counts ("43 of the jets are for Norway, 8 are for Chad and 6 for Peru")."""
    rows = [q for q in scene.reading.quantities if q.end <= quantity.start and q.form in ("bare", "count")]
    here = quantity
    for other in reversed(rows[-_SHARES:]):
        told = _SHARE_OF.match(scene.after(here.end, 24)) and _SHARED_ON.search(scene.before(here.start, 24))
        whole = other.form == "count" or _OF_THEM.match(scene.after(other.end, 12)) is not None
        if not told or here.start - other.end > _LISTED_NEAR or not (whole or _SHARE_OF.match(scene.after(other.end, 24))):
            return None
        if whole and (quantity.printed.low or 0) > (other.printed.low or 0):
            return None
        if whole:
            found = counted(scene, other) if other.form == "count" else bare(scene, other)
            kept = found is not None and found.measure in (*_COUNTABLE, "casualties")
            return replace(found, unit=found.unit or other.unit) if found is not None and kept else None
        here = other
    return None


def _few(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a small number goes on with: "two more", "and Niger eleven", "of which six", "a fleet of 12"."""
    before, after = scene.before(quantity.start, 40), scene.after(quantity.end, 24)
    if _MORE_OF_THEM.match(after):
        return _counted_on(scene, quantity)
    held = _HELD.search(before)
    if held and _ENDS.match(after):
        return Measured("equipment" if held[1].lower() in _OF_WEAPONS else "other")
    counts = [q for q in scene.reading.quantities if q.end <= quantity.start and q.form == "count"]
    if counts and _OF_THEM.match(after):
        found = counted(scene, counts[-1])
        return replace(found, unit=counts[-1].unit) if found is not None else None
    contrasted = (quantity.printed.low or 0) > 1 and _LISTED.search(before) and _ENDS.match(after)
    listed = _by_place(scene, quantity) or _OF_WHICH.search(before) or contrasted
    if listed and (found := _counted_on(scene, quantity)) is not None:
        return found
    return said_of(scene, quantity) if _FROM.search(before) or _TO.search(before) else None


def _respectively(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what the first of a row counts ("in army and navy it was 60,000 and 5,300 respectively")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start]
    near = earlier and earlier[-1].form in ("bare", "count") and _ROW.fullmatch(scene.between(earlier[-1].end, quantity.start))
    if not near or not re.match(r"[\d,.\sand]*,?\srespectively\b", scene.after(quantity.end, 40)):
        return None
    return bare(scene, earlier[-1]) if earlier[-1].form == "bare" else counted(scene, earlier[-1])


_ROW = re.compile(r"(?:,|,?\sand)\s")


def _inhabitants(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return `population` for "a population of over 45 million"."""
    return Measured("population", unit="person") if _POPULATION.search(scene.before(quantity.start, 50)) else None


_POPULATION = re.compile(
    r"\b(?:city|town|country|nation|island|republic|village|region|state|community)\sof\s(?:[\w-]+\s){0,2}$"
    r"|\bpopulation\s(?:of|is|was|has|now|exceed\w*|stands? at|stood at|reach\w*|numbers?|grew to|fell to)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)


def _bracketed(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what the words before name, for its number in brackets after a place ("its troops in Syria (2,000)")."""
    span = scene.clause_span(quantity.number_start)
    before = scene.between(max(span.start, quantity.start - 160), quantity.start)
    if not _BRACKET.search(before) or not scene.after(quantity.end, 2).startswith((")", "]")):
        return None
    words = figure_words()
    for noun in (singular(word.lower()) for word in reversed(re.findall(r"[A-Za-z][A-Za-z-]+", before))):
        if noun in words.numbered_losses:
            return Measured("casualties")
        if noun in words.numbered_people - {"force", "military", "army"} or noun == "brigade":
            return Measured("deployment" if words.deployed.search(before) or _PLACED.search(before) else "personnel")
        if noun in words.equipment and noun not in _VAGUE:
            return Measured("equipment")
    return None


_BRACKET = re.compile(r"[A-Za-z’'.]\s[(\[](?:about\s|some\s|around\s|over\s|nearly\s|up to\s)?$")
_PLACED = re.compile(r"\bin\s(?:the\s)?(?:[A-Z]\w+\s){1,3}[(\[]$")


def _changed_to(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of the level that a number changed from ("the force grew from 140,000 in 2022 to almost 650,000")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start and q.form in ("bare", "count")]
    if not earlier or not _TO.search(scene.before(quantity.start, 24)) or quantity.start - earlier[-1].end > _NEAR:
        return None
    opened = opens_change(scene, earlier[-1])
    if (opened is None or opened.start != quantity.start) and not _MOVED.search(scene.before(quantity.start, 40)):
        return None
    return counted(scene, earlier[-1]) if earlier[-1].form == "count" else bare(scene, earlier[-1])


def _counted_across(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what the sentence before counted, where this one names nothing that it counts ("Europe's barely tops 900")."""
    unit, topic = scene.context.topic_unit, scene.topic
    if unit is None or topic is None or any(q.form == "count" for q in scene.reading.quantities):
        return None
    before = scene.before(quantity.start, 40)
    made = topic == "equipment" and _MAKING.search(before)
    goes_on = (made or _NUMBERED.search(before) or _PROPOSING.search(before)) and _ENDS.match(scene.after(quantity.end, 24))
    return Measured(topic, None, True, unit=unit) if goes_on else None


_MAKING = re.compile(
    r"\b(?:build|mak|produc|fir|launch|field|operat|order|deliver|turn(?:s|ed|ing)? out|receiv|lost|loses?)\w*\s"
    r"(?:(?:about|some|around|nearly|at least|more than|over|up to|another|only|just)\s)*$",
    re.IGNORECASE,
)
"""Verbs of which weapons are the object where a text was about weapons."""
_PROPOSING = re.compile(
    r"\b(?:proposed|wants?|wanted|sought|seeks|offered|requested|demanded|suggested|asked for|called for|authori[sz]ed|approved"
    r"|needs?|needed|requires?|required)\s(?:(?:only|just|about|some|at least|up to|over|more than|nearly)\s)*$",
    re.IGNORECASE,
)
"""Verbs after which a number goes on with what was counted before: "Paris had proposed 17,000"."""
_HEDGED = r"\s(?:(?:about|some|around|nearly|almost|over|just|only|at least|more than|roughly|perhaps|a)\s)*$"
_MOVED = re.compile(
    r"\b(?:grow|grew|shr[aiu]nk|rise|risen|rose|fall|fell|swell|swollen|expand|increase|climb|drop|dwindle|cut|reduce|raise|boost)\w*\s"
    rf"(?:[\w-]+\s){{0,2}}to{_HEDGED}",
    re.IGNORECASE,
)
_FROM, _TO = re.compile(rf"\bfrom{_HEDGED}", re.IGNORECASE), re.compile(rf"\bto{_HEDGED}", re.IGNORECASE)


def _numbered(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of the noun that the words before a number give the number of ("the army grew to 300,000")."""
    span = scene.clause_span(quantity.number_start)
    before = scene.between(max(span.start, quantity.start - 90), quantity.start)
    if not _NUMBERED.search(before):
        return None
    words = figure_words()
    verb = scene.clause(quantity.number_start)
    for head in scene.args.below(verb, "nsubj", "nsubjpass") if verb is not None and _REACHED.search(before) else ():
        if singular(scene.reading.tokens[head].text.lower()) in words.numbered_losses:
            return Measured("casualties")
    nouns = [singular(word.lower()) for word in re.findall(r"[A-Za-z][A-Za-z-]+", before)]
    for place, noun in reversed(list(enumerate(nouns))):
        if noun in words.numbered_losses:
            return Measured("casualties")
        if noun == "force" and place and (nouns[place - 1] in words.equipment or nouns[place - 1] == "battle"):
            return Measured("equipment")
        if noun == "warhead":
            return Measured("nuclear_warheads")
        if (noun in words.equipment and noun not in _VAGUE) or noun in _OF_WEAPONS:
            return Measured("equipment")
        if noun in ("army", "force", "military") and not _is_numbered(noun, before):
            continue
        if noun in words.numbered_people:
            sent = words.deployed.search(before) or words.missions.search(before) or abroad(scene, quantity)
            return Measured("deployment" if sent else "personnel")
    return None


_REACHED = re.compile(r"\b(?:to|at|is|was|stands|stood|reached|passed|topped|exceeded|surpassed|hit|neared)\s(?:[\w-]+\s){0,2}$")
_VAGUE = ("unit", "set", "system", "charge", "round", "transport", "piece", "engine")


def _is_numbered(noun: str, before: str) -> bool:
    """Return whether words before a number say how large an army is, and not what it did ("the army of 300,000")."""
    return bool(
        re.search(rf"(?i:\b{noun})s?\s(?:of|from|to|by){_HEDGED}", before)
        or re.search(
            rf"(?i:\b{noun})s?\b[^.;]{{0,40}}\b(?:number|total|strength|strong|reach|stand|stood|grow|grew|shr[aiu]nk|expand|cut|reduc|f[ae]ll|r[io]se|climb|drop|declin|dwindl|shed|average"
            r"|trim|swell|doubl|tripl|size)",
            before,
        )
    )


_DESTROYED = re.compile(
    r"\s(?:(?:were|was|have been|had been|has been|are|being|been)\s)?(?:\w+\s)?(?:destroyed|lost|downed|shot down|captured|"
    r"damaged|intercepted|delivered|sunk|seized|abandoned|ordered|built|produced|fired|launched|promised|pledged|needed|required|requested|planned|authori[sz]ed|missing|sent|donated|shipped"
    r"|supplied|handed over|received|acquired|sold|tested|deployed|stationed|trained|recruited|mobili[sz]ed)\b",
    re.IGNORECASE,
)


def _listed_before(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of the weapons counted before, of which a bare number says more ("replace the 4,000 destroyed")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start and q.form == "count"]
    if not earlier or quantity.start - earlier[-1].end > _NEAR:
        return None
    found = counted(scene, earlier[-1])
    kept = found is not None and found.measure in ("equipment", "personnel", "deployment")
    return Measured(found.measure, unit=earlier[-1].unit) if found is not None and kept else None


_CROWDS = frozenset({"person", "refugee", "migrant", "civilian", "citizen", "prisoner", "hostage", "child", "woman", "resident"})
_COUNTABLE = ("equipment", "nuclear_warheads", "personnel", "deployment")
_AGAIN = re.compile(
    r"\b(?:over|only|about|some|around|nearly|almost|just|than|to|from|against|versus|with|have|had|has|sent|delivered|received|got"
    r"|need(?:s|ed)?|requires?|required|wants?|wanted|sought|proposed|promised|pledged|offered"
    r"|lost|made|built|bought|ordered|downed|killed|launched|fired|at least|up to|another|leaving|a planned|the remaining"
    r"|tops?|topped|barely|(?<=['’])s|(?:short|instead|out) of the|rather than the|below the|above the)\s$"
    r"|\b(?:and|,|;)\s(?:the\s)?(?:[A-Z][\w.-]+\s){1,3}(?:about\s|some\s|another\s)?$"
    r"|;\s(?:of these\s|of those\s)?$|\band\s(?:another\s|a further\s|some\s|about\s)?$"
)
_LISTED = re.compile(
    r"[;,]\s(?:and\s)?(?:[A-Z][\w.-]+\s){0,2}[A-Z][\w.-]+,\s(?:about\s|some\s|only\s|just\s)?$|"
    r"(?:\band|,|;|\bbut)\s(?:the\s)?(?:[A-Z][\w.-]+(?:['’]s?)?\s){1,3}(?:about\s|some\s|another\s|only\s|just\s)?$"
    r"|\bfrom\s\w+\sto\s$"
    r"|\b(?:against|than|versus|compared (?:with|to)|(?:up|down) from|another|a further)\s(?:just\s|only\s|the\s)?$"
)
"""What goes before a small number that goes on with the count before it: another owner, or what that is compared with."""
_OF_WHICH = re.compile(
    r"\bof\s(?:which|whom|these|those|them)[,\s]\s?(?:(?:only|just|about|some|at least|nearly|more than)\s)*$", re.IGNORECASE
)
_HELD = re.compile(
    r"\b(fleet|squadron|flotilla|arsenal|batch|convoy|salvo|barrage|crew|garrison|class)"
    r"\sof\s(?:just\s|only\s|about\s|some\s)?$"
)
_OF_WEAPONS = frozenset("fleet squadron flotilla arsenal batch salvo barrage class".split())


def _counted_on(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what the count before measures, where a bare number goes on ("has 500 warheads and would have over 1,000")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start and q.form in ("count", "measure", "bare")]
    counts = [q for q in earlier if q.form != "bare"]
    set_against = _by_place(scene, quantity) or _LISTED.search(scene.before(quantity.start, 40)) is not None
    if not earlier or quantity.start - earlier[-1].end > _NEAR:
        return None
    if not counts:
        return bare(scene, earlier[-1]) if _MORE_OF_THEM.match(scene.after(quantity.end, 24)) else None
    before = scene.before(quantity.start, 40)
    more = _MORE_OF_THEM.match(scene.after(quantity.end, 24)) is not None
    if not (more or set_against or any(pattern.search(before) for pattern in (_OF_WHICH, _AGAIN, _NUMBERED))):
        return None
    found = counted(scene, counts[-1])
    crowd = are_nationals(scene, counts[-1]) or counts[-1].unit in _CROWDS or counts[-1].form == "measure"
    again = _THE_FIGURE.search(scene.between(counts[-1].end, quantity.start)) is not None
    alike = more or crowd or set_against or again
    if found is None or not (found.measure in (*_COUNTABLE, "casualties") or alike):
        return None
    return Measured(found.measure, found.phrase, unit=counts[-1].unit)


_THE_FIGURE = re.compile(r"\b(?:this|that|the|whose|its)\s(?:figure|number|total|tally|toll)\b", re.IGNORECASE)


def _by_place(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a number stands in a list of counts by place or year ("25 raids in Mali, 18 in Niger and 9 in Chad")."""
    led = re.search(r"(?:,|,? and|\bfollowed by)\s$", scene.before(quantity.start, 14))
    return bool(led) and _IN_A_PLACE.match(scene.after(quantity.end, 16)) is not None and any(
        q.end <= quantity.start and q.form in ("count", "bare") and quantity.start - q.end < _LISTED_NEAR
        and _OF_A_PLACE.search(scene.between(q.end, quantity.start))
        for q in scene.reading.quantities
    )


_IN_A_PLACE = re.compile(r"\s(?:in|from|at|near|over|until)\s(?:the\s)?(?:[A-Z]|(?:19|20)\d\d\b)")
_OF_A_PLACE = re.compile(
    r"\s(?:in|from|at|near|over)\s(?:the\s)?(?:[A-Z]|(?:19|20)\d\d\b)[^,;.]*(?:,|,? and)\s(?:followed by\s)?$"
)
_LISTED_NEAR = 60
"""Characters between two counts of a list by place."""
_ENDS = re.compile(
    r"\s*(?:$|[.,;)]|(?:but|although|though|while|according|however|by|in|to|from|for|since|at|on|and|or|last|this|next|so far"
    r"|then|now|a|per|each|remain|remained|stayed|returned|survived?|were|are|abroad|overseas|elsewhere|inside|outside)\b)"
)


_ARE_HURT = re.compile(
    r"\s(?:(?:are|were|was|is|have been|had been|people|others|remain|went)\s)?(?:still\s|reportedly\s|reported\s|confirmed\s"
    r"|left\s)?"
    r"(?:(?:thought|believed|feared|presumed|confirmed|known)\s(?:to\s(?:be|have\sbeen)\s)?)?(?:killed|"
    r"missing|dead|injured|wounded|hurt|died)\b",
    re.IGNORECASE,
)
_BADLY = re.compile(
    r"\s(?:of them\s)?(?:seriously|critically|gravely|badly|severely|slightly|lightly|fatally)(?=[,.;]|\sand\b|$)"
)
"""How badly some of those hurt are: "20 were wounded, six seriously"."""
OF_THOSE_HURT = re.compile(
    r"\sof\s(?:those|the|its|their)\s(?:who\s(?:were|had\sbeen)\s)?(?:killed|dead|wounded|injured|victims|casualties|fatalities|missing)\b"
)
"""After a part of those hurt: "four of those killed were children"."""
_HELD_HOSTAGE = re.compile(r"\s(?:(?:people|others|more|were|taken|held)\s){0,2}(?:hostages?|captive|prisoner)\b", re.IGNORECASE)
_MORE_OF_THEM = re.compile(r"\s(?:more|others)\b(?!\sthan)", re.IGNORECASE)
_OF_PEOPLE = ("personnel", "deployment", "casualties", "other")
_OF_THEM = re.compile(r"\s+of\s(?:them|these|those|which|whom)\b", re.IGNORECASE)
_FLEEING = re.compile(
    r"\s(?:more\s|others\s)?(?:(?:have|had|has|were|was|are|been|also)\s){0,2}(?:(?:driven|forced|chased)\s(?:from|out)|fled|flee|displaced|evacuated|uprooted|deported|crossed|"
    r"detained|arrested|interned|protested|rallied|marched|remain(?:ed)?\s(?:displaced|in\s(?:custody|captivity|prison))|to\s(?:flee|leave|seek\s(?:refuge|shelter|safety)))\b",
    re.IGNORECASE,
)
_IN_UNIFORM = re.compile(r"\s(?:in uniform|under arms|on active (?:duty|service)|in the ranks|in the reserves?)\b", re.IGNORECASE)
_TAKEN = re.compile(
    r"\b(?:(?:call(?:s|ed|ing)?|sign(?:s|ed|ing)?)\sup|mobili[sz](?:es?|ed|ing)|conscript(?:s|ed|ing)?|recruit(?:s|ed|ing)?"
    r"|enlist(?:s|ed|ing)?|draft(?:s|ed|ing)?|train(?:s|ed|ing)?|(?P<sent>deploy(?:s|ed|ing)?|station(?:s|ed|ing)?))\s"
    r"(?:(?:about|some|around|nearly|at least|more than|over|up to|another|a further|an extra|only|just|an additional)\s)*$",
    re.IGNORECASE,
)
"""Verbs whose object is people in arms, before a number without a noun."""
_DRIVEN_OUT = re.compile(
    r"\b(?:displac(?:ed|ing)|uproot(?:ed|ing)|evacuat(?:ed|ing)|deport(?:ed|ing)|detain(?:ed|ing)|arrest(?:ed|ing)"
    r"|(?:displacement|exodus|flight|evacuation|deportation|arrests?|detention)\sof)\s"
    r"(?:(?:about|some|around|nearly|at least|more than|over|up to|another|a further)\s)?$",
    re.IGNORECASE,
)
_HURTING = re.compile(
    r"\b(?:and|also|has|have|,)\s(?:kill(?:ed|ing)|wound(?:ed|ing)|injur(?:ed|ing)|maim(?:ed|ing)|hurt(?:ing)?)\s"
    r"(?:(?:about|some|around|nearly|at least|more than|over|up to|another|a further)\s)?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:numbers?|numbered|numbering|total(?:s|l?ed|l?ing)?|reach(?:es|ed|ing)?|stands?|stood|at|to|"
    r"from|between|running|averag(?:e|es|ed|ing)|exceeds?|exceeded|surpass\w*|toll|"
    r"estimated|grew|grown|rose|fell|was|were|is|are|strength|of|some|than|over|about|around|nearly|pass(?:ed|es)|"
    r"hits?|nears?|climb(?:s|ed)|topp?(?:ed|s)|below|above|under|beyond|just|only|almost|least|most|roughly|approximately|perhaps|maybe|to|by)\W*$",
    re.IGNORECASE,
)
