"""The documentation is true: its folders, files, links, targets, verbs and options exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from coopatlas.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TOP = "|".join(("docs", "graph", "ontology", "queries", "visualizations", "tests"))


pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@pages
def test_every_path_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(rf"`((?:{TOP})/[\w./-]*)`", page.read_text("utf-8")))
    written = " ".join((*blocks(page, ""), *blocks(page, "sh"))).split()
    named |= {word for word in written if re.fullmatch(rf"(?:{TOP})/[\w./-]+", word)}
    assert [path for path in named if not (ROOT / path).exists()] == []


@pages
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pages
def test_every_test_that_is_named_exists(page: Path) -> None:
    sources = "\n".join(file.read_text("utf-8") for file in (ROOT / "tests").glob("test_*.py"))
    for name in re.findall(r"`(test_\w+)`", page.read_text("utf-8")):
        assert f"def {name}(" in sources


@pages
def test_every_target_of_make_exists(page: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake (\w+)\b(?=[`\s]*(?:`|$|  |#))", page.read_text("utf-8"), re.MULTILINE)) <= targets


@pages
def test_every_verb_and_option_exists(page: Path) -> None:
    verbs = getattr(get_command(app), "commands")  # noqa: B009  typer gives a group, and mypy does not know
    for command in commands(page):
        verb, *words = command
        assert verb in verbs, " ".join(command)
        options = {name for parameter in verbs[verb].params for name in (*parameter.opts, *parameter.secondary_opts)}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= options, " ".join(command)


def commands(page: Path) -> Iterator[list[str]]:
    """Yield the words after `coopatlas` of all commands of a page, in blocks and within lines."""
    text = page.read_text("utf-8")
    for line in (*blocks(page, "sh"), *re.findall(r"`(coopatlas [^`\n]+)`", text)):
        words = shlex.split(line.replace("…", ""), comments=True)
        if words[:1] == ["coopatlas"] and words[1:2] and not words[1].startswith("-"):
            yield words[1:]


def blocks(page: Path, language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [line for block in found for line in block.splitlines()]
