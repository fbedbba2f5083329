"""Turns what a fact says into an item: a described node whose IRI follows from its content alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Protocol

from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.term import Node

from coopatlas.claims import terms
from coopatlas.model import EntityRef, Fact, Figure, Filler, Period, Role, kinds
from coopatlas.model.fact import figure
from coopatlas.model.kinds import ENTITIES, FIGURES, INITIATIVE
from coopatlas.model.period import period
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple
from coopatlas.resolve import commodities, names

MAX_LABEL = 160
"""The length, in code points, to which a generated label is cut."""

_RESOLVED = {"body": "organization", "side": "agent"}
"""The types of role that the resolver calls by another name."""


class Entity(Protocol):
    """What a name turned out to be."""

    @property
    def iri(self) -> URIRef: ...  # noqa: D102
    @property
    def cls(self) -> URIRef: ...  # noqa: D102
    @property
    def labels(self) -> tuple[tuple[str, str], ...]: ...  # noqa: D102
    @property
    def links(self) -> tuple[tuple[str, URIRef], ...]: ...  # noqa: D102


class Resolver(Protocol):
    """What turns a name, or what a reader tied it to, into an entity: `coopatlas.resolve.Resolver`."""

    def entity(self, name: str, role_type: str, lang: str) -> Entity:
        """Return the entity that `name` means in a role of this type."""

    def referred(self, reference: EntityRef, lang: str) -> Entity:
        """Return the entity that a reader found; no name is looked up again."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One property of an item, and what its label says of it: neighbours of one group are joined by a dash."""

    predicate: URIRef
    node: Node
    words: terms.Words = ()
    group: str = ""


class Items:
    """The items of one document and the nodes that they refer to, gathered as `triples`."""

    def __init__(self, resolver: Resolver) -> None:
        self.triples: set[Triple] = set()
        self._resolver = resolver
        self._entities: dict[tuple[EntityRef | str, str, str], tuple[URIRef, terms.Words]] = {}
        self._makers: dict[str, Callable[[Role, Fact, Filler], Iterable[_Part]]] = {
            **dict.fromkeys(ENTITIES, self._entity),
            **dict.fromkeys(FIGURES, self._figure),
            "term": self._term,
            "text": self._text,
            "topic": self._text,
            "period": self._period,
            "currency": self._unit,
            "unit": self._unit,
            "rank": self._rank,
        }

    def add(self, fact: Fact) -> URIRef:
        """Describe the item that the fact puts forward and return its IRI."""
        kind = kinds()[fact.kind]
        cls = kind.class_of(fact.modality, fact.args.get("status"))
        own: list[_Part] = []
        post: list[_Part] = []
        for role in kind.roles.values():
            owner = post if role.predicate.startswith("post/") else own
            for filler in _ordered(fact.roles.get(role.name, ())):
                owner.extend(self.parts(role, fact, filler))
        said = [*own, *post]
        if post:
            own.append(_Part(coop("post"), self._describe("post", "Post", post)))
        own.extend(_Part(coop(name), iri.term(*term)) for name, term in kind.fixed.items())
        if cls == INITIATIVE and kind.form:
            own.append(_Part(coop("cooperationForm"), iri.term("form", kind.form)))
        item = self._describe(fact.kind, cls, own)
        self._label(item, _head(fact.kind, cls), said)
        return item

    def parts(self, role: Role, fact: Fact, filler: Filler) -> Iterable[_Part]:
        """Yield the properties that one value of a role gives to the item."""
        # A bound is part of its figure.
        return self._makers[role.type](role, fact, filler) if role.type in self._makers else ()

    def entity(self, value: EntityRef | str, role_type: str, lang: str) -> tuple[URIRef, terms.Words]:
        """Describe the entity that a reader found, or that a name means, and return its IRI and its labels."""
        key = (value, role_type, lang)
        if key not in self._entities:
            if isinstance(value, EntityRef):
                name, entity = value.name, self._resolver.referred(value, lang)
            else:
                name, entity = value, self._resolver.entity(value, _RESOLVED.get(role_type, role_type), lang)
            self.triples.add((entity.iri, RDF.type, entity.cls))
            self.triples.update((entity.iri, RDFS.label, Literal(text, lang=tag)) for text, tag in entity.labels)
            self.triples.update((entity.iri, coop(link), other) for link, other in entity.links)
            by_language = {tag: text for text, tag in reversed(entity.labels)}
            if "en" not in by_language and (stand_in := _english(entity, by_language or {"": name})):
                by_language["en"] = stand_in
            self._entities[key] = entity.iri, tuple(by_language.get(tag, name) for tag in terms.LANGUAGES)
        return self._entities[key]

    def _entity(self, role: Role, fact: Fact, filler: Filler) -> Iterator[_Part]:
        value = filler.value if isinstance(filler.value, EntityRef) else str(filler.plain)
        role_type = _target(value) if role.type == "target" else role.type
        node, words = self.entity(value, role_type, fact.lang)
        yield _Part(_property(role), node, words, role.type if role.type in {"place", "goods"} else "actor")

    def _term(self, role: Role, _fact: Fact, filler: Filler) -> Iterator[_Part]:
        term = terms.term(role.scheme, str(filler.plain))
        yield _Part(_property(role), term, terms.words(term))

    def _text(self, role: Role, fact: Fact, filler: Filler) -> Iterator[_Part]:
        text = " ".join(str(filler.plain).split())
        yield _Part(_property(role), Literal(text, lang=fact.lang), (text, text))

    def _period(self, role: Role, _fact: Fact, filler: Filler) -> Iterator[_Part]:
        label = str(filler.plain)
        span = filler.value if isinstance(filler.value, Period) else period(label)
        node = iri.period(label) if span else iri.entity("period", label)
        self.triples.add((node, RDF.type, coop("Period")))
        self.triples.add((node, RDFS.label, Literal(label)))
        for name, day in (("beginsOn", span.first), ("endsOn", span.last)) if span else ():
            self.triples.add((node, coop(name), Literal(day.isoformat(), datatype=XSD.date)))
        yield _Part(_property(role), node, (label, label))

    def _figure(self, role: Role, fact: Fact, filler: Filler) -> Iterator[_Part]:
        found = figure(fact, role.name)
        if found is None:
            return
        words = (_spoken(found),) * len(terms.LANGUAGES)
        if found.lower is not None and found.lower == found.upper:
            yield _Part(_property(role), decimal(found.lower), words)
            if found.about and role.predicate == "pointValue":
                yield _Part(coop("approximate"), Literal(True))
        else:
            # «More than» excludes its number, a range includes both.
            ends = {"lower": (found.lower, found.upper is not None), "upper": (found.upper, True)}
            for side, (end, inclusive) in ends.items():
                if end is not None:
                    yield _Part(coop(bound_of(role, side)), decimal(end), words)
                    yield _Part(coop(bound_of(role, side, "Inclusive")), Literal(inclusive))
                    words = ()
        if role.type == "figure" and isinstance(filler.value, Figure) and found.unit:
            yield _Part(coop("unit"), terms.unit(found.unit))

    def _unit(self, role: Role, _fact: Fact, filler: Filler) -> Iterator[_Part]:
        yield _Part(_property(role), terms.unit(str(filler.plain)))

    def _rank(self, role: Role, _fact: Fact, filler: Filler) -> Iterator[_Part]:
        value = str(filler.plain)
        if value.isdecimal():
            yield _Part(coop("rankNumber"), Literal(int(value)), (value,) * len(terms.LANGUAGES))
        else:
            term = terms.term("rank", value)
            yield _Part(_property(role), term, terms.words(term))

    def _describe(self, kind: str, cls: str, parts: list[_Part]) -> URIRef:
        content = {f"{part.predicate} {part.node.n3()}" for part in parts}
        node = iri.item(kind, cls, *sorted(content))
        self.triples.add((node, RDF.type, coop(cls)))
        self.triples.update((node, part.predicate, part.node) for part in parts)
        return node

    def _label(self, item: URIRef, head: terms.Words, parts: list[_Part]) -> None:
        spoken = [part for part in parts if part.words]
        for index, language in enumerate(terms.LANGUAGES):
            text = ""
            for before, part in zip([None, *spoken], spoken, strict=False):
                joint = " — " if before and before.group and before.group == part.group else ", "
                text += (joint if before else ": ") + part.words[index]
            label = head[index] + text
            short = label if len(label) <= MAX_LABEL else label[: MAX_LABEL - 1].rstrip() + "…"
            self.triples.add((item, RDFS.label, Literal(short, lang=language)))


def _english(entity: Entity, known: names.Names) -> str:
    """Return what stands in for an English name that there is not, in what an item is called."""
    links = [node for link, node in entity.links if link == "classifiedAs"]
    return names.english(str(entity.iri), known, {str(node): commodities.called(node) for node in links})


@cache
def coop(name: str) -> URIRef:
    """Return the class or property of this name; the mapping's `label` is rdfs:label."""
    return RDFS.label if name == "label" else iri.ONTOLOGY[name]


def decimal(number: Decimal | float) -> Literal:
    """Return a number as xsd:decimal in its canonical form: `15000000`, `-4.5`."""
    text = f"{Decimal(str(number)):f}"
    return Literal(text.rstrip("0").rstrip(".") if "." in text else text, datatype=XSD.decimal)


def _property(role: Role) -> URIRef:
    return coop(role.predicate.removeprefix("post/"))


def bound_of(role: Role, side: str, about: str = "Bound") -> str:
    """Return the property of a bound: that of `pointValue` is plain, that of another is named after it."""
    return f"{side}{about}" if role.predicate == "pointValue" else f"{role.predicate}{side.capitalize()}{about}"


def _spoken(found: Figure) -> str:
    """Return a figure as a label says it: «> 15 000 000 USD», «2,500–3,000 t»."""
    ends = [end for end in (found.lower, found.upper) if end is not None]
    sign = "> " if found.upper is None else "≤ " if found.lower is None else "≈ " if found.about else ""
    numbers = (f"{Decimal(str(decimal(end))):,f}".replace(",", "\N{NO-BREAK SPACE}") for end in dict.fromkeys(ends))
    unit = terms.symbol(terms.unit(found.unit)) if found.unit not in {"", "%"} else found.unit
    return sign + "–".join(numbers) + (f"\N{NO-BREAK SPACE}{unit}" if unit else "")


def _ordered(fillers: Iterable[Filler]) -> list[Filler]:
    # In a fixed order, so that equal items have equal labels.
    return sorted((filler for filler in fillers if filler.plain != ""), key=lambda filler: str(filler.plain))


def _target(value: EntityRef | str) -> str:
    # A target without a capital letter is a sector or goods («нефтехимия»), not a place.
    name = value.name if isinstance(value, EntityRef) else value
    return "goods" if name.islower() else "place"


@cache
def _head(kind: str, cls: str) -> terms.Words:
    name = terms.words(iri.term("kind", kind))
    marks = ("инициатива", "initiative") if cls == INITIATIVE != kinds()[kind].cls else ("", "")
    return tuple(f"{word} ({mark})" if mark else word for word, mark in zip(name, marks, strict=True))
