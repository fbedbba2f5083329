"""A store that is a server of SPARQL: the same answers as one on disk, from Oxigraph's and from Virtuoso."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
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

OXIGRAPH = shutil.which("oxigraph") or str(Path(sys.executable).parent / "oxigraph")
VIRTUOSO, ISQL = shutil.which("virtuoso-t"), shutil.which("isql-vt")
INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = {http}
[SPARQL]
ResultSetMaxRows = 1000000
"""
_NO_PATHS = "it takes no step for none in a path (locatedIn?, locatedIn*)"
_NO_JOIN = "it joins nothing to what a path (subClassOf*) finds in a part of the query"
_NO_PLAN = "its compiler ends in an internal error"
OTHERWISE = {
    "cooperation": _NO_PATHS,
    "words-to-deeds": _NO_PATHS,
    "common-unions": _NO_PATHS,
    **dict.fromkeys(("bridge-people", "bridge-places", "bridges", "chains", "circles", "common-partners"), _NO_JOIN),
    **dict.fromkeys(("likely-partners", "most-named"), _NO_JOIN),
    **dict.fromkeys(("proposals-unanswered", "silent-initiatives", "new"), _NO_PLAN),
    "uncertain": "COALESCE of a comparison of what is not bound is nothing",
    "most-met": "GROUP_CONCAT gathers in another order",
    "turnover-derived": "a division has other digits",
}
"""What Virtuoso 7.2 answers otherwise, and why."""
Rows = Callable[[str], Sequence[object]]


def fill(store: Store) -> Store:
    for document, facts in DOCUMENTS:
        graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
        store.commit(document, graph, "by hand", "2020-01-01T00:00:00Z")
    return store


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, (http, sql) = tmp_path_factory.mktemp("server"), _free_ports()
    if request.param == "oxigraph":
        if not Path(OXIGRAPH).exists():
            pytest.skip("the server oxigraph (PyPI) is not installed")
        command, path = [OXIGRAPH, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{http}"], ""
    else:
        if not VIRTUOSO or not ISQL:
            pytest.skip("the server Virtuoso (Debian: virtuoso-opensource) is not installed")
        (folder / "virtuoso.ini").write_text(INI.format(http=http, sql=sql), "utf-8")
        command, path = [VIRTUOSO, "+configfile", "virtuoso.ini", "+foreground"], "/sparql"
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet) as server:
        try:
            address = f"http://127.0.0.1:{http}{path}"
            _answering((path and address) or f"{address}/query")
            if path:
                grant = [str(ISQL), f"127.0.0.1:{sql}", "dba", "dba", 'exec=GRANT SPARQL_UPDATE TO "SPARQL";']
                subprocess.run(grant, check=True, capture_output=True)
            yield address
        finally:
            server.terminate()


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _answering(endpoint: str) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{endpoint}?query=ASK%7B%7D", timeout=5):
                return
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


def answered(store: Store, name: str) -> Sequence[object]:
    question = load()[name]
    given = {p.name: p.example or "" for p in question.parameters if p.required}
    if any(p.type == "document" for p in question.parameters if p.required):
        given["document"] = "founding"
    return ask(store, question, given).rows


@pytest.fixture(scope="module")
def expected(here: Store) -> Rows:
    """What the disk gives, which is the same whatever server it is held against."""
    return cache(partial(answered, here))


@pytest.mark.parametrize("name", load())
def test_a_server_gives_the_rows_that_the_disk_gives(name: str, expected: Rows, there: Store) -> None:
    if str(there.path).endswith("/sparql") and name in OTHERWISE:
        pytest.xfail(f"Virtuoso: {OTHERWISE[name]}")
    assert answered(there, name) == expected(name)


@pytest.fixture(scope="module")
def whole(here: Store) -> list[str]:
    """All statements of the disk."""
    return sorted(map(str, here.quads()))


def test_a_server_holds_what_the_disk_holds_and_forgets_it(here: Store, there: Store, whole: list[str]) -> None:
    assert sorted(map(str, there.quads())) == whole
    assert there.info() == here.info()
    there.forget("later")
    assert "later" not in {record.name for record in there.documents()}
    fill(there)
    assert sorted(map(str, there.quads())) == whole


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
