"""A figure and all that is told of it → an observation or an exchange rate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from coopatlas.errors import StatisticsError
from coopatlas.model import Period
from coopatlas.model.period import period
from coopatlas.statistics.cells import Number
from coopatlas.statistics.observation import FLOWS, STATUSES, VALUATIONS, Goods, Observation, Rate
from coopatlas.statistics.places import WORLD
from coopatlas.statistics.sources import Description

EDITIONS = ((2022, "hs2022"), (2017, "hs2017"), (2012, "hs2012"), (2007, "hs2007"), (2002, "hs2002"), (1996, "hs1996"))
"""The years in which the editions of the Harmonized System came into force (World Customs Organization)."""
BASES = ("average", "end")
_PARTS = ("year", "half", "quarter", "month")
_LISTED = {"flow": FLOWS, "valuation": VALUATIONS, "basis": BASES, "status": STATUSES}
Dimensions = dict[str, str]
Figure = Observation | Rate


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the figures of one release, `issued` on a day."""

    source: Description
    release: str
    issued: date

    def figure(self, where: str, cell: str, found: Number, told: Mapping[str, str]) -> Figure:
        """Return what a cell says; raises `StatisticsError`, which names `where`, for what is left open or unknown."""
        rate = "currency" in told
        for name in ("currency", "basis", "unit") if rate else ("reporter", "flow", "unit"):
            if not told.get(name):
                raise StatisticsError(where, f"the figure has no {name}", "add it to the description of the source")
        for name, allowed in _LISTED.items():
            if told.get(name, allowed[0]) not in allowed:
                raise StatisticsError(where, f"«{told[name]}» is no {name}", f"use one of {', '.join(allowed)}")
        factor = Decimal(told.get("multiplier", "1"))
        common: dict[str, Any] = {
            "period": self._period(where, told),
            "value": None if found.value is None else found.value * factor,
            "step": found.step * factor,
            "unit": told["unit"],
            "source": self.source.name,
            "release": self.release,
            "cell": cell,
        }
        if rate:
            return Rate(currency=told["currency"], basis=told["basis"], **common)
        return self._observation(where, found, told, common)

    def _observation(self, where: str, found: Number, told: Mapping[str, str], common: Mapping[str, Any]) -> Figure:
        partner = told.get("partner", WORLD)
        span: Period = common["period"]
        return Observation(
            reporter=told["reporter"],
            partner=None if partner == WORLD else partner,
            flow=told["flow"],
            goods=self._goods(where, told, span),
            valuation=told.get("valuation") or told.get(told["flow"]),
            statuses=self._statuses(found, told, span),
            **common,
        )

    def _goods(self, where: str, told: Mapping[str, str], span: Period) -> Goods | None:
        code = told.get("goods", "")
        if not code:
            return None
        column = next((one for one in self.source.columns if one.means == "goods"), None)
        scheme = column.scheme if column else "hs"
        if scheme.startswith("hs") and not code.isdecimal():
            raise StatisticsError(where, f"«{code}» is no code of goods", "correct the file, or say values for it")
        if scheme == "hs":
            scheme = next((name for year, name in EDITIONS if span.first.year >= year), "hs1992")
        # A workbook takes the zero from before a code: 902 for 0902.
        return Goods(scheme, "0" + code if scheme.startswith("hs") and len(code) % 2 else code)

    def _statuses(self, found: Number, told: Mapping[str, str], span: Period) -> tuple[str, ...]:
        said = [self.source.footnotes.get(sign, "footnote") for sign in (found.sign, told.get("note", "")) if sign]
        said += [told["status"]] if told.get("status") else []
        said += ["suppressed"] if found.value is None else []
        said += ["unfinished"] if span.last > self.issued else []
        return tuple(sorted(set(said)))

    def _period(self, where: str, told: Mapping[str, str]) -> Period:
        label = told.get("period") or _label(told)
        found = period(label)
        if found is None:
            raise StatisticsError(where, f"«{label}» is no period", "say in the source how periods are written")
        return found


def _label(told: Mapping[str, str]) -> str:
    """Return the label of a period from its parts: `2018-Q3` for the year 2018 and the quarter 3."""
    year, half, quarter, month = (told.get(part, "") for part in _PARTS)
    if half or quarter:
        return f"{year}-H{half}" if half else f"{year}-Q{quarter}"
    return f"{year}-{month.zfill(2)}" if month else year
