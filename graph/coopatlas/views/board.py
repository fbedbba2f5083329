"""From words to deeds: each pair of territories as a lane of stages over time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopatlas.errors import ContentError
from coopatlas.model.period import period
from coopatlas.rdf.solutions import Source, select
from coopatlas.views import evidence, records
from coopatlas.views.evidence import Evidence
from coopatlas.views.focus import Focus
from coopatlas.views.sheet import Ends, Sheet, short
from coopatlas.views.view import Legend, View

Stages = Mapping[str, str]
"""The stage of each claim."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The claims of one stage, one manner and one date; without a date where none is stated."""

    stage: str
    manner: str
    when: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A pair of territories, and its marks in the order of the stages."""

    ends: Ends
    marks: tuple[Mark, ...]


def compose(store: Source, view: View, legend: Legend, lang: str, focus: Focus) -> str:
    """Return the page of the pairs that went furthest; what it leaves out is counted on it."""
    sheet = Sheet(store, view, legend, focus)
    stages, parties = _parties(sheet)
    pairs, alone = sheet.paired(parties)
    kept = sheet.within_limit(_ranked(pairs, stages, records.denied(store), records.told(store)), pairs.__getitem__)
    found = evidence.gather(store, view, {claim for ends in kept for claim in pairs[ends]})
    numbers = found.numbers()
    drawn = {
        "stages": view.stages,
        "pairs": [_numbered(_lane(view, ends, sorted(pairs[ends]), stages, found), numbers) for ends in kept],
        "omitted": len(pairs) - len(kept),
        "alone": alone,
    }
    return sheet.page(lang, found, {end for ends in kept for end in ends}, drawn)


def dated(when: str | None, issued: str | None, manner: str) -> str | None:
    """Return the date of a step.

    A word is dated by what it is about, or by the document that says it where that is earlier or all that is known. A
    deed without a date of its own has none: that a document tells of it does not say when it was done.
    """
    if manner == "stated" or not issued:
        return when
    about, told = period(when or ""), period(issued)
    return when if about and told and about.first <= told.last else issued


def extent(when: str) -> tuple[float, float] | None:
    """Return the beginning and the end of a period in years; None for what is no period."""
    if (span := period(when)) is None:
        return None
    return _year(span.first, 0), _year(span.last, 1)


def _year(day: date, later: int) -> float:
    first = date(day.year, 1, 1)
    length = date(day.year, 12, 31).toordinal() - first.toordinal() + 1
    return round(day.year + (day.toordinal() - first.toordinal() + later) / length, 3)


def _parties(sheet: Sheet) -> tuple[Stages, dict[str, set[str]]]:
    view = sheet.view
    stages: dict[str, str] = {}
    parties: defaultdict[str, set[str]] = defaultdict(set)
    for row in select(sheet.store, view.query):
        claim, party, stage = row.get("claim"), row.get("party"), row.get("stage")
        if not (claim and party and stage) or stage not in view.stages:
            remedy = f"select ?claim ?party ?stage, a stage being one of {', '.join(view.stages)}"
            raise ContentError(f"view {view.name}", f"its query gives the row {claim}, {party}, {stage}", remedy)
        stages[claim] = stage
        parties[claim].add(party)
    return stages, {claim: parties[claim] for claim in sheet.focus.timely(sheet.store, parties)}


def _lane(view: View, ends: Ends, keys: Iterable[str], stages: Stages, evidence: Evidence) -> Lane:
    marks: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key in keys:
        claim = evidence.claims[key]
        # Two documents may date one event with more or less precision.
        known = evidence.events[key][1] if key in evidence.events else None
        when = dated(known or claim.when, claim.document.issued, claim.manner)
        marks[stages[key], claim.manner, when or ""].append(key)
    order = list(view.stages)
    found = sorted(marks.items(), key=lambda mark: (order.index(mark[0][0]), *mark[0][1:]))
    return Lane(ends, tuple(Mark(stage, manner, when or None, tuple(held)) for (stage, manner, when), held in found))


def _ranked(pairs: Mapping[Ends, set[str]], stages: Stages, denied: set[str], told: Mapping[str, str]) -> list[Ends]:
    """Return first the pairs with the most stages, then those with the most claims, of one event counted once."""

    def rank(ends: Ends) -> tuple[int, int, Ends]:
        claims = pairs[ends]
        return (
            -len({stages[claim] for claim in claims - denied}),
            -len({told.get(claim, claim) for claim in claims}),
            ends,
        )

    return sorted(pairs, key=rank)


def _numbered(lane: Lane, numbers: Mapping[str, int]) -> dict[str, Any]:
    marks = [
        {
            "stage": mark.stage,
            "manner": mark.manner,
            "when": mark.when,
            "extent": extent(mark.when) if mark.when else None,
            "claims": [numbers[claim] for claim in mark.claims],
        }
        for mark in lane.marks
    ]
    return {"ends": [short(end) for end in lane.ends], "marks": marks}
