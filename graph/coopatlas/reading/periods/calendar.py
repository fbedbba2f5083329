"""The calendar against which a document's dates are resolved."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from coopatlas.reading.periods.labels import parsed

_AHEAD = 2
"""Months that what is named without a year may lie ahead of the publication: «в марте» in January is this year's."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What relative dates are resolved against: the date of publication at the precision known, else nothing."""

    published: str | None

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return int(self.published[:4]) if self.published and re.match(r"\d{4}", self.published) else None

    @property
    def month(self) -> int | None:
        """The month of publication."""
        return int(self.published[5:7]) if self.published and re.match(r"\d{4}-\d\d", self.published) else None

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return parsed(self.published[:10]) if self.published and len(self.published) >= 10 else None

    def relative_year(self, offset: int) -> str | None:
        """Return the year so many years after that of publication."""
        return None if self.year is None else f"{self.year + offset:04}"

    def relative_month(self, offset: int) -> str | None:
        """Return the month so many months after that of publication."""
        if self.year is None or self.month is None:
            return None
        months = self.year * 12 + self.month - 1 + offset
        return f"{months // 12:04}-{months % 12 + 1:02}"

    def relative_day(self, offset: int) -> str | None:
        """Return the day so many days after that of publication; none beyond the calendar's own years."""
        if self.day is None or not date.min.year + 1 < self.day.year < date.max.year:
            return None
        return (self.day + timedelta(days=offset)).isoformat()

    def weekday(self, weekday: int) -> str | None:
        """Return the last such weekday up to the day of publication; 0 is Monday."""
        return None if self.day is None else self.relative_day(-((self.day.weekday() - weekday) % 7))

    def year_of(self, month: int) -> int | None:
        """Return the year of a month named without one: the last such month, or one soon to come."""
        if self.year is None or self.month is None:
            return self.year
        return self.year - 1 if month > self.month + _AHEAD else self.year

    def year_ending(self, month: int) -> int | None:
        """Return the year of a period named without one that ends with a month: the last that is over, or nearly so."""
        if self.year is None or self.month is None:
            return self.year
        return self.year - 1 if month > self.month else self.year
