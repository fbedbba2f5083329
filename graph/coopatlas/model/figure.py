"""A quantity as a text prints it: its bounds, its unit, and the words themselves."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum, an amount or a percentage, with the interval that the words leave open.

    `lower` and `upper` bound the value, None where the words leave a side open: «более 15 млн» is 15000000 and None,
    «2,5–3 млрд» both ends, «3 млн» twice the same. `about` marks «около», «почти», «almost». `unit` is a currency
    (ISO 4217), `%`, or a unit in dictionary form as printed («тонна», «TEU»). `verbatim` is the figure as printed,
    with its unit and without the words of its bound. A fall is negative.
    """

    lower: Decimal | None
    upper: Decimal | None
    unit: str
    verbatim: str
    about: bool = False

    @property
    def value(self) -> Decimal:
        """The number that is printed; of a range the middle of its ends, of a bound that bound."""
        ends = [end for end in (self.lower, self.upper) if end is not None]
        return sum(ends, Decimal(0)) / len(ends)

    @property
    def bound(self) -> str:
        """One of `BOUNDS`: min, max, about, exact; a range is `about` its middle."""
        if self.upper is None:
            return "min"
        if self.lower is None:
            return "max"
        return "about" if self.about or self.lower != self.upper else "exact"
