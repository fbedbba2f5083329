"""One record for one fact: repetitions are dropped, what two sentences tell of one thing is put together.

What makes two facts of a kind one is declared with the kind: its `merge`, and that of its roles.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coopatlas.model import EntityRef, Evidence, Fact, Filler, Kind, Value, kinds

_NEAR = 40
"""How many facts of a kind back a fact may find its like."""


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts in the order of the text, each told once, with the fullest roles and all their sentences."""
    found: list[Fact] = []
    by_kind: dict[str, list[int]] = {}
    for fact in facts:
        places = by_kind.setdefault(fact.kind, [])
        at = next((i for i in reversed(places[-_NEAR:]) if _same(found[i], fact)), None)
        if at is None:
            places.append(len(found))
            found.append(fact)
        else:
            found[at] = _together(found[at], fact)
    return sorted(_without_represented(found), key=lambda fact: fact.start)


def _without_represented(facts: list[Fact]) -> list[Fact]:
    """Leave out of the parties of talks those for whom somebody who is named there stands: of two tellings, once."""
    stands: dict[str, set[Value]] = {}
    for post in (fact for fact in facts if fact.kind == "post" and "represents" in fact.args):
        stands.setdefault(str(post.args.get("person")), set()).add(post.args["represents"])
    return [_apart(fact, stands) if fact.kind == "meeting" else fact for fact in facts]


def _apart(fact: Fact, stands: Mapping[str, set[Value]]) -> Fact:
    present = {side for person in _list(fact.args.get("participant")) for side in stands.get(person, ())}
    kept = tuple(filler for filler in fact.roles.get("party", ()) if filler.plain not in present)
    return replace(fact, roles={**fact.roles, "party": kept}) if kept else fact


def _same(a: Fact, b: Fact) -> bool:
    if (a.polarity, a.modality) != (b.polarity, b.modality) or (a.speaker and b.speaker and a.speaker != b.speaker):
        return False
    if a.args == b.args:
        return True
    kind = kinds()[a.kind]
    if kind.merge == "same" or not _agree(kind, a.args, b.args) or _sites_of(kind, a, b):
        return False
    if kind.merge == "fuller":
        identity = [name for name, role in kind.roles.items() if role.merge == "identity"]
        both = [role for role in identity if role in a.args and role in b.args]
        return all(a.args[role] == b.args[role] for role in both) and _contained(a, b)
    role = next((name for name, role in kind.roles.items() if role.merge == "overlap"), "")
    first, second = a.args.get(role), b.args.get(role)
    return _nested(first, second) if first and second else _contained(a, b)


def _agree(kind: Kind, a: Mapping[str, Value], b: Mapping[str, Value]) -> bool:
    """Whether no role that takes one value has two; of places that are listed, one record has all."""
    return all(
        b[role] == value
        or _within(kind, role, value, b[role])
        or (kind.roles[role].many and (kind.roles[role].merge != "covers" or _nested(value, b[role])))
        for role, value in a.items()
        if role in b
    )


def _sites_of(kind: Kind, a: Fact, b: Fact) -> bool:
    """Whether one place is a site in the other, which is no other name of it: «Актау» and «порт Актау»."""
    places = [role for role, told in kind.roles.items() if told.type == "place" and role in a.args and role in b.args]
    return any(a.args[role] != b.args[role] and _site(a, role) != _site(b, role) for role in places)


def _site(fact: Fact, role: str) -> bool:
    values = [filler.value for filler in fact.roles[role]]
    return any(isinstance(value, EntityRef) and value.type in _SITES for value in values)


_SITES = frozenset({"port", "place", "organization"})


def _within(kind: Kind, role: str, one: Value, other: Value) -> bool:
    """Whether one date lies in the other, or one name is the other with more words («Курган» is no oblast)."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    short, long = sorted((one, other), key=len)
    return long.startswith(short) if kind.roles[role].type == "period" else f"{long} ".startswith(f"{short} ")


def _contained(a: Fact, b: Fact) -> bool:
    """Whether one record tells nothing that the other does not tell."""
    return set(a.args) <= set(b.args) or set(b.args) <= set(a.args)


def _nested(one: Value | None, other: Value | None) -> bool:
    first, second = set(_list(one)), set(_list(other))
    return bool(first and second) and (first <= second or second <= first)


def _list(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _together(a: Fact, b: Fact) -> Fact:
    """Return the first fact with what the second adds: fuller values, and the sentences that show them."""
    roles = dict(a.roles)
    for role, fillers in b.roles.items():
        own = a.roles.get(role)
        if own is None or kinds()[a.kind].roles[role].many:
            known = {filler.plain for filler in own or ()}
            if added := _shown(b, (filler for filler in fillers if filler.plain not in known)):
                roles[role] = (*_shown(a, own or ()), *added)
        elif len(str(b.args[role])) > len(str(a.args[role])):
            roles[role] = _shown(b, fillers)
    attribution, confidence = a.attribution or b.attribution, max(a.confidence, b.confidence)
    spans: tuple[Evidence, ...] = tuple(dict.fromkeys((*a.spans, *b.spans))) if roles != a.roles else a.spans
    return replace(a, roles=roles, spans=spans, attribution=attribution, confidence=confidence)


def _shown(fact: Fact, fillers: Iterable[Filler]) -> tuple[Filler, ...]:
    """Return fillers that know at least in which sentence of their fact they stand."""
    own = fact.spans[0].start, fact.spans[0].end
    return tuple(filler if filler.span or filler.source else replace(filler, span=own) for filler in fillers)
