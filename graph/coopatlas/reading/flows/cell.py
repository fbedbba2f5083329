"""A figure of trade with its flow and its pair."""

from dataclasses import dataclass

from coopatlas.reading.figures import FoundFigure
from coopatlas.reading.flows.ledger import Pair
from coopatlas.reading.flows.words import Flow


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with its flow and its pair; `left` is where what belongs to it alone begins."""

    figure: FoundFigure
    flow: Flow
    kind: str
    pair: Pair
    left: int
    right: int
    named: bool = True
    listed: bool = False
    """Whether its partner is one of a list: what follows is not about that one alone."""
