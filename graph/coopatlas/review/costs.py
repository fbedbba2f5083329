"""What each rule of reading costs: how much it reads, how much of that is likely wrong, as decisions tell."""

from collections import Counter
from dataclasses import dataclass

from coopatlas.model import CERTAIN
from coopatlas.review import writing
from coopatlas.review.decisions import Decisions
from coopatlas.review.precision import PRIOR, Tally, wilson
from coopatlas.store import Store


@dataclass(frozen=True, slots=True)
class Cost:
    """A rule: its readings in the store, those decided of, and how many of the others are likely wrong."""

    rule: str
    sure: bool
    readings: int
    tally: Tally
    expected: float

    @property
    def wrong(self) -> float:
        """How many readings that nobody decided of are likely wrong."""
        return max(0, self.readings - self.tally.decided) * (1 - self.expected)

    @property
    def bounds(self) -> tuple[float, float]:
        """The bounds of its precision with 95 %, after Wilson."""
        return wilson(self.tally.right, self.tally.decided)


def costs(store: Store, decisions: Decisions) -> list[Cost]:
    """Return the rules that read something in the store, the dearest first."""
    readings: Counter[tuple[str, bool]] = Counter()
    trusted: Counter[tuple[str, bool]] = Counter()
    for record in store.documents():
        for fact in writing.facts_of(store, record):
            key = fact.rule or "–", fact.confidence >= CERTAIN
            readings[key] += 1
            trusted[key] += round(PRIOR * 50 * fact.confidence)
    found = []
    for key, count in readings.items():
        tally = decisions.precision.tallies.get(key, Tally())
        found.append(Cost(*key, count, tally, tally.posterior(trusted[key] / count / PRIOR / 50)))
    return sorted(found, key=lambda one: (-one.wrong, one.rule, one.sure))
