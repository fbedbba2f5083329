"""Pages that are read rather than wandered through: a board, a table of figures, a map; no library runs in them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from coopatlas.errors import ContentError
from coopatlas.rdf.solutions import Source, select
from coopatlas.views import page, records, territories
from coopatlas.views.evidence import CLAIM_LIMIT, Evidence
from coopatlas.views.focus import Focus
from coopatlas.views.page import short
from coopatlas.views.territories import Territories
from coopatlas.views.view import Legend, View

__all__ = ["Ends", "Sheet", "short"]

Ends = tuple[str, str]
"""Two territories, in the order of their IRIs."""

One = TypeVar("One")

_SCRIPTS = ("pairs", "filters", "rows", "sheet")
_FORM_SCRIPTS = {
    "board": ("outcome",),
    "exchange": ("treemap",),
    "map": ("places", "placenames", "stops", "weights", "pan_zoom"),
}
_STILLS = {"board": ("slide",)}
"""How a form is saved as pixels that is too long to be saved whole."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page of a view is drawn from."""

    store: Source
    view: View
    legend: Legend
    focus: Focus

    def pairs(self) -> tuple[dict[Ends, set[str]], int]:
        """Return the claims of each pair in focus, of a view whose rows are `?claim ?from ?to`.

        With it comes the number of claims that name no two territories.
        """
        parties: defaultdict[str, set[str]] = defaultdict(set)
        for row in select(self.store, self.view.query):
            claim, tail = row.get("claim"), row.get("from")
            if not (claim and tail):
                problem = f"its query gives the row {claim}, {tail}"
                raise ContentError(f"view {self.view.name}", problem, "select ?claim ?from ?to")
            parties[claim] |= {tail, row.get("to") or tail}
        return self.paired({claim: parties[claim] for claim in self.focus.timely(self.store, parties)})

    def paired(self, parties: Mapping[str, set[str]]) -> tuple[dict[Ends, set[str]], int]:
        """Return the claims of each pair in focus from the parties of each claim, and how many have no two."""
        known = territories.load(self.store, set(self.focus.around).union(*parties.values()))
        pairs: defaultdict[Ends, set[str]] = defaultdict(set)
        for claim, ends in parties.items():
            for pair in known.pairs(ends):
                pairs[pair].add(claim)
        found = set().union(*pairs.values())
        return {pair: pairs[pair] for pair in self._near(pairs, known)}, len(parties) - len(found)

    def within_limit(self, ranked: Sequence[One], claims: Callable[[One], Collection[str]]) -> Sequence[One]:
        """Return as many of the first as a page shows and bears."""
        carried: set[str] = set()
        for number, one in enumerate(ranked[: self.focus.limit or self.view.limit]):
            carried.update(claims(one))
            if len(carried) > CLAIM_LIMIT and number:
                return ranked[:number]
        return ranked[: self.focus.limit or self.view.limit]

    def page(self, lang: str, evidence: Evidence, places: set[str], drawn: Mapping[str, Any]) -> str:
        """Return the page that the script of the view's form draws from `drawn`; script and style bear its name."""
        form = self.view.form
        scripts = (*_SCRIPTS, *_FORM_SCRIPTS[form], form, "trace", *_STILLS.get(form, ()), "open")
        environment = page.environment("sheet", scripts, lang, styles=[form])
        return environment.get_template("sheet.html").render(
            heading=self.view.title[lang],
            form=form,
            atlas=page.atlas(self.view, self.legend, evidence, page.scope(self.store, self.focus)),
            nodes=self._places(places),
            sheet=drawn,
        )

    def _near(self, pairs: Collection[Ends], known: Territories) -> list[Ends]:
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
