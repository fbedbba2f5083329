"""What the page of a thing is drawn from, and the sections that make it.

A section is what one provider finds; `PROVIDERS` lists them in the order of the page, and whoever has more to say of a
thing adds one there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

from coopatlas import index
from coopatlas.model import kinds
from coopatlas.model.kinds import INITIATIVE
from coopatlas.questions import entities
from coopatlas.questions.answers import Named, labelled
from coopatlas.questions.entities import Entity, Mention
from coopatlas.rdf.solutions import batches, local
from coopatlas.serve.pages.facts import Told
from coopatlas.store import Store
from coopatlas.views.view import legend

THINGS = {
    "territory": ("country", "region", "port"),
    "person": ("person",),
    "organization": ("organization",),
}
"""The types of parameter that take a thing, and what the legend calls such things."""
SHOWN, PAGE = 12, 100
"""The claims that a section shows before it leads to all of them, and those of a page of it."""
LOOKED_AT = 1000
"""The items whose other parts are looked at, the latest; a page says so where there are more."""

_ROLES = """
SELECT DISTINCT ?key ?role ?other {
  VALUES ?key { %s }
  GRAPH ?graph { { ?key ?role ?other } UNION { ?key coop:post ?post . ?post ?role ?other } }
  FILTER(isIRI(?other) && STRSTARTS(STR(?other), STR(id:)))
}"""
_CLASSES = "SELECT DISTINCT ?key ?type { VALUES ?key { %s } GRAPH ?graph { ?key a ?type } }"


@dataclass(frozen=True)
class Portrait:
    """A thing with what is told of it; what is costly is found when a section asks."""

    store: Store
    entity: Entity
    lang: str
    everything: str = ""
    """The name of the one section that is shown whole."""
    number: int = 1
    """The page of that section."""

    @cached_property
    def mentions(self) -> list[Mention]:
        """The claims about it, the latest first."""
        return entities.mentions(self.store, self.entity.iri)

    @cached_property
    def said(self) -> list[Mention]:
        """The claims that it is made responsible for, the latest first."""
        return entities.said_by(self.store, self.entity.iri)

    @cached_property
    def items(self) -> list[str]:
        """What is claimed about it, the latest first."""
        return list(dict.fromkeys(one.item for one in self.mentions))

    @cached_property
    def others(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Who and what else is in the items about it: by item the roles of each."""
        found: dict[str, dict[str, frozenset[str]]] = {}
        for row in batches(index.source(self.store), _ROLES, self.items[:LOOKED_AT]):
            other = row["other"] or ""
            if other != self.entity.iri:
                held = found.setdefault(row["key"] or "", {})
                held[other] = held.get(other, frozenset()) | {local(row["role"])}
        return found

    def named(self, nodes: set[str]) -> Mapping[str, Named]:
        """Return these IRIs with their labels."""
        return labelled(self.store, nodes)

    def shown(self, name: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """Return the claims that a section shows of these: the first, or a page where it is shown whole."""
        first, size = ((self.number - 1) * PAGE, PAGE) if self.everything == name else (0, SHOWN)
        return tuple(one.claim for one in mentions[first : first + size])


def classes_like(*kinds_of_legend: str) -> frozenset[str]:
    """Return the classes that the legend draws as one of these."""
    return frozenset(cls for name in kinds_of_legend for cls in legend().nodes[name]["types"])


def is_item(cls: str) -> bool:
    """Tell what is told, a meeting or a figure, from whom and what it is told of."""
    return cls in {INITIATIVE, "Happening", *(kind.cls for kind in kinds().values())}


def classes_of(store: Store, nodes: set[str]) -> Mapping[str, frozenset[str]]:
    """Return the local names of the classes of these IRIs."""
    found: dict[str, frozenset[str]] = {}
    for row in batches(index.source(store), _CLASSES, nodes):
        key = row["key"] or ""
        found[key] = found.get(key, frozenset()) | {local(row["type"])}
    return found


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its template knows it as `section`; `more` counts what it leaves out.

    `told` is what its `claims` are shown as: those of all sections are looked up at once.
    """

    name: str
    title: str
    template: str
    data: Any = None
    more: int = 0
    count: int = 0
    claims: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def pages(self) -> int:
        """The number of pages of its claims."""
        return ceil(self.count / PAGE) if self.claims else 1


Provider = Callable[[Portrait], Section | None]
