"""All decisions of a log together: which hold, which contradict each other, and what concerns a document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from json import dumps
from pathlib import Path, PurePosixPath

from coopatlas import gazetteer
from coopatlas.errors import JudgementError
from coopatlas.resolve import Verdicts, verdicts
from coopatlas.resolve.judgements import VERDICTS as OF_NAMES
from coopatlas.resolve.judgements import Judgement
from coopatlas.resolve.unions import Decided
from coopatlas.review import log
from coopatlas.review.decision import OF_CLAIMS, UNDO, Decision
from coopatlas.review.precision import Precision


@dataclass(frozen=True, slots=True)
class Docket:
    """What decisions mean for one document: those about its claims, those about names, and how precise rules are."""

    claims: tuple[Decision, ...] = ()
    verdicts: Verdicts | None = None
    precision: Precision = field(default_factory=Precision)

    def mark(self, rules: Iterable[str]) -> str:
        """Return what changes with all of it that bears on a document read by these rules, empty where nothing does."""
        names = self.verdicts.digest if self.verdicts else ""
        said = [names, [one.line() for one in self.claims], self.precision.part(rules)]
        return sha256(dumps(said).encode()).hexdigest()[:12] if any(said) else ""


class Decisions:
    """The decisions of a log. Of those that contradict each other the later one wins; none is lost."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.every = sorted(decisions, key=lambda one: one.order)
        self._undone = _undone(self.every)
        self.standing = [one for one in self.every if one.id not in self._undone and one.verdict != UNDO]
        self._by_place: defaultdict[str, list[Decision]] = defaultdict(list)
        for one in self.claims:
            for place in _places(one.document, one.digest):
                self._by_place[place].append(one)

    @classmethod
    def read(cls, path: Path) -> "Decisions":
        """Return the decisions of a log, none where there is no such file; raises `DecisionError`."""
        return cls(log.read(path))

    @cached_property
    def claims(self) -> list[Decision]:
        """Those that hold and are about what a document says."""
        return [one for one in self.standing if one.verdict in OF_CLAIMS]

    @cached_property
    def by_id(self) -> Mapping[str, Decision]:
        """All decisions by their ids."""
        return {one.id: one for one in self.every}

    def undone(self, one: Decision) -> bool:
        """Whether a decision was withdrawn."""
        return one.id in self._undone

    def docket(self, name: str, digest: str) -> Docket:
        """Return what concerns a document: by its content, by its name, or by the name of its file."""
        found = {one.id: one for place in _places(name, digest) for one in self._by_place.get(place, ())}
        return Docket(tuple(sorted(found.values(), key=lambda one: one.order)), self.verdicts, self.precision)

    @cached_property
    def precision(self) -> Precision:
        """How often each rule was decided to be right."""
        return Precision.of(self.claims)

    @cached_property
    def judgements(self) -> Sequence[Judgement]:
        """What holds of names and events; of two that cannot both hold the later one."""
        return _agreeing([judged for _, judged in self._named])

    @cached_property
    def _named(self) -> list[tuple[Decision, Judgement]]:
        return [(one, one.judgement) for one in self.standing if one.verdict in OF_NAMES]

    @cached_property
    def verdicts(self) -> Verdicts | None:
        """What follows for names."""
        return verdicts(gazetteer.load(), self.judgements) if self.judgements else None

    def contradictions(self) -> list[tuple[Decision, Decision]]:
        """Return pairs of decisions, of several people, of which the second overrules the first."""
        last: dict[tuple[str, ...], Decision] = {}
        found = []
        for one in self.claims:
            before = last.get(one.subject)
            if before and before.who != one.who and _outcome(before) != _outcome(one):
                found.append((before, one))
            last[one.subject] = one
        return found

    def overruled(self) -> list[Decision]:
        """Return what was decided of names and events and does not hold, since something later contradicts it."""
        kept = set(map(id, self.judgements))
        return [one for one, judged in self._named if id(judged) not in kept]


def _undone(every: Iterable[Decision]) -> frozenset[str]:
    """Return the ids of what is withdrawn; a withdrawal may be withdrawn itself, by a later one."""
    found: set[str] = set()
    for one in sorted((one for one in every if one.verdict == UNDO), key=lambda one: one.order, reverse=True):
        if one.id not in found:
            found.add(one.of)
    return frozenset(found)


def _places(name: str, digest: str) -> set[str]:
    file = PurePosixPath(name.replace("\\", "/")).name
    return {f"{what} {value}" for what, value in (("name", name), ("digest", digest), ("file", file)) if value}


def _outcome(one: Decision) -> str:
    return one.said.key if one.said else ""


def _agreeing(judged: Sequence[Judgement]) -> Sequence[Judgement]:
    """Return the judgements that can hold together, the latest before all others; in their order."""
    if _hold(judged):
        return tuple(judged)
    kept: list[Judgement] = []
    for one in reversed(judged):
        if _hold([one, *kept]):
            kept.insert(0, one)
    return tuple(kept)


def _hold(judged: Sequence[Judgement]) -> bool:
    try:
        verdicts(gazetteer.load(), judged)
        Decided.of(judged)
    except JudgementError:
        return False
    return True
