"""What is printed in a cell: a label, or a figure with the step of its last digit and the signs of its footnotes."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from coopatlas.statistics.sources import Table
from coopatlas.statistics.tables import Cell

_SPACES = re.compile(r"\s+")
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_MARKED = re.compile(r"(?P<text>.*?)\s*(?P<sign>\*+\)?|[¹²³⁴⁵⁶⁷⁸⁹]\)?|(?<=\s)\d\)|(?<=[^\W\d])\d\))", re.DOTALL)
_MINUS = str.maketrans("−–", "--")
_GROUPED = re.compile(r"-?\d{1,3}(?:[ '’]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_COMMAS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LARGEST = 24
"""The power of ten that no figure reaches."""
DIGITS = 15
"""The digits of a number of a workbook that are not noise of its binary form."""


class UnclearError(ValueError):
    """A cell that is no figure; what it is, the text says."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as printed: `value` is None where it is withheld, `step` is one unit of the last digit."""

    value: Decimal | None
    step: Decimal
    sign: str = ""


def text(cell: Cell) -> str:
    """Return what a cell prints, spaces made one: 2005.0 of a workbook is `2005`."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _SPACES.sub(" ", str(cell)).strip()


def unmarked(label: str) -> tuple[str, str]:
    """Return a label without the sign of its footnote, and that sign: «Вьетнам 1)», «Экспорт*»."""
    match = _MARKED.fullmatch(label)
    return (match["text"], match["sign"].translate(_SUPERSCRIPTS).rstrip(")").strip()) if match else (label, "")


def number(cell: Cell, table: Table, signs: frozenset[str] = frozenset()) -> Number | None:
    """Return the figure of a cell, None where there is none; raises `UnclearError` for anything else.

    `signs` are those by which the source marks figures, such as `p` for preliminary; a digit that marks one must be
    raised, or have a bracket after it.
    """
    if isinstance(cell, bool):
        raise UnclearError("a truth value")
    if isinstance(cell, int | float):
        return _binary(cell, table)
    printed = text(cell).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    if not printed or printed in table.absent:
        return None
    if printed in table.suppressed:
        return Number(None, Decimal(0))
    printed, sign = unmarked(printed)
    for one in signs:
        if not sign and not one.isdigit() and printed.endswith(one) and printed != one:
            printed, sign = printed.removesuffix(one).strip(), one
    return _printed(printed, sign, table)


def _binary(cell: float, table: Table) -> Number:
    if not math.isfinite(cell):
        raise UnclearError("no finite number")
    value = Decimal(format(cell, f".{DIGITS}g"))
    return _checked(value, "", table)


def _printed(printed: str, sign: str, table: Table) -> Number:
    plain = printed.translate(_MINUS)
    if table.decimal == ",":
        plain = plain.replace(".", " ").replace(",", ".") if plain.count(",") <= 1 else plain
    elif _COMMAS.fullmatch(plain) and (plain.count(",") > 1 or "." in plain):
        plain = plain.replace(",", "")
    elif "," in plain:
        raise UnclearError(f"«{printed}», whose comma may be of thousands or of fractions (say decimal)")
    if not _GROUPED.fullmatch(plain):
        raise UnclearError(f"«{printed}», which is no figure")
    return _checked(Decimal(re.sub(r"[ '’]", "", plain)), sign, table)


def _checked(value: Decimal, sign: str, table: Table) -> Number:
    if value < 0 and not table.negative:
        raise UnclearError(f"{value}, and a flow is not negative (say negative = true if it may be)")
    if value.adjusted() > _LARGEST:
        raise UnclearError("a number beyond all trade")
    exponent = value.as_tuple().exponent
    return Number(value, Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0), sign)
