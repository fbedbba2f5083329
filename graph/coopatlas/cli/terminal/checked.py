"""What a store holds, what of it breaks a shape or a rule, and whether all holds together, on a terminal."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from rdflib import URIRef

from coopatlas.claims.terms import words
from coopatlas.cli.terminal import place_of, table
from coopatlas.ontology import hygiene, validate
from coopatlas.ontology.hygiene import Finding
from coopatlas.ontology.reasoning import sentences
from coopatlas.ontology.reasoning.consistency import Report
from coopatlas.ontology.reasoning.justification import Justification
from coopatlas.ontology.reasoning.sentences import Explanation
from coopatlas.ontology.validate import Violation
from coopatlas.rdf import iri
from coopatlas.sanitize import line
from coopatlas.store import Store

_WORDS: Mapping[str, Mapping[str, str]] = {
    "documents": {"ru": "Документы", "en": "Documents"},
    "held": {"ru": "В хранилище", "en": "In the store"},
    "count": {"ru": "Число", "en": "Count"},
    "kind": {"ru": "Факты по видам", "en": "Facts by kind"},
    "modality": {"ru": "Утверждения по модальности", "en": "Claims by modality"},
    "violations": {"ru": "Нарушения", "en": "Violations"},
    "Violation": {"ru": "противоречие", "en": "contradiction"},
    "Unsaid": {"ru": "не сказано", "en": "not said"},
    "Missed": {"ru": "возможно, не прочитано", "en": "perhaps not read"},
    "wrong": {"ru": "Что не так", "en": "What is wrong"},
    "document": {"ru": "Документ", "en": "Document"},
    "sentence": {"ru": "Предложение", "en": "Sentence"},
    "todo": {"ru": "Что делать", "en": "What to do"},
    "asserted": {"ru": "Утверждено триплетов", "en": "Asserted statements"},
    "none": {"ru": "нет", "en": "none"},
    "consistent": {"ru": "Непротиворечиво", "en": "Consistent"},
    "inconsistent": {"ru": "Противоречиво", "en": "Inconsistent"},
    "inferred": {"ru": "Выведено утверждений: {}", "en": "Statements inferred: {}"},
    "empty": {"ru": "Ничто не может быть {}", "en": "Nothing can be a {}"},
    "remedy": {
        "ru": "Из сказанного (-) хоть одно неверно: исправьте документ и прочтите его снова или забудьте его (forget)."
        " Если верно всё, слишком строга аксиома (=).",
        "en": "At least one thing said (-) is false: correct a document and build again, or forget it."
        " If all are true, an axiom (=) is too strict.",
    },
    "rules": {"ru": "Правил онтологии: {}, нарушений: {}", "en": "Rules of the ontology: {}, broken: {}"},
}


def counts(store: Store, lang: str) -> None:
    """Print how many documents, facts by kind and claims by modality a store holds."""
    info = store.info()
    totals = ((_WORDS["documents"][lang], info.documents), (_WORDS["asserted"][lang], info.statements))
    table((_WORDS["held"][lang], _WORDS["count"][lang]), totals)
    for name, counted in (("kind", info.kinds), ("modality", info.modalities)):
        labelled = ((words(iri.term(name, term))[place_of(lang)], count) for term, count in counted.items())
        rows = sorted((-count, label) for label, count in labelled)
        table((_WORDS[name][lang], _WORDS["count"][lang]), ((label, -count) for count, label in rows))


def summary(store: Store, lang: str) -> None:
    """Print the counts of a store, and what of it breaks a shape."""
    counts(store, lang)
    broken = [one for record in store.documents() for one in validate.violations(store.graph(record))]
    counted = Counter((_WORDS[one.sort][lang], one.message(lang)) for one in broken)
    rows = [(severity, message, number) for (severity, message), number in counted.most_common()]
    table(
        (_WORDS["violations"][lang], _WORDS["wrong"][lang], _WORDS["count"][lang]),
        rows or [(_WORDS["none"][lang], "", "")],
    )


def violations(found: Sequence[Violation], lang: str) -> None:
    """Print what breaks a shape: what is wrong, in which document and sentence, and what to do."""
    rows = [(_WORDS[one.sort][lang], one.message(lang), one.document, one.sentence, one.remedy(lang)) for one in found]
    headings = [_WORDS[name][lang] for name in ("violations", "wrong", "document", "sentence", "todo")]
    table(headings, rows or [(_WORDS["none"][lang], "", "", "", "")])


def findings(found: Sequence[Finding], lang: str) -> None:
    """Print how many rules the ontology has, and what breaks one."""
    print(_WORDS["rules"][lang].format(len(hygiene.rules()), len(found)))
    for one in found:
        print(f"{one.rule}: {one.term}: {one.message_ru if lang == 'ru' else one.message_en}")


def verdict(store: Store | None, report: Report, lang: str, form: str) -> None:
    """Print whether all holds together, how much follows, and why something does not hold."""
    contradictions = [_explained(store, one, lang) for one in report.contradictions]
    empty = [(str(cls), _explained(store, why, lang) if why else None) for cls, why in report.empty]
    if form == "json":
        record = {
            "consistent": not contradictions,
            "inferred": len(report.inferred),
            "contradictions": list(map(asdict, contradictions)),
            "unsatisfiable": [{"class": cls, "explanation": asdict(why) if why else None} for cls, why in empty],
        }
        print(json.dumps(record, ensure_ascii=False, indent=2))
        return
    print(_WORDS["inconsistent" if contradictions else "consistent"][lang])
    for one in contradictions:
        explanation(one)
    for cls, why in empty:
        print(f"\n{_WORDS['empty'][lang].format(cls)}")
        if why:
            explanation(why)
    print(f"\n{_WORDS['remedy'][lang]}" if contradictions else _WORDS["inferred"][lang].format(len(report.inferred)))


def explanation(one: Explanation) -> None:
    """Print what is wrong and why: a dash before a statement, an equals sign before an axiom."""
    print(f"\n{one.problem}")
    for said in one.statements:
        print(f"  - {said.sentence}" + (f" ({', '.join(map(line, said.documents))})" if said.documents else ""))
    for axiom in one.axioms:
        print(f"  = {axiom}")


def _explained(store: Store | None, one: Justification, lang: str) -> Explanation:
    terms = {str(term) for triple in one.statements for term in triple if isinstance(term, URIRef)}
    labels = store.labels(terms, shared=False) if store else {}
    called = sentences.name(((URIRef(term), label) for term in labels for label in labels[term]), lang)
    return sentences.explanation(one, lang, called, store.holders if store else lambda _: ())
