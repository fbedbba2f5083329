"""Rows of statistics for tests, as the files of the sources print them, and claims that are held against them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from coopatlas.model import Figure, Period
from coopatlas.model.period import period
from coopatlas.statistics.admitted import last_digit
from coopatlas.statistics.comparison import Said
from coopatlas.statistics.ledger import Ledger, Membership
from coopatlas.statistics.observation import Goods, Observation, Rate, Release

EAEU = tuple(
    Membership(f"country-{code}", "union-EAEU", since)
    for code, since in (
        ("AM", "2015-01-02"),
        ("BY", "2015"),
        ("KZ", "2015-01-01"),
        ("KG", "2015-08"),
        ("RU", "2015-01-01"),
    )
)
MILLION = 10**6


def row(parties: str, flow: str, when: str, value: object, **how: Any) -> Observation:
    """Return a row: `parties` are reporter and partner, as in `KZ RU` and `RU-AD KZ`, or the reporter alone.

    The value is in millions of USD unless `unit` or `scale` say otherwise, and its step that of the digits given.
    """
    reporter, _, partner = parties.partition(" ")
    scale = Decimal(how.pop("scale", MILLION))
    number = Decimal(str(value))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    told = {"unit": "USD", "release": "release-test-2024-01-01", "cell": "A1"} | how
    return Observation(
        place(reporter),
        place(partner) if partner else None,
        flow,
        span(when),
        number * scale,
        step=Decimal(1).scaleb(exponent) * scale,
        source=source(told["release"]),
        **told,
    )


def place(code: str) -> str:
    """Return the id of the gazetteer for a code: `KZ`, `RU-AD`, the NUTS code `UKH1`, `EAEU`."""
    kind = "region" if "-" in code or code.startswith("UK") else "country" if len(code) == 2 else "union"
    return f"{kind}-{code}"


def span(label: str) -> Period:
    """Return the period of a label that is one."""
    found = period(label)
    assert found is not None
    return found


def ledger(*rows: Observation, rates: Sequence[Rate] = (), members: Sequence[Membership] = EAEU) -> Ledger:
    """Return a ledger of rows; the day of a release stands at the end of its id."""
    return Ledger(rows, {one.release: release(one.release) for one in rows}, rates, members)


def source(name: str) -> str:
    """Return the source of a release: what stands before the day in its id."""
    return name.removeprefix("release-")[:-11]


def release(name: str) -> Release:
    """Return a release of this id, issued on the day at its end."""
    texts = (("en", f"Trade, {source(name)}"), ("ru", f"Торговля, {source(name)}"))
    return Release(name, source(name), texts, texts, name[-10:], "", True, "0" * 64, f"{name}.csv")


def said(parties: str, flow: str, when: str, value: object, printed: str, **how: Any) -> Said:
    """Return what was said: in USD unless `unit` says otherwise; `bound` is exact, min, max, about or nearly."""
    reporter, _, partner = parties.partition(" ")
    bound, unit = how.pop("bound", "exact"), how.pop("unit", "USD")
    number = Decimal(str(value))
    lower, upper = (None if bound == "max" else number), (None if bound == "min" else number)
    figure = Figure(lower, upper, unit, printed, bound in {"about", "nearly"})
    size = 1 + number / 100 if how.get("times") == "ratio" else number
    return Said(
        place(reporter),
        place(partner) if partner else None,
        flow,
        figure,
        span(when),
        how.pop("step", last_digit(size, printed)),
        nearly=bound == "nearly",
        **how,
    )


def grew(parties: str, when: str, percent: object, printed: str, **how: Any) -> Said:
    """Return a change of exports that was said, of another `flow` where one is given."""
    return said(parties, how.pop("flow", "export"), when, percent, printed, growth=True, unit="percent", **how)


def rated(currency: str, unit: str, when: str, *values: object) -> list[Rate]:
    """Return the rates of a currency in a period."""
    told = ("average", span(when))
    return [Rate(currency, unit, *told, Decimal(str(one)), Decimal("0.01"), "rates", "r", "A1") for one in values]


def chapter(code: str, edition: str = "hs2017") -> Goods:
    """Return a group of goods of the Harmonized System."""
    return Goods(edition, code)


def each(cells: Iterable[str], flow: str, when: str, *values: object, **how: Any) -> list[Observation]:
    """Return a row for each pair of parties."""
    return [row(parties, flow, when, value, **how) for parties, value in zip(cells, values, strict=True)]
