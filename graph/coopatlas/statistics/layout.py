"""Rows of a table → figures, by the description of its source: wide, stacked and block layouts alike.

What tells a figure from the others comes from all around it: the constants of the source, lines above the table, the
name of the sheet, the last label of a section, the labels of its row, the heading of its column.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coopatlas.errors import StatisticsError
from coopatlas.statistics.cells import UnclearError, number, text, unmarked
from coopatlas.statistics.making import Dimensions, Figure, Maker
from coopatlas.statistics.places import NOWHERE, Places
from coopatlas.statistics.sources import Column, Description
from coopatlas.statistics.tables import Row, Sheet, sheets

_PLACES = ("reporter", "partner")
_OWN = ("flow", "unit", "multiplier", "valuation")
"""What a column of values may say of its own."""
_REMEDY = "say under [table] what the sign means (absent, suppressed), or correct the file"


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the columns of a sheet are: which column of the source each is, and what its heading tells."""

    labels: tuple[tuple[int, Column], ...]
    values: tuple[tuple[int, Column, Mapping[str, str]], ...]


@dataclass(slots=True)
class Layout:
    """Reads the files of one source; `rows` counts the rows that gave figures."""

    source: Description
    places: Places
    maker: Maker
    rows: int = 0

    def figures(self, path: Path) -> Iterator[Figure]:
        """Yield the figures of a file, goods as they are coded; raises `StatisticsError` at what is not understood."""
        self.rows = 0
        tables = 0
        for sheet in sheets(path, self.source.table):
            reading = _Reading(self, path, sheet)
            yield from reading.figures()
            tables += reading.heading is not None
            if self.source.table.sheets and reading.heading is None:
                raise self._unheaded(f"{path}:{sheet.name}")
        if not tables:
            raise self._unheaded(str(path))

    def _unheaded(self, where: str) -> StatisticsError:
        keys = ", ".join(column.key for column in self.source.columns)
        remedy = "check that the file is of this source, or correct the description"
        return StatisticsError(where, f"no row has the headings {keys}", remedy)


@dataclass(slots=True)
class _Reading:
    """Reads one sheet."""

    layout: Layout
    path: Path
    sheet: Sheet
    heading: tuple[str, ...] | None = None
    told: Dimensions = field(default_factory=dict)
    carried: dict[str, str] = field(default_factory=dict)
    others: tuple[int, ...] = ()
    within: set[tuple[str, ...]] = field(default_factory=set)

    def figures(self) -> Iterator[Figure]:
        source = self.layout.source
        name = re.fullmatch(source.table.sheets, self.sheet.name) if source.table.sheets else None
        self.told = dict(source.constants) | _groups(name)
        head: _Head | None = None
        below = 0
        for line, row in self.sheet.rows:
            found = self._head(line, row)
            if found:
                head, below = found, source.table.below
                self.others = tuple(place for place, _ in found.labels)
            elif head is None:
                self._above(row)
            elif below:
                below -= 1
            elif source.table.until and text(row[0] if row else None).startswith(source.table.until):
                return
            else:
                yield from self._row(line, row, head)

    def _head(self, line: int, row: Row) -> _Head | None:
        """Return the columns where a row is the line of the headings, None where it is not."""
        texts = [text(cell) for cell in row]
        plain = [unmarked(one)[0].casefold() for one in texts]
        labels: list[tuple[int, Column]] = []
        values: list[tuple[int, Column, Mapping[str, str]]] = []
        for column in self.layout.source.columns:
            places = list(_found(column, texts, plain))
            if not places:
                return None
            for place, told in places:
                if column.means == "value":
                    values.append((place, column, told))
                else:
                    labels.append((place, column))
        if not self._is_heading(row, labels):
            return None
        for column in self.layout.source.columns:
            if plain.count(column.key.casefold()) > 1:
                raise self._error(
                    line, f"«{column.key}» is the heading of two columns, write the one that is meant as #3"
                )
        return _Head(tuple(labels), tuple(values))

    def _is_heading(self, row: Row, labels: Sequence[tuple[int, Column]]) -> bool:
        """Whether a row is a line of headings, the first or one repeated.

        A figure may look like a year; a line of headings has over its labels what the first has there.
        """
        over = tuple(self._label(row, place) for place, _ in labels)
        if self.heading is None:
            self.heading = over
            return True
        return over == self.heading and any(over)

    def _above(self, row: Row) -> None:
        filled = [cell for cell in map(text, row) if cell]
        for column in self.layout.source.above:
            if len(filled) > 1 and filled[0].casefold() == column.key.casefold():
                self._tell(column, filled[1], self.told, 0)

    def _row(self, line: int, row: Row, head: _Head) -> Iterator[Figure]:
        filled = [value for value in head.values if value[0] < len(row) and text(row[value[0]])]
        for column in self.layout.source.sections:
            label = self._label(row, int(column.key[1:]) - 1)
            if label in column.values:
                self.told[column.means] = column.values[label]
            elif label and not filled:
                # A section of another name begins, and its figures are not of the one before.
                self.told.pop(column.means, None)
        for place, _, _ in head.values if self.sheet.broken else ():
            if self.sheet.is_broken(line, place) and not self._label(row, place):
                raise StatisticsError(f"{self.path}:{self.sheet.at(line, place)}", "the cell holds an error", _REMEDY)
        if not filled:
            return
        told = dict(self.told)
        for place, column in head.labels:
            if not self._tell(column, self._carried(row, place, column), told, line):
                return
        figures = [figure for one in filled for figure in self._figure(line, row, one, told)]
        self.layout.rows += bool(figures)
        yield from figures

    def _label(self, row: Row, place: int) -> str:
        return text(row[place]) if place < len(row) else ""

    def _carried(self, row: Row, place: int, column: Column) -> str:
        label = self._label(row, place)
        if not column.carry:
            return label
        rest = tuple(self._label(row, other) for other in self.others if other != place)
        if label or rest in self.within:
            # The same labels beside it begin a block anew: one without a name is not of the block before.
            self.carried[column.key] = label
            self.within.clear()
        self.within.add(rest)
        return self.carried.get(column.key, "")

    def _tell(self, column: Column, label: str, told: Dimensions, line: int) -> bool:
        """Add what a label tells; return whether its row is of use: a place may be unknown, or none of ours."""
        if column.values or column.means in ("flow", "basis", "currency"):
            return self._tell_listed(column, label, told, line)
        if column.means in _PLACES:
            return self._tell_place(column, label, told, line)
        if column.means == "period":
            match = re.search(column.pattern, label) if column.pattern else None
            told |= _groups(match) if match else {"period": label}
        elif label or column.means != "status":
            told[column.means] = label
        return True

    def _tell_listed(self, column: Column, label: str, told: Dimensions, line: int) -> bool:
        label = label if label in column.values else unmarked(label)[0]
        if label not in column.values:
            if column.means == "status":
                return True
            known = ", ".join(f"«{one}»" for one in column.values)
            raise self._error(line, f"«{label}» is no {column.means} that the source lists ({known})")
        if column.values[label]:
            told[column.means] = column.values[label]
        # A goods text that stands for nothing means all goods; any other leaves its row out.
        return bool(column.values[label]) or column.means in ("goods", "status")

    def _tell_place(self, column: Column, label: str, told: Dimensions, line: int) -> bool:
        if not label and "" not in self.layout.places.judged:
            raise self._error(line, f"the row has figures and no {column.means}")
        place = self.layout.places.place(label, column)
        if place is None or place == NOWHERE:
            return False
        told[column.means] = place
        return True

    def _figure(
        self, line: int, row: Row, value: tuple[int, Column, Mapping[str, str]], told: Dimensions
    ) -> Iterator[Figure]:
        place, column, heading = value
        where = self.sheet.at(line, place)
        source = self.layout.source
        try:
            found = number(row[place], source.table, frozenset(source.footnotes))
        except UnclearError as error:
            raise StatisticsError(f"{self.path}:{where}", f"the cell holds {error}", _REMEDY) from error
        if found is None:
            return
        own = {key: str(getattr(column, key)) for key in _OWN if getattr(column, key)}
        yield self.layout.maker.figure(f"{self.path}:{where}", where, found, {**told, **heading, **own})

    def _error(self, line: int, problem: str) -> StatisticsError:
        place = f"{self.path}:{self.sheet.name}:{line}" if self.sheet.name else f"{self.path}:{line}"
        return StatisticsError(place, problem, "correct the description of the source, or the file")


def _found(column: Column, texts: Sequence[str], plain: Sequence[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield where a column is in a line of headings, and what its heading tells."""
    if column.key.startswith("#"):
        yield int(column.key[1:]) - 1, {}
    elif column.key.startswith("~"):
        for place, one in enumerate(texts):
            bare, sign = unmarked(one)
            if match := re.fullmatch(column.key[1:], bare):
                yield place, _groups(match) | ({"note": sign} if sign else {})
    elif column.key.casefold() in plain:
        place = plain.index(column.key.casefold())
        yield place, {}


def _groups(match: re.Match[str] | None) -> Dimensions:
    return {name: value for name, value in match.groupdict().items() if value} if match else {}
