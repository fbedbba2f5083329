"""Views: what a store knows, drawn as one self-contained page that opens with no network.

A view is one file in `visualizations/`: a title and a query whose rows are the links. `legend.toml` beside it says how
each kind of node, link and modality looks, and `page/` holds the template, the style and the script of the page.
"""

from coopatlas.views.drawing import draw
from coopatlas.views.network import compose
from coopatlas.views.records import Source
from coopatlas.views.view import View, legend, load, names

__all__ = ["View", "load", "names", "render"]


def render(store: Source, name: str = "network", lang: str = "ru", limit: int | None = None) -> str:
    """Return the HTML page of the view `name`; write it as UTF-8, its line ends untouched.

    The same store gives the same page, byte for byte. `limit` is the greatest number of nodes drawn; what it leaves out
    is said on the page. Raises `QuestionError` for an unknown view, `ContentError` for a malformed one.
    """
    view = load(name)
    return compose(view, draw(store, view, legend(), limit or view.limit), legend(), lang)
