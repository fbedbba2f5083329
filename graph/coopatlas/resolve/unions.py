"""What a person decided of events: which tellings are of one, and which are not, whatever the rules say."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coopatlas.errors import JudgementError
from coopatlas.rdf import iri
from coopatlas.resolve.judgements import EVENT, Judgement
from coopatlas.resolve.tellings import Telling


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """One side of a decision: what is claimed, in the document of this name, or in any where it is empty."""

    item: str
    document: str = ""

    def means(self, one: Telling) -> bool:
        """Whether a telling is meant."""
        return one.item == self.item and self.document in {"", one.document}


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions about pairs of tellings: the verdict, and the two sides in order."""

    pairs: frozenset[tuple[str, Side, Side]] = frozenset()

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> "Decided":
        """Return what judgements say of events; raises `JudgementError` where they contradict each other."""
        told = [(one, _side(one.first), _side(one.second)) for one in judgements if one.kind == EVENT]
        groups: dict[Side, set[Side]] = {}
        for one, *both in told:
            if one.verdict == "same":
                joined = set().union(*(groups.get(side, {side}) for side in both))
                groups.update(dict.fromkeys(joined, joined))
        for one, first, second in told:
            if one.verdict == "different" and (first == second or second in groups.get(first, ())):
                problem = f"{one} contradicts what is judged the same"
                raise JudgementError(
                    one.where, problem, "withdraw one of the two, or name the document: id:… @ DOCUMENT"
                )
        return cls(frozenset((one.verdict, *_ordered(first, second)) for one, first, second in told))

    def judged(self, one: Telling, other: Telling) -> str:
        """Return what was decided of two tellings: `same`, `different`, or nothing."""
        for verdict, first, second in self.pairs:
            if (first.means(one) and second.means(other)) or (first.means(other) and second.means(one)):
                return verdict
        return ""

    def beside(self, one: Telling) -> Iterator[str]:
        """Yield the items that a person took for one event with a telling."""
        for verdict, *sides in self.pairs:
            for side, other in (sides, sides[::-1]):
                if verdict == "same" and side.means(one):
                    yield other.item

    def items(self) -> set[str]:
        """Return all that something was decided of."""
        return {side.item for _, *sides in self.pairs for side in sides}

    def record(self) -> str:
        """Return the decisions as JSON."""
        return json.dumps(sorted([v, a.item, a.document, b.item, b.document] for v, a, b in self.pairs))

    @classmethod
    def read(cls, record: str) -> "Decided":
        """Return the decisions that `record` wrote."""
        return cls(frozenset((v, Side(a, x), Side(b, y)) for v, a, x, b, y in json.loads(record)))


def _side(text: str) -> Side:
    name, _, document = (part.strip() for part in text.partition(" @ "))
    local = name.removeprefix("id:").removeprefix(str(iri.ID))
    return Side(str(iri.ID[local]), document)


def _ordered(first: Side, second: Side) -> tuple[Side, Side]:
    return (first, second) if first <= second else (second, first)
