"""Acts of one side towards another: attacks, wars, forces abroad, aid and sanctions, known by who did what to whom and when.

An entry of such an act says who did it (`doers`). It bears a claim out where doers and the others stand on their own sides, the
act is of the same kind, and the time fits; where the claim's words name a place, a thing or a number that the entry does not
have, they mean another act. Nothing here refutes: one act of two sides does not deny another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from dragoman.kinds.tie.case import Case, begun_by, supported
from dragoman.kinds.tie.record import (
    Outcome,
    as_fine,
    calls,
    content,
    dated_by,
    doers,
    done,
    involves,
    meets,
    same_name,
    shown,
    spell,
    words,
)
from dragoman.lexicon.names import entries, name_words, offices_of
from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Period, Statement

_BREAK = re.compile(r",(?!\d)|[;:–—()]|\b(?:after|as|because|before|that|when|where|which|while|who|whose)\b", re.I)
_BACKED = re.compile(r"\b[\w.]+-(?:backed|aligned|allied|armed|based|controlled|led|linked|made|run|supplied|supported)\b", re.I)
_NUMBER = re.compile(r"\d[\d,.]*")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(rf"\b(?:19|20)\d\d\b|\b{_MONTH}\.? \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b")
_RELATIVE = re.compile(
    rf"\b(?:last|next|past|this)\s(?:week(?:end)?|month|year|quarter|spring|summer|autumn|fall|winter|night|{_MONTH}|\w+day)\b",
    re.I,
)
"""A day told from that of writing ("last month"), whose words single no act out."""
_ORDINAL = re.compile(r"\b\d{1,3}(?:st|nd|rd|th)\b")
_MONEY = re.compile(r"[$€£¥]\s?\d[\d,.]*(?:\s?(?:[mb]n|[mbtr]+illion))?|\b\d[\d,.]*\s(?:m|b|tr)illion\b", re.I)
_REPEATED = re.compile(
    r"\b(?:(?:air)?(?:attacks|strikes|raids)|bombings?|campaign|offensive|shelling|regularly|repeatedly|often|have|has)\b", re.I
)
_DESIGNATION = re.compile(r"\b[A-Z][A-Za-z]{0,2}-?\d{1,3}(?:[A-Z]\d?)?\b|\b[A-Z][a-z]{3,} \d(?:[A-Z]\d?)?\b")
"""What arms of a type go by: "F-16", "K9", "MiG-29", "Leopard 2"."""
_ONGOING = re.compile(
    r"\b(?:is|are)\s(?:\w+ly\s)?\w+ing\b|\b(?:continu\w+|current\w*|goes on|now|ongoing|rages?|still|today)\b", re.I
)
_WAR = re.compile(r"\bwars?\b", re.I)
MONTH = 27
"""Days from which a claimed period is long enough for something that goes on to fall into it."""
BRIEF = 31
"""Days beyond which an entry is no single act but something that goes on."""


def directed(case: Case, facts: Sequence[Statement]) -> Outcome | None:
    """Return the support of an entry that says who did the act, or None where none bears it out."""
    told = [fact for fact in facts if done(fact) and doers(fact)]
    if not told:
        return None
    clause = clause_of(case)
    said = set(re.findall(r"[a-z]+", _RELATIVE.sub(" ", clause).lower()))
    if _counts(case, clause) or _is_wished(case, clause):
        return None
    if said & _set("added"):
        told = [fact for fact in told if case.tie.date and not _lasts(fact)]
    single = said & _set("singled_out") | set(_ORDINAL.findall(_DATE.sub(" ", clause)))  # "its 14th package" is that and no other
    told = [fact for fact in told if single <= set(fact.scope)]
    told = [fact for fact in told if _same_act(case, fact, clause) and _own_sides(case, fact, clause)]
    there = [fact for fact in told if not elsewhere(case, fact, clause) and not _abroad(case, fact, clause)]
    agree = [fact for fact in there if _timely(case, fact)]
    agree.sort(key=lambda fact: (_begin(fact).start or date.min, fact.id), reverse=True)
    return supported(case, agree, f"{shown(spell(agree[0]))}") if agree else None


def step(case: Case, facts: Sequence[Statement]) -> Outcome | None:
    """Return the support of an entry of one step: a treaty left or suspended by one of its parties, relations broken or restored.

    Such a step is known by its own day and is no act of the treaty as a whole.
    """
    kinds = {kind: rule for kind, rule in words()["steps"].items() if case.tie.action in rule["actions"]}
    told = [fact for fact in facts if done(fact) and fact.subtype in kinds and involves(fact, case.parties)]
    agree = [fact for fact in told if _is_step(case, fact) and _on_its_day(case, fact)]
    return supported(case, agree, f"{shown(_step_day(case, fact=agree[0]))}") if agree else None


_DIPLOMATIC = re.compile(
    r"\bdiplomatic\b|\b(?:cut|sever|br(?:eak|oke)|restor|resum)\w*\s(?:off\s)?(?:(?:all|its|their|formal|official|full)\s)*(?:ties|relations)\b",
    re.I,
)
"""Words of relations between states as such; those of trade or arms are named by more."""


def _is_step(case: Case, fact: Statement) -> bool:
    """Whether an entry is the step that a claim names: the same relations of the same parties, or the same treaty and doer."""
    subject = {actor for actor in case.claim.subject if actor in case.parties}
    if fact.subtype == "diplomatic-relations":
        whose = not doers(fact) or subject <= doers(fact) or subject == set(case.parties)
        return whose and bool(_DIPLOMATIC.search(case.claim.quote)) and len(case.parties) > 1
    named = same_name(case.name, fact, case.short) or calls(case.tie.instrument, fact)
    broken = any(word in words()["breaches"] for word in re.findall(r"[a-z]+", case.act))
    return named and bool(subject) and subject <= doers(fact) and not broken


def _step_day(case: Case, fact: Statement) -> Period | None:
    return fact.ended if case.tie.action == "end" else fact.signed


def _on_its_day(case: Case, fact: Statement) -> bool:
    day = _step_day(case, fact)
    return dated_by(case.tie.date, day) if case.tie.date else day is not None and begun_by(case.day, day)


def clause_of(case: Case) -> str:
    """Return the words of the act with its doer and its target: up to the next break on either side."""
    quote, begin = case.claim.quote, case.claim.start
    start, end = case.claim.anchor.start - begin, case.claim.anchor.end - begin
    before = [match.end() for match in _BREAK.finditer(quote, 0, start)]
    after = _BREAK.search(quote, end)
    return quote[before[-1] if before else 0 : after.start() if after else len(quote)]


_POINTED = re.compile(r"\b(?:the|its|their|his|this|that|these|those)\b|[A-Z]|['’]s\b")


def _is_wished(case: Case, clause: str) -> bool:
    """Whether a clause speaks of a hostile act, or of a delivery, that somebody wants, weighs or fears: "opposed an invasion"."""
    if case.tie.type not in ("operation", "arms_transfer", "aid"):
        return False
    own, clause = len(case.before), f"{case.before}{clause}"
    found = list(re.finditer(r"[A-Za-z’'-]+", clause))
    kinds = words()["acts"] if case.tie.type == "operation" else {"handing": [*words()["handing"], "deliver*"]}
    stems = [_stems(stems) for stems in kinds.values()]
    for number, word in enumerate(found):
        if word.start() < own or not any(_has(word[0].lower(), one) for one in stems):
            continue
        lead = found[max(number - 4, 0) : number]
        wish = next((one for one in reversed(lead) if _has(one[0].lower(), _stems(words()["wished"]))), None)
        return wish is not None and not _POINTED.search(clause[wish.end() : word.start()])
    return False


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words()[name])


def _counts(case: Case, clause: str) -> bool:
    """Whether a clause numbers what was done or by how many, beside dates, money and types; how many forces is another claim."""
    plain = _ORDINAL.sub(" ", _MONEY.sub(" ", _DATE.sub(" ", clause)))
    if case.tie.type in ("aid", "arms_transfer"):
        plain = _DESIGNATION.sub(" ", plain)
    return case.tie.type != "deployment" and bool(_NUMBER.search(plain))


def told_numbers(clause: str) -> set[str]:
    """Return the numbers that a clause tells beside its dates.

    >>> sorted(told_numbers("unveiled a plan of 800 billion euros on 4 March 2025"))
    ['800']
    """
    return set(_NUMBER.findall(_DATE.sub(" ", clause)))


@lru_cache(maxsize=1024)
def kinds_of(text: str) -> frozenset[str]:
    """Return the kinds of act that words name: `invade`, `war`, `strike` …

    >>> sorted(kinds_of("launched its full-scale invasion"))
    ['invade']
    """
    low = re.findall(r"[a-z]+", text.lower())
    return frozenset(kind for word in low for kind, stems in _acts().items() if _has(word, stems))


_Stems = tuple[frozenset[str], tuple[str, ...]]
"""Whole words, and what further ones begin with."""


def _has(word: str, stems: _Stems) -> bool:
    return word in stems[0] or word.startswith(stems[1])


@cache
def _acts() -> dict[str, _Stems]:
    """Return by kind of act the words that name it."""
    return {kind: _stems(stems) for kind, stems in words()["acts"].items()}


def _stems(listed: Sequence[str]) -> _Stems:
    begun = tuple(stem[:-1] for stem in listed if stem.endswith("*"))
    return frozenset(stem for stem in listed if not stem.endswith("*")), begun


def _same_act(case: Case, fact: Statement, clause: str) -> bool:
    """Whether an entry is of the kind of act that is claimed."""
    lists = words()["subtypes"]
    if case.tie.type == "operation" and fact.subtype in lists["hostile"]:
        return bool(kinds_of(case.act) & set(fact.scope)) or _by_own_name(clause, fact)
    if case.tie.type == "operation":
        sides = {word.lower() for word in _called_any(fact.parties)}
        shared = set(content(clause)) & set(content(fact.name)) - _set("common") - sides
        called = bool(_MISSION.search(clause)) and set(fact.parties) == set(case.parties)  # "the UN mission in Mali"
        return fact.subtype == "mission" and (bool(shared) or called) and "war" not in kinds_of(case.act)
    if case.tie.type == "exercise":
        return fact.measure == "exercise"
    if case.tie.type == "basing":
        return fact.measure == "basing" and bool(set(re.findall(r"[a-z]+", clause.lower())) & _set("bases"))
    if case.tie.type == "deployment":
        units = _items(clause, "forces") | _items(clause, "arms")
        held = set(fact.scope) | {word.removesuffix("s") for word in fact.scope}
        alike = not units & _set("any_forces") or bool(held & _set("any_forces"))  # a battery alone shows no troops
        return fact.subtype == "forces" and alike and units <= _set("any_forces") | held and _is_host(case, fact)
    if case.tie.type == "aid" and set(re.findall(r"[a-z]+", clause.lower())) & _set("sentiment"):
        return False
    if case.tie.type in ("aid", "arms_transfer"):
        wanted = _items(clause, "arms") - _set("no_items")
        wanted |= set(re.findall(r"[a-z][a-z-]*", clause.lower())) & _set("civil_aid")
        wanted |= {number for money in _MONEY.findall(clause) for number in _NUMBER.findall(money)}
        wanted |= {name.lower() for name in _DESIGNATION.findall(_DATE.sub(" ", clause))}
        known = {*fact.scope, *_NUMBER.findall(fact.name)}
        handed = case.tie.date is None or _verb(case, "handing")
        given = fact.subtype in ("assistance", "aid-package") or (fact.subtype == "arms-delivery" and bool(wanted) and handed)
        return given and wanted <= known
    return case.tie.type == "declaration" and fact.subtype == "sanctions" and bool(kinds_of(clause) & {"sanction"})


_OPERATION = re.compile(r"\bOperation ((?:[A-Z]\w+ ?)+)")
_IN = re.compile(r"\bin ([A-Z]\w+)")
_MISSION = re.compile(r"\b(?:mission|peacekeep\w+)\b", re.I)


def _by_own_name(clause: str, fact: Statement) -> bool:
    """Whether an operation is called by the name that the entry has ("Operation Sindoor")."""
    told, held = _OPERATION.search(clause), _OPERATION.search(fact.name)
    return told is not None and held is not None and told[1].split()[0] == held[1].split()[0]


def _is_host(case: Case, fact: Statement) -> bool:
    """Whether forces are claimed to be where the entry's name has them: those in Russia's Kursk region are not in Ukraine."""
    named = {actor for name in _IN.findall(fact.name) for entry in entries().get(name, ()) for actor in entry.ids}
    hosts = named & set(fact.parties)
    claimed = {actor for actor in case.claim.object if ":" not in actor}
    return not hosts or not claimed or bool(hosts & claimed)


def _items(clause: str, kind: str) -> set[str]:
    """Return the nouns of a class of the lexicon that a clause has, in the singular."""
    known = tie_words().classes[kind]
    found = re.findall(r"[a-z][\w-]*", clause.lower())
    return {form for word in found for form in (word, word.removesuffix("s")) if form in known}


def _own_sides(case: Case, fact: Statement, clause: str) -> bool:
    """Whether the claim's doers did the act in the entry too, and the others did not; in a war "with" another, either way."""
    if not involves(fact, case.parties):
        return False
    if kinds_of(case.act) == {"war"} and not re.search(r"\bwars?\s(?:on|against)\b", clause):
        return len(case.parties) > 1
    if not on_sides(case, fact) or not (case.claim.subject or kinds_of(case.act) & set(words()["subtypes"]["single"])):
        return False
    if any(actor in case.parties for actor in case.claim.object):
        return True
    return bool(_capitals(clause) & _name_words(fact) - _called_any(case.parties))


def on_sides(case: Case, fact: Statement) -> bool:
    """Whether the claim's doers are among those who did it in the entry and its others not all; true where no entry says who."""
    by, others = doers(fact), set(case.claim.object) & set(case.parties)
    if by and case.tie.type in ("aid", "arms_transfer") and _verb(case, "receiving"):
        return bool(others) and others <= by and not set(case.claim.subject) & by
    return not by or (set(case.claim.subject) <= by and (not others or bool(others - by)))


def _verb(case: Case, kind: str) -> bool:
    return any(_has(word, _stems(words()[kind])) for word in case.act.lower().split())


def _capitals(clause: str) -> set[str]:
    return set(re.findall(r"\b[A-Z][\w’']*[a-z0-9]\b|\b[A-Z]{2,}\b", _DATE.sub(" ", _BACKED.sub(" ", clause))))


def _name_words(fact: Statement) -> set[str]:
    return {*re.findall(r"[A-Z]\w+", fact.name), *(word.capitalize() for scope in fact.scope for word in scope.split())}


def elsewhere(case: Case, fact: Statement, clause: str) -> bool:
    """Return whether a clause names what is neither a side nor in the entry: another place, another unit, another act."""
    start = clause.lower().find(case.act)
    doing, done_to = (_names(clause[:start]), _names(clause[start:])) if start >= 0 else (set(), _names(clause))
    known = _called_any(fact.parties) | _name_words(fact)
    struck = case.tie.type == "operation" and kinds_of(case.act) != {"war"}
    seats = _seats_any(fact.parties)  # Moscow acts and is given arms; what strikes Moscow strikes a place
    rest = (doing - known - seats) | (done_to - known - (set() if struck else seats))
    return bool({word for word in rest if word.lower() not in _set("no_names")})


_AT = re.compile(r"\b(?:in|at|near) ([A-Z]\w+)")


def _abroad(case: Case, fact: Statement, clause: str) -> bool:
    """Return whether an entry places its act at the seat of a state that the claim does not name.

    A strike on a consulate in Damascus is none on the state whose consulate it is.
    """
    places = [place for place in _AT.findall(fact.name) if is_capital(place) and place not in _seats_any(case.parties)]
    return any(place not in clause and not _names(clause) & _called_any(_owners(place)) for place in places)


def _owners(seat: str) -> tuple[str, ...]:
    return tuple(actor for entry in entries().get(seat, ()) if entry.kind == "capital" for actor in entry.ids)


def _names(text: str) -> set[str]:
    return {word.replace("’", "'").removesuffix("'s") for word in _capitals(text)}


def _called_any(actors: Sequence[str]) -> set[str]:
    return {word for actor in actors for word in _called().get(actor, ())}


def _seats_any(actors: Sequence[str]) -> set[str]:
    return {word for actor in actors for word in _called(("capital",)).get(actor, ())}


_PLACES = ("place", "town", "capital")
"""Kinds of names that say where in a state something is, and not only whose it is."""


@cache
def _called(kinds: tuple[str, ...] = ()) -> dict[str, frozenset[str]]:
    """The words of every name of some kinds that each actor goes by; without kinds of all that name no place in it."""
    found: dict[str, set[str]] = {}
    for surface, meanings in entries().items():
        for entry in meanings:
            if (entry.kind not in kinds) if kinds else (entry.kind in _PLACES):
                continue
            actors = [term.actor for term in offices_of(entry.name)] if entry.kind == "person" else entry.ids
            for actor in actors:
                found.setdefault(actor, set()).update(re.findall(r"\w+", surface))
    return {actor: frozenset(names) for actor, names in found.items()}


def is_person(word: str) -> bool:
    """Return whether a word alone names a holder of an office ("Biden")."""
    return any(entry.kind == "person" for entry in entries().get(word, ()))


def in_country(word: str, fact: Statement) -> bool:
    """Return whether a word names no country, or that of a party of an entry or of a town in its name ("Vietnam" of Hanoi)."""
    states = {one for entry in entries().get(word, ()) if entry.kind == "state" for one in entry.ids}
    named = re.findall(r"[A-Z][\w-]+", f"{fact.name} {fact.note}")
    there = {one for name in named for entry in entries().get(name, ()) if entry.kind in (*_PLACES, "state") for one in entry.ids}
    return not states or bool(states & (there | set(fact.parties)))


def is_place(word: str) -> bool:
    """Return whether a word alone names a town, or a part of a state for which it stands ("Vilnius", "Wales")."""
    return word in name_words("parts") or any(entry.kind in ("capital", "town") for entry in entries().get(word, ()))


def is_capital(word: str) -> bool:
    """Return whether a word alone names a state's seat of power ("Washington")."""
    return any(entry.kind == "capital" for entry in entries().get(word, ()))


_MADE = {"aid-package": ("sign", "plan", "strengthen", "join", "resume"), "sanctions": ("sign",)}
"""Further actions that bring an act about: a package of aid is there once it is announced, sanctions once they are adopted."""


def _timely(case: Case, fact: Statement) -> bool:
    """Whether the entry's act began when it is claimed to, or went on then; undated acts must be plain from the day alone."""
    claimed, begin = case.tie.date, _begin(fact)
    if case.tie.action == "end":
        return bool(meets(claimed, fact.ended)) if claimed else fact.ended is not None and begun_by(case.day, fact.ended)
    if case.tie.action not in ("begin", "hold", *_MADE.get(fact.subtype, ())):
        return False
    blow = fact.subtype in words()["subtypes"]["blows"]  # blows in the time since then may begin later
    if case.since is not None and not blow:
        return _since(case.since, case.day, fact)
    if claimed is not None and (fact.signed or fact.in_force) is None and case.tie.action == "begin":  # nobody says when it began
        return False
    if claimed is not None:
        return (bool(meets(claimed, begin if _lasts(fact) else spell(fact))) and as_fine(claimed, begin)) or (
            _lasts(fact) and _goes_on(case, claimed) and bool(meets(claimed, Period(begin.start, fact.period.end)))
        )
    return begun_by(case.day, begin) and case.claim.modality.certainty == "asserted" and _plain(case, fact)


def _since(since: Period, day: date | None, fact: Statement) -> bool:
    """Whether the entry's act began when it is said to have gone on since, and had not ended by the day of writing."""
    begin = fact.signed or fact.in_force
    running = not _lasts(fact) or fact.period.end is None or day is None or fact.period.end >= day
    return begin is not None and bool(meets(since, begin)) and as_fine(since, begin) and running


def _plain(case: Case, fact: Statement) -> bool:
    """Whether an entry bears out an act that is told without a date: one that is done once, or one that goes on at the day."""
    running = fact.period.end is None or (case.day is not None and fact.period.end >= case.day)
    if case.tie.type == "operation" and kinds_of(case.act) & set(words()["subtypes"]["single"]):
        if kinds_of(case.act) == {"war"} and not _WAR.search(case.act):
            return running  # a conflict, fighting or clashes without a date may be others than those of a war that is over
        return running or not (case.present or _ONGOING.search(case.claim.quote))
    if not running or not _lasts(fact):
        return False
    if fact.subtype in ("war", "campaign"):
        return bool(_REPEATED.search(clause_of(case)))
    return case.tie.action == "hold" or case.tie.type not in ("deployment", "aid")


def _begin(fact: Statement) -> Period:
    """Return when an act began; what goes on and is dated by nobody had begun by the day of the page that tells of it."""
    return fact.signed or fact.in_force or Period(fact.source_date, fact.source_date, "day")


def _lasts(fact: Statement) -> bool:
    """Whether an entry goes on, or went on for longer than a single act."""
    start, end = fact.period.start, fact.period.end
    return end is None or start is None or (end - start).days > BRIEF


def _goes_on(case: Case, claimed: Period) -> bool:
    """Whether a claim speaks of something that went on in a period: a war or a mission on any day, aid and forces over weeks."""
    if case.tie.type == "operation":
        return case.tie.action == "hold" and (not kinds_of(case.act) or bool(kinds_of(case.act) & {"war", "occupy"}))
    long = claimed.start is None or claimed.end is None or (claimed.end - claimed.start).days >= MONTH
    return long and case.tie.action == "hold" and case.tie.type != "arms_transfer"
