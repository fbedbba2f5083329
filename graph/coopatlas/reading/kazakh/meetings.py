"""Meetings and visits in Kazakh."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.kazakh.grammar import clause, last_words, matches, pattern, sides, unique
from coopatlas.reading.patterns import Line
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_FORUM = pattern(
    r"{a:T} (?:мен|пен|бен) {b:T}(?:<gen>)?(?P<mid>[^.;]{0,90}?) (?P<what>форум|конференция|"
    r"саммит|отырыс|кездесу|келіссөз|жиын)\w*"
)
_TALKED = pattern(
    r"(?P<verb>кездес(?:ті|кен|іп)|келіссөз(?:дер)? (?:жүргізді|өткізді|жүргізген)|"
    r"ақылдасты|талқылады|қабылдады|әңгімелесті|сұхбаттасты|жүздесті|сөйлесті|кеңесті)\b"
)
_VISIT = pattern(
    r"(?:{v:PTGO}(?P<mid>(?!<gen>)[^.;]{0,160}?) )?{d:TL}(?:қаласына|"
    r"облысына)?<dat>(?P<gap>[^.;]{0,80}?) (?P<verb>келді|барды|келген|барған|келеді|бармақ|"
    r"келмек|сапармен келген|аттанды|ат басын тіреді|сапарлады|ұшып барды|сапар жасады)\b"
)
_DELEGATION_VISIT = pattern(
    r"{v:TO}<gen>? (?:ресми )?(?:делегация|өкілдер|кәсіпкерлер)\w*(?P<mid>[^.;]{0,60}?) "
    r"{d:TL}(?: қаласына| облысына|<dat>)(?P<gap>[^.;]{0,80}?) (?P<verb>келді|барды|келген|"
    r"барған|келеді|бармақ|келмек|аттанды|ат басын тіреді)\b"
)
_CITY_VISIT = pattern(
    r"{v:PTO}(?P<mid>[^.;]{0,120}?) {d:TL}(?: қаласында| облысында| портында|"
    r"<loc>)(?P<gap>[^.;]{0,60}?) (?P<verb>сапармен болды|іссапармен болды|сапарда болды|"
    r"болып қайтты)\b"
)
_TOURED = pattern(
    r"{v:PTO}(?P<mid>[^.;]{0,100}?) {d:TL}(?:<acc>| портын)(?P<gap>[^.;]{0,40}?) "
    r"(?P<verb>аралады|аралап көрді|көрді|тамашалады)\b"
)
_PLACE = pattern(r"{p:TL}(?: қаласында| қаласындағы| портында|<loc>|<adj>)(?= |,)")
_TOPIC = pattern(r"(?P<topic>(?:[а-яәіңғүұқөһ-]+ ){1,6})(?:мәселелерін|мәселелері|мәселесін|мәселесі|туралы|жөнінде)")
_DELEGATION = re.compile(r"ертіп|бастап|бастаған|делегация|кәсіпорынның өкілдер|кәсіпкерлер", re.IGNORECASE)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the meetings and visits of a sentence."""
    for match in _FORUM.finditer(line):
        yield from _forum(line, match)
        break
    for match in _TALKED.finditer(line):
        yield from _talks(story, line, match)
        break
    for match in matches(line, _DELEGATION_VISIT, _VISIT, _CITY_VISIT, _TOURED):
        yield from _visit(story, line, match)


def _place(line: Line) -> str | None:
    places = [
        mark
        for m in _PLACE.finditer(line)
        if (mark := line.one(m, "p")) and (mark.kind in {"city", ""} or mark.letter == "L")
    ]
    return places[0].name if places else None


def _date(line: Line) -> str | None:
    return next((m.name for m in line.of("D") if len(m.name) >= 7 and m.name[5:6] not in "HQ"), None)


def _forum(line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    a, b = line.one(match, "a"), line.one(match, "b")
    if (
        a is None
        or b is None
        or a.name == b.name
        or ("country" not in {a.kind, b.kind} and "region" not in {a.kind, b.kind})
    ):
        return
    topic = re.sub(
        r"^(?:[IVXLC]+|өткен|\d+-?ші|бірінші|кезекті|арасындағы)\s+",
        "",
        last_words(line, match.start("mid"), match.end("mid"), 2).strip(),
    )
    args = {
        "party": [a.name, b.name],
        "place": _place(line),
        "date": _date(line),
        "topic": [topic] if topic and " " in topic else [],
    }
    mode = "intention" if re.search(r"\bөтетін\b|\bөтеді\b|\bөтпек\b", line.code) else "stated"
    yield make("meeting", line.sentence, args, "meetings.forum", modality=mode, confidence=0.7)


def _talks(story: Story, line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    people = unique(m.name for m in line.within(0, match.start(), "P"))
    if len(people) == 1 and story.guest and re.search(r"\b[Ққ]онақ", line.code[: match.start()]):
        people = unique([*people, story.guest])
    parties = sides(story, line.within(0, match.start(), "O")) if len(people) < 2 else []
    if len(people) + len(parties) < 2:
        return
    around = clause(line.code, match.start(), match.end())
    plan = re.search(r"жоспар", around) and line.of("D")
    topic = last_words(line, 0, match.start(), 3) if re.match(r"талқылады", match["verb"]) else None
    found = _TOPIC.search(line)
    topic = (line.text(*found.span("topic")) if found else topic) if not plan else None
    args = {
        "participant": people,
        "party": parties,
        "place": _place(line),
        "date": _date(line),
        "topic": [topic] if topic else [],
    }
    yield make("meeting", line.sentence, args, "meetings.meeting", confidence=0.7)


def _visit(story: Story, line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    where, who = line.one(match, "d"), line.one(match, "v")
    between = [m for m in line.group(match, "mid") if m.letter == "P"]
    who = between[-1] if between and (who is None or who.letter != "P") else who
    who = who or next((m for m in line.within(0, match.start(), "P")), None)
    if (
        who is None
        or where is None
        or who.name == where.name
        or re.search(r"қол жеткі|шешімге|келісімге|пікірге", line.code[max(0, match.end() - 40) : match.end()])
    ):
        return
    visitors = [who.name]
    person = story.person(who)
    if person and person.represents and _DELEGATION.search(line.code):
        visitors.append(person.represents)
    mode = "intention" if re.search(r"мақ|мек|келеді", match["verb"]) else "stated"
    if mode == "stated" and who.letter == "P":
        story.guest = who.name
    yield make(
        "visit",
        line.sentence,
        {"visitor": visitors, "destination": where.name, "date": _date(line)},
        "meetings.visit",
        modality=mode,
        confidence=0.7,
    )
