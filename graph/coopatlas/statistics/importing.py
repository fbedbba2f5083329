"""A file of a source → a release in a store, or the reason why not, with nothing stored."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from coopatlas import gazetteer
from coopatlas.errors import StatisticsError
from coopatlas.model import Period
from coopatlas.rdf import links
from coopatlas.statistics import places
from coopatlas.statistics.assertions import Held, Tally
from coopatlas.statistics.cells import text
from coopatlas.statistics.keep import keep
from coopatlas.statistics.layout import Layout
from coopatlas.statistics.making import Maker
from coopatlas.statistics.observation import Observation, Release
from coopatlas.statistics.sources import Description
from coopatlas.statistics.sums import summed
from coopatlas.statistics.tables import sheets
from coopatlas.store import Store


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file holds, read once and kept nowhere: which places are known, which not, and which assertions hold."""

    release: Release
    figures: int
    rows: int
    found: Mapping[str, str]
    missing: Mapping[str, tuple[str, ...]]
    held: tuple[Held, ...]
    doubled: int = 0
    contradictory: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """What the file says two things of, which is left out."""
    failed: StatisticsError | None = None
    """The first assertion that does not hold."""


def examine(source: Description, file: Path, released: str = "") -> Examined:
    """Read a file and hold it against the assertions of its source; raises `StatisticsError` for one not understood."""
    release = _release(source, file, released)
    layout = _layout(source, release)
    tally = Tally(str(file), source.checks)
    first, last = date.max, date.min
    reporters: set[str] = set()
    for figure in tally.seen(summed(layout.figures(file), source)):
        first, last = min(first, figure.period.first), max(last, figure.period.last)
        if isinstance(figure, Observation):
            reporters.add(figure.reporter)
    held, failed = tally.hold(layout.places.share)
    covers = Period(_span(first, last), first, last) if tally.count else None
    known, missing = dict(layout.places.found), dict(layout.places.missing)
    whole = replace(release, covers=covers)
    if any(column.means == "reporter" for column in source.above) and len(reporters) == 1:
        # A file for each reporter: each is a part of its own, and none supersedes the others.
        part = min(reporters)
        whole = replace(whole, part=part, id=f"{whole.id}-{part}".lower())
    return Examined(
        whole, tally.count, layout.rows, known, missing, tuple(held), tally.doubled, tally.contradictory, failed
    )


def import_file(store: Store, source: Description, file: Path, released: str = "") -> tuple[Examined, int]:
    """Let a store hold the release that a file is; return what it holds, and the number of its statements.

    The file is read twice, so that a file of any size is examined before anything of it is kept. Raises
    `StatisticsError` where an assertion fails.
    """
    examined = examine(source, file, released)
    if examined.failed:
        raise examined.failed
    layout = _layout(source, examined.release)
    left_out = frozenset(examined.contradictory)
    figures = Tally(str(file), source.checks, left_out).seen(summed(layout.figures(file), source))
    return examined, keep(store, examined.release, figures)


def _layout(source: Description, release: Release) -> Layout:
    known = gazetteer.load()
    found = places.Places(known, source.names, _codes())
    return Layout(source, found, Maker(source, release.id, date.fromisoformat(release.issued)))


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    return places.codes(gazetteer.load(), links.codes("m49"))


def _release(source: Description, file: Path, released: str) -> Release:
    if not file.is_file():
        raise StatisticsError(str(file), "there is no such file", "name the file of the release")
    day = _day(file, released) if released else _printed_day(source, file)
    with file.open("rb") as data:
        digest = file_digest(data, "sha256").hexdigest()
    return Release(
        id=f"release-{source.name}-{day}",
        source=source.name,
        title=tuple(source.title.items()),
        publisher=tuple(source.publisher.items()),
        issued=day,
        licence=source.licence,
        redistributable=source.redistributable,
        digest=digest,
        file=file.name,
        landing=source.landing,
        size=file.stat().st_size,
        notes=source.notes,
    )


def _day(file: Path, told: str) -> str:
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError as error:
        raise StatisticsError(str(file), f"«{told}» is no day of release", "write --released 2024-07-25") from error


def _printed_day(source: Description, file: Path) -> str:
    """Return the day that the file itself bears, where the source says how it is written."""
    pattern = re.compile(source.table.released) if source.table.released else None
    for line in _lines(source, file) if pattern else ():
        if pattern and (match := pattern.search(line)):
            year, month, day = (match[part] for part in ("year", "month", "day"))
            return _day(file, f"{year}-{_month(month):02}-{int(day):02}")
    raise StatisticsError(str(file), "it bears no day of its release", "say it: --released 2024-07-25")


def _month(told: str) -> int:
    return int(told) if told.isdecimal() else 1 + _MONTHS.index(told[:3].casefold())


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _lines(source: Description, file: Path) -> Iterator[str]:
    for sheet in sheets(file, replace(source.table, sheets="")):
        for _, row in islice(sheet.rows, 5000):
            yield " ".join(filter(None, map(text, row)))


def _span(first: date, last: date) -> str:
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year}/{last.year}"
    return f"{first.isoformat()}/{last.isoformat()}"
