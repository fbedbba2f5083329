"""Figures beside ranks: of who holds one, as those of whose partner he is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from coopatlas.reading.flows.cell import Cell
from coopatlas.reading.flows.ledger import Ledger, Pair
from coopatlas.reading.flows.passage import Passage, apart
from coopatlas.reading.flows.ranks.rank import Rank
from coopatlas.reading.flows.words import Flow

MIRROR = {"export": "import", "import": "export"}


def turned(cell: Cell, told: Sequence[Rank]) -> Cell:
    """Return a figure of who holds a rank as a figure of the one among whose partners it is."""
    reporter = cell.pair.reporter
    if cell.pair.partner is not None or reporter is None:
        return cell
    one = next((r for r in told if r.of is not None and any(p.name == reporter.name for p in r.parties)), None)
    if one is None or one.of is None or not apart(one.of, reporter):
        return cell
    kind = one.flow or MIRROR.get(cell.kind, cell.kind)
    return replace(cell, kind=kind, pair=Pair(one.of, reporter, cell.pair.trust))


def measured(ledger: Ledger, passage: Passage, told: Sequence[Rank], read: Iterable[Cell]) -> Iterator[Cell]:
    """Yield the figures of a sentence, those in brackets behind who holds a rank as his: «покупатели – X (5 млн т)»."""
    own = list(_in_brackets(ledger, passage, told))
    for cell in read:
        while own and own[0].figure.opening < cell.figure.opening:
            yield own.pop(0)
        if not own or own[0].figure.opening != cell.figure.opening:
            yield turned(cell, told)
    yield from own


def _in_brackets(ledger: Ledger, passage: Passage, told: Sequence[Rank]) -> Iterator[Cell]:
    holders = [(side, one) for one in told if one.of is not None for side in one.parties]
    for n, figure in enumerate(passage.figures):
        for side, one in holders:
            if figure.kind in _MEASURED and passage.text[side.end : figure.opening].strip() == "(":
                kind = one.flow or ledger.flow or "turnover"
                right = passage.figures[n + 1].opening if n + 1 < len(passage.figures) else len(passage.text)
                flow = Flow(kind, one.place, one.place)
                yield Cell(figure, flow, kind, Pair(one.of, side), figure.opening, right, listed=True)
                break


_MEASURED = frozenset({"money", "amount"})
