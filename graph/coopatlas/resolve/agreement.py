"""What speaks for it that two tellings are of one event, and what against it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coopatlas.resolve.tellings import Actor, Telling, happening
from coopatlas.resolve.unions import Decided

_SURE = 2
"""Agreements that make two tellings one event: see `_agreements`."""
_BROAD = ("/country-", "/union-")
"""Who takes part in so much that it tells little: the local names begin so."""
_MONTH = 31
_STEM = 5
_BY_A_PERSON = 99
"""More than the rules can find to speak for anything."""
Reason = tuple[str, ...]
"""In what two tellings agree: terms of the vocabulary `join`."""
DECIDED: Reason = ("person",)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Why two tellings may be of one event, and how much speaks for it."""

    reason: Reason
    strength: int


def one_event(one: Telling, other: Telling, decided: Decided) -> Agreement | None:
    """Return why two tellings are of one event, None where too little speaks for it or something against it."""
    if decided.judged(one, other) == "same":
        return Agreement(DECIDED, _BY_A_PERSON)
    if apart(one, other, decided):
        return None
    event, shared = happening(one.kind), _shared(one.who, other.who) or []
    found = _agreements(one, other, shared)
    needed = min(event.agreeing, len(one.who), len(other.who))
    if len(shared) < needed or (len(shared) < event.agreeing and len(found) <= _SURE):
        return None
    return Agreement(tuple(found), len(found) + _exact(one, other)) if len(found) >= _SURE else None


def apart(one: Telling, other: Telling, decided: Decided) -> bool:
    """Whether two tellings cannot be of one event: what they say contradicts, or a person decided so."""
    if verdict := decided.judged(one, other):
        return verdict == "different"
    if one.kind != other.kind or one.digest == other.digest or _contradict(one, other):
        return True
    return _shared(one.who, other.who) is None or not _placed(one, other) or not _timed(one, other)


def _exact(one: Telling, other: Telling) -> int:
    """Return in how much two tellings say the very same, rather than what may be the same."""
    same_who = {actor.node for actor in one.who} == {actor.node for actor in other.who}
    same_place, same_time = one.where[:1] == other.where[:1], (one.first, one.last) == (other.first, other.last)
    return same_who + same_place + same_time + (one.alike == other.alike)


# What contradicts -----------------------------------------------------------------------------------------------------


def _contradict(one: Telling, other: Telling) -> bool:
    event, mine = happening(one.kind), dict(one.alike)
    if any(mine.get(name, value) != value for name, value in other.alike):
        return True
    if one.where and other.where and not _within(one.where, other.where):
        return True
    if one.first and other.first and not (one.first <= other.last and other.first <= one.last):
        return True
    return bool(event.about) and _comparable(one.about, other.about) and not _common(one.about, other.about)


def _within(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a place is the other or lies in it."""
    return one[0] in other or other[0] in one


def _comparable(one: str, other: str) -> bool:
    """Whether two texts are in one script, so that their words can be compared."""
    return bool(one and other) and bool(re.search("[А-яЁё]", one)) == bool(re.search("[А-яЁё]", other))


def _common(one: str, other: str) -> set[str]:
    return _stems(one) & _stems(other)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"\w{4,}", text.casefold().replace("ё", "е"))}


# What agrees ----------------------------------------------------------------------------------------------------------


def _shared(one: Sequence[Actor], other: Sequence[Actor]) -> list[tuple[Actor, Actor]] | None:
    """Return who of two tellings agree; None where one names someone whom the other, which names more, has not."""
    fewer, more = sorted((one, other), key=lambda who: (len(who), sorted(actor.node for actor in who)))
    pairs: list[tuple[Actor, Actor]] = []
    for actor in fewer:
        fitting = sorted((a for a in more if actor.agrees(a)), key=lambda a: (a.node != actor.node, a.node))
        if not fitting:
            return None
        free = [a for a in fitting if all(a != taken for _, taken in pairs)]
        pairs += [(actor, free[0])] if free else []
    return pairs


def _placed(one: Telling, other: Telling) -> bool:
    return not happening(one.kind).placed or bool(one.where and other.where)


def _timed(one: Telling, other: Telling) -> bool:
    """Whether two tellings may be of one time: both know it, narrowly enough, and it meets."""
    if happening(one.kind).once:
        return True
    if one.window is None or other.window is None:
        return False
    (first, last), (begin, end) = one.window, other.window
    narrow = min((last - first).days, (end - begin).days) <= _MONTH
    return first <= end and begin <= last and narrow


def _agreements(one: Telling, other: Telling, shared: Sequence[tuple[Actor, Actor]]) -> list[str]:
    """Return what two tellings agree in that few events have in common."""
    found: list[str] = []
    exact = [a for a, b in shared if a.node == b.node]
    telling = [a for a in exact if not any(mark in a.node for mark in _BROAD)]
    found += ["participants"] if telling else []
    found += ["several"] if len(telling) > 1 else []
    found += ["representative"] if len(exact) < len(shared) and exact else []
    found += ["day"] if one.dated and other.dated and one.first == other.first else []
    found += ["type"] if happening(one.kind).once and one.alike and one.alike == other.alike else []
    found += ["place"] if one.where and other.where else []
    found += ["matter"] if _common(one.about, other.about) else []
    return found
