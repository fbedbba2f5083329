"""Reads the reference data, `ontology/reference/*.ttl`, into entries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable

import pyoxigraph

from coopatlas import content
from coopatlas.errors import ContentError
from coopatlas.gazetteer.entry import KINDS, Entry, Texts
from coopatlas.rdf import iri

_ONTOLOGY = str(iri.ONTOLOGY)
_TYPE = iri.PREFIXES["rdf"] + "type"
_CODES = ("iso3166", "nuts", "unLocode", "latitude", "longitude")
_Value = pyoxigraph.NamedNode | pyoxigraph.Literal
_Properties = Mapping[str, Sequence[_Value]]


def read() -> dict[str, Entry]:
    """Return all entries by id, in the order of the files; raises `ContentError` on a file that cannot be used."""
    things: dict[str, _Properties] = {}
    for file in content.turtle_files(content.ontology() / "reference"):
        for thing, properties in _properties(file).items():
            if thing in things:
                raise ContentError(file.name, f"{thing} is described in another file too", "describe it once")
            if thing.partition("-")[0] not in KINDS:
                raise ContentError(file.name, f"{thing} is of no known kind", f"begin its id with one of {KINDS}")
            if len(_local(properties, _TYPE)) != 1:
                raise ContentError(file.name, f"{thing} has no single class", "give it one")
            things[thing] = properties
    parts = {thing: _local(properties, _ONTOLOGY + "locatedIn") for thing, properties in things.items()}
    return {thing: _entry(thing, properties, parts) for thing, properties in things.items()}


def _properties(file: Traversable) -> dict[str, _Properties]:
    described: defaultdict[str, defaultdict[str, list[_Value]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in pyoxigraph.parse(iri.based(file.read_text("utf-8")), format=pyoxigraph.RdfFormat.TURTLE):
            if isinstance(quad.subject, pyoxigraph.NamedNode) and isinstance(quad.object, _Value):
                described[quad.subject.value][quad.predicate.value].append(quad.object)
    except SyntaxError as error:
        raise ContentError(file.name, str(error), "correct the Turtle") from error
    base = str(iri.ID)
    return {thing.removeprefix(base): dict(described[thing]) for thing in described if thing.startswith(base)}


def _entry(thing: str, properties: _Properties, parts: Mapping[str, Sequence[str]]) -> Entry:
    return Entry(
        id=thing,
        cls=_local(properties, _TYPE)[0],
        names={lang: texts[0] for lang, texts in _texts(properties, iri.PREFIXES["rdfs"] + "label").items()},
        alternatives=_texts(properties, iri.PREFIXES["skos"] + "altLabel"),
        adjectives=_texts(properties, _ONTOLOGY + "adjective"),
        demonyms=_texts(properties, _ONTOLOGY + "demonym"),
        homographs=_texts(properties, _ONTOLOGY + "homograph"),
        codes={code: properties[_ONTOLOGY + code][0].value for code in _CODES if _ONTOLOGY + code in properties},
        part_of=_chain(thing, parts),
        capital_of=next(iter(_local(properties, _ONTOLOGY + "capitalOf")), None),
    )


def _chain(thing: str, parts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    chain = list(parts[thing])
    for part in chain:
        chain.extend(above for above in parts.get(part, ()) if above not in chain)
    return tuple(chain)


def _texts(properties: _Properties, name: str) -> Texts:
    texts: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for value in properties.get(name, ()):
        if isinstance(value, pyoxigraph.Literal) and value.language:
            texts[value.language] += (value.value,)
    return dict(texts)


def _local(properties: _Properties, name: str) -> list[str]:
    bases = (str(iri.ID), _ONTOLOGY)
    return [v.value.removeprefix(bases[0]).removeprefix(bases[1]) for v in properties.get(name, ())]
