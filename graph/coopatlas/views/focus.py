"""What of a view is drawn: what is near some entities, what falls into some years, and how much at most."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from coopatlas.errors import QuestionError
from coopatlas.model.period import period
from coopatlas.questions.parameters import Parameter, understand
from coopatlas.rdf.solutions import Source
from coopatlas.store import Store
from coopatlas.views import records


@dataclass(frozen=True, slots=True)
class Focus:
    """`around` are IRIs of entities, none meaning everything; `hops` the number of links from them.

    `since` and `until` are years; a claim without a date falls into any.
    """

    around: tuple[str, ...] = ()
    hops: int = 1
    since: int | None = None
    until: int | None = None
    limit: int | None = None

    @property
    def is_of_years(self) -> bool:
        """Whether years are in focus, and not any."""
        return self.since is not None or self.until is not None

    def timely(self, store: Source, claims: Collection[str]) -> set[str]:
        """Return the claims whose period, else that of their document, meets the years."""
        if not self.is_of_years:
            return set(claims)
        when = records.dates(store, claims)
        return {claim for claim in claims if self._meets(when.get(claim))}

    def near(self, links: Iterable[tuple[str, str]], around: Sequence[str]) -> dict[str, int]:
        """Return the nodes at most `hops` links from `around`, with how far they are.

        Raises `QuestionError` where no link leads from there.
        """
        neighbours: defaultdict[str, set[str]] = defaultdict(set)
        for tail, head in links:
            neighbours[tail].add(head)
            neighbours[head].add(tail)
        ring = {one for one in around if one in neighbours}
        if not ring:
            raise QuestionError("--around", "the view holds nothing there", "name another, or widen the years")
        found: dict[str, int] = {}
        for distance in range(self.hops + 1):
            found |= dict.fromkeys(ring, distance)
            ring = {next_one for one in ring for next_one in neighbours[one]} - found.keys()
        return found

    def _meets(self, when: str | None) -> bool:
        span = period(when or "")
        if span is None:
            return True
        return (self.since or 0) <= span.last.year and span.first.year <= (self.until or 9999)


def entities(store: Store, names: Iterable[str]) -> tuple[str, ...]:
    """Return the IRIs of what is named; raises `QuestionError` with names that are spelt alike."""
    asked = Parameter("around", "entity", {})
    found = (understand(store, [asked], {"around": name}).get("around", ()) for name in names)
    return tuple(sorted({str(term.value) for terms in found for term in terms}))
