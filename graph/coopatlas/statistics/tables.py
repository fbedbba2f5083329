"""A file → its sheets, row by row: CSV, TSV, XLS, XLSX, ODS, SDMX-ML. What it is, its content says, not its name."""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import import_module
from io import BytesIO, StringIO
from itertools import chain
from pathlib import Path
from typing import IO, Any

from coopatlas.errors import StatisticsError
from coopatlas.statistics.sources import Table

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Row = Sequence[Cell]
"""The cells of a row from the first column on; an empty one is None or an empty text."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(rb"^\s*(?:<!doctype html|<html|<table|<meta)", re.IGNORECASE)
_SDMX = re.compile(rb"<(?:\w+:)?(?:GenericData|StructureSpecificData|GenericTimeSeriesData|CompactData)\b")
_FORMULA = re.compile(
    rb"<c\b[^>]*\br=\"([A-Z]+\d+)\"[^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_BROKEN = re.compile(rb"<c\b(?=[^>]*\bt=\"e\")[^>]*\br=\"([A-Z]+\d+)\"")
_CHUNK = 1 << 20
_LONGEST_CELL = 100_000
_LARGEST = 2_000_000_000
"""The bytes of a workbook as unpacked; none of a statistical office comes near."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, empty for a file of text, and its rows, each with its number from 1.

    `broken` are the addresses of cells of the workbook that hold an error, such as #DIV/0!, and are read as empty.
    """

    name: str
    rows: Iterator[tuple[int, Row]]
    broken: frozenset[str] = frozenset()

    def at(self, row: int, column: int) -> str:
        """Return where a cell is, as a spreadsheet says it: `2023!D9`; `column` counts from 0."""
        letters, rest = "", column + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(65 + letter) + letters
        return f"{self.name}!{letters}{row}" if self.name else f"{letters}{row}"

    def is_broken(self, row: int, column: int) -> bool:
        """Whether a cell that is read as empty may hold an error."""
        return bool(self.broken) and self.at(row, column).rpartition("!")[2] in self.broken


def sheets(path: Path, table: Table) -> Iterator[Sheet]:
    """Yield the sheets of a file; raises `StatisticsError` for what is no table, or not whole."""
    with _readable(path):
        with path.open("rb") as file:
            head = file.read(_CHUNK)
        if not head.strip():
            raise StatisticsError(str(path), "it is empty", "give a file with a table")
        if _PAGE.search(head):
            raise StatisticsError(str(path), "it is a page of HTML, whatever it is called", "save it as XLSX or CSV")
        if _SDMX.search(head):
            yield Sheet("", _sdmx(path))
        elif head.startswith((_ZIP, _OLE)):
            yield from _workbook(path, head.startswith(_ZIP), table)
        elif b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise StatisticsError(str(path), "it is no table of a known kind", "give CSV, XLS, XLSX, ODS or SDMX")
        else:
            yield Sheet("", _text(path, head, table))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StatisticsError(str(path), f"it cannot be read ({error.strerror})", "name a file") from error


def _text(path: Path, head: bytes, table: Table) -> Iterator[tuple[int, Row]]:
    encoding = table.encoding or ("utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(
                file, strict=True, delimiter=table.separator or _separator(head.decode(encoding, "replace"))
            )
            for row in reader:
                if any("\N{REPLACEMENT CHARACTER}" in cell for cell in row):
                    remedy = "fetch it again; letters were lost when it was saved"
                    raise StatisticsError(f"{path}:{reader.line_num}", "characters are destroyed", remedy)
                yield reader.line_num, row
    except (UnicodeError, LookupError) as error:
        remedy = 'say encoding = "cp1251", or what it is, under [table] of the source'
        raise StatisticsError(str(path), f"it is not in {encoding} ({error})", remedy) from error
    except csv.Error as error:
        raise StatisticsError(str(path), f"it is no table of texts ({error})", "correct the file") from error


def _separator(head: str) -> str:
    """Return the sign that cuts most lines into the same number of cells, more than one."""
    lines = [line for line in head.splitlines()[:60] if line.strip()]

    def even(sign: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1]
        usual = max(set(widths), key=widths.count, default=0)
        return widths.count(usual), usual

    return max("\t;|,", key=even)


def _workbook(path: Path, zipped: bool, table: Table) -> Iterator[Sheet]:
    calamine = library(str(path), "python_calamine", "statistics")
    broken = _sound(path) if zipped else frozenset()
    try:
        # By its content: a name that lies about the type would be believed.
        book = calamine.load_workbook(BytesIO(path.read_bytes()))
        chosen = [name for name in book.sheet_names if re.fullmatch(table.sheets or ".*", name.strip())]
        for name in chosen:
            sheet = book.get_sheet_by_name(name)
            # Calamine counts rows from the first of the sheet, but columns from the first that is filled.
            yield Sheet(name.strip(), _rows(sheet.iter_rows(), (sheet.start or (0, 0))[1]), broken)
    except (calamine.CalamineError, zipfile.BadZipFile) as error:
        raise StatisticsError(str(path), f"the workbook cannot be read ({error})", "save it anew as XLSX") from error


def _rows(found: Iterator[list[Cell]], empty: int) -> Iterator[tuple[int, Row]]:
    for number, cells in enumerate(found, 1):
        yield number, [*[None] * empty, *cells]


def _sound(path: Path) -> frozenset[str]:
    """Refuse a workbook that is too large, or whose formulas were never computed; return the cells with errors."""
    broken: set[str] = set()
    try:
        with zipfile.ZipFile(path) as package:
            if sum(one.file_size for one in package.infolist()) > _LARGEST:
                raise StatisticsError(str(path), "it unpacks to more than 2 GB", "give the table alone")
            for one in package.infolist():
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", one.filename):
                    with package.open(one) as sheet:
                        broken |= _computed(path, sheet)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise StatisticsError(str(path), f"the workbook is damaged or locked ({error})", "fetch it again") from error
    return frozenset(broken)


def _computed(path: Path, sheet: IO[bytes]) -> set[str]:
    rest, broken = b"", set()
    for chunk in iter(lambda: sheet.read(_CHUNK), b""):
        text = rest + chunk
        if b"<f" in text and (found := _FORMULA.search(text)):
            remedy = "open it in a spreadsheet program and save it"
            raise StatisticsError(f"{path}:{found[1].decode()}", "a formula without its value", remedy)
        broken |= {found.decode() for found in _BROKEN.findall(text)}
        rest = text[-2000:]
    return broken


def _sdmx(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield the observations of an SDMX-ML message as rows under the names of its dimensions and attributes."""
    sdmx = library(str(path), "sdmx", "sdmx")
    _refuse_definitions(path)
    try:
        # The library prints what it was about when it fails.
        with redirect_stdout(StringIO()):
            message = sdmx.read_sdmx(path)
        told = [_observation(one) for data in message.data for one in data.obs]
    except (
        sdmx.exceptions.ParseError,
        sdmx.exceptions.XMLParseError,
        ValueError,
        KeyError,
        TypeError,
        NotImplementedError,
    ) as error:
        raise StatisticsError(str(path), f"the SDMX message cannot be read ({error})", "check the file") from error
    heads = list(dict.fromkeys(chain.from_iterable(told)))
    yield 1, heads
    for number, one in enumerate(told, 2):
        yield number, [one.get(head) for head in heads]


def _refuse_definitions(path: Path) -> None:
    """Raise `StatisticsError` for a message that defines a type of document: entities may grow, or name other files."""
    etree = import_module("lxml.etree")
    try:
        with path.open("rb") as file:
            _, root = next(etree.iterparse(file, ("start",), resolve_entities=False, no_network=True))
            defines = root.getroottree().docinfo.internalDTD is not None
    except etree.XMLSyntaxError as error:
        raise StatisticsError(str(path), f"the SDMX message cannot be read ({error})", "check the file") from error
    if defines:
        raise StatisticsError(str(path), "the SDMX message has a DTD", "remove <!DOCTYPE …>, which SDMX does not need")


def _observation(found: Any) -> dict[str, Cell]:
    keys = {str(name): str(one.value) for name, one in found.key.values.items()}
    attributes = {str(name): str(one.value) for name, one in found.attrib.items()}
    return {**keys, **attributes, "OBS_VALUE": None if found.value is None else str(found.value)}


def library(where: str, name: str, extra: str) -> Any:
    """Return an optional library; raises `StatisticsError` where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        remedy = f"install coopatlas[{extra}]"
        raise StatisticsError(where, f"it is read only with the extra «{extra}»", remedy) from None
