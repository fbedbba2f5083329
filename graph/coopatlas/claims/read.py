"""Reads claims back: the one record of a claim for answers, pages, exports and whatever else shows one."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from coopatlas.claims.compact import noted
from coopatlas.claims.items import bound_of
from coopatlas.model import CERTAIN, Cell, Evidence, Figure, Role, kinds
from coopatlas.model.kinds import FIGURES
from coopatlas.rdf import iri
from coopatlas.rdf.oxigraph import text_of
from coopatlas.rdf.solutions import Source, batches, local, select

_DESCRIBED = "SELECT DISTINCT ?key ?property ?value { VALUES ?key { %s } GRAPH ?graph { ?key ?property ?value } }"
"""All that is said of some nodes: a store finds it by the nodes alone, whatever else it holds."""

_CITED = """
SELECT DISTINCT ?key ?property ?value {
  VALUES ?key { %s }
  VALUES ?property { dcterms:identifier dcterms:title dcterms:source dcterms:issued }
  GRAPH ?key { ?key ?property ?value }
}"""
"""What is cited of documents; their whole texts, which the catalogue holds of the same nodes, are left alone."""

_NOTED = "SELECT ?key ?notes { VALUES ?key { %s } GRAPH graph:catalogue { ?key coop:claimNotes ?notes } }"
"""What is noted of documents: see `compact`."""

_KEYED = """
SELECT ?document ?notes ?key {
  { GRAPH graph:catalogue { ?document coop:claimNotes ?notes FILTER(CONTAINS(?notes, "\\"%s")) } }
  UNION { GRAPH ?document { ?told coop:claimKey ?key FILTER(STRSTARTS(?key, "%s")) } }
}"""

_FIRST = """
SELECT DISTINCT ?key ?document ?claim ?first ?span ?sentence {
  VALUES ?key { %s }
  GRAPH ?document {
    { ?claim coop:claims ?key } UNION { ?key coop:claims ?item BIND(?key AS ?claim) }
    ?claim coop:evidence ?span . ?span coop:exactText ?sentence .
    OPTIONAL { ?claim coop:firstEvidence ?first }
  }
}"""

_OF_ITEMS = "SELECT ?claim { GRAPH ?graph { VALUES ?key { %s } ?claim coop:claims ?key } }"
_ALL = "SELECT ?claim { GRAPH ?graph { ?claim coop:claims ?item } }"


_WHEN = ("occurredDuring", "refPeriod", "startedDuring")
"""The properties by which what is claimed is dated."""

Said = Mapping[str, Sequence[str]]
"""What is said of a node, by the local name of the property."""


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
class Decided:
    """What a person decided of a claim.

    `verdict` is the name of a term of `v:ruling`, `when` an ISO 8601 time; `before` is the IRI of what had been read
    before it was corrected, which has a label.
    """

    verdict: str
    who: str | None
    when: str
    why: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it was written.

    `kind` is the name of its kind; `item`, `speaker` and the values of `roles` that are entities or terms are IRIs, its
    periods are their labels; `figures` are its numbers by role, their unit the name of a term of `v:unit`. `modality`
    and `polarity` are the names of the guideline. `spans` are all sentences or cells that it rests on, the first the
    one that it was read from; `elsewhere` the values that this first one does not show. `when` is the label of the
    period of what is claimed. `key` is by what a decision names it, `decided` what a person decided of it.
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
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    key: str = ""
    decided: Decided | None = None

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


def claims(store: Source, keys: Iterable[str]) -> dict[str, Claim]:
    """Return the claims by IRI; those of `keys` that are none are left out. Of several periods the earliest is kept."""
    found = {key: said for key, said in _described(store, keys).items() if "claims" in said}
    first = ("evidence", "roleEvidence", "claims", "decidedIn")
    nodes = _described(store, {one for said in found.values() for name in first for one in said.get(name, ())})
    documents = {str(iri.document_of(key)) for key in found}
    nodes |= _described(store, documents, _CITED)
    told = notes(store, documents, found)
    nodes |= {one: {**nodes.get(one, {}), **said} for one, said in told.items()}
    further = ("post", "shownIn", "wasAssociatedWith", *_periods())
    nodes |= _described(store, {one for said in nodes.values() for name in further for one in said.get(name, ())})
    return {key: _claim(key, {**found[key], **told.get(key, {})}, nodes) for key in sorted(found)}


def about(store: Source, keys: Iterable[str]) -> dict[str, Claim]:
    """Return the claims among `keys`, and those that claim one of the items among them."""
    wanted = set(keys)
    return claims(store, wanted | {row["claim"] or "" for row in batches(store, _OF_ITEMS, wanted)})


def sentences(store: Source, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each claim or item its sentences; of several claims those of the first, by document and place."""
    found: defaultdict[str, defaultdict[tuple[str, int, str], set[tuple[bool, int, str]]]]
    found = defaultdict(lambda: defaultdict(set))
    for row in batches(store, _FIRST, set(keys)):
        start, _ = iri.place_of(row["span"] or "")
        read, _ = iri.place_of(row["first"] or row["span"] or "")
        place = (row["document"] or "", read, row["claim"] or "")
        found[row["key"] or ""][place].add((start != read, start, row["sentence"] or ""))
    return {key: tuple(text for *_, text in sorted(min(places.items())[1])) for key, places in found.items()}


def every(store: Source) -> list[Claim]:
    """Return all claims of a store, by document and place."""
    found = claims(store, {row["claim"] or "" for row in select(store, _ALL)})
    return sorted(found.values(), key=lambda claim: claim.place)


def notes(store: Source, documents: Iterable[str], only: Container[str] | None = None) -> dict[str, Said]:
    """Return what is noted of the claims of some documents, or of some alone, and of the evidence of their roles."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    named = cache(local)
    for row in batches(store, _NOTED, set(documents)):
        told = [(text_of(one.subject), one) for one in noted(row["key"] or "", row["notes"] or "")]
        if only is not None:
            own = [(node, one) for node, one in told if node in only]
            roles = {text_of(one.object) for _, one in own if named(one.predicate.value) == "roleEvidence"}
            told = [*own, *((node, one) for node, one in told if node in roles)]
        for node, one in told:
            if (name := named(one.predicate.value)) != "label":
                found[node][name].append(text_of(one.object))
    return dict(found)


def keyed(store: Source, beginning: str) -> set[tuple[str, str]]:
    """Return the keys that begin so, with the documents in which they name a claim, or what was set aside."""
    found: set[tuple[str, str]] = set()
    for row in select(store, _KEYED % (beginning, beginning)):
        document, told = row["document"] or "", noted(row["document"] or "", row["notes"] or "")
        keys = [text_of(one.object) for one in told if local(one.predicate.value) == "claimKey"] or [row["key"] or ""]
        found |= {(document, key) for key in keys if key.startswith(beginning)}
    return found


def _described(store: Source, keys: Iterable[str], query: str = _DESCRIBED) -> dict[str, Said]:
    """Return what is said of some nodes: the values by the local names of the properties, in order."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in batches(store, query, set(keys)):
        found[row["key"] or ""][local(row["property"])].add(row["value"] or "")
    return {key: {name: sorted(values) for name, values in said.items()} for key, said in found.items()}


def _claim(key: str, said: Said, nodes: Mapping[str, Said]) -> Claim:
    document, (item,) = str(iri.document_of(key)), said["claims"]
    kind = _named(said, "factKind").removeprefix("kind-")
    firsts = said.get("firstEvidence", [])
    spans = [(span not in firsts, _span(span, nodes[span])) for span in said["evidence"]]
    periods = (period for name in _WHEN for period in nodes[item].get(name, ()))
    return Claim(
        iri=key,
        kind=kind,
        item=item,
        modality=_named(said, "modality").removeprefix("modality-"),
        polarity=_named(said, "polarity").removeprefix("polarity-") or "positive",
        certain=certain(_one(said, "certainty"), _one(said, "confidence")),
        confidence=float(_one(said, "confidence") or 1),
        document=_origin(document, nodes.get(document, {})),
        spans=tuple(span for _, span in sorted(spans, key=lambda one: (one[0], one[1].start, one[1].end))),
        elsewhere=tuple(_elsewhere(nodes[node], nodes) for node in said.get("roleEvidence", ())),
        speaker=_one(said, "statedBy"),
        printed=_one(said, "printed"),
        rule=_one(said, "rule"),
        when=min((label for period in periods for label in nodes[period].get("label", ())), default=None),
        roles=_roles(kind, nodes[item], nodes),
        figures=_figures(kind, nodes[item]),
        key=_one(said, "claimKey") or "",
        decided=_decided(said, nodes),
    )


def _decided(said: Said, nodes: Mapping[str, Said]) -> Decided | None:
    decision = _one(said, "decidedIn")
    if decision is None:
        return None
    made = nodes[decision]
    agent = _one(made, "wasAssociatedWith")
    return Decided(
        _named(made, "ruling").removeprefix("ruling-"),
        _one(nodes[agent], "label") if agent else None,
        _one(made, "endedAtTime") or "",
        _one(made, "comment"),
        _one(said, "wasRevisionOf"),
    )


def certain(certainty: str | None, confidence: str | None) -> bool:
    """Tell whether a claim was read with certainty: a store says so only where the confidence does not."""
    return not certainty.endswith("uncertain") if certainty else float(confidence or 1) >= CERTAIN


def _one(said: Said, name: str) -> str | None:
    return next(iter(said.get(name, ())), None)


def _named(said: Said, name: str) -> str:
    return local(_one(said, name))


def _origin(document: str, said: Said) -> Origin:
    name, title, source, issued = (_one(said, name) for name in ("identifier", "title", "source", "issued"))
    return Origin(document, name or "", title, source, issued)


def _span(key: str, said: Said) -> Evidence:
    start, end = iri.place_of(key)
    start, end = int(_one(said, "startChar") or start), int(_one(said, "endChar") or end)
    text = _one(said, "exactText") or ""
    table, row, column = (int(_one(said, f"{name}Number") or 0) for name in ("table", "row", "column"))
    cell = Cell(table, row, column, tuple(said.get("heading", ()))) if table else None
    return Evidence(start, end, text, cell)


def _elsewhere(said: Said, nodes: Mapping[str, Said]) -> Elsewhere:
    origin, shown = _named(said, "origin").removeprefix("origin-"), _one(said, "shownIn")
    span = _span(shown, nodes[shown]) if shown else None
    return Elsewhere(_one(said, "role") or "", _one(said, "filler"), origin, _one(said, "reason") or "", span)


def _roles(kind: str, item: Said, nodes: Mapping[str, Said]) -> dict[str, tuple[str, ...]]:
    """Return the values by role; of a figure the number, or its bounds, under the role that holds it."""
    # What the item is called is made from its roles; what its post is called is one.
    told = {name: values for name, values in item.items() if name != "label"}
    for post in item.get("post", ()):
        told |= nodes[post]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, values in told.items():
        for value in values:
            fitting = (role for role in _filled_by(kind).get(name, ()) if _fits(role, value))
            if role := next(fitting, None):
                found[role.name] |= set(nodes[value]["label"]) if role.type == "period" else {value}
    return {role: tuple(sorted(values)) for role, values in sorted(found.items())}


def _figures(kind: str, item: Said) -> dict[str, Figure]:
    """Return the figures of an item by role, as they were bounded."""
    found: dict[str, Figure] = {}
    for role in kinds()[kind].roles.values() if kind in kinds() else ():
        if role.type not in FIGURES:
            continue
        names = [role.predicate, bound_of(role, "lower"), bound_of(role, "upper")]
        point, lower, upper = (None if text is None else Decimal(text) for text in (_one(item, n) for n in names))
        if point is None and lower is None and upper is None:
            continue
        about = role.predicate == "pointValue" and _one(item, "approximate") in {"true", "1"}
        unit = {"percent": "percent", "count": ""}.get(role.type) or _named(item, "unit").removeprefix("unit-")
        low, high = (point, point) if point is not None else (lower, upper)
        found[role.name] = Figure(low, high, "" if role.type == "count" else unit, "", about)
    return found


@cache
def _periods() -> tuple[str, ...]:
    """Return the properties whose values are periods."""
    dated = {role.predicate for kind in kinds().values() for role in kind.roles.values() if role.type == "period"}
    return tuple(sorted(dated))


@cache
def _filled_by(kind: str) -> Mapping[str, tuple[Role, ...]]:
    """Return the roles that each property of an item may fill."""
    found: defaultdict[str, tuple[Role, ...]] = defaultdict(tuple)
    for role in kinds()[kind].roles.values() if kind in kinds() else ():
        if role.type != "bound":
            found[role.predicate.removeprefix("post/")] += (role,)
        if role.type in FIGURES:
            found[bound_of(role, "lower")] += (role,)
            found[bound_of(role, "upper")] += (role,)
        if role.type == "rank":
            found["rankNumber"] += (role,)
    return dict(found)


def _fits(role: Role, value: str) -> bool:
    """Tell apart the two roles that share a property: people and parties of a meeting, currencies and other units."""
    if role.type in {"currency", "unit"}:
        return (re.fullmatch(r"unit-[A-Z]{3}", local(value)) is not None) == (role.type == "currency")
    return role.type != "person" or local(value).startswith("person-")
