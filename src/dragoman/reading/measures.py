"""What a number measures: one of the contract's measures, or None where the number is no claim."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from dragoman.lexicon.figure_words import figure_words
from dragoman.lexicon.numbers import number_context, units
from dragoman.model import Quantity
from dragoman.reading.scene import Phrase, Scene
from dragoman.reading.units import is_airliner, singular

_FAR = 170.0
_AFFINITY = re.compile(r"^\s*(?:in|of|on|for|to|worth of|as|towards|toward)\b[^,;.]{0,25}$", re.IGNORECASE)
_TIME = frozenset("second minute hour day week fortnight month quarter year decade century millisecond".split())
_PAIRED = re.compile(r"\b(?:the|these|those|both|its|their|his|her|our|between)\s(?:other\s)?$", re.IGNORECASE)
_MODEL = re.compile(r"\b(?:an?|another|his|her|each|every)\s$", re.IGNORECASE)
_FLED = re.compile(r"\b(?:refugees?|fled|flee|fleeing|displaced|evacuat\w+|migrants?|asylum)\b", re.IGNORECASE)
_OTHER_AFFAIRS = re.compile(
    r"\b(?:climate|health ?care|hospital beds|education|pension|vaccine|covid|coronavirus|tourism|gas "
    r"price|oil price|inflation rate|"
    r"interest rate|trade partner|trading partner|exports? and imports?|imports? and exports?|trade volume|"
    r"LNG|election|votes?|voters?|poll|polls|respondents|unemployment|box office|football|goal|"
    r"goals|film|album|foreign aid|"
    r"overseas aid|development aid|humanitarian)\b",
    re.IGNORECASE,
)
_GDP_OF = re.compile(
    r"\b(?:of|to|in)\b[^,;.]{0,45}\b(?:GDP|gross domestic product|economic output|national income|GNP|GNI|gross national)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure, the words that name it where there are any, whether it was carried over from before, or only guessed.

    `unit` is what a bare number counts that goes on with a count before it.
    """

    measure: str
    phrase: Phrase | None = None
    carried: bool = False
    guessed: bool = False
    unit: str | None = None


def stated(scene: Scene, quantity: Quantity, what: Measured) -> bool:
    """Return whether the words name the measure of a number, rather than suggest it.

    They do not where the phrase is a hint, or stands in another clause, or follows another number which it measures, or
    where the number is of something else ("$300 billion of foreign reserves").
    """
    if what.carried or what.guessed:
        return False
    if what.phrase is None:
        return True
    if what.phrase.strength < 2 or _of_something_else(scene, quantity, what.phrase):
        return False
    if (
        what.measure == "gdp"
        and "econom" in scene.between(what.phrase.start, what.phrase.end).lower()
        and quantity.form != "rank"
    ):
        return False
    between = [q for q in scene.reading.quantities if quantity.end <= q.start and q.end <= what.phrase.start]
    return not between


_OF_WHAT = re.compile(r"\s*(?:worth\s)?of\s(?:[\w’'-]+\s){0,3}[A-Za-z]", re.IGNORECASE)


def _of_something_else(scene: Scene, quantity: Quantity, phrase: Phrase) -> bool:
    after = _OF_WHAT.match(scene.after(quantity.end, 60))
    near = phrase.start < quantity.end + 60 and phrase.end > quantity.end
    return quantity.form == "money" and after is not None and not near


def measured(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a number measures, or None where it is no claim about security affairs."""
    if (quantity.unit or "").endswith("of age") or _counts_sources(scene, quantity) or _figure_of_speech(scene, quantity):
        return None
    if quantity.form == "rank":
        return _ranked(scene, quantity)
    if quantity.form in ("money", "percent", "percentage_point", "ratio", "bare"):
        return _valued(scene, quantity)
    found = _counted(scene, quantity)
    if found is not None and found.measure == "other" and quantity.printed.high == 0 and quantity.unit not in _HAPPENINGS:
        return None
    return replace(found, unit="person") if found is not None and _are_nationals(scene, quantity) else found


def _figure_of_speech(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a number stands in a set phrase and measures nothing ("half the battle", "a thousand cuts")."""
    near = scene.between(max(scene.offset, quantity.start - 40), quantity.end + 40)
    place = quantity.start - max(scene.offset, quantity.start - 40)
    return any(match.start() <= place < match.end() for match in figure_words().idioms.finditer(near))


def _are_nationals(scene: Scene, quantity: Quantity) -> bool:
    """Return whether what is counted is the people of a state by name ("6,000 North Koreans")."""
    return any(
        m.kind == "demonym"
        and quantity.number_end <= m.start < quantity.end <= m.end
        and m.surface.endswith(("s", "ese", "ish", "ch"))
        for m in scene.reading.mentions
    )


def _counts_sources(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a number counts those who say something ("according to two people familiar with the matter")."""
    return quantity.form == "count" and any(
        one.source_span is not None and one.source_span.start <= quantity.start < one.source_span.end
        for one in scene.reading.attributions
    )


# ----------------------------------------------------------------------------------------------- money, shares and ratios


def _valued(scene: Scene, quantity: Quantity) -> Measured | None:
    if quantity.form == "bare":
        return _bare(scene, quantity)
    best = nearest(scene, quantity, strength=2)
    if _is_polled(scene, quantity):
        return Measured("other") if scene.secure else None
    if _ON_OTHER_THINGS.match(scene.after(quantity.end, 60)):
        return Measured("other") if scene.secure else None
    beside = nearest(scene, quantity, strength=1) if best is not None and quantity.form == "money" else None
    if (
        best is not None
        and beside is not None
        and beside.measure == "defence_budget"
        and best.start > quantity.end
        and "," in scene.between(quantity.end, best.start)
        and re.fullmatch(r"\s*(?:of|at|is|was)\s(?:about\s|some\s|around\s)?", scene.between(beside.end, quantity.start))
    ):
        return Measured("defence_budget", beside, guessed=True)
    if best is not None and best.measure == "population" and quantity.form != "ratio":
        return Measured("other", best) if scene.secure and quantity.form != "money" else None
    if best is not None and _elsewhere(scene, quantity, best):
        return Measured("other", best, guessed=True) if scene.secure else None
    if best is not None:
        return Measured(_spent_on_things(scene, quantity, best), best)
    if quantity.form == "ratio":
        return _ratio_of_things(scene, quantity)
    weak = nearest(scene, quantity, strength=1)
    if quantity.form == "money":
        return _money(scene, quantity, weak)
    return _percentage(scene, quantity, weak)


def _elsewhere(scene: Scene, quantity: Quantity, phrase: Phrase) -> bool:
    """Return whether the nearest phrase stands in another clause and the number's own clause is about something else.

    "Turkey's inflation hit 68 percent, but Ankara raised defence outlays": the 68 percent are no outlays.
    """
    if quantity.form == "ratio" or not scene.parsed or scene.clause(phrase.start) == scene.clause(quantity.number_start):
        return False
    near = figure_words().economy.search(scene.before(quantity.start, 40))
    return bool(near) and _of_something_economic(scene, quantity)


_POLLED = re.compile(
    r"\s*(?:of\s)?(?:the\s|all\s)?(?:[A-Z][a-z]+(?:s|ese|ish|ch|men)?|respondents|voters|people|citizens|adults|"
    r"those (?:polled|surveyed|asked|questioned))"
    r"\s(?:\w+\s)?(?:back|support|oppos|favou?r|approv|believ|say|said|think|thought|want|agree|disagree|trust|distrust|fear|see|saw|consider|view|would|were)\w*\b"
    r"|\s*(?:were|are|was)?\s*(?:in favou?r|opposed|against it|in support)\b"
)
_ASKED = re.compile(
    r"\b(?:polls?|polling|polled|surveys?|surveyed|respondents|voters|referendum|turnout|opinion)\b", re.IGNORECASE
)


def _is_polled(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a share is of people asked what they think ("55 percent of Japanese back higher spending")."""
    if quantity.form not in ("percent", "ratio") or quantity.change is not None:
        return False
    after = scene.after(quantity.end, 70)
    return bool(_POLLED.match(after)) or bool(_ASKED.search(scene.text) and not _GDP_OF.match(after.lstrip()))


_ON_OTHER_THINGS = re.compile(
    r"\s*(?:in|of)\s(?:new\s|additional\s|direct\s)?(?:humanitarian|economic|development|financial|budget(?:ary)?|food|medical)\s"
    r"(?:aid|assistance|support|relief|help)\b|"
    r"\s*(?:of (?:its |their |the )?(?:GDP|gross domestic product|GNI|national income|budget)\s)?(?:on|"
    r"for|to|towards?)\s(?:its\s|their\s)?"
    r"(?:foreign\s|overseas\s|development\s|international\s|humanitarian\s)?(?:aid|education|health|healthcare|"
    r"welfare|pensions|climate|infrastructure)\b(?! and| package)",
    re.IGNORECASE,
)


def _percentage(scene: Scene, quantity: Quantity, weak: Phrase | None) -> Measured | None:
    """Return what a percentage is about where no phrase names a measure outright."""
    topic = scene.topic
    things = _ratio_of_things(scene, quantity) if _OF_THINGS.match(scene.after(quantity.end, 20)) else None
    if things is not None and things.measure in ("equipment", "personnel", "deployment") and scene.secure:
        return things
    elsewhere = _of_something_economic(scene, quantity)
    if topic is not None and topic != "other" and _goes_on(scene, weak) and not elsewhere:
        return Measured(topic, weak, True)
    if not scene.secure or (_OTHER_AFFAIRS.search(scene.text) and not scene.speaks):
        return None
    if weak is not None and weak.measure == "programme_cost" and _OF_A_WHOLE.match(scene.after(quantity.end, 70)):
        return Measured("programme_cost", weak, guessed=True)
    if elsewhere:
        return Measured("other", weak)
    if _GDP_OF.match(scene.after(quantity.end, 70).lstrip()):
        return Measured("military_expenditure", weak, guessed=True)
    if weak is not None and weak.measure in ("defence_budget", "military_expenditure"):
        return Measured(weak.measure, weak, guessed=True)
    return things or Measured("other", weak)


_OF_A_WHOLE = re.compile(
    r"\s*of\s(?:[\w’'-]+\s){0,3}(?:GDP|gross domestic product|GNI|national income|budget"
    r"|(?:fiscal|government|public|state|federal) spending)\b",
    re.IGNORECASE,
)
_OF_THINGS = re.compile(r"\s*of\s(?:all\s|the\s|its\s|their\s|his\s|those\s|these\s)?", re.IGNORECASE)


def _of_something_economic(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a percentage is of something that the measure spoken of before leaves out ("oil revenues fell 34 percent").

    What its clause is about decides: a noun that is neither an actor nor a word for spending, or a word of the economy beside it.
    """
    words = figure_words()
    span = scene.clause_span(quantity.number_start)
    clause = scene.between(span.start, span.end)
    verb = scene.clause(quantity.number_start)
    if any(
        span.start <= phrase.start < span.end
        and phrase.strength == 2
        and phrase.measure != "gdp"
        and scene.clause(phrase.start) == verb
        for phrase in scene.phrases
    ):
        return False
    tokens = scene.reading.tokens
    for place in scene.args.below(verb, "nsubj", "nsubjpass") if verb is not None else ():
        noun = tokens[place]
        named = scene.args.mention(place) is not None or noun.tag.startswith(("PRP", "WP", "WDT", "DT", "NNP", "CD"))
        if not named and noun.text.lower() not in words.spent and noun.text.lower() not in words.several:
            return True
    near, clause = (
        _DEFLATED.sub("", one) for one in (scene.before(quantity.start, 60) + " " + scene.after(quantity.end, 40), clause)
    )
    return bool(words.economy.search(near)) and bool(words.economy.search(clause))


_DEFLATED = re.compile(
    r"\b(?:adjust\w*|adjusting)\s(?:for|to)\sinflation|\b(?:above|after|below|despite|of)\sinflation|inflation-adjusted",
    re.IGNORECASE,
)


_PETTY = 10_000
"""Sums below this are wages, prices and fees, unless words name a measure outright."""
_PAID = re.compile(
    r"\b(?:wages?|salar(?:y|ies)|pay|earn(?:s|ed|ing)?|bonus(?:es)?|stipends?|allowances?|compensation|pensions?|bount(?:y|ies)|rewards?"
    r"|fines?|fined|ransoms?|tolls?|fees?)\b",
    re.IGNORECASE,
)


def _is_paid(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sum is what one person gets or one thing fetches ("wages are $900 a month", "a bonus of $9,000")."""
    if quantity.scale not in (None, "thousand", "k", "lakh"):
        return False
    near = scene.before(quantity.start, 60) + " " + scene.after(quantity.end, 40)
    return bool(_PAID.search(near)) or quantity.rate in ("day", "week", "month", "hour", "head", "person", "soldier", "barrel")


def _money(scene: Scene, quantity: Quantity, weak: Phrase | None) -> Measured | None:
    """Return what a sum of money is about where no phrase names a measure outright."""
    topic = scene.topic
    if weak is not None and re.search(
        r"\b(?:deficit|debt|surplus|shortfall|loan|reserves)\s(?:\w+\s){0,3}$", scene.before(quantity.start, 40)
    ):
        return Measured("other", weak) if scene.secure else None
    if quantity.scale is None and (quantity.printed.high or quantity.printed.low or 0) < _PETTY:
        return Measured("other") if scene.secure and _is_paid(scene, quantity) else None
    if quantity.rate not in (None, "year", "month", "annum"):
        return Measured("other") if scene.secure else None
    if _OTHER_AFFAIRS.search(scene.text) and topic is None and not scene.speaks:
        return None
    if _is_paid(scene, quantity) and scene.secure:
        return Measured("other")
    if weak is not None and weak.measure == "programme_cost" and (scene.secure or topic is not None):
        return Measured("programme_cost", weak)
    if weak is not None and topic is not None and topic in _COMPATIBLE.get(weak.measure, ()):
        return Measured(topic, weak, True)
    if weak is not None and scene.secure:
        return Measured(_spent_on_things(scene, quantity, weak), weak, guessed=True)
    points_back = _POINTS_BACK.search(scene.text) or scene.lists_on or _level_reached(scene, quantity)
    if topic is not None and _money_topic(topic) and points_back and not _OF_WHAT.match(scene.after(quantity.end, 60)):
        return Measured(topic, None, True)
    if scene.secure and (_buys_weapons(scene, quantity) or _prices(scene, quantity)):
        return Measured("programme_cost")
    return Measured("other", None) if scene.secure else None


_BOUGHT = re.compile(
    r"\s(?:for|on|towards?|to (?:buy|build|develop|acquire|procure|repair|upgrade|overhaul))\s[^,;.]{0,60}", re.IGNORECASE
)


def _buys_weapons(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sum is paid for weapons ("paid $2.2 billion for 50 tanks", "€90 million on ammunition")."""
    follow = _BOUGHT.match(scene.after(quantity.end, 80))
    words = re.findall(r"[A-Za-z][\w-]*", follow[0]) if follow else []
    return any(singular(word.lower()) in figure_words().equipment for word in words)


def _prices(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sum is the price of the weapon it stands before ("a $400-million 747", "a $2 billion frigate deal")."""
    follow = re.match(r"\s(?!of\b|in\b|to\b|for\b)(?:[\w-]+\s){0,2}?([\w-]+)", scene.after(quantity.end, 50))
    led = re.search(r"\b(?:an?|the|its|their|each|another|this)\s(?:[a-z]+\s)?$", scene.before(quantity.start, 20))
    if follow is None or led is None:
        return False
    words = [singular(word.lower()) for word in follow[0].split()]
    return any(word in figure_words().equipment or is_airliner(word[:3]) for word in words)


def _level_reached(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sum is the level that the change just before it led to ("rose 41.9 percent to $145.9 billion")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start]
    gap = scene.between(earlier[-1].end, quantity.start) if earlier else ""
    return bool(re.fullmatch(r",?\s(?:to|reaching|taking it to)\s(?:about\s|some\s|a record\s)?", gap))


_POINTS_BACK = re.compile(
    r"\b(?:it|this|that|these|figure|sum|amount|total|another|rest|remainder|of which|of this|up from|"
    r"down from|compared|latter|former|further|additional|"
    r"next year|last year|increase|rise|money|funds|funding)\b",
    re.IGNORECASE,
)


def _bare(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a number without a unit counts: what the words before it number ("the losses came to 4,100")."""
    if quantity.printed.low is None or not scene.secure:
        return None
    if _ARE_HURT.match(scene.after(quantity.end, 30)) or _HURTING.search(scene.before(quantity.start, 40)):
        return Measured("casualties")
    if quantity.printed.low < 13:
        return None
    if _DESTROYED.match(scene.after(quantity.end, 50)) and (listed := _listed_before(scene, quantity)) is not None:
        return listed
    if _FLEEING.match(scene.after(quantity.end, 50)):
        return Measured("other", unit="person")
    if (shared := _counted_on(scene, quantity)) is not None:
        return shared
    span = scene.clause_span(quantity.number_start)
    before = scene.between(max(span.start, quantity.start - 90), quantity.start)
    if not _NUMBERED.search(before):
        return None
    words = figure_words()
    nouns = [singular(word.lower()) for word in re.findall(r"[A-Za-z][A-Za-z-]+", before)]
    for noun in reversed(nouns):
        if noun in ("loss", "casualty", "death", "fatality", "toll", "dead", "wounded", "injured", "killed"):
            return Measured("casualties")
        if noun in ("warhead",):
            return Measured("nuclear_warheads")
        if noun in words.equipment and noun not in ("unit", "set", "system", "charge", "round", "transport", "piece", "engine"):
            return Measured("equipment")
        if noun in ("army", "force") and re.search(
            rf"\b{noun}s?\s(?:of|from|to|by)\s(?:about\s|some\s|around\s|more than\s|at least\s)?$", before
        ):
            return Measured("personnel")
        if noun in ("force", "army", "military") and not re.search(
            rf"\b{noun}s?\b[^.;]{{0,40}}\b(?:number|total|strength|strong|reach|stand|stood|grow|grew|shr[aiu]nk|expand|cut|reduc|trim|swell)",
            before,
        ):
            continue
        if noun in (
            "troop",
            "soldier",
            "personnel",
            "force",
            "army",
            "military",
            "reservist",
            "conscript",
            "strength",
            "headcount",
            "marine",
            "manpower",
        ):
            return Measured("deployment" if words.deployed.search(before) or _abroad(scene, quantity) else "personnel")
    return None


_DESTROYED = re.compile(
    r"\s(?:(?:were|was|have been|had been|has been|are|being|been)\s)?(?:\w+\s)?(?:destroyed|lost|downed|shot down|captured|"
    r"damaged|intercepted|delivered|sunk|seized|abandoned|ordered|built|produced|fired|launched)\b",
    re.IGNORECASE,
)


def _listed_before(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of the weapons counted before, of which a bare number says more ("replace the 4,000 destroyed")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start and q.form == "count"]
    if not earlier or quantity.start - earlier[-1].end > 110:
        return None
    found = _counted(scene, earlier[-1])
    return Measured("equipment", unit=earlier[-1].unit) if found is not None and found.measure == "equipment" else None


_CROWDS = frozenset({"person", "refugee", "migrant", "civilian", "citizen", "prisoner", "hostage", "child", "woman", "resident"})
_COUNTABLE = ("equipment", "nuclear_warheads", "personnel", "deployment")
_AGAIN = re.compile(
    r"\b(?:over|only|about|some|around|nearly|almost|just|than|to|have|had|has|sent|delivered|received|got|lost|made|built|bought|"
    r"ordered|at least|up to|another|(?<=['’])s)\s$"
    r"|\b(?:and|,|;)\s(?:the\s)?(?:[A-Z][\w.-]+\s){1,3}(?:about\s|some\s|another\s)?$"
)


def _counted_on(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what the count before measures, where a bare number goes on ("has 500 warheads and would have over 1,000")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start]
    if not earlier or earlier[-1].form != "count" or quantity.start - earlier[-1].end > 110:
        return None
    if not _AGAIN.search(scene.before(quantity.start, 40)) or not _ENDS.match(scene.after(quantity.end, 24)):
        return None
    found = _counted(scene, earlier[-1])
    crowd = _are_nationals(scene, earlier[-1]) or earlier[-1].unit in _CROWDS
    if found is None or not (found.measure in _COUNTABLE or (found.measure == "other" and crowd)):
        return None
    return Measured(found.measure, found.phrase, unit=earlier[-1].unit)


_ENDS = re.compile(
    r"\s*(?:$|[.,;)]|(?:by|in|to|from|for|since|at|on|and|or|last|this|next|so far|then|now|a|per|each|remain|remained|stayed|"
    r"returned|survived?|were|are)\b)"
)


_ARE_HURT = re.compile(
    r"\s(?:(?:are|were|was|is|have been|had been|people|others|remain|went)\s)?(?:still\s|reportedly\s)?(?:killed|"
    r"missing|dead|injured|wounded|hurt|died)\b",
    re.IGNORECASE,
)
_FLEEING = re.compile(
    r"\s(?:more\s|others\s)?(?:(?:have|had|has|were|was|are|been|also)\s){0,2}(?:fled|flee|displaced|evacuated|uprooted|deported|"
    r"detained|arrested|interned|protested|rallied|marched|remain(?:ed)?\s(?:displaced|in\s(?:custody|captivity|prison)))\b",
    re.IGNORECASE,
)
_HURTING = re.compile(
    r"\b(?:and|also|has|have|,)\s(?:kill(?:ed|ing)|wound(?:ed|ing)|injur(?:ed|ing)|maim(?:ed|ing)|hurt(?:ing)?)\s"
    r"(?:(?:about|some|around|nearly|at least|more than|over|up to|another|a further)\s)?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:numbers?|numbered|numbering|total(?:s|l?ed|l?ing)?|reach(?:es|ed|ing)?|stands?|stood|at|to|"
    r"from|running|exceeds?|exceeded|surpass\w*|toll|"
    r"estimated|grew|grown|rose|fell|was|were|is|are|strength|of|some|than|over|about|around|nearly|passed|"
    r"topped|just|only|almost|least|most|roughly|approximately|to|by)\W*$",
    re.IGNORECASE,
)


_COMPATIBLE = {
    "military_expenditure": ("military_expenditure", "defence_budget"),
    "defence_budget": ("defence_budget", "military_expenditure"),
    "military_aid": ("military_aid",),
}


def _money_topic(topic: str) -> bool:
    return topic in ("military_expenditure", "defence_budget", "programme_cost", "military_aid", "arms_exports", "arms_imports")


def _goes_on(scene: Scene, weak: Phrase | None) -> bool:
    """Return whether a sentence goes on about the measure before: it names no other, or only hints at the same."""
    topic = scene.topic
    return weak is None or weak.measure == topic or topic in _COMPATIBLE.get(weak.measure, ())


def nearest(scene: Scene, quantity: Quantity, *, strength: int) -> Phrase | None:
    """Return the phrase of a strength that lies closest to a number and bears on it, or None."""
    rows = [
        (_cost(scene, quantity, phrase), phrase.start, phrase)
        for phrase in scene.phrases
        if phrase.strength == strength and phrase.measure not in ("nuclear_warheads",)
    ]
    if not rows:
        return None
    cost, _, phrase = min(rows, key=lambda row: row[:2])
    return (
        phrase
        if cost <= _FAR + (120 if scene.parsed and scene.clause(phrase.start) == scene.clause(quantity.number_start) else 0)
        else None
    )


def _cost(scene: Scene, quantity: Quantity, phrase: Phrase) -> float:
    cost = scene.distance(quantity, phrase.start, phrase.end)
    if scene.heads_clause(phrase.start, quantity.number_start):
        cost = min(cost, 12.0)
    if phrase.start >= quantity.end and _AFFINITY.match(scene.between(quantity.end, phrase.start)):
        cost -= 30
    if phrase.measure in ("gdp", "population"):
        cost += 60 if quantity.form in ("percent", "money") else 0
        whole = _A_PART_OF.search(scene.before(phrase.start, 60)) or re.match(r"\s*of\b", scene.after(quantity.end, 6))
        if phrase.measure == "gdp" and whole:
            cost += 400
    if phrase.measure == "military_aid" and quantity.form in ("percent", "percentage_point"):
        cost += 30
    return cost


_A_PART_OF = re.compile(
    r"\b(?:share|percentage|proportion|part|fraction|slice|chunk)\sof\s(?:the\s)?(?:[\w’'-]+\s){0,3}$", re.IGNORECASE
)
"""Before a word for the economy: the economy is the whole, and no measure of its own."""
_CONVERTED = r",?\s\(?(?:about\s|or\s|some\s|around\s|roughly\s)*[A-Z]{0,3}[$£€¥]\s?[\d.,]+\s?\w*[,)]?"
_THINGS = re.compile(
    r"\b(?:equipment|weapons|hardware|aircraft|jets|ships|submarines|tanks|missiles|vehicles|systems?|"
    r"frigates|helicopters|drones|ammunition|shells|"
    r"procurement|modernis|moderniz|upgrade|research|fleet|warships|programme|program|artillery|housing|"
    r"bases|infrastructure|radars?|satellites?|rearmament fund)",
    re.IGNORECASE,
)


def _spent_on_things(scene: Scene, quantity: Quantity, phrase: Phrase) -> str:
    """Return the phrase's measure, or programme_cost where the money goes on named things ("spend $5bn on new tanks")."""
    if quantity.form != "money" or phrase.measure not in ("military_expenditure", "defence_budget"):
        return phrase.measure
    follow = re.match(
        rf"(?:{_CONVERTED})?(?:\s(?:over|in|across)\s(?:the\s)?(?:[\w-]+\s)?[\w-]+\s(?:years|decades))?\s*(?:on|for|in)\s[^,;.]{{0,40}}",
        scene.after(quantity.end, 90),
        re.IGNORECASE,
    )
    if (
        follow
        and _THINGS.search(follow[0])
        and not (
            phrase.start < quantity.end and phrase.end > quantity.start and "military" in scene.between(phrase.start, phrase.end)
        )
    ):
        return "programme_cost"
    return phrase.measure


_RATIO_NOUNS = re.compile(r"\b([a-z][a-z-]+)\b", re.IGNORECASE)


def _ratio_of_things(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of a multiple or part of counted things: "doubled NATO's battlegroups", "half of its tanks"."""
    words = figure_words()
    if re.match(r"\s*of what\b", scene.after(quantity.end, 12)):
        return None
    if re.search(r"\bbattle[ -]?groups?\b", scene.after(quantity.number_end, 60), re.IGNORECASE):
        return Measured("deployment")
    for word in _RATIO_NOUNS.findall(scene.after(quantity.number_end, 70))[:7]:
        noun = singular(word.lower())
        if noun in ("battlegroup", "presence", "deployment"):
            return Measured("deployment")
        if noun in words.equipment and noun not in ("unit", "set", "transport"):
            return Measured("equipment")
        if noun in words.forces and noun not in ("other", "member"):
            stationed = words.deployed.search(scene.text) or _abroad(scene, replace(quantity, form="count"))
            return Measured("deployment" if stationed else "personnel")
    if (again := _number_again(scene, quantity)) is not None:
        return again
    weak = nearest(scene, quantity, strength=1)
    if weak is not None and scene.secure:
        return Measured(weak.measure, weak)
    topic = scene.topic
    if (
        topic
        and topic != "other"
        and re.search(r"\b(?:it|this|that|figure|sum|amount|spending|total)\b", scene.text, re.IGNORECASE)
    ):
        return Measured(topic, None, True)
    return Measured("other") if scene.secure and _stands_for_a_ratio(scene, quantity) else None


_AGAIN_THE_NUMBER = re.compile(
    r"\s*(?:the|that|its|their)\s(?:number|figure|amount|total|size|level)\b|\s*as\smany\b", re.IGNORECASE
)
_ARMY_IS = re.compile(
    r"\b(?:army|armed forces|military|navy|air force|force|forces|fleet|arsenal)\s"
    r"(?:is|was|are|were|has been|remains|would be)\s[^.;,]{0,25}$"
)


def _number_again(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a multiple is of that goes on with a count before it, or says how large an army is beside another."""
    if army := _ARMY_IS.search(scene.before(quantity.start, 60)):
        return Measured("equipment" if army[0].startswith(("fleet", "arsenal")) else "personnel")
    counts = [q for q in scene.reading.quantities if q.end <= quantity.start and q.form == "count"]
    if not counts or not _AGAIN_THE_NUMBER.match(scene.after(quantity.end, 20)):
        return None
    found = _counted(scene, counts[-1])
    return replace(found, guessed=True) if found is not None else None


_NO_RATIO = re.compile(
    r"[”\"’']?\s*(?:as\s(?!much|many|large|big|high|long|fast|heavy|strong|likely|old)|lock\b|[”\"])", re.IGNORECASE
)


def _stands_for_a_ratio(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a multiple or part says how much of something there is ("drills double as training" does not)."""
    return not _NO_RATIO.match(scene.after(quantity.end, 12)) and not re.search(r"[“\"‘]\s*$", scene.before(quantity.start, 2))


# ------------------------------------------------------------------------------------------------------------------ ranks


_MANNED = re.compile(
    r"\b(?:recruit\w*|enlist\w*|desert(?:ions?|ers?)|troop (?:numbers|levels)|manpower|headcount|conscripts?)\b", re.IGNORECASE
)


def _at_a_record(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what is "at an all-time high": people where they are recruited, the measure named nearest before, else `other`."""
    if _MANNED.search(scene.before(quantity.start, 60)):
        return Measured("personnel") if scene.secure else None
    near = nearest(scene, quantity, strength=2)
    if near is not None and near.start < quantity.start:
        return Measured(near.measure, near)
    return Measured("other") if scene.secure else None


@cache
def _ends_in(noun: str) -> re.Pattern[str]:
    """Return what finds a noun that is ranked at the end of a stretch ("economy", "largest importers today")."""
    return re.compile(
        rf"\b{re.escape(noun)}(?:e?s)?(?:\s+(?:country|countries|nation|nations|state|states|power|powers|"
        rf"today|now|ever|yet|so far))?\W*$"
    )


_STRETCH_ENDS = re.compile(
    r"[.,;:]|\bof (?:any|all)\b"
    r"|\b(?:that|which|who|since|after|behind|in|for|and|with|on|as|to|by|against|from|when|is|was|are|were|has|have|ever)\b"
)
_SUPERLATIVES = re.compile(r"^\W*(?:and|,)\s(?:the\s)?(?:most\s\w+|\w+est)\b")
_NUMBER_OF = re.compile(
    r"\b(?:numbers?|amounts?|concentrations?|groups?|batch(?:es)?|shipments?|consignments?|squadrons?|fleets?|orders?)\s*$"
)


def _after_superlatives(tail: str) -> str:
    """Return the words after a further superlative ("largest and most powerful warship ever built": from "warship" on)."""
    again = _SUPERLATIVES.match(tail.lower())
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


def _ranked(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a place in an order is about, from the noun that follows it ("third largest military spender")."""
    words = figure_words()
    tail = scene.after(quantity.end if quantity.unit_start is None else quantity.number_end, 90)
    own = scene.between(quantity.start, quantity.end)
    if _IN_ORDER_OF_TIME.fullmatch(own):
        early = own.lower().startswith(("first", "second", "third"))
        return Measured("other") if early and scene.secure and re.search(r"\b(?:to|of)\b", tail[:60]) else None
    stretch = _STRETCH_ENDS.split(tail)[0].lower()
    stretch = stretch if stretch.strip() else _after_superlatives(tail)
    of = re.search(r"\bof\b", stretch)
    headed = stretch[: of.start()] if of else stretch
    if own.lower().startswith(("one of", "among")):
        headed = f"{own.lower()} {headed}"
    if own.lower().endswith((" high", " low")):
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
    for noun, measure in words.ranked:
        if _ends_in(noun).search(headed) and (noun in ("economy",) or scene.secure):
            return Measured(_dealt_in(measure, tail[: 90] if of else ""))
    before = scene.before(quantity.start, 70)
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
        and scene.distance(quantity, near.start, near.end) < 60
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
    return None


# ----------------------------------------------------------------------------------------------------------------- counts


def _counted(scene: Scene, quantity: Quantity) -> Measured | None:
    noun = (quantity.unit or "").lower()
    words = figure_words()
    if noun in _TIME or (quantity.unit == "time" and not _nth_time(scene, quantity)):
        return _lasting(scene, quantity, noun)
    if noun == "time":
        return Measured("other")
    phrase_words = _unit_words(scene, quantity)
    if _are_nationals(scene, quantity):
        noun = "person"
    if words.designations.match(phrase_words) or (is_airliner(noun[:3]) and scene.secure):
        return Measured("equipment")
    if _is_reference(scene, quantity):
        return None
    if "warhead" in phrase_words or ("nuclear" in phrase_words and noun in ("weapon", "bomb")):
        return Measured("nuclear_warheads")
    if noun in ("strong",):
        return Measured("personnel") if scene.secure else None
    if noun in ("killed", "dead", "wounded", "injured", "missing") and scene.secure:
        return Measured("casualties")
    if noun in words.casualty_nouns or _is_hurt(scene, quantity, noun):
        return Measured("casualties")
    if (
        noun in words.equipment
        and _MODEL.search(scene.before(quantity.start, 9))
        and "-" not in scene.between(quantity.start, quantity.end)
    ):
        return None
    if quantity.printed.low == quantity.printed.high == 1 and _ONE_OF.match(scene.after(quantity.number_end, 12)):
        return None
    if (
        quantity.form == "count"
        and noun in words.equipment
        and not (noun == "fighter" and not words.flying.search(scene.text))
        and not (
            noun in ("unit", "set", "system", "transport", "carrier", "tube", "piece", "charge", "engine") and not scene.secure
        )
    ):
        return _zero_safe(scene, quantity, "other" if _ATTACKED.search(scene.before(quantity.start, 40)) else "equipment")
    if noun in words.forces or noun in number_context().people:
        return _people(scene, quantity, noun)
    if not scene.secure or (_OTHER_AFFAIRS.search(scene.text) and not scene.speaks):
        return None
    if quantity.form == "measure":
        return _measurement(scene, quantity)
    if _holds_weapons(scene, quantity, noun):
        return Measured("equipment")
    if noun in words.others:
        if (
            quantity.printed.low == 1
            and quantity.printed.high == 1
            and noun not in ("attack", "strike", "fire", "house", "explosion", "base", "incident", "launch")
        ):
            return None
        if (quantity.printed.low or 0) <= 12 and re.match(
            r"\s*of\s(?:its|their|the|his|her|our)\b", scene.after(quantity.number_end, 12)
        ):
            return None
        return Measured("other")
    many = quantity.printed.low is not None and quantity.printed.low >= _MANY
    return Measured("other") if many and noun not in words.abstract else None


_HOLDERS = frozenset("squadron fleet wave batch pair shipment consignment container flight salvo barrage column convoy".split())


def _holds_weapons(scene: Scene, quantity: Quantity, noun: str) -> bool:
    """Return whether what is counted is a group of weapons: "two squadrons of F-35 fighters"."""
    held = re.match(r"\s*of\s([^,;.]{0,50})", scene.after(quantity.end, 60)) if noun in _HOLDERS else None
    words = re.findall(r"[A-Za-z][\w-]*", held[1])[:5] if held else []
    return any(singular(word.lower()) in figure_words().equipment for word in words)


_MANY = 13
"""Fewer than this of something that no list names are counted by the way ("three reasons", "two schoolyard bullies")."""


_HAPPENINGS = frozenset(
    {"attack", "strike", "incident", "explosion", "fire", "launch", "incursion", "violation", "hit", "crossing", "intercept"}
)
_ONE_OF = re.compile(r"\s+of\s(?:the|its|their|his|her|our|these|those)\b", re.IGNORECASE)


_SIZES = frozenset({"length", "mass", "area", "volume", "speed", "power", "other"})
_AWAY = re.compile(
    r"\s*(?:away|from|north|south|east|west|off|inside|outside|deep|inland|short|(?:north|south)-?(?:east|west))\b", re.IGNORECASE
)


def _measurement(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of a length, weight, area or speed: `equipment` where a weapon or ship has it, else `other`."""
    unit = units().named.get(quantity.unit or "")
    if unit is None or unit.kind not in _SIZES or quantity.unit in ("degree", "stone", "radian"):
        return None
    return Measured("equipment" if _sizes_equipment(scene, quantity) else "other")


def _sizes_equipment(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a measurement is a weapon's or ship's: "a 65,000-tonne carrier", "a range of 900 km", "280 metres long"."""
    words = figure_words()
    after = scene.after(quantity.end, 40)
    follows = re.findall(r"[A-Za-z][\w-]*", after)[:3]
    if "-" in scene.between(quantity.number_end, quantity.end) and any(singular(w.lower()) in words.equipment for w in follows):
        return True
    if _AWAY.match(after):
        return False
    described = words.sized.search(scene.before(quantity.start, 30)) or (follows and words.sized.match(follows[0]))
    return bool(described) and words.ships.search(scene.text) is not None


def _nth_time(scene: Scene, quantity: Quantity) -> bool:
    return bool(re.match(r"\w+ times?\b", scene.between(quantity.start, quantity.end), re.IGNORECASE)) and scene.secure


def _lasting(scene: Scene, quantity: Quantity, noun: str) -> Measured | None:
    """Return `other` for how long something went on ("lasted nearly four days"); every other span of time is no claim."""
    if (
        noun in _TIME
        and scene.secure
        and re.search(r"\b(?:lasted|lasting|lasts|to last|will last)\b[^.;]{0,30}$", scene.before(quantity.start), re.IGNORECASE)
    ):
        return Measured("other")
    return None


def _unit_words(scene: Scene, quantity: Quantity) -> str:
    if quantity.unit_start is None or quantity.unit_end is None:
        return ""
    return scene.between(quantity.unit_start, quantity.unit_end).lower()


def _is_reference(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a small number only refers back ("the two countries", "all three services", "between the two sides")."""
    if quantity.printed.low is None or quantity.printed.low > 12 or quantity.printed.low < 1:
        return False
    hyphened = "-" in scene.between(quantity.number_end, quantity.number_end + 1)
    return bool(_PAIRED.search(scene.before(quantity.start, 16))) and not quantity.hedges and not hyphened


def _is_hurt(scene: Scene, quantity: Quantity, noun: str) -> bool:
    """Return whether people counted are dead or hurt: a word for it in their clause, close by."""
    words = figure_words()
    if noun not in words.hurt and noun not in words.forces and noun not in number_context().people:
        return False
    if _FLED.search(scene.between(quantity.start - 40, quantity.end + 40)):
        return False
    before, after = scene.before(quantity.start, 45), scene.after(quantity.end, 50)
    first = list(words.casualty_words.finditer(before))
    near = re.split(r"[.;:]", before)[-1]
    if first and words.casualty_words.search(near) and not re.search(r"\b(?:and|,)\s+(?:deploy|sent|some)", near):
        return True
    follow = re.split(r"[.;:,]|\b(?:and|but|while|who|after|to|in)\b", after)[0]
    return bool(words.casualty_words.search(follow)) or bool(
        re.match(
            r"\s*(?:\([^)]*\)|,[^,;.]{1,40},)?\s*"
            r"(?:were|was|have been|had been|has been|are|being|reported|reportedly|had|have)?\s*(?:\w+ "
            r")?(?:killed|wounded|injured|dead|died|hurt|missing|captured)",
            after,
        )
    )


_ATTACKED = re.compile(
    r"\b(?:attacked|attacking|seized|seizing|captured|capturing|boarded|hijacked|harassed|intercepted|escorted|searched|inspected)\s"
    r"(?:(?:about|some|around|at least|more than|over|nearly|up to|a total of|almost|another)\s)?$",
    re.IGNORECASE,
)
"""Verbs whose object is somebody else's: what was attacked or seized is no equipment of the attacker."""


def _zero_safe(scene: Scene, quantity: Quantity, measure: str) -> Measured | None:
    if quantity.printed.low == 1 and quantity.printed.high == 1 and not scene.secure:
        return None
    return Measured(measure)


_STAY = re.compile(r"^[^.;]{0,30}?\b(?:in|on|at|across|throughout|inside|near)\s(?:the\s)?(?:[\w-]+\s)?$")


def _abroad(scene: Scene, quantity: Quantity) -> bool:
    """Return whether people counted are said to be in a state that is not theirs ("keeps 28,500 troops in South Korea")."""
    named: set[str] = set()
    for mention in scene.reading.mentions:
        placed = mention.kind in ("state", "place", "capital") and re.search(
            r"\b(?:in|at|on)\s(?:the\s)?$", scene.before(mention.start, 8)
        )
        if placed and named - set(mention.actors) and 0 <= quantity.start - mention.end < 40 and quantity.form == "bare":
            return True
        named |= set(mention.actors)
    owners = {one for m in scene.reading.mentions if m.start < quantity.end for one in m.actors}
    for mention in scene.reading.mentions:
        if mention.start < quantity.end or mention.kind not in ("state", "place", "capital") or not mention.actors:
            continue
        near = mention.start - quantity.end < 40 and _STAY.match(scene.between(quantity.end, mention.start))
        if near and not set(mention.actors) & owners:
            return True
    return False


_ALLIED = re.compile(r"\b(?:NATO|EU|alliance|bloc|union|pact|treaty|group|coalition|ASEAN|OSCE)\b(?:['’]s)?", re.IGNORECASE)


def _is_member_state(scene: Scene, quantity: Quantity, noun: str) -> bool:
    """Return whether members counted are those of an alliance, and no people ("NATO's 32 members")."""
    around = scene.before(quantity.start, 14) + scene.between(quantity.start, quantity.end) + scene.after(quantity.end, 30)
    return noun == "member" and bool(_ALLIED.search(around))


def _people(scene: Scene, quantity: Quantity, noun: str) -> Measured | None:
    words = figure_words()
    span = scene.clause_span(quantity.number_start)
    clause = scene.between(span.start, span.end)
    if noun in ("person", "people", "citizen", "inhabitant") and re.search(
        r"\b(?:bloc|country|nation|state|alliance|continent|city|island)\sof\s(?:about\s|some\s|more than\s)?$",
        scene.before(quantity.start, 30),
    ):
        return Measured("population")
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
    ):
        return Measured("other")
    if _FLED.search(clause) and noun not in ("troop", "soldier", "personnel"):
        return Measured("other")
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
    if (words.deployed.search(clause) and noun not in ("person", "people")) or (
        noun in words.forces and _abroad(scene, quantity)
    ):
        return Measured("deployment")
    small = quantity.printed.low is not None and quantity.printed.low <= 12 and not quantity.hedges
    if small and noun not in words.forces:
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
        return Measured("personnel")
    return (
        Measured("personnel")
        if words.events.search(scene.text)
        else Measured("other")
        if noun not in ("student", "customer", "user", "player", "fan", "voter")
        else None
    )
