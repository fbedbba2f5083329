"""One record for one fact: repetitions are dropped, what two sentences tell of one thing is put together."""

from collections.abc import Iterable
from dataclasses import replace

from coopatlas.model import LIST_ROLES, Fact, Value

_JOINED = {
    "agreement": "party",
    "twinning": "party",
    "venture": "party",
    "meeting": "participant",
    "visit": "visitor",
    "mission": "",
}
"""The kinds whose records are put together, and the list that two of them must share to be one."""
_PLACES = frozenset({"location", "district"})
_NAMING = {
    "post": ("person",),
    "trade": ("reporter", "partner", "flow", "currency", "unit", "value"),
    "interest": ("holder", "target", "subject"),
    "gateway": ("place", "function"),
    "membership": ("member", "union"),
    "partner": ("party", "of"),
    "route": ("from", "to", "mode"),
}
"""The kinds of which a record that says less than another of the same thing is dropped."""


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts in the order of the text, each told once, with the fullest roles."""
    found: list[Fact] = []
    by_kind: dict[str, list[int]] = {}
    for fact in facts:
        places = by_kind.setdefault(fact.kind, [])
        at = next((i for i in reversed(places[-40:]) if _same(found[i], fact)), None)
        if at is None:
            places.append(len(found))
            found.append(fact)
        else:
            found[at] = _together(found[at], fact)
    return sorted(found, key=lambda fact: fact.start)


def _same(a: Fact, b: Fact) -> bool:
    if (a.polarity, a.modality) != (b.polarity, b.modality) or (a.speaker and b.speaker and a.speaker != b.speaker):
        return False
    if a.args == b.args:
        return True
    if a.kind in _NAMING:
        return (
            _agree(a, b)
            and all(
                a.args.get(role) == b.args.get(role) for role in _NAMING[a.kind] if role in a.args and role in b.args
            )
            and _contained(a, b)
        )
    role = _JOINED.get(a.kind)
    if role is None or not _agree(a, b):
        return False
    first, second = a.args.get(role), b.args.get(role)
    return _nested(first, second) if first and second else _contained(a, b)


def _agree(a: Fact, b: Fact) -> bool:
    """Whether no role that takes one value has two; of places that are listed, one record has all."""
    return all(
        b.args[role] == value
        or _within(value, b.args[role])
        or ((a.kind, role) in LIST_ROLES and (role not in _PLACES or _nested(value, b.args[role])))
        for role, value in a.args.items()
        if role in b.args
    )


def _within(one: Value, other: Value) -> bool:
    """Whether one date lies in the other, or one name is part of the other."""
    return isinstance(one, str) and isinstance(other, str) and (one.startswith(other) or other.startswith(one))


def _contained(a: Fact, b: Fact) -> bool:
    """Whether one record tells nothing that the other does not tell."""
    return set(a.args) <= set(b.args) or set(b.args) <= set(a.args)


def _nested(one: Value | None, other: Value | None) -> bool:
    first, second = set(_list(one)), set(_list(other))
    return bool(first and second) and (first <= second or second <= first)


def _list(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _together(a: Fact, b: Fact) -> Fact:
    args = dict(a.args)
    for role, value in b.args.items():
        own = args.get(role)
        if isinstance(own, tuple) and isinstance(value, tuple):
            args[role] = tuple(dict.fromkeys((*own, *value)))
        elif own is None or len(str(value)) > len(str(own)):
            args[role] = value
    return replace(a, args=args, speaker=a.speaker or b.speaker, confidence=max(a.confidence, b.confidence))
