"""Run one evaluation. Each lives in `evaluation/NAME.py` as `run(data, *, store, options) -> dict` with `DATA`, its usual folder.

With `--json` the last line of standard output is one JSON object of figures. Exit 2 on unusable input.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from dragoman.errors import DragomanError


def main() -> int:
    here = Path(__file__).parent
    names = sorted(p.stem for p in here.glob("*.py") if not p.stem.startswith("_"))
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__.split("\n")[0])
    parser.add_argument("name", choices=names)
    parser.add_argument("--data", type=Path, help="a file or folder of that benchmark's form")
    parser.add_argument("--store", type=Path, help="a store file instead of the embedded evidence")
    parser.add_argument("--json", action="store_true", help="print one JSON object of figures as the last line")
    parser.add_argument("--audit", action="store_true", help="print every case with what was made of it")
    parser.add_argument("--limit", type=int, help="only the first so many items")
    options = parser.parse_args()
    module = importlib.import_module(f"evaluation.{options.name}")
    data = options.data or (here.parent.parent / "shared" / module.DATA)
    if not data.exists():
        print(f"evaluation: {options.name} needs its data; none at {data}; give --data PATH", file=sys.stderr)
        return 2
    try:
        figures = module.run(data, store=options.store, options=options)
    except (DragomanError, OSError, ValueError, KeyError) as error:
        print(f"evaluation: {options.name} cannot use {data}: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
