"""Asks the ontology of itself what a reasoner does not: each `ontology/hygiene/*.rq` finds terms that break a rule.

Those whose names begin with `dl-` are the restrictions of OWL 2 DL (OWL 2 Structural Specification, sections 3, 5.8 and
11) as far as RDF shows them; the others keep the ontology fit to read, as the tests of FIBO do.
"""

from dataclasses import dataclass

import pyoxigraph as ox

from coopatlas.ontology.query_rules import PREFIXES, Rule, load
from coopatlas.ontology.vocabulary import names, turtle


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A term that breaks a rule; `term` is its IRI."""

    rule: str
    term: str
    message_ru: str
    message_en: str


def rules() -> tuple[Rule, ...]:
    """Return the rules by name."""
    return load("hygiene")


def findings(more: str = "") -> list[Finding]:
    """Return what breaks a rule in the ontology, with `more` Turtle added to it; empty where nothing does."""
    store = ox.Store()
    for name in names():
        if name != "shapes":
            store.load(turtle(name), ox.RdfFormat.TURTLE)
    store.load("".join(f"@prefix {name}: <{at}> .\n" for name, at in PREFIXES.items()) + more, ox.RdfFormat.TURTLE)
    return sorted({_finding(rule, breach) for rule in rules() for breach in rule.breaches(store)})


def _finding(rule: Rule, breach: ox.QuerySolution) -> Finding:
    return Finding(rule.name, str(getattr(breach[0], "value", breach[0])), rule.message_ru, rule.message_en)
