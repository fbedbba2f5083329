"""Ranks by a word for a partner: «второй после Китая торговый партнёр области», "one of the leading buyers"."""

from collections.abc import Iterator

from coopatlas.reading.flows.ledger import Ledger
from coopatlas.reading.flows.passage import Passage, Side
from coopatlas.reading.flows.ranks.holders import list_from, owner_of, owners_of, parties_of, without_article
from coopatlas.reading.flows.ranks.rank import BEFORE, BEHIND, FAR_BEHIND, Rank
from coopatlas.reading.flows.ranks.words import RankWords


def by_word(known: RankWords, ledger: Ledger, passage: Passage) -> Iterator[Rank]:
    """Yield the ranks of words for a partner: «второй после Китая торговый партнёр области»."""
    text = passage.text
    for kind, start, end in known.partners.finditer(text):
        clause = passage.clause(start)
        before = text[max(clause[0], start - BEFORE) : start]
        rank = _rank_of(known, passage, before, text[end : min(clause[1], end + FAR_BEHIND)])
        if rank in {"main", "leading"}:
            rank = _of_many(known, before, rank, one=not text[start:end].endswith("s"))
        around = known.member(before) + text[start : end + BEHIND]
        if rank is None or known.told("left", before) or known.find("outside", around):
            continue
        of = owner_of(known, passage, clause, start, end)
        parties = parties_of(known, passage, clause, start, of)
        if not parties:
            continue
        if of is None or any(p.name == of.name for p in parties):
            of = ledger.handled(passage) or ledger.home(parties[0])
            of = None if of is not None and any(p.name == of.name for p in parties) else of
        flow = _flow(known, kind, text[max(clause[0], start - BEFORE) : end + _FLOW_BEHIND])
        polarity = "negative" if known.find("negative", text[clause[0] : clause[1]]) else "positive"
        yield from (Rank(rank, flow, tuple(parties), one, start, polarity) for one in owners_of(passage, of, parties))
        yield from _others(known, passage, rank, flow, of, (max(clause[0], start - BEFORE), end))


def _rank_of(known: RankWords, passage: Passage, before: str, behind: str) -> str | int | None:
    if known.find("strategic", before):
        return "strategic"
    if known.find("groups", before):
        return "leading"
    if known.find("heading", before):
        return 1
    if passage.form.agreeing and (number := known.placed(behind)) is not None:
        return number
    for rank in ("leads", "lead"):
        if known.told(rank, behind):
            return 1 if rank == "leads" else "main"
    number = known.ordinal(before)
    if number is not None and (number > 1 or known.find("places", before) or known.first_alone):
        return number
    named = next((rank for rank in known.order if known.find(rank, before)), None)
    return "main" if named is None and known.told("behind", behind) else named


def _of_many(known: RankWords, before: str, rank: str, *, one: bool) -> str:
    """Tell "the top partner", which is the first, from "a top partner", "one of the largest", "the top five"."""
    if known.told("among", before):
        return "leading"
    return "main" if one and known.told("definite", before) else rank


def _flow(known: RankWords, kind: str, around: str) -> str | None:
    if kind != "any":
        return kind
    for flow in ("export", "import"):
        if known.find(f"by_{flow}", around):
            return flow
    return None


def _others(
    known: RankWords, passage: Passage, rank: str | int, flow: str | None, of: Side | None, span: tuple[int, int]
) -> Iterator[Rank]:
    """Yield the ranks that come with another: «второй после Китая», "followed by A and B"."""
    if not isinstance(rank, int) or rank < _COUPLE:
        return
    for n, side in enumerate(passage.sides):
        lead = without_article(passage.text[max(0, side.start - 34) : side.start])
        if any((m := known.find(name, lead)) and not lead[m.end() :].strip() for name in ("after", "ahead")):
            before = list_from(passage.text, passage.sides[n:])
            if len(before) == rank - 1:
                yield from (Rank(place, flow, (one,), of, span[0]) for place, one in enumerate(before, 1))


_COUPLE = 2
_FLOW_BEHIND = 40
"""Code points behind a word for a partner in which the flow may be told: «партнёр Омской области по экспорту»."""
