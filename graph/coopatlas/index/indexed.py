"""A store whose index answers what it can, as a source of rows for views and pages."""

from collections.abc import Iterable, Sequence

from rdflib import Literal, URIRef

from coopatlas.index.asking import Index
from coopatlas.index.plan import SLOT
from coopatlas.index.relation import UnsupportedError
from coopatlas.rdf import solutions
from coopatlas.rdf.solutions import PROLOGUE, Texts
from coopatlas.store import Store

_CALLED_ANYWHERE = """
SELECT DISTINCT ?key ?label (LANG(?label) AS ?lang) {
  VALUES ?key { %s } VALUES ?named { rdfs:label skos:prefLabel dcterms:title dcterms:identifier }
  GRAPH ?graph { ?key ?named ?label }
}"""
_CALLED = _CALLED_ANYWHERE.replace("{ %s }", "{ %s } VALUES ?graph { graph:asserted graph:reference }")


class Indexed:
    """A store whose index answers what it can: a source of rows for views and pages."""

    def __init__(self, store: Store, index: Index) -> None:
        self.store = store
        self.index = index

    def query(self, sparql: str) -> solutions.Rows:
        """Answer a SELECT."""
        return self.filled(sparql, None)

    def filled(self, sparql: str, keys: Sequence[str] | None) -> solutions.Rows:
        """Answer a SELECT for the keys that stand in its VALUES."""
        text = sparql.removeprefix(PROLOGUE)
        try:
            if keys is None:
                found = self.index.ask(text)
            else:
                found = self.index.ask(text % f"<{SLOT}key>", {"key": list(map(URIRef, keys))})
        except UnsupportedError:
            return self.store.query(sparql if keys is None else sparql % " ".join(f"<{key}>" for key in keys))
        return Texts(found.columns, found.texts())

    def text(self, digest: str) -> str:
        """Return the text of a document."""
        return self.store.text(digest)

    def labels(self, terms: Iterable[str], shared: bool = True) -> dict[str, list[Literal]]:
        """Return the labels that the shared graphs give these IRIs, or any graph, as the store does."""
        found: dict[str, list[Literal]] = {term: [] for term in terms}
        if not found:
            return found
        query = (_CALLED if shared else _CALLED_ANYWHERE) % f"<{SLOT}key>"
        try:
            rows = self.index.ask(query, {"key": list(map(URIRef, found))}).texts()
        except UnsupportedError:
            return self.store.labels(found, shared)
        for key, label, lang in rows:
            found[str(key)].append(Literal(label, lang=lang or None))
        return found
