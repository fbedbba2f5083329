"""Trade figures and their growth in English: turnover, exports, imports, transit and the throughput of ports."""

import re
from collections.abc import Iterator, Mapping, Sequence

from coopatlas.model import Fact
from coopatlas.reading.english import flows, modality
from coopatlas.reading.english.figures import plain
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.periods import year_before
from coopatlas.reading.records import Filler, make
from coopatlas.reading.story import Story

_FLOWS = (
    (
        "turnover",
        (
            r"(?:trade|commodity|goods) turnover|turnover|(?:(?:mutual|bilateral|two-way|foreign|"
            r"reciprocal|overall|total) )?(?:trade|commerce)(?: volumes?| flows?)?(?! (?:and|"
            r"mission|representa|office|minist|union|agree|deal|route|port|partner|fair|house|ties|"
            r"relation|war|repres|show|talks|cooperation|zone|barrier|surplus|deficit|balance|"
            r"corridor|forum|attach|officials?|delegation))"
        ),
    ),
    ("export", r"exports?(?!er)|exported|exporting|shipments to|sales to|supplies to"),
    ("import", r"imports?(?!er)|imported|importing|purchases from"),
    ("transit", r"transit(?! (?:country|route|corridor|hub|potential|state))|transshipment"),
)
_FLOW = re.compile("|".join(f"(?P<{name}>\\b(?:{words})\\b)" for name, words in _FLOWS), re.IGNORECASE)
_FLOW_BEHIND = re.compile(
    r"^.{2} (?:worth )?(?:of|in) (?:mutual |bilateral )?(?P<flow>trade|exports|imports)\b", re.IGNORECASE
)
_THROUGHPUT = re.compile(
    (
        r"\bhandle[sd]?\b|\bhandling\b|throughput|(?:freight|cargo|container) (?:traffic|"
        r"turnover|volumes?|flows?)|\btraffic\b|process(?:es|ed)|tranship\w*|transship\w*|"
        r"passed through|moved through|shipped through|carried|capacity|transported|transit"
    ),
    re.IGNORECASE,
)
_UP = re.compile(
    (
        r"\b(?:grew|grow(?:n|s|ing|th)?|r[io]se[ns]?|rising|increas\w+|jump\w*|surg\w+|up|"
        r"climb\w*|expan\w+|gain\w*|soar\w*|add(?:ed|ing)|higher|more than in|swell\w*|leap\w*|"
        r"boost\w*|exceed\w*|went up|double\w*|triple\w*|risen|year before|accelerat\w+|"
        r"strengthen\w+)\b"
    ),
    re.IGNORECASE,
)
_DOWN = re.compile(
    (
        r"\b(?:fell|fall(?:en|s|ing)?|declin\w+|decreas\w+|drop\w*|down|shr[aiu]nk\w*|lower|"
        r"reduc\w+|slump\w*|slid\w*|plunge\w*|contract(?:ed|ion)|halved|less than in|dip\w*|"
        r"los[st])\b"
    ),
    re.IGNORECASE,
)
_GOING_ON = re.compile(
    r"^(?:it|that|this|the volume|the total|in .{2} it|a year (?:earlier|later)|by comparison)\b|\bit [\uE009]|"
    r"\b(?:the figure|the growth|it (?:came|amounted|stood|totalled|reached|was|grew|rose|exceeded|surpassed|topped|"
    r"hit|increased|fell|dropped|jumped))\b",
    re.IGNORECASE,
)
_A_YEAR_BEFORE = re.compile(r" ?(?:a year (?:earlier|ago|before)|the year before)", re.IGNORECASE)
_SHARE = re.compile(
    (
        r"\bshare\b|account(?:s|ed|ing) for|make[s]? up|made up|percentage of|\bof (?:all|total|"
        r"the country's)\b|per ?cent of|stake"
    ),
    re.IGNORECASE,
)
_OTHER_SUM = re.compile(
    (
        r"\binvest\w*|\bprojects?\b|\bloans?\b|\bcontracts?\b|\bgrants?\b|\bcosts?\b|\bGDP\b|"
        r"\bbudget\b|\bdeals? worth\b|\bfund\w*"
    ),
    re.IGNORECASE,
)
_TARGET = re.compile(
    (
        r"\b(?:bring|increase|raise|double|boost|grow|take|lift|reach|expand|triple|push|exceed|"
        r"hit|rise)\b[^.;]{0,60}$"
    ),
    re.IGNORECASE,
)


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
    if not story.lines or not _GOING_ON.search(line.code):
        return None
    before = list(_FLOW.finditer(story.lines[-1].code))
    return before[-1].lastgroup if before else None


def _flow_of(line: Line, place: int, flows: Sequence["re.Match[str]"]) -> tuple[str | None, int]:
    behind = _FLOW_BEHIND.match(line.code[place : place + 40])
    if behind:
        return {"trade": "turnover", "exports": "export", "imports": "import"}[
            behind["flow"].casefold()
        ], place + behind.start("flow")
    before = [f for f in flows if f.start() < place]
    chosen = before[-1] if before else (flows[0] if flows else None)
    return (chosen.lastgroup, chosen.start()) if chosen else (None, 0)


def _value(story: Story, line: Line, mark: Mark, place: int, flow: tuple[str, int]) -> Iterator[Fact]:
    before = line.code[max(0, place - 60) : place]
    if re.search(r"\bby $", before) and (_UP.search(before) or _DOWN.search(before)):
        return  # «rose by $3 million»: the difference is no level
    period = flows.period_of(story, line, place)
    if re.search(r"\bfrom $", before):
        if period is None or not _A_YEAR_BEFORE.match(line.code, place + 2):
            return  # the level before, of a period that is not told
        period = year_before(period)
    pair = flows.pair_of(story, line, flow)
    if pair is None:
        return
    clause = modality.clause(line.code, place, place + 2)
    aim = modality.modality(clause, but="evaluation negotiation") if _TARGET.search(line.code[:place]) else "stated"
    args = {
        "reporter": pair[0],
        "partner": pair[1],
        "flow": flow[0],
        "value": plain(mark.value),
        "currency": mark.unit,
        "bound": mark.bound,
        "period": period,
    }
    mode = "intention" if aim == "interest" else aim
    sure = 0.8 if pair[1] else 0.65
    yield make("trade", line.sentence, args, "trade.value", modality=mode, confidence=sure, printed=mark.name)


def _growth(story: Story, line: Line, mark: Mark, place: int, flow: tuple[str, int]) -> Iterator[Fact]:
    change = _change(line, mark, place)
    pair = flows.pair_of(story, line, flow) if change is not None else None
    if pair is None or change is None:
        return
    period = flows.period_of(story, line, place)
    mode = modality.modality(modality.clause(line.code, place, place + 2), but="evaluation negotiation proposal")
    args = {
        "reporter": pair[0],
        "partner": pair[1],
        "flow": flow[0],
        "percent": change,
        "bound": mark.bound,
        "period": period,
        "base": flows.base_of(line, place, period),
    }
    yield _grown(line, mark, args, "trade.growth", mode, 0.75)


def _grown(line: Line, mark: Mark, args: Mapping[str, Filler], rule: str, mode: str, confidence: float) -> Fact:
    modal = "intention" if mode == "intention" else "stated"
    return make("growth", line.sentence, args, rule, modality=modal, confidence=confidence, printed=mark.name)


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
    kind = (
        flow
        if flow in {"export", "import", "transit"}
        else "transit"
        if not re.search(r"turnover|throughput", line.code, re.IGNORECASE)
        else "turnover"
    )
    args = {
        "reporter": port.name,
        "flow": kind,
        "value": plain(mark.value),
        "unit": mark.unit,
        "bound": mark.bound,
        "period": flows.period_of(story, line, place),
    }
    yield make(
        "trade",
        line.sentence,
        args,
        "trade.throughput",
        modality=mode if mode in {"intention", "evaluation"} else "stated",
        confidence=0.7,
        printed=mark.name,
    )


def _throughput_growth(story: Story, line: Line, mark: Mark, place: int) -> Iterator[Fact]:
    """Read how the traffic of a port or corridor changed."""
    port = _carrier(story, line)
    change = _change(line, mark, place)
    if port is None or change is None:
        return
    period = flows.period_of(story, line, place)
    mode = modality.modality(line.code[max(0, place - 60) : place], but="evaluation negotiation proposal")
    args = {
        "reporter": port.name,
        "flow": "transit",
        "percent": change,
        "bound": mark.bound,
        "period": period,
        "base": flows.base_of(line, place, period),
    }
    yield _grown(line, mark, args, "trade.throughput-growth", mode, 0.65)


def _carrier(story: Story, line: Line) -> Mark | None:
    """Return the port or corridor of a sentence, else the port told last."""
    named = [m for m in line.marks if m.letter == "L" or (m.letter == "N" and m.form == "route")]
    return next((m for m in named if m.letter == "L"), None) or next(iter(named), None) or story.last("L")


def _change(line: Line, mark: Mark, place: int) -> int | float | None:
    """Return a percentage as growth, negative for a fall; nothing where it is a share or no change is told."""
    before, after = line.code[max(0, place - 70) : place], line.code[place + 2 : place + 40]
    multiple = not re.search(r"%|per ?cent", mark.name, re.IGNORECASE)
    ups, downs = [m.start() for m in _UP.finditer(before)], [m.start() for m in _DOWN.finditer(before)]
    up, down = bool(ups) or _UP.search(after), bool(downs) or _DOWN.search(after)
    if _SHARE.search(before[-40:]) or re.match(r" of\b", after) or not (multiple or up or down):
        return None
    fell = max(downs, default=-1) > max(ups, default=-1) if ups or downs else not multiple and bool(_DOWN.search(after))
    return plain(-abs(mark.value) if fell else mark.value)
