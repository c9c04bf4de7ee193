"""Quality has a floor: the figures of the quick evaluations on the private development data stay above what was reached.

The others (`events`, `polnear`, minutes long) have floors too: `DRAGOMAN_FLOORS=all` runs them all.
"""

from __future__ import annotations

import importlib
import json
import os
from argparse import Namespace
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = {name: floors for name, floors in json.loads((ROOT / "evaluation" / "floors.json").read_text()).items() if name != "about"}
QUICK = ("gold", "newsquant", "vlachos_riedel")
NAMES = sorted(FLOORS) if os.environ.get("DRAGOMAN_FLOORS") == "all" else QUICK


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_figures_stay_above_their_floors(name):
    module = importlib.import_module(f"evaluation.{name}")
    data = SHARED / module.DATA
    if not data.exists():
        pytest.skip("the private reference data is not beside this checkout")
    figures = module.run(data, store=None, options=Namespace(limit=None, audit=False, json=True))
    below = []
    for path, floor in FLOORS[name].items():
        found = figures
        for key in path.removeprefix("at_most.").split("."):
            found = found[key]
        if (found > floor) if path.startswith("at_most.") else (found < floor):
            below.append(f"{path}: {found} (floor {floor})")
    assert not below, below
