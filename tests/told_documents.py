"""Small documents with facts told by hand, for the tests of the store, of building and of export."""

from collections.abc import Mapping
from typing import Any

from coopatlas import claims, gazetteer
from coopatlas.model import Document, Fact
from coopatlas.resolve import Resolver
from coopatlas.store import Store

AT = "2020-01-01T00:00:00Z"

CONSUL = {"role": "генеральный консул", "represents": "Казахстан", "seat": "Санкт-Петербург"}
SENTENCES: Mapping[str, tuple[str, Mapping[str, Any], Mapping[str, Any]]] = {
    "post": (
        "Болат Иманбаев — генеральный консул Казахстана в Санкт-Петербурге.",
        {
            "person": "Болат Иманбаев",
            "role": "генеральный консул",
            "represents": "Казахстан",
            "seat": "Санкт-Петербург",
        },
        {},
    ),
    "post in Latin": (
        "Консул Bolat Imanbayev представляет Казахстан.",
        {
            "person": "Bolat Imanbayev",
            "role": "генеральный консул",
            "represents": "Казахстан",
            "seat": "Санкт-Петербург",
        },
        {},
    ),
    "trade": (
        'Товарооборот Карелии и Казахстана превысил 15 млн долларов, "рекорд" \\ 2017 года.',
        {
            "reporter": "Республика Карелия",
            "partner": "Казахстан",
            "flow": "turnover",
            "value": 15000000,
            "currency": "USD",
            "bound": "min",
            "period": "2017",
        },
        {"printed": "15 млн"},
    ),
    "undated": (
        "Товарооборот Карелии и Казахстана – 15 млн долларов.",
        {
            "reporter": "Республика Карелия",
            "partner": "Казахстан",
            "flow": "turnover",
            "value": 15000000,
            "currency": "USD",
        },
        {},
    ),
    "wish": (
        "Казахстан хочет совместные предприятия в портах Карелии.",
        {"party": ("Казахстан",), "location": ("порты Карелии",), "status": "interest"},
        {"modality": "interest", "speaker": "посольство Казахстана в России"},
    ),
    "denial": (
        "Казахстан не главный партнёр Карелии.",
        {"party": "Казахстан", "of": "Республика Карелия", "rank": "main"},
        {"polarity": "negative"},
    ),
    "doubt": (
        "Кажется, Болат Иманбаев — генеральный консул Казахстана в Санкт-Петербурге.",
        {
            "person": "Болат Иманбаев",
            "role": "генеральный консул",
            "represents": "Казахстан",
            "seat": "Санкт-Петербург",
        },
        {"confidence": 0.3},
    ),
}
KINDS = {"post in Latin": "post", "undated": "trade", "wish": "venture", "denial": "partner", "doubt": "post"}


def told(name: str, *sentences: str, title: str | None = None) -> tuple[Document, list[Fact]]:
    """Return a document of these sentences, by their names above, and its facts."""
    text, facts = "", []
    for sentence in sentences:
        evidence, args, how = SENTENCES[sentence]
        start, text = len(text), f"{text}{evidence}\n"
        kind = KINDS.get(sentence, sentence)
        facts.append(Fact.plain(kind, args, evidence, start, start + len(evidence), **how))
    return Document(name, text or "Ничего.", "ru", title), facts


def commit(store: Store, name: str, *sentences: str, reader: str = "by hand", title: str | None = None) -> Document:
    """Commit the document of these sentences."""
    document, facts = told(name, *sentences, title=title)
    store.commit(document, claims.document_graph(document, facts, Resolver(gazetteer.load(), facts)), reader, AT)
    return document
