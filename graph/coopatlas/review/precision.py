"""How often what a rule reads is right, as people's decisions tell, and how sure one may be of a share."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import sqrt

from coopatlas.model import CERTAIN, Fact
from coopatlas.review.decision import Decision

PRIOR = 20
"""What the reader's own confidence c weighs, in decisions: the prior is Beta(PRIOR · c, PRIOR · (1 - c))."""
_EDGE = 0.01


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a rule's readings were decided to be right, and how many wrong."""

    right: int = 0
    wrong: int = 0

    @property
    def decided(self) -> int:
        """How many were decided of."""
        return self.right + self.wrong

    def posterior(self, prior: float) -> float:
        """Return the mean of the Beta posterior for a reading of which the reader itself is as sure as `prior`."""
        return (PRIOR * prior + self.right) / (PRIOR + self.decided)


@dataclass(frozen=True, slots=True)
class Precision:
    """Tallies by rule, those of what the reader was sure of apart from those of what it was not.

    People look at the uncertain first; what they find there says little of what was read with certainty.
    """

    tallies: Mapping[tuple[str, bool], Tally] = field(default_factory=dict)

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> "Precision":
        """Return the tallies of decisions about what a reader had read; the last about each reading counts."""
        last = {one.subject: one for one in decisions if one.rule}
        counted = Counter((one.rule, one.confidence >= CERTAIN, one.right_as_read) for one in last.values())
        keys = {(rule, sure) for rule, sure, _ in counted}
        return cls({key: Tally(counted[*key, True], counted[*key, False]) for key in keys})

    def weighed(self, fact: Fact) -> Fact:
        """Return a fact that nobody decided of, as sure as its rule is precise.

        Fewer decisions than the prior weighs move no fact over the line of what is asserted.
        """
        tally = self.tallies.get((fact.rule, fact.confidence >= CERTAIN))
        if tally is None or fact.ruling is not None:
            return fact
        found = tally.posterior(fact.confidence)
        if tally.decided < PRIOR:
            found = max(found, CERTAIN) if fact.confidence >= CERTAIN else min(found, CERTAIN - _EDGE)
        return replace(fact, confidence=round(found, 2))

    def part(self, rules: Iterable[str]) -> list[tuple[str, bool, int, int]]:
        """Return what there is of some rules, in order."""
        wanted = set(rules)
        return sorted((*key, one.right, one.wrong) for key, one in self.tallies.items() if key[0] in wanted)


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the bounds between which a share lies with 95 % (Wilson, 1927), 0 and 1 where nothing was looked at."""
    if not of:
        return 0.0, 1.0
    z = 1.959963984540054
    share = right / of
    middle = share + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - spread) / (1 + z * z / of)), min(1.0, (middle + spread) / (1 + z * z / of))
