"""Ranks by a place: «занимает третье место по экспорту», «на втором месте – X», «за ним следуют X и Y»."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.reading.flows.ledger import Ledger
from coopatlas.reading.flows.passage import Passage, Side, foreign
from coopatlas.reading.flows.ranks.figures import MIRROR
from coopatlas.reading.flows.ranks.holders import PARTIES, STANDING, list_from, parties_of
from coopatlas.reading.flows.ranks.rank import BEFORE, Rank
from coopatlas.reading.flows.ranks.words import RankWords


def by_flow(known: RankWords, ledger: Ledger, passage: Passage) -> Iterator[Rank]:
    """Yield «X занимает третье место по экспорту из Y», "X took third place in Y's exports": a place in a flow."""
    for value, start, end in known.ordinals.finditer(passage.text):
        if not _stands(known, passage, start, end):
            continue
        flow = next((f for f in passage.flows if end < f.start < end + BEFORE), None)
        if flow is None:
            continue
        behind = next((s for s in passage.sides if flow.end <= s.start < flow.end + 20), None)
        party = next((s for s in reversed(passage.sides) if s.end <= start and s.role == "subject"), None)
        if party is None and passage.form.agreeing and behind is not None:
            party = _subject_behind(passage, behind, start)
        if party is None:
            continue
        owner = next((s for s in passage.sides if end < s.start and s.end <= flow.start and s.role == "own"), None)
        owned = behind is not None and behind.role == "of" and passage.form.agreeing
        if behind is not None and (behind.role in {"with", "from", "to"} or owned):
            yield Rank(int(value), flow.kind, (party,), behind, start)
        elif passage.form.analytic:
            yield Rank(int(value), flow.kind, (party,), owner or ledger.home(party), start)


def _subject_behind(passage: Passage, owner: Side, start: int) -> Side | None:
    """Return who is on a place in whose trade is told before him: «на первом месте по торговле с X находится | Y»."""
    end = passage.clause(start)[1]
    behind = (s for s in passage.sides if owner.end <= s.start < end)
    one = next(behind, None)
    told = one is not None and one.role == "subject" and not re.search(r"[,;(]", passage.text[owner.end : one.start])
    return one if told else None


def _stands(known: RankWords, passage: Passage, start: int, end: int) -> bool:
    """Whether an ordinal is a place: «на третьем месте», "ranks third"; not the one that was left for another."""
    text = passage.text
    lead = text[max(0, start - STANDING) : start]
    if known.told("leaving", lead):
        return False
    listed = known.told("dashed", text[end:]) is not None
    return known.find("places", text[end : end + 20]) is not None or known.ends_with("standing", lead) or listed


def by_place(known: RankWords, ledger: Ledger, passage: Passage, told: Sequence[Rank]) -> Iterator[Rank]:
    """Yield the places of a list that goes on: «на втором месте – X», «одан кейін X мен Y тұр»."""
    first = told[0] if told else None
    of, flow, at = ledger.ranked
    if first is not None:
        of, flow = first.of, first.flow
    elif of is None or passage.sentence.index - at > 1:
        of, flow = _spoken_of(ledger, passage)
    if of is None:
        return
    text = passage.text
    if first is None:
        yield from _heading(known, passage, of, flow)
        yield from _grouped(known, passage, of, flow)
    for value, start, end in known.ordinals.finditer(text):
        if any(abs(start - one.place) < BEFORE and one.rank == int(value) for one in told):
            continue
        if not _stands(known, passage, start, end) and not (first is not None and _beside(passage, start)):
            continue
        side = _nearest(passage, start, end, of)
        if side is not None and not any(side in one.parties and one.rank != int(value) for one in told):
            yield Rank(int(value), flow, (side,), of, start)
    yield from _following(known, passage, first) if first is not None else ()


def _following(known: RankWords, passage: Passage, first: Rank) -> Iterator[Rank]:
    """Yield who comes after a rank: «за ним следуют X и Y»."""
    follow = known.find("following", passage.text)
    if follow is None:
        return
    behind = [s for s in passage.sides if s.start >= follow.end() and s.role in {*PARTIES, "by", "with"}]
    place = first.rank if isinstance(first.rank, int) else 1
    for n, side in enumerate(list_from(passage.text, behind) if behind else []):
        yield Rank(place + n + 1, first.flow, (side,), first.of, follow.start())


def _spoken_of(ledger: Ledger, passage: Passage) -> tuple[Side | None, str | None]:
    """Return whose flow was told of right before, and which: places that follow are among its partners."""
    pair, near = ledger.pair, 0 <= passage.sentence.index - ledger.told <= 1
    if pair is None or not near or ledger.flow not in MIRROR:
        return None, None
    return pair.reporter, ledger.flow


def _heading(known: RankWords, passage: Passage, of: Side, flow: str | None) -> Iterator[Rank]:
    """Yield who comes first where the text goes on about a flow: «лидером остаётся X», «лидерство за X»."""
    told = known.find("first", passage.text)
    side = None if told is None else _nearest(passage, told.start(), told.end(), of, ("",))
    if told is not None and side is not None:
        yield Rank(1, flow, (side,), of, told.start())


def _grouped(known: RankWords, passage: Passage, of: Side, flow: str | None) -> Iterator[Rank]:
    """Yield who is among the first where the text goes on about a flow: «в тройку вошли также X и Y»."""
    told = known.find("groups", passage.text)
    if told is None or not known.told("into", passage.text[: told.start()]):
        return
    parties = parties_of(known, passage, passage.clause(told.start()), told.start(), of)
    if parties and not known.find("outside", passage.text) and not known.find("negative", passage.text):
        yield Rank("leading", flow, tuple(parties), of, told.start())


def _beside(passage: Passage, start: int) -> bool:
    """Whether a side stands right before an ordinal: "…, Russia second and China third"."""
    return any(not passage.text[side.end : start].strip() for side in passage.sides if side.end <= start)


def _nearest(passage: Passage, start: int, end: int, of: Side | None, also: Sequence[str] = ()) -> Side | None:
    """Return who is on a place: the next side behind it before another ordinal, else the one before it."""
    sides = [
        s
        for s in passage.sides
        if s.role in {*PARTIES, *also} and (of is None or (s.name != of.name and foreign(s, of)))
    ]
    behind = [s for s in sides if 0 <= s.start - end <= 40]
    before = [s for s in sides if 0 <= start - s.end <= 24]
    if passage.form.analytic and before and not re.search(r"[,;:(]", passage.text[before[-1].end : start]):
        return before[-1]  # "Poland moved down to third place, and Spain …"
    return behind[0] if behind else (before[-1] if before else None)
