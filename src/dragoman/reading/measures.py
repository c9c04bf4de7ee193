"""What a number measures: one of the contract's measures, or None where the number is no claim."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.lexicon.figure_words import CIVIL, figure_words
from dragoman.lexicon.numbers import number_context
from dragoman.model import Quantity
from dragoman.reading.counted import HAPPENINGS, SHIPS, TRADING, counted
from dragoman.reading.elliptic import OF_THOSE_HURT, bare, counted_again
from dragoman.reading.measured import Measured, nearest
from dragoman.reading.people import abroad, are_nationals
from dragoman.reading.ranked import ARMS_TRADE, ranked_by
from dragoman.reading.said_of import said_again, said_of
from dragoman.reading.scene import Phrase, Scene
from dragoman.reading.units import is_airliner, singular
from dragoman.reading.wholes import GOVERNMENT, OF_OUTPUT, fronted_whole

_GDP_OF = re.compile(
    r"\b(?:of|to|in)\b[^,;.]{0,45}\b(?:GDP|gross domestic product|economic output|national income|GNP|GNI|gross national)\b",
    re.IGNORECASE,
)


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
        return ranked_by(scene, quantity)
    if quantity.form in ("money", "percent", "percentage_point", "ratio", "bare"):
        return _valued(scene, quantity)
    found = counted(scene, quantity)
    if found is not None and found.measure == "other" and quantity.printed.high == 0 and quantity.unit not in HAPPENINGS:
        return None
    return replace(found, unit="person") if found is not None and are_nationals(scene, quantity) else found


def _figure_of_speech(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a number stands in a set phrase and measures nothing ("half the battle", "a thousand cuts")."""
    near = scene.between(max(scene.offset, quantity.start - 40), quantity.end + 40)
    place = quantity.start - max(scene.offset, quantity.start - 40)
    return any(match.start() <= place < match.end() for match in figure_words().idioms.finditer(near))


def _counts_sources(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a number counts those who say something ("according to two people familiar with the matter")."""
    speaking = quantity.unit == "source" or (quantity.unit or "") in number_context().people
    return quantity.form == "count" and speaking and any(
        one.source_span is not None and one.source_span.start <= quantity.start < one.source_span.end
        for one in scene.reading.attributions
    )


def _valued(scene: Scene, quantity: Quantity) -> Measured | None:
    if quantity.form == "bare":
        grown = _GROWN_BY.search(scene.before(quantity.start, 40)) and _traded(scene, quantity)
        return Measured(grown, guessed=True) if grown else bare(scene, quantity)
    if said_again(scene, quantity):
        return Measured(scene.topic or "other", None, True)
    if quantity.form in ("percent", "ratio") and OF_THOSE_HURT.match(scene.after(quantity.end, 40)):
        return Measured("casualties") if scene.secure else None
    best = nearest(scene, quantity, strength=2)
    if _is_polled(scene, quantity):
        return Measured("other") if scene.secure else None
    if _ON_OTHER_THINGS.match(scene.after(quantity.end, 60)) or (
        quantity.form == "money" and _OF_WEALTH.match(scene.after(quantity.end, 60))
    ):
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
    people = quantity.form != "ratio" or _OF_PEOPLE.match(scene.after(quantity.end, 30))
    if best is not None and best.measure == "population" and people:
        return Measured("other", best) if scene.secure and quantity.form != "money" else None
    if best is not None and best.measure in CIVIL:
        return Measured("other", best) if scene.secure else None
    if best is not None and _elsewhere(scene, quantity, best):
        return Measured("other", best, guessed=True) if scene.secure else None
    if quantity.form == "money" and scene.secure and _WORTH_OF_ARMS.match(scene.after(quantity.end, 60)):
        best = best if best is not None and best.measure not in ("military_expenditure", "defence_budget") else None
        if best is None:
            return Measured("programme_cost")
    if quantity.form == "money" and scene.secure and _priced_count(scene, quantity):
        return Measured("programme_cost")
    if best is not None and best.measure == "defence_budget" and _SPENT_IN.match(scene.after(quantity.end, 30)):
        return Measured("military_expenditure", best, guessed=True)
    if best is not None:
        return Measured(_spent_on_things(scene, quantity, best), best)
    if quantity.form == "ratio":
        traded = _traded(scene, quantity)
        return Measured(traded, guessed=True) if traded else _ratio_of_things(scene, quantity)
    weak = nearest(scene, quantity, strength=1)
    if quantity.form == "percent" and (subject := said_of(scene, quantity)) is not None:
        return subject
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


_OF_PEOPLE = re.compile(r"\s(?:of\s)?(?:the|its|their)\s(?:[\w-]+\s)?population\b", re.IGNORECASE)
_POLLED = re.compile(
    r"\)?\s*(?:who|that)\s(?:\w+\s)?(?:back|support|oppos|favou?r|approv|believ|say|said|think|thought|want|agree|disagree|trust|fear|see|saw|consider|view)\w*\b|"
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


_WORTH_OF_ARMS = re.compile(
    r"\sworth\sof\s(?:[\w’'.-]+\s){0,3}?(?:weapons|arms|weaponry|ammunition|munitions|missiles|aircraft|jets|tanks|equipment)\b"
)
_FOR_IN_ALL = re.compile(r",?\s(?:for|at|costing|worth)\s(?:(?:a|an)\s(?:total|cost|price|estimated)\s(?:of\s)?)?")


def _priced_count(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sum is the price of the weapons counted right before it ("17 helicopters, for 300 billion yen")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start]
    if not earlier or earlier[-1].form != "count" or (earlier[-1].unit or "") not in figure_words().equipment:
        return False
    return _FOR_IN_ALL.fullmatch(scene.between(earlier[-1].end, quantity.start)) is not None


_SPENT_IN = re.compile(r"\s(?:that\s(?:was|were)\s)?(?:actually\s)?spent\s(?:in|during|last|the (?:year|previous))\b")
"""After a sum set beside a budget: what was spent, and not what was budgeted."""
_OF_WEALTH = re.compile(
    r"\s(?:of|in|worth of)\s(?:[\w’'-]+\s){0,4}?(?:reserves|assets|debts?|bonds|loans?|deposits|investments?|revenues?)\b",
    re.IGNORECASE,
)
_ON_OTHER_THINGS = re.compile(
    r"\s*(?:in|of)\s(?:new\s|additional\s|direct\s)?(?:humanitarian|economic|development|financial|budget(?:ary)?|food|medical)\s"
    r"(?:aid|assistance|support|relief|help)\b|"
    r"\s*(?:of (?:its |their |the )?(?:GDP|gross domestic product|GNI|national income|budget)\s)?(?:on|"
    r"for|to|towards?)\s(?:its\s|their\s)?"
    r"(?:foreign\s|overseas\s|development\s|international\s|humanitarian\s)?(?:aid|education|health|healthcare|"
    r"welfare|pensions|climate|infrastructure)\b(?! and| package)",
    re.IGNORECASE,
)


_TRADE = re.compile(
    r"(?:\b(?:its|their|whose|his|her|all|total|overall|global|world|these|those|two-way|and|or)\s|['’]s\s|\b[A-Z]\w+[,\s]\s?|\bU\.[SK]\.\s|^)(?P<way>(?:ex|im)ports|sales|purchases)\b(?!\sof\s(?!arms|major|weapons))"
    r"|\b(?P<who>importer|exporter|buyer)\b"
)
_OF_TRADE = re.compile(
    r"\s(?:of|in)\s(?:(?:its|their|all|total|overall|the|global|world|worldwide|international|[A-Z]\w+(?:['’]s)?)\s){0,4}"
    r"(?P<way>(?:ex|im)ports|sales|purchases)\b(?!\sof\s(?!arms|major|weapons))"
)
_OTHER_GOODS = re.compile(
    r"\b(?:oil|gas|grain|wheat|coal|steel|food|goods|energy|crude|fertili[sz]er|car|textile|farm|agricultural|mineral"
    r"|trade deficit)\b", re.IGNORECASE
)
_TRADE_LASTS = 3
"""Paragraphs for which a text that spoke of the trade in arms means it by "exports" and "imports"."""
_APART = re.compile(r";|,\s(?:while|whereas|but|though)\b")
_INWARD = ("imports", "purchases", "importer", "buyer")


_GROWN_BY = re.compile(r"['’]s\s(?:\w+\s){0,2}by\s(?:\w+\s)?$")
"""Before a number that goes on with a rate of growth: "while Egypt's increased by 37"."""


def _traded(scene: Scene, quantity: Quantity) -> str | None:
    """Return which way arms go where a text about their trade goes on without saying "arms" ("its exports rose by 17 percent").

    The word of trade that stands last before the number decides; "car exports" are none.
    """
    spoken = scene.reading.sentence.paragraph - scene.context.trade_paragraph <= _TRADE_LASTS
    if scene.topic not in ARMS_TRADE and (not spoken or _OTHER_GOODS.search(scene.text)):
        return None
    if (of := _OF_TRADE.match(scene.after(quantity.end, 60))) is not None:
        return "arms_imports" if of["way"] in _INWARD else "arms_exports"
    before = _APART.split(scene.text[: max(quantity.start - scene.offset, 0)])[-1].lstrip()
    found = list(_TRADE.finditer(before))
    if not found:
        return None
    return "arms_imports" if (found[-1]["way"] or found[-1]["who"]) in _INWARD else "arms_exports"


def _percentage(scene: Scene, quantity: Quantity, weak: Phrase | None) -> Measured | None:
    """Return what a percentage is about where no phrase names a measure outright."""
    if traded := _traded(scene, quantity):
        return Measured(traded, weak, guessed=True)
    topic = scene.topic
    whole = _GDP_OF.match(scene.after(quantity.end, 70).lstrip())
    if (part := _part_of_the_last(scene, quantity)) is not None and not whole:
        return part
    if scene.secure and (said := counted_again(scene, quantity)) is not None:
        return said
    if scene.secure and _MANNING_GOAL.search(scene.before(quantity.start, 70)):
        return Measured("personnel")
    if scene.secure and _TROOP_LEVEL.search(scene.before(quantity.start, 40)):
        abroad_ = figure_words().deployed.search(scene.text) or figure_words().missions.search(scene.text)
        return Measured("deployment" if abroad_ else "personnel")
    outdone = _IN_NUMBER_OF.search(scene.before(quantity.start, 50)) if scene.secure else None
    if outdone is not None and singular(outdone[1].lower()) in figure_words().equipment:
        return Measured("equipment")
    of_things = _OF_THINGS.match(scene.after(quantity.end, 20)) and not whole and not _goes_on_forces(scene, quantity)
    things = _ratio_of_things(scene, quantity) if of_things else None
    if things is not None and things.measure in ("equipment", "personnel", "deployment", "casualties") and scene.secure:
        return things
    elsewhere = _of_something_economic(scene, quantity)
    if topic is not None and topic != "other" and _goes_on(scene, weak) and not elsewhere:
        return Measured(topic, weak, True)
    if not scene.secure or (figure_words().affairs.found(scene.text) and not scene.speaks):
        return None
    if weak is not None and weak.measure == "programme_cost" and _OF_A_WHOLE.match(scene.after(quantity.end, 70)):
        return Measured("programme_cost", weak, guessed=True)
    if _goes_on_forces(scene, quantity):
        return Measured("military_expenditure", weak if weak is not None and weak.strength == 2 else None)
    if elsewhere:
        return Measured("other", weak)
    if _GDP_OF.match(scene.after(quantity.end, 70).lstrip()):
        return Measured("military_expenditure", weak, guessed=True)
    if weak is not None and weak.measure in ("defence_budget", "military_expenditure"):
        return Measured(weak.measure, weak, guessed=True)
    return things or Measured("other", weak)


_MANNING_GOAL = re.compile(
    r"\b(?:recruit(?:ing|ment)?|enlistment|manning|end[- ]strength|retention|accession)\s(?:goals?|targets?|shortfall|levels?"
    r"|quotas?)\b[^.;]*$|\b(?:goals?|targets?|quotas?)\sfor\s(?:[\w-]+\s){0,3}(?:recruit\w*|enlistment)\b[^.;]*$",
    re.IGNORECASE,
)
_TROOP_LEVEL = re.compile(
    r"\b(?:troop|force|personnel|manpower|staff|headcount)\s(?:cap|ceiling|levels?|numbers?|strength|presence|contingent)\s"
    r"(?:(?:by|of|to|down|up|was|were|had|has|have|been|fell|rose|cut)\s){0,3}(?:(?:about|some|nearly|more than|over)\s)?$",
    re.IGNORECASE,
)
"""Before a percentage that troops became fewer or more by: "cut the troop ceiling by 18 percent"."""
_IN_NUMBER_OF = re.compile(r"\bin\s(?:[a-z-]+\s)?([a-z-]+)\sby\s(?:\w+\s){0,2}$")
"""In what one side outdoes another: "outbuilt its rival in warships by 50 percent"."""
_FORCES = re.compile(
    r"\b(?:military|defen[cs]e|armed forces|armed services|army)\b(?!\s(?:industr|compan|firm|technolog|start-?up|export|sector"
    r"|co-?operation|ties|pact|aid|equipment|contract|minist|chief|official|leader)\w*)",
    re.IGNORECASE,
)


_FOR_FORCES = re.compile(rf"\s(?:for|on|to)\s(?:the\s|(?P<own>(?:its|their)\s(?:own\s)?))?{_FORCES.pattern}", re.IGNORECASE)
"""What a sum is for, where no known verb says that it was spent: "parted with $3 billion for its army", which is its own."""
_FORCES_AFTER = re.compile(rf"\s(?:for|on|to)\s(?:(?:the|its|their)\s(?:own\s)?)?{_FORCES.pattern}", re.IGNORECASE)


def _goes_on_forces(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a share of the state's money is one that forces get: "2 percent of the budget went on the military".

    The forces are named between the same commas: who takes it, or what it goes on.
    """
    after = scene.after(quantity.end, 90)
    if fronted_whole(scene.before(quantity.start, 120)) == "government_spending":
        return _FORCES.search(re.split(r"[,;()—–]|\.\s", after)[0]) is not None
    if not OF_OUTPUT.match(after) and not (re.match(r"\s*of\b", after) and GOVERNMENT.search(after[:60])):
        return False
    before = re.split(r"[,;:()—–]", scene.before(quantity.start, 90))[-1]
    return _FORCES.search(before + re.split(r"[,;()—–]|\.\s", after)[0]) is not None


_OF_A_WHOLE = re.compile(
    r"\s*of\s(?:[\w’'-]+\s){0,3}(?:GDP|gross domestic product|GNI|national income|budget"
    r"|(?:fiscal|government|public|state|federal) spending)\b",
    re.IGNORECASE,
)
_OF_THINGS = re.compile(r"\s*(?:of|fewer|more)\s(?:all\s|the\s|its\s|their\s|his\s|those\s|these\s)?", re.IGNORECASE)


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
        and phrase.measure not in ("gdp", *CIVIL)
        and scene.clause(phrase.start) == verb
        for phrase in scene.phrases
    ):
        return False
    tokens = scene.reading.tokens
    for place in scene.args.below(verb, "nsubj", "nsubjpass") if verb is not None else ():
        noun = tokens[place]
        named = scene.args.mention(place) is not None or noun.tag.startswith(("PRP", "WP", "WDT", "DT", "NNP", "CD"))
        if not named and noun.text.lower() not in words.spent | words.several | words.deciding:
            return True
    near, clause = (
        _DEFLATED.sub("", one) for one in (scene.before(quantity.start, 60) + " " + scene.after(quantity.end, 40), clause)
    )
    return bool(words.economy.search(near)) and bool(words.economy.search(clause))


_DEFLATED = re.compile(
    r"\bof\s(?:its\s|their\s)?(?:gross\s)?(?:national|domestic)\s(?:income|output)\b|\b(?:adjust\w*|adjusting)\s(?:for|to)\sinflation|\b(?:above|after|below|despite|of)\sinflation|inflation-adjusted",
    re.IGNORECASE,
)


_HEADS = ("capita", "head", "person", "inhabitant", "citizen", "resident")
_FORCES_GET = re.compile(
    r"\b(?:military|armed forces)\s(?:(?:has|have|had)\s)?(?:got|gets?|gotten|receive[sd]?|(?:was|were) (?:given|granted))\s"
    r"(?:(?:about|some|around|nearly|almost|roughly|an estimated)\s)?$",
    re.IGNORECASE,
)
_UPKEEP = re.compile(
    r"\b(?:costs?|upkeep|bills?)\s(?:of|for)\s(?:the\s)?(?:[A-Z][\w.-]+\s?){1,3}(?:['’]s?)?\s?"
    r"(?:armed forces|army, navy,? and air force|military)(?=[’'”\"]?(?:[,.;]|\s(?:was|is|were|came|stood|reached|ran|rose"
    r"|hit|in)\b))"
)
"""What a state's forces cost as a whole is what it spends on them: "the cost of Peru's armed forces came to 3 billion"."""
_FROM_OTHERS = re.compile(
    r"[^,;.]{0,40}\b(?:from|worth of|in aid|in (?:military\s)?assistance|in weapons|for|to)\b", re.IGNORECASE
)
"""After what forces get: that it comes from somebody, or is for one thing."""
_EACH = re.compile(r"^\s(?:per|an?)\s\w+")
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
    if _FORCES_GET.search(scene.before(quantity.start, 50)) and not _FROM_OTHERS.match(scene.after(quantity.end, 60)):
        return Measured("military_expenditure", guessed=True)
    beyond = _EACH.sub("", scene.after(quantity.end, 60))
    if figure_words().per_head.search(scene.text) and _FORCES_AFTER.search(scene.after(quantity.end, 120)):
        return Measured("military_expenditure")
    if quantity.rate in _HEADS and (forces := _FOR_FORCES.match(beyond)) is not None:
        return Measured("military_expenditure")
    if quantity.scale is None and (quantity.printed.high or quantity.printed.low or 0) < _PETTY:
        if _is_piece_price(scene, quantity):
            return Measured("programme_cost")
        return Measured("other") if scene.secure and _is_paid(scene, quantity) else None
    if quantity.rate == "piece" or _APIECE.match(scene.after(quantity.end, 12)):
        return Measured("programme_cost" if _names_weapon(scene) else "other") if scene.secure else None
    if quantity.rate not in (None, "year", "month", "annum"):
        return Measured("other") if scene.secure else None
    if _UPKEEP.search(scene.text):
        return Measured("military_expenditure")
    helps = weak is not None and weak.measure == "military_aid"
    if figure_words().affairs.found(scene.text) and topic is None and not scene.speaks and not helps:
        return None
    if _is_paid(scene, quantity) and scene.secure:
        return Measured("other")
    if (forces := _FOR_FORCES.match(scene.after(quantity.end, 60))) is not None:
        return Measured("military_expenditure", guessed=forces["own"] is None)
    if weak is not None and weak.measure == "programme_cost" and (scene.secure or topic is not None):
        return Measured("programme_cost", weak)
    if weak is not None and weak.measure == "military_aid" and _RELIEF.search(scene.text):
        return Measured("other") if scene.secure else None
    if weak is not None and topic is not None and topic in _COMPATIBLE.get(weak.measure, ()):
        return Measured(topic, weak, True)
    if weak is not None and scene.secure:
        if topic == "programme_cost" and weak.measure == "military_expenditure":
            return Measured(topic, weak, guessed=True)
        return Measured(_spent_on_things(scene, quantity, weak), weak, guessed=True)
    points_back = _POINTS_BACK.search(scene.text) or scene.lists_on or _level_reached(scene, quantity)
    if topic is not None and _money_topic(topic) and points_back and not _OF_WHAT.match(scene.after(quantity.end, 60)):
        return Measured(topic, None, True)
    if scene.secure and (_buys_weapons(scene, quantity) or _prices(scene, quantity)):
        return Measured("programme_cost")
    return Measured("other", None) if scene.secure else None


_RELIEF = re.compile(
    r"\b(?:aid|relief)\s(?:agenc(?:y|ies)|workers?|groups?|organi[sz]ations?|convoys?|appeals?)\b|\bhumanitarian\b|\bfamine\b|\brefugees\b",
    re.IGNORECASE,
)
"""Words that show aid to be relief of need and no military aid."""
_BOUGHT = re.compile(
    r"(?:\s(?:will|would|is|are|was|were)\s(?:also\s)?(?:to\s)?(?:be\s)?)?"
    r"(?:\s?(?:(?:already|previously|since|so far)\s)?(?:used|appropriated|allocated|earmarked|set aside|budgeted|committed"
    r"|needed|required|spent))?"
    r"\s(?:for|on|into|towards?|to (?:buy|build|develop|acquire|procure|repair|upgrade|overhaul|secure|purchase|strengthen"
    r"|improve|enhance|expand|fund|finance|moderni[sz]e|field|boost|replace))\s[^,;.]{0,60}",
    re.IGNORECASE,
)


def _buys_weapons(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sum is paid for weapons ("paid $2.2 billion for 50 tanks", "€90 million on ammunition")."""
    follow = _BOUGHT.match(scene.after(quantity.end, 80))
    words = re.findall(r"[A-Za-z][\w-]*", follow[0]) if follow else []
    return any(singular(word.lower()) in figure_words().equipment | _MAKERS for word in words)


_MAKERS = frozenset({"shipyard", "arsenal", "factory", "plant", "munition", "base"})


def _prices(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sum is the price of the weapon it stands before ("a $400-million 747", "a $2 billion frigate deal")."""
    follow = re.match(r"\s(?!of\b|in\b|to\b|for\b)(?:[\w-]+\s){0,2}?([\w-]+)", scene.after(quantity.end, 50))
    led = re.search(r"(?:\b(?:an?|the|its|their|each|another|this)|['’]s)\s(?:[a-z]+\s)?$", scene.before(quantity.start, 20))
    if follow is None or led is None:
        return False
    words = [singular(word.lower()) for word in follow[0].split()]
    return any(word in figure_words().equipment or is_airliner(word[:3]) for word in words)


def _is_piece_price(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a small sum is what one weapon costs ("drones that cost $500", "a round now sells for €8,000")."""
    clause = scene.clause_span(quantity.number_start)
    words = re.findall(r"[A-Za-z][\w-]*", scene.between(clause.start, clause.end))
    priced = scene.secure and _PRICED.search(scene.before(quantity.start, 90)) is not None
    return priced and any(singular(word.lower()) in figure_words().equipment for word in words)


def _names_weapon(scene: Scene) -> bool:
    """Return whether a sentence names weapons, or goes on about them."""
    words = re.findall(r"[A-Za-z][\w-]*", scene.text)
    return scene.topic == "equipment" or any(singular(word.lower()) in figure_words().equipment for word in words)


_APIECE = re.compile(r"\s(?:apiece|each|a copy|per copy)\b")
_PRICED = re.compile(r"\b(?:cost(?:s|ing)?|pric(?:e|es|ed)|sells?|worth)\b", re.IGNORECASE)


def _level_reached(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sum is the level that the change just before it led to ("rose 41.9 percent to $145.9 billion")."""
    earlier = [q for q in scene.reading.quantities if q.end <= quantity.start]
    gap = scene.between(earlier[-1].end, quantity.start) if earlier else ""
    return bool(re.fullmatch(r",?\s(?:to|reaching|taking it to)\s(?:about\s|some\s|a record\s)?", gap))


_POINTS_BACK = re.compile(
    r"\b(?:it|this|that|these|figure|share|contribution|sum|amount|total|another|rest|remainder|answer|of which|of this|up from|"
    r"down from|compared|latter|former|further|additional|remaining|balance|"
    r"next year|last year|increase|rise|money|funds|funding)\b",
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


_CONVERTED = r",?\s\(?(?:about\s|or\s|some\s|around\s|roughly\s)*[A-Z]{0,3}[$£€¥]\s?[\d.,]+\s?\w*[,)]?"
_THINGS = re.compile(
    r"\b(?:equipment|weapons|hardware|aircraft|jets|ships|submarines|tanks|missiles|vehicles|systems?|"
    r"frigates|helicopters|drones|ammunition|shells|"
    r"procurement|modernis|moderniz|upgrade|research|fleet|warships|programme|program|artillery|housing|"
    r"bases|roads?|railways?|bridges|infrastructure|radars?|satellites?|rearmament fund)",
    re.IGNORECASE,
)


def _spent_on_things(scene: Scene, quantity: Quantity, phrase: Phrase) -> str:
    """Return the phrase's measure, or programme_cost where the money goes on named things ("spend $5bn on new tanks")."""
    if quantity.form != "money" or phrase.measure not in ("military_expenditure", "defence_budget"):
        return phrase.measure
    follow = re.match(
        rf"(?:{_CONVERTED})?(?:\s(?:has|have|had|was|were|is|are|been|being|will|be)){{0,3}}(?:\s(?:spent|allocated|set aside"
        rf"|earmarked|used|paid))?(?:\s(?:over|in|across)\s(?:the\s)?(?:[\w-]+\s)?[\w-]+\s(?:years|decades))?\s*(?:on|for|in)\s[^,;.]{{0,40}}",
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


_STOCKPILE = re.compile(
    r"\b(?:nuclear|atomic)\s(?:warheads?|weapons?|arsenal|stockpile|forces)(?:\s(?:arsenal|stockpile|inventory"
    r"|numbers?))?$", re.IGNORECASE
)


def _of_a_stockpile(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a multiple is said of nuclear arms, its clause's subject ("its nuclear arsenal is projected to double")."""
    verb = scene.clause(quantity.number_start)
    for head in scene.args.below(verb, "nsubj", "nsubjpass") if verb is not None else ():
        if _STOCKPILE.search(scene.before(scene.reading.tokens[head].end, 50)):
            return True
    return False


_SIZED = re.compile(
    r"\b(fleet|arsenal|army|navy|air force|armed forces|military)\s(?:(?:is|was|now|today|some|about|roughly|nearly|almost"
    r"|around|only|just|still|at)\s){0,3}$",
    re.IGNORECASE,
)
_AS_LARGE = re.compile(r"\s(?:(?:of\s)?(?:the|its|their)\ssize\b|as\s(?:large|big|strong)\b)")
"""How large a fleet or an army is beside another: "a fleet half the size it was in 1987"."""
_OF_NUCLEAR_ARMS = re.compile(
    r"\s*(?:of|its|their|the)\s(?:[\w’'-]+\s){0,4}?nuclear\s(?:arms|weapons|warheads|arsenals?|stockpiles?)\b"
)


def _heads_after(scene: Scene, quantity: Quantity) -> list[str]:
    """Return the next few words after a number that can be what it is a part of: no owners, and no noun before its head noun."""
    after = scene.after(quantity.number_end, 70)
    owners = [match.span() for match in _POSSESSOR.finditer(after)]
    words = []
    for match in list(_RATIO_NOUNS.finditer(after))[:7]:
        place = scene.token_at(quantity.number_end + match.start()) if scene.parsed else None
        beside = place is not None and scene.reading.tokens[place].dep == "compound"
        if not beside and not any(start <= match.start() < end for start, end in owners):
            words.append(match[0])
    return words


_ARMAMENT = frozenset("salvo barrage volley equipment hardware materiel armour armor artillery weaponry".split())
_BLUE_HELMETS = re.compile(r"\s(?:of\s)?(?:the\s|all\s)?(?:UN\s)?(?:blue helmets|peacekeepers)\b", re.IGNORECASE)
_POSSESSOR = re.compile(r"[\w-]+['’]s?(?=\s)")
_RATIO_NOUNS = re.compile(r"\b([a-z][a-z-]+)\b", re.IGNORECASE)


def _ratio_of_things(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of a multiple or part of counted things: "doubled NATO's battlegroups", "half of its tanks"."""
    words = figure_words()
    if _AS_LARGE.match(scene.after(quantity.end, 20)) and (sized := _SIZED.search(scene.before(quantity.start, 40))) is not None:
        return Measured("equipment" if sized[1].lower() in ("fleet", "arsenal") else "personnel")
    if re.match(r"\s*of what\b", scene.after(quantity.end, 12)):
        return Measured("other") if scene.secure else None
    if re.search(r"[\s-]to[\s-]", scene.between(quantity.start, quantity.end)):
        return Measured("other") if scene.secure else None
    if _OF_NUCLEAR_ARMS.match(scene.after(quantity.end, 60)) or _of_a_stockpile(scene, quantity):
        return Measured("nuclear_warheads")
    if re.search(r"\bbattle[ -]?groups?\b", scene.after(quantity.number_end, 60), re.IGNORECASE):
        return Measured("deployment")
    if _BLUE_HELMETS.match(scene.after(quantity.number_end, 40)):
        return Measured("deployment")
    for word in _heads_after(scene, quantity):
        noun = singular(word.lower())
        if noun in ("battlegroup", "presence", "deployment"):
            return Measured("deployment")
        if noun in words.casualty_nouns and quantity.form == "percent":
            return Measured("casualties")
        if noun in SHIPS and TRADING.search(scene.after(quantity.number_end, 60)):
            return Measured("other") if scene.secure else None
        if (noun in words.equipment and noun not in ("unit", "set", "transport")) or noun in _ARMAMENT:
            return Measured("equipment")
        if noun in words.forces and noun not in ("other", "member"):
            stationed = words.deployed.search(scene.text) or abroad(scene, replace(quantity, form="count"))
            return Measured("deployment" if stationed else "personnel")
        if noun in words.numbered_people:
            return Measured("deployment" if noun == "contingent" else "personnel")
    if (again := _number_again(scene, quantity) or said_of(scene, quantity)) is not None:
        return again
    if (part := _part_of_the_last(scene, quantity)) is not None:
        return part
    weak = nearest(scene, quantity, strength=1)
    if weak is not None and scene.secure:
        price = scene.between(weak.start, weak.end).lower() in ("price", "prices", "bill", "bills")
        return Measured("other" if price else weak.measure, weak)
    topic = scene.topic
    if (
        topic
        and topic != "other"
        and re.search(r"\b(?:it|this|that|figure|sum|amount|spending|total)\b", scene.text, re.IGNORECASE)
    ):
        return Measured(topic, None, True)
    return Measured("other") if scene.secure and _stands_for_a_ratio(scene, quantity) else None


def _part_of_the_last(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return the measure of the figure before, of which a part is told ("a third of them children", "two-thirds is spent")."""
    after = scene.after(quantity.end, 60)
    told = any(q.end < quantity.start for q in scene.reading.quantities)
    fronted = _OF_THAT_FIRST.search(scene.before(quantity.start, 40))
    if scene.topic is None or not (fronted or _OF_THAT.match(after) or (told and _STANDS_ALONE.match(after))):
        return None
    hurt = _HURT.search(after) is not None and scene.topic in ("personnel", "deployment", "casualties")
    return Measured("casualties" if hurt else scene.topic, None, True)


_OF_THAT = re.compile(r"\s*of\s(?:that|this|it|them|these|those|which|whom)\b(?!\s[a-z]+s\b)", re.IGNORECASE)
_OF_THAT_FIRST = re.compile(
    r"\b[Oo]f\s(?:that|this|it|these|those|which|whom)(?:\s(?:sum|amount|total|money|number))?,?\s(?:[\w-]+\s){0,3}$"
)
_HURT = re.compile(r"\b(?:dead|killed|wounded|injured|died)\b", re.IGNORECASE)
_STANDS_ALONE = re.compile(r"\s(?:has|have|had|was|were|is|are|will|would|went|goes|remains?)\b")
"""After a part that is itself what is spoken of: "of a fund of 100 billion, two-thirds has been committed"."""
_AGAIN_THE_NUMBER = re.compile(
    r"\s*(?:the|that|its|their)\s(?:number|figure|amount|total|size|level)\b|\s*as\smany\b", re.IGNORECASE
)
_ARMY_IS = re.compile(
    r"\b(?:army|armed forces|military|navy|air force|force|forces|fleet|arsenal)\s"
    r"(?:is|was|are|were|has|have|had|remains|would be)\s[^.;,]{0,25}$"
)


def _number_again(scene: Scene, quantity: Quantity) -> Measured | None:
    """Return what a multiple is of that goes on with a count before it, or says how large an army is beside another."""
    if army := _ARMY_IS.search(scene.before(quantity.start, 60)):
        return Measured("equipment" if army[0].startswith(("fleet", "arsenal")) else "personnel")
    counts = [q for q in scene.reading.quantities if q.end <= quantity.start and q.form == "count"]
    if not counts or not _AGAIN_THE_NUMBER.match(scene.after(quantity.end, 20)):
        return None
    found = counted(scene, counts[-1])
    return replace(found, guessed=True) if found is not None else None


_NO_RATIO = re.compile(
    r"[”\"’']?\s*(?:as\s(?!much|many|large|big|high|long|fast|heavy|strong|likely|old)|lock\b|[”\"])", re.IGNORECASE
)


def _stands_for_a_ratio(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a multiple or part says how much of something there is ("drills double as training" does not)."""
    return not _NO_RATIO.match(scene.after(quantity.end, 12)) and not re.search(r"[“\"‘]\s*$", scene.before(quantity.start, 2))
