"""Asks HermiT whether the ontology, and a graph with it, is consistent, and what follows.

HermiT is a Java program that owlready2 carries. It takes 3 s for the ontology and 6 s with sixteen documents, but more
than a minute for 10 000 individuals: give it the graph of a document or a sample, not a whole store.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import owlready2
from rdflib import OWL, XSD, Graph, Literal

from coopatlas.errors import ReasonerError
from coopatlas.ontology.reasoning import axioms
from coopatlas.rdf.iri import Triple

_NO_NEWS = {OWL.Thing, OWL.Nothing, OWL.NamedIndividual, OWL.Ontology}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT says.

    `unsatisfiable` are the IRIs of classes that nothing can belong to. `inferred` are the triples that follow and were
    not there: types, subclasses and relations. Both are empty where the whole is inconsistent.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    inferred: frozenset[Triple] = frozenset()


def check(statements: Iterable[Triple] = ()) -> Verdict:
    """Return the verdict on the ontology, together with `statements` where some are given.

    Dates are left out, since HermiT does not know xsd:date. Raises ReasonerError where Java is missing or HermiT
    fails, which says nothing about consistency.
    """
    return verdict(axioms.beside(statements))


def verdict(known: Iterable[Triple]) -> Verdict:
    """Return the verdict on axioms and statements alone; see `check`."""
    java = shutil.which(owlready2.JAVA_EXE)
    if java is None:
        raise ReasonerError("reason", "Java was not found", "install a Java runtime, version 8 or later, to run HermiT")
    readable = _readable(known)
    world = owlready2.World()
    world.get_ontology("https://w3id.org/coopatlas/reasoning").load(fileobj=_ntriples(readable))
    inferences = world.get_ontology("https://w3id.org/coopatlas/inferences")
    try:
        with inferences:
            owlready2.sync_reasoner_hermit(
                world, infer_property_values=True, debug=0, ignore_unsupported_datatypes=True
            )
    except owlready2.OwlReadyInconsistentOntologyError:
        return Verdict(consistent=False)
    except owlready2.OwlReadyJavaError as error:
        problem = str(error).strip().splitlines()[-1]
        raise ReasonerError(
            "reason", f"HermiT failed ({problem})", "check the Java runtime and the ontology"
        ) from error
    unsatisfiable = sorted(cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing)
    return Verdict(consistent=True, unsatisfiable=tuple(unsatisfiable), inferred=_new_statements(inferences, readable))


def contradictory(known: Iterable[Triple]) -> bool:
    """Return whether axioms and statements contradict each other, by HermiT."""
    return not verdict(known).consistent


def _readable(known: Iterable[Triple]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for triple in known:
        if not (isinstance(triple[2], Literal) and triple[2].datatype == XSD.date):
            graph.add(triple)
    return graph


def _ntriples(graph: Graph) -> BytesIO:
    return BytesIO(graph.serialize(format="nt", encoding="utf-8"))


def _new_statements(inferences: owlready2.Ontology, known: Graph) -> frozenset[Triple]:
    file = BytesIO()
    inferences.save(file=file, format="ntriples")
    triples = Graph(bind_namespaces="none").parse(data=file.getvalue(), format="nt")
    return frozenset(triple for triple in triples if triple not in known and triple[2] not in _NO_NEWS)
