"""The rule of comparison: which rows bear on a claim, and what they say of it.

Own data decides; the partner's (mirror data) may support a claim and never refute it. Where several releases tell, the
one that was current when it was said counts, and later ones are noted. What cannot be compared is said to be so, with
the reason, and nothing is ever «false».
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from coopatlas.model import Period
from coopatlas.model.period import period
from coopatlas.statistics.admitted import Admitted, Interval, admitted
from coopatlas.statistics.comparison import Comparison, Said
from coopatlas.statistics.ledger import Ledger, Ratio, Sum, Wanted, is_currency
from coopatlas.statistics.near import why_not
from coopatlas.statistics.observation import Goods

EDITION = "hs2022"
"""The edition of the Harmonized System that the atlas names goods by."""

_PERCENT = Decimal(100)
_FAR = Decimal(2)
"""What is off by more than this factor was often read wrongly; without a partner, it was hardly about all trade."""


def compare(said: Said, ledger: Ledger) -> Comparison:
    """Hold what was said against the rows at hand."""
    if not said.firm:
        return Comparison("not-comparable", "intended")
    if not (said.reporter and said.flow and said.period):
        return Comparison("not-comparable", "unnamed")
    if said.on and said.on < said.period.last.isoformat():
        return Comparison("not-comparable", "unfinished")
    unit = "" if said.growth else said.figure.unit
    wanted = Wanted(said.reporter, said.partner, said.flow, said.period, unit=unit)
    if said.goods is not None:
        # Goods that are not one group of the nomenclature are none that a row could be of.
        code = said.goods[0] if len(said.goods) == 1 else ""
        wanted = replace(wanted, goods=Goods(EDITION, code))
    return _Held(said, wanted, ledger).verdict()


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side reports: the sum or growth that counts, its interval as it was said, and what came later."""

    found: Sum | Ratio
    statistic: Interval
    later: Interval | None
    verdict: str
    notes: tuple[str, ...]


class _Held:
    """One claim beside the rows of its flow."""

    def __init__(self, said: Said, wanted: Wanted, ledger: Ledger) -> None:
        self._said, self._wanted, self._ledger = said, wanted, ledger
        self._admitted = self._admits()

    def verdict(self) -> Comparison:
        own = self._side(self._wanted)
        mirrored = self._wanted.mirrored
        mirror = self._side(mirrored) if mirrored else None
        if isinstance(own, _Side):
            return self._decided(own, mirror if isinstance(mirror, _Side) else None)
        if own is not None:
            return Comparison("not-comparable", own)
        if isinstance(mirror, _Side):
            return self._supported(mirror)
        return Comparison(*why_not(self._wanted, self._ledger, self._base if self._said.growth else None))

    def _decided(self, own: _Side, mirror: _Side | None) -> Comparison:
        verdict, reason = own.verdict, ""
        if verdict == "differs" and mirror and mirror.verdict in {"agrees", "roughly"}:
            verdict = "sources-disagree"
        if verdict == "differs" and self._said.partner is None and self._is_far(own.statistic):
            verdict, reason = "not-comparable", "partner"
        far = ("far",) if verdict == "differs" and not self._said.growth and self._is_far(own.statistic) else ()
        ratio = _share(mirror.statistic, own.statistic) if mirror and not self._said.growth else None
        notes = (*far, *own.notes, *(("mirror",) if mirror else ()))
        return replace(
            self._told(own, verdict, reason), mirror=mirror.found.rows if mirror else (), ratio=ratio, notes=notes
        )

    def _supported(self, mirror: _Side) -> Comparison:
        """What the partner alone reports may support a claim; where it does not, it says nothing."""
        if mirror.verdict == "differs":
            return replace(Comparison("not-comparable", "mirror"), mirror=mirror.found.rows)
        told = self._told(mirror, mirror.verdict, "")
        return replace(told, rows=(), mirror=mirror.found.rows, notes=(*mirror.notes, "mirror-alone"))

    def _told(self, side: _Side, verdict: str, reason: str) -> Comparison:
        return Comparison(
            verdict,
            reason,
            rows=side.found.rows,
            release=side.found.release,
            statistic=side.statistic,
            unit=self._said.figure.unit,
            distance=self._distance(side.statistic),
            later=side.later,
            notes=side.notes,
        )

    def _side(self, wanted: Wanted) -> _Side | str | None:
        """Return what one side reports, the reason why it cannot be compared, or None where it reports nothing."""
        found = self._all(wanted)
        finished = [one for one in found if not one.unfinished]
        if not finished:
            return "unfinished" if found else None
        current = _current(finished, self._said.on)
        statistic, latest = self._told_in(current), self._told_in(finished[-1])
        if isinstance(statistic, str):
            return statistic
        later = latest if isinstance(latest, Interval) and not latest.meets(statistic) else None
        printed = _changed(current.interval, self._said.times) if isinstance(current, Ratio) else statistic
        verdict, notes = self._admitted.verdict(printed), self._notes(current, later is not None)
        ease = self._admitted.notes(printed) if verdict == "agrees" else ()
        return _Side(current, statistic, later, verdict, (*ease, *notes))

    def _all(self, wanted: Wanted) -> Sequence[Sum | Ratio]:
        return self._ledger.ratios(wanted, self._base) if self._said.growth else self._ledger.sums(wanted)

    @property
    def _base(self) -> Period:
        return self._said.base or year_before(self._wanted.period)

    def _notes(self, found: Sum | Ratio, revised: bool) -> tuple[str, ...]:
        partners = {row.partner for row in found.rows}
        sums = (found.now, found.before) if isinstance(found, Ratio) else (found,)
        told = {
            "members": len(partners) > 1,
            "summed": any(len(one.rows) > len({row.partner for row in one.rows}) for one in sums),
            "preliminary": any("preliminary" in row.statuses for row in found.rows),
            "rate": not self._said.growth and sums[0].unit != self._said.figure.unit,
            "revised": revised,
            "early": bool(self._said.on) and str(self._said.on) < found.release.issued,
        }
        return tuple(note for note, holds in told.items() if holds)

    def _told_in(self, found: Sum | Ratio) -> Interval | str:
        """Return the statistic in the claim's currency, or in per cent of change; else why it cannot be so told."""
        if isinstance(found, Ratio):
            return _changed(found.interval, "")
        unit = self._said.figure.unit
        if found.unit == unit:
            return found.interval
        if not (is_currency(found.unit) and is_currency(unit)):
            return "unit"
        rate = self._ledger.rate(found.unit, unit, self._wanted.period)
        return found.interval.times(rate) if rate else "currency"

    def _admits(self) -> Admitted:
        figure = self._said.figure
        if not self._said.growth:
            return admitted(figure, self._said.step, nearly=self._said.nearly)
        ends = Interval(figure.lower, figure.upper)
        if self._said.times:
            ends = _changed(ends.each(lambda percent: 1 + percent / _PERCENT), self._said.times)
        return admitted(replace(figure, lower=ends.lower, upper=ends.upper), self._said.step, nearly=self._said.nearly)

    def _distance(self, statistic: Interval) -> Decimal | None:
        """Return how far what was said is above the statistic; none of a bound that is kept."""
        middle, figure = statistic.middle, self._said.figure
        one_sided = figure.lower is None or figure.upper is None
        kept = Interval(figure.lower, figure.upper).meets(statistic)
        if middle is None or (one_sided and kept):
            return None
        if self._said.growth:
            return figure.value - middle
        return (figure.value - middle) / middle * _PERCENT if middle else None

    def _is_far(self, statistic: Interval) -> bool:
        middle, size = statistic.middle or Decimal(0), abs(self._said.figure.value)
        return not size / _FAR <= middle <= size * _FAR


def year_before(wanted: Period) -> Period:
    """Return the same period of the year before: what growth is against where nothing else is said."""
    points = (_a_year_earlier(point) for point in wanted.label.split("/"))
    return period("/".join(points)) or wanted


def _a_year_earlier(point: str) -> str:
    return f"{int(point[:4]) - 1:04d}{point[4:]}".replace("-02-29", "-02-28")


def _current(found: Sequence[Sum | Ratio], on: str | None) -> Sum | Ratio:
    """Return what was current when it was said: the last released by then, else the first released after."""
    by_then = [one for one in found if not on or one.release.issued <= on]
    return by_then[-1] if by_then else found[0]


def _changed(ratio: Interval, times: str) -> Interval:
    """Return a ratio as a change is printed; that of a fall by so many times turns over."""
    if times == "inverse":
        turned = ratio.each(lambda end: 1 / end if end else None)
        return Interval(turned.upper, turned.lower)
    return ratio if times else ratio.each(lambda end: (end - 1) * _PERCENT)


def _share(part: Interval, whole: Interval) -> Decimal | None:
    return part.middle / whole.middle if part.middle is not None and whole.middle else None
