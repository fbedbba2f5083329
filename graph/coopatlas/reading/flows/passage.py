"""A sentence as trade is read from it: sides with what leads to them, figures, periods and flows, by code points."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coopatlas.gazetteer import Entry
from coopatlas.language.form import Form, form
from coopatlas.language.tokens import Sentence
from coopatlas.reading.figures import FoundFigure
from coopatlas.reading.flows.words import Flow
from coopatlas.reading.periods import FoundPeriod

TERRITORIES = frozenset({"country", "region", "union", "macroregion", "city", "district"})
SITES = frozenset({"port", "place", "organization", "corridor"})


@dataclass(frozen=True, slots=True)
class Side:
    """A territory, union, port or body in a sentence, at code points `[start, end)` of its text.

    `role` is what it is to the flow by what leads to it: `own` (an attribute or owner before a noun), `of`, `from`,
    `to`, `with`, `between`, `via`, `in`, `along`, `by`, `subject`, `object`, or empty. `kind` is that of the
    gazetteer's entry, else of the mention. `described` is one that a common noun stands for («регион»).
    """

    name: str
    start: int
    end: int
    kind: str
    role: str
    entry: Entry | None = None
    described: bool = False


_TELLING = frozenset({"between", "with", "own", "of"})
"""Roles in which a territory that the gazetteer does not know is a side."""


def is_territory(side: Side) -> bool:
    """Whether a side is a territory; one that no list knows is where its role tells it."""
    return side.kind in TERRITORIES or (side.kind == "territory" and side.role in _TELLING)


@dataclass(frozen=True, slots=True)
class Goods:
    """A goods group in dictionary form, and where it stands."""

    name: str
    start: int
    end: int


GoodsReader = Callable[["Passage", int, int, str], list[Goods]]
"""Reads goods between two places of a passage: `of` or `before` what is counted or flows, `list` what a verb lists."""


@dataclass(slots=True)
class Passage:
    """A sentence with all that trade is read from."""

    sentence: Sentence
    lang: str
    sides: Sequence[Side]
    figures: Sequence[FoundFigure]
    periods: Sequence[FoundPeriod]
    flows: Sequence[Flow]
    goods: GoodsReader
    clauses: Sequence[int] = field(default_factory=list)
    """Where the clauses begin."""
    quiet: Sequence[Side] = ()
    """Sides that only say who speaks: no part of a flow, but what the text is about."""
    unresolved: bool = False
    """Whether a period is named that nothing resolves."""

    @property
    def form(self) -> Form:
        """How the language of the sentence is built."""
        return form(self.lang)

    @property
    def text(self) -> str:
        """The text of the sentence."""
        return self.sentence.text

    @property
    def plain(self) -> str:
        """The text of the sentence with blanks for the names of bodies, in which words of trade tell nothing of it."""
        text = self.text
        for body in (s for s in (*self.sides, *self.quiet) if s.kind == "organization"):
            text = text[: body.start] + " " * (body.end - body.start) + text[body.end :]
        return text

    def clause(self, place: int) -> tuple[int, int]:
        """Return where the clause around a place begins and ends."""
        start = max((c for c in self.clauses if c <= place), default=0)
        return start, min((c for c in self.clauses if c > place), default=len(self.text))


def apart(one: Side, other: Side) -> bool:
    """Whether two sides are different and neither lies within the other."""
    if one.name == other.name:
        return False
    if one.entry is None or other.entry is None:
        return True
    return (
        one.entry.id != other.entry.id
        and one.entry.id not in other.entry.part_of
        and other.entry.id not in one.entry.part_of
    )


def foreign(one: Side, other: Side) -> bool:
    """Whether two sides lie in different countries, as far as is known."""
    if one.entry is None or other.entry is None:
        return one.name != other.name
    return one.entry.country != other.entry.country
