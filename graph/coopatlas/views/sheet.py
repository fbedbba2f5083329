"""Pages that are read rather than wandered through: a board, a table of figures, a map; no library runs in them."""

from collections.abc import Mapping
from typing import Any

from coopatlas.views import page, records
from coopatlas.views.evidence import Evidence
from coopatlas.views.page import short
from coopatlas.views.records import Source
from coopatlas.views.view import Legend, View

__all__ = ["compose", "places", "short"]

_SCRIPTS = ("words", "cards", "files", "dress", "sheet")


def compose(
    view: View, legend: Legend, lang: str, evidence: Evidence, places: Mapping[str, Any], sheet: Mapping[str, Any]
) -> str:
    """Return the page that the script of the view's form, a file of `visualizations/page/`, draws from `sheet`."""
    environment = page.environment("sheet.html", (*_SCRIPTS, view.form, "open"), lang)
    return environment.get_template("sheet.html").render(
        heading=view.title[lang],
        form=view.form,
        atlas=page.atlas(view, legend, evidence),
        nodes=[{"id": key, "data": data} for key, data in sorted(places.items())],
        sheet=sheet,
    )


def places(store: Source, legend: Legend, keys: set[str]) -> dict[str, Any]:
    """Return kind and names of territories by the name by which the page knows them."""
    names, types = records.names(store, keys), records.types(store, keys)
    return {
        short(key): {"kind": legend.kind(types[key]), "names": names[key], "short": None, "wished": False}
        for key in keys
    }
