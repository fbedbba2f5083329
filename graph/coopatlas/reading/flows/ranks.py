"""Ranks of partners: «крупнейший партнёр», «на втором месте», "among the top five buyers"."""

from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.flows.ledger import Ledger
from coopatlas.reading.flows.passage import Passage
from coopatlas.reading.flows.words import Words


def read(words: Words, ledger: Ledger, passage: Passage) -> Iterator[Fact]:
    """Yield the ranks that a sentence gives."""
    del words, ledger, passage
    yield from ()
