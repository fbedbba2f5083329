"""Statements that exclude each other: `ontology/clashes/*.rq` asked of a closure.

They are those of OWL 2 RL (OWL 2 Profiles, section 4.3) that data of ours can break, and one that is beyond it and
cheap: a thing that must be of one of several classes and is excluded from each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.term import Identifier

from coopatlas.ontology.query_rules import load
from coopatlas.ontology.reasoning import closure
from coopatlas.rdf.iri import Triple
from coopatlas.rdf.oxigraph import node, quad


@dataclass(frozen=True, slots=True)
class Clash:
    """A rule that is broken, and the things and terms between the braces of its message."""

    rule: str
    message_ru: str
    message_en: str
    about: tuple[tuple[str, Identifier], ...]


def found(known: Iterable[Triple]) -> list[Clash]:
    """Return what clashes in statements and axioms, once they are closed under the rules; in a fixed order."""
    return within(closure.closed(known))


def within(closed: Iterable[Triple]) -> list[Clash]:
    """Return what clashes in statements and axioms that are closed under the rules already."""
    store = ox.Store()
    store.bulk_extend(map(quad, closed))
    clashes = {
        Clash(rule.name, rule.message_ru, rule.message_en, tuple(_about(breach)))
        for rule in load("clashes")
        for breach in rule.breaches(store)
    }
    return sorted(clashes, key=lambda clash: (clash.rule, str(clash.about)))


def _about(breach: ox.QuerySolution) -> Iterator[tuple[str, Identifier]]:
    for name in ("x", "p", "a", "b"):
        if (term := breach[name]) is not None:
            yield name, node(term)
