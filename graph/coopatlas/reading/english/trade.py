"""Trade figures and their growth in English: turnover, exports, imports, transit and the throughput of ports."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.model import Fact
from coopatlas.reading import periods
from coopatlas.reading.english import modality
from coopatlas.reading.english.figures import plain
from coopatlas.reading.english.grammar import pattern
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story, apart

_FLOWS = (
    ("turnover", r"(?:trade|commodity|goods) turnover|turnover|(?:(?:mutual|bilateral|two-way|foreign|reciprocal|overall|total) )?(?:trade|commerce)(?: volumes?| flows?)?(?! (?:and|mission|representa|office|minist|union|agree|deal|route|port|partner|fair|house|ties|relation|war|repres|show|talks|cooperation|zone|barrier|surplus|deficit|balance|corridor|forum|attach|officials?|delegation))"),
    ("export", r"exports?(?!er)|exported|exporting|shipments to|sales to|supplies to"), ("import", r"imports?(?!er)|imported|importing|purchases from"), ("transit", r"transit(?! (?:country|route|corridor|hub|potential|state))|transshipment"),
)  # fmt: skip
_FLOW = re.compile("|".join(f"(?P<{name}>\\b(?:{words})\\b)" for name, words in _FLOWS), re.IGNORECASE)
_FLOW_BEHIND = re.compile(r"^.{2} (?:worth )?(?:of|in) (?:mutual |bilateral )?(?P<flow>trade|exports|imports)\b", re.IGNORECASE)
_THROUGHPUT = re.compile(r"\bhandle[sd]?\b|\bhandling\b|throughput|(?:freight|cargo|container) (?:traffic|turnover|volumes?|flows?)|\btraffic\b|process(?:es|ed)|tranship\w*|transship\w*|passed through|moved through|shipped through|carried|capacity|transported|transit", re.IGNORECASE)
_UP = re.compile(r"\b(?:grew|grow(?:n|s|ing|th)?|r[io]se[ns]?|rising|increas\w+|jump\w*|surg\w+|up|climb\w*|expan\w+|gain\w*|soar\w*|add(?:ed|ing)|higher|more than in|swell\w*|leap\w*|boost\w*|exceed\w*|went up|double\w*|triple\w*|risen|year before|accelerat\w+|strengthen\w+)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:fell|fall(?:en|s|ing)?|declin\w+|decreas\w+|drop\w*|down|shr[aiu]nk\w*|lower|reduc\w+|slump\w*|slid\w*|plunge\w*|contract(?:ed|ion)|halved|less than in|dip\w*|los[st])\b", re.IGNORECASE)
_SHARE = re.compile(r"\bshare\b|account(?:s|ed|ing) for|make[s]? up|made up|percentage of|\bof (?:all|total|the country's)\b|per ?cent of|stake", re.IGNORECASE)
_BASE = re.compile(r"\b(?:compared (?:to|with)|in comparison with|than(?: in| the)?|against|versus|relative to|on|over|up from|down from|from)(?: the)?(?: (?:same|corresponding|similar|figure|level|result)s? ?(?:period|months?|quarters?|time|half)?(?: (?:of|in|for))?)? ?(?:.{2}'s )?$", re.IGNORECASE)
_YEARLY = re.compile(r"year[- ]on[- ]year|year[- ]over[- ]year|\by/y\b|\byoy\b|(?:from|than|over|compared with|on) (?:a year (?:earlier|ago|before)|the year before|the previous year|the same period a year (?:earlier|ago))|the year before|on the previous year", re.IGNORECASE)
_OTHER_SUM = re.compile(r"\binvest\w*|\bprojects?\b|\bloans?\b|\bcontracts?\b|\bgrants?\b|\bcosts?\b|\bGDP\b|\bbudget\b|\bdeals? worth\b|\bfund\w*", re.IGNORECASE)
_TARGET = re.compile(r"\b(?:bring|increase|raise|double|boost|grow|take|lift|reach|expand|triple|push|exceed|hit|rise)\b[^.;]{0,60}$", re.IGNORECASE)
_BETWEEN = pattern(r"\bbetween (?P<all>{TAG}[^.;]{0,60}?\band\b[^.;]{0,60}?{TAG})")
_WITH = pattern(r"(?:^| )(?:with|to|from) (?:the )?(?:{c:TA}(?:'s)? )?(?:[a-z]+ of )?{b:T}")
_OWNER = pattern(r"(?:{a:TAG}'s (?:[\w-]+ ){0,4}?|{b:AG} (?:[\w-]+ ){0,2}?|{c:T} )$")
_OF = pattern(r" of (?:the )?{a:T}")
_REGIONAL = ("country", "region", "macroregion", "")


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the trade figures and growths of a sentence."""
    flows = list(_FLOW.finditer(line.code))
    context = _context(story, line) if not flows else None
    for mark, place in zip(line.marks, line.places, strict=True):
        if mark.letter not in "MQX":
            continue
        flow, at = _flow_of(line, place, flows)
        if flow is None and context and mark.letter in "MX":
            flow, at = context, 0
        if mark.letter == "Q":
            yield from _throughput(story, line, mark, place, flow)
        elif flow and mark.letter == "M" and not _OTHER_SUM.search(line.code[max(0, place - 60) : place + 25]):
            yield from _value(story, line, mark, place, (flow, at))
        elif mark.letter == "X" and not flow and _THROUGHPUT.search(line.code):
            yield from _throughput_growth(story, line, mark, place)
        elif flow and mark.letter == "X":
            yield from _growth(story, line, mark, place, (flow, at))


def _context(story: Story, line: Line) -> str | None:
    """Return the flow of the sentence before, where this one goes on about it («it came to», «the figure»)."""
    if not story.lines or not re.match(r"(?:it|that|this|the figure|the volume|the total|in .{2} it|a year (?:earlier|later)|the growth|by comparison)\b", line.code, re.IGNORECASE):
        if not re.search(r"\b(?:the figure|the growth|it (?:came|amounted|stood|totalled|reached|was|grew|rose|exceeded|surpassed|topped|hit|increased|fell|dropped|jumped))\b|\bit [\uE009]", line.code, re.I):
            return None
    before = list(_FLOW.finditer(story.lines[-1].code)) if story.lines else []
    return before[-1].lastgroup if before else None


def _flow_of(line: Line, place: int, flows: Sequence["re.Match[str]"]) -> tuple[str | None, int]:
    behind = _FLOW_BEHIND.match(line.code[place : place + 40])
    if behind:
        return {"trade": "turnover", "exports": "export", "imports": "import"}[behind["flow"].casefold()], place + behind.start("flow")
    before = [f for f in flows if f.start() < place]
    chosen = before[-1] if before else (flows[0] if flows else None)
    return (chosen.lastgroup, chosen.start()) if chosen else (None, 0)


def _value(story: Story, line: Line, mark: Mark, place: int, flow: tuple[str, int]) -> Iterator[Fact]:
    before = line.code[max(0, place - 60) : place]
    if re.search(r"\bby $", before) and (_UP.search(before) or _DOWN.search(before)):
        return  # «rose by $3 million»: the difference is no level
    pair = _pair(story, line, flow)
    if pair is None:
        return
    clause = modality.clause(line.code, place, place + 2)
    target = _TARGET.search(line.code[:place]) and modality.modality(clause, but="evaluation negotiation")
    args = {
        "reporter": pair[0], "partner": pair[1], "flow": flow[0], "value": plain(mark.value), "currency": mark.unit, "bound": mark.bound,
        "period": None if target and target != "stated" and not _period(story, line, place) else _period(story, line, place),
    }  # fmt: skip
    mode = target if target in {"intention", "proposal", "readiness"} else "intention" if target == "interest" else "stated"
    yield make("trade", line.sentence, args, "trade.value", modality=mode, confidence=0.8 if pair[1] else 0.65, printed=mark.name)


def _growth(story: Story, line: Line, mark: Mark, place: int, flow: tuple[str, int]) -> Iterator[Fact]:
    change = _change(line, mark, place)
    pair = _pair(story, line, flow) if change is not None else None
    if pair is None or change is None:
        return
    period = _period(story, line, place)
    mode = modality.modality(modality.clause(line.code, place, place + 2), but="evaluation negotiation proposal")
    args = {"reporter": pair[0], "partner": pair[1], "flow": flow[0], "percent": change, "bound": mark.bound, "period": period, "base": _base_of(line, place, period)}
    yield make("growth", line.sentence, args, "trade.growth", modality="intention" if mode == "intention" else "stated", confidence=0.75, printed=mark.name)


def _throughput(story: Story, line: Line, mark: Mark, place: int, flow: str | None) -> Iterator[Fact]:
    """Read what a port or corridor handles: a quantity, no partner; «from A to B» is what is and what shall be."""
    if mark.unit not in {"t", "TEU", "passengers"} or not _THROUGHPUT.search(line.code):
        return
    port = _carrier(story, line)
    if port is None:
        return
    clause = line.code[max(0, place - 100) : place]
    mode = modality.modality(clause, but="negotiation interest proposal")
    if mode == "intention" and re.search(r"\bfrom $", clause):
        mode = "stated"
    kind = flow if flow in {"export", "import", "transit"} else "transit" if not re.search(r"turnover|throughput", line.code, re.I) else "turnover"
    args = {"reporter": port.name, "flow": kind, "value": plain(mark.value), "unit": mark.unit, "bound": mark.bound, "period": _period(story, line, place)}
    yield make("trade", line.sentence, args, "trade.throughput", modality=mode if mode in {"intention", "evaluation"} else "stated", confidence=0.7, printed=mark.name)


def _throughput_growth(story: Story, line: Line, mark: Mark, place: int) -> Iterator[Fact]:
    """Read how the traffic of a port or corridor changed."""
    port = _carrier(story, line)
    change = _change(line, mark, place)
    if port is None or change is None:
        return
    period = _period(story, line, place)
    mode = modality.modality(line.code[max(0, place - 60) : place], but="evaluation negotiation proposal")
    args = {"reporter": port.name, "flow": "transit", "percent": change, "bound": mark.bound, "period": period, "base": _base_of(line, place, period)}
    yield make("growth", line.sentence, args, "trade.throughput-growth", modality="intention" if mode == "intention" else "stated", confidence=0.65, printed=mark.name)


def _carrier(story: Story, line: Line) -> Mark | None:
    """Return the port or corridor of a sentence, else the port told last."""
    named = [m for m in line.marks if m.letter == "L" or (m.letter == "N" and m.form == "route")]
    return next((m for m in named if m.letter == "L"), None) or next(iter(named), None) or story.last("L")


def _change(line: Line, mark: Mark, place: int) -> int | float | None:
    """Return a percentage as growth, negative for a fall; nothing where it is a share or no change is told."""
    before, after = line.code[max(0, place - 70) : place], line.code[place + 2 : place + 40]
    multiple = not re.search(r"%|per ?cent", mark.name, re.I)
    ups, downs = [m.start() for m in _UP.finditer(before)], [m.start() for m in _DOWN.finditer(before)]
    up, down = bool(ups) or _UP.search(after), bool(downs) or _DOWN.search(after)
    if _SHARE.search(before[-40:]) or re.match(r" of\b", after) or not (multiple or up or down):
        return None
    fell = max(downs, default=-1) > max(ups, default=-1) if ups or downs else not multiple and bool(_DOWN.search(after))
    return plain(-abs(mark.value) if fell else mark.value)


# Periods -------------------------------------------------------------------------------------------------------------


def _dates(line: Line) -> list[tuple[Mark, int]]:
    return [(m, p) for m, p in zip(line.marks, line.places, strict=True) if m.letter == "D"]


def _is_base(line: Line, place: int) -> bool:
    return _BASE.search(line.code[max(0, place - 60) : place]) is not None and not re.search(r"\bon $", line.code[:place][-4:]) or re.search(r"(?:same|corresponding) (?:\w+ )?(?:of|in) $", line.code[max(0, place - 40) : place]) is not None


def _base_of(line: Line, place: int, period: str | None) -> str | None:
    """Return the period compared with; «the same months of 2021» is the period of that year."""
    base = next((m.name for m, p in _dates(line) if p > place and _is_base(line, p)), None)
    if base is None:
        return periods.year_before(period) if period and _YEARLY.search(line.code, place) else None
    if period and re.fullmatch(r"\d{4}", base) and len(period) > 4 and re.search(r"same|corresponding|similar", line.code):
        return periods.with_year(period, base)
    return base


def _period(story: Story, line: Line, place: int) -> str | None:
    """Return the period of a figure: the last named before it, else the next, else that of the sentence before."""
    own = [(m, p) for m, p in _dates(line) if not _is_base(line, p) and not re.search(r"\b(?:until|since) $", line.code[:p])]
    before = [m.name for m, p in own if p < place]
    after = [m.name for m, p in own if p > place]
    if before or after:
        return before[-1] if before else after[0]
    previous = story.lines[-1] if story.lines else None
    if previous is None or previous.sentence.paragraph != line.sentence.paragraph or not previous.of("MQX"):
        return None
    return next((m.name for m, p in _dates(previous) if not _is_base(previous, p)), None)


# Whose flow it is ----------------------------------------------------------------------------------------------------


def _pair(story: Story, line: Line, flow: tuple[str, int]) -> tuple[str, str | None] | None:
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
    known = [m for m in _candidates(story, line, at)]
    if two:
        other = next((m for m in known if apart(m, two)), None)
        return (other.name, two.name) if other else None
    if one:
        other = next((m for m in known if apart(m, one)), None)
        return (one.name, other.name if other else None)
    pair = story.flow_pair or _named_pair(story, line)
    return pair


def _candidates(story: Story, line: Line, at: int) -> Iterator[Mark]:
    """Yield the territories that may be the other side: those of the sentence, then those told before."""
    own = [m for m, p in zip(line.marks, line.places, strict=True) if m.letter in "TAG" and m.kind in _REGIONAL and p < at]
    yield from reversed(own)
    told = story.back("TAG", *_REGIONAL)
    yield from told


def _named_pair(story: Story, line: Line) -> tuple[str, str | None] | None:
    del line
    pair = story.pair()
    return (pair[0].name, pair[1].name) if pair else None
