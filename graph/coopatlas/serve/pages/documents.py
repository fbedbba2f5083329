"""The pages of documents: the list of them, and each with its text, its sentences marked, the facts beside."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from coopatlas import index
from coopatlas.errors import StoreError
from coopatlas.index.words import key, words
from coopatlas.questions import entities
from coopatlas.questions.entities import Listed
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import batches
from coopatlas.serve.errors import ServeError
from coopatlas.serve.pages import facts
from coopatlas.serve.pages.answering import Page
from coopatlas.serve.pages.facts import Told
from coopatlas.serve.rendering import Visit
from coopatlas.store import Store
from coopatlas.views.view import legend

_SIZE = 50
"""The documents of one page of the list."""
_CLAIMS = """
SELECT ?document (COUNT(?claim) AS ?claims) {
  VALUES ?document { %s } GRAPH ?document { ?claim coop:claims ?item }
} GROUP BY ?document"""
_REPRINTS = "SELECT ?first { VALUES ?key { %s } GRAPH ?graph { ?key coop:reprintOf ?first } }"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that the same claims rest on, none or several; `manner` is that of the firmest of them.

    `begins` are the claims whose first sentence begins here, `ends` those whose first sentence ends here.
    """

    text: str
    manner: str
    claims: tuple[str, ...]
    begins: tuple[str, ...]
    ends: tuple[Told, ...]


def listed(store: Store, _visit: Visit, text: str, number: int) -> Page:
    """Return a page of the list of documents, the latest first, of those whose title has these words."""
    wanted = {key(word) for word in words(text)}
    if wanted:
        called = ((one.iri, words(f"{one.title or ''} {one.name}")) for one in entities.documents(store))
        found = [node for node, held in called if wanted <= set(map(key, held))]
    else:
        found = entities.latest(store)
    pages = max(1, ceil(len(found) / _SIZE))
    number = min(max(1, number), pages)
    shown = entities.listed(store, found[(number - 1) * _SIZE : number * _SIZE])
    rows = batches(index.source(store), _CLAIMS, (one.iri for one in shown))
    counts = {row["document"]: int(row["claims"] or 0) for row in rows}
    about = {"total": len(found), "number": number, "pages": pages, "text": text}
    return Page("documents.html", {"documents": shown, "counts": counts, **about})


def document(store: Store, visit: Visit, name: str) -> Page:
    """Return the page of a document, by its digest, its IRI's last part; a name leads there.

    Raises `ServeError` where the store has none such.
    """
    try:
        found = entities.document(store, name)
    except StoreError as error:
        raise ServeError(404, error.where, error.problem, "search for its words") from error
    if found.digest != name:
        return Page("", elsewhere=visit.to(f"/document/{found.digest}"))
    told = facts.told(store, sorted(entities.claims_in(store, found.iri)), visit.lang)
    told.sort(key=lambda one: one.claim.place)
    text = store.text(found.digest)
    first = next((row["first"] for row in batches(index.source(store), _REPRINTS, [found.iri])), None)
    context = {
        "document": found,
        "pieces": list(pieces(text, told)),
        "told": told,
        "manners": Counter(one.manner for one in told),
        "original": _listed(store, first) if first else None,
    }
    return Page("document.html", context)


def pieces(text: str, told: Sequence[Told]) -> Iterator[Piece]:
    """Yield a text in stretches that the same claims rest on."""
    order = list(legend().manners)
    spans = [(span.start, span.end, one) for one in told for span in one.claim.spans if span.end <= len(text)]
    firsts = [(one.claim.spans[0].start, one.claim.spans[0].end, one) for one in told]
    cuts = sorted({0, len(text), *(place for start, end, _ in spans for place in (start, end))})
    for start, end in pairwise(cuts):
        here = _unique(one for first, last, one in spans if first <= start and end <= last)
        yield Piece(
            text=text[start:end],
            manner=min((one.manner for one in here), key=order.index, default=""),
            claims=tuple(one.anchor for one in here),
            begins=tuple(one.anchor for first, _, one in firsts if first == start),
            ends=tuple(one for _, last, one in firsts if last == end),
        )


def _unique(told: Iterable[Told]) -> list[Told]:
    return list({one.iri: one for one in told}.values())


def _listed(store: Store, node: str) -> Listed:
    return entities.document(store, node.removeprefix(iri.DOCUMENT))
