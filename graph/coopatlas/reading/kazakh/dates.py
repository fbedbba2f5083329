"""Kazakh dates and periods, absolute and relative, as ISO 8601 labels at the precision given."""

import re

from coopatlas.reading.periods import Calendar, Reading, labelled, of_day, of_months

_MONTHS = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
]
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_WEEKDAYS = ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"]
_NTH = {
    "бірінші": 1,
    "алғашқы": 1,
    "екінші": 2,
    "үшінші": 3,
    "төртінші": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
_NUMBERS = {w: n for n, w in enumerate(["екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз", "он"], 2)}
_YEAR = r"(?P<year>(?:19|20)\d\d)(?:-?ші)?\s*(?:жыл\w*|ж\.)"
_OFFSETS = {
    "өткен": -1,
    "былтырғы": -1,
    "былтыр": -1,
    "биылғы": 0,
    "биыл": 0,
    "осы": 0,
    "келесі": 1,
    "келер": 1,
    "алдағы": 1,
}
_ANY_YEAR = rf"(?:{_YEAR}|(?P<relative>(?:өткен|осы|келесі|келер|сол) жыл\w*|былтырғы|былтыр|биылғы|биыл))"

Named = dict[str, str | None]


def _year(named: Named, calendar: Calendar, context: str | None) -> int | None:
    if named.get("year"):
        return int(named["year"] or 0)
    word = (named.get("relative") or "").casefold().split()
    if word and word[0] in _OFFSETS:
        year = calendar.relative_year(_OFFSETS[word[0]])
        return int(year) if year else None
    return int(context[:4]) if context and context[:4].isdigit() else calendar.year


def _month(word: str | None) -> int:
    return next(i for i, m in enumerate(_MONTHS, 1) if (word or "").casefold().startswith(m))


def _span(named: Named, calendar: Calendar, context: str | None) -> str | None:
    del calendar, context
    first, last = named["from"] or "", named["to"] or ""
    return f"{first}/{last}" if first < last else None


def _part(named: Named, calendar: Calendar, context: str | None) -> str | None:
    year, nth = _year(named, calendar, context), _NTH.get((named["nth"] or "").casefold())
    letter = "H" if (named["part"] or "").casefold().startswith("жарты") else "Q"
    return f"{year}-{letter}{nth}" if year and nth and (letter == "Q" or nth < 3) else None


def _months(named: Named, calendar: Calendar, context: str | None) -> str | None:
    year = _year(named, calendar, context)
    if year is None:
        return None
    if named.get("count"):
        count = named["count"] or ""
        months = int(count) if count.isdigit() else _NUMBERS.get(count.casefold(), 0)
        return of_months(year, 1, months) if 2 <= months <= 11 else None
    first, last = _month(named["month"]), _month(named["until"])
    return of_months(year, first, last) if first < last else None


def _day(named: Named, calendar: Calendar, context: str | None) -> str | None:
    month = _month(named["month"])
    year = (
        _year(named, calendar, context)
        if named.get("year") or named.get("relative")
        else calendar.year_of(month) or _year({}, calendar, context)
    )
    return of_day(year, month, int(named["day"] or 0)) if year else None


def _of_month(named: Named, calendar: Calendar, context: str | None) -> str | None:
    month = _month(named["month"])
    year = _year(named, calendar, context) if named.get("year") or named.get("relative") else calendar.year_of(month)
    return f"{year}-{month:02}" if year else None


def _whole(named: Named, calendar: Calendar, context: str | None) -> str | None:
    year = _year(named, calendar, context)
    return str(year) if year else None


def _weekday(named: Named, calendar: Calendar, context: str | None) -> str | None:
    del context
    return calendar.weekday(_WEEKDAYS.index((named["weekday"] or "").casefold()))


_PATTERNS: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reading)
    for pattern, reading in (
        (r"\b(?P<from>(?:19|20)\d\d)\s?[-–—]\s?(?P<to>(?:19|20)\d\d)\s*(?:жыл\w*|жж\.)", _span),
        (
            (
                rf"(?:{_ANY_YEAR}\s+)?\b(?P<nth>бірінші|алғашқы|екінші|үшінші|төртінші|[1-4]|I{{1,3}}|"
                rf"IV)(?:-?ші|-?шы)?\s+(?P<part>жартыжылды\w+|жарты\s+жыл\w*|тоқсан\w*)"
            ),
            _part,
        ),
        (rf"{_ANY_YEAR}\s+(?P<month>{_MONTH})\s?[-–—]\s?(?P<until>{_MONTH})\w*", _months),
        (rf"{_ANY_YEAR}\s+(?:алғашқы\s+)?(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+ай\w*", _months),
        (rf"(?:{_ANY_YEAR}\s+)?\b(?P<day>\d{{1,2}})(?:-?ші)?\s+(?P<month>{_MONTH})\w*", _day),
        (rf"{_ANY_YEAR}\s+(?P<month>{_MONTH})(?:\s+ай\w*|\w*)", _of_month),
        (rf"\b(?P<month>{_MONTH})\s+ай\w+", _of_month),
        (rf"\b{_ANY_YEAR}(?!\s+(?:{_MONTH}))", _whole),
        (rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})\s+күн\w+", _weekday),
    )
)


def periods(text: str, calendar: Calendar, context: str | None = None) -> list[tuple[str, int, int]]:
    """Return the periods of `text`, label and place, in order; `context` is one named before, which lends its year."""
    return labelled(_PATTERNS, text, calendar, context)
