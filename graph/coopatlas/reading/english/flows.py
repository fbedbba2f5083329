"""Whose flow an English sentence tells of, and in which period; what a figure is compared with."""

import re
from collections.abc import Iterator

from coopatlas.reading import periods
from coopatlas.reading.english.grammar import pattern
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.story import Story, apart

_BASE = re.compile(
    (
        r"\b(?:compared (?:to|with)|in comparison with|than(?: in| the)?|against|versus|"
        r"relative to|on|over|up from|down from|from)(?: the)?(?: (?:same|corresponding|similar|"
        r"figure|level|result)s? ?(?:period|months?|quarters?|time|half)?(?: (?:of|in|for))?)? "
        r"?(?:.{2}'s )?$"
    ),
    re.IGNORECASE,
)
_YEARLY = re.compile(
    (
        r"year[- ]on[- ]year|year[- ]over[- ]year|\by/y\b|\byoy\b|(?:from|than|over|compared "
        r"with|on) (?:a year (?:earlier|ago|before)|the year before|the previous year|the same "
        r"period a year (?:earlier|ago))|the year before|on the previous year"
    ),
    re.IGNORECASE,
)
_BETWEEN = pattern(r"\bbetween (?P<all>{TAG}[^.;]{0,60}?\band\b[^.;]{0,60}?{TAG})")
_WITH = pattern(r"(?:^| )(?:with|to|from) (?:the )?(?:{c:TA}(?:'s)? )?(?:[a-z]+ of )?{b:T}")
_OWNER = pattern(r"(?:{a:TAG}'s (?:[\w-]+ ){0,4}?|{b:AG} (?:[\w-]+ ){0,2}?|{c:T} )$")
_OF = pattern(r" of (?:the )?{a:T}")
_REGIONAL = ("country", "region", "macroregion", "")


# Periods -------------------------------------------------------------------------------------------------------------


def _dates(line: Line) -> list[tuple[Mark, int]]:
    return [(m, p) for m, p in zip(line.marks, line.places, strict=True) if m.letter == "D"]


def _is_base(line: Line, place: int) -> bool:
    return (
        _BASE.search(line.code[max(0, place - 60) : place]) is not None
        and not re.search(r"\bon $", line.code[:place][-4:])
    ) or re.search(r"(?:same|corresponding) (?:\w+ )?(?:of|in) $", line.code[max(0, place - 40) : place]) is not None


def base_of(line: Line, place: int, period: str | None) -> str | None:
    """Return the period compared with; «the same months of 2021» is the period of that year."""
    base = next((m.name for m, p in _dates(line) if p > place and _is_base(line, p)), None)
    if base is None:
        return periods.year_before(period) if period and _YEARLY.search(line.code, place) else None
    if (
        period
        and re.fullmatch(r"\d{4}", base)
        and len(period) > 4
        and re.search(r"same|corresponding|similar", line.code)
    ):
        return periods.with_year(period, base)
    return base


def period_of(story: Story, line: Line, place: int) -> str | None:
    """Return the period of a figure: the last named before it, else the next, else that of the sentence before."""
    own = [
        (m, p)
        for m, p in _dates(line)
        if not _is_base(line, p) and not re.search(r"\b(?:until|since) $", line.code[:p])
    ]
    before = [m.name for m, p in own if p < place]
    after = [m.name for m, p in own if p > place]
    if before or after:
        return before[-1] if before else after[0]
    previous = story.lines[-1] if story.lines else None
    if previous is None or previous.sentence.paragraph != line.sentence.paragraph or not previous.of("MQX"):
        return None
    return next((m.name for m, p in _dates(previous) if not _is_base(previous, p)), None)


# Whose flow it is ----------------------------------------------------------------------------------------------------


def pair_of(story: Story, line: Line, flow: tuple[str, int]) -> tuple[str, str | None] | None:
    """Return reporter and partner of a flow, and remember them for the sentences that name none."""
    found = pair_at(story, line, flow[1])
    if found is not None:
        story.flow_pair = found
    return found


def pair_at(story: Story, line: Line, at: int) -> tuple[str, str | None] | None:
    """Return reporter and partner of a flow named at a place of the code, completed by those spoken of before."""
    code = line.code
    between = _BETWEEN.search(line, at, min(len(code), at + 160))
    if between:
        marks = [m for m in line.group(between, "all") if m.kind in (*_REGIONAL, "city")]
        outer = [m for m in marks if not any(m.entry and o.entry and m.entry.id in o.entry.part_of for o in marks)]
        if len(outer) >= 2:
            return outer[0].name, outer[-1].name
    owner = _OWNER.search(line, max(0, at - 60), at)
    one = next((m for name in "abc" if owner and (m := line.one(owner, name))), None)
    end = re.compile(r"[.;:]|,(?! (?:which|with))|\b(?:in|amounted|came|rose|grew|reached|and)\b").search(code, at)
    partner = _WITH.search(line, at, (end.start() if end else len(code)) + 1)
    two = line.one(partner, "b") if partner else None
    if one is None and (of := _OF.search(line, at, min(len(code), at + 24))):
        one = line.one(of, "a")
    if one and two and apart(one, two):
        return one.name, two.name
    known = list(_candidates(story, line, at))
    if two:
        other = next((m for m in known if apart(m, two)), None)
        return (other.name, two.name) if other else None
    if one:
        other = next((m for m in known if apart(m, one)), None)
        return (one.name, other.name if other else None)
    return story.flow_pair or _named_pair(story)


def _candidates(story: Story, line: Line, at: int) -> Iterator[Mark]:
    """Yield the territories that may be the other side: those of the sentence, then those told before."""
    own = [
        m for m, p in zip(line.marks, line.places, strict=True) if m.letter in "TAG" and m.kind in _REGIONAL and p < at
    ]
    yield from reversed(own)
    told = story.back("TAG", *_REGIONAL)
    yield from told


def _named_pair(story: Story) -> tuple[str, str | None] | None:
    pair = story.pair()
    return (pair[0].name, pair[1].name) if pair else None
