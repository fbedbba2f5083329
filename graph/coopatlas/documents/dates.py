"""The day of publication, however it is printed, as ISO 8601 at the precision known."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "мае": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9,
    "окт": 10, "ноя": 11, "дек": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
    "қаң": 1, "ақп": 2, "нау": 3, "сәу": 4, "мам": 5, "мау": 6, "шіл": 7, "там": 8, "қыр": 9, "қаз": 10, "қар": 11,
    "жел": 12,
}  # fmt: skip
"""The first three letters of a month in the three languages."""

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ,].*)?)?)?\Z", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?Z?)?\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b")
_UNIX = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?\Z")
_WORDS = r"(?P<month>[^\W\d_]{3,10})"
_NAMED = (
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_WORDS}\.?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"\b{_WORDS}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<year>\d{{4}})\s*(?:ж\.|жыл\w*|года?)?\s*(?P<day>\d{{1,2}})\s+{_WORDS}", re.IGNORECASE),
    re.compile(rf"\b{_WORDS}\.?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
)
_EARLIEST = 1900


def understood(text: str) -> str | None:
    """Return the date that `text` is or begins with, as ISO 8601, or None where it is none that a paper may bear."""
    text = " ".join(text.split())
    if match := _ISO.match(text) or _COMPACT.match(text):
        return _day(match[1], match[2], match[3])
    if _UNIX.match(text):
        seconds = float(text)
        return _moment(seconds / 1000 if seconds > 1e11 else seconds)
    if match := _DAY_FIRST.search(text):
        return _numbered(*match.groups())
    return _mail(text) or _named(text)


def alone(text: str) -> str | None:
    """Return the date of a line that holds a full date and hardly anything else."""
    words = re.sub(r"\d{1,2}:\d{2}(?::\d{2})?|[|,•·—–]|\b(?:г|года|ж|published|updated|опубликовано)\b\.?:?", " ", text)
    if len(" ".join(words.split())) > 24 or not re.search(r"\d{4}", text):
        return None
    found = understood(" ".join(words.split()))
    return found if found and len(found) == 10 else None


def in_name(name: str) -> str | None:
    """Return the date that a file's name holds: 2018-03-09-title.txt, 20180309_title.txt."""
    match = re.search(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)", name)
    return _day(*match.groups()) if match else None


def _day(year: str | int, month: str | int | None, day: str | int | None) -> str | None:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not found.year >= _EARLIEST or found > datetime.now(UTC).date() + timedelta(days=366):
        return None
    return found.isoformat()[: 10 if day else 7 if month else 4]


def _numbered(first: str, second: str, year: str) -> str | None:
    full = year if len(year) == 4 else f"20{year}"
    # The day comes first, as in all of Europe and Asia, but where it cannot.
    return _day(full, second, first) or _day(full, first, second)


def _moment(seconds: float) -> str | None:
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return _day(found.year, found.month, found.day)


def _mail(text: str) -> str | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _day(found.year, found.month, found.day)


def _named(text: str) -> str | None:
    for form in _NAMED:
        for match in form.finditer(text):
            month = _MONTHS.get(match["month"].casefold()[:3])
            if month and (found := _day(match["year"], month, match.groupdict().get("day"))):
                return found
    return None
