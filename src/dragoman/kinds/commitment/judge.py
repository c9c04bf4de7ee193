"""Judging a commitment claim: against the obligations in force, else by the chance that history gives it. Pure.

`supported` only for what a treaty says, on the treaty's own words; a promise or a threat is never right or wrong on its day. A
commitment is never refuted: that no pledge is on record does not show that there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dragoman.errors import DragomanError
from dragoman.estimate.commitments.contingency import Chance, chance
from dragoman.estimate.obligations import Instrument, Obligation, instruments, members, owed, statement, triggered
from dragoman.kinds.commitment.ask import ask
from dragoman.kinds.commitment.words import articles, attack, named, says
from dragoman.model import Answers, Article, Claim, Finding, Judgement, Probability, Statement


@dataclass(frozen=True)
class View:
    """A claim with the words around it, and the record as of one date."""

    claim: Claim
    words: str
    sentence: str
    on: date
    record: tuple[Statement, ...]

    @cached_property
    def owed(self) -> tuple[Obligation, ...]:
        """Every obligation in force on the day."""
        return owed(self.record, self.on)

    @property
    def actor(self) -> str | None:
        """The state or organisation that is said to act."""
        body = self.claim.commitment
        found = body.actor if body and body.actor else None
        return found or (self.claim.subject[0] if self.claim.subject else None)


@dataclass(frozen=True)
class Found:
    """A judgement with its working, what it rests on, and odds."""

    judgement: Judgement
    working: tuple[str, ...] = ()
    used: tuple[Statement, ...] = ()
    odds: Chance | None = None
    reason: str = ""


def judge(claim: Claim, article: Article, answers: Answers) -> Finding:
    """Return the finding of one claim, on what was known by the article's date and on everything held."""
    questions = ask(claim, article)
    known = _union(answers, [q for q in questions if q.known_by == article.published])
    held = _union(answers, [q for q in questions if q.known_by is None])
    latest = max((one.vintage.retrieved for one in held if one.vintage.retrieved), default=article.published)
    day, today = article.published or latest, latest or article.published
    if day is None or today is None:
        open_ = Judgement("not_enough_evidence", note="the article has no date and the record is empty")
        return Finding(claim.id, then=open_, now=open_, reason="The article's date is not known.")
    then, now = _decide(_view(claim, article, day, known)), _decide(_view(claim, article, max(day, today), held))
    used = {one.id: one for found in (now, then) for one in found.used}
    return Finding(
        claim.id,
        then=then.judgement,
        now=now.judgement,
        working=tuple(
            dict.fromkeys((_word(claim), *(f"then: {line}" for line in then.working), *(f"now: {line}" for line in now.working)))
        ),
        reason=now.reason,
        probability=_odds(claim, then, now),
        used=tuple(used.values()),
    )


def _union(answers: Answers, questions: Iterable[object]) -> tuple[Statement, ...]:
    return tuple({one.id: one for question in questions for one in answers.get(question, ())}.values())  # type: ignore[call-overload]


def _view(claim: Claim, article: Article, on: date, record: tuple[Statement, ...]) -> View:
    body = claim.commitment
    words = " ".join(
        filter(None, (article.text[claim.start : claim.end], body.action if body else "", body.trigger if body else ""))
    )
    inside = [one.text for one in article.sentences if one.start <= claim.start < one.end]
    return View(claim, words, inside[0] if inside else words, on, record)


def _decide(view: View) -> Found:
    """Return the first judgement that the words allow: a treaty's own words, a duty, a chance, or none."""
    for step in (_all_for_one, _duty, _by_chance):
        found = step(view)
        if found is not None:
            return found
    return Found(
        Judgement("not_enough_evidence", note="a statement of intent"),
        ("no treaty article is named and no contingency of the record's kind (an attack by one state on another)",),
        reason="A statement of intent: the record holds obligations and what was done, not what somebody means to do.",
    )


def _plain(view: View) -> bool:
    """Return whether the words state something as so: neither denied, doubted, nor only possible."""
    return view.claim.modality.polarity == "positive" and view.claim.modality.certainty in (
        "asserted",
        "conditional",
        "probable",
        "planned",
    )


def _all_for_one(view: View) -> Found | None:
    """Judge "an attack on one is an attack on all" on the instruments whose article says so."""
    stated = says("all_for_one", view.words) or says("all_for_one", view.sentence)
    if not stated or not _plain(view) or view.claim.modality.certainty == "probable":
        return None
    who = {actor for _, actor in named(view.sentence)} | {*view.claim.subject, *view.claim.object}
    numbers = articles(view.sentence)
    meant = [
        one
        for one in instruments()
        if one.all_for_one and _about(one, who, view) and (not numbers or set(numbers) & set(one.articles))
    ]
    standing = [one for one in meant if one.standing(view.on)]
    if len(standing) != 1:
        return None
    return _supported(standing[0], view, "an attack on one as an attack on all")


def _about(instrument: Instrument, who: set[str], view: View) -> bool:
    """Return whether a text that names `who` is about an instrument: its organisation, or two of its parties and nobody else."""
    if instrument.organisation in who:
        return True
    if any(actor.startswith("org:") for actor in who):
        return False
    parties = set(members(instrument, view.record, view.on))
    return len(who & parties) >= 2 and not who - parties


def _supported(instrument: Instrument, view: View, what: str) -> Found:
    own = statement(instrument)
    register = [one for one in view.record if one.id in instrument.cited(view.record)]
    used = (own, *register)
    return Found(
        Judgement("supported", value=f"{instrument.name}, {instrument.article}", evidence=tuple(one.id for one in used)),
        (
            f"{instrument.name}, signed {instrument.signed}, in force since {instrument.since}: {instrument.article}",
            f"it says that {instrument.pledge}",
            *(f"condition: {condition}" for condition in instrument.conditions),
            f"so the record bears out {what}; whether it would be kept is another question",
        ),
        used,
        reason=f"The {instrument.name.split(' (')[0]} says so ({instrument.article}), and it is in force.",
    )


def _duty(view: View) -> Found | None:
    """Judge "X is obliged to defend Y" on the pledges in force between the two."""
    if not says("duty", view.words) or not says("helps", view.words) or not _plain(view) or view.claim.modality.future:
        return None
    actor, target = view.actor, _helped(view)
    if actor is None or target is None:
        return None
    pledges = _pledges(view, actor, target)
    if not pledges:
        return Found(
            Judgement("not_enough_evidence", note="no pledge to fight is on record between the two"),
            (f"no treaty held obliges {actor} to defend {target} on {view.on}; that does not show that there is none",),
            reason=f"The treaties held name no duty of {actor} to defend {target}.",
        )
    attacker, attacked = attack(view.claim.commitment.trigger or "") if view.claim.commitment else (None, None)
    applying = [triggered(one, attacker or "", one.to) for one in pledges]
    if any(one.applies is not True for one in applying) or (attacked and attacked != target):
        return Found(
            Judgement("not_enough_evidence", note="the pledge may not reach this case"),
            tuple(f"{one.instrument.name}: {one.why}" for one in applying),
            reason="A treaty binds the two, but the record does not show that it reaches this case.",
        )
    return _supported(applying[0].instrument, view, f"a duty of {actor} towards {target}")


def _helped(view: View) -> str | None:
    """Return the one state or organisation that is to be helped, None where the words leave it open."""
    body = view.claim.commitment
    named_ = [*(body.on_side_of if body else ()), *view.claim.object]
    found = [one for one in dict.fromkeys(named_) if one != view.actor and not one.startswith("person:")]
    return found[0] if len(found) == 1 else None


def _pledges(view: View, actor: str, target: str) -> list[Obligation]:
    """Return the pledges to fight that `actor` owes `target`; an organisation stands for each of its members."""
    every = [one for one in view.owed if one.fights]
    if target.startswith("org:"):
        return [one for one in every if one.by == actor and one.instrument.organisation == target][:1]
    return [one for one in every if one.by == actor and one.to == target]


def _by_chance(view: View) -> Found | None:
    """Give "X would fight alongside Y if Z attacks" the chance that history gives it, beside the obligations."""
    body = view.claim.commitment
    if body is None or not (says("force", view.words) or says("joins", view.words)):
        return None
    attacker, target = attack(body.trigger or "")
    actor, friends = view.actor, [one for one in body.on_side_of if not one.startswith(("org:", "person:"))]
    target = target or next((one for one in friends if one not in (actor, attacker)), None)
    if actor is None or attacker is None or target is None or len({actor, attacker, target}) < 3:
        return None
    if actor.startswith("org:"):
        return _organisation(view, actor, attacker, target)
    side = "attacker" if attacker in friends and target not in friends else "target"
    try:
        odds = chance(attacker, target, actor, view.record, on=view.on, side=side, pledged=view.owed)
    except DragomanError as error:
        return Found(
            Judgement("not_enough_evidence", note=str(error)), (str(error),), reason="The model does not cover these actors."
        )
    against = view.claim.modality.polarity == "negative" and not says("joins", view.words)
    odds = odds.opposite() if against else odds
    pledges = _pledges(view, actor, target)
    lines = [f"{one.instrument.name}, {one.instrument.article}: {triggered(one, attacker, target).why}" for one in pledges] or [
        f"no treaty held obliges {actor} to fight for {target}"
    ]
    used = tuple(statement(one.instrument) for one in pledges)
    return Found(
        Judgement("forecast", evidence=tuple(one.id for one in used), note=odds.basis),
        (*lines, *odds.working),
        used,
        odds,
        reason=f"A promise, not a fact: history gives about {odds.chance:.0%} ({odds.low:.0%} to {odds.high:.0%}); {odds.basis}.",
    )


def _organisation(view: View, actor: str, attacker: str, target: str) -> Found:
    """Leave open what an organisation would do, and show what its members owe the attacked."""
    owing = [one for one in view.owed if one.instrument.organisation == actor and one.to == target]
    applying = [one for one in owing if triggered(one, attacker, target).applies]
    used = tuple({one.instrument.id: statement(one.instrument) for one in applying}.values())
    lines = [f"{one.name}: {one.note}; owed to {target} by {len(applying)} members" for one in used]
    return Found(
        Judgement(
            "not_enough_evidence", evidence=tuple(one.id for one in used), note="what an organisation would do is not modelled"
        ),
        (*lines, "the model speaks of states, each for itself: see `dragoman commitments`"),
        used,
        reason="A pledge is in force and applies; whether it would be kept is no fact yet."
        if used
        else "No pledge held applies.",
    )


def _word(claim: Claim) -> str:
    """Return on whose word the commitment is made, and what that word binds."""
    attribution = claim.attribution
    source = attribution.source or ""
    if attribution.type == "document":
        return f"on the word of a document ({source})"
    if says("party", source):
        return f"on the word of {source}: a politician's promise, which binds no state"
    if says("expert", source) or attribution.type == "unnamed":
        return f"on the word of {source or 'unnamed sources'}, who cannot bind a state"
    if attribution.type == "named":
        return f"on the word of {source}: a statement, not a treaty"
    return "on the article's own word"


def _odds(claim: Claim, then: Found, now: Found) -> Probability | None:
    if then.odds is None and now.odds is None:
        return None
    spread = [(round(found.odds.low, 3), round(found.odds.high, 3)) if found.odds else None for found in (then, now)]
    values = [round(found.odds.chance, 3) if found.odds else None for found in (then, now)]
    return Probability(values[0], values[1], None, spread[0], spread[1])


__all__: Sequence[str] = ("judge",)
