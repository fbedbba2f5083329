"""Figures of trade: which flow and pair each figure of a sentence belongs to, a list of partners and years included."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas.reading.figures import FoundFigure
from coopatlas.reading.flows import pairs
from coopatlas.reading.flows.assigning import PARTING, by_place, in_turn, share_measured
from coopatlas.reading.flows.cell import Cell
from coopatlas.reading.flows.ledger import Ledger, Pair
from coopatlas.reading.flows.passage import SITES, TERRITORIES, Passage, Side, is_territory
from coopatlas.reading.flows.throughput import TRUST, handled_at, passing_on, site_of, throughput
from coopatlas.reading.flows.words import Flow, Words

_BEHIND_FLOW = re.compile(r"^\s*(?:(?:worth\s+)?(?:of|in)\s+(?:[\w-]+\s+){0,2})?$", re.IGNORECASE)
_AFTER = 70
"""Code points behind a figure within which its flow may be named where none stands before it."""
_OTHER_BEFORE, _OTHER_BEHIND = 60, 28
_UNITS_OF_ANYTHING = frozenset({"единица", "штука", "голова", "unit", "head", "vehicle", "автомобиль", "пара", "дана",
                                "бірлік", "бас", "көлік", "km", "километр", "ha", "гектар"})  # fmt: skip
_PIECES = frozenset(
    {"штука", "голова", "единица", "автомобиль", "unit", "head", "vehicle", "дана", "бас", "бірлік", "көлік"}
)
_MANY = 1000
"""Pieces from which they are a figure of trade and no lot that somebody delivers."""
_LINE = re.compile(r"^\W*[^\W\d][^\d:;.]{2,60}:\s*$")
"""What a line of a table tells before its figure: «Зерно: 5 млн т»."""
_FAR = 8
"""Sentences over which a growth goes on about a flow: «видим вновь рост на 16 %»."""


def cells(words: Words, ledger: Ledger, passage: Passage) -> Iterator[Cell]:
    """Yield the figures of a sentence that tell of trade, each with its flow and pair."""
    figures = [f for f in passage.figures if may_be_of_trade(f)]
    figures = [f for n, f in enumerate(figures) if not (n and _converted(passage, figures[n - 1], f))]
    assigned = by_place(passage, figures)
    share_measured(words, passage, figures, assigned)
    flows = in_turn(words, passage, figures, assigned)
    current: Cell | None = None
    left = 0
    for n, figure in enumerate(figures):
        right = figures[n + 1].opening if n + 1 < len(figures) else len(passage.text)
        flow = flows.get(n) or _flow_of(words, passage, figure, left, right)
        found = _cell(words, ledger, passage, figure, flow, assigned[n], current, (left, right))
        left = figure.end
        if found is None:
            continue
        current = found
        if not _other(words, passage, figure):
            yield found


def may_be_of_trade(figure: FoundFigure) -> bool:
    """Whether a figure is a sum, a change, or an amount of what trade is measured in."""
    unit = figure.figure.unit
    return (
        figure.kind != "amount" or unit not in _UNITS_OF_ANYTHING or (unit in _PIECES and figure.figure.value >= _MANY)
    )


def _converted(passage: Passage, before: FoundFigure, figure: FoundFigure) -> bool:
    """Whether a sum is the one before in another currency: «9 млрд юаней (около 1,2 млрд долларов)»."""
    between = passage.text[before.end : figure.opening].strip()
    return between == "(" and before.kind == figure.kind == "money" and before.figure.unit != figure.figure.unit


def _flow_of(words: Words, passage: Passage, figure: FoundFigure, left: int, right: int) -> Flow | None:
    """Return the flow named for a figure: right behind it, before it and behind the figure before, or behind it."""
    text = passage.text
    behind = next((f for f in passage.flows if f.start >= figure.end), None)
    if behind is not None and _BEHIND_FLOW.match(text[figure.end : behind.start]):
        return behind
    before = [f for f in passage.flows if left <= f.start and f.end <= figure.start + 1]
    if left and before and _is_what_was_counted(words, passage, before[-1], left, figure):
        return None
    strong = [f for f in before if not f.weak]
    if left and before and behind is not None and _ends_what_it_tells(passage, before[-1], behind):
        return behind if behind.start < min(right, figure.end + _AFTER) else before[-1]
    if before:
        return (strong or before)[-1]
    inside = next((f for f in passage.flows if figure.start <= f.start < figure.end), None)
    if inside is not None:
        return inside
    if behind is not None and _ends_a_list(passage, figure, behind):
        return behind
    if behind is not None and behind.start < min(right, figure.end + _AFTER):
        clause = passage.clause(figure.start)
        gap = text[figure.end : behind.start]
        told = (left > 0 and PARTING.search(gap) is not None) or words.found("parts", gap) is not None
        return behind if behind.start < clause[1] and not told else None
    return None


def _is_what_was_counted(words: Words, passage: Passage, flow: Flow, left: int, figure: FoundFigure) -> bool:
    """Whether a flow is what the figure before counts, of which a part is told: «10 млн т экспорта, из них 5 млн …»."""
    counted = not flow.verb and not re.search(r"[,;:(]", passage.text[left : flow.start])
    return counted and words.found("parts", passage.text, flow.end, figure.opening) is not None


def _ends_what_it_tells(passage: Passage, before: Flow, behind: Flow) -> bool:
    """Whether a verb stands behind its figure: «… экспорттап, 2 млрд долларға өнім импорттады»."""
    return passage.form.head_final and before.verb and behind.verb


def _ends_a_list(passage: Passage, figure: FoundFigure, behind: Flow) -> bool:
    """Whether a verb at the end tells of all figures before it: «Қытай 5 мың тонна, Иран 2 мың тонна алды»."""
    counted = figure.kind in {"money", "amount"} and passage.form.head_final and behind.verb
    inner = passage.text[figure.end : behind.start]
    verbs = [t for t in passage.sentence.tokens if t.feats.get("VerbForm") in {"Fin", "Conv", "Cnd"}]
    told = any(figure.end <= t.start - passage.sentence.start < behind.start for t in verbs)
    return counted and not told and behind.start < passage.clause(figure.start)[1] and ";" not in inner


def _cell(  # noqa: PLR0913, PLR0917  the state of one sentence
    words: Words,
    ledger: Ledger,
    passage: Passage,
    figure: FoundFigure,
    flow: Flow | None,
    sides: Sequence[Side],
    current: Cell | None,
    span: tuple[int, int],
) -> Cell | None:
    if flow is not None and (current is None or flow != current.flow):
        return _opened(words, ledger, passage, figure, flow, sides, current, span)
    if current is not None:
        reporter = current.pair.reporter
        subject_owns = reporter is not None and reporter.role == "subject" and reporter in passage.sides
        pair = pairs.overridden(current.kind, current.pair, _leading(sides), subject_owns=subject_owns)
        listed = current.listed or pair != current.pair
        return replace(current, figure=figure, pair=pair, left=span[0], right=span[1], listed=listed)
    return _gone_on(words, ledger, passage, figure, sides, span)


def _leading(sides: Sequence[Side]) -> list[Side]:
    """Return the sides of a further figure, without those that only attribute: «доклад министерства России»."""
    return [s for s in sides if s.kind in TERRITORIES or s.role == "via"]


def _opened(  # noqa: PLR0913, PLR0917  the state of one sentence
    words: Words,
    ledger: Ledger,
    passage: Passage,
    figure: FoundFigure,
    flow: Flow,
    sides: Sequence[Side],
    current: Cell | None,
    span: tuple[int, int],
) -> Cell | None:
    """Return a figure of a flow that is named anew: with sides of its own, else with those of the flow before."""
    own = [s for s in sides if is_territory(s) or s.kind in SITES]
    if current is not None and not own:
        # «импорт вырос на 3 %, а поставки керамики — на 10 %»: deliveries are of the flow told of
        noun = flow.weak and not flow.verb and words.back.search(passage.text, span[0]) is None
        onward = noun and current.kind == "import" and words.found("whole", passage.text, flow.start) is None
        return Cell(figure, flow, current.kind if onward and words.either else flow.kind, current.pair, *span)
    if current is not None and flow.weak and flow.kind == "export" and not any(s.role in {"own", "of"} for s in own):
        pair = pairs.overridden(current.kind, current.pair, own, subject_owns=False)
        return Cell(figure, flow, current.kind, pair, *span)
    if figure.kind != "money" and (site := site_of(words, passage, own, flow)) is not None:
        return handled_at(words, ledger, passage, figure, flow, site, span)
    if (passing := passing_on(ledger, passage, flow, own)) is not None:
        return Cell(figure, flow, "transit", passing, *span)
    kind, pair = pairs.pair_of(words, ledger, passage, flow, own)
    pair = ledger.in_order(pair, kind)
    return Cell(figure, flow, kind, pair, *span) if pair.reporter is not None else None


def _gone_on(
    words: Words,
    ledger: Ledger,
    passage: Passage,
    figure: FoundFigure,
    sides: Sequence[Side],
    span: tuple[int, int],
) -> Cell | None:
    """Return a figure of a sentence that names no flow: the throughput of a port, or more of the flow before."""
    changed = figure.kind in {"percent", "multiple"} and words.handled_changes
    if (figure.kind == "amount" or changed) and words.found("throughput", passage.text):
        found = throughput(words, ledger, passage, figure, sides, span)
        if found is not None:
            return found
    site = ledger.handled(passage)
    if site is not None and figure.kind == "amount" and is_line(passage, figure):
        return Cell(figure, Flow(ledger.flow, 0, 0), ledger.flow, Pair(site, None, TRUST), *span, named=False)
    if ledger.pair is None or not ledger.flow:
        return None
    distance = passage.sentence.index - ledger.told
    near = distance <= 1
    if figure.kind == "percent" and distance <= _FAR and words.found("going_on", passage.text[: figure.start]):
        near = True
    own = [s for s in sides if s.kind in TERRITORIES or s.kind in SITES]
    led = [s for s in own if s.role in {"to", "from", "with", "via", "subject"}]
    if not near or not (
        led or words.found("going_on", passage.text[: figure.start]) or figure.kind in {"percent", "multiple"}
    ):
        return None
    base = ledger.pair
    pair = pairs.overridden(ledger.flow, replace(base, trust=0.85), own, subject_owns=False)
    listed = pair.partner != base.partner
    return Cell(figure, Flow(ledger.flow, 0, 0), ledger.flow, pair, *span, named=False, listed=listed)


def is_line(passage: Passage, figure: FoundFigure) -> bool:
    """Whether a sentence is a line of a table that names what its figure is of."""
    return _LINE.match(passage.text[: figure.opening]) is not None


_COUNT = re.compile(r"\d\s$")
"""What counts lots, which are no delivery of their own then: «419 | партий массой 8 тыс. тонн»."""


def _other(words: Words, passage: Passage, figure: FoundFigure) -> bool:
    """Whether a figure counts something else: an investment, a capacity, passengers."""
    text = passage.plain
    start = max(passage.clause(figure.start)[0], figure.opening - _OTHER_BEFORE)
    if (priced := words.priced.search(passage.text)) is not None and priced.start() <= figure.start < priced.end():
        start = priced.end() if priced.end() < figure.start else figure.opening
    if words.found("other", text, start, figure.opening):
        return True
    flow = max((f.end for f in passage.flows if f.end <= figure.opening), default=0)
    if words.found("measures", text, max(start, flow), figure.opening):
        return True
    lot = words.found("supply", passage.text, start, figure.opening) if figure.kind == "amount" else None
    if lot is not None and not _COUNT.search(passage.text[: lot.start()]):
        return True
    return words.found("other", text, figure.end, min(len(text), figure.end + _OTHER_BEHIND)) is not None
