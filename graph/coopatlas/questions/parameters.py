"""What a person writes for a parameter of a question → RDF terms, by the parameter's type.

A name is looked up, never guessed: in the gazetteer and among the labels of the store. What is not found is an error
that names near candidates. Text reaches a query only as a term that the store's own library has serialised.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode
from rdflib.namespace import XSD

from coopatlas import gazetteer
from coopatlas.claims.terms import words as labels_of
from coopatlas.documents import dates
from coopatlas.errors import QuestionError, StoreError
from coopatlas.model import MODALITIES, kinds
from coopatlas.rdf import iri
from coopatlas.resolve import Resolver
from coopatlas.store import Store

Term = NamedNode | Literal
Values = Mapping[str, Sequence[Term]]

TERMS = {
    "modality": MODALITIES,
    "kind": tuple(kinds()),
    "flow": ("turnover", "export", "import", "transit"),
    "verdict": ("agrees", "roughly", "differs", "sources-disagree", "not-comparable", "no-data"),
}
"""The types of parameter that take one of a list, and the list."""

TYPES = ("territory", "person", "organization", "entity", "document", "date", "year", "number", "text", *TERMS)
"""An `entity` is a person, an organisation or a territory."""

_GENITIVE = re.compile(r"(?<=[оеё]в)а\b|(?<=[иы]н)а\b")
"""The ending of a man's surname in the genitive, which is that of a woman's in the nominative too."""
_AGENTS = frozenset({"person", "organization"})
_SHORT = re.compile(r"id:[A-Za-z0-9][\w.-]*", re.ASCII)
"""An entity by the end of its IRI, as answers, pages and search show it."""
_ITEM = re.compile(rf"(?:{'|'.join(kinds())})-[0-9a-f]{{16}}|period-.*")

_DESCRIBED = "SELECT ?class { GRAPH ?graph { %s a ?class } } LIMIT 1"
_LABELS = (
    "SELECT DISTINCT ?node ?label { GRAPH ?graph { ?node rdfs:label ?label"
    " FILTER(STRSTARTS(STR(?node), STR(id:)))%s } }"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with its labels by language. One that is not required and has no value restricts nothing.

    `example` is a value to try, as a person writes it; each required parameter has one.
    """

    name: str
    type: str
    labels: Mapping[str, str]
    default: str | None = None
    required: bool = False
    example: str | None = None


def understand(store: Store, parameters: Sequence[Parameter], given: Mapping[str, str]) -> Values:
    """Return the terms that the values `given`, and the defaults, stand for; raises `QuestionError`.

    Several terms mean any of them: a surname may be that of two people.
    """
    names = [parameter.name for parameter in parameters]
    for name in given:
        if name not in names:
            raise QuestionError(name, "the question has no such parameter", f"it has {', '.join(names) or 'none'}")
    values: dict[str, Sequence[Term]] = {}
    for parameter in parameters:
        text = " ".join(given.get(parameter.name, parameter.default or "").split())
        if text:
            values[parameter.name] = _terms(store, parameter, text)
        elif parameter.required:
            meant = f"{parameter.labels['ru']} / {parameter.labels['en']}"
            remedy = f"set it: --set {parameter.name}={parameter.example} ({meant})"
            raise QuestionError(parameter.name, "the question needs this parameter", remedy)
    return values


def near(text: str, candidates: Iterable[str]) -> list[str]:
    """Return up to five of `candidates` that are spelt like `text`, best first."""
    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    return [by_folded[match] for match in get_close_matches(text.casefold(), by_folded, n=5, cutoff=0.6)]


def _terms(store: Store, parameter: Parameter, text: str) -> Sequence[Term]:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise QuestionError(parameter.name, "the value is not valid Unicode", "write it in UTF-8") from error
    match parameter.type:
        case "text":
            return [Literal(text)]
        case "date":
            return _date(parameter, text)
        case "year":
            return _year(parameter, text)
        case "number":
            return _number(parameter, text)
        case "document":
            return _document(store, parameter, text)
        case kind if kind in TERMS:
            return _vocabulary(parameter, text)
        case _:
            return _named(store, parameter, text)


def _year(parameter: Parameter, text: str) -> Sequence[Term]:
    if not re.fullmatch(r"[12][0-9]{3}", text):
        raise QuestionError(parameter.name, f"«{text}» is no year", "write four digits, such as 2018")
    return [Literal(int(text))]


def _date(parameter: Parameter, text: str) -> Sequence[Term]:
    day = dates.understood(text)
    if day is None:
        raise QuestionError(parameter.name, f"«{text}» is no day", "write it as 2018, 2018-03 or 2018-03-09")
    return [Literal(f"{(day + '-01-01')[:10]}T00:00:00Z", datatype=NamedNode(XSD.dateTime))]


def _number(parameter: Parameter, text: str) -> Sequence[Term]:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise QuestionError(parameter.name, f"«{text}» is no whole number", "write digits, such as 12")
    return [Literal(int(text))]


def _vocabulary(parameter: Parameter, text: str) -> Sequence[Term]:
    known: dict[str, str] = {}
    for name in TERMS[parameter.type]:
        term = iri.term(parameter.type, name)
        known.update((label.casefold(), term) for label in (name, *labels_of(term)))
    if text.casefold() not in known:
        remedy = f"use one of {', '.join(TERMS[parameter.type])}"
        raise QuestionError(parameter.name, f"«{text}» is no {parameter.type}", remedy)
    return [NamedNode(known[text.casefold()])]


def _document(store: Store, parameter: Parameter, text: str) -> Sequence[Term]:
    try:
        return [NamedNode(iri.document(store.record(text).digest))]
    except StoreError as error:
        raise _unknown(parameter, text, (record.name for record in store.documents())) from error


def _named(store: Store, parameter: Parameter, text: str) -> Sequence[Term]:
    if _SHORT.fullmatch(text):
        node = NamedNode(iri.ID[text.removeprefix("id:")])
        if store.query(_DESCRIBED % node).rows:
            return [node]
    places = () if parameter.type in _AGENTS else _place(text)
    agents = _AGENTS if parameter.type == "entity" else {parameter.type} & _AGENTS
    found = places or _resolved(store, text, agents) or _stored(store, text, parameter.type)
    if not found and (bare := _GENITIVE.sub("", text)) != text:
        found = _stored(store, bare, parameter.type)
    if not found:
        names = {name for entry in gazetteer.load().entries().values() for name in entry.names.values()}
        labels = (label for _, label in _labels(store, parameter.type, ()))
        raise _unknown(parameter, text, [*labels, *(names if parameter.type not in _AGENTS else ())])
    return [NamedNode(one) for one in found]


def _place(text: str) -> Sequence[str]:
    """Return the likeliest place of this name or code: «РК» is Kazakhstan, and Komi only where it is written out."""
    known = gazetteer.load()
    coded = (entry for entry in known.entries().values() if text in entry.codes.values())
    return [iri.ID[entry.id] for entry in (*known.find(text), *coded)][:1]


def _resolved(store: Store, text: str, role_types: Iterable[str]) -> Sequence[str]:
    """Return what the resolver makes of a name, as far as the store knows it: a name is one person in any script."""
    lang = "ru" if re.search("[А-яЁё]", text) else "en"
    resolver = Resolver(gazetteer.load())
    nodes = {str(resolver.entity(text, role_type, lang).iri) for role_type in role_types}
    return sorted(node for node in nodes if store.query(_DESCRIBED % NamedNode(node)).rows)


def _stored(store: Store, text: str, kind: str) -> Sequence[str]:
    wanted = set(_words(text))
    found = _labels(store, kind, wanted)
    return sorted({node for node, label in found if wanted and wanted <= set(_words(label))})


def _labels(store: Store, kind: str, holding: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Return the entities of this kind, with those labels that hold all these pieces of text."""
    tests = "".join(f" FILTER(CONTAINS(LCASE(?label), {Literal(piece)}))" for piece in sorted(holding))
    for node, label in store.query(_LABELS % tests).rows:
        local = str(node).removeprefix(str(iri.ID))
        agent = local.partition("-")[0]
        if not _ITEM.fullmatch(local) and (kind in ("entity", agent) or not {agent, kind} & _AGENTS):
            yield str(node), str(label)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _unknown(parameter: Parameter, text: str, candidates: Iterable[str]) -> QuestionError:
    like = near(text, candidates)
    listed = parameter.type == "document"
    otherwise = "coopatlas info --documents lists them" if listed else "write the name in full, in Russian or English"
    remedy = f"did you mean {', '.join(like)}?" if like else otherwise
    return QuestionError(parameter.name, f"no {parameter.type} is named «{text}»", remedy)
