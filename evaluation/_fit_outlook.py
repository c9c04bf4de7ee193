"""Write the outlook's parameters anew: `python -m evaluation._fit_outlook FOLDER`, a folder of SIPRI's workbooks.

For each release that has the sheet of current dollars one set is written, fitted on that release alone; how releases revise their
newest year comes from it and those before it, so no set has seen anything that was published later. The sets hold coefficients,
quantiles of errors and correlations, no series.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from dragoman.estimate.fit import PARAMETERS, fit
from dragoman.estimate.panel import Panel
from evaluation._sipri import panel_from, releases


def main() -> None:
    found = {release.vintage: panel_from(release) for release in releases(Path(sys.argv[1]))}
    PARAMETERS.mkdir(exist_ok=True)
    before: list[Panel] = []
    for vintage, panel in sorted(found.items(), key=lambda row: row[0].label):
        if not np.isfinite(panel.level).any():
            continue
        before.append(panel)
        basis = f"SIPRI Military Expenditure Database, {panel.years[0]} to {panel.years[-1]}, release of {vintage.label}"
        target = PARAMETERS / f"{vintage.published}.json"
        target.write_text(fit(panel, releases=before, basis=basis).to_json(), encoding="utf-8")
        print(f"{target.name}: {target.stat().st_size} bytes, {basis}")


if __name__ == "__main__":
    main()
