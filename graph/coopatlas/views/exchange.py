"""What two territories trade: figures with their bounds, growth with its base, goods; sources beside each other."""

from collections.abc import Iterable, Mapping
from typing import Any

from coopatlas import iri
from coopatlas.claims import terms
from coopatlas.views import evidence, records
from coopatlas.views.focus import Focus
from coopatlas.views.records import Record, Source, local
from coopatlas.views.sheet import Sheet, short
from coopatlas.views.view import Legend, View, Words


def compose(store: Source, view: View, legend: Legend, lang: str, focus: Focus) -> str:
    """Return the page of the pairs of which most figures are told; what it leaves out is counted on it."""
    sheet = Sheet(store, view, legend, focus)
    pairs, alone = sheet.pairs()
    kept = sheet.borne(sorted(pairs, key=lambda ends: (-len(pairs[ends]), ends)), pairs.__getitem__)
    found = evidence.gather(store, view, {claim for ends in kept for claim in pairs[ends]})
    figures = records.figures(store, set(found.claims))
    goods = records.names(store, {goods for row in figures.values() if (goods := row["commodity"])})
    numbers = found.numbers()
    drawn = {
        "flows": _words("flow", (row["flow"] for row in figures.values())),
        "units": _words("unit", (row["unit"] for row in figures.values())),
        "pairs": [
            {
                "ends": [short(end) for end in ends],
                "marks": [
                    {**_mark(figures[claim], goods), "kind": found.claims[claim].kind, "claims": [numbers[claim]]}
                    for claim in sorted(pairs[ends])
                    if claim in figures
                ],
            }
            for ends in kept
        ],
        "omitted": len(pairs) - len(kept),
        "alone": alone,
    }
    return sheet.page(lang, found, {end for ends in kept for end in ends}, drawn)


def _mark(row: Record, goods: Mapping[str, Words]) -> dict[str, Any]:
    reporter, commodity = row["reporter"], row["commodity"]
    return {
        "flow": local(row["flow"]).removeprefix("flow-"),
        "unit": local(row["unit"]).removeprefix("unit-"),
        "reporter": short(reporter) if reporter else None,
        "when": row["period"],
        "base": row["base"],
        "point": _number(row["point"]),
        "lower": _number(row["lower"]),
        "upper": _number(row["upper"]),
        "inclusive": "true" in ((row["lowerInclusive"] or "").lower(), (row["upperInclusive"] or "").lower()),
        "about": (row["approximate"] or "").lower() == "true",
        "goods": goods[commodity] if commodity else None,
    }


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _words(scheme: str, found: Iterable[str | None]) -> dict[str, Words]:
    names = sorted({local(one).removeprefix(f"{scheme}-") for one in found if one})
    return {name: dict(zip(("ru", "en"), terms.words(iri.term(scheme, name)), strict=False)) for name in names}
