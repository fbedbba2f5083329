"""The state of the ontology in a few lines, and exit code 1 where it is not fit: `python -m tests.summary`."""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from rdflib import Graph

sys.path.append(str(Path(__file__).parent))

from claim_samples import DOCUMENT, ByName
from coopatlas import content
from coopatlas.claims import document_graph
from coopatlas.ontology import hygiene, validate
from coopatlas.ontology.reasoning import clashes, consistency
from coopatlas.ontology.reasoning.axioms import beside
from coopatlas.rdf.iri import Triple
from test_hygiene import BREACHES
from test_justification import CONTRADICTIONS, GRAPH
from test_validate import DEFECTS, UNSAID, sample


def reference() -> set[Triple]:
    """Return the reference data."""
    files = content.turtle_files(content.ontology() / "reference")
    return set(chain.from_iterable(Graph().parse(data=file.read_bytes(), format="turtle") for file in files))


def caught() -> Iterator[bool]:
    """Yield, for each defect that the tests inject, whether a shape, a clash or a rule of the ontology finds it."""
    for shape, harm in DEFECTS:
        graph = sample()
        harm(graph)
        yield shape in {found.shape for found in validate.violations(graph)}
    for shape, partial in UNSAID:
        graph = document_graph(DOCUMENT, [partial], ByName())
        yield shape in {found.shape for found in validate.violations(graph)}
    for added, _, rule in CONTRADICTIONS.values():
        yield rule in {clash.rule for clash in clashes.found(beside({*GRAPH, *added}))}
    for rule, breach in BREACHES.items():
        yield rule in {found.rule for found in hygiene.findings(breach)}


def main() -> bool:
    """Print the summary, and return whether the ontology is fit."""
    by_hermit, by_rules = consistency.by_hermit(()), consistency.by_rules(reference())
    consistent = not by_hermit.contradictions and not by_rules.contradictions
    broken = {found.rule for found in hygiene.findings()}
    rules = [rule.name for rule in hygiene.rules()]
    dl = [name for name in rules if name.startswith("dl-")]
    defects = list(caught())
    print(f"consistent by HermiT, and by rules with the reference data: {'yes' if consistent else 'NO'}")
    print(f"classes that nothing can belong to: {len(by_hermit.empty)}")
    print(f"statements that follow from the reference data by rule: {len(by_rules.inferred)}")
    print(f"rules of OWL 2 DL broken: {len(broken & {*dl})} of {len(dl)}")
    print(f"rules of good order broken: {len(broken - {*dl})} of {len(rules) - len(dl)}")
    print(f"injected defects caught: {sum(defects)} of {len(defects)}")
    return by_hermit.sound and by_rules.sound and not broken and all(defects)


if __name__ == "__main__":
    raise SystemExit(not main())
