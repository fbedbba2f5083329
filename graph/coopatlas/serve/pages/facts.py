"""Claims as pages show them: what, how firmly, when, on which sentences, said by whom, where in which document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from coopatlas import index
from coopatlas.claims import read, terms
from coopatlas.claims.read import Claim
from coopatlas.model import Figure, kinds
from coopatlas.questions import answers, formats
from coopatlas.questions.answers import Named, labelled
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import Source, local
from coopatlas.serve.rendering import path
from coopatlas.statistics import listings, record
from coopatlas.store import Store

Value = Named | str
_LANGUAGES = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Role:
    """What fills a role of a claim, under the words for the role."""

    name: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """A value that the first sentence does not show, and where it comes from."""

    name: str
    why: str
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """One claim: `manner` is the name of how firmly it is put, `place` the address of its sentence in its document."""

    iri: str
    anchor: str
    kind: str
    label: str
    manner: str
    what: Named
    when: str
    certain: bool
    confidence: float
    sentences: tuple[str, ...]
    speaker: Named | None
    title: str
    issued: str | None
    place: str
    roles: tuple[Role, ...]
    absent: tuple[Absent, ...]
    claim: Claim
    beside: tuple[str, ...] = ()
    """What statistics and lists say beside it, a conclusion of the program."""

    @property
    def role(self) -> Mapping[str, Role]:
        """The roles by name."""
        return {one.name: one for one in self.roles}


def told(store: Store, keys: Iterable[str], lang: str) -> list[Told]:
    """Return these claims in the order of `keys`."""
    wanted = list(dict.fromkeys(keys))
    asked = index.source(store)
    found = read.claims(asked, wanted)
    named = labelled(store, {node for claim in found.values() for node in _nodes(claim)})
    beside = _beside(asked, found, lang)
    return [replace(_told(found[key], named, lang), beside=beside.get(key, ())) for key in wanted if key in found]


def _beside(store: Source, keys: Iterable[str], lang: str) -> dict[str, tuple[str, ...]]:
    """Return what statistics say of claims, and which lists have them too."""
    compared = {key: (one.words[lang],) for key, one in record.shown(store, keys).items()}
    listed = listings.shown(store, keys)
    both = compared.keys() | listed.keys()
    return {key: (*compared.get(key, ()), *(words[lang] for words in listed.get(key, ()))) for key in both}


def figure(found: Figure, lang: str) -> str:
    """Return a figure with the signs of its bounds and its unit."""
    point = found.lower if found.lower == found.upper else None
    shown = answers.Figure(
        point=point,
        lower=found.lower if point is None else None,
        lower_inclusive=found.upper is not None,
        upper=found.upper if point is None else None,
        upper_inclusive=True,
        approximate=found.about,
    )
    unit = terms.symbol(iri.term("unit", found.unit)) if found.unit else ""
    return f"{formats.figure(shown, lang)} {unit}".strip()


def _nodes(claim: Claim) -> Iterator[str]:
    yield claim.item
    yield from (value for values in claim.roles.values() for value in values if value.startswith("http"))
    yield from (one.filler or _property(claim.kind, one.role) for one in claim.elsewhere)
    if claim.speaker:
        yield claim.speaker
    yield from (_property(claim.kind, role) for role in (*claim.roles, *claim.figures))


def _told(claim: Claim, named: Mapping[str, Named], lang: str) -> Told:
    return Told(
        iri=claim.iri,
        anchor=local(claim.iri).partition("-")[2],
        kind=claim.kind,
        label=_kind(claim.kind, lang),
        manner=claim.manner,
        what=named[claim.item],
        when=formats.period(claim.when, lang) if claim.when else "",
        certain=claim.certain,
        confidence=claim.confidence,
        sentences=tuple(span.text for span in claim.spans),
        speaker=named.get(claim.speaker or ""),
        title=claim.document.title or claim.document.name,
        issued=claim.document.issued,
        place=path(claim.iri) or "",
        roles=tuple(_roles(claim, named, lang)),
        absent=tuple(_absent(claim, named, lang)),
        claim=claim,
    )


def _kind(name: str, lang: str) -> str:
    kind = kinds().get(name)
    return kind.label.get(lang, name) if kind else name


def _roles(claim: Claim, named: Mapping[str, Named], lang: str) -> Iterator[Role]:
    declared = kinds()[claim.kind].roles if claim.kind in kinds() else {}
    for name in declared:
        values: Sequence[Value] = ()
        if name in claim.figures:
            values = (figure(claim.figures[name], lang),)
        elif name in claim.roles and declared[name].type not in {"currency", "unit"}:
            values = [
                formats.period(value, lang) if declared[name].type == "period" else named.get(value, value)
                for value in claim.roles[name]
            ]
        if values:
            label = named[_property(claim.kind, name)]
            yield Role(name, label.label(lang), tuple(values))


def _absent(claim: Claim, named: Mapping[str, Named], lang: str) -> Iterator[Absent]:
    for one in claim.elsewhere:
        name = named[one.filler or _property(claim.kind, one.role)].label(lang)
        origin = terms.words(URIRef(iri.term("origin", one.origin)))[_LANGUAGES.index(lang)] if one.origin else ""
        yield Absent(name, ": ".join(filter(None, (origin, one.reason))), one.span.text if one.span else None)


def _property(kind: str, role: str) -> str:
    """Return the IRI whose label is the words for a role: of its property, of the class where that is a mere label."""
    declared = kinds()[kind].roles.get(role) if kind in kinds() else None
    name = declared.predicate.removeprefix("post/") if declared else role
    return str(iri.ONTOLOGY["Post" if name == "label" else name])
