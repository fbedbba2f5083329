"""Ranks of partners: «крупнейший партнёр», «на втором месте», "one of the leading buyers", «екінші орында»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coopatlas.model import Fact
from coopatlas.reading.firmness import Firmness, settled
from coopatlas.reading.flows.firmness import Decide, trigger
from coopatlas.reading.flows.ledger import Ledger
from coopatlas.reading.flows.passage import Passage, Side, apart, foreign
from coopatlas.reading.flows.words import Words
from coopatlas.reading.records import make
from coopatlas.reading.wording import Choice, any_of, lexicon

_BEFORE, _BEHIND = 46, 26
"""Code points around the word for a partner in which its rank and its owner are looked for."""
_TRUST = 0.8
_LIST = re.compile(r"\s*(?:,|\bи\b|\band\b|,\s*and\b|\bмен\b|\bпен\b|\bбен\b|\bжәне\b)\s*(?:the\s+)?", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
_PARTIES = frozenset({"subject", "object", "by"})


@dataclass(frozen=True, slots=True)
class _Rank:
    """A rank in a sentence: whose it is, among whose partners, in which flow."""

    rank: str | int
    flow: str | None
    parties: tuple[Side, ...]
    of: Side | None
    place: int
    polarity: str = "positive"


class _Lexicon:
    def __init__(self, lang: str) -> None:
        words: dict[str, Any] = lexicon(lang, "flows")["ranks"]
        self.partners = Choice(words["partners"])
        self.ordinals = Choice(words["ordinals"])
        self._lists = {
            name: re.compile(any_of(words[name]), re.IGNORECASE) for name in words if isinstance(words[name], list)
        }

    def find(self, name: str, text: str) -> "re.Match[str] | None":
        return self._lists[name].search(text)

    def ordinal(self, text: str) -> int | None:
        return next((int(value) for value, _, _ in self.ordinals.finditer(text)), None)


@lru_cache(maxsize=3)
def _lexicon(lang: str) -> _Lexicon:
    return _Lexicon(lang)


def read(words: Words, ledger: Ledger, passage: Passage, decide: Decide | None = None) -> Iterator[Fact]:
    """Yield the ranks that a sentence gives; none in a language whose flows have no words for them."""
    if not words.ranks:
        return
    known = _lexicon(words.lang)
    found = list(_named(known, ledger, passage))
    found += list(_by_flow(known, passage))
    found += list(_placed(known, ledger, passage, found))
    told: set[tuple[str, str, str | int]] = set()
    for one in found:
        if one.of is None:
            continue
        ledger.ranked = one.of, one.flow, passage.sentence.index
        for party in one.parties:
            key = party.name, one.of.name, one.rank
            if key not in told and apart(party, one.of):
                told.add(key)
                fact = _fact(passage, one, party, one.of, decide)
                if fact is not None:
                    yield fact


def _fact(passage: Passage, one: _Rank, party: Side, of: Side, decide: Decide | None) -> Fact | None:
    token = next((t for t in passage.sentence.tokens if t.end - passage.sentence.start > one.place), None)
    args = {"party": party.name, "of": of.name, "rank": one.rank, "flow": one.flow}
    rule = f"{passage.lang}/partner/rank"
    verb = trigger(passage, one.place)
    held = settled("partner", decide(passage.sentence, verb)) if decide is not None and verb is not None else Firmness()
    if not held.claimed:
        return None
    ended = held.polarity == "negative" or held.phase in {"ended", "cancelled"}
    polarity = "negative" if ended else one.polarity
    modality = held.modality
    return make(
        "partner", passage.sentence, args, rule, modality=modality, polarity=polarity, confidence=_TRUST, at=token
    )


def _named(known: _Lexicon, ledger: Ledger, passage: Passage) -> Iterator[_Rank]:
    """Yield the ranks of words for a partner: «второй после Китая торговый партнёр области»."""
    text = passage.text
    for kind, start, end in known.partners.finditer(text):
        clause = passage.clause(start)
        before = text[max(clause[0], start - _BEFORE) : start]
        rank = _rank_of(known, before, text[end : end + _BEHIND], passage.lang)
        if rank is None or known.find("outside", before + text[end : end + _BEHIND]):
            continue
        of = _owner(known, passage, clause, start, end)
        parties = _parties(known, passage, clause, start, of)
        if not parties:
            continue
        if of is None or any(p.name == of.name for p in parties):
            of = ledger.home(parties[0])
        flow = _flow(known, kind, text[max(clause[0], start - _BEFORE) : end + _BEHIND])
        polarity = "negative" if known.find("negative", text[clause[0] : clause[1]]) else "positive"
        yield _Rank(rank, flow, tuple(parties), of, start, polarity)
        yield from _others(known, passage, rank, flow, of, (max(clause[0], start - _BEFORE), end))


def _rank_of(known: _Lexicon, before: str, behind: str, lang: str) -> str | int | None:
    if known.find("strategic", before):
        return "strategic"
    number = known.ordinal(before)
    if number is not None and (number > 1 or known.find("places", before) or lang == "ru"):
        return number
    if known.find("leading", before) and not (lang == "en" and known.find("main", before)):
        return "leading"
    if known.find("main", before) or (lang == "ru" and behind.strip().startswith("номер один")):
        return "main"
    return None


def _flow(known: _Lexicon, kind: str, around: str) -> str | None:
    if kind != "any":
        return kind
    for flow in ("export", "import"):
        if known.find(f"by_{flow}", around):
            return flow
    return None


def _owner(known: _Lexicon, passage: Passage, clause: tuple[int, int], start: int, end: int) -> Side | None:
    """Return among whose partners the rank is: behind the word, before it, «для …»."""
    sides = [s for s in passage.sides if clause[0] <= s.start < clause[1] and s.kind != "organization"]
    text = passage.text
    behind = [s for s in sides if s.role in {"of", "to"} and end <= s.start <= end + _BEHIND]
    behind = [s for s in behind if not known.find("among", text[end : s.start])]
    before = [s for s in sides if s.role in {"own", "of"} and start - _BEFORE <= s.start < start]
    before = [s for s in before if not re.search(r"[,–—]", text[s.end : start])]
    towards = [s for s in sides if s.role == "to" and s.start < start and passage.lang == "ru"]
    return next(iter((*behind, *reversed(before), *towards)), None)


def _parties(known: _Lexicon, passage: Passage, clause: tuple[int, int], place: int, of: Side | None) -> list[Side]:
    """Return who holds a rank: the subject before it, else the one behind it, with all that are listed beside."""
    sides = [s for s in passage.sides if clause[0] <= s.start < clause[1] and s is not of]
    sides = [s for s in sides if s.kind in {"country", "region", "city", "union", "macroregion"}]
    fit = [s for s in sides if s.role in _PARTIES]
    before = [s for s in fit if s.end <= place]
    if before:
        return [before[-1]]
    behind = [s for s in fit if s.start > place]
    del known
    return _list_from(passage.text, behind) if behind else []


def _list_from(text: str, sides: Sequence[Side]) -> list[Side]:
    found = [sides[0]]
    for side in sides[1:]:
        if _LIST.fullmatch(_BRACKET.sub("", text[found[-1].end : side.start])) is None:
            break
        found.append(side)
    return found


def _others(
    known: _Lexicon, passage: Passage, rank: str | int, flow: str | None, of: Side | None, span: tuple[int, int]
) -> Iterator[_Rank]:
    """Yield the ranks that come with another: «второй после Китая», "followed by A and B"."""
    for side in passage.sides:
        lead = passage.text[max(0, side.start - 34) : side.start]
        if rank == 2 and any(
            (m := known.find(name, lead)) and not lead[m.end() :].strip() for name in ("after", "ahead")
        ):
            yield _Rank(1, flow, (side,), of, span[0])
        behind = passage.text[side.end : side.end + 12]
        if rank == 2 and passage.lang == "kk" and known.find("after", behind):
            yield _Rank(1, flow, (side,), of, span[0])


def _by_flow(known: _Lexicon, passage: Passage) -> Iterator[_Rank]:
    """Yield «X занимает третье место по экспорту из Y»: a place by a flow with the one named behind it."""
    for value, start, end in known.ordinals.finditer(passage.text):
        if known.find("places", passage.text[end : end + 20]) is None:
            continue
        flow = next((f for f in passage.flows if end < f.start < end + _BEFORE), None)
        with_whom = next((s for s in passage.sides if flow and flow.end <= s.start < flow.end + 20), None)
        party = next((s for s in reversed(passage.sides) if s.end <= start and s.role == "subject"), None)
        if (
            flow is not None
            and with_whom is not None
            and with_whom.role in {"with", "from", "to"}
            and party is not None
        ):
            yield _Rank(int(value), flow.kind, (party,), with_whom, start)


def _placed(known: _Lexicon, ledger: Ledger, passage: Passage, told: Sequence[_Rank]) -> Iterator[_Rank]:
    """Yield the places of a list that goes on: «на втором месте – X», «одан кейін X мен Y тұр»."""
    first = told[0] if told else None
    of, flow, at = ledger.ranked
    if first is not None:
        of, flow = first.of, first.flow
    elif of is None or passage.sentence.index - at > 1:
        return
    text = passage.text
    for value, start, end in known.ordinals.finditer(text):
        near = text[end : end + 20]
        if known.find("places", near) is None or any(
            abs(start - one.place) < _BEFORE and one.rank == int(value) for one in told
        ):
            continue
        side = _nearest(passage, start, end, of)
        if side is not None:
            yield _Rank(int(value), flow, (side,), of, start)
    follow = known.find("following", text)
    if follow is not None and first is not None:
        behind = [s for s in passage.sides if s.start >= follow.end() and s.role in {*_PARTIES, "by", "with"}]
        for n, side in enumerate(_list_from(text, behind) if behind else []):
            yield _Rank(n + 2, flow, (side,), of, follow.start())


def _nearest(passage: Passage, start: int, end: int, of: Side | None) -> Side | None:
    """Return who is on a place: the next side behind it before another ordinal, else the one before it."""
    sides = [s for s in passage.sides if s.role in _PARTIES and (of is None or (s.name != of.name and foreign(s, of)))]
    behind = [s for s in sides if 0 <= s.start - end <= 40]
    before = [s for s in sides if 0 <= start - s.end <= 24]
    return behind[0] if behind else (before[-1] if before else None)
