"""What passes between the forms and the checks: the content of a file, and what a document says of itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from coopatlas.errors import DocumentError

EXTRA = "pip install 'coopatlas[documents]'"


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file or an address: `where` for people, `name` with the suffix, `charset` as told beside it.

    `columns` maps title, text, date and so on to headings of a table, where somebody named them.
    """

    where: str
    data: bytes
    name: str = ""
    charset: str | None = None
    address: str | None = None
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document says of itself, before anything is checked or detected.

    `part` tells one document of a file from the others, empty where the file is one document; `notes` tell of what
    was not believed or guessed; `own_name` says that `name` is worth more than the path.
    """

    text: str
    name: str | None = None
    lang: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    part: str = ""
    notes: tuple[str, ...] = field(default=())


Reader = Callable[[Content], Iterator[Draft | DocumentError]]
"""A form: the content of a file → its documents, and what of it could not be read."""

# What a library for a format raises at a broken file is not written anywhere; whatever it is, the file is at fault.
FAULTS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


@contextmanager
def faults(where: str, form: str, *own: type[Exception]) -> Iterator[None]:
    """Turn whatever a library raises at a broken file, errors of its own among it, into one line of ours."""
    try:
        yield
    except FAULTS + own as error:
        told = " ".join(str(error).split())[:120]
        problem = f"broken as {form} ({type(error).__name__}{': ' if told else ''}{told})"
        raise DocumentError(where, problem, "open it in its program and save it anew") from error


def library(where: str, name: str, form: str) -> Any:
    """Return an optional library; raises `DocumentError` where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        raise DocumentError(where, f"{form} is read only with the extra «documents»", EXTRA) from None
