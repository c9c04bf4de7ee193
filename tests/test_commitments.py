"""Obligations, the chance of joining, the cascade, and commitment claims."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.cli.commitments import lead, notes, render
from dragoman.errors import OutOfScope, UnreadableValue
from dragoman.estimate import obligations
from dragoman.estimate.commitments import contingency as contingency_
from dragoman.estimate.commitments.cascade import ATTACKER, OUT, TARGET, Cascade, Pledge, Situation, at_outset, tables
from dragoman.estimate.commitments.contingency import chance, contingency, kept
from dragoman.estimate.commitments.features import NUMBERS, features, today
from dragoman.estimate.commitments.model import Shared, load, parameters, sigmoid
from dragoman.estimate.commitments.states import rivalries, rivals, states
from dragoman.kinds.commitment.ask import ask
from dragoman.kinds.commitment.judge import judge
from dragoman.kinds.commitment.words import articles, attack, says
from dragoman.model import Article, Attribution, Claim, CommitmentBody, Modality, Period, Sentence, Span, Statement, Vintage
from evaluation import _backtest, commitments

DAY = date(2023, 4, 14)


def membership(state, organisation, joined):
    """Return an accession as the register holds it."""
    return Statement(
        id=f"register:tie:{state}-{organisation}",
        kind="tie",
        actor="",
        measure="membership",
        vintage=Vintage("register", "1", joined),
        period=Period(joined, None, "open"),
        publisher="p",
        title="t",
        url="https://example.org",
        parties=tuple(sorted((state, organisation))),
        in_force=Period(joined, joined, "day"),
    )


NATO = [membership(state, "org:NATO", date(1949, 8, 24)) for state in ("USA", "FRA", "NOR")]
NATO.append(membership("FIN", "org:NATO", date(2023, 4, 4)))


def at(found, by, to):
    return [one for one in found if one.by == by and one.to == to]


# Obligations


def test_every_instrument_is_coded_whole():
    for one in obligations.instruments():
        assert one.pledge
        assert one.article
        assert one.conditions
        assert one.source[2].startswith("http")
        assert not one.scope or one.scope == "parties" or one.scope in obligations.scopes()
        assert one.signed <= one.since
        assert {*one.binds, *one.owed_to, *one.joined, *one.left} <= set(one.members)


def test_a_member_owes_nothing_before_it_joins():
    before, after = obligations.owed(NATO, date(2023, 4, 3)), obligations.owed(NATO, date(2023, 4, 4))
    pact = {"north-atlantic-treaty"}
    assert not [one for one in at(before, "NOR", "FIN") if one.instrument.id in pact]
    assert [one for one in at(after, "NOR", "FIN") if one.instrument.id in pact]


def test_an_attack_outside_the_area_of_the_treaty_sets_nothing_off():
    found = at(obligations.owed([], DAY), "USA", "JPN")
    treaty = next(one for one in found if one.instrument.id == "us-japan-1960")
    assert obligations.triggered(treaty, "CHN", "JPN").applies is True
    assert obligations.triggered(treaty, "CHN", "JPN", where="DJI").applies is False
    back = next(one for one in at(obligations.owed([], DAY), "JPN", "USA") if one.instrument.id == "us-japan-1960")
    assert obligations.triggered(back, "CHN", "USA").applies is False


def test_a_law_without_a_duty_to_fight_never_applies():
    found = next(one for one in obligations.owed([], DAY) if one.instrument.id == "taiwan-relations-act")
    assert not found.fights
    assert obligations.triggered(found, "CHN", "TWN").applies is False
    assert not at(obligations.owed([], DAY), "TWN", "USA")


def test_a_suspended_pledge_is_owed_one_way_only():
    assert not at(obligations.owed([], DAY), "USA", "NZL")
    assert at(obligations.owed([], DAY), "NZL", "USA")
    assert at(obligations.owed([], date(1980, 1, 1)), "USA", "NZL")


def test_a_treaty_not_yet_public_is_not_known():
    assert at(obligations.owed([], date(2025, 1, 1)), "RUS", "PRK")
    assert not at(obligations.owed([], date(2025, 1, 1), known_by=date(2024, 6, 1)), "RUS", "PRK")


def test_parties_join_and_leave():
    pact = next(one for one in obligations.instruments() if one.id == "eu-42-7")
    assert "GBR" in obligations.members(pact, [], date(2020, 1, 31))
    assert "GBR" not in obligations.members(pact, [], date(2020, 2, 1))
    assert "HRV" not in obligations.members(pact, [], date(2013, 6, 30))


def test_a_pledge_is_owed_only_to_those_whom_its_text_names():
    found = [one for one in obligations.owed([], DAY) if one.instrument.id in ("five-power-1971", "budapest-1994")]
    assert {one.to for one in found} == {"MYS", "SGP", "UKR"}
    assert not [one for one in found if one.by == "UKR"]


def test_a_treaty_whose_entry_into_force_was_not_seen_is_left_open():
    found = next(one for one in obligations.owed([], date(2026, 1, 1)) if one.instrument.id == "nancy-2025" and one.to == "POL")
    assert obligations.triggered(found, "RUS", "POL").applies is None


def test_a_treaty_reaches_no_war_outside_the_area_that_it_names():
    answer = contingency("CHN", "TWN", NATO, on=DAY, play=False)
    place = pledged_in("CHN", "TWN", answer)
    assert "north-atlantic-treaty" not in place
    assert "eu-42-7" not in place
    assert {"us-philippines-1951", "china-dprk-1961"} <= place
    assert "north-atlantic-treaty" in pledged_in("RUS", "FIN", contingency("RUS", "FIN", NATO, on=DAY, play=False))


def pledged_in(attacker, target, answer):
    """Return the instruments that the cascade of a contingency reads."""
    played = contingency_.situation(attacker, target, answer.pledged, answer.candidates, answer.on)
    return {one.instrument for one in played.pledges}


def test_what_is_no_treaty_moves_no_number():
    answer = contingency("IRN", "QAT", [], on=date(2026, 1, 1), play=False)
    assert any(one.applies and one.instrument.weight == "order" for one in answer.obligations)
    assert "us-qatar-order-2025" not in pledged_in("IRN", "QAT", answer)


# Rivals


def test_every_rivalry_is_between_two_states_of_today_and_cites_a_page():
    found = rivalries()
    assert len({one.states for one in found}) == len(found)
    for one in found:
        assert len(one.states) == 2
        assert one.states <= set(states())
        assert one.source[2].startswith("http")
        assert all(one.source)
        assert one.why


def test_a_rivalry_counts_from_its_day_and_is_unknown_otherwise():
    pair = frozenset(("CHN", "USA"))
    assert pair in rivals(DAY)
    assert pair not in rivals(date(2022, 10, 11))
    made = Situation(("CHN",), ("TWN",), ("USA", "BRA"), states(), (), 2023, rivals=rivals(DAY))
    found = tables(made, [np.full(2, OUT, dtype=np.int8)])
    opponent, principal = (found[f"rival_{name}"].reshape(2, 2) for name in ("opponent", "principal"))
    assert opponent[0, TARGET] == 1
    assert principal[0, ATTACKER] == 1
    assert np.isnan(opponent[1]).all()


@pytest.mark.parametrize(("attacker", "target", "joiner"), [("CHN", "TWN", "USA"), ("CHN", "TWN", "JPN"), ("RUS", "UKR", "POL")])
def test_a_rival_of_the_attacker_joins_the_target_sooner_than_the_attacker(attacker, target, joiner):
    held = rivals(date(2024, 1, 1))
    known, unknown = (
        at_outset(Situation((attacker,), (target,), (joiner,), states(), (), 2024, rivals=pairs), load("today"))[joiner]
        for pairs in (held, held - {frozenset((attacker, joiner))})
    )
    assert known["target"][0] > unknown["target"][0]
    assert known["attacker"][0] < unknown["attacker"][0]


# The model


def table(rows=6, **fixed):
    """Return a table of the model with plausible numbers, some columns set."""
    luck = np.random.default_rng(1)
    made = {name: luck.random(rows) for name in NUMBERS}
    made |= {"conflict": np.zeros(rows), "year": np.full(rows, 1950.0), "war": np.ones(rows), "n_originators": np.ones(rows)}
    made |= {"n_opponents": np.ones(rows), "capdist_principal_km": np.full(rows, 900.0), "cinc_joiner": np.full(rows, 0.01)}
    return made | {name: np.full(rows, float(value)) for name, value in fixed.items()}


@pytest.mark.parametrize("name", ["joined", "joined_opposite", "join_lag_days", "post_fatality", "post_hostlev"])
def test_outcomes_are_refused_as_predictors(name):
    with pytest.raises(ValueError, match=name):
        features({**table(), name: np.zeros(6)})


def test_nothing_unknown_of_today_is_read_by_the_model_of_today():
    model = load("today")
    assert set(model.trees.names) == set(today(tuple(features(table()))))
    blind = {
        **table(),
        **{name: np.full(6, np.nan) for name in NUMBERS if name.startswith(("polyarchy", "exercises", "arms"))},
    }
    assert np.array_equal(model.probability(blind), model.probability(table()))


@pytest.mark.parametrize("name", ["full", "today"])
def test_unknown_features_still_give_a_probability(name):
    unknown = table() | {column: np.full(6, np.nan) for column in ("cinc_joiner", "capdist_principal_km", "polyarchy_joiner")}
    found = load(name).probability(unknown)
    assert np.all((found > 0) & (found < 1))


@given(st.lists(st.floats(-12, 3), min_size=1, max_size=12), st.floats(0.2, 3))
def test_the_shared_effect_keeps_bounds(own, sd):
    shared = Shared(0.0, 1.0, sd)
    logits = np.array(own)
    each = shared.average(logits)
    some = shared.anyone(logits, np.zeros(len(own), dtype=int))[0]
    independent = 1 - np.prod(1 - each)
    assert each.max() - 1e-9 <= some <= independent + 1e-9


@given(st.lists(st.floats(-6, 6), min_size=2, max_size=30))
def test_the_shared_effect_keeps_the_order_of_states(own):
    logits = np.sort(np.array(own))
    assert np.all(np.diff(Shared(-0.3, 1.2, 2.0).average(logits)) >= -1e-12)


def test_trees_and_lines_come_back_from_json_as_scikit_learn_had_them():
    ensemble = pytest.importorskip("sklearn.ensemble")
    from evaluation._fit_commitments import _node

    luck = np.random.default_rng(3)
    x = luck.normal(size=(600, 4))
    x[luck.random(x.shape) < 0.1] = np.nan
    y = (np.nan_to_num(x[:, 0]) + np.nan_to_num(x[:, 1] * x[:, 2]) + luck.normal(size=600) > 0.5).astype(float)
    grown = ensemble.HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=8, early_stopping=False, random_state=0).fit(x, y)
    from dragoman.estimate.commitments.model import _trees

    raw = {
        "names": list("abcd"),
        "base": float(grown._baseline_prediction[0, 0]),
        "depth": max(int(tree.nodes["depth"].max()) for (tree,) in grown._predictors),
        "trees": [[_node(node) for node in tree.nodes] for (tree,) in grown._predictors],
    }
    ours = _trees(raw)({name: x[:, i] for i, name in enumerate("abcd")})
    assert np.allclose(ours, grown.decision_function(x), atol=1e-3)


# The cascade


def situation(pledges=(), candidates=("USA", "JPN", "DEU", "FRA"), war=True):
    return Situation(("CHN",), ("KOR",), tuple(candidates), states(), tuple(pledges), 2020, war)


PACT = [Pledge("pact", by, to, frozenset(("defense", "consul"))) for by, to in (("USA", "KOR"), ("KOR", "USA"))]
CHAIN = [
    *PACT,
    *(Pledge("chain", by, to, frozenset(("defense",)), bilateral=False) for by, to in (("FRA", "USA"), ("USA", "FRA"))),
]


def test_the_same_seed_gives_the_same_runs():
    one, other = (Cascade(situation(CHAIN), load("today"), runs=300).outcome() for _ in range(2))
    assert one == other


def test_a_state_joins_one_side_once_and_never_before_round_one():
    side, when = Cascade(situation(CHAIN), load("today"), runs=400).play()
    assert set(np.unique(side)) <= {OUT, ATTACKER, TARGET}
    assert np.all((when > 0) == (side != OUT))


def test_cutting_what_nobody_holds_changes_nothing():
    cascade = Cascade(situation(PACT), load("today"), runs=300)
    assert np.array_equal(cascade.play()[0], cascade.play(cut=("another",))[0])


def test_cutting_every_pledge_is_the_same_as_having_none():
    with_, without = Cascade(situation(CHAIN), load("today"), runs=400), Cascade(situation(), load("today"), runs=400)
    assert np.array_equal(with_.play(cut=("pact", "chain"))[0], without.play()[0])


def test_replaying_some_runs_alone_gives_what_they_gave_among_all():
    cascade = Cascade(situation(CHAIN), load("today"), runs=300)
    some = np.arange(300) % 3 == 0
    assert np.array_equal(cascade.play(only=some)[0][some], cascade.play()[0][some])


def test_a_new_belligerent_brings_its_own_pledges_into_play():
    empty, usa = np.full(4, OUT, dtype=np.int8), np.array([TARGET, OUT, OUT, OUT], dtype=np.int8)
    found = tables(situation(CHAIN), [empty, usa])
    held = found["ob_defense"].reshape(2, 4, 2)
    france, target = 3, 1
    assert held[0, france, target] == 0
    assert held[1, france, target] == 1
    assert held[1, france, 0] == 0
    assert np.array_equal(found["cinc_side"].reshape(2, 4, 2)[0], found["cinc_side"].reshape(2, 4, 2)[1])


def test_pledges_to_one_side_are_the_other_rows_opposite():
    found = tables(situation(PACT), [np.full(4, OUT, dtype=np.int8)])
    own, against = (found[name].reshape(4, 2) for name in ("ob_defense", "opp_ob_defense"))
    assert own[0].tolist() == [0, 1]
    assert against[0].tolist() == [1, 0]


def test_shares_intervals_and_counts_agree():
    outcome = Cascade(situation(CHAIN), load("today"), runs=500).outcome()
    assert sum(outcome.count) == pytest.approx(1)
    assert outcome.anyone == pytest.approx(1 - outcome.count[0])
    mean = sum(number * share for number, share in enumerate(outcome.count))
    assert mean == pytest.approx(sum(sum(row.values()) for row in outcome.joined.values()))
    for name, sides in outcome.interval.items():
        for side, (low, _, _, high) in sides.items():
            assert low <= outcome.joined[name][side] <= high


def test_at_the_outset_the_ally_of_the_target_stands_with_it():
    found = at_outset(situation(PACT), load("today"))
    low, high = found["USA"]["target"][1:]
    assert low <= found["USA"]["target"][0] <= high
    assert found["USA"]["target"][0] > at_outset(situation(), load("today"))["USA"]["target"][0]


# One contingency


def test_a_contingency_says_unit_years_sample_and_what_it_leaves_out():
    answer = contingency("RUS", "FIN", NATO, on=date(2024, 1, 1), runs=200)
    told = " ".join([*lead(answer), *notes(answer)])
    for words in ("Unit:", "1823 to 2003", "61 wars", "Base rate", "no prediction", "nuclear weapons", "Left out"):
        assert words in told
    applying = {one.by for one in answer.obligations if one.applies and one.instrument.id == "north-atlantic-treaty"}
    assert applying == {"USA", "FRA", "NOR"}
    made = json.loads(render(answer, "json"))
    assert made["drawn_in"]["runs"] == 200
    assert "svg" in render(answer, "html")
    assert "Russia" in render(answer, "table")


def test_what_was_public_later_obliges_nobody():
    before = contingency("RUS", "FIN", NATO, on=date(2024, 1, 1), known_by=date(2023, 1, 1), play=False)
    assert not [one for one in before.obligations if one.applies and one.instrument.id == "north-atlantic-treaty"]


@pytest.mark.parametrize(
    ("attacker", "target", "on", "error"),
    [
        ("CHN", "CHN", DAY, OutOfScope),
        ("CHN", "QQQ", DAY, UnreadableValue),
        ("RUS", "UKR", date(1950, 1, 1), OutOfScope),
        ("RUS", "TUR", date(1815, 1, 1), OutOfScope),
    ],
)
def test_bad_questions_end_in_one_sentence(attacker, target, on, error):
    with pytest.raises(error) as caught:
        contingency(attacker, target, [], on=on, play=False)
    assert str(caught.value).count("\n") == 0


def test_where_nuclear_weapons_stand_the_base_rate_is_given_and_said_to_be():
    thin, model = chance("CHN", "PHL", "USA", [], on=DAY), chance("IDN", "PHL", "JPN", [], on=DAY)
    assert thin.chance == parameters()["base"]["war"]["relevant"]["joined"]
    assert "base rate" in thin.basis
    assert "model" in model.basis
    assert model.low <= model.chance <= model.high


def test_pledges_of_one_kind_were_kept_as_often_as_the_sample_says():
    found = {one.id: kept(one) for one in obligations.instruments() if one.kinds}
    for point, low, high in found.values():
        assert 0 < low <= point <= high < 1
    assert parameters()["invoked"]["kept"] < parameters()["invoked"]["n"]


# Commitment claims


def view(text, actor, action, *, trigger=None, side=(), source=None, published=DAY, **modality):
    """Return a claim and its article."""
    article = Article("a", text, published=published, sentences=(Sentence(0, 0, len(text), text),))
    attribution = Attribution("named", source) if source else Attribution()
    body = CommitmentBody(trigger, actor, action, side)
    made = Claim("c1", "commitment", 0, len(text), text, Span(0, len(text)), (actor,) if actor else (), (), commitment=body,
                 attribution=attribution, modality=Modality(**modality))  # fmt: skip
    return made, article


def verdict(text, actor, action, statements=(), **more):
    claim, article = view(text, actor, action, **more)
    answers = {question: tuple(statements) for question in ask(claim, article)}
    return judge(claim, article, answers)


@pytest.mark.parametrize(
    "text",
    [
        "The pact's Article 5 treats an attack on one NATO member as an attack on all.",
        "In NATO, an attack against one is an attack against all.",
    ],
)
def test_an_attack_on_one_is_supported_on_the_treaty(text):
    found = verdict(text, "org:NATO", "an attack on one", NATO)
    assert found.then.verdict == found.now.verdict == "supported"
    assert found.evidence[0] == "treaty:north-atlantic-treaty"
    assert found.used[0].url.startswith("http")


def test_articles_judged_in_turn_keep_their_own_records():
    text = "Finland will come to the aid of Norway if Russia attacks it."
    given = {"actor": "FIN", "action": "come to the aid of Norway", "trigger": "Russia attacks it", "side": ("NOR",)}
    member, none = (verdict(text, **given, statements=held).working for held in (NATO, ()))
    assert member != none
    for held, wanted in ((NATO, member), ((), none)):
        assert verdict(text, **given, statements=held).working == wanted


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("NATO's Article 7 says that an attack on one is an attack on all.", {}),
        ("An attack on one NATO member is not an attack on all.", {"polarity": "negative"}),
        ("An attack on one is an attack on all in the Five Power arrangement.", {}),
        ("NATO might come to say that an attack on one is an attack on all.", {"certainty": "possible"}),
        ("Before the alliance, NATO held no attack on one to be an attack on all.", {"published": date(1949, 1, 1)}),
    ],
)
def test_an_attack_on_one_is_not_supported_otherwise(text, more):
    actor = "org:NATO" if "NATO" in text else None
    assert verdict(text, actor, "an attack on one", NATO, **more).then.verdict == "not_enough_evidence"


@pytest.mark.parametrize(
    ("actor", "side", "expected"),
    [("USA", "JPN", "supported"), ("JPN", "USA", "not_enough_evidence"), ("USA", "TWN", "not_enough_evidence"),
     ("USA", "PHL", "supported"), ("CHN", "PAK", "not_enough_evidence"), ("JPN", "PHL", "not_enough_evidence")],
)  # fmt: skip
def test_a_duty_is_supported_where_a_pledge_reaches(actor, side, expected):
    text = f"{states()[actor].name} is obliged by treaty to defend {states()[side].name}."
    assert verdict(text, actor, "is obliged by treaty to defend", side=(side,)).now.verdict == expected


@pytest.mark.parametrize(
    "text",
    [
        "Armenia is no longer obliged to defend Russia.",
        "It is doubtful whether Armenia is obliged to defend Russia.",
        "Armenia was obliged to defend Russia.",
        "Armenia is obliged to defend Russia under NATO's treaty.",
        "Armenia is obliged to defend Russia under article 9.",
        "Armenia is obliged to defend Russia under their treaty of 2019.",
        "Armenia is obliged to send troops to defend Russia.",
    ],
)
def test_a_duty_is_left_open_where_the_words_deny_it_or_mean_another(text):
    assert verdict(text, "ARM", text.removeprefix("Armenia "), side=("RUS",)).now.verdict == "not_enough_evidence"


def test_a_duty_by_the_article_that_is_named_is_supported():
    text = "Armenia is obliged to defend Russia under article 4 of the CSTO's treaty."
    assert verdict(text, "ARM", "is obliged to defend Russia", side=("RUS",)).now.verdict == "supported"


def test_no_duty_is_supported_where_a_text_says_so_itself():
    text = "The United States has no obligation to defend {}."
    taiwan, poland = (
        verdict(text.format(states()[one].name), "USA", "obligation to defend", side=(one,), polarity="negative")
        for one in ("TWN", "VNM")
    )
    assert taiwan.now.verdict == "supported"
    assert poland.now.verdict == "not_enough_evidence"


def test_members_of_an_alliance_are_obliged_to_each_other():
    text = "NATO members are obliged to come to each other's aid under Article {}."
    right, wrong = (verdict(text.format(n), "org:NATO", "come to each other's aid", NATO) for n in (5, 3))
    assert right.now.verdict == "supported"
    assert wrong.now.verdict == "not_enough_evidence"


def test_a_promise_gets_a_chance_and_never_a_truth():
    text = "If Indonesia attacks the Philippines, Japan would fight alongside Manila."
    found = verdict(text, "JPN", "would fight alongside Manila",
                    trigger="Indonesia attacks the Philippines", side=("PHL",), certainty="conditional")  # fmt: skip
    assert found.now.verdict == "forecast"
    low, high = found.probability.now_interval
    assert low <= found.probability.now <= high
    assert any("no treaty held obliges Japan" in line for line in found.working)


def test_staying_out_has_the_opposite_chance():
    words = {"trigger": "Indonesia attacks the Philippines", "side": ("PHL",), "certainty": "conditional"}
    joins = verdict("Japan would fight.", "JPN", "would fight on the side of Manila", **words)
    stays = verdict("Japan would not fight.", "JPN", "would not fight on the side of Manila", **words, polarity="negative")
    assert joins.probability.now + stays.probability.now == pytest.approx(1, abs=2e-3)


@pytest.mark.parametrize(
    "text", ["Japan is committed to peace.", "Ankara threatened sanctions.", "We will keep supporting them."]
)
def test_a_statement_of_intent_is_left_open(text):
    assert verdict(text, "JPN", text, NATO).now.verdict == "not_enough_evidence"


def test_a_politicians_promise_is_not_a_states():
    found = verdict("Senior lawmakers say Japan will fight.", "JPN", "will fight", source="Senior lawmakers")
    assert "binds no state" in found.working[0]


@given(st.text(max_size=80), st.sampled_from(["JPN", "org:NATO", None]), st.sampled_from(["positive", "negative"]))
def test_no_wording_is_ever_refuted(text, actor, polarity):
    found = verdict(f"An attack {text}", actor, f"would defend {text}", NATO, polarity=polarity)
    assert found.then.verdict != "refuted"
    assert found.now.verdict != "refuted"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway attacks Sweden", ("NOR", "SWE")),
        ("Sweden is attacked by Norway", ("NOR", "SWE")),
        ("if Norway were to invade Sweden", ("NOR", "SWE")),
        ("an attack on Sweden", (None, "SWE")),
        ("Sweden comes under attack", (None, "SWE")),
        ("talks fail", (None, None)),
    ],
)
def test_who_attacks_whom(text, expected):
    assert attack(text) == expected


def test_articles_are_read_in_both_scripts():
    assert articles("Article V and Article 42.7") == ("5", "42(7)")


def test_staying_aside_denied_means_joining():
    assert says("joins", "we would not sit it out")


# The evaluation


def write_backtest(folder: Path, rows: int = 40) -> None:
    """Write a small folder of the benchmark's form, with made-up conflicts."""
    luck = np.random.default_rng(5)
    names = [name for name in NUMBERS if name not in _backtest.DERIVED]
    for kind, stem in (("war", "wars"), ("mid", "mids")):
        with gzip.open(folder / f"backtest_{stem}_made.csv.gz", "wt", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(
                [*names, "kind", "side", "side_role", "opponents", "conflict_id", "episode_id", "joined", "post_hostlev"]
            )
            for row in range(rows):
                flags = [1 + row % 2 if name == "n_originators" else int(luck.random() < 0.3) for name in names]
                flags = ["" if name.startswith("polyarchy") else value for name, value in zip(names, flags, strict=True)]
                flags[names.index("year")] = 1950
                conflict = row // 10
                side = row % 2
                writer.writerow([*flags, kind, "AB"[side], ("initiator", "target")[side], "2;3", f"{kind}{conflict}",
                                 f"e{conflict}",
                                 int(row % 7 == 0), 5])  # fmt: skip


def test_the_evaluation_scores_a_folder_of_the_benchmarks_form(tmp_path, capsys):
    write_backtest(tmp_path)
    with (tmp_path / "alliance_performance_bf2018_made.csv").open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["warid", "year", "multilateral", "defense", "offense", "neutral", "nonagg", "consul", "outcome_llm"])
        writer.writerows(
            [
                [1, 1900, 0, 1, 0, 0, 0, "", "honored"],
                [2, 1950, 1, 0, 1, 0, 0, 1, "violated"],
                [2, 1950, 1, 0, 1, 0, 0, 1, "not_applicable"],
            ]
        )
    figures = commitments.run(tmp_path, store=None, options=SimpleNamespace())
    assert {"wars", "wars_relevant", "disputes", "allies", "pacts", "anyone_joins_war", "anyone_joins_dispute", "invoked"} <= set(
        figures
    )
    for name in ("wars", "disputes"):
        assert {"log_loss", "brier", "auc", "n", "calibration_slope"} <= set(figures[name])
        assert figures[name]["n"] == 40
    assert figures["invoked"]["n"] == 2
    json.dumps(figures)
    capsys.readouterr()


def test_pledges_of_the_next_day_are_no_part_of_the_reading(tmp_path):
    write_backtest(tmp_path)
    data = _backtest.read(tmp_path)
    assert not [name for name in data.table if name.startswith(("post_", "joined"))]
    assert data.rows == 80


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), min_size=3, max_size=60))
def test_area_under_the_curve_is_the_share_of_pairs_in_order(rows):
    chance_, seen = np.array([p for p, _ in rows]), np.array([float(s) for _, s in rows])
    pairs = [(a, b) for a, sa in zip(chance_, seen, strict=True) for b, sb in zip(chance_, seen, strict=True) if sa and not sb]
    found = _backtest.auc(chance_, seen)
    if not pairs:
        assert found is None
    else:
        assert found == pytest.approx(np.mean([1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs]))


def test_the_calibration_slope_of_true_chances_is_one():
    luck = np.random.default_rng(9)
    true = sigmoid(luck.normal(-1, 1.5, 40_000))
    seen = (luck.random(len(true)) < true).astype(float)
    assert _backtest.slope(true, seen) == pytest.approx(1, abs=0.06)
    assert _backtest.slope(sigmoid(2 * np.log(true / (1 - true))), seen) == pytest.approx(0.5, abs=0.04)


@pytest.mark.shared
def test_the_shipped_model_beats_base_rate_and_pledges_alone_on_what_it_was_fitted_to(capsys):
    data = Path(__file__).parents[2] / "shared" / "data" / "ties"
    if not data.is_dir():
        pytest.skip("needs the backtest beside the checkout")
    rows = _backtest.read(data)
    assert {name: int(at.sum()) for name, at in rows.sets().items()} == {
        "wars": 10_548, "wars_relevant": 2_303, "disputes": 85_658, "allies": 42_414, "pacts": 21_745}  # fmt: skip
    chance_ = load("full").probability(rows.table)
    for at_ in rows.sets().values():
        loss = _backtest.log_loss(chance_[at_], rows.joined[at_]).mean()
        assert loss < _backtest.log_loss(commitments.base(rows)[at_], rows.joined[at_]).mean()
        assert loss < _backtest.log_loss(commitments.pledges_alone(rows)[at_], rows.joined[at_]).mean()


def test_a_changed_membership_changes_who_is_obliged():
    left = replace(NATO[2], ended=Period(date(2000, 1, 1), date(2000, 1, 1), "day"))
    found = obligations.owed([*NATO[:2], left], date(2010, 1, 1))
    assert not [one for one in found if "NOR" in (one.by, one.to) and one.instrument.id == "north-atlantic-treaty"]
