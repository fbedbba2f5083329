"""Files of the reference data as graphs, read in a process once, by the first test that needs them."""

from functools import cache

from rdflib import Graph

from coopatlas import content


@cache
def reference(name: str) -> Graph:
    return Graph().parse(data=(content.ontology() / "reference" / f"{name}.ttl").read_bytes(), format="turtle")
