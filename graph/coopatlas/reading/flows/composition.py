"""What flows consist of: goods counted or flowing beside a figure, lists behind a verb or a phrase of composing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from coopatlas.model import Fact, Filler
from coopatlas.reading import lexicon
from coopatlas.reading.firmness import Decide
from coopatlas.reading.flows import firmness, pairs
from coopatlas.reading.flows.cells import Cell, is_line
from coopatlas.reading.flows.fillers import of_side
from coopatlas.reading.flows.ledger import Ledger, Pair
from coopatlas.reading.flows.passage import TERRITORIES, Goods, Passage, Side
from coopatlas.reading.flows.sides import goes_on
from coopatlas.reading.flows.words import Flow, Words
from coopatlas.reading.records import make

_BACK = "back"
_OTHER = {"export": "import", "import": "export"}
_DIRECTED = frozenset({"to", "from", "with", "between", "via", "of", "subject"})
_COUNTED, _LISTED, _CARRIED = 0.8, 0.75, 0.65


def read(
    words: Words, ledger: Ledger, passage: Passage, told: Sequence[tuple[Cell, str | None]], decide: Decide | None
) -> Iterator[Fact]:
    """Yield the goods of the figures of a sentence, and of its lists."""
    seen: set[tuple[str, str, str]] = set()
    for fact in (*_counted(words, ledger, passage, told, decide), *_listed(words, ledger, passage, told, decide)):
        if fact.anchor is not None and any(
            s.start <= fact.anchor - passage.sentence.start < s.end for s in passage.sides
        ):
            continue
        key = (str(fact.args["commodity"]), str(fact.args.get("partner")), str(fact.args["flow"]))
        if key not in seen:
            seen.add(key)
            yield fact


@dataclass(frozen=True, slots=True)
class _Listing:
    """A flow whose goods are listed between two places, or `instead` elsewhere where there are none."""

    flow: Flow
    start: int
    end: int
    kind: str
    where: str = "list"
    instead: tuple[int, int] | None = None
    strict: bool = False
    reaching: bool = False
    """Whether the list must reach up to what tells of it."""
    side: Side | None = None
    """The side of another list that goes on without its verb: «…, в Казахстан – картофель»."""


_LIST, _COUNTED_GOODS, _BY = "list", "of", "by"
_BESIDE = 40
_CARRY = 2
"""Sentences over which a list goes on about the flow told of before."""


def _goods(passage: Passage, listing: _Listing) -> list[Goods]:
    goods = passage.goods(passage, listing.start, listing.end, listing.where)
    if listing.strict and goods and passage.text[listing.start : goods[0].start].strip(" «") and listing.where == _LIST:
        between = passage.text[listing.start : goods[0].start]
        goods = goods if len(between) <= _BESIDE else []
    if listing.reaching and any(goods and goods[-1].end <= side.start < listing.end for side in passage.sides):
        goods = []
    if not goods and listing.instead is not None:
        goods = passage.goods(passage, *listing.instead, _LIST)
    return goods


def _counted(
    words: Words, ledger: Ledger, passage: Passage, told: Sequence[tuple[Cell, str | None]], decide: Decide | None
) -> Iterator[Fact]:
    """Yield what a figure counts («34 тыс. тонн муки») and what its flow is of («экспорт муки вырос»)."""
    for cell, period in told:
        goods = _of_cell(words, passage, cell)
        recent = passage.sentence.index - ledger.weighed <= 1
        counted = cell.figure.kind == "amount" and not _is_own_line(passage, cell)
        if not goods and counted and ledger.goods and recent and cell.kind == ledger.weighed_flow:
            goods = [Goods(ledger.goods, cell.figure.start, cell.figure.end)]
        if len(goods) == 1 and cell.figure.kind == "amount":
            ledger.goods, ledger.weighed, ledger.weighed_flow = goods[0].name, passage.sentence.index, cell.kind
        if not goods:
            continue
        held = firmness.of_verb(words, passage, cell.figure.opening, decide)
        for group in goods:
            fact = _fact(passage, cell.kind, cell.pair, group, period, "counted", _COUNTED)
            yield replace(fact, modality=held.modality, polarity=held.polarity)


def _of_cell(words: Words, passage: Passage, cell: Cell) -> list[Goods]:
    """Return the goods that stand beside a figure or the flow that it is of."""
    goods: list[Goods] = []
    if cell.figure.kind == "amount":
        goods = passage.goods(passage, cell.figure.end, cell.right, "of")
    goods = goods or _apposed(words, passage, cell)
    if not goods and cell.flow.end and cell.flow.end <= cell.figure.start:
        goods = passage.goods(passage, cell.flow.end, cell.figure.opening, "of")
    if not goods and cell.flow.end:
        goods = passage.goods(passage, 0, cell.flow.start, "before")
    if not goods and cell.flow.verb and cell.figure.kind == "money" and cell.flow.end <= cell.figure.opening:
        goods = passage.goods(passage, cell.flow.end, cell.figure.opening, _LIST)
    if not goods and _is_own_line(passage, cell):
        goods = passage.goods(passage, 0, cell.figure.opening, _LIST)
        goods = [
            replace(one, name=one.name if one.name.isupper() else one.name[:1].lower() + one.name[1:])
            for one in goods
            if words.found("throughput", one.name) is None
        ]
    return goods


def _apposed(words: Words, passage: Passage, cell: Cell) -> list[Goods]:
    """Return what a figure behind a dash is of: «…, ячмень – 103 тыс. тонн»."""
    named = words.apposed.search(passage.text[cell.left : cell.figure.opening])
    if named is None:
        return []
    span = cell.left + named.start("goods"), cell.left + named.end("goods")
    inside = (t for t in passage.sentence.tokens if span[0] <= t.start - passage.sentence.start < span[1])
    if any(t.pos in {"VERB", "AUX"} for t in inside):
        return []  # «ввоз остаётся скромным – менее 3 млн долларов»
    return passage.goods(passage, *span, _COUNTED_GOODS) or passage.goods(passage, *span, _LIST)


def _is_own_line(passage: Passage, cell: Cell) -> bool:
    """Whether a figure is that of a line of a table, which begins with what it counts."""
    return not cell.named and is_line(passage, cell.figure)


def _listed(
    words: Words, ledger: Ledger, passage: Passage, told: Sequence[tuple[Cell, str | None]], decide: Decide | None
) -> Iterator[Fact]:
    """Yield what a verb or phrase of composing lists: «закупает трактора и сыры», «основу экспорта составляют …»."""
    before: tuple[Flow, Pair] | None = None
    back = passage.form.head_final and words.back.search(passage.text) is not None  # its verb stands behind both lists
    lists = _lists(words, ledger, passage)
    for listing in sorted(lists, key=lambda item: (item.start if back else item.flow.start, item.start)):
        goods = [] if _stands_apart(words, passage, listing, told) else _goods(passage, listing)
        held = firmness.of_list(words, passage, listing.flow.start, listing.flow.end, decide)
        if not goods or not held.claimed or held.modality in _UNREAL:
            continue
        paired = _paired(words, ledger, passage, listing, told, before)
        if paired is None:
            continue
        kind, pair = paired[0], ledger.in_order(paired[1], paired[0])
        before = replace(listing.flow, kind=kind), pair
        if pair.reporter is None:
            continue
        period = _period(words, ledger, passage, listing.kind)
        for each, group in product([pair, *_further_pairs(passage, pair)], goods):
            fact = _fact(passage, kind, each, group, period, listing.kind, _LISTED * each.trust)
            yield replace(fact, modality=held.modality, polarity=held.polarity)
        ledger.pair = pair if pair.partner is not None else ledger.pair
        ledger.flow = kind if listing.kind == "composed" else ledger.flow


def _further_pairs(passage: Passage, pair: Pair) -> Iterator[Pair]:
    """Yield the pairs with those that go on a list of partners: «вывозит зерно в Афганистан, Иран и Китай»."""
    last = pair.partner
    for side in passage.sides if last is not None and last.role in _LED else ():
        if last is not None and side.start >= last.end and side.role == last.role and side.kind in TERRITORIES:
            if not goes_on(passage.text[last.end : side.start]):
                return
            yield replace(pair, partner=side)
            last = side


_UNREAL = frozenset({"proposal", "readiness", "intention", "interest"})
"""Modalities of a list that make it no part of a flow."""


def _stands_apart(words: Words, passage: Passage, listing: _Listing, told: Sequence[tuple[Cell, str | None]]) -> bool:
    """Whether a verb tells of a figure, of a delivery of its own, or of what a firm sends."""
    if listing.kind != "verb":
        return False
    clause = passage.clause(listing.flow.start)
    figured = any(c.left <= listing.flow.start < c.figure.end for c, _ in told)
    firm = any(
        s.kind == "organization" and s.role == "subject" and clause[0] <= s.start < clause[1] for s in passage.sides
    )
    firm = firm or _of_firms(passage, listing.flow)
    led = any(s.role in _LED and clause[0] <= s.start < clause[1] for s in passage.sides)
    vague = words.directed.match(passage.text, listing.flow.start) is not None and not led
    return figured or firm or vague or words.found("supply", passage.text, *clause) is not None


def _of_firms(passage: Passage, flow: Flow) -> bool:
    """Whether the subject of a verb is firms or people as they are called: «рязанские фабрики поставляют …»."""
    groups = lexicon.lists(passage.lang, "references", ("groups",))["groups"]
    sentence, at = passage.sentence, passage.sentence.start + flow.start
    verbs = (t for t in sentence.tokens if t.start == at)
    return any(t.lemma in groups for verb in verbs for t in sentence.children(verb, "nsubj"))


_LED = frozenset({"to", "from", "via"})


def _paired(
    words: Words,
    ledger: Ledger,
    passage: Passage,
    listing: _Listing,
    told: Sequence[tuple[Cell, str | None]],
    before: tuple[Flow, Pair] | None,
) -> tuple[str, Pair] | None:
    """Return the flow and pair of a list: of the figure beside it, of the list before it, by its own sides."""
    flow = listing.flow
    cell = next((c for c, _ in reversed(told) if c.figure.end <= listing.start), None)
    if listing.kind == "mostly" and cell is not None:
        return cell.kind, cell.pair
    if flow.end == 0 and ledger.pair is not None:
        return flow.kind, ledger.pair
    if listing.side is not None:
        return _gone_on(before, listing.side)
    if flow.kind == _BACK:
        told_of = (before[0].kind, before[1]) if before is not None else _there(ledger, passage, told, flow)
        return (_OTHER.get(told_of[0], "import"), told_of[1]) if told_of is not None else None
    clause = passage.clause(flow.start)
    ways = [s for s in passage.sides if clause[0] <= s.start < clause[1]]
    ways = _up_to_next_verb(passage, flow, ways)
    sides = [s for s in ways if s.kind in TERRITORIES or (s.kind == "port" and s.role == "via")]
    own = sides if before is None else _own(passage, sides, before[0], flow)
    if before is not None and not any(s.role in _DIRECTED for s in own):
        return flow.kind, _turned(before[1], own)
    if not own and (named := _flow_before(words, ledger, passage, flow)) is not None:
        return flow.kind, named
    return pairs.pair_of(words, ledger, passage, flow, own)


def _up_to_next_verb(passage: Passage, flow: Flow, sides: list[Side]) -> list[Side]:
    """Leave the sides behind a further verb to it: "exports tea to A and imports rice | from B"."""
    if passage.form.head_final or not flow.verb:
        return sides
    further = next((f.start for f in passage.flows if f.verb and f.start > flow.end), len(passage.text))
    own = any(flow.end <= s.start < further and s.role in {"to", "from", "with"} for s in sides)
    return [s for s in sides if s.start < further] if own else sides


def _turned(pair: Pair, own: Sequence[Side]) -> Pair:
    """Return the pair of a list before, from the other end where the list is the partner's: "…, while X's exports"."""
    partner = pair.partner
    other = partner is not None and any(s.role == "own" and s.name == partner.name for s in own)
    return replace(pair, reporter=partner, partner=pair.reporter) if other else pair


def _flow_before(words: Words, ledger: Ledger, passage: Passage, flow: Flow) -> Pair | None:
    """Return the pair of the flow that a sentence names before a verb without sides of its own."""
    named = [f for f in passage.flows if f.end <= flow.start and not f.weak]
    sides = [s for s in passage.sides if s.end <= flow.start and s.kind in TERRITORIES]
    if not named or not sides:
        return None
    pair = pairs.pair_of(words, ledger, passage, named[-1], sides)[1]
    return pair if pair.trust == 1 and pair.reporter is not None else None


def _there(
    ledger: Ledger, passage: Passage, told: Sequence[tuple[Cell, str | None]], back: Flow
) -> tuple[str, Pair] | None:
    """Return the flow whose way back is spoken of: of the figure before it, else of the sentence before."""
    cell = next((c for c, _ in reversed(told) if c.figure.end <= back.start), None)
    if cell is not None:
        return cell.kind, cell.pair
    if ledger.pair is not None and ledger.continues(passage):
        return ledger.flow or "export", ledger.pair
    return None


def _gone_on(before: tuple[Flow, Pair] | None, side: Side) -> tuple[str, Pair] | None:
    """Return the flow of a list that names its side alone: with another partner, or back from the other end."""
    if before is None or before[1].reporter is None:
        return None
    flow, pair = before
    ends = {pair.reporter.name if pair.reporter else "", pair.partner.name if pair.partner else ""}
    if side.name in ends:
        return (_OTHER[flow.kind], pair) if flow.kind in _OTHER else None
    return flow.kind, replace(pair, partner=side)


_JOINT = re.compile(r"(?:[,;]|\b(?:и|а|and|while)\b)\s", re.IGNORECASE)


def _own(passage: Passage, sides: Sequence[Side], before: Flow, flow: Flow) -> list[Side]:
    """Return the sides of a further verb of a sentence: those behind the joint that leads to it."""
    if passage.form.head_final:
        return [s for s in sides if before.end <= s.start < flow.end]
    joints = [m.end() for m in _JOINT.finditer(passage.text, before.end, flow.start)]
    return [s for s in sides if s.start >= (joints[-1] if joints else flow.start)]


def _lists(words: Words, ledger: Ledger, passage: Passage) -> Iterator[_Listing]:
    """Yield the flows of a sentence whose goods are listed: where to look for the list, and what tells of it."""
    text = passage.text
    composed = [(m, m.end(), _LIST) for m in words.composing.finditer(text)]
    if words.composed_of is not None:
        composed += [(m, m.end(), _BY) for m in words.composed_of.finditer(text)]
    starts = [m.start() for m, _, _ in composed] + [f.start for f in _further(passage, composed)]
    composed += [(m, m.start(), "before") for m in words.composed.finditer(text)]
    for match, start, where in composed:
        flow = _flow_around(ledger, passage, match.start(), match.end())
        if flow is not None and where in {_LIST, _BY}:
            end = min((s for s in starts if s > match.start()), default=len(text))
            yield _Listing(flow, start, end, "composed", where)
        elif flow is not None:
            reaching = passage.form.analytic
            yield _Listing(flow, _clause_before(passage, start), start, "composed", reaching=reaching)
            if (next_ := _NEXT.search(text, match.end())) is not None:
                yield _Listing(flow, next_.end(), passage.clause(next_.end())[1], "composed", strict=True)
    if not composed:
        yield from _mostly(words, ledger, passage)
    backs = [(m.start(), m.end(), passage.clause(m.start())[1]) for m in words.back.finditer(text)]
    for start, behind, end in backs:
        yield _Listing(Flow(_BACK, start, behind), behind, end, "verb")
    yield from _of_verbs(words, passage, backs, _further(passage, composed) if composed else passage.flows)


def _mostly(words: Words, ledger: Ledger, passage: Passage) -> Iterator[_Listing]:
    """Yield the flows whose goods stand behind «в основном», "mostly", «негізінен»."""
    text = passage.text
    for match in words.mostly.finditer(text):
        flow = _flow_around(ledger, passage, match.start(), match.start())
        clause = passage.clause(match.start())[0]
        if passage.form.head_final and flow is not None and flow.start > match.start():
            continue  # «олардың қатарында инвестициялар мен сауда бар»: one of a list itself
        if flow is not None and flow.end <= clause and words.found("other", text, clause, match.start()):
            continue  # "poured $5 million into parks, mostly in …"
        if flow is not None:
            where = _COUNTED_GOODS if words.in_genitive.search(match.group()) else _LIST
            yield _Listing(flow, match.end(), len(text), "mostly", where, strict=True)


_NEXT = re.compile(r",\s+(?:followed by|ahead of)\s+", re.IGNORECASE)
"""What comes after the first of a list: "oil is the main export, followed by zinc and lead"."""


def _further(passage: Passage, composed: Sequence[tuple["re.Match[str]", int, str]]) -> list[Flow]:
    """Return the verbs that begin a list behind what composes another: «вывозили в основном лес, ввозили ткани»."""
    end = max((m.end() for m, _, _ in composed), default=len(passage.text))
    behind = (f for f in passage.flows if f.verb and f.start >= end)
    return [f for f in behind if _JOINED.search(passage.text[: f.start])]


_JOINED = re.compile(r"[,;]\s+(?:а\s+|и\s+)?$")


def _of_verbs(
    words: Words, passage: Passage, backs: Sequence[tuple[int, int, int]], flows: Sequence[Flow]
) -> Iterator[_Listing]:
    """Yield what verbs list, up to where another list begins: of another verb, of another side, of the way back."""
    verbs = [f for f in flows if f.verb and not any(a <= f.start < end for a, _, end in backs)]
    if passage.form.head_final:  # «Иранға арпа, кері бағытта құбыр тасылады»: the verb behind is of both
        back = [(f, a) for f in flows if f.verb for a, _, end in backs if a <= f.start < end]
        yield from (_Listing(flow, passage.clause(flow.start)[0], start, "verb") for flow, start in back)
    turns = [start for start, _, _ in backs] + [f.start for f in passage.flows]
    for flow in verbs:
        clause = passage.clause(flow.start)
        if passage.form.head_final:
            earlier = max((f.end for f in passage.flows if f.verb and f.end <= flow.start), default=0)
            yield from _each_with_its_own(passage, flow, max(clause[0], earlier))
            continue
        others = _alone(passage, flow, min((s for s in turns if s > flow.end), default=len(passage.text)))
        ends = [*turns, *(start for start, _ in others), clause[1]]
        moving = words.moving.search(passage.text[: flow.end]) is not None
        bought = any(s.role == "subject" and 0 < s.start - flow.end <= _NEAR for s in passage.sides)
        instead = (clause[0], flow.start) if moving or (flow.kind == "import" and bought) else None
        end = min((e for e in ends if e > flow.end), default=len(passage.text))
        yield _Listing(flow, flow.end, end, "verb", instead=instead)
        for start, side in others:
            end = min((e for e in (*ends, len(passage.text)) if e > side.end), default=len(passage.text))
            yield _Listing(flow, side.end, max(end, start), "verb", side=side)


def _each_with_its_own(passage: Passage, flow: Flow, start: int) -> Iterator[_Listing]:
    """Yield what stands before a verb, of each side that leads to it: «Иранға арпа, Қытайға бал жөнелтіледі»."""
    led = [s for s in passage.sides if s.role in {"to", "from"} and start <= s.start < flow.start]
    further = [s for s in led if any(o.role == s.role and "," in passage.text[o.end : s.start] for o in led)]
    starts = [side.start for side in further]
    yield _Listing(flow, start, min(starts, default=flow.start), "verb")
    for side, end in zip(further, [*starts[1:], flow.start], strict=False):
        yield _Listing(flow, side.end, end, "verb", side=side)


_NEAR = 2
_ALONE = re.compile(r"\s*[–—-]\s")


def _alone(passage: Passage, flow: Flow, end: int) -> list[tuple[int, Side]]:
    """Return the sides behind a verb that a dash parts from goods of their own, with where their phrase begins."""
    found = []
    for side in passage.sides:
        comma = passage.text.rfind(",", flow.end, side.start)
        behind = side.role in {"to", "from"} and flow.end <= side.start < end and comma >= 0
        if behind and _ALONE.match(passage.text, side.end):
            found.append((comma, side))
    return found


def _clause_before(passage: Passage, place: int) -> int:
    start = passage.clause(place)[0]
    marks = [m.end() for m in _STOP.finditer(passage.text, start, place)]
    return marks[-1] if marks else start


_STOP = re.compile(r"[;:(]\s|\bwith\s")


def _flow_around(ledger: Ledger, passage: Passage, start: int, end: int) -> Flow | None:
    """Return the flow within what tells of a list, else named last before it, right behind it, or told of before."""
    inside = next((f for f in passage.flows if start <= f.start < end), None)
    before = next((f for f in reversed(passage.flows) if f.start < start), None)
    behind = next((f for f in passage.flows if end <= f.start < end + _BESIDE), None)
    found = inside or behind or before
    if found is None and ledger.flow and passage.sentence.index - ledger.told <= _CARRY:
        return Flow(ledger.flow, 0, 0)
    return found


def _period(words: Words, ledger: Ledger, passage: Passage, kind: str) -> str | None:
    """Return the period of a list: the sentence's own, else of what composes a flow the one told of before."""
    own = next((p.label for p in passage.periods if p.role == "" and p.reading not in {"weekday", "near", "day"}), None)
    near = passage.sentence.index - ledger.dated <= _CARRY
    return own or (ledger.period if near and kind in words.dated else None)


def _standing(passage: Passage, group: Goods) -> Filler:
    start = passage.sentence.start
    return Filler(group.name, (start + group.start, start + group.end), "sentence")


def _fact(passage: Passage, flow: str, pair: Pair, group: Goods, period: str | None, rule: str, trust: float) -> Fact:
    apart = pair.partner is not None and (pair.reporter is None or pair.partner.name != pair.reporter.name)
    reporter, partner = of_side(passage, pair.reporter), of_side(passage, pair.partner if apart else None)
    token = next((t for t in passage.sentence.tokens if t.end - passage.sentence.start > group.start), None)
    args = {
        "reporter": reporter,
        "partner": partner,
        "flow": flow,
        "commodity": _standing(passage, group),
        "period": period,
    }
    name = f"{passage.lang}/commodity/{rule}"
    return make("commodity", passage.sentence, args, name, confidence=round(trust, 2), at=token)
