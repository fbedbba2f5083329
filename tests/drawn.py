"""A small store in memory to draw from, and documents made by hand to put into it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pyoxigraph
from rdflib import URIRef

from coopatlas import views
from coopatlas.claims import document_graph
from coopatlas.model import Document, EntityRef, Fact, Value
from coopatlas.rdf import iri

PLACES = {
    "Казахстан": ("Country", "Kazakhstan"),
    "Россия": ("Country", "Russia"),
    "Республика Карелия": ("Region", "Republic of Karelia"),
    "Санкт-Петербург": ("City", "Saint Petersburg"),
    "порт Беломорск": ("SeaPort", "Port of Belomorsk"),
    "Евразийский экономический союз": ("EconomicUnion", "Eurasian Economic Union"),
}
CLASSES = {"person": "Person", "goods": "CommodityGroup", "organization": "Organization", "agent": "Organization"}


@dataclass(frozen=True, slots=True)
class Named:
    iri: URIRef
    cls: URIRef
    labels: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, URIRef], ...] = ()


class Names:
    """Resolves a name to an entity of that very name; places are those above, people those already met."""

    people: set[str]

    def __init__(self) -> None:
        self.people = set()

    def entity(self, name: str, role_type: str, lang: str) -> Named:
        if role_type == "person":
            self.people.add(name)
        kind = "Person" if name in self.people else CLASSES.get(role_type, "Region")
        cls, english = PLACES.get(name, (kind, ""))
        labels = ((name, lang), (english, "en")) if english else ((name, lang),)
        return Named(iri.entity(cls.lower(), name), iri.ONTOLOGY[cls], labels)

    def referred(self, reference: EntityRef, lang: str) -> Named:
        return self.entity(reference.name, reference.type, lang)


@dataclass(frozen=True, slots=True)
class Answer:
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


@dataclass(slots=True)
class Memory:
    """Answers SPARQL from memory, as the store on disk does."""

    quads: pyoxigraph.Store = field(default_factory=pyoxigraph.Store)

    def add(self, document: Document, facts: Sequence[Fact], names: Names | None = None) -> None:
        graph = document_graph(document, facts, names or Names())
        text = graph.serialize(format="nt", encoding="utf-8")
        name = pyoxigraph.NamedNode(str(iri.document_graph(document.digest)))
        self.quads.bulk_load(input=text, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=name)

    def describe(self, subject: str, predicate: str, value: str) -> None:
        """Add a triple of reference data between two entities."""
        self._insert(f"id:{subject} {predicate} id:{value}")

    def classify(self, goods: str, *groups: str) -> None:
        """Put goods of this name into everyday groups, named as they are written here."""
        subject = Names().entity(goods, "goods", "ru").iri.rpartition("/")[2]
        for group in groups:
            self._insert(f'id:{subject} coop:classifiedAs v:{group} . v:{group} skos:prefLabel "{group}"@en')

    def locate(self, subject: str, east: float, north: float) -> None:
        """Add the coordinates of an entity to the reference data."""
        self._insert(f"id:{subject} coop:longitude {east} ; coop:latitude {north}")

    def _insert(self, triples: str) -> None:
        prologue = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in iri.PREFIXES.items())
        self.quads.update(f"{prologue} INSERT DATA {{ GRAPH graph:reference {{ {triples} }} }}")

    def query(self, sparql: str) -> Answer:
        solutions = self.quads.query(sparql)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        columns = [variable.value for variable in solutions.variables]
        return Answer(columns, [[row[column] for column in columns] for row in solutions])


class Plain:
    """Answers the queries that hold `marked` with one row of plain text, and every other query with nothing."""

    def __init__(self, row: Mapping[str, str | None], marked: str) -> None:
        self.row, self.marked = row, marked

    def query(self, sparql: str) -> Answer:
        return Answer(list(self.row), [list(self.row.values())] if self.marked in sparql else [])


def data(page: str, name: str) -> Any:
    """Return what a page carries under this name."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def fact(kind: str, args: Mapping[str, Value], evidence: str, modality: str = "stated", **more: Any) -> Fact:
    start = sum(map(ord, evidence))  # so that no two sentences share a span
    return Fact.plain(kind, args, evidence, start, start + len(evidence), modality=modality, **more)


def sample() -> Memory:
    """Return a store of the sample document."""
    memory = Memory()
    memory.add(*sample_document())
    return memory


def located() -> Memory:
    """Return the sample with a dozen regions that trade and have a place on the map."""
    memory = sample()
    for number in range(12):
        ends = {"reporter": f"Область {number}", "partner": "Казахстан", "flow": "turnover"}
        said = [fact("trade", {**ends, "value": 5, "currency": "USD"}, f"Торговля {number}.")]
        memory.add(Document(f"d{number}", f"{number}", "ru"), said)
        memory.locate(f"region-oblast-{number}", 40 + number * 3, 46 + number % 3 * 5)
    memory.locate("city-astana", 71.45, 51.18)
    memory.describe("city-astana", "coop:capitalOf", "country-kazakhstan")
    memory.locate("port-onega", 34, 61)
    memory.describe("port-onega", "coop:locatedIn", "region-respublika-kareliya")
    return memory


@cache
def located_page(name: str = "network") -> str:
    """Return the page of what is `located`, which dozens of tests open."""
    return views.render(located(), name)


def hostile(texts: Iterable[str]) -> Memory:
    """Return a store in which each text is a name, a sentence, a speaker, a subject, a title, a source and a file."""
    memory = Memory()
    for number, text in enumerate(texts):
        other = f"Иное {text}"
        pair: dict[str, Value] = {"reporter": text, "partner": other, "flow": "turnover"}
        facts = [
            fact(
                "trade", {**pair, "value": 5, "currency": "USD", "period": text[:30]}, text, speaker=text, printed=text
            ),
            fact("commodity", {**pair, "commodity": f"Товар {text}"}, text),
            fact("interest", {"holder": text, "target": other, "subject": text}, text, "interest", speaker=text),
            fact("agreement", {"party": (text, other), "subject": text, "status": "signed"}, text, printed=text),
            fact("visit", {"visitor": other, "destination": text}, text, speaker=text, printed=text),
        ]
        about = Document(text, str(number), "ru", title=text, source=text, published=text[:40])
        memory.add(about, facts)
        for east, name in enumerate((text, other)):
            memory.locate(Names().entity(name, "", "ru").iri.rpartition("/")[2], 30.0 + 9 * east, 50.0 + number)
    return memory


def sample_document() -> tuple[Document, list[Fact], Names]:
    """Return a made-up document and its facts: people, a meeting, trade, wishes, a denial, a proposal."""
    pair: dict[str, Value] = {"reporter": "Республика Карелия", "partner": "Казахстан", "flow": "turnover"}
    met = "Консул Иван Пробный встретился с министром Анной Примеровой."
    grew = "Оборот превысил 15 млн долларов и вырос на пятую часть."
    facts = [
        fact("post", {"person": "Иван Пробный", "role": "консул", "represents": "Казахстан"}, met),
        fact("post", {"person": "Анна Примерова", "role": "министр", "represents": "Республика Карелия"}, met),
        fact("meeting", {"participant": ("Иван Пробный", "Анна Примерова"), "place": "Санкт-Петербург"}, met),
        fact("trade", {**pair, "value": 15_000_000, "currency": "USD", "bound": "min", "period": "2017"}, grew),
        fact(
            "growth", {**pair, "percent": 20, "bound": "about", "period": "2017", "base": "2016"}, grew, confidence=0.7
        ),
        fact("commodity", {**pair, "commodity": "бумага и картон"}, "Возят бумагу и картон."),
        fact(
            "interest",
            {"holder": "Казахстан", "target": "Республика Карелия", "subject": "порты"},
            "Казахстан интересуется Карелией.",
            "interest",
            speaker="Иван Пробный",
        ),
        fact(
            "venture",
            {"party": ("Казахстан", "Россия"), "location": ("порт Беломорск",), "status": "interest"},
            "Казахстан хотел бы создать с Россией предприятие в порту.",
            "interest",
            speaker="Иван Пробный",
        ),
        fact(
            "partner",
            {"party": "Казахстан", "of": "Республика Карелия", "rank": "main"},
            "Казахстан не входит в число основных партнёров Карелии.",
            polarity="negative",
        ),
        fact(
            "proposal",
            {"proposer": "Анна Примерова", "party": ("Республика Карелия",), "subject": "связи с одной из областей"},
            "Возможно, стоит подумать о связях с одной из областей.",
            "proposal",
            speaker="Анна Примерова",
        ),
        fact("support", {"supporter": "консульство"}, "Консульство готово помочь.", "readiness"),
    ]
    names = Names()
    names.people |= {"Иван Пробный", "Анна Примерова"}
    about = Document("sample", met, "ru", "Встреча в Петербурге", "https://example.org/news?a=1&b=2", "2018-09-11")
    return about, facts, names
