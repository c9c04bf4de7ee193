"""Comparisons without a number: "spends more on its army than Peru", "outspent Peru", "more than any other state in Africa".

The claim is a ratio above (or below) one, or the first place among all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dragoman.lexicon.figure_words import figure_words
from dragoman.model import Interval, Mention, Quantity, Relation
from dragoman.reading.scene import Phrase, Scene

_MEASURES = ("military_expenditure", "defence_budget")
_ONE = Decimal(1)
_HOW = r"(?:(?:far|much|even|still|slightly|somewhat|way|now|also|vastly|a\s(?:lot|little|bit)|\w+ly)\s){0,2}"
_MORE = "more|higher|larger|bigger|greater"
_LESS = "less|lower|smaller"
_GDP = r"(?:GDP|gross domestic product|economy|output)"
_SHARE = rf"\s(?:share|proportion|percentage|part|slice)\sof\s(?:(?:its|their|national)\s)?{_GDP}"
_PATTERNS = (
    re.compile(
        rf"\b(?:spen(?:ds?|t|ding)|pa(?:id|ys?)|devot(?:es?|ed)|allocat(?:es?|ed)|invest(?:s|ed)?|puts?|pour(?:s|ed)?|costs?|laid\sout|lays?\sout|commit(?:s|ted)?|expend(?:s|ed)?|channel(?:s|l?ed)?)\s{_HOW}"
        rf"(?:a\s{_HOW})?(?P<word>{_MORE}|{_LESS})\b(?:{_SHARE}|\smoney)?[^,;.]{{0,70}}?\sthan\s",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:is|was|are|were|remain(?:s|ed)|stands?|stood|amount(?:s|ed)\sto|c[oa]mes?\sto|ran\sto)\s{_HOW}(?P<word>{_MORE}|{_LESS})\s"
        r"(?P<place>in\s(?:the\s)?(?:[A-Z][\w’'-]+\s){1,3})?(?:in\s\d{4}\s)?than\s",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:has|have|had)\s{_HOW}a\s{_HOW}(?P<word>more|less)\s(?:costly|expensive)\s(?:military|army|armed\sforces|defen[cs]e)\sthan\s",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:has|have|had)\s{_HOW}(?:a\s)?(?P<word>{_MORE}|{_LESS})\s(?:military|defen[cs]e)\s"
        r"(?:spending|expenditures?|outlays?|budgets?)\sthan\s",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?P<word>outspen(?:ds?|t)|exceed(?:s|ed)?|surpass(?:es|ed)?|outstrip(?:s|ped)?)\s", re.IGNORECASE
    ),
)
_OTHERS = re.compile(r"\s*any\sother\b", re.IGNORECASE)
_TO = re.compile(
    r"(?:(?:did|does|do)\s)?(?:(?:that|those)\sof\s|in\s)?(?:(?:its|their)\s)?"
    r"(?:(?:neighbou?r|rival|ally|enemy|foe)s?,?\s)?(?:the\s)?",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:,\s?(?:and\s)?|\sand\s)(?:the\s)?", re.IGNORECASE)
_REST = re.compile(
    r"(?:['’]s?)?(?:\s(?:own|ones|annual|military|defen[cs]e|budgets?|spending|expenditures?|outlays?))*"
    r"(?:,?\s(?:do|does|did|spen[dt]s?|is|was|both|combined|together|(?:put|added|taken)\stogether|a\syear|each\syear|annually|last\syear|"
    r"in\s(?:19|20)\d\d|on\s(?:its|their|the)?\s?(?:military|armed\sforces|defen[cs]e)|relative\sto\s(?:its|their)?\s?(?:GDP|economy)))*"
    r"\s*(?:$|[.,;:)—–]|\b(?:and|but|or|while|as|because|despite|even|although|though|according|which|who|when|since)\b)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\bno\s(?:(?:[\w-]+\s){0,3}(?:country|state|nation|government|power|ally|member)|one)\b[^,;.]{0,40}$", re.IGNORECASE
)
_OF_OUTPUT = re.compile(
    rf"\b(?:share|proportion|percentage|part|slice|more|less)\sof\s(?:\w+\s)?{_GDP}\b"
    rf"|\b(?:relative|compared|in relation|in proportion)\sto\s(?:\w+\s)?(?:{_GDP}|size)\b",
    re.IGNORECASE,
)
_OUTPUT = re.compile(r"\b(?:GDP|gross domestic product|economy|economies|output|national income)\b", re.IGNORECASE)
_MODALS = frozenset("will would could should may might must can shall to 'll ’ll".split())


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison as a quantity without digits, with the phrase that names the measure, and who is compared with whom.

    `subject` is given where the words turn it round ("no state spends more than Peru"); `shares` where parts of GDP are compared.
    """

    quantity: Quantity
    phrase: Phrase
    others: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    shares: bool = False


def find_comparisons(scene: Scene) -> Iterator[Comparison]:
    """Yield the comparisons of military spending that a sentence states in the past or present, without a number."""
    if not any(phrase.strength == 2 and phrase.measure in _MEASURES for phrase in scene.phrases):
        return
    if not figure_words().security.found(scene.text) or is_per_head(scene.text):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(scene.text):
            start, end = match.start("word") + scene.offset, match.end("word") + scene.offset
            phrase = _phrase(scene, start, match.end() + scene.offset)
            if phrase is not None and _is_stated(scene, start) and not _counted(scene, start, match.end() + scene.offset):
                yield from _made(scene, match, start, end, phrase)


def _made(scene: Scene, match: re.Match[str], start: int, end: int, phrase: Phrase) -> Iterator[Comparison]:
    less = match["word"].lower() in _LESS.split("|")
    shares = _OF_OUTPUT.search(scene.text) is not None
    if not shares and _OUTPUT.search(scene.text):
        return
    after = match.end() + scene.offset
    others = _compared(scene, after)
    if _NOBODY.search(scene.text[: match.start()]):
        if len(others) == 1 and not less:
            yield Comparison(_first(scene, start, end), phrase, subject=others[0].actors, shares=shares)
    elif _OTHERS.match(scene.text[match.end() :]):
        if not less:
            yield Comparison(_first(scene, start, end), phrase, shares=shares)
    elif others:
        actors = tuple(dict.fromkeys(one for mention in others for one in mention.actors))
        yield Comparison(_ratio(scene, start, end, less), phrase, actors, _in_place(scene, match), shares)


def _in_place(scene: Scene, match: re.Match[str]) -> tuple[str, ...]:
    """Return the state in which something is more or less than elsewhere ("was higher in Peru than in Chile")."""
    place = match.groupdict().get("place")
    if not place:
        return ()
    start, end = (match.span("place")[at] + scene.offset for at in (0, 1))
    return next((m.actors for m in scene.reading.mentions if start <= m.start < end and m.actors), ())


def _phrase(scene: Scene, start: int, end: int) -> Phrase | None:
    """Return the phrase that names what is compared: around or right before the comparing word, or between it and "than"."""
    fits = [
        phrase
        for phrase in scene.phrases
        if phrase.strength == 2 and phrase.measure in _MEASURES and phrase.start < end
        if not scene.breaks(min(phrase.end, start), start)
    ]  # fmt: skip
    return max(fits, key=lambda phrase: phrase.start, default=None)


def _is_stated(scene: Scene, position: int) -> bool:
    """Return whether the clause at a position states something: a finite verb, no modal, no denial."""
    verb = scene.clause(position)
    if verb is None or scene.reading.tokens[verb].tag == "VBG":
        return False
    return not scene.args.auxiliaries(verb) & _MODALS and not scene.args.below(verb, "neg")


def _counted(scene: Scene, start: int, end: int) -> bool:
    """Return whether a number says by how much ("three times more", "5 percent higher"), or is what is exceeded."""
    numbers = (q for q in scene.reading.quantities if q.printed.high != 0)  # "no country" is none
    return any(start - 20 <= q.end <= start or 0 <= q.start - end < 25 for q in numbers)


def _compared(scene: Scene, position: int) -> list[Mention]:
    """Return the states named from a position on as those compared with; none where the words go on to something else."""
    found: list[Mention] = []
    last = position
    for mention in scene.reading.mentions:
        if mention.start < position or not mention.actors or (found and mention.kind == "pronoun"):
            continue
        if found and any(len(one) != 3 for one in mention.actors):
            break  # who says it ("than that of Peru, the institute said")
        gap = scene.between(last, mention.start)
        if not (_AND.fullmatch(gap) if found else _TO.fullmatch(gap)):
            break
        found.append(mention)
        last = mention.end
    states = all(len(one) == 3 for mention in found for one in mention.actors)
    return found if found and states and _REST.match(scene.after(last, 200)) else []


def is_per_head(text: str) -> bool:
    """Return whether words give sums for each inhabitant, or each soldier."""
    return figure_words().per_head.search(text) is not None or "per soldier" in text.lower()


def _ratio(scene: Scene, start: int, end: int, less: bool) -> Quantity:
    return _quantity(scene, start, end, "ratio", Interval(None, _ONE) if less else Interval(_ONE, None), less)


def _first(scene: Scene, start: int, end: int) -> Quantity:
    return _quantity(scene, start, end, "rank", Interval(_ONE, _ONE), False)


def _quantity(scene: Scene, start: int, end: int, form: str, value: Interval, less: bool) -> Quantity:
    relation = Relation.EQUALS if form == "rank" else Relation.LESS_THAN if less else Relation.MORE_THAN
    return Quantity(
        start=start,
        end=end,
        number_start=start,
        number_end=end,
        surface=scene.between(start, end),
        form=form,
        printed=value,
        value=value,
        rounding=Decimal(0),
        relation=relation,
    )
