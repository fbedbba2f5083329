"""Periods: days, months, parts of years and years by one grammar for three languages, resolved by a calendar."""

from coopatlas.reading.periods.calendar import Calendar
from coopatlas.reading.periods.grammar import FoundPeriod, occasion, periods, unresolved
from coopatlas.reading.periods.labels import of_day, of_months, period_of, with_year, year_before

__all__ = [
    "Calendar",
    "FoundPeriod",
    "occasion",
    "of_day",
    "of_months",
    "period_of",
    "periods",
    "unresolved",
    "with_year",
    "year_before",
]
