"""Holds the claims of a store against the statistics in it; what comes out is kept in a graph of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from coopatlas.claims import read as claims_read
from coopatlas.claims.read import Claim
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import Source, local, select
from coopatlas.statistics import listings, read, record
from coopatlas.statistics.comparison import Comparison, Said
from coopatlas.statistics.ledger import Ledger, Membership
from coopatlas.statistics.listings import LISTED, Entry
from coopatlas.statistics.near import country
from coopatlas.statistics.rule import compare
from coopatlas.statistics.said import FIGURES, goods_codes, said
from coopatlas.store import Store

_FIGURES = """
SELECT DISTINCT ?claim {
  VALUES ?kind { %s }
  GRAPH ?document { ?claim coop:claims ?item ; coop:factKind ?kind }
  %s
}"""
_HELD = "SELECT ?claim { GRAPH graph:comparisons { ?comparison a coop:Comparison ; coop:compares ?claim } }"
_MEMBERS = """
SELECT ?member ?union ?since ?until {
  GRAPH graph:reference {
    ?one a coop:UnionMembership ; coop:member ?member ; coop:union ?union ; coop:membershipStatus v:membership-member .
    OPTIONAL { ?one coop:since ?since }
    OPTIONAL { ?one coop:until ?until }
  }
}"""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim with what holding it against statistics came to."""

    claim: Claim
    comparison: Comparison


def check(store: Source, keys: Iterable[str]) -> Iterator[Checked]:
    """Yield the claims among `keys` that have a figure of trade, each held against the statistics of the store."""
    found = sorted(claims_read.claims(store, keys).values(), key=lambda claim: claim.place)
    codes = goods_codes(store, found)
    told = [(claim, what) for claim in found if (what := said(claim, codes)) is not None]
    book = ledger(store, (what for _, what in told))
    for claim, what in told:
        yield Checked(claim, compare(what, book))


def with_figures(store: Source, document: str | None = None) -> set[str]:
    """Return the claims that have a figure of trade, of one document where its IRI is given."""
    return _of_kinds(store, FIGURES, document)


def waiting(store: Source) -> int:
    """Return how many claims of figures are not yet held against the statistics of the store; 0 where it has none."""
    if not read.releases(store):
        return 0
    held = {row["claim"] or "" for row in select(store, _HELD)}
    return len(with_figures(store) - held)


def _of_kinds(store: Source, names: Iterable[str], document: str | None = None) -> set[str]:
    kinds = " ".join(f"v:kind-{kind}" for kind in names)
    only = f"FILTER(?document = <{document}>)" if document else ""
    return {row["claim"] or "" for row in select(store, _FIGURES % (kinds, only))}


def check_all(store: Store, lists: Iterable[Entry] = ()) -> list[Checked]:
    """Check all claims of a store, and keep what came out in the place of what an earlier check left.

    Claims that one of `lists`, or the members of unions in the reference data, have too are noted beside.
    """
    found = list(check(store, with_figures(store)))
    told = claims_read.claims(store, _of_kinds(store, LISTED)).values()
    listed = listings.found(told, [*listings.members(store), *lists])
    store.load(iri.COMPARISONS, chain(_statements(found), (one for pair in listed for one in listings.written(*pair))))
    return found


def _statements(found: Sequence[Checked]) -> Iterator[ox.Triple]:
    for one in found:
        yield from record.written(one.claim.iri, one.comparison)


def ledger(store: Source, told: Iterable[Said]) -> Ledger:
    """Return the rows of all pairs that are spoken of, from both sides, and those near them that tell why none fits."""
    members = memberships(store)
    pairs = sorted({pair for one in told for pair in _pairs(one, members)}, key=str)
    rows = [row for reporter, partner in pairs for row in read.observations(store, reporter, partner)]
    return Ledger(rows, read.releases(store), list(read.rates(store)), members)


def _pairs(told: Said, members: Sequence[Membership]) -> Iterator[tuple[str, str | None]]:
    """Yield the reporters and partners of all rows that may bear on what was said; no partner is the world."""
    if not told.reporter:
        return
    partner = told.partner
    yield told.reporter, None
    if partner:
        of_union = {one.member for one in members if one.union == partner}
        for one in {partner, *of_union}:
            yield told.reporter, one
            yield one, told.reporter
        whole = country(told.reporter), country(partner)
        yield from (whole, whole[::-1], (whole[0], None))


def memberships(store: Source) -> list[Membership]:
    """Return who belongs to which union since when, as far as the reference data tell."""
    return [
        Membership(local(row["member"]), local(row["union"]), row["since"], row["until"])
        for row in select(store, _MEMBERS)
    ]
