"""What has been told before a place in a text: people and offices, territories, places. Independent of language."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from coopatlas.model import Document
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.periods import Calendar


@dataclass(slots=True)
class Person:
    """A person of the document: the name in its fullest form, and the office as the posts read so far tell it."""

    name: str
    role: str = ""
    represents: str = ""
    organization: str = ""
    feminine: bool = False

    @property
    def side(self) -> str:
        """For whom the person signs and speaks: the body, else the territory."""
        return self.organization or self.represents


@dataclass(slots=True)
class Story:
    """A document as far as it has been read: its lines, and the marks of all of them in order."""

    document: Document
    calendar: Calendar
    lines: list[Line] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    told: list[Mark] = field(default_factory=list)
    paragraph: int = 0
    visited: Mark | None = None
    visit_date: str | None = None
    guest: str = ""
    signed: tuple[int, str | None, str | None] | None = None
    flow_pair: tuple[str, str | None] | None = None
    speakers: list[str | None] = field(default_factory=list)

    def tell(self, mark: Mark) -> None:
        """Remember a mark as told last."""
        self.told.append(mark)
        if mark.letter == "P":
            self.people.setdefault(mark.name, Person(mark.name))

    def person(self, mark: Mark | None) -> Person | None:
        """Return the person that a mark names."""
        return self.people.get(mark.name) if mark else None

    def back(self, letters: str, *kinds: str) -> Iterator[Mark]:
        """Yield the last 400 marks told so far, the last first, of the given letters and gazetteer kinds."""
        for mark in self.told[: -min(400, len(self.told)) - 1 : -1]:
            if mark.letter in letters and (not kinds or mark.kind in kinds):
                yield mark

    def last(self, letters: str, *kinds: str) -> Mark | None:
        """Return the mark of these letters and kinds that was told last."""
        return next(self.back(letters, *kinds), None)

    def pair(self, *kinds: str) -> tuple[Mark, Mark] | None:
        """Return the two territories spoken of last, neither within the other, in the order in which they came.

        A region stands before a foreign country.
        """
        chosen: list[Mark] = []
        for mark in self.back("TAG", *(kinds or ("country", "region", ""))):
            if mark.name and all(apart(mark, other) for other in chosen):
                chosen.append(mark)
            if len(chosen) == 2:
                later, earlier = chosen
                return (later, earlier) if _rank(later) < _rank(earlier) else (earlier, later)
        return None


def apart(a: Mark, b: Mark) -> bool:
    """Whether two territories are different and neither lies within the other."""
    if a.name == b.name:
        return False
    if a.entry is None or b.entry is None:
        return True
    return a.entry.id != b.entry.id and a.entry.id not in b.entry.part_of and b.entry.id not in a.entry.part_of


def _rank(mark: Mark) -> int:
    return 1 if mark.kind == "country" else 0
