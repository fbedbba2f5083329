"""The questions of the catalogue as forms, and their answers as tables."""

from collections.abc import Mapping
from typing import Any

from coopatlas import index, questions
from coopatlas.claims import read
from coopatlas.claims.terms import words as labels_of
from coopatlas.errors import QuestionError
from coopatlas.questions import Question, answers, entities, formats
from coopatlas.questions.answers import Answer, Figure, Named
from coopatlas.questions.parameters import TERMS, Parameter, understand
from coopatlas.rdf.iri import PREFIXES, term
from coopatlas.serve.errors import ServeError
from coopatlas.serve.pages import facts
from coopatlas.serve.pages.answering import Page
from coopatlas.serve.rendering import LANGUAGES, Visit
from coopatlas.store import Store

_ROWS = 200
"""The rows that a page shows; the files hold all."""
_KEYS = 12
"""The items or claims of which a row shows the sentences."""


def listed(_store: Store, visit: Visit) -> Page:
    """Return the list of the questions by group."""
    groups = {
        labels[visit.lang]: [one for one in questions.load().values() if one.group == name]
        for name, labels in questions.GROUPS.items()
    }
    return Page("questions.html", {"groups": groups, "faults": questions.faults()})


def asked(store: Store, visit: Visit, name: str, given: Mapping[str, str], rows: int) -> Page:
    """Return a question as a form, and its answer where what it needs is given."""
    question = find(name)
    context: dict[str, Any] = {
        "question": question,
        "given": given,
        "fields": [_field(one, given, visit.lang) for one in question.parameters],
        "answer": None,
        "error": None,
        "sparql": "",
        "shown": rows,
    }
    if all(one.name in given for one in question.parameters if one.required):
        try:
            answer = questions.ask(store, question, given, rows or _ROWS)
            context["answer"] = answer
            context["table"] = _table(answer, visit.lang)
            context["sparql"] = sparql(store, question, given)
        except QuestionError as error:
            context["error"] = error
    return Page("question.html", context)


def file(store: Store, name: str, form: str, given: Mapping[str, str], lang: str) -> str:
    """Return an answer as a file; raises `QuestionError` for a parameter that is not understood."""
    return formats.FORMATS[form](questions.ask(store, find(name), given), lang)


def sentences(store: Store, visit: Visit, keys: tuple[str, ...]) -> Page:
    """Return the claims behind a row, by the items or claims that it rests on."""
    wanted = [entities.checked(key) for key in keys[:_KEYS]]
    found = sorted(read.about(index.source(store), wanted).values(), key=lambda claim: claim.place)
    told = facts.told(store, [claim.iri for claim in found], visit.lang)
    return Page("evidence.html", {"told": told, "more": max(0, len(keys) - _KEYS)})


def sparql(store: Store, question: Question, given: Mapping[str, str]) -> str:
    """Return the query behind an answer, with the prefixes that it uses."""
    query = question.sparql(understand(store, question.parameters, given))
    query = "\n".join(line.rstrip() for line in query.splitlines() if line.strip())
    used = (name for name in PREFIXES if f"{name}:" in query)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + f"\n{query}\n"


def find(name: str) -> Question:
    """Return the question of this name; raises `ServeError` where there is none."""
    try:
        return questions.find(name)
    except QuestionError as error:
        raise ServeError(404, error.where, error.problem, error.remedy) from error


def _field(parameter: Parameter, given: Mapping[str, str], lang: str) -> dict[str, Any]:
    choices = []
    if parameter.type in TERMS:
        place = LANGUAGES.index(lang)
        choices = [(name, labels_of(term(parameter.type, name))[place]) for name in TERMS[parameter.type]]
    return {
        "parameter": parameter,
        "label": parameter.labels[lang],
        "value": given.get(parameter.name, parameter.default or ""),
        "choices": choices,
    }


def _table(answer: Answer, lang: str) -> list[dict[str, Any]]:
    """Return the rows as a template shows them: for each cell its words, its names, and what it is sorted by."""
    return [
        {
            "cells": [_cell(cell, column.type, lang) for cell, column in zip(row.cells, answer.columns, strict=True)],
            "keys": row.keys,
        }
        for row in answer.rows
    ]


def _cell(cell: answers.Cell, kind: str, lang: str) -> dict[str, Any]:
    values = cell if isinstance(cell, tuple) else (cell,) if cell is not None else ()
    named = [(one.iri, formats.words(one, kind, lang)) for one in values if isinstance(one, Named)]
    first = values[0] if values else None
    order = first.point or first.lower or first.upper if isinstance(first, Figure) else first
    raw = order.label("ru") if isinstance(order, Named) else str(order if order is not None else "")
    return {"words": formats.words(cell, kind, lang), "named": named, "order": raw, "kind": kind}
