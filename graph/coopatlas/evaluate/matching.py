"""When two records tell the same: role values compared leniently in spelling, records paired one to one.

The measure is that of the annotation guideline's own scorer, so that figures of either can be set side by side.
"""

import re
from collections.abc import Sequence

from coopatlas.model import ROLES, Fact

Scalar = str | int | float

_FREE_TEXT = frozenset({"topic", "subject", "goods", "commodity", "sector", "role", "target", "name"})
_CODED = frozenset(
    {"type", "status", "flow", "bound", "function", "mode", "currency", "date", "period", "base", "start"}
)
_WEAK = _CODED | {"unit"}
"""Agreement in these alone does not make two records the same fact."""
_PEOPLE = frozenset({"person", "participant", "visitor", "proposer", "supporter", "holder"})
_GENERIC = frozenset({"республика", "республики", "republic", "the", "of", "республикасы"})
_STEM = 5
_TOLERANCE = 0.005
"""By how much of its size a number may differ: «16,7 млн» read as 16 650 000 is the same figure."""


def countable(fact: Fact) -> bool:
    """Whether a fact counts: a growth without a figure does not."""
    return fact.kind != "growth" or "percent" in fact.args


def values(fact: Fact, role: str) -> tuple[Scalar, ...]:
    """Return the values of a role: those of a list one by one, none where it is not filled."""
    value = fact.args.get(role)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def matched(gold: Fact, found: Fact, role: str) -> int:
    """Return how many values of `role` are in both records."""
    wanted, left = values(gold, role), list(values(found, role))
    size = len(left)
    for value in wanted:
        at = next((i for i, other in enumerate(left) if same(role, value, other)), None)
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
            agreeing = {role: matched(one, other, role) for role in ROLES[one.kind]}
            telling = sum(count for role, count in agreeing.items() if role not in _WEAK)
            if telling:
                size = sum(len(values(other, role)) for role in ROLES[other.kind])
                options.append(((-telling, -sum(agreeing.values()), size), i, j))
    chosen: dict[int, int] = {}
    for _, i, j in sorted(options):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return sorted(chosen.items())


def same(role: str, gold: Scalar, found: Scalar) -> bool:
    """Whether two values of `role` name the same thing: inflection, word order and «Республика» do not matter."""
    if not isinstance(gold, str) and not isinstance(found, str):
        return abs(gold - found) <= _TOLERANCE * max(abs(gold), 1e-9)
    if role in _CODED:
        return str(gold).casefold() == str(found).casefold()
    one, other = set(stems(gold)), set(stems(found))
    if not one or not other:
        return False
    if role in _FREE_TEXT:
        return len(one & other) / min(len(one), len(other)) >= 0.5
    return one == other or _names_one(role, one, other)


def _names_one(role: str, one: set[str], other: set[str]) -> bool:
    within = one <= other or other <= one
    if role in _PEOPLE:
        # A person known by surname alone, or by an initial, is the same person.
        initials = any(len(word) == 1 for word in one | other)
        return any(len(word) > 2 for word in one & other) and (within or initials)
    return within and abs(len(one) - len(other)) <= 1


def stems(text: Scalar) -> list[str]:
    """Return the beginnings of the words of `text`, folded, words that name nothing («Республика») left out."""
    words = re.findall(r"[^\W_]+", str(text).casefold().replace("ё", "е"))
    return [word[:_STEM] for word in words if word not in _GENERIC] or [word[:_STEM] for word in words]
