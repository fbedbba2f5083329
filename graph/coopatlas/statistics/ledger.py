"""The rows of statistics at hand, and which of them together tell of a flow in a period."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from itertools import product
from operator import add

from coopatlas.model import Period
from coopatlas.model.period import period
from coopatlas.statistics.admitted import Interval
from coopatlas.statistics.observation import Goods, Observation, Rate, Release

INVERSE = {"export": "import", "import": "export", "turnover": "turnover"}
"""What a flow is to the other side; no other flow has a mirror."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A flow of which rows are sought: `reporter` and `partner` are ids of the gazetteer, no partner is the world.

    Rows in its `unit` are taken where there are any, else those in money.
    """

    reporter: str
    partner: str | None
    flow: str
    period: Period
    goods: Goods | None = None
    unit: str = ""

    @property
    def mirrored(self) -> "Wanted | None":
        """The same flow as the other side reports it, None where there is no other side."""
        if self.partner is None or self.flow not in INVERSE:
            return None
        return replace(self, reporter=self.partner, partner=self.reporter, flow=INVERSE[self.flow])


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows of one release that together are a flow in a period, and the interval of their own rounding."""

    rows: tuple[Observation, ...]
    interval: Interval
    unit: str
    release: Release

    @property
    def unfinished(self) -> bool:
        """Whether the release came out before the period had ended."""
        last = max(row.period.last for row in self.rows)
        return date.fromisoformat(self.release.issued) <= last or any("unfinished" in row.statuses for row in self.rows)


@dataclass(frozen=True, slots=True)
class Ratio:
    """The growth of a flow: two sums of one release."""

    now: Sum
    before: Sum

    @property
    def interval(self) -> Interval:
        """How many times as large it is."""
        (low, high), (least, most) = _ends(self.now.interval), _ends(self.before.interval)
        return Interval(low / most, high / least) if least > 0 else Interval(None, None)

    @property
    def rows(self) -> tuple[Observation, ...]:
        """All rows that it rests on."""
        return (*self.now.rows, *self.before.rows)

    @property
    def release(self) -> Release:
        """The release that both sums are of."""
        return self.now.release

    @property
    def unfinished(self) -> bool:
        """Whether one of the two periods had not ended when the release came out."""
        return self.now.unfinished or self.before.unfinished


@dataclass(frozen=True, slots=True)
class Membership:
    """When a territory belonged to a union: labels of days, months or years, None where no source tells."""

    member: str
    union: str
    since: str | None
    until: str | None = None

    def during(self, wanted: Period) -> bool | None:
        """Whether it belonged to it all through a period; None where it came or went within, or nobody tells."""
        since, until = period(self.since or ""), period(self.until) if self.until else None
        if since is None or (self.until and until is None):
            return None
        if since.first > wanted.last or (until and until.last < wanted.first):
            return False
        return True if since.last <= wanted.first and (until is None or until.first > wanted.last) else None


_Key = tuple[str, str | None, str, Goods | None]


@dataclass(frozen=True)
class Ledger:
    """Rows of statistics, with the releases that they are of, exchange rates and the members of unions."""

    observations: Iterable[Observation]
    releases: Mapping[str, Release]
    rates: Sequence[Rate] = ()
    memberships: Sequence[Membership] = ()
    _rows: dict[_Key, dict[str, list[Observation]]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Order the rows by what they are of."""
        for row in self.observations:
            by_release = self._rows.setdefault((row.reporter, row.partner, row.flow, comparable(row.goods)), {})
            by_release.setdefault(row.release, []).append(row)

    def sums(self, wanted: Wanted) -> list[Sum]:
        """Return what each release tells of a flow, the oldest first."""
        found = (self._sum(wanted, release) for release in self._releases(wanted))
        return sorted((one for one in found if one), key=lambda one: (one.release.issued, one.release.id))

    def ratios(self, wanted: Wanted, base: Period) -> list[Ratio]:
        """Return what each release tells of the growth of a flow against a base period, the oldest first."""
        before = {one.release.id: one for one in self.sums(replace(wanted, period=base))}
        pairs = ((now, before[now.release.id]) for now in self.sums(wanted) if now.release.id in before)
        return [Ratio(now, then) for now, then in pairs if now.unit == then.unit and _alike(now, then)]

    def members(self, union: str, wanted: Period, besides: str) -> tuple[str, ...] | None:
        """Return the members of a union all through a period; None where they changed within, or nobody tells."""
        told = [(one.member, one.during(wanted)) for one in self.memberships if one.union == union]
        if not told or any(during is None for _, during in told):
            return None
        return tuple(sorted({member for member, during in told if during and member != besides}))

    def periods(self, wanted: Wanted) -> list[Period]:
        """Return the periods of all rows of a flow or of its parts, whatever period is wanted."""
        rows = (row for key in self._cells(wanted) for found in self._rows.get(key, {}).values() for row in found)
        return sorted({row.period for row in rows}, key=lambda one: (one.first, one.last))

    def editions(self, wanted: Wanted) -> set[str]:
        """Return the nomenclatures in which there are rows of this code of goods, whatever their period."""
        sides = (wanted.reporter, wanted.partner, wanted.flow)
        code = wanted.goods.code if wanted.goods else ""
        return {key[3].scheme for key in self._rows if key[:3] == sides and key[3] and key[3].code == code}

    def rate(self, currency: str, unit: str, wanted: Period) -> Interval | None:
        """Return how much of `unit` one of `currency` cost in a period, from the lowest to the highest rate loaded.

        Of two currencies that are only quoted in a third the cross rate is taken; None where the period has no rate.
        """
        quoted = [rate for rate in self.rates if wanted.first <= rate.period.first and rate.period.last <= wanted.last]
        direct = [rate.value for rate in quoted if (rate.currency, rate.unit) == (currency, unit)]
        direct += [1 / rate.value for rate in quoted if (rate.currency, rate.unit) == (unit, currency)]
        if not direct:
            mine = [rate for rate in quoted if rate.currency == currency]
            theirs = [rate for rate in quoted if rate.currency == unit]
            crossed = (
                (a, b) for a in mine for b in theirs if (a.unit, a.period, a.basis) == (b.unit, b.period, b.basis)
            )
            direct = [a.value / b.value for a, b in crossed]
        return Interval(min(direct), max(direct)) if direct else None

    def _releases(self, wanted: Wanted) -> list[Release]:
        ids = {name for key in self._cells(wanted) for name in self._rows.get(key, {})}
        return [self.releases[name] for name in sorted(ids)]

    def _cells(self, wanted: Wanted) -> Iterator[_Key]:
        for choice in self._choices(wanted):
            yield from choice

    def _choices(self, wanted: Wanted) -> Iterator[list[_Key]]:
        """Yield the ways to make up a flow: of rows that are to be added."""
        flows: list[tuple[str, ...]] = [(wanted.flow,), *([("export", "import")] if wanted.flow == "turnover" else [])]
        partners: list[tuple[str | None, ...]] = [(wanted.partner,)]
        if wanted.partner and wanted.partner.startswith("union-"):
            members = self.members(wanted.partner, wanted.period, wanted.reporter)
            partners = [members] if members else []
        for theirs, own in product(partners, flows):
            yield [(wanted.reporter, partner, flow, comparable(wanted.goods)) for partner in theirs for flow in own]

    def _sum(self, wanted: Wanted, release: Release) -> Sum | None:
        for choice in self._choices(wanted):
            cells = [self._rows.get(key, {}).get(release.id, []) for key in choice]
            units = {row.unit for rows in cells for row in rows}
            for unit in sorted(units, key=lambda one: (one != wanted.unit, not is_currency(one), one)):
                parts = [_tiled([row for row in rows if row.unit == unit], wanted.period) for rows in cells]
                if all(parts):
                    rows = tuple(row for part in parts for row in part)
                    return Sum(rows, reduce(add, (Interval(row.lowest, row.highest) for row in rows)), unit, release)
        return None


def is_currency(unit: str) -> bool:
    """Tell a currency (ISO 4217) from another unit."""
    return len(unit) == 3 and unit.isupper() and unit.isascii() and unit not in {"TEU", "FEU", "DWT"}


def comparable(goods: Goods | None) -> Goods | None:
    """Return goods without their edition where editions agree: the chapters of the Harmonized System never moved."""
    return Goods("hs", goods.code) if goods and goods.scheme.startswith("hs") and goods.level == 2 else goods


def _tiled(rows: Sequence[Observation], wanted: Period) -> list[Observation]:
    """Return the row of a period, or those that follow each other from its first day to its last; else none."""
    known = [row for row in rows if row.value is not None]
    starting: defaultdict[date, list[Observation]] = defaultdict(list)
    for row in known:
        if wanted.first <= row.period.first and row.period.last <= wanted.last:
            starting[row.period.first].append(row)
    found, day = [], wanted.first
    while day in starting:
        longest = max(starting[day], key=lambda row: row.period.last)
        found.append(longest)
        day = longest.period.last + timedelta(days=1)
    return found if found and found[-1].period.last == wanted.last else []


def _alike(now: Sum, before: Sum) -> bool:
    """Whether two sums are of the same partners: a union that grew is another one."""
    return {row.partner for row in now.rows} == {row.partner for row in before.rows}


def _ends(interval: Interval) -> tuple[Decimal, Decimal]:
    return interval.lower or Decimal(0), interval.upper or Decimal(0)
