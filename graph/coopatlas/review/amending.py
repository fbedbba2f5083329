"""What a person writes of a fact, `role=value`, into what it says; checked against the kind and the calendar."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from math import inf, isfinite
from typing import Any

from coopatlas import gazetteer
from coopatlas.claims import terms
from coopatlas.errors import DecisionError
from coopatlas.model import Role, kinds
from coopatlas.model.filler import Value
from coopatlas.model.kinds import ENTITIES, FIGURES
from coopatlas.model.period import period
from coopatlas.model.said import BESIDE, RANGE, Said
from coopatlas.rdf import iri

_HELD = frozenset({"territory", "union"})
"""Types of role whose values the gazetteer mostly holds."""


def amended(kind: str, said: Said, settings: Iterable[str]) -> Said:
    """Return what is said with these values in the place of former ones; `role=` empties a role.

    A role that takes a list is set as often as it has values; `id:…` names an entry of the gazetteer, `10..20` a range.
    Raises `DecisionError` for what a fact of the kind cannot say.
    """
    given: defaultdict[str, list[str]] = defaultdict(list)
    for one in settings:
        name, sign, value = (part.strip() for part in one.partition("="))
        if not sign or name not in (*kinds()[kind].roles, *BESIDE):
            problem = f"«{one}» sets nothing of a {kind}"
            raise DecisionError("review", problem, f"write ROLE=VALUE: {', '.join((*kinds()[kind].roles, *BESIDE))}")
        given[name].append(value)
    for name, values in given.items():
        said = _set(kind, said, name, values)
    order = [role for role in kinds()[kind].roles if role in said.args]
    return replace(said, args={role: said.args[role] for role in order})


def unknown_names(kind: str, said: Said) -> list[str]:
    """Return the names of territories and unions that the gazetteer does not hold."""
    roles = (role for role in kinds()[kind].roles.values() if role.type in _HELD and role.name in said.args)
    named = (str(one) for role in roles for one in _listed(said.args[role.name]))
    return [name for name in named if name not in said.entities and not gazetteer.load().find(name, _lang(name))]


def _set(kind: str, said: Said, name: str, values: list[str]) -> Said:
    filled = [value for value in values if value]
    role = kinds()[kind].roles.get(name)
    if len(filled) > 1 and not (role and role.many):
        raise DecisionError("review", f"{name} takes one value", f"write {name}={filled[0]}")
    if role is None:
        beside = Said({}) if not filled else Said({}, filled[0], filled[0], filled[0])
        changed: dict[str, Any] = {name: getattr(beside, name)}
        return replace(said, **changed)
    others = {key: value for key, value in said.args.items() if key != name}
    if not filled:
        return replace(said, args=others)
    entities = dict(said.entities)
    read = [_value(role, value, entities) for value in filled]
    value: Value = tuple(map(str, read)) if role.many else read[0]
    return replace(said, args={**others, name: value}, entities=entities)


def _value(role: Role, text: str, entities: dict[str, str]) -> str | int | float:
    if text.startswith(("id:", str(iri.ID))) and role.type in ENTITIES:
        local = text.removeprefix("id:").removeprefix(str(iri.ID))
        entry = gazetteer.load().entries().get(local)
        if entry is None:
            raise DecisionError("review", f"the gazetteer has no {text}", "write the name itself")
        name = entry.names.get("ru") or next(iter(entry.names.values()))
        entities[name] = local
        return name
    if role.type in FIGURES and RANGE not in text:
        return _number(role, text)
    if role.type == "period" and period(text) is None:
        raise DecisionError("review", f"{role.name}: «{text}» is no period", "write 2018, 2018-03, 2018-H1, 2020/2022")
    if role.type == "term" and not _is_term(role, text):
        raise DecisionError("review", f"{role.name}: «{text}» is no term of v:{role.scheme}", "see coopatlas ontology")
    return text


def _number(role: Role, text: str) -> int | float:
    try:
        number = float(text.replace(",", ".").replace(" ", "").replace("\N{NO-BREAK SPACE}", ""))
    except ValueError:
        number = inf
    if not isfinite(number):
        raise DecisionError("review", f"{role.name}: «{text}» is no number", "write 15000000 or 16..18")
    return int(number) if number.is_integer() else number


def _is_term(role: Role, text: str) -> bool:
    term = iri.term(role.scheme, text)
    return terms.words(term)[0] != term.removeprefix(str(iri.VOCABULARY))


def _listed(value: Value) -> tuple[str | int | float, ...]:
    return value if isinstance(value, tuple) else (value,)


def _lang(name: str) -> str:
    return "ru" if any("а" <= c <= "я" for c in name.casefold()) else "en"
