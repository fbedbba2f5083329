"""What flows consist of: goods counted or flowing beside a figure, lists behind a verb or a phrase of composing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas.model import Fact
from coopatlas.reading.flows import firmness, pairs
from coopatlas.reading.flows.cells import Cell
from coopatlas.reading.flows.firmness import Decide
from coopatlas.reading.flows.ledger import Ledger, Pair
from coopatlas.reading.flows.passage import TERRITORIES, Goods, Passage, Side
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
    for fact in (*_counted(passage, told), *_listed(words, ledger, passage, told, decide)):
        if fact.anchor is not None and any(
            s.start <= fact.anchor - passage.sentence.start < s.end for s in passage.sides
        ):
            continue
        key = (str(fact.args["commodity"]), str(fact.args.get("partner")), str(fact.args["flow"]))
        if key not in seen:
            seen.add(key)
            yield fact


def _counted(passage: Passage, told: Sequence[tuple[Cell, str | None]]) -> Iterator[Fact]:
    """Yield what a figure counts («34 тыс. тонн муки») and what its flow is of («экспорт муки вырос»)."""
    for cell, period in told:
        goods: list[Goods] = []
        if cell.figure.kind == "amount":
            goods = passage.goods(passage, cell.figure.end, cell.right, "of")
        if not goods and cell.flow.end and cell.flow.end <= cell.figure.start:
            goods = passage.goods(passage, cell.flow.end, cell.figure.opening, "of")
        if not goods and cell.flow.end:
            goods = passage.goods(passage, 0, cell.flow.start, "before")
        for group in goods:
            yield _fact(passage, cell.kind, cell.pair, group, period, "counted", _COUNTED)


def _listed(
    words: Words, ledger: Ledger, passage: Passage, told: Sequence[tuple[Cell, str | None]], decide: Decide | None
) -> Iterator[Fact]:
    """Yield what a verb or phrase of composing lists: «закупает трактора и сыры», «основу экспорта составляют …»."""
    before: tuple[Flow, Pair] | None = None
    figured = [(c.left, c.figure.end) for c, _ in told]
    for flow, start, end, kind in sorted(_lists(words, passage), key=lambda item: item[0].start):
        if any(a <= flow.start < b for a, b in figured) and kind == "verb":
            continue
        clause = passage.clause(flow.start)
        if kind == "verb" and words.found("supply", passage.text, *clause):
            continue
        goods = passage.goods(passage, start, end, "list")
        if not goods:
            continue
        held = firmness.of_figure(words, passage, flow.start, flow.end, decide)
        if not held.claimed or held.modality in {"proposal", "readiness", "intention", "interest"}:
            continue
        sides = [s for s in passage.sides if clause[0] <= s.start < clause[1] and s.kind in TERRITORIES]
        own = sides if before is None else _own(passage, sides, before[0], flow)
        if kind == "verb" and any(
            s.kind == "organization" and s.role == "subject" and clause[0] <= s.start < clause[1] for s in passage.sides
        ):
            continue
        if flow.kind == _BACK:
            if before is None:
                continue
            flow_kind, pair = _OTHER.get(before[0].kind, "import"), before[1]
        elif before is not None and not any(s.role in _DIRECTED for s in own):
            flow_kind, pair = flow.kind, before[1]
        else:
            flow_kind, pair = pairs.pair_of(words, ledger, passage, flow, own)
        pair = ledger.in_order(pair, flow_kind)
        before = flow, pair
        if pair.reporter is None:
            continue
        period = _period(ledger, passage, clause, kind)
        if not any(not p.role for p in passage.periods) and kind == "verb":
            period = None
        trust = _LISTED * pair.trust
        for group in goods:
            fact = _fact(passage, flow_kind, pair, group, period, kind, trust)
            yield replace(fact, modality=held.modality, polarity=held.polarity)
        ledger.pair = pair if pair.partner is not None else ledger.pair
        if kind == "composed":
            ledger.flow = flow_kind


_JOINT = re.compile(r"(?:[,;]|\b(?:и|а|and|while)\b)\s", re.IGNORECASE)


def _own(passage: Passage, sides: Sequence[Side], before: Flow, flow: Flow) -> list[Side]:
    """Return the sides of a further verb of a sentence: those behind the joint that leads to it."""
    if passage.lang == "kk":
        return [s for s in sides if before.end <= s.start < flow.end]
    joints = [m.end() for m in _JOINT.finditer(passage.text, before.end, flow.start)]
    return [s for s in sides if s.start >= (joints[-1] if joints else flow.start)]


def _lists(words: Words, passage: Passage) -> Iterator[tuple[Flow, int, int, str]]:
    """Yield the flows of a sentence whose goods are listed: where to look for the list, and what tells of it."""
    text = passage.text
    for match in words.composing.finditer(text):
        flow = next((f for f in passage.flows if match.start() <= f.start < match.end()), None)
        flow = flow or next((f for f in reversed(passage.flows) if f.start < match.start()), None)
        if flow is None:
            continue
        yield flow, match.end(), len(text), "composed"
    for match in words.back.finditer(text):
        following = passage.clause(match.start())[1]
        yield Flow(_BACK, match.start(), match.end()), match.end(), following, "verb"
    for flow in passage.flows:
        if flow.verb and not words.composing.search(text):
            clause = passage.clause(flow.start)
            if passage.lang == "kk":
                yield flow, clause[0], flow.start, "verb"
            else:
                following = next((f.start for f in passage.flows if f.start > flow.end), len(text))
                yield flow, flow.end, min(clause[1], following), "verb"


def _period(ledger: Ledger, passage: Passage, clause: tuple[int, int], kind: str) -> str | None:
    del clause
    own = next((p.label for p in passage.periods if p.role == "" and p.reading not in {"weekday", "near", "day"}), None)
    if own is not None:
        return own
    near = passage.sentence.index - ledger.dated <= 2
    return ledger.period if kind == "composed" and near else None


def _fact(passage: Passage, flow: str, pair: Pair, group: Goods, period: str | None, rule: str, trust: float) -> Fact:
    reporter = pair.reporter.name if pair.reporter is not None else None
    partner = pair.partner.name if pair.partner is not None and pair.partner.name != reporter else None
    token = next((t for t in passage.sentence.tokens if t.end - passage.sentence.start > group.start), None)
    args = {"reporter": reporter, "partner": partner, "flow": flow, "commodity": group.name, "period": period}
    name = f"{passage.lang}/commodity/{rule}"
    return make("commodity", passage.sentence, args, name, confidence=round(trust, 2), at=token)
