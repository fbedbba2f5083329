"""What a figure counts: a currency, per cent, or a unit, as its language prints it."""

import re
from dataclasses import dataclass

from coopatlas.language.wording import BLANK, Choice, lexicon
from coopatlas.reading.figures.numerals import attached

_POINTS = "points"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, its kind (money, percent, amount), and where its words end."""

    kind: str
    name: str
    end: int


class Units:
    """The units of one language."""

    def __init__(self, lang: str) -> None:
        words = lexicon(lang, "units")
        self._behind = Choice(
            {
                f"{kind} {unit}": phrases
                for kind in ("currencies", "percent", "units")
                for unit, phrases in words[kind].items()
            }
        )
        signs = sorted(
            ((p, code) for code, phrases in words["signs"].items() for p in phrases), key=lambda p: -len(p[0])
        )
        self._signs = [
            (re.compile(rf"(?<![^\W_]){re.escape(p).replace(chr(92) + ' ', BLANK)}{BLANK}?$"), c) for p, c in signs
        ]

    def behind(self, text: str, at: int) -> Unit | None:
        """Return the unit whose words follow at `at`; points of per cent are none."""
        found = attached(self._behind, text, at)
        if found is None:
            return None
        kind, name = found[0].split(" ", 1)
        if name == _POINTS:
            return Unit("points", "", found[1])
        return Unit({"currencies": "money", "percent": "percent", "units": "amount"}[kind], name, found[1])

    def sign(self, text: str, at: int) -> tuple[str, int] | None:
        """Return the currency whose sign stands right before `at`, and where the sign begins."""
        before = text[max(0, at - 8) : at]
        for sign, code in self._signs:
            found = sign.search(before)
            if found:
                return code, at - len(before) + found.start()
        return None
