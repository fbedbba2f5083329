"""The reader of trade: the passages of a document in order → facts, with the ledger carried along."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from coopatlas.language.tokens import Token
from coopatlas.model import Fact, Figure, Filler
from coopatlas.reading.figures import FoundFigure
from coopatlas.reading.figures.found import plain
from coopatlas.reading.firmness import Decide, Firmness
from coopatlas.reading.flows import composition, firmness, pairs, ranks
from coopatlas.reading.flows.cell import Cell
from coopatlas.reading.flows.cells import cells
from coopatlas.reading.flows.changes import change_of, is_difference, percent
from coopatlas.reading.flows.dating import base_of, in_brackets, period_of, year_on_year
from coopatlas.reading.flows.fillers import of_side
from coopatlas.reading.flows.ledger import Comparison, Ledger
from coopatlas.reading.flows.pairs import at_home
from coopatlas.reading.flows.passage import SITES, Passage, Side
from coopatlas.reading.flows.ranks.figures import measured
from coopatlas.reading.flows.standing import standing
from coopatlas.reading.flows.words import Words, words
from coopatlas.reading.records import make

_TRUST = 0.85
_LARGEST_PERCENT = 5000
_HEADING = 80
"""Code points up to which a sentence without figures may be a heading over figures."""


def read(lang: str, title: Sequence[Side], passages: Iterable[Passage], decide: Decide | None = None) -> Iterator[Fact]:
    """Yield the facts of trade of a document; `decide` tells how firmly a word is said."""
    known, passages = words(lang), list(passages)
    ledger = Ledger(standing(known, title, passages))
    ledger.known |= {side.name: side for side in at_home(lang)}
    ledger.title(list(title))
    for passage in passages:
        ledger.meet(passage)
        if not passage.text.endswith("?"):
            yield from _sentence(known, ledger, passage, decide)


def _sentence(known: Words, ledger: Ledger, passage: Passage, decide: Decide | None) -> Iterator[Fact]:
    _introduce(known, ledger, passage)
    last = 0
    found: list[tuple[Cell, str | None]] = []
    standing = ranks.ranked(known, ledger, passage) if passage.figures else []
    for cell in measured(ledger, passage, standing, cells(known, ledger, passage)):
        span = (cell.left, cell.right)
        held = firmness.of_figure(known, passage, cell.figure.opening, cell.figure.end, decide)
        if cell.figure.shift == "from" and held.modality == "intention":
            held = Firmness()  # «4 млрд доллардан 10 млрд долларға жеткізбек»: so much it is
        period, own = period_of(known, ledger, passage, cell.figure, span)
        if held.modality != "stated" and not own:
            period = None  # what is aimed at is not of the time that was reported on
        direction = 0
        if cell.figure.kind in {"percent", "multiple"}:
            direction = last = change_of(known, passage, cell.figure, cell.left, cell.right, last)
        fact = _fact(known, ledger, passage, cell, (period, direction), held)
        if fact is not None:
            found.append((cell, period))
            yield fact
            _remember(known, ledger, passage, cell, period if held.modality == "stated" else None)
            if base := fact.args.get("base"):
                ledger.compared = Comparison(period, cell.pair.partner, str(base), passage.sentence.index)
    yield from composition.read(known, ledger, passage, found, decide)
    yield from ranks.read(known, ledger, passage, decide)


def _introduce(known: Words, ledger: Ledger, passage: Passage) -> None:
    """Learn the period and the flow of a sentence that announces figures: «Внешняя торговля за первое полугодие:»."""
    if passage.figures:
        return
    _tell(known, ledger, passage)
    spans = [
        p
        for p in passage.periods
        if p.role == "" and p.reading not in {"weekday", "near", "day", "days", "span", "month"}
    ]
    if spans and passage.sentence.index < 2:
        ledger.period, ledger.dated = spans[-1].label, passage.sentence.index
        for base in (p.label for p in passage.periods if p.role == "base"):
            ledger.compared = Comparison(ledger.period, None, base, passage.sentence.index)
    named = [f for f in passage.flows if not f.weak and not f.verb]
    if named:
        kind, pair = pairs.pair_of(known, ledger, passage, named[-1], passage.sides)
        here = {side.name for side in passage.sides}
        if pair.reporter is not None and pair.partner is not None and {pair.reporter.name, pair.partner.name} <= here:
            ledger.pair, ledger.flow, ledger.told = ledger.in_order(pair, kind), kind, passage.sentence.index
    if named and (passage.text.rstrip().endswith(":") or len(passage.text) < _HEADING):
        ledger.flow, ledger.told = named[-1].kind, passage.sentence.index


def _tell(known: Words, ledger: Ledger, passage: Passage) -> None:
    """Learn from whom goods go to whom where a verb tells both: «Қазақстаннан Иранға бензин экспортталды»."""
    verbs = [flow for flow in passage.flows if flow.verb and known.form.head_final]
    if not verbs:
        return
    start = passage.sentence.start
    told = [t for t in passage.sentence.tokens if verbs[-1].start <= t.start - start < verbs[-1].end]
    if not all(t.feats.get("Tense") == "Past" and t.feats.get("Polarity") != "Neg" for t in told):
        return  # «экспортталмады», «экспортталуы мүмкін»
    kind, pair = pairs.pair_of(known, ledger, passage, verbs[-1], passage.sides)
    here = {side.name for side in passage.sides}
    if pair.reporter is not None and pair.partner is not None and {pair.reporter.name, pair.partner.name} <= here:
        ledger.pair, ledger.flow, ledger.told = pair, kind, passage.sentence.index


_SITED = frozenset({"port", "corridor"})


def _remember(known: Words, ledger: Ledger, passage: Passage, cell: Cell, period: str | None) -> None:
    if cell.pair.reporter is not None and cell.pair.reporter.kind not in SITES and cell.kind != "transit":
        ledger.pair = cell.pair if not cell.listed or ledger.pair is None else ledger.pair
        if cell.pair.partner is not None:
            ledger.partners.add(cell.pair.partner.name)
    elif cell.pair.reporter is not None and (cell.pair.reporter.kind in _SITED or cell.kind == "transit"):
        ledger.site, ledger.sited = cell.pair.reporter, passage.sentence.index
    ledger.flow, ledger.told = cell.kind, passage.sentence.index
    compared = any(p.role in {"base", "earlier"} and p.label == period for p in passage.periods)
    compared = compared or known.against_ends(passage.text[cell.left : cell.figure.opening])
    earlier = period is not None and ledger.period is not None and period[:4] < ledger.period[:4]
    compared = compared or (earlier and in_brackets(passage, cell.figure))
    if period is not None and cell.figure.shift != "from" and not compared:
        ledger.period, ledger.dated = period, passage.sentence.index
    if cell.figure.kind == "money":
        ledger.currency = cell.figure.figure.unit


def _fact(
    known: Words,
    ledger: Ledger,
    passage: Passage,
    cell: Cell,
    told: tuple[str | None, int],
    held: Firmness,
) -> Fact | None:
    period, direction = told
    figure = cell.figure
    if figure.kind in {"percent", "multiple"}:
        if not direction or abs(figure.figure.value) > _LARGEST_PERCENT or _is_level(known, passage, figure):
            return None
        value = percent(figure, direction)
        base = base_of(passage, figure, period, (cell.left, cell.right))
        base = base or ledger.base(passage, period, cell.pair.partner, named=cell.named)
        if base is None and passage.form.analytic and cell.named and held.modality == "stated":
            base = year_on_year(passage, figure, period)
        roles = {"percent": _ranged(figure.figure, value), "bound": figure.figure.bound, "period": period, "base": base}
        return _made("growth", passage, cell, roles, held)
    if figure.figure.value <= Decimal(0) or is_difference(known, passage, figure, cell.left):
        return None
    if period is None and known.against_ends(passage.text[cell.left : figure.opening]):
        return None
    measure = {"currency" if figure.kind == "money" else "unit": figure.figure.unit}
    roles = {
        "value": _ranged(figure.figure, figure.figure.value),
        **measure,
        "bound": figure.figure.bound,
        "period": period,
    }
    return _made("trade", passage, cell, roles, held)


def _ranged(figure: Figure, value: Decimal) -> int | float | Filler:
    """Return a range with both its ends, turned where `value`, its middle, is a fall; else its number."""
    lower, upper = figure.lower, figure.upper
    if lower is None or upper is None or lower == upper or abs(figure.value) != abs(value):
        return plain(value)
    if (value < 0) != (figure.value < 0):
        lower, upper = -upper, -lower
    return Filler(replace(figure, lower=lower, upper=upper))


def _is_level(known: Words, passage: Passage, figure: FoundFigure) -> bool:
    """Whether a share rose to so much from another: «үлесі 97 %-дан 98 %-ға өсті» is no growth of a flow."""
    return known.from_level.search(passage.text[: figure.opening]) is not None


def _made(
    kind: str,
    passage: Passage,
    cell: Cell,
    roles: dict[str, str | int | float | Filler | None],
    held: Firmness,
) -> Fact | None:
    pair, figure = cell.pair, cell.figure
    if pair.reporter is None or not held.claimed:
        return None
    partner = pair.partner if pair.partner is not None and pair.partner.name != pair.reporter.name else None
    args = {
        "reporter": of_side(passage, pair.reporter),
        "partner": of_side(passage, partner),
        "flow": cell.kind,
        **roles,
    }
    return make(
        kind,
        passage.sentence,
        args,
        f"{passage.lang}/{kind}/figure" if cell.named else f"{passage.lang}/{kind}/carried",
        modality=held.modality,
        polarity="positive" if figure.figure.bound == "max" else held.polarity,
        confidence=round(_TRUST * pair.trust * (1 if cell.named else 0.85), 2),
        printed=passage.text[figure.opening : figure.end],
        at=token_at(passage, figure),
    )


def token_at(passage: Passage, figure: FoundFigure) -> Token | None:
    """Return the token with which a figure begins."""
    return next((t for t in passage.sentence.tokens if t.end - passage.sentence.start > figure.start), None)
