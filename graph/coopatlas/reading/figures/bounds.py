"""The words before and behind a figure that leave a side of it open, or make a level or a fall of it."""

import re
from decimal import Decimal
from functools import cached_property

from coopatlas.language.wording import BLANK, any_of, lexicon

_RATE = 150
"""Code points back in which a rate may be named whose value stands behind what it is of."""
_WINDOW = 60
_REACH = 45
"""Code points before «до» among which a word of change makes it lead to the figure."""
_BY_PERCENT = re.compile(r"\b(?:на|by)\s(?:\w+\s)?[\d.,]{1,8}\s?%\W{1,4}$")
"""What has changed by so much stands before what it has come to: «на 63 % — до 1,8 млн тонн»."""


def _closing(phrases: list[str], fillers: list[str]) -> "re.Pattern[str]":
    between = rf"(?:{any_of(fillers)}{BLANK}+){{0,3}}" if fillers else ""
    return re.compile(rf"(?P<word>{any_of(phrases)}){BLANK}+{between}$", re.IGNORECASE)


class Bounds:
    """The bounds of one language."""

    def __init__(self, lang: str) -> None:
        self._words = words = lexicon(lang, "bounds")
        fillers = words["fillers"]
        self._before = {bound: _closing(phrases, fillers) for bound, phrases in words["before"].items()}
        suffix = rf"(?:-\w{{1,4}})?{BLANK}*[-,]?{BLANK}*"
        self._aside = re.compile(words["behind"].get("aside", "(?!)"))
        self._behind = {
            bound: re.compile(rf"{suffix}{any_of(phrases)}", re.IGNORECASE)
            for bound, phrases in words["behind"].items()
            if bound not in {"not_after", "aside"}
        }
        self._fillers = fillers
        self._by_how_much = re.compile(rf"(?:{'|'.join(words['behind'].get('not_after', ('(?!)',)))})$")

    @cached_property
    def _reaching(self) -> "re.Pattern[str]":
        return re.compile(any_of(self._words["reaching"]["words"]), re.IGNORECASE)

    @cached_property
    def _aiming(self) -> "re.Pattern[str]":
        """What leads to its figure from afar: «довести объём взаимной торговли двух соседних стран до …»."""
        words = self._words["reaching"].get("aiming", ())
        return re.compile(any_of(words) if words else r"(?!)", re.IGNORECASE)

    @cached_property
    def _reached(self) -> "re.Pattern[str]":
        return re.compile(rf"{BLANK}*{any_of(self._words['reaching'].get('behind', ()))}", re.IGNORECASE)

    @cached_property
    def _goals(self) -> set[str]:
        return {word.casefold() for word in self._words["before"].get("goal", ())}

    @cached_property
    def _lower(self) -> "re.Pattern[str]":
        return re.compile(rf"(?:-\w{{1,4}})?{BLANK}+{any_of(self._words['lower']['words'])}", re.IGNORECASE)

    @cached_property
    def _index(self) -> tuple["re.Pattern[str]", "re.Pattern[str]", "re.Pattern[str]"]:
        index = self._words["index"]
        behind = re.compile(rf"{BLANK}+(?:\([^)]*\){BLANK}*)?{any_of(index['behind'])}", re.IGNORECASE)
        return behind, _closing(index["before"], self._fillers), _closing(index["change"], self._fillers)

    @cached_property
    def _levels(self) -> "re.Pattern[str]":
        return re.compile(rf"(?:\(|{any_of(self._words['index']['levels'])}){BLANK}*$", re.IGNORECASE)

    @cached_property
    def _rate(self) -> "re.Pattern[str]":
        """«Темп роста товарооборота … составил 112 %, экспорта – 120 %»: what it is a rate of may stand between."""
        index = self._words["index"]
        across, levels = any_of(index.get("across", ())), any_of(index["levels"])
        first = rf"\d[\d.,]*{BLANK}*%[^.;%\d]{{1,40}}[–—-]{BLANK}*"
        return re.compile(
            rf"{across}[^.;%]{{1,80}}{levels}{BLANK}*(?:{first})?$" if index.get("across") else r"(?!)",
            re.IGNORECASE,
        )

    def before(self, text: str, start: int) -> tuple[str, int]:
        """Return the bound that the words before `start` give, and where they begin; exact where there are none."""
        window = text[max(0, start - _WINDOW) : start]
        offset = start - len(window)
        found = [
            (match.start("word"), -len(match["word"]), bound, match["word"].casefold())
            for bound, closing in self._before.items()
            if bound != "goal" and (match := closing.search(window)) is not None
        ]
        for at, _, bound, word in sorted(found):
            if word in self._goals and (bound == "min" or self._leads(text, offset + at)):
                continue
            return bound, offset + at
        return "exact", start

    def _leads(self, text: str, at: int) -> bool:
        before = text[max(0, at - _REACH) : at]
        aimed = [m.end() for m in self._aiming.finditer(text, max(0, at - _RATE), at)]
        if aimed and not re.search(r"[,;:(\d]", text[aimed[-1] : at]):
            return True
        return self._reaching.search(before) is not None or _BY_PERCENT.search(before) is not None

    def behind(self, text: str, end: int) -> tuple[str, int]:
        """Return the bound that the words behind `end` give, and where they end; exact where there are none."""
        aside = self._aside.match(text, end)
        start = aside.end() if aside else end
        for bound, words in self._behind.items():
            match = words.match(text, start)
            if match and bound == "min" and self._tells_difference(text, end):
                continue
            if match and not (bound == "max" and self._reached.match(text, match.end())):
                return bound, match.end()
        return "exact", end

    def _tells_difference(self, text: str, end: int) -> bool:
        """Whether «көп» behind a figure says by how much: «25 пайызға көп», «21% көп», not «25 пайыздан көп»."""
        ended = re.match(r"-\w{1,3}", text[end:]) if text[end - 1 : end] == "%" else None
        if ended is None and text[end - 1 : end] == "%":
            return "not_after" in self._words["behind"] and text[end : end + 1].isspace()
        return self._by_how_much.search(text[: end + (ended.end() if ended else 0)]) is not None

    def falls(self, text: str, end: int) -> bool:
        """Whether a figure is so much less: «на 5 % меньше»."""
        return self._lower.match(text, end) is not None

    def is_level(self, text: str, opening: int, start: int, end: int, value: Decimal) -> bool:
        """Whether a percentage is a level of what it is compared with: «131 % к уровню прошлого года»."""
        behind, before, change = self._index
        window = text[max(0, opening - _WINDOW) : opening]
        if before.search(window) or self._rate.search(text[max(0, opening - _RATE) : opening]):
            return True
        digits = re.compile(r"\d").search(text, start)  # a sign may be a word: «это плюс 60 % к уровню …»
        places = (start, opening, digits.start() if digits else start)
        if behind.match(text, end) is None or any(change.search(text[max(0, at - _WINDOW) : at]) for at in places):
            return False
        return value > 100 or self._levels.search(window) is not None
