"""The words of trade of one language, compiled once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coopatlas.language.form import form
from coopatlas.language.wording import Choice, any_of, lexicon

_NONE = "none"
_NEVER = "(?!)"

_BEFORE_SPEECH = re.compile(r"[,»\"”—–-]\s*(?:как\s+|as\s+)?$")


_JOINT = 12
"""Code points before a word of speech in which what joins it to its clause stands."""


def _mark_after(text: str, place: int) -> int:
    found = re.compile(r"[,;:]").search(text, place)
    return found.start() if found else len(text)


def _mark_before(text: str, place: int) -> int:
    return max(text.rfind(mark, 0, place) for mark in ",;:.") + 1


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow as a text names it, in code points of the sentence; a verb names it with its subject as the one who acts.

    `kind` is one of turnover, export, import, transit; `weak` words («поставки») say only that goods move.
    """

    kind: str
    start: int
    end: int
    verb: bool = False
    weak: bool = False


_LISTS = (
    "share", "other", "measures", "going_on", "throughput", "handled", "valued", "all", "supply", "whole", "mutual",
    "speech", "against", "if", "shown", "placed", "carriers", "parts", "respectively",
)  # fmt: skip
"""Tables that are a list of words alone, or are asked for it."""


def _compiled(phrases: Sequence[str]) -> "re.Pattern[str]":
    return re.compile(any_of(phrases), re.IGNORECASE)


def _ending(phrases: Sequence[str]) -> "re.Pattern[str]":
    """Return the pattern of what ends with one of these phrases."""
    return re.compile(rf"{any_of(phrases)}\s*$", re.IGNORECASE)


class Words:
    """The lexicon of flows of a language."""

    def __init__(self, lang: str) -> None:
        self.lang, self.form = lang, form(lang)
        words = lexicon(lang, "flows")
        self._nouns, self._verbs = Choice(words["flows"]), Choice(words["verbs"])
        self._lists = {name: _compiled(words.get(name, {}).get("words", ())) for name in _LISTS}
        speech = words["speech"]
        self._leading, self._trailing = _compiled(speech["leading"]), _compiled(speech["trailing"])
        self.weak = _compiled(words["weak"]["words"])
        self.either = bool(words["weak"].get("either"))
        """Whether a weak noun behind an import goes on about it."""
        self.directed = _compiled(words.get("directed", {}).get("words", ()))
        self.handled_changes = bool(words["throughput"].get("changes"))
        """Whether a word of throughput tells of changes too."""
        self.priced = re.compile(words["other"].get("priced", _NEVER))
        """Goods that are told with what they cost."""
        self.modality = {name: _compiled(phrases) for name, phrases in words["modality"].items()}
        self.reached, self.standing, self.through, self.existing = (
            frozenset(words.get(name, {}).get("words", ())) for name in ("reached", "standing", "through", "existing")
        )
        self.crossing = re.compile(words.get("crossings", {}).get("pattern", _NEVER))
        """A crossing of a border by the places on both sides of it: «погранпереход A – B»."""
        self.moving = re.compile(words["moving"]["pattern"], re.IGNORECASE)
        self.back = _compiled(words["back"]["words"])
        self.ranks: dict[str, Any] = words.get("ranks", {})
        self._read_sides(words)
        self._read_change(words["change"], words["share"])
        self._read_composing(words["composing"])

    def _read_sides(self, words: Mapping[str, Any]) -> None:
        """Read what leads to sides, joins them, or stands for one."""
        joining = words["connectors"]
        self.ours, self.we = frozenset(words["ours"]["words"]), frozenset(words["ours"].get("subject", ()))
        self.adverbs = {word: role for role, found in words["adverbs"].items() for word in found}
        self.markers: dict[str, str] = words["markers"]
        self.transparent, self.joints = frozenset(joining["transparent"]), frozenset(joining["list"])
        self.bearers, self.receivers, self.firms, self.counterparts = (
            frozenset(joining.get(name, ())) for name in ("bearers", "receivers", "firms", "counterparts")
        )
        self.members: str = joining.get("members", "")
        """The preposition between counterparts and the side that they are of: «с партнёрами | из Сербии»."""
        self.clause = re.compile("|".join(re.escape(mark) for mark in joining["clause"]))
        noted = any_of(words.get("noted", {}).get("words", ()))
        self.noted = re.compile(rf"{noted}\s+\w{{1,2}}\s+$" if "noted" in words else _NEVER, re.IGNORECASE)
        """The end of what leads to a partner with whom a change was seen: «рост поставок отмечен в | Китае»."""

    def _read_change(self, change: Mapping[str, Any], share: Mapping[str, Any]) -> None:
        """Read what tells that a figure is a change, in which direction, and what it has come to."""
        self.up, self.down, self.behind_up, self.behind_down = (
            _compiled(change[name]) for name in ("up", "down", "behind_up", "behind_down")
        )
        self.difference, self.reaching = _ending(change["difference"]), _ending(change.get("reaching", ()))
        steps = any_of(change.get("steps", ()))
        self.steps_before = re.compile(rf"{steps}\s+of\s*$", re.IGNORECASE)
        self.steps_behind = re.compile(rf"\s+(?:\w+-\w+-\w+\s+)?{steps}\b", re.IGNORECASE)
        """A rise or fall by a sum: "an increase of $2 million", "a $2 million increase"."""
        self.levels = _ending(share.get("levels", ()))
        """What leads to where a share has come or comes from."""
        self.reach: int = change["reach"]
        """Code points behind a figure in which the word stands that tells its direction."""
        self.from_level, self.by_how_much, self.once_more = (
            re.compile(change.get(name, _NEVER)) for name in ("from_level", "by_how_much", "once_more")
        )

    def _read_composing(self, composing: Mapping[str, Any]) -> None:
        """Read what tells of what a flow consists, and where that stands."""
        self.composing, self.composed, self.mostly = (
            re.compile("|".join(f"(?:{text})" for text in composing[name]), re.IGNORECASE)
            for name in ("patterns", "before", "mostly")
        )
        attributes = composing.get("attributes", {})
        told = "|".join(rf"(?P<{kind}>{any_of(stems)})" for kind, stems in attributes.items())
        self.exported = re.compile(told or _NEVER, re.IGNORECASE)
        """The attribute that tells of which flow goods are: «главными | экспортными | товарами остаются …»."""
        by = "|".join(f"(?:{text})" for text in composing.get("instrumental", ()))
        self.composed_of = re.compile(by, re.IGNORECASE) if by else None
        self.in_genitive = re.compile(composing["supply_gen"], re.IGNORECASE)
        self.apposed = re.compile(composing.get("apposed", _NEVER), re.IGNORECASE)
        """What a figure behind a dash is of."""
        self.flowing = frozenset(composing.get("flowing", ()))
        """Verbs that say of a flow that there is one, or how it changes."""
        self.dated = frozenset(composing["dated"])
        """Lists of whose period is the one told of before, where their sentence names none."""

    def attributions(self, text: str) -> list[tuple[int, int]]:
        """Return the stretches that tell who says it: «по данным …,», «…, сообщил …», «… айтуынша,»."""
        said = (
            m
            for m in self._lists["speech"].finditer(text)
            if _BEFORE_SPEECH.search(text[max(0, m.start() - _JOINT) : m.start()])
        )
        found = [(m.start(), _mark_after(text, m.end())) for m in said]
        found += [(m.start(), self._shown(text, m.end())) for m in self._leading.finditer(text)]
        found += [(_mark_before(text, m.start()), m.end()) for m in self._trailing.finditer(text)]
        return found

    def _shown(self, text: str, place: int) -> int:
        """Return where it ends who tells: at a mark, or before what their data show."""
        shown = self._lists["shown"].search(text, place)
        return min(_mark_after(text, place), shown.start() if shown else len(text))

    def changes(self, text: str) -> bool:
        """Whether a text has a word of rise or fall."""
        return self.up.search(text) is not None or self.down.search(text) is not None

    def against_ends(self, text: str) -> bool:
        """Whether a text ends with a word that leads to what is compared with."""
        found = list(self._lists["against"].finditer(text))
        return bool(found) and not text[found[-1].end() :].strip(" $€₽₸(")

    def found(self, name: str, text: str, start: int = 0, end: int | None = None) -> "re.Match[str] | None":
        """Return the first word of a list between two places of a text."""
        return self._lists[name].search(text, start, len(text) if end is None else end)

    def acts(self, word: str) -> bool:
        """Whether a word is a verb of a flow."""
        return self._verbs.match(word, 0) is not None

    def flows(self, text: str) -> list[Flow]:
        """Return the flows that a text names, in order; a word within another is none."""
        nouns = [
            Flow(kind, a, b, False, self.weak.match(text, a) is not None) for kind, a, b in self._nouns.finditer(text)
        ]
        taken = [(f.start, f.end) for f in nouns]
        verbs = [
            Flow(kind, a, b, True, self.weak.match(text, a) is not None) for kind, a, b in self._verbs.finditer(text)
        ]
        nouns += [v for v in verbs if not any(a < v.end and v.start < b for a, b in taken)]
        return sorted((f for f in nouns if f.kind != _NONE), key=lambda f: f.start)


@lru_cache(maxsize=3)
def words(lang: str) -> Words:
    """Return the words of trade of a language."""
    return Words(lang)
