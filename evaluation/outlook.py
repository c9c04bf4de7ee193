"""Are the outlook's odds good? Forecasts of past years from what was held then, scored on what came.

Two ways, both on SIPRI's workbooks. Rolling origins: every year from 1990 to 2024, from the newest release cut at that year.
Real-time origins: each release, scored on the releases that followed. At each origin the parameters are fitted anew on the years
up to it, so nothing is fitted on what is scored; in real time, how releases revise their newest year is learnt from the releases
before. Rolling origins are cut from one release, whose past has been revised already: they leave no room for that.

Scores are CRPS of the logarithm of level (current dollars) and share (percent of GDP), averaged for each country over the
origins and then over the countries, each counting once. Baselines, from each country's own past: `drift`, a normal random walk
with drift; `last`, the last value and nothing else (its score is the absolute error); `walk`, the last value with the spread of a
normal random walk, which is the hardest of the three. `crps_skill` is against the better of the first two, `crps_skill_walk`
against the better of all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # the products are small: threads that wait for one another only burn time

import numpy as np

from dragoman.errors import OutOfScope
from dragoman.estimate.fit import fit
from dragoman.estimate.panel import MEASURES, Array, Panel
from dragoman.estimate.paths import Paths, simulate
from dragoman.estimate.scoring import brier, calibration, covered, crps, random_walk, skill
from evaluation._sipri import panels

DATA = "data/figures/raw/sipri"
FIRST, AHEAD, COUNT = 1990, 5, 1000
SCORED = ("level", "share")
BETWEEN = {"rate": ("local", "level"), "prices": ("local", "constant"), "gdp": ("level", "share")}
"""What lies between two measures of a path: units of own money per dollar, prices at home, GDP in dollars."""
TOPS = (3, 5, 10, 15, 20)
NEAR, RUN = 3, 5
THRESHOLDS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)


@dataclass
class Tally:
    """What has been scored: by measure and forecast lists of arrays (countries, horizons), and the yes-or-no questions."""

    actors: tuple[str, ...]
    scores: dict[tuple[str, str], list[Array]] = field(default_factory=dict)
    inside: dict[tuple[str, float], list[Array]] = field(default_factory=dict)
    above: dict[str, list[Array]] = field(default_factory=dict)
    asked: list[tuple[str, int, int, float, bool]] = field(default_factory=list)

    def add(self, key: tuple[str, str], score: Array) -> None:
        self.scores.setdefault(key, []).append(score)

    def mean(self, measure: str, forecast: str) -> Array:
        """Return the score by horizon: over origins, then over countries."""
        return _mean(_mean(np.stack(self.scores[measure, forecast])))


def _mean(values: Array) -> Array:
    """Return the mean over the first axis, NaN left out."""
    known = np.isfinite(values)
    return np.where(known, values, 0).sum(axis=0) / np.where(known.any(axis=0), known.sum(axis=0), np.nan)


def run(data: Path, *, store: Any, options: Any) -> dict[str, Any]:
    """Print the scores and return them."""
    releases = panels(data)
    complete = {year: panel for year, panel in releases.items() if np.isfinite(panel.level).any()}
    if not complete:
        raise OutOfScope(f"no workbook in {data} has the sheet of current dollars", do="give SIPRI's own files")
    newest = max(complete)
    latest = complete[newest]
    rolling = Tally(latest.actors)
    last = min(newest - 1, FIRST + options.limit) if options and getattr(options, "limit", None) else newest - 1
    for origin in range(FIRST, last + 1):
        _origin(rolling, latest.until(origin), dict.fromkeys(range(origin + 1, min(origin + AHEAD, newest) + 1), latest))
    figures = _report(rolling, f"Rolling origins {FIRST} to {last}, release with data to {newest}")
    live = Tally(latest.actors)
    for origin, panel in complete.items():
        after = {year: complete[year] for year in complete if origin < year <= origin + AHEAD}
        if after:
            before = [complete[year] for year in complete if year <= origin]
            _origin(live, _like(panel, latest), {year: _like(later, latest) for year, later in after.items()}, before)
    if live.scores:
        found = _report(live, f"Real-time origins, releases with data to {', '.join(map(str, complete))}")
        figures["real_time"] = found
    return figures


def _like(panel: Panel, other: Panel) -> Panel:
    """Return the panel with the rows of another's countries in their order: NaN where it lacks one."""
    place = {actor: row for row, actor in enumerate(panel.actors)}
    empty = np.full(len(panel.years), np.nan)

    def rows(values: Array) -> Array:
        return np.stack([values[place[actor]] if actor in place else empty for actor in other.actors])

    return panel.with_series(panel.years, {measure: rows(panel.series(measure)) for measure in MEASURES}, other.actors)


def _origin(tally: Tally, panel: Panel, outcomes: Mapping[int, Panel], releases: Sequence[Panel] = ()) -> None:
    """Score one origin: `panel` is what was known, `outcomes` the panel that tells each later year."""
    ahead = max(outcomes) - panel.years[-1]
    parameters = fit(panel, horizons=ahead, releases=releases)
    paths = simulate(panel, parameters, to=panel.years[-1] + ahead, count=COUNT)
    if not releases:
        _between(tally, panel, paths, outcomes, ahead)
    for measure in SCORED:
        truth = np.full((len(panel.actors), AHEAD), np.nan)
        for year, later in outcomes.items():
            truth[:, year - panel.years[-1] - 1] = later.series(measure)[:, later.years.index(year)]
        _score(tally, panel, paths, measure, truth, ahead)
    _questions(tally, panel, paths, outcomes)


def _score(tally: Tally, panel: Panel, paths: Paths, measure: str, truth: Array, ahead: int) -> None:
    values = panel.series(measure)
    draws = np.full((len(panel.actors), AHEAD, COUNT), np.nan)
    draws[:, :ahead] = np.sort(paths.values[measure][:, -ahead:], axis=-1)
    naive = {
        "drift": random_walk(values, AHEAD, drift=True),
        "walk": random_walk(values, AHEAD, drift=False),
    }
    naive["last"] = np.where(np.isfinite(naive["walk"]), values[:, -1, None, None], np.nan)
    valid = np.isfinite(truth) & np.isfinite(draws[..., 0]) & np.isfinite(naive["walk"][..., 0])
    for name, forecast in {"outlook": draws, **naive}.items():
        tally.add((measure, name), np.where(valid, crps(np.nan_to_num(forecast), np.nan_to_num(truth)), np.nan))
    for level in (0.5, 0.9):
        hit = covered(np.nan_to_num(draws), np.nan_to_num(truth), level)
        tally.inside.setdefault((measure, level), []).append(np.where(valid, hit, np.nan))
    high = np.quantile(np.nan_to_num(draws), 0.95, axis=-1)
    tally.above.setdefault(measure, []).append(np.where(valid, np.nan_to_num(truth) > high, np.nan))


def _between(tally: Tally, panel: Panel, paths: Paths, outcomes: Mapping[int, Panel], ahead: int) -> None:
    """Score the intervals of what lies between two measures: only differences count, for constant dollars change their base."""
    for name, (above, below) in BETWEEN.items():
        truth = np.full((len(panel.actors), AHEAD), np.nan)
        for year, later in outcomes.items():
            column = later.years.index(year)
            truth[:, year - panel.years[-1] - 1] = later.series(above)[:, column] - later.series(below)[:, column]
        draws = np.full((len(panel.actors), AHEAD, COUNT), np.nan)
        draws[:, :ahead] = np.sort((paths.values[above] - paths.values[below])[:, -ahead:], axis=-1)
        now = panel.series(above)[:, -1] - panel.series(below)[:, -1]
        valid = np.isfinite(truth) & np.isfinite(draws[..., 0]) & np.isfinite(now)[:, None]
        hit = covered(np.nan_to_num(draws), np.nan_to_num(truth), 0.9)
        tally.inside.setdefault((name, 0.9), []).append(np.where(valid, hit, np.nan))


def _questions(tally: Tally, panel: Panel, paths: Paths, outcomes: Mapping[int, Panel]) -> None:
    """Ask, of the countries near a line, on which side they will be: overtaking, the top few, a share of GDP."""
    origin = panel.years[-1]
    now = np.where(np.isfinite(panel.level[:, -1]) & np.isfinite(paths.values["level"][:, -1, 0]), panel.level[:, -1], -np.inf)
    order = [int(row) for row in np.argsort(-now)[:30] if np.isfinite(now[row])]
    for year, later in outcomes.items():
        ahead = year - origin
        truth = later.level[:, later.years.index(year)]
        drawn = paths.values["level"][:, paths.years.index(year)]
        everyone = np.isfinite(truth) & np.isfinite(drawn[:, 0])
        place = 1 + (drawn[everyone][None] > drawn[order][:, None]).sum(axis=1)
        came = 1 + (truth[everyone][None] > truth[order][:, None]).sum(axis=1)
        for at, row in enumerate(order):
            if not everyone[row]:
                continue
            for gap in range(1, NEAR + 1):
                if at >= gap and everyone[order[at - gap]]:
                    above = order[at - gap]
                    odds = float((drawn[row] > drawn[above]).mean())
                    tally.asked.append((f"overtake {gap}", origin, ahead, odds, bool(truth[row] > truth[above])))
            for top in TOPS:
                if abs(at + 0.5 - top) < NEAR:
                    tally.asked.append((f"top {top}", origin, ahead, float((place[at] <= top).mean()), bool(came[at] <= top)))
        _shares(tally, panel, paths, later, year)


def _shares(tally: Tally, panel: Panel, paths: Paths, later: Panel, year: int) -> None:
    ahead = year - panel.years[-1]
    truth = later.share[:, later.years.index(year)]
    drawn = paths.values["share"][:, paths.years.index(year)]
    for row in np.flatnonzero(np.isfinite(truth) & np.isfinite(drawn[:, 0]) & np.isfinite(panel.share[:, -1])):
        for threshold in THRESHOLDS:
            if abs(panel.share[row, -1] - np.log(threshold)) < np.log(1.3):
                odds = float((drawn[row] >= np.log(threshold)).mean())
                tally.asked.append((f"share {threshold}", panel.years[-1], ahead, odds, bool(truth[row] >= np.log(threshold))))


def _report(tally: Tally, title: str) -> dict[str, Any]:
    print(f"\n{title}")
    print(f"{'CRPS of logs':14}{'':10}" + "".join(f"{f'{year} y':>9}" for year in range(1, AHEAD + 1)))
    plain, hard = [], []
    for measure in SCORED:
        score = {name: tally.mean(measure, name) for name in ("outlook", "drift", "last", "walk")}
        for name, row in score.items():
            print(f"{measure:14}{name:10}" + "".join(f"{value:9.4f}" for value in row))
        plain.append(1 - score["outlook"] / np.minimum(score["drift"], score["last"]))
        hard.append(1 - score["outlook"] / np.minimum(np.minimum(score["drift"], score["last"]), score["walk"]))
        for name, row in (("skill", plain[-1]), ("skill, walk", hard[-1])):
            print(f"{measure:14}{name:12}" + "".join(f"{value:9.3f}" for value in row)[2:])
        for level in (0.5, 0.9):
            inside = _mean(np.concatenate(tally.inside[measure, level]))
            print(f"{measure:14}{f'in {level:.0%}':10}" + "".join(f"{value:9.3f}" for value in inside))
    between = {name: _mean(np.concatenate(tally.inside[name, 0.9])) for name in BETWEEN if (name, 0.9) in tally.inside}
    for name, inside in between.items():
        print(f"{name:14}{'in 90%':10}" + "".join(f"{value:9.3f}" for value in inside))
    figures: dict[str, Any] = {
        "coverage90_between": {name: round(float(np.mean(inside)), 4) for name, inside in between.items()},
        "crps_skill": _by_horizon(plain),
        "crps_skill_walk": _by_horizon(hard),
        "crps_skill_level": _by_horizon(plain[:1]),
        "crps_skill_share": _by_horizon(plain[1:]),
    }
    for level in (0.5, 0.9):
        hits = np.concatenate([np.stack(tally.inside[measure, level]).ravel() for measure in SCORED])
        figures[f"coverage{level * 100:.0f}"] = round(float(np.nanmean(hits)), 4)
    figures |= _runs(tally)
    figures["scored"] = int(sum(np.isfinite(np.stack(tally.scores[measure, "outlook"])).sum() for measure in SCORED))
    inside = f"50 % hold {figures['coverage50']:.1%}, 90 % hold {figures['coverage90']:.1%}"
    print(f"intervals: {inside} of {figures['scored']} outcomes")
    return figures | _judge(tally)


def _runs(tally: Tally) -> dict[str, float]:
    """Return how few outcomes the 90 % intervals held in a run of RUN origins, and which side the others fell on."""
    each = [np.stack([tally.inside[measure, 0.9][at] for measure in SCORED]) for at in range(len(tally.inside["level", 0.9]))]
    runs = sorted(float(np.nanmean(np.stack(each[at : at + RUN]))) for at in range(max(len(each) - RUN + 1, 1)))
    missed = 1 - float(np.nanmean(np.stack(each)))
    above = float(np.nanmean(np.stack([np.stack(tally.above[measure]) for measure in SCORED])))
    middle = runs[len(runs) // 2]
    print(f"runs of {RUN} origins: 90 % hold {runs[0]:.1%} in the worst of {len(runs)}, {middle:.1%} in the middle one")
    print(f"of the outcomes outside {above / missed:.0%} lay above")
    return {"coverage90_worst_run": round(runs[0], 4), "outside_above": round(above / missed, 4)}


def _by_horizon(rows: list[Array]) -> dict[str, float]:
    mean = np.mean(rows, axis=0)
    known = {str(year): round(float(value), 4) for year, value in enumerate(mean, 1) if np.isfinite(value)}
    return {**known, "min": min(known.values())}


def _judge(tally: Tally) -> dict[str, Any]:
    """Score the yes-or-no questions against the base rate of such questions at the same horizon, from outcomes known before."""
    figures: dict[str, Any] = {}
    for name, families in (("rank", ("overtake", "top")), ("threshold", ("share",))):
        asked = [row for row in tally.asked if row[0].split()[0] in families]
        if not asked:
            continue
        odds, base, came = _based(asked)
        figures[f"{name}_brier_skill"] = round(skill(brier(odds, came), brier(base, came)), 4)
        figures[f"{name}_brier"] = round(brier(odds, came), 4)
        figures[f"{name}_questions"] = len(came)
        print(f"{name}: {len(came)} questions, Brier {brier(odds, came):.4f}, base rate {brier(base, came):.4f}")
        for count, said, was in calibration(odds, came):
            print(f"  said {said:5.1%}  came {was:5.1%}  of {count:.0f}")
    return figures


def _based(asked: list[tuple[str, int, int, float, bool]]) -> tuple[Array, Array, Array]:
    """Return odds, base rates and outcomes of the questions for which at least thirty like them had been settled."""
    table: dict[tuple[str, int], dict[int, list[int]]] = {}
    for name, origin, ahead, _, came in asked:
        cell = table.setdefault((name, ahead), {}).setdefault(origin + ahead, [0, 0])
        cell[0] += came
        cell[1] += 1
    rows = []
    for name, origin, ahead, odds, came in asked:
        before = [cell for year, cell in table[name, ahead].items() if year <= origin]
        count = sum(cell[1] for cell in before)
        if count >= 30:
            rows.append((odds, sum(cell[0] for cell in before) / count, float(came)))
    if not rows:
        rows = [(odds, float(np.mean([row[4] for row in asked])), float(came)) for *_, odds, came in asked]
    odds_, base, outcome = np.array(rows).T
    return odds_, base, outcome
