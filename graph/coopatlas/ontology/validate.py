"""Checks the graph of a document against the shapes of `ontology/shapes.ttl`.

The engine is shifty, which prepares the shapes once; pySHACL, the reference, takes some fifty times as long over a
document, and the tests hold the two to the same findings.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import shifty
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from coopatlas import gazetteer
from coopatlas.ontology.measured import measured
from coopatlas.ontology.vocabulary import turtle
from coopatlas.rdf import iri

_COOP = iri.ONTOLOGY
_REMEDIES: Mapping[str, Mapping[str, str]] = {
    "Violation": {
        "ru": "сверить с предложением; прочитать документ заново (forget, build) или отозвать",
        "en": "compare with the sentence; read the document again (forget, build), or withdraw it",
    },
    "Missed": {
        "ru": "в предложении есть «{seen}»: верно ли прочитано? вписать: coopatlas review list --document {document}",
        "en": "the sentence holds “{seen}”: is it read right? write it in: coopatlas review list --document {document}",
    },
    "Unsaid": {
        "ru": "в этом предложении такого нет; читая такие факты, находят {found} % их значений – взгляните на соседние"
        " предложения, иначе ищите другой источник",
        "en": "this sentence holds no such thing; of the values of such facts {found} % are found – look at the"
        " sentences beside it, or for another source",
    },
    "Unmeasured": {
        "ru": "в этом предложении такого нет; как хорошо читаются такие факты, не измерено – ищите другой источник",
        "en": "this sentence holds no such thing; how well such facts are read is unmeasured – look for another source",
    },
}
_PERIODS = frozenset({"refPeriod", "occurredDuring", "startedDuring", "beginsOn", "growthBase", "since"})
"""The properties by which something is dated."""
_WORD = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What is wrong with a node, and the document and the sentence that it comes from.

    `shape` is the local name of a shape in `ontology/shapes.ttl`; `severity` is `Violation` for a contradiction or an
    impossibility, `Warning` for what is not there: either the document leaves it unsaid, or the reader missed it.
    `seen` is what of that sort stands in the sentence and is no value of the claim; then it was rather missed. `kind`
    is the kind of fact. All but the first four are empty where no claim leads to the node.
    """

    severity: str
    shape: str
    focus: str
    message_ru: str
    message_en: str
    document: str
    sentence: str
    kind: str = ""
    seen: str = ""

    @property
    def sort(self) -> str:
        """A contradiction (`Violation`), what the reader rather `Missed`, or what is rather `Unsaid`."""
        return "Violation" if self.fatal else "Missed" if self.seen else "Unsaid"

    @property
    def fatal(self) -> bool:
        """Whether the graph contradicts itself, not merely lacks something."""
        return self.severity == "Violation"

    def message(self, lang: str) -> str:
        """Return what is wrong, in Russian or English."""
        return self.message_ru if lang == "ru" else self.message_en

    def remedy(self, lang: str) -> str:
        """Return what to do, in Russian or English."""
        how = measured().get(self.kind)
        sort = "Unmeasured" if self.sort == "Unsaid" and not how else self.sort
        found = round(100 * how.values_found) if how else 0
        return _REMEDIES[sort][lang].format(seen=self.seen, document=self.document, found=found)

    def record(self) -> dict[str, Any]:
        """Return the finding as an object of JSON, with what to do in both languages."""
        return {**asdict(self), "sort": self.sort, **{f"remedy_{lang}": self.remedy(lang) for lang in ("ru", "en")}}


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
    span, severity = _span(graph, focus), _local(report.value(result, SH.resultSeverity))
    claim = graph.value(None, _COOP["evidence"], span) if span else None
    lacking = _local(report.value(result, SH.resultPath))
    return Violation(
        severity=severity,
        shape=_local(report.value(result, SH.sourceShape)),
        focus=str(focus),
        message_ru=messages.get("ru", ""),
        message_en=messages.get("en", ""),
        document=str(graph.value(graph.value(span, _COOP["spanOf"]), DCTERMS.identifier) or "") if span else "",
        sentence=(sentence := str(graph.value(span, _COOP["exactText"]) or "") if span else ""),
        kind=str(graph.value(claim, _COOP["factKind"]) or "").rpartition("kind-")[2] if claim else "",
        seen=_seen(graph, claim, lacking, sentence) if claim and severity == "Warning" else "",
    )


def _seen(graph: Graph, claim: Node, lacking: str, sentence: str) -> str:
    """Return the first year, or the first place, in the sentence that might be what is lacking; empty where none is."""
    item = graph.value(claim, _COOP["claims"])
    if lacking in _PERIODS:
        year = _YEAR.search(sentence)
        return year[0] if year else ""
    spoken = str(graph.value(None, DCTERMS.language, None) or "ru")
    named = {str(value) for value in graph.objects(item)} | {str(graph.value(claim, _COOP["statedBy"]))}
    tokens = _WORD.findall(sentence)
    for match in gazetteer.load().scan(tokens, (), spoken):
        if not any(str(iri.ID[entry.id]) in named for entry in match.entries):
            return " ".join(tokens[match.start_token : match.end_token])
    return ""


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
