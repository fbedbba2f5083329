"""What is traded in English: commodity groups that make up a flow, and deliveries from one to another."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.english import modality
from coopatlas.reading.english.flows import pair_at
from coopatlas.reading.english.grammar import goods, pattern, split_goods, unique
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_SENDS = r"(?:exports|exported|ships|shipped|sells|sold|sends|sent|supplies|supplied|delivers|delivered|provides)"
_BUYS = r"(?:buys|bought|imports|imported|purchases|purchased|receives|received|gets|takes|brings in|obtains)"
_ADVERB = (
    r"(?:(?:mainly|mostly|also|chiefly|primarily|in turn|largely|now|currently|already|for "
    r"its part|in return),? )?"
)
_SELLING = pattern(
    rf"{{a:TGLO}},? {_ADVERB}(?P<verb>{_SENDS}) (?P<list>(?!to )[^.;]{{3,300}}?) (?:to|into) "
    rf"(?:the )?(?:{{c:TA}}(?:'s)? )?{{b:T}}"
)
_BUYING = pattern(rf"{{a:TGLO}},? {_ADVERB}(?P<verb>{_BUYS}) (?P<list>[^.;]{{3,300}}?) from (?:the )?{{b:T}}")
_BUYING_BACK = re.compile(
    rf"\b(?:and|while|but|, and) (?:in return |in turn )?(?:it )?(?P<verb>{_BUYS}) ", re.IGNORECASE
)
_COMPOSED = re.compile(
    r"\b(?P<flow>exports?|imports?|shipments|supplies|deliveries|trade turnover|bilateral "
    r"trade|mutual trade)\b(?P<mid>(?: (?:to|from|of|into) (?:the )?[^.;,]{2,40}?)?) (?:are "
    r"|is |were |was |have been |has been )?(?:mainly |mostly |primarily |chiefly |largely |"
    r"traditionally )?"
    r"(?:consist(?:s|ed)? (?:mainly |mostly |primarily |chiefly |largely )?of|includ(?:es|"
    r"ed|e)|compris(?:es|ed|e)|dominated by|made up (?:mainly |mostly )?of|led by|based on|"
    r"composed of|cover(?:s|ed)?|feature[sd]?|mainly|mostly|primarily|chiefly|such as)(?: "
    r"of)? ",
    re.IGNORECASE,
)
_MAIN = re.compile(
    (
        r"\b(?:main|key|principal|chief|top|leading|major|largest|biggest) (?P<flow>exports?|"
        r"imports?|items? of export|items? of import|(?:goods|items|products|commodities|"
        r"articles) (?:exported|imported)|export (?:items|goods|commodities|products)|import "
        r"(?:items|goods|commodities|products))(?P<mid>(?: (?:to|from) .{2})?) (?:are|were|"
        r"include[sd]?|remain|is|was) "
    ),
    re.IGNORECASE,
)
_BULK = re.compile(
    (
        r"(?P<list>[^.;:\uE000-\uE0FF]{3,200}?),? (?:account(?:s|ed)? for|mak(?:es|e) up|made "
        r"up|form(?:s|ed)?|dominate[sd]?|top(?:s|ped)?|head(?:s|ed)?|constitute[sd]?) (?:the "
        r")?(?:bulk|main part|most|lion's share|largest share|majority|basis|core|list|"
        r"backbone)?(?: of)? ?(?:the |its |their )?(?:.{2}(?:'s)? )?(?P<flow>exports?|imports?)"
    ),
    re.IGNORECASE,
)
_ARRIVE = pattern(
    r"(?:^|, while |, and |; |, whereas |, but )(?P<list>[A-Za-z][^.;:]{3,200}?) "
    r"(?:arrives?|comes?|came|is brought|are brought|are imported|is imported|are bought|"
    r"flows?|are delivered) (?:in )?from (?:the )?{b:TG}"
)
_LEAVE = pattern(
    r"(?:^|, while |, and |; |, whereas |, but )(?P<list>[A-Za-z][^.;:]{3,200}?) (?:goes|go|"
    r"travels?|heads?|makes? the (?:crossing|trip|journey)|cross(?:es)?|leaves?|are "
    r"exported|is exported|are shipped|is shipped|are sent|sets? off|moves?) (?:to (?:the "
    r")?{b:TG}|\w+ward|the other way|in the opposite direction|abroad|across|in return)"
)
_CLAUSE = re.compile(r"(?:^|, |; )(?:and |but )?(?:while|whereas|but) ", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|said|makes?|goes|go|that|which|who)\b", re.IGNORECASE)
_DELIVERY = pattern(
    r"\b(?P<start>(?:start|began|begin|launch|resum|commenc|open)\w*|first|regular|trial|"
    r"test|pilot)?\W?(?:\w+ )?(?P<noun>deliver(?:ing|ies)|export(?:ing|s)|shipp?(?:ing|"
    r"ments?)|suppl(?:ying|ies|y)|sales) (?:of )?(?P<list>(?!of\b|to\b|in\b|"
    r"and\b)[^.;]{3,80}?) (?:from {a:TOL} )?to (?:the )?(?:markets? of )?(?:{c:TA}(?:'s)? "
    r")?{b:TO}(?P<tail>[^.;]{0,60})"
)
_PLANNED = pattern(
    r"{a:TGOP}[^.;]{0,60}? (?P<verb>(?:will|plans? to|intends? to|is ready to|are ready to|"
    r"wants? to|is to|could|would like to|is set to|hopes to|is prepared to|offered to|"
    r"began to|started to|has begun to|aims to|agreed to) (?:begin |start |also |regularly |"
    r"increase )*(?:supply(?:ing)?|export(?:ing)?|deliver(?:ing)?|ship(?:ping)?|"
    r"sell(?:ing)?|send(?:ing)?)) (?P<list>[^.;]{3,120}?) to (?:the )?(?:markets? of "
    r")?{b:TO}"
)
_PLANT = pattern(
    r"{a:O}(?:,[^.;]{0,60},)? (?:already |now |currently )?(?P<verb>supplies|delivers|ships|"
    r"exports|sends|sells) (?P<list>[^.;]{3,120}?) to (?:the )?{b:TO}"
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the commodity groups and deliveries that a sentence names."""
    supplies = list(_supplies(story, line))
    yield from supplies
    if not supplies:
        yield from _composition(story, line)


def _composition(story: Story, line: Line) -> Iterator[Fact]:
    for match in _SELLING.finditer(line):
        pair = _sides(line, match)
        yield from _groups(line, "export", split_goods(line.text(*match.span("list"))), pair)
        back = _BUYING_BACK.search(line.code, match.end())
        if back and pair:
            yield from _groups(line, "import", goods(line, back.end()), pair)
    for match in _BUYING.finditer(line):
        yield from _groups(line, "import", split_goods(line.text(*match.span("list"))), _sides(line, match))
    for plain in (*_COMPOSED.finditer(line.code), *_MAIN.finditer(line.code)):
        flow = (
            "import"
            if "import" in plain["flow"].casefold()
            else "turnover"
            if "trade" in plain["flow"].casefold()
            else "export"
        )
        yield from _groups(line, flow, goods(line, plain.end()), pair_at(story, line, plain.start("flow")))
    for plain in _BULK.finditer(line.code):
        flow = "import" if "import" in plain["flow"].casefold() else "export"
        yield from _groups(
            line, flow, split_goods(line.text(*plain.span("list"))), pair_at(story, line, plain.start("flow"))
        )
    yield from _crossing(story, line)


def _crossing(story: Story, line: Line) -> Iterator[Fact]:
    """Read «cereals go south, while vegetables arrive from Iran»: whose goods they are is known from before."""
    pair = story.flow_pair
    for one, flow in ((_LEAVE, "export"), (_ARRIVE, "import")):
        for match in one.finditer(line):
            other = line.one(match, "b")
            if pair:
                reporter, partner = pair
                if other is not None and other.name == reporter:
                    reporter, partner = partner or "", reporter
                start, end = match.span("list")
                start += max((m.end() for m in _CLAUSE.finditer(match["list"])), default=0)
                if reporter and not line.within(start, end) and not _VERB.search(line.code[start:end]):
                    yield from _groups(line, flow, split_goods(line.text(start, end)), (reporter, partner))


def _sides(line: Line, match: "re.Match[str]") -> tuple[str, str | None] | None:
    a, b = line.one(match, "a"), line.one(match, "b")
    if a is None or b is None or a.name == b.name or a.letter in "LO":
        return None
    return a.name, b.name


def _groups(line: Line, flow: str, names: list[str], pair: tuple[str, str | None] | None) -> Iterator[Fact]:
    if pair is None:
        return
    period = next((m.name for m in line.of("D")), None)
    for name in unique(names):
        args = {"reporter": pair[0], "partner": pair[1], "flow": flow, "commodity": name, "period": period}
        yield make("commodity", line.sentence, args, "goods.commodity", confidence=0.75)


def _supplies(story: Story, line: Line) -> Iterator[Fact]:
    for match in _PLANNED.finditer(line):
        started = re.search(r"began|started|begun", match["verb"], re.IGNORECASE)
        mode = "stated" if started else modality.modality(match["verb"], "intention")
        yield from _supply(story, line, match, "started" if started else "planned", mode)
    for match in _PLANT.finditer(line):
        if not re.search(r"(?:will|to|could) (?:\w+ )?$", line.code[: match.start("verb")]):
            yield from _supply(story, line, match, "ongoing", "stated")
    told = [m.span() for one in (_PLANNED, _PLANT) for m in one.finditer(line)]
    for match in _DELIVERY.finditer(line):
        if any(a < match.end() and match.start() < b for a, b in told):
            continue
        clause = modality.clause(line.code, match.start(), match.end())
        mode = modality.modality(clause)
        begun = re.search(
            r"\b(?:start|beg[aiu]n|launch|resum|commenc)\w*\b",
            (match["start"] or "") + match["tail"] + line.code[max(0, match.start() - 20) : match.start()],
            re.IGNORECASE,
        )
        if begun or mode != "stated" or line.one(match, "a"):
            yield from _supply(
                story, line, match, "planned" if mode != "stated" else "started" if begun else "ongoing", mode
            )


def _supply(story: Story, line: Line, match: "re.Match[str]", status: str, mode: str) -> Iterator[Fact]:
    supplier, recipient = line.one(match, "a"), line.one(match, "b")
    name = _supplier(story, supplier) if supplier else _subject(line, match)
    if recipient is None or not name or name == recipient.name:
        return
    date = next((m.name for m in line.of("D")), None)
    for group in unique(split_goods(line.text(*match.span("list")))):
        args = {
            "supplier": name,
            "recipient": recipient.name,
            "goods": group,
            "status": status,
            "start" if status == "started" else "period": date,
        }
        yield make("supply", line.sentence, args, "goods.supply", modality=mode, confidence=0.7)


def _supplier(story: Story, mark: Mark) -> str:
    person = story.person(mark) if mark.letter == "P" else None
    return person.side if person else mark.name


def _subject(line: Line, match: "re.Match[str]") -> str | None:
    before = [m for m in line.within(0, match.start()) if m.letter in "TGOL"]
    return before[0].name if before else None
