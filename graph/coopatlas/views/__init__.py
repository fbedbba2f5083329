"""Views: what a store knows, drawn as one self-contained page that opens with no network.

A view is one file in `visualizations/`: a title, a form and a query whose rows are what is drawn. `legend.toml` beside
it says how each kind of node, link and modality looks. `page/` holds what every page shares, and a folder for each
kind: the network, through which one wanders, and the sheets, which are read.
"""

from collections.abc import Iterator
from importlib import import_module

from coopatlas import index
from coopatlas.errors import ContentError, QuestionError
from coopatlas.rdf.solutions import Source, select
from coopatlas.views.boundaries import Boundaries
from coopatlas.views.focus import Focus, entities
from coopatlas.views.view import View, faults, legend, load, names

__all__ = ["Boundaries", "Focus", "View", "entities", "every", "faults", "load", "names", "render"]

_FORMS = {
    "network": "coopatlas.views.network",
    "board": "coopatlas.views.board",
    "exchange": "coopatlas.views.exchange",
    "map": "coopatlas.views.geography",
}
"""The module that draws a form."""
_DOCUMENTS = "SELECT ?text { GRAPH ?document { ?text a coop:Document } }"
_CLAIMS = "SELECT ?claim { GRAPH ?document { ?claim coop:claims ?item } }"


def render(
    store: Source,
    name: str = "network",
    lang: str = "ru",
    focus: Focus | None = None,
    boundaries: Boundaries | None = None,
) -> str:
    """Return the HTML page of the view `name`; write it as UTF-8, its line ends untouched.

    The same store gives the same page, byte for byte. What the focus and the view's limit – of nodes, or of pairs –
    leave out is said on the page. Raises `QuestionError` for an unknown view, for a focus on what the view does not
    hold and for boundaries where no map is drawn, `ContentError` for a malformed view.
    """
    store = index.source(store)
    view = load(name)
    if view.form not in _FORMS:
        raise ContentError(f"view {name}", f"there is no form {view.form}", f"choose one of: {', '.join(_FORMS)}")
    if boundaries and view.form != "map":
        problem, remedy = f"the view {name} draws no map", "write coopatlas view map --boundaries FILE"
        raise QuestionError("--boundaries", problem, remedy)
    # Here, since what draws networks takes more than a second to load.
    drawing = import_module(_FORMS[view.form])
    bounds = (boundaries,) if boundaries else ()
    page: str = drawing.compose(store, view, legend(), lang, focus or Focus(), *bounds)
    return page


def every(store: Source, lang: str, focus: Focus | None = None) -> Iterator[tuple[str, str]]:
    """Yield the pages of all views with their names, and at the end `index`, which leads to them.

    A view that cannot be drawn, since it does not hold what the focus is on, is left out.
    """
    from coopatlas.views import page

    drawn: list[View] = []
    for name in names():
        try:
            yield name, render(store, name, lang, focus)
        except QuestionError:
            continue
        drawn.append(load(name))
    counted = {"documents": sum(1 for _ in select(store, _DOCUMENTS)), "claims": sum(1 for _ in select(store, _CLAIMS))}
    yield "index", page.index(drawn, legend().words, legend().words["held"][lang].format(**counted), lang)
