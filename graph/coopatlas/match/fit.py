"""Puts together why territories fit another, and orders them by how much speaks for each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from coopatlas import gazetteer
from coopatlas.claims import read
from coopatlas.claims.read import Claim
from coopatlas.match import ways
from coopatlas.match.goods import Sides, sides
from coopatlas.match.standing import standing, touching
from coopatlas.questions.answers import Named, labelled
from coopatlas.rdf import iri
from coopatlas.statistics import Observation
from coopatlas.store import Store

Aspect = Literal["goods", "ties", "ways", "wishes"]
ASPECTS: tuple[Aspect, ...] = ("goods", "ties", "ways", "wishes")
"""What may speak for a territory, in the order in which it is told."""

_WAYS = frozenset({"route", "gateway"})
_WORDS = frozenset({"interest", "proposal", "support"})
_NO_TIES = frozenset({"post", "membership"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a territory.

    `about` are what it is about, to be named: an item of a claim, goods, ports; `form` tells how to say it: `sells`,
    `buys`, `said`, `corridor`, `ports`. `proof` are the claims or rows of statistics behind it, none for the reference
    data.
    """

    aspect: Aspect
    form: str
    about: tuple[Named, ...]
    proof: tuple[Claim | Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A territory, and what speaks for it."""

    place: Named
    reasons: tuple[Reason, ...]

    def of(self, aspect: Aspect) -> tuple[Reason, ...]:
        """Return the reasons of one aspect; none is «not known»."""
        return tuple(one for one in self.reasons if one.aspect == aspect)

    @property
    def known(self) -> bool:
        """Whether a document or statistics tell of it: ports on both sides alone are no reason."""
        return any(one.proof for one in self.reasons)

    @property
    def rank(self) -> tuple[int, int, bool, str]:
        """Of how many aspects documents or statistics speak, then how much: the greatest first."""
        proven = [one for one in self.reasons if any(_speaks_for(proof) for proof in one.proof)]
        return -len({one.aspect for one in proven}), -len(proven), not self.known, self.place.iri


@dataclass(frozen=True, slots=True)
class Found:
    """The territories that were compared, those that fit best first; `wholes` is what is known of their countries."""

    territory: Named
    candidates: tuple[Candidate, ...]
    wholes: tuple[Candidate, ...]
    documents: int


def regions_of(place: str) -> list[str]:
    """Return the IRIs of the regions of a country, of any other place its own."""
    if not place.startswith("country-"):
        return [str(iri.ID[place])]
    entries = gazetteer.load().entries().values()
    return sorted(str(iri.ID[one.id]) for one in entries if one.kind == "region" and one.country == place)


def matches(store: Store, territory: str, among: Sequence[str]) -> Found:
    """Return why each of the territories `among` fits `territory`; all are IRIs, a country means its regions."""
    own = str(territory)
    places = {region for one in among for region in regions_of(str(one).removeprefix(iri.ID))} - {own}
    countries = {country for place in places if (country := _country(place)) and country != place}
    return _Match(store, own, places, countries).found()


class _Match:
    """One territory beside others."""

    def __init__(self, store: Store, own: str, places: set[str], countries: set[str]) -> None:
        self._store, self._own, self._places, self._countries = store, own, places, countries
        known = standing(store, {own, *places}, countries)
        self._touched = touching(store, known)
        self._claims = read.claims(store, self._touched)
        self._sides: Sides = sides(store, {own, *places, *countries}, self._claims.values(), known)
        self._ports = ways.ports(store, {own, *places})

    def found(self) -> Found:
        drafts = {place: list(self._reasons(place)) for place in sorted(self._places | self._countries)}
        nodes = {node for reasons in drafts.values() for _, _, about, _ in reasons for node in about}
        names = labelled(self._store, {*nodes, self._own, *drafts})
        candidates = [
            Candidate(
                names[place],
                tuple(
                    Reason(aspect, form, tuple(map(names.__getitem__, about)), proof)
                    for aspect, form, about, proof in told
                ),
            )
            for place, told in drafts.items()
        ]
        ordered = sorted(candidates, key=lambda one: one.rank)
        return Found(
            names[self._own],
            tuple(one for one in ordered if one.place.iri in self._places),
            tuple(one for one in ordered if one.place.iri in self._countries),
            self._store.count(),
        )

    def _reasons(self, place: str) -> Iterator["_Draft"]:
        for form, seller, buyer in (("sells", self._own, place), ("buys", place, self._own)):
            for goods, proof in self._sides.fitting(seller, buyer):
                yield "goods", form, tuple(dict.fromkeys(one.node for one in goods)), _once(proof)
        yield from self._between(place)
        if place in self._countries:
            for corridor in ways.corridors(self._store, _country(self._own) or "", place):
                yield "ways", "corridor", (corridor,), ()
        elif self._ports.get(self._own) and self._ports.get(place):
            yield "ways", "ports", (*self._ports[place], *self._ports[self._own]), ()

    def _between(self, place: str) -> Iterator["_Draft"]:
        """Yield what claims tell of the two: what is, what was denied, and what is only wished and was not met."""
        both = [self._claims[key] for key, ends in self._touched.items() if {self._own, place} <= ends]
        firm = [one for one in both if _is_firm(one)]
        met = {one.kind for one in firm}
        wished = [one for one in both if not _is_firm(one) and one.kind not in met]
        told: tuple[tuple[Aspect, list[Claim]], ...] = (("ties", firm), ("wishes", wished))
        for aspect, claims in told:
            for item, same in _by_item(claims):
                yield "ways" if same[0].kind in _WAYS else aspect, "said", (item,), tuple(same)


_Draft = tuple[Aspect, str, tuple[str, ...], tuple[Claim | Observation, ...]]


def _speaks_for(proof: Claim | Observation) -> bool:
    return isinstance(proof, Observation) or proof.polarity == "positive"


def _once(proof: Iterable[Claim | Observation]) -> tuple[Claim | Observation, ...]:
    """Return each claim and each row once, in their order."""
    return tuple({one.iri if isinstance(one, Claim) else one.key: one for one in proof}.values())


def _is_firm(claim: Claim) -> bool:
    return claim.modality == "stated" and claim.kind not in _WORDS


def _by_item(claims: Iterable[Claim]) -> Iterator[tuple[str, list[Claim]]]:
    """Yield what is claimed, each with all claims of it, in the order of the documents."""
    found: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda one: one.place):
        if claim.kind not in _NO_TIES:
            found.setdefault(claim.item, []).append(claim)
    yield from found.items()


def _country(place: str) -> str | None:
    entry = gazetteer.load().entries().get(place.removeprefix(iri.ID))
    return str(iri.ID[entry.country]) if entry and entry.country else None
