"""English dates and periods, absolute and relative, as ISO 8601 labels at the precision given."""

import re

from coopatlas.reading.periods import Calendar, Reading, labelled, of_day, of_months

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|"
    r"aug(?:ust|\.)?|sept?(?:ember|\.)?"
    r"|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?!\w)"
)
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 2, "1": 1, "2": 2, "3": 3, "4": 4}
_NUMBERS = {
    w: n for n, w in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], 2)
}
_YEAR_OFFSETS = {
    "last": -1,
    "previous": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "following": 1,
    "coming": 1,
}
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![,.]?\d)"
_RELATIVE = r"(?:the )?(?P<relative>last|this|next|previous|current|past|following|coming) year"
_OF_YEAR = rf"(?:,? (?:of |in )?(?:{_YEAR}|{_RELATIVE})|(?P<own>'s))?"
_DASH = r"(?: ?[-–—] ?| to | through | and )"

Named = dict[str, str | None]


def _year(named: Named, calendar: Calendar, context: str | None) -> int | None:
    if named.get("year"):
        return int(named["year"] or 0)
    if named.get("relative"):
        year = calendar.relative_year(_YEAR_OFFSETS[(named["relative"] or "").casefold()])
        return int(year) if year else None
    return int(context[:4]) if context and context[:4].isdigit() else calendar.year


def _month(word: str | None) -> int:
    return _MONTHS.index((word or "")[:3].casefold()) + 1


def _years(named: Named, calendar: Calendar, context: str | None) -> str | None:
    del calendar, context
    first, last = named["from"] or "", named["to"] or ""
    last = last if len(last) == 4 else first[:2] + last
    return f"{first}/{last}" if first < last else None


def _part(named: Named, calendar: Calendar, context: str | None) -> str | None:
    year = _year(named, calendar, context)
    nth = _NTH.get((named.get("nth") or named.get("digit") or "").casefold())
    letter = "H" if "half" in (named.get("part") or "half").casefold() or named.get("part") in {"h", "H"} else "Q"
    return f"{year}-{letter}{nth}" if year and nth and (letter == "Q" or nth < 3) else None


def _span_of_months(named: Named, calendar: Calendar, context: str | None) -> str | None:
    year = _year(named, calendar, context)
    first, last = _month(named["month"]), _month(named["until"])
    return of_months(year, first, last) if year and first < last else None


def _first_months(named: Named, calendar: Calendar, context: str | None) -> str | None:
    year, count = _year(named, calendar, context), named["count"] or ""
    months = int(count) if count.isdigit() else _NUMBERS.get(count.casefold(), 0)
    return of_months(year, 1, months) if year and 2 <= months <= 11 else None


def _day(named: Named, calendar: Calendar, context: str | None) -> str | None:
    month = _month(named["month"])
    year = int(named["year"] or 0) if named.get("year") else (calendar.year_of(month) or _year({}, calendar, context))
    if year is None:
        return None
    first = of_day(year, month, int(named["day"] or 0))
    if named.get("to"):
        last = of_day(year, month, int(named["to"] or 0))
        return f"{first}/{last}" if first and last else None
    return first


def _of_month(named: Named, calendar: Calendar, context: str | None) -> str | None:
    month = _month(named["month"])
    if named.get("year") or named.get("relative"):
        return f"{_year(named, calendar, context)}-{month:02}"
    year = calendar.year_of(month) or _year({}, calendar, context)
    return f"{year}-{month:02}" if year else None


def _whole_year(named: Named, calendar: Calendar, context: str | None) -> str | None:
    year = _year(named, calendar, context) if named.get("year") or calendar.year else None
    return str(year) if year else None


def _weekday(named: Named, calendar: Calendar, context: str | None) -> str | None:
    del context
    return calendar.weekday(_WEEKDAYS.index((named["weekday"] or "").casefold()))


def _near_day(named: Named, calendar: Calendar, context: str | None) -> str | None:
    del context
    return calendar.relative_day({"today": 0, "yesterday": -1, "tomorrow": 1}[(named["near"] or "").casefold()])


_PATTERNS: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reading)
    for pattern, reading in (
        (rf"\b(?P<from>(?:19|20)\d\d){_DASH}(?P<to>(?:19|20)\d\d|\d\d)(?![\d,.]*\d)", _years),
        (
            (
                rf"\b(?:the )?(?P<nth>first|second|third|fourth|last|[1-4])(?:st|nd|rd|"
                rf"th)?[- ](?P<part>half|quarter)(?: of the year)?{_OF_YEAR}"
            ),
            _part,
        ),
        (rf"\b(?P<part>[HQ])(?P<digit>[1-4]),? {_YEAR}", _part),
        (rf"\b{_YEAR}[- ](?P<part>[HQ])(?P<digit>[1-4])\b", _part),
        (
            (
                rf"\b(?:between |from "
                rf")?(?P<month>{_MONTH}){_DASH}(?P<until>{_MONTH})(?![ ,]+\d{{1,2}}\b){_OF_YEAR}"
            ),
            _span_of_months,
        ),
        (rf"\b(?:the )?first (?P<count>\d{{1,2}}|\w+) months(?: of the year)?{_OF_YEAR}", _first_months),
        (rf"\b(?P<count>{'|'.join(_NUMBERS)}|\d{{1,2}}) months of (?:{_YEAR}|{_RELATIVE})", _first_months),
        (
            (
                rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: ?[-–—] "
                rf"?(?P<to>\d{{1,2}}))?\b(?!:)(?:,? {_YEAR})?"
            ),
            _day,
        ),
        (
            (
                rf"\b(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: ?[-–—] ?(?P<to>\d{{1,2}}))? (?:of "
                rf")?(?P<month>{_MONTH})(?:,? {_YEAR})?"
            ),
            _day,
        ),
        (rf"\b(?P<month>{_MONTH})(?:,? (?:of )?{_YEAR}| (?:of )?{_RELATIVE})", _of_month),
        (rf"\b(?:in|since|last|this|of|until|by|early|late|mid-|for|from)\s?(?P<month>{_MONTH})", _of_month),
        (
            (
                rf"\b(?<![$€£\d,.]){_YEAR}(?! ?(?:million|billion|thousand|tonnes|tons|km|kilomet|people|"
                rf"workers|containers|TEU|%|per cent|dollars|euros))"
            ),
            _whole_year,
        ),
        (rf"\b(?:in |for |during )?{_RELATIVE}", _whole_year),
        (rf"\b(?:on |last |this )(?P<weekday>{'|'.join(_WEEKDAYS)})\b", _weekday),
        (r"\b(?P<near>today|yesterday|tomorrow)\b", _near_day),
    )
)


def periods(text: str, calendar: Calendar, context: str | None = None) -> list[tuple[str, int, int]]:
    """Return the periods of `text`, label and place, in order; `context` is one named before, which lends its year."""
    return labelled(_PATTERNS, text, calendar, context)
