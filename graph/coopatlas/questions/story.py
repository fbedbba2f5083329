"""What was said of a pair and what became of it, as a short text: words, deeds, and what no deed is told of."""

from collections.abc import Iterator

from coopatlas import questions
from coopatlas.questions import formats
from coopatlas.questions.answers import Answer, Named, Row, evidence
from coopatlas.store import Store

_FIRST_DEED = 5
"""The step of `words-to-deeds` from which what is told is no word any more: a signature."""
_WORDS = {
    "words": {"ru": "Слова", "en": "Words"},
    "deeds": {"ru": "Дела", "en": "Deeds"},
    "open": {"ru": "О деле после этого не сказано", "en": "No deed is told of after this"},
    "none": {"ru": "не названы", "en": "none told"},
    "undated": {"ru": "без даты", "en": "undated"},
}


def story(store: Store, one: str, other: str, lang: str, *, widen: bool = False) -> str:
    """Return the story of two territories, named as a person names them; raises `QuestionError` for an unknown name.

    Each line tells when the document is of, how firmly it is put, by whom, about what, and the sentence itself.
    """
    catalogue = questions.load()
    told = questions.ask(store, catalogue["words-to-deeds"], {"a": one, "b": other}, widen=widen)
    names = " — ".join(_name(told, parameter, lang) for parameter in ("a", "b"))
    if not told.stated:
        return f"{names}\n{told.silence(lang)}\n"
    at = {column.name: place for place, column in enumerate(told.columns)}
    words = [row for row in told.rows if _step(row, at["step"]) < _FIRST_DEED]
    deeds = [row for row in told.rows if _step(row, at["step"]) >= _FIRST_DEED]
    unanswered = questions.ask(store, catalogue["proposals-unanswered"], {"a": one, "months": "0"})
    open_items = {key for row in unanswered.rows for key in row.keys}
    left = [row for row in words if isinstance(what := row.cells[at["what"]], Named) and what.iri in open_items]
    lines = [f"{names}", told.reliability(lang)]
    for heading, rows in (("words", words), ("deeds", deeds)):
        lines += ["", f"{_WORDS[heading][lang]}:", *(_lines(store, told, rows, lang) or [f"  {_WORDS['none'][lang]}"])]
    if left:
        named = (formats.words(row.cells[at["what"]], "entity", lang) for row in left)
        lines += ["", f"{_WORDS['open'][lang]}:", *(f"  - {name}" for name in dict.fromkeys(named))]
    return "\n".join(lines) + "\n"


def _lines(store: Store, told: Answer, rows: list[Row], lang: str) -> list[str]:
    return [line for row in rows for line in _line(store, told, row, lang)]


def _line(store: Store, told: Answer, row: Row, lang: str) -> Iterator[str]:
    pairs = zip(row.cells, told.columns, strict=True)
    cells = {column.name: formats.words(cell, column.type, lang) for cell, column in pairs}
    when = formats.period(cells["issued"], lang) or _WORDS["undated"][lang]
    who = f", {cells['speaker']}" if cells["speaker"] else ""
    yield f"  - {when}, {cells['modality']}{who}: {cells['what']}"
    for one in evidence(store, row)[:1]:
        yield f"    «{' '.join(one.sentences[0].split())}» — {cells['document']}"


def _step(row: Row, place: int) -> float:
    return float(str(row.cells[place] or 0))


def _name(told: Answer, parameter: str, lang: str) -> str:
    return "; ".join(formats.words(value, "entity", lang) for value in told.understood[parameter][:1])
