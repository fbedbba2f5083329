"""Figures of ports, terminals and corridors: what one handled, and what went through it."""

from collections.abc import Sequence

from coopatlas.reading.figures import FoundFigure
from coopatlas.reading.flows.cell import Cell
from coopatlas.reading.flows.ledger import Ledger, Pair
from coopatlas.reading.flows.passage import Passage, Side, foreign
from coopatlas.reading.flows.words import Flow, Words

TRUST = 0.9


def passing_on(ledger: Ledger, passage: Passage, flow: Flow, sides: Sequence[Side]) -> Pair | None:
    """Return through whom cargo goes on to another, where transit was told of: «в Европу проследовало 5 тыс. TEU»."""
    carried = ledger.flow == "transit" and ledger.continues(passage) and flow.weak and flow.verb
    if not carried or ledger.site is None or any(s.role != "to" for s in sides):
        return None
    return Pair(ledger.site, next(iter(sides), None), TRUST)


def handled_at(
    words: Words,
    ledger: Ledger,
    passage: Passage,
    figure: FoundFigure,
    flow: Flow,
    site: Side,
    span: tuple[int, int],
) -> Cell:
    """Return what a port handled, or what went through it: of that the cargo's country is the partner."""
    passes = flow.kind == "transit" or (site.role == "via" and not words.found("handled", passage.text))
    cargo = next((s for s in passage.sides if s.kind == "country" and s.role in {"own", "from", "of"}), None)
    passes = passes or _owned_abroad(site, cargo)
    if cargo is None and ledger.pair is not None and ledger.flow == "export" and ledger.continues(passage):
        cargo = ledger.pair.reporter
    inland = (
        cargo is not None
        and site.entry is not None
        and cargo.entry is not None
        and cargo.entry.id in site.entry.part_of
    )
    through = passes and (flow.kind == "transit" or _foreign_cargo(ledger, site, cargo))
    return Cell(
        figure, flow, "transit" if through else "turnover", Pair(site, cargo if through and not inland else None), *span
    )


def _owned_abroad(site: Side, cargo: Side | None) -> bool:
    """Whether a site handles what is called another country's: «перевалка белорусских грузов в порту»."""
    return cargo is not None and cargo.role == "own" and site.entry is not None and foreign(cargo, site)


def _foreign_cargo(ledger: Ledger, site: Side, cargo: Side | None) -> bool:
    """Whether what goes through a site is another's cargo, and no handling of its own: a port's, told of as such."""
    return cargo is not None or site.kind not in {"port", "place"} or ledger.flow == "transit"


def site_of(words: Words, passage: Passage, sides: Sequence[Side], flow: Flow) -> Side | None:
    """Return the port or terminal that handled an amount."""
    if flow.kind in {"transit", "import"} or not words.found("throughput", passage.text):
        return None
    if any(s.kind == "country" and s.role in {"to", "from", "with", "between"} for s in sides):
        return None
    return next((s for s in sides if s.kind in {"port", "corridor"}), None)


def throughput(
    words: Words,
    ledger: Ledger,
    passage: Passage,
    figure: FoundFigure,
    sides: Sequence[Side],
    span: tuple[int, int],
) -> Cell | None:
    """Return what a port handled, or what went through a port or a country: its cargo is the partner's."""
    via = next((s for s in sides if s.role == "via"), None)
    site = via or next((s for s in (*sides, *passage.sides) if s.kind in {"port", "corridor"}), None)
    subjects = (t.text for t in passage.sentence.tokens if t.rel.startswith("nsubj"))
    carried = not passage.periods and any(words.found("carriers", subject) for subject in subjects)
    if site is None and not carried and not any(s.kind == "country" and s.role != "own" for s in sides):
        site = ledger.site
    if site is None:
        return None
    handled = words.found("handled", passage.text) is not None
    passes = via is not None or (site is not None and site.kind == "corridor")
    others = [s for s in passage.sides if s.start < span[1] and s is not via and s is not site]
    cargo = next((s for s in others if s.kind == "country" and s.role in {"own", "from"}), None)
    kind = "transit" if (passes and not handled) or _owned_abroad(site, cargo) else "turnover"
    kind = kind if _foreign_cargo(ledger, site, cargo) else "turnover"
    partner = cargo if kind == "transit" else None
    flow = Flow(kind, site.start, site.end)
    return Cell(figure, flow, kind, Pair(site, partner, TRUST), *span, named=via is not None)
