"""Whose a figure is, and towards whom: from the words around its measure, from syntax, then from what was said before."""

from __future__ import annotations

import re
from itertools import pairwise

from dragoman.lexicon.figure_words import figure_words, organisation_sort
from dragoman.lexicon.numbers import currencies, number_context
from dragoman.model import Mention, Quantity
from dragoman.reading.measured import Measured
from dragoman.reading.scene import Scene
from dragoman.reading.sources import speaks_for

Ids = tuple[str, ...]

_POSSESSIVE = re.compile(
    r"^(?:['’]s?)?\s?(?:own\s|total\s|overall\s|annual\s|current\s|planned\s|proposed\s|new\s|national\s|"
    r"yearly\s|official\s|already\s|"
    r"government['’]?s?\s|ministry['’]?s?\s|fiscal\s|(?:19|20)\d\d(?:[-–/]\d\d)?\s|record\s|actual\s|"
    r"core\s|combined\s|entire\s|real\s|declared\s|initial\s|estimated\s|reported\s|nominal\s|state\s|"
    r"[a-z]+-?[a-z]*ing\s|massive\s|huge\s|large\s|small\s|low\s|high\s|rising\s|military\s|defen[cs]e\s|"
    r"ministry\sof\s|[a-z]+\s){0,2}$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^\s*(?:of|in|by|for|from|across)\s(?:the\s)?(?:(?!to\b|for\b|against\b|at\b|with\b|from\b|by\b)[a-z]+\s){0,2}$",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"\b(?:to|for|on|at|against|in support of|towards|targeting|across)\s(?:the\s)?(?:[\w-]+\s){0,3}$", re.IGNORECASE
)
_RECIPIENT = re.compile(
    r"\b(?:to|for|in support of|of|help(?:s|ed|ing)?|support(?:s|ed|ing)?|equip(?:s|ped|ping)?)\s(?:the\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_SPEAKERS = frozenset({"institute", "media", "party"})
_PAYERS = frozenset({"alliance", "union", "group"})


def subject_of(scene: Scene, quantity: Quantity, measured: Measured) -> tuple[Ids, bool]:
    """Return whose a figure is, empty where the article does not say; and whether the sentence itself says so."""
    if _of_some(scene, quantity):
        return (), True
    if measured.measure in ("other", "population") and (bloc := _bloc(scene, quantity)):
        return bloc, True
    if measured.measure in ("other", "personnel") and (handlers := _handlers(scene, quantity)):
        return handlers, True
    if _set_against(scene, quantity):
        return scene.context.figure_subject, True
    if gapped := _gapped(scene, quantity):
        return gapped, True
    if _of_many(scene, quantity, measured) or (measured.measure not in _THINGS and _of_several(scene, quantity)):
        return (), True
    rules = (
        (_named_after, _part_of, _relative, _rank_holder, _beside, _of_phrase, _by_phrase, _modifier, grammatical, _main_subject)
        if measured.measure not in _THINGS
        else (_modifier, _agent, _relative, _beside, _rank_holder, grammatical, _of_whom, _main_subject)
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
    if _PART_OF.search(scene.before(phrase.start, 30)):
        return False
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


def _part_of(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read a part's owner in "a third of Peru's", "9 % of public spending in Peru", "the share of Peru in the world's"."""
    if quantity.form not in ("ratio", "percent"):
        return ()
    for mention in scene.reading.mentions:
        if mention.start > quantity.end and re.fullmatch(r"\s*of\s(?:the\s)?", scene.between(quantity.end, mention.start)):
            return usable(scene, mention) if scene.after(mention.end, 1) in ("'", "’") else ()
        spent = mention.start > quantity.end and _SPENT_IN.fullmatch(scene.between(quantity.end, mention.start))
        shared = mention.end < quantity.start and _SHARE_OF.search(scene.before(mention.start, 16)) is not None
        if spent or (shared and re.match(r"\sin\s", scene.after(mention.end, 4))):
            return usable(scene, mention)
    return ()


_SPENT_IN = re.compile(
    r"\s*of\s(?:the\s|all\s|total\s){0,2}(?:public|government|state|budgetary|central government)\s"
    r"(?:spending|expenditures?|outlays?)\sin\s(?:the\s)?",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"\bshare\sof\s(?:the\s)?$", re.IGNORECASE)


_GIVEN_TO = re.compile(
    r"\b(?:to|for|in support of|sen[dt]|gave|give|given|provided?|helped?|arm|armed)\s(?:the\s)?(?:people of\s)?$", re.IGNORECASE
)


_SUPPLIED = re.compile(
    r"\b(?:provid(?:e[sd]?|ing)|suppl(?:y|ies|ied|ying)|giv(?:es?|en|ing)|gave|sen[dt]s?|sending|equip(?:s|ped|ping)?|furnish\w*|arm(?:s|ed|ing))\s(?:the\s)?$",
    re.IGNORECASE,
)


def _receives(scene: Scene, quantity: Quantity, measured: Measured, ids: Ids) -> bool:
    """Return whether those found are who the aid goes to ("$5.5 billion in equipment for Ukraine"): they do not give it."""
    if measured.measure not in ("military_aid", "equipment", "personnel", "other") or not ids:
        return False
    if any(
        mention.actors == ids
        and _SUPPLIED.search(scene.before(mention.start, 24))
        and re.fullmatch(r"\s(?:with\s)?(?:[\w-]+\s){0,5}", scene.between(mention.end, quantity.start))
        for mention in scene.reading.mentions
        if mention.end < quantity.start
    ):
        return True
    pattern = _GIVEN_TO if measured.measure == "military_aid" or quantity.form == "money" else _SUPPLIED
    given = [mention.actors for mention in scene.reading.mentions if pattern.search(scene.before(mention.start, 24))]
    return ids in given and sum(mention.actors == ids for mention in scene.reading.mentions) == given.count(ids)


def _givers(scene: Scene) -> list[Ids]:
    """Return who may give aid that the sentence promises without naming a giver: those named, then the article's own."""
    named = [usable(scene, mention) for mention in scene.reading.mentions]
    return [ids for ids in named if ids] + [(actor,) for actor in scene.context.topic_actor]


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
    r"|sales?\s(?:of\s[^,;()]{0,60}\s)?to)\s(?:the\s)?$",
    re.IGNORECASE,
)


def _contracted(scene: Scene, quantity: Quantity, subject: Ids) -> Ids:
    """Return with whom a contract of a sum is made ("a £60 million deal with the Peruvian navy")."""
    clause = scene.clause_span(quantity.number_start)
    for mention in scene.reading.mentions:
        ids = usable(scene, mention) if clause.start <= mention.start < clause.end else ()
        if ids and ids != subject and _CONTRACTED.search(scene.before(mention.start, 60)):
            return ids
    return ()


def _handled(scene: Scene, quantity: Quantity, measured: Measured, subject: Ids) -> Ids:
    """Return whose people somebody else does something to ("deported 15,000 Ukrainian civilians", "trained 40,000 Malians")."""
    if measured.measure not in ("other", "personnel") or not subject or _handlers(scene, quantity) != subject:
        return ()
    low, high = quantity.number_end, max(quantity.end, quantity.unit_end or 0)
    named = (m for m in scene.reading.mentions if low <= m.start and m.end <= high and usable(scene, m) != subject)
    return next((ids for m in named if (ids := usable(scene, m))), ()) or _of_whom(scene, quantity, measured)


_INTO = re.compile(r"[^,.;]{0,40}?\b(?:in|across|throughout|inside|to|at|on)\s(?:the\s)?", re.IGNORECASE)
_HOSTS = re.compile(r"\s(?:(?:still|now|currently|also)\s)?(?:hosts?|hosted|houses|is home to|was home to)\b")


def _host(scene: Scene, quantity: Quantity, subject: Ids) -> Ids:
    """Return the state that troops are in or go to: "28,500 troops in South Korea", "South Korea hosts 28,500 troops"."""
    for mention in scene.reading.mentions:
        ids = usable(scene, mention)
        if not ids or ids == subject or mention.kind not in ("state", "place", "capital"):
            continue
        if mention.start >= quantity.end and _INTO.fullmatch(scene.between(quantity.end, mention.start)):
            return ids
        if mention.end <= quantity.start and _HOSTS.match(scene.after(mention.end, 30)):
            return ids
    return ()


def _recipient_before(scene: Scene, measured: Measured, subject: Ids) -> Ids:
    """Return who received the last figure, where more of the same giver follows and the sentence names nobody else."""
    others = {one for mention in scene.reading.mentions for one in usable(scene, mention)} - set(subject)
    again = bool(subject) and subject == scene.context.figure_subject and scene.topic is not None
    same = others <= set(scene.context.figure_object)
    return scene.context.figure_object if measured.carried or (again and same) else ()


def usable(scene: Scene, mention: Mention) -> Ids:
    """Return a mention's actors where it can own a figure: states and alliances, not research institutes.

    An ambiguous name is its one sovereign state where the sentence names a measure: only states have armed forces to pay for.
    """
    if not mention.actors and mention.candidates:
        states = tuple(one for one in mention.candidates if len(one) == 3 and one.isupper())
        return states if len(states) == 1 and scene.phrases else ()
    return tuple(one for one in mention.actors if not one.startswith("person:") and organisation_sort(one) not in _SPEAKERS)


COMPARED_FIRST = re.compile(r"(?:^|[,;]\s)(?:Compared|compared)\s(?:with|to)\s(?:the\s)?$|\b[Uu]nlike\s(?:the\s)?$")
"""Before who is only compared with: "Compared with Peru, Chile spent twice as much"."""


def _coordinated(scene: Scene, mention: Mention) -> Ids:
    """Return a mention's actors with those joined to it before ("Japan and Germany", "France, Italy and Spain")."""
    ids = list(usable(scene, mention))
    position = mention.start
    for other in sorted(scene.reading.mentions, key=lambda m: -m.end):
        if COMPARED_FIRST.search(scene.before(other.start, 24)):
            break
        if other.end <= position and re.fullmatch(
            r"(?:['’]s)?(?:,\s?(?:and\s)?|\s(?:and|&)\s)(?:the\s)?", scene.between(other.end, position)
        ):
            ids = [*usable(scene, other), *ids]
            position = other.start
    return tuple(dict.fromkeys(ids))


# -------------------------------------------------------------------------------------------------- around the measure


def _beside(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "Japan's defence spending", "Japanese military expenditure", "the Japanese government's annual budget"."""
    phrase = measured.phrase
    if phrase is None:
        return ()
    inside = [m for m in scene.reading.mentions if phrase.start <= m.start and m.end <= phrase.end and usable(scene, m)]
    for mention in inside:
        if measured.measure == "arms_imports" and re.search(r"\b(?:of|from)\s(?:the\s)?$", scene.before(mention.start, 10)):
            continue
        if re.search(r"(?:of|in|by)\s(?:the\s)?$", scene.before(mention.start, 8)) or re.match(
            r"['’]s?\b", scene.after(mention.end, 3)
        ):
            return _coordinated(scene, mention)
        if mention.kind in ("force", "demonym") and _starts_with_noun(scene, phrase.start):
            return _coordinated(scene, mention)
    before = scene.mention_before(phrase.start, reach=45)
    if quantity.form == "rank" and before is not None and any(one.startswith("org:") for one in before.actors):
        return ()
    if before is None or not usable(scene, before) or not _POSSESSIVE.match(scene.between(before.end, phrase.start)):
        return ()
    place = scene.token_at(phrase.start)
    verb = scene.parsed and place is not None and scene.reading.tokens[place].tag.startswith("VB")
    if verb and _PREPOSED.search(scene.before(before.start, 12)):
        return ()
    return _coordinated(scene, before) if _directly(scene, before, phrase.start) else ()


def _starts_with_noun(scene: Scene, position: int) -> bool:
    """Return whether a noun stands at a position: "the bill for the Danish forces" is theirs, "spent on" them is not."""
    place = scene.token_at(position)
    return place is not None and scene.reading.tokens[place].tag.startswith("NN")


def _directly(scene: Scene, mention: Mention, position: int) -> bool:
    """Return whether a mention owns what stands at a position: a possessive or an adjective, not a verb's subject."""
    gap = scene.between(mention.end, position).strip().lower()
    if gap.startswith(("'", "’")) or not gap:
        return True
    if mention.kind in ("demonym", "pronoun", "office", "ministry", "force", "capital") or mention.surface.lower() in (
        "u.s.",
        "us",
        "uk",
        "eu",
        "nato",
        "british",
    ):
        return not re.search(r"\b(?:has|have|had|will|would|was|is|were|spent|raised|increased|cut|said)\b", gap)
    return False


def _of_phrase(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "military spending in Japan", "the defence budget of the country", "outlays by Poland"."""
    phrase = measured.phrase
    if phrase is None:
        return ()
    after = [m for m in scene.reading.mentions if 0 <= m.start - phrase.end <= 32 and usable(scene, m)]
    if quantity.form == "rank":
        after = [m for m in after if not any(one.startswith("org:") for one in m.actors)]
    for mention in sorted(after, key=lambda m: m.start):
        if _OF.match(scene.between(phrase.end, mention.start)):
            return _group(scene, mention)
    return ()


def _group(scene: Scene, mention: Mention) -> Ids:
    """Return a mention's actors with those joined after it ("in Japan and South Korea")."""
    ids = list(usable(scene, mention))
    position = mention.end
    for other in sorted(scene.reading.mentions, key=lambda m: m.start):
        if other.start >= position and re.fullmatch(
            r"(?:,\s?(?:and\s)?|\s(?:and|&)\s)(?:the\s)?", scene.between(position, other.start)
        ):
            ids += usable(scene, other)
            position = other.end
    return tuple(dict.fromkeys(ids))


def _by_phrase(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "2 percent of Japan's GDP", "$56 billion by Japan": who stands right after the number."""
    after = [m for m in scene.reading.mentions if 0 <= m.start - quantity.end <= 22 and usable(scene, m)]
    for mention in sorted(after, key=lambda m: m.start):
        gap = scene.between(quantity.end, mention.start)
        if re.fullmatch(r"\s*(?:of|by|to|from)\s(?:the\s)?", gap) and quantity.form in ("percent", "money"):
            if re.match(
                r"(?:['’]s?)?\s(?:[a-z-]+\s){0,2}(?:GDP|gross|economic|economy|national|output|military|defen[cs]e|total|budget)",
                scene.after(mention.end, 40),
                re.IGNORECASE,
            ):
                return usable(scene, mention)
            if re.match(r"\s*by\s", gap):
                return usable(scene, mention)
    return ()


def _named_after(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read coordinated lists: "Poland 4.1 and Estonia 3.4 percent", "Poland (4.1 percent)", "4.1 percent for Poland"."""
    several = sum(1 for other in scene.reading.quantities if other.form in (quantity.form, "bare")) > 1
    if several and (listed := _listed_after(scene, quantity)):
        return listed
    before = scene.mention_before(quantity.start, reach=18)
    if before is not None and len(_coordinated(scene, before)) == 1:
        gap = scene.between(before.end, quantity.start).lower()
        if (
            re.fullmatch(
                r"['’]?s?\s?[\(:,–—-]?\s?(?:at|with|about|some|around|nearly|just over|almost|to|by|was|were|is|had|"
                r"spent|spends|stood at)?"
                r"\s?(?:about\s|some\s|nearly\s)?",
                gap,
            )
            and (several or "(" in gap or ":" in gap)
            and not re.match(r",\s[a-z]*(?:was|were|is|had|spen[dt]s?|stood)\b", gap)  # "Peru, a friend of Chile, spends about …"
            and not re.search(r"\b(?:to|for|gave|given|sent|from)\s(?:the\s)?$", scene.before(before.start, 12))
        ):
            return usable(scene, before)
    if several:
        after = [m for m in scene.reading.mentions if 0 <= m.start - quantity.end <= 14 and usable(scene, m)]
        for mention in sorted(after, key=lambda m: m.start):
            if re.fullmatch(r"\s*(?:for|in|by)\s(?:the\s)?", scene.between(quantity.end, mention.start)):
                return usable(scene, mention)
    return ()


def _listed_after(scene: Scene, quantity: Quantity) -> Ids:
    """Return the owner after a number in a list where each has its own ("24 percent in Russia, 51 percent in Ukraine")."""
    after = _follower(scene, quantity)
    peers = [other for other in scene.reading.quantities if other.form == quantity.form and other is not quantity]
    return usable(scene, after) if after is not None and any(_follower(scene, other) for other in peers) else ()


def _follower(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return the actor that "in", "for" or "by" leads to right after a number."""
    near = (m for m in scene.reading.mentions if 0 <= m.start - quantity.end <= 14 and usable(scene, m))
    led = (m for m in near if re.fullmatch(r"\s*(?:for|in|by)\s(?:the\s)?", scene.between(quantity.end, m.start)))
    return next(led, None)


def _rank_holder(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read who holds a place: "Japan, the world's third largest spender", "ranked Japan as", "the third largest, Japan"."""
    if quantity.form != "rank":
        return ()
    end = measured.phrase.end if measured.phrase else quantity.end
    tail = scene.after(end, 60)
    after = [m for m in scene.reading.mentions if 0 <= m.start - end <= 40 and usable(scene, m)]
    for mention in sorted(after, key=lambda m: m.start):
        gap = scene.between(end, mention.start)
        if re.fullmatch(
            r"[^.;]{0,30}?,\s(?:the\s)?|[^.;,]{0,20}\s(?:was|is|were|are|remained|remains|being)\s(?:still\s|now\s)?(?:the\s)?",
            gap,
        ) and not re.match(r"\s*,?\s*(?:after|behind|ahead)", tail):
            return _group(scene, mention)
    before = scene.before(quantity.start, 70)
    as_ = re.search(r"\b(?:as|at|in)\s(?:the\s)?[^,;.]{0,30}$", before)
    if as_ and re.search(
        r"\b(?:rank|ranks|ranked|ranking|placed|place|puts|put|listed|lists|named|names|rates|rated|described|identified)\b",
        scene.text,
    ):
        named = [m for m in scene.reading.mentions if m.end <= quantity.start and usable(scene, m)]
        passive = [
            m for m in named if re.match(r"\s(?:was|is|were|has been|had been)\s(?:ranked|placed|listed)", scene.after(m.end, 30))
        ]
        chosen = passive or [m for m in named if m.start > _verb_end(scene)] or named
        return usable(scene, chosen[-1] if chosen and not passive else chosen[0]) if chosen else ()
    return ()


def _verb_end(scene: Scene) -> int:
    found = re.search(
        r"\b(?:rank|ranks|ranked|ranking|placed|places|puts|put|listed|lists|named|names|rates|rated|described|identified)\b",
        scene.text,
    )
    return found.end() + scene.offset if found else 0


def _modifier(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read who stands inside the noun phrase counted, or right before the number: "300 Russian tanks", "China's 370 ships"."""
    low, high = quantity.number_end, max(quantity.end, quantity.unit_end or 0)
    inside = [m for m in scene.reading.mentions if low <= m.start and m.end <= high and usable(scene, m)]
    if inside and measured.measure in ("equipment", "personnel", "deployment", "other", "nuclear_warheads"):
        return usable(scene, inside[0])
    if quantity.unit_start is None and quantity.form in ("count", "rank"):
        inside = []
    before = scene.mention_before(quantity.start, reach=30)
    if before is not None and usable(scene, before):
        gap = scene.between(before.end, quantity.start).lower()
        if re.fullmatch(r"(?:['’]s|['’]|(?<=s))\s(?:[a-z-]+\s){0,3}", gap) and (gap.startswith(("'", "’"))):
            return usable(scene, before)
        if (
            before.kind == "pronoun"
            and before.surface.lower() in ("its", "their", "his", "her", "our")
            and re.fullmatch(r"\s(?:[a-z-]+\s){0,2}", gap)
        ):
            return usable(scene, before)
    return ()


def _handlers(scene: Scene, quantity: Quantity) -> Ids:
    """Return who does something to the people counted ("Russia deported 15,000 Ukrainian civilians")."""
    verb = scene.clause(quantity.number_start)
    if verb is None or scene.reading.tokens[verb].lemma not in figure_words().handling:
        return ()
    handled = (scene.token_at(max(quantity.start, quantity.end - 1)), scene.token_at(quantity.number_start))
    if not any(place in scene.args.below(verb, "dobj") for place in handled):
        return ()
    found = _subject_mentions(scene, verb)
    for _ in range(_CHAIN):
        if found or scene.reading.tokens[verb].dep != "conj":
            break
        verb = scene.reading.tokens[verb].head
        found = _subject_mentions(scene, verb)
    return found or (_speaker(scene, quantity) or _last_told(scene, quantity) if _by_the_author(scene, quantity) else ())


_CHAIN = 4
"""Joined verbs up which a shared subject is looked for."""


def _of_whom(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "some 2,000 troops from Poland", "12 of Ukraine's tanks", "fewer than 300 for Peru"."""
    led = r"\s*(?:from|of|for)\s(?:the\s)?" if quantity.form == "bare" else r"\s*(?:from|of)\s(?:the\s)?"
    after = [m for m in scene.reading.mentions if 0 <= m.start - quantity.end <= 14 and m.kind != "pronoun" and usable(scene, m)]
    for mention in sorted(after, key=lambda m: m.start):
        if re.fullmatch(led, scene.between(quantity.end, mention.start)):
            return _group(scene, mention)
    return ()


# ---------------------------------------------------------------------------------------------------------------- syntax


def grammatical(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Return the subject of the verb that governs the number, or that the clause before it shares."""
    if not scene.parsed:
        return _plain_subject(scene, quantity)
    at = scene.token_at(quantity.number_start)
    verb = scene.clause(quantity.number_start)
    tokens = scene.reading.tokens
    for _ in range(5):
        if verb is None or at is None:
            return ()
        found = _subject_mentions(scene, verb)
        if found:
            return found
        above = tokens[verb].head
        if above == verb:
            return ()
        if tokens[verb].dep == "relcl" or tokens[verb].dep == "acl":
            noun = scene.args.mention(above)
            if noun is not None and usable(scene, noun):
                return usable(scene, noun)
            owner = _owner_below(scene, above) or _owner_below(scene, tokens[above].head)
            if owner:
                return owner
        if tokens[verb].dep == "ccomp" and scene.args.below(verb, "nsubj", "nsubjpass"):
            return ()
        verb = scene.clause(tokens[above].start)
    return ()


def _subject_mentions(scene: Scene, verb: int) -> Ids:
    """Return the actors in the grammatical subject of a verb: its own head, or an actor that the head belongs to."""
    contains = scene.reading.tokens[verb].lemma in figure_words().containing
    for place in scene.args.below(verb, "nsubj", "nsubjpass", "csubj"):
        mention = scene.args.mention(place)
        if mention is not None and usable(scene, mention) and not (contains and mention.kind == "pronoun"):
            return _all_in(scene, place, mention)
        owner = _owner_below(scene, place) or _members(scene, place) or scene.args.made_by(place)
        if owner:
            return owner
    return ()


def _members(scene: Scene, place: int) -> Ids:
    """Return the alliance that "allies" or "members" without a name belong to: the last one spoken of."""
    if scene.reading.tokens[place].text.lower() not in ("allies", "members", "alliance", "bloc", "member"):
        return ()
    if scene.args.below(place, "amod"):
        return ()
    here = [m for m in scene.reading.mentions if m.end <= scene.reading.tokens[place].start]
    spoken = [one for mention in (*reversed(here), *scene.context.recent) for one in mention.actors]
    return next(((one,) for one in (*spoken, *scene.context.topic_actor) if one in ("org:NATO", "org:EU")), ())


def _relative(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "the 200 missiles the group has launched": the subject of a relative clause on the thing counted."""
    place = scene.token_at(max(quantity.start, quantity.end - 1)) if scene.parsed else None
    if place is None:
        return ()
    joined = [place, *scene.args.below(place, "conj")]
    for verb in (verb for noun in joined for verb in scene.args.below(noun, "relcl")):
        for kid in scene.args.below(verb, "nsubj"):
            mention = scene.args.mention(kid)
            if mention is not None and usable(scene, mention):
                return usable(scene, mention)
            if _owner_below(scene, kid):
                return _owner_below(scene, kid)
    return ()


def _all_in(scene: Scene, place: int, mention: Mention) -> Ids:
    """Return a subject's actors with those joined to it ("Poland, Estonia and Latvia")."""
    ids = list(_group(scene, mention))
    waiting = list(scene.args.below(place, "conj"))
    for here in waiting:
        waiting += scene.args.below(here, "conj") if len(waiting) < _MEMBERS else ()
        other = scene.args.mention(here)
        if other is not None:
            ids += usable(scene, other)
    return tuple(dict.fromkeys(ids))


_MEMBERS = 40
"""Joined names that are followed."""


def _owner_below(scene: Scene, place: int) -> Ids:
    """Return the actor that a noun belongs to: a possessive, an adjective, or an of-phrase below it."""
    tokens = scene.reading.tokens
    for kid in scene.args.below(place, "poss", "amod", "compound", "nmod"):
        mention = scene.args.mention(kid)
        if mention is not None and usable(scene, mention):
            return _coordinated(scene, mention)
    for prep in scene.args.below(place, "prep"):
        if tokens[prep].text.lower() in ("of", "in", "by", "from"):
            for kid in scene.args.below(prep, "pobj"):
                mention = scene.args.mention(kid)
                if mention is not None and usable(scene, mention):
                    return usable(scene, mention)
                below = _owner_below(scene, kid)
                if below:
                    return below
    return ()


_JOINED_NOUN = re.compile(r"(?:\s(?:and|or)\s[a-z]+)?\s(?:that\s|which\s)?(?:the\s)?")
_ACTED = re.compile(
    r"\s(?:has\s|have\s|had\s)?(?:since\s|already\s)?(?:fired|launched|deployed|sent|supplied|used|ordered|built|bought|provided|donated|"
    r"delivered|stationed|promised|pledged|received|lost)\b"
)


def _agent(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "were fired by Russia", "the 200 missiles the group has launched": whoever acted, no other number between."""
    for mention in scene.reading.mentions:
        close = 0 <= mention.start - quantity.end < 40 and _JOINED_NOUN.fullmatch(scene.between(quantity.end, mention.start))
        if close and _ACTED.match(scene.after(mention.end, 30)):
            return usable(scene, mention)
        if mention.start < quantity.end or any(quantity.end <= q.start < mention.start for q in scene.reading.quantities):
            continue
        if re.search(
            r"\b(?:fired|launched|deployed|sent|supplied|used|operated|owned|ordered|built|bought|provided|donated|"
            r"delivered|stationed|held|fielded)\sby\s(?:the\s)?$",
            scene.before(mention.start, 30),
        ):
            return _group(scene, mention)
    return ()


_PREPOSED = re.compile(r"\b(?:to|for|in|against|with|of|from|at|on|by|after|behind|than|like)\s(?:the\s)?$", re.IGNORECASE)


def _plain_subject(scene: Scene, quantity: Quantity) -> Ids:
    """Without syntax: the first mention of the clause that no preposition governs."""
    span = scene.clause_span(quantity.number_start)
    for mention in scene.reading.mentions:
        free = span.start <= mention.start < quantity.start and usable(scene, mention) and not scene.is_source(mention)
        if free and not _PREPOSED.search(scene.before(mention.start, 12)):
            return usable(scene, mention)
    return ()


def _main_subject(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Return the subject of the main clause where the number stands in a phrase before it ("With $5 billion …, Japan has")."""
    if scene.parsed:
        root = next((i for i, token in enumerate(scene.reading.tokens) if token.dep == "ROOT"), None)
        if root is not None:
            found = _subject_mentions(scene, root)
            sources = {m.actors for m in scene.reading.mentions if scene.is_source(m)}
            if found and found not in sources:
                return found
    return ()


# --------------------------------------------------------------------------------------------------------------- context


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
    free = (one for one in scene.context.topic_actor if organisation_sort(one) not in _SPEAKERS and one not in aimed)
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


# ---------------------------------------------------------------------------------------------------- towards whom, victims


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
        return usable(scene, near)
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
    supplied = [m for m in scene.reading.mentions if _SUPPLIED.search(scene.before(m.start, 24)) and usable(scene, m) != subject]
    if supplied and quantity.form == "count":
        return usable(scene, supplied[0])
    if act is None:
        return scene.context.figure_object if _list_goes_on(scene, subject) else ()
    for mention in scene.reading.mentions:
        ids = usable(scene, mention)
        if ids and ids != subject and _TOWARDS.search(scene.before(mention.start, 50)) and not scene.is_source(mention):
            return ids
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
