"""Reads claims back: the one record of a claim for answers, pages, exports and whatever else shows one."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from coopatlas.model import Cell, Evidence, Role, kinds
from coopatlas.solutions import Record, Source, batches, local, select

_CLAIMS = """
SELECT ?key ?kind ?item ?modality ?polarity ?certainty ?confidence ?speaker ?printed ?rule ?document ?when
  ?name ?title ?source ?issued {
  VALUES ?key { %s }
  GRAPH ?graph {
    ?key coop:factKind ?kind ; coop:claims ?item ; coop:modality ?modality ; coop:polarity ?polarity ;
         coop:certainty ?certainty ; prov:wasDerivedFrom ?document .
    ?document dcterms:identifier ?name .
    OPTIONAL { ?key coop:confidence ?confidence }
    OPTIONAL { ?key coop:printed ?printed }
    OPTIONAL { ?key coop:rule ?rule }
    OPTIONAL { ?key coop:statedBy ?speaker }
    OPTIONAL { ?document dcterms:title ?title }
    OPTIONAL { ?document dcterms:source ?source }
    OPTIONAL { ?document dcterms:issued ?issued }
    OPTIONAL { ?item (coop:occurredDuring|coop:refPeriod|coop:startedDuring)/rdfs:label ?when }
  }
}"""

_SPANS = """
SELECT ?key ?start ?end ?text ?first ?table ?row ?column ?head {
  VALUES ?key { %s }
  GRAPH ?graph {
    ?key coop:evidence ?span .
    ?span coop:startChar ?start ; coop:endChar ?end ; coop:exactText ?text .
    OPTIONAL { ?key coop:firstEvidence ?first FILTER(?first = ?span) }
    OPTIONAL { ?span coop:tableNumber ?table ; coop:rowNumber ?row ; coop:columnNumber ?column }
    OPTIONAL { ?span coop:heading ?head }
  }
}"""

_ELSEWHERE = """
SELECT ?key ?role ?filler ?origin ?reason ?start ?end ?text {
  VALUES ?key { %s }
  GRAPH ?graph {
    ?key coop:roleEvidence ?shown . ?shown coop:role ?role .
    OPTIONAL { ?shown coop:filler ?filler }
    OPTIONAL { ?shown coop:origin ?origin }
    OPTIONAL { ?shown coop:reason ?reason }
    OPTIONAL { ?shown coop:shownIn ?span . ?span coop:startChar ?start ; coop:endChar ?end ; coop:exactText ?text }
  }
}"""

_ROLES = """
SELECT ?key ?kind ?property ?value {
  VALUES ?key { %s }
  GRAPH ?graph {
    ?key coop:factKind ?kind ; coop:claims ?item .
    { ?item ?property ?value FILTER(?property != rdfs:label) } UNION { ?item coop:post ?post . ?post ?property ?value }
  }
}"""

_FIRST = """
SELECT DISTINCT ?key ?document ?claim ?read ?start ?sentence {
  VALUES ?key { %s }
  GRAPH ?graph {
    { ?claim coop:claims ?key } UNION { ?key coop:claims ?item BIND(?key AS ?claim) }
    ?claim coop:firstEvidence/coop:startChar ?read ; coop:evidence ?span .
    ?span coop:spanOf ?document ; coop:exactText ?sentence ; coop:startChar ?start
  }
}"""

_OF_ITEMS = "SELECT ?claim { GRAPH ?graph { VALUES ?key { %s } ?claim coop:claims ?key } }"
_ALL = "SELECT ?claim { GRAPH ?graph { ?claim a coop:Claim } }"


@dataclass(frozen=True, slots=True)
class Origin:
    """A document as it is cited: `issued` is ISO 8601 at the precision known."""

    iri: str
    name: str
    title: str | None = None
    source: str | None = None
    issued: str | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A value that the first sentence does not show.

    `filler` is the IRI of who or what it is, None for words; `origin` is the name of a term of `v:origin`, `reason`
    what led there; `span` is where it stands, None where it was not taken from a place in the text.
    """

    role: str
    filler: str | None
    origin: str
    reason: str
    span: Evidence | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it was written.

    `kind` is the name of its kind; `item`, `speaker` and the values of `roles` that are entities are IRIs; `modality`
    and `polarity` are the names of the guideline. `spans` are all sentences or cells that it rests on, the first the
    one that it was read from; `elsewhere` the values that this first one does not show. `when` is the label of the
    period of what is claimed.
    """

    iri: str
    kind: str
    item: str
    modality: str
    polarity: str
    certain: bool
    confidence: float
    document: Origin
    spans: tuple[Evidence, ...]
    elsewhere: tuple[Elsewhere, ...] = ()
    speaker: str | None = None
    printed: str | None = None
    rule: str | None = None
    when: str | None = None
    roles: Mapping[str, tuple[str, ...]] | None = None

    @property
    def manner(self) -> str:
        """How firmly it is put: `denied`, or the modality."""
        return "denied" if self.polarity == "negative" else self.modality

    @property
    def sentence(self) -> str:
        """The sentence that the claim was read from."""
        return self.spans[0].text

    @property
    def place(self) -> tuple[str, int, int, str]:
        """Where the claim stands: by document, then in the order of its text."""
        return self.document.name, self.spans[0].start, self.spans[0].end, self.iri


def claims(store: Source, keys: Collection[str], *, roles: bool = False) -> dict[str, Claim]:
    """Return the claims by IRI, those of `keys` that are none left out; with the values of their roles if wanted.

    Of several periods the earliest is kept.
    """
    spans, elsewhere = _spans(store, keys), _elsewhere(store, keys)
    filled = _roles(store, keys) if roles else {}
    found = sorted(batches(store, _CLAIMS, keys), key=lambda row: tuple(value or "" for value in row.values()))
    rows = {row["key"] or "": row for row in reversed(found)}
    return {
        key: _claim(key, row, spans[key], elsewhere.get(key, ()), filled.get(key)) for key, row in sorted(rows.items())
    }


def about(store: Source, keys: Iterable[str]) -> dict[str, Claim]:
    """Return the claims among `keys`, and those that claim one of the items among them."""
    wanted = set(keys)
    return claims(store, wanted | {row["claim"] or "" for row in batches(store, _OF_ITEMS, wanted)})


def sentences(store: Source, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each claim or item its sentences; of several claims those of the first, by document and place."""
    found: defaultdict[str, defaultdict[tuple[str, int, str], set[tuple[bool, int, str]]]]
    found = defaultdict(lambda: defaultdict(set))
    for row in batches(store, _FIRST, set(keys)):
        read, start = int(row["read"] or 0), int(row["start"] or 0)
        place = (row["document"] or "", read, row["claim"] or "")
        found[row["key"] or ""][place].add((start != read, start, row["sentence"] or ""))
    return {key: tuple(text for *_, text in sorted(min(places.items())[1])) for key, places in found.items()}


def every(store: Source, *, roles: bool = False) -> list[Claim]:
    """Return all claims of a store, by document and place."""
    found = claims(store, {row["claim"] or "" for row in select(store, _ALL)}, roles=roles)
    return sorted(found.values(), key=lambda claim: claim.place)


def _claim(
    key: str,
    row: Record,
    spans: tuple[Evidence, ...],
    elsewhere: tuple[Elsewhere, ...],
    roles: Mapping[str, tuple[str, ...]] | None,
) -> Claim:
    return Claim(
        iri=key,
        kind=local(row["kind"]).removeprefix("kind-"),
        item=row["item"] or "",
        modality=local(row["modality"]).removeprefix("modality-"),
        polarity=local(row["polarity"]).removeprefix("polarity-"),
        certain=not local(row["certainty"]).endswith("uncertain"),
        confidence=float(row["confidence"] or 1),
        document=Origin(row["document"] or "", row["name"] or "", row["title"], row["source"], row["issued"]),
        spans=spans,
        elsewhere=elsewhere,
        speaker=row["speaker"],
        printed=row["printed"],
        rule=row["rule"],
        when=row["when"],
        roles=roles,
    )


def _spans(store: Source, keys: Collection[str]) -> dict[str, tuple[Evidence, ...]]:
    """Return the spans of each claim, the first one first, the others in the order of the text."""
    found: defaultdict[str, dict[tuple[bool, int, int], list[Record]]] = defaultdict(dict)
    for row in batches(store, _SPANS, keys):
        place = (row["first"] is None, int(row["start"] or 0), int(row["end"] or 0))
        found[row["key"] or ""].setdefault(place, []).append(row)
    return {key: tuple(_span(rows) for _, rows in sorted(places.items())) for key, places in found.items()}


def _span(rows: list[Record]) -> Evidence:
    row, heads = rows[0], sorted({head for row in rows if (head := row["head"])})
    cell = None
    if row["table"] and row["row"] and row["column"]:
        cell = Cell(int(row["table"]), int(row["row"]), int(row["column"]), tuple(heads))
    return Evidence(int(row["start"] or 0), int(row["end"] or 0), row["text"] or "", cell)


def _elsewhere(store: Source, keys: Collection[str]) -> dict[str, tuple[Elsewhere, ...]]:
    found: defaultdict[str, list[Elsewhere]] = defaultdict(list)
    rows = sorted(batches(store, _ELSEWHERE, keys), key=lambda row: tuple(value or "" for value in row.values()))
    for row in rows:
        place = Evidence(int(row["start"] or 0), int(row["end"] or 0), row["text"] or "") if row["start"] else None
        origin = local(row["origin"]).removeprefix("origin-")
        found[row["key"] or ""].append(Elsewhere(row["role"] or "", row["filler"], origin, row["reason"] or "", place))
    return {key: tuple(told) for key, told in found.items()}


def _roles(store: Source, keys: Collection[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the values by role; of a figure the number, or its bounds, under the role that holds it."""
    values: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in batches(store, _ROLES, keys):
        kind, value = local(row["kind"]).removeprefix("kind-"), row["value"] or ""
        fitting = (role for role in _filled_by(kind).get(local(row["property"]), ()) if _fits(role, value))
        if role := next(fitting, None):
            values[row["key"] or ""][role.name].add(value)
    return {key: {role: tuple(sorted(told)) for role, told in roles.items()} for key, roles in values.items()}


@cache
def _filled_by(kind: str) -> Mapping[str, tuple[Role, ...]]:
    """Return the roles that each property of an item may fill."""
    found: defaultdict[str, tuple[Role, ...]] = defaultdict(tuple)
    for role in kinds()[kind].roles.values() if kind in kinds() else ():
        if role.type != "bound":
            found[role.predicate.removeprefix("post/")] += (role,)
        if role.predicate == "pointValue":
            found["lowerBound"] += (role,)
            found["upperBound"] += (role,)
        if role.type == "rank":
            found["rankNumber"] += (role,)
    return dict(found)


def _fits(role: Role, value: str) -> bool:
    """Tell apart the two roles that share a property: people and parties of a meeting, currencies and other units."""
    if role.type in {"currency", "unit"}:
        return (re.fullmatch(r"unit-[A-Z]{3}", local(value)) is not None) == (role.type == "currency")
    return role.type != "person" or local(value).startswith("person-")
