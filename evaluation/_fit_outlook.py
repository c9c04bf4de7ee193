"""Write the outlook's parameters anew: `python -m evaluation._fit_outlook SIPRI-Milex-data-1949-2019.xlsx NEXT-RELEASE.xlsx`.

They hold coefficients, error quantiles and correlations, no series. The ones in the package come from the release of April 2020,
so that every forecast made for a later date is out of sample; how releases revise their newest year comes from the one after it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import dragoman.estimate.fit as fitting
from evaluation._sipri import panel_of


def main() -> None:
    releases = [panel_of(Path(path)) for path in sys.argv[1:]]
    panel = releases[0]
    basis = f"SIPRI Military Expenditure Database, {panel.years[0]} to {panel.years[-1]}, release of April {panel.years[-1] + 1}"
    target = Path(fitting.__file__).parent / "parameters.json"
    target.write_text(fitting.fit(panel, releases=releases, basis=basis).to_json(), encoding="utf-8")
    print(f"{target}: {target.stat().st_size} bytes, {basis}")


if __name__ == "__main__":
    main()
