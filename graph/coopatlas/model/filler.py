"""One value of a role: what it is, where it stands, and how it was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coopatlas.model.entity import EntityRef
from coopatlas.model.figure import Figure
from coopatlas.model.period import Period

Value = str | int | float | tuple[str, ...]
"""A value in the plain view."""

Typed = EntityRef | Figure | Period | str | int | float
"""What a role may hold: a string is free text, a term of a vocabulary, or a name that nobody has tied to an entity."""


@dataclass(frozen=True, slots=True)
class Filler:
    """One value of a role.

    `span` is where its words stand, in code points of `Document.text`, as narrowly as is known; None where they stand
    in none of the sentences shown, or it is not known where. `source` says where it came from: `slot`, `clause`,
    `sentence before`, `title`, `speaker's side`, `cell`; empty where nobody has told.
    """

    value: Typed
    span: tuple[int, int] | None = None
    source: str = ""

    @property
    def plain(self) -> str | int | float:
        """The value as a string or a number: the name of an entity, the label of a period, the number of a figure."""
        match self.value:
            case EntityRef(name=name):
                return name
            case Period(label=label):
                return label
            case Figure(value=number):
                return int(number) if number == number.to_integral_value() else float(number)
            case _:
                return self.value

    def record(self) -> dict[str, Any]:
        """Return what JSON tells of it beside its plain value: where it stands, which entity it is and why."""
        told: dict[str, Any] = {"value": self.plain}
        if isinstance(self.value, EntityRef):
            told |= {"entity": self.value.entry, "candidates": list(self.value.candidates), "reason": self.value.reason}
        if isinstance(self.value, Figure) and self.value.lower is not None and self.value.upper is not None:
            ends = {"lower": float(self.value.lower), "upper": float(self.value.upper)}
            told |= ends if self.value.lower != self.value.upper else {}
        told |= {"span": list(self.span) if self.span else None, "source": self.source}
        return {key: value for key, value in told.items() if value not in (None, "", [])}


Fillers = Filler | Iterable[Filler] | None
"""What a reader gives for a role: one filler, several, or none."""
