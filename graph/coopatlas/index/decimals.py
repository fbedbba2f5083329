"""Exact numbers in SQL, which has none: a decimal is its text with a point («12.», «12.5»), a whole number one without.

So a sum is of the type that SPARQL gives it, and of the same digits. What is no such number is NULL, as an error is.
"""

from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, Context, Decimal
from typing import Any

from rdflib import XSD, Literal

_TYPES = {str(XSD.decimal), str(XSD.integer)}
_FLOATS = {str(XSD.double), str(XSD.float)}
_CONTEXT = Context(prec=60, rounding=ROUND_DOWN)
_GREATEST = Decimal(2**127) / 10**18
"""What decimals of the engine stay below: 128 bits, of 18 digits after the point."""


def literal(text: str) -> Literal:
    """Return an exact number as SPARQL shows it."""
    return Literal(text.removesuffix("."), datatype=XSD.decimal if "." in text else XSD.integer, normalize=False)


def _exact(value: Any, datatype: str | None) -> str | None:
    """Return a number of a term as an exact one; of what is no text of a term it is the type of Python that tells.

    Floats are not reckoned with here: the query fails, and the store is asked.
    """
    if datatype in _FLOATS:
        raise ArithmeticError(datatype)
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return None
    if datatype is not None and datatype not in _TYPES:
        return None
    return _shown(number, is_whole=datatype not in {None, str(XSD.decimal)} or isinstance(value, int))


def _shown(number: Decimal, *, is_whole: bool) -> str | None:
    if not number.is_finite() or abs(number) >= _GREATEST:
        return None
    text = f"{number.quantize(Decimal(1).scaleb(-18), context=_CONTEXT):f}".rstrip("0").removesuffix(".")
    whole, _, part = ("0" if text in {"", "-0"} else text).partition(".")
    return whole if is_whole else f"{whole}.{part}"


def _reckoned(one: str | None, other: str | None, work: Callable[[Decimal, Decimal], Decimal]) -> str | None:
    if one is None or other is None:
        return None
    return _shown(work(Decimal(one), Decimal(other)), is_whole="." not in one + other)


def _absolute(one: str | None) -> str | None:
    return one and one.removeprefix("-")


class Total:
    """The aggregate of an exact sum; with an error in it an error."""

    def __init__(self) -> None:
        self._sum: str | None = "0"

    def step(self, *given: Any) -> None:
        """Take one more."""
        (text,) = given
        self._sum = _reckoned(self._sum, text, _CONTEXT.add)

    def finalize(self) -> Any:
        """Return the sum."""
        return self._sum


FUNCTIONS: Mapping[str, tuple[int, Callable[..., Any]]] = {
    "exact": (2, _exact),
    "plus": (2, lambda one, other: _reckoned(one, other, _CONTEXT.add)),
    "minus": (2, lambda one, other: _reckoned(one, other, _CONTEXT.subtract)),
    "times": (2, lambda one, other: _reckoned(one, other, _CONTEXT.multiply)),
    "absolute": (1, _absolute),
}
"""The functions of SQL by name, with how many values they take."""
