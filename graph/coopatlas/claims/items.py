"""Turns what a fact says into an item: a described node whose IRI follows from its content alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Protocol

from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.term import Node

from coopatlas import iri
from coopatlas.claims import terms
from coopatlas.claims.mapping import INITIATIVE, KINDS
from coopatlas.claims.periods import days
from coopatlas.iri import Triple
from coopatlas.model import Fact, Value

MAX_LABEL = 160
"""The length, in code points, to which a generated label is cut."""

_BOUND_SIGNS = {"min": "> ", "max": "≤ ", "about": "≈ "}
_TRUE, _FALSE = Literal(True), Literal(False)


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
    """What turns a name into an entity: `coopatlas.resolve.Resolver`."""

    def entity(self, name: str, role_type: str, lang: str) -> Entity:
        """Return the entity that `name` means in a role of this type."""


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
        self._entities: dict[tuple[str, str, str], tuple[URIRef, terms.Words]] = {}
        self._makers: dict[str, Callable[[URIRef, Fact, Value], Iterator[_Part]]] = {
            "text": self._text,
            "period": self._period,
            "figure": self._figure,
            "unit": self._unit,
            "rank": self._rank,
        }

    def add(self, fact: Fact) -> URIRef:
        """Describe the item that the fact puts forward and return its IRI."""
        kind = KINDS[fact.kind]
        cls = kind.class_of(fact)
        own: list[_Part] = []
        post: list[_Part] = []
        for role, (path, role_type) in kind.roles.items():
            for value in _values(fact.args.get(role)):
                owner, name = (post, path.removeprefix("post/")) if path.startswith("post/") else (own, path)
                owner.extend(self._parts(coop(name), role_type, fact, value))
        said = [*own, *post]
        if post:
            own.append(_Part(coop("post"), self._describe("post", "Post", post)))
        own.extend(_Part(coop(name), iri.term(*term)) for name, term in kind.fixed.items())
        if cls == INITIATIVE and kind.form:
            own.append(_Part(coop("cooperationForm"), iri.term("form", kind.form)))
        item = self._describe(fact.kind, cls, own)
        self._label(item, _head(fact.kind, cls), said)
        return item

    def entity(self, name: str, role_type: str, lang: str) -> tuple[URIRef, terms.Words]:
        """Describe the entity that a name means and return its IRI and its labels."""
        key = (name, role_type, lang)
        if key not in self._entities:
            entity = self._resolver.entity(name, role_type, lang)
            self.triples.add((entity.iri, RDF.type, entity.cls))
            self.triples.update((entity.iri, RDFS.label, Literal(text, lang=tag)) for text, tag in entity.labels)
            self.triples.update((entity.iri, coop(link), other) for link, other in entity.links)
            by_language = {tag: text for text, tag in reversed(entity.labels)}
            self._entities[key] = entity.iri, tuple(by_language.get(tag, name) for tag in terms.LANGUAGES)
        return self._entities[key]

    def _parts(self, predicate: URIRef, role_type: str, fact: Fact, value: Value) -> Iterator[_Part]:
        if role_type == "bound":
            return
        if role_type in self._makers:
            yield from self._makers[role_type](predicate, fact, value)
        elif role_type.startswith("term:"):
            term = terms.term(role_type.removeprefix("term:"), str(value))
            yield _Part(predicate, term, terms.words(term))
        else:
            node, words = self.entity(str(value), _entity_type(role_type, str(value)), fact.lang)
            group = role_type if role_type in {"place", "goods"} else "actor"
            yield _Part(predicate, node, words, group)

    def _text(self, predicate: URIRef, fact: Fact, value: Value) -> Iterator[_Part]:
        text = " ".join(str(value).split())
        yield _Part(predicate, Literal(text, lang=fact.lang), (text, text))

    def _period(self, predicate: URIRef, _fact: Fact, value: Value) -> Iterator[_Part]:
        label = str(value)
        span = days(label)
        period = iri.period(label) if span else iri.entity("period", label)
        self.triples.add((period, RDF.type, coop("Period")))
        self.triples.add((period, RDFS.label, Literal(label)))
        for name, day in zip(("beginsOn", "endsOn"), span or (), strict=False):
            self.triples.add((period, coop(name), Literal(day.isoformat(), datatype=XSD.date)))
        yield _Part(predicate, period, (label, label))

    def _figure(self, predicate: URIRef, fact: Fact, value: Value) -> Iterator[_Part]:
        number, bound = _number(value), str(fact.args.get("bound", "exact"))
        if number is None:
            return
        words = (_BOUND_SIGNS.get(bound, "") + _spoken(number) + _symbol(fact),) * len(terms.LANGUAGES)
        if bound == "min":
            yield _Part(coop("lowerBound"), decimal(number), words)
            yield _Part(coop("lowerInclusive"), _FALSE)
        elif bound == "max":
            yield _Part(coop("upperBound"), decimal(number), words)
            yield _Part(coop("upperInclusive"), _TRUE)
        else:
            yield _Part(predicate, decimal(number), words)
            if bound == "about":
                yield _Part(coop("approximate"), _TRUE)

    def _unit(self, predicate: URIRef, _fact: Fact, value: Value) -> Iterator[_Part]:
        yield _Part(predicate, terms.unit(str(value)))

    def _rank(self, predicate: URIRef, _fact: Fact, value: Value) -> Iterator[_Part]:
        if str(value).isdecimal():
            yield _Part(coop("rankNumber"), Literal(int(str(value))), (str(value),) * len(terms.LANGUAGES))
        else:
            term = terms.term("rank", str(value))
            yield _Part(predicate, term, terms.words(term))

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


@cache
def coop(name: str) -> URIRef:
    """Return the class or property of this name; the mapping's `label` is rdfs:label."""
    return RDFS.label if name == "label" else iri.ONTOLOGY[name]


def decimal(number: Decimal | float) -> Literal:
    """Return a number as xsd:decimal in its canonical form: `15000000`, `-4.5`."""
    text = f"{Decimal(str(number)):f}"
    return Literal(text.rstrip("0").rstrip(".") if "." in text else text, datatype=XSD.decimal)


def _number(value: Value) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _spoken(number: Decimal) -> str:
    return f"{Decimal(str(decimal(number))):,f}".replace(",", "\N{NO-BREAK SPACE}")


def _symbol(fact: Fact) -> str:
    if fact.kind == "growth":
        return "\N{NO-BREAK SPACE}%"
    unit = fact.args.get("currency") or fact.args.get("unit")
    return f"\N{NO-BREAK SPACE}{terms.symbol(terms.unit(str(unit)))}" if unit else ""


def _values(value: Value | None) -> list[Value]:
    # In a fixed order, so that equal items have equal labels.
    values = sorted(value) if isinstance(value, tuple | list) else [value]
    return [one for one in values if one is not None and one != ""]


def _entity_type(role_type: str, name: str) -> str:
    # A target without a capital letter is a sector or goods («нефтехимия»), not a place.
    return ("goods" if name.islower() else "place") if role_type == "target" else role_type


@cache
def _head(kind: str, cls: str) -> terms.Words:
    name = terms.words(iri.term("kind", kind))
    marks = ("инициатива", "initiative") if cls == INITIATIVE and kind != "proposal" else ("", "")
    return tuple(f"{word} ({mark})" if mark else word for word, mark in zip(name, marks, strict=True))
