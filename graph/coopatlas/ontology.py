"""Writes the ontology as one page that opens with no network, in Russian and English, from its own files.

Every class, property and vocabulary has its definition, its place, examples from a store and the questions it serves.
"""

from collections.abc import Iterable, Iterator
from html import escape
from string import Template

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from coopatlas import content, iri
from coopatlas.questions import load
from coopatlas.store import Store

LANGUAGES = ("ru", "en")
EXAMPLES = 3
"""The greatest number of examples of a term."""

_HEADER = URIRef(str(iri.ONTOLOGY).removesuffix("#"))
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
_HEADINGS = {
    "classes": ("Классы", "Classes"),
    "properties": ("Свойства", "Properties"),
    "vocabularies": ("Словари", "Vocabularies"),
    "parents": ("входит в", "is a"),
    "children": ("включает", "includes"),
    "own": ("свойства", "properties"),
    "domain": ("у чего", "of"),
    "range": ("значение", "value"),
    "close": ("близко к", "close to"),
    "examples": ("примеры", "examples"),
    "serves": ("вопросы", "questions"),
}
# Where the boxes of the diagram stand, in hundreds of pixels, and which properties join them.
_BOXES = {
    "Document": (0, 0), "TextSpan": (2, 0), "Claim": (4, 0), "Actor": (6, 2), "Cooperation": (2, 2),
    "Event": (4, 2), "TradeObservation": (4, 4), "Period": (2, 4), "PostHolding": (6, 4), "Post": (8, 4),
    "Territory": (8, 2),
}  # fmt: skip
_EDGES = (
    ("spanOf", "TextSpan", "Document"), ("evidence", "Claim", "TextSpan"), ("statedBy", "Claim", "Actor"),
    ("claims", "Claim", "Cooperation"), ("claims", "Claim", "Event"), ("participant", "Event", "Actor"),
    ("tradePartner", "TradeObservation", "Actor"), ("refPeriod", "TradeObservation", "Period"),
    ("occurredDuring", "Cooperation", "Period"), ("holder", "PostHolding", "Actor"), ("post", "PostHolding", "Post"),
    ("represents", "Post", "Territory"),
)  # fmt: skip


def page(store: Store) -> str:
    """Return the page, with examples of what `store` holds."""
    graph = _graph()
    template = Template((content.ontology() / "page.html").read_text("utf-8"))
    return template.substitute(
        title=_spoken(graph, _HEADER, DCTERMS.title),
        about=_spoken(graph, _HEADER, DCTERMS.description),
        iri=_HEADER,
        version=graph.value(_HEADER, OWL.versionInfo),
        license=graph.value(_HEADER, DCTERMS.license),
        diagram=_diagram(graph),
        body="\n".join(_body(graph, store)),
    )


def _graph() -> Graph:
    graph = Graph(bind_namespaces="none")
    for name in ("core", "restrictions", "vocabularies", "alignment"):
        graph.parse(data=(content.ontology() / f"{name}.ttl").read_bytes(), format="turtle")
    return graph


def _body(graph: Graph, store: Store) -> Iterator[str]:
    classes = _terms(graph, (OWL.Class,))
    properties = _terms(graph, _PROPERTIES)
    schemes = sorted(_named(graph.subjects(RDF.type, SKOS.ConceptScheme)))
    for section, terms in (("classes", classes), ("properties", properties), ("vocabularies", schemes)):
        yield f'<h2 id="{section}">{_both(*_HEADINGS[section])} · {len(terms)}</h2>'
        yield f"<nav>{''.join(_link(graph, term) for term in terms)}</nav>"
        for term in terms:
            yield _article(
                graph, term, _scheme(graph, term) if section == "vocabularies" else _rows(graph, term, store)
            )


def _terms(graph: Graph, kinds: Iterable[URIRef]) -> list[URIRef]:
    found = {term for kind in kinds for term in _named(graph.subjects(RDF.type, kind))}
    return sorted(term for term in found if term.startswith(str(iri.ONTOLOGY)))


def _named(nodes: Iterable[Node]) -> set[URIRef]:
    return {node for node in nodes if isinstance(node, URIRef)}


def _article(graph: Graph, term: URIRef, rows: Iterable[tuple[str, str]]) -> str:
    listed = "".join(f"<dt>{_both(*_HEADINGS[key])}</dt><dd>{value}</dd>" for key, value in rows if value)
    return (
        f'<article id="{_anchor(term)}"><h3>{_label(graph, term)} <span class="iri">{_short(term)}</span></h3>'
        f"<p>{_spoken(graph, term, SKOS.definition)}</p><dl>{listed}</dl></article>"
    )


def _rows(graph: Graph, term: URIRef, store: Store) -> Iterator[tuple[str, str]]:
    served = sorted(map(str, graph.objects(term, iri.ONTOLOGY["serves"])))
    close = sorted(map(str, graph.objects(term, SKOS.closeMatch)))
    above = (*graph.objects(term, RDFS.subClassOf), *graph.objects(term, RDFS.subPropertyOf))
    below = (*graph.subjects(RDFS.subClassOf, term), *graph.subjects(RDFS.subPropertyOf, term))
    yield "parents", _links(graph, above)
    yield "children", _links(graph, below)
    yield "own", _links(graph, graph.subjects(RDFS.domain, term))
    yield "domain", _links(graph, _members(graph, term, RDFS.domain))
    yield "range", _links(graph, _members(graph, term, RDFS.range))
    yield "close", ", ".join(f"<code>{escape(match)}</code>" for match in close)
    yield "examples", _examples(graph, term, store)
    yield "serves", "; ".join(map(_question, served))


def _members(graph: Graph, term: URIRef, predicate: URIRef) -> Iterator[Node]:
    for value in graph.objects(term, predicate):
        union = graph.value(value, OWL.unionOf)
        yield from graph.items(union) if union else (value,)


def _scheme(graph: Graph, scheme: URIRef) -> Iterator[tuple[str, str]]:
    concepts = sorted(_named(graph.subjects(SKOS.inScheme, scheme)))
    lines = (
        f"<p><b>{_label(graph, concept)}</b> <code>{_short(concept)}</code> "
        f"{_spoken(graph, concept, SKOS.definition)}</p>"
        for concept in concepts
    )
    yield "children", "".join(lines)


def _examples(graph: Graph, term: URIRef, store: Store) -> str:
    if (term, RDF.type, OWL.Class) in graph:
        pattern = f"?one a {term.n3()} ; rdfs:label ?said"
    elif (term, RDF.type, OWL.DatatypeProperty) in graph:
        pattern = f"?one {term.n3()} ?said"
    else:
        pattern = f"?one {term.n3()} ?other . ?other rdfs:label|skos:prefLabel ?said"
    said = ["; ".join(_said(store, pattern, lang)) for lang in LANGUAGES]
    return _both(*said) if any(said) else ""


def _said(store: Store, pattern: str, lang: str) -> list[str]:
    where = f'GRAPH ?graph {{ {pattern} FILTER(LANG(?said) IN ("{lang}", "")) }}'
    query = f"SELECT DISTINCT (STR(?said) AS ?text) {{ {where} }} ORDER BY ?text LIMIT {EXAMPLES}"
    return [str(text) for (text,) in store.query(query).rows]


def _question(name: str) -> str:
    title = load()[name].title
    return f"{_both(title['ru'], title['en'])} <code>{name}</code>"


def _links(graph: Graph, terms: Iterable[Node]) -> str:
    return ", ".join(_link(graph, term) for term in sorted(_named(terms)))


def _link(graph: Graph, term: URIRef) -> str:
    if str(term).startswith((str(iri.ONTOLOGY), str(iri.VOCABULARY))):
        return f'<a href="#{_anchor(term)}">{_label(graph, term)}</a>'
    return f"<code>{escape(str(term))}</code>"


def _label(graph: Graph, term: URIRef) -> str:
    predicate = RDFS.label if graph.value(term, RDFS.label) else SKOS.prefLabel
    return _spoken(graph, term, predicate)


def _spoken(graph: Graph, term: URIRef, predicate: URIRef) -> str:
    texts = {text.language: str(text) for text in graph.objects(term, predicate) if isinstance(text, Literal)}
    return _both(*(texts.get(lang, "") for lang in LANGUAGES))


def _both(ru: str, en: str) -> str:
    return f'<span class="ru" lang="ru">{escape(ru)}</span><span class="en" lang="en">{escape(en)}</span>'


def _short(term: URIRef) -> str:
    return f"coop:{term.rpartition('#')[2]}" if "#" in term else f"v:{term.removeprefix(str(iri.VOCABULARY))}"


def _anchor(term: URIRef) -> str:
    # A property and a vocabulary may have one name: coop:modality, v:modality.
    return _short(term).replace(":", "-")


def _diagram(graph: Graph) -> str:
    """Return the core as SVG: the boxes of `_BOXES`, joined by `_EDGES`."""
    lines, words, boxes = [], [], []
    for name, one, other in _EDGES:
        (x1, y1), (x2, y2) = _centre(one), _centre(other)
        lines.append(f'<path d="M{x1} {y1} L{x2} {y2}"/>')
        # Nearer to one end, so that lines which meet keep their words apart; above the boxes where the line is level.
        level = 26 if y1 == y2 else 0
        words.append(_text(graph, name, round(x1 + 0.45 * (x2 - x1)), round(y1 + 0.35 * (y2 - y1)) - level, "edge"))
    for name in _BOXES:
        x, y = _centre(name)
        box = f'<rect x="{x - 75}" y="{y - 18}" width="150" height="36" rx="6"/>'
        boxes.append(f'<a href="#coop-{name}">{box}{_text(graph, name, x, y + 5, "")}</a>')
    return f'<svg viewBox="0 0 990 500" role="img" aria-label="coopatlas">{"".join(lines + words + boxes)}</svg>'


def _centre(name: str) -> tuple[int, int]:
    x, y = _BOXES[name]
    return 90 + 101 * x, 50 + 97 * y


def _text(graph: Graph, name: str, x: int, y: int, cls: str) -> str:
    labels = {
        text.language: str(text) for text in graph.objects(iri.ONTOLOGY[name], RDFS.label) if isinstance(text, Literal)
    }
    return "".join(f'<text class="{cls} {lang}" x="{x}" y="{y}">{escape(labels[lang])}</text>' for lang in LANGUAGES)
