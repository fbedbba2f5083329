"""What a name stands for, where it is read: nothing later looks it up again."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from coopatlas import gazetteer
from coopatlas.gazetteer import Entry
from coopatlas.model import EntityRef, Fact, Filler, kinds
from coopatlas.model.kinds import ENTITIES

_NAMED = ENTITIES - {"person", "goods", "target"}
_TYPES = {"union": "union", "port": "port", "organization": "organization", "corridor": "place"}
"""The types of entity of entries that are no territories."""


def type_of(entry: Entry) -> str:
    """Return the type of entity of an entry: territory, union, port, organization or place."""
    return _TYPES.get(entry.kind, "territory")


@lru_cache(maxsize=50_000)
def reference(name: str, role_type: str, lang: str, reason: str = "name") -> EntityRef | None:
    """Return what a name stands for in a role of this type: a person of the document, or an entry; else nothing.

    `reason` says how the name was found; where several entries bear it, they are the candidates.
    """
    if role_type == "person":
        return EntityRef(name, "person", reason=reason)
    found = gazetteer.load().find(name, lang) if role_type in _NAMED else ()
    if not found:
        return None
    candidates = tuple(entry.id for entry in found) if len(found) > 1 else ()
    return EntityRef(name, type_of(found[0]), found[0].id, candidates, reason)


def tied(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts of a document, their names tied to what they stand for as far as they are not yet."""
    told = list(facts)
    fillers = (
        filler
        for fact in told
        for role, fillers in fact.roles.items()
        if kinds()[fact.kind].roles[role].type == "person"
        for filler in fillers
    )
    people = frozenset(str(filler.plain) for filler in fillers)
    return [_tied(fact, people) for fact in told]


def _tied(fact: Fact, people: Collection[str]) -> Fact:
    def tie(filler: Filler, role_type: str) -> Filler:
        if not isinstance(filler.value, str):
            return filler
        known = role_type == "agent" and filler.value in people
        found = reference(filler.value, "person" if known else role_type, fact.lang)
        return replace(filler, value=found) if found else filler

    declared = kinds()[fact.kind].roles
    roles = {role: tuple(tie(one, declared[role].type) for one in fillers) for role, fillers in fact.roles.items()}
    return replace(fact, roles=roles, attribution=tie(fact.attribution, "agent") if fact.attribution else None)
