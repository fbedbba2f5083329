"""Agreements, joint ventures and investments in Kazakh."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.kazakh.grammar import clause, last_words, modality, negated, pattern, sides, unique
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_TYPES = (
    ("memorandum", r"(?:өзара түсіністік туралы )?меморандум\w*"),
    ("roadmap", r"жол картас\w+"),
    ("programme", r"(?:іс-шаралар|іс-қимыл|ынтымақтастық|жұмыс)\w* жоспар\w+|ынтымақтастық бағдарлама\w+"),
    ("protocol", r"хаттама\w*"),
    ("contract", r"келісімшарт\w*"),
    ("declaration", r"декларация\w*|бірлескен мәлімдеме\w*"),
    ("agreement", r"келісім(?:ге(?= қол)|(?!ге|ше)\w*)|шарт(?:қа|ты|тың)?\b|уағдаластық\w*"),
)
_DOCUMENT = pattern(r"\b(?P<doc>" + "|".join(f"(?P<{name}>{words})" for name, words in _TYPES) + r")\b")
_SIGNED = re.compile(
    (
        r"жасас(?:ты|қан|ып)|қол қой(?:ды|ылды|ған|ылған|ысты)|қолтаңба(?:ны|сын)? \w*|қол алыс|"
        r"бекіт(?:ті|кен|ілді)|жасал(?:ды|ған)|қабылда(?:ды|нды)|түйді"
    ),
    re.IGNORECASE,
)
_FORCE = re.compile(r"күшіне енді|күшінде|жұмыс істейді|қолданыста", re.IGNORECASE)
_PLANNED = re.compile(
    (
        r"\w+(?:мақ|мек|пақ|пек|бақ|бек)(?:шы|ші)?\b|жоспарла\w+|әзірле\w+|дайында\w+|кірісе\w+|"
        r"қол қояды|қол қойылады|жасайды"
    ),
    re.IGNORECASE,
)
_SUBJECT = pattern(
    r"(?P<subject>(?:[\w-]+,? ){1,8})(?:туралы|жөніндегі|саласындағы|саласында|бойынша)(?: "
    r"\w+){0,2} $"
)
_PLACE = pattern(r"{p:TL}(?: қаласында| қаласындағы|<loc>)(?= |,)")
_WORKING = re.compile(r"жұмыс істей|аш(?:ылды|ты)|құр(?:ылды|ды|ған)|іске қосылды", re.IGNORECASE)
_VENTURE = pattern(r"\bбірлескен (?P<what>кәсіпорын\w*|өндіріс\w*|жоба\w*|зауыт\w*|компания\w*)")
_INVESTMENT = pattern(
    r"{m:M}\w*(?P<mid>[^.;]{0,40}?) (?P<verb>инвестиция|қаржы|қаражат)\w* ?(?:құйды|салды|"
    r"салмақ|құймақ|тартылды|тартты|салады|құяды|құйған|салған)?|\bинвестиция\w*(?: "
    r"көлемі)? {n:M}"
)
_PROJECTS = pattern(r"{m:M}\w*(?: болатын| тұратын)? (?:[\w]+ ){0,2}жоба\w*|жобаның құны {n:M}")


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the documents, joint ventures and investments of which a sentence tells."""
    done: set[str] = set()
    for match in _DOCUMENT.finditer(line):
        kind = next(name for name, _ in _TYPES if match[name])
        fact = _agreement(story, line, match, kind) if kind not in done else None
        if fact is not None:
            done.add(kind)
            yield fact
    for match in _VENTURE.finditer(line):
        yield from _venture(story, line, match)
        break
    for one in (_INVESTMENT, _PROJECTS):
        for match in one.finditer(line):
            yield from _investment(line, match)


def _agreement(story: Story, line: Line, match: "re.Match[str]", kind: str) -> Fact | None:
    rest = line.code[match.end() : match.end() + 90]
    status, mode = _status(rest, clause(line.code, match.start(), match.end()))
    parties = _parties(story, line, match)
    if status is None or len(parties) < 2:
        return None
    subject = _subject(line, match, kind)
    day = next((m.name for m in line.of("D") if "/" not in m.name), None) if status in {"signed", "in_force"} else None
    place = (
        next(
            (mark.name for m in _PLACE.finditer(line) if (mark := line.one(m, "p")) and mark.kind in {"city", ""}), None
        )
        if status == "signed"
        else None
    )
    if status == "signed":
        story.signed = line.sentence.paragraph, day, place
    args = {"party": parties, "type": kind, "subject": subject, "status": status, "date": day, "place": place}
    return make(
        "agreement",
        line.sentence,
        args,
        "deals.agreement",
        modality=mode,
        polarity="negative" if negated(rest) else "positive",
        confidence=0.75,
    )


def _status(rest: str, around: str) -> tuple[str | None, str]:
    signed, planned = _SIGNED.search(rest), _PLANNED.search(rest)
    if signed and not (planned and planned.start() <= signed.start()):
        return "signed", "stated"
    if _FORCE.search(rest):
        return "in_force", "stated"
    mode = modality(around, but="evaluation")
    if planned:
        return (
            ("planned", "intention")
            if mode in {"stated", "intention", "negotiation"}
            else ("proposed" if mode == "proposal" else "planned", mode)
        )
    return {"proposal": "proposed", "negotiation": "negotiated", "intention": "planned"}.get(mode), mode


def _parties(story: Story, line: Line, match: "re.Match[str]") -> list[str]:
    """Return who signs: regions before countries that only say where a forum was, people for whom they stand for."""
    before = line.within(0, match.start(), "TOP")
    regions = unique(
        m.name for m in before if m.letter == "O" or m.kind == "region" or (m.entry is None and m.letter == "T")
    )
    if len(regions) >= 2:
        return regions[:4]
    people = sides(story, [m for m in before if m.letter == "P"])
    if len(people) >= 2:
        return people[:4]
    named = unique(
        m.name for m in before if m.letter == "T" and m.kind in {"country", "city"} and not _located(line, m)
    )
    if len(named) >= 2:
        return named[:4]
    pair = story.pair("region", "") or story.pair()
    return [m.name for m in pair] if pair else []


def _located(line: Line, mark: Mark) -> bool:
    """Whether a territory only says where something was: «Оралда», «Орал қаласында»."""
    place = line.at(mark)
    return re.match(r"(?:да|де|та|те)\b| қаласында", line.code[place : place + 12]) is not None


def _subject(line: Line, match: "re.Match[str]", kind: str) -> str | None:
    if kind == "programme":
        dates = [m for m in line.of("D") if line.place(m.start) <= match.start() and "/" in m.name]
        start = line.place(dates[-1].start) if dates else match.start()
        before = line.text(start, match.start()) if dates else last_words(line, 0, match.start(), 3)
        return f"{before} {_dictionary(match['doc'])}".strip()
    found = _SUBJECT.search(line, max(0, match.start() - 120), match.start())
    words = re.split(r"[,:;]", line.text(*found.span("subject")))[-1].split() if found else []
    return " ".join(words[-5:]) or None


def _dictionary(words: str) -> str:
    return re.sub(r"жоспар(?:ын|ына|ының|ы)?\w*$", "жоспары", words)


def _venture(story: Story, line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    around = clause(line.code, match.start(), match.end())
    mode = modality(around)
    if mode == "stated" and re.match(r" (?:құру|ашу|іске қосу)", line.code[match.end() :]):
        mode = "intention"
    if mode == "stated" and (match["what"].startswith("жоба") or not _WORKING.search(line.code, match.end())):
        return
    status = "planned" if mode == "intention" else "existing" if mode == "stated" else "interest"
    parties = sides(story, line.within(0, match.start(), "TOP")) or []
    if len(parties) < 2 and (pair := story.pair()):
        parties = unique([*parties, *(m.name for m in pair)])
    if len(parties) >= 2:
        yield make(
            "venture",
            line.sentence,
            {"party": parties[:3], "status": status},
            "deals.venture",
            modality=mode,
            confidence=0.65,
        )


def _investment(line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    money = line.one(match, "m") or line.one(match, "n")
    if money is None:
        return
    before = line.within(0, match.start())
    recipient = next(
        (
            m.name
            for m in before
            if m.letter in "TL"
            and re.match(
                r"(?:ға|ге|қа|ке|на|не|да|де|та|те|ның|нің|дың|дің)\b| облысы(?:на|нда)| экономикасына",
                line.code[line.at(m) :][:16],
            )
        ),
        None,
    )
    investor = next((m.name for m in before if m.letter in "TOG" and m.name != recipient), None)
    if recipient is None and investor is None:
        return
    value = int(money.value) if money.value.is_integer() else money.value
    mode = modality(clause(line.code, match.start(), match.end()), but="evaluation negotiation")
    args = {"investor": investor, "recipient": recipient, "value": value, "currency": money.unit, "bound": money.bound}
    yield make("investment", line.sentence, args, "deals.investment", modality=mode, confidence=0.6, printed=money.name)
