"""The order of dependence: imports run one way. A failure names the line that breaks it."""

from __future__ import annotations

import ast
from pathlib import Path

import dragoman

ROOT = Path(dragoman.__file__).parent
LAYERS = [
    {"errors", "plugins", "model", "__init__"},
    {"lexicon"},
    {"intake", "reading", "estimate", "evidence"},
    {"kinds"},
    {"pipeline"},
    {"export", "runners"},
    {"cli", "web"},
]
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
NEVER = {
    "kinds": {"evidence"},
    "evidence": {"kinds", "reading", "intake", "estimate"},
    "reading": {"evidence", "intake", "estimate"},
    "intake": {"evidence", "reading", "estimate"},
    "estimate": {"evidence", "reading", "intake"},
}


def _imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("dragoman."):
                yield node.lineno, name.split(".")[1]


def test_imports_run_one_way():
    broken = []
    for path in sorted(ROOT.rglob("*.py")):
        room = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if room in ("__init__", "__main__"):
            continue
        for line, wanted in _imports(path):
            if LEVEL[wanted] > LEVEL[room] or wanted in NEVER.get(room, ()):
                broken.append(f"{path.relative_to(ROOT)}:{line} {room} imports {wanted}")
    assert not broken, "\n".join(broken)


def test_only_the_database_and_the_tables_of_a_corpus_import_the_database():
    users = [p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*.py") if "import duckdb" in p.read_text(encoding="utf-8")]
    assert set(users) <= {"evidence/database.py", "runners/tables.py"}, users
