"""Whether statements and the ontology hold together, what follows from them, and why not where they do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from rdflib import URIRef

from coopatlas.ontology.reasoning import axioms, clashes, closure, justification
from coopatlas.ontology.reasoning.justification import Justification
from coopatlas.rdf.iri import Triple

EXPLAINED = 5
"""The greatest number of contradictions that are explained at once; mending one often mends others."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: `empty` are the classes that nothing can belong to, each with the reason.

    `inferred` is what follows and was not said; nothing where there are contradictions.
    """

    inferred: frozenset[Triple] = frozenset()
    contradictions: tuple[Justification, ...] = ()
    empty: tuple[tuple[URIRef, Justification | None], ...] = ()

    @property
    def sound(self) -> bool:
        """Whether all holds together and every class can have members."""
        return not self.contradictions and not self.empty


def by_rules(statements: Iterable[Triple]) -> Report:
    """Return the report by the rules of OWL 2 RL, which scale to a store but see less than HermiT."""
    said = set(statements)
    known = axioms.beside(said)
    every = closure.closed(known)
    if clashes.within(every):
        return Report(contradictions=tuple(islice(justification.justifications(said), EXPLAINED)))
    return Report(closure.new_statements(every, known))


def by_hermit(statements: Iterable[Triple]) -> Report:
    """Return the report by HermiT; raises `ReasonerError` where it cannot run."""
    from coopatlas.ontology.reasoning import hermit

    said = set(statements)
    verdict = hermit.check(said)
    if not verdict.consistent:
        found = justification.justifications(said, hermit.contradictory)
        return Report(contradictions=tuple(islice(found, EXPLAINED)))
    empty = (
        (URIRef(cls), justification.of_class(URIRef(cls), said, hermit.contradictory)) for cls in verdict.unsatisfiable
    )
    return Report(verdict.inferred, empty=tuple(empty))
