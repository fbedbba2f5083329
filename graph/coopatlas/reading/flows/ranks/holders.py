"""Who holds a rank, and among whose partners it is."""

import re
from collections.abc import Sequence

from coopatlas.reading.flows.passage import Passage, Side
from coopatlas.reading.flows.ranks.rank import BEFORE, BEHIND
from coopatlas.reading.flows.ranks.words import RankWords

_LIST = re.compile(r"\s*(?:,|\bи\b|\band\b|,\s*and\b|\bмен\b|\bпен\b|\bбен\b|\bжәне\b)\s*(?:the\s+)?", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
PARTIES = frozenset({"subject", "object", "by"})


def owner_of(known: RankWords, passage: Passage, clause: tuple[int, int], start: int, end: int) -> Side | None:
    """Return among whose partners the rank is: behind the word, before it, «для …»."""
    sides = [s for s in passage.sides if clause[0] <= s.start < clause[1] and s.kind != "organization"]
    text = passage.text
    near = (s for s in sides if end <= s.start <= end + BEHIND)
    behind = [s for s in near if s.role in known.owning or _adjoins(passage, s, end)]
    behind = [s for s in behind if not known.find("among", text[end : s.start]) and not _beaten(known, text, s)]
    before = [s for s in sides if s.role in {"own", "of"} and start - BEFORE <= s.start < start]
    before = [s for s in before if not re.search(r"[,–—]", text[s.end : start]) and not _tells_where(passage, s)]
    towards = [s for s in sides if s.role in known.towards and s.start < start]
    return next(iter((*behind, *reversed(before), *towards)), None)


def owners_of(passage: Passage, of: Side | None, parties: Sequence[Side]) -> Sequence[Side | None]:
    """Return whose partners a rank is among, with those of its list: «основные партнёры A и B»."""
    if of is None or of not in passage.sides:
        return [of]
    at = passage.sides.index(of)
    listed = [*_list_up_to(passage.text, passage.sides[: at + 1])[:-1], *list_from(passage.text, passage.sides[at:])]
    return [one for one in listed if one is of or (one.role in _OWNING and one not in parties)]


_OWNING = frozenset({"of", "own", "by", ""})


def _adjoins(passage: Passage, side: Side, end: int) -> bool:
    """Whether a side stands right behind a word for a partner: whose partner is told, whatever its case."""
    return passage.form.agreeing and side.start >= end and not passage.text[end : side.start].strip()


def _tells_where(passage: Passage, side: Side) -> bool:
    """Whether a side only says where partners are: "Sharjah's leading European partners"."""
    adjective = passage.text[side.start : side.end] != side.name
    return passage.form.analytic and side.kind == "macroregion" and side.role == "own" and adjective


def _beaten(known: RankWords, text: str, side: Side) -> bool:
    """Whether a side stands behind "ahead of", "after": it is another partner."""
    lead = text[max(0, side.start - STANDING) : side.start]
    return any(known.ends_with(name, without_article(lead)) for name in ("after", "ahead", "following"))


def without_article(lead: str) -> str:
    """Return what leads to a name without its article."""
    return re.sub(r"\bthe\s*$", "", lead)


def parties_of(known: RankWords, passage: Passage, clause: tuple[int, int], place: int, of: Side | None) -> list[Side]:
    """Return who holds a rank: the subject before it, else the one behind it, with all that are listed beside."""
    sides = [s for s in passage.sides if clause[0] <= s.start < clause[1] and s is not of]
    sides = [s for s in sides if s.kind in {"country", "region", "city", "union", "macroregion"}]
    fit = [s for s in sides if s.role in PARTIES]
    before = [s for s in fit if s.end <= place]
    given = [s for s in sides if s.end <= place and known.told("given", passage.text[s.end : place])]
    if before or given:
        return _list_up_to(passage.text, before or given)
    behind = next((s for s in fit if s.start > place), None)
    return list_from(passage.text, [s for s in sides if s.start >= behind.start]) if behind is not None else []


def _list_up_to(text: str, sides: Sequence[Side]) -> list[Side]:
    """Return the last of some sides with those that are listed before it."""
    found = [sides[-1]]
    for side in reversed(sides[:-1]):
        if _LIST.fullmatch(_BRACKET.sub("", text[side.end : found[0].start])) is None:
            break
        found.insert(0, side)
    return found


def list_from(text: str, sides: Sequence[Side]) -> list[Side]:
    """Return the first of some sides with those that are listed behind it."""
    found = [sides[0]]
    for side in sides[1:]:
        if _LIST.fullmatch(_BRACKET.sub("", text[found[-1].end : side.start])) is None:
            break
        found.append(side)
    return found


STANDING = 16
