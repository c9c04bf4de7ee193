"""A report as a reader sees it: one value per claim with everything in words. Every exporter but the JSON reads this."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dragoman.export import words
from dragoman.export.cut import shorten
from dragoman.model import VERDICTS, Claim, Finding, Judgement, Probability, Report, Statement
from dragoman.model.claim import KINDS

_EDGE = " ,;:\n"
_INNER = str.maketrans("“”", "‘’")
MOST_FIRST = 5


@dataclass(frozen=True, slots=True)
class Source:
    """One piece of evidence. `url` is "" unless it is an ordinary web address."""

    id: str
    publisher: str
    short: str
    title: str
    date: str
    url: str
    value: str
    actor: str
    definition: str
    period: str
    vintage: str
    note: str
    locator: str
    citation: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Side:
    """What the record says at one date. `sources` are 1-based numbers into the card's sources."""

    verdict: str
    label: str
    value: str
    definition: str
    note: str
    grounds: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One claim and its finding, in words.

    `before + core + after` are its words from `start` to `end`: the quotation without punctuation at its edges.
    """

    number: int
    id: str
    kind: str
    kind_label: str
    verdict: str
    label: str
    icon: str
    means: str
    quote: str
    start: int
    end: int
    before: str
    core: str
    after: str
    claimed: tuple[tuple[str, str], ...]
    says: str
    says_long: str
    chain: tuple[str, ...]
    hedge: str
    then: Side
    now: Side
    same: bool
    changed: bool
    record: str
    reason: str
    working: tuple[str, ...]
    off_by: str
    odds: tuple[tuple[str, str], ...]
    framing: tuple[str, ...]
    sources: tuple[Source, ...]
    parts: tuple[int, ...]
    claim: Claim
    finding: Finding

    @property
    def rests_on(self) -> str:
        """What `Side.definition` names: the entry that shows a tie, or what a figure counts."""
        return "Entry" if self.kind in ("tie", "commitment") else "Definition"

    def note_of(self, side: Side) -> str:
        """The note of one day's record, where it says more than the reason does."""
        return "" if side.note == self.reason else side.note


@dataclass(frozen=True, slots=True)
class View:
    """A report in words. `counts`: (verdict, number) for each verdict that occurs, in the order of VERDICTS."""

    report: Report
    title: str
    published: str
    language: str
    source: str
    cards: tuple[Card, ...]
    counts: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    summary: str
    lead: str
    first: tuple[Card, ...]


def view(report: Report) -> View:
    """Return a report in words. Deterministic; reads nothing but the report."""
    cards = tuple(card(number, claim, report) for number, claim in enumerate(report.claims, 1))
    verdicts = Counter(one.verdict for one in cards)
    kinds = Counter(one.kind for one in cards)
    counts = tuple((name, verdicts[name]) for name in VERDICTS if verdicts[name])
    return View(
        report=report,
        title=title(report),
        published=words.day(report.article.published),
        language=report.article.language or "en",
        source=report.article.source or "",
        cards=cards,
        counts=counts,
        kinds=tuple((name, kinds[name]) for name in KINDS if kinds[name]),
        summary=summary(counts),
        lead=lead(cards),
        first=first(cards),
    )


def title(report: Report) -> str:
    """Return the article's title: its own, else its first heading or line, shortened; "Untitled article" where it is empty."""
    if report.article.title:
        return report.article.title
    first = next((line.strip() for line in report.article.text.splitlines() if line.strip()), "")
    return shorten(first, 110) or "Untitled article"


def summary(counts: tuple[tuple[str, int], ...]) -> str:
    """Return how many claims there are of each verdict, in one line."""
    total = sum(number for _, number in counts)
    if not total:
        return "No checkable claim found."
    tally = ", ".join(f"{number} {words.verdict(name)['label'].lower()}" for name, number in counts)
    return f"{total} claim{'' if total == 1 else 's'}: {tally}."


def lead(cards: tuple[Card, ...]) -> str:
    """Return one sentence on what an editor should look at first."""
    wrong = [one.number for one in cards if one.verdict == "refuted"]
    if wrong:
        return f"The record contradicts {_claims(wrong)}."
    split = [one.number for one in cards if one.verdict == "conflicting"]
    return f"Sources disagree about {_claims(split)}." if split else "The record held contradicts none of them." if cards else ""


def first(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """Return the claims that an editor should see first: those that the record contradicts, then those it is split on."""
    ordered = [one for name in ("refuted", "conflicting") for one in cards if one.verdict == name]
    return tuple(ordered[:MOST_FIRST])


def _claims(numbers: list[int]) -> str:
    shown = [str(number) for number in numbers[:6]]
    more = len(numbers) - len(shown)
    if more:
        return f"claims {', '.join(shown)} and {more} more"
    return f"claim {shown[0]}" if len(shown) == 1 else f"claims {', '.join(shown[:-1])} and {shown[-1]}"


def card(number: int, claim: Claim, report: Report) -> Card:
    """Return one claim in words."""
    finding = report.findings.get(claim.id) or _unjudged(claim)
    sources = _sources(finding)
    places = {one.id: index for index, one in enumerate(sources, 1)}
    then, now = _side(finding.then, places), _side(finding.now, places)
    style = words.verdict(finding.verdict)
    text = report.article.text
    start, end = _trimmed(text, claim)
    low, high = max(start, claim.anchor.start), min(end, claim.anchor.end)
    inside = low < high
    return Card(
        number=number,
        id=claim.id,
        kind=claim.kind,
        kind_label=words.word("kinds", claim.kind),
        verdict=finding.verdict,
        label=style["label"],
        icon=style["icon"],
        means=style["means"],
        quote=claim.quote,
        start=start,
        end=end,
        before=text[start:low] if inside else "",
        core=text[low:high] if inside else claim.quote,
        after=text[high:end] if inside else "",
        claimed=_claimed(claim),
        says=says(claim),
        says_long=_says_long(claim),
        chain=claim.attribution.chain,
        hedge=_hedge(claim),
        then=then,
        now=now,
        same=(then.verdict, then.value, then.note, then.sources) == (now.verdict, now.value, now.note, now.sources),
        changed=then.verdict != now.verdict,
        record=_record(finding),
        reason=finding.reason,
        working=finding.working,
        off_by=_off_by(finding),
        odds=_odds(finding.probability),
        framing=tuple(dict.fromkeys(text[f.start : f.end] for f in claim.framing)),
        sources=sources,
        parts=_parts(claim, report),
        claim=claim,
        finding=finding,
    )


def _trimmed(text: str, claim: Claim) -> tuple[int, int]:
    """Return where a claim's words begin and end without the punctuation at their edges; as they are where that is all."""
    quoted = text[claim.start : claim.end]
    inner = quoted.strip(_EDGE)
    if not inner:
        return claim.start, claim.end
    start = claim.start + quoted.index(inner)
    return start, start + len(inner)


def _unjudged(claim: Claim) -> Finding:
    empty = Judgement("not_enough_evidence")
    return Finding(claim.id, empty, empty, reason="This claim was found but not judged.")


def _parts(claim: Claim, report: Report) -> tuple[int, ...]:
    """Return the numbers of the other claims that stand within this one's words."""
    return tuple(
        number
        for number, other in enumerate(report.claims, 1)
        if other.id != claim.id and claim.span.contains(other.span) and claim.span != other.span
    )


def says(claim: Claim) -> str:
    """Return who says it, in a few words: "the article", "experts (unnamed)", "Fumio Kishida", "he (Chile)"."""
    said = claim.attribution
    if said.type == "author":
        return "the article"
    source = (said.source or "").strip(_EDGE)
    name = words.actor(said.actor) if said.actor and said.actor.startswith("person:") else source
    if said.type == "unnamed":
        who = source or "a source"
        return who if words.unnamed(who) else f"{who} (unnamed)"
    if name.lower() in _PRONOUNS and said.actor:
        return f"{name.lower()} ({words.actor(said.actor)})"
    return name or said.type


_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which"})


def _says_long(claim: Claim) -> str:
    said = claim.attribution
    how = f" (“{said.cue}”)" if said.cue else ""
    if said.type == "author":
        return "The article says so in its own voice."
    sorts = {"named": "a named source", "unnamed": "a source it does not name", "document": "a document"}
    kind = sorts.get(said.type, "a source")
    source = (said.source or "").strip(_EDGE)
    who = f"“{source.translate(_INNER)}”" if source else "somebody"
    own = said.actor if said.actor and said.actor.startswith(("person:", "org:")) else None
    known = f", that is {words.actor(own)}" if own and words.actor(own) != source else ""
    if source.lower() in _PRONOUNS and said.actor and not own:
        known = f", who speaks for {words.actor(said.actor)}"
    return f"The article gives it to {kind}: {who}{known}{how}."


def _hedge(claim: Claim) -> str:
    mode = claim.modality
    head = words.word("certainty", mode.certainty)
    cues = ", ".join(f"“{cue}”" for cue in mode.cues)
    return f"{head}{' by ' + cues if cues else ''}{'; negated' if mode.polarity == 'negative' else ''}"


def _claimed(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return the slots of a claim as (name, words), empty ones left out."""
    slots = [("Subject", words.actors(claim.subject)), *_figure(claim), *_tie(claim), *_commitment(claim)]
    slots.insert(1, ("Other party", words.actors(claim.object)))
    return tuple((name, shown) for name, shown in slots if shown)


def _figure(claim: Claim) -> list[tuple[str, str]]:
    body = claim.figure
    if body is None:
        return []
    with_ = body.compared_with
    allowed = words.interval(body.value, None if body.form in ("rank", "ratio") else body.unit, body.currency)
    relation = words.word("relations", str(body.relation))
    return [
        ("Measure", words.figure(body)),
        ("Value", f"{allowed}{f' ({relation})' if relation and allowed else ''}"),
        ("Period", words.period(body.period)),
        ("Compared with", words.actors(with_) if isinstance(with_, tuple) else words.period(with_)),
        ("Prices", {"real": "after inflation", "nominal": "as printed"}.get(body.basis or "", "")),
        ("Per", body.per or ""),
        ("Definition", body.definition or ""),
    ]


def _tie(claim: Claim) -> list[tuple[str, str]]:
    body = claim.tie
    if body is None:
        return []
    return [
        ("Tie", f"{words.word('ties', body.type)}: {words.word('actions', claim.action or '')}"),
        ("Instrument", body.instrument or ""),
        ("Date", words.period(body.date)),
        ("First ever", "said to be" if body.first else ""),
        ("Scope", ", ".join(words.word("scope", one) for one in body.scope)),
    ]


def _commitment(claim: Claim) -> list[tuple[str, str]]:
    body = claim.commitment
    if body is None:
        return []
    return [
        ("Who", words.actor(body.actor) if body.actor else ""),
        ("Would", words.word("actions", body.action)),
        ("On the side of", words.actors(body.on_side_of)),
        ("If", body.trigger or ""),
    ]


def _side(judged: Judgement, places: dict[str, int]) -> Side:
    return Side(
        verdict=judged.verdict,
        label=words.verdict(judged.verdict)["label"],
        value=words.told(judged.value or ""),
        definition=judged.definition or "",
        note=judged.note or "",
        grounds=tuple(words.word("grounds", one) for one in judged.grounds),
        sources=tuple(places[one] for one in judged.evidence if one in places),
    )


def _record(finding: Finding) -> str:
    """Return what the record says, in a few words: the recorded value, the odds, else the reason."""
    if finding.probability and finding.verdict == "forecast":
        known = finding.probability.outcome is not None
        odds = ", ".join(f"{name.lower()} {value}" for name, value in _odds(finding.probability) if known or name != "Outcome")
        if odds:
            return odds
    if finding.now.value:
        return words.told(finding.now.value)
    found = finding.reason or finding.now.note or words.told(finding.then.value or "")
    return found or ("no odds from the record held" if finding.verdict == "forecast" else "")


def _off_by(finding: Finding) -> str:
    """Return by which factor a refuted figure is off; "" where it is not told."""
    if finding.off_by is None or finding.verdict != "refuted":
        return ""
    factor = finding.off_by
    shown = f"{words.plain(factor, 0)} times" if abs(factor) >= 10 else f"{words.plain(factor * 100, 0)} % of"
    return f"{shown} the recorded value"


def _odds(odds: Probability | None) -> tuple[tuple[str, str], ...]:
    """Return the probability then, now, and the outcome, as (name, words)."""
    if odds is None:
        return ()
    rows = [("Then", _percent(odds.then, odds.then_interval)), ("Now", _percent(odds.now, odds.now_interval))]
    came = {True: "came true", False: "did not come true", None: "not known yet"}[odds.outcome]
    return tuple((name, shown) for name, shown in [*rows, ("Outcome", came)] if shown)


def _percent(value: float | None, bounds: tuple[float, float] | None) -> str:
    if value is None:
        return ""
    shown = "under 1 %" if value < 0.01 else "over 99 %" if value > 0.99 else f"{value:.0%}".replace("%", " %")
    return f"{shown} ({bounds[0]:.0%} to {bounds[1]:.0%})".replace("%", " %").replace("  ", " ") if bounds else shown


def _sources(finding: Finding) -> tuple[Source, ...]:
    held = {one.id: one for one in finding.used}
    ordered = [held.pop(key) for key in finding.evidence if key in held]
    return tuple(source(one) for one in [*ordered, *held.values()])


def source(statement: Statement) -> Source:
    """Return one piece of evidence in words."""
    return Source(
        id=statement.id,
        publisher=words.source(statement),
        short=words.short_source(statement),
        title=statement.title,
        date=words.day(words.dated(statement)),
        url=web_address(statement.url),
        value=words.recorded(statement),
        actor=words.actors(statement.parties) or (words.actor(statement.actor) if statement.actor else ""),
        definition=statement.definition,
        period=words.period(statement.period),
        vintage=statement.vintage.label,
        note=statement.note,
        locator=statement.locator,
        citation=words.citation(statement),
        statement=statement,
    )


def web_address(url: str) -> str:
    """Return an address that may be linked: http or https, no blanks; else "".

    >>> web_address("javascript:alert(1)"), web_address("https://example.org/a")
    ('', 'https://example.org/a')
    """
    good = url.startswith(("https://", "http://")) and not any(c.isspace() or c in "\"'<>`" for c in url)
    return url if good else ""
