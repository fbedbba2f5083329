"""The desk as a person meets it: verbs for scripts, the queue, samples, and what follows from decisions."""

import json
import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.resources import as_file
from pathlib import Path

import pytest

from coopatlas import cli, content, reading
from coopatlas.claims import read as claims_read
from coopatlas.evaluate import gold
from coopatlas.model import CERTAIN, Fact
from coopatlas.review import corpus
from coopatlas.review.costs import costs
from coopatlas.review.decision import made
from coopatlas.review.decisions import Decisions
from coopatlas.review.desk import Desk
from coopatlas.review.precision import PRIOR, Precision, Tally, wilson
from coopatlas.review.queue import Wanted, queue
from coopatlas.review.sampling import Share, sample, shown
from coopatlas.store import Store
from desk import GREW, MET, READ, SENT, SIGNED, House, of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    found = House(tmp_path, READ)
    monkeypatch.setattr(reading, "read", found.reader)
    found.tell(MET, SIGNED, GREW, SENT)
    found.build()
    return found


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setenv("USER", "Анна")
        monkeypatch.setattr("sys.argv", ["coopatlas", *arguments, "--store", str(tmp_path / "store")])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return ran


def listed(run: Run, *arguments: str) -> dict[str, dict[str, object]]:
    code, out, error = run("review", "list", "--format", "json", *arguments)
    assert code == 0, error
    return {one["evidence"]: one for one in json.loads(out)}


def test_verbs_decide_without_a_terminal(house: House, run: Run) -> None:
    keys = {sentence: str(one["key"]) for sentence, one in listed(run).items()}
    assert set(keys) == {MET, SIGNED, GREW}
    assert run("review", "reject", keys[MET], "--because", "не встречались")[0] == 0
    assert run("review", "confirm", keys[GREW][:6])[0] == 0
    assert run("review", "correct", keys[SIGNED], "status=planned", "modality=intention", "subject=")[0] == 0
    added = ("--kind", "supply", "--sentence", SENT, "supplier=Кострома", "goods=фанера", "status=planned")
    assert run("review", "add", str(house.folder / "in" / "a.txt"), *added, "modality=intention")[0] == 0
    assert house.verdicts() == {SIGNED: "corrected", GREW: "confirmed", SENT: "added"}
    assert not listed(run)
    code, out, _ = run("review", "log", "--format", "json")
    records = json.loads(out)
    assert [one["verdict"] for one in records] == ["reject", "confirm", "correct", "add"]
    assert {one["who"] for one in records} == {"Анна"}
    assert records[0]["why"] == "не встречались"
    assert run("review", "undo")[0] == run("review", "undo", records[0]["id"])[0] == 0
    assert house.verdicts() == {MET: "", SIGNED: "corrected", GREW: "confirmed"}
    house.tell(SIGNED)
    house.build()
    assert "the sentence is gone" in run("review", "orphans")[1]
    code, _, error = run("review", "confirm", "ffffffffffff")
    assert (code, error.count("\n")) == (2, 1)


def test_decisions_of_another_are_taken_in_once(house: House, run: Run, tmp_path: Path) -> None:
    house.decide(lambda desk: desk.reject(of(desk, MET)), "Борис", "boris.jsonl")
    assert run("review", "confirm", str(listed(run, "--kind", "agreement")[SIGNED]["key"]))[0] == 0
    for told in ("1 decisions", "0 decisions"):
        assert told in run("review", "import", str(tmp_path / "boris.jsonl"))[1]
    house.build()
    assert house.verdicts() == {SIGNED: "confirmed", GREW: ""}


def test_the_queue_begins_where_a_decision_helps_most(house: House) -> None:
    with Store.open(house.folder / "store") as opened:
        desk = Desk(opened, house.folder / "decisions.jsonl", "Анна")
        first = queue(opened, desk.decisions)
        assert first[0].kind == "agreement"  # drawn on the board, as the others are not
        assert {"new", "shown"} <= set(first[0].reasons)
        assert [one.kind for one in queue(opened, desk.decisions, Wanted(kind="trade"))] == ["trade"]
        assert not queue(opened, desk.decisions, Wanted(since="2999-01-01"))
        about = Wanted(about=("https://w3id.org/coopatlas/id/country-KZ",))
        assert [one.kind for one in queue(opened, desk.decisions, about)] == ["trade"]
        desk.confirm(desk.find(first[0].key))
        assert first[0].key not in {one.key for one in queue(opened, desk.decisions)}


def test_three_decisions_do_not_outweigh_three_hundred() -> None:
    fact = Fact.plain("visit", {"visitor": ("Анна",)}, "Анна приехала.", 0, 14, rule="r", confidence=0.9)

    def weighed(right: int, wrong: int) -> float:
        return Precision({("r", True): Tally(right, wrong)}).weighed(fact).confidence

    assert weighed(0, 0) == 0.9
    assert weighed(0, 3) == 0.78
    assert weighed(0, PRIOR - 1) == CERTAIN  # not over the line
    assert weighed(0, 300) < 0.1
    assert weighed(300, 0) > 0.98
    assert Precision({("r", False): Tally(0, 300)}).weighed(fact) == fact


def test_the_precision_of_a_rule_flows_into_what_nobody_decided_of(house: House) -> None:
    house.decide(lambda desk: desk.reject(of(desk, MET)))
    second = MET.replace("Анна Лунина", "Олег Дёмин")
    house.tell(second, name="b")
    house.read = {**READ, second: ("meeting", {"participant": ("Олег Дёмин", "Иван Реутов")})}
    house.build()
    with Store.open(house.folder / "store", read_only=True) as opened:
        (confidence,) = [claim.confidence for claim in claims_read.every(opened) if claim.kind == "meeting"]
        assert confidence == round(20 * 0.7 / 21, 2)
        dearest = costs(opened, Decisions.read(house.folder / "decisions.jsonl"))[0]
    assert (dearest.rule, dearest.readings, dearest.tally) == ("ru/meeting/by hand", 2, Tally(0, 1))


def test_bounds_are_those_of_wilson() -> None:
    low, high = wilson(96, 100)
    assert (round(low, 4), round(high, 4)) == (0.9016, 0.9843)
    assert wilson(0, 0) == (0, 1)
    assert Share(96, 100).words("en") == "of 100, 96 (90–98) are right (100 looked at; Wilson interval, 95 %)"


def test_a_sample_is_fair_the_same_for_a_seed_and_says_what_it_found(house: House, run: Run) -> None:
    for number in range(8):
        sentences = [f"{number}) {one}" for one in (MET, SIGNED, GREW)]
        house.read = {**house.read, **{f"{number}) {one}": READ[one] for one in (MET, SIGNED, GREW)}}
        house.tell(*sentences, name=f"n{number}")
    house.build()
    with Store.open(house.folder / "store") as opened:
        desk = Desk(opened, house.folder / "decisions.jsonl", "Анна")
        drawn = sample(desk, 9, 1)
        assert [one.key for one in sample(desk, 9, 1).drawn] == [one.key for one in drawn.drawn]
        assert [one.key for one in sample(desk, 9, 2).drawn] != [one.key for one in drawn.drawn]
        assert sorted(one.kind for one in drawn.drawn) == ["agreement"] * 3 + ["meeting"] * 3 + ["trade"] * 3
        desk.sample = drawn.name
        for one in drawn.drawn:
            (desk.reject if one is drawn.drawn[0] else desk.confirm)(desk.find(one.key))
        done = sample(desk, 9, 1)
        assert [one.key for one in done.drawn] == [one.key for one in drawn.drawn]
        assert shown(desk.decisions) == Share(8, 9)
    assert (done.share().right, done.share().of, done.left) == (8, 9, [])
    assert {one.sample for one in Decisions.read(house.folder / "decisions.jsonl").claims} == {"9/1"}
    assert "of 100, 89 (57–98) are right" in run("review", "--sample", "9", "--seed", "1", "--lang", "en")[1]


def test_decisions_are_gold_for_measuring_and_training(house: House, run: Run, tmp_path: Path) -> None:
    house.decide(lambda desk: (desk.confirm(of(desk, GREW)), desk.reject(of(desk, MET))))
    assert "1 documents" in run("review", "--export", str(tmp_path / "gold"))[1]
    (one,) = gold.read(tmp_path / "gold")
    assert one.reviewed == frozenset({MET, GREW})
    assert [fact.kind for fact in one.facts] == ["trade"]
    assert one.covers(GREW)
    assert not one.covers(SIGNED)
    code, out, error = run("evaluate", str(tmp_path / "decisions.jsonl"), "--format", "json")
    assert code == 0, error
    assert "meeting" in out


DECISIONS = 50


def test_fifty_decisions_take_a_key_each(house: House) -> None:
    sentences = [MET.replace("9", str(day)) for day in range(1, 29)] + [
        SIGNED.replace("торговле", f"торговле {n}") for n in range(24)
    ]
    house.read = {one: READ[MET if "встретились" in one else SIGNED] for one in sentences}
    for number in range(0, len(sentences), 4):
        house.tell(*sentences[number : number + 4], name=f"n{number}")
    house.build()
    pressed = keys_for(DECISIONS)
    out = typed(["review", "--store", str(house.folder / "store"), "--who", "Анна", "--lang", "en"], pressed)
    assert "decisions: 50" in out
    made_ = Decisions.read(house.folder / "decisions.jsonl").claims
    assert len(made_) == DECISIONS
    assert {one.verdict for one in made_} == {"confirm", "reject"}
    assert len(pressed) - 1 == DECISIONS  # and q


def keys_for(count: int) -> str:
    """Return the keys of decisions, one each, some with the Russian layout on, and the one that ends."""
    return "".join("ynнт"[number % 4] for number in range(count)) + "q"


def typed(arguments: Sequence[str], keys: str) -> str:
    """Return what the command says to one who presses these keys, each when the former was answered."""
    parent, child = pty.openpty()
    command = [sys.executable, "-c", "from coopatlas.cli import main; main()", *arguments]
    process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env={**os.environ, "TERM": "dumb"})
    os.close(child)
    shown, until = b"", time.monotonic() + 120
    for number, key in enumerate(keys, start=1):
        while shown.count(b"q quit") < number and time.monotonic() < until and process.poll() is None:
            shown += _read(parent)
        os.write(parent, key.encode())
    while process.poll() is None and time.monotonic() < until:
        shown += _read(parent)
    shown += _read(parent)
    os.close(parent)
    return shown.decode(errors="replace")


def _read(file: int) -> bytes:
    if not select.select([file], [], [], 0.2)[0]:
        return b""
    try:
        return os.read(file, 1 << 16)
    except OSError:
        return b""


def test_faults_of_the_samples_are_mended_by_commands(run: Run, tmp_path: Path) -> None:
    """What a first user found wrong in the demo, or what is by now: a post and a visit, and a figure of speech."""
    (tmp_path / "in").mkdir()
    with as_file(content.documents()) as folder:
        for name in ("karelia-abai-2025", "astrakhan-kazakhstan-2021"):
            shutil.copy(folder / f"{name}.md", tmp_path / "in")
    assert run("build", str(tmp_path / "in"))[0] == 0
    for one in json.loads(run("review", "list", "--document", "karelia-abai-2025", "--format", "json")[1]):
        if one["kind"] == "post" and one["args"]["person"].startswith("Мейирлан"):
            values = ("person=Мейирлан Раханов", "represents=область Абай")
            assert run("review", "correct", one["key"], *values)[0] == 0
        if one["kind"] == "visit" and one["args"]["visitor"][0].startswith("Мейирлан"):
            assert run("review", "correct", one["key"], "visitor=Мейирлан Раханов", "date=2025-09")[0] == 0
        if one["kind"] == "meeting" and "Берик Уали" in one["args"].get("participant", ()):
            assert run("review", "reject", one["key"])[0] == 0
    for one in json.loads(run("review", "list", "--document", "astrakhan-kazakhstan-2021", "--format", "json")[1]):
        if one["kind"] == "supply" and "планк" in one["args"]["goods"]:
            assert run("review", "reject", one["key"], "--because", "оборот речи")[0] == 0

    def answer(*question: str) -> str:
        return run("ask", *question, "--lang", "ru", "--format", "json")[1]

    assert "Уали" not in answer("meetings", "--set", "territory=Карелия")
    posts = json.dumps(json.loads(answer("posts")), ensure_ascii=False)
    assert "Мейирлан Раханов" in posts
    assert 'Мейирлан Рахан"' not in posts
    assert "Мейирлан Раханов" in answer("visits")
    assert "планк" not in answer("supplies")
    evidence = run("ask", "visits", "--lang", "ru", "--evidence")[1]
    assert "исправлено человеком (Анна" in evidence
    assert "было прочитано" in evidence


def test_gold_of_decisions_is_written_once_a_document(house: House) -> None:
    with Store.open(house.folder / "store") as opened:
        desk = Desk(opened, house.folder / "decisions.jsonl", "Анна")
        assert not list(corpus.reviewed(opened, desk.decisions))
        desk.note(made("same", kind="person", first="Анна Лунина", second="Анна"))
        desk.confirm(of(desk, GREW))
        (one,) = corpus.reviewed(opened, desk.decisions)
    assert one.sentences == (GREW,)
