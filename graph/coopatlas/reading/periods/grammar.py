"""The grammar of periods: patterns of a language's lexicon, and what is made of their named groups, for all alike."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coopatlas.language.wording import BLANK, any_of, lexicon
from coopatlas.model.period import Period
from coopatlas.reading.figures import figures
from coopatlas.reading.periods import readings
from coopatlas.reading.periods.calendar import Calendar
from coopatlas.reading.periods.labels import period_of
from coopatlas.reading.periods.readings import Named, Place

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_WINDOW = 45
_PASSING = frozenset({"weekday", "near"})
"""Readings to which «тот же период» never refers."""


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period where it stands: code points `[start, end)` of its text.

    `role` is `base` for what something is compared with («по сравнению с 2021 годом»), `earlier` for «годом ранее»,
    which is the base of a change and the period of a figure right before it, `goal` for «к 2030 году», else empty.
    `reading` names the pattern (`day`, `months`, `year` …); `dated` says that the year is printed or told.
    """

    start: int
    end: int
    period: Period
    role: str = ""
    reading: str = ""
    dated: bool = True

    @property
    def label(self) -> str:
        """The label of the period."""
        return self.period.label


@dataclass(frozen=True, slots=True)
class _Roles:
    base: "re.Pattern[str]"
    goal: "re.Pattern[str]"
    base_behind: "re.Pattern[str]"
    goal_behind: "re.Pattern[str]"
    base_end: "re.Pattern[str]"


class _Language:
    def __init__(self, lang: str) -> None:
        words = lexicon(lang, "dates")
        tables = ("relative_years", "near", "near_months", "ordinals", "counts")
        self.values = {name: _table(words.get(name, {})) for name in tables}
        self.months = [re.compile(_stem(month) + r"(?!\w)", re.IGNORECASE) for month in words["months"]]
        self.weekdays = [re.compile(_stem(day), re.IGNORECASE) for day in words["weekdays"]]
        fragments = _fragments(words)
        self.patterns = [
            (item["reading"], re.compile(rf"(?<![\w-])(?:{_expanded(item['text'], fragments)})(?!\d)", re.IGNORECASE))
            for item in words["pattern"]
        ]
        self.roles = _roles(words["roles"])

    def place(self, match: "re.Match[str]") -> Named:
        """Return the values of a match's groups: numbers for words."""
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        return {name: self._value(name, value) for name, value in groups.items()}

    def _value(self, name: str, value: str) -> int:
        if name in {"month", "month2"}:
            return next((n for n, month in enumerate(self.months, 1) if month.fullmatch(value)), 0)
        if name == "weekday":
            return next((n for n, day in enumerate(self.weekdays) if day.fullmatch(value)), 0)
        tables = {"relative": "relative_years", "nth": "ordinals", "count": "counts", "near_month": "near_months"}
        table = tables.get(name, "near" if name == "near" else None)
        if name == "year" and len(value) == _SHORT:
            return _CENTURY + int(value)
        if table is None or value.isdigit():
            return int(value) if value.isdigit() else 0
        return next((number for number, words in self.values[table] if words.fullmatch(value)), 0)


_SHORT, _CENTURY = 2, 2000
"""Digits of a year in short, and what it leaves out: "1H17"."""


def _stem(word: str) -> str:
    return word.replace("*", r"\w*")


def _table(values: Mapping[str, Sequence[str]]) -> list[tuple[int, "re.Pattern[str]"]]:
    return [(int(value), re.compile(any_of(phrases), re.IGNORECASE)) for value, phrases in values.items()]


def _fragments(words: Mapping[str, Any]) -> dict[str, str]:
    months = "|".join(_stem(month) for month in words["months"])
    tables = {
        name: any_of(p for phrases in words.get(name, {}).values() for p in phrases)
        for name in ("relative_years", "near", "near_months")
    }
    nth = any_of(p for phrases in words["ordinals"].values() for p in phrases)
    count = any_of(p for phrases in words["counts"].values() for p in phrases)
    return {
        "b": BLANK,
        "month": rf"(?P<month>{months})(?!\w)",
        "month2": rf"(?P<month2>{months})(?!\w)",
        "day": r"(?P<day>\d{1,2})",
        "day2": r"(?P<day2>\d{1,2})",
        "relative": f"(?P<relative>{tables['relative_years']})",
        "near": f"(?P<near>{tables['near']})",
        "near_month": f"(?P<near_month>{tables['near_months']})",
        "nth": f"(?P<nth>{nth})",
        "count": rf"(?P<count>\d{{1,2}}|{count})",
        "weekday": f"(?P<weekday>{'|'.join(_stem(day) for day in words['weekdays'])})",
        **{name: "(?:" + "|".join(phrases) + ")" for name, phrases in words["words"].items()},
        **words["fragments"],
    }


def _expanded(text: str, fragments: Mapping[str, str]) -> str:
    """Return a pattern with its fragments put in; a group named twice keeps its name where it comes first."""
    while _PLACEHOLDER.search(text):
        text = _PLACEHOLDER.sub(lambda m: fragments[m[1]] if m[1] in fragments else "{" + m[1] + " }", text)
    text = re.sub(r"\{(\d+(?:,\d*)?) \}", r"{\1}", text.replace("{{", "{").replace("}}", "}"))
    seen: set[str] = set()

    def once(match: "re.Match[str]") -> str:
        name = match[1]
        if name in seen:
            return "(?:"
        seen.add(name)
        return match[0]

    return re.sub(r"\(\?P<(\w+)>", once, text)


def _roles(words: Mapping[str, Sequence[str]]) -> _Roles:
    fillers = rf"(?:{any_of(words['fillers'])}{BLANK}+){{0,4}}" if words["fillers"] else ""
    closing = {
        name: rf"{any_of(words[name])}{BLANK}*\(?{fillers if name == 'base' else ''}$" for name in ("base", "goal")
    }
    behind = {
        name: rf"(?:{BLANK}+[^\W\d]+){{0,3}}?{BLANK}+{any_of(words.get(name, ()))}"
        for name in ("base_behind", "goal_behind")
    }
    both = {name: re.compile(text, re.IGNORECASE) for name, text in {**closing, **behind}.items()}
    ending = re.compile(f"(?:{'|'.join(words['base_ends'])})$" if words.get("base_ends") else "(?!)", re.IGNORECASE)
    return _Roles(both["base"], both["goal"], both["base_behind"], both["goal_behind"], ending)


@lru_cache(maxsize=3)
def _language(lang: str) -> _Language:
    return _Language(lang)


@lru_cache(maxsize=8192)
def periods(text: str, lang: str, calendar: Calendar, context: str | None = None) -> tuple[FoundPeriod, ...]:
    """Return the periods of `text` in order; `context` is the label of the one named before, which lends its year.

    What cannot be resolved is no period; a printed year always wins.
    """
    words = _language(lang)
    figured = [(f.start, f.end) for f in figures(text, lang, "XXX")]
    matches = _bracketed(text, sorted(_matches(words, text, figured), key=lambda m: m[1].start()))
    found: list[FoundPeriod] = []
    for name, match in matches:
        main = _main(found, words, text, calendar, matches, context)
        place = Place(calendar, _lent(found, context), main, near=bool(found))
        for label, dated in READINGS[name](words.place(match), place):
            period = period_of(label) if label else None
            if period is not None:
                role = _role(words.roles, text, match, name)
                if role == "goal" and name != "year" and calendar.day is not None and period.last < calendar.day:
                    role = "base"  # «к январю 2021 года сократился»: what is over is no goal
                found.append(FoundPeriod(match.start(), match.end(), period, role, name, dated))
    return tuple(found)


def _bracketed(text: str, matches: list[tuple[str, "re.Match[str]"]]) -> list[tuple[str, "re.Match[str]"]]:
    """Leave out a period whose days stand in brackets: "the first seven months of the Iranian year (March 20 – …)"."""
    told = [m for name, m in matches if name in {"across", "days"} and text[m.end() : m.end() + 1] == ")"]
    opened = [text[: m.start()].rstrip("( ") for m in told if text[: m.start()].rstrip().endswith("(")]
    return [
        (name, m)
        for name, m in matches
        if name not in _SPANS or not any(m.end() <= len(t) and _BESIDE.fullmatch(t, m.end()) for t in opened)
    ]


_BESIDE = re.compile(r"(?:\s+[\w’'-]+){0,6}")


def unresolved(text: str, lang: str, calendar: Calendar, context: str | None = None) -> bool:
    """Whether a text names a period that nothing resolves: «в прошлом году» of an undated text."""
    words = _language(lang)
    place = Place(calendar, context, context)
    return any(
        name in _SPANS and all(label is None for label, _ in READINGS[name](words.place(match), place))
        for name, match in _matches(words, text, [])
    )


_SPANS = frozenset({"year", "half", "quarter", "months", "first", "month"})
Reading = Callable[[Named, Place], Iterator[tuple[str | None, bool]]]
READINGS: Mapping[str, Reading] = readings.READINGS


def _matches(words: _Language, text: str, figured: list[tuple[int, int]]) -> Iterator[tuple[str, "re.Match[str]"]]:
    taken = bytearray(len(text) + 1)
    for start, end in figured:
        if not re.fullmatch(r"\d{4}", text[start:end]):
            taken[start:end] = b"\x01" * (end - start)
    for name, pattern in words.patterns:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]) or match.start() == match.end():
                continue
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
            yield name, match


def _lent(found: list[FoundPeriod], context: str | None) -> str | None:
    """Return the period whose year one without a year takes: the last with a year in the text, else the context."""
    return next((f.label for f in reversed(found) if f.dated and f.role != "base"), None) or (
        None if found else context
    )


def _main(
    found: list[FoundPeriod],
    words: _Language,
    text: str,
    calendar: Calendar,
    matches: list[tuple[str, "re.Match[str]"]],
    context: str | None,
) -> str | None:
    """Return what «тот же период» refers to: the last period that is no base, one behind, the context."""
    before = next((f.label for f in reversed(found) if f.role in {"", "goal"} and f.reading not in _PASSING), None)
    if before is not None:
        return before
    for name, match in matches:
        if name not in {"same", "earlier", *_PASSING} and not words.roles.base.search(
            text[max(0, match.start() - _WINDOW) : match.start()]
        ):
            place = Place(calendar, context, None)
            return next((label for label, _ in READINGS[name](words.place(match), place) if label), None)
    return context


def _role(roles: _Roles, text: str, match: "re.Match[str]", name: str) -> str:
    if roles.base_end.search(match[0]):
        return "base"
    before = text[max(0, match.start() - _WINDOW) : match.start()]
    compared = roles.base_behind.match(text, match.end())
    if name == "earlier":
        return "base" if compared else "earlier"
    if roles.base.search(before) or compared:
        return "base"
    if name == "same":
        return "earlier"
    return "goal" if roles.goal.search(before) or roles.goal_behind.match(text, match.end()) else ""


_TOLD = re.compile(r":|,\s+(?:что|как|где|когда|котор\w+)\b", re.IGNORECASE)
"""Where a clause begins that tells of something else than what took place: «…, что сегодня торговля растёт»."""


def occasion(text: str, lang: str, calendar: Calendar, context: str | None = None) -> str | None:
    """Return when what `text` tells of took place: its first day, month or span of days, else «сегодня», «вчера»."""
    found = periods(text, lang, calendar, context)
    named = next(
        (f.label for f in found if len(f.label) > 4 and f.label[5:6] not in {"H", "Q"} and f.reading != "near"), None
    )
    told = len(_TOLD.split(text, maxsplit=1)[0])
    return named or next((f.label for f in found if f.reading == "near" and f.start < told), None)
