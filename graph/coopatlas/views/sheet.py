"""Pages that are read rather than wandered through: a board, a table of figures, a map; no library runs in them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from coopatlas.views import page, records
from coopatlas.views.evidence import Evidence
from coopatlas.views.focus import Focus
from coopatlas.views.page import short
from coopatlas.views.records import Source
from coopatlas.views.territories import Territories
from coopatlas.views.view import Legend, View

__all__ = ["Ends", "Sheet", "short"]

Ends = tuple[str, str]
"""Two territories, in the order of their IRIs."""

_SCRIPTS = ("words", "cards", "files", "dress", "sheet")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page of a view is drawn from."""

    store: Source
    view: View
    legend: Legend
    focus: Focus

    @property
    def limit(self) -> int:
        """The greatest number of pairs."""
        return self.focus.limit or self.view.limit

    def page(self, lang: str, evidence: Evidence, places: set[str], drawn: Mapping[str, Any]) -> str:
        """Return the page that the script of the view's form, a file of `visualizations/page/`, draws from `drawn`."""
        environment = page.environment("sheet.html", (*_SCRIPTS, self.view.form, "open"), lang)
        return environment.get_template("sheet.html").render(
            heading=self.view.title[lang],
            form=self.view.form,
            atlas=page.atlas(self.view, self.legend, evidence, page.scope(self.store, self.focus)),
            nodes=self._places(places),
            sheet=drawn,
        )

    def near(self, pairs: Collection[Ends], known: Territories) -> list[Ends]:
        """Return the pairs in focus, in the order of their IRIs."""
        if not self.focus.around:
            return sorted(pairs)
        around = [territory for one in self.focus.around for territory in known.of(one)]
        near = self.focus.near(pairs, around)
        far = self.focus.hops
        return sorted(pair for pair in pairs if min(near.get(end, far) for end in pair) < far)

    def _places(self, keys: set[str]) -> list[dict[str, Any]]:
        names, types = records.names(self.store, keys), records.types(self.store, keys)
        return [
            {
                "id": short(key),
                "data": {"kind": self.legend.kind(types[key]), "names": names[key], "short": None, "wished": False},
            }
            for key in sorted(keys)
        ]
