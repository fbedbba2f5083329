"""The demo: what it shows is what a person read beside the texts of `graph/documents` and found right."""

import os
import shutil
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest

from called import Run
from coopatlas import content
from coopatlas.claims import read
from coopatlas.questions.answers import labelled
from coopatlas.review import log
from coopatlas.store import Store

GOLDEN = Path(__file__).parent / "golden" / "demo.txt"
REMEDY = "read these lines beside the texts in graph/documents; then pytest -n 0 tests/test_demo.py --update-golden"


def shown(folder: Path) -> Iterator[str]:
    """Yield what pages show of a store: each claim in both languages, how firmly, who says it, what was decided."""
    with Store.open(folder, read_only=True) as store:
        claims = read.every(store)
        named = labelled(store, {node for one in claims for node in (one.item, one.speaker) if node})
    for one in claims:
        doubt = "" if one.certain else ", in doubt"
        ruled = f", {one.decided.verdict}" if one.decided else ""
        speaker = f" — {named[one.speaker].label('ru')}" if one.speaker else ""
        for lang in ("ru", "en"):
            yield f"{one.document.name}: {named[one.item].label(lang)} ({one.manner}{doubt}{ruled}){speaker}"


def test_the_demo_shows_what_is_right_and_the_second_time_reads_nothing(
    demonstrated: Path, tmp_path: Path, run: Run, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "demo"
    shutil.copytree(demonstrated, folder)
    monkeypatch.chdir(folder)
    told_there = (folder / "told.txt").read_text("utf-8")
    own = folder / log.FILE
    before = own.read_bytes()
    samples = len(list(content.documents().iterdir()))
    for told in (str(samples), "Факты по видам", "Утверждения по модальности", "Нарушения", "Кто с кем встречался"):
        assert told in told_there
    page = folder / "coopatlas.html"
    assert told_there.rstrip().endswith(f"{os.sep}{page.name}")
    assert "Карелия" in page.read_text("utf-8")
    answers = told_there[told_there.index("Кто с кем встречался") : told_there.index("coopatlas serve")]
    found = [*answers.splitlines(), *shown(folder / "coopatlas-store")]
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text("\n".join(found) + "\n", "utf-8")
    expected = GOLDEN.read_text("utf-8").splitlines()
    changed = [line for line in unified_diff(expected, found, lineterm="", n=0) if line[:3] not in ("---", "+++")]
    assert not changed, "\n".join([REMEDY, *changed])
    again = run("demo", "--lang", "en")
    assert own.read_bytes() == before
    assert len(log.read(own)) == len(log.read(folder / log.OF_SAMPLES)) + 1
    assert again.err.count(": unchanged\n") == samples
    assert "Facts by kind" in again.out
