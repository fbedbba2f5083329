"""What a source of statistics says of itself: who publishes it, and which column is which dimension.

One TOML file a source, in `ontology/sources/` or where a person keeps it. A key that is not known is an error: nothing
is guessed.
"""

import inspect
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from coopatlas import content
from coopatlas.errors import ContentError, QuestionError

MEANINGS = ("reporter", "partner", "flow", "period", "goods", "unit", "currency", "basis", "value", "status")
"""What a column, a line above the table or a label among its rows may tell."""
_Part = TypeVar("_Part")
_NUMBERED = re.compile(r"#[1-9]\d*")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Column:
    """How a column is read.

    `key` is its heading, `#2` the second column, `~PATTERN` every column whose heading matches; groups named in a
    pattern (year, half, quarter, month) tell the period. `means` is one of `MEANINGS`. A place is found by `codes`
    (iso3166, m49), the code after `prefix`, or by its name in `lang`, of one of `kinds`, inside `within`. `values` says
    what a text stands for; `carry` lets an empty cell mean what the last one did. A value may have a flow, unit,
    multiplier and valuation of its own. Goods have a `scheme` (`hs` is the edition in force), and are summed to each of
    `digits`, and with `total` to all.
    """

    key: str
    means: str
    lang: str = "ru"
    codes: str = ""
    prefix: str = ""
    kinds: tuple[str, ...] = ("country",)
    within: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    carry: bool = False
    pattern: str = ""
    scheme: str = "hs"
    digits: tuple[int, ...] = ()
    total: bool = True
    flow: str = ""
    unit: str = ""
    multiplier: float = 0
    valuation: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """How the file is laid out.

    `sheets` is a pattern for the names of sheets, every sheet with the headings if there is none; `below` counts the
    further lines of the headings; rows end at one whose label is `until`. `decimal` is the sign of fractions in texts;
    `absent` are signs for no figure, `suppressed` those for one that is withheld.
    """

    sheets: str = ""
    encoding: str = ""
    separator: str = ""
    decimal: str = "."
    below: int = 0
    until: str = ""
    absent: tuple[str, ...] = ("-", "–", "—", "…", "...", "..", "х")
    suppressed: tuple[str, ...] = ()
    negative: bool = False
    released: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """An assertion: the figures of the parts add up to that of the whole, within `tolerance` of it.

    The parts are the partners (or reporters, by `over`) of these `kinds`, the whole the partner (or reporter) `whole`,
    `world` for trade with all; with `at_most` the parts may also fall short. `but` are parts that are not in the whole.
    """

    kinds: tuple[str, ...] = ("country",)
    whole: str = "world"
    over: str = "partner"
    tolerance: float = 0.001
    at_most: bool = False
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    """What must hold of a file before anything of it is kept.

    `figures` are the fewest and the most of them; `resolved` the share of places named that must be known or judged;
    `turnover` the tolerance within which turnover is exports and imports. Figures of which the file says two things are
    left out, both, and may be no more than `contradictory`.
    """

    figures: tuple[int, int] = (1, 10_000_000)
    resolved: float = 0.9
    turnover: float | None = None
    contradictory: int = 0
    sums: tuple[Sum, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """A source: what its files have in common."""

    name: str
    title: Mapping[str, str]
    publisher: Mapping[str, str]
    columns: tuple[Column, ...]
    licence: str = ""
    redistributable: bool = False
    landing: str = ""
    notes: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    table: Table = field(default_factory=Table)
    above: tuple[Column, ...] = ()
    sections: tuple[Column, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    footnotes: Mapping[str, str] = field(default_factory=dict)
    checks: Checks = field(default_factory=Checks)


def names() -> list[str]:
    """Return the names of the sources that are described."""
    return sorted(file.name.removesuffix(".toml") for file in _folder().iterdir() if file.name.endswith(".toml"))


def source(name: str) -> Description:
    """Return the source of this name, or that of the file `*.toml`; raises `QuestionError` and `ContentError`."""
    if name.endswith(".toml"):
        if not Path(name).is_file():
            raise QuestionError(name, "there is no such file", "name a description of a source, or one that is known")
        return read(Path(name))
    if name not in names():
        raise QuestionError(name, "no such source is described", f"use one of {', '.join(names())}, or a file *.toml")
    return read(_folder() / f"{name}.toml")


def read(file: Traversable) -> Description:
    """Read the description of a source; raises `ContentError`, which names the key."""
    name = file.name.removesuffix(".toml")
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(file.name, f"no TOML ({error})", "correct it") from error
    if not _NAME.fullmatch(name):
        raise ContentError(file.name, "its name is no name of a source", "use a-z, 0-9 and hyphens")
    reader = _Reader(file.name)
    checks = told.pop("assert", {})
    sums = tuple(reader.made(Sum, one, "assert.sums") for one in checks.pop("sums", ()))
    parts: dict[str, Any] = {
        part: reader.columns(told.pop(part, {}), part) for part in ("columns", "above", "sections")
    }
    parts["table"] = reader.made(Table, told.pop("table", {}), "table")
    parts["checks"] = reader.made(Checks, {**checks, "sums": sums}, "assert")
    parts["constants"] = {key: str(value) for key, value in told.pop("constants", {}).items()}
    for one in parts["sections"]:
        reader.must(_NUMBERED.fullmatch(one.key) is not None, f"sections.{one.key}: write the column as #1")
    found = reader.made(Description, {**told, **parts, "name": name}, "")
    reader.must(not found.constants.keys() - {*MEANINGS, "multiplier", "valuation", "export", "import"}, "constants")
    reader.must(any(column.means == "value" for column in found.columns), "columns: none is a value")
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes parts of a description out of tables of TOML, and says what it cannot."""

    file: str

    def columns(self, told: Mapping[str, Any], where: str) -> tuple[Column, ...]:
        return tuple(self._column(key, one, f"{where}.{key}") for key, one in told.items())

    def _column(self, key: str, told: Mapping[str, Any], where: str) -> Column:
        means = told.get("is")
        self.must(means in MEANINGS, f"{where}.is: {means}; one of {', '.join(MEANINGS)}")
        column = self.made(Column, {**{k: v for k, v in told.items() if k != "is"}, "key": key, "means": means}, where)
        self.must(not key.startswith("#") or _NUMBERED.fullmatch(key) is not None, f"{where}: write the column as #1")
        for pattern in (key[1:] if key.startswith("~") else "", column.pattern):
            self._compiled(pattern, where)
        return column

    def _compiled(self, pattern: str, where: str) -> None:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ContentError(self.file, f"[{where}] is no pattern ({error})", "correct it") from error

    def made(self, cls: type[_Part], told: Mapping[str, Any], where: str) -> _Part:
        known = inspect.signature(cls).parameters
        for key, value in told.items():
            name = f"{where}.{key}".lstrip(".")
            self.must(key in known, f"{name} is not known; one of {', '.join(known)}")
            default = known[key].default
            fits = isinstance(value, list | tuple if isinstance(default, tuple) else (type(default), int))
            self.must(not isinstance(default, str | bool | tuple) or fits, f"{name} is {value!r}, of another type")
        values = {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}
        try:
            return cls(**values)
        except TypeError as error:
            raise ContentError(self.file, f"[{where}] lacks a key ({error})", "add it") from error

    def must(self, holds: bool, what: str) -> None:
        if not holds:
            raise ContentError(self.file, what, "correct the description of the source")


def _folder() -> Traversable:
    return content.ontology() / "sources"
