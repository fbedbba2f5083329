"""Tables for analysis: what the Python API returns, as pandas frames."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rdflib import Literal, URIRef

from coopatlas.claims.read import Claim
from coopatlas.claims.terms import symbol
from coopatlas.errors import QuestionError
from coopatlas.export import tables
from coopatlas.model import Fact
from coopatlas.questions.answers import Answer, Cell, Figure, Named
from coopatlas.questions.formats import words
from coopatlas.store import Solutions, Store

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, Any]


def frame(store: Store, things: Any, lang: str) -> "pd.DataFrame":
    """Return the frame of an answer, of solutions, or of a list of claims, facts or other dataclasses.

    Raises `QuestionError` where pandas is not there, or for what has no rows.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise QuestionError("frame", "pandas is not installed", "pip install pandas") from error
    if isinstance(things, Answer):
        return pd.DataFrame(_answered(things, lang))
    if isinstance(things, Solutions):
        rows = ([_native(cell) for cell in row] for row in things.rows)
        return pd.DataFrame(rows, columns=list(things.columns))
    if isinstance(things, str | bytes) or not isinstance(things, Iterable):
        raise QuestionError("frame", f"{type(things).__name__} has no rows", "give an answer, solutions or a list")
    listed = list(things)
    claims = [one for one in listed if isinstance(one, Claim)]
    if not claims:
        return pd.DataFrame(map(_plain, listed))
    told = [{name: _native_of(cell) for name, cell in row.items()} for row in tables.claims(store, lang, claims)]
    filled = {name for row in told for name in row}
    return pd.DataFrame(told, columns=[name for name in tables.columns() if name in filled])


def _answered(answer: Answer, lang: str) -> Iterator[Record]:
    for row in answer.rows:
        record: dict[str, Any] = {}
        for column, cell in zip(answer.columns, row.cells, strict=True):
            record |= _cell(column.name, column.type, cell, lang)
        yield record


def _cell(name: str, kind: str, cell: Cell, lang: str) -> Record:
    """Return the columns of one cell: for names the words and the IRI, for a figure its bounds and its unit."""
    if kind == "figure":
        return {name: words(cell, kind, lang) or None, **_bounds(name, cell if isinstance(cell, Figure) else None)}
    if isinstance(cell, Decimal):
        return {name: _number(cell)}
    spoken = words(cell, "text", lang) or None
    values = cell if isinstance(cell, tuple) else (cell,)
    nodes = "; ".join(value.iri for value in values if isinstance(value, Named))
    return {name: spoken, f"{name}_iri": nodes or None} if kind in {"entity", "period"} else {name: spoken}


def _bounds(name: str, figure: Figure | None) -> Record:
    unit = symbol(URIRef(figure.unit.iri)) if figure and figure.unit else None
    ends = (figure.point, figure.lower, figure.upper) if figure else (None, None, None)
    return {
        **{f"{name}_{part}": _number(end) for part, end in zip(("point", "lower", "upper"), ends, strict=True)},
        f"{name}_unit": unit,
    }


def _plain(one: object) -> Record:
    if isinstance(one, Fact):
        record = one.record("")
        return {**{key: record.get(key) for key in _OF_FACT}, **record["args"]}
    if is_dataclass(one) and not isinstance(one, type):
        return asdict(one)
    raise QuestionError("frame", f"{type(one).__name__} is no row", "give what this API returns")


_OF_FACT = ("kind", "modality", "polarity", "speaker", "evidence", "start", "end", "confidence", "rule")


def _native(term: object) -> Any:
    if isinstance(term, Literal):
        value = term.toPython()
        return str(value) if isinstance(value, Literal) else _number(value) if isinstance(value, Decimal) else value
    return None if term is None else str(term)


def _native_of(cell: Any) -> Any:
    return _number(cell) if isinstance(cell, Decimal) else cell


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
