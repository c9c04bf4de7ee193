"""Whose a figure is: from the words around its measure, from syntax, then from what was said before."""

from __future__ import annotations

import re
from itertools import pairwise

from dragoman.lexicon.figure_words import figure_words, organisation_sort
from dragoman.lexicon.numbers import currencies, number_context
from dragoman.model import Mention, Quantity
from dragoman.reading.governed import agent, grammatical, main_subject, relative, subject_mentions
from dragoman.reading.measured import Measured
from dragoman.reading.nearby import (
    SPEAKERS,
    Ids,
    beside,
    by_phrase,
    modifier,
    named_after,
    of_phrase,
    of_whom,
    part_of,
    rank_holder,
    usable,
)
from dragoman.reading.scene import Scene
from dragoman.reading.sources import speaks_for

_PAYERS = frozenset({"alliance", "union", "group"})


def subject_of(scene: Scene, quantity: Quantity, measured: Measured) -> tuple[Ids, bool]:
    """Return whose a figure is, empty where the article does not say; and whether the sentence itself says so."""
    if _of_some(scene, quantity):
        return (), True
    if bracketed := _in_brackets(scene, quantity, measured):
        return bracketed, True
    if measured.measure in ("other", "population") and (bloc := _bloc(scene, quantity)):
        return bloc, True
    if measured.measure in ("other", "personnel") and (handled := handlers(scene, quantity)):
        return handled, True
    if _set_against(scene, quantity):
        return scene.context.figure_subject, True
    if gapped := _gapped(scene, quantity):
        return gapped, True
    if _of_many(scene, quantity, measured) or (measured.measure not in _THINGS and _of_several(scene, quantity)):
        return (), True
    rules = (
        (named_after, part_of, relative, rank_holder, beside, of_phrase, by_phrase, modifier, grammatical, main_subject)
        if measured.measure not in _THINGS
        else (modifier, agent, relative, beside, rank_holder, grammatical, of_whom, main_subject)
    )
    for rule in rules:
        found = _payers(rule(scene, quantity, measured), measured)
        if found and not _receives(scene, quantity, measured, found):
            return _respective(scene, quantity, found), True
    if _by_the_author(scene, quantity):
        told = _speaker(scene, quantity)
        return told or _last_told(scene, quantity), bool(told)
    found = _payers(_carried(scene, quantity, measured), measured)
    if _receives(scene, quantity, measured, found):
        found = next((ids for ids in _givers(scene) if ids != found), ())
    return found, False


_THINGS = ("equipment", "personnel", "deployment", "other", "nuclear_warheads")
_FIRST_PERSON = frozenset({"i", "we"})


_PLACED = re.compile(r"\b(?:in|to|from|at|near|across)\s(?:the\s)?$")


def _in_brackets(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Return the actor whom a figure in brackets follows: "Estonia (3.4 percent)", but not where troops are ("in Mali (900)")."""
    if quantity.form == "rank" or not re.match(r"[\w\s%]{0,12}\)", scene.after(quantity.end, 14)):
        return ()
    before = next((m for m in scene.reading.mentions if 0 <= quantity.start - m.end <= 4 and m.kind != "pronoun"), None)
    if before is not None and measured.measure == "deployment" and _PLACED.search(scene.before(before.start, 12)):
        return ()
    opened = before is not None and re.fullmatch(r"\s\((?:[$€£¥]|US\$)?", scene.between(before.end, quantity.start))
    return usable(scene, before) if before is not None and opened else ()


def _subjects(scene: Scene, quantity: Quantity) -> list[int]:
    """Return the tokens of the grammatical subject of the clause that holds a number, or of the nearest above that has one."""
    verb = scene.clause(quantity.number_start)
    for _ in range(5):
        if verb is None:
            return []
        found = list(scene.args.below(verb, "nsubj", "nsubjpass"))
        if found or scene.reading.tokens[verb].head == verb:
            return found
        verb = scene.clause(scene.reading.tokens[scene.reading.tokens[verb].head].start)
    return []


def _of_several(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a figure is of a number of states that the words do not name ("nine allies spent 2 percent")."""
    tokens = scene.reading.tokens
    for place in _subjects(scene, quantity):
        counted = tokens[place].text.lower() in figure_words().several and scene.args.below(place, "nummod")
        bare = tokens[place].tag == "CD" and not quantity.start <= tokens[place].start < quantity.end
        if counted or (bare and not any(m.start <= tokens[place].start < m.end for m in scene.reading.periods)):
            return True
    return False


def _by_the_author(scene: Scene, quantity: Quantity) -> bool:
    """Return whether "I" or "we" is the subject of a number's clause and nobody is known to speak."""
    tokens = scene.reading.tokens
    return any(tokens[place].text.lower() in _FIRST_PERSON for place in _subjects(scene, quantity)) or bool(
        re.search(r"\b(?:our|my)\s(?:[\w-]+\s){0,3}$", scene.before(quantity.start, 30), re.IGNORECASE)
    ) or any(_owned_by_speaker(scene, place) for place in _subjects(scene, quantity))


def _owned_by_speaker(scene: Scene, place: int) -> bool:
    """Return whether a noun is "my" or "our" ("my administration authorized another $200 million")."""
    tokens = scene.reading.tokens
    return any(tokens[kid].text.lower() in ("my", "our") for kid in scene.args.below(place, "poss"))


def _speaker(scene: Scene, quantity: Quantity) -> Ids:
    """Return the state for which "I" or "we" speaks: of whoever is quoted, else of a text that is a government's own."""
    actor = speaks_for(quantity.start, scene.reading.attributions, scene.context.author)
    return (actor,) if actor and len(actor) == 3 else ()


def _last_told(scene: Scene, quantity: Quantity) -> Ids:
    """Return whose the figure before was, in the paragraph of an "our" that nobody is known to say: a guess."""
    quoted = any(s.start <= quantity.start < s.end for one in scene.reading.attributions for s in one.content)
    same = not quoted and scene.reading.sentence.paragraph == scene.context.figure_paragraph
    return scene.context.figure_subject if same else ()


_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|(?:up|down|an increase|a rise|a fall) from|versus|or)\s"
    r"(?:about\s|some\s|just\s|only\s|the\s|around\s)?$"
)


def _set_against(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a figure is only set beside the one before it, and so of the same ("compared with 2 percent")."""
    earlier = [other for other in scene.reading.quantities if other.end <= quantity.start]
    if not earlier or not scene.context.figure_subject or not _AGAINST.search(scene.before(quantity.start, 40)):
        return False
    alike = earlier[-1].form == quantity.form or {earlier[-1].form, quantity.form} == {"percent", "money"}
    between = (m for m in scene.reading.mentions if earlier[-1].end <= m.start < quantity.start)
    return alike and quantity.start - earlier[-1].end < 50 and next(between, None) is None


_HEDGED = re.compile(
    r"\s(?:(?:about|some|another|around|roughly|approximately|nearly|almost|only|just|over|under|(?:more|less) than|at least"
    r"|up to|an?|estimated|reported|record|whopping|mere|further|modest)\s){0,3}",
    re.IGNORECASE,
)


def _gapped(scene: Scene, quantity: Quantity) -> Ids:
    """Read "Denmark sent 19 jets, and the Netherlands 24": a name between a comma or "and" and a number, without a verb.

    A number with a unit of its own needs another of the same form before the name ("spent $9 billion and China some $3 billion").
    """
    mention = scene.mention_before(quantity.start, reach=28)
    if mention is None or not _HEDGED.fullmatch(scene.between(mention.end, quantity.start)):
        return ()
    peers = (q for q in scene.reading.quantities if q.form == quantity.form and q.end <= mention.start)
    if quantity.form != "bare" and (quantity.form not in ("money", "percent") or next(peers, None) is None):
        return ()
    return usable(scene, mention) if re.search(r"(?:,|\band|;|\bwhile)\s(?:the\s)?$", scene.before(mention.start, 12)) else ()


_SOME_OF = re.compile(
    r"\b(?:European|eastern|western|northern|southern|central|other|smaller|larger|new|newer|remaining|most|non-US|Asian|African|Arab)\s"
    r"(?:(?:and\s\w+|[A-Z]\w+)\s)?(?:members?|allies|states|countries|nations|governments|powers)\b",
    re.IGNORECASE,
)
_REGION_TRADES = re.compile(
    r"\b(?:African|European|Asian|Arab|Western|Eastern|(?:Latin|South|Central) American|Middle Eastern|Nordic|Baltic|Gulf"
    r"|[Gg]lobal|[Ww]orld)\s(?:states['’]\s)?(?:ex|im)ports\b"
)
_PART_OF = re.compile(
    r"(?:\b(?:share|portion|part|slice|chunk|proportion|percentage)\s|^)of (?:the\s)?(?:\w+(?:['’]s)?\s)?$"
    r"|\b(?:share|part) of (?:the\s)?(?:[\w-]+\s){1,3}in (?:the\s)?(?:\w+(?:['’]s)?\s)?$",
    re.IGNORECASE,
)
"""Before what the world spends: the whole of which a part is said, also in front ("of world military spending, …")."""


def _of_many(scene: Scene, quantity: Quantity, measured: Measured) -> bool:
    """Return whether a figure is of the world, of a region or of a part of an alliance, none of which is an actor.

    "Global military spending", "defence spending in Asia", "European members and Canada increased defence spending".
    """
    phrase = measured.phrase
    if phrase is None and measured.measure in ("arms_exports", "arms_imports") and quantity.form != "rank":
        clause = scene.clause_span(quantity.number_start)
        return bool(_REGION_TRADES.search(scene.between(clause.start, max(clause.start, quantity.start))))
    if phrase is None or phrase.strength < 2 or quantity.form == "rank":
        return False
    words = figure_words()
    if _PART_OF.search(scene.before(phrase.start, 30)) or scene.between(phrase.start, phrase.end).lower().endswith("spender"):
        return False  # "the second-largest military spender in the world" is one state
    start = max(scene.offset, phrase.start - 30)
    before = _no_actor(scene, words.wide_before.search(scene.between(start, phrase.end)), start)
    after = _no_actor(scene, words.wide_after.match(scene.after(phrase.end, 40)), phrase.end)
    if before or after:
        part = quantity.form in ("percent", "ratio") and quantity.change is None
        return not (part and (phrase.end > quantity.end or not before))
    return False


_BLOC_AFTER = re.compile(
    r"[\s-](?:nation|member|country|state|strong)s?[\s-](?:\w+\s)?(?:bloc|alliance|union|grouping|pact|organi[sz]ation)\b",
    re.IGNORECASE,
)
_BLOC_BEFORE = re.compile(r"\b(?:bloc|alliance|union|grouping)\sof\s(?:about\s|some\s|more than\s|nearly\s)?$", re.IGNORECASE)


def _bloc(scene: Scene, quantity: Quantity) -> Ids:
    """Return the alliance last spoken of where a number counts what makes one up ("the 28-nation bloc")."""
    if not (_BLOC_AFTER.match(scene.after(quantity.number_end, 50)) or _BLOC_BEFORE.search(scene.before(quantity.start, 40))):
        return ()
    spoken = [one for m in (*reversed(scene.reading.mentions), *scene.context.recent) for one in m.actors]
    unions = (one for one in (*spoken, *scene.context.topic_actor) if organisation_sort(one) in ("alliance", "union"))
    return next(((one,) for one in unions), ())


def _of_some(scene: Scene, quantity: Quantity) -> bool:
    """Return whether what comes before a number in its clause names part of a group ("European allies bought 63 percent")."""
    clause = scene.clause_span(quantity.number_start)
    some = _SOME_OF.search(scene.between(clause.start, quantity.start))
    if some is None:
        return False
    begin = max(clause.start, scene.offset) + some.start()
    return not any(m.actors and clause.start <= m.start < begin and not scene.is_source(m) for m in scene.reading.mentions)


def _no_actor(scene: Scene, match: re.Match[str] | None, start: int) -> bool:
    """Return whether a region's name was found at `start` and is no part of an actor's ("South Africa", "European Union")."""
    if match is None:
        return False
    low, high = start + match.start(), start + match.end()
    return not any(m.start < high and low < m.end and m.actors and m.kind != "pronoun" for m in scene.reading.mentions)


def _payers(ids: Ids, measured: Measured) -> Ids:
    """Return those who can have a military budget or an arms trade: states and alliances, not a fund or a company."""
    if measured.measure not in ("military_expenditure", "defence_budget", "arms_exports", "arms_imports", "gdp", "population"):
        return ids
    return tuple(one for one in ids if not one.startswith("org:") or organisation_sort(one) in _PAYERS)


def _respective(scene: Scene, quantity: Quantity, ids: Ids) -> Ids:
    """Return the one owner of a number where several are dealt out to as many owners ("A and B spent 3 and 4 billion").

    Numbers that stand in one list are, and those of a sentence that says "respectively".
    """
    forms = ("count", "bare") if quantity.form == "bare" else (quantity.form, "bare")
    peers = [other for other in scene.reading.quantities if other.form in forms]
    if len(ids) < 2 or len(peers) != len(ids) or quantity not in peers:
        return ids
    gaps = [scene.between(one.end, other.start) for one, other in pairwise(peers)]
    listed = all(_IN_A_LIST.fullmatch(gap) for gap in gaps)
    return (ids[peers.index(quantity)],) if listed or "respectively" in scene.text.lower() else ids


_IN_A_LIST = re.compile(r"(?:,\s(?:and\s)?|\sand\s)(?:about\s|some\s|nearly\s|around\s)?", re.IGNORECASE)
_GIVEN_TO = re.compile(
    r"\b(?:to|for|in support of|sen[dt]|gave|give|given|provided?|helped?|arm|armed)\s(?:the\s)?(?:people of\s)?$", re.IGNORECASE
)
SUPPLIED = re.compile(
    r"\b(?:provid(?:e[sd]?|ing)|suppl(?:y|ies|ied|ying)|giv(?:es?|en|ing)|gave|sen[dt]s?|sending|equip(?:s|ped|ping)?|furnish\w*|arm(?:s|ed|ing))\s(?:the\s)?$",
    re.IGNORECASE,
)


def _receives(scene: Scene, quantity: Quantity, measured: Measured, ids: Ids) -> bool:
    """Return whether those found are who the aid goes to ("$5.5 billion in equipment for Ukraine"): they do not give it."""
    if measured.measure not in ("military_aid", "equipment", "personnel", "other") or not ids:
        return False
    if any(
        mention.actors == ids
        and SUPPLIED.search(scene.before(mention.start, 24))
        and re.fullmatch(r"\s(?:with\s)?(?:[\w-]+\s){0,5}", scene.between(mention.end, quantity.start))
        for mention in scene.reading.mentions
        if mention.end < quantity.start
    ):
        return True
    pattern = _GIVEN_TO if measured.measure == "military_aid" or quantity.form == "money" else SUPPLIED
    given = [mention.actors for mention in scene.reading.mentions if pattern.search(scene.before(mention.start, 24))]
    return ids in given and sum(mention.actors == ids for mention in scene.reading.mentions) == given.count(ids)


def _givers(scene: Scene) -> list[Ids]:
    """Return who may give aid that the sentence promises without naming a giver: those named, then the article's own."""
    named = [usable(scene, mention) for mention in scene.reading.mentions]
    return [ids for ids in named if ids] + [(actor,) for actor in scene.context.topic_actor]


def handlers(scene: Scene, quantity: Quantity) -> Ids:
    """Return who does something to the people counted ("Russia deported 15,000 Ukrainian civilians")."""
    verb = scene.clause(quantity.number_start)
    if verb is None or scene.reading.tokens[verb].lemma not in figure_words().handling:
        return ()
    handled = (scene.token_at(max(quantity.start, quantity.end - 1)), scene.token_at(quantity.number_start))
    if not any(place in scene.args.below(verb, "dobj") for place in handled):
        return ()
    found = subject_mentions(scene, verb)
    for _ in range(_CHAIN):
        if found or scene.reading.tokens[verb].dep != "conj":
            break
        verb = scene.reading.tokens[verb].head
        found = subject_mentions(scene, verb)
    return found or (_speaker(scene, quantity) or _last_told(scene, quantity) if _by_the_author(scene, quantity) else ())


_CHAIN = 4
"""Joined verbs up which a shared subject is looked for."""
_ALLIANCES = frozenset(
    "org:NATO org:EU org:UN org:QUAD org:AUKUS org:ASEAN org:OSCE org:G7 org:CSTO org:AU org:SCO org:GCC".split()
)
_GOVERNING = re.compile(
    r"\b(?:to|for|against|after|behind|than|like|with|in|at|near|off|around|from|told|on|by|of)\s(?:the\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)


def _can_own(mention: Mention) -> bool:
    """Return whether a mention may own a figure without syntax saying so: a state or an alliance."""
    return all(not one.startswith("org:") or one in _ALLIANCES for one in mention.actors)


def _governed(scene: Scene, mention: Mention) -> bool:
    """Return whether a preposition makes a mention a place, a recipient or a yardstick, and no owner."""
    return bool(_GOVERNING.search(scene.before(mention.start, 24)))


def _carried(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Return the owner from the rest of the sentence, then from before; money of one state's own is that state's."""
    if home := _by_currency(scene, quantity, measured):
        return home
    verb = scene.clause(quantity.number_start)
    contains = verb is not None and scene.reading.tokens[verb].lemma in figure_words().containing
    free = [
        mention
        for mention in scene.reading.mentions
        if usable(scene, mention)
        and not scene.is_source(mention)
        and _can_own(mention)
        and not _governed(scene, mention)
        and not (mention.kind == "pronoun" and (contains or mention.surface.lower() in _THEY))
    ]
    before = [mention for mention in free if mention.end <= quantity.start and mention.kind not in ("place",)]
    if told := _told_of_own(scene, quantity, measured):
        return told
    if measured.carried and scene.context.figure_subject and not before:
        return scene.context.figure_subject
    if before:
        return usable(scene, before[-1])
    if free and measured.measure not in ("equipment", "other"):
        return usable(scene, free[0])
    named = [
        m for m in scene.reading.mentions if usable(scene, m) and _can_own(m) and not scene.is_source(m) and m.kind != "place"
    ]
    named = [m for m in named if m.surface.lower() not in _THEY]
    if measured.phrase is not None and not measured.carried and len({m.actors for m in named}) == 1:
        return usable(scene, named[0])
    further = scene.reading.sentence.paragraph != scene.context.figure_paragraph and not scene.lists_on
    if further and measured.measure == "other" and not _of_what_happened(quantity):
        return _topical(scene)
    if scene.context.figure_subject:
        return scene.context.figure_subject
    return _topical(scene)


_OWN = ("military_expenditure", "defence_budget", "programme_cost", "deployment", "personnel")


def _told_of_own(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Return the state that says of its own money or forces what names nobody ("Kenya said 300 men were sent")."""
    said = [span for one in scene.reading.attributions for span in one.content if span.start <= quantity.start < span.end]
    if measured.measure not in _OWN or not said:
        return ()
    start = max(span.start for span in said)
    named = any(start <= m.start and m.actors for m in scene.reading.mentions if m.end <= min(span.end for span in said))
    return () if named else _speaker(scene, quantity)


_THEY = ("they", "them", "their")
"""People more often than a state, and so nobody's where only nearness speaks for it."""


def _of_what_happened(quantity: Quantity) -> bool:
    """Return whether a number is of what the paragraph before may tell of: hits, waves, hours; not people, shares, distances."""
    people = quantity.unit in number_context().people
    lasting = quantity.form == "measure" and quantity.unit in ("minute", "hour", "day", "week")
    return lasting or (quantity.form == "count" and not people)


_PAID_AT_HOME = ("military_expenditure", "defence_budget")


def _by_currency(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Return the one state whose money a sum is in ("15.5 trillion roubles"), where the article speaks of it."""
    if quantity.currency is None or measured.measure not in (*_PAID_AT_HOME, "programme_cost", "other"):
        return ()
    homes = [state for state, code in currencies().home.items() if code == quantity.currency]
    spoken = {one for mention in scene.context.recent for one in mention.actors} | set(scene.context.topic_actor)
    return tuple(homes) if len(homes) == 1 and homes[0] in spoken else ()


def _topical(scene: Scene) -> Ids:
    """Return the actor that the article speaks of most, of those that can own a figure."""
    aimed = _aimed_at(scene)
    free = (one for one in scene.context.topic_actor if organisation_sort(one) not in SPEAKERS and one not in aimed)
    return next(((one,) for one in free), ())


def _aimed_at(scene: Scene) -> set[str]:
    """Return the actors that a sentence names only as whom something goes to, strikes or is in ("bombs to Israel", "in Iraq")."""
    rows = [(m, _is_aimed_at(scene, m)) for m in scene.reading.mentions]
    free = {one for m, aimed in rows if not aimed for one in m.actors}
    return {one for m, aimed in rows if aimed for one in m.actors} - free


def _is_aimed_at(scene: Scene, mention: Mention) -> bool:
    before = scene.before(mention.start, 12)
    placed = mention.kind in ("state", "capital", "place") and re.search(r"\bin\s(?:the\s)?$", before)
    return bool(placed or re.search(r"\b(?:to|for|against|at)\s(?:the\s)?$", before))
