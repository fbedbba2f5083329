"""A rank of a partner."""

from dataclasses import dataclass

from coopatlas.reading.flows.passage import Side

BEFORE, BEHIND, FAR_BEHIND = 46, 26, 80
"""Code points around the word for a partner in which its rank and its owner are looked for; a place may be farther."""


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank in a sentence: whose it is, among whose partners, in which flow."""

    rank: str | int
    flow: str | None
    parties: tuple[Side, ...]
    of: Side | None
    place: int
    polarity: str = "positive"
