"""What a document tells of events: who took part, for whom each stands, where and when, and of what kind it was."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache

from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from coopatlas import gazetteer
from coopatlas.model import kinds
from coopatlas.model.kinds import Happening, Kind
from coopatlas.model.period import period
from coopatlas.rdf import iri

NEWS = timedelta(days=7)
"""How long before its publication a document tells of an event without saying when that was."""
_LONGEST_CHAIN = 4
_BEHIND = "for "
_PLACES = frozenset({"country", "region", "city"})
_MONTHS = 13
"""Months in whose keys a telling is found; what is told of a longer time is told too vaguely."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who took part, and for whom he may stand in another telling: whose post he holds, what his territory lies in."""

    node: str
    stands_for: tuple[str, ...] = ()

    def agrees(self, other: "Actor") -> bool:
        """Whether two may be one, or one speaks for the other."""
        return self.node == other.node or self.node in other.stands_for or other.node in self.stands_for


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document asserts of one event; `item` is what its `claims` claim.

    `digest` is that of the document, `document` its name.
    `period` is when the document says that it was, `first` and `last` are its days, `issued` the last day on which it
    can have been published, all ISO 8601 and empty where it does not tell. `where` is the place, then what it lies in.
    """

    digest: str
    document: str
    item: str
    kind: str
    claims: tuple[str, ...]
    who: tuple[Actor, ...]
    where: tuple[str, ...] = ()
    period: str = ""
    first: str = ""
    last: str = ""
    issued: str = ""
    alike: tuple[tuple[str, str], ...] = ()
    about: str = ""
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """What no other telling is called by."""
        return f"{self.digest}-{self.item.rpartition('/')[2]}"

    @property
    def window(self) -> tuple[date, date] | None:
        """The days in which the event was: as told, else those before the publication."""
        if self.first:
            return date.fromisoformat(self.first), date.fromisoformat(self.last)
        if self.issued:
            issued = date.fromisoformat(self.issued)
            return issued - NEWS, issued
        return None

    @property
    def dated(self) -> bool:
        """Whether the document itself says when it was, to the day."""
        return bool(self.first) and self.first == self.last

    @property
    def vague(self) -> bool:
        """Whether it says no more than in which weeks, months or years it was."""
        return bool(self.first) and date.fromisoformat(self.last) - date.fromisoformat(self.first) > NEWS

    @property
    def filed(self) -> frozenset[str]:
        """Return the keys under which it is filed: kind, someone who took part or stands behind, and a time.

        The time is a month; one of several months is filed under its years.
        """
        months = self._months()
        times = months if len(months) == 1 else _years(months)
        return self._under(self._nodes, times, "") | self._under(self._behind, times, _BEHIND)

    @property
    def sought(self) -> frozenset[str]:
        """Return the keys under which those are filed that agree with it about someone and some month.

        Who stands behind the one is sought among those who took part in the other: two behind whom a third stands
        are not the same.
        """
        months = self._months()
        times = {*months, *_years(months)}
        nodes, behind = self._nodes, self._behind
        return self._under(nodes | behind, times, "") | self._under(nodes, times, _BEHIND)

    @property
    def _nodes(self) -> set[str]:
        return {actor.node for actor in self.who}

    @property
    def _behind(self) -> set[str]:
        return {node for actor in self.who for node in actor.stands_for}

    def _under(self, nodes: Iterable[str], times: Collection[str], how: str) -> frozenset[str]:
        return frozenset(f"{self.kind} {how}{node} {time}".strip() for node in nodes for time in times)

    def _months(self) -> list[str]:
        if happening(self.kind).once:
            return [""]
        if self.window is None:
            return []
        first, last = self.window
        found: list[str] = []
        while (first.year, first.month) <= (last.year, last.month) and len(found) < _MONTHS:
            found.append(f"{first:%Y-%m}")
            first = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        return found if (first.year, first.month) > (last.year, last.month) else []

    def record(self) -> str:
        """Return the telling as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def read(cls, record: str) -> "Telling":
        """Return the telling that `record` wrote."""
        held = json.loads(record)
        who = tuple(Actor(one["node"], tuple(one["stands_for"])) for one in held.pop("who"))
        lists = {key: tuple(map(_frozen, value)) for key, value in held.items() if isinstance(value, list)}
        return cls(**{**held, **lists, "who": who})


def _years(months: Iterable[str]) -> set[str]:
    return {month[:4] for month in months}


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def happening(kind: str) -> Happening:
    """Return how a kind tells of events; raises `LookupError` for one that does not."""
    found = kinds()[kind].event
    if found is None:
        raise LookupError(kind)
    return found


def tellings(digest: str, graph: Graph) -> list[Telling]:
    """Return what the graph of a document asserts of events, in a fixed order."""
    claims: dict[tuple[URIRef, str], list[str]] = {}
    for claim, _, item in graph.triples((None, iri.ONTOLOGY.asserts, None)):
        kind = str(graph.value(claim, iri.ONTOLOGY.factKind)).rpartition("/kind-")[2]
        if isinstance(item, URIRef) and _tells(graph, item, kinds().get(kind)):
            claims.setdefault((item, kind), []).append(str(claim))
    issued = _issued(graph, digest)
    found = (_telling(graph, digest, item, kind, sorted(own), issued) for (item, kind), own in claims.items())
    return sorted((one for one in found if one.who), key=lambda one: one.name)


def _tells(graph: Graph, item: URIRef, kind: Kind | None) -> bool:
    if kind is None or kind.event is None:
        return False
    stages = {str(stage).rpartition("/stage-")[2] for stage in graph.objects(item, iri.ONTOLOGY.stage)}
    return not kind.event.statuses or bool(stages & kind.event.statuses)


def _issued(graph: Graph, digest: str) -> str:
    told = graph.value(iri.document(digest), DCTERMS.issued)
    span = period(str(told)[:10]) if told else None
    return span.last.isoformat() if span and span.last - span.first < NEWS else ""


def _telling(graph: Graph, digest: str, item: URIRef, kind: str, claims: Iterable[str], issued: str) -> Telling:
    event = happening(kind)
    roles = {role.name: iri.ONTOLOGY[role.predicate] for role in kinds()[kind].roles.values()}

    def values(*names: str) -> list[str]:
        return sorted({str(value) for name in names if name for value in graph.objects(item, roles[name])})

    places, periods = values(event.where), values(event.when)
    first, last = _days(graph, periods[0]) if len(periods) == 1 else ("", "")
    return Telling(
        digest=digest,
        document=str(graph.value(iri.document(digest), DCTERMS.identifier)),
        item=str(item),
        kind=kind,
        claims=tuple(claims),
        who=tuple(Actor(node, _stands_for(graph, URIRef(node))) for node in values(*event.who)),
        where=(places[0], *_around(graph, URIRef(places[0]))) if len(places) == 1 else (),
        period=periods[0] if len(periods) == 1 else "",
        first=first,
        last=last,
        issued=issued,
        alike=tuple((name, found[0]) for name in event.alike if len(found := values(name)) == 1),
        about=" ".join(values(event.about)),
        labels=tuple(
            sorted((o.language or "", str(o)) for o in graph.objects(item, RDFS.label) if isinstance(o, Literal))
        ),
    )


def _days(graph: Graph, node: str) -> tuple[str, str]:
    first, last = (graph.value(URIRef(node), iri.ONTOLOGY[end]) for end in ("beginsOn", "endsOn"))
    return (str(first), str(last)) if first and last else ("", "")


def _stands_for(graph: Graph, node: URIRef) -> tuple[str, ...]:
    """Return for whom someone acts: the body and the territory of the post, whom a body represents, the country."""
    found: dict[str, None] = {}
    for holding in graph.subjects(iri.ONTOLOGY.holder, node):
        for post in graph.objects(holding, iri.ONTOLOGY.post):
            for name in ("represents", "postIn"):
                found.update(dict.fromkeys(str(whom) for whom in graph.objects(post, iri.ONTOLOGY[name])))
    for one in (node, *map(URIRef, list(found))):
        found.update(dict.fromkeys(str(whom) for whom in graph.objects(one, iri.ONTOLOGY.represents)))
    for one in (node, *map(URIRef, list(found))):
        found.update(dict.fromkeys(around for around in _around(graph, one) if "/country-" in around))
    return tuple(sorted(found.keys() - {str(node)}))


def _around(graph: Graph, node: URIRef) -> tuple[str, ...]:
    """Return what a place lies in, nearest first, as far as its country."""
    found: list[str] = []
    at: URIRef | None = node
    while at is not None and len(found) < _LONGEST_CHAIN:
        known = _entries().get(str(at))
        if known is not None:
            return (*found, *known)
        inside = min((o for o in graph.objects(at, iri.ONTOLOGY.locatedIn) if isinstance(o, URIRef)), default=None)
        found += [str(inside)] if inside is not None else []
        at = inside
    return tuple(found)


@cache
def _entries() -> Mapping[str, tuple[str, ...]]:
    """Return what each place of the reference data lies in, nearest first."""
    return {str(iri.ID[entry.id]): _chain(entry.part_of) for entry in gazetteer.load().entries().values()}


def _chain(part_of: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(iri.ID[part]) for part in part_of if part.partition("-")[0] in _PLACES)
