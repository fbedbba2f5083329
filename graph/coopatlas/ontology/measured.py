"""How well each kind of fact is read, as it was last measured on documents kept aside (`ontology/reading.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from coopatlas import content


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of 1: of the facts told, those that are right; of those that are there, those that are found."""

    right: float
    found: float
    values_right: float
    values_found: float


@cache
def measured() -> Mapping[str, Measured]:
    """Return what was measured, by kind; empty where the content holds no measurement."""
    file = content.ontology() / "reading.toml"
    if not file.is_file():
        return {}
    told = tomllib.loads(file.read_text("utf-8"))["kinds"]
    return {kind: Measured(**shares) for kind, shares in told.items()}
