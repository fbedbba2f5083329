"""What the command line shows people: tables on standard output, progress and notes on standard error."""

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress

from rich.console import Console
from rich.table import Table
from rich.text import Text

from coopatlas.sanitize import line, plain

WIDTH = 160
"""The width of a table that goes into a file, in characters."""


def note(text: str) -> None:
    """Print one line on standard error; where nobody reads it any more, the work goes on."""
    with suppress(OSError):
        print(line(text), file=sys.stderr, flush=True)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Print a table; no cell is taken for markup or for a command to the terminal."""
    if title:
        print(f"\n{line(title)}")
    shown = Table()
    for heading in headings:
        shown.add_column(Text(plain(heading)), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(plain(str(cell))) for cell in row))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH).print(shown)


def place_of(lang: str) -> int:
    """Return which of two texts, in Russian and in English, is in a language."""
    return ("ru", "en").index(lang)
