"""Laws that hold for every record and claim: what may change a verdict, and what must not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from figure_records import Record, article, claim, judged, money, observation, rate, year
from hypothesis import event, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.kinds.figure.ask import ask
from dragoman.kinds.figure.judge import judge
from dragoman.model import FigureBody, Finding, Interval, Statement

amounts = st.integers(min_value=1, max_value=400)
releases = st.sampled_from([2022, 2023, 2024, 2025, 2026])
definitions = st.sampled_from(["SIPRI", "NATO definition", "CIA estimate"])


@st.composite
def records(draw: st.DrawFn) -> list[Statement]:
    """Return up to a dozen made-up figures of one state, by year, release and definition."""
    rows = draw(st.lists(st.tuples(st.integers(2019, 2024), amounts, releases, definitions), max_size=12))
    made = [
        observation("JPN", y, v * 10**9, release=max(r, y + 1), definition=d, source=d.split()[0].lower()) for y, v, r, d in rows
    ]
    return list({s.id: s for s in made}.values())


@st.composite
def claims(draw: st.DrawFn) -> FigureBody:
    """Return a claimed level in some year, or in none, perhaps bounded on one side only."""
    low = draw(amounts)
    high = low + draw(st.integers(0, 20))
    when = draw(st.sampled_from([None, *map(year, range(2020, 2025))]))
    ends = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    return money(*ends, when)


def widened(body: FigureBody, room: int) -> FigureBody:
    by = Decimal(room) * 10**9
    low, high = body.value.low, body.value.high
    return replace(body, value=Interval(None if low is None else low - by, None if high is None else high + by))


@settings(deadline=None, max_examples=60)
@given(claims(), records(), st.integers(0, 100))
def test_widening_never_turns_supported_into_refuted(body: FigureBody, held: list[Statement], room: int) -> None:
    before, after = judged(body, held), judged(widened(body, room), held)
    assert (before.now.verdict, after.now.verdict) != ("supported", "refuted")
    assert (before.then.verdict, after.then.verdict) != ("supported", "refuted")


@settings(deadline=None, max_examples=60)
@given(claims(), records(), definitions, st.sampled_from(["0.3", "0.5", "2", "4"]), st.sampled_from(["0.3", "1", "3"]))
def test_a_new_source_turns_refuted_into_supported_only_by_being_cited(
    body: FigureBody, more: list[Statement], definition: str, wrong: str, right: str
) -> None:
    near = body.value.low if body.value.low is not None else body.value.high
    assert near is not None
    when = body.period.start.year if body.period and body.period.start else 2023
    shared = {"definition": definition, "source": definition.split()[0].lower()}
    held = [observation("JPN", when, near * Decimal(wrong), release=when + 1, **shared)]
    added = [*more, observation("JPN", when, near * Decimal(right), release=2026, **shared)]
    before, after = judged(body, held), judged(body, [*held, *added])
    if (before.now.verdict, after.now.verdict) == ("refuted", "supported"):
        event("refuted, then supported")
        assert {s.id for s in added} & set(after.now.evidence)


@settings(deadline=None, max_examples=60)
@given(claims(), records(), st.integers(2, 500))
def test_the_claims_currency_does_not_matter_at_the_rate_used(body: FigureBody, held: list[Statement], units: int) -> None:
    rates = [rate("JPY", year(y), units) for y in range(2018, 2025)]
    rates.append(rate("JPY", replace(year(2024), start=date(2024, 5, 31), end=date(2024, 5, 31), grain="day"), units))
    turned = replace(body, currency="JPY", value=body.value.scaled(Decimal(units)))
    dollars, yen = judged(body, [*held, *rates]), judged(turned, [*held, *rates])
    slipped = {"currency_slip", "scale_slip"} & {*dollars.now.grounds, *yen.now.grounds}  # a slip is of the currency as printed
    assert dollars.now.verdict == yen.now.verdict or slipped


@settings(deadline=None, max_examples=60)
@given(claims(), records(), records())
def test_what_was_published_after_the_article_never_changes_then(
    body: FigureBody, held: list[Statement], more: list[Statement]
) -> None:
    day = date(2024, 6, 1)
    names = {s.id for s in held}
    later = [s for s in more if s.vintage.known and s.vintage.known > day and s.id not in names]
    assert judged(body, held, published=day).then == judged(body, [*held, *later], published=day).then


@settings(deadline=None, max_examples=60)
@given(claims(), records(), st.randoms(use_true_random=False))
def test_the_order_of_the_record_never_matters(body: FigureBody, held: list[Statement], random: object) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judged(body, held) == judged(body, shuffled)


@settings(deadline=None, max_examples=60)
@given(st.lists(claims(), min_size=2, max_size=4), records())
def test_the_order_of_the_claims_never_matters(bodies: Sequence[FigureBody], held: list[Statement]) -> None:
    assert all_judged(bodies, held) == list(reversed(all_judged(list(reversed(bodies)), held)))


def all_judged(bodies: Sequence[FigureBody], held: Sequence[Statement]) -> list[Finding]:
    """Return the findings of several claims whose questions were put to the record at once."""
    made, within = [claim(body) for body in bodies], article()
    answers = Record(tuple(held)).ask([q for c in made for q in ask(c, within)])
    return [judge(c, within, answers) for c in made]


@settings(deadline=None, max_examples=60)
@given(claims(), records())
def test_a_finding_cites_only_what_was_held(body: FigureBody, held: list[Statement]) -> None:
    finding = judged(body, held)
    assert set(finding.evidence) <= {s.id for s in held}
    assert {s.id for s in finding.used} >= set(finding.evidence)
    if finding.now.verdict in ("supported", "refuted", "conflicting"):
        assert finding.now.evidence


@settings(deadline=None, max_examples=60)
@given(claims(), records())
def test_the_same_record_gives_the_same_words(body: FigureBody, held: list[Statement]) -> None:
    assert judged(body, held) == judged(body, list(held))


SENTENCES = (
    "Japan spent $50.2 billion on its military in 2023.",
    "Finland joined NATO on April 4, 2023.",
    "Poland joined NATO in 2004.",
    "The United States spent 916 million dollars on its military in 2023.",
    "Germany is the seventh largest military spender in the world in 2023.",
)
"""Sentences that lean on no other one."""


@pytest.fixture(scope="module")
def embedded() -> Iterator[dragoman.Store]:
    with dragoman.Store.open() as opened:
        yield opened


def found(order: Sequence[str], store: dragoman.Store) -> dict[str, tuple[object, ...]]:
    """Return what was found on each claim of an article of some sentences, by the claim's words."""
    report = dragoman.check(" ".join(order), published="2024-06-01", store=store)
    held = {c.id: report.findings[c.id] for c in report.claims}
    return {f"{c.kind} {c.quote}": (held[c.id].then, held[c.id].now, held[c.id].working, held[c.id].reason) for c in report.claims}


@settings(deadline=None, max_examples=12)
@given(st.permutations(SENTENCES))
def test_the_order_of_the_sentences_never_matters(embedded: dragoman.Store, order: list[str]) -> None:
    assert found(order, embedded) == found(SENTENCES, embedded)


@settings(deadline=None, max_examples=6)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True))
def test_the_same_store_and_article_give_the_same_bytes(embedded: dragoman.Store, order: list[str]) -> None:
    first, second = (dragoman.check(" ".join(order), published="2024-06-01", store=embedded) for _ in range(2))
    assert json.dumps(first.to_dict()).encode() == json.dumps(second.to_dict()).encode()
