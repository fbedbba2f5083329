"""What is made of the named parts of a date: labels, and whether their year is told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from coopatlas.reading.periods.calendar import Calendar
from coopatlas.reading.periods.labels import of_day, of_months, with_year, year_before

Named = Mapping[str, int]
Labels = Iterator[tuple[str | None, bool]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a date stands: the calendar, the period that lends its year, and the one that «тот же период» means.

    A period that is not `near`, of a sentence before, lends its year only where there is no calendar.
    """

    calendar: Calendar
    lent: str | None
    main: str | None
    near: bool = True


def _told_year(named: Named, place: Place) -> int | None:
    """Return the year that is printed or told («в прошлом году»)."""
    if "year" in named:
        return named["year"]
    if "relative" in named:
        year = place.calendar.relative_year(named["relative"])
        return int(year) if year else None
    return None


def _year(named: Named, place: Place, month: int, *, over: bool) -> tuple[int | None, bool]:
    """Return the year of what ends with a month, and whether it is told; `over` is what must have passed."""
    told = _told_year(named, place)
    if told is not None or "relative" in named:
        return told, True
    if place.lent and (place.near or place.calendar.year is None):
        return int(place.lent[:4]), False
    return (place.calendar.year_ending(month) if over else place.calendar.year_of(month)), False


def _years(named: Named, place: Place) -> Labels:
    del place
    first, last = named["year"], named["year2"]
    last = last if last > 99 else first // 100 * 100 + last
    yield (f"{first}/{last}" if first < last else None), True


def _each(named: Named, place: Place) -> Labels:
    del place
    yield f"{named['year']}", True
    yield f"{named['year2']}", True


def _part(size: int, letter: str) -> Callable[[Named, Place], Labels]:
    def reading(named: Named, place: Place) -> Labels:
        nth = named.get("nth") or named.get("digit") or 1
        if not 1 <= nth <= 12 // size:
            return
        year, told = _year(named, place, size * nth, over=True)
        yield (f"{year}-{letter}{nth}" if year else None), told

    return reading


def _months(named: Named, place: Place) -> Labels:
    first, last = named["month"], named["month2"]
    if "year2" in named:
        known = first and last and (named["year"], first) < (named["year2"], last)
        yield (f"{named['year']}-{first:02}/{named['year2']}-{last:02}" if known else None), True
        return
    year, told = _year(named, place, last, over=True)
    if year and first and last:
        yield (of_months(year, first, last) if first < last else f"{year - 1}-{first:02}/{year}-{last:02}"), told


def _first(named: Named, place: Place) -> Labels:
    count = named["count"]
    if 2 <= count <= 11:
        year, told = _year(named, place, count, over=True)
        yield (of_months(year, 1, count) if year else None), told


def _nine(named: Named, place: Place) -> Labels:
    year, told = _year(named, place, 9, over=True)
    yield (of_months(year, 1, 9) if year else None), told


def _through(named: Named, place: Place) -> Labels:
    """Read "through July": from January on."""
    year, told = _year(named, place, named["month"], over=True)
    yield (of_months(year, 1, named["month"]) if year and named["month"] else None), told


def _year_to(named: Named, place: Place) -> Labels:
    """Read "the year to March": twelve months up to it."""
    month = named["month"]
    year, told = _year(named, place, month, over=True)
    if year and month:
        yield (f"{year}" if month == 12 else f"{year - 1}-{month + 1:02}/{year}-{month:02}"), told


def _ago(named: Named, place: Place) -> Labels:
    yield (f"{place.calendar.year - named['count']}" if place.calendar.year else None), True


def _of_day(named: Named, place: Place, month: int, day: int) -> tuple[str | None, bool]:
    year, told = _year_of_day(named, place, month)
    return (of_day(year, month, day) if year else None), told


def _year_of_day(named: Named, place: Place, month: int) -> tuple[int | None, bool]:
    """Return the year of a day; without a calendar a year lends itself only where days are told of."""
    told = _told_year(named, place)
    if told is not None or "relative" in named:
        return told, True
    if place.calendar.year is not None:
        return place.calendar.year_of(month), False
    return (int(place.lent[:4]) if place.lent and len(place.lent) >= 10 else None), False


def _day(named: Named, place: Place) -> Labels:
    yield _of_day(named, place, named["month"], named["day"])


def _days(named: Named, place: Place) -> Labels:
    first, told = _of_day(named, place, named["month"], named["day"])
    last, _ = _of_day(named, place, named["month"], named["day2"])
    yield (f"{first}/{last}" if first and last and first < last else None), told


def _across(named: Named, place: Place) -> Labels:
    last, told = _of_day(named, place, named["month2"], named["day2"])
    first, _ = _of_day(named, place, named["month"], named["day"])
    if first and last:
        yield (f"{first}/{last}" if first < last else f"{year_before(first)}/{last}"), told


def _until(named: Named, place: Place) -> Labels:
    last, told = _of_day(named, place, named["month"], named["day"])
    yield last, told


def _dotted(named: Named, place: Place) -> Labels:
    del place
    yield of_day(named["year"], named["number"], named["day"]) if 1 <= named["number"] <= 12 else None, True


def _month(named: Named, place: Place) -> Labels:
    month = named["month"]
    told = _told_year(named, place)
    if told is not None or "relative" in named:
        yield (f"{told}-{month:02}" if told else None), True
        return
    year = place.calendar.year_of(month) or (int(place.lent[:4]) if place.lent else None)
    yield (f"{year}-{month:02}" if year and month else None), False


def _whole(named: Named, place: Place) -> Labels:
    year = _told_year(named, place)
    yield (f"{year}" if year else None), True


def _span(named: Named, place: Place) -> Labels:
    """Read «за последние пять лет»: the years up to that of publication."""
    year, count = place.calendar.year, named["count"]
    yield (f"{year - count}/{year}" if year and 2 <= count < 30 else None), True


def _same(named: Named, place: Place) -> Labels:
    year = _told_year(named, place)
    if place.main is None:
        yield (f"{year}" if year else None), True
        return
    yield (with_year(place.main, f"{year}") if year else year_before(place.main)), True


def _earlier(named: Named, place: Place) -> Labels:
    del named
    yield (year_before(place.main) if place.main else place.calendar.relative_year(-1)), True


def _weekday(named: Named, place: Place) -> Labels:
    yield place.calendar.weekday(named["weekday"]), False


def _near(named: Named, place: Place) -> Labels:
    yield place.calendar.relative_day(named["near"]), False


def _near_month(named: Named, place: Place) -> Labels:
    yield place.calendar.relative_month(named["near_month"]), True


READINGS: Mapping[str, Callable[[Named, Place], Labels]] = {
    "years": _years,
    "each": _each,
    "half": _part(6, "H"),
    "quarter": _part(3, "Q"),
    "months": _months,
    "first": _first,
    "nine": _nine,
    "through": _through,
    "year_to": _year_to,
    "ago": _ago,
    "days": _days,
    "across": _across,
    "until": _until,
    "day": _day,
    "dotted": _dotted,
    "month": _month,
    "year": _whole,
    "span": _span,
    "same": _same,
    "earlier": _earlier,
    "weekday": _weekday,
    "near": _near,
    "near_month": _near_month,
}
"""What is made of each reading of the lexicon's patterns: labels, and whether their year is told."""
