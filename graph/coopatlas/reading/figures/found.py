"""A figure where it stands in a text."""

from dataclasses import dataclass
from decimal import Decimal

from coopatlas.model.figure import Figure

_DIGITS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure, and the code points `[start, end)` of its text, the words of its bound left out.

    `kind` is money, amount, percent or multiple. A multiple is told as the growth that it is («вдвое» is 100 %), and
    `factor` is by how much: who falls «вдвое» falls by 50 %. `opening` is where the words of the bound before it begin.
    `shift` tells «с 18 до 21 млн» apart: `from` and `to`; it is empty elsewhere. `signed` says that its direction is
    printed with it («-3 %», «вдвое меньше»); `level` that it told a level («131 % к уровню»), the change being what is
    above a hundred.
    """

    start: int
    end: int
    kind: str
    figure: Figure
    opening: int
    factor: Decimal | None = None
    shift: str = ""
    signed: bool = False
    level: bool = False


def plain(value: Decimal) -> int | float:
    """Return a number as a fact holds it: whole, or rounded to the fourth place."""
    rounded = value.quantize(_DIGITS)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
