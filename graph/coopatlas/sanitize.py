"""Text that a terminal or a spreadsheet shows and does not obey: documents and file names may hold its commands."""

import csv
import io
import re
from collections.abc import Iterable

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters but for the tab and the line feed, and the marks that turn the direction of writing."""

_FORMULA = re.compile(r"(?=[=+\-@\t\r])(?!-?\d+(?:\.\d+)?\Z)")
"""How a cell begins that Excel would take for a formula; a number is none."""


def sheet(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV that Excel opens as it is meant: in UTF-8 by its mark, with no cell taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def plain(text: str) -> str:
    """Return `text` with U+FFFD for each character that is a command to a terminal."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def line(text: str) -> str:
    """Return `text` as one plain line."""
    return plain(" ".join(text.split()))
