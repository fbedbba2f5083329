"""A stretch of days, under the label that a text gives it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_POINT = re.compile(r"(\d{4})(?:-(H[12]|Q[1-4]|\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MONTHS = {"H1": (1, 6), "H2": (7, 6), "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), None: (1, 12)}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, first and last included.

    `label` is ISO 8601 at the precision given: `2018`, `2018-03`, `2018-03-09`, `2018-H1`, `2018-Q3`, and two ends
    with a slash, `2018-01/2018-08`, `2020/2022`.
    """

    label: str
    first: date
    last: date


@lru_cache(maxsize=4096)
def period(label: str) -> Period | None:
    """Return the period of a label.

    None where the label is no such period, a date that the calendar lacks, or ends before it begins.
    """
    begin, _, end = label.partition("/")
    first, last = _point(begin), _point(end or begin)
    if first is None or last is None or last[1] < first[0]:
        return None
    return Period(label, first[0], last[1])


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
