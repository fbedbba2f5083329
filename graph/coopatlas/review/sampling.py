"""A fair sample of what was read, and what people's decisions about it say of the whole.

The sample is systematic: readings in the order of kind and firmness, and by a hash of seed and key among equals; every
n-th is drawn. Each reading is as likely to be drawn as any other, and kinds and degrees of firmness have their share
(Cochran, Sampling Techniques, 1977, chapter 8). The same seed draws the same from the same store.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from coopatlas.model import CERTAIN, Fact
from coopatlas.review import writing
from coopatlas.review.decisions import Decisions
from coopatlas.review.desk import Desk
from coopatlas.review.precision import wilson
from coopatlas.store import Store
from coopatlas.store.catalogue import Record


@dataclass(frozen=True, slots=True)
class Drawn:
    """A reading that was drawn: its key, its document, whether it is asserted, and what was decided of it."""

    key: str
    record: Record
    kind: str
    asserted: bool
    verdict: str = ""

    @property
    def right(self) -> bool:
        """Whether a person found it right."""
        return self.verdict == "confirmed"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those looked at are right, and the bounds of the share in the whole with 95 %, after Wilson."""

    right: int
    of: int

    @property
    def bounds(self) -> tuple[float, float]:
        """The bounds of the share."""
        return wilson(self.right, self.of)

    def words(self, lang: str) -> str:
        """Return it as a sentence of which a share of a hundred is the subject."""
        if not self.of:
            return "не проверено ни одного" if lang == "ru" else "none was looked at"
        low, high = (round(100 * bound) for bound in self.bounds)
        share = round(100 * self.right / self.of)
        if lang == "ru":
            return f"из 100 верны {share} ({low}–{high}; проверено {self.of}, интервал Уилсона 95 %)"
        return f"of 100, {share} ({low}–{high}) are right ({self.of} looked at; Wilson interval, 95 %)"


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn of `population` readings."""

    size: int
    seed: int
    population: int
    drawn: tuple[Drawn, ...]

    @property
    def name(self) -> str:
        """By which decisions say that they were made on this sample: `200/1`."""
        return f"{self.size}/{self.seed}"

    @property
    def left(self) -> list[Drawn]:
        """What nobody has decided of."""
        return [one for one in self.drawn if not one.verdict]

    def share(self, *, asserted: bool = False) -> Share:
        """Return the share of right ones among those decided of, of all or of those that are asserted."""
        decided = [one for one in self.drawn if one.verdict and (one.asserted or not asserted)]
        return Share(sum(one.right for one in decided), len(decided))

    def words(self, lang: str) -> list[str]:
        """Return what the sample says of the store, in sentences."""
        heads = {"ru": ("утверждаемые факты", "всё прочитанное"), "en": ("asserted facts", "all that was read")}[lang]
        shares = self.share(asserted=True), self.share()
        told = [f"{head}: {share.words(lang)}" for head, share in zip(heads, shares, strict=True)]
        if self.left:
            told.append(
                f"осталось проверить: {len(self.left)}" if lang == "ru" else f"left to decide: {len(self.left)}"
            )
        return told


def shown(decisions: Decisions) -> Share | None:
    """Return how many asserted facts are right by the largest sample that was worked on, None where none was.

    It is told by the decisions alone, whatever the store holds by now; what had been decided of before is left out.
    """
    samples = Counter(one.sample for one in decisions.claims if one.sample)
    if not samples:
        return None
    ((name, _),) = samples.most_common(1)
    last = {one.subject: one for one in decisions.claims if one.sample == name and one.read}
    asserted = [one for one in last.values() if one.read and one.read.plainly_stated and one.confidence >= CERTAIN]
    return Share(sum(one.right_as_read for one in asserted), len(asserted))


def sample(desk: Desk, size: int, seed: int) -> Sample:
    """Draw a sample of what was read in a store, each with what was decided of it."""
    found = dict(sorted(_readings(desk.store, seed)))
    readings = list(found.values())
    step = len(readings) / max(1, min(size, len(readings)))
    first = int(_hash(f"{seed}"), 16) / 16**64 * step
    drawn = [readings[int(first + number * step)] for number in range(min(size, len(readings)))]
    verdicts = {
        told.key: told.verdict
        for record in {one.record.digest: one.record for one in drawn}.values()
        for told in desk.told(record)
    }
    decided = (Drawn(one.key, one.record, one.kind, one.asserted, verdicts.get(one.key, "")) for one in drawn)
    return Sample(size, seed, len(readings), tuple(decided))


def _readings(store: Store, seed: int) -> Iterator[tuple[tuple[str, ...], Drawn]]:
    for record in store.documents():
        for fact in writing.facts_of(store, record):
            key = fact.key(record.digest)
            yield (*_stratum(fact), _hash(f"{seed} {key}")), Drawn(key, record, fact.kind, fact.asserted)


def _stratum(fact: Fact) -> tuple[str, str, str]:
    return fact.kind, fact.modality + fact.polarity, "asserted" if fact.asserted else ""


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
