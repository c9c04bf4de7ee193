"""Write sentences of further forms whose truth is known: per head, of public spending, falls, totals, ratios, differences.

    python -m evaluation._further_cases --tidy FOLDER --templates FILE --seed N --count N --out CASES.jsonl

`FOLDER` holds SIPRI's figures by release (sipri_milex_*.csv with country_iso3, year, series, value, vintage, and
sipri_regional_totals.csv). A template has {country}, {demonym}, {other}, {odem}, {year}, {prev}, {y0} (an earlier year), {value}.
A true sentence prints the figure of one release; a false one lies at least 30 percent from what every release says. The cases are
scored by `python -m evaluation figure_cases --data CASES.jsonl --store STORE`.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STATES = {
    "USA": ("the United States", "American"), "CHN": ("China", "Chinese"), "RUS": ("Russia", "Russian"),
    "IND": ("India", "Indian"), "JPN": ("Japan", "Japanese"), "KOR": ("South Korea", "South Korean"),
    "DEU": ("Germany", "German"), "FRA": ("France", "French"), "GBR": ("the United Kingdom", "British"),
    "ITA": ("Italy", "Italian"), "POL": ("Poland", "Polish"), "ISR": ("Israel", "Israeli"),
    "TUR": ("Turkey", "Turkish"), "BRA": ("Brazil", "Brazilian"), "ESP": ("Spain", "Spanish"),
    "NLD": ("the Netherlands", "Dutch"), "NOR": ("Norway", "Norwegian"), "SWE": ("Sweden", "Swedish"),
    "SAU": ("Saudi Arabia", "Saudi"), "UKR": ("Ukraine", "Ukrainian"), "KEN": ("Kenya", "Kenyan"),
    "PHL": ("the Philippines", "Philippine"), "EGY": ("Egypt", "Egyptian"), "CHL": ("Chile", "Chilean"),
}  # fmt: skip
TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times", 7: "seven times", 8: "eight times"}
Held = dict[str, dict[tuple[str, int], float]]


@dataclass(frozen=True)
class Drawn:
    """One state, another, a year and an earlier one, and what a release holds of them."""

    held: Held
    state: str
    other: str
    year: int
    earlier: int

    def of(self, series: str, state: str = "", year: int = 0) -> float:
        return self.held[series][state or self.state, year or self.year]

    def dollars(self, state: str = "", year: int = 0) -> float:
        return self.of("milex_current_usd", state, year)

    def growth(self, series: str, since: int) -> float:
        return 100 * (self.of(series) / self.of(series, year=since) - 1)


FORMS: dict[str, tuple[Callable[[Drawn], float], str, float]] = {
    "perhead": (lambda d: d.of("milex_per_capita_usd"), "dollars", 20),
    "govshare": (lambda d: d.of("milex_gov_share"), "percent", 1),
    "nominal": (lambda d: d.growth("milex_current_usd", d.year - 1), "percent", 1),
    "fall": (lambda d: -d.growth("milex_constant_usd", d.year - 1), "percent", 1),
    "decade": (lambda d: d.growth("milex_constant_usd", d.earlier), "whole", 2),
    "total": (lambda d: sum(d.dollars(year=y) for y in range(d.earlier, d.year + 1)), "billions", 100),
    "worldshare": (lambda d: 100 * d.dollars() / d.of("world", "world"), "percent", 1.5),
    "ratio": (lambda d: d.dollars() / d.dollars(d.other), "times", 1.9),
    "difference": (lambda d: d.dollars() - d.dollars(d.other), "billions", 3000),
    "more": (lambda d: d.dollars() / d.dollars(d.other), "more", 0),
}
"""For each form its figure, how it is printed, and below what it makes no sentence."""


def read(folder: Path) -> dict[str, Held]:
    """Return the figures by release, series, state and year; the world's total as the series `world`."""
    held: dict[str, Held] = defaultdict(lambda: defaultdict(dict))
    for path in sorted(folder.glob("sipri_milex_*.csv")):
        for row in csv.DictReader(path.open(encoding="utf-8")):
            if row["value"]:
                held[row["vintage"]][row["series"]][row["country_iso3"], int(row["year"])] = float(row["value"])
    for row in csv.DictReader((folder / "sipri_regional_totals.csv").open(encoding="utf-8")):
        if row["region"].startswith("World") and row["series"] == "milex_current_usd":
            held[row["vintage"]]["world"]["world", int(row["year"])] = 1000 * float(row["value"])
    return {release: series for release, series in held.items() if "milex_current_usd" in series}


def printed(rng: random.Random, value: float, kind: str) -> str | None:
    """Return a figure as news prints it, None where it makes no sentence."""
    if kind == "times":
        return TIMES.get(round(value)) if abs(value - round(value)) < 0.1 else None
    if kind == "billions":
        size = value / 1000
        text = f"{size:.{0 if size >= 100 else 1}f}"
        return rng.choice([f"${text} billion", f"US${text} billion", f"{text} billion dollars", f"${text}bn"])
    if kind == "dollars":
        return f"${value:,.0f}"
    text = f"{value:.{0 if kind == 'whole' else 1}f}"
    return "more" if kind == "more" else rng.choice([f"{text} percent", f"{text} per cent", f"{text}%"])


def known(figure: Callable[[Drawn], float], drawn: Drawn, releases: dict[str, Held]) -> Iterator[float]:
    """Yield what every release says of a figure."""
    for held in releases.values():
        try:
            yield figure(Drawn(held, drawn.state, drawn.other, drawn.year, drawn.earlier))
        except (KeyError, ZeroDivisionError):
            continue


def case(rng: random.Random, releases: dict[str, Held], templates: dict[str, list[str]]) -> dict[str, Any] | None:
    """Return one case, None where the draw makes no sentence of known truth."""
    form, release = rng.choice(sorted(templates)), rng.choice(sorted(releases))
    figure, kind, least = FORMS[form]
    state, other = rng.sample(sorted(STATES), 2)
    year = int(release[:4]) - 1 - rng.choice([0, 0, 0, 1])
    drawn = Drawn(releases[release], state, other, year, year - rng.choice([2, 3, 4, 9]))
    said = list(known(figure, drawn, releases))
    try:
        value = figure(drawn)
    except (KeyError, ZeroDivisionError):
        return None
    true = rng.random() < 0.5
    if kind == "more":
        true = value > 1
        if any(0.8 < one < 1.25 for one in said):
            return None
    elif not true:
        value *= rng.choice([0.3, 0.4, 2, 3])
        if any(abs(value - one) < max(0.35 * abs(one), 6 if kind in ("percent", "whole") else 0) for one in said):
            return None
    shown = printed(rng, value, kind) if value >= least else None
    if shown is None:
        return None
    fields = dict(zip(("country", "demonym", "other", "odem"), (*STATES[state], *STATES[other]), strict=True))
    text = rng.choice(templates[form]).format(**fields, year=year, prev=year - 1, y0=drawn.earlier, value=shown)
    text = text[0].upper() + text[1:]
    at = text.lower().index(shown.lower())
    day = f"{release[:4]}-{rng.randint(5, 10):02d}-{rng.randint(1, 28):02d}"
    return {"form": form, "published": day, "text": text, "anchor": {"start": at, "end": at + len(shown)},
            "want": "supported" if true else "refuted"}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    for name in ("tidy", "templates", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    for name in ("seed", "count"):
        parser.add_argument(f"--{name}", type=int, required=True)
    options = parser.parse_args()
    rng, releases = random.Random(options.seed), read(options.tidy)
    templates = json.loads(options.templates.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = []
    for _ in range(200 * options.count):
        made = case(rng, releases, templates) if len(found) < options.count else None
        found += [{"id": f"{made['form']}-{len(found):05d}", **made}] if made else []
    options.out.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf-8")


if __name__ == "__main__":
    main()
