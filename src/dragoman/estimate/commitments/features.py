"""From what is known about a state and a conflict to the numbers that the model reads.

One row is one state outside a conflict, seen from one of its two sides. Pledges are the state's own pledges to the states that
began the conflict on that side (`ob_*`), or to those on the other side (`opp_ob_*`), in force the day before. Unknown is NaN,
never zero. Nothing here knows which state a row is about: every state is treated by the same rule.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Table = Mapping[str, NDArray[np.float64]]

PLEDGES = (
    "ally_any", "ob_defense", "ob_offense", "ob_neutral", "ob_nonagg", "ob_consul", "ob_def_uncond", "ob_def_bilat",
    "ob_def_multi", "ob_intcom", "ob_base", "ob_organ", "ob_milaid", "opp_ally_any", "opp_ob_defense", "opp_ob_offense",
    "opp_ob_neutral", "opp_ob_nonagg", "opp_ob_consul",
)  # fmt: skip
PLAIN = (
    *PLEDGES,
    "ob_wartime",
    "major_joiner",
    "major_principal",
    "major_opponent",
    "rival_opponent",
    "rival_principal",
    "rivals_orig",
)
NUMBERS = (
    *PLAIN, "war", "target", "year", "conflict", "n_originators", "n_opponents", "ob_milcon", "ob_n_alliances", "ob_age_years",
    "cinc_joiner", "cinc_side", "cinc_opp", "cont_principal", "cont_opponent", "capdist_principal_km", "capdist_opponent_km",
    "polyarchy_joiner", "polyarchy_principal", "polyarchy_opponent",
    "exercises_5y", "arms_tiv_5y",
)  # fmt: skip
"""The columns of a table, as arrays of one length. `war`: 1 for a war, 0 for a dispute. `target`: 1 on the side attacked.
`conflict`: any number that rows of one conflict and side share. `cinc_*`: share of the world's capabilities, 0 to 1.
`cont_*`: 1 by land, 2 to 5 across ever wider water, 0 not; only land is read. Distances in km. `polyarchy_*`: 0 to 1."""

NOT_TODAY = (
    "poly", "ex5", "arm5", "year", "ob_wartime", "age",
)  # fmt: skip
"""Beginnings of the features that need data sets which may not be shipped (or that mean nothing after the sample's years)."""

OUTCOMES = ("joined", "joined_opposite", "join_lag_days")


def features(table: Table) -> dict[str, NDArray[np.float64]]:
    """Return every feature by name, arrays as long as the table's; NaN where it is not known.

    `bilateral_side` and `major_pacts_side` look at all rows of a conflict and side; a table may hold them ready made.

    Raises:
        ValueError: the table holds an outcome, which must never be a predictor.
    """
    leaked = [name for name in table if name in OUTCOMES or name.startswith("post_")]
    if leaked:
        raise ValueError(f"outcomes among the predictors: {', '.join(leaked)}")
    return {**_plain(table), **_capability(table), **_place(table), **_regime(table), **_context(table)}


def today(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the features that are known for a state of today from what is shipped."""
    return tuple(name for name in names if not name.startswith(NOT_TODAY))


def _log(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.log(np.maximum(share, 1e-5))


def _plain(table: Table) -> dict[str, NDArray[np.float64]]:
    found = {name: table[name] for name in PLAIN}
    found["war"], found["target"] = table["war"], table["target"]
    found["milcon"] = np.clip(table["ob_milcon"], 0, 3)
    found["pacts"] = np.log1p(table["ob_n_alliances"])
    found["age"] = np.log1p(np.nan_to_num(table["ob_age_years"]))
    found["both_major"] = table["major_principal"] * table["major_opponent"]
    found["a_major"] = np.maximum(table["major_principal"], table["major_opponent"])
    return found


def _capability(table: Table) -> dict[str, NDArray[np.float64]]:
    joiner, side, other = (_log(table[name]) for name in ("cinc_joiner", "cinc_side", "cinc_opp"))
    return {
        "power": joiner,
        "power_side": side,
        "power_other": other,
        "ratio_joiner": joiner - other,
        "ratio_sides": side - other,
        "imbalance": np.abs(side - other),
    }


def _place(table: Table) -> dict[str, NDArray[np.float64]]:
    found = {}
    for who in ("principal", "opponent"):
        touch = table[f"cont_{who}"]
        found[f"land_{who}"] = (touch == 1).astype(float)
        found[f"far_{who}"] = np.log1p(table[f"capdist_{who}_km"] / 100)
    found["ex5"] = np.log1p(np.nan_to_num(table["exercises_5y"]))
    found["arm5"] = np.log1p(np.nan_to_num(table["arms_tiv_5y"]))
    return found


def _regime(table: Table) -> dict[str, NDArray[np.float64]]:
    joiner, side, other = (table[f"polyarchy_{who}"] for who in ("joiner", "principal", "opponent"))
    return {
        "poly": joiner,
        "poly_side": side,
        "poly_other": other,
        "poly_gap_side": np.abs(joiner - side),
        "poly_gap_other": np.abs(joiner - other),
    }


def _context(table: Table) -> dict[str, NDArray[np.float64]]:
    year = table["year"]
    groups = table["conflict"].astype(int)
    bilateral = np.bincount(groups, np.nan_to_num(table["ob_def_bilat"]))
    strong = np.bincount(groups, np.nan_to_num(table["ob_defense"] * table["major_joiner"]))
    eras = {"since_1850": (1850, 1900), "since_1900": (1900, 1946), "since_1946": (1946, 1990), "since_1990": (1990, 9999)}
    return {
        "began_side": np.log(table["n_originators"]),
        "began_other": np.log(table["n_opponents"]),
        "bilateral_side": table.get("bilateral_side", np.log1p(bilateral[groups])),
        "major_pacts_side": table.get("major_pacts_side", np.minimum(strong[groups], 3)),
        "year": year,
        **{name: ((year >= first) & (year < last)).astype(float) for name, (first, last) in eras.items()},
    }


def products(found: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Return the products that the logistic part reads besides the features.

    Kept to those that help on episodes left out. Products of war with an era or two great powers do harm: they learn one war.
    """
    late = found["since_1946"] + found["since_1990"]
    near = np.maximum(np.maximum(found["land_opponent"], found["land_principal"]), found["major_joiner"])
    pledge, war, target, major = (found[name] for name in ("ob_defense", "war", "target", "major_joiner"))
    return {
        "defence_of_target": pledge * target,
        "bilateral_of_target": found["ob_def_bilat"] * target,
        "offence_of_initiator": found["ob_offense"] * (1 - target),
        "defence_in_war": pledge * war,
        "defence_since_1946": pledge * late,
        "multilateral_since_1946": found["ob_def_multi"] * late,
        "defence_near": pledge * near,
        "defence_by_major": pledge * major,
        "defence_by_power": pledge * found["power"],
        "major_in_war": major * war,
        "land_opponent_in_war": found["land_opponent"] * war,
        "power_squared": (found["power"] + 5) ** 2,
    }
