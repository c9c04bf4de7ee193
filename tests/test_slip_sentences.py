"""Each slip in sentences about three states: named where the corrected reading meets the record, and not where nothing does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from figure_records import between, fiscal, judged, money, observation, percent, plan, share, year

from dragoman.model import FigureBody, Period, Statement

STATES = [("NOR", "Norway", "NOK"), ("KEN", "Kenya", "KES"), ("CHL", "Chile", "CLP")]
Slip = Callable[[str, str], tuple[FigureBody, list[Statement], str]]
BN = 10**9


def level(state: str, when: int, billions: float, **fields: object) -> Statement:
    return observation(state, when, billions * BN, **fields)


def currency(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    return money(79.5, 80.5, year(2023)), [level(state, 2023, 8), level(state, 2023, 80, currency=code)], "$80 billion"


def scale(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    return money("0.0795", "0.0805", year(2023)), [level(state, 2023, 80)], "$80 million"


def nominal_for_real(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    held = [level(state, 2022, 100, currency=code), level(state, 2023, 130, currency=code)]
    held += [level(state, y, v, basis="constant:2022") for y, v in ((2022, 100), (2023, 104))]
    body = FigureBody("military_expenditure", "growth", between(29.5, 30.5), unit="percent", period=year(2023), basis="real")
    return body, held, "30 percent"


def points(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    held = [share(state, 2022, "1.5"), share(state, 2023, "2.0")]
    held += [level(state, y, v, currency=code) for y, v in ((2022, 100), (2023, 160))]
    body = FigureBody("military_expenditure", "growth", between("0.45", "0.55"), unit="percent", period=year(2023))
    return body, held, "0.5 percent"


def another_year(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    return money(79.5, 80.5, year(2023)), [level(state, 2023, 50), level(state, 2021, 80)], "$80 billion"


def fiscal_for_calendar(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    last = plan(state, fiscal(2022, state), 80 * BN, "Budget 2022/23", date(2022, 3, 1), currency="USD")
    next_ = plan(state, fiscal(2023, state), 50 * BN, "Budget 2023/24", date(2023, 3, 1), currency="USD")
    return money(79.5, 80.5, year(2023), measure="defence_budget"), [last, next_], "$80 billion"


def total_for_a_year(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    span = Period(date(2023, 1, 1), date(2027, 12, 31), "years")
    whole = plan(state, span, 300 * BN, "Plan to 2027", date(2022, 12, 16), form="total", currency="USD")
    return money(299, 301, year(2023)), [level(state, 2023, 50), whole], "$300 billion"


def another_state(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    return money(79.5, 80.5, year(2023)), [level(state, 2023, 50), level("PER", 2023, 80)], "$80 billion"


def another_whole(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    held = [share(state, 2023, "1.2"), share(state, 2023, "4.9", of="government_spending")]
    return percent("4.85", "4.95", year(2023)), held, "4.9 percent"


def another_definition(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    held = [level(state, 2023, 50), level(state, 2023, 80, definition="NATO definition", source="nato")]
    return money(79.5, 80.5, year(2023)), held, "$80 billion"


def committed_for_delivered(state: str, code: str) -> tuple[FigureBody, list[Statement], str]:
    made = {"measure": "aid", "parties": (state, "UKR"), "publisher": "Tracker"}
    held = [level(state, 2023, 2, definition="allocations, all aid", **made),
            level(state, 2023, 6, definition="commitments, all aid", **made)]  # fmt: skip
    return money("5.95", "6.05", year(2023), measure="military_aid"), held, "$6 billion"


CASES: list[tuple[Slip, str, str]] = [
    (currency, "currency_slip", "{name} spent {value} on its military in 2023."),
    (scale, "scale_slip", "{name} spent {value} on its military in 2023."),
    (nominal_for_real, "basis_slip", "Military spending in {name} rose {value} in real terms in 2023."),
    (points, "unit_slip", "Military spending in {name} rose by {value} of GDP in 2023."),
    (another_year, "period_slip", "{name} spent {value} on its military in 2023."),
    (fiscal_for_calendar, "period_slip", "{name} had a defence budget of {value} in 2023."),
    (total_for_a_year, "period_slip", "{name} spent {value} on its military in 2023."),
    (another_state, "actor_slip", "{name} spent {value} on its military in 2023, and Peru was not far behind."),
    (another_whole, "measure_slip", "{name} spent {value} of GDP on its military in 2023."),
    (another_definition, "measure_slip", "{name} spent {value} on its military in 2023, SIPRI says."),
    (committed_for_delivered, "measure_slip", "{name} delivered aid of {value} to Ukraine in 2023."),
]


@pytest.mark.parametrize(("state", "name", "code"), STATES, ids=[name for _, name, _ in STATES])
@pytest.mark.parametrize(("made", "ground", "sentence"), CASES, ids=[made.__name__ for made, _, _ in CASES])
def test_a_slip_is_named(made: Slip, ground: str, sentence: str, state: str, name: str, code: str) -> None:
    body, held, value = made(state, code)
    finding = judged(body, held, sentence.format(name=name, value=value), subject=(state,), anchor=value)
    assert finding.now.verdict == "refuted"
    assert ground in finding.now.grounds
    assert finding.now.evidence


@pytest.mark.parametrize(("state", "name", "code"), STATES, ids=[name for _, name, _ in STATES])
@pytest.mark.parametrize(("made", "ground", "sentence"), CASES, ids=[made.__name__ for made, _, _ in CASES])
def test_no_slip_is_named_where_its_correction_meets_nothing(
    made: Slip, ground: str, sentence: str, state: str, name: str, code: str
) -> None:
    body, held, value = made(state, code)
    low, high = body.value.low, body.value.high
    assert low is not None
    assert high is not None
    other = FigureBody(**{f: getattr(body, f) for f in body.__slots__} | {"value": between(low * 4 + 3, high * 4 + 3)})
    finding = judged(other, held, sentence.format(name=name, value=value), subject=(state,), anchor=value)
    assert not [found for found in finding.now.grounds if found.endswith("_slip")]


@pytest.mark.parametrize(("state", "name", "code"), STATES, ids=[name for _, name, _ in STATES])
def test_a_budget_given_for_what_was_spent_conflicts(state: str, name: str, code: str) -> None:
    budget = plan(state, year(2023), 80 * BN, "Budget 2023", date(2023, 1, 5), currency="USD")
    body = money(79.5, 80.5, year(2023))
    finding = judged(body, [level(state, 2023, 50), budget], f"{name} spent $80 billion on its military in 2023.", subject=(state,))
    assert (finding.now.verdict, finding.now.grounds[:1]) == ("conflicting", ("other_definition",))
