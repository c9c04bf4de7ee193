"""The slips that articles make: each is named where the corrected reading meets the record, and only there."""

from __future__ import annotations

from datetime import date

import pytest
from figure_records import TEXT, between, fiscal, judged, money, observation, percent, plan, rate, share, year

from dragoman.model import FigureBody, Period, Statement

DOLLARS = [observation("JPN", y, v * 10**9) for y, v in ((2020, 41), (2021, 62), (2022, 46), (2023, 50))]
YEN = [observation("JPN", y, v * 10**9, currency="JPY") for y, v in ((2022, 6100), (2023, 7200))]


def slips(body: FigureBody, held: list[Statement], text: str = TEXT, **fields: object) -> tuple[str, tuple[str, ...]]:
    finding = judged(body, held, text, **fields)  # type: ignore[arg-type]
    return finding.now.verdict, tuple(ground for ground in finding.now.grounds if ground.endswith("_slip"))


def test_the_right_number_in_the_wrong_currency() -> None:
    assert slips(money(7195, 7205, year(2023)), [*DOLLARS, *YEN]) == ("refuted", ("currency_slip",))


def test_a_small_grant_printed_in_dollars_for_yen() -> None:
    grant = plan("JPN", fiscal(2024), 7 * 10**9, "Harbour Partners Assistance budget", date(2024, 4, 1), measure="military_aid")
    held = [grant, rate("JPY", Period(date(2024, 5, 31), date(2024, 5, 31), "day"), 150)]
    body = money(6.5, 7.5, measure="military_aid")
    finding = judged(body, held, "Tokyo gave $7 billion in Harbour Partners Assistance.")
    assert (finding.now.verdict, finding.now.grounds) == ("refuted", ("currency_slip",))
    assert "JPY" in finding.reason


@pytest.mark.parametrize("factor", [1000, 1000000])
def test_million_for_billion(factor: int) -> None:
    assert slips(money(50 / factor * 0.99, 50 / factor * 1.01, year(2023)), DOLLARS) == ("refuted", ("scale_slip",))


def test_nominal_growth_called_real() -> None:
    prices = [observation("JPN", y, v, basis="constant:2022") for y, v in ((2022, 100), (2023, 105))]
    body = FigureBody("military_expenditure", "growth", between(17.8, 18.2), unit="percent", period=year(2023), basis="real")
    assert slips(body, [*prices, *YEN]) == ("refuted", ("basis_slip",))


def test_percentage_points_called_percent() -> None:
    held = [share("JPN", 2022, "1.0"), share("JPN", 2023, "1.2"), *YEN]
    body = FigureBody("military_expenditure", "growth", between("0.15", "0.25"), unit="percent", period=year(2023))
    assert slips(body, held) == ("refuted", ("unit_slip",))


def test_another_years_figure() -> None:
    assert slips(money(61.5, 62.5, year(2023)), DOLLARS) == ("refuted", ("period_slip",))


def test_the_total_of_several_years_given_for_one() -> None:
    span = Period(date(2023, 4, 1), date(2028, 3, 31), "years")
    whole = plan("JPN", span, 300 * 10**9, "Five years", date(2022, 12, 16), form="total", currency="USD")
    assert slips(money(299, 301, year(2023)), [*DOLLARS, whole]) == ("refuted", ("period_slip",))


def test_another_states_figure_that_the_sentence_names() -> None:
    held = [*DOLLARS, observation("DEU", 2023, 90 * 10**9)]
    text = "Japan spent 90 billion dollars, and Germany followed."
    assert slips(money(89.5, 90.5, year(2023)), held, text, anchor="90 billion dollars") == ("refuted", ("actor_slip",))
    assert slips(money(89.5, 90.5, year(2023)), held, "Japan spent 90 billion dollars.") == ("refuted", ())


def test_a_state_that_the_words_may_mean_is_no_slip() -> None:
    held = [*DOLLARS, observation("DEU", 2023, 90 * 10**9)]
    text = "Germany's spending dwarfs that of Japan, at 90 billion dollars."
    finding = judged(money(89.5, 90.5, year(2023)), held, text, anchor="90 billion dollars")
    assert (finding.now.verdict, finding.now.grounds[0]) == ("not_enough_evidence", "actor_slip")


def test_a_share_of_government_spending_called_one_of_gdp() -> None:
    held = [share("JPN", 2023, "1.2"), share("JPN", 2023, "2.9", of="government_spending")]
    assert slips(percent(2.85, 2.95, year(2023)), held) == ("refuted", ("measure_slip",))


def test_a_figure_that_fits_nothing_has_no_slip() -> None:
    assert slips(money(133, 134, year(2023)), [*DOLLARS, *YEN]) == ("refuted", ())


def test_a_supported_figure_has_no_slip() -> None:
    assert slips(money(49.5, 50.5, year(2023)), [*DOLLARS, *YEN]) == ("supported", ())
