"""Outputs that are full, closed or no files, tables for Excel, and the verbs that follow sources, as one runs them."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import blank
from called import Run
from coopatlas.sanitize import sheet
from told_documents import commit

RUN = "from coopatlas.cli import main; main()"
FORMULA = '=HYPERLINK("http://example.org","x")'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("streams") / "store"
    with blank.new(path) as opened:
        commit(opened, "=1+1", "post", "trade", title=FORMULA)
    return str(path)


def ended(command: str, folder: Path | None = None) -> "subprocess.CompletedProcess[bytes]":
    """Run a line of shell in which `coopatlas` is the command."""
    script = f'coopatlas() {{ "{sys.executable}" -c "{RUN}" "$@"; }}; {command}'
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(["bash", "-c", script], capture_output=True, check=False, cwd=folder, env=environment)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("verb", ["ask documents", "export", "info", "new --since 2000 --format csv"])
def test_a_full_output_is_told_in_a_line(store: str, verb: str) -> None:
    done = ended(f"coopatlas {verb} --store {store} > /dev/full")
    assert done.returncode == 2
    lines = done.stderr.decode().splitlines()
    assert [line.startswith("coopatlas: ") for line in lines] == [True], lines


@pytest.mark.parametrize("close", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_crash(store: str, close: str) -> None:
    done = ended(f"coopatlas ask documents --store {store} {close}")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_early_does_not_end_a_build(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"Карелия и Казахстан говорят о портах: {number}.", "utf-8")
    blank.new(tmp_path / "store").close()
    done = ended(f"coopatlas build {tmp_path} --processes 1 --store {tmp_path}/store 2>&1 | head -1", tmp_path)
    assert len(done.stdout.splitlines()) == 1
    counted = ended(
        f"coopatlas ask documents --format csv --store {tmp_path}/store; coopatlas info --store store", tmp_path
    )
    assert "4" in counted.stdout.decode().split("Documents")[1].splitlines()[0]


def test_a_name_that_is_no_text_is_an_unknown_name(store: str) -> None:
    done = ended(f"coopatlas forget $'\\xff' --store {store}")
    assert done.returncode == 2
    assert "no such document" in done.stderr.decode()


def test_an_export_that_fails_leaves_the_old_file_whole(store: str, tmp_path: Path) -> None:
    file = tmp_path / "a.nq"
    file.write_text("old", "utf-8")
    done = ended(f"ulimit -f 2; coopatlas export --store {store} -o {file}")
    assert done.returncode == 2
    assert file.read_text("utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.nq"]
    assert ended(f"coopatlas export --store {store} -o {file}").returncode == 0
    assert file.stat().st_size > 1000


def test_a_page_can_go_to_standard_output(store: str, tmp_path: Path) -> None:
    done = ended(f"coopatlas view network --store {store} -o -", tmp_path)
    assert done.stdout.lower().startswith(b"<!doctype html>")
    assert done.stdout.rstrip().endswith(b"</html>")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", ["export", "ask documents", "sparql names.rq"])
def test_tables_open_in_excel_as_they_are_meant(
    run: Run, store: str, verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    query = "SELECT ?name ?title { GRAPH ?g { ?d dcterms:identifier ?name ; dcterms:title ?title } }"
    (tmp_path / "names.rq").write_text(query, "utf-8")
    done = run(*verb.split(), "--format", "csv", "--store", store)
    assert done.out.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(done.out.removeprefix("\ufeff"))))
    cells = [cell for row in rows for cell in row]
    assert "'=1+1" in cells
    assert f"'{FORMULA}" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    assert all(rows), "no empty record"


def test_a_negative_number_stays_a_number() -> None:
    assert sheet([["-5.2", "-5 %", "+7", "@a", "x"]]) == "\ufeff-5.2,'-5 %,'+7,'@a,x\n"


def test_what_is_new_is_an_atom_feed(run: Run, store: str, tmp_path: Path) -> None:
    feed = ("--format", "atom", "-o", str(tmp_path / "new.atom"))
    done = run("new", "--since", "2019-12-31", "--store", store, *feed, "--lang", "en")
    assert done.code == 0, done.err
    root = ET.parse(tmp_path / "new.atom").getroot()
    names = {"a": "http://www.w3.org/2005/Atom"}
    entries = root.findall("a:entry", names)
    assert len(entries) == 2
    assert all(entry.find(f"a:{name}", names) is not None for entry in entries for name in ("id", "title", "updated"))
    assert len({entry.findtext("a:id", "", names) for entry in entries}) == 2
    assert "not stated" in run("new", "--since", "2020-01-02", "--store", store, "--lang", "en").out
