"""Checks the graph of a document against the shapes of `ontology/shapes.ttl`.

The engine is shifty, which prepares the shapes once; pySHACL, the reference, takes some fifty times as long over a
document, and the tests hold the two to the same findings.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import shifty
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from coopatlas import iri
from coopatlas.vocabulary import turtle

_COOP = iri.ONTOLOGY
_REMEDIES: Mapping[bool, Mapping[str, str]] = {
    True: {
        "ru": "сверить с предложением; прочитать документ заново (forget, build) или отозвать",
        "en": "compare with the sentence; read the document again (forget, build), or withdraw it",
    },
    False: {
        "ru": "исправлять нечего: документ этого не говорит; ищите другой источник",
        "en": "nothing to correct: the document does not say; look for another source",
    },
}


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What is wrong with a node, and the document and the sentence that it comes from.

    `shape` is the local name of a shape in `ontology/shapes.ttl`; `severity` is `Violation` for a contradiction or an
    impossibility, `Warning` for what the document leaves unsaid. `document` and `sentence` are empty where no claim
    leads to the node.
    """

    severity: str
    shape: str
    focus: str
    message_ru: str
    message_en: str
    document: str
    sentence: str

    @property
    def fatal(self) -> bool:
        """Whether the graph contradicts itself, not merely lacks something."""
        return self.severity == "Violation"

    def message(self, lang: str) -> str:
        """Return what is wrong, in Russian or English."""
        return self.message_ru if lang == "ru" else self.message_en

    def remedy(self, lang: str) -> str:
        """Return what to do, in Russian or English."""
        return _REMEDIES[self.fatal][lang]

    def record(self) -> dict[str, Any]:
        """Return the finding as an object of JSON, with what to do in both languages."""
        return {**asdict(self), **{f"remedy_{lang}": self.remedy(lang) for lang in ("ru", "en")}}


def violations(graph: Graph) -> list[Violation]:
    """Return what the graph of one document breaks, contradictions first; empty where it conforms."""
    turtle = "\n".join(f"{s.n3()} {p.n3()} {o.n3()} ." for s, p, o in graph).encode()
    shapes = _shapes()
    verdict = shapes.validate_algebra(turtle, graph_mode="data", infer=False, sort_results=False)
    if verdict.conforms:
        return []
    # The bare verdict is quick and says which shapes are broken; only these are worth a full report.
    broken = sorted({found.shape_name for found in verdict.violations if found.shape_name})
    _, report, _ = shapes.validate(
        turtle, graph_mode="data", infer=False, sort_results=False, shape_names=broken or None
    )
    return findings(graph, report)


def findings(graph: Graph, report: Graph) -> list[Violation]:
    """Return the results of a SHACL validation report on `graph`, each once, contradictions first."""
    results = report.objects(None, SH.result)
    return sorted({_violation(graph, report, result) for result in results})


@cache
def _shapes() -> shifty.PreparedValidator:
    return shifty.PreparedValidator(turtle("shapes"))


def _violation(graph: Graph, report: Graph, result: Node) -> Violation:
    focus = report.value(result, SH.focusNode)
    messages = {
        text.language: str(text) for text in report.objects(result, SH.resultMessage) if isinstance(text, Literal)
    }
    span = _span(graph, focus)
    return Violation(
        severity=_local(report.value(result, SH.resultSeverity)),
        shape=_local(report.value(result, SH.sourceShape)),
        focus=str(focus),
        message_ru=messages.get("ru", ""),
        message_en=messages.get("en", ""),
        document=str(graph.value(graph.value(span, _COOP["spanOf"]), DCTERMS.identifier) or "") if span else "",
        sentence=str(graph.value(span, _COOP["exactText"]) or "") if span else "",
    )


def _span(graph: Graph, focus: Node | None) -> Node | None:
    # A span is itself; a claim has one; anything else is reached from the claims by what they refer to.
    waiting, seen = [focus], {focus}
    while waiting:
        node = waiting.pop(0)
        if (node, RDF.type, _COOP["TextSpan"]) in graph:
            return node
        evidence = graph.value(node, _COOP["evidence"])
        if evidence is not None:
            return evidence
        nearer = sorted(set(graph.subjects(None, node)) - seen, key=str)
        seen.update(nearer)
        waiting.extend(nearer)
    return None


def _local(node: Node | None) -> str:
    return str(node).rpartition("#")[2] if isinstance(node, URIRef) else ""
