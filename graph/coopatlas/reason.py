"""Asks HermiT whether the ontology, and a graph with it, is consistent, and what follows.

HermiT is a Java program that owlready2 carries. It takes 3 s for the ontology and 6 s with sixteen documents, but more
than a minute for 10 000 individuals: give it the graph of a document or a sample, not a whole store.
"""

import shutil
from dataclasses import dataclass
from io import BytesIO

import owlready2
from rdflib import OWL, RDF, XSD, Graph, Literal
from rdflib.term import Node

from coopatlas import content
from coopatlas.errors import ReasonerError

Triple = tuple[Node, Node, Node]

_FILES = ("core.ttl", "restrictions.ttl", "vocabularies.ttl")
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


def check(graph: Graph | None = None) -> Verdict:
    """Return the verdict on the ontology, together with `graph` where one is given.

    Dates are left out, since HermiT does not know xsd:date. Raises ReasonerError where Java is missing or HermiT
    fails, which says nothing about consistency.
    """
    java = shutil.which(owlready2.JAVA_EXE)
    if java is None:
        raise ReasonerError("reason", "Java was not found", "install a Java runtime, version 8 or later, to run HermiT")
    known = _readable(graph)
    world = owlready2.World()
    world.get_ontology("https://w3id.org/coopatlas/reasoning").load(fileobj=_ntriples(known))
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
    return Verdict(consistent=True, unsatisfiable=tuple(unsatisfiable), inferred=_news(inferences, known))


def _readable(graph: Graph | None) -> Graph:
    known = Graph(bind_namespaces="none")
    for name in _FILES:
        known.parse(data=(content.ontology() / name).read_bytes(), format="turtle")
    for triple in graph or ():
        if not (isinstance(triple[2], Literal) and triple[2].datatype == XSD.date):
            known.add(triple)
    # The headers import each other by IRI, which owlready2 would look for on the network.
    for header in list(known.subjects(RDF.type, OWL.Ontology)):
        known.remove((header, None, None))
    return known


def _ntriples(graph: Graph) -> BytesIO:
    return BytesIO(graph.serialize(format="nt", encoding="utf-8"))


def _news(inferences: owlready2.Ontology, known: Graph) -> frozenset[Triple]:
    file = BytesIO()
    inferences.save(file=file, format="ntriples")
    triples = Graph(bind_namespaces="none").parse(data=file.getvalue(), format="nt")
    return frozenset(triple for triple in triples if triple not in known and triple[2] not in _NO_NEWS)
