"""Asks the ontology of itself what a reasoner does not: each `ontology/hygiene/*.rq` finds terms that break a rule.

Those whose names begin with `dl-` are the restrictions of OWL 2 DL (OWL 2 Structural Specification, sections 3, 5.8 and
11) as far as RDF shows them; the others keep the ontology fit to read, as the tests of FIBO do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from coopatlas import content, iri
from coopatlas.errors import ContentError

_MESSAGES = re.compile(r"# message\.ru: (?P<ru>.+)\n# message\.en: (?P<en>.+)\n")
_PREFIXES = {**iri.PREFIXES, "owl": "http://www.w3.org/2002/07/owl#"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and its query, which finds the terms that break it."""

    name: str
    message_ru: str
    message_en: str
    query: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A term that breaks a rule; `term` is its IRI."""

    rule: str
    term: str
    message_ru: str
    message_en: str


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules by name; raises `ContentError` for a file without its two messages."""
    files = sorted((content.ontology() / "hygiene").iterdir(), key=lambda file: file.name)
    return tuple(_rule(file.name, file.read_text("utf-8")) for file in files if file.name.endswith(".rq"))


def findings(more: str = "") -> list[Finding]:
    """Return what breaks a rule in the ontology, with `more` Turtle added to it; empty where nothing does."""
    store = ox.Store()
    for file in content.turtle_files(content.ontology()):
        if file.name != "shapes.ttl":
            store.load(file.read_bytes(), ox.RdfFormat.TURTLE)
    store.load("".join(f"@prefix {name}: <{at}> .\n" for name, at in _PREFIXES.items()) + more, ox.RdfFormat.TURTLE)
    return sorted({found for rule in rules() for found in _broken(store, rule)})


def _broken(store: ox.Store, rule: Rule) -> Iterator[Finding]:
    solutions = store.query(rule.query, prefixes=_PREFIXES)
    if not isinstance(solutions, ox.QuerySolutions):
        raise ContentError(rule.name, "it finds no terms", "write a SELECT of ?term")
    for solution in solutions:
        yield Finding(rule.name, str(getattr(solution[0], "value", solution[0])), rule.message_ru, rule.message_en)


def _rule(file: str, text: str) -> Rule:
    header = _MESSAGES.match(text)
    if header is None:
        raise ContentError(file, "it lacks its messages", "begin with # message.ru: … and # message.en: …")
    return Rule(file.removesuffix(".rq"), header["ru"], header["en"], text)
