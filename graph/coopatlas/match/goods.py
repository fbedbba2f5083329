"""What territories sell and buy: by statistics where they are loaded, by claims where they are not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from coopatlas.claims.read import Claim
from coopatlas.match.standing import Standing
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import Source, batches, local
from coopatlas.resolve import commodities
from coopatlas.statistics import Observation, observations

MAIN = 12
"""So many groups of goods, the greatest of the last year, are what a territory mainly sells or buys by statistics."""

_CHAPTERS = """
SELECT DISTINCT ?key ?code {
  VALUES ?key { %s }
  {
    GRAPH ?graph { ?key coop:classifiedAs ?group }
    GRAPH graph:reference { ?group skos:closeMatch|skos:narrowMatch|skos:broadMatch ?position }
  } UNION {
    GRAPH graph:reference { ?key skos:closeMatch|skos:narrowMatch|skos:broadMatch ?position }
  }
  GRAPH graph:reference { ?position skos:inScheme v:hs2022 ; skos:notation ?code }
}"""
_SIDES = {"export": ("sells", "buys"), "import": ("buys", "sells")}
"""What reporter and partner do in a flow."""


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods as one side of a trade knows them: the node that names them, and the chapters that they fall in."""

    node: str
    chapters: frozenset[str]

    def fits(self, other: "Goods") -> bool:
        """Whether they are the same goods, or one is part of the other."""
        within = self.chapters <= other.chapters or other.chapters <= self.chapters
        return self.node == other.node or bool(self.chapters and other.chapters and within)


@dataclass
class Sides:
    """Who sells and who buys what, with what tells it: claims or rows of statistics."""

    sells: dict[str, dict[Goods, list[Claim | Observation]]] = field(default_factory=lambda: defaultdict(dict))
    buys: dict[str, dict[Goods, list[Claim | Observation]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, verb: str, place: str, goods: Goods, proof: Claim | Observation) -> None:
        """Note that a territory sells or buys goods."""
        (self.sells if verb == "sells" else self.buys)[place].setdefault(goods, []).append(proof)

    def fitting(self, seller: str, buyer: str) -> Iterator[tuple[list[Goods], list[Claim | Observation]]]:
        """Yield the goods that one sells and the other buys, each under all names it has, with all that tells it."""
        for bought in sorted(self.buys.get(buyer, ()), key=lambda one: one.node):
            if sold := sorted(
                (one for one in self.sells.get(seller, ()) if one.fits(bought)), key=lambda one: one.node
            ):
                proof = [told for one in sold for told in self.sells[seller][one]]
                yield [*sold, bought], [*proof, *self.buys[buyer][bought]]


def sides(store: Source, places: Iterable[str], claims: Iterable[Claim], known: Standing) -> Sides:
    """Return what each of these territories sells and buys."""
    told = [(verb, place, node, claim) for claim in claims for verb, place, node in _told(claim, known)]
    chapters = _chapters(store, {node for _, _, node, _ in told})
    found = Sides()
    for verb, place, node, claim in told:
        found.add(verb, place, Goods(node, chapters.get(node, frozenset())), claim)
    for place in sorted(places):
        for row in _recorded(store, place):
            code = row.goods.code if row.goods else ""
            node = str(iri.VOCABULARY[f"hs2022-{code}"])
            found.add(_SIDES[row.flow][0], place, Goods(node, frozenset({code})), row)
    return found


def _told(claim: Claim, known: Standing) -> Iterator[tuple[str, str, str]]:
    """Yield what a claim tells of selling and buying: the verb, the territory and the goods."""
    if claim.polarity == "negative":
        return
    doing: list[tuple[str, tuple[str, ...]]] = []
    goods = claim.roles.get("goods", ()) or claim.roles.get("commodity", ())
    if claim.kind == "supply":
        doing = [("sells", claim.roles.get("supplier", ())), ("buys", claim.roles.get("recipient", ()))]
    elif claim.kind in {"commodity", "trade"}:
        verbs = _SIDES.get(local(next(iter(claim.roles.get("flow", ())), "")).removeprefix("flow-"), ())
        parties = (claim.roles.get("reporter", ()), claim.roles.get("partner", ()))
        doing = list(zip(verbs, parties, strict=False))
    elif claim.kind == "interest":
        doing, goods = [("buys", claim.roles.get("holder", ()))], _wanted(claim)
    for verb, ends in doing:
        for place in sorted({place for end in ends for place in known.get(end, ())}):
            yield from ((verb, place, node) for node in goods)


def _wanted(claim: Claim) -> tuple[str, ...]:
    """Return the goods that an interest is in: by the words of its subject, or its target."""
    lang = "ru" if any("а" <= letter <= "я" for letter in claim.sentence.casefold()) else "en"
    subjects = [group for text in claim.roles.get("subject", ()) for group in commodities.groups(text, lang)]
    targets = [one for one in claim.roles.get("target", ()) if local(one).startswith(("goods-", "hs2022-"))]
    return tuple(map(str, (*subjects, *targets)))


def _chapters(store: Source, nodes: Iterable[str]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in batches(store, _CHAPTERS, nodes):
        if len(code := (row["code"] or "")[:2]) == 2 and code.isdecimal():
            found[row["key"] or ""].add(code)
    return {node: frozenset(codes) for node, codes in found.items()}


def _recorded(store: Source, place: str) -> Iterator[Observation]:
    """Yield the greatest rows of chapters of a territory, of its last year, to and from all partners it names."""
    rows = [row for row in observations(store, place.removeprefix(iri.ID)) if _is_chapter(row) and row.value]
    ordered = sorted(rows, key=lambda row: (row.flow, row.period.last))
    for _, of_flow in groupby(ordered, key=lambda row: row.flow):
        of_year = list(of_flow)
        last = [row for row in of_year if row.period == of_year[-1].period]
        yield from _greatest(last, key=lambda row: row.value or Decimal(0))


def _greatest(rows: Iterable[Observation], key: Callable[[Observation], Decimal]) -> Iterator[Observation]:
    """Yield the greatest row of each chapter, as many chapters as are `MAIN`."""
    by_chapter: dict[str, Observation] = {}
    for row in sorted(rows, key=key):
        by_chapter[row.goods.code if row.goods else ""] = row
    yield from sorted(by_chapter.values(), key=key, reverse=True)[:MAIN]


def _is_chapter(row: Observation) -> bool:
    return row.goods is not None and row.goods.scheme.startswith("hs") and row.goods.level == 2 and row.flow in _SIDES
