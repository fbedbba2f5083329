"""What stands behind a drawing: claims with their sentences, and what is called what in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from coopatlas.claims import read
from coopatlas.claims.read import Claim, Origin
from coopatlas.errors import ContentError
from coopatlas.rdf.solutions import Source
from coopatlas.statistics import listings, record
from coopatlas.statistics.record import Shown
from coopatlas.views import records
from coopatlas.views.view import View, Words

CLAIM_LIMIT = 2000
"""The claims that a page carries: about 1.5 MB; a person who needs more narrows the view, or asks a question."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims by IRI, and the words for what they claim, who says it, and who is in them but not in the sentence.

    `events` tells of which event a claim tells, and when that was: several claims may tell of one. `comparisons` tells
    what claims came to beside statistics, `listings` which lists have them too.
    """

    claims: Mapping[str, Claim]
    names: Mapping[str, Words]
    events: Mapping[str, tuple[str, str | None]]
    comparisons: Mapping[str, Shown]
    listings: Mapping[str, Sequence[Words]]

    @property
    def documents(self) -> dict[str, Origin]:
        """The documents that hold the claims, by IRI."""
        return {claim.document.iri: claim.document for claim in self.claims.values()}

    def only(self, keys: Collection[str]) -> "Evidence":
        """Return these claims alone."""
        return replace(self, claims={iri: claim for iri, claim in self.claims.items() if iri in keys})

    def numbers(self) -> dict[str, int]:
        """Return the number of each claim on a page."""
        return {iri: number for number, iri in enumerate(sorted(self.claims))}


def gather(store: Source, view: View, keys: set[str]) -> Evidence:
    """Return the evidence of these claims; raises `ContentError` where a view names something else as a claim."""
    found = read.claims(store, keys)
    if strange := min(keys - found.keys(), default=None):
        raise ContentError(f"view {view.name}", f"its ?claim holds {strange}, which is no claim", "bind a coop:Claim")
    names = records.names(store, {iri for claim in found.values() for iri in _named(claim)})
    return Evidence(found, names, records.events(store, keys), record.shown(store, keys), listings.shown(store, keys))


def _named(claim: Claim) -> list[str]:
    return [iri for iri in (claim.item, claim.speaker, *(one.filler for one in claim.elsewhere)) if iri]
