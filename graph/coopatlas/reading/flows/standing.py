"""Whose trade a text tells of: how far each side stands out as the one that reports, weighed over the whole text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log1p

from coopatlas.reading.flows import pairs
from coopatlas.reading.flows.ledger import Ledger
from coopatlas.reading.flows.passage import Passage, Side
from coopatlas.reading.flows.words import Words

_TITLE, _LEAD, _QUIET, _REGION, _TOLD, _HOME, _OFTEN = 1.4, 1.9, 1.1, 1.5, 1.7, 1.4, 0.4
"""What it weighs to be named by the title, by the lead, by who gives the figures; to be a region; to have a flow with
another told outright; to be where the language is at home; to be named often, which a partner is as well."""
_STATE = 1.2
"""What it weighs besides to be the state of all newsrooms of the language, and named."""
_LEADING, _MOST = 2, 3
_KINDS = frozenset({"country", "region", "union"})


def standing(words: Words, title: Sequence[Side], passages: Iterable[Passage]) -> Mapping[str, float]:
    """Return how far each side of a text stands out as the one whose trade it tells of."""
    sides: dict[str, Side] = {}
    named, quiet, told = Counter[str](), Counter[str](), Counter[str]()
    lead: set[str] = set()
    for passage in passages:
        for side in (*passage.sides, *passage.quiet):
            named[side.name] += 1
            sides[side.name] = side if side.name not in sides or side.entry is not None else sides[side.name]
        quiet.update(side.name for side in passage.quiet)
        lead |= {side.name for side in passage.sides} if passage.sentence.index < _LEADING else set()
        told.update(_told(words, passage))
    titled = {side.name for side in title}
    homes = {side.entry.id for side in pairs.at_home(words.lang) if side.entry is not None}
    found: defaultdict[str, float] = defaultdict(float)
    for side in (*sides.values(), *title, *pairs.at_home(words.lang)):
        if side.kind not in _KINDS or side.name in found:
            continue
        name, entry = side.name, side.entry
        found[name] = (
            _TITLE * (name in titled)
            + _LEAD * (name in lead)
            + _QUIET * min(quiet[name], _MOST)
            + _REGION * (side.kind == "region")
            + _TOLD * min(told[name], _MOST)
            + _HOME * (entry is not None and bool({entry.id, entry.country} & homes))
            + _STATE * (entry is not None and entry.id in homes and named[name] > 0)
            + _OFTEN * log1p(named[name])
        )
    return found


def _told(words: Words, passage: Passage) -> Iterable[str]:
    """Yield whose flows with another a sentence tells outright."""
    for flow in passage.flows:
        _, pair = pairs.pair_of(words, Ledger(), passage, flow, passage.sides)
        if pair.trust == 1 and pair.reporter is not None and pair.partner is not None:
            yield pair.reporter.name
