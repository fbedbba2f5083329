"""The sides of a sentence with what leads to them: a preposition and case, a preposition, or an ending."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coopatlas.gazetteer import Entry
from coopatlas.language.kazakh import morphology
from coopatlas.reading.flows.passage import Passage, Side
from coopatlas.reading.flows.words import Words

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LIST_GAP = re.compile(
    r"\s*(?:,|\bи\b|\band\b|,\s*and\b|,\s*и\b|\bмен\b|\bпен\b|\bбен\b|\bжәне\b|\bas well as\b|/|&)"
    r"\s*(?:the\s+|с\s+)?$",
    re.IGNORECASE,
)


_SHARE = re.compile(r"\s*\([^()]*\d[^()]*\)")
"""The figure of a member of a list, in brackets: «Китай (45 %), Турция (12 %)»."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name before its role is known: `form` is name, adjective or possessive, `case` that of its head."""

    name: str
    start: int
    end: int
    kind: str
    form: str = "name"
    case: str = ""
    entry: Entry | None = None
    described: bool = False


def with_roles(words: Words, text: str, named: Sequence[Named]) -> list[Side]:
    """Return the sides of a text in order; a list shares its role."""
    sides: list[Side] = []
    before: Named | None = None
    for one in _innermost(text, sorted(named, key=lambda n: n.start)):
        role = _role(words, text, one)
        if before is not None and one.form == "name" and role in _OPEN and _listed(text, before, one):
            role = sides[-1].role if sides[-1].role in _SHARED else role
        sides.append(Side(one.name, one.start, one.end, one.kind, role, one.entry, one.described))
        before = one
    if words.form.head_final:
        sides = _as_last(text, sides)
    return _between(words, text, sides)


def goes_on(gap: str) -> bool:
    """Whether nothing but the joint of a list stands between two names."""
    return _LIST_GAP.fullmatch(gap) is not None


def _listed(text: str, one: Named, other: Named) -> bool:
    """Whether a name goes on a list; behind a body in another case something new begins: «по данным X, Китай …»."""
    parted = one.kind == "organization" and one.case != other.case
    return not parted and _LIST_GAP.fullmatch(_SHARE.sub("", text[one.end : other.start])) is not None


def spoken(words: Words, text: str, sides: Sequence[Side]) -> tuple[list[Side], list[Side]]:
    """Return the sides of a text that may be those of a flow, and those that only say who speaks."""
    quiet = words.attributions(text)
    said = [s for s in sides if any(a <= s.start < b for a, b in quiet)]
    return [s for s in sides if s not in said], said


_TOLD = frozenset({"to", "from", "with", "via"})
"""Forms of adverbs that tell their own role: «туда», «оттуда»."""
_BESIDE = re.compile(
    r"(?:['’]s)?[\s(,]{1,3}(?:the\s+|northwest\w*\s+|southern\s+|northern\s+|eastern\s+|western\s+)?$|\w{0,4}\s$",
    re.IGNORECASE,
)


def _innermost(text: str, named: list[Named]) -> list[Named]:
    """Return the names without those that only say where their neighbour lies: "China's Xinjiang", «Сямэнь (Китай)»."""
    dropped = set()
    for n, (one, other) in enumerate(pairwise(named)):
        if not _BESIDE.fullmatch(text[one.end : other.start]):
            continue
        if _within(other, one) or (one.form == "possessive" and other.entry is None and other.kind == "territory"):
            dropped.add(n)
        elif _within(one, other) and other.form == "name":
            dropped.add(n + 1)
    return [one for n, one in enumerate(named) if n not in dropped]


def _within(one: Named, other: Named) -> bool:
    return one.entry is not None and other.entry is not None and other.entry.id in one.entry.part_of


_OPEN = frozenset({"subject", "of", "object", "", "by", "with", "to"})
_SHARED = frozenset({"with", "between", "to", "from", "of", "via", "in", "along", "own"})


def _role(words: Words, text: str, one: Named) -> str:
    if one.form in {"adjective", "possessive"}:
        return _of_bearer(words, text, one) or "own"
    if one.form in _TOLD:
        return one.form
    if words.form.head_final:
        return _by_ending(words, text, one)
    leading, skipped = _leading_word(words, text, one.start)
    if words.form.analytic:
        return words.markers.get(leading, "subject")
    if skipped.endswith(_INSTRUMENTAL):
        return words.markers.get(f"{leading}+Ins", "")  # «с регионами Китая» is not «с Китая»
    if leading and skipped and f"{leading}+{one.case}" not in words.markers:
        return next((words.markers[key] for case in _OVER if (key := f"{leading}+{case}") in words.markers), "")
    return words.markers.get(f"{leading}+{one.case}", words.markers.get(f"+{one.case}", "") if not leading else "")


_OVER = ("Acc", "Gen", "Ins", "Loc")
"""Cases of the noun over which a preposition reaches a name, the likeliest first: «в страны ЕАЭС»."""


_INSTRUMENTAL = ("ами", "ями")
"""Endings of Russian nouns in the instrumental plural."""


def _of_bearer(words: Words, text: str, one: Named) -> str:
    """Return the role of «на российский рынок», «российским покупателям»: that of the noun that bears the attribute."""
    behind = _WORD.search(text, one.end)
    if behind is None:
        return ""
    before = re.search(r"(\w+)\s+$", text[: one.start])
    given = behind.group().casefold() in words.firms and before is not None and words.acts(before[1])
    if given or behind.group().casefold() in words.receivers:
        return "" if _leading_word(words, text, one.start)[0] else "to"
    if behind.group().casefold() not in words.bearers:
        return ""
    leading, _ = _leading_word(words, text, one.start)
    return words.markers.get(leading if words.form.analytic else f"{leading}+Acc", "") if leading else ""


def _leading_word(words: Words, text: str, start: int) -> tuple[str, str]:
    """Return the preposition before a name, and the word behind it that lets it through: «на | рынок»."""
    prepositions = {key.partition("+")[0] for key in words.markers} - {""}
    before = list(_WORD.finditer(text[max(0, start - 60) : start]))
    gap_from = max(0, start - 60)
    end, skipped = start, ""
    for word in reversed(before):
        between = text[gap_from + word.end() : end]
        if between.strip(' \u00a0\u202f«"'):
            return "", skipped
        lower = word.group().casefold()
        if lower == words.members and _behind_partners(words, text[gap_from : gap_from + word.start()]):
            end = gap_from + word.start()
            continue  # «с партнёрами | из Сербии»
        if lower in prepositions:
            return lower, skipped
        if lower not in words.transparent:
            return "", skipped
        skipped, end = lower, gap_from + word.start()
    return "", skipped


def _behind_partners(words: Words, text: str) -> bool:
    last = re.search(r"(\w+)\s*$", text)
    return last is not None and last[1].casefold() in words.counterparts


def _by_ending(words: Words, text: str, one: Named) -> str:
    rest = re.compile(r"\w*").match(text, one.end)
    ending = rest.group() if rest else ""
    behind = text[one.end + len(ending) :].lstrip()
    for marker, role in words.markers.items():
        if marker and marker not in _CASES and behind.casefold().startswith(marker):
            return role
    if one.case in _TOLD_CASES:
        return words.markers.get(_TOLD_CASES[one.case], "")
    case = morphology.case_of(ending.casefold())
    return words.markers.get(_TOLD_CASES[case], "") if case in _TOLD_CASES else words.markers.get("", "subject")


_TOLD_CASES = {"Gen": "gen", "Abl": "abl", "Ins": "ins", "Loc": "loc", "Dat": "dat", "Acc": "acc", "Nom": ""}
_CASES = frozenset(case for case in _TOLD_CASES.values() if case)


def _as_last(text: str, sides: list[Side]) -> list[Side]:
    """Give the members of a list the role of the last, which alone bears the case."""
    found = list(sides)
    for n in range(len(sides) - 2, -1, -1):
        gap = text[sides[n].end : sides[n + 1].start]
        if found[n].role == "subject" and found[n + 1].role in _SHARED and _LIST_GAP.fullmatch(gap):
            found[n] = replace(found[n], role=found[n + 1].role)
    return found


def _between(words: Words, text: str, sides: list[Side]) -> list[Side]:
    """Give both sides of «A мен B арасында» and "between A and B" the role between."""
    found = list(sides)
    for n, side in enumerate(sides):
        if side.role != "between" or not words.form.head_final or n == 0:
            continue
        gap = text[sides[n - 1].end : side.start]
        if re.fullmatch(r"\w*\s*(?:мен|пен|бен|және|,)?\s*", gap):
            found[n - 1] = replace(sides[n - 1], role="between")
    return found


def clauses(words: Words, text: str) -> list[int]:
    """Return where the clauses of a text begin."""
    return [0, *(m.end() for m in words.clause.finditer(text))]


def masked(passage_flows: Sequence[object], sides: Sequence[Side]) -> list[object]:
    """Return the flows that are no part of a body's name."""
    bodies = [(s.start, s.end) for s in sides if s.kind == "organization"]
    return [f for f in passage_flows if not any(a <= getattr(f, "start", -1) < b for a, b in bodies)]


__all__ = ["Named", "Passage", "clauses", "masked", "with_roles"]
