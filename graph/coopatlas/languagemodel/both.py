"""Two readers beside each other: what the rules and a language model both tell is surer than what one of them tells."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from coopatlas import reading
from coopatlas.languagemodel import LanguageModel, Told, Usage
from coopatlas.model import CERTAIN, Document, Fact, kinds
from coopatlas.model.matching import pairs, values

AGREED = 0.95
"""The confidence of what both tell alike."""
BY_RULES_ALONE = CERTAIN - 0.05
"""The highest confidence of what the rules alone tell: it is kept, and marked uncertain."""


@dataclass(slots=True)
class Both:
    """A language model checked by the rules; `counts` says of how many facts they agree, differ, or only one tells."""

    model: LanguageModel
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def usage(self) -> Usage:
        """What the language model has cost so far."""
        return self.model.usage

    def fingerprint(self) -> str:
        """Return what identifies the two readers."""
        return f"{self.model.fingerprint()}-and-{reading.fingerprint()}"

    def read(self, document: Document) -> list[Fact]:
        """Return the facts of the model, surer where the rules agree, and those that the rules alone tell, unsure."""
        return self._compared(self.model.read(document), reading.read(document))

    def read_all(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Told]]:
        """Yield each document with its facts, or with why it could not be read, in their order."""
        for document, told in self.model.read_all(documents):
            yield document, self._compared(told, reading.read(document)) if isinstance(told, list) else told

    def estimate(self, documents: Sequence[Document]) -> tuple[int, int]:
        """Return how many requests the model's reading makes, and about how many tokens it sends."""
        return self.model.estimate(documents)

    def line(self) -> str:
        """Return in one line how far the two agree."""
        told = ("alike", "in part", "only by the model", "only by the rules")
        return "facts told " + ", ".join(f"{name} {self.counts[name]}" for name in told)

    def _compared(self, modelled: list[Fact], ruled: list[Fact]) -> list[Fact]:
        found: list[Fact] = []
        for kind in kinds():
            ours = [fact for fact in modelled if fact.kind == kind]
            theirs = [fact for fact in ruled if fact.kind == kind]
            joined = dict(pairs(theirs, ours))
            partners = {j: theirs[i] for i, j in joined.items()}
            found += [self._judged(fact, partners.get(at)) for at, fact in enumerate(ours)]
            alone = [fact for at, fact in enumerate(theirs) if at not in joined]
            self.counts["only by the rules"] += len(alone)
            found += [replace(fact, confidence=min(fact.confidence, BY_RULES_ALONE)) for fact in alone]
        return sorted(found, key=lambda fact: fact.start)

    def _judged(self, fact: Fact, other: Fact | None) -> Fact:
        if other is None:
            self.counts["only by the model"] += 1
            return fact
        alike = (fact.modality, fact.polarity) == (other.modality, other.polarity) and _alike(fact, other)
        self.counts["alike" if alike else "in part"] += 1
        return replace(fact, confidence=max(fact.confidence, AGREED)) if alike else fact


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two facts give no role of which both tell different values."""
    shared = [role for role in one.args if role in other.args]
    return bool(shared) and all(set(values(one, role)) & set(values(other, role)) for role in shared)
