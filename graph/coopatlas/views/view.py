"""View files and the legend: TOML that a domain expert edits."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from coopatlas.content import files_of, visualizations
from coopatlas.errors import ContentError, QuestionError
from coopatlas.model import Kind, kinds

LIMIT = 300
"""Nodes drawn unless a view says otherwise; above it a drawing is a tangle."""

LANGUAGES = ("ru", "en")
"""The languages of the pages."""

Words = Mapping[str, str]
"""The same words by language, those of `LANGUAGES`."""

_LEGEND = "legend.toml"


@dataclass(frozen=True, slots=True)
class View:
    """A view: what its query returns depends on its form.

    `network`: `?claim ?from ?to`, one row a link. A row without `?to` puts the claim at the node `?from`; a row without
    `?claim` is a link of the reference data. `board`: `?claim ?party ?stage`, one row for each party of what is
    claimed; a stage is a key of `stages`, the first stage first: its words, whether it is a `deed`, and whether it
    `answers` what was said. `exchange`: `?claim ?from ?to`, claims of figures of trade, of growth and of goods. `map`:
    the same of any claims; without `?to`, one row for each party.
    """

    name: str
    order: int
    title: Words
    about: Words
    query: str
    form: str = "network"
    limit: int = LIMIT
    stages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Legend:
    """How things look: nodes by class, lines by modality; and the words of the page.

    What a link is called is the label of its kind of fact.
    """

    nodes: Mapping[str, Mapping[str, Any]]
    manners: Mapping[str, Mapping[str, Any]]
    words: Mapping[str, Words]

    @property
    def links(self) -> Mapping[str, Words]:
        """The words of a link by kind of fact."""
        return {name: {lang: kind.label[lang] for lang in LANGUAGES} for name, kind in kinds().items()}

    def kind(self, types: frozenset[str]) -> str:
        """Return the first kind of node that lists one of `types`, local names of classes and cooperation forms."""
        return next((kind for kind, style in self.nodes.items() if not types.isdisjoint(style["types"])), "other")


def names() -> list[str]:
    """Return the names of the views, in the order in which they are offered; `faults` tells of the malformed files."""
    views = [found for found in _every().values() if isinstance(found, View)]
    return [view.name for view in sorted(views, key=lambda view: (view.order, view.name))]


def faults() -> Mapping[str, ContentError]:
    """Return what is wrong with the files that hold no view, by the names that they would have."""
    return {name: found for name, found in _every().items() if isinstance(found, ContentError)}


def load(name: str) -> View:
    """Return the view of this name; raises `QuestionError` that lists the views when there is none."""
    files = _files()
    if name not in files:
        raise QuestionError(f"view {name}", "there is no such view", f"choose one of: {', '.join(names())}")
    return _read(files[name])


def _every() -> dict[str, View | ContentError]:
    found: dict[str, View | ContentError] = {}
    for name, file in _files().items():
        try:
            found[name] = _read(file)
        except ContentError as error:
            found[name] = error
    return found


@cache
def legend() -> Legend:
    """Return the legend shared by all views."""
    file = visualizations() / _LEGEND
    try:
        return Legend(**_table(file))
    except TypeError as error:
        raise ContentError(file.name, f"is not a legend ({error})", "give nodes, manners and words") from error


def _files() -> Mapping[str, Traversable]:
    return {name: file for name, file in files_of("visualizations", ".toml").items() if file.name != _LEGEND}


def _read(file: Traversable) -> View:
    try:
        told = _table(file)
        return View(name=file.name.removesuffix(".toml"), **{**told, "query": _filled(told.get("query", ""))})
    except TypeError as error:
        remedy = "give order, title, about, query and, if wanted, form, limit and stages"
        raise ContentError(file.name, f"is not a view ({error})", remedy) from error


def _filled(query: str) -> str:
    """Put how each kind is drawn in the place of `$links`, `$nodes` and `$equals`."""
    declared = {
        "$links": _values((kind, *ends) for kind in kinds().values() for ends in kind.drawing.links),
        "$nodes": _values((kind, role) for kind in kinds().values() for role in kind.drawing.node),
        "$equals": _values((kind, role) for kind in kinds().values() for role in kind.drawing.equals),
    }
    for name, values in declared.items():
        query = query.replace(name, values)
    return query


def _values(rows: Iterable[tuple[Kind, *tuple[str, ...]]]) -> str:
    told = {(kind.name, *(kind.roles[role].predicate for role in roles)) for kind, *roles in rows}
    return " ".join(f"(v:kind-{name} {' '.join(f'coop:{one}' for one in path)})" for name, *path in sorted(told))


def _table(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(file.name, f"cannot be read ({error})", "mend the file") from error
