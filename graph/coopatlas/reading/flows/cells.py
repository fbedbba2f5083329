"""Figures of trade: which flow and pair each figure of a sentence belongs to, a list of partners and years included."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from coopatlas.reading.figures import FoundFigure
from coopatlas.reading.flows import pairs
from coopatlas.reading.flows.ledger import Ledger, Pair
from coopatlas.reading.flows.passage import SITES, TERRITORIES, Passage, Side, is_territory
from coopatlas.reading.flows.words import Flow, Words

_BEHIND_FLOW = re.compile(r"^\s*(?:(?:worth\s+)?(?:of|in)\s+(?:[\w-]+\s+){0,2})?$", re.IGNORECASE)
_AFTER = 70
"""Code points behind a figure within which its flow may be named where none stands before it."""
_PARTING = re.compile(r"[,;(]|\b(?:и|а|and|while|және|ал)\b", re.IGNORECASE)
_OTHER_BEFORE, _OTHER_BEHIND = 60, 28
_UNITS_OF_ANYTHING = frozenset({"единица", "штука", "голова", "unit", "head", "vehicle", "автомобиль", "пара", "дана",
                                "бірлік", "бас", "көлік", "km", "километр", "ha", "гектар"})  # fmt: skip
_PIECES = frozenset(
    {"штука", "голова", "единица", "автомобиль", "unit", "head", "vehicle", "дана", "бас", "бірлік", "көлік"}
)
_MANY = 1000
"""Pieces from which they are a figure of trade and no lot that somebody delivers."""
_BETWEEN_WEEK = 0.9
_LINE = re.compile(r"^\W*[^\W\d][^\d:;.]{2,60}:\s*$")
"""What a line of a table tells before its figure: «Зерно: 5 млн т»."""
_FAR = 8
"""Sentences over which a growth goes on about a flow: «видим вновь рост на 16 %»."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with its flow and its pair; `left` is where what belongs to it alone begins."""

    figure: FoundFigure
    flow: Flow
    kind: str
    pair: Pair
    left: int
    right: int
    named: bool = True
    listed: bool = False
    """Whether its partner is one of a list: what follows is not about that one alone."""


def cells(words: Words, ledger: Ledger, passage: Passage) -> Iterator[Cell]:
    """Yield the figures of a sentence that tell of trade, each with its flow and pair."""
    figures = [f for f in passage.figures if may_be_of_trade(f)]
    figures = [f for n, f in enumerate(figures) if not (n and _converted(passage, figures[n - 1], f))]
    assigned = _assigned(passage, figures)
    _share_measured(words, passage, figures, assigned)
    flows = _in_turn(words, passage, figures, assigned)
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
        told = (left > 0 and _PARTING.search(gap) is not None) or words.found("parts", gap) is not None
        return behind if behind.start < clause[1] and not told else None
    return None


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


def _assigned(passage: Passage, figures: Sequence[FoundFigure]) -> list[list[Side]]:
    """Give each side to the figure that it stands beside: before it, or right behind it where no mark parts them."""
    found: list[list[Side]] = [[] for _ in figures]
    for side in passage.sides:
        before = max((n for n, f in enumerate(figures) if f.end <= side.start), default=None)
        after = min((n for n, f in enumerate(figures) if f.start >= side.end), default=None)
        if before is None and after is not None:
            found[after].append(side)
        elif after is None and before is not None:
            found[before].append(side)
        elif before is not None and after is not None:
            found[before if _belongs_behind(passage, figures[before], side, figures[after]) else after].append(side)
    return found


def _share_measured(
    words: Words, passage: Passage, figures: Sequence[FoundFigure], assigned: Sequence[list[Side]]
) -> None:
    """Let two measures of the same goods have the same sides: "exported 3 million tons worth $1 billion to Russia"."""
    for n, (figure, other) in enumerate(pairwise(figures)):
        gap = passage.text[figure.end : other.opening]
        valued = words.found("valued", gap)
        if figure.kind != other.kind and valued is not None and not gap[valued.end() :].strip() and "," not in gap:
            assigned[n] += [s for s in assigned[n + 1] if s.start >= other.end]


_JOINED = re.compile(r"\s*(?:,|\band\b|,\s*and\b|\bи\b)\s*(?:by\s+|the\s+|(?:на|в|до)\s+)?", re.IGNORECASE)


def _in_turn(
    words: Words, passage: Passage, figures: Sequence[FoundFigure], assigned: list[list[Side]]
) -> dict[int, Flow]:
    """Give the sides of a list to figures in turn, and return the flows of a list so: "by 5% and 3%, respectively"."""
    told = words.found("respectively", passage.text)
    if told is None:
        return {}
    before = [n for n, f in enumerate(figures) if f.end <= told.start()]
    run = before[-1:]
    while run and run[0] and _JOINED.fullmatch(passage.text[figures[run[0] - 1].end : figures[run[0]].opening]):
        run.insert(0, run[0] - 1)
    if len(run) < _COUPLE:
        return {}
    ahead = figures[run[0]].opening
    sides = _listed([s for s in passage.sides if s.end <= ahead and s.role], passage.text, len(run))
    for n, side in zip(run, sides, strict=False):
        assigned[n] = [*(s for s in assigned[n] if s not in sides), side]
    if sides:
        assigned[run[0]] = [*(s for s in passage.sides if s.end <= ahead and s not in sides), sides[0]]
    flows = [part for f in passage.flows if f.end <= ahead for part in _both(f, passage.text)]
    return dict(zip(run, _listed(flows, passage.text, len(run)), strict=False))


_EACH_FLOW = re.compile(r"(?P<export>exports?)|(?P<import>imports?)", re.IGNORECASE)


def _both(flow: Flow, text: str) -> list[Flow]:
    """Return both flows of "exports and imports", any other as it is."""
    parts = list(_EACH_FLOW.finditer(text, flow.start, flow.end))
    if len(parts) < _COUPLE:
        return [flow]
    return [replace(flow, kind=part.lastgroup or flow.kind, start=part.start(), end=part.end()) for part in parts]


_COUPLE = 2
_Placed = TypeVar("_Placed", Side, Flow)


def _listed(found: Sequence[_Placed], text: str, count: int) -> list[_Placed]:
    """Return the last so many things of a sentence that stand in one list of just so many, nothing where none do."""
    lists: list[list[_Placed]] = []
    for one in found:
        if lists and _JOINED.fullmatch(text[lists[-1][-1].end : one.start]):
            lists[-1].append(one)
        else:
            lists.append([one])
    return next((part for part in reversed(lists) if len(part) == count), [])


def _told_behind(passage: Passage, figure: FoundFigure, side: Side) -> bool:
    """Whether the flow of a figure stands behind it, and before a side: «втрое вырос экспорт | в Иран, до 5 млн»."""
    start = passage.clause(figure.start)[0]
    before = any(start <= f.start < figure.start for f in passage.flows)
    return not before and any(figure.end <= f.start and f.end <= side.start for f in passage.flows if not f.verb)


def _belongs_behind(passage: Passage, figure: FoundFigure, side: Side, following: FoundFigure) -> bool:
    gap = passage.text[figure.end : side.start]
    if passage.form.agreeing and _told_behind(passage, figure, side):
        return _PARTING.search(gap) is None
    ahead = passage.text[side.end : following.opening]
    return _PARTING.search(gap) is None and (_PARTING.search(ahead) is not None or passage.form.analytic)


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
    if figure.kind != "money" and (site := _site(words, passage, own, flow)) is not None:
        return _handled(words, ledger, passage, figure, flow, site, span)
    if (passing := _passing(ledger, passage, flow, own)) is not None:
        return Cell(figure, flow, "transit", passing, *span)
    kind, pair = pairs.pair_of(words, ledger, passage, flow, own)
    pair = ledger.in_order(pair, kind)
    return Cell(figure, flow, kind, pair, *span) if pair.reporter is not None else None


def _passing(ledger: Ledger, passage: Passage, flow: Flow, sides: Sequence[Side]) -> Pair | None:
    """Return through whom cargo goes on to another, where transit was told of: «в Европу проследовало 5 тыс. TEU»."""
    carried = ledger.flow == "transit" and ledger.continues(passage) and flow.weak and flow.verb
    if not carried or ledger.site is None or any(s.role != "to" for s in sides):
        return None
    return Pair(ledger.site, next(iter(sides), None), _BETWEEN_WEEK)


def _handled(
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


def _foreign_cargo(ledger: Ledger, site: Side, cargo: Side | None) -> bool:
    """Whether what goes through a site is another's cargo, and no handling of its own: a port's, told of as such."""
    return cargo is not None or site.kind not in {"port", "place"} or ledger.flow == "transit"


def _site(words: Words, passage: Passage, sides: Sequence[Side], flow: Flow) -> Side | None:
    """Return the port or terminal that handled an amount."""
    if flow.kind in {"transit", "import"} or not words.found("throughput", passage.text):
        return None
    if any(s.kind == "country" and s.role in {"to", "from", "with", "between"} for s in sides):
        return None
    return next((s for s in sides if s.kind in {"port", "corridor"}), None)


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
        found = _throughput(words, ledger, passage, figure, sides, span)
        if found is not None:
            return found
    site = ledger.handled(passage)
    if site is not None and figure.kind == "amount" and is_line(passage, figure):
        return Cell(figure, Flow(ledger.flow, 0, 0), ledger.flow, Pair(site, None, _BETWEEN_WEEK), *span, named=False)
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


def _throughput(
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
    kind = "transit" if passes and not handled else "turnover"
    others = [s for s in passage.sides if s.start < span[1] and s is not via]
    cargo = next((s for s in others if s.kind == "country" and s.role in {"own", "from"}), None)
    kind = kind if _foreign_cargo(ledger, site, cargo) else "turnover"
    partner = cargo if kind == "transit" else None
    flow = Flow(kind, site.start, site.end)
    return Cell(figure, flow, kind, Pair(site, partner, _BETWEEN_WEEK), *span, named=via is not None)


_COUNT = re.compile(r"\d\s$")
"""What counts lots, which are no delivery of their own then: «419 | партий массой 8 тыс. тонн»."""


def _other(words: Words, passage: Passage, figure: FoundFigure) -> bool:
    """Whether a figure counts something else: an investment, a capacity, passengers."""
    start = max(passage.clause(figure.start)[0], figure.opening - _OTHER_BEFORE)
    if (priced := words.priced.search(passage.text)) is not None and priced.start() <= figure.start < priced.end():
        start = priced.end() if priced.end() < figure.start else figure.opening
    if words.found("other", passage.text, start, figure.opening):
        return True
    lot = words.found("supply", passage.text, start, figure.opening) if figure.kind == "amount" else None
    if lot is not None and not _COUNT.search(passage.text[: lot.start()]):
        return True
    return (
        words.found("other", passage.text, figure.end, min(len(passage.text), figure.end + _OTHER_BEHIND)) is not None
    )
