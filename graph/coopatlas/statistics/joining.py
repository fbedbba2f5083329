"""Rows of a register → links: which thing of ours a row is about, with the reason, or why that is not known."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from coopatlas.errors import StatisticsError
from coopatlas.gazetteer import Entry, Gazetteer
from coopatlas.rdf.links import Link
from coopatlas.statistics.cells import text
from coopatlas.statistics.registers import Join, Register
from coopatlas.statistics.sources import Table
from coopatlas.statistics.tables import sheets

_RADIUS = 6371.0
"""Of the earth, in kilometres."""
_BY_NAME = 0.9
"""The confidence of a link by name with a distance or containment; measured on a judged sample, see CONTRIBUTING."""
_ABBREVIATED = re.compile(r"\.(?=\w)")
Row = Mapping[str, str]


@dataclass(slots=True)
class Joined:
    """What came of a register: `links`, `questions` for a person, and what had a name but lay elsewhere, `far`."""

    links: list[Link] = field(default_factory=list)
    questions: list[Link] = field(default_factory=list)
    far: list[Link] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)

    def rates(self) -> dict[str, tuple[int, int, int]]:
        """Return by kind how many things have a link, how many a question, and how many there are."""
        linked = Counter(kind for kind, _ in {(_kind(one), one.subject) for one in self.links})
        open_ = {(_kind(one), one.subject) for one in self.questions} - {
            (_kind(one), one.subject) for one in self.links
        }
        doubted = Counter(kind for kind, _ in open_)
        return {kind: (linked[kind], doubted[kind], count) for kind, count in sorted(self.asked.items())}


def rows(path: Path, register: Register) -> Iterator[Row]:
    """Yield the rows of a register by heading, those that its `where` admits; raises `StatisticsError`."""
    table = Table(encoding=register.encoding, separator=register.separator)
    wanted = {*register.id, *(column for join in register.joins for column in join.columns)}
    for sheet in sheets(path, table):
        heads: list[str] = []
        for _, cells in sheet.rows:
            texts = [text(cell) for cell in cells]
            if not heads:
                heads = texts if wanted <= {*texts} else []
                continue
            row = dict(zip(heads, texts, strict=False))
            if all(re.search(pattern, row.get(column, "")) for column, pattern in register.where.items()):
                yield row
        if not heads:
            raise StatisticsError(str(path), f"no row has the headings {', '.join(sorted(wanted))}", "check the file")


def join(found: Iterable[Row], register: Register, gazetteer: Gazetteer, known: Iterable[Link]) -> Joined:
    """Tie the rows of a register to the entries of the gazetteer, those with `known` links by these too."""
    joiner = _Joiner(register, gazetteer, known)
    for row in found:
        joiner.add(row)
    return joiner.joined()


class _Joiner:
    """Ties rows to entries; what a later row says may put a former in doubt."""

    def __init__(self, register: Register, gazetteer: Gazetteer, known: Iterable[Link]) -> None:
        self._register = register
        self._gazetteer = gazetteer
        self._entries = {one.id: one for one in gazetteer.entries().values() if one.kind in register.kinds}
        self._codes: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for one in self._entries.values():
            for system, code in one.codes.items():
                self._codes[system, code].append(one)
        for link in known:
            entry = self._entries.get(link.subject.partition(":")[2])
            if entry:
                self._codes[link.register, link.code].append(entry)
        self._found: dict[str, list[tuple[int, float, Link]]] = defaultdict(list)
        self._result = Joined(asked=Counter(one.kind for one in self._entries.values()))

    def add(self, row: Row) -> None:
        """Try the joins on a row, in their order, until one ties it."""
        parts = [re.search(self._register.pattern, row.get(column, "")) for column in self._register.id]
        code = "".join(match[1] for match in parts if match).replace(" ", "").zfill(self._register.width)
        if not all(parts) or not code:
            return
        for number, how in enumerate(self._register.joins):
            tied = [self._tied(number, how, row, code, entry) for entry in self._candidates(how, row)]
            if any(tied):
                return

    def joined(self) -> Joined:
        """Return the links of what one row alone is about, by the first join that tied any; ask about the others."""
        result = self._result
        for ties in self._found.values():
            first = min(ties, key=lambda tie: tie[:2])
            equal = {link.target: link for number, _, link in ties if number == first[0]}
            best = [first[2]] if self._register.joins[first[0]].near else list(equal.values())
            (result.links if len(best) == 1 else result.questions).extend(best)
        self._one_of_a_kind()
        linked = {one.subject for one in result.links}
        result.questions = [one for one in result.questions if one.subject not in linked]
        return result

    def _one_of_a_kind(self) -> None:
        """Ask about codes that two things of one kind would share."""
        held = Counter((_kind(one), one.target) for one in self._result.links if one.match == "exactMatch")
        shared = [one for one in self._result.links if held[_kind(one), one.target] > 1]
        self._result.questions += shared
        self._result.links = [one for one in self._result.links if one not in shared]

    def _candidates(self, how: Join, row: Row) -> list[Entry]:
        if how.by == "code":
            cells = [re.search(how.pattern or "(.+)", row.get(column, "")) for column in how.columns]
            code = how.prefix + "".join(match[1] for match in cells if match).replace(" ", "")
            found = self._codes[how.code, code] if all(cells) else []
            return found if len(found) == 1 or self._differ(found) else []
        named = {one.id: one for column in how.columns for one in self._named(row.get(column, ""), how, row)}
        return list(named.values())

    def _differ(self, entries: Iterable[Entry]) -> bool:
        """Whether entries are of different kinds: a city that is a region bears one code with it."""
        kinds = [one.kind for one in entries]
        return len(kinds) == len(set(kinds))

    def _named(self, name: str, how: Join, row: Row) -> Iterator[Entry]:
        country = f"country-{row.get(how.country, '')}" if how.country else ""
        spaced = _ABBREVIATED.sub(". ", name)
        for one in self._gazetteer.find(spaced) if name else ():
            if one.id in self._entries and (not country or one.country == country):
                yield one

    def _tied(self, number: int, how: Join, row: Row, code: str, entry: Entry) -> bool:
        """Note what a row and an entry have to do with each other; return whether it is a link."""
        names = entry.names
        label = row.get(self._register.label, "")
        link = Link(f"id:{entry.id}", f"{self._register.to}:{code}", names.get("en", ""), label, how.match)
        if how.by == "code":
            reason = f"{how.code} {how.prefix}{''.join(row.get(column, '') for column in how.columns)}"
            self._found[entry.id].append((number, 0.0, replace(link, confidence=how.confidence, reason=reason)))
            return True
        link = replace(link, because="place", confidence=min(how.confidence, _BY_NAME))
        inside = self._inside(how, row, entry)
        distance = _distance(how, row, entry)
        if distance is not None and how.near and distance > how.near:
            self._result.far.append(replace(link, reason=f"the name, {distance:.0f} km away"))
            return False
        if distance is None and inside is None:
            self._result.questions.append(replace(link, confidence=0.5, reason="the name alone"))
            return False
        if distance is None and not inside:
            self._result.far.append(replace(link, reason="the name, in another region"))
            return False
        reason = f"the name, {distance:.1f} km away" if distance is not None else f"the name, in {inside}"
        self._found[entry.id].append((number, distance or 0.0, replace(link, reason=reason)))
        return True

    def _inside(self, how: Join, row: Row, entry: Entry) -> str | None:
        """Return the place that both lie in, empty where they lie in different ones, None where it is not told."""
        cells = [re.search(how.inside_pattern or "(.+)", row.get(column, "")) for column in how.inside]
        told = [match[1] for match in cells if match]
        if not told or len(told) < len(cells):
            return None
        place = f"region-{how.inside_prefix}{'-'.join(told)}"
        if place not in self._gazetteer.entries():
            return None
        return place if place in entry.part_of else ""


def _distance(how: Join, row: Row, entry: Entry) -> float | None:
    """Return the kilometres between what a row and an entry say, None where either says nothing."""
    try:
        there = _degrees(row.get(how.latitude, ""), "NS"), _degrees(row.get(how.longitude, ""), "EW")
        here = float(entry.codes["latitude"]), float(entry.codes["longitude"])
    except (KeyError, ValueError):
        return None
    (north, east), (south, west) = (map(math.radians, point) for point in (there, here))
    square = math.sin((north - south) / 2) ** 2
    square += math.cos(north) * math.cos(south) * math.sin((east - west) / 2) ** 2
    return 2 * _RADIUS * math.asin(math.sqrt(square))


def _degrees(printed: str, signs: str) -> float:
    """Return degrees from `43.5`, or from minutes, `4336N` as in UN/LOCODE; raises `ValueError` for more than 59."""
    match = re.search(rf"(\d{{2,3}})(\d\d)([{signs}])", printed)
    if match is None:
        return float(printed)
    if int(match[2]) > 59:
        raise ValueError(printed)
    return (int(match[1]) + int(match[2]) / 60) * (-1 if match[3] in "SW" else 1)


def _kind(link: Link) -> str:
    return link.subject.partition(":")[2].partition("-")[0]
