"""An axiom, a statement or a clash as a sentence in Russian or English."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from coopatlas.ontology.reasoning import axioms
from coopatlas.ontology.reasoning.axioms import Axiom
from coopatlas.ontology.reasoning.clashes import Clash
from coopatlas.ontology.reasoning.justification import Justification
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple
from coopatlas.sanitize import line

Name = Callable[[Node], str]
"""How a term is called."""
Holders = Callable[[Triple], Iterable[str]]
"""Which documents hold a statement."""

_FORMS = {
    RDFS.subClassOf: ("{s} — вид {o}", "{s} is a kind of {o}"),
    RDFS.subPropertyOf: ("{s} влечёт {o}", "{s} implies {o}"),
    RDFS.domain: ("у чего есть {s}, то — {o}", "what has {s} is {o}"),
    RDFS.range: ("значение {s} — {o}", "the value of {s} is {o}"),
    OWL.disjointWith: ("{s} и {o} исключают друг друга", "{s} and {o} exclude each other"),
    OWL.inverseOf: ("{s} обратно к {o}", "{s} is the inverse of {o}"),
    OWL.equivalentClass: ("{s} по определению — {o}", "{s} is by definition {o}"),
    OWL.propertyChainAxiom: ("{o} вместе дают {s}", "{o} together give {s}"),
    OWL.sameAs: ("{s} и {o} — одно и то же", "{s} and {o} are one and the same"),
    OWL.differentFrom: ("{s} и {o} — разное", "{s} and {o} are different"),
    OWL.FunctionalProperty: ("{s} имеет не больше одного значения", "{s} has one value at most"),
    OWL.TransitiveProperty: ("{s} переходит от части к целому", "{s} is transitive"),
    OWL.AllDifferent: ("{s} — разное", "{s} are all different"),
    RDF.type: ("{s} — это {o}", "{s} is {o}"),
}
_OTHER = ("{s}: {p} — {o}", "{s}: {p} — {o}")
_WORDS = {
    OWL.unionOf: (" или ", " or "),
    OWL.intersectionOf: (", и при этом ", ", and "),
    OWL.someValuesFrom: ("то, у чего есть {p}: {o}", "what has {p}: {o}"),
    OWL.minQualifiedCardinality: ("то, у чего {p} не меньше {n}: {o}", "what has at least {n} of {p}: {o}"),
}
_LISTED = 3
_UNSEEN = ("вместе это невозможно", "together these are impossible")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in words, and the names of the documents that say it; none for reference data."""

    sentence: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A justification in words: what is wrong, and the statements and axioms that cannot all hold."""

    problem: str
    statements: tuple[Said, ...]
    axioms: tuple[str, ...]


def explanation(one: Justification, lang: str, called: Name, holders: Holders) -> Explanation:
    """Return a justification in words."""
    return Explanation(
        clash(one.clash, lang, called) if one.clash else _UNSEEN[_index(lang)],
        tuple(Said(sentence((triple,), lang, called), tuple(holders(triple))) for triple in one.statements),
        tuple(sentence(axiom, lang, called) for axiom in one.axioms),
    )


def name(labels: Iterable[tuple[Node, Node]], lang: str) -> Name:
    """Return how terms are called in a language: by the ontology, by `labels`, or by their prefixed names."""
    known: dict[Node, str] = {}
    for term, label in sorted(labels):
        if term not in known or getattr(label, "language", None) == lang:
            known[term] = str(label)
    return partial(_name, known, lang)


def clash(one: Clash, lang: str, called: Name) -> str:
    """Return what is wrong, in a sentence."""
    message = one.message_ru if lang == "ru" else one.message_en
    return message.format_map({key: called(term) for key, term in one.about})


def sentence(axiom: Axiom, lang: str, called: Name) -> str:
    """Return what an axiom or a statement says."""
    _, predicate, value = axiom[0]
    graph = Graph(bind_namespaces="none")
    for triple in axiom:
        graph.add(triple)
    form = _FORMS.get(URIRef(str(value if predicate == RDF.type else predicate)))
    form = form or (_FORMS[RDF.type] if predicate == RDF.type else _OTHER)
    words = {key: _words(graph, term, lang, called) for key, term in zip("spo", axiom[0], strict=True)}
    return form[_index(lang)].format_map(words)


def _words(graph: Graph, term: Node, lang: str, called: Name) -> str:
    """Return a term, or what a class or a list without a name is made of."""
    if not isinstance(term, BNode):
        return called(term)
    say = partial(_words, graph, lang=lang, called=called)
    for predicate in (OWL.unionOf, OWL.intersectionOf):
        if head := graph.value(term, predicate):
            return _WORDS[predicate][_index(lang)].join(say(member) for member in Collection(graph, head))
    if head := graph.value(term, OWL.distinctMembers) or (term if graph.value(term, RDF.first) else None):
        members = [say(member) for member in Collection(graph, head)]
        return ", ".join(members[:_LISTED]) + (", …" if len(members) > _LISTED else "")
    for predicate in (OWL.someValuesFrom, OWL.minQualifiedCardinality):
        if graph.value(term, predicate):
            of = graph.value(term, OWL.onClass) or graph.value(term, OWL.someValuesFrom)
            least = graph.value(term, OWL.minQualifiedCardinality)
            prop = graph.value(term, OWL.onProperty)
            form = _WORDS[predicate][_index(lang)]
            return form.format(p=say(prop or term), o=say(of or term), n=least)
    return "…"


def _name(known: dict[Node, str], lang: str, term: Node) -> str:
    found = axioms.label(term, lang) or known.get(term, "")
    if found or isinstance(term, Literal):
        return f"«{line(found or str(term))}»" if lang == "ru" else f"“{line(found or str(term))}”"
    prefix, space = next(((key, at) for key, at in iri.PREFIXES.items() if str(term).startswith(at)), ("", ""))
    return f"{prefix}:{str(term).removeprefix(space)}" if prefix else str(term)


def _index(lang: str) -> int:
    return ("ru", "en").index(lang)
