"""The grammar of figures: numbers with units, ranges and shifts of two, multiples and parts, each with its bound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from coopatlas.language.wording import BLANK, Choice, any_of, lexicon
from coopatlas.model.figure import Figure
from coopatlas.reading.figures.bounds import Bounds
from coopatlas.reading.figures.found import FoundFigure
from coopatlas.reading.figures.numerals import Numerals, Quantity
from coopatlas.reading.figures.units import Unit, Units

_DASH = re.compile(rf"{BLANK}?[-–—−‑]{BLANK}?")
_MINUS = re.compile(r"(?:(?<=^)|(?<=[\s(,:]))(?P<sign>[-−–‑+])$")
_MINUS_WORD = re.compile(rf"(?<!\w)(?P<sign>минус|плюс|minus|plus){BLANK}+$", re.IGNORECASE)
_CURRENCY_SIGN = re.compile(rf"(?:US{BLANK}?|C|A)?[$€£₽₸]{BLANK}?")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number or a range of two: where it stands, its ends, and its unit where one is printed."""

    start: int
    end: int
    lower: Quantity
    upper: Quantity
    unit: Unit | None
    shift: str = ""


@lru_cache(maxsize=3)
def _grammar(lang: str) -> "Grammar":
    return Grammar(lang)


@lru_cache(maxsize=4096)
def figures(text: str, lang: str, currency: str = "") -> tuple[FoundFigure, ...]:
    """Return the figures of `text` in order; a bare «4,5 млн» counts what its neighbour counts, else `currency`."""
    return tuple(_grammar(lang).read(text, currency))


_MONTHS = re.compile(r"(?:[1-9]|1[0-2])M(?:[’'–-]?\d\d(?![\dM])|(?<=months \(\dM)\))")
"""The first months of a year in short, and no millions: "8M-22", "eight months (8M)"."""


class Grammar:
    """The figures of one language."""

    def __init__(self, lang: str) -> None:
        words = lexicon(lang, "numbers")
        self._numerals, self._units, self._bounds = Numerals(lang), Units(lang), Bounds(lang)
        self._multiples, self._parts = Choice(words["multiples"]), Choice(words["parts"])
        before = rf"{any_of(words['times_before'])}{BLANK}+" if words["times_before"] else ""
        self._times_before = re.compile(rf"{before}(?:(?:более|почти|чем|менее){BLANK}+){{0,2}}$", re.IGNORECASE)
        self._times = re.compile(rf"(?:{BLANK}+|-)?{any_of(words['times'])}", re.IGNORECASE)
        self._not_times = re.compile(rf"-[a-z]|{BLANK}+(?:a|an|per|в|weekly|daily|that|the size){BLANK}", re.IGNORECASE)
        bounds = lexicon(lang, "bounds")
        self._opens = re.compile(rf"{any_of(bounds['range']['open'])}{BLANK}+$", re.IGNORECASE)
        self._closes = re.compile(rf"{BLANK}+{any_of(bounds['range']['close'])}{BLANK}+", re.IGNORECASE)
        self._from = re.compile(rf"{any_of(bounds['shift']['from'])}{BLANK}+$", re.IGNORECASE)
        left, reached = (bounds["shift"].get(name, "(?!)") for name in ("left", "reached"))
        self._left = re.compile(rf"\d[^,;()]*{left}{BLANK}+$")
        self._reached = re.compile(reached)
        self._to = re.compile(rf"{BLANK}+{any_of(bounds['shift']['to'])}{BLANK}+", re.IGNORECASE)
        self._counted = re.compile(words.get("counted", "(?!)"))

    def read(self, text: str, currency: str) -> list[FoundFigure]:
        """Return the figures of a text in order."""
        multiples = list(self._single(text))
        taken = [(f.start, f.end) for f in multiples]
        numbers = [n for n in self._numbers(text) if not any(a < n.end and n.start < b for a, b in taken)]
        counted = self._counting(text, numbers, currency)
        found = [f for n in counted for f in self._figure(text, n)]
        return self._shifted(text, sorted([*multiples, *found], key=lambda f: f.start))

    def _shifted(self, text: str, found: list[FoundFigure]) -> list[FoundFigure]:
        """Tell apart what a flow came from and what it came to, where endings say so: «18-ден 56 тоннаға дейін»."""
        for n, figure in enumerate(found):
            ends = self._reached.match(text, figure.end - _ENDING)
            before = text[max(0, figure.start - _STRETCH) : figure.start]
            if ends is None or figure.kind not in {"money", "amount"} or self._left.search(before) is None:
                continue
            found[n] = replace(figure, figure=_reaching(figure.figure), shift="to")
            if n and found[n - 1].kind == figure.kind and not text[found[n - 1].end : figure.start].strip():
                found[n - 1] = replace(found[n - 1], shift="from")
        return found

    def _numbers(self, text: str) -> Iterator[_Number]:
        at = 0
        while (match := self._numerals.start.search(text, at)) is not None:
            number = self._number(text, match.start())
            if number is None:
                at = self._numerals.run_end(text, match.start())
                continue
            yield from self._parted(text, number)
            at = max(number.end, match.start() + 1)

    def _number(self, text: str, at: int) -> _Number | None:
        first = self._numerals.quantity(text, at)
        if first is None:
            return None
        sign = self._units.sign(text, at)
        if sign is None and _MONTHS.match(text, at) is not None:
            return None
        start = sign[1] if sign else at
        unit = self._unit(text, first.end, sign)
        end = unit.end if unit else first.end
        if text[end - 1 : end].isdigit() and text[end : end + 1].isalpha():
            return None  # «$1.4xy»: no scale, no unit, and so no number
        return self._spanning(text, _Number(start, end, first, first, unit)) or _Number(start, end, first, first, unit)

    def _unit(self, text: str, at: int, sign: tuple[str, int] | None) -> Unit | None:
        behind = self._units.behind(text, at)
        if sign is not None:
            return Unit("money", sign[0], behind.end if behind and behind.kind == "money" else at)
        return behind

    def _spanning(self, text: str, first: _Number) -> _Number | None:
        """Return the range or shift that a number opens: «2,5–3 млрд», «от 2 до 3 млрд», «с 18 до 21 млн»."""
        before = text[max(0, first.start - 10) : first.start]
        shift = self._from.search(before) is not None
        opened = self._opens.search(before) is not None
        gap = _DASH.match(text, first.end) or (self._closes.match(text, first.end) if opened else None)
        dashed = gap is not None
        if gap is None and shift:
            gap = self._to.match(text, first.end)
        if gap is None:
            return None
        at = gap.end()
        sign = _CURRENCY_SIGN.match(text, at)
        at = sign.end() if sign else at
        if self._numerals.start.match(text, at) is None and not text[at : at + 1].isdigit():
            return None
        second = self._numerals.quantity(text, at)
        if second is None:
            return None
        unit = self._unit(text, second.end, self._units.sign(text, at)) or first.unit
        return self._joined(first, second, unit, "" if dashed else "shift")

    def _joined(self, first: _Number, second: Quantity, unit: Unit | None, shift: str) -> _Number | None:
        lower = first.lower
        if first.unit and unit and first.unit.name != unit.name:
            return None
        scaled = replace(lower, value=lower.number * second.scale, scale=second.scale)
        if (lower.scale == 1 and first.unit is None) or (
            lower.scale == 1 and second.scale > 1 and lower.number < second.number
        ):
            lower = scaled if scaled.value <= second.value or shift else lower
        if not shift and lower.value > second.value:
            return None
        end = max(unit.end if unit else 0, second.end)
        return _Number(first.start, end, lower, second, unit, shift)

    def _parted(self, text: str, number: _Number) -> Iterator[_Number]:
        """Yield the two ends of a shift as numbers of their own, all else as it is."""
        if not number.shift:
            yield number
            return
        yield replace(number, end=number.lower.end, upper=number.lower, shift="from")
        start = (
            number.lower.end
            + len(text[number.lower.end : number.upper.end])
            - len(text[number.lower.end : number.upper.end].lstrip())
        )
        at = self._to.match(text, number.lower.end)
        yield replace(number, start=at.end() if at else start, lower=number.upper, shift="to")

    def _counting(self, text: str, numbers: list[_Number], currency: str) -> list[_Number]:
        """Give a bare «4,5 млн» the unit of the sum or amount before it, else behind it, else of the text before.

        What counts something else has none of theirs: "over 4 thousand students".
        """
        counted: list[_Number] = []
        for i, number in enumerate(numbers):
            if number.unit is not None:
                counted.append(number)
            elif number.upper.scale >= 1000 and self._counted.match(text, number.end) is None:
                near = next((n.unit for n in reversed(counted) if n.unit and n.unit.kind in {"money", "amount"}), None)
                near = near or next((n.unit for n in numbers[i:] if n.unit and n.unit.kind == "money"), None)
                near = near or (Unit("money", currency, number.end) if currency else None)
                if near is not None:
                    counted.append(replace(number, unit=near))
        return counted

    def _figure(self, text: str, number: _Number) -> Iterator[FoundFigure]:
        unit = number.unit
        if unit is None or unit.kind == "points":
            return
        sign = self._sign(text, number.start)
        start = sign[1] if sign else number.start
        if sign and sign[0] == "?" and unit.kind != "percent":
            return
        if number.start and text[number.start - 1].isalnum() and text[number.start].isdigit():
            return
        bound, opening = ("exact", start) if number.shift else self._bounds.before(text, start)
        if bound == "exact":
            bound, _ = self._bounds.behind(text, number.end)
        minus, plus = sign is not None and sign[0] in "-?", sign is not None and sign[0] == "+"
        level = (
            unit.kind == "percent"
            and not plus
            and self._bounds.is_level(text, opening, start, number.end, number.upper.value)
        )
        fallen = unit.kind == "percent" and not level and self._bounds.falls(text, number.end)
        ends = [number.lower.value, number.upper.value]
        ends = [v - 100 for v in ends] if level else [-v for v in reversed(ends)] if minus or fallen else ends
        figure = _bounded(ends[0], ends[1], bound, unit.name, text[start : number.end].strip())
        signed = minus or fallen or plus
        yield FoundFigure(start, number.end, unit.kind, figure, opening, None, number.shift, signed, level)

    def _sign(self, text: str, start: int) -> tuple[str, int] | None:
        """Return the sign before a number (`?` where a dash may be one), and where it begins."""
        window = text[max(0, start - 10) : start]
        word = _MINUS_WORD.search(window)
        if word:
            return ("-" if word["sign"].casefold() in {"минус", "minus"} else "+"), start - len(window) + word.start()
        mark = _MINUS.search(window)
        if mark is None:
            return None
        return {"+": "+", "–": "?"}.get(mark["sign"], "-"), start - 1

    def _single(self, text: str) -> Iterator[FoundFigure]:
        """Yield multiples and parts: «вдвое», «в 2,5 раза», «на треть»."""
        for value, start, end in self._multiples.finditer(text):
            if self._not_times.match(text, end) is None:
                yield self._growing(text, start, end, (Decimal(value), Decimal(value)))
        for value, start, end in self._parts.finditer(text):
            bound, opening = self._bounds.before(text, start)
            fallen = self._bounds.falls(text, end)
            percent = -Decimal(value) if fallen else Decimal(value)
            figure = _bounded(percent, percent, bound, "%", text[start:end])
            yield FoundFigure(start, end, "multiple", figure, opening, None, "", fallen)
        at = 0
        while (match := self._numerals.start.search(text, at)) is not None:
            number = self._number(text, match.start())
            at = max(number.end if number else self._numerals.run_end(text, match.start()), match.start() + 1)
            if number is None or number.upper.scale >= 1000:
                continue
            times = self._times.match(text, number.upper.end)
            if (
                times
                and self._times_before.search(text[: number.start])
                and not self._not_times.match(text, times.end())
            ):
                at = times.end()
                yield self._growing(text, number.start, times.end(), (number.lower.value, number.upper.value))

    def _growing(self, text: str, start: int, end: int, factors: tuple[Decimal, Decimal]) -> FoundFigure:
        bound, opening = self._bounds.before(text, start)
        if bound == "exact":
            bound, _ = self._bounds.behind(text, end)
        fallen = self._bounds.falls(text, end)
        ends = sorted(as_fall(f) if fallen else (f - 1) * 100 for f in factors)
        figure = _bounded(ends[0], ends[1], bound, "%", text[start:end])
        middle = sum(factors, Decimal(0)) / 2
        return FoundFigure(start, end, "multiple", figure, opening, middle, "", fallen or middle < 1)


_ENDING, _STRETCH = 2, 30


def _reaching(figure: Figure) -> Figure:
    """Return a figure that is reached, rather than one that bounds."""
    value = figure.upper if figure.upper is not None else figure.lower
    return replace(figure, lower=value, upper=value)


def as_fall(factor: Decimal) -> Decimal:
    """Return the percentage by which falls what falls so many times: «вдвое» is −50."""
    return (100 / factor - 100).quantize(Decimal(1)) if factor > 1 else (factor - 1) * 100


def _bounded(lower: Decimal, upper: Decimal, bound: str, unit: str, verbatim: str) -> Figure:
    if bound == "min":
        return Figure(lower, None, unit, verbatim)
    if bound == "max":
        return Figure(None, upper, unit, verbatim)
    return Figure(lower, upper, unit, verbatim, about=bound == "about")
