"""What firmness means for a kind of fact."""

from dataclasses import replace

from coopatlas.model import kinds
from coopatlas.reading.firmness.model import Firmness

FIGURES = frozenset({"trade", "growth"})
"""Kinds of a figure: one that is wished for is a target, one that is expected a forecast."""

EVENTS = frozenset({"meeting", "visit"})
"""Kinds of what takes place: «обсуждалось на встрече» is no talk of a meeting."""
ONLY_REAL = EVENTS | {"membership"}
"""Kinds of which what is only possible says nothing."""
TALKS = frozenset({"meeting"})
"""Kinds that are talks themselves: what is talked about there does not make them less than held."""


def settled(kind: str, decided: Firmness) -> Firmness:
    """Return the firmness of a thing of a kind.

    Where a kind has no status for what ended, it is so no longer; a wish for a figure is a target.
    """
    if kind in ONLY_REAL and decided.modality == "evaluation" and decided.polarity == "positive":
        return replace(decided, claimed=False)
    if kind in EVENTS and decided.modality == "negotiation" and decided.polarity == "positive":
        return replace(decided, modality="stated", phase="done")
    if kind == "membership" and decided.modality == "evaluation":
        decided = replace(decided, phase="wished")
    phases = kinds()[kind].phases
    lasting = not phases or phases["ended"] == phases["ongoing"]
    if decided.phase == "ended" and lasting and kind not in FIGURES and decided.polarity == "positive":
        decided = replace(decided, polarity="negative")
    if kind in TALKS and decided.modality == "negotiation":
        return replace(decided, modality="stated", phase="done")
    if kind in FIGURES and decided.modality == "interest":
        return replace(decided, modality="intention", phase="planned")
    if kind in FIGURES and decided.by == "expect":
        return replace(decided, modality="evaluation")
    return decided
