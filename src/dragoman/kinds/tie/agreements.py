"""Agreements and relations: known by parties and name, dated by signature, entry into force or end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.kinds.members import is_first, members
from dragoman.kinds.tie.acts import directed, step
from dragoman.kinds.tie.case import SIGNING, Case, begun_by, supported
from dragoman.kinds.tie.papers import PAPER, published
from dragoman.kinds.tie.record import (
    Outcome,
    act_date,
    as_fine,
    calls,
    cited,
    content,
    dated_by,
    done,
    involves,
    is_own_name,
    meets,
    months_before,
    name_of,
    open_,
    same_name,
    shown,
    spell,
    when,
    words,
)
from dragoman.model import Period, Statement

_DATED = ("sign", "hold", "enter_into_force", "end")
MADE = ("agreement", "alliance", "partnership", "declaration", "basing", "membership")
"""Types of entry that make a relation closer by themselves; an exercise or a meeting alone may be routine."""
_ELSEWHERE = re.compile(
    r"\b(?:trade|economic|commercial|cultural|tourism|energy|investment|financial|scientific|education\w*|sports?|agricultur\w+)\b",
    re.I,
)
_SECURITY = re.compile(r"\b(?:militar\w+|defen[cs]e|securit\w+|strategic|naval|army|armed|intelligence|alliance|arms)\b", re.I)


def by_name(case: Case, facts: Sequence[Statement]) -> Outcome:
    """Agreements and whatever goes by a name: the same parties, the same name, then the date."""
    stepped = step(case, facts)
    if stepped is not None:
        return stepped
    if case.tie.type == "declaration" and (paper := published(case, facts)) is not None:
        return paper
    facts = [fact for fact in facts if fact.subtype != PAPER]
    if len(case.parties) < 2 and case.tie.type not in ("aid", "declaration", "exercise"):
        return _founded(case, facts) or by_own_name(case, facts) or case.none()
    ours = [fact for fact in facts if involves(fact, case.parties) and fact.subtype not in words()["steps"]]
    same = [fact for fact in ours if same_name(case.name, fact, case.short) or calls(case.tie.instrument, fact)]
    same = same or _grouping(case, ours) or _kin(case, ours)
    settled = sorted((fact for fact in same if done(fact)), key=lambda fact: _closeness(case, fact))
    over = [fact for fact in settled if _is_over(case, fact)]
    settled = [fact for fact in settled if fact not in over]
    if over and not settled:
        return _ended(case, over)
    if case.tie.action == "plan":
        announced = directed(case, [fact for fact in facts if fact.subtype == "aid-package"])
        if announced is not None:
            return announced
        talks = [fact for fact in same if not done(fact) and begun_by(case.day, spell(fact))]
        talks = [fact for fact in talks if case.tie.date is None or dated_by(case.tie.date, spell(fact)) or _is_todays(case)]
        return supported(case, talks, "planned or under negotiation") if talks else case.none()
    if case.tie.action in ("suspend", "resume", "strengthen") or not settled:
        return case.none()
    if case.tie.action == "sign" and re.search(r"ratif|approv|endors|renew|negotiat", case.act):
        said = f"The record dates the signature and entry into force of “{settled[0].name}”, not this step."
        return open_(said, facts=settled[:1])
    claimed = case.since if case.tie.action == "hold" and case.since else case.tie.date
    dated = [(fact, meets(claimed, act_date(case.claim, fact))) for fact in settled]
    agree = [fact for fact, meet in dated if meet and as_fine(claimed, act_date(case.claim, fact))]
    if agree:
        return supported(case, agree, f"dated {shown(act_date(case.claim, agree[0]))}")
    if case.tie.date is None:
        past = [fact for fact in settled if begun_by(case.day, act_date(case.claim, fact))]
        return supported(case, past, f"dated {shown(act_date(case.claim, past[0]))}") if past else case.none()
    exact = [fact for fact in settled if set(content(fact.name)) <= set(case.name)] if len(settled) > 1 else settled
    same_words = case.definite and len(case.name) >= 2 and set(content(exact[0].name)) == set(case.name) if exact else False
    apart = all(meet is False for _, meet in dated) and not _soon(claimed, act_date(case.claim, exact[0])) if exact else False
    if apart and case.dates_an_act and len(exact) == 1 and (case.proper or same_words):
        return _refuted_by_date(case, exact[0])
    near = [fact for fact, meet in dated if meet is not None]
    lines = [f"{cited(fact)} is dated {shown(act_date(case.claim, fact))}; claimed {shown(case.tie.date)}." for fact in near]
    return open_(f"The record dates “{near[0].name}” otherwise or not at all, which does not settle this." if near else
                 case.none().reason, *lines, facts=near, near=bool(near))  # fmt: skip


def _closeness(case: Case, fact: Statement) -> tuple[bool, bool]:
    """Return a key that puts first what these parties alone made, and what has the words of the claim in its own name."""
    return set(fact.parties) != set(case.parties), not set(case.name) <= set(content(fact.name))


def by_own_name(case: Case, facts: Sequence[Statement]) -> Outcome | None:
    """An agreement whose words name one of its parties or none: by its own name, where one entry alone has that name.

    It is never refuted so: towns give their names to more than one agreement.
    """
    if case.tie.type != "agreement" or case.tie.inferred or case.tie.action not in _DATED or not is_own_name(case.tie.instrument):
        return None
    called = [fact for fact in facts if same_name(case.name, fact, case.short) or calls(case.tie.instrument, fact)]
    called = [fact for fact in called if involves(fact, case.parties) and fact.subtype not in words()["steps"]]
    between = {fact.parties for fact in called}
    if len(between) != 1 or len(called[0].parties) < 2:
        return None
    outcome = by_name(Case(case.claim, case.tie, called[0].parties, case.article), called)
    if outcome.verdict != "refuted":
        return outcome
    return open_(f"{outcome.reason} Another agreement may go by that name.", *outcome.lines, facts=outcome.facts, near=True)


def based(case: Case, facts: Sequence[Statement]) -> Outcome:
    """A base on another's soil: by whose it is and where, else by the name of the agreement on it."""
    return directed(case, facts) or by_name(case, facts)


def declared(case: Case, facts: Sequence[Statement]) -> Outcome:
    """What is declared: sanctions by who imposed them on whom, anything else by its name."""
    return directed(case, facts) or by_name(case, facts)


def _is_todays(case: Case) -> bool:
    """Whether the claimed date is no more than the day of writing, as where something is planned "now"."""
    claimed = case.tie.date
    return claimed is not None and case.day is not None and claimed.start == case.day


def _founded(case: Case, facts: Sequence[Statement]) -> Outcome | None:
    """The founding of an organisation at the date claimed, by the entries of its first members; None for anything else."""
    if case.tie.action not in ("begin", "sign") or case.tie.date is None or not case.parties[0].startswith("org:"):
        return None
    made = [fact for fact in facts if involves(fact, case.parties) and (is_first(fact) or fact.subtype == "grouping")]
    agree = [fact for fact in made if meets(case.tie.date, fact.signed) and as_fine(case.tie.date, fact.signed)]
    return supported(case, agree, f"its first members from {shown(agree[0].signed)}") if agree else None


def _grouping(case: Case, facts: Sequence[Statement]) -> list[Statement]:
    """Entries that a grouping among the parties came about, whose name is its own ("announced AUKUS")."""
    called = {actor.partition(":")[2].lower() for actor in case.parties if actor.startswith("org:")}
    return [fact for fact in facts if fact.subtype == "grouping" and called & set(re.findall(r"\w+", fact.name.lower()))]


def _is_over(case: Case, fact: Statement) -> bool:
    """Whether a claim says that an agreement stands, and the entry had ended by the day that it speaks of."""
    claimed = case.tie.date
    day = claimed.end if claimed and claimed.end and case.day and claimed.end < case.day else case.day
    if case.tie.action != "hold" or case.past or day is None:
        return False
    end = fact.ended.end if fact.ended else fact.period.end if fact.status == "ended" else day
    return end is None or end < day


def _ended(case: Case, over: Sequence[Statement]) -> Outcome:
    """An agreement said to stand that had ended: refuted where it goes by its own name and its end is dated."""
    fact, begun = over[0], over[0].signed or over[0].in_force
    line = f"Parties: {case.who}, as in {cited(fact)}, {shown(spell(fact))}."
    lasted = fact.status == "ended" and fact.ended and fact.ended.start and begun and begun.end and begun.end < fact.ended.start
    if len(over) == 1 and lasted and case.present and case.proper:
        return Outcome("refuted", f"“{fact.name}” ended {when(fact.ended)}.", (line,), (fact,), ("period_slip",))
    said = f"“{fact.name}” of {case.who} had ended by then, so that it does not show this."
    return open_(said, line, facts=over[:1], near=True)


def _kin(case: Case, facts: Sequence[Statement]) -> list[Statement]:
    """Agreements of the kind that the words describe ("a security pact"), made within the one month that is claimed.

    A bare "treaty" is any one made within that month, if it is the only one; "a treaty of friendship" may be any of the year.
    """
    claimed = case.tie.date
    if claimed is None or claimed.start is None or claimed.end is None or (claimed.end - claimed.start).days > 366:
        return []
    if _A_TREATY.match(case.tie.instrument or "") and not case.proper and len(case.parties) > 1:
        return [f for f in facts if involves(f, case.parties) and _is_such_a_treaty(case, f)]
    if (claimed.end - claimed.start).days > 31:
        return []
    if case.tie.instrument and not case.name and len(case.parties) > 1 and case.tie.type in ("agreement", "alliance"):
        made = [f for f in facts if involves(f, case.parties) and meets(claimed, act_date(case.claim, f))]
        return made if len(made) == 1 else []
    if not case.tie.instrument and _DECLARED.search(case.claim.quote) and len(case.parties) > 1 and case.tie.action == "sign":
        made = [f for f in facts if f.measure == "declaration" and involves(f, case.parties) and meets(claimed, f.signed)]
        return made if len(made) == 1 and SIGNING.search(case.act) else []
    made = [f for f in facts if len(case.parties) > 1 and involves(f, case.parties) and meets(claimed, act_date(case.claim, f))]
    kinds = [(fact, set(content(fact.subtype.replace("-", " ")))) for fact in made]
    near = [f for f, kind in kinds if kind and kind <= set(case.name) <= kind | {"bilateral"}]
    return near or [f for f in made if len(made) == 1 and not case.proper and _is_described(case, f)]


_OF_SECURITY = frozenset(("defense", "security"))
"""Words that say no more than that an agreement is one of security; one may be called by the other."""


def _is_described(case: Case, fact: Statement) -> bool:
    """Whether every word that describes an agreement ("a defence pact", "the logistics deal") describes the entry too."""
    held = {*content(fact.name), *content(fact.subtype.replace("-", " ")), *(w for scope in fact.scope for w in content(scope))}
    return bool(case.name) and set(case.name) <= held | {"bilateral"} | (_OF_SECURITY if held & _OF_SECURITY else set())


_DECLARED = re.compile(r"\b(?:declarations?|statements?|communiqu\w+)\b", re.I)
_A_TREATY = re.compile(r"an?\s.*\btreaty\b", re.I)


def _is_such_a_treaty(case: Case, fact: Statement) -> bool:
    """Whether an entry is a treaty of the time claimed, and all words that describe the claimed one describe it."""
    described = f"{fact.name} {fact.subtype.replace('-', ' ')}"
    told = "treaty" in described.lower() and set(case.name) <= set(content(described))
    return told and done(fact) and bool(meets(case.tie.date, act_date(case.claim, fact)))


_ROUNDS = timedelta(days=60)
"""Days by which an agreement may be reached or initialled before it is signed: that too is told as its signature."""


def _soon(claimed: Period | None, held: Period | None) -> bool:
    """Whether a day or month claimed lies so shortly before the recorded date that it may be of an earlier step of the act."""
    if claimed is None or held is None or claimed.end is None or held.start is None or claimed.grain == "year":
        return False
    return timedelta(0) < held.start - claimed.end <= _ROUNDS


def _refuted_by_date(case: Case, fact: Statement) -> Outcome:
    held, claimed = shown(act_date(case.claim, fact)), shown(case.tie.date)
    act = {"sign": "signed", "enter_into_force": "brought into force", "end": "ended"}[case.tie.action]
    return Outcome(
        "refuted",
        f"“{fact.name}” was {act} {when(act_date(case.claim, fact))}, not {when(case.tie.date)}.",
        (f"Parties: {case.who}, as in {cited(fact)}.", f"Date: claimed {claimed}, recorded {held}; no day in common."),
        (fact,),
        ("period_slip",),
    )


def partnership(case: Case, facts: Sequence[Statement]) -> Outcome:
    """A relation that holds: an instrument of it in force on the day, of the same name and scope where given.

    An alliance is shown by a treaty of alliance of few parties, any other relation by an instrument of these parties alone.
    """
    named_ = case.tie.action in ("sign", "begin", "enter_into_force", "end")
    if named_ or any(word not in words()["common"] for word in case.name):
        return by_name(case, facts)
    if len(case.parties) < 2 or case.tie.action != "hold":
        return case.none()
    if case.tie.type == "partnership" and _is_judged(case):
        return open_("The words say how the relation is, which is a judgement, and not that there is one.")
    wanted = set(case.tie.scope)
    running = [
        f
        for f in facts
        if done(f) and involves(f, case.parties) and _is_theirs(case, f)
        and _running(case.day, f)
        and (case.since is None or meets(case.since, f.signed) or meets(case.since, f.in_force))
        and (not wanted or wanted & {word.replace(" ", "_") for word in f.scope})
    ]  # fmt: skip
    if not running:
        return _fellow_members(case, facts) or case.none()
    return Outcome("supported", f"The record holds “{running[0].name}” between {case.who}, in being at the article's date.",
                   tuple(f"In being: {cited(f)}, {shown(f.period)}." for f in running[:2]), tuple(running[:2]))  # fmt: skip


_PRIZED = re.compile(r"\b(?:most\s\w+|\w+est(?:-\w+)?|only|sole)\s(?:[\w-]+\s){0,3}all(?:y|ies)\b", re.I)
"""An ally of whom more is said than that it is one ("its oldest ally")."""


def _fellow_members(case: Case, facts: Sequence[Statement]) -> Outcome | None:
    """Two states that belong to one alliance on the day are allies, by the dates of their accession; None where they do not."""
    if case.tie.type != "alliance" or case.day is None or case.since is not None or case.past or _PRIZED.search(case.claim.quote):
        return None
    for alliance in words()["allies"]:
        sure, _ = members(alliance, facts).on(case.day)
        ours = [fact for fact in sure if set(fact.parties) & {actor for actor in case.parties if ":" not in actor}]
        if len(ours) == len(case.parties):
            dated = [f"{cited(fact)}, from {shown(fact.in_force or fact.signed)}" for fact in ours]
            lines = tuple(f"Member of {name_of(alliance)}: {line}." for line in dated)
            said = f"{case.who} are members of {name_of(alliance)} at the article's date."
            return Outcome("supported", said, lines, tuple(ours))
    return None


_JUDGED = re.compile(
    r"(?:\s(?:between|of|with)\s[^,;.]{1,60})?"
    r"\s(?:is|are|was|were|remains?|stays?|looks?|seems?|ha(?:s|ve|d) been|ha(?:s|ve) become)\b"
    r"(?!\s(?:in (?:force|being|place)|governed|based|founded))",
    re.I,
)


def _is_judged(case: Case) -> bool:
    """Whether the relation is the subject of what is said of it: "their cooperation is close"."""
    return _JUDGED.match(case.after) is not None


_BOUND = re.compile(r"\b(?:treaty|formal|mutual|defen[cs]e|alliance|pact)\b", re.I)
"""Words of an alliance by treaty, which a status in one side's law is not."""


_OUTSIDE = re.compile(r"\bnon-?\s?NATO\b", re.I)
"""Words of the one status that is given to allies outside NATO."""


def _is_theirs(case: Case, fact: Statement) -> bool:
    """Whether an entry is of the relation of these parties, and not of many among whom they are."""
    if _OUTSIDE.search(case.claim.quote):
        return fact.subtype == "ally-designation"
    if case.tie.type == "alliance" and fact.subtype == "ally-designation":
        return not _BOUND.search(case.claim.quote) and not _PRIZED.search(case.claim.quote)
    if case.tie.type == "alliance":
        return fact.measure == "alliance" and len(fact.parties) <= words()["few"]
    if fact.subtype in words()["subtypes"]["no_partnership"]:
        return False
    return fact.measure in ("partnership", "alliance", "agreement") and set(fact.parties) == set(case.parties)


def _running(day: date | None, fact: Statement) -> bool:
    """Whether an entry is in being on the day; one whose begin no page gives is from the day of the page that has it in force."""
    begin = fact.in_force or fact.signed
    since = begin.start if begin else fact.source_date if fact.status == "in-force" else None
    if since is None or day is None:
        return False
    return since <= day and (fact.period.end is None or fact.period.end >= day)


def strengthened(case: Case, facts: Sequence[Statement]) -> Outcome:
    """A relation that grows: at least one new dated act of the same parties in the months before the article."""
    if len(case.parties) < 2 or case.day is None:
        return open_("The text does not name both sides, so that no entry can show the relation growing.")
    months = words()["recent"]["new_acts"]
    since, until = months_before(case.day, months), case.day
    if case.tie.date and case.tie.date.start and case.tie.date.end:
        since, until = case.tie.date.start, min(case.tie.date.end, case.day)
    if _ELSEWHERE.search(case.claim.quote) and not _SECURITY.search(case.claim.quote):
        return open_("The relation that is said to grow is not one of security, and the record keeps no others.")
    span = Period(since, until, "day")
    ours = [f for f in facts if done(f) and involves(f, case.parties) and f.subtype not in words()["subtypes"]["no_closer"]]
    fresh = [f for f in ours if (p := f.signed or f.in_force) and p.start and since <= p.start <= until]
    rule = f"Rule: a relation grows where its parties made a new agreement, or acted on two days, from {shown(span)}."
    ended = [f for f in facts if involves(f, case.parties) and f.ended and meets(span, f.ended) and f.measure in MADE]
    days = {(f.signed or f.in_force) for f in fresh}
    if not any(f.measure in MADE for f in fresh) and len(days) < 2:
        new = [f"New: {cited(f)}, {shown(f.signed or f.in_force)}." for f in fresh]
        said = f"The record holds too little that is new of {case.who} from {shown(span)}; {case.missing} would."
        return open_(said, rule, *new, facts=fresh, near=bool(fresh))
    if ended and len(ended) >= len(fresh):
        said = f"The record holds as much that ended as began between {case.who} from {shown(span)}."
        return open_(said, rule, facts=ended[:2])
    fresh.sort(key=lambda f: ((f.signed or f.in_force).start or date.min, f.id), reverse=True)  # type: ignore[union-attr]
    lines = [f"New: {cited(f)}, {shown(f.signed or f.in_force)}." for f in fresh[:4]]
    count = f"{len(fresh)} new act{'s' if len(fresh) > 1 else ''}"
    return Outcome("supported", f"The record holds {count} of {case.who} from {shown(span)}.",
                   (rule, *lines), tuple(fresh[:4]))  # fmt: skip
