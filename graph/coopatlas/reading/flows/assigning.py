"""Which sides and flows of a sentence belong to which of its figures: beside each, or one list to another in turn."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from coopatlas.reading.figures import FoundFigure
from coopatlas.reading.flows.passage import Passage, Side
from coopatlas.reading.flows.words import Flow, Words

PARTING = re.compile(r"[,;(]|\b(?:и|а|and|while|және|ал)\b", re.IGNORECASE)


def by_place(passage: Passage, figures: Sequence[FoundFigure]) -> list[list[Side]]:
    """Give each side to the figure that it stands beside: before it, or right behind it where no mark parts them."""
    found: list[list[Side]] = [[] for _ in figures]
    for side in passage.sides:
        before = max((n for n, f in enumerate(figures) if f.end <= side.start), default=None)
        after = min((n for n, f in enumerate(figures) if f.start >= side.end), default=None)
        if before is None and after is not None:
            found[after].append(side)
        elif after is None and before is not None:
            found[before].append(side)
        elif before is not None and after is not None:
            found[before if _belongs_behind(passage, figures[before], side, figures[after]) else after].append(side)
    return found


def share_measured(
    words: Words, passage: Passage, figures: Sequence[FoundFigure], assigned: Sequence[list[Side]]
) -> None:
    """Let two measures of the same goods have the same sides: "exported 3 million tons worth $1 billion to Russia"."""
    for n, (figure, other) in enumerate(pairwise(figures)):
        gap = passage.text[figure.end : other.opening]
        valued = words.found("valued", gap)
        if figure.kind != other.kind and valued is not None and not gap[valued.end() :].strip() and "," not in gap:
            assigned[n] += [s for s in assigned[n + 1] if s.start >= other.end]


_JOINED = re.compile(r"\s*(?:,|\band\b|,\s*and\b|\bи\b)\s*(?:by\s+|the\s+|(?:на|в|до)\s+)?", re.IGNORECASE)


def in_turn(
    words: Words, passage: Passage, figures: Sequence[FoundFigure], assigned: list[list[Side]]
) -> dict[int, Flow]:
    """Give the sides of a list to figures in turn, and return the flows of a list so: "by 5% and 3%, respectively"."""
    told = words.found("respectively", passage.text)
    if told is None:
        return {}
    before = [n for n, f in enumerate(figures) if f.end <= told.start()]
    run = before[-1:]
    while run and run[0] and _JOINED.fullmatch(passage.text[figures[run[0] - 1].end : figures[run[0]].opening]):
        run.insert(0, run[0] - 1)
    if len(run) < _COUPLE:
        return {}
    ahead = figures[run[0]].opening
    sides = _listed([s for s in passage.sides if s.end <= ahead and s.role], passage.text, len(run))
    for n, side in zip(run, sides, strict=False):
        assigned[n] = [*(s for s in assigned[n] if s not in sides), side]
    if sides:
        assigned[run[0]] = [*(s for s in passage.sides if s.end <= ahead and s not in sides), sides[0]]
    flows = [part for f in passage.flows if f.end <= ahead for part in _both(f, passage.text)]
    return dict(zip(run, _listed(flows, passage.text, len(run)), strict=False))


_EACH_FLOW = re.compile(r"(?P<export>exports?)|(?P<import>imports?)", re.IGNORECASE)


def _both(flow: Flow, text: str) -> list[Flow]:
    """Return both flows of "exports and imports", any other as it is."""
    parts = list(_EACH_FLOW.finditer(text, flow.start, flow.end))
    if len(parts) < _COUPLE:
        return [flow]
    return [replace(flow, kind=part.lastgroup or flow.kind, start=part.start(), end=part.end()) for part in parts]


_COUPLE = 2
_Placed = TypeVar("_Placed", Side, Flow)


def _listed(found: Sequence[_Placed], text: str, count: int) -> list[_Placed]:
    """Return the last so many things of a sentence that stand in one list of just so many, nothing where none do."""
    lists: list[list[_Placed]] = []
    for one in found:
        if lists and _JOINED.fullmatch(text[lists[-1][-1].end : one.start]):
            lists[-1].append(one)
        else:
            lists.append([one])
    return next((part for part in reversed(lists) if len(part) == count), [])


def _told_behind(passage: Passage, figure: FoundFigure, side: Side) -> bool:
    """Whether the flow of a figure stands behind it, and before a side: «втрое вырос экспорт | в Иран, до 5 млн»."""
    start = passage.clause(figure.start)[0]
    before = any(start <= f.start < figure.start for f in passage.flows)
    return not before and any(figure.end <= f.start and f.end <= side.start for f in passage.flows if not f.verb)


def _belongs_behind(passage: Passage, figure: FoundFigure, side: Side, following: FoundFigure) -> bool:
    gap = passage.text[figure.end : side.start]
    if passage.form.agreeing and _told_behind(passage, figure, side):
        return PARTING.search(gap) is None
    ahead = passage.text[side.end : following.opening]
    return PARTING.search(gap) is None and (PARTING.search(ahead) is not None or passage.form.analytic)
