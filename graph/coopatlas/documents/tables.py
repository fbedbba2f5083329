"""Tables: a row is a document. Which column is what is told by its heading, or given, and is noted."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from coopatlas.documents.draft import Content, Draft, faults, library
from coopatlas.documents.encoding import decoded
from coopatlas.errors import DocumentError

ROLES = {
    "text": "текст|содержание|новость|сообщение|описание|аннотация|text|body|content|description|summary|article"
    "|full text|мәтін|мазмұны|сипаттама",
    "title": "заголовок|название|наименование|тема|title|headline|heading|subject|тақырып|атауы",
    "published": "дата|дата публикации|опубликовано|когда|date|published|publication date|pubdate|created|time|күні"
    "|уақыты|жарияланған күні",
    "source": "ссылка|адрес|url|link|источник|издание|сми|source|publisher|сілтеме|дереккөз",
    "lang": "язык|lang|language|тіл",
    "name": "id|ид|номер|код|№|no|number",
}
"""The headings of each role, in the three languages; the first role whose heading is found takes a column."""
_HEADINGS = {role: words.split("|") for role, words in ROLES.items()}
_LONGEST_CELL = 10_000_000


def separated(content: Content) -> Iterator[Draft | DocumentError]:
    """Yield the rows of a table whose columns are separated by commas, semicolons or tabs."""
    text, notes = decoded(content.where, content.data, content.charset)
    separator = delimiter(text) or ","
    csv.field_size_limit(_LONGEST_CELL)
    with faults(content.where, "a table", csv.Error):
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    yield from _documents(content, rows, "", notes)


def workbook(content: Content) -> Iterator[Draft | DocumentError]:
    """Yield the rows of each sheet of an XLSX, XLS or ODS."""
    calamine = library(content.where, "python_calamine", "a workbook")
    with faults(content.where, "a workbook", calamine.CalamineError):
        book = calamine.load_workbook(io.BytesIO(content.data))
        sheets = [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
    filled = [(name, rows) for name, rows in sheets if any(any(map(_cell, row)) for row in rows)]
    if not filled:
        raise DocumentError(content.where, "a workbook without a filled sheet", "give one with rows")
    for name, rows in filled:
        found = [[_cell(cell) for cell in row] for row in rows]
        yield from _documents(content, found, f"{name}:" if len(filled) > 1 else "", ())


def delimiter(text: str) -> str | None:
    """Return what separates the columns of a text, or None where its lines do not look like rows of one table."""
    head = text[:20_000]
    for sign in "\t;,|":
        rows = list(csv.reader(io.StringIO(head), delimiter=sign))[:20]
        widths = {len(row) for row in rows[:-1] or rows if row}
        if rows and len(rows[0]) > 1 and len(widths) == 1 and _roles(rows[0]):
            return sign
    return None


def _documents(
    content: Content, rows: Sequence[Sequence[str]], sheet: str, notes: tuple[str, ...]
) -> Iterator[Draft | DocumentError]:
    first = next((i for i, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), 0)
    headings = [cell.strip() for cell in rows[first]] if rows else []
    roles = _given(content, headings) or _roles(headings)
    body = rows[first + 1 :]
    if not {"text", "title"} & roles.keys():
        roles |= _longest(body, roles)
    if "text" not in roles and "title" not in roles:
        raise DocumentError(content.where, "a table without a column of text", "name it: --columns text=HEADING")
    told = ", ".join(f"{role} = «{headings[i] if i < len(headings) else i + 1}»" for role, i in sorted(roles.items()))
    for number, row in enumerate(body, start=first + 2):
        values = {role: row[i].strip() for role, i in roles.items() if i < len(row)}
        if text := values.get("text") or values.get("title"):
            part = f"{sheet}{values.pop('name', '') or number}"
            told_here = (*notes, f"columns: {told}") if number == first + 2 else ()
            described = {key: values.get(key) or None for key in ("lang", "title", "source", "published")}
            yield Draft(text, part=part, notes=told_here, **described)


def _given(content: Content, headings: Sequence[str]) -> dict[str, int]:
    places = {heading.casefold(): i for i, heading in enumerate(headings)}
    found: dict[str, int] = {}
    for role, heading in content.columns:
        key = "published" if role == "date" else "source" if role == "link" else role
        if key not in _HEADINGS:
            raise DocumentError(content.where, f"«{role}» is no part of a document", f"name one of {', '.join(ROLES)}")
        if heading.casefold() not in places:
            raise DocumentError(content.where, f"has no column «{heading}»", f"name one of {', '.join(headings)}")
        found[key] = places[heading.casefold()]
    return found


def _roles(headings: Sequence[str]) -> dict[str, int]:
    """Return which column has which role; the earlier words of a role count before the later."""
    plain = [re.sub(r"[\s_:*-]+", " ", cell).strip().casefold() for cell in headings]
    found: dict[str, int] = {}
    for role, words in _HEADINGS.items():
        places = [plain.index(word) for word in words if word in plain and plain.index(word) not in found.values()]
        if places:
            found[role] = places[0]
    return found if {"text", "title"} & found.keys() else {}


def _longest(rows: Sequence[Sequence[str]], roles: dict[str, int]) -> dict[str, int]:
    """Return the column of the longest cells as that of the text, if it holds sentences."""
    width = max(map(len, rows), default=0)
    means = [
        (sum(len(row[i]) for row in rows if i < len(row)) / len(rows), -i)
        for i in range(width)
        if i not in roles.values()
    ]
    mean, place = max(means, default=(0.0, 0))
    return {"text": -place} if mean > 40 else {}


def _cell(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
