"""Turns the label of a period into its first and last day."""

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(\d{4})(?:-(H[12]|Q[1-4]|\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MONTHS = {"H1": (1, 6), "H2": (7, 6), "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), None: (1, 12)}


def days(label: str) -> tuple[date, date] | None:
    """Return the first and the last day of `2018`, `2018-03`, `2018-03-09`, `2018-H1`, `2018-Q3` or `2018-01/2018-08`.

    None where the label is no such period, a date that the calendar lacks, or ends before it begins.
    """
    begin, _, end = label.partition("/")
    first, last = _point(begin), _point(end or begin)
    if first is None or last is None or last[1] < first[0]:
        return None
    return first[0], last[1]


def _point(text: str) -> tuple[date, date] | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    year, part, day = int(match[1]), match[2], match[3]
    try:
        if day:
            return (date(year, int(part), int(day)),) * 2
        first, count = _MONTHS.get(part) or (int(part), 1)
        last = first + count - 1
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:
        return None
