"""From the rows of a view to nodes, links and the claims that each link carries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from coopatlas.iri import PREFIXES
from coopatlas.views.view import Legend, View, Words

_BATCH = 500


class Rows(Protocol):
    """The answer of a store to a SELECT."""

    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Iterable[Sequence[Any]]: ...


class Source(Protocol):
    """What can be drawn: anything that answers SPARQL."""

    def query(self, sparql: str) -> Rows: ...


@dataclass(frozen=True, slots=True)
class Origin:
    """A document as the page cites it."""

    name: str
    title: str | None
    source: str | None
    issued: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as the page shows it.

    `manner` is the modality, or `denied`; `when` is the period of what is claimed, else the document's date.
    """

    kind: str
    what: Words
    manner: str
    certain: bool
    confidence: float
    sentence: str
    printed: str | None
    speaker: str | None
    speaker_name: Words
    document: str
    when: str | None


@dataclass(frozen=True, slots=True)
class Node:
    """A node with the claims that stand at it alone; `short` is its name on the drawing, `wished` what no claim says to exist."""

    iri: str
    kind: str
    names: Words
    short: Words
    wished: bool
    weight: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """All claims of one manner between two nodes, whichever way they point; `tail < head` as strings."""

    tail: str
    head: str
    manner: str
    forward: tuple[str, ...]
    backward: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page shows, and how many nodes of each kind and claims it leaves out."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Origin]
    omitted: Mapping[str, int] = field(default_factory=dict)
    omitted_claims: int = 0


Row = tuple[str | None, str, str | None]


def draw(store: Source, view: View, legend: Legend, limit: int) -> Drawing:
    """Ask the view's query and return the drawing of its `limit` most claimed nodes.

    A claim one of whose ends is left out stays at the other end, so that no evidence of a drawn node is lost.
    """
    rows = sorted(_rows(store, view), key=lambda row: tuple(value or "" for value in row))
    weights = _weights(rows)
    kept = set(sorted(weights, key=lambda iri: (-weights[iri], iri))[:limit])
    claims = _claims(store, {claim for claim, tail, head in rows if claim and (tail in kept or head in kept)})
    types = _types(store, set(weights))
    names = _names(store, kept | {c["item"] for c in claims.values()} | {c["speaker"] for c in claims.values()} - {None})
    documents = _documents(store, {c["document"] for c in claims.values()})
    shown = {iri: _claim(record, names, documents) for iri, record in claims.items()}
    alone, links = _links(rows, kept, shown)
    nodes = _Nodes(legend, types, names, _subjects(store, kept))
    return Drawing(
        nodes=tuple(nodes.node(iri, weights[iri], alone[iri]) for iri in sorted(kept)),
        links=links,
        claims=shown,
        documents=documents,
        omitted=dict(sorted(Counter(legend.kind(types[iri]) for iri in set(weights) - kept).items())),
        omitted_claims=len({claim for claim, *_ in rows if claim} - set(shown)),
    )


@dataclass(frozen=True, slots=True)
class _Nodes:
    legend: Legend
    types: Mapping[str, frozenset[str]]
    names: Mapping[str, Words]
    subjects: Mapping[str, Words]

    def node(self, iri: str, weight: int, claims: tuple[str, ...]) -> Node:
        kind = self.legend.kind(self.types[iri])
        one = self.legend.nodes[kind].get("one")
        short = {**one, **self.subjects.get(iri, {})} if one else self.names[iri]
        return Node(iri, kind, self.names[iri], short, "CooperationInitiative" in self.types[iri], weight, claims)


def _rows(store: Source, view: View) -> set[Row]:
    return {
        (row["claim"], tail, row["to"] if row["to"] != tail else None)
        for row in _select(store, view.query)
        if (tail := row["from"]) is not None
    }


def _weights(rows: Iterable[Row]) -> Counter[str]:
    weights: Counter[str] = Counter()
    for claim, tail, head in rows:
        for end in (tail, head):
            if end:
                weights[end] += 1 if claim else 0
    return weights


def _links(
    rows: Iterable[Row], kept: set[str], claims: Mapping[str, Claim]
) -> tuple[defaultdict[str, tuple[str, ...]], tuple[Link, ...]]:
    alone: dict[str, set[str]] = defaultdict(set)
    bundles: dict[tuple[str, str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for claim, tail, head in rows:
        ends = [end for end in (tail, head) if end in kept]
        if len(ends) == 1 and claim in claims:
            alone[ends[0]].add(claim)
        elif len(ends) == 2 and (claim is None or claim in claims):
            low, high = sorted(ends)
            manner = claims[claim].manner if claim else "reference"
            bundles[low, high, manner][low != tail].update({claim} if claim else ())
    for (low, high, _), carried in bundles.items():
        alone[low].difference_update(*carried)
        alone[high].difference_update(*carried)
    linked = (Link(*ends, tuple(sorted(there)), tuple(sorted(back))) for ends, (there, back) in sorted(bundles.items()))
    return defaultdict(tuple, {iri: tuple(sorted(found)) for iri, found in alone.items()}), tuple(linked)


def _claim(record: Mapping[str, str | None], names: Mapping[str, Words], documents: Mapping[str, Origin]) -> Claim:
    speaker, document = record["speaker"], record["document"] or ""
    return Claim(
        kind=_local(record["kind"]).removeprefix("kind-"),
        what=names[record["item"] or ""],
        manner="denied" if _local(record["polarity"]).endswith("negative") else _local(record["modality"]).removeprefix("modality-"),
        certain=not _local(record["certainty"]).endswith("uncertain"),
        confidence=float(record["confidence"] or 1),
        sentence=record["sentence"] or "",
        printed=record["printed"],
        speaker=speaker,
        speaker_name=names[speaker] if speaker else {},
        document=document,
        when=record["when"] or documents[document].issued,
    )


_CLAIMS = """
SELECT ?key ?kind ?item ?modality ?polarity ?certainty ?confidence ?sentence ?printed ?speaker ?document ?when {
  GRAPH ?graph {
    VALUES ?key { %s }
    ?key coop:factKind ?kind ; coop:claims ?item ; coop:modality ?modality ; coop:polarity ?polarity ;
         coop:certainty ?certainty ; coop:evidence/coop:exactText ?sentence ; prov:wasDerivedFrom ?document .
    OPTIONAL { ?key coop:confidence ?confidence }
    OPTIONAL { ?key coop:printed ?printed }
    OPTIONAL { ?key coop:statedBy ?speaker }
    OPTIONAL { ?item (coop:occurredDuring|coop:refPeriod|coop:startedDuring)/rdfs:label ?when }
  }
}"""

_TYPES = "SELECT DISTINCT ?key ?type { VALUES ?key { %s } GRAPH ?graph { ?key a|coop:cooperationForm ?type } }"

_NAMES = """
SELECT ?key ?name (LANG(?name) AS ?lang) (COUNT(*) AS ?times) {
  VALUES ?key { %s } GRAPH ?graph { ?key rdfs:label ?name }
} GROUP BY ?key ?name"""

_SUBJECTS = """
SELECT DISTINCT ?key ?name (LANG(?name) AS ?lang) { VALUES ?key { %s } GRAPH ?graph { ?key coop:subject|coop:sector ?name } }"""

_DOCUMENTS = """
SELECT DISTINCT ?key ?name ?title ?source ?issued {
  VALUES ?key { %s }
  GRAPH ?graph {
    ?key dcterms:identifier ?name .
    OPTIONAL { ?key dcterms:title ?title }
    OPTIONAL { ?key dcterms:source ?source }
    OPTIONAL { ?key dcterms:issued ?issued }
  }
}"""


def _claims(store: Source, keys: set[str]) -> dict[str, dict[str, str | None]]:
    found = sorted(_batches(store, _CLAIMS, keys), key=lambda row: (row["key"] or "", row["when"] or ""))
    return {key: row for row in reversed(found) if (key := row["key"])}


def _types(store: Source, keys: set[str]) -> defaultdict[str, frozenset[str]]:
    types: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for row in _batches(store, _TYPES, keys):
        types[row["key"] or ""] |= {_local(row["type"])}
    return types


def _names(store: Source, keys: set[str]) -> dict[str, dict[str, str]]:
    """Return per node and language the name that most documents use, of equals the fullest."""
    found = sorted(
        _batches(store, _NAMES, keys),
        key=lambda row: (int(row["times"] or 0), len(row["name"] or ""), row["name"] or ""),
    )
    names: dict[str, dict[str, str]] = {key: {} for key in keys}
    for row in found:
        if key := row["key"]:
            names[key][row["lang"] or ""] = row["name"] or ""
    return {key: words or {"": _local(key)} for key, words in names.items()}


def _subjects(store: Source, keys: set[str]) -> dict[str, dict[str, str]]:
    subjects: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(_batches(store, _SUBJECTS, keys), key=lambda row: row["name"] or "", reverse=True):
        subjects[row["key"] or ""][row["lang"] or ""] = row["name"] or ""
    return subjects


def _documents(store: Source, keys: set[str]) -> dict[str, Origin]:
    rows = sorted(_batches(store, _DOCUMENTS, keys), key=lambda row: tuple(value or "" for value in row.values()))
    return {
        key: Origin(row["name"] or "", row["title"], row["source"], row["issued"]) for row in rows if (key := row["key"])
    }


def _batches(store: Source, sparql: str, keys: Iterable[str]) -> Iterator[dict[str, str | None]]:
    ordered = sorted(keys)
    for first in range(0, len(ordered), _BATCH):
        yield from _select(store, sparql % " ".join(f"<{key}>" for key in ordered[first : first + _BATCH]))


def _select(store: Source, sparql: str) -> Iterator[dict[str, str | None]]:
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    solutions = store.query(prologue + sparql)
    for row in solutions.rows:
        yield {column: _text(value) for column, value in zip(solutions.columns, row, strict=True)}


def _text(term: object) -> str | None:
    return None if term is None else str(getattr(term, "value", term))


def _local(iri: str | None) -> str:
    return (iri or "").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
