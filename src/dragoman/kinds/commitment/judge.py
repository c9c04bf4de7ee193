"""Judging a commitment claim: against the obligations in force, else by the chance that history gives it. Pure.

`supported` only for what a treaty says, on the treaty's own words; a promise or a threat is never right or wrong on its day. A
commitment is never refuted: that no pledge is on record does not show that there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from dragoman.errors import DragomanError
from dragoman.estimate.commitments.contingency import Chance, chance
from dragoman.estimate.commitments.states import states
from dragoman.estimate.obligations import Instrument, Obligation, instruments, members, owed, statement, triggered
from dragoman.kinds.commitment.ask import ask
from dragoman.kinds.commitment.words import articles, attack, named, says, years
from dragoman.kinds.same import Same
from dragoman.model import Answers, Article, Claim, Finding, Judgement, Probability, Statement


@dataclass(frozen=True)
class Known:
    """The treaties that were known, and what they oblige to, as of one day; the same for every claim of an article."""

    on: date
    record: tuple[Statement, ...]

    @cached_property
    def owed(self) -> tuple[Obligation, ...]:
        """Every obligation in force on the day."""
        return owed(self.record, self.on)


@dataclass(frozen=True)
class View:
    """A claim with the words around it, and the record as of one date."""

    claim: Claim
    words: str
    sentence: str
    known: Known

    @property
    def on(self) -> date:
        """The day as of which it is judged."""
        return self.known.on

    @property
    def record(self) -> tuple[Statement, ...]:
        """What the store held by then."""
        return self.known.record

    @property
    def owed(self) -> tuple[Obligation, ...]:
        """Every obligation in force on the day."""
        return self.known.owed

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The states and organisations that the sentence names, in order."""
        return tuple(dict.fromkeys(actor for _, actor in named(self.sentence)))

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
    known = _known(claim, article, answers)
    if known is None:
        open_ = Judgement("not_enough_evidence", note="the article has no date and the record is empty")
        return Finding(claim.id, then=open_, now=open_, reason="The article's date is not known.")
    then, now = (_decide(_view(claim, article, one)) for one in known)
    used = {one.id: one for found in (now, then) for one in found.used}
    return Finding(
        claim.id,
        then=then.judgement,
        now=now.judgement,
        working=tuple(
            dict.fromkeys((_word(claim), *(f"then: {line}" for line in then.working), *(f"now: {line}" for line in now.working)))
        ),
        reason=now.reason,
        probability=_odds(then, now),
        used=tuple(used.values()),
    )


def _known(claim: Claim, article: Article, answers: Answers) -> tuple[Known, Known] | None:
    """Return what was known by the article's date, and what is held; None where neither has a date."""
    questions = ask(claim, article)
    then, now = (Same.of(answers, (q for q in questions if q.known_by == day)) for day in (article.published, None))
    return _both(then, now, article.published)


@lru_cache(maxsize=4)
def _both(then: Same, now: Same, published: date | None) -> tuple[Known, Known] | None:
    """Return both records: made once for all claims that rest on the same answers."""
    known, held = then.statements(), now.statements()
    latest = max((one.vintage.retrieved for one in held if one.vintage.retrieved), default=published)
    day, today = published or latest, latest or published
    if day is None or today is None:
        return None
    return Known(day, known), Known(max(day, today), held)


def _view(claim: Claim, article: Article, known: Known) -> View:
    body = claim.commitment
    words = " ".join(
        filter(None, (article.text[claim.start : claim.end], body.action if body else "", body.trigger if body else ""))
    )
    inside = [one.text for one in article.sentences if one.start <= claim.start < one.end]
    return View(claim, words, inside[0] if inside else words, known)


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
    """Return whether the words state something as so: neither denied, doubted, asked nor only possible."""
    return not says("doubt", view.sentence) and view.claim.modality.polarity == "positive" and view.claim.modality.certainty in (
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
    own, cited = statement(instrument), set(instrument.cited(view.record))
    register = [one for one in view.record if one.id in cited]
    used = (own, *register)
    return Found(
        Judgement("supported", value=f"{instrument.name}, {instrument.article}", evidence=tuple(one.id for one in used)),
        (
            f"{instrument.name}, {instrument.force}: {instrument.article}",
            f"it says that {instrument.pledge}",
            *(f"condition: {condition}" for condition in instrument.conditions),
            f"so the record bears out {what}; whether it would be kept is another question",
        ),
        used,
        reason=f"The {instrument.name.split(' (')[0]} says so ({instrument.article}); "
        + ("it is in force." if instrument.binding else f"{instrument.force}."),
    )


def _duty(view: View) -> Found | None:
    """Judge "X is obliged to defend Y" on the pledges in force between the two."""
    if not says("helps", view.words) or view.claim.modality.future:
        return None
    actor, target = _obliged(view), _helped(view)
    if actor is not None and actor.startswith("org:") and says("mutual", view.words) and says("duty", view.sentence):
        return _members(view, actor)
    if not says("duty", view.words):
        return None
    if actor is None or target is None:
        return None
    if _denied(view):
        return _no_duty(view, actor, target)
    if not _plain(view):
        return None
    pledges = _pledges(view, actor, target)
    meant = [one for one in pledges if _meant(one.instrument, view, (actor, target))]
    if not meant:
        return _unpledged(view, actor, target, pledges)
    attacker, attacked = attack(view.claim.commitment.trigger or "") if view.claim.commitment else (None, None)
    applying = [triggered(one, attacker or "", one.to) for one in meant]
    sure = [one for one in applying if one.applies and one.instrument.treaty and (target.startswith("org:") or one.to == target)]
    if not sure or (attacked and attacked != target):
        return Found(
            Judgement("not_enough_evidence", note="the pledge may not reach this case"),
            tuple(f"{one.instrument.name} ({one.instrument.weight}): {one.why}" for one in applying),
            reason=_short_of(applying[0]),
        )
    if says("means", view.words):
        return Found(
            Judgement("not_enough_evidence", note="the treaty does not say by which means"),
            tuple(f"{one.instrument.name}: {one.why}" for one in sure),
            reason="A treaty binds the two to help; its words leave open by which means.",
        )
    return _supported(sure[0].instrument, view, f"a duty of {_called(actor)} towards {_called(target)}")


def _members(view: View, organisation: str) -> Found | None:
    """Judge "the members of X are obliged to defend each other" on the treaty that founded it."""
    own = [one.instrument for one in view.owed if one.fights and one.instrument.organisation == organisation]
    own = [one for one in dict.fromkeys(own) if one.treaty and one.binding and _meant(one, view, (organisation, organisation))]
    if len(own) != 1 or not _plain(view) or says("means", view.words):
        return None
    return _supported(own[0], view, f"a duty of the members of {_called(organisation)} towards each other")


def _short_of(one: Obligation) -> str:
    """Return why a pledge does not bear out a duty."""
    if not one.instrument.treaty:
        return f"It is promised, but by no treaty: {one.instrument.name}, which its maker may lift."
    if not one.instrument.binding:
        return f"{one.instrument.name}: {one.instrument.force}."
    return "A treaty binds the two, but the record does not show that it reaches this case."


def _unpledged(view: View, actor: str, target: str, other: Sequence[Obligation]) -> Found:
    """Leave a duty open for which no pledge is held, or none of the instrument that the sentence names; say what there is."""
    without = [one for one in view.owed if not one.fights and one.by == actor and one.to == target]
    lines = [f"{one.instrument.name}, {one.instrument.article}: {one.instrument.pledge}" for one in (*other, *without)]
    used = tuple({one.instrument.id: statement(one.instrument) for one in (*other, *without)}.values())
    if other:
        reason = "The treaty held between the two is not the one that the sentence names."
    elif without:
        reason = f"What is held between the two promises no force: {without[0].instrument.name}, {without[0].instrument.article}."
    else:
        reason = f"No treaty held names a duty of {_called(actor)} to defend {_called(target)}; there may be others."
    return Found(
        Judgement(
            "not_enough_evidence", evidence=tuple(one.id for one in used), note="no pledge to fight is on record between the two"
        ),
        (*lines, f"no treaty held obliges {_called(actor)} to defend {_called(target)} on {view.on} as the sentence says"),
        used,
        reason=reason,
    )


def _called(actor: str) -> str:
    """Return an actor as a reader knows it."""
    return states()[actor].name if actor in states() else actor.partition(":")[2] or actor


def _denied(view: View) -> bool:
    """Return whether the words say that there is no duty."""
    return view.claim.modality.polarity == "negative" or says("denial", view.sentence)


def _no_duty(view: View, actor: str, target: str) -> Found | None:
    """Judge "X has no treaty obligation to defend Y": supported where a text says so itself and no other pledge is held."""
    if says("question", view.sentence):
        return None
    against = _pledges(view, actor, target)
    if against:
        one = against[0].instrument
        return Found(
            Judgement("not_enough_evidence", evidence=(statement(one).id,), note="a pledge is held that the sentence denies"),
            (f"{one.name}, {one.force}; {one.article}: {one.pledge}",),
            (statement(one),),
            reason=f"The record holds a pledge, the {one.name}; whether it does not bind here is left open.",
        )
    own = [one for one in view.owed if one.instrument.denies and {one.by, one.to} == {actor, target}]
    if not own:
        return _unpledged(view, actor, target, ())
    used = tuple({one.instrument.id: statement(one.instrument) for one in own}.values())
    one = own[0].instrument
    return Found(
        Judgement("supported", value=f"{one.name}, {one.article}", evidence=tuple(row.id for row in used)),
        (f"{one.name}, {one.article}: {one.pledge}", *(f"condition: {condition}" for condition in one.conditions)),
        used,
        reason=f"{one.name.split(' (')[0]}: {one.pledge} ({one.article}); no other pledge is held.",
    )


def _obliged(view: View) -> str | None:
    """Return who is said to be obliged: the claim's actor, else the one state of the sentence that is not helped."""
    if view.actor is not None:
        return view.actor
    others = [one for one in view.named if not one.startswith("org:") and one != _helped(view)]
    return others[0] if len(others) == 1 else None


def _helped(view: View) -> str | None:
    """Return the one state that is to be helped, else the one organisation; None where the words leave it open."""
    body = view.claim.commitment
    named_ = [*(body.on_side_of if body else ()), *view.claim.object]
    found = [one for one in dict.fromkeys(named_) if one != view.actor and not one.startswith("person:")]
    states_ = [one for one in found if not one.startswith("org:")]
    found = states_ or found
    return found[0] if len(found) == 1 else None


def _meant(instrument: Instrument, view: View, two: tuple[str, str]) -> bool:
    """Return whether a sentence may mean an instrument: it names no other organisation, article or year of a treaty."""
    organisations = [one for one in view.named if one.startswith("org:") and one not in two]
    numbers, dated = articles(view.sentence), years(view.sentence)
    return (
        (not organisations or instrument.organisation in organisations)
        and (not numbers or bool(set(numbers) & set(instrument.articles or articles(instrument.article))))
        and (not dated or any(str(one.year) in dated for one in (instrument.signed, instrument.since)))
    )


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
    target = target or next((one for one in friends if one not in (actor, attacker)), None) or _attacked(view, actor, attacker)
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
        f"no treaty held obliges {_called(actor)} to fight for {_called(target)}"
    ]
    used = tuple(statement(one.instrument) for one in pledges)
    return Found(
        Judgement("forecast", evidence=tuple(one.id for one in used), note=odds.basis),
        (*lines, *odds.working),
        used,
        odds,
        reason=f"A promise, not a fact; {odds.basis}: {odds.chance:.0%} ({odds.low:.0%} to {odds.high:.0%}).",
    )


def _attacked(view: View, actor: str | None, attacker: str | None) -> str | None:
    """Return the one other state that the words name, where they say who attacks and not whom ("Taiwan's defence")."""
    others = [one for one in view.named if not one.startswith("org:") and one not in (actor, attacker)]
    return others[0] if attacker and len(others) == 1 else None


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


def _odds(then: Found, now: Found) -> Probability | None:
    if then.odds is None and now.odds is None:
        return None
    spread = [(round(found.odds.low, 3), round(found.odds.high, 3)) if found.odds else None for found in (then, now)]
    values = [round(found.odds.chance, 3) if found.odds else None for found in (then, now)]
    return Probability(values[0], values[1], None, spread[0], spread[1])


__all__: Sequence[str] = ("judge",)
