"""What must hold of a file before anything of it is kept: how many figures, how many places known, which sums close."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from coopatlas.errors import StatisticsError
from coopatlas.statistics.observation import Observation, Rate
from coopatlas.statistics.sources import Checks, Sum

_REMEDY = "compare the file with the description of its source; nothing was imported"
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """An assertion that holds: `name` is figures, resolved, sum, at_most or turnover, `values` what was counted."""

    name: str
    values: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """Sees each figure once, in any number, and says in the end what does not hold.

    `contradictory` says of what the file told two things, and `left_out` of what it is known to.
    """

    where: str
    checks: Checks
    left_out: frozenset[_Key] = frozenset()
    count: int = 0
    doubled: int = 0
    contradictory: dict[_Key, str] = field(default_factory=dict)
    _seen: dict[int, tuple[Decimal | None, str]] = field(default_factory=dict)
    _parts: dict[tuple[int, _Key], tuple[Decimal, Decimal]] = field(default_factory=dict)
    _wholes: dict[tuple[int, _Key], Observation] = field(default_factory=dict)
    _flows: defaultdict[_Key, dict[str, Observation]] = field(default_factory=lambda: defaultdict(dict))

    def seen(self, figures: Iterable[Observation | Rate]) -> Iterator[Observation | Rate]:
        """Yield each figure that says something new; raises `StatisticsError` where too many contradict each other."""
        for figure in figures:
            mark = hash((type(figure), figure.key))
            before = self._seen.get(mark)
            if figure.key in self.left_out:
                continue
            if before is None:
                self._seen[mark] = figure.value, figure.cell
                self.count += 1
                self._add(figure)
                yield figure
            elif before[0] == figure.value:
                self.doubled += 1
            else:
                told = f"{figure.cell} says {figure.value} and {before[1]} {before[0]} of the same {_what(figure)}"
                self.contradictory[figure.key] = told
                if len(self.contradictory) > self.checks.contradictory:
                    raise StatisticsError(
                        self.where, told, "let the source judge one of the names; nothing was imported"
                    )

    def _add(self, figure: Observation | Rate) -> None:
        if not isinstance(figure, Observation) or figure.value is None:
            return
        if self.checks.turnover is not None:
            self._flows[tuple(part for part in figure.key if part != figure.flow)][figure.flow] = figure
        for number, one in enumerate(self.checks.sums):
            side = figure.partner or "world" if one.over == "partner" else figure.reporter
            others = (figure.reporter, *figure.key[2:]) if one.over == "partner" else figure.key[1:]
            if side == one.whole:
                self._wholes[number, others] = figure
            elif side.partition("-")[0] in one.kinds and side not in one.but:
                total, step = self._parts.get((number, others), (Decimal(0), Decimal(0)))
                self._parts[number, others] = total + figure.value, step + figure.step

    def hold(self, share: float) -> tuple[list[Held], StatisticsError | None]:
        """Return the assertions that hold, and the first that does not, if any.

        `share` is that of the places named that are known or judged.
        """
        held: list[Held] = []
        try:
            held.extend(self._held(share))
        except StatisticsError as error:
            return held, error
        return held, None

    def _held(self, share: float) -> Iterator[Held]:
        least, most = self.checks.figures
        if not least <= self.count <= most:
            self._fail(f"{self.count} figures, where the source has {least} to {most}")
        yield Held("figures", (str(self.count),))
        if share < self.checks.resolved:
            self._fail(f"{share:.1%} of the places named are known, less than {self.checks.resolved:.0%}")
        yield Held("resolved", (f"{share:.1%}",))
        for number, one in enumerate(self.checks.sums):
            yield self._sum(number, one)
        if self.checks.turnover is not None:
            yield self._turnover()

    def _sum(self, number: int, one: Sum) -> Held:
        compared = [key for at, key in self._wholes if at == number and (at, key) in self._parts]
        if not compared:
            self._fail(f"no parts of {' and '.join(one.kinds)} stand beside a whole {one.whole}")
        widest = Decimal(0)
        for key in compared:
            (total, step), whole = self._parts[number, key], self._wholes[number, key]
            printed = whole.value or Decimal(0)
            gap, allowed = total - printed, max(abs(printed) * Decimal(str(one.tolerance)), (step + whole.step) / 2)
            if abs(gap) > allowed and not (one.at_most and gap < 0):
                parts = f"the parts of {_what(whole)} add up to {total:f}"
                self._fail(f"{parts}, and {whole.cell} prints {printed:f}")
            widest = max(widest, abs(gap) / abs(printed) if printed else Decimal(0))
        if one.at_most:
            return Held("at_most", (str(len(compared)), f"{widest:.1%}"))
        return Held("sum", (str(len(compared)), f"{widest:.3%}"))

    def _turnover(self) -> Held:
        tolerance = Decimal(str(self.checks.turnover))
        whole = [flows for flows in self._flows.values() if {"turnover", "export", "import"} <= flows.keys()]
        for flows in whole:
            turnover, both = flows["turnover"], [flows["export"], flows["import"]]
            total = sum((one.value or Decimal(0) for one in both), Decimal(0))
            rounding = sum((one.step for one in both), turnover.step) / 2
            if abs(total - (turnover.value or 0)) > max(abs(total) * tolerance, rounding):
                self._fail(f"export and import make {total:f}, and {turnover.cell} prints {turnover.value:f}")
        return Held("turnover", (str(len(whole)),))

    def _fail(self, problem: str) -> None:
        raise StatisticsError(self.where, problem, _REMEDY)


def _what(figure: Observation | Rate) -> str:
    return " ".join(part for part in figure.key if part)
