"""Answers of questions, what is near them and behind them, and what a search found, on a terminal."""

import shlex
from collections.abc import Mapping
from itertools import groupby

from coopatlas import questions
from coopatlas.cli import messages
from coopatlas.cli.terminal import note, place_of, table
from coopatlas.errors import BoundError
from coopatlas.questions import answers, formats
from coopatlas.questions.answers import Absent, Answer
from coopatlas.sanitize import plain
from coopatlas.search import Found
from coopatlas.search.free_questions import Understood
from coopatlas.store import Store

_WORDS: Mapping[str, Mapping[str, str]] = {
    "understood": {"ru": "Понято как", "en": "Understood as"},
    "near": {"ru": "Есть рядом: {} — строк: {}", "en": "Near: {} — rows: {}"},
    "unsure": {"ru": "Прочитано неуверенно: {} ({})", "en": "Read with little certainty: {} ({})"},
    "question": {"ru": "Вопрос", "en": "Question"},
    "asks": {"ru": "О чём", "en": "What it asks"},
    "elsewhere": {"ru": "не из этого предложения", "en": "not from this sentence"},
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
}


ROWS = 100
"""The greatest number of rows of an answer on the terminal, unless asked otherwise."""


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
    headings = (("Имя", "Что это", "Документов", "IRI"), ("Name", "What it is", "Documents", "IRI"))[place_of(lang)]
    rows = [(one.named.label(lang), one.cls, one.documents, f"id:{one.named.local}") for one in hits.named]
    table(headings, rows)
    said = (("Документ", "Дата", "Предложение"), ("Document", "Date", "Sentence"))[place_of(lang)]
    table(said, [(one.name, one.issued, one.sentence) for one in hits.said])
