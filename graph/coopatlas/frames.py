"""Tables for analysis: what the Python API returns, as pandas frames."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rdflib import Literal, URIRef

from coopatlas.answers import Answer, Cell, Figure, Named, labelled
from coopatlas.claims.read import Claim
from coopatlas.claims.terms import symbol
from coopatlas.errors import QuestionError
from coopatlas.formats import words
from coopatlas.iri import term
from coopatlas.model import Fact
from coopatlas.model import Figure as Quantity
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
    return pd.DataFrame(_claims(store, claims, lang) if claims else map(_plain, listed))


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


def _claims(store: Store, claims: Iterable[Claim], lang: str) -> Iterator[Record]:
    """Yield one row a claim: its description, then a column a role, and for a figure its bounds and its unit."""
    told = list(claims)
    nodes = {value for one in told for values in one.roles.values() for value in values if value.startswith("http")}
    nodes |= {node for one in told for node in (one.item, one.speaker) if node}
    named = labelled(store, nodes)

    def spoken(value: str) -> str:
        return named[value].label(lang) if value in named else value

    for one in told:
        yield {
            "claim": one.iri,
            "kind": one.kind,
            "what": spoken(one.item),
            "modality": one.modality,
            "polarity": one.polarity,
            "certain": one.certain,
            "confidence": one.confidence,
            "speaker": spoken(one.speaker) if one.speaker else None,
            "when": one.when,
            "document": one.document.name,
            "issued": one.document.issued,
            "sentence": one.sentence,
            "item": one.item,
            **{role: "; ".join(map(spoken, values)) for role, values in one.roles.items() if role not in one.figures},
            **{name: value for role, found in one.figures.items() for name, value in _quantity(role, found).items()},
        }


def _quantity(role: str, found: Quantity) -> Record:
    unit = symbol(term("unit", found.unit)) if found.unit else None
    return {f"{role}_lower": _number(found.lower), f"{role}_upper": _number(found.upper), f"{role}_unit": unit}


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


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
