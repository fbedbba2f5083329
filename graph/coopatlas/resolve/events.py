"""One event, many tellings: which tellings are of one event, and why.

Two tellings may be of one event where nothing that they say contradicts and enough of it agrees (`agreement`). An event
holds tellings of which each may be of one event with every other; one that fits two events equally well is taken for
neither, since it cannot be told which is meant. What comes out depends on the tellings alone, not on their order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from coopatlas.resolve.agreement import DECIDED, Agreement, Reason, one_event
from coopatlas.resolve.tellings import Telling
from coopatlas.resolve.unions import Decided

_Agreed = Mapping[str, Mapping[str, Agreement]]
"""Of each telling, by its name, with which others it may be of one event."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its tellings, the fullest first, each but the first with the reason for which it is one with it."""

    tellings: tuple[Telling, ...]
    reasons: tuple[Reason, ...]

    @property
    def first(self) -> Telling:
        """The telling after which the event is called: that published first."""
        return min(self.tellings, key=lambda one: (one.issued or "~", one.digest, one.item))

    @property
    def who(self) -> list[str]:
        """All who took part, but for one for whom another speaks."""
        actors = {actor.node: actor for one in self.tellings for actor in one.who}
        spoken_for = {node for actor in actors.values() for node in actor.stands_for}
        return sorted(actors.keys() - spoken_for)

    @property
    def where(self) -> str:
        """The place, as narrowly as a telling gives it; empty where none does."""
        return max(((len(one.where), one.where[0]) for one in self.tellings if one.where), default=(0, ""))[1]

    @property
    def period(self) -> str:
        """The time, as narrowly as a telling gives it; empty where none does."""
        told = [one for one in self.tellings if one.period]
        return min(told, key=_length).period if told else ""


def events(tellings: Iterable[Telling], decided: Decided) -> list[Event]:
    """Return the events that tellings tell of, in a fixed order."""
    ordered = sorted(tellings, key=_fullest_first)
    agreed = _agreed(ordered, decided)
    groups = Groups(_put_together(ordered, decided), agreed, decided)
    for strength in sorted({one.strength for others in agreed.values() for one in others.values()}, reverse=True):
        groups.join(strength)
    return [_event(group, agreed) for group in groups.found()]


def _agreed(ordered: Sequence[Telling], decided: Decided) -> _Agreed:
    """Return which pairs may be of one event."""
    by_key: dict[str, list[Telling]] = {}
    agreed: dict[str, dict[str, Agreement]] = {one.name: {} for one in ordered}
    for one in ordered:
        near = {other.name: other for key in one.keys for other in by_key.get(key, ())}
        for other in near.values():
            if found := one_event(one, other, decided):
                agreed[one.name][other.name] = agreed[other.name][one.name] = found
        for key in one.keys:
            by_key.setdefault(key, []).append(one)
    return agreed


def _put_together(ordered: Sequence[Telling], decided: Decided) -> list[list[Telling]]:
    """Return each telling alone, but for those that a person put together, whatever the rules say of them."""
    groups = [[one] for one in ordered]
    for one, other in combinations(ordered, 2) if decided.pairs else ():
        if decided.judged(one, other) == "same":
            joined = [group for group in groups if one in group or other in group]
            members = [member for group in joined for member in group]
            groups = [*(group for group in groups if group not in joined), members]
    return groups


class Groups:
    """Tellings in groups, which grow from what agrees most to what agrees least."""

    def __init__(self, groups: list[list[Telling]], agreed: _Agreed, decided: Decided) -> None:
        self._groups = groups
        self._agreed = agreed
        self._decided = decided

    def found(self) -> list[list[Telling]]:
        """Return the groups, and in each the fullest telling first."""
        ordered = (sorted(group, key=_fullest_first) for group in self._groups)
        return sorted(ordered, key=lambda group: _fullest_first(group[0]))

    def join(self, strength: int) -> None:
        """Join the groups for which so much speaks, but for one that could be joined to two that cannot be one."""
        beside = self._beside(strength)
        torn = {n for n, others in beside.items() if any(not self._may_join(a, b) for a, b in combinations(others, 2))}
        settled = {n: others - torn for n, others in beside.items() if n not in torn}
        done: set[int] = set()
        joined = []
        for n in range(len(self._groups)):
            if n not in done:
                members = _reached(n, settled)
                whole = all(self._may_join(a, b) for a, b in combinations(sorted(members), 2))
                members = members if whole else {n}
                done |= members
                joined.append([one for m in sorted(members) for one in self._groups[m]])
        self._groups = joined

    def _beside(self, strength: int) -> dict[int, set[int]]:
        """Return which groups may join which, since that much speaks for two of their tellings."""
        at = {one.name: n for n, group in enumerate(self._groups) for one in group}
        beside: dict[int, set[int]] = {}
        for n, group in enumerate(self._groups):
            near = {at[name] for one in group for name, a in self._agreed[one.name].items() if a.strength >= strength}
            if found := {m for m in near - {n} if self._may_join(n, m)}:
                beside[n] = found
        return beside

    def _may_join(self, n: int, m: int) -> bool:
        """Whether each telling of a group may be of one event with each of another.

        Of a group that a person put together, whose tellings need not agree, one is enough.
        """
        pairs = [(one, other) for one in self._groups[n] for other in self._groups[m]]
        found = [other.name in self._agreed[one.name] for one, other in pairs]
        if not self._decided.pairs:
            return all(found)
        if any(self._decided.judged(one, other) == "different" for one, other in pairs):
            return False
        return any(found) if self._by_a_person(n) or self._by_a_person(m) else all(found)

    def _by_a_person(self, n: int) -> bool:
        return any(self._decided.judged(one, other) == "same" for one, other in combinations(self._groups[n], 2))


def _reached(start: int, beside: Mapping[int, set[int]]) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        for other in beside.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _event(group: Sequence[Telling], agreed: _Agreed) -> Event:
    found = (agreed[group[0].name].get(one.name) for one in group[1:])
    return Event(tuple(group), tuple(one.reason if one else DECIDED for one in found))


def _length(one: Telling) -> tuple[int, str]:
    days = (date.fromisoformat(one.last) - date.fromisoformat(one.first)).days if one.first else 10**6
    return days, one.period


def _fullest_first(one: Telling) -> tuple[int, str, str, str]:
    return -_fullness(one), one.issued or "~", one.digest, one.item


def _fullness(one: Telling) -> int:
    persons = sum("/person-" in actor.node for actor in one.who)
    return (
        2 * len(one.who)
        + persons
        + 2 * bool(one.where)
        + len(one.where)
        + 2 * one.dated
        + bool(one.first)
        + bool(one.about)
    )
