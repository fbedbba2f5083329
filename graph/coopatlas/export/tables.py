"""Tables: claims with a column for each role, as CSV and Parquet; events as lines of JSON."""

import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from coopatlas.claims import read
from coopatlas.claims.read import Claim
from coopatlas.errors import QuestionError
from coopatlas.model import Figure, Role, kinds
from coopatlas.model.kinds import ENTITIES, FIGURES
from coopatlas.model.period import period
from coopatlas.questions.answers import Named, labelled
from coopatlas.rdf import iri
from coopatlas.sanitize import sheet
from coopatlas.store import Store

Row = Mapping[str, Any]
"""The cells of a row by column: text, int, float, Decimal, bool, date; none where nothing is stated."""

_TELLS = "SELECT ?claim ?event { GRAPH graph:events { ?claim coop:tells ?event } }"
_FIXED = (
    "claim",
    "kind",
    "kind_label",
    "item",
    "item_label",
    "document",
    "document_title",
    "document_source",
    "document_issued",
    "modality",
    "modality_label",
    "polarity",
    "certain",
    "confidence",
    "speaker",
    "speaker_id",
    "when",
    "when_from",
    "when_to",
    "printed",
    "sentence",
    "sentence_start",
    "sentence_end",
    "further",
    "elsewhere",
    "rule",
)
"""The columns of every claim; `further` holds its other sentences, one a line, `elsewhere` who is not in the first."""
_NUMBERS = {"sentence_start": "integer", "sentence_end": "integer", "confidence": "fraction", "certain": "truth"}


def columns() -> dict[str, str]:
    """Return the columns of the table of claims, in order, with their types: text, integer, fraction, truth, date."""
    found = {name: _NUMBERS.get(name, "date" if name in ("when_from", "when_to") else "text") for name in _FIXED}
    for role in _roles().values():
        found |= _columns_of(role)
    return found


def claims(store: Store, lang: str, told: Iterable[Claim] | None = None) -> Iterator[Row]:
    """Yield a row for each claim, of all by document and place; names are in `lang` where there are such."""
    listed = list(read.every(store) if told is None else told)
    known = _Known(labelled(store, {node for claim in listed for node in _nodes(claim)}), lang)
    for claim in listed:
        yield _common(claim, known) | _filled(claim, known)


def claims_csv(store: Store, lang: str) -> tuple[bytes, int]:
    """Return the claims as CSV for spreadsheets and programs, a byte order mark before it."""
    headings = list(columns())
    rows = [[_cell(row.get(name)) for name in headings] for row in claims(store, lang)]
    return sheet([headings, *rows]).encode(), len(rows)


def claims_parquet(store: Store, lang: str) -> tuple[bytes, int]:
    """Return the claims as Parquet; raises `QuestionError` where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise QuestionError(
            "parquet", "pyarrow is not installed", "install it: pip install 'coopatlas[parquet]'"
        ) from error
    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "fraction": pyarrow.float64(),
        "truth": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    schema = pyarrow.schema([(name, types[kind]) for name, kind in columns().items()])
    rows = [
        {name: float(cell) if isinstance(cell, Decimal) else cell for name, cell in row.items()}
        for row in claims(store, lang)
    ]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), out)
    return out.getvalue(), len(rows)


def events_jsonl(store: Store, lang: str) -> tuple[bytes, int]:
    """Return a line of JSON for each event: what it was, who took part, when, and all that tell of it."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for claim, event in store.query(_TELLS).rows:
        told[str(event)].add(str(claim))
    found = read.claims(store, {claim for members in told.values() for claim in members})
    nodes = {node for claim in found.values() for node in _nodes(claim)}
    known = _Known(labelled(store, nodes | told.keys()), lang)
    lines = [
        _event(event, sorted((found[one] for one in members if one in found), key=lambda c: c.place), known)
        for event, members in sorted(told.items())
    ]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode(), len(lines)


@dataclass(frozen=True, slots=True)
class _Known:
    """What nodes are called in a language."""

    named: Mapping[str, Named]
    lang: str

    def __call__(self, value: str) -> str:
        return self.named[value].label(self.lang) if value in self.named else value


def is_node(value: str) -> bool:
    """Tell whether a value is an entity or a term rather than words."""
    return value.startswith((str(iri.ID), str(iri.VOCABULARY), str(iri.DOCUMENT)))


def _nodes(claim: Claim) -> Iterator[str]:
    """Yield what a claim names: its item, speaker, modality, and the values of its roles that are no words."""
    yield from (claim.item, str(iri.term("modality", claim.modality)))
    yield from (node for node in (claim.speaker, *(one.filler for one in claim.elsewhere)) if node)
    yield from (value for values in claim.roles.values() for value in values if is_node(value))


def _event(event: str, tellings: list[Claim], known: _Known) -> dict[str, Any]:
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for claim in tellings:
        for role, values in claim.roles.items():
            roles[role] |= set(values)

    def named(value: str) -> dict[str, str | None]:
        return {"id": value if is_node(value) else None, "label": known(value)}

    return {
        "event": event,
        "label": known(event),
        "kind": tellings[0].kind if tellings else None,
        "when": min(
            (claim.when for claim in tellings if claim.when), key=lambda label: (-len(label), label), default=None
        ),
        "roles": {
            role: [{"id": value if is_node(value) else None, "label": known(value)} for value in sorted(values)]
            for role, values in sorted(roles.items())
        },
        "tellings": [
            {
                "claim": claim.iri,
                "document": claim.document.name,
                "issued": claim.document.issued,
                "manner": claim.manner,
                "certain": claim.certain,
                "speaker": known(claim.speaker) if claim.speaker else None,
                "sentence": claim.sentence,
            }
            for claim in tellings
        ],
    }


def _common(claim: Claim, known: _Known) -> dict[str, Any]:
    first, *further = claim.spans
    when, document = period(claim.when or ""), claim.document
    return {
        "claim": claim.iri,
        "kind": claim.kind,
        "kind_label": kinds()[claim.kind].label[known.lang] if claim.kind in kinds() else claim.kind,
        "item": claim.item,
        "item_label": known(claim.item),
        "document": document.name,
        "document_title": document.title,
        "document_source": document.source,
        "document_issued": document.issued,
        "modality": claim.modality,
        "modality_label": known(str(iri.term("modality", claim.modality))),
        "polarity": claim.polarity,
        "certain": claim.certain,
        "confidence": claim.confidence,
        "speaker": known(claim.speaker) if claim.speaker else None,
        "speaker_id": claim.speaker,
        "when": claim.when,
        "when_from": when.first if when else None,
        "when_to": when.last if when else None,
        "printed": claim.printed,
        "sentence": first.text,
        "sentence_start": first.start,
        "sentence_end": first.end,
        "further": "\n".join(span.text for span in further) or None,
        "elsewhere": "\n".join(
            f"{one.role}: {known(one.filler) if one.filler else ''} ({one.origin} {one.reason})"
            for one in claim.elsewhere
        )
        or None,
        "rule": claim.rule,
    }


def _filled(claim: Claim, known: _Known) -> dict[str, Any]:
    """Return the cells of the roles of a claim."""
    found: dict[str, Any] = {}
    for name, role in _roles().items():
        if figure := claim.figures.get(name):
            found |= _figure(name, figure)
        elif role.type not in FIGURES and (values := claim.roles.get(name)):
            found |= _valued(role, values, known)
    return found


def _valued(role: Role, values: tuple[str, ...], known: _Known) -> dict[str, Any]:
    found: dict[str, Any] = {role.name: "; ".join(known(value) for value in values)}
    if f"{role.name}_id" in _columns_of(role):
        found[f"{role.name}_id"] = "; ".join(value for value in values if is_node(value))
    if role.type == "period":
        days = [when for value in values if (when := period(value))]
        if days:
            found[f"{role.name}_from"] = min(when.first for when in days)
            found[f"{role.name}_to"] = max(when.last for when in days)
    return found


def _figure(name: str, figure: Figure) -> dict[str, Any]:
    return {
        f"{name}_lower": figure.lower,
        f"{name}_upper": figure.upper,
        f"{name}_unit": figure.unit or None,
        f"{name}_approximate": figure.about,
    }


@cache
def _roles() -> Mapping[str, Role]:
    """Return the roles of all kinds by name; a bound, a currency and a unit stand in the columns of their figure."""
    found: dict[str, Role] = {}
    for kind in kinds().values():
        for role in kind.roles.values():
            if role.type not in {"bound", "currency", "unit"}:
                found.setdefault(role.name, role)
    return found


def _columns_of(role: Role) -> dict[str, str]:
    name = role.name
    if role.type in FIGURES:
        return {
            f"{name}_lower": "fraction",
            f"{name}_upper": "fraction",
            f"{name}_unit": "text",
            f"{name}_approximate": "truth",
        }
    if role.type == "period":
        return {name: "text", f"{name}_from": "date", f"{name}_to": "date"}
    named = role.type in ENTITIES or role.scheme
    return {name: "text", **({f"{name}_id": "text"} if named else {})}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
