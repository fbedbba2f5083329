"""What the command line shows people: tables on standard output, progress and notes on standard error."""

import json
import re
import shlex
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from itertools import groupby

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat
from rdflib import URIRef
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from coopatlas import questions
from coopatlas.build import Event
from coopatlas.claims.terms import words
from coopatlas.cli import messages
from coopatlas.cli.options import of_locale
from coopatlas.errors import BoundError, QuestionError
from coopatlas.model import Document, EntityRef, Fact, Filler
from coopatlas.ontology import hygiene, validate
from coopatlas.ontology.hygiene import Finding
from coopatlas.ontology.reasoning import sentences
from coopatlas.ontology.reasoning.consistency import Report
from coopatlas.ontology.reasoning.justification import Justification
from coopatlas.ontology.reasoning.sentences import Explanation
from coopatlas.ontology.validate import Violation
from coopatlas.questions import answers, formats
from coopatlas.questions.answers import Absent, Answer
from coopatlas.rdf import iri
from coopatlas.sanitize import line, plain, sheet
from coopatlas.search import Found
from coopatlas.search.free_questions import Understood
from coopatlas.store import Store
from coopatlas.store.protocol import Found as Results
from coopatlas.store.protocol import Request

WIDTH = 160
"""The width of a table that goes into a file, in characters."""

ROWS = 100
"""The greatest number of rows of an answer on the terminal, unless asked otherwise."""

_OF_ROWS = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}
_OF_STATEMENTS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "json": RdfFormat.JSON_LD,
    "xml": RdfFormat.RDF_XML,
}
"""The W3C's forms of what a query gives, by what they are called here."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "documents": {"ru": "Документы", "en": "Documents"},
    "understood": {"ru": "Понято как", "en": "Understood as"},
    "near": {"ru": "Есть рядом: {} — строк: {}", "en": "Near: {} — rows: {}"},
    "unsure": {"ru": "Прочитано неуверенно: {} ({})", "en": "Read with little certainty: {} ({})"},
    "held": {"ru": "В хранилище", "en": "In the store"},
    "count": {"ru": "Число", "en": "Count"},
    "question": {"ru": "Вопрос", "en": "Question"},
    "asks": {"ru": "О чём", "en": "What it asks"},
    "elsewhere": {"ru": "не из этого предложения", "en": "not from this sentence"},
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
    "more": {
        "ru": "строки {}–{} из {}; дальше: --after {}, больше сразу: --limit",
        "en": "rows {}-{} of {}; go on with --after {}, more at once with --limit",
    },
    "memory": {
        "ru": "прекращено, нужно больше памяти, чем можно; сузьте вопрос{1}",
        "en": "ended, it takes more memory than it may; narrow it{1}",
    },
    "time": {
        "ru": "прекращено, ответа нет за {} с; сузьте вопрос{} или дайте больше времени: --seconds {}",
        "en": "ended, no answer within {} s; narrow it{}, or allow more time: --seconds {}",
    },
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


def note(text: str) -> None:
    """Print one line on standard error; where nobody reads it any more, the work goes on."""
    with suppress(OSError):
        print(line(text), file=sys.stderr, flush=True)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Print a table; no cell is taken for markup or for a command to the terminal."""
    if title:
        print(f"\n{line(title)}")
    shown = Table()
    for heading in headings:
        shown.add_column(Text(plain(heading)), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(plain(str(cell))) for cell in row))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH).print(shown)


def followed(events: Iterable[Event], total: int) -> Iterator[Event]:
    """Yield `events` while a bar on standard error shows how many of `total` have passed; none off a terminal."""
    if not sys.stderr.isatty():
        yield from events
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield from progress.track(events, total=total, description="documents")


def event(one: Event) -> None:
    """Note what became of a document: all there is to say off a terminal, only what is amiss beside a bar."""
    if one.outcome == "failed":
        note(f"coopatlas: {messages.line(one.note, of_locale())}")
    elif one.outcome == "left out":
        note(f"left out: {messages.line(one.note, of_locale())}")
    elif one.outcome == "decided":
        note(f"{one.document}: written anew by what people decided, {one.facts} facts")
    elif one.outcome in ("repeated", "moved", "gone", "forgotten"):
        outcome = "left out" if one.outcome == "repeated" else one.outcome
        note(f"{one.document}: {outcome}, {one.note}")
    elif one.outcome == "read" and one.note:
        note(f"{one.document}: read, {one.facts} facts; {one.note}")
    elif one.dropped:
        note(f"{one.document}: {one.outcome}, {one.facts} facts; {one.dropped} left out, which contradict themselves")
    elif one.outcome == "read" and not one.facts:
        note(f"{one.document}: read, no facts found")
    elif not sys.stderr.isatty():
        note(f"{one.document}: {one.outcome}" + (f", {one.facts} facts" if one.outcome == "read" else ""))


def outcomes(events: Sequence[Event], store: Store) -> None:
    """Note how many documents had which fate, the faults last, and what of the store is a reprint."""
    counted = Counter(one.outcome for one in events)
    told = [f"{count} {outcome}" for outcome, count in counted.most_common()]
    copies = len(store.reprints())
    note(", ".join([*told, *([f"{copies} of {store.count()} reprints of others"] if copies else [])]))
    for one in events:
        if one.outcome == "failed" and sys.stderr.isatty():
            note(f"coopatlas: {messages.line(one.note, of_locale())}")


def updated(events: Sequence[Event], store: Store) -> str:
    """Return the line of an update: how many documents came, changed, went, and what the store holds."""
    counted = Counter(one.outcome for one in events if one.outcome not in ("unchanged", "repeated"))
    facts_read = sum(one.facts for one in events)
    told = ", ".join(f"{count} {outcome}" for outcome, count in counted.most_common()) or "nothing new"
    return f"{told}; {facts_read} facts read; {store.count()} documents, {len(store.reprints())} of them reprints"


def facts(document: Document, found: Sequence[Fact], *, why: bool = False) -> None:
    """Print the facts of a document; with `why`, also the rule of each, its confidence, and whence its values."""
    rows = [(fact.kind, _roles(fact), _force(fact), *((_why(fact),) if why else ()), fact.evidence) for fact in found]
    headings = ("kind", "roles", "force", *(("why",) if why else ()), "sentence")
    table(headings, rows, document.title or document.name)


def counts(store: Store, lang: str) -> None:
    """Print how many documents, facts by kind and claims by modality a store holds."""
    info = store.info()
    totals = ((_WORDS["documents"][lang], info.documents), (_WORDS["asserted"][lang], info.statements))
    table((_WORDS["held"][lang], _WORDS["count"][lang]), totals)
    for name, counted in (("kind", info.kinds), ("modality", info.modalities)):
        labelled = ((words(iri.term(name, term))[_index(lang)], count) for term, count in counted.items())
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


def understood(meant: Understood, lang: str) -> str:
    """Return as what a question in a person's own words is understood."""
    return f"{_WORDS['understood'][lang]}: {meant.question.title[lang]} ({_command(meant.question.id, meant.given)})"


def answer(given: Answer, lang: str) -> None:
    """Print an answer, or that nothing is stated, and how far such an answer is to be relied on."""
    if given.stated:
        table(formats.headings(given, lang), formats.lines(given, lang), given.title[lang])
        if given.more or given.before:
            last = given.before + len(given.rows)
            print(_WORDS["more"][lang].format(given.before + 1, last, last + given.more, last))
    else:
        print(f"\n{given.title[lang]}\n{given.silence(lang)}")
    if given.read:
        print(given.reliability(lang))


def ended(error: BoundError, meant: Understood, seconds: float, lang: str) -> None:
    """Note that a question was ended, and how to go on."""
    free = [f"--set {one.name}=…" for one in meant.question.parameters if one.name not in meant.given]
    narrower = f" ({' '.join(free)})" if free else ""
    told = _WORDS[error.what][lang].format(f"{seconds:g}", narrower, f"{10 * seconds:g}")
    note(f"coopatlas: {_command(meant.question.id, meant.given)}: {told}")


def near(store: Store, meant: Understood, lang: str) -> list[str]:
    """Return what is near an answer that is empty: like questions that have one, and what was read unsurely."""
    told = [
        _WORDS["near"][lang].format(_command(meant.question.id, one.given), one.rows)
        for one in questions.near_answers(store, meant.question, meant.given)
    ]
    if count := questions.unsure(store, meant.question, meant.given):
        uncertain = f"coopatlas ask uncertain --set kind={meant.question.kinds[0]}"
        told.append(_WORDS["unsure"][lang].format(count, uncertain))
    return told


def _command(question: str, given: Mapping[str, str]) -> str:
    return f"coopatlas ask {question}" + "".join(f" --set {name}={shlex.quote(text)}" for name, text in given.items())


def evidence(store: Store, given: Answer, lang: str) -> list[str]:
    """Return the sentences behind each row of an answer."""
    told = []
    for number, row in enumerate(given.rows, start=given.before + 1):
        for one in answers.evidence(store, row):
            speaker = f"{one.speaker.label(lang)}, " if one.speaker else ""
            first, *further = one.sentences
            said = f"«{first}» — {speaker}{one.document.label(lang)}, {one.modality.label(lang)}"
            told.append(f"{number}. {plain(said)}")
            told += (f"   {plain(f'«{sentence}»')}" for sentence in further)
            told += (f"   {plain(_absent(absent, lang))}" for absent in one.absent)
            told += [f"   {plain(one.ruled.words(lang))}"] if one.ruled else []
    return told


def _absent(one: Absent, lang: str) -> str:
    """Return who or what the first sentence does not hold, and where it comes from."""
    origin = ": ".join(filter(None, (one.origin.label(lang) if one.origin else "", one.reason)))
    shown = f" «{one.sentence}»" if one.sentence else ""
    name = one.filler.label(lang) if one.filler else one.role
    return f"{name} — {_WORDS['elsewhere'][lang]}: {origin}{shown}"


def catalogue(lang: str) -> None:
    """Print the questions of the catalogue by group."""
    found = questions.load().values()
    for group, members in groupby(found, key=lambda question: question.group):
        rows = [
            (one.id, one.title[lang], ", ".join(p.name + ("*" if p.required else "") for p in one.parameters))
            for one in members
        ]
        table((_WORDS["question"][lang], _WORDS["asks"][lang], "--set"), rows, questions.GROUPS[group][lang])
    for fault in questions.faults().values():
        note(messages.told(fault, lang))


def found(hits: Found, lang: str) -> None:
    """Show what a search found: names with what they are, then sentences with their documents."""
    headings = (("Имя", "Что это", "Документов", "IRI"), ("Name", "What it is", "Documents", "IRI"))[_index(lang)]
    rows = [(one.named.label(lang), one.cls, one.documents, f"id:{one.named.local}") for one in hits.named]
    table(headings, rows)
    said = (("Документ", "Дата", "Предложение"), ("Document", "Date", "Sentence"))[_index(lang)]
    table(said, [(one.name, one.issued, one.sentence) for one in hits.said])


Told = str | tuple[Sequence[str], list[list[str]]]
"""The results of a query: a text in a standard form, else headings and rows."""


def solved(store: Store, text: str, form: str) -> tuple[Told, bool]:
    """Return what a query gives, to be shown as a table, Markdown, CSV that spreadsheets open, or as the W3C has it.

    The second is False for the answer no. Raises `QuestionError` for a form that does not suit: rows are no statements.
    """
    found = store.evaluate(Request(text))
    return _told(found, form), not isinstance(found, QueryBoolean) or bool(found)


def _told(found: Results, form: str) -> Told:
    if form in ("table", "md", "csv"):
        return _cells(found, shortened=form != "csv")
    statements = isinstance(found, QueryTriples)
    forms = _OF_STATEMENTS if statements else _OF_ROWS
    if form not in forms:
        told, known = "statements" if statements else "rows", ", ".join(["table", "md", "csv", *forms])
        raise QuestionError(form, f"the query gives {told}", f"use one of {known}")
    made = (
        found.serialize(format=_OF_STATEMENTS[form])
        if isinstance(found, QueryTriples)
        else found.serialize(format=_OF_ROWS[form])
    )
    return (made or b"").decode().rstrip("\n")


def solutions(told: Told, form: str) -> None:
    """Print the results of a query."""
    if isinstance(told, str):
        print(told)
        return
    columns, rows = told
    if form == "table":
        table(columns, rows)
    elif form == "csv":
        print(sheet([columns, *rows]), end="")
    else:
        for row in (columns, ["---"] * len(columns), *rows):
            print("|", " | ".join(line(cell.replace("|", r"\|")) for cell in row), "|")


def _cells(found: Results, *, shortened: bool) -> tuple[Sequence[str], list[list[str]]]:
    if isinstance(found, QueryBoolean):
        return ("answer",), [[str(bool(found)).lower()]]
    terms = partial(_term, shortened=shortened)
    if isinstance(found, QueryTriples):
        parts = ((one.subject, one.predicate, one.object) for one in found)
        return ("subject", "predicate", "object"), [list(map(terms, one)) for one in parts]
    return [variable.value for variable in found.variables], [list(map(terms, row)) for row in found]


def _term(term: object, *, shortened: bool) -> str:
    """Return a term as text; an IRI with its prefix, if it has a known one and a plain local name."""
    if isinstance(term, NamedNode) and shortened:
        for prefix, base in iri.PREFIXES.items():
            if term.value.startswith(base) and re.fullmatch(r"[\w.-]+", term.value[len(base) :]):
                return f"{prefix}:{term.value[len(base) :]}"
    return "" if term is None else term.value if isinstance(term, NamedNode | Literal) else str(term)


def _roles(fact: Fact) -> str:
    return "; ".join(f"{role}: {_listed(value)}" for role, value in fact.args.items())


def _why(fact: Fact) -> str:
    """Return the rule and the confidence of a fact, and of each value the words it was taken from and how."""
    told = [f"{fact.rule}, {fact.confidence:.2f}"]
    for role, fillers in fact.roles.items():
        told += [f"{role}: {whence}" for whence in map(partial(_whence, fact), fillers) if whence]
    return "; ".join(told)


def _whence(fact: Fact, filler: Filler) -> str:
    sentence = fact.shown(filler)
    stood = ""
    if sentence and filler.span:
        start, end = filler.span
        stood = f"«{sentence.text[start - sentence.start : end - sentence.start]}»"
    reason = filler.value.reason if isinstance(filler.value, EntityRef) else ""
    return ", ".join(part for part in (stood, filler.source, reason) if part)


def _force(fact: Fact) -> str:
    denied = ", denied" if fact.polarity == "negative" else ""
    return f"{fact.modality}{denied}{f', {fact.speaker}' if fact.speaker else ''}"


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _index(lang: str) -> int:
    return ("ru", "en").index(lang)
