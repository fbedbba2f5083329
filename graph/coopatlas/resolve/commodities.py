"""What goods a name means: everyday names of goods → the groups of `ontology/reference/commodities.ttl`.

A name is known by all its words, in any order and number, or it is not known; no part of it is guessed at.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import URIRef

from coopatlas import content
from coopatlas.rdf import iri

_PREFERRED = iri.PREFIXES["skos"] + "prefLabel"
_NAMES = frozenset({_PREFERRED, iri.PREFIXES["skos"] + "altLabel"})
_GROUP = str(iri.term("goods", ""))
_WORD = re.compile(r"\w+(?:-\w+)*")
_JOINT = re.compile(r",|\b(?:и|а также|and|және)\b")
_JOINING = frozenset({"и", "and", "the", "және"})
_Key = tuple[str, ...]


@lru_cache(maxsize=20_000)
def groups(name: str, lang: str) -> tuple[URIRef, ...]:
    """Return the group that a name of goods means, or those of all its parts: «бумага и целлюлоза»; else nothing."""
    known = _index(lang)
    if whole := known.get(_key(name, lang)):
        return (whole,)
    parts = [known.get(_key(part, lang)) for part in _JOINT.split(name)]
    found = tuple(dict.fromkeys(part for part in parts if part))
    return found if all(parts) else ()


@cache
def called(group: URIRef) -> Mapping[str, str]:
    """Return what a group is called in Russian and English."""
    return {lang: text for lang in ("ru", "en") if (text := _preferred(lang).get(group))}


@cache
def _preferred(lang: str) -> Mapping[URIRef, str]:
    return {group: text for group, text, preferred in _names(lang) if preferred}


@cache
def _index(lang: str) -> Mapping[_Key, URIRef]:
    return {_key(text, lang): group for group, text, _preferred in _names(lang)}


def _names(lang: str) -> Iterator[tuple[URIRef, str, bool]]:
    text = (content.ontology() / "reference" / "commodities.ttl").read_bytes()
    for triple in parse(text, RdfFormat.TURTLE):
        group, name = triple.subject, triple.object
        named = triple.predicate.value in _NAMES and isinstance(name, Literal) and name.language == lang
        if named and isinstance(group, NamedNode) and group.value.startswith(_GROUP):
            yield URIRef(group.value), name.value, triple.predicate.value == _PREFERRED


def _key(name: str, lang: str) -> _Key:
    words = _WORD.findall(name.casefold().replace("ё", "е"))
    return tuple(sorted(_normal(word, lang) for word in words if word not in _JOINING))


def _normal(word: str, lang: str) -> str:
    if lang == "ru":
        # Here, since the dictionaries take a while to load, and only names in Russian need them.
        from coopatlas.language.russian.morphology import likeliest

        return likeliest(word)
    plural = lang == "en" and len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word
