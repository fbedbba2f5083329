"""A store that is a server of SPARQL: the same answers as one on disk, from the server that is on PyPI."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

import blank
from coopatlas import claims, gazetteer
from coopatlas.errors import StoreError
from coopatlas.questions import ask, load
from coopatlas.resolve import Resolver
from coopatlas.store import Store
from coopatlas.store.server import Server
from told import DOCUMENTS

PROGRAM = shutil.which("oxigraph") or str(Path(sys.executable).parent / "oxigraph")
pytestmark = pytest.mark.skipif(not Path(PROGRAM).exists(), reason="the server oxigraph (PyPI) is not installed")


def fill(store: Store) -> Store:
    for document, facts in DOCUMENTS:
        graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
        store.commit(document, graph, "by hand", "2020-01-01T00:00:00Z")
    return store


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    command = [PROGRAM, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield _answering(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()


def _answering(address: str) -> str:
    for _ in range(100):
        try:
            with urlopen(f"{address}/query?query=ASK%7B%7D", timeout=5):
                return address
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="module")
def there(address: str) -> Store:
    with pytest.raises(StoreError, match="holds no store"):
        Store.open(address)
    return fill(Store.open(address, create=True))


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return fill(blank.new(tmp_path_factory.mktemp("disk") / "store"))


@pytest.mark.parametrize("name", load())
def test_a_server_gives_the_rows_that_the_disk_gives(name: str, here: Store, there: Store) -> None:
    question = load()[name]
    given = {p.name: p.example or "" for p in question.parameters if p.required}
    if any(p.type == "document" for p in question.parameters if p.required):
        given["document"] = "founding"
    assert ask(there, question, given).rows == ask(here, question, given).rows


def test_a_server_holds_what_the_disk_holds_and_forgets_it(here: Store, there: Store) -> None:
    assert sorted(map(str, there.quads())) == sorted(map(str, here.quads()))
    assert there.info() == here.info()
    there.forget("later")
    assert "later" not in {record.name for record in there.documents()}
    fill(there)
    assert sorted(map(str, there.quads())) == sorted(map(str, here.quads()))


def test_what_opens_a_server_again_finds_its_store(address: str, there: Store) -> None:
    assert there.count() == len(DOCUMENTS)
    with Store.open(address, read_only=True) as again:
        assert again.count() == len(DOCUMENTS)


def test_a_server_that_does_not_answer_is_told_of_in_a_line() -> None:
    with pytest.raises(StoreError, match="does not answer"):
        Server("http://127.0.0.1:9").update("CLEAR ALL")


def test_the_password_is_in_no_message() -> None:
    server = Server("https://anna:secret@example.org/sparql")
    assert server.address == "https://example.org/sparql"
