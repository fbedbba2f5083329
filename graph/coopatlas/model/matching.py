"""When two records tell the same: role values compared leniently in spelling, records paired one to one.

The measure is that of the annotation guideline's own scorer, so that figures of either can be set side by side.
"""

import re
from collections.abc import Sequence

from coopatlas.model import Fact, Role, kinds

Scalar = str | int | float

_GENERIC = frozenset({"республика", "республики", "republic", "the", "of", "республикасы"})
_STEM = 5
_TOLERANCE = 0.005
"""By how much of its size a number may differ: «16,7 млн» read as 16 650 000 is the same figure."""


def countable(fact: Fact) -> bool:
    """Whether a fact counts: a change without the figure that its kind requires does not."""
    roles = kinds()[fact.kind].roles
    needed = {role for choice in kinds()[fact.kind].required for role in choice if roles[role].type == "percent"}
    return needed <= fact.args.keys()


def values(fact: Fact, role: str) -> tuple[Scalar, ...]:
    """Return the values of a role: those of a list one by one, none where it is not filled."""
    value = fact.args.get(role)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def matched(gold: Fact, found: Fact, role: Role) -> int:
    """Return how many values of `role` are in both records."""
    wanted, left = values(gold, role.name), list(values(found, role.name))
    size = len(left)
    for value in wanted:
        at = next((i for i, other in enumerate(left) if same(role.compare, value, other)), None)
        if at is not None:
            del left[at]
    return size - len(left)


def pairs(gold: Sequence[Fact], found: Sequence[Fact]) -> list[tuple[int, int]]:
    """Return the positions of the records that tell the same fact; all are of one kind.

    The pair that agrees in most telling values is made first; of equals the one whose found record says least besides.
    """
    options: list[tuple[tuple[int, int, int], int, int]] = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            roles = kinds()[one.kind].roles
            agreeing = {role.name: matched(one, other, role) for role in roles.values()}
            telling = sum(count for role, count in agreeing.items() if not roles[role].weak)
            if telling:
                size = sum(len(values(other, role.name)) for role in roles.values() if not role.beyond)
                options.append(((-telling, -sum(agreeing.values()), size), i, j))
    chosen: dict[int, int] = {}
    for _, i, j in sorted(options):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return sorted(chosen.items())


def same(compare: str, gold: Scalar, found: Scalar) -> bool:
    """Whether two values, compared as a role says, name one thing: inflection and word order do not matter."""
    if not isinstance(gold, str) and not isinstance(found, str):
        return abs(gold - found) <= _TOLERANCE * max(abs(gold), 1e-9)
    if compare == "code":
        return str(gold).casefold() == str(found).casefold()
    one, other = set(stems(gold)), set(stems(found))
    if not one or not other:
        return False
    if compare == "text":
        return len(one & other) / min(len(one), len(other)) >= 0.5
    return one == other or _names_one(compare, one, other)


def _names_one(compare: str, one: set[str], other: set[str]) -> bool:
    within = one <= other or other <= one
    if compare == "person":
        # A person known by surname alone, or by an initial, is the same person.
        initials = any(len(word) == 1 for word in one | other)
        return any(len(word) > 2 for word in one & other) and (within or initials)
    return within and abs(len(one) - len(other)) <= 1


def stems(text: Scalar) -> list[str]:
    """Return the beginnings of the words of `text`, folded, words that name nothing («Республика») left out."""
    words = re.findall(r"[^\W_]+", str(text).casefold().replace("ё", "е"))
    return [word[:_STEM] for word in words if word not in _GENERIC] or [word[:_STEM] for word in words]
