"""Labels of periods, ISO 8601 at the precision given, and the days that they cover."""

import calendar as months
import re
from datetime import date

from coopatlas.model.period import Period

_LABEL = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<part>[HQ])(?P<nth>\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?")
_YEARS = re.compile(r"\b\d{4}\b")


def parsed(label: str) -> date | None:
    """Return the day of a label, or nothing where the calendar has no such day."""
    try:
        return date.fromisoformat(label)
    except ValueError:
        return None


def of_day(year: int, month: int, day: int) -> str | None:
    """Return the label of a day that exists."""
    label = f"{year:04}-{month:02}-{day:02}"
    return label if parsed(label) else None


def of_months(year: int, first: int, last: int) -> str:
    """Return the label of a span of months: a year, half-year or quarter where it is one."""
    if first == last:
        return f"{year}-{first:02}"
    named = {(1, 12): f"{year}", (1, 6): f"{year}-H1", (7, 12): f"{year}-H2"}
    named |= {(3 * n - 2, 3 * n): f"{year}-Q{n}" for n in range(1, 5)}
    return named.get((first, last)) or f"{year}-{first:02}/{year}-{last:02}"


def year_before(label: str) -> str:
    """Return the same period a year earlier."""
    return _shifted(_YEARS.sub(lambda m: f"{int(m.group()) - 1:04}", label))


def with_year(label: str, year: str) -> str:
    """Return the same period of another year."""
    return _shifted(_YEARS.sub(year, label))


def _shifted(label: str) -> str:
    """Return a label whose day exists: a 29 February of another year is the 28th."""
    return re.sub(r"\d{4}-02-29", lambda m: m.group() if parsed(m.group()) else m.group()[:-2] + "28", label)


def period_of(label: str) -> Period | None:
    """Return the period of a label with its first and last day; none where no such days exist."""
    ends = [_days(part) for part in label.split("/")]
    if any(end is None for end in ends) or len(ends) > 2:
        return None
    known = [end for end in ends if end is not None]
    first, last = known[0][0], known[-1][1]
    return Period(label, first, last) if first <= last else None


def _days(label: str) -> tuple[date, date] | None:
    match = _LABEL.fullmatch(label)
    if match is None:
        return None
    year = int(match["year"])
    first, last = _months(match)
    if not (1 <= first <= last <= 12 and year >= 1):
        return None
    if match["day"]:
        day = parsed(label)
        return (day, day) if day else None
    return date(year, first, 1), date(year, last, months.monthrange(year, last)[1])


def _months(match: "re.Match[str]") -> tuple[int, int]:
    if match["month"]:
        return int(match["month"]), int(match["month"])
    if match["part"]:
        size, nth = (6 if match["part"] == "H" else 3), int(match["nth"])
        return size * (nth - 1) + 1, size * nth
    return 1, 12
