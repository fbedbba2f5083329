"""Milliseconds of every question on a store of made documents, beside pyoxigraph given the same string.

Some 50 statements a document; pairs and kinds are drawn at random, always alike. A question has a process of its own,
since the engine cannot be interrupted: one that takes longer than `PATIENCE` is ended and counted as that slow.
`python -m tests.benchmarks.questions --documents 100000` makes 5 million statements and takes a while.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from coopatlas import claims, gazetteer
from coopatlas.claims.items import Entity
from coopatlas.model import Document, EntityRef, Fact, Value
from coopatlas.questions import ask, load
from coopatlas.questions.parameters import understand
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple
from coopatlas.rdf.oxigraph import statement
from coopatlas.resolve import Resolver
from coopatlas.store import Store

DOCUMENTS = 1_000
SHOWN = 50
SLOW = 200
PATIENCE = 60
"""Seconds after which a question is ended."""
REQUIRED = {
    "a": "Карелия",
    "b": "Казахстан",
    "territory": "Карелия",
    "about": "Казахстан",
    "document": "made-0",
    "union": "ЕАЭС",
}
GIVEN, FAMILY = ["Иван", "Пётр", "Анна", "Олег", "Майра", "Болат", "Артур", "Юлия", "Рустам", "Дина"], 60
GOODS = ["бумага", "нефть", "зерно", "уголь", "металлы", "станки", "удобрения", "лес"]


class Known:
    """The resolver with a memory across documents."""

    def __init__(self) -> None:
        self._resolver = Resolver(gazetteer.load())
        self._known: dict[tuple[str, str, str], Entity] = {}

    def entity(self, name: str, role_type: str, lang: str) -> Entity:
        """Return what the name means, resolved once."""
        key = (name, role_type, lang)
        if key not in self._known:
            self._known[key] = self._resolver.entity(*key)
        return self._known[key]

    def referred(self, reference: EntityRef, lang: str) -> Entity:
        """Return what a reader found."""
        return self._resolver.referred(reference, lang)


def run(count: int = DOCUMENTS) -> None:
    """Print a table: milliseconds of `ask` with a limit, and of the engine alone on the same string."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        begin = time.perf_counter()
        size = fill(path, count)
        print(f"{count} documents, {size} statements, made in {time.perf_counter() - begin:.0f} s")
        with Store.open(path):
            pass  # loads the reference data
        rows = sorted((_measured(path, name) for name in load()), key=lambda row: -row.asked)
        table = Table("question", "rows", "ask, ms", "engine, ms")
        for row in rows:
            table.add_row(row.question, str(row.found), f"{row.asked:.0f}", f"{row.engine:.0f}")
        Console(width=100).print(table)
        slow = [row.question for row in rows if row.asked >= SLOW]
        print(f"{len(rows) - len(slow)} of {len(rows)} questions under {SLOW} ms; not: {', '.join(slow) or 'none'}")


@dataclass(frozen=True, slots=True)
class Row:
    """Rows found, and milliseconds of `ask` and of the engine alone."""

    question: str
    found: int
    asked: float
    engine: float


def fill(path: Path, count: int) -> int:
    """Fill a new store with made documents and return the number of its statements."""
    with Store.open(path, create=True):
        pass
    database = ox.Store(path)
    database.bulk_extend(_quads(count))
    database.optimize()
    return len(database)


def _measured(path: Path, name: str) -> Row:
    answers, answer = multiprocessing.Pipe(duplex=False)
    asking = multiprocessing.Process(target=_ask, args=(path, name, answer))
    asking.start()
    row = answers.recv() if answers.poll(PATIENCE) else Row(name, 0, 1000 * PATIENCE, 1000 * PATIENCE)
    asking.kill()
    asking.join()
    return row


def _ask(path: Path, name: str, answer: Connection) -> None:
    store, question = Store(path, ox.Store.read_only(str(path))), load()[name]
    given = {p.name: REQUIRED[p.name] for p in question.parameters if p.required}
    query = question.sparql(understand(store, question.parameters, given))
    engine = _median(lambda: _drained(store, query))
    found = ask(store, question, given, SHOWN)
    asked = _median(lambda: ask(store, question, given, SHOWN))
    answer.send(Row(name, len(found.rows) + found.more, asked, engine))


def _drained(store: Store, query: str) -> int:
    found = store._database.query(query, prefixes=dict(iri.PREFIXES), default_graph=ox.NamedNode(iri.ASSERTED))
    assert isinstance(found, ox.QuerySolutions)
    return sum(1 for _ in found)


def _median(work: Callable[[], object]) -> float:
    times: list[float] = []
    while len(times) < 3 and sum(times) < 2000:
        begin = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begin))
    return sorted(times)[len(times) // 2]


def _quads(count: int) -> Iterator[ox.Quad]:
    resolver = Known()
    places = [entry.names["ru"] for entry in gazetteer.load().entries().values() if entry.kind in {"region", "country"}]
    for number in range(count):
        document, fact = made(number, places)
        graph = claims.document_graph(document, [fact], resolver)
        own = ox.NamedNode(iri.document_graph(document.digest))
        yield from _in(own, graph)
        yield from _in(ox.NamedNode(iri.ASSERTED), claims.asserted(graph))
        yield from _catalogued(own, document)


def _in(name: ox.NamedNode, triples: Iterable[Triple]) -> Iterator[ox.Quad]:
    for found in map(statement, triples):
        yield ox.Quad(found.subject, found.predicate, found.object, name)


def _catalogued(own: ox.NamedNode, document: Document) -> Iterator[ox.Quad]:
    catalogue = ox.NamedNode(iri.CATALOGUE)
    terms, prov = iri.PREFIXES["dcterms"], iri.PREFIXES["prov"]
    yield ox.Quad(own, ox.NamedNode(f"{terms}identifier"), ox.Literal(document.name), catalogue)
    yield ox.Quad(own, ox.NamedNode(f"{prov}wasDerivedFrom"), ox.NamedNode(iri.document(document.digest)), catalogue)
    yield ox.Quad(own, ox.NamedNode(f"{prov}wasAttributedTo"), ox.Literal("made"), catalogue)
    yield ox.Quad(own, ox.NamedNode(f"{prov}generatedAtTime"), ox.Literal("2026-01-01T00:00:00Z"), catalogue)


def made(number: int, places: list[str]) -> tuple[Document, Fact]:
    """Return the made document of this number, always the same, and its one fact."""
    draw = Random(number)
    a, b = ("Карелия", "Казахстан") if number % 500 == 0 else draw.sample(places, 2)
    year = str(draw.randint(2005, 2025))
    person = f"{draw.choice(GIVEN)} Деланов{draw.randrange(FAMILY)}"
    text = f"{a} и {b}: сообщение номер {number}."
    kind, args, modality = draw.choice(_KINDS)(draw, a, b, year, person)
    fact = Fact.plain(kind, args, text, 0, len(text), modality=modality)
    issued = f"{year}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    return Document(f"made-{number}", text, "ru", title=f"Документ {number}", published=issued), fact


Made = tuple[str, dict[str, Value], str]


def _trade(draw: Random, a: str, b: str, year: str, _person: str) -> Made:
    flow = draw.choice(("turnover", "export", "import"))
    bound, value = draw.choice(("exact", "min", "about")), draw.randint(1, 900) * 10**6
    args: dict[str, Value] = {"reporter": a, "partner": b, "flow": flow, "value": value, "currency": "USD"}
    return "trade", {**args, "bound": bound, "period": year}, "stated"


def _growth(draw: Random, a: str, b: str, year: str, _person: str) -> Made:
    args: dict[str, Value] = {
        "reporter": a,
        "partner": b,
        "flow": "turnover",
        "percent": draw.randint(-40, 90),
        "bound": "exact",
    }
    return "growth", {**args, "period": year, "base": str(int(year) - 1)}, "stated"


def _supply(draw: Random, a: str, b: str, year: str, _person: str) -> Made:
    return (
        "supply",
        {"supplier": a, "recipient": b, "goods": draw.choice(GOODS), "status": "ongoing", "period": year},
        "stated",
    )


def _post(_draw: Random, a: str, b: str, _year: str, person: str) -> Made:
    return "post", {"person": person, "role": "посол", "represents": a, "seat": b}, "stated"


def _meeting(draw: Random, a: str, b: str, year: str, person: str) -> Made:
    topic = f"тема {draw.randrange(200)}"
    return "meeting", {"participant": (person,), "party": (a, b), "date": f"{year}-03-09", "topic": (topic,)}, "stated"


def _agreement(draw: Random, a: str, b: str, year: str, _person: str) -> Made:
    signed = draw.random() < 0.5
    args: dict[str, Value] = {"party": (a, b), "type": "memorandum", "status": "signed" if signed else "negotiated"}
    return "agreement", {**args, "date": year}, "stated" if signed else "negotiation"


def _venture(draw: Random, a: str, b: str, _year: str, _person: str) -> Made:
    exists = draw.random() < 0.3
    args: dict[str, Value] = {"party": (a, b), "location": (b,), "status": "existing" if exists else "interest"}
    return "venture", args, "stated" if exists else "interest"


_KINDS = (_trade, _growth, _supply, _post, _meeting, _agreement, _venture)

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    run(parser.parse_args().documents)
