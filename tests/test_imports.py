"""Imports point only downwards; `coopatlas --help` imports nothing heavy."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import coopatlas

PACKAGE = Path(coopatlas.__file__).parent
ROOMS = """
    cli serve atlas views search publish export match questions index statistics evaluate build review store
    languagemodel claims ontology resolve reading language gazetteer documents rdf model content sanitize errors
"""
ORDER = ROOMS.split()
"""The rooms from the top of the house to its bottom."""
HEAVY = ("rdflib", "pyoxigraph", "natasha", "numpy", "networkx", "pyshacl", "owlready2", "pyvis", "rich.table")


def rooms() -> list[str]:
    names = {path.stem if path.is_file() else path.name for path in PACKAGE.iterdir() if not path.name.startswith("_")}
    return sorted(names - {"py"})


def imported(room: str) -> Iterator[str]:
    place = PACKAGE / room
    for file in place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "coopatlas":
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("coopatlas."):
                yield str(node.module).split(".")[1]
            elif isinstance(node, ast.Import):
                yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("coopatlas."))
            assert not (isinstance(node, ast.ImportFrom) and node.level), f"{file.name}: imports are absolute"


def test_every_room_has_its_place_in_the_order() -> None:
    assert set(rooms()) <= set(ORDER)


@pytest.mark.parametrize("room", rooms())
def test_imports_point_downwards(room: str) -> None:
    below = {*ORDER[ORDER.index(room) :], "__version__"}
    assert set(imported(room)) <= below


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from coopatlas.cli import app\n"
        "try: app(['--help'])\n"
        "except SystemExit: pass\n"
        f"sys.exit(' '.join(name for name in {HEAVY!r} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "extract" in done.stdout


def test_no_shared_room_asks_which_language_it_reads() -> None:
    """How a language is built a room asks of its form (docs/decisions/where-languages-differ.md)."""
    asked = re.compile(r"\blang\s*(?:==|!=|in|not in)\s*[\"{(]")
    names = ("russian", "english", "kazakh")
    shared = [
        file
        for room in ("reading", "language")
        for file in sorted((PACKAGE / room).rglob("*.py"))
        if not any(name in part for part in file.relative_to(PACKAGE).parts for name in names)
    ]
    found = [
        f"{file.relative_to(PACKAGE)}: {line.strip()}"
        for file in shared
        for line in file.read_text("utf-8").splitlines()
        if asked.search(line) and not re.search(r"\bfor\s+lang\s+in\b", line)
    ]
    assert shared
    assert found == []
