"""One event, many tellings: which tellings are of one event, and why.

Two tellings are of one event where nothing that they say contradicts and enough of it agrees (`agreement`). An event
holds tellings of which none contradicts another and each agrees with one; a telling that fits two events that cannot be
one is taken for neither, since it cannot be told which is meant. What comes out depends on the tellings alone, not on
their order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from coopatlas.resolve.agreement import DECIDED, Agreement, Reason, apart, one_event
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
        near = {other.name: other for key in one.sought for other in by_key.get(key, ())}
        for other in near.values():
            if found := one_event(one, other, decided):
                agreed[one.name][other.name] = agreed[other.name][one.name] = found
        for key in one.filed:
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
        self._at = _places(groups)
        self._agreed = agreed
        self._decided = decided
        self._known: dict[frozenset[str], bool] = {}

    def found(self) -> list[list[Telling]]:
        """Return the groups, and in each the fullest telling first."""
        ordered = (sorted(group, key=_fullest_first) for group in self._groups)
        return sorted(ordered, key=lambda group: _fullest_first(group[0]))

    def join(self, strength: int) -> None:
        """Join the groups for which so much speaks, but for one that could be joined to two that cannot be one."""
        beside = self._beside(strength)
        torn = {n for n in beside if self._is_torn(n, beside[n])}
        settled = {n: others - torn for n, others in beside.items() if n not in torn}
        done: set[int] = set()
        joined = []
        for n in range(len(self._groups)):
            if n not in done:
                members = _reached(n, settled)
                whole = not any(self._clash(a, b) for a, b in combinations(sorted(members), 2))
                members = members if whole else {n}
                done |= members
                joined.append([one for m in sorted(members) for one in self._groups[m]])
        self._groups, self._at = joined, _places(joined)

    def _is_torn(self, n: int, others: set[int]) -> bool:
        """Whether a group could be joined to two that cannot be one.

        One that tells of a month or a year fits whatever was then: for it, no other agreement decides.
        """
        if all(one.vague for one in self._groups[n]):
            others = self._beside_one(n, 0)
        return any(self._clash(a, b) for a, b in combinations(sorted(others), 2))

    def _beside(self, strength: int) -> dict[int, set[int]]:
        """Return which groups may join which, since that much speaks for two of their tellings."""
        found = {n: self._beside_one(n, strength) for n in range(len(self._groups))}
        return {n: others for n, others in found.items() if others}

    def _beside_one(self, n: int, strength: int) -> set[int]:
        agreed = (pair for one in self._groups[n] for pair in self._agreed[one.name].items())
        near = {self._at[name] for name, agreement in agreed if agreement.strength >= strength}
        return {m for m in near - {n} if not self._clash(n, m)}

    def _clash(self, n: int, m: int) -> bool:
        """Whether a telling of one group cannot be of one event with one of another.

        Of a group that a person put together, whose tellings need not agree, one that fits is enough.
        """
        pairs = [(one, other) for one in self._groups[n] for other in self._groups[m]]
        found = [self._apart(one, other) for one, other in pairs]
        if not self._decided.pairs:
            return any(found)
        if any(self._decided.judged(one, other) == "different" for one, other in pairs):
            return True
        return all(found) if self._by_a_person(n) or self._by_a_person(m) else any(found)

    def _apart(self, one: Telling, other: Telling) -> bool:
        if other.name in self._agreed[one.name]:
            return False
        pair = frozenset((one.name, other.name))
        if pair not in self._known:
            self._known[pair] = apart(one, other, self._decided)
        return self._known[pair]

    def _by_a_person(self, n: int) -> bool:
        return any(self._decided.judged(one, other) == "same" for one, other in combinations(self._groups[n], 2))


def _places(groups: Sequence[Sequence[Telling]]) -> dict[str, int]:
    return {one.name: n for n, group in enumerate(groups) for one in group}


def _reached(start: int, beside: Mapping[int, set[int]]) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        for other in beside.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _event(group: Sequence[Telling], agreed: _Agreed) -> Event:
    """Return the event of a group; the reason of each telling is that for which it agrees with the fullest it can."""
    reasons = [
        next((agreed[one.name][other.name].reason for other in group if other.name in agreed[one.name]), DECIDED)
        for one in group[1:]
    ]
    return Event(tuple(group), tuple(reasons))


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
