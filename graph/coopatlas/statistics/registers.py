"""What a register of identifiers says of itself: how a row of it is tied to a thing of ours.

One TOML file a register, in `ontology/sources/registers/` or where a person keeps it. Joins are tried in their order:
by a code that both sides bear, then by a name with a distance or with what it lies in; never by a name alone.
"""

import inspect
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from coopatlas import content
from coopatlas.errors import ContentError, QuestionError
from coopatlas.rdf import links


@dataclass(frozen=True, slots=True)
class Join:
    """One way to tie a row to a thing.

    By code: the cells of `columns`, one after the other and after `prefix`, are our `code` (iso3166, unLocode), or the
    code that we have in another register (wd, gn). By name: one of `columns` is a name of the thing, and either it lies
    nearer than `near` kilometres to `latitude` and `longitude`, or in the region whose code the columns `inside` give,
    after `inside_prefix` (`inside_pattern` says what of a cell it is). `country` is the column of the country's alpha-2
    code. What has the name and lies too far is no candidate; what has it and cannot be measured is asked about.
    """

    columns: tuple[str, ...]
    by: str = "code"
    code: str = "iso3166"
    prefix: str = ""
    pattern: str = ""
    country: str = ""
    near: float = 0.0
    latitude: str = ""
    longitude: str = ""
    inside: tuple[str, ...] = ()
    inside_prefix: str = ""
    inside_pattern: str = ""
    match: str = "exactMatch"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Register:
    """A register: `to` is its prefix, `id` the column of its codes, `pattern` what of a cell is the code."""

    name: str
    title: str
    to: str
    id: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()
    concordance: bool = False
    """Whether its rows are pairs of codes of goods, of two nomenclatures, and not things with ids."""
    pattern: str = "(.+)"
    width: int = 0
    """The digits of a code, whose zeros at the front a table may have lost."""
    label: str = ""
    licence: str = ""
    redistributable: bool = False
    source: str = ""
    encoding: str = ""
    separator: str = ""
    where: Mapping[str, str] = field(default_factory=dict)


def names() -> list[str]:
    """Return the names of the registers that are described."""
    return sorted(file.name.removesuffix(".toml") for file in _folder().iterdir() if file.name.endswith(".toml"))


def register(name: str) -> Register:
    """Return the register of this name, or that of the file `*.toml`; raises `QuestionError` and `ContentError`."""
    if name.endswith(".toml") and Path(name).is_file():
        return read(Path(name))
    if name not in names():
        remedy = f"use one of {', '.join(names())}, or a file *.toml"
        raise QuestionError(name, "no such register is described", remedy)
    return read(_folder() / f"{name}.toml")


def read(file: Traversable) -> Register:
    """Read the description of a register; raises `ContentError`, which names the key."""
    try:
        told = tomllib.loads(file.read_text("utf-8"))
        joins = tuple(_made(file.name, Join, one) for one in told.pop("join", ()))
        found: Register = _made(file.name, Register, {**told, "name": file.name.removesuffix(".toml"), "joins": joins})
        for pattern in (found.pattern, *found.where.values(), *(one.pattern for one in joins)):
            re.compile(pattern)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, re.error) as error:
        raise ContentError(file.name, f"it cannot be read ({error})", "correct it") from error
    if found.to not in links.REGISTERS:
        raise ContentError(file.name, f"«{found.to}» is no register", f"use one of {', '.join(links.REGISTERS)}")
    unsure = next((one for one in joins if one.by == "name" and not one.near and not one.inside), None)
    if unsure or not (joins or found.concordance):
        raise ContentError(file.name, "a join by name alone", "add near with coordinates, or inside")
    return found


def _made(file: str, cls: Any, told: Mapping[str, Any]) -> Any:
    known = inspect.signature(cls).parameters
    for key in told:
        if key not in known:
            raise ContentError(file, f"{key} is not known; one of {', '.join(known)}", "correct it")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}
    try:
        return cls(**values)
    except TypeError as error:
        raise ContentError(file, f"a key is missing ({error})", "add it") from error


def _folder() -> Traversable:
    return content.ontology() / "sources" / "registers"
