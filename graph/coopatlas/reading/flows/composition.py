"""What flows consist of: goods counted or flowing beside a figure, lists behind a verb or a phrase of composing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from coopatlas.model import Fact, Filler
from coopatlas.reading import lexicon
from coopatlas.reading.firmness import Decide
from coopatlas.reading.flows import firmness
from coopatlas.reading.flows.cell import Cell
from coopatlas.reading.flows.cells import is_line
from coopatlas.reading.flows.fillers import of_side
from coopatlas.reading.flows.ledger import Ledger, Pair
from coopatlas.reading.flows.listed_pairs import LED, further_pairs, pair_of_list
from coopatlas.reading.flows.listings import CARRY, LIST, OF, Listing, goods_of, listings
from coopatlas.reading.flows.passage import Goods, Passage
from coopatlas.reading.flows.words import Flow, Words
from coopatlas.reading.records import make

_COUNTED, _LISTED = 0.8, 0.75


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
    moved = cell.flow.verb and cell.flow.end <= cell.figure.opening
    if not goods and moved and cell.figure.kind in {"money", "amount"}:
        goods = _parted_from(words, passage, cell)
    if not goods and moved and cell.figure.kind == "money":
        goods = passage.goods(passage, cell.flow.end, cell.figure.opening, LIST)
    if not goods and _is_own_line(passage, cell):
        goods = passage.goods(passage, 0, cell.figure.opening, LIST)
        goods = [
            replace(one, name=one.name if one.name.isupper() else one.name[:1].lower() + one.name[1:])
            for one in goods
            if words.found("throughput", one.name) is None
        ]
    return goods


def _parted_from(words: Words, passage: Passage, cell: Cell) -> list[Goods]:
    """Return of what so much was moved, behind whom it goes to: «поставил в Иран | овощей на 17 млн долларов»."""
    ways = [s.end for s in passage.sides if cell.flow.end <= s.start < cell.figure.opening]
    abroad = words.found("whole", passage.text, cell.flow.end, cell.figure.opening)
    start = max([cell.flow.end, *ways, abroad.end() if abroad else 0])
    return passage.goods(passage, start, cell.figure.opening, "of") if passage.form.agreeing else []


def _apposed(words: Words, passage: Passage, cell: Cell) -> list[Goods]:
    """Return what a figure behind a dash is of: «…, ячмень – 103 тыс. тонн»."""
    named = words.apposed.search(passage.text[cell.left : cell.figure.opening])
    if named is None:
        return []
    span = cell.left + named.start("goods"), cell.left + named.end("goods")
    inside = (t for t in passage.sentence.tokens if span[0] <= t.start - passage.sentence.start < span[1])
    if any(t.pos in {"VERB", "AUX"} for t in inside):
        return []  # «ввоз остаётся скромным – менее 3 млн долларов»
    return passage.goods(passage, *span, OF) or passage.goods(passage, *span, LIST)


def _is_own_line(passage: Passage, cell: Cell) -> bool:
    """Whether a figure is that of a line of a table, which begins with what it counts."""
    return not cell.named and is_line(passage, cell.figure)


def _listed(
    words: Words, ledger: Ledger, passage: Passage, told: Sequence[tuple[Cell, str | None]], decide: Decide | None
) -> Iterator[Fact]:
    """Yield what a verb or phrase of composing lists: «закупает трактора и сыры», «основу экспорта составляют …»."""
    before: tuple[Flow, Pair] | None = None
    back = passage.form.head_final and words.back.search(passage.text) is not None  # its verb stands behind both lists
    lists = listings(words, ledger, passage)
    for listing in sorted(lists, key=lambda item: (item.start if back else item.flow.start, item.start)):
        goods = [] if _stands_apart(words, passage, listing, told) else goods_of(passage, listing)
        held = firmness.of_list(words, passage, listing.flow.start, listing.flow.end, decide)
        if not goods or not held.claimed or held.modality in _UNREAL:
            continue
        whose = pair_of_list(words, ledger, passage, listing, told, before)
        if whose is None:
            continue
        kind, pair = whose[0], ledger.in_order(whose[1], whose[0])
        before = replace(listing.flow, kind=kind), pair
        if pair.reporter is None:
            continue
        period = _period(words, ledger, passage, listing.kind)
        for each, group in product([pair, *further_pairs(passage, pair)], goods):
            fact = _fact(passage, kind, each, group, period, listing.kind, _LISTED * each.trust)
            yield replace(fact, modality=held.modality, polarity=held.polarity)
        ledger.pair = pair if pair.partner is not None else ledger.pair
        ledger.flow = kind if listing.kind == "composed" else ledger.flow


_UNREAL = frozenset({"proposal", "readiness", "intention", "interest"})
"""Modalities of a list that make it no part of a flow."""


def _stands_apart(words: Words, passage: Passage, listing: Listing, told: Sequence[tuple[Cell, str | None]]) -> bool:
    """Whether a verb tells of a figure, of a delivery of its own, or of what a firm sends."""
    if listing.kind != "verb":
        return False
    clause = passage.clause(listing.flow.start)
    figured = any(c.left <= listing.flow.start < c.figure.end for c, _ in told)
    firm = any(
        s.kind == "organization" and s.role == "subject" and clause[0] <= s.start < clause[1] for s in passage.sides
    )
    firm = firm or _of_firms(passage, listing.flow)
    led = any(s.role in LED and clause[0] <= s.start < clause[1] for s in passage.sides)
    vague = words.directed.match(passage.text, listing.flow.start) is not None and not led
    return figured or firm or vague or words.found("supply", passage.text, *clause) is not None


def _of_firms(passage: Passage, flow: Flow) -> bool:
    """Whether the subject of a verb is firms or people as they are called: «рязанские фабрики поставляют …»."""
    groups = lexicon.lists(passage.lang, "references", ("groups",))["groups"]
    sentence, at = passage.sentence, passage.sentence.start + flow.start
    verbs = (t for t in sentence.tokens if t.start == at)
    return any(t.lemma in groups for verb in verbs for t in sentence.children(verb, "nsubj"))


def _period(words: Words, ledger: Ledger, passage: Passage, kind: str) -> str | None:
    """Return the period of a list: the sentence's own, else of what composes a flow the one told of before."""
    own = next((p.label for p in passage.periods if p.role == "" and p.reading not in {"weekday", "near", "day"}), None)
    near = passage.sentence.index - ledger.dated <= CARRY
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
