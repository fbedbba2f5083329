"""What is known of things that are reconciled: their types, their properties, and the values of these."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coopatlas.errors import QuestionError
from coopatlas.questions.answers import labelled
from coopatlas.questions.entities import checked
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import batches, local, select
from coopatlas.store import Store

DEFAULT_TYPES = ("Country", "Region", "City", "SeaPort", "EconomicUnion", "Organization", "Person", "CommodityGroup")

_TRANSITIVE = frozenset({iri.ONTOLOGY.locatedIn})
"""Properties that are meant through what lies between, as `restrictions.ttl` says of them."""
_CLASSES = "SELECT ?sub ?super { GRAPH graph:reference { ?sub rdfs:subClassOf+ ?super } }"
_VALUES = "SELECT DISTINCT ?key ?value { VALUES ?key { %%s } GRAPH ?graph { ?key <%s> ?value } }"
_THROUGH = "SELECT DISTINCT ?key ?value { VALUES ?key { %%s } GRAPH graph:reference { ?key <%s>+ ?value } }"
_PROPERTIES = """
SELECT ?property (COUNT(*) AS ?n) {
  { SELECT DISTINCT ?thing { GRAPH ?graph { ?thing a <%s> } } LIMIT 500 }
  GRAPH ?other { ?thing ?property ?value } FILTER(?other != graph:catalogue)
} GROUP BY ?property ORDER BY DESC(?n) ?property"""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: an IRI with its label, or words."""

    text: str
    iri: str = ""


def identifier(node: str) -> str:
    """Return the identifier of an IRI."""
    return iri.path(node) or node


def node(identifier: str) -> str:
    """Return the IRI of an identifier; raises `QuestionError` for what is none."""
    return checked(identifier if "://" in identifier else iri.at(identifier))


def predicate(name: str) -> str:
    """Return the IRI of a property, which is written with a prefix; raises `QuestionError` for what is none."""
    prefix, _, rest = name.partition(":")
    return checked(iri.PREFIXES[prefix] + rest if prefix in iri.PREFIXES else name)


def written(predicate: str) -> str:
    """Return a property with its prefix."""
    for prefix, namespace in iri.PREFIXES.items():
        if predicate.startswith(namespace):
            return f"{prefix}:{predicate.removeprefix(namespace)}"
    return predicate


def above(store: Store) -> Mapping[str, frozenset[str]]:
    """Return the local names of each class and of all that are above it."""
    found: dict[str, set[str]] = {}
    for row in select(store, _CLASSES):
        found.setdefault(local(row["sub"]), {local(row["sub"])}).add(local(row["super"]))
    return {name: frozenset(classes) for name, classes in found.items()}


def values(store: Store, nodes: Iterable[str], name: str, lang: str, *, through: bool) -> dict[str, list[Value]]:
    """Return the values that a property has at these IRIs, `through` what lies between where the property is so."""
    property_ = predicate(name)
    query = _THROUGH if through and property_ in map(str, _TRANSITIVE) else _VALUES
    rows = [(row["key"] or "", row["value"] or "") for row in batches(store, query % property_, map(checked, nodes))]
    named = labelled(store, {value for _, value in rows if iri.path(value) is not None})
    found: dict[str, list[Value]] = {}
    for key, value in rows:
        known = named.get(value)
        found.setdefault(key, []).append(Value(known.label(lang), value) if known else Value(value))
    return {key: sorted(held, key=lambda one: (one.text, one.iri)) for key, held in found.items()}


def properties(store: Store, cls: str, lang: str) -> list[tuple[str, str]]:
    """Return the properties that things of a class have, with their labels, the commonest first."""
    found = [row["property"] or "" for row in select(store, _PROPERTIES % checked(iri.ONTOLOGY[cls]))]
    return _labelled(store, found, lang)


def types(store: Store, classes: Sequence[str], lang: str) -> list[tuple[str, str]]:
    """Return classes by their local names, with their labels."""
    named = labelled(store, [iri.ONTOLOGY[name] for name in classes])
    return [(name, named[str(iri.ONTOLOGY[name])].label(lang)) for name in classes]


def _labelled(store: Store, predicates: Sequence[str], lang: str) -> list[tuple[str, str]]:
    named = labelled(store, predicates)
    return [(written(one), named[one].label(lang)) for one in predicates]


def refused(what: str, problem: str) -> QuestionError:
    """Return the error of a request that is not of the protocol."""
    return QuestionError(what, problem, "see https://reconciliation-api.github.io/specs/0.2/")
