"""Where a sentence lists the goods of a flow: behind or before a verb, a phrase of composing, «в основном»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coopatlas.reading.flows.ledger import Ledger
from coopatlas.reading.flows.passage import Goods, Passage, Side
from coopatlas.reading.flows.words import Flow, Words

BACK = "back"


@dataclass(frozen=True, slots=True)
class Listing:
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


LIST, OF, _BY = "list", "of", "by"
_BESIDE = 40
CARRY = 2
"""Sentences over which a list goes on about the flow told of before."""


def goods_of(passage: Passage, listing: Listing) -> list[Goods]:
    """Return the goods of a list where it is looked for, else instead."""
    goods = passage.goods(passage, listing.start, listing.end, listing.where)
    if listing.strict and goods and passage.text[listing.start : goods[0].start].strip(" «") and listing.where == LIST:
        between = passage.text[listing.start : goods[0].start]
        goods = goods if len(between) <= _BESIDE else []
    if listing.reaching and any(goods and goods[-1].end <= side.start < listing.end for side in passage.sides):
        goods = []
    if not goods and listing.kind == "composed" and listing.where == LIST and passage.form.agreeing:
        goods = passage.goods(passage, listing.start, listing.end, OF)
    if not goods and listing.instead is not None:
        goods = passage.goods(passage, *listing.instead, LIST)
    return goods


def listings(words: Words, ledger: Ledger, passage: Passage) -> Iterator[Listing]:
    """Yield the flows of a sentence whose goods are listed: where to look for the list, and what tells of it."""
    text = passage.text
    composed = [(m, m.end(), LIST) for m in words.composing.finditer(text)]
    if words.composed_of is not None:
        composed += [(m, m.end(), _BY) for m in words.composed_of.finditer(text)]
    starts = [m.start() for m, _, _ in composed] + [f.start for f in _further(passage, composed)]
    composed += [(m, m.start(), "before") for m in words.composed.finditer(text)]
    for match, start, where in composed:
        flow = _flow_around(words, ledger, passage, match.start(), match.end())
        if flow is not None and where in {LIST, _BY}:
            end = min((s for s in starts if s > match.start()), default=len(text))
            yield Listing(flow, start, end, "composed", where)
        elif flow is not None:
            reaching = passage.form.analytic
            yield Listing(flow, _clause_before(passage, start), start, "composed", reaching=reaching)
            if (next_ := _NEXT.search(text, match.end())) is not None:
                yield Listing(flow, next_.end(), passage.clause(next_.end())[1], "composed", strict=True)
    if not composed:
        yield from _mostly(words, ledger, passage)
    yield from _of_nouns(words, passage)
    backs = [(m.start(), m.end(), passage.clause(m.start())[1]) for m in words.back.finditer(text)]
    for start, behind, end in backs:
        yield Listing(Flow(BACK, start, behind), behind, end, "verb")
    yield from _of_verbs(words, passage, backs, _further(passage, composed) if composed else passage.flows)


def _of_nouns(words: Words, passage: Passage) -> Iterator[Listing]:
    """Yield the flows named by a noun with their goods, of which no figure is told: «экспорт муки в Китай растёт»."""
    starts = {passage.sentence.start + flow.start: flow for flow in passage.flows if not flow.verb}
    for token in passage.sentence.tokens if words.flowing else ():
        flow = starts.get(token.start)
        verb = passage.sentence.head(token) if flow is not None else None
        if flow is None or verb is None or verb.lemma not in words.flowing or token.rel not in _ARGUMENTS:
            continue
        start, end = passage.clause(flow.start)
        if not any(start <= figure.start < end for figure in passage.figures):
            yield Listing(flow, flow.end, end, "composed", OF)


_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj"})


def _mostly(words: Words, ledger: Ledger, passage: Passage) -> Iterator[Listing]:
    """Yield the flows whose goods stand behind «в основном», "mostly", «негізінен»."""
    text = passage.text
    for match in words.mostly.finditer(text):
        flow = _flow_around(words, ledger, passage, match.start(), match.start())
        clause = passage.clause(match.start())[0]
        if passage.form.head_final and flow is not None and flow.start > match.start():
            continue  # «олардың қатарында инвестициялар мен сауда бар»: one of a list itself
        if flow is not None and flow.end <= clause and words.found("other", text, clause, match.start()):
            continue  # "poured $5 million into parks, mostly in …"
        if flow is not None:
            where = OF if words.in_genitive.search(match.group()) else LIST
            yield Listing(flow, match.end(), len(text), "mostly", where, strict=True)


_NEXT = re.compile(r",\s+(?:followed by|ahead of)\s+", re.IGNORECASE)
"""What comes after the first of a list: "oil is the main export, followed by zinc and lead"."""


def _further(passage: Passage, composed: Sequence[tuple["re.Match[str]", int, str]]) -> list[Flow]:
    """Return the verbs that list in a clause before what composes another, or behind it: «…, ввозили ткани»."""
    start = min((m.start() for m, _, _ in composed), default=0)
    end = max((m.end() for m, _, _ in composed), default=len(passage.text))
    before = [f for f in passage.flows if f.verb and passage.clause(f.start)[1] <= passage.clause(start)[0]]
    behind = (f for f in passage.flows if f.verb and f.start >= end)
    return [*before, *(f for f in behind if _JOINED.search(passage.text[: f.start]))]


_JOINED = re.compile(r"[,;]\s+(?:(?:а|и|and|while|but)\s+)?(?:it\s+|they\s+)?$")


def _of_verbs(
    words: Words, passage: Passage, backs: Sequence[tuple[int, int, int]], flows: Sequence[Flow]
) -> Iterator[Listing]:
    """Yield what verbs list, up to where another list begins: of another verb, of another side, of the way back."""
    verbs = [f for f in flows if f.verb and not any(a <= f.start < end for a, _, end in backs)]
    if passage.form.head_final:  # «Иранға арпа, кері бағытта құбыр тасылады»: the verb behind is of both
        back = [(f, a) for f in flows if f.verb for a, _, end in backs if a <= f.start < end]
        yield from (Listing(flow, passage.clause(flow.start)[0], start, "verb") for flow, start in back)
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
        yield Listing(flow, flow.end, end, "verb", instead=instead)
        for start, side in others:
            end = min((e for e in (*ends, len(passage.text)) if e > side.end), default=len(passage.text))
            yield Listing(flow, side.end, max(end, start), "verb", side=side)


def _each_with_its_own(passage: Passage, flow: Flow, start: int) -> Iterator[Listing]:
    """Yield what stands before a verb, of each side that leads to it: «Иранға арпа, Қытайға бал жөнелтіледі»."""
    led = [s for s in passage.sides if s.role in {"to", "from"} and start <= s.start < flow.start]
    further = [s for s in led if any(o.role == s.role and "," in passage.text[o.end : s.start] for o in led)]
    starts = [side.start for side in further]
    yield Listing(flow, start, min(starts, default=flow.start), "verb")
    for side, end in zip(further, [*starts[1:], flow.start], strict=False):
        yield Listing(flow, side.end, end, "verb", side=side)


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


def _flow_around(words: Words, ledger: Ledger, passage: Passage, start: int, end: int) -> Flow | None:
    """Return the flow within what tells of a list, else named last before it, right behind it, or told of before."""
    inside = next((f for f in passage.flows if start <= f.start < end), None)
    told = words.exported.search(passage.text, start, end) if inside is None else None
    if told is not None:
        inside = Flow(told.lastgroup or "export", told.start(), told.end())
    before = next((f for f in reversed(passage.flows) if f.start < start), None)
    behind = next((f for f in passage.flows if end <= f.start < end + _BESIDE), None)
    found = inside or behind or before
    if found is None and ledger.flow and passage.sentence.index - ledger.told <= CARRY:
        return Flow(ledger.flow, 0, 0)
    return found
