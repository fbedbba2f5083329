"""Precision and recall of a reader against gold facts, by kind, role and language, and what it missed where."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from coopatlas.evaluate.gold import Gold
from coopatlas.model import Fact, Role, kinds
from coopatlas.model.matching import countable, matched, pairs, same, stems, values

__all__ = ["Accuracy", "Comparison", "Evaluation", "Gold", "Outcome", "Score", "Tally", "evaluate"]


@dataclass(frozen=True, slots=True)
class Score:
    """How many there are in gold, how many were found, and how many of these are the same."""

    gold: int = 0
    found: int = 0
    matched: int = 0

    def __add__(self, other: Self) -> "Score":
        return Score(self.gold + other.gold, self.found + other.found, self.matched + other.matched)

    @property
    def precision(self) -> float:
        """The share of the found that is in gold; 0 where nothing was found."""
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found; 0 where there is no gold."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.matched / (self.gold + self.found) if self.matched else 0.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often a paired record is right, of how many times it was asked."""

    right: int = 0
    asked: int = 0

    def __add__(self, other: Self) -> "Accuracy":
        return Accuracy(self.right + other.right, self.asked + other.asked)

    @property
    def share(self) -> float:
        """The share of right ones; 0 where none was asked."""
        return self.right / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A gold record and the found record that tells the same fact; one of them is missing where it has no match."""

    gold: Fact | None
    found: Fact | None

    @property
    def kind(self) -> str:
        """The kind of either record."""
        return (self.gold or self.found or _NOTHING).kind

    @property
    def place(self) -> int:
        """Where the fact stands in the text: the start of its evidence."""
        return (self.gold or self.found or _NOTHING).start

    def roles(self) -> Mapping[str, Score]:
        """Return the score of the values of each role of the kind."""
        return {name: self._role(role) for name, role in kinds()[self.kind].roles.items()}

    def _role(self, role: Role) -> Score:
        if role.beyond and not (self.gold and values(self.gold, role.name)):
            return Score()
        both = matched(self.gold, self.found, role) if self.gold and self.found else 0
        gold, found = (len(values(fact, role.name)) if fact else 0 for fact in (self.gold, self.found))
        return Score(gold, found, both)

    def differing(self) -> tuple[str, ...]:
        """Return the roles in which a pair differs, with `modality`, `polarity` and `speaker`; none without a pair."""
        if not self.gold or not self.found:
            return ()
        roles = [role for role, score in self.roles().items() if not score.gold == score.found == score.matched]
        roles += [name for name in ("modality", "polarity") if getattr(self.gold, name) != getattr(self.found, name)]
        if (self.gold.speaker or self.found.speaker) and not _speaker(self.gold, self.found):
            roles.append("speaker")
        return tuple(roles)


_NOTHING = Fact.plain("", {}, "", 0, 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums over many outcomes; the accuracies are over pairs, that of speakers over pairs whose gold names one."""

    facts: Score = Score()
    roles: Score = Score()
    exact: Accuracy = Accuracy()
    modality: Accuracy = Accuracy()
    polarity: Accuracy = Accuracy()
    speaker: Accuracy = Accuracy()
    evidence: Accuracy = Accuracy()

    def __add__(self, other: Self) -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in Tally.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One document: its gold and what became of each of its facts, in the order of the kinds."""

    gold: Gold
    outcomes: tuple[Outcome, ...]

    def misses(self) -> list[Outcome]:
        """Return what was missed, found besides, or differs, in the order of the text."""
        wrong = [o for o in self.outcomes if not o.gold or not o.found or o.differing()]
        return sorted(wrong, key=lambda outcome: outcome.place)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The comparisons of all documents, and their sums."""

    comparisons: tuple[Comparison, ...]

    def total(self) -> Tally:
        """Return the tally over all documents."""
        return sum(self.kinds().values(), Tally())

    def kinds(self) -> Mapping[str, Tally]:
        """Return the tally of each kind that occurs, in the order of the kinds."""
        found = self._by(lambda _, outcome: outcome.kind)
        return {kind: found[kind] for kind in kinds() if kind in found}

    def languages(self) -> Mapping[str, Tally]:
        """Return the tally of each language of a document."""
        return self._by(lambda comparison, _: comparison.gold.document.lang)

    def roles(self, kind: str) -> Mapping[str, Score]:
        """Return the score of each role of `kind` that occurs, in the order of the kind."""
        told = [o.roles() for comparison in self.comparisons for o in comparison.outcomes if o.kind == kind]
        scores = {role: sum((roles[role] for roles in told), Score()) for role in kinds()[kind].roles}
        return {role: score for role, score in scores.items() if score != Score()}

    def _by(self, key: Callable[[Comparison, Outcome], str]) -> dict[str, Tally]:
        sums: defaultdict[str, Tally] = defaultdict(Tally)
        for comparison in self.comparisons:
            for outcome in comparison.outcomes:
                sums[key(comparison, outcome)] += _tally(outcome)
        return dict(sums)


def evaluate(documents: Iterable[Gold], predictions: Mapping[str, Sequence[Fact]]) -> Evaluation:
    """Compare the gold facts of each document with those predicted under its name, as far as it was looked at."""
    found = ((gold, predictions.get(gold.document.name, ())) for gold in documents)
    return Evaluation(
        tuple(_compared(gold, [one for one in told if gold.covers(one.evidence)]) for gold, told in found)
    )


def _compared(gold: Gold, predicted: Sequence[Fact]) -> Comparison:
    outcomes: list[Outcome] = []
    for kind in kinds():
        wanted = [fact for fact in gold.facts if fact.kind == kind and countable(fact)]
        found = [fact for fact in predicted if fact.kind == kind and countable(fact)]
        paired = pairs(wanted, found)
        outcomes += [Outcome(wanted[i], found[j]) for i, j in paired]
        outcomes += [Outcome(fact, None) for i, fact in enumerate(wanted) if i not in {i for i, _ in paired}]
        outcomes += [Outcome(None, fact) for j, fact in enumerate(found) if j not in {j for _, j in paired}]
    return Comparison(gold, tuple(outcomes))


def _tally(outcome: Outcome) -> Tally:
    gold, found = outcome.gold, outcome.found
    roles = sum(outcome.roles().values(), Score())
    if not gold or not found:
        return Tally(Score(int(gold is not None), int(found is not None)), roles)
    return Tally(
        facts=Score(1, 1, 1),
        roles=roles,
        exact=_asked(roles.gold == roles.found == roles.matched),
        modality=_asked(gold.modality == found.modality),
        polarity=_asked(gold.polarity == found.polarity),
        speaker=_asked(_speaker(gold, found)) if gold.speaker else Accuracy(),
        evidence=_asked(_evidence(gold, found)),
    )


def _asked(right: bool) -> Accuracy:
    return Accuracy(int(right), 1)


def _speaker(gold: Fact, found: Fact) -> bool:
    return bool(gold.speaker and found.speaker) and same("person", gold.speaker or "", found.speaker or "")


def _evidence(gold: Fact, found: Fact) -> bool:
    """Whether at least half of the words of the gold sentence stand in the sentence found."""
    wanted, given = set(stems(gold.evidence)), set(stems(found.evidence))
    return len(wanted & given) >= 0.5 * len(wanted)
