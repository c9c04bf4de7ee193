"""Forecast claims: odds as of the day and of today, what came, and what no odds can be given for. The figures are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dragoman.kinds.forecast.ask import ask
from dragoman.kinds.forecast.events import events, money
from dragoman.kinds.forecast.judge import judge
from dragoman.kinds.forecast.record import record, rules, years_of
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
    assert [rule.value for rule, _ in rules([first, second, past], 2019, None)] == [3.0]


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
