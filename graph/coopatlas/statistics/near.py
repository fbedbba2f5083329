"""Why rows that are near are not those of a claim: what is there instead of what would be needed."""

from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.model import Period
from coopatlas.statistics.ledger import Ledger, Wanted

Why = tuple[str, str]
"""A verdict and its reason."""


def why_not(wanted: Wanted, ledger: Ledger, base: Period | None = None) -> Why:
    """Return why no rows bear on a flow: `not-comparable` with the reason where some are near, else `no-data`."""
    checks = (
        ("base", base is not None and bool(ledger.sums(wanted))),
        ("vintage", bool(ledger.editions(wanted))),
        ("goods", _of_other_goods(wanted, ledger)),
        ("members", _of_unknown_members(wanted, ledger)),
        ("partner", _of_all_partners(wanted, ledger)),
        ("level", _of_the_country(wanted, ledger)),
        ("period", any(_overlap(wanted.period, other) for other in ledger.periods(wanted))),
    )
    return next((("not-comparable", reason) for reason, holds in checks if holds), ("no-data", ""))


def _of_other_goods(wanted: Wanted, ledger: Ledger) -> bool:
    return wanted.goods is not None and bool(ledger.sums(replace(wanted, goods=None)))


def _of_unknown_members(wanted: Wanted, ledger: Ledger) -> bool:
    union = wanted.partner or ""
    return union.startswith("union-") and ledger.members(union, wanted.period, wanted.reporter) is None


def _of_all_partners(wanted: Wanted, ledger: Ledger) -> bool:
    return wanted.partner is not None and bool(ledger.sums(replace(wanted, partner=None, goods=None)))


def _of_the_country(wanted: Wanted, ledger: Ledger) -> bool:
    """Whether rows are of the countries of the two, and one of the two is none: a country's row is no region's."""
    reporter, partner = country(wanted.reporter), country(wanted.partner) if wanted.partner else None
    whole = replace(wanted, reporter=reporter, partner=partner, goods=None)
    return (reporter, partner) != (wanted.reporter, wanted.partner) and bool(
        ledger.sums(whole) or (whole.mirrored and ledger.sums(whole.mirrored))
    )


def country(place: str) -> str:
    """Return the id of the country that a place lies in, its own where it is one or is not known."""
    entry = gazetteer.load().entries().get(place)
    return (entry.country if entry else None) or place


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last
