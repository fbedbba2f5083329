"""What a store knows of one thing that has a name: what it is, where it lies, and which claims are about it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coopatlas import index
from coopatlas.claims.read import certain
from coopatlas.errors import QuestionError
from coopatlas.questions.answers import Named, labelled
from coopatlas.questions.parameters import Parameter, understand
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import Record, batches, local, select
from coopatlas.store import Store

_SAID = """
SELECT DISTINCT ?property ?value (LANG(?value) AS ?lang) {
  VALUES ?key { %s } GRAPH ?graph { ?key ?property ?value }
}"""

_MENTIONS = """
SELECT DISTINCT ?claim ?item ?role ?kind ?modality ?polarity ?certainty ?confidence ?period ?issued ?document ?speaker {
  GRAPH ?document {
    VALUES ?key { %%s }
    %s
    ?claim coop:factKind ?kind ; coop:modality ?modality .
    OPTIONAL { ?claim coop:polarity ?polarity }
    OPTIONAL { ?claim coop:certainty ?certainty }
    OPTIONAL { ?claim coop:confidence ?confidence }
    OPTIONAL { ?document dcterms:issued ?issued }
    OPTIONAL { ?claim coop:statedBy ?speaker }
    OPTIONAL { ?item coop:occurredDuring|coop:refPeriod|coop:startedDuring ?period }
  }
}"""
_ABOUT = """{ ?item ?role ?key } UNION { ?post ?role ?key . ?item coop:post ?post }
    ?claim coop:claims ?item ."""
_ITSELF = "BIND(?key AS ?item) ?claim coop:claims ?item ."
_SAID_BY = "?claim coop:statedBy ?key ; coop:claims ?item ."

_CLAIMS = "SELECT ?claim { GRAPH ?graph { VALUES ?graph { %s } ?claim coop:claims ?item } }"
_DOCUMENTS = """
SELECT ?key ?name ?title ?source ?issued ?lang {
  GRAPH ?graph {
    ?key a coop:Document ; dcterms:identifier ?name .
    OPTIONAL { ?key dcterms:title ?title } OPTIONAL { ?key dcterms:source ?source }
    OPTIONAL { ?key dcterms:issued ?issued } OPTIONAL { ?key dcterms:language ?lang }
  }
}"""
_DATED = """
SELECT ?key ?name ?issued {
  GRAPH ?graph { ?key a coop:Document ; dcterms:identifier ?name . OPTIONAL { ?key dcterms:issued ?issued } }
}"""
_DOCUMENT = _DOCUMENTS.replace("GRAPH ?graph {", "GRAPH ?graph { VALUES ?key { %s }")

_LABELS = frozenset({"label", "prefLabel", "title"})
_ALTERNATIVES = frozenset({"altLabel", "adjective", "demonym"})
_CODES = frozenset({"iso3166", "unlocode", "notation", "codeOf", "hsCode"})


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity, an item or an event: `cls` is the local name of its class, `classes` all that it has.

    `alternatives` are other names by language; `place` is its longitude and latitude in degrees; `said` is everything
    that the store says of it beside this, by the local name of the property: IRIs and words.
    """

    named: Named
    cls: str
    classes: frozenset[str]
    alternatives: tuple[tuple[str, str], ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: tuple[float, float] | None = None
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.named.iri


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim that is about an entity, in a few words: `role` is the property by which it is in the item.

    `when` is the label of the period of what is claimed, `issued` the day of the document; `document` and `speaker`
    are IRIs.
    """

    claim: str
    item: str
    role: str
    kind: str
    manner: str
    certain: bool
    when: str | None
    issued: str | None
    document: str
    speaker: str | None

    @property
    def dated(self) -> str:
        """When it was, else when it was told; empty where neither is known."""
        return self.when or self.issued or ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of a store as it is cited: `issued` is ISO 8601 at the precision known."""

    iri: str
    name: str
    lang: str
    title: str | None = None
    source: str | None = None
    issued: str | None = None

    @property
    def digest(self) -> str:
        """What its text and description are known by."""
        return self.iri.removeprefix(iri.DOCUMENT)


def named(store: Store, text: str) -> tuple[str, ...]:
    """Return the IRIs of what a person calls so, or the IRI that is given; raises `QuestionError` with near names."""
    if text.startswith(("http://", "https://")):
        return (text,)
    prefix, colon, rest = text.partition(":")
    if colon and prefix in iri.PREFIXES:
        return (iri.PREFIXES[prefix] + rest,)
    terms = understand(store, [Parameter("entity", "entity", {})], {"entity": text}).get("entity", ())
    return tuple(str(term.value) for term in terms)


def describe(store: Store, node: str) -> Entity:
    """Return what the store knows of this IRI; raises `QuestionError` where it knows nothing."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    alternatives: set[tuple[str, str]] = set()
    for row in batches(index.source(store), _SAID, [checked(node)]):
        name, value = local(row["property"]), row["value"] or ""
        if name in _ALTERNATIVES:
            alternatives.add((row["lang"] or "", value))
        elif name not in _LABELS:
            said[name].add(value)
    for name, value in store.told(node):
        if name not in _LABELS:
            said[name].add(value)
    if not said:
        raise QuestionError(node, "nothing is known of it", "search by its name")
    classes = frozenset(map(local, said.pop("type", ())))
    east, north = (min(said.pop(name, ()), default=None) for name in ("longitude", "latitude"))
    return Entity(
        named=labelled(store, [node])[node],
        cls=min(classes - {"Concept", "Thing"}, default=""),
        classes=classes,
        alternatives=tuple(sorted(alternatives)),
        codes={name: tuple(sorted(said.pop(name))) for name in sorted(_CODES & said.keys())},
        place=(float(east), float(north)) if east and north else None,
        said={name: tuple(sorted(values)) for name, values in sorted(said.items())},
    )


def mentions(store: Store, node: str) -> list[Mention]:
    """Return the claims about an entity, the latest first: those that name it, and those that claim it, an item."""
    found = {
        mention.claim: mention
        for pattern in (_ITSELF, _ABOUT)
        for mention in _mentions(store, _MENTIONS, node, pattern)
    }
    return _latest(found.values())


def said_by(store: Store, node: str) -> list[Mention]:
    """Return the claims for which a document makes an entity responsible, the latest first."""
    return _latest({one.claim: one for one in _mentions(store, _MENTIONS, node, _SAID_BY)}.values())


def claims_in(store: Store, document: str) -> set[str]:
    """Return the IRIs of the claims of a document, by its IRI."""
    graph = iri.document_graph(local(checked(document)))
    return {row["claim"] or "" for row in batches(index.source(store), _CLAIMS, [str(graph)])}


def documents(store: Store) -> list[Listed]:
    """Return the documents of a store, the latest first."""
    found = sorted(map(_listed, select(index.source(store), _DOCUMENTS)), key=lambda one: one.name)
    return sorted(found, key=lambda one: one.issued or "", reverse=True)


def latest(store: Store) -> list[str]:
    """Return the IRIs of the documents of a store, the latest first."""
    found = sorted(select(index.source(store), _DATED), key=lambda row: row["name"] or "")
    return [row["key"] or "" for row in sorted(found, key=lambda row: row["issued"] or "", reverse=True)]


def listed(store: Store, nodes: Sequence[str]) -> list[Listed]:
    """Return these documents, by their IRIs, in this order."""
    found = {one.iri: one for one in map(_listed, batches(index.source(store), _DOCUMENT, nodes))}
    return [found[node] for node in map(str, nodes) if node in found]


def document(store: Store, name: str) -> Listed:
    """Return one document by its name or its digest; raises `StoreError` where the store has none such."""
    if re.fullmatch("[0-9a-f]{16}", name) and (found := _of_digest(store, name)):
        return found
    digest = store.record(name).digest
    return _of_digest(store, digest) or Listed(iri.document(digest), name, "")


def _of_digest(store: Store, digest: str) -> Listed | None:
    return next(iter(listed(store, [iri.document(digest)])), None)


def _listed(row: Record) -> Listed:
    return Listed(row["key"] or "", row["name"] or "", row["lang"] or "", row["title"], row["source"], row["issued"])


def checked(node: str) -> str:
    """Return an IRI that may stand in a query; raises `QuestionError` for what is none."""
    if any(sign in node for sign in '<>"{}|^`\\') or any(sign <= " " for sign in node) or ":" not in node:
        raise QuestionError(node[:100], "this is no IRI", "write it in full")
    return node


def _mentions(store: Store, query: str, node: str, pattern: str) -> Iterator[Mention]:
    for row in batches(index.source(store), query % pattern, [checked(node)]):
        denied = (row["polarity"] or "").endswith("negative")
        yield Mention(
            claim=row["claim"] or "",
            item=row["item"] or "",
            role=local(row["role"]),
            kind=local(row["kind"]).removeprefix("kind-"),
            manner="denied" if denied else local(row["modality"]).removeprefix("modality-"),
            certain=certain(row["certainty"], row["confidence"]),
            when=_label(row["period"]),
            issued=row["issued"],
            document=row["document"] or "",
            speaker=row["speaker"],
        )


def _label(period: str | None) -> str | None:
    """Return the label of a period, which its IRI tells: to look it up would take as long as all else."""
    return local(period).removeprefix("period-").replace("--", "/") if period else None


def _latest(found: Iterable[Mention]) -> list[Mention]:
    ordered = sorted(found, key=lambda one: one.claim)
    return sorted(ordered, key=lambda one: one.dated, reverse=True)
