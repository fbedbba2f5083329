"""What a table calls a place → the id of the gazetteer: judged by the source, by code, or by a name of one meaning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coopatlas.gazetteer import Gazetteer
from coopatlas.statistics.cells import unmarked
from coopatlas.statistics.sources import Column

WORLD = "world"
"""What a source's `names` call the whole world."""
NOWHERE = ""
"""What they call what is no place of ours: a continent, a remainder, a sum of others."""


@dataclass(slots=True)
class Places:
    """Finds places, and notes which names were found, which not, and which mean several."""

    gazetteer: Gazetteer
    judged: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    found: dict[str, str] = field(default_factory=dict)
    missing: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.judged = {name.casefold(): place for name, place in self.judged.items()}

    def place(self, label: str, column: Column) -> str | None:
        """Return the id that a label means, `WORLD`, `NOWHERE`, or None where it is not known."""
        if label in self.found:
            return self.found[label]
        if label in self.missing:
            return None
        meant = self._judged(label) if self._judged(label) is not None else self._looked_up(label, column)
        if meant is None:
            self.missing[label] = tuple(self._candidates(label, column))
        else:
            self.found[label] = meant
        return meant

    def _judged(self, label: str) -> str | None:
        plain = label.casefold()
        return self.judged.get(plain, self.judged.get(unmarked(plain)[0]))

    def _looked_up(self, label: str, column: Column) -> str | None:
        if column.codes:
            return self.codes[column.codes].get(column.prefix + label)
        candidates = self._candidates(label, column)
        return candidates[0] if len(candidates) == 1 else None

    def _candidates(self, label: str, column: Column) -> list[str]:
        """Return the places of the right kind that the name may mean; a code has none."""
        if column.codes:
            return []
        entries = self.gazetteer.find(unmarked(label)[0], column.lang)
        fitting = (entry for entry in entries if entry.kind in column.kinds)
        return [one.id for one in fitting if not column.within or column.within in (one.id, *one.part_of)]

    @property
    def share(self) -> float:
        """The share of the names that are known or judged."""
        every = len(self.found) + len(self.missing)
        return len(self.found) / every if every else 1.0


def codes(gazetteer: Gazetteer, numbers: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return the ids by code: ISO 3166 of the gazetteer, and M49 as `numbers` pair ids and codes."""
    iso = {entry.codes["iso3166"]: name for name, entry in gazetteer.entries().items() if "iso3166" in entry.codes}
    # A table may have kept or lost the zeros before a number: 051 and 51.
    m49 = {written: place for place, code in numbers for written in (code, code.lstrip("0"), code.zfill(3))}
    return {"iso3166": iso, "m49": m49}
