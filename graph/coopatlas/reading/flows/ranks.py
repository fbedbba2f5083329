"""Ranks of partners: «крупнейший партнёр», «на втором месте», "one of the leading buyers", «екінші орында»."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from coopatlas.language.wording import Choice, any_of, lexicon
from coopatlas.model import Fact
from coopatlas.reading.firmness import Decide, Firmness, settled
from coopatlas.reading.flows.cells import Cell
from coopatlas.reading.flows.firmness import trigger
from coopatlas.reading.flows.ledger import Ledger, Pair
from coopatlas.reading.flows.passage import Passage, Side, apart, foreign
from coopatlas.reading.flows.words import Flow, Words
from coopatlas.reading.records import make

_BEFORE, _BEHIND, _FAR_BEHIND = 46, 26, 80
"""Code points around the word for a partner in which its rank and its owner are looked for; a place may be farther."""
_TRUST = 0.8
_LIST = re.compile(r"\s*(?:,|\bи\b|\band\b|,\s*and\b|\bмен\b|\bпен\b|\bбен\b|\bжәне\b)\s*(?:the\s+)?", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
_PARTIES = frozenset({"subject", "object", "by"})


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank in a sentence: whose it is, among whose partners, in which flow."""

    rank: str | int
    flow: str | None
    parties: tuple[Side, ...]
    of: Side | None
    place: int
    polarity: str = "positive"


_DIGITS = re.compile(r"(?<![\d.,])(\d{1,3})(?:-\w{1,3})?(?=\s)")
"""A place in figures: «5 место», «27-ю строку»."""


class _Lexicon:
    """The words of ranks of a language."""

    def __init__(self, lang: str) -> None:
        words: dict[str, Any] = lexicon(lang, "flows")["ranks"]
        self.order: Sequence[str] = words["adjectives"]["order"]
        """Ranks by an adjective, the one that is meant where there are two first."""
        self.first_alone = bool(words["adjectives"].get("first_alone"))
        """Whether "first" alone is a rank: «первый партнёр», while the "first partner" came before all others."""
        self.owning = frozenset(words["sides"]["owning"])
        """Roles of whose partner it is, behind the word; `towards` before it."""
        self.towards = frozenset(words["sides"].get("towards", ()))
        self._patterns = {name: re.compile(told, re.IGNORECASE) for name, told in words["patterns"].items()}
        self.partners = Choice(words["partners"])
        self.ordinals = Choice(words["ordinals"])
        self._lists = {
            name: re.compile(any_of(words[name]), re.IGNORECASE) for name in words if isinstance(words[name], list)
        }

    def find(self, name: str, text: str) -> "re.Match[str] | None":
        """Return the first word of a list in a text; nothing where the language has no such list."""
        return self._lists[name].search(text) if name in self._lists else None

    def told(self, name: str, text: str) -> "re.Match[str] | None":
        """Return where a pattern is told in a text; nothing where the language has no such pattern."""
        return self._patterns[name].search(text) if name in self._patterns else None

    def member(self, text: str) -> str:
        """Return the last member of a list that a text is, where the language tells members apart."""
        parting = self._patterns.get("member")
        return parting.split(text)[-1] if parting is not None else text

    def ends_with(self, name: str, text: str) -> bool:
        """Whether a text ends with a word of a list."""
        pattern = self._lists.get(name)
        return pattern is not None and any(not text[m.end() :].strip() for m in pattern.finditer(text))

    def placed(self, text: str) -> int | None:
        """Return the place that a text tells behind «среди партнёров»: «… занимает третье место»."""
        found = [(int(value), end) for value, _, end in self.ordinals.finditer(text)]
        found += [(int(m[1]), m.end()) for m in _DIGITS.finditer(text)]
        return next((value for value, end in found if self._lists["places"].match(text[end:].lstrip())), None)

    def ordinal(self, text: str) -> int | None:
        """Return the ordinal that a text names last."""
        named = next((int(value) for value, _, _ in reversed(list(self.ordinals.finditer(text)))), None)
        return named if named is not None else self.placed(text)


@lru_cache(maxsize=3)
def _lexicon(lang: str) -> _Lexicon:
    return _Lexicon(lang)


def ranked(words: Words, ledger: Ledger, passage: Passage) -> list[Rank]:
    """Return the ranks that a sentence gives, each with whose partners they are among."""
    if not words.ranks:
        return []
    known = _lexicon(words.lang)
    found = list(_named(known, ledger, passage))
    found += list(_by_flow(known, ledger, passage))
    return [*found, *_placed(known, ledger, passage, found)]


_MIRROR = {"export": "import", "import": "export"}


def turned(cell: Cell, told: Sequence[Rank]) -> Cell:
    """Return a figure of who holds a rank as a figure of the one among whose partners it is."""
    reporter = cell.pair.reporter
    if cell.pair.partner is not None or reporter is None:
        return cell
    one = next((r for r in told if r.of is not None and any(p.name == reporter.name for p in r.parties)), None)
    if one is None or one.of is None or not apart(one.of, reporter):
        return cell
    kind = one.flow or _MIRROR.get(cell.kind, cell.kind)
    return replace(cell, kind=kind, pair=Pair(one.of, reporter, cell.pair.trust))


def measured(ledger: Ledger, passage: Passage, told: Sequence[Rank], read: Iterable[Cell]) -> Iterator[Cell]:
    """Yield the figures of a sentence, those in brackets behind who holds a rank as his: «покупатели – X (5 млн т)»."""
    own = list(_in_brackets(ledger, passage, told))
    for cell in read:
        while own and own[0].figure.opening < cell.figure.opening:
            yield own.pop(0)
        if not own or own[0].figure.opening != cell.figure.opening:
            yield turned(cell, told)
    yield from own


def _in_brackets(ledger: Ledger, passage: Passage, told: Sequence[Rank]) -> Iterator[Cell]:
    holders = [(side, one) for one in told if one.of is not None for side in one.parties]
    for n, figure in enumerate(passage.figures):
        for side, one in holders:
            if figure.kind in _MEASURED and passage.text[side.end : figure.opening].strip() == "(":
                kind = one.flow or ledger.flow or "turnover"
                right = passage.figures[n + 1].opening if n + 1 < len(passage.figures) else len(passage.text)
                flow = Flow(kind, one.place, one.place)
                yield Cell(figure, flow, kind, Pair(one.of, side), figure.opening, right, listed=True)
                break


_MEASURED = frozenset({"money", "amount"})


def read(words: Words, ledger: Ledger, passage: Passage, decide: Decide | None = None) -> Iterator[Fact]:
    """Yield the ranks that a sentence gives; none in a language whose flows have no words for them."""
    if not words.ranks:
        return
    told: set[tuple[str, str, str | int]] = set()
    for one in ranked(words, ledger, passage):
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


def _fact(passage: Passage, one: Rank, party: Side, of: Side, decide: Decide | None) -> Fact | None:
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


def _named(known: _Lexicon, ledger: Ledger, passage: Passage) -> Iterator[Rank]:
    """Yield the ranks of words for a partner: «второй после Китая торговый партнёр области»."""
    text = passage.text
    for kind, start, end in known.partners.finditer(text):
        clause = passage.clause(start)
        before = text[max(clause[0], start - _BEFORE) : start]
        rank = _rank_of(known, passage, before, text[end : min(clause[1], end + _FAR_BEHIND)])
        if rank in {"main", "leading"}:
            rank = _of_many(known, before, rank, one=not text[start:end].endswith("s"))
        around = known.member(before) + text[start : end + _BEHIND]
        if rank is None or known.told("left", before) or known.find("outside", around):
            continue
        of = _owner(known, passage, clause, start, end)
        parties = _parties(known, passage, clause, start, of)
        if not parties:
            continue
        if of is None or any(p.name == of.name for p in parties):
            of = ledger.handled(passage) or ledger.home(parties[0])
            of = None if of is not None and any(p.name == of.name for p in parties) else of
        flow = _flow(known, kind, text[max(clause[0], start - _BEFORE) : end + _BEHIND])
        polarity = "negative" if known.find("negative", text[clause[0] : clause[1]]) else "positive"
        yield from (Rank(rank, flow, tuple(parties), one, start, polarity) for one in _owners(passage, of, parties))
        yield from _others(known, passage, rank, flow, of, (max(clause[0], start - _BEFORE), end))


def _rank_of(known: _Lexicon, passage: Passage, before: str, behind: str) -> str | int | None:
    if known.find("strategic", before):
        return "strategic"
    if known.find("groups", before):
        return "leading"
    if known.find("heading", before):
        return 1
    if passage.form.agreeing and (number := known.placed(behind)) is not None:
        return number
    number = known.ordinal(before)
    if number is not None and (number > 1 or known.find("places", before) or known.first_alone):
        return number
    named = next((rank for rank in known.order if known.find(rank, before)), None)
    return "main" if named is None and known.told("behind", behind) else named


def _of_many(known: _Lexicon, before: str, rank: str, *, one: bool) -> str:
    """Tell "the top partner", which is the first, from "a top partner", "one of the largest", "the top five"."""
    if known.told("among", before):
        return "leading"
    return "main" if one and known.told("definite", before) else rank


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
    near = (s for s in sides if end <= s.start <= end + _BEHIND)
    behind = [s for s in near if s.role in known.owning or _adjoins(passage, s, end)]
    behind = [s for s in behind if not known.find("among", text[end : s.start]) and not _beaten(known, text, s)]
    before = [s for s in sides if s.role in {"own", "of"} and start - _BEFORE <= s.start < start]
    before = [s for s in before if not re.search(r"[,–—]", text[s.end : start]) and not _tells_where(passage, s)]
    towards = [s for s in sides if s.role in known.towards and s.start < start]
    return next(iter((*behind, *reversed(before), *towards)), None)


def _owners(passage: Passage, of: Side | None, parties: Sequence[Side]) -> Sequence[Side | None]:
    """Return whose partners a rank is among, with those of its list: «основные партнёры A и B»."""
    if of is None or of not in passage.sides:
        return [of]
    at = passage.sides.index(of)
    listed = [*_list_up_to(passage.text, passage.sides[: at + 1])[:-1], *_list_from(passage.text, passage.sides[at:])]
    return [one for one in listed if one is of or (one.role in _OWNING and one not in parties)]


_OWNING = frozenset({"of", "own", "by", ""})


def _adjoins(passage: Passage, side: Side, end: int) -> bool:
    """Whether a side stands right behind a word for a partner: whose partner is told, whatever its case."""
    return passage.form.agreeing and side.start >= end and not passage.text[end : side.start].strip()


def _tells_where(passage: Passage, side: Side) -> bool:
    """Whether a side only says where partners are: "Sharjah's leading European partners"."""
    adjective = passage.text[side.start : side.end] != side.name
    return passage.form.analytic and side.kind == "macroregion" and side.role == "own" and adjective


def _beaten(known: _Lexicon, text: str, side: Side) -> bool:
    """Whether a side stands behind "ahead of", "after": it is another partner."""
    lead = text[max(0, side.start - _STANDING) : side.start]
    return any(known.ends_with(name, _bare(lead)) for name in ("after", "ahead", "following"))


def _bare(lead: str) -> str:
    """Return what leads to a name without its article."""
    return re.sub(r"\bthe\s*$", "", lead)


def _parties(known: _Lexicon, passage: Passage, clause: tuple[int, int], place: int, of: Side | None) -> list[Side]:
    """Return who holds a rank: the subject before it, else the one behind it, with all that are listed beside."""
    sides = [s for s in passage.sides if clause[0] <= s.start < clause[1] and s is not of]
    sides = [s for s in sides if s.kind in {"country", "region", "city", "union", "macroregion"}]
    fit = [s for s in sides if s.role in _PARTIES]
    before = [s for s in fit if s.end <= place]
    given = [s for s in sides if s.end <= place and known.told("given", passage.text[s.end : place])]
    if before or given:
        return _list_up_to(passage.text, before or given)
    behind = next((s for s in fit if s.start > place), None)
    return _list_from(passage.text, [s for s in sides if s.start >= behind.start]) if behind is not None else []


def _list_up_to(text: str, sides: Sequence[Side]) -> list[Side]:
    """Return the last of some sides with those that are listed before it."""
    found = [sides[-1]]
    for side in reversed(sides[:-1]):
        if _LIST.fullmatch(_BRACKET.sub("", text[side.end : found[0].start])) is None:
            break
        found.insert(0, side)
    return found


def _list_from(text: str, sides: Sequence[Side]) -> list[Side]:
    found = [sides[0]]
    for side in sides[1:]:
        if _LIST.fullmatch(_BRACKET.sub("", text[found[-1].end : side.start])) is None:
            break
        found.append(side)
    return found


def _others(
    known: _Lexicon, passage: Passage, rank: str | int, flow: str | None, of: Side | None, span: tuple[int, int]
) -> Iterator[Rank]:
    """Yield the ranks that come with another: «второй после Китая», "followed by A and B"."""
    if not isinstance(rank, int) or rank < _COUPLE:
        return
    for n, side in enumerate(passage.sides):
        lead = _bare(passage.text[max(0, side.start - 34) : side.start])
        if any((m := known.find(name, lead)) and not lead[m.end() :].strip() for name in ("after", "ahead")):
            before = _list_from(passage.text, passage.sides[n:])
            if len(before) == rank - 1:
                yield from (Rank(place, flow, (one,), of, span[0]) for place, one in enumerate(before, 1))


def _by_flow(known: _Lexicon, ledger: Ledger, passage: Passage) -> Iterator[Rank]:
    """Yield «X занимает третье место по экспорту из Y», "X took third place in Y's exports": a place in a flow."""
    for value, start, end in known.ordinals.finditer(passage.text):
        if not _stands(known, passage, start, end):
            continue
        flow = next((f for f in passage.flows if end < f.start < end + _BEFORE), None)
        party = next((s for s in reversed(passage.sides) if s.end <= start and s.role == "subject"), None)
        if flow is None or party is None:
            continue
        behind = next((s for s in passage.sides if flow.end <= s.start < flow.end + 20), None)
        owner = next((s for s in passage.sides if end < s.start and s.end <= flow.start and s.role == "own"), None)
        owned = behind is not None and behind.role == "of" and passage.form.agreeing
        if behind is not None and (behind.role in {"with", "from", "to"} or owned):
            yield Rank(int(value), flow.kind, (party,), behind, start)
        elif passage.form.analytic:
            yield Rank(int(value), flow.kind, (party,), owner or ledger.home(party), start)


def _stands(known: _Lexicon, passage: Passage, start: int, end: int) -> bool:
    """Whether an ordinal is a place: «на третьем месте», "ranks third"; not the one that was left for another."""
    text = passage.text
    lead = text[max(0, start - _STANDING) : start]
    if known.told("leaving", lead):
        return False
    listed = known.told("dashed", text[end:]) is not None
    return known.find("places", text[end : end + 20]) is not None or known.ends_with("standing", lead) or listed


_STANDING = 16
_COUPLE = 2


def _placed(known: _Lexicon, ledger: Ledger, passage: Passage, told: Sequence[Rank]) -> Iterator[Rank]:
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
        if any(abs(start - one.place) < _BEFORE and one.rank == int(value) for one in told):
            continue
        if not _stands(known, passage, start, end) and not (first is not None and _beside(passage, start)):
            continue
        side = _nearest(passage, start, end, of)
        if side is not None:
            yield Rank(int(value), flow, (side,), of, start)
    yield from _following(known, passage, first) if first is not None else ()


def _following(known: _Lexicon, passage: Passage, first: Rank) -> Iterator[Rank]:
    """Yield who comes after a rank: «за ним следуют X и Y»."""
    follow = known.find("following", passage.text)
    if follow is None:
        return
    behind = [s for s in passage.sides if s.start >= follow.end() and s.role in {*_PARTIES, "by", "with"}]
    place = first.rank if isinstance(first.rank, int) else 1
    for n, side in enumerate(_list_from(passage.text, behind) if behind else []):
        yield Rank(place + n + 1, first.flow, (side,), first.of, follow.start())


def _spoken_of(ledger: Ledger, passage: Passage) -> tuple[Side | None, str | None]:
    """Return whose flow was told of right before, and which: places that follow are among its partners."""
    pair, near = ledger.pair, 0 <= passage.sentence.index - ledger.told <= 1
    if pair is None or not near or ledger.flow not in _MIRROR:
        return None, None
    return pair.reporter, ledger.flow


def _heading(known: _Lexicon, passage: Passage, of: Side, flow: str | None) -> Iterator[Rank]:
    """Yield who comes first where the text goes on about a flow: «лидером остаётся X», «лидерство за X»."""
    told = known.find("first", passage.text)
    side = None if told is None else _nearest(passage, told.start(), told.end(), of, ("",))
    if told is not None and side is not None:
        yield Rank(1, flow, (side,), of, told.start())


def _grouped(known: _Lexicon, passage: Passage, of: Side, flow: str | None) -> Iterator[Rank]:
    """Yield who is among the first where the text goes on about a flow: «в тройку вошли также X и Y»."""
    told = known.find("groups", passage.text)
    if told is None or not known.told("into", passage.text[: told.start()]):
        return
    parties = _parties(known, passage, passage.clause(told.start()), told.start(), of)
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
        if s.role in {*_PARTIES, *also} and (of is None or (s.name != of.name and foreign(s, of)))
    ]
    behind = [s for s in sides if 0 <= s.start - end <= 40]
    before = [s for s in sides if 0 <= start - s.end <= 24]
    if passage.form.analytic and before and not re.search(r"[,;:(]", passage.text[before[-1].end : start]):
        return before[-1]  # "Poland moved down to third place, and Spain …"
    return behind[0] if behind else (before[-1] if before else None)
