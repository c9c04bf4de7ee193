"""The outlook: scores, panels, paths, rules and the command, on made-up series."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.cli.outlook import register
from dragoman.errors import DragomanError, OutOfScope, UnreadableValue
from dragoman.estimate import rules as ruling
from dragoman.estimate.fit import Parameters, fit, revisions, shipped
from dragoman.estimate.panel import Panel, middle, regions
from dragoman.estimate.paths import simulate
from dragoman.estimate.scoring import brier, calibration, covered, crps, random_walk, skill

NUMBERS = st.floats(-1e3, 1e3)


def made_up(countries: int = 60, years: int = 60, seed: int = 3, shared: float = 0.0) -> Panel:
    """Return random walks with fat tails, and shares that return to their mean; `shared` is the region's part of a step."""
    stream = np.random.default_rng(seed)
    actors = tuple(sorted(regions()))[:countries]
    names = sorted({regions()[actor] for actor in actors})
    region = stream.normal(0, 0.1, (len(names), years))[[names.index(regions()[actor]) for actor in actors]]
    size = stream.uniform(0.03, 0.15, (countries, 1))
    steps = (1 - shared) * size * stream.standard_t(4, (countries, years)) + shared * region
    level = 22 + stream.normal(0, 2, (countries, 1)) + np.cumsum(steps + 0.04, axis=1)
    share = np.zeros((countries, years))
    for year in range(1, years):
        share[:, year] = 0.9 * share[:, year - 1] + 0.07 * stream.standard_normal(countries)
    constant = level - 0.02 * np.arange(years) + np.cumsum(stream.normal(0, 0.02, (countries, years)), axis=1)
    local = constant + 0.05 * np.arange(years) + np.cumsum(stream.normal(0, 0.02, (countries, years)), axis=1)
    return Panel(actors, tuple(range(1960, 1960 + years)), level, share + 0.7, constant, local)


@pytest.fixture(scope="module")
def panel() -> Panel:
    return made_up()


@pytest.fixture(scope="module")
def fitted(panel: Panel) -> Parameters:
    return fit(panel.until(2008), horizons=6)


# Scores


@given(arrays(float, st.integers(1, 30), elements=NUMBERS), NUMBERS)
def test_crps_is_the_mean_distance_less_half_the_mean_distance_between_draws(draws, outcome):
    draws = np.sort(draws)
    between = np.abs(draws[:, None] - draws[None, :]).mean()
    expected = np.abs(draws - outcome).mean() - between / 2
    assert crps(draws, np.array(outcome)) == pytest.approx(expected, abs=1e-6)


@given(NUMBERS, NUMBERS)
def test_a_forecast_of_one_value_scores_its_absolute_error(value, outcome):
    assert crps(np.array([value]), np.array(outcome)) == pytest.approx(abs(value - outcome))


def test_true_odds_score_better_than_any_other():
    stream = np.random.default_rng(1)
    outcome = stream.normal(0, 1, 4000)
    scores = {spread: crps(np.sort(stream.normal(0, spread, (4000, 100)), axis=1), outcome).mean() for spread in (0.5, 1.0, 2.0)}
    assert min(scores, key=scores.get) == 1.0


def test_brier_skill_and_calibration_count_what_happened():
    said, came = np.array([0.05, 0.05, 0.95, 0.95]), np.array([0.0, 1.0, 1.0, 1.0])
    assert brier(said, came) == pytest.approx((0.0025 + 0.9025 + 0.0025 + 0.0025) / 4)
    assert skill(0.5, 1.0) == 0.5
    assert [row.tolist() for row in calibration(said, came)] == [[2, 0.05, 0.5], [2, 0.95, 1.0]]


def test_intervals_hold_as_many_outcomes_as_they_say_for_a_normal_walk():
    stream = np.random.default_rng(2)
    walks = np.cumsum(stream.normal(0, 0.1, (3000, 41)), axis=1)
    naive = random_walk(walks[:, :40], 1, drift=False)[:, 0]
    assert covered(naive, walks[:, 40], 0.9).mean() == pytest.approx(0.9, abs=0.02)


def test_a_series_with_fewer_than_five_steps_has_no_naive_forecast():
    assert np.isnan(random_walk(np.array([[np.nan, 1.0, 1.1, 1.2]]), 2, drift=False)).all()


# Panels


def test_a_panel_leaves_out_zeros_and_keeps_gaps():
    panel = Panel.of({"level": {"AAA": {2000: 10.0, 2001: 0.0, 2003: 20.0}}, "share": {"BBB": {2002: 1.5}}})
    assert panel.years == (2000, 2001, 2002, 2003)
    assert np.isfinite(panel.level).tolist() == [[True, False, False, True], [False] * 4]
    assert panel.share[1, 2] == pytest.approx(np.log(1.5))


@given(arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 4)), elements=st.floats(-9, 9) | st.just(np.nan)))
def test_the_middle_of_a_year_is_the_median_of_what_is_known(values):
    found = middle(values)[0]
    for column in range(values.shape[1]):
        known = values[:, column][np.isfinite(values[:, column])]
        assert found[column] == pytest.approx(np.median(known)) if len(known) else np.isnan(found[column])


def test_an_empty_panel_and_an_unknown_country_are_refused():
    with pytest.raises(OutOfScope, match="no series"):
        Panel.of({"level": {"AAA": {2000: 0.0}}})
    with pytest.raises(OutOfScope, match="ZZZ"):
        made_up(5, 20).row("ZZZ")


# Paths


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(panel, fitted):
    first, second, other = (
        simulate(panel, fitted, to=2024, count=300, seed=seed).values["level"].tobytes() for seed in (1, 1, 2)
    )
    assert first == second != other


def test_a_country_has_the_same_paths_whoever_else_is_asked_for(panel, fitted):
    everyone = simulate(panel, fitted, to=2023, count=200)
    alone = simulate(panel, fitted, to=2023, count=200, actors=[panel.actors[7]])
    assert np.array_equal(alone.values["share"][0], everyone.values["share"][7])


def test_what_came_later_does_not_move_a_forecast(panel, fitted):
    later = panel.level.copy()
    later[:, panel.years.index(2009) :] += 3.0
    moved = replace(panel, level=later)
    one, other = (simulate(p.until(2008), fit(p.until(2008), horizons=2), to=2010, count=50) for p in (panel, moved))
    assert np.array_equal(one.values["level"], other.values["level"])


def test_intervals_hold_what_they_say_on_years_that_were_not_seen(panel, fitted):
    inside = []
    for origin in range(2008, 2014):
        paths = simulate(panel.until(origin), fitted, to=origin + 6, count=800, measures=("level", "share"))
        for measure in ("level", "share"):
            truth = panel.series(measure)[:, panel.years.index(origin + 1) : panel.years.index(origin + 6) + 1]
            inside.append(covered(np.sort(paths.values[measure], axis=-1), truth, 0.9))
    assert np.mean(inside) == pytest.approx(0.9, abs=0.03)


def test_countries_of_one_region_move_together_where_they_did():
    panel = made_up(shared=0.7)
    paths = simulate(panel, fit(panel, horizons=1), to=2020, count=4000, measures=("level",))
    names = [regions()[actor] for actor in panel.actors]
    ranks = np.argsort(np.argsort(paths.values["level"][:, 0], axis=1), axis=1)
    found = np.corrcoef(ranks)
    pairs = [(i, j) for i in range(len(names)) for j in range(i)]
    same = np.mean([found[i, j] for i, j in pairs if names[i] == names[j]])
    other = np.mean([found[i, j] for i, j in pairs if names[i] != names[j]])
    assert same > other + 0.2


def test_ranks_are_a_permutation_in_every_path(panel, fitted):
    paths = simulate(panel, fitted, to=2021, count=40, actors=panel.actors[:8])
    ranks = np.array([paths.rank(actor, "level", 2021) for actor in paths.actors])
    assert (np.sort(ranks, axis=0) == np.arange(1, 9)[:, None]).all()


def test_questions_agree_with_one_another(panel, fitted):
    paths = simulate(panel, fitted, to=2023, count=500, actors=panel.actors[:3])
    actor, other = paths.actors[:2]
    mark = float(np.median(paths.draws(actor, "share", 2022)))
    every = paths.within(actor, "share", (2021, 2022), mark, None)
    assert (every <= paths.within(actor, "share", (2022,), mark, None)).all()
    first = paths.first_year(actor, "share", at_least=mark)
    assert ((first == 0) == ~np.any([paths.within(actor, "share", (y,), mark, None) for y in paths.years], axis=0)).all()
    assert (paths.overtakes(actor, other, "level", 2022) ^ paths.overtakes(other, actor, "level", 2022)).all()
    total = paths.total(actor, "level", (2020, 2021))
    assert np.allclose(total, paths.draws(actor, "level", 2020) + paths.draws(actor, "level", 2021))
    known = np.exp(panel.level[panel.row(actor), panel.years.index(2019)])
    assert np.allclose(paths.growth(actor, "level", 2019, 2021), (paths.draws(actor, "level", 2021) / known - 1) * 100, rtol=1e-3)


def test_a_gap_before_the_origin_widens_the_odds_and_a_longer_one_takes_them_away(panel, fitted):
    def spread(missing: int) -> float:
        level = panel.level.copy()
        level[4, len(panel.years) - missing :] = np.nan
        paths = simulate(replace(panel, level=level), fitted, to=2020, count=1000, actors=[panel.actors[4]], measures=("level",))
        low, high = paths.quantiles(panel.actors[4], "level", (0.05, 0.95))[0]
        return float(np.log(high / low))

    assert spread(2) > spread(0)
    with pytest.raises(OutOfScope, match="too short, has a gap"):
        spread(5)


@pytest.mark.parametrize(("to", "words"), [(2031, "12 years after"), (2019, "no year ahead")])
def test_horizons_past_ten_years_or_not_ahead_are_refused(panel, fitted, to, words):
    with pytest.raises(OutOfScope, match=words):
        simulate(panel, fitted, to=to, count=10)


def test_too_little_to_learn_from_is_refused():
    with pytest.raises(OutOfScope, match="at least 400"):
        fit(made_up(5, 30))
    with pytest.raises(OutOfScope, match="too short"):
        fit(made_up(60, 9))


def test_room_for_revision_is_learnt_from_pairs_of_releases(panel):
    actors = tuple(f"C{number:02d}" for number in range(120))
    level = np.zeros((120, 3))
    older = Panel(actors, (2000, 2001, 2002), level, level, level, level)
    wider = np.zeros((120, 4))
    newer = Panel(actors, (2000, 2001, 2002, 2003), wider + np.linspace(-0.1, 0.1, 120)[:, None], wider, wider, wider)
    assert revisions([older]) == {}
    found = revisions([older, newer])
    assert found["level"][0, [0, 100, 200]] == pytest.approx([-0.1, 0, 0.1])
    assert np.array_equal(found["level"], found["local"])
    assert not found["share"].any()


def test_parameters_survive_json(fitted, panel):
    again = Parameters.from_json(fitted.to_json())
    one, other = (simulate(panel, p, to=2021, count=20).values["level"] for p in (fitted, again))
    # Rounding to six places moves a path to a neighbouring error now and then.
    assert (np.abs(one - other) < 1e-3).mean() > 0.98
    assert (again.names, again.until) == (fitted.names, 2008)


@pytest.mark.parametrize(
    ("day", "until"), [("2018-01-01", 2019), ("2022-12-31", 2020), ("2023-04-23", 2020), ("2023-04-24", 2022), (None, 2025)]
)
def test_the_parameters_of_a_day_have_seen_nothing_that_was_published_later(day, until):
    found = shipped(date.fromisoformat(day) if day else None)
    assert found.until == until
    for name, region in found.region.items():
        assert np.allclose(np.diag(found.world + region + found.own[name]), 1, atol=1e-3)


def test_what_is_asked_for_beside_a_countrys_year_does_not_move_its_paths(panel, fitted):
    actor = panel.actors[7]
    long = simulate(panel, fitted, to=2025, count=101, actors=[actor])
    for measures in (("level",), ("local",), ("share", "level")):
        short = simulate(panel, fitted, to=2021, count=101, actors=[actor], measures=measures)
        for measure in measures:
            assert np.array_equal(short.draws(actor, measure, 2021), long.draws(actor, measure, 2021))


def test_shocks_that_were_kept_give_the_same_paths(panel, fitted):
    first, again = (simulate(panel, fitted, to=2023, count=300, seed=77).values["share"] for _ in range(2))
    apart = simulate(panel, replace(fitted, basis="read anew"), to=2023, count=300, seed=77).values["share"]
    assert np.array_equal(first, again)
    assert np.array_equal(first, apart)


def test_paths_begin_after_the_last_figure_of_the_series_that_ends_first(panel, fitted):
    share = panel.share.copy()
    share[4, -1] = np.nan
    actor, other = panel.actors[4], panel.actors[5]
    behind = replace(panel, share=share)
    paths = simulate(behind, fitted, to=2022, count=400, actors=[actor, other])
    assert (paths.ahead(actor, "share"), paths.ahead(actor, "level")) == ((2019, 2020, 2021, 2022), (2020, 2021, 2022))
    assert len(paths.quantiles(actor, "share", (0.5,))) == 4
    known = np.exp(panel.level[4, -1])
    assert paths.draws(actor, "level", 2019) == pytest.approx(np.full(400, known), rel=1e-5)
    kept = ruling.apply(paths, [ruling.parse("3% of GDP in 2021", actor)])
    assert kept.draws(actor, "level", 2019) == pytest.approx(np.full(400, known), rel=1e-5)
    assert kept.draws(actor, "share", 2021) == pytest.approx(np.full(400, 3.0), rel=1e-4)
    alone = simulate(behind, fitted, to=2022, count=400, actors=[other])
    assert np.array_equal(alone.draws(other, "share", 2022), paths.draws(other, "share", 2022))


def test_exchange_rates_prices_and_gdp_lie_between_the_measures_of_one_path(panel, fitted):
    paths = simulate(panel, fitted, to=2022, count=3000, actors=[panel.actors[3]])
    actor = panel.actors[3]
    assert np.allclose(paths.rate(actor, 2021) * paths.draws(actor, "level", 2021), paths.draws(actor, "local", 2021), rtol=1e-4)
    assert np.median(paths.inflation(actor, 2019, 2022)) > 5
    steps = np.log(paths.rate(actor, 2020) / paths.rate(actor, 2019))
    own = np.diff((panel.local - panel.level)[3])
    assert 0.3 < np.subtract(*np.quantile(steps, [0.75, 0.25])) / np.subtract(*np.quantile(own, [0.75, 0.25])) < 4


# Rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2% of GDP in 2027", ("share", 2.0, 2027, 2027, "equals")),
        ("at least 3.5 percent of GDP by 2035", ("share", 3.5, 2035, 2035, "at_least")),
        ("no more than 1.8 % of its GDP from 2026", ("share", 1.8, 2026, 9999, "at_most")),
        ("7% a year to 2030", ("growth", 7.0, 2030, 2030, "equals")),
        ("-2.5 per cent per year until 2028", ("growth", -2.5, 2028, 2028, "equals")),
        ("$90 billion in FY2027", ("level", 90e9, 2027, 2027, "equals")),
        ("1.2 trillion dollars by 2029", ("level", 1.2e12, 2029, 2029, "equals")),
        ("2% of GDP in 2026-2028", ("share", 2.0, 2026, 2028, "equals")),
        ("43 trillion yen over FY2023-27", ("total", 43e12, 2023, 2027, "equals")),
        ("at least 300 billion dollars over 2024 to 2028", ("total", 300e9, 2024, 2028, "at_least")),
        ("JPY 9 trillion in 2026", ("level", 9e12, 2026, 2026, "equals")),
    ],
)
def test_rules_are_read(text, expected):
    rule = ruling.parse(text, "JPN")
    assert (rule.form, rule.value, rule.year, rule.end, rule.bound) == expected
    assert rule.measure == ("share" if "GDP" in text else "local" if "yen" in text or "JPY" in text else "level")


@pytest.mark.parametrize(
    "text",
    ["more", "2% of GDP", "0% of GDP in 2027", "2% of GDP in 2029-2027", "90 billion euros in 2027", "9 billion USD over 2027"],
)
def test_what_is_no_rule_is_refused_in_one_sentence(text):
    with pytest.raises(UnreadableValue):
        ruling.parse(text, "JPN")


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("2% of GDP in 2027", "3% of GDP in 2027"), "contradict"),
        (("at least 3% of GDP from 2026", "at most 2% of GDP in 2028"), "contradict"),
        (("2% of GDP in 2020",), "figures reach to 2025"),
        (("2% of GDP in 2045",), "more than ten years"),
    ],
)
def test_rules_that_nothing_can_meet_are_refused(texts, words):
    with pytest.raises(OutOfScope, match=words):
        ruling.check([ruling.parse(text, "JPN") for text in texts], 2025)


def test_rules_that_can_both_hold_pass():
    texts = ("at least 2% of GDP from 2026", "3% of GDP in 2028", "5% a year to 2028")
    ruling.check([ruling.parse(text, "JPN") for text in texts], 2025)


def test_a_kept_rule_is_met_and_moves_level_and_share_alike(panel, fitted):
    actor = panel.actors[3]
    free = simulate(panel, fitted, to=2024, count=400, actors=[actor])
    kept = ruling.apply(free, [ruling.parse("3% of GDP in 2022", actor)])
    assert np.allclose(kept.draws(actor, "share", 2022), 3.0, rtol=1e-4)
    gdp = [paths.values["level"][0] - paths.values["share"][0] for paths in (free, kept)]
    assert np.allclose(*gdp, atol=1e-4)


def test_a_rule_kept_sometimes_moves_that_part_of_the_paths(panel, fitted):
    actor = panel.actors[3]
    free = simulate(panel, fitted, to=2022, count=4000, actors=[actor])
    rule = replace(ruling.parse("9% of GDP in 2022", actor), kept=0.3)
    met = ruling.apply(free, [rule]).within(actor, "share", (2022,), 8.9, 9.1).mean()
    assert met == pytest.approx(0.3, abs=0.03)


def test_a_floor_never_lowers_and_a_ceiling_never_raises(panel, fitted):
    actor = panel.actors[3]
    free = simulate(panel, fitted, to=2023, count=300, actors=[actor])
    before = free.values["share"]
    assert (ruling.apply(free, [ruling.parse("at least 2% of GDP from 2021", actor)]).values["share"] >= before).all()
    assert (ruling.apply(free, [ruling.parse("at most 2% of GDP from 2021", actor)]).values["share"] <= before).all()


def test_a_rule_of_growth_puts_the_middle_of_the_paths_on_it(panel, fitted):
    actor = panel.actors[3]
    paths = ruling.apply(simulate(panel, fitted, to=2023, count=400, actors=[actor]), [ruling.parse("10% a year to 2022", actor)])
    last = np.exp(panel.level[3, -1])
    assert paths.quantiles(actor, "level", (0.5,))[:3, 0] == pytest.approx(last * 1.1 ** np.arange(1, 4), rel=1e-3)


@pytest.mark.parametrize("text", ["900 billion dollars over 2020-2024", "100 billion dollars over 2018-2022"])
def test_a_kept_total_is_met_what_was_spent_already_counted(panel, fitted, text):
    actor = panel.actors[int(np.argmax(panel.level[:, -1]))]
    rule = ruling.parse(text, actor)
    free = simulate(panel, fitted, to=2024, count=300, actors=[actor])
    size = float(np.median(free.total(actor, "level", range(rule.year, rule.end + 1))))
    for part in (0.8, 1.0, 1.3):
        wanted = replace(rule, value=part * size)
        kept = ruling.apply(free, [wanted])
        total = kept.total(actor, "level", range(rule.year, rule.end + 1))
        assert (np.abs(total / wanted.value - 1) < 0.01).mean() > 0.9
        assert np.array_equal(kept.draws(actor, "level", 2019), free.draws(actor, "level", 2019))
        assert (ruling.apply(free, [replace(wanted, bound="at_least")]).values["level"] >= free.values["level"] - 1e-6).all()


def test_a_total_whose_past_is_not_known_or_that_goes_on_after_the_paths_is_not_followed(panel, fitted):
    free = simulate(panel, fitted, to=2022, count=50, actors=[panel.actors[3]])
    for text in ("90 billion dollars over 1950-2021", "90 billion dollars over 2020-2024"):
        assert not ruling.follows(free, ruling.parse(text, panel.actors[3]))


def test_the_chance_that_a_rule_is_kept_grows_out_of_what_was_known_by_the_day():
    assert ruling.chance(date(2010, 1, 1)) == (0.5, 0, 0)
    early, late = ruling.chance(date(2020, 1, 1)), ruling.chance(None)
    assert early[0] == pytest.approx((early[1] + 1) / (early[2] + 2))
    assert late[2] > early[2]
    assert late[0] > early[0]


# The command

runner = CliRunner()
register(app)


def run(*words: str) -> str:
    result = runner.invoke(app, ["outlook", *words], catch_exceptions=True)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_table_shows_what_was_and_every_year_ahead():
    lines = run("JPN", "--to", "2028").splitlines()
    assert [line.split()[0] for line in lines if line[:6].strip().isdigit()][-5:] == ["2024", "2025", "2026", "2027", "2028"]
    assert any("43 trillion JPY in all from 2023 to 2027" in line for line in lines)


def test_a_country_is_asked_for_by_name_or_code():
    assert run("japan", "--over", "South Korea", "--paths", "500") == run("JPN", "--over", "KOR", "--paths", "500")


def test_json_quantiles_ascend_and_a_rule_holds_in_its_year():
    options = ("--measure", "military_expenditure_share", "--known-by", "2022-12-31", "--to", "2028", "--at-least", "1.99")
    body = json.loads(run("JPN", *options, "--rule", "2% of GDP in 2027", "--format", "json"))
    for row in body["odds"]:
        assert row["p5"] <= row["p25"] <= row["p50"] <= row["p75"] <= row["p95"]
    assert next(row for row in body["odds"] if row["year"] == 2027)["odds"] == 1.0
    assert max(row["year"] for row in body["history"]) < 2022
    assert sum(body["first_year"].values()) == pytest.approx(1, abs=0.01)


def test_a_share_that_ends_a_year_before_the_dollars_leaves_no_year_out():
    options = ("--measure", "military_expenditure_share", "--known-by", "2022-12-31", "--to", "2025", "--format", "json")
    body = json.loads(run("JPN", *options))
    years = [row["year"] for row in (*body["history"], *body["odds"])]
    assert years == list(range(years[0], 2026))


def test_a_sum_in_the_states_own_money_counts_what_was_spent():
    options = ("--currency", "JPY", "--total", "2023-2027", "--format", "json", "--paths", "2000", "--no-plans")
    body = json.loads(run("JPN", *options, "--at-least", "43e12"))
    assert body["unit"] == "JPY"
    assert 0 < body["total"]["odds"] < 1
    assert body["total"]["p5"] < 43e12 < body["total"]["p95"]
    spent = sum(row["value"] for row in body["history"] if row["year"] >= 2023)
    assert spent < body["total"]["p5"]
    kept = json.loads(run("JPN", *options, "--rule", "50 trillion yen over 2023-2027"))
    assert kept["total"]["p5"] == pytest.approx(50e12, rel=0.01)


def test_amounts_in_anothers_money_go_by_the_path_of_its_rate():
    euros, dollars = (json.loads(run("JPN", *words, "--format", "json")) for words in (("--currency", "EUR"), ()))
    for one, other in zip(euros["odds"], dollars["odds"], strict=True):
        assert 0.5 < one["p50"] / other["p50"] < 1.2
    assert euros["unit"] == "EUR"


def test_growth_overtaking_and_a_place_have_odds_year_by_year():
    growth = json.loads(run("KOR", "--growth", "2025-2030", "--at-least", "20", "--over", "JPN", "--format", "json"))
    assert 0 < growth["growth"]["odds"] < 1
    assert sum(growth["first_over"].values()) == pytest.approx(1, abs=0.01)
    assert "first spends more than Japan" in run("KOR", "--over", "JPN")
    place = json.loads(run("rank", "--country", "KOR", "--year", "2028", "--place", "10", "--format", "json", "--paths", "2000"))
    assert place["by_year"]["2028"] == place["at_least"]["10"]


def test_the_odds_of_a_year_do_not_change_with_the_last_year_asked_for():
    near, far = (json.loads(run("DEU", "--to", to, "--format", "json", "--paths", "500"))["odds"] for to in ("2027", "2034"))
    assert near == far[: len(near)]


def test_odds_of_a_rank_add_up():
    body = json.loads(run("rank", "--country", "JPN", "--year", "2027", "--format", "json", "--paths", "2000"))
    assert sum(body["rank"].values()) == pytest.approx(1, abs=0.01)
    assert body["at_least"]["3"] == pytest.approx(sum(body["rank"].get(str(place), 0) for place in (1, 2, 3)), abs=0.01)


@pytest.mark.parametrize(("form", "start"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("html", b"<!DOCTYPE html>")])
def test_charts_are_drawn_without_a_network(tmp_path, form, start):
    target = tmp_path / f"fan.{form}"
    run("KOR", "--format", form, "--out", str(target))
    data = target.read_bytes()
    assert data.lstrip().startswith(start)
    assert b'src="http' not in data


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ZZZ",), "no single country is called ZZZ"),
        (("JPN", "--to", "2050"), "one to 10 years ahead"),
        (("JPN", "--to", "2020"), "no year ahead"),
        (("JPN", "--measure", "military_expenditure_constant"), "too short"),
        (("JPN", "--rule", "soon"), "not understood"),
        (("JPN", "--rule", "2% of GDP in 2027", "--rule", "4% of GDP in 2027"), "contradict"),
        (("JPN", "--known-by", "yesterday"), "is no date"),
        (("JPN", "--known-by", "1999-01-01"), "no series"),
        (("JPN", "--measure", "happiness"), "no measure"),
        (("JPN", "--format", "gif"), "choose table"),
        (("rank", "--year", "2027"), "give --country and --year"),
        (("JPN", "--known-by", "2999-01-01"), "not known yet"),
        (("JPN", "--total", "2027"), "are no years"),
        (("JPN", "--growth", "2030-2026"), "from an earlier to a later one"),
        (("JPN", "--total", "2023-2027", "--measure", "military_expenditure_share"), "have no total"),
        (("JPN", "--currency", "XXX"), "no exchange rate of XXX"),
        (("JPN", "--currency", "EUR", "--measure", "military_expenditure_share"), "leave it out"),
        (("JPN", "--rule", "43 trillion euros over 2023-2027"), "own money (JPY)"),
        (("JPN", "--place", "3"), "belong to `rank`"),
        (("Narnia",), "no single country is called Narnia"),
        (("Korea",), "no single country is called Korea"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(words, said):
    result = runner.invoke(app, ["outlook", *words])
    assert isinstance(result.exception, DragomanError)
    assert said in str(result.exception)
    assert str(result.exception).count("\n") == 0
