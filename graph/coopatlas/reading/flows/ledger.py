"""What was told of trade so far: the pair, the flow, the period and the goods that a sentence may leave out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from coopatlas.reading.flows.passage import TERRITORIES, Passage, Side, apart, foreign

REACH = 4
"""Sentences over which a pair, a period or a flow is carried without being named again."""
_NEAR = 1
"""Sentences back to which «обе стороны» may point."""
_LEAD, _LEAD_WEIGHT, _TITLE_WEIGHT = 2, 3, 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Whose flow it is and with whom; `trust` is what the way of finding them leaves of the confidence."""

    reporter: Side | None
    partner: Side | None
    trust: float = 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The change told of last: of which period and partner, with which period it was compared, in which sentence."""

    period: str | None
    partner: Side | None
    base: str
    told: int


@dataclass(slots=True)
class Ledger:
    """The memory of one document."""

    standing: Mapping[str, float] = field(default_factory=dict)
    """How far each side stands out, over the whole text, as the one whose trade it tells of."""
    weights: Counter[str] = field(default_factory=Counter)
    known: dict[str, Side] = field(default_factory=dict)
    pair: Pair | None = None
    flow: str = ""
    period: str | None = None
    dated: int = -99
    compared: Comparison | None = None
    currency: str = ""
    goods: str | None = None
    weighed: int = -99
    weighed_flow: str = ""
    """The flow that the goods were told of."""
    told: int = -99
    site: Side | None = None
    sited: int = -99
    """The sentence in which the figures of a site were told last."""
    order: dict[frozenset[str], str] = field(default_factory=dict)
    recent: list[tuple[int, Side]] = field(default_factory=list)
    ranked: tuple[Side | None, str | None, int] = (None, None, -99)
    """Among whose partners ranks were told last, in which flow, and in which sentence."""
    partners: set[str] = field(default_factory=set)
    last: list[Side] = field(default_factory=list)

    def title(self, sides: list[Side]) -> None:
        """Learn whom the title names."""
        for side in sides:
            self._see(side, _TITLE_WEIGHT)

    def meet(self, passage: Passage) -> None:
        """Learn whom a sentence names."""
        for side in passage.sides:
            if side.kind == "port" and not side.described:
                self.site = side if self.site is None or passage.sentence.index - self.told > 1 else self.site
            if side.kind in {"country", "region"}:
                self.recent = [*self.recent, (passage.sentence.index, side)][-12:]
            if side.kind in TERRITORIES:
                self._see(side, _LEAD_WEIGHT if passage.sentence.index < _LEAD else 1)
                self.last = [side, *(s for s in self.last if s.name != side.name)][:12]
        for side in passage.quiet:
            self._see(side, 1)

    def _see(self, side: Side, weight: int) -> None:
        if side.kind in {"country", "region", "union"}:
            self.weights[side.name] += weight
            if side.name not in self.known or self.known[side.name].entry is None:
                self.known[side.name] = side

    def prominent(self) -> list[Side]:
        """Return the sides that the text is about, first the most told of; a country behind its own regions."""
        ordered = sorted(self.known.values(), key=lambda s: (-self.standing.get(s.name, 0), -self.weights[s.name]))
        homes = {s.entry.country for s in ordered if s.entry is not None and s.entry.kind == "region"}
        return sorted(ordered, key=lambda s: s.kind == "union" or (s.entry is not None and s.entry.id in homes))

    def continues(self, passage: Passage) -> bool:
        """Whether what was told of trade is near enough to be gone on about."""
        return 0 <= passage.sentence.index - self.told <= REACH

    def base(self, passage: Passage, period: str | None, partner: Side | None, *, named: bool) -> str | None:
        """Return with what a change is compared that goes on about the one before: of its partner, or in its list."""
        last = self.compared
        if last is None or period is None or last.period != period or passage.sentence.index - last.told > 1:
            return None
        same = (partner.name if partner else "") == (last.partner.name if last.partner else "")
        return last.base if same or not named else None

    def handled(self, passage: Passage) -> Side | None:
        """Return the port whose figures a sentence goes on about."""
        near = 0 <= passage.sentence.index - self.sited <= REACH and self.sited >= self.told
        return self.site if near and self.site is not None and self.site.kind == "port" else None

    def in_order(self, pair: Pair, kind: str) -> Pair:
        """Return the pair of a turnover in the order in which the text told it first."""
        one, other = pair.reporter, pair.partner
        if kind != "turnover" or one is None or other is None:
            return pair
        first = self.order.setdefault(frozenset({one.name, other.name}), one.name)
        return pair if first == one.name else Pair(other, one, pair.trust)

    def home(self, other: Side | None) -> Side | None:
        """Return whose figures the text tells: the reporter so far, else the side most told of, not the other."""
        candidates = [self.pair.reporter, self.pair.partner] if self.pair else []
        for side in (*candidates, *self.prominent()):
            if side is not None and (other is None or (apart(side, other) and foreign(side, other))):
                return side
        return None

    def both(self, at: int | None = None) -> Pair | None:
        """Return the sides that «стороны», «страны» stand for: two told of right before, the pair, the most told of.

        `at` is the sentence where both are spoken of together.
        """
        near = list({s.name: s for n, s in self.recent if at is not None and at - n <= _NEAR}.values())
        if len(near) == 2 and apart(near[0], near[1]) and foreign(near[0], near[1]):
            return self._ordered(*self.home_first(near[0], near[1]))
        if self.pair is not None and self.pair.reporter is not None and self.pair.partner is not None:
            return Pair(self.pair.reporter, self.pair.partner, 0.9)
        sides = self.prominent()
        for i, one in enumerate(sides):
            other = next((s for s in sides[i + 1 :] if apart(one, s) and foreign(one, s)), None)
            if other is not None:
                return self._ordered(one, other)
        return None

    def home_first(self, one: Side, other: Side) -> tuple[Side, Side]:
        """Put the side whose figures the text tells before the other, else the one that it tells more of."""
        home = self.pair.reporter.name if self.pair is not None and self.pair.reporter is not None else ""
        stands = self.standing.get
        if other.name == home or (one.name != home and stands(other.name, 0) > stands(one.name, 0)):
            return other, one
        return one, other

    def _ordered(self, one: Side, other: Side) -> Pair:
        """Put a region before another country; the other side of a region is a country where the text names it."""
        if other.kind == "region" and one.kind != "region":
            one, other = other, one
        elif other.kind == "region" and one.kind == "region" and other.entry is not None:
            country = other.entry.country
            other = next((s for s in self.known.values() if s.entry is not None and s.entry.id == country), other)
        return Pair(one, other, 0.8)
