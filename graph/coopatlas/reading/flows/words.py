"""The words of trade of one language, compiled once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coopatlas.language.wording import Choice, any_of, lexicon

_NONE = "none"


_BEFORE_SPEECH = re.compile(r"[,»\"”—–-]\s*(?:как\s+|as\s+)?$")


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


class Words:
    """The lexicon of flows of a language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        words = lexicon(lang, "flows")
        self._nouns, self._verbs = Choice(words["flows"]), Choice(words["verbs"])
        self.weak = self._compiled(words["weak"]["words"])
        self.directed = self._compiled(words.get("directed", {}).get("words", ()))
        self.up, self.down = (self._compiled(words["change"][name]) for name in ("up", "down"))
        self.behind_up, self.behind_down = (
            self._compiled(words["change"][f"behind_{name}"]) for name in ("up", "down")
        )
        names = (
            "share",
            "other",
            "going_on",
            "throughput",
            "handled",
            "valued",
            "all",
            "supply",
            "whole",
            "mutual",
            "speech",
            "against",
            "if",
            "shown",
            "placed",
            "carriers",
            "parts",
        )
        self._lists = {name: self._compiled(words.get(name, {}).get("words", ())) for name in names}
        speech = words["speech"]
        self._leading, self._trailing = self._compiled(speech["leading"]), self._compiled(speech["trailing"])
        difference = words["change"]["difference"]
        self.difference = re.compile(rf"{any_of(difference)}\s*$", re.IGNORECASE)
        reaching = words["change"].get("reaching", ())
        self.reaching = re.compile(rf"{any_of(reaching)}\s*$" if reaching else r"(?!)", re.IGNORECASE)
        """The end of what leads to what a change has come to."""
        self.modality = {name: self._compiled(phrases) for name, phrases in words["modality"].items()}
        self.ours, self.we = frozenset(words["ours"]["words"]), frozenset(words["ours"].get("subject", ()))
        self.adverbs = {word: role for role, found in words["adverbs"].items() for word in found}
        self.markers: dict[str, str] = words["markers"]
        self.transparent = frozenset(words["connectors"]["transparent"])
        self.bearers, self.receivers, self.counterparts = (
            frozenset(words["connectors"].get(name, ())) for name in ("bearers", "receivers", "counterparts")
        )
        self.members: str = words["connectors"].get("members", "")
        """The preposition between counterparts and the side that they are of: «с партнёрами | из Сербии»."""
        self.reached = frozenset(words.get("reached", {}).get("words", ()))
        self.standing = frozenset(words.get("standing", {}).get("words", ()))
        self.moving = re.compile(words["moving"]["pattern"], re.IGNORECASE)
        self.back = self._compiled(words["back"]["words"])
        self.joints = frozenset(words["connectors"]["list"])
        self.clause = re.compile("|".join(re.escape(mark) for mark in words["connectors"]["clause"]))
        self.ranks: dict[str, Any] = words.get("ranks", {})
        composing = words["composing"]
        self.composing, self.composed, self.mostly = (
            re.compile("|".join(f"(?:{text})" for text in composing[name]), re.IGNORECASE)
            for name in ("patterns", "before", "mostly")
        )
        by = "|".join(f"(?:{text})" for text in composing.get("instrumental", ()))
        self.composed_of = re.compile(by, re.IGNORECASE) if by else None
        self.in_genitive = re.compile(composing["supply_gen"], re.IGNORECASE)

    def attributions(self, text: str) -> list[tuple[int, int]]:
        """Return the stretches that tell who says it: «по данным …,», «…, сообщил …», «… айтуынша,»."""
        said = (m for m in self._lists["speech"].finditer(text) if _BEFORE_SPEECH.search(text[: m.start()]))
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

    @staticmethod
    def _compiled(phrases: Sequence[str]) -> "re.Pattern[str]":
        return re.compile(any_of(phrases), re.IGNORECASE)

    def found(self, name: str, text: str, start: int = 0, end: int | None = None) -> "re.Match[str] | None":
        """Return the first word of a list between two places of a text."""
        return self._lists[name].search(text, start, len(text) if end is None else end)

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
