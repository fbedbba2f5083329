"""Whose flow a list of goods is of, and with whom: by its own sides, the figure beside it, or the list before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas.reading.flows import pairs
from coopatlas.reading.flows.cell import Cell
from coopatlas.reading.flows.ledger import Ledger, Pair
from coopatlas.reading.flows.listings import BACK, Listing
from coopatlas.reading.flows.passage import TERRITORIES, Passage, Side
from coopatlas.reading.flows.sides import goes_on
from coopatlas.reading.flows.words import Flow, Words

_OTHER = {"export": "import", "import": "export"}
_DIRECTED = frozenset({"to", "from", "with", "between", "via", "of", "subject"})


def further_pairs(passage: Passage, pair: Pair) -> Iterator[Pair]:
    """Yield the pairs with those that go on a list of partners: «вывозит зерно в Афганистан, Иран и Китай»."""
    last = pair.partner
    for side in passage.sides if last is not None and last.role in LED else ():
        if last is not None and side.start >= last.end and side.role == last.role and side.kind in TERRITORIES:
            if not goes_on(passage.text[last.end : side.start]):
                return
            yield replace(pair, partner=side)
            last = side


LED = frozenset({"to", "from", "via"})


def pair_of_list(
    words: Words,
    ledger: Ledger,
    passage: Passage,
    listing: Listing,
    told: Sequence[tuple[Cell, str | None]],
    before: tuple[Flow, Pair] | None,
) -> tuple[str, Pair] | None:
    """Return the flow and pair of a list: of the figure beside it, of the list before it, by its own sides."""
    flow = listing.flow
    cell = next((c for c, _ in reversed(told) if c.figure.end <= listing.start), None)
    if listing.kind == "mostly" and cell is not None:
        return cell.kind, cell.pair
    if flow.end == 0 and ledger.pair is not None:
        return flow.kind, ledger.pair
    if listing.side is not None:
        return _gone_on(before, listing.side)
    if flow.kind == BACK:
        told_of = (before[0].kind, before[1]) if before is not None else _there(ledger, passage, told, flow)
        return (_OTHER.get(told_of[0], "import"), told_of[1]) if told_of is not None else None
    clause = passage.clause(flow.start)
    ways = [s for s in passage.sides if clause[0] <= s.start < clause[1]]
    ways = _up_to_next_verb(passage, flow, ways)
    sides = [s for s in ways if s.kind in TERRITORIES or (s.kind == "port" and s.role == "via")]
    own = sides if before is None else _own(passage, sides, before[0], flow)
    if before is not None and not any(s.role in _DIRECTED for s in own):
        return flow.kind, _turned(before[1], own)
    if not own and (named := _flow_before(words, ledger, passage, flow)) is not None:
        return flow.kind, named
    return pairs.pair_of(words, ledger, passage, flow, own)


def _up_to_next_verb(passage: Passage, flow: Flow, sides: list[Side]) -> list[Side]:
    """Leave the sides behind a further verb to it: "exports tea to A and imports rice | from B"."""
    if passage.form.head_final or not flow.verb:
        return sides
    further = next((f.start for f in passage.flows if f.verb and f.start > flow.end), len(passage.text))
    own = any(flow.end <= s.start < further and s.role in {"to", "from", "with"} for s in sides)
    return [s for s in sides if s.start < further] if own else sides


def _turned(pair: Pair, own: Sequence[Side]) -> Pair:
    """Return the pair of a list before, from the other end where the list is the partner's: "…, while X's exports"."""
    partner = pair.partner
    other = partner is not None and any(s.role == "own" and s.name == partner.name for s in own)
    return replace(pair, reporter=partner, partner=pair.reporter) if other else pair


def _flow_before(words: Words, ledger: Ledger, passage: Passage, flow: Flow) -> Pair | None:
    """Return the pair of the flow that a sentence names before a verb without sides of its own."""
    named = [f for f in passage.flows if f.end <= flow.start and not f.weak]
    sides = [s for s in passage.sides if s.end <= flow.start and s.kind in TERRITORIES]
    if not named or not sides:
        return None
    pair = pairs.pair_of(words, ledger, passage, named[-1], sides)[1]
    return pair if pair.trust == 1 and pair.reporter is not None else None


def _there(
    ledger: Ledger, passage: Passage, told: Sequence[tuple[Cell, str | None]], back: Flow
) -> tuple[str, Pair] | None:
    """Return the flow whose way back is spoken of: of the figure before it, else of the sentence before."""
    cell = next((c for c, _ in reversed(told) if c.figure.end <= back.start), None)
    if cell is not None:
        return cell.kind, cell.pair
    if ledger.pair is not None and ledger.continues(passage):
        return ledger.flow or "export", ledger.pair
    return None


def _gone_on(before: tuple[Flow, Pair] | None, side: Side) -> tuple[str, Pair] | None:
    """Return the flow of a list that names its side alone: with another partner, or back from the other end."""
    if before is None or before[1].reporter is None:
        return None
    flow, pair = before
    ends = {pair.reporter.name if pair.reporter else "", pair.partner.name if pair.partner else ""}
    if side.name in ends:
        return (_OTHER[flow.kind], pair) if flow.kind in _OTHER else None
    return flow.kind, replace(pair, partner=side)


_JOINT = re.compile(r"(?:[,;]|\b(?:и|а|and|while)\b)\s", re.IGNORECASE)


def _own(passage: Passage, sides: Sequence[Side], before: Flow, flow: Flow) -> list[Side]:
    """Return the sides of a further verb of a sentence: those behind the joint that leads to it."""
    if passage.form.head_final:
        return [s for s in sides if before.end <= s.start < flow.end]
    joints = [m.end() for m in _JOINT.finditer(passage.text, before.end, flow.start)]
    return [s for s in sides if s.start >= (joints[-1] if joints else flow.start)]
