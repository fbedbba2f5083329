"""What a fact says, in plain values: the form in which a person reads it, and writes what is right.

As an object of JSON it holds the values by role, and beside them `modality`, `polarity`, `speaker` and `entities`
where they are not as usual: `{"party": ["РК"], "modality": "intention", "entities": {"РК": "region-RU-KO"}}`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from coopatlas.model.entity import EntityRef
from coopatlas.model.evidence import Evidence
from coopatlas.model.fact import Fact
from coopatlas.model.figure import Figure
from coopatlas.model.filler import Filler, Value
from coopatlas.model.kinds import ENTITIES, FIGURES, Role, kinds

BESIDE = ("modality", "polarity", "speaker")
"""What is said of a fact beside its roles."""
PERSON = "person"
"""The source of a value that a person gave; a term of `v:origin`."""
RANGE = ".."
"""What stands between the ends of a range: `16..18`."""

_ENTITY_TYPES = {"person": "person", "body": "organization", "goods": "product", "union": "union", "place": "place"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a fact says: values by role, lists in order; `entities` are the gazetteer's ids of names that are tied."""

    args: Mapping[str, Value]
    modality: str = "stated"
    polarity: str = "positive"
    speaker: str | None = None
    entities: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, fact: Fact) -> "Said":
        """Return what a fact says; which entities its names are tied to is the reader's, and not told."""
        return cls(dict(fact.args), fact.modality, fact.polarity, fact.speaker)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Said":
        """Return what an object of JSON says."""
        beside = {key: value for key, value in told.items() if key in (*BESIDE, "entities")}
        args = {
            key: tuple(value) if isinstance(value, list) else value for key, value in told.items() if key not in beside
        }
        return cls(args, **beside)

    def record(self) -> dict[str, Any]:
        """Return it as an object of JSON."""
        beside = {key: getattr(self, key) for key in BESIDE if getattr(self, key) != getattr(_PLAIN, key)}
        told = {role: list(value) if isinstance(value, tuple) else value for role, value in self.args.items()}
        return {**told, **beside, **({"entities": dict(self.entities)} if self.entities else {})}

    @property
    def key(self) -> str:
        """Two that say the same have the same key, in whatever order they list it."""
        args = {role: sorted(value) if isinstance(value, tuple) else value for role, value in self.args.items()}
        return json.dumps([args, self.modality, self.polarity, self.speaker], ensure_ascii=False, sort_keys=True)

    @property
    def plainly_stated(self) -> bool:
        """Whether it is stated and not denied."""
        return (self.modality, self.polarity) == ("stated", "positive")

    def covers(self, other: "Said") -> bool:
        """Whether it says all that the other says, as firmly, and perhaps more."""
        firm = (self.modality, self.polarity) == (other.modality, other.polarity)
        return firm and all(set(_listed(value)) <= set(_listed(self.args.get(r))) for r, value in other.args.items())


_PLAIN = Said({})


def revised(fact: Fact, said: Said) -> Fact:
    """Return the fact as it is said to be: values that are as they were keep what is known of them."""
    kept = fact.with_args(said.args)
    changed = {role for role, fillers in kept.roles.items() if fillers is not fact.roles.get(role)}
    roles = {
        role: tuple(_given(fact, role, one, said) for one in fillers) if role in changed else fillers
        for role, fillers in kept.roles.items()
    }
    tied = {role: tuple(_tied(fact, role, one, said) for one in fillers) for role, fillers in roles.items()}
    told = replace(kept, roles=tied, modality=said.modality, polarity=said.polarity)
    return told if said.speaker == fact.speaker else told.attributed(said.speaker)


def fresh(kind: str, said: Said, evidence: Evidence, lang: str) -> Fact:
    """Return a fact that a person found in a sentence."""
    return revised(Fact(kind, {}, (evidence,), confidence=1.0, lang=lang), said)


def _given(fact: Fact, role: str, filler: Filler, said: Said) -> Filler:
    """Return a value that a person gave, with where its words stand in the sentence, if they do."""
    declared, value = kinds()[fact.kind].roles[role], filler.value
    old = next((one for one in fact.roles.get(role, ()) if one.plain == filler.plain), None)
    if old is not None and not isinstance(old.value, Figure):
        return old
    if isinstance(value, str) and declared.type in FIGURES and RANGE in value:
        value = _range(value, str(said.args.get("currency") or said.args.get("unit") or ""), declared)
    at = fact.evidence.find(str(filler.plain)) if isinstance(filler.value, str) else -1
    span = (fact.start + at, fact.start + at + len(str(filler.plain))) if at >= 0 else None
    return Filler(value, span, PERSON)


def _tied(fact: Fact, role: str, filler: Filler, said: Said) -> Filler:
    """Return a value with the entity that a person tied its name to."""
    declared = kinds()[fact.kind].roles[role]
    entry = said.entities.get(str(filler.plain)) if declared.type in ENTITIES else None
    if entry is None or (isinstance(filler.value, EntityRef) and filler.value.entry == entry):
        return filler
    value = EntityRef(str(filler.plain), _ENTITY_TYPES.get(declared.type, "territory"), entry, reason=PERSON)
    return replace(filler, value=value, source=PERSON)


def _range(text: str, unit: str, role: Role) -> Figure | str:
    lower, _, upper = text.partition(RANGE)
    try:
        ends = Decimal(lower), Decimal(upper)
    except InvalidOperation:
        return text
    return Figure(*ends, "%" if role.type == "percent" else unit, "")


def _listed(value: Value | None) -> Iterator[str]:
    if value is not None:
        yield from map(str, value if isinstance(value, tuple) else (value,))
