"""Forecast claims: odds as of the day and of today, what came, and what no odds can be given for. The figures are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

import dragoman
from dragoman.kinds.forecast.ask import ask
from dragoman.kinds.forecast.events import events, money
from dragoman.kinds.forecast.judge import judge
from dragoman.kinds.forecast.plans import announced
from dragoman.kinds.forecast.record import record, years_of
from dragoman.kinds.forecast.wording import overtaking
from dragoman.model import (
    Article,
    Claim,
    FigureBody,
    Interval,
    Modality,
    Period,
    Question,
    Relation,
    Span,
    Statement,
    TieBody,
    Vintage,
)

WRITTEN = date(2020, 6, 1)
SPENDING = {"ITA": 30.0, "ESP": 20.0, "NOR": 8.0, "GRC": 7.0, "PRT": 4.0}
SHARES = {"ITA": 1.6, "ESP": 1.2, "NOR": 1.9, "GRC": 2.6, "PRT": 1.7}


def year(number: int, until: int | None = None) -> Period:
    return Period(date(number, 1, 1), date(until or number, 12, 31), "year" if until is None else "years")


def observed(actor: str, when: int, value: float, release: int, *, form: str = "level") -> Statement:
    share = form == "share"
    return Statement(
        id=f"made:{release}:{actor}:{form}:{when}",
        kind="observation",
        actor=actor,
        measure="military_expenditure",
        vintage=Vintage("made", f"{release}-04", date(release, 4, 20)),
        period=year(when),
        publisher="Stockholm International Peace Research Institute",
        title="made up",
        url="https://example.org",
        form=form,
        of="gdp" if share else None,
        value=Decimal(str(round(value if share else value * 1e9, 6))),
        unit="percent" if share else "money",
        currency=None if share else "USD",
        basis="" if share else "current",
        definition="SIPRI",
    )


def release(last: int, *, growth: float = 0.04) -> list[Statement]:
    """Return a release with figures from 2005 to `last`, published in April of the year after it."""
    rows = []
    for number, (actor, size) in enumerate(SPENDING.items()):
        for when in range(2005, last + 1):
            wave = 1 + 0.03 * ((when * (number + 3)) % 5 - 2)
            rows.append(observed(actor, when, size * (1 + growth) ** (when - 2015) * wave, last + 1))
            rows.append(observed(actor, when, SHARES[actor] * wave, last + 1, form="share"))
    return rows


def planned(actor: str, share: float, when: int, announced: date) -> Statement:
    return replace(
        observed(actor, when, share, announced.year, form="share"),
        id=f"plan:{actor}:{when}",
        kind="plan",
        measure="defence_budget",
        name="Long-term defence plan",
        status="announced",
        definition="national budget",
        vintage=Vintage("made", "plans", announced),
    )


BOTH = [*release(2019), *release(2024)]


def answers(claim: Claim, article: Article, held: list[Statement]) -> dict[Question, tuple[Statement, ...]]:
    """Answer a claim's questions as a store does."""

    def fits(question: Question, statement: Statement) -> bool:
        known = statement.vintage.known
        return (
            question.table == ("tie" if statement.kind == "tie" else "quantity")
            and (not question.measures or statement.measure in question.measures)
            and (statement.kind == "tie" or not question.actors or statement.actor in question.actors)
            and (statement.kind != "tie" or set(question.actors) <= set(statement.parties))
            and (not question.forms or statement.form in question.forms)
            and (question.known_by is None or (known is not None and known <= question.known_by))
            and (question.start is None or statement.period.end is None or statement.period.end >= question.start)
            and (question.end is None or statement.period.start is None or statement.period.start <= question.end)
        )

    return {question: tuple(s for s in held if fits(question, s)) for question in ask(claim, article)}


def claim(
    form: str, low: float | None, high: float | None, *, actor: str = "NOR", quote: str = "will come", **body: object
) -> Claim:
    figure = {"measure": "military_expenditure", "period": year(2028), **body}
    interval = Interval(*(None if end is None else Decimal(str(end)) for end in (low, high)))
    if form == "level":
        figure = {"currency": "USD", "unit": "money", **figure}
    if form == "share":
        figure = {"of": "gdp", "unit": "percent", **figure}
    return Claim(
        "c001", "forecast", 0, len(quote), quote, Span(0, 4), (actor,), figure=FigureBody(form=form, value=interval, **figure),  # type: ignore[arg-type]
        modality=Modality("planned", future=True),
    )  # fmt: skip


def judged(found: Claim, held: list[Statement] | None = None, *, published: date | None = WRITTEN):
    article = Article("a", found.quote, published=published)
    return judge(found, article, answers(found, article, BOTH if held is None else held))


def test_a_prediction_has_odds_as_of_its_day_and_of_today_and_no_outcome_yet():
    finding = judged(claim("level", 9e9, None, relation=Relation.AT_LEAST))
    assert (finding.then.verdict, finding.now.verdict) == ("forecast", "forecast")
    assert 0 < finding.probability.then < 1
    assert 0 < finding.probability.now < 1
    assert finding.probability.outcome is None
    assert finding.then.grounds == ("not_yet_due",)
    assert {s.vintage.label for s in finding.used} == {"2020-04", "2025-04"}
    assert [s.period.start.year for s in finding.series if s.kind == "observation"] == list(range(2005, 2025))


@pytest.mark.parametrize(("known_by", "first"), [("2020-06-01", 2020), ("today", 2025)])
def test_the_bands_to_draw_start_after_the_last_figure_and_the_wide_one_holds_the_narrow_one(known_by, first):
    finding = judged(claim("share", 2.2, None, relation=Relation.AT_LEAST))
    models = [s for s in finding.series if s.kind == "model" and s.vintage.label == known_by]
    bands = {(s.definition, s.period.start.year): (s.value, s.high) for s in models}
    assert {when for _, when in bands} == set(range(first, 2029))
    for when in range(first, 2029):
        (low, high), (lowest, highest) = bands["50 % interval", when], bands["90 % interval", when]
        assert lowest < low < high < highest
    assert not {s.id for s in finding.used} & {s.id for s in finding.series if s.kind == "model"}


def test_the_working_says_what_it_takes_and_how_often_it_was_done_and_what_matters():
    working = "\n".join(judged(claim("level", 20e9, None, relation=Relation.AT_LEAST)).working)
    assert "Last known: Norway" in working
    assert "% a year in dollars for 9 years; it rose that fast in" in working
    assert "of 2500 joint paths meet it" in working
    assert "What matters most" in working or "No single assumption" in working


def test_odds_of_the_day_do_not_change_with_what_was_published_later():
    found = claim("level", 9e9, None, relation=Relation.AT_LEAST)
    poorer = [*release(2019), *release(2024, growth=-0.1)]
    one, other = judged(found), judged(found, poorer)
    assert one.probability.then == other.probability.then
    assert one.probability.now > other.probability.now


def test_a_lower_mark_is_never_less_likely():
    odds = [judged(claim("share", low, None, relation=Relation.MORE_THAN)).probability.now for low in (1.2, 1.6, 2.0, 2.4, 3.0)]
    assert odds == sorted(odds, reverse=True)
    assert odds[0] > odds[-1]


@pytest.mark.parametrize(("low", "came"), [(2e9, True), (40e9, False)])
def test_what_came_is_said_once_the_year_is_known(low, came):
    finding = judged(claim("level", low, None, relation=Relation.AT_LEAST, period=year(2024)))
    assert finding.probability.outcome is came
    assert finding.probability.now == float(came)
    assert finding.now.verdict == "forecast"


def test_nothing_is_said_to_have_come_true_or_not_where_another_count_may_differ():
    reached = next(s for s in BOTH if s.id == "made:2025:NOR:share:2024")
    mark = float(reached.value) * 1.05
    finding = judged(claim("share", mark - 0.05, mark + 0.05, period=year(2024)))
    assert (finding.probability.now, finding.probability.outcome) == (None, None)
    assert "too near the mark" in finding.reason


def test_the_question_stays_the_same_though_the_figure_has_passed_the_mark():
    """A mark to reach when written is still a mark to reach today, not one to stay below."""
    finding = judged(claim("level", 8.8e9, 9.2e9, period=year(2026)), [*release(2019), *release(2024, growth=0.09)])
    assert finding.probability.now > 0.9


def test_a_rank_counts_as_reached_by_a_higher_one():
    ranks = [judged(claim("rank", place, place, unit=None)).probability.then for place in (1, 2, 3, 4, 5)]
    assert ranks == sorted(ranks)
    assert ranks[0] < 0.1
    assert ranks[-1] > 0.9


def test_every_year_of_a_span_is_less_likely_than_its_last():
    span = claim("share", 1.9, None, relation=Relation.AT_LEAST, period=year(2026, 2029))
    last = claim("share", 1.9, None, relation=Relation.AT_LEAST, period=year(2029))
    assert judged(span).probability.now <= judged(last).probability.now


def test_a_denied_prediction_has_the_other_odds():
    found = claim("share", 2.0, 2.1)
    denied = replace(found, modality=Modality("planned", "negative"))
    assert judged(found).probability.now + judged(denied).probability.now == pytest.approx(1, abs=0.002)


def test_an_announced_plan_raises_the_odds_and_is_named():
    found = claim("share", 2.9, 3.1)
    plan = planned("NOR", 3.0, 2028, date(2020, 3, 1))
    without, with_ = judged(found), judged(found, [*BOTH, plan])
    assert with_.probability.then > without.probability.then + 0.05
    assert any("Announced: Long-term defence plan, 3 percent of GDP in 2028" in line for line in with_.working)
    assert plan in with_.used


def test_what_the_plan_says_is_a_fact_and_whether_it_is_met_a_forecast():
    plan = planned("NOR", 3.0, 2028, date(2020, 3, 1))
    stated = judged(claim("share", 2.95, 3.05, quote="the plan is to spend 3 percent", measure="defence_budget"), [*BOTH, plan])
    predicted = judged(claim("share", 2.95, 3.05, quote="spending reaches 3 percent", measure="defence_budget"), [*BOTH, plan])
    assert (stated.now.verdict, predicted.now.verdict) == ("supported", "forecast")
    assert 0 < stated.probability.now < 1


def test_a_conditional_prediction_also_has_the_odds_where_the_plan_is_kept():
    plan = planned("NOR", 3.0, 2028, date(2020, 3, 1))
    conditional = replace(claim("share", 2.95, 3.05), modality=Modality("conditional", future=True))
    assert "if what was announced is kept" in judged(conditional, [*BOTH, plan]).reason
    assert "if what was announced is kept" not in judged(claim("share", 2.95, 3.05), [*BOTH, plan]).reason


def test_a_plan_announced_after_the_article_cannot_refute_it():
    plan = planned("NOR", 3.0, 2028, date(2023, 3, 1))
    finding = judged(claim("share", 5.95, 6.05, quote="they plan to spend 6 percent", measure="defence_budget"), [*BOTH, plan])
    assert (finding.then.verdict, finding.now.verdict) == ("forecast", "forecast")


@pytest.mark.parametrize(
    ("found", "missing"),
    [
        (claim("count", 10000, 12000, measure="personnel", unit="person"), "personnel"),
        (claim("share", 2, 3, actor="ISL"), "ISL"),
        (claim("rank", 3, 3, period=year(2050), unit=None), "one to 10 years"),
        (claim("share", 20, 25, of="government_spending"), "government_spending"),
        (claim("level", 9e9, 9e9, currency="NOK"), "exchange rate of NOK"),
        (claim("level", 9e9, 9e9, currency=None), "which currency"),
        (claim("growth", 4, 5, unit="percent", basis="real"), "real growth"),
    ],
)
def test_what_the_record_cannot_answer_is_a_forecast_without_odds(found, missing):
    finding = judged(found)
    assert finding.now.verdict == "forecast"
    assert (finding.probability.then, finding.probability.now) == (None, None)
    assert missing in finding.reason


def test_an_event_that_nobody_counts_is_a_forecast_without_odds():
    finding = judged(Claim("c001", "forecast", 0, 1, "x", Span(0, 1), ("NOR",)))
    assert (finding.now.verdict, finding.probability.now) == ("forecast", None)


def test_without_a_date_both_odds_are_those_of_today():
    finding = judged(claim("share", 2.5, None, relation=Relation.AT_LEAST), published=None)
    assert finding.probability.then == finding.probability.now


def test_a_predicted_act_is_a_forecast_until_an_entry_shows_it_done():
    act = Claim(
        "c001", "forecast", 0, 1, "will sign a reciprocal access agreement", Span(0, 4), ("NOR",), ("PRT",),
        tie=TieBody("agreement", "sign", instrument="reciprocal access agreement"), modality=Modality("planned", future=True),
    )  # fmt: skip
    signed = Period(date(2022, 3, 1), date(2022, 3, 1), "day")
    entry = Statement(
        id="made:tie:1", kind="tie", actor="", measure="agreement", vintage=Vintage("made", "ties", date(2022, 3, 1)),
        period=Period(date(2022, 3, 1), None, "open"), publisher="made up", title="made up", url="https://example.org",
        parties=("NOR", "PRT"), form="", name="Reciprocal access agreement", subtype="reciprocal-access-agreement",
        status="signed-or-announced", signed=signed,
    )  # fmt: skip
    unnamed = replace(act.tie, action="plan", instrument="an agreement on Norwegian troops", scope=("visiting_forces",))
    about = replace(entry, scope=("visiting forces", "exercises"))
    assert judged(replace(act, tie=unnamed), [about]).now.verdict == "supported"
    assert judged(replace(act, tie=unnamed), [entry]).now.verdict == "forecast"
    before, after = judged(act, []), judged(act, [entry])
    assert (before.then.verdict, before.now.verdict) == ("forecast", "forecast")
    assert before.probability.outcome is None
    assert (after.then.verdict, after.now.verdict, after.probability.outcome) == ("forecast", "supported", True)


@pytest.mark.parametrize(("ends", "verdict"), [(date(2020, 1, 2), "supported"), (None, "forecast")])
def test_a_meeting_that_began_on_the_day_of_writing_came_about_if_it_went_on(ends, verdict):
    day = date(2020, 1, 1)
    act = Claim(
        "c001", "forecast", 0, 1, "the NATO summit will convene all leaders", Span(0, 4), ("org:NATO",),
        tie=TieBody("meeting", "hold", instrument="NATO summit"), modality=Modality("planned", future=True),
    )  # fmt: skip
    held = Statement(
        id="made:tie:1", kind="tie", actor="", measure="meeting", vintage=Vintage("made", "ties", day),
        period=Period(day, ends or day, "day"), publisher="made up", title="made up", url="https://example.org",
        parties=("org:NATO",), form="", name="NATO summit, Oslo", subtype="summit", status="ended", signed=Period(day, day, "day"),
        ended=Period(ends, ends, "day") if ends else None,
    )  # fmt: skip
    found = judged(act, [held], published=day)
    assert found.now.verdict == verdict


# The record


def test_older_releases_fill_earlier_years_scaled_to_the_newer_one():
    held = record([observed("NOR", 2010, 10, 2012), observed("NOR", 2011, 11, 2012), observed("NOR", 2011, 22, 2013)])
    assert held.panel.years == (2010, 2011)
    assert [round(float(value), 6) for value in held.panel.level[0]] == pytest.approx([23.718998, 23.814308], abs=1e-5)
    assert held.statement("NOR", "level", 2010) is None


def test_other_definitions_are_not_mixed_in():
    other = replace(observed("PRT", 2012, 5, 2013), definition="NATO")
    assert record([observed("NOR", 2012, 5, 2013), other]).panel.actors == ("NOR",)


def test_the_plan_announced_last_counts_and_past_ones_do_not():
    first, second = planned("NOR", 2.0, 2028, date(2018, 1, 1)), replace(planned("NOR", 3.0, 2028, date(2020, 1, 1)), id="later")
    past = planned("NOR", 1.5, 2018, date(2016, 1, 1))
    assert [rule.value for rule, _ in announced([first, second, past], record(release(2019)), None)] == [3.0]


def pledge(share: float, when: int, day: date, *, definition: str = "NATO pledge", rule: str = "") -> Statement:
    made = planned("org:NATO", share, when, day)
    return replace(made, id=f"pledge:{share}", name="The pledge", definition=definition, rule=rule)


def member(actor: str, since: date) -> Statement:
    return Statement(
        id=f"made:member:{actor}", kind="tie", actor="", measure="membership", vintage=Vintage("made", "ties", since),
        period=Period(since, None, "open"), publisher="made up", title="made up", url="https://example.org",
        parties=(actor, "org:NATO"), form="", name="membership", status="in-force",
    )  # fmt: skip


def test_a_pledge_of_an_alliance_binds_its_members_of_the_day_to_its_core_as_a_floor():
    rule = "5% of GDP: 3.5% core, 1.5% related"
    pledges = [
        pledge(5, 2026, date(2019, 6, 1), rule=rule),
        pledge(3.5, 2026, date(2019, 6, 1), definition="core spending, of The pledge", rule=rule),
        pledge(1.5, 2026, date(2019, 6, 1), definition="related spending, of The pledge", rule=rule),
    ]
    members = [member("NOR", date(1949, 4, 4)), member("ITA", date(1949, 4, 4)), member("ESP", date(2022, 1, 1))]
    apart = planned("ITA", 1.8, 2026, date(2019, 6, 20))
    restated = planned("NOR", 5.0, 2026, date(2019, 6, 28))
    found = announced([*pledges, *members, apart, restated], record(release(2019)), date(2020, 1, 1))
    assert [(rule.actor, rule.value, rule.bound) for rule, _ in found] == [("ITA", 1.8, "equals"), ("NOR", 3.5, "at_least")]


def test_a_plan_that_was_brought_forward_does_not_count_for_the_later_year():
    late, early = planned("NOR", 2.5, 2028, date(2018, 1, 1)), planned("NOR", 2.5, 2025, date(2019, 1, 1))
    assert [rule.year for rule, _ in announced([late, early], record(release(2019)), None)] == [2025]
    assert announced([late, early], record(release(2025)), None) == ()


def money_plan(total: float, first: int, last: int, *, currency: str = "NOK", announced: date = date(2020, 1, 1)) -> Statement:
    plan = planned("NOR", 1.0, last, announced)
    return replace(
        plan, id=f"plan:{total}:{currency}", form="total", of=None, unit="money", currency=currency, basis="current",
        value=Decimal(str(total)), period=year(first, last),
    )  # fmt: skip


def rate(code: str, when: int, value: float) -> Statement:
    return Statement(
        id=f"rate:{code}:{when}", kind="observation", actor=f"cur:{code}", measure="exchange_rate",
        vintage=Vintage("made", "rates", date(when, 12, 31)), period=year(when), publisher="made up", title="made up",
        url="https://example.org", form="rate", value=Decimal(str(value)), unit="per_usd",
    )  # fmt: skip


RATES = [
    rate(code, when, size * (1 + 0.02 * (when % 3))) for code, size in (("NOK", 9.0), ("EUR", 0.9)) for when in range(2005, 2025)
]


@pytest.mark.parametrize(("part", "followed"), [(1.0, True), (0.3, False), (5.0, False)])
def test_a_plan_in_money_is_followed_where_it_may_be_the_whole_of_spending(part, followed):
    held = record([*release(2019), *[row for row in RATES if row.period.start.year < 2020]])
    plan = money_plan(part * 5 * 9e9 * 9.2, 2020, 2024)
    assert bool(announced([plan], held, None)) == followed


def test_of_plans_in_money_for_the_same_years_the_later_counts_and_one_with_a_share_is_followed_by_that():
    held = record([*release(2019), *[row for row in RATES if row.period.start.year < 2020]])
    first, second = money_plan(4.2e11, 2020, 2024), money_plan(4.5e11, 2021, 2025, announced=date(2020, 5, 1))
    assert [rule.value for rule, _ in announced([first, second], held, None)] == [4.5e11]
    share = planned("NOR", 2.2, 2025, date(2020, 5, 1))
    assert [rule.form for rule, _ in announced([second, share], held, None)] == ["share"]


def test_totals_in_a_stated_currency_have_odds_and_follow_the_plan():
    held = [*release(2019), *release(2024), *RATES]
    found = claim("total", 5.8e11, 6.0e11, period=year(2025, 2029), currency="NOK", unit="money")
    free = judged(found, held)
    assert 0 < free.probability.then < 1
    assert 0 < free.probability.now < 1
    assert any("in its own money" in line or "NOK" in line for line in free.working)
    planned_ = judged(found, [*held, money_plan(7.5e11, 2025, 2029)])
    assert planned_.probability.then > free.probability.then + 0.03
    assert any("750 billion NOK in all from 2025 to 2029" in line for line in planned_.working)


def test_an_amount_in_another_countrys_money_goes_by_the_path_of_its_rate():
    held = [*release(2019), *release(2024), *RATES]
    low, high = (judged(claim("level", value, None, relation=Relation.AT_LEAST, currency="EUR"), held) for value in (5e9, 2e10))
    assert low.probability.now > high.probability.now
    assert 0 < low.probability.then < 1


@pytest.mark.parametrize(("share", "least"), [((1.5, 2.5), 1.95), ((2.45, 2.55), 2.495)])
def test_a_mark_is_met_by_the_figure_as_printed_and_not_by_what_rounds_to_it(share, least):
    found = events(claim("share", *share, actor="PRT"), record(release(2019)), published=WRITTEN, horizon=None, factor=None)
    assert (found[0].low, found[0].high) == (pytest.approx(least), None)


def test_a_plan_announced_since_is_named_and_bears_out_only_that_a_plan_would_be_set():
    since = planned("NOR", 3.0, 2028, date(2021, 3, 1))
    body = {"measure": "defence_budget"}
    spends = judged(claim("share", 2.95, 3.05, quote="they plan to spend 3 percent", **body), [*BOTH, since])
    sets = judged(claim("share", 2.95, 3.05, quote="they will announce a target of 3 percent", **body), [*BOTH, since])
    assert (spends.then.verdict, spends.now.verdict) == ("forecast", "forecast")
    assert "a plan for it was announced" in spends.reason
    assert (sets.then.verdict, sets.now.verdict, sets.probability.outcome) == ("forecast", "supported", True)


def budget(actor: str, when: int, amount: float, currency: str) -> Statement:
    row = planned(actor, 1.0, when, date(when - 1, 12, 20))
    return replace(
        row, id=f"budget:{actor}:{when}", form="level", of=None, unit="money", currency=currency, value=Decimal(str(amount)),
        status="budgeted", name=f"{when} budget",
    )  # fmt: skip


def test_a_budget_is_asked_for_in_the_count_of_the_series_that_it_is_judged_by():
    held = [*release(2019), *release(2024), *RATES]
    found = claim("level", 7.8e10, 8.2e10, currency="NOK", measure="defence_budget")
    plain = judged(found, held)
    # The series has counted half as much again as the budgets: reaching 80 is less than reaching 80 by the series.
    series = record([*release(2024), *RATES]).panel
    spent = {when: float(np.exp(series.local[series.row("NOR"), series.years.index(when)])) for when in (2016, 2017, 2018)}
    counted = judged(found, [*held, *(budget("NOR", when, amount / 1.5, "NOK") for when, amount in spent.items())])
    assert counted.probability.now < plain.probability.now
    assert any("1.50 for each unit of the country's budgets" in line for line in counted.working)


@pytest.mark.parametrize(
    ("total", "words", "odds"),
    [
        (4.2e11, "on defence", True),
        (4e10, "on defence", False),
        (4.2e11, "on new equipment for the army", False),
        (4.2e11, "on railways", False),
    ],
)
def test_a_programme_of_about_as_much_as_the_country_spends_on_its_military_is_read_as_that(total, words, odds):
    held = [*release(2019), *release(2024), *RATES]
    body = {"period": year(2025, 2029), "currency": "NOK", "unit": "money", "measure": "programme_cost"}
    finding = judged(claim("total", total * 0.99, total * 1.01, quote=f"will spend it {words}", **body), held)
    assert (finding.probability.now is not None) == odds
    assert ("programme cost" in finding.reason) != odds


def test_a_total_without_its_first_year_has_no_odds():
    found = claim("total", 4e10, 5e10, period=Period(None, date(2028, 12, 31)), currency="USD", unit="money")
    assert "first and last year" in judged(found).reason


@pytest.mark.parametrize(
    ("quote", "years"), [("will not drop under 2 percent before 2029", 10), ("will be above 2 percent in 2029", 1)]
)
def test_a_mark_to_hold_is_asked_of_every_year(quote, years):
    found = claim("share", 2.0, None, relation=Relation.AT_LEAST, period=Period(None, date(2029, 12, 31)), quote=quote)
    assert len(events(found, record(release(2019)), published=WRITTEN, horizon=None, factor=None)[0].years) == years


@pytest.mark.parametrize(
    ("quote", "low", "high", "negated"),
    [
        ("will climb to third place", None, 3, False),
        ("will slip to third place", 3, None, False),
        ("will drop out of the top three", None, 3, True),
    ],
)
def test_a_rank_is_reached_from_the_side_that_the_words_say(quote, low, high, negated):
    found = claim("rank", 1 if negated else 3, 3, quote=quote, unit=None)
    event = events(found, record(release(2019)), published=WRITTEN, horizon=None, factor=None)[0]
    assert (event.low, event.high, event.negated) == (low, high, negated)


def test_a_figure_far_below_the_last_is_a_mark_to_fall_to_only_where_the_words_say_so():
    spends = judged(claim("share", 1.15, 1.25, quote="will spend 1.2 percent"))
    cuts = judged(claim("share", 1.15, 1.25, quote="will cut it to 1.2 percent"))
    assert spends.probability.now is None
    assert "another count" in spends.reason
    assert 0 < cuts.probability.now < 0.5
    assert any("at most 1.205 percent" in line or "at most 1.2" in line for line in cuts.working)


def test_growth_is_that_of_the_states_own_money_where_it_is_held():
    found = claim("growth", 19.5, 20.5, unit="percent")
    own = events(found, record([*release(2019), *RATES]), published=WRITTEN, horizon=None, factor=None)[0]
    dollars = events(found, record(release(2019)), published=WRITTEN, horizon=None, factor=None)[0]
    assert (own.measure, dollars.measure) == ("local", "level")


def test_a_sum_over_a_decade_is_not_taken_for_the_spending_of_a_year():
    found = claim("level", 9e10, 9e10, quote="will spend $90 billion over the next decade")
    assert "sum over years" in judged(found).reason


@pytest.mark.parametrize(
    ("quote", "other"),
    [
        ("Norway will overtake Portugal in military spending by 2028", "PRT"),
        ("Norway is to outspend Portugal on defence by 2028", "PRT"),
        ("Norway will spend more on its armed forces than Portugal in 2028", "PRT"),
        ("Norway will overtake Portugal in exports by 2028", None),
        ("Norway will overtake Portugal and Greece in military spending by 2028", None),
    ],
)
def test_one_state_overtaking_another_has_odds(quote, other):
    found = overtaking(Claim("c001", "forecast", 0, len(quote), quote, Span(0, 4), ("NOR",)))
    assert (found.figure.compared_with if found.figure else None) == ((other,) if other else None)
    if other:
        finding = judged(replace(found, figure=None))
        assert finding.probability.now > 0.9
        assert any("more than Portugal in 2028" in line for line in finding.working)


def test_a_ratio_to_another_country_is_not_counted_from_the_countrys_own_past():
    twice = judged(claim("ratio", 1.9, 2.1, unit=None, compared_with=("PRT",)))
    half = judged(claim("ratio", 1.9, 2.1, unit=None, compared_with=("ITA",)))
    assert twice.probability.now > 0.3 > half.probability.now


def test_real_growth_has_odds_where_a_series_after_inflation_is_held():
    real = [replace(s, id=f"{s.id}:real", basis="constant:2018") for s in BOTH if s.form == "level"]
    finding = judged(claim("growth", 4, 5, unit="percent", basis="real"), [*BOTH, *real])
    assert 0 < finding.probability.now < 1


def test_findings_do_not_depend_on_what_was_judged_before():
    claims = [
        claim("share", 2.2, None, relation=Relation.AT_LEAST),
        claim("rank", 2, 2, unit=None),
        claim("level", 9e9, None, relation=Relation.AT_LEAST, actor="PRT"),
        claim("share", 2.2, None, relation=Relation.AT_LEAST, period=year(2026)),
    ]
    forward = [judged(found) for found in claims]
    backward = [judged(found) for found in reversed(claims)][::-1]
    assert forward == backward


def test_an_alliance_as_a_whole_has_no_odds_and_no_advice_to_add_its_series():
    finding = judged(claim("share", 2, 3, actor="org:NATO"))
    assert "no state" in finding.reason
    assert "evidence add" not in finding.reason


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2027, 4, 1), date(2028, 3, 31), (2027,)),
        (date(2023, 4, 1), date(2028, 3, 31), (2023, 2024, 2025, 2026, 2027)),
        (date(2024, 10, 1), date(2025, 9, 30), (2025,)),
        (None, date(2030, 12, 31), (2030,)),
        (date(2027, 4, 1), None, (2027,)),
    ],
)
def test_fiscal_years_are_the_calendar_years_that_they_mostly_cover(start, end, years):
    assert years_of(Period(start, end)) == years


def test_a_prediction_without_a_year_leans_on_the_plan_and_says_so():
    found = claim("rank", 2, 2, period=None, unit=None)
    held = record(BOTH)
    event = events(found, held, published=WRITTEN, horizon=2027, factor=None)[0]
    assert event.years == (2027,)
    assert "2027, the year of the announced plan" in event.assumed[0]
    assert events(found, held, published=WRITTEN, horizon=None, factor=None)[0].years == (2025,)


@pytest.mark.parametrize(("value", "shown"), [(54.14e9, "$54.1 billion"), (1.5e12, "$1.5 trillion"), (2.5e6, "$2.5 million")])
def test_money_is_written_for_a_reader(value, shown):
    assert money(value) == shown


@pytest.mark.parametrize(
    "text, due",
    [
        ("Belgium pledged to meet the 2 percent target in 2023.", "2023-12-31"),
        ("Norway pledged to meet the 2 percent target from 2022 on.", "2022-12-31"),
        ("Canada pledged to meet the 2 percent target by 2040.", None),
    ],
)
def test_a_prediction_that_names_its_year_falls_due_then(text, due):
    (claim,) = dragoman.check(text, published="2020-01-15").to_dict()["claims"]
    reason = claim["finding"]["reason"]
    assert reason.startswith(f"It fell due on {due},") if due else "due" not in reason
