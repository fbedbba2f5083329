"""Russian dates and periods, absolute and relative, as ISO 8601 labels at the precision given.

`2018`, `2018-03`, `2018-03-09`, `2018-H1`, `2018-Q3`, the first months `2018-01/2018-08`, a span `2020/2022`. Relative
dates are resolved against the document's own years and its date of publication; what cannot be resolved is no date.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from coopatlas.reading.periods import of_day, of_months

MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = r"(?P<month{0}>январ|феврал|март|апрел|ма[йяюе]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*"
_ORDINALS = {
    "перв": 1,
    "втор": 2,
    "трет": 3,
    "четверт": 4,
    "четвёрт": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
}
_COUNT_WORDS = {
    stem: n
    for n, stem in enumerate(("дв", "тр", "четыр", "пят", "шест", "сем", "вос", "девят", "десят", "одиннадцат"), 2)
}
_ANY = re.compile(
    r"\d|\bгод|месяц|полугоди|квартал|январ|феврал|март|апрел|\bма[йяе]|июн|июл|август|сентябр|"
    r"октябр|ноябр|декабр|понедельник|вторник|сред|четверг|пятниц|суббот|воскресень",
    re.IGNORECASE,
)
_WEEKDAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")

_YEAR = r"(?P<year>(?:19|20)\d\d)(?:-?(?:й|го|м|му|ом))?(?:\s*(?:год[а-я]*|г\.))?"
_RELATIVE = r"(?P<relative>прошл|минувш|нынешн|текущ|эт|следующ|предыдущ|будущ)[а-я]*\s+год[а-я]*"
_WHICH_YEAR = rf"(?:{_YEAR}|{_RELATIVE})"
_OF_YEAR = rf"(?:\s+{_WHICH_YEAR})?"
_HALF = r"(?P<nth>перв[а-я]+|втор[а-я]+|I{1,2}|[12])(?:-?[а-я]{1,2})?\s+полугоди[а-я]+"
_QUARTER = (
    r"(?P<nth>перв[а-я]+|втор[а-я]+|трет[а-я]+|четв[её]рт[а-я]+|I{1,3}|IV|[1-4])(?:-?[а-я]{1,2})?\s+квартал[а-я]*"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a text: its label, and where it stands, in code points of the searched string."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """What relative dates are resolved against: the date of publication (ISO 8601), or nothing; and a year."""

    published: str | None
    year: int | None

    @classmethod
    def of(cls, text: str, published: str | None) -> "Calendar":
        """Return the calendar of a document: its publication year, else the latest year that it names."""
        if published and re.match(r"\d{4}", published):
            return cls(published, int(published[:4]))
        years = [int(y) for y in re.findall(r"\b((?:19|20)\d\d)(?=-?[йгмо]|\s*(?:год|г\.|году))", text)]
        return cls(None, max(years) if years else None)

    def relative_year(self, word: str) -> int | None:
        """Return the year that «прошлый», «текущий», «следующий» год is; unknown where no publication date is."""
        if self.year is None or self.published is None:
            return None
        base = self.year
        if word.startswith(("прошл", "минувш", "предыдущ")):
            return base - 1
        return base + 1 if word.startswith(("следующ", "будущ")) else base

    def day(self, weekday: int) -> str | None:
        """Return the date of the last such weekday up to the day of publication (0 is Monday)."""
        if not self.published or len(self.published) < 10:
            return None
        issued = date.fromisoformat(self.published[:10])
        return (issued - timedelta(days=(issued.weekday() - weekday) % 7)).isoformat()


_NEAR = re.compile(r"\b(?:сегодня|вчера)\b(?!\s+в\s+(?:регион|област|республик|стран))", re.IGNORECASE)

_TOLD = re.compile(r":|,\s+(?:что|как|где|когда|котор\w+)\b", re.IGNORECASE)
"""Where a clause begins that tells of something else than what took place: «…, что сегодня торговля растёт»."""

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("years", r"\b(?P<from>(?:19|20)\d\d)\s*[-–—−]\s*(?P<to>(?:19|20)\d\d)(?:-?(?:й|го|м|"
            r"х))?(?:\s*(?:год[а-я]*|гг\.?))"),
        ("years", r"\bс\s+(?P<from>(?:19|20)\d\d)(?:\s*(?:года|г\.))?\s+по\s+(?P<to>(?:19|20)\d\d)"
            r"(?:\s*(?:год[а-я]*|гг?\.?))"),
        ("half", rf"\b{_HALF}{_OF_YEAR}"),
        ("half", rf"\bполугоди[а-я]+\s+{_WHICH_YEAR}"),
        ("quarter", rf"\b{_QUARTER}{_OF_YEAR}"),
        ("months", r"\b" + _MONTH.format("a") + r"\s*[-–—−]\s*" + _MONTH.format("b") + _OF_YEAR),
        ("months", r"\bс\s+" + _MONTH.format("a") + r"\s+по\s+" + _MONTH.format("b") + _OF_YEAR),
        ("first", r"\b(?:(?:за|в)\s+)?(?:(?:перв[а-я]+\s+)?(?P<count>\d{1,2}|двух|два|тр[ие]х?|четыр[ёе]х|"
            r"четыре|пят[ьи]|шест[ьи]|сем[ьи]|вос[ье]м[ьи]|девят[ьи]|десят[ьи]|"
            r"одиннадцат[ьи])\s+месяц[а-я]+)" + _OF_YEAR),
        ("days", r"\b(?P<d1>\d{1,2})\s*[-–—−]\s*(?P<d2>\d{1,2})\s+" + _MONTH.format("") + r"(?:\s+" + _YEAR + ")?"),
        ("day", r"\b(?P<d1>\d{1,2})\s+" + _MONTH.format("") + _OF_YEAR),
        ("dotted", r"\b(?P<d1>\d{1,2})\.(?P<m>\d{2})\.(?P<year>(?:19|20)\d\d)\b"),
        ("month", r"\b" + _MONTH.format("") + r"\s+" + _WHICH_YEAR),
        ("bare_month", r"\b(?:в|с|к|на|за|до)\s+" + _MONTH.format("") + r"\b"),
        ("year", r"\b" + _YEAR + r"(?![\d,.]*\s*(?:млн|млрд|тыс|тонн|%|долл))"),
        ("relative", r"\b" + _RELATIVE),
        ("weekday", r"\bв[о]?\s+(?P<weekday>понедельник|вторник|сред|четверг|пятниц|суббот|воскресень)"
            r"[а-я]*+(?!,\s+\d)"),
    )
)  # fmt: skip


@lru_cache(maxsize=4096)
def periods(text: str, calendar: Calendar, context: str | None = None) -> tuple[Period, ...]:
    """Return the periods of `text` in order; `context` is the period last named before, which lends its year."""
    if _ANY.search(text) is None:
        return ()
    found: list[Period] = []
    taken: list[tuple[int, int]] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            if name == "year" and "год" not in match.group().casefold() and not _bare_year(text, match):
                continue
            taken.append(match.span())  # also what names no date: «31 февраля 2021 года» is not February
            label = _label(name, match, calendar, context)
            if label:
                found.append(Period(label, match.start(), match.end()))
    return tuple(sorted(found, key=lambda period: period.start))


def occasion(text: str, calendar: Calendar) -> str | None:
    """Return when what `text` tells of took place: its first month, day or span of days, else «сегодня», «вчера»."""
    named = next(
        (p.label for p in periods(text, calendar) if len(p.label) > 4 and p.label[5:6] not in {"H", "Q"}), None
    )
    told = _TOLD.split(text, maxsplit=1)[0]
    near = _NEAR.search(told) if named is None and calendar.published and len(calendar.published) >= 10 else None
    if near is None or calendar.published is None:
        return named
    issued = date.fromisoformat(calendar.published[:10])
    return (issued - timedelta(days=near[0].casefold() == "вчера")).isoformat()


def _bare_year(text: str, match: "re.Match[str]") -> bool:
    """Whether a number without «год» is a year: «в 2023-м», «2017-го», «к 2016»."""
    before = text[: match.start()].rstrip().casefold()
    return (
        "-" in match.group()
        or before.endswith((" в", " к", " с", " за", " до", "—", "–"))
        or before in {"в", "к", "с", "за", "до"}
    )


def _year(match: "re.Match[str]", calendar: Calendar, context: str | None) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("relative"):
        return calendar.relative_year(groups["relative"].casefold())
    if context and re.match(r"\d{4}", context):
        return int(context[:4])
    return calendar.year


def _label(name: str, match: "re.Match[str]", calendar: Calendar, context: str | None) -> str | None:
    groups = match.groupdict()
    if name == "years":
        return f"{groups['from']}/{groups['to']}"
    if name == "weekday":
        return calendar.day(next(i for i, w in enumerate(_WEEKDAYS) if groups["weekday"].casefold().startswith(w)))
    year = _year(match, calendar, context)
    if year is None:
        return None
    if name in {"year", "relative"}:
        return str(year)
    if name in {"half", "quarter"}:
        nth = _nth(groups.get("nth") or "перв")
        return f"{year}-{'H' if name == 'half' else 'Q'}{nth}" if nth else None
    if name == "months":
        return of_months(year, _month(groups["montha"]), _month(groups["monthb"]))
    if name == "first":
        count = _count(groups["count"])
        if not groups.get("year") and not groups.get("relative"):
            year = _passed(year, count, calendar)
        return of_months(year, 1, count) if 2 <= count <= 11 else None
    return _of_day(name, groups, year, calendar)


def _of_day(name: str, groups: dict[str, str | None], year: int, calendar: Calendar) -> str | None:
    month = int(groups["m"] or 0) if name == "dotted" else _month(groups.get("month") or "")
    if not 1 <= month <= 12:
        return None
    if name in {"month", "bare_month"}:
        if not groups.get("year") and not groups.get("relative"):
            year = _passed(year, month, calendar)
        return f"{year}-{month:02}"
    first = of_day(year, month, int(groups["d1"] or 0))
    if name != "days" or first is None:
        return first
    second = of_day(year, month, int(groups["d2"] or 0))
    return f"{first}/{second}" if second else None


def _passed(year: int, month: int, calendar: Calendar) -> int:
    """Return the year of a month named without one: the last such month before publication, where that is known."""
    if (
        calendar.published
        and len(calendar.published) >= 7
        and calendar.published.startswith(str(year))
        and month > int(calendar.published[5:7]) + 2
    ):
        return year - 1
    return year


def _month(word: str) -> int:
    return next((n for n, stem in enumerate(MONTHS, 1) if word.casefold().startswith(stem)), 0)


def _nth(word: str) -> int | None:
    plain = word.casefold()
    return _ORDINALS.get(plain) or next(
        (n for stem, n in _ORDINALS.items() if len(stem) > 3 and plain.startswith(stem)), None
    )


def _count(word: str) -> int:
    return (
        int(word)
        if word.isdigit()
        else next((n for stem, n in _COUNT_WORDS.items() if word.casefold().startswith(stem)), 0)
    )
