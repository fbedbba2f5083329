"""The queue: what nobody has decided of yet, in the order in which a decision helps most."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log2

from coopatlas.claims import read
from coopatlas.errors import QuestionError
from coopatlas.model import CERTAIN, kinds
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import batches, local, select
from coopatlas.review.decisions import Decisions
from coopatlas.review.precision import PRIOR
from coopatlas.store import Store

_CLAIMS = """
SELECT ?claim ?document ?kind ?denied ?confidence ?item ?span {
  GRAPH ?document {
    %s
    ?claim coop:claims ?item ; coop:factKind ?kind ; coop:evidence ?span .
    OPTIONAL { ?claim coop:polarity ?denied }
    OPTIONAL { ?claim coop:confidence ?confidence }
    FILTER NOT EXISTS { ?claim coop:decidedIn ?decision }
  }
  %s
}"""
_ABOUT = "VALUES ?about { %s } ?item ?role ?about ."
_SINCE = """ GRAPH graph:catalogue { ?record prov:wasDerivedFrom ?document ; dcterms:modified ?at
  FILTER(?at >= "%sT00:00:00Z"^^xsd:dateTime) }"""
_NAMED = """
SELECT DISTINCT ?key ?who {
  VALUES ?key { %s } GRAPH ?document { ?key ?role ?who } FILTER(STRSTARTS(STR(?who), STR(id:)))
}"""
_TOLD_OF = (
    "SELECT ?key (COUNT(*) AS ?count) { VALUES ?key { %s } GRAPH graph:asserted { ?item ?role ?key } } GROUP BY ?key"
)
_FIRST = 500
"""How many, the worthiest by all else, are put in order by how often those are named whom they are about."""

WEIGHTS = {"uncertain": 3.0, "contradicted": 3.0, "named": 1.0, "new": 1.5, "shown": 1.0}
"""What speaks for deciding of a claim, each from 0 to 1: the reader is not sure (most at even chances); another claim
says the opposite; many claims are about the same; few decisions were made about what its rule reads; it is drawn on the
board."""
_REASON = 0.5
"""From which worth on something is given as a reason."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits for a decision: its key, the digest of its document, and what speaks for it."""

    key: str
    digest: str
    kind: str
    start: int
    item: str
    worth: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the queue is wanted: a kind, entities by their IRIs, the digest of a document, a day of its coming."""

    kind: str = ""
    about: Sequence[str] = ()
    document: str = ""
    since: str = ""


def queue(store: Store, decisions: Decisions, wanted: Wanted | None = None) -> list[Waiting]:
    """Return what waits for a decision, what is worth it most first; of equals by document and place.

    Raises `QuestionError` for a `since` that is no day.
    """
    wanted = wanted or Wanted()
    rows = [
        row for row in select(store, _query(wanted)) if not wanted.kind or local(row["kind"]) == f"kind-{wanted.kind}"
    ]
    polarities = Counter(item for item, _ in {(row["item"], row["denied"]) for row in rows})
    found: dict[str, Waiting] = {}
    notes = read.notes(store, {row["document"] or "" for row in rows})
    for row in rows:
        told = notes[row["claim"] or ""]
        key, rule, sure = (next(iter(told.get(name, ())), "") for name in ("claimKey", "rule", "confidence"))
        kind = local(row["kind"]).removeprefix("kind-")
        worths = {
            "uncertain": _doubt(float(row["confidence"] or sure or 1)),
            "contradicted": float(polarities[row["item"]] > 1),
            "new": 1 - min(1.0, _decided(decisions, rule) / PRIOR),
            "shown": float(bool(kinds()[kind].statuses)),
        }
        place = local(row["document"]), kind, iri.place_of(row["span"] or "")[0]
        found[key] = _weighed(Waiting(key, *place, row["item"] or ""), worths)
    ordered = sorted(found.values(), key=_order)
    return sorted(_named(store, ordered[:_FIRST]), key=_order) + ordered[_FIRST:]


def _order(one: Waiting) -> tuple[float, str, int, str]:
    return -one.worth, one.digest, one.start, one.key


def _weighed(one: Waiting, worths: Mapping[str, float]) -> Waiting:
    worth = one.worth + sum(WEIGHTS[name] * value for name, value in worths.items())
    reasons = (*one.reasons, *(name for name, value in worths.items() if value >= _REASON))
    return replace(one, worth=round(worth, 4), reasons=reasons)


def _named(store: Store, waiting: Sequence[Waiting]) -> list[Waiting]:
    """Return these with what it is worth how often those are named whom they are about."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for row in batches(store, _NAMED, {one.item for one in waiting}):
        named[row["key"] or ""].add(row["who"] or "")
    everybody = {who for whom in named.values() for who in whom}
    counts = {row["key"] or "": int(row["count"] or 0) for row in batches(store, _TOLD_OF, everybody)}
    most = max(counts.values(), default=1)

    def share(one: Waiting) -> float:
        return log2(1 + max((counts.get(who, 0) for who in named[one.item]), default=0)) / log2(1 + most)

    return [_weighed(one, {"named": share(one)}) for one in waiting]


def _query(wanted: Wanted) -> str:
    about = _ABOUT % " ".join(f"<{one}>" for one in wanted.about) if wanted.about else ""
    which = f"VALUES ?document {{ doc:{wanted.document} }}" if wanted.document else ""
    return _CLAIMS % (about, which + (_SINCE % _day(wanted.since) if wanted.since else ""))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise QuestionError("since", f"«{text[:40]}» is no day", "write it as 2018-03-09") from None


def _doubt(confidence: float) -> float:
    """Return how little is known of a claim: 1 at even chances, and never less than one half below the line."""
    doubt = 1 - abs(2 * confidence - 1)
    return max(doubt, 0.5) if confidence < CERTAIN else doubt


def _decided(decisions: Decisions, rule: str) -> int:
    tallies = decisions.precision.tallies
    return sum(tallies[rule, sure].decided for sure in (True, False) if (rule, sure) in tallies)
