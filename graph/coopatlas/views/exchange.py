"""What two territories trade: figures with their bounds, growth with its base, goods; sources beside each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from coopatlas.claims import terms
from coopatlas.claims.read import Claim
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import Source, local
from coopatlas.resolve import names
from coopatlas.statistics.record import Shown
from coopatlas.views import evidence, records
from coopatlas.views.focus import Focus
from coopatlas.views.sheet import Sheet, short
from coopatlas.views.view import Legend, View, Words


@dataclass(frozen=True, slots=True)
class Goods:
    """The names of goods and of groups, and the everyday group of those whose name tells one."""

    names: Mapping[str, Words]
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """What is said in one manner of one flow: a figure by one speaker, or goods; claims of the same are one mark.

    Goods without a figure have neither period nor speaker: named in several years, by several, in several words for
    one everyday group, they are one mark.
    """

    kind: str
    manner: str
    speaker: str | None
    flow: str
    unit: str
    reporter: str | None
    when: str | None
    base: str | None
    point: float | None
    lower: float | None
    upper: float | None
    inclusive: bool
    about: bool
    goods: str | None

    def mark(self, goods: Goods, told: Iterable[str | None]) -> dict[str, Any]:
        """Return what the page draws; goods without a figure are dated by their claims.

        A group of goods carries the names by which it is `told`.
        """
        mark = asdict(self) | {"goods": goods.names[self.goods] if self.goods else None}
        if self.goods in goods.groups.values():
            mark["told"] = [goods.names[name] for name in sorted(filter(None, set(told)))]
        return {key: value for key, value in mark.items() if key != "when" or not self.merely_named}

    @property
    def merely_named(self) -> bool:
        """Whether goods are named without a figure."""
        return self.goods is not None and self.point is self.lower is self.upper is None


def compose(store: Source, view: View, legend: Legend, lang: str, focus: Focus) -> str:
    """Return the page of the pairs of which most figures are told; what it leaves out is counted on it."""
    sheet = Sheet(store, view, legend, focus)
    pairs, alone = sheet.pairs()
    kept = sheet.within_limit(sorted(pairs, key=lambda ends: (-len(pairs[ends]), ends)), pairs.__getitem__)
    found = evidence.gather(store, view, {claim for ends in kept for claim in pairs[ends]})
    told = found.claims
    goods = _goods(store, {one for claim in told.values() for one in claim.roles.get("commodity", ())})
    figures = {key: _figure(claim, goods) for key, claim in told.items()}
    numbers = found.numbers()
    drawn = {
        "flows": _words("flow", (_first(claim, "flow") for claim in told.values())),
        "units": _words("unit", (figure.unit for figure in figures.values())),
        "pairs": [
            {
                "ends": [short(end) for end in ends],
                "marks": [
                    {
                        **figure.mark(goods, (_first(told[claim], "commodity") for claim in claims)),
                        "claims": [numbers[claim] for claim in claims],
                        **_statistic(found.comparisons.get(claim) for claim in claims),
                    }
                    for figure, claims in _bundled(sorted(pairs[ends] & figures.keys()), figures)
                ],
            }
            for ends in kept
        ],
        "omitted": len(pairs) - len(kept),
        "alone": alone,
    }
    return sheet.page(lang, found, {end for ends in kept for end in ends}, drawn)


def _bundled(claims: Iterable[str], figures: Mapping[str, Figure]) -> Iterable[tuple[Figure, list[str]]]:
    bundles: defaultdict[Figure, list[str]] = defaultdict(list)
    for claim in claims:
        bundles[figures[claim]].append(claim)
    return bundles.items()


def _statistic(comparisons: Iterable[Shown | None]) -> dict[str, Any]:
    """Return what statistics say where claims of one mark were told: of several the first that has a value."""
    value = next((one.value for one in comparisons if one and one.value is not None), None)
    return {} if value is None else {"statistic": float(value)}


def _goods(store: Source, keys: set[str]) -> Goods:
    groups = {key: group for key, group in names.groups(store, keys).items() if len(group) == 1}
    named = {group: words for each in groups.values() for group, words in each.items()}
    return Goods(records.names(store, keys) | named, {key: next(iter(group)) for key, group in groups.items()})


def _figure(claim: Claim, goods: Goods) -> Figure:
    found = next((claim.figures[role] for role in ("value", "percent") if role in claim.figures), None)
    point = found.lower if found and found.lower == found.upper else None
    reporter = _first(claim, "reporter")
    figure = Figure(
        kind=claim.kind,
        manner=claim.manner,
        speaker=claim.speaker,
        flow=local(_first(claim, "flow")).removeprefix("flow-"),
        unit=found.unit if found else "",
        reporter=short(reporter) if reporter else None,
        when=claim.when,
        base=_first(claim, "base"),
        point=_number(point),
        lower=_number(found.lower) if found and point is None else None,
        upper=_number(found.upper) if found and point is None else None,
        # «More than» is told by a lower bound alone, which it excludes.
        inclusive=bool(found and point is None and found.upper is not None),
        about=bool(found and found.about),
        goods=_first(claim, "commodity"),
    )
    if not figure.merely_named or not figure.goods:
        return figure
    return replace(figure, speaker=None, when=None, goods=goods.groups.get(figure.goods, figure.goods))


def _first(claim: Claim, role: str) -> str | None:
    return next(iter(claim.roles.get(role, ())), None)


def _number(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _words(scheme: str, found: Iterable[str | None]) -> dict[str, Words]:
    names = sorted({local(one).removeprefix(f"{scheme}-") for one in found if one})
    return {name: dict(zip(("ru", "en"), terms.words(iri.term(scheme, name)), strict=False)) for name in names}
