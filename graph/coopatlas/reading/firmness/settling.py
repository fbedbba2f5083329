"""What firmness means for a kind of fact."""

from dataclasses import replace

from coopatlas.model.kinds import kinds
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
    if kind in FIGURES:
        return _figure(decided)
    if kind in ONLY_REAL and decided.modality == "evaluation" and decided.polarity == "positive":
        return replace(decided, claimed=False)
    if kind in EVENTS:
        return _event(kind, decided)
    if kind in {"twinning", "agreement"}:
        decided = _of_document(kind, decided)
    if kind == "support" and decided.by == "ask":
        return replace(decided, claimed=False)
    if kind == "support" and decided.modality == "proposal":
        return replace(decided, modality="readiness", phase="planned")
    if kind == "membership" and decided.modality == "evaluation":
        decided = replace(decided, phase="wished")
    phases = kinds()[kind].phases
    lasting = not phases or phases["ended"] == phases["ongoing"]
    if decided.phase == "ended" and lasting and decided.polarity == "positive":
        return replace(decided, polarity="negative")
    return decided


def _of_document(kind: str, decided: Firmness) -> Firmness:
    """Twins are made by signing that they are; a document that is being made is negotiated: «келісім жасалуда»."""
    if kind == "twinning" and decided.by == "document" and decided.modality == "intention":
        return replace(decided, modality="stated", phase="done")
    if kind == "agreement" and (decided.modality, decided.phase) == ("negotiation", "ended"):
        return replace(decided, phase="negotiated")  # "concluded talks on an agreement": that itself ended nothing
    making = kind == "agreement" and decided.by == "making"
    return replace(decided, modality="negotiation", phase="negotiated") if making else decided


def _event(kind: str, decided: Firmness) -> Firmness:
    """What is talked about at a meeting, what people came together for, and what was brought to an end took place."""
    talk = decided.modality == "negotiation" and (decided.polarity == "positive" or kind in TALKS)
    talk = talk or (kind in TALKS and decided.by == "aim")
    if talk or decided.phase == "ended":
        return replace(decided, modality="stated" if talk else decided.modality, phase="done")
    return decided


def _figure(decided: Firmness) -> Firmness:
    if decided.polarity == "negative":
        return _figure_denied(decided)
    if decided.modality == "interest":
        return replace(decided, modality="intention", phase="planned")
    return replace(decided, modality="evaluation") if decided.by == "expect" else decided


def _figure_denied(decided: Firmness) -> Firmness:
    """«Не превысил» leaves a figure as a bound; a missed goal tells none; «не снизился на 5 %» is denied."""
    if decided.by == "exceed":
        return replace(decided, polarity="positive")
    return replace(decided, claimed=False) if decided.by == "cancel" else decided
