"""A side, as a value of a role: the entity that was found for it, and where it stands or why it was taken."""

from coopatlas.model import EntityRef, Filler
from coopatlas.reading.flows.passage import TERRITORIES, Passage, Side
from coopatlas.reading.identity import type_of


def of_side(passage: Passage, side: Side | None) -> Filler | None:
    """Return the side as one who takes part in what a passage tells; one of another sentence is from the context."""
    if side is None:
        return None
    reason = "description" if side.described else side.role or "name"
    value = EntityRef(side.name, _type(side), side.entry.id if side.entry is not None else None, reason=reason)
    if not any(other is side for other in passage.sides):
        return Filler(value, source="context: pair spoken of")
    start = passage.sentence.start
    return Filler(value, (start + side.start, start + side.end), "sentence")


def _type(side: Side) -> str:
    if side.entry is not None:
        return type_of(side.entry)
    return "union" if side.kind == "union" else "territory" if side.kind in TERRITORIES else side.kind
