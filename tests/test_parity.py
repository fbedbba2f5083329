"""Every question has the same answers in Oxigraph and in rdflib's engine, which reads SPARQL on its own."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from rdflib import RDF, Dataset, URIRef
from rdflib.term import Identifier, Node

from coopatlas.questions import Question, load
from coopatlas.questions.parameters import understand
from coopatlas.rdf import iri
from coopatlas.store import Store
from test_questions import filled, required
from told import DOCUMENTS

NAMED = frozenset(re.findall(r"(?:coop|rdf|rdfs|skos|dcterms|prov):\w+", " ".join(q.query for q in load().values())))
ASKED = frozenset({RDF.type, *(URIRef(iri.PREFIXES[prefix] + name) for prefix, name in (n.split(":") for n in NAMED))})
"""The properties that the questions name."""
BEYOND = {
    "cooperation": "rdflib walks the path before the places are known, and does not end",
    "words-to-deeds": "rdflib walks the path before the places are known, and does not end",
    "within-union": "rdflib walks the path before the places are known, and does not end",
    "common-unions": "rdflib walks the path before the places are known, and does not end",
    "most-met": "rdflib loses the rows of a group that is joined with a GRAPH",
}
"""What rdflib's engine cannot do, question by question."""
Terms = tuple[Node | None, ...]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with filled(
        tmp_path_factory.mktemp("parity") / "store", tuple(document.name for document, _ in DOCUMENTS)
    ) as opened:
        yield opened


@pytest.fixture(scope="module")
def dataset(store: Store) -> Dataset:
    """Return a copy with no more reference data than the questions ask for: rdflib joins in the order written."""
    whole = store.dataset()
    reference = whole.graph(iri.REFERENCE)
    for triple in list(reference):
        if triple[1] not in ASKED:
            reference.remove(triple)
    return whole


@pytest.mark.parametrize("question", load().values(), ids=lambda question: question.id)
def test_both_engines_give_the_same_rows(question: Question, store: Store, dataset: Dataset) -> None:
    if question.id in BEYOND:
        pytest.skip(BEYOND[question.id])
    text = question.sparql(understand(store, question.parameters, required(question)))
    ours = store.query(text)
    theirs = dataset.query(text, initNs=iri.PREFIXES)
    assert [str(name) for name in theirs.vars or ()] == list(ours.columns)
    assert _counted(ours.rows) == _counted(tuple(row) for row in theirs if not isinstance(row, bool))


def _counted(rows: "Iterator[Terms] | tuple[tuple[Identifier | None, ...], ...]") -> Counter[tuple[object, ...]]:
    return Counter(tuple(None if term is None else _value(term) for term in row) for row in rows)


def _value(term: Node) -> object:
    # One number may be written in several ways.
    return getattr(term, "value", None) or str(term)
