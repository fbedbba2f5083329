"""Writes the ontology as one page that opens with no network, in Russian and English, from its own files.

Every class, property and vocabulary has its definition, its place, examples from a store and the questions it serves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from string import Template
from typing import cast

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from coopatlas import content
from coopatlas.ontology.reasoning import sentences
from coopatlas.ontology.reasoning.axioms import axioms
from coopatlas.ontology.vocabulary import turtle
from coopatlas.questions import load
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple
from coopatlas.rdf.oxigraph import statement
from coopatlas.store import Store
from coopatlas.views import diagram

LANGUAGES = ("ru", "en")
EXAMPLES = 3
"""The greatest number of examples of a term."""
_DOCUMENTS = 50
"""The documents among which examples are looked for."""

_HEADER = URIRef(str(iri.ONTOLOGY).removesuffix("#"))
_PREFIXES = {
    **iri.PREFIXES,
    "geo": "http://www.opengis.net/ont/geosparql#",
    "qb": "http://purl.org/linked-data/cube#",
    "time": "http://www.w3.org/2006/time#",
    "ftm": "https://schema.followthemoney.tech/#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}
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
    "excluded": ("исключает", "excludes"),
    "axioms": ("аксиомы", "axioms"),
    "close": ("близко к", "close to"),
    "examples": ("примеры", "examples"),
    "turtle": ("в Turtle", "in Turtle"),
    "serves": ("вопросы", "questions"),
}


def page(store: Store) -> str:
    """Return the page, with examples of what `store` holds."""
    graph, whole = _graph(), store.completed(_DOCUMENTS)
    template = Template((content.ontology() / "page.html").read_text("utf-8"))
    return template.substitute(
        title=_spoken(graph, _HEADER, DCTERMS.title),
        about=_spoken(graph, _HEADER, DCTERMS.description),
        iri=_HEADER,
        version=graph.value(_HEADER, OWL.versionInfo),
        license=graph.value(_HEADER, DCTERMS.license),
        diagram=diagram.core(graph),
        body="\n".join(_body(graph, whole)),
    )


def _graph() -> Graph:
    graph = Graph(bind_namespaces="none")
    for name in ("core", "restrictions", "vocabularies", "alignment"):
        graph.parse(data=turtle(name), format="turtle")
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
        f'<article id="{_anchor(term)}"><h3>{_label(graph, term)} {_kazakh(graph, term)}'
        f'<a class="iri" href="#{_anchor(term)}">{_short(term)}</a></h3>'
        f"<p>{_spoken(graph, term, SKOS.definition)}</p><dl>{listed}</dl></article>"
    )


def _kazakh(graph: Graph, term: URIRef) -> str:
    said = [text for text in graph.objects(term, RDFS.label) if isinstance(text, Literal) and text.language == "kk"]
    return "".join(f'<span class="kk" lang="kk">{escape(text)}</span> ' for text in said)


def _rows(graph: Graph, term: URIRef, store: Store) -> Iterator[tuple[str, str]]:
    served = sorted(map(str, graph.objects(term, iri.ONTOLOGY["serves"])))
    close = sorted(map(_prefixed, graph.objects(term, SKOS.closeMatch)))
    above = (*graph.objects(term, RDFS.subClassOf), *graph.objects(term, RDFS.subPropertyOf))
    below = (*graph.subjects(RDFS.subClassOf, term), *graph.subjects(RDFS.subPropertyOf, term))
    yield "parents", _links(graph, above)
    yield "children", _links(graph, below)
    yield "own", _links(graph, graph.subjects(RDFS.domain, term))
    yield "domain", _links(graph, _members(graph, term, RDFS.domain))
    yield "range", _links(graph, _members(graph, term, RDFS.range))
    yield "excluded", _links(graph, (value for pair in axioms() for value in _excluded(term, pair[0])))
    yield "axioms", "; ".join(_both(*said) for said in _axioms().get(term, ()))
    yield "close", ", ".join(f"<code>{escape(match)}</code>" for match in close)
    yield "examples", _examples(graph, term, store)
    if (term, RDF.type, OWL.Class) in graph:
        yield "turtle", _turtle(term, store)
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


@cache
def _axioms() -> dict[Node, list[tuple[str, ...]]]:
    """Return in both languages what the axioms say of each term but for what its article shows already."""
    found: defaultdict[Node, list[tuple[str, ...]]] = defaultdict(list)
    names = {lang: sentences.name((), lang) for lang in LANGUAGES}
    for axiom in axioms():
        subject, predicate, value = axiom[0]
        shown = predicate in {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith}
        if shown and not (predicate == RDFS.subClassOf and isinstance(value, BNode)):
            continue
        said = tuple(sentences.sentence(axiom, lang, names[lang]) for lang in LANGUAGES)
        found[subject].append(said)
    return found


def _excluded(term: URIRef, triple: Triple) -> set[Node]:
    subject, predicate, value = triple
    return {subject, value} - {term} if predicate == OWL.disjointWith and term in {subject, value} else set()


def _turtle(term: URIRef, store: Store) -> str:
    """Return the statements of one example of a class in Turtle, behind a fold; the first by IRI."""
    one = f"{{ SELECT ?one ?graph {{ GRAPH ?graph {{ ?one a {term.n3()} }} }} ORDER BY STR(?one) STR(?graph) LIMIT 1 }}"
    rows = store.query(f"SELECT ?one ?p ?o {{ {one} GRAPH ?graph {{ ?one ?p ?o }} }}").rows
    triples = sorted((statement(cast("Triple", row)) for row in rows), key=str)
    text = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b"").decode()
    shown = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix"))
    return (
        f"<details><summary>{_both('показать', 'show')}</summary><pre>{escape(shown)}</pre></details>" if shown else ""
    )


def _question(name: str) -> str:
    title = load()[name].title
    return f"{_both(title['ru'], title['en'])} <code>{name}</code>"


def _links(graph: Graph, terms: Iterable[Node]) -> str:
    return ", ".join(_link(graph, term) for term in sorted(_named(terms)))


def _link(graph: Graph, term: URIRef) -> str:
    if str(term).startswith((str(iri.ONTOLOGY), str(iri.VOCABULARY))):
        return f'<a href="#{_anchor(term)}">{_label(graph, term)}</a>'
    return f"<code>{escape(_prefixed(term))}</code>"


def _prefixed(term: Node) -> str:
    prefix, at = next(((key, at) for key, at in _PREFIXES.items() if str(term).startswith(at)), ("", ""))
    return f"{prefix}:{str(term).removeprefix(at)}" if prefix else str(term)


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
