"""Goods summed to the levels that claims speak of: chapters, headings, all together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from coopatlas.statistics.observation import Goods, Observation, Rate
from coopatlas.statistics.sources import Description


@dataclass(slots=True)
class _Sum:
    first: Observation
    value: Decimal
    step: Decimal
    statuses: set[str]
    count: int = 1

    def add(self, one: Observation) -> None:
        self.value += one.value or 0
        self.step += one.step
        self.statuses |= {*one.statuses}
        self.count += 1

    def observation(self) -> Observation:
        """Return the sum, which carries the rounding of each of its rows."""
        more = f" and {self.count - 1} more" if self.count > 1 else ""
        statuses = tuple(sorted(self.statuses))
        return replace(self.first, value=self.value, step=self.step, statuses=statuses, cell=self.first.cell + more)


def summed(figures: Iterable[Observation | Rate], source: Description) -> Iterator[Observation | Rate]:
    """Yield the figures, goods added up to each of the `digits` of their column; as they are where it names none."""
    column = next((one for one in source.columns if one.means == "goods"), None)
    if column is None or not column.digits:
        yield from figures
        return
    sums: dict[tuple[str, ...], _Sum] = {}
    for figure in figures:
        if not isinstance(figure, Observation) or figure.goods is None:
            yield figure
            continue
        for goods in _levels(figure.goods, column.digits, column.total):
            one = replace(figure, goods=goods)
            if one.key in sums:
                sums[one.key].add(one)
            else:
                sums[one.key] = _Sum(one, one.value or Decimal(0), one.step, {*one.statuses})
    for found in sums.values():
        yield found.observation()


def _levels(goods: Goods, digits: Iterable[int], total: bool) -> Iterator[Goods | None]:
    if total:
        yield None
    for count in digits:
        if len(goods.code) >= count:
            yield Goods(goods.scheme, goods.code[:count])
