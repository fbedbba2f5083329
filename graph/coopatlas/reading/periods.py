"""Labels of periods, ISO 8601 at the precision given, and the calendar that resolves a document's dates."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Calendar:
    """What relative dates are resolved against: the date of publication at the precision known, else nothing."""

    published: str | None

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return int(self.published[:4]) if self.published and re.match(r"\d{4}", self.published) else None

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return parsed(self.published[:10]) if self.published and len(self.published) >= 10 else None

    def relative_year(self, offset: int) -> str | None:
        """Return the year so many years after that of publication."""
        return None if self.year is None else str(self.year + offset)

    def relative_day(self, offset: int) -> str | None:
        """Return the day so many days after that of publication."""
        return None if self.day is None else (self.day + timedelta(days=offset)).isoformat()

    def weekday(self, weekday: int) -> str | None:
        """Return the last such weekday up to the day of publication; 0 is Monday."""
        return None if self.day is None else self.relative_day(-((self.day.weekday() - weekday) % 7))

    def year_of(self, month: int) -> int | None:
        """Return the year of a month named without one: the last such month, or one soon to come."""
        if self.year is None or self.published is None or len(self.published) < 7:
            return self.year
        return self.year - 1 if month > int(self.published[5:7]) + 2 else self.year


Reading = Callable[[dict[str, str | None], Calendar, str | None], str | None]
"""Makes a label of the named groups of a match, the calendar, and the period named before."""


def parsed(label: str) -> date | None:
    """Return the day of a label, or nothing where the calendar has no such day."""
    try:
        return date.fromisoformat(label)
    except ValueError:
        return None


def of_day(year: int, month: int, day: int) -> str | None:
    """Return the label of a day that exists."""
    label = f"{year}-{month:02}-{day:02}"
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
    return re.sub(r"\b\d{4}\b", lambda m: f"{int(m.group()) - 1:04}", label)


def with_year(label: str, year: str) -> str:
    """Return the same period of another year."""
    return re.sub(r"\b\d{4}\b", year, label)


def labelled(
    patterns: Sequence[tuple[re.Pattern[str], Reading]], text: str, calendar: Calendar, context: str | None
) -> list[tuple[str, int, int]]:
    """Return what the patterns find in `text`, label and place, in order; an earlier pattern wins over a later one."""
    found: list[tuple[str, int, int]] = []
    taken = bytearray(len(text) + 1)
    for pattern, reading in patterns:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            label = reading(match.groupdict(), calendar, context)
            if label:
                found.append((label, match.start(), match.end()))
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return sorted(found, key=lambda period: period[1])
