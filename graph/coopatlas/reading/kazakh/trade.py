"""Trade in Kazakh: figures, growth, commodity groups and deliveries."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.kazakh.grammar import clause, goods, modality, pattern, unique
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.periods import year_before
from coopatlas.reading.records import make
from coopatlas.reading.story import Story, apart

_FLOW = re.compile(
    (
        r"(?P<turnover>тауар айналым\w*|сауда айналым\w*|сауда-саттық\w*(?= көлем)|"
        r"алыс-беріс\w*|(?:өзара )?сауда(?:ның|сының)?(?: көлемі\w*))|(?P<export>экспорт\w*)|"
        r"(?P<import>импорт\w*)|(?P<transit>транзит\w*(?! (?:дәліз|әлеует|хаб)))"
    ),
    re.IGNORECASE,
)
_UP = re.compile(r"өс(?:ті|кен|ім|іп|ед)|арт(?:ты|қан|ып)|ұлғай|көбей|еселен|көп\b|жоғары|ілгері", re.IGNORECASE)
_DOWN = re.compile(r"төменде|азай|кемі|қысқар|құлдыра|аз\b", re.IGNORECASE)
_SHARE = re.compile(r"үлес\w*|құрайды$", re.IGNORECASE)
_TARGET = re.compile(r"жеткіз(?:у|бек)|арттыр(?:у|мақ)|ұлғайт(?:у|пақ)|екі еселе", re.IGNORECASE)
_BASE = re.compile(
    (
        r"(?:алдыңғы|бұрынғы|өткен) жыл\w*(?:дан|ден|мен салыстырғанда)|бір жыл бұрын\w*|(?:осы|"
        r"сәйкес) кезең\w*|салыстырғанда"
    ),
    re.IGNORECASE,
)
_EXPORTS = pattern(
    r"(?:{a:TA}(?P<mid1>[^.;]{0,40}?) )?{b:T}<dat> (?P<list>[^.;]{3,200}?) "
    r"(?P<verb>экспорттайды|жөнелтеді|сатады|жеткізеді|шығарады|экспорттап|жеткізіп|"
    r"жөнелтіп|жібереді|экспорттады)\w*"
)
_IMPORTS = pattern(
    r"{b:T}<abl> (?P<list>[^.;]{3,200}?) (?P<verb>импорттайды|сатып алады|алады|әкелінеді|"
    r"әкеледі|алдырады|келеді|жеткізіледі|тасымалданады|импорттап|алып)\w*"
)
_BASIS = pattern(
    r"(?P<flow>экспорт|импорт)\w* (?:негізін|басым бөлігін|негізгі бөлігін) "
    r"(?P<list>[^.;]{3,200}?) құрай\w+"
)
_MAINLY = pattern(
    r"(?:негізгі )?(?P<flow>экспорт|импорт)(?:талатын тауарлар| тауарлары| өнімдері|ы)? "
    r"?(?:–|—|-|негізінен) (?P<list>[^.;]{3,200})"
)
_DELIVER = pattern(
    r"(?<= )(?P<list>(?:[а-яәіңғүұқөһ-]+ ){1,5}[а-яәіңғүұқөһ-]+(?:ін|ын|ді|ды|ты|ті|ні|ны)) "
    r"(?:[а-яәіңғүұқөһ-]+ ){0,2}?(?P<verb>жеткізуге|жеткізуді|экспорттауға|экспорттауды|"
    r"жеткізе бастады|экспорттай бастады|жөнелте бастады|жеткізуді бастады|жеткізбек|"
    r"экспорттамақ)"
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the trade figures, growths, commodity groups and deliveries of a sentence."""
    flows = list(_FLOW.finditer(line.code))
    for mark, place in zip(line.marks, line.places, strict=True):
        before = [f for f in flows if f.start() < place]
        flow = before[-1] if before else next(iter(flows), None)
        if flow is not None and mark.letter == "M":
            yield from _value(story, line, mark, place, flow.lastgroup or "")
        elif flow is not None and mark.letter == "X":
            yield from _growth(story, line, mark, place, flow.lastgroup or "")
        elif mark.letter == "Q" and mark.unit in {"t", "TEU"} and line.of("L"):
            yield from _throughput(line, mark)
    yield from _commodities(story, line)
    yield from _supplies(story, line)


def _pair(story: Story, line: Line) -> tuple[str, str] | None:
    """Return whose flow it is: the two territories of the sentence, else the two told last."""
    own = [m for m in line.of("TA") if m.kind in {"country", "region", ""}]
    for i, first in enumerate(own):
        for second in own[i + 1 :]:
            if apart(first, second):
                return first.name, second.name
    pair = story.pair()
    return (pair[0].name, pair[1].name) if pair else None


def _period(story: Story, line: Line, place: int) -> str | None:
    dates = [
        (m.name, p)
        for m, p in zip(line.marks, line.places, strict=True)
        if m.letter == "D" and not _BASE.match(line.code[p + 2 :].lstrip())
    ]
    before = [name for name, p in dates if p < place]
    if dates:
        return before[-1] if before else dates[0][0]
    last = story.lines[-1] if story.lines else None
    if last is not None and last.sentence.paragraph == line.sentence.paragraph and last.of("MX"):
        return next((m.name for m in last.of("D")), None)
    return None


def _plain(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _value(story: Story, line: Line, mark: Mark, place: int, flow: str) -> Iterator[Fact]:
    pair = _pair(story, line)
    if pair is None or re.search(r"инвестиция|жоба", line.code[max(0, place - 40) : place + 30]):
        return
    target = _TARGET.search(line.code, place)
    args = {
        "reporter": pair[0],
        "partner": pair[1],
        "flow": flow,
        "value": _plain(mark.value),
        "currency": mark.unit,
        "bound": mark.bound,
        "period": _period(story, line, place),
    }
    yield make(
        "trade",
        line.sentence,
        args,
        "trade.value",
        modality="intention" if target else "stated",
        confidence=0.75,
        printed=mark.name,
    )


def _growth(story: Story, line: Line, mark: Mark, place: int, flow: str) -> Iterator[Fact]:
    after = line.code[place + 2 : place + 50]
    up, down = _UP.search(after), _DOWN.search(after)
    pair = _pair(story, line)
    if pair is None or not (up or down) or _SHARE.search(line.code[max(0, place - 30) : place]):
        return
    fell = down is not None and (up is None or down.start() < up.start())
    period = _period(story, line, place)
    base = year_before(period) if period and _BASE.search(line.code) else None
    args = {
        "reporter": pair[0],
        "partner": pair[1],
        "flow": flow,
        "percent": _plain(-mark.value if fell else mark.value),
        "bound": mark.bound,
        "period": period,
        "base": base,
    }
    yield make("growth", line.sentence, args, "trade.growth", confidence=0.75, printed=mark.name)


def _throughput(line: Line, mark: Mark) -> Iterator[Fact]:
    port = line.of("L")[0]
    mode = modality(line.code, but="interest negotiation proposal evaluation readiness")
    args = {
        "reporter": port.name,
        "flow": "turnover",
        "value": _plain(mark.value),
        "unit": mark.unit,
        "bound": mark.bound,
        "period": next((m.name for m in line.of("D")), None),
    }
    yield make("trade", line.sentence, args, "trade.throughput", modality=mode, confidence=0.65, printed=mark.name)


def _commodities(story: Story, line: Line) -> Iterator[Fact]:
    for one, flow in ((_EXPORTS, "export"), (_IMPORTS, "import"), (_BASIS, ""), (_MAINLY, "")):
        for match in one.finditer(line):
            b = line.one(match, "b")
            a = line.one(match, "a") or next(
                (
                    m
                    for m in [*reversed(line.within(0, match.start(), "TA")), *story.back("TA", "region", "country")]
                    if b is None or apart(m, b)
                ),
                None,
            )
            pair = (a.name, b.name) if a and b else _pair(story, line)
            if pair is None or line.within(*match.span("list")):
                continue
            kind = flow or ("export" if match["flow"].casefold() == "экспорт" else "import")
            for group in unique(goods(line.text(*match.span("list")))):
                args = {
                    "reporter": pair[0],
                    "partner": pair[1],
                    "flow": kind,
                    "commodity": group,
                    "period": next((m.name for m in line.of("D")), None),
                }
                yield make("commodity", line.sentence, args, "trade.commodity", confidence=0.65)


def _supplies(story: Story, line: Line) -> Iterator[Fact]:
    for match in _DELIVER.finditer(line):
        mode = modality(clause(line.code, match.start(), match.end()), but="evaluation")
        started = "баста" in match["verb"] and mode in {"stated", "negotiation"}
        supplier = next((m for m in reversed(line.within(0, match.start(), "TOP"))), None)
        person = story.person(supplier) if supplier and supplier.letter == "P" else None
        name = person.side if person else supplier.name if supplier else ""
        recipient = next(
            (mark.name for m in _TO.finditer(line) if (mark := line.one(m, "b")) and mark.name != name), None
        )
        if not name or (mode == "stated" and not started):
            continue
        for group in goods(line.text(*match.span("list")))[-1:]:
            args = {
                "supplier": name,
                "recipient": recipient,
                "goods": group,
                "status": "started" if started else "planned",
            }
            yield make(
                "supply", line.sentence, args, "trade.supply", modality="stated" if started else mode, confidence=0.6
            )


_TO = pattern(r"{b:T}<dat>\b")
