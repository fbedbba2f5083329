"""Why statements contradict the ontology or each other: a smallest set of axioms and statements that cannot all hold.

Such a set is called a justification; removing any one of it removes the contradiction (Kalyanpur, Parsia, Horridge and
Sirin, "Finding all justifications of OWL DL entailments", 2007). It is sought from outside, by asking over and over
whether a part contradicts itself: the quick rules are asked where they see the contradiction, else HermiT.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rdflib import OWL, RDF, RDFS, XSD, URIRef
from rdflib.term import Node

from coopatlas.ontology.reasoning import axioms, clashes
from coopatlas.ontology.reasoning.axioms import Axiom
from coopatlas.ontology.reasoning.clashes import Clash
from coopatlas.rdf import iri
from coopatlas.rdf.iri import Triple

Contradictory = Callable[[Iterable[Triple]], bool]

_FEW = 64
"""How many axioms and statements are tried first; a clash is seldom far from what it is about."""
_SOMETHING = iri.ID["something"]
_W3 = (str(RDF), str(RDFS), str(OWL), str(XSD))


@dataclass(frozen=True, slots=True)
class Justification:
    """Statements and axioms that cannot all hold; `clash` is None where only HermiT sees that."""

    clash: Clash | None
    statements: tuple[Triple, ...]
    axioms: tuple[Axiom, ...]


def justifications(statements: Iterable[Triple], otherwise: Contradictory | None = None) -> Iterator[Justification]:
    """Yield justifications that share no statement until the rest of `statements` holds together.

    `otherwise` is asked where the rules see no contradiction; see `hermit.contradictory`.
    """
    rest = set(statements)
    while found := justification(rest, otherwise):
        yield found
        rest -= set(found.statements)
        if not found.statements:
            return


def justification(
    statements: Iterable[Triple], otherwise: Contradictory | None = None, about: Iterable[Node] = ()
) -> Justification | None:
    """Return why `statements` contradict the ontology or each other, None where they do not.

    `about` are the terms near which to look where the rules see nothing.
    """
    given = set(statements)
    seen = clashes.found(axioms.beside(given))
    if not seen and not (otherwise and otherwise(axioms.beside(given))):
        return None
    ask = otherwise if otherwise and not seen else _clashing
    said = dict.fromkeys(axioms.axioms())
    start = {term for _, term in seen[0].about} if seen else set(about)
    units = _nearest([*said, *((triple,) for triple in sorted(given) if (triple,) not in said)], start)
    found = minimal(units, lambda part: ask(_known(part)))
    return Justification(
        next(iter(clashes.found(_known(found))), None),
        tuple(sorted(triple for (triple, *_) in found if (triple,) not in said and triple in given)),
        tuple(sorted((unit for unit in found if unit in said), key=str)),
    )


def of_class(
    cls: URIRef, statements: Iterable[Triple] = (), otherwise: Contradictory | None = None
) -> Justification | None:
    """Return why nothing can belong to a class, None where something can; `statements` may hold axioms of its own."""
    return justification({*statements, (_SOMETHING, RDF.type, cls)}, otherwise, {cls})


def minimal(units: Sequence[Axiom], contradictory: Callable[[Sequence[Axiom]], bool]) -> list[Axiom]:
    """Return a smallest part of contradictory `units`: without any one of it, the others hold together.

    Each round finds by bisection the unit with which the contradiction begins (Hemery, Lecoutre, Sais and Boussemart,
    "Extracting MUCs from constraint networks", 2006): some k log n questions for k of n units.
    """
    found: list[Axiom] = []
    high = _FEW
    while not contradictory(found):
        while high < len(units) and not contradictory([*found, *units[:high]]):
            high *= 2
        sizes = range(min(high, len(units)))
        last = bisect_left(sizes, True, key=lambda size: contradictory([*found, *units[:size]]))
        found.append(units[last - 1])
        units = units[: last - 1]
    return found


def _known(units: Iterable[Axiom]) -> set[Triple]:
    return {*axioms.declarations(), *chain.from_iterable(units)}


def _clashing(known: Iterable[Triple]) -> bool:
    return bool(clashes.found(known))


def _nearest(units: Sequence[Axiom], start: Iterable[Node]) -> list[Axiom]:
    """Return the units, those first that fewest steps join to the terms of `start`."""
    touching: defaultdict[Node, list[Axiom]] = defaultdict(list)
    for unit in units:
        for term in _terms(unit):
            touching[term].append(unit)
    ordered: dict[Axiom, None] = {}
    waiting = dict.fromkeys(sorted(start, key=str))
    for term in (queue := list(waiting)):
        for unit in touching[term]:
            ordered[unit] = None
            new = dict.fromkeys(other for other in _terms(unit) if other not in waiting)
            waiting |= new
            queue += new
    return list(ordered | dict.fromkeys(units))


def _terms(unit: Axiom) -> Iterator[Node]:
    # The words of RDF and OWL join everything with everything.
    yield from (
        term for triple in unit for term in triple if isinstance(term, URIRef) and not str(term).startswith(_W3)
    )
