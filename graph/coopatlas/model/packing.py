"""Facts as text and back, with all that is known of each value: what a store keeps of a reading."""

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from coopatlas.model.entity import EntityRef
from coopatlas.model.evidence import Cell, Evidence
from coopatlas.model.fact import Fact
from coopatlas.model.figure import Figure
from coopatlas.model.filler import Filler, Typed
from coopatlas.model.period import period


def packed(facts: Iterable[Fact]) -> str:
    """Return facts that nobody has decided of as ASCII text."""
    told = json.dumps([_fact(fact) for fact in facts], ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(told.encode("utf-8", "surrogatepass"))).decode("ascii")


def unpacked(text: str) -> list[Fact]:
    """Return the facts that `packed` wrote."""
    return list(map(_read, json.loads(zlib.decompress(base64.b64decode(text)).decode("utf-8", "surrogatepass"))))


def _fact(fact: Fact) -> list[Any]:
    return [
        fact.kind,
        {role: [_filler(one) for one in fillers] for role, fillers in fact.roles.items()},
        [_span(one) for one in fact.spans],
        fact.modality,
        fact.polarity,
        _filler(fact.attribution) if fact.attribution else None,
        fact.rule,
        fact.confidence,
        fact.printed,
        fact.anchor,
        fact.lang,
    ]


def _read(told: Sequence[Any]) -> Fact:
    kind, roles, spans, modality, polarity, speaker, *rest = told
    return Fact(
        kind,
        {role: tuple(map(_filled, fillers)) for role, fillers in roles.items()},
        tuple(map(_evidence, spans)),
        modality,
        polarity,
        _filled(speaker) if speaker else None,
        *rest,
    )


def _span(one: Evidence) -> list[Any]:
    cell = [one.cell.table, one.cell.row, one.cell.column, list(one.cell.heads)] if one.cell else None
    return [one.start, one.end, one.text, cell]


def _evidence(told: Sequence[Any]) -> Evidence:
    start, end, text, cell = told
    return Evidence(start, end, text, Cell(cell[0], cell[1], cell[2], tuple(cell[3])) if cell else None)


def _filler(one: Filler) -> list[Any]:
    value: Any = one.value
    match one.value:
        case EntityRef() as found:
            value = ["entity", found.name, found.type, found.entry, list(found.candidates), found.reason]
        case Figure() as found:
            ends = [None if end is None else str(end) for end in (found.lower, found.upper)]
            value = ["figure", *ends, found.unit, found.verbatim, found.about]
        case str() | int() | float():
            pass
        case _:
            value = ["period", one.plain]
    return [value, list(one.span) if one.span else None, one.source]


def _filled(told: Sequence[Any]) -> Filler:
    value, span, source = told
    return Filler(_typed(value) if isinstance(value, list) else value, tuple(span) if span else None, source)


def _typed(told: Sequence[Any]) -> Typed:
    form, *parts = told
    if form == "entity":
        name, type_, entry, candidates, reason = parts
        return EntityRef(name, type_, entry, tuple(candidates), reason)
    if form == "figure":
        lower, upper, unit, verbatim, about = parts
        ends = [None if end is None else Decimal(end) for end in (lower, upper)]
        return Figure(ends[0], ends[1], unit, verbatim, about)
    return period(parts[0]) or parts[0]
