"""What two territories trade: figures with their bounds, growth with its base, goods; sources beside each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from coopatlas import iri
from coopatlas.claims import terms
from coopatlas.claims.read import Claim
from coopatlas.solutions import Record, Source, local
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
    rows = records.figures(store, set(found.claims))
    goods = _goods(store, {goods for row in rows.values() if (goods := row["commodity"])})
    figures = {claim: _figure(row, found.claims[claim], goods) for claim, row in rows.items()}
    numbers = found.numbers()
    drawn = {
        "flows": _words("flow", (row["flow"] for row in rows.values())),
        "units": _words("unit", (row["unit"] for row in rows.values())),
        "pairs": [
            {
                "ends": [short(end) for end in ends],
                "marks": [
                    {
                        **figure.mark(goods, (rows[claim]["commodity"] for claim in claims)),
                        "claims": [numbers[claim] for claim in claims],
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


def _goods(store: Source, keys: set[str]) -> Goods:
    groups = {key: group for key, group in records.groups(store, keys).items() if len(group) == 1}
    named = {group: words for each in groups.values() for group, words in each.items()}
    return Goods(records.names(store, keys) | named, {key: next(iter(group)) for key, group in groups.items()})


def _figure(row: Record, claim: Claim, goods: Goods) -> Figure:
    figure = Figure(
        kind=claim.kind,
        manner=claim.manner,
        speaker=claim.speaker,
        flow=local(row["flow"]).removeprefix("flow-"),
        unit=local(row["unit"]).removeprefix("unit-"),
        reporter=short(row["reporter"]) if row["reporter"] else None,
        when=row["period"],
        base=row["base"],
        point=_number(row["point"]),
        lower=_number(row["lower"]),
        upper=_number(row["upper"]),
        inclusive="true" in ((row["lowerInclusive"] or "").lower(), (row["upperInclusive"] or "").lower()),
        about=(row["approximate"] or "").lower() == "true",
        goods=row["commodity"],
    )
    if not figure.merely_named or not figure.goods:
        return figure
    return replace(figure, speaker=None, when=None, goods=goods.groups.get(figure.goods, figure.goods))


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _words(scheme: str, found: Iterable[str | None]) -> dict[str, Words]:
    names = sorted({local(one).removeprefix(f"{scheme}-") for one in found if one})
    return {name: dict(zip(("ru", "en"), terms.words(iri.term(scheme, name)), strict=False)) for name in names}
