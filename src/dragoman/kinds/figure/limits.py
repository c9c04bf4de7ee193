"""What no comparison can settle, said by name before any is made: a part of the whole, a dead currency, a state that is gone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

from dragoman.kinds.compare import Recorded, Settlement, size
from dragoman.kinds.figure import around, clauses, measures, wording, words
from dragoman.kinds.figure.conversions import out_of_use
from dragoman.kinds.figure.headcount import is_headcount
from dragoman.kinds.figure.levels import PER_HEAD
from dragoman.kinds.figure.measures import record_of, where
from dragoman.kinds.figure.prepare import place_named
from dragoman.kinds.figure.record import Case
from dragoman.kinds.figure.scopes import named_scope
from dragoman.kinds.figure.stated import is_rate
from dragoman.model import Claim, FigureBody
from dragoman.reading.wholes import OF_OUTPUT

SPENDING = ("military_expenditure", "defence_budget")
NARROWABLE = (*SPENDING, "personnel")
_NAMES = re.compile(
    r"\b(?:Stockholm International Peace Research Institute|research (?:institut\w+|group|cent(?:er|re)|firm|service|body)"
    r"|intelligence "
    r"(?:agenc(?:y|ies)|service|services|officials)|(?:military|army) intelligence (?:says|said))\b",
    re.I,
)
_TARGET = re.compile(
    r"[\s-](?:of GDP |of gross domestic product |[\w-]+ ){0,2}"
    r"(?:targets?|goals?|pledges?|commitments?|benchmarks?|guidelines?|thresholds?|minimum|floor)\b",
    re.I,
)
_AIMED = re.compile(
    r"\b(?:targets?|goals?|guidelines?|benchmarks?|thresholds?|pledges?|pledged|commitments?|committed(?=\sto\b)|minimum|floor|recommend\w*"
    r"|required?|requirements?|obligations?|standards?|aims?|aspir\w*|quotas?)\b(?:(?!\bspen(?:t|ds)\b)[^,;.]){0,45}$",
    re.I,
)
_OUTPUT = re.compile(
    r"\bGDP\b|\bGNP\b|\bgross (?:domestic|national)\b|\b(?:economic|national) (?:output|income)\b|\beconomy\b", re.I
)
_SPEAKER = re.compile(r"\b[A-Z]\w+ (?:\w+ ){0,2}(?:institute|think[- ]tank|newspaper|daily|agency|magazine|broadcaster)\b")
_LEAST = re.compile(r"\b(?:smallest|lowest|(?<!\bat )least|fewest|weakest|cheapest)\b", re.I)
_GROWS = re.compile(
    r"\b(?:rose|ris(?:e|es|en|ing)|gr[eo]w\w*|increas\w*|jump\w*|surg\w*|climb\w*|soar\w*|fell|fall\w*|drop\w*|declin\w*|"
    r"shr[aiu]nk\w*)\b",
    re.I,
)
_SEVERAL = re.compile(
    r"\b(?:[2-9]|\d\d|two|three|four|five|six|seven|eight|nine|ten|dozen)\s(?:[\w’'-]+\s){0,4}"
    r"(?:countries|states|nations|spenders|powers|members|allies|importers|exporters|suppliers)\b",
    re.I,
)
_AID = re.compile(
    r"^\W*(?:[\w’'-]+\s){0,3}(?:aid|development|health|education|welfare)\s(?:budget|spen|donor|fund|programme)\w*", re.I
)
_TO = re.compile(
    r"\s(?:of (?:its |their |the )?(?:GDP|gross domestic product|output)\s)?(?:(?:a|per|each|every) year\s|annually\s)?"
    r"(?:in (?:[\w-]+\s){1,3})?(?:to|for)\s(?:the\s)?",
    re.I,
)
_STRENGTH = re.compile(
    r"\b(?:might|strength|firepower|prowess|capabilit\w+|strong(?:er|est)?|powerful|power (?:index|ranking)s?)\b", re.I
)
_OVER_TIME = re.compile(r"\b(?:history|of all time|on record)\b", re.I)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
_JOINED = re.compile(r"^[^,]{0,30}?(?:,\s|,?\sand\s)(?:and\s)?(?:the\s)?$")
_TOGETHER = re.compile(r"\b(?:combined|together|jointly|in total|altogether|between them|put together|a combined)\b", re.I)


def unreadable(claim: Claim) -> str:
    """Return why a claim as read cannot be judged at all, "" where it can."""
    figure = claim.figure
    if figure is None:
        return "The claim holds no figure."
    if claim.modality.polarity == "negative" and not _of_another_verb(claim):
        return "The words deny the figure, and how far the denial reaches is not clear enough to judge."
    if figure.value.low is None and figure.value.high is None:
        return "The words give no number to compare."
    if not claim.subject:
        return "It is not clear whose figure this is."
    if wording.is_named_after(claim.quote, claim.subject):
        return "A place in the sentence names a summit or a text, and it is not clear whose figure this is."
    if not record_of(figure.measure) and not is_headcount(claim):
        if figure.measure == "other":
            return "No source held keeps count of this."
        return f"No source held counts {words.measure(figure.measure)}; {where(figure.measure)} would."
    return _currency(claim) or _state(claim)


def _of_another_verb(claim: Claim) -> bool:
    """Return whether a denial follows the whole statement of a figure, or stands beyond a comma or dash that ends it.

    "The 5 billion that it spent on defence did not help", "its spending, 2 percent of GDP, was not the highest".
    """
    before, told = claim.quote[: claim.anchor.start - claim.start], claim.quote[claim.anchor.end - claim.start :]
    denied = clauses.denial(told)
    if not claim.figure or not denied:
        return False
    parted = _PARTED.search(told[:denied]) is not None and not clauses.denial(before) and not _CLAIMED.search(before)
    return _is_told(claim.figure, told[:denied]) or (parted and not _UNTRUE.search(told[denied:]))


_SAID_UNTRUE = re.compile(
    r"\b(?:which|that|this|it|reports?|claims?|figures?|numbers?)\s(?:is|are|was|were)(?:\snot|n['’]t)\s"
    r"(?:true|so|correct|right|the case|accurate)\b"
    r"|\b(?:is|are|was|were)\s(?:(?:grossly|wildly|greatly|highly|much|vastly|simply|plainly)\s)?"
    r"(?:untrue|false|a lie|incorrect|inaccurate|fabricated|fake|exaggerated|inflated|overstated|understated|misleading)\b",
    re.I,
)
_PARTED = re.compile(r"[,;)–—]|\s-\s")
_CLAIMED = re.compile(r"\b(?:if|claims?|reports?|rumou?rs?|suggestions?|allegations?|that)\b", re.I)
_UNTRUE = re.compile(r"\b(?:true|correct|right|accurate|so|case|confirm\w*|verif\w*|credible)\b", re.I)
"""Words of a denial after a comma that may be of the figure after all ("5 billion, which is not true")."""


def _is_told(figure: FigureBody, after: str) -> bool:
    return figure.measure in SPENDING and figure.form in ("level", "share") and wording.is_clause_of_spending(after)


def _currency(claim: Claim) -> str:
    figure = claim.figure
    if figure is None or figure.currency is None or figure.period is None:
        return ""
    gone = out_of_use(figure.currency, figure.period.start)
    return f"The amount is in a currency of no use in that year: {gone}." if gone else ""


@cache
def _lifetimes() -> dict[str, tuple[int | None, int | None]]:
    found: dict[str, tuple[int | None, int | None]] = {}
    for line in files("dragoman.lexicon").joinpath("territories.csv").read_text(encoding="utf-8").splitlines():
        cells = line.split("|")
        if not line.startswith("#") and len(cells) >= 6 and len(cells[0]) == 3 and (cells[4] or cells[5]):
            found[cells[0]] = (_year(cells[4]), _year(cells[5]))
    return found


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdigit() else None


def _state(claim: Claim) -> str:
    period = claim.figure.period if claim.figure else None
    if period is None or period.start is None:
        return ""
    for state in claim.subject:
        since, until = _lifetimes().get(state, (None, None))
        if until is not None and period.start.year > until:
            return f"{words.actor(state)} ceased to exist in {until}, before the year of the figure."
        if since is not None and period.end is not None and period.end.year < since:
            return f"{words.actor(state)} came into being in {since}, after the year of the figure."
    return ""


TARGET = "The words speak of a target, and a target is no figure of what was spent."


_OF_A_WAR = re.compile(
    r"\b(?:costs?|price|bill) of (?:[\w’'.-]+ ){0,4}(?:wars?|conflicts?|occupations?|campaigns?)\b[^.;]*$"
    r"|\b(?:wars?|conflicts?|occupations?|campaigns?)\b[^.;]{0,80}\bcost(?:ing|s)?\b[^.;]{0,40}$",
    re.I,
)


def mismatch(case: Case) -> str:
    """Return why the yearly figures held do not measure what the words measure, "" where they do."""
    figure = case.figure
    clause = clauses.clause_of(case.text, case.claim.anchor.start, case.claim.anchor.end, case.article.text)
    if figure.unit == "money" and is_rate(case.text, case.claim.anchor.of(case.article.text)):
        return "The words give an exchange rate, and no sum of money."
    if _is_unreal(case, clause):
        return "The words do not say that it was so: what should or might have been, or what somebody denies."
    if figure.measure in SPENDING and figure.form != "rank" and _WIDER.search(clause):
        return "The words count more than the military, and the sources held give it alone."
    if figure.measure in SPENDING and figure.unit == "money" and _OF_A_WAR.search(_beside(case)[0]):
        return "The words give what a war cost, which is no year's spending."
    if figure.form == "level" and figure.unit == "money" and _is_distance(case):
        return "The words give how far two amounts lie apart, and the sentence does not say clearly which."
    before, after = _beside(case)
    if figure.form in ("share", "level", "count") and around.began_undated(before, after):
        return "The words give this as where a change began, and do not say when that was."
    if figure.form == "growth" and around.is_change_of_rate(before, after):
        return "The words give how far one rate of change lies from another."
    if figure.form == "growth" and figure.value.high is None and around.is_each_year(clause):
        return "The words say that it went on in every year, which one change over the whole stretch does not settle."
    if figure.measure in SPENDING and figure.form in ("level", "total") and around.is_added_to(after):
        return "The words set this sum beside another that belongs to the whole, and the sources held give only the whole."
    if figure.form != "rank" and around.is_of_a_region(case.text, case.claim.subject):
        return "The sentence speaks of a region, and it is not clear that this is a state's own figure."
    part = _part(case, clause) if figure.measure in NARROWABLE else None
    if part:
        return f"The figure is of one part or purpose (“{part}”), and the sources held give only the whole."
    at = case.text.find(case.claim.anchor.of(case.article.text))
    if _SAID_UNTRUE.search(case.text):
        return "The words say that something told here is not true, and not clearly what."
    if at > 0 and figure.form != "ratio" and clauses.is_denied(case.text[:at]):
        return "The words deny the figure, or set it against another one."
    if figure.measure in NARROWABLE and figure.unit == "money" and wording.in_month(clause):
        return "The figure is of one month, and the sources held give years."
    if figure.form in ("share", "level") and _TARGET.match(case.article.text[case.claim.anchor.end : case.claim.anchor.end + 60]):
        return TARGET
    if figure.form == "share" and at > 0 and _AIMED.search(case.text[:at]):
        return TARGET
    if figure.measure == "personnel" and figure.form != "rank" and not wording.counts_all_forces(clause):
        return "The words do not say that these are all of a state's forces, and the sources held count no part of them."
    if figure.form == "rank" and _LEAST.search(clause):
        return "The words rank from the bottom, which depends on every small state being covered."
    if len(case.claim.subject) > 1 and figure.form not in ("rank", "ratio") and not together(case, clause):
        return "The figure is given for several states at once, together or each, and the words do not say which."
    if figure.per not in (None, "year", "annum", *PER_HEAD):
        return f"The figure is per {figure.per}, which the sources held do not give."
    return _ranked_otherwise(case, clause) or _of_another(case, clause)


_WIDER = re.compile(
    r"\b(?:defen[cs]e|(?:the |its )?military|(?:the |its )?army|armed forces) and (?:national |internal |domestic |public )?"
    r"(?:security|police|policing|law enforcement|intelligence)\b"
    r"(?! (?:co-?operation|ties|pact|partner\w*|polic\w+|council|committee))",
    re.I,
)
"""Spending on more than the military."""
_UNREAL = re.compile(
    r"\b(?:should|could|would|might|ought to)\s(?:\w+\s)?have\b"
    r"|\b(?:imagin\w+|suppos(?:e|ing)|assum(?:e|es|ed|ing)|pretend\w*|as (?:if|though)|what if|hypothetical\w*|scenarios?)\b"
    r"|\b(?:den(?:y|ies|ied)|refus(?:es|ed)|fail(?:s|ed)|reject(?:s|ed))\s(?:(?:to|that|having|it|any|reports?|claims?)\b)",
    re.I,
)
_IF_HAD = re.compile(r"\bif\b[^,;]{0,60}\bhad\b[^,;]*$|\bhad\b[^,;?]{0,40}\b(?:spent|been)\b[^,;]*$", re.I)


def _is_unreal(case: Case, clause: str) -> bool:
    """Return whether the words that lead to a figure say that it was not, or not surely, so."""
    anchor, text = case.claim.anchor, case.article.text
    at = clauses.place_in(clause, case.text, anchor.start, anchor.end, text)
    lead = re.split(r"[,;:]\s", clause[:at])[-1]
    opened = lead.lstrip().lower().startswith(("if ", "had "))
    return _UNREAL.search(lead) is not None or (opened and _IF_HAD.search(lead) is not None)


def _beside(case: Case) -> tuple[str, str]:
    """Return the words of its sentence before and after a figure."""
    anchor, text = case.claim.anchor, case.article.text
    at = clauses.place_in(case.text, case.text, anchor.start, anchor.end, text)
    return case.text[:at], case.text[at + anchor.end - anchor.start :]


_BY = re.compile(r"\bby (?:(?:about|some|around|roughly|nearly|almost|over|just|more than|at least|an estimated) )*$", re.I)
_AWAY = re.compile(r"^\s*(?:above|below|ahead of|behind|short of|(?:higher|lower|larger|smaller|greater|more|less) than)\b", re.I)


def _is_distance(case: Case) -> bool:
    """Return whether the words right around a sum make it the distance between two ("lagged Peru by 5 billion")."""
    before, _, after = case.text.partition(case.claim.anchor.of(case.article.text))
    return _BY.search(before) is not None or _AWAY.match(after) is not None or around.is_gap(before)


def _part(case: Case, clause: str) -> str | None:
    """Return the words that make a figure one of a part or a purpose of the whole."""
    at = max(clause.find(case.claim.anchor.of(case.article.text)), 0)
    told = clause if case.figure.measure == "personnel" else clauses.statement(clause, at, wording.is_spending)
    return clauses.narrowed(_NAMES.sub(" ", _without_included(told, case.claim.anchor.of(case.article.text))))


_INCLUDED = re.compile(
    r"\b(?:including|includes?|included|inclusive of|counting|covers?\s(?:both|all)|along with|as well as)\b"
    r"[^,;()–—]*?(?=\s-\s|[,;()–—]|$)",
    re.I,
)


def _without_included(told: str, figure: str) -> str:
    """Return words without what they say a sum includes, which narrows no sum but one of its own."""
    return _INCLUDED.sub(lambda found: found[0] if figure in found[0] else " ", told)


def _ranked_otherwise(case: Case, clause: str) -> str:
    """Return why a rank is not one among amounts: the words rank changes, or amounts per head."""
    if case.figure.form != "rank":
        return ""
    if wording.ranks_change(case.article.text[case.claim.anchor.end : case.claim.anchor.end + 60]):
        return "The words rank by how much a figure changed, which the sources held do not list."
    if _AID.match(case.article.text[case.claim.anchor.end : case.claim.anchor.end + 60]):
        return "The words rank aid, and no military spending."
    if _OVER_TIME.search(clause) and case.figure.value.high != 1:
        return "The words rank over all of history, which the sources held do not cover."
    if _STRENGTH.search(clause) and not wording.is_spending(clause):
        return "The words rank strength, which the sources held do not measure."
    if case.figure.of is None and around.is_best_part(*_beside(case)):
        return "The words rank the part that they name before, which the sources held do not list."
    if around.is_outdone(_beside(case)[0]):
        return "The words rank those whom they set this state against."
    if wording.is_per_head(case.text):
        return "The words rank amounts per head, which the sources held do not list."
    return ""


def _of_another(case: Case, clause: str) -> str:
    """Return why a figure is not what its reading took it for: of several states, of what it is compared with, of a change."""
    figure, anchor = case.figure, case.claim.anchor
    at = case.text.find(anchor.of(case.article.text))
    after = case.text[at + anchor.end - anchor.start :] if at >= 0 else ""
    places = words.places_of_states(case.text)
    other = clauses.spent_on(after) if figure.measure in NARROWABLE and figure.form in ("level", "share") else ""
    if other and not wording.speaks_of_spending(other):
        return f"The words give this figure to {other}, which is not what the sources held measure."
    told = _without_included(clause, anchor.of(case.article.text))
    if figure.measure in NARROWABLE and (beside := wording.spent_beside(told)):
        return f"The words give this figure to {beside} too, and the sources held give what goes to the military alone."
    if figure.measure in NARROWABLE and figure.form in ("level", "share") and _goes_to_another(case, after):
        return "The words say that this went to another state, and the sources held give what a state spends on its own forces."
    if figure.form in ("level", "total") and at > 0 and _OF_A_WHOLE.search(case.text[:at]):
        return "The words give this figure to the whole of which the state named has a part."
    if around.names_those_beside(case.text, case.claim.subject):
        return "The words name this state only to say whose allies, neighbours or rivals they speak of."
    if figure.measure in SPENDING and figure.form == "level" and at > 0 and around.is_price(case.text[:at]):
        return "The words give this sum as the price of something bought."
    if figure.unit == "money" and at > 0 and around.is_size_of_a_whole(case.text[:at]):
        return "The words give this figure as the size of the whole that a share is taken of."
    if figure.measure == "defence_budget" and at > 0 and _REVISED.search(case.text[:at]):
        return "The words speak of a revised budget, and the plans held are as they were first put forward."
    if figure.form == "difference" and wording.is_from_no_record(after):
        return "The words set this against what was asked for, allowed or planned, which the sources held do not give."
    apart = figure.form == "difference" and isinstance(figure.compared_with, tuple)
    compared = clauses.compared_at(after) if figure.form in ("level", "total", "share", "difference") and not apart else None
    if compared is not None and figure.measure in NARROWABLE:
        start = len(case.text) - len(after) + compared
        own = [place for place, state in places if state in case.claim.subject]
        if not wording.speaks_of_spending(case.text[:start]) or (own and min(own) > start):
            return "The words name this measure, or its owner, only as what the figure is compared with."
    if figure.form == "share" and figure.of not in ("gdp", "government_spending", None):
        before = [place for place, _ in places if place < at]
        if _SEVERAL.search(case.text) or (len(before) > 1 and _JOINED.match(case.text[before[-2] : before[-1]])):
            return "The words give this share to several states together."
    if figure.form == "share" and figure.of == "gdp" and _GROWS.search(clause) and not _OUTPUT.search(case.text):
        return "The sentence speaks of a change, and does not say that this is a share of GDP."
    return ""


_REVISED = re.compile(r"\brevised\b(?:\s[\w-]+){0,4}\s[$€£¥]?$", re.I)
_OF_A_WHOLE = re.compile(r"\bof (?:the )?(?:\w+\s)?(?:world|globe|region|continent|alliance|bloc)['’]s?\s(?:total\s)?$", re.I)
"""What a part is taken of: "$916 billion of the world's $2,443 billion"."""


def _goes_to_another(case: Case, after: str) -> bool:
    """Return whether the words right after a figure say which other state got it ("0.25 percent of its GDP to Ukraine")."""
    found = _TO.match(after)
    states = words.places_of_states(after[found.end() :]) if found else ()
    return bool(states) and states[0][0] == 0 and states[0][1] not in case.claim.subject


def together(case: Case, clause: str) -> bool:
    """Return whether a level is given for several states as one sum."""
    return case.figure.form == "level" and case.figure.unit == "money" and _TOGETHER.search(clause) is not None


def guessed(case: Case) -> str:
    """Return why a claim may not be refuted: its sentence does not itself say what the figure measures, or whose it is."""
    inferred = [slot for slot in case.figure.inferred if not _confirmed(case, slot)]
    if _RESPECTIVELY.search(case.text):
        return "The words give figures to several states in turn, so that nothing is refuted by one of them."
    if case.figure.form == "rank" and case.figure.of is None and wording.is_relative(case.text):
        return "The sentence also speaks of shares of output, and the rank may be one among those."
    if case.figure.form == "level" and case.figure.unit == "money" and wording.sets_apart(case.text, case.claim.subject):
        return "The words may say how far two states lie apart, so that nothing is refuted by the sum."
    _, after_rank = _beside(case)
    place = case.figure.form == "rank" and around.is_bare_place(case.claim.anchor.of(case.article.text), after_rank)
    if place and named_scope(case.text) is None:
        return "The words give a place and do not say among whom, so that nothing is refuted by it."
    if around.opens_with_owner(case.text, len(_beside(case)[0]), case.claim.subject):
        return "The sentence names this state only in what leads it in, and the figure may be another's."
    if "measure" in inferred:
        return "The sentence does not itself say what this figure measures, so that nothing is refuted by it."
    if not case.meant.stated and case.figure.form in ("growth", "rank") and wording.names_a_year(case.text):
        return "The figure is read without a year, and the sentence names one."
    if _told_by_reference(case):
        return "The sentence does not name its state, and the words before it speak of several, so that nothing is refuted by it."
    after = case.article.text[case.claim.anchor.end : case.claim.anchor.end + 75]
    if case.figure.form == "share" and case.figure.of == "gdp" and not _OUTPUT.search(case.text) and not OF_OUTPUT.match(after):
        return "The sentence does not itself say what this is a share of, so that nothing is refuted by it."
    return "The sentence does not itself say whose figure this is, so that nothing is refuted by it." if inferred else ""


COUNTED_WIDER = Decimal("1.6")
"""Times by which what institutes count as military spending exceeds a budget (SIPRI's of China: 1.4, of Pakistan: 1.35)."""
SPENT = "The words may mean what is spent, as research institutes count it, and only the budget is held for the year."


def may_be_spent(case: Case, settlement: Settlement, records: Sequence[Recorded]) -> bool:
    """Return whether a "budget" in dollars may be another state's spending, of which institutes count more than its budget."""
    figure, decided = case.figure, settlement.deciding[:1]
    if figure.measure not in SPENDING or figure.form != "level" or figure.currency != "USD" or "USA" in case.claim.subject:
        return False
    spent = any(s.measure == "military_expenditure" for record in records for s in record.statements)
    if spent or not decided or decided[0].statements[0].kind != "plan":
        return False
    held, claimed = size(decided[0].value), size(figure.value)
    return held < claimed <= held * COUNTED_WIDER


LOOKED_BACK = 500
"""How far back the words that a sentence goes on from are looked for."""


def _told_by_reference(case: Case) -> bool:
    """Return whether a sentence names no state ("the government", "it") and goes on from words that name several."""
    capitals = [name for state in case.claim.subject for name in words.capitals().get(state, ())]
    if words.states_in(case.text) or any(name in case.text for name in capitals) or not around.takes_up(case.text):
        return False
    at = case.article.text.find(case.text)
    return at > 0 and len(words.states_in(case.article.text[max(0, at - LOOKED_BACK) : at])) > 1


OWN_COUNT = "The words may give what the state itself counts, of which institutes count more, and no budget of the year is held."
COUNTED_MORE = Decimal("1.5")
"""Times by which institutes count more than a state's own accounts, in money or as a share of output (SIPRI's of Russia 1.45, of
China and Pakistan 1.35, of France, Germany and Norway 1.25, of America 1.1); the same in any currency, as accounts are quoted."""


def may_be_own_count(case: Case, settlement: Settlement) -> bool:
    """Return whether spending that names no institute may be a state's own count: less, by no more than such counts differ."""
    figure, decided = case.figure, settlement.deciding[0].statements[:1]
    told = figure.form in ("level", "share") and figure.measure in SPENDING and figure.per is None
    if not told or case.named is not None or not decided or decided[0].kind != "observation":
        return False
    claimed, held = size(figure.value), size(settlement.deciding[0].value)
    return claimed < held <= claimed * COUNTED_MORE and figure.of in (None, "gdp")


def _confirmed(case: Case, slot: str) -> bool:
    """Return whether a sentence states by itself what its reading took from around: the one state it names, its own measure."""
    if slot == "subject":
        named = words.states_in(_SPEAKER.sub(" ", case.text))
        return bool(case.claim.subject) and (named or place_named(case.figure, case.text)) == case.claim.subject
    return slot == "measure" and case.figure.measure in SPENDING and wording.is_spending(case.text)


def missing(case: Case) -> str:
    """Return what the record lacks and which source would have it."""
    figure = case.figure
    who = words.actors(case.claim.subject)
    when = words.period(figure.period) if figure.period else "the years around the article"
    what = words.measure(figure.measure)
    currency = ""
    if figure.currency is not None and any(s.unit == "money" and s.currency != figure.currency for s in case.held):
        currency = f" in {figure.currency}, nor a rate to turn it into one"
    held = _coverage(case)
    return f"No source held gives {what} of {who} for {when}{currency}{held}; {where(figure.measure)} would."


def _coverage(case: Case) -> str:
    """Return a clause on the years that are held, where the claim lies outside them."""
    years = sorted(
        {
            s.period.start.year
            for s in case.held
            if s.period.start
            and s.actor in case.claim.subject
            and s.kind != "plan"
            and s.measure in measures.record_of(case.figure.measure)
        }
    )
    return f" (held around then: {years[0]} to {years[-1]})" if years else ""
