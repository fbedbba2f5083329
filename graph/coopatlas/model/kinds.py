"""The kinds of fact, as `ontology/kinds/` declares them: one file a kind, read once.

A kind says what its facts become in the graph, which roles they have, how two of them are told to be one, how a scorer
compares them, and which status each phase of a thing has. Everything else in the house that knows of kinds takes it
from here.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from coopatlas import content
from coopatlas.errors import ContentError

TYPES: Mapping[str, str] = {
    "person": "person",
    "body": "name",
    "territory": "name",
    "union": "name",
    "side": "name",
    "agent": "name",
    "place": "name",
    "goods": "text",
    "target": "text",
    "topic": "text",
    "text": "text",
    "period": "code",
    "term": "code",
    "currency": "code",
    "bound": "code",
    "unit": "unit",
    "rank": "name",
    "figure": "number",
    "percent": "number",
    "count": "number",
}
"""The types of role, and how a scorer compares values of each unless the role says otherwise.

`body` is an organization; `side` a territory, a union or a body; `agent` a side or a person; `target` a territory, a
port, goods or a sector; `topic` a noun phrase, `text` other words; `term:SCHEME` a term of a vocabulary; `figure` a sum
or an amount, whose unit is a `currency` or a `unit` and whose `bound` says how it is meant; `count` a plain number.
"""

ENTITIES = frozenset({"person", "body", "territory", "union", "side", "agent", "place", "goods", "target"})
"""The types of role whose values are entities."""

FIGURES = frozenset({"figure", "percent", "count"})
"""The types of role whose values are numbers."""

PHASES = ("proposed", "wished", "negotiated", "planned", "begun", "done", "ongoing", "ended", "cancelled")
"""How far a thing has come, from words to deeds; `reading.firmness` decides which."""

INITIATIVE = "CooperationInitiative"
"""The class of what is wished, planned or proposed; never that of what exists."""

_COMPARISONS = frozenset(TYPES.values())
_MERGING = frozenset({"same", "fuller", "joined"})
_ROLE_MERGING = frozenset({"", "identity", "overlap", "covers"})


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a kind.

    `type` is one of `TYPES` (`scheme` that of `term:SCHEME`); `predicate` the local name of its property in
    the ontology, under `post/` where it is one of the post that the item is about. `compare` is how a scorer compares
    two values: `name`, `person`, `text`, `code`, `unit`, `number`. `merge` says what the role is for telling that two
    facts are one: `identity` (equal where both have it), `overlap` (one list holds the other), `covers` (the same, and
    places of two facts are never added up). A role `beyond` the annotation guideline is scored only where gold facts
    fill it. One that stands `instead_of` another is left empty where that has two values. One that is
    `elliptic` a sentence may leave to those before it. `note` is for a reader who writes facts down.
    """

    name: str
    type: str
    predicate: str
    scheme: str = ""
    many: bool = False
    compare: str = "name"
    merge: str = ""
    beyond: bool = False
    instead_of: str = ""
    elliptic: bool = False
    note: str = ""

    @property
    def weak(self) -> bool:
        """Whether agreement in this role alone does not make two records the same fact."""
        return self.compare in {"code", "unit"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """How facts of a kind are drawn as a network, by names of roles.

    `links` are pairs of roles that are the two ends of a line; those of `node` point to the fact, a node of its own;
    those of `equals` are linked each with each.
    """

    links: tuple[tuple[str, str], ...] = ()
    node: tuple[str, ...] = ()
    equals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """How a kind tells of an event, which other documents may tell of too: its roles, and what makes two one.

    `who` are the roles of those who take part, at least `agreeing` of whom two tellings share; `where` and `when` those
    of place and date; `placed` tells that both must name a place, `once` that it happens once, whatever the date.
    `alike` are roles that must be equal where both are filled, `about` one whose words must have something in common.
    A kind with statuses tells of an event under `statuses` alone.
    """

    who: tuple[str, ...]
    agreeing: int = 1
    where: str = ""
    placed: bool = False
    when: str = ""
    alike: tuple[str, ...] = ()
    about: str = ""
    statuses: frozenset[str] = frozenset()
    once: bool = False

    @property
    def roles(self) -> frozenset[str]:
        """All roles that it names."""
        return frozenset({*self.who, *self.alike, self.where, self.when, self.about}) - {""}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact.

    `cls` is the class of its items, `form` the form of cooperation of a kind that may be only planned, `existing` the
    statuses under which it exists, `fixed` the terms that every item has. `statuses` go from words to deeds; `phases`
    gives the status of each of `PHASES`. `speaker` tells whether someone may be made responsible for such a fact.
    `event` tells how two documents may tell of one event of this kind.
    `merge` is how repetitions become one: `same` (only equal records), `fuller` (the record that says more is kept),
    `joined` (what two sentences tell of one thing is put together). Of `required` each is filled, `a|b` by either.
    """

    name: str
    order: int
    cls: str
    roles: Mapping[str, Role]
    label: Mapping[str, str]
    definition: Mapping[str, str]
    form: str | None = None
    speaker: bool = True
    merge: str = "same"
    required: tuple[tuple[str, ...], ...] = ()
    statuses: tuple[str, ...] = ()
    existing: frozenset[str] = frozenset()
    phases: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    drawing: Drawing = field(default_factory=Drawing)
    event: Happening | None = None
    example: Mapping[str, Any] = field(default_factory=dict)

    def class_of(self, modality: str, status: object) -> str:
        """Return the class of an item: anything but a stated fact with an existing status is an initiative."""
        exists = modality == "stated" and (not self.existing or status in self.existing)
        return self.cls if exists or self.form is None else INITIATIVE

    def lacking(self, filled: Mapping[str, object]) -> list[str]:
        """Return which of the required roles are not filled: `participant|party`."""
        return ["|".join(choice) for choice in self.required if not any(role in filled for role in choice)]


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds by name, in the order in which they are shown; raises `ContentError` for a file that is none."""
    files = (file for file in (content.ontology() / "kinds").iterdir() if file.name.endswith(".toml"))
    found = sorted(map(_read, files), key=lambda kind: (kind.order, kind.name))
    return MappingProxyType({kind.name: kind for kind in found})


def _read(file: Traversable) -> Kind:
    name = file.name.removesuffix(".toml")
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        roles = {role: _role(role, told) for role, told in data.pop("roles").items()}
        fixed = {prop: (scheme, term) for prop, (scheme, term) in data.pop("fixed", {}).items()}
        required = tuple(tuple(choice.split("|")) for choice in data.pop("required", ()))
        statuses, existing = tuple(data.pop("statuses", ())), frozenset(data.pop("existing", ()))
        cls, drawing = data.pop("class"), _drawing(data.pop("drawing", {}))
        event = _event(data.pop("event", None))
        kind = Kind(
            name=name,
            cls=cls,
            roles=roles,
            fixed=fixed,
            required=required,
            statuses=statuses,
            existing=existing,
            drawing=drawing,
            event=event,
            **data,
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise ContentError(f"kinds/{file.name}", f"it is no kind of fact ({error})", "see the other files") from error
    if wrong := _wrong(kind):
        raise ContentError(f"kinds/{file.name}", wrong, "see the other files")
    return kind


def _role(name: str, told: Mapping[str, Any]) -> Role:
    type_, _, scheme = told["type"].partition(":")
    told = {"compare": TYPES[type_]} | {"predicate" if key == "property" else key: value for key, value in told.items()}
    return Role(**{**told, "name": name, "type": type_, "scheme": scheme})


def _drawing(told: Mapping[str, Any]) -> Drawing:
    links = tuple((tail, head) for tail, head in told.get("links", ()))
    return Drawing(links, tuple(told.get("node", ())), tuple(told.get("equals", ())))


def _event(told: Mapping[str, Any] | None) -> Happening | None:
    if told is None:
        return None
    lists = {key: tuple(value) for key, value in told.items() if isinstance(value, list) and key != "statuses"}
    return Happening(**{**told, **lists, "statuses": frozenset(told.get("statuses", ()))})


def _wrong(kind: Kind) -> str:
    """Return what a file says that cannot be, in words; nothing where it is sound."""
    named = {role for choice in (*kind.required, *kind.drawing.links) for role in choice}
    named |= {*kind.drawing.node, *kind.drawing.equals}
    checks = {
        f"it names {', '.join(sorted(named - set(kind.roles)))}, which it has not": named <= set(kind.roles),
        "its merge is none of same, fuller, joined": kind.merge in _MERGING,
        "a role has a comparison or a merging that is not known": all(
            role.compare in _COMPARISONS and role.merge in _ROLE_MERGING for role in kind.roles.values()
        ),
        "a status under which it exists is none of its statuses": kind.existing <= set(kind.statuses),
        "its event names a role or a status that it has not": kind.event is None
        or (kind.event.roles <= set(kind.roles) and kind.event.statuses <= set(kind.statuses)),
        "with statuses, it gives one of them to each phase": not kind.statuses
        or (set(kind.phases) == set(PHASES) and set(kind.phases.values()) <= set(kind.statuses)),
    }
    return next((problem for problem, sound in checks.items() if not sound), "")


ROLES: Mapping[str, tuple[str, ...]] = {name: tuple(kind.roles) for name, kind in kinds().items()}
"""The kinds of fact and the roles of each, in the order in which they are shown."""

LIST_ROLES = frozenset((name, role.name) for name, kind in kinds().items() for role in kind.roles.values() if role.many)
"""The roles that take a list; every other role takes one string or number."""

STATUSES: Mapping[str, tuple[str, ...]] = {name: kind.statuses for name, kind in kinds().items() if kind.statuses}
"""The values of the role `status`, by kind, in the order of the way from words to deeds."""
