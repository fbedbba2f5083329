"""A store kept up over time: versions, moves, what is gone, a year of weekly updates, readers beside a writer."""

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import typer

import blank
import paper
import reprinted
from coopatlas import build, documents, reading
from coopatlas.build import Event
from coopatlas.build.intake import Upkeep
from coopatlas.cli import reading as verbs
from coopatlas.cli import subscriptions
from coopatlas.documents import Place, web
from coopatlas.errors import ContentError, DocumentError
from coopatlas.model import Document, Fact, Value
from coopatlas.store import Store

STORY = "Товарооборот между Карелией и Казахстаном в 2017 году составил {} млн долларов США.\n"


def told(document: Document) -> list[Fact]:
    """Read a figure by hand: real reading of a year of documents would take a minute."""
    words = document.text.split()
    if "млн" not in words:
        return []
    value = words[words.index("млн") - 1].replace(",", ".")
    start = document.text.index("млн")
    args: dict[str, Value] = {
        "reporter": "Карелия",
        "partner": "Казахстан",
        "flow": "turnover",
        "value": float(value),
        "currency": "USD",
    }
    return [Fact.plain("trade", args, document.text[start : start + 3], start, start + 3)]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read", told)


def run(store: Store, *paths: Path | str, prune: bool = False, only_changed: bool = False) -> dict[str, str]:
    upkeep = Upkeep(prune=prune, only_changed=only_changed)
    events: list[Event] = list(build.build([str(path) for path in paths], store, upkeep=upkeep))
    return {Path(event.document).name: event.outcome for event in events}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank.new(tmp_path / "store") as opened:
        yield opened


def test_one_file_by_two_paths_is_one_document(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("docs.txt")
    file.write_text(STORY.format("15,3"), "utf-8")
    assert run(store, "docs.txt") == {"docs.txt": "read"}
    assert run(store, file.absolute()) == {"docs.txt": "unchanged"}
    file.write_text(STORY.format("16,4"), "utf-8")
    assert run(store, file.absolute()) == {"docs.txt": "read"}
    assert store.count() == 1
    values = store.query("SELECT ?value { ?x coop:pointValue ?value }").rows
    assert [str(value) for (value,) in values] == ["16400000"]


@pytest.mark.usefixtures("quick")
def test_a_move_a_copy_and_what_is_gone_are_understood(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(STORY.format(len(name) + ord(name)), "utf-8")
    assert set(run(store, folder).values()) == {"read"}
    (folder / "a.txt").rename(folder / "moved.txt")
    shutil.copy(folder / "b.txt", folder / "copy.txt")
    (folder / "c.txt").unlink()
    assert run(store, folder) == {"b.txt": "unchanged", "copy.txt": "repeated", "moved.txt": "moved", "c.txt": "gone"}
    assert sorted(Path(one.name).name for one in store.documents()) == ["b.txt", "c.txt", "moved.txt"]
    assert run(store, folder, prune=True)["c.txt"] == "forgotten"
    assert sorted(Path(one.name).name for one in store.documents()) == ["b.txt", "moved.txt"]
    with blank.new(tmp_path / "fresh") as fresh:
        run(fresh, folder)
        assert blank.beyond(fresh) == blank.beyond(store)


@pytest.mark.usefixtures("quick")
def test_rows_that_leave_a_table_are_gone_and_nothing_else_is(tmp_path: Path, store: Store) -> None:
    file, other = tmp_path / "a.csv", tmp_path / "b.txt"
    rows = [f"{number};{STORY.format(number).strip()}" for number in range(3)]
    file.write_text("\n".join(["id;text", *rows]), "utf-8")
    other.write_text(STORY.format(9), "utf-8")
    assert set(run(store, file, other).values()) == {"read"}
    file.write_text("\n".join(["id;text", *rows[:2]]), "utf-8")
    assert run(store, file, prune=True) == {"a.csv#0": "unchanged", "a.csv#1": "unchanged", "a.csv#2": "forgotten"}
    file.write_bytes(b"\x89PNG")
    assert run(store, file, prune=True) == {"a.csv": "failed"}
    assert store.count() == 3


@pytest.mark.usefixtures("quick")
def test_an_empty_or_missing_folder_forgets_nothing(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY.format(1), "utf-8")
    run(store, folder)
    (folder / "a.txt").unlink()
    assert "forgotten" not in run(store, folder, prune=True).values()
    folder.rmdir()
    assert "forgotten" not in run(store, folder, prune=True).values()
    assert store.count() == 1


@pytest.mark.usefixtures("quick")
def test_a_file_that_did_not_change_is_not_opened(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY.format(1), "utf-8")
    assert run(store, folder, only_changed=True) == {"a.txt": "read"}
    monkeypatch.setattr(Path, "open", None)
    assert run(store, folder, only_changed=True, prune=True) == {}
    assert store.count() == 1


@pytest.mark.usefixtures("quick")
def test_a_file_of_the_same_bytes_is_opened_only_where_what_opens_it_changed(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [f"{number};{STORY.format(number).strip()}" for number in range(2)]
    (folder / "t.csv").write_text("\n".join(["id;text", *rows]), "utf-8")
    for name, number in (("a", 11), ("b", 12), ("twin", 11)):
        (folder / f"{name}.txt").write_text(STORY.format(number), "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    opened: list[str] = []
    plainly = documents.opened

    def noted(place: Place, *rest: Any) -> Iterator[Document | DocumentError]:
        opened.append(Path(place.path).name)
        return plainly(place, *rest)

    monkeypatch.setattr(documents, "opened", noted)
    first = run(store, folder)
    assert first.pop("twin.txt") == "repeated"
    assert first.pop("empty.txt") == "failed"
    assert set(first.values()) == {"read"}
    opened.clear()
    again = {**dict.fromkeys(first, "unchanged"), "twin.txt": "repeated", "empty.txt": "failed"}
    (folder / "a.txt").touch()
    assert run(store, folder) == again
    assert opened == ["empty.txt", "twin.txt"]  # whose outcome is told each time
    opened.clear()
    kept = (folder / "b.txt").stat()
    (folder / "b.txt").write_text(STORY.format(13), "utf-8")
    os.utime(folder / "b.txt", ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert run(store, folder) == {**again, "b.txt": "read"}
    assert opened == ["b.txt", "empty.txt", "twin.txt"]
    name = next(one.name for one in store.documents() if one.name.endswith("#1"))
    store.forget(name)
    assert run(store, folder)["t.csv#1"] == "read"
    opened.clear()
    monkeypatch.setattr(documents, "fingerprint", lambda: "another way to open")
    assert run(store, folder) == again
    assert sorted(opened) == ["a.txt", "b.txt", "empty.txt", "t.csv", "twin.txt"]


@pytest.mark.usefixtures("quick")
def test_a_broken_file_is_told_of_once_and_again_when_it_changed(tmp_path: Path, store: Store) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.4 no")
    assert run(store, file, only_changed=True) == {"a.pdf": "failed"}
    assert run(store, file, only_changed=True) == {}
    file.write_bytes(b"%PDF-1.4 no more")
    assert run(store, file, only_changed=True) == {"a.pdf": "failed"}
    file.write_text(STORY.format(3), "utf-8")
    assert run(store, file, only_changed=True) == {"a.pdf": "read"}


class Feed:
    """A server of one feed, which forgets its items as feeds do."""

    def __init__(self) -> None:
        self.data = b""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                found = self.path == "/feed"
                self.send_response(200 if found else 404)
                self.send_header("Content-Length", str(len(outer.data) if found else 0))
                self.end_headers()
                self.wfile.write(outer.data if found else b"")

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def feed() -> Iterator[Feed]:
    web.visits.cache_clear()
    made = Feed()
    yield made
    made.close()


@pytest.mark.usefixtures("quick")
def test_a_year_of_weekly_updates_leaves_what_one_build_gives(
    tmp_path: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each week two items come, one of an earlier week changes, some are reprints, and the feed holds eight at most."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "coopatlas.toml").write_text(
        f'store = "store"\n[[source]]\npaths = ["http://127.0.0.1:{feed.port}/feed", "inbox"]\n'
        f'hosts = ["127.0.0.1:{feed.port}"]\n',
        "utf-8",
    )
    blank.new(tmp_path / "store").close()
    draw = random.Random(52)
    items: dict[str, tuple[str, str, str]] = {}
    for week in range(52):
        for number in (2 * week, 2 * week + 1):
            told_by = reprinted.reprint(number - 3, "lengthened") if number % 7 == 3 else reprinted.story(number)
            link = f"https://example.org/{number}"
            items[link] = (link, f"Новость {number}", " ".join(told_by))
        current = list(items.values())[-8:]
        link, title, text = draw.choice(current)
        items[link] = (link, title, f"{text} Уточнено на неделе {week}.")
        feed.data = paper.rss([items[one] for one, *_ in current])
        if week % 10 == 0:
            (tmp_path / "inbox" / f"{week}.txt").write_text(STORY.format(week), "utf-8")
        assert update(tmp_path) == 0
    line = capsys.readouterr().out.strip().splitlines()[-1]
    assert "110 documents" in line
    assert update(tmp_path) == 0
    assert capsys.readouterr().out.startswith("nothing new")
    everything = tmp_path / "all.rss"
    everything.write_bytes(paper.rss(list(items.values())))
    with blank.new(tmp_path / "once") as once, Store.open(tmp_path / "store", read_only=True) as lived:
        list(build.build([str(everything)], once))
        feeds = {record.name for record in once.documents()}
        for record in lived.documents():
            if record.name not in feeds:
                list(build.build([record.name], once))
        assert len(lived.reprints()) == 15
        assert blank.beyond(lived) == blank.beyond(once)


def update(folder: Path) -> int:
    try:
        verbs.update(str(folder / "coopatlas.toml"), processes=1, decisions=None)
    except typer.Exit as ended:
        return int(ended.exit_code)
    return 0


def test_a_source_that_fails_is_told_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(STORY.format(1), "utf-8")
    (tmp_path / "coopatlas.toml").write_text(
        '[[source]]\npaths = ["http://127.0.0.1:9/feed"]\n[[source]]\npaths = ["a.txt"]\n', "utf-8"
    )
    blank.new(tmp_path / "coopatlas-store").close()
    assert update(tmp_path) == 2
    out, err = capsys.readouterr()
    assert "private network" in err
    assert "1 read" in out


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("", "no source"),
        ("[[source]]\n", "no paths"),
        ("[[source]\n", "broken TOML"),
        ("colour = 1\n[[source]]\npaths = ['a']\n", "colour"),
        ("prune = 'yes'\n[[source]]\npaths = ['a']\n", "prune"),
        ("[[source]]\npaths = ['a']\nhosts = ['x:y']\n", "no host"),
    ],
)
def test_a_file_of_sources_that_is_wrong_is_told(tmp_path: Path, text: str, told_of: str) -> None:
    (tmp_path / "coopatlas.toml").write_text(text, "utf-8")
    with pytest.raises(ContentError, match=told_of):
        subscriptions.read(tmp_path / "coopatlas.toml")


ASKED = "from coopatlas.store import Store\nwith Store.open({path!r}, read_only=True) as s: print(s.count())"


@pytest.mark.usefixtures("quick")
def test_several_read_beside_one_that_writes_and_leave_no_logs(tmp_path: Path) -> None:
    path = tmp_path / "store"
    code = ASKED.format(path=str(path))
    with blank.new(path) as writer:
        (tmp_path / "a.txt").write_text(STORY.format(1), "utf-8")
        run(writer, tmp_path / "a.txt")
        readers = [
            subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        (tmp_path / "b.txt").write_text(STORY.format(2), "utf-8")
        run(writer, tmp_path / "b.txt")
        said = [reader.communicate() for reader in readers]
        assert all(out.strip() in ("1", "2") for out, _ in said), said
    for _ in range(5):
        with Store.open(path, read_only=True) as reader:
            assert reader.count() == 2
    assert not list(path.glob("LOG.old.*"))


@pytest.mark.usefixtures("quick")
def test_a_folder_that_may_not_be_written_can_be_asked(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with blank.new(path) as writer:
        (tmp_path / "a.txt").write_text(STORY.format(1), "utf-8")
        run(writer, tmp_path / "a.txt")
    before = {file.name: file.stat().st_mtime_ns for file in path.iterdir() if not file.name.startswith("LOG")}
    path.chmod(0o555)
    try:
        with Store.open(path, read_only=True) as reader:
            assert reader.count() == 1
    finally:
        path.chmod(0o755)
    assert {f.name: f.stat().st_mtime_ns for f in path.iterdir() if not f.name.startswith("LOG")} == before
