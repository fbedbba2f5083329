import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import blank
from coopatlas import build, content, reading
from coopatlas.build import Event
from coopatlas.export import export
from coopatlas.model import Document, Fact
from coopatlas.ontology.validate import Violation
from coopatlas.store import Store
from told_documents import told

PEOPLE = ["Болат Иманбаев", "Сергей Сидоров", "Пётр Васильев"]
PLACES = ["Казахстана", "Карелии", "Узбекистана", "Мурманской области"]


@pytest.fixture
def told_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a document's text name the sentences that it puts forward."""

    def read(document: Document) -> list[Fact]:
        words = [word for word in document.text.split() if word in {"trade", "wish", "post"}]
        return told(document.name, *words)[1]

    monkeypatch.setattr(reading, "read", read)


def written(folder: Path, **texts: str) -> str:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"Карелия и Казахстан: {text}", "utf-8")
    return str(folder)


def run(store: Store, *paths: str, processes: int = 1) -> dict[str, Event]:
    return {Path(event.document).stem: event for event in build.build(paths, store, processes=processes)}


def outcomes(events: dict[str, Event]) -> dict[str, str]:
    return {name: event.outcome for name, event in events.items()}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank.new(tmp_path / "store") as opened:
        yield opened


@pytest.mark.usefixtures("told_by_hand")
def test_only_what_changed_is_read_again(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "in", a="trade", b="wish", c="nothing")
    assert outcomes(run(store, folder)) == {"a": "read", "b": "read", "c": "read"}
    assert outcomes(run(store, folder)) == {"a": "unchanged", "b": "unchanged", "c": "unchanged"}
    written(tmp_path / "in", b="post")
    assert outcomes(run(store, folder)) == {"a": "unchanged", "b": "read", "c": "unchanged"}
    assert dict(store.info().kinds) == {"trade": 1, "post": 1}
    monkeypatch.setattr(build, "fingerprint", lambda *_: "another reader")
    assert set(outcomes(run(store, folder)).values()) == {"read"}
    assert {record.reader for record in store.documents()} == {"another reader"}


@pytest.mark.usefixtures("told_by_hand")
def test_a_document_given_twice_is_noted_and_kept_once(tmp_path: Path, store: Store) -> None:
    folder = written(tmp_path / "in", a="trade", b="trade")
    events = list(build.build([folder, f"{folder}/a.txt"], store))
    assert sorted(event.outcome for event in events) == ["read", "repeated", "repeated"]
    assert f"the same as {folder}/a.txt" in {event.note for event in events}
    assert store.info().documents == 1


@pytest.mark.usefixtures("told_by_hand")
def test_two_documents_of_one_name_are_not_taken_for_versions(tmp_path: Path, store: Store) -> None:
    for name, said in (("a", "trade"), ("b", "wish")):
        (tmp_path / f"{name}.json").write_text(json.dumps({"id": "x", "text": f"Карелия: {said}"}), "utf-8")
    events = list(build.build([str(tmp_path / "a.json"), str(tmp_path / "b.json")], store))
    assert sorted(event.outcome for event in events) == ["read", "repeated"]
    assert dict(store.info().kinds) == {"trade": 1}


@pytest.mark.usefixtures("told_by_hand")
def test_a_file_that_took_the_name_of_another_is_read(tmp_path: Path, store: Store) -> None:
    folder = written(tmp_path / "in", a="trade")
    run(store, folder)
    written(tmp_path / "in", a="wish", b="trade")
    assert outcomes(run(store, folder)) == {"a": "read", "b": "read"}
    assert dict(store.info().kinds) == {"trade": 1, "venture": 1}


@pytest.mark.usefixtures("told_by_hand")
def test_the_batch_goes_on_past_what_cannot_be_read(tmp_path: Path, store: Store) -> None:
    folder = written(tmp_path / "in", a="trade")
    (tmp_path / "in" / "b.txt").write_bytes(b"\x00\x01")
    (tmp_path / "in" / "c.txt").write_text("", "utf-8")
    events = run(store, "nowhere.txt", folder)
    assert outcomes(events) == {"nowhere": "failed", "a": "read", "b": "failed", "c": "failed"}
    assert all(name in event.note for name, event in events.items() if event.outcome == "failed")
    assert store.info().documents == 1


@pytest.mark.usefixtures("told_by_hand")
def test_a_document_that_can_no_longer_be_read_stays_in_the_store(tmp_path: Path, store: Store) -> None:
    folder = written(tmp_path / "in", a="trade")
    run(store, folder)
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    assert outcomes(run(store, folder)) == {"a": "failed"}
    assert dict(store.info().kinds) == {"trade": 1}


def test_facts_that_contradict_themselves_are_left_out_and_told(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (sound, broken) = told("a", "post", "trade")
    broken = Fact.plain("trade", {**broken.args, "period": "2018"}, broken.evidence, broken.end, broken.start)
    monkeypatch.setattr(reading, "read", lambda _: [sound, broken])
    (event,) = build.build([written(tmp_path / "in", a="two")], store)
    assert (event.facts, event.dropped) == (1, 1)
    assert any(isinstance(one, Violation) and one.fatal for one in event.violations)
    assert dict(store.info().kinds) == {"post": 1}


def test_a_reader_that_stumbles_over_one_document_reads_the_others(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: Document) -> list[Fact]:
        if "good" not in document.text:
            raise ZeroDivisionError
        return []

    monkeypatch.setattr(reading, "read", fail)
    events = run(store, written(tmp_path / "in", a="x", b="good"))
    assert outcomes(events) == {"a": "failed", "b": "read"}
    assert "ZeroDivisionError" in events["a"].note
    assert "test_build.py:" in events["a"].note
    assert "\n" not in events["a"].note


def test_processes_and_order_do_not_matter(tmp_path: Path) -> None:
    samples = sorted(str(entry) for entry in content.documents().iterdir())[2:8]
    with blank.new(tmp_path / "one") as one, blank.new(tmp_path / "two") as two:
        alone = run(one, *samples)
        together = run(two, *reversed(samples), processes=2)
        assert alone == together
        assert sum(event.facts for event in alone.values()) > 10
        for form in ("nq", "trig", "ttl", "jsonld", "graphml", "gexf", "csv"):
            assert export(one, form) == export(two, form), form


def news(folder: Path, number: int) -> None:
    folder.mkdir()
    for i in range(number):
        text = f"{PEOPLE[i % 3]}, генеральный консул {PLACES[i % 4]}, встретился с делегацией {i} марта 2021 года.\n"
        turnover = f"Товарооборот Карелии и Казахстана в 20{i:02} году составил {i + 1} млн долларов.\n"
        (folder / f"{i:02}.txt").write_text(text + turnover, "utf-8")


def building(folder: Path, store: Path, processes: int) -> "subprocess.Popen[str]":
    code = "from coopatlas import build, cli; build.AT_ONCE = 8; cli.main()"
    arguments = ["build", str(folder), "--store", str(store), "--processes", str(processes)]
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def committed_before_being_killed(process: "subprocess.Popen[str]", after: int) -> list[str]:
    assert process.stderr
    lines = [process.stderr.readline() for _ in range(after)]
    process.kill()
    rest = process.stderr.read().splitlines()
    process.wait()
    assert process.returncode == -signal.SIGKILL, "it had ended before it was killed"
    return [line.partition(":")[0] for line in (*lines, *rest)]


def test_a_build_killed_at_any_moment_holds_whole_documents_and_is_completed(tmp_path: Path) -> None:
    news(tmp_path / "in", 30)
    with blank.new(tmp_path / "whole") as whole:
        run(whole, str(tmp_path / "in"))
        expected = {record.name: set(whole.graph(record)) for record in whole.documents()}
        exported = export(whole, "nq")
    for after in (1, 9):
        told_of = committed_before_being_killed(building(tmp_path / "in", tmp_path / "cut", 1), after)
        with Store.open(tmp_path / "cut") as cut:
            held = {record.name: set(cut.graph(record)) for record in cut.documents()}
        assert set(told_of) <= set(held)
        assert held.items() <= expected.items()
    with Store.open(tmp_path / "cut") as cut:
        events = run(cut, str(tmp_path / "in"))
        assert sum(event.outcome == "unchanged" for event in events.values()) == len(held) > 8
        assert export(cut, "nq") == exported


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")
def test_the_processes_of_a_killed_build_end_with_it(tmp_path: Path) -> None:
    news(tmp_path / "in", 12)
    process = building(tmp_path / "in", tmp_path / "store", 2)
    assert process.stderr
    process.stderr.readline()
    handles = [os.pidfd_open(child) for child in children(process.pid)]
    assert handles
    process.kill()
    process.communicate()
    for handle in handles:
        ended = select.poll()
        ended.register(handle, select.POLLIN)
        assert ended.poll(20_000), "a process outlives the build that started it"
        os.close(handle)
