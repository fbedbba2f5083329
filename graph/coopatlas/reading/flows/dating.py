"""Which period a figure is of, and with which a change is compared."""

import re

from coopatlas.reading.figures import FoundFigure
from coopatlas.reading.flows.ledger import REACH, Ledger
from coopatlas.reading.flows.passage import Passage
from coopatlas.reading.flows.words import Words
from coopatlas.reading.periods import FoundPeriod, with_year, year_before

_BESIDE = re.compile(
    r"[\s(–—-]*(?:(?:в|за|на|по итогам|по|in|for|during|over|as of|from)\s+)?(?:the\s+)?(?:начал\w+|конец|конце)?\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(r"year[- ](?:on|over)[- ]year|y[-/]?o[-/]?y", re.IGNORECASE)
"""What tells with what a change is compared wherever it stands: "a year-on-year rise of 5%"."""
_PASSING = frozenset({"weekday", "near", "day", "span", "dotted"})
_CLOSE = 14


def _usable(period: FoundPeriod) -> bool:
    return period.reading not in _PASSING


def label_of(period: FoundPeriod) -> str:
    """Return the label of a period of trade: «по состоянию на 19 июня» reaches back to the first of January."""
    if period.reading == "until":
        return f"{period.label[:4]}-01-01/{period.label}"
    return period.label


def period_of(
    words: Words, ledger: Ledger, passage: Passage, figure: FoundFigure, span: tuple[int, int]
) -> tuple[str | None, bool]:
    """Return the period of a figure, and whether the sentence tells it; else it is what was spoken of before."""
    own = _told(words, passage, figure, span)
    if own is not None and ledger.period is not None and in_brackets(passage, figure):
        own = _same_part(ledger.period, own)
    if own is not None or passage.unresolved or figure.shift == "from":
        return own, own is not None
    if words.against_ends(passage.text[span[0] : figure.opening]):
        return None, False
    reach = passage.sentence.index - ledger.dated <= 2 * REACH
    return (ledger.period if reach else None), False


def _same_part(spoken_of: str, told: str) -> str:
    """Return a year in brackets as the part of it that is spoken of: «за 8 месяцев 103 т (в 2022 году – 24 т)»."""
    part = len(told) == _YEAR and len(spoken_of) > _YEAR and not spoken_of.startswith(told) and "/" not in told
    return with_year(spoken_of, told) if part else told


_YEAR = 4
"""Characters of the label of a year."""


def _told(words: Words, passage: Passage, figure: FoundFigure, span: tuple[int, int]) -> str | None:
    """Return the period that a sentence gives a figure: right behind it, the last before it, the next."""
    others = [f for f in passage.figures if f is not figure]
    free = [p for p in passage.periods if _usable(p)]
    taken = {
        id(p)
        for f in others
        for p in [_beside(passage, f, [q for q in free if not _of_others(passage, f, q)], len(passage.text))]
    }
    usable = [p for p in free if id(p) not in taken and not _of_others(passage, figure, p)]
    beside = _beside(passage, figure, usable, span[1]) or _bracketed(passage, figure, usable)
    beside = beside or _of_level(passage, figure)
    if beside is not None:
        return label_of(beside)
    if words.against_ends(passage.text[span[0] : figure.opening]):
        compared = next((p for p in usable if p.role in {"base", "earlier"} and p.start >= figure.end), None)
        return label_of(compared) if compared else None
    own = [p for p in usable if p.role in {"", "goal"} or _announces(passage, p, figure, span[0])]
    before = [p for p in own if p.end <= figure.start]
    near = [p for p in before if p.start >= span[0]]
    after = [p for p in own if p.start >= figure.end]
    # «… в 2022 году дошёл до 7,5 млрд; довести его до 10 млрд планируют к 2024 году»
    aim = [p for p in after if p.role == "goal" and p.start < span[1]]
    close = [p for p in aim[:1] if p.start - figure.end <= _CLOSE and "," not in passage.text[figure.end : p.start]]
    told = close or near or aim[:1] or before
    chosen = told[-1] if told else (after[0] if after else None)
    if figure.shift == "from":
        return _came_from(passage, figure, usable)
    return label_of(chosen) if chosen is not None else None


def _came_from(passage: Passage, figure: FoundFigure, usable: list[FoundPeriod]) -> str | None:
    """Return of which period is what a flow came from: the one right before it, else the one compared with."""
    own = (p for p in usable if p.end <= figure.opening and not passage.text[p.end : figure.opening].strip())
    compared = (p for p in usable if p.role in {"base", "earlier"})
    chosen = next(own, None) or next(compared, None)
    return label_of(chosen) if chosen is not None else None


def _announces(passage: Passage, period: FoundPeriod, figure: FoundFigure, left: int) -> bool:
    """Whether «годом раньше» leads to the figure behind it and does not belong to the one before."""
    if period.role != "earlier" or not left <= period.start < figure.opening:
        return False
    if _RATE.match(passage.text, period.start):
        return False
    parted = not left or re.search(r"[,;(—–]", passage.text[left : period.start]) is not None
    return parted and "," not in passage.text[period.end : figure.opening]


_UP_TO = re.compile(r"\s*(?:to|до)\s*$")


def _of_level(passage: Passage, figure: FoundFigure) -> FoundPeriod | None:
    """Return the period of the level that a change leads to: "grew 5% to $3 billion in 2022"."""
    level = next((f for f in passage.figures if f.opening >= figure.end), None)
    if figure.kind not in {"percent", "multiple"} or level is None or level.kind in {"percent", "multiple"}:
        return None
    if not _UP_TO.match(passage.text[figure.end : level.opening]):
        return None
    return _beside(passage, level, [p for p in passage.periods if _usable(p)], len(passage.text))


def in_brackets(passage: Passage, figure: FoundFigure) -> bool:
    """Whether a figure stands in brackets, as what is told beside: «103 тыс. тонн (в 2022 году – | 24 тыс. тонн)»."""
    return _bracket(passage.text, figure.start) is not None


def _bracket(text: str, place: int) -> tuple[int, int] | None:
    """Return where the bracket around a place opens and closes."""
    opened, closed = text.rfind("(", 0, place + 1), text.find(")", place)
    return (opened, closed) if opened >= 0 and closed >= 0 and ")" not in text[opened:place] else None


def _of_others(passage: Passage, figure: FoundFigure, period: FoundPeriod) -> bool:
    """Whether a period stands in brackets with a figure of its own, and this one outside."""
    around = _bracket(passage.text, period.start)
    if around is None or around[0] < figure.start < around[1]:
        return False
    return any(around[0] < f.start < around[1] for f in passage.figures)


def _bracketed(passage: Passage, figure: FoundFigure, usable: list[FoundPeriod]) -> FoundPeriod | None:
    """Return the period before the bracket in which a figure stands alone: "the figure for 2021 ($3.9 billion)"."""
    text = passage.text
    if text[figure.opening - 1 : figure.opening] != "(" or text[figure.end : figure.end + 1] != ")":
        return None
    return next((p for p in usable if p.end == len(text[: figure.opening - 1].rstrip())), None)


def _beside(passage: Passage, figure: FoundFigure, usable: list[FoundPeriod], right: int) -> FoundPeriod | None:
    for period in usable:
        gap = passage.text[figure.end : period.start]
        if figure.end <= period.start < right and len(gap) <= _CLOSE and _BESIDE.match(gap):
            if period.role == "base" or (figure.kind in {"percent", "multiple"} and period.role == "earlier"):
                return None
            return period
    return None


def base_of(passage: Passage, figure: FoundFigure, period: str | None, span: tuple[int, int]) -> str | None:
    """Return the period with which a change is compared, as far as the sentence tells it."""
    compared = [p for p in passage.periods if p.role in {"base", "earlier"} and _usable(p)]
    behind = [p for p in compared if p.start >= figure.end and p.start < span[1] + 40]
    before = [p for p in compared if p.end <= figure.start]
    chosen = behind[0] if behind else (before[-1] if before else None)
    if chosen is None:
        return None
    if chosen.reading == "earlier" or (chosen.reading == "same" and chosen.label == period):
        return year_before(period) if period else chosen.label
    if period and chosen.reading == "same" and "/" in period and period.endswith(chosen.label[_YEAR:]):
        return with_year(period, chosen.label[:_YEAR])  # «по состоянию на 19 июня … чем на ту же дату 2024 года»
    if period and chosen.reading == "same" and len(chosen.label) == 4 and len(period) > 4:
        return with_year(period, chosen.label)
    return chosen.label if chosen.label != period else None


def year_on_year(passage: Passage, figure: FoundFigure, period: str | None) -> str | None:
    """Return the same period a year earlier where a change is told of its own: "grew by 7 percent in 2022"."""
    own = (p for p in passage.periods if p.role == "" and label_of(p) == period and p.reading in _YEARLY)
    told = next(own, None)
    return year_before(period) if told is not None and period is not None and figure.kind == "percent" else None


_YEARLY = frozenset({"year", "half", "quarter", "months", "first", "nine", "through"})
"""Readings of periods that are compared with the same of the year before."""
