"""What a claim says of trade, in the terms in which statistics can be held against it."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from coopatlas.claims.read import Claim
from coopatlas.model import Figure, Period
from coopatlas.model.period import period
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import Source, batches, local
from coopatlas.statistics.admitted import is_nearly, last_digit, printed_step
from coopatlas.statistics.comparison import Said

FIGURES = {"trade": "value", "growth": "percent"}
"""The kinds of claim that statistics bear on, and the role that holds their figure."""

_PERCENT = Decimal(100)
_TWICE = Decimal(2)
_PLACES = Decimal("0.001")
_GOODS = """
SELECT DISTINCT ?key ?code {
  VALUES ?key { %s }
  {
    GRAPH ?graph { ?key coop:classifiedAs ?group }
    GRAPH graph:reference { ?group skos:closeMatch ?position . ?position skos:inScheme v:hs2022 ; skos:notation ?code }
  } UNION {
    GRAPH graph:reference { ?key skos:closeMatch ?position . ?position skos:inScheme v:hs2022 ; skos:notation ?code }
  } UNION {
    GRAPH graph:reference { ?key skos:inScheme v:hs2022 ; skos:notation ?code }
  }
}"""


def said(claim: Claim, goods: dict[str, tuple[str, ...]]) -> Said | None:
    """Return what a claim says, None where it has no figure of trade; `goods` are the codes of each of its goods."""
    role = FIGURES.get(claim.kind)
    figure = claim.figures.get(role) if role else None
    if figure is None:
        return None
    growth, printed = claim.kind == "growth", claim.printed or ""
    times, step = printed_as(figure, printed) if growth else ("", last_digit(figure.value, printed))
    named = claim.roles.get("commodity", ())
    return Said(
        reporter=_place(claim, "reporter"),
        partner=_place(claim, "partner"),
        flow=_name(claim, "flow"),
        figure=figure,
        period=_period(claim, "period"),
        step=step,
        growth=growth,
        base=_period(claim, "base"),
        nearly=figure.about and is_nearly(claim.sentence, printed),
        goods=tuple(code for one in named for code in goods.get(one, ())) if named else None,
        on=_day(claim.document.issued),
        firm=claim.modality == "stated" and claim.polarity == "positive",
        times=times,
    )


def goods_codes(store: Source, claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """Return for each of the goods that claims name the chapters or headings that are just these goods."""
    keys = {one for claim in claims for one in claim.roles.get("commodity", ())}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in batches(store, _GOODS, keys):
        found[row["key"] or ""].add(row["code"] or "")
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


def printed_as(change: Figure, printed: str) -> tuple[str, Decimal]:
    """Return how a change is printed, and one unit of its last digit: in per cent, or as so many times.

    «В 1,5 раза» is the ratio 1.5 and `ratio`, «вдвое меньше» the ratio 0.5 turned over and `inverse`.
    """
    ratio = 1 + change.value / _PERCENT
    sizes = {"": abs(change.value), "ratio": ratio, "inverse": 1 / ratio if ratio else ratio}
    for times, size in sizes.items():
        rounded = size.quantize(_PLACES).normalize() if size else size
        if step := printed_step(rounded, printed):
            return times, step
    times = "ratio" if ratio >= _TWICE else "inverse" if 0 < ratio <= 1 / _TWICE else ""
    return times, last_digit(sizes[times].quantize(_PLACES), "")


def _place(claim: Claim, role: str) -> str | None:
    values = claim.roles.get(role, ())
    return values[0].removeprefix(iri.ID) if len(values) == 1 else None


def _name(claim: Claim, role: str) -> str | None:
    values = claim.roles.get(role, ())
    return local(values[0]).removeprefix(f"{role}-") if len(values) == 1 else None


def _period(claim: Claim, role: str) -> Period | None:
    values = claim.roles.get(role, ())
    return period(values[0]) if len(values) == 1 else None


def _day(issued: str | None) -> str | None:
    """Return the last day on which a document can have been published, by the precision of its date."""
    known = period((issued or "")[:10])
    return known.last.isoformat() if known else None
