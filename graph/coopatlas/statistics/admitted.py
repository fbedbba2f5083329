"""What a figure that was said may stand for: what its printed digits and the words of its bound leave open."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from coopatlas.language.wording import BLANK, any_of, lexicon
from coopatlas.model import Figure

CUT_OFF = Decimal("1.05")
"""Digits may be cut off instead of rounded, up to this multiple of the figure."""
ABOUT = Decimal("0.1")
"""What «около» leaves open to either side, and «почти» below."""
NEAR = Decimal("0.05")
"""Within this part of the figure, outside of what is admitted, a statistic still agrees roughly."""
COARSE = Decimal("0.2")
"""A figure whose last printed digit is more than this part of it was rounded so coarsely that agreeing says little."""

_NUMERAL = re.compile(r"\d(?:[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}.,’']?\d)*")
_LANGUAGES = ("ru", "en", "kk")
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Interval:
    """The values between two ends, None where a side is open; the ends belong to it, but for an `above` lower one."""

    lower: Decimal | None
    upper: Decimal | None
    above: bool = False

    @property
    def middle(self) -> Decimal | None:
        """The middle of the ends, or the one end that there is."""
        ends = [end for end in (self.lower, self.upper) if end is not None]
        return sum(ends, Decimal(0)) / len(ends) if ends else None

    def gap(self, other: "Interval") -> Decimal:
        """Return how far the other lies off, nothing where they meet."""
        if self.lower is not None and other.upper is not None and other.upper < self.lower:
            return self.lower - other.upper
        if self.upper is not None and other.lower is not None and other.lower > self.upper:
            return other.lower - self.upper
        return Decimal(0)

    def meets(self, other: "Interval") -> bool:
        """Whether they have a value in common."""
        return not self.gap(other) and not (self.above and other.upper is not None and other.upper == self.lower)

    def negated(self) -> "Interval":
        """Return the same of the other sign; where a lower end was left out, this one keeps it."""
        turned = self.each(lambda end: -end)
        return Interval(turned.upper, turned.lower)

    def each(self, change: Callable[[Decimal], Decimal | None]) -> "Interval":
        """Return the interval between the ends as `change` makes them; an open side stays open."""
        lower, upper = (None if end is None else change(end) for end in (self.lower, self.upper))
        return Interval(lower, upper)

    def times(self, factor: "Interval") -> "Interval":
        """Return the products; both lie above nothing and are closed."""
        return Interval(_product(self.lower, factor.lower), _product(self.upper, factor.upper))

    def __add__(self, other: "Interval") -> "Interval":
        """Return the sums of two closed intervals."""
        return Interval(_sum(self.lower, other.lower), _sum(self.upper, other.upper))


def _product(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one * other


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


@dataclass(frozen=True, slots=True)
class Admitted:
    """A figure that was said, in the terms of what it is measured against.

    `size` is the figure itself, by which nearness is measured; `step` one unit of its last printed digit.
    """

    interval: Interval
    size: Decimal
    step: Decimal

    def verdict(self, statistic: Interval) -> str:
        """Return how a statistic bears the figure out: `agrees`, `roughly` or `differs`."""
        if self.interval.meets(statistic):
            return "agrees"
        return "roughly" if self.interval.gap(statistic) < NEAR * self.size else "differs"

    def notes(self, statistic: Interval) -> tuple[str, ...]:
        """Return what an agreement should be read with: `coarse` or `loose`, a bound far from the statistic."""
        found = ["coarse"] if self.step > COARSE * self.size else []
        one_sided = self.interval.upper is None and statistic.lower is not None and statistic.lower > 2 * self.size
        return (*found, "loose") if one_sided else tuple(found)


def admitted(figure: Figure, step: Decimal, *, nearly: bool = False) -> Admitted:
    """Return what a figure admits; `nearly` where its words say that it was not quite reached.

    A range admits what its ends round to; a bound has no allowance for rounding, and «более» not its own number.
    """
    size = abs(figure.value)
    if figure.value < 0:
        fallen = Interval(figure.lower, figure.upper).negated()
        turned = replace(figure, lower=fallen.lower, upper=fallen.upper)
        return Admitted(_admits(turned, step, nearly).negated(), size, step)
    return Admitted(_admits(figure, step, nearly), size, step)


def _admits(figure: Figure, step: Decimal, nearly: bool) -> Interval:
    lower, upper, size = figure.lower, figure.upper, figure.value
    if lower is None or upper is None:
        return Interval(lower, upper, above=upper is None)
    if lower != upper:
        return Interval(lower - step / 2, upper + step / 2)
    if figure.about:
        return Interval(size * (1 - ABOUT), size if nearly else size * (1 + ABOUT))
    return Interval(size - step / 2, max(size + step / 2, min(size + step, CUT_OFF * size)))


def last_digit(value: Decimal, printed: str) -> Decimal:
    """Return one unit of the last printed digit of a figure: 100 000 000 of «18,5 млрд».

    Whole thousands written out count as thousands. Of a figure in words it is that of the last digit that is not zero.
    """
    return printed_step(abs(value), printed) or _significant(abs(value))


def printed_step(size: Decimal, printed: str) -> Decimal | None:
    """Return one unit of the last digit of the numeral that is printed for a size, None where none is."""
    for numeral in _NUMERAL.findall(printed):
        number = int("".join(filter(str.isdecimal, numeral)))
        step = size / number if number else Decimal(0)
        if step and _is_power_of_ten(step):
            return _thousands(step, number)
    return None


def _thousands(step: Decimal, number: int) -> Decimal:
    while step >= 1 and number % 1000 == 0:
        step, number = step * 1000, number // 1000
    return step


def _is_power_of_ten(number: Decimal) -> bool:
    return number.normalize().as_tuple().digits == (1,)


def _significant(size: Decimal) -> Decimal:
    exponent = size.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and size else Decimal(1)


def is_nearly(sentence: str, printed: str) -> bool:
    """Whether the words before a printed figure say that it was not quite reached: «почти», «almost»."""
    at = sentence.find(printed) if printed else -1
    digit = re.search(r"\d", printed)
    # What is printed may begin with the words of its bound.
    end = at + (digit.start() if digit else 0)
    return at >= 0 and _nearly().search(sentence[max(0, end - _BEFORE) : end]) is not None


@cache
def _nearly() -> "re.Pattern[str]":
    words, fillers = set[str](), set[str]()
    for lang in _LANGUAGES:
        told = lexicon(lang, "bounds")
        words |= {*told.get("nearly", {"words": ()})["words"]}
        fillers |= {*told["fillers"]}
    between = rf"(?:{any_of(sorted(fillers))}{BLANK}+){{0,3}}(?:[£$€₽]|[A-Z]{{2}}\$)?"
    return re.compile(rf"{any_of(sorted(words))}{BLANK}+{between}$", re.IGNORECASE)
