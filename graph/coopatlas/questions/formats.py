"""An answer as people read it, in Russian or English, and as programs do: CSV, JSON, Markdown."""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from rdflib import URIRef

from coopatlas.claims.terms import symbol
from coopatlas.questions.answers import Answer, Cell, Column, Figure, Named
from coopatlas.sanitize import line, sheet

_MONTHS = {
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "en": "January February March April May June July August September October November December",
}
_OF_MONTH = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": _MONTHS["en"],
}
_HALVES = {"ru": "{}-е полугодие {}", "en": "H{} {}"}
_QUARTERS = {"ru": "{}-й квартал {}", "en": "Q{} {}"}
_FIGURE_FIELDS = ("point", "lower", "upper", "unit")
_PERIOD = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?")


def headings(answer: Answer, lang: str) -> tuple[str, ...]:
    """Return the headings of the columns."""
    return tuple(column.heading[lang] for column in answer.columns)


def lines(answer: Answer, lang: str) -> list[tuple[str, ...]]:
    """Return the rows as people read them; a cell that is not stated is empty."""
    return [
        tuple(words(cell, column.type, lang) for cell, column in zip(row.cells, answer.columns, strict=True))
        for row in answer.rows
    ]


def words(cell: Cell, column_type: str, lang: str) -> str:
    """Return one cell as people read it: a label, «> 15 000 000 USD», «1-е полугодие 2018»."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return "; ".join(words(value, column_type, lang) for value in cell)
    if isinstance(cell, Figure):
        return figure(cell, lang)
    if isinstance(cell, Decimal):
        return number(cell, lang)
    text = cell.label(lang) if isinstance(cell, Named) else cell
    return period(text, lang) if column_type == "period" else text


def figure(value: Figure, lang: str) -> str:
    """Return a figure with the signs of its bounds and its unit."""
    parts = []
    if value.point is not None:
        parts.append(("≈ " if value.approximate else "") + number(value.point, lang))
    if value.lower is not None:
        parts.append(("≥ " if value.lower_inclusive else "> ") + number(value.lower, lang))
    if value.upper is not None:
        parts.append(("≤ " if value.upper_inclusive else "< ") + number(value.upper, lang))
    unit = symbol(URIRef(value.unit.iri)) if value.unit else ""
    return f"{', '.join(parts)} {unit}".strip()


def number(value: Decimal, lang: str) -> str:
    """Return a number with its thousands apart: `1 234,5` in Russian, `1,234.5` in English."""
    text = f"{value:,f}"
    return text.translate({ord(","): "\N{NO-BREAK SPACE}", ord("."): ","}) if lang == "ru" else text


def period(label: str, lang: str) -> str:
    """Return a period as people write it; a label that is no ISO period stays as it is."""
    points = label.split("/")
    matches = [_PERIOD.fullmatch(point) for point in points]
    if not all(matches) or len(points) > 2:
        return label
    spoken = [_point(match, lang) for match in matches if match]
    return " – ".join(spoken)


def _point(match: re.Match[str], lang: str) -> str:
    year, half, quarter, month, day = match.groups()
    if half or quarter:
        return (_HALVES if half else _QUARTERS)[lang].format(half or quarter, year)
    if not month or not 1 <= int(month) <= 12:
        return match[0]
    return (
        f"{int(day)} {_OF_MONTH[lang].split()[int(month) - 1]} {year}"
        if day
        else f"{_MONTHS[lang].split()[int(month) - 1]} {year}"
    )


def to_csv(answer: Answer, lang: str) -> str:
    """Return one line per row: for an entity its label and its IRI, for a figure its words, its parts and its unit."""
    rows = [[heading for column in answer.columns for heading in _fields(column)]]
    for row in answer.rows:
        pairs = zip(row.cells, answer.columns, strict=True)
        rows.append([field for cell, column in pairs for field in _flat(cell, column, lang)])
    return sheet(rows)


def to_json(answer: Answer, lang: str) -> str:
    """Return the whole answer: what was asked, what each column is, and rows of raw values with their labels."""
    record = {
        "question": answer.question,
        "title": answer.title[lang],
        "stated": answer.stated,
        "documents": answer.documents,
        "message": None if answer.stated else answer.silence(lang),
        "parameters": {name: [_raw(value, lang) for value in values] for name, values in answer.understood.items()},
        "columns": [
            {"name": c.name, "type": c.type, "many": c.many, "heading": c.heading[lang]} for c in answer.columns
        ],
        "rows": [
            {column.name: _raw(cell, lang) for cell, column in zip(row.cells, answer.columns, strict=True)}
            for row in answer.rows
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def to_markdown(answer: Answer, lang: str) -> str:
    """Return the title and a table whose entities link to their IRIs, or the words of the empty answer."""
    head = f"**{answer.title[lang]}**\n\n"
    if not answer.stated:
        return head + answer.silence(lang) + "\n"
    table = [headings(answer, lang), ("---",) * len(answer.columns)]
    for row in answer.rows:
        pairs = zip(row.cells, answer.columns, strict=True)
        table.append(tuple(_linked(cell, column.type, lang) for cell, column in pairs))
    return head + "".join(f"| {' | '.join(cells)} |\n" for cells in table)


FORMATS: Mapping[str, Callable[[Answer, str], str]] = {"csv": to_csv, "json": to_json, "md": to_markdown}
"""The machine forms by the name of their format."""


def _fields(column: Column) -> list[str]:
    if column.type == "figure":
        return [column.name, *(f"{column.name}_{part}" for part in _FIGURE_FIELDS)]
    return [column.name, f"{column.name}_iri"] if column.type in ("entity", "period") else [column.name]


def _flat(cell: Cell, column: Column, lang: str) -> list[str]:
    spoken = words(cell, "text", lang)
    if column.type == "figure":
        raw = _raw(cell, lang) if cell else {}
        return [spoken, *("" if raw.get(part) is None else str(raw[part]) for part in _FIGURE_FIELDS)]
    if column.type not in ("entity", "period"):
        return [f"{cell:f}" if isinstance(cell, Decimal) else spoken]
    values = cell if isinstance(cell, tuple) else (cell,)
    return [spoken, "; ".join(value.iri for value in values if isinstance(value, Named))]


def _raw(cell: Cell, lang: str) -> Any:
    if isinstance(cell, tuple):
        return [_raw(value, lang) for value in cell]
    if isinstance(cell, Named):
        return {"iri": cell.iri, "label": cell.label(lang)}
    if isinstance(cell, Figure):
        return _raw_figure(cell, lang)
    return _number(cell) if isinstance(cell, Decimal) else cell


def _raw_figure(value: Figure, lang: str) -> dict[str, Any]:
    return {
        "point": _number(value.point),
        "lower": _number(value.lower),
        "lower_inclusive": value.lower_inclusive,
        "upper": _number(value.upper),
        "upper_inclusive": value.upper_inclusive,
        "approximate": value.approximate,
        "unit": symbol(URIRef(value.unit.iri)) if value.unit else None,
        "label": figure(value, lang),
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _linked(cell: Cell, column_type: str, lang: str) -> str:
    if isinstance(cell, tuple):
        return "; ".join(_linked(value, column_type, lang) for value in cell)
    text = re.sub(r"([\\|\[\]<>*_`])", r"\\\1", line(words(cell, column_type, lang)))
    return f"[{text}]({cell.iri})" if isinstance(cell, Named) else text
