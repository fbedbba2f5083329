"""Meetings and visits in English: who met whom, who came to see what, where and when."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.english import modality
from coopatlas.reading.english.grammar import matches, pattern, phrase, unique
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_MEETING = pattern(
    r"\b(?P<verb>met|meets|(?:will )?meet(?= with)|received|receives|held (?:\w+ "
    r"){0,3}?(?:talks|meetings?|negotiations|consultations|discussions)|sat down|hosted|"
    r"welcomed|talked|conferred|greeted|"
    r"had (?:\w+ ){0,3}?(?:talks|meeting|conversation)|spoke|hold (?:\w+ )?talks)\b(?! "
    r"(?:the|its|all) (?:deadline|target|demand|requirement|need)s?)"
)
_BETWEEN = pattern(
    r"\b(?:meeting|talks|negotiations|session|consultations)(?: in (?:the )?{w:TL})? (?:was "
    r"|were )?(?:held |took place )?(?:in (?:the )?{w2:TL} )?between "
    r"(?P<all>{PTAGO}.{0,160}?\band\b[^.;]{0,80}{PTAGO})"
)
_TALKS_OF = pattern(r"\b(?:{a:PTOG}(?:'s)?|their|a|the) (?:\w+ ){0,2}?(?:meeting|talks|negotiations) with {b:PTOG}")
_AT = pattern(r"\b(?:in|at|on the sidelines of) (?:the )?(?:city of |capital,? |port of )?{p:TL}")
_TOPIC = re.compile(
    (
        r"\b(?:to discuss|discuss(?:ed|ing)|dealt with|focus(?:ed|ing) on|(?:talks|meeting|"
        r"session|negotiations) (?:was |were )?(?:devoted to|on|about)|spoke about|talked about|"
        r"exchanged views on|on the agenda (?:was|were)) "
    ),
    re.IGNORECASE,
)
_STOP = re.compile(
    (
        r"[;]|, (?:who|which|where|whose|while|the)\b|\b(?:said|told|added|noted|reported|"
        r"stressed|signed|visited|recalled)\b"
    ),
    re.IGNORECASE,
)
_GOING = (
    r"(?:(?:has |have |had |also |then |later |personally )*(?:visited|toured|inspected|"
    r"travel?led to|arrived in|arrived at|paid (?:a|an) (?:\w+ ){0,3}?visit to|went to see|"
    r"went to|flew to|came to|called at|called on|"
    r"dropped in at|descended on|have descended on|made (?:a|an|his|her) (?:\w+ "
    r"){0,2}?(?:visit|trip) to|viewed|looked round|looked around|were shown|was shown|is "
    r"visiting|are visiting|familiari[sz]ed themselves with|stopped at|took a tour of))"
)
_VISITED = pattern(
    rf"{{v:PTGO}}(?!'s)(?P<with>[^.;]{{0,140}}?) (?P<verb>{_GOING}) (?:the )?(?:[a-z-]+ "
    rf"){{0,3}}?(?:{{c:TA}}(?:'s)? )?(?:[a-z-]+ ){{0,2}}?{{d:TL}}"
)
_PLANNED = pattern(
    r"{v:PTGO}(?!'s)(?P<with>[^.;]{0,60}?) (?P<verb>(?:will|plans? to|intends? to|is to|are "
    r"to|is due to|is set to|is expected to|are expected to) (?:\w+ )?(?:visit|travel to|go "
    r"to|arrive in|come to)) (?:the )?{d:TL}"
)
_SPENT = pattern(
    r"{v:PTG}(?P<with>[^.;]{0,60}?) (?P<verb>spent) {w:D}?[^.;]{0,30}? (?:at|in|on) (?:the "
    r")?(?:\w+ of (?:the )?)?{d:TL}"
)
_HOSTED = pattern(
    r"{d:TLO} (?:has |have |had )?(?P<verb>hosted|played host to|welcomed|received|been "
    r"host to|is hosting) (?:a|an|the) (?:\w+ ){0,3}?(?:{g:G}|(?:{v:TAG} )?(?:\w+ "
    r")?(?:delegation|group|mission|officials|businessmen|entrepreneurs|guests))(?: of "
    r"[\w ,]{0,60}?)?(?: from (?:the )?(?:{c:TA} )?(?:\w+ of )?{w:TO})?"
)
_FROM = pattern(
    rf"\b(?:delegation|delegates|officials|businesspeople|businessmen|entrepreneurs|group|"
    rf"representatives|specialists|experts|farmers|investors|mission|"
    rf"operators)\b[^.;]{{0,50}}? from (?:the )?(?:{{c:TA}}(?:'s)? )?(?:\w+ of "
    rf")?{{v:TO}}(?P<with>[^.;]{{0,70}}?) (?P<verb>{_GOING}) (?:the )?(?:{{e:TA}}(?:'s)? "
    rf")?{{d:TL}}"
)
_ON_VISIT = pattern(
    r"{v:PTG}(?P<with>[^.;]{0,100}?) (?P<verb>on|during|as part of|ahead of|before) (?:a|an|"
    r"his|her|their|the)?(?: \w+){0,2}? (?:visit|trip) to (?:the )?{d:TL}"
)
_VISIT_OF = pattern(r"{v:PTAG}(?:'s)? (?:[\w-]+ ){0,2}?(?P<verb>visit|trip) to (?:the )?(?:{c:TA}(?:'s)? )?{d:TL}")
_VISIT_BY = pattern(r"\bvisit (?:of|by) (?:the )?(?:[\w' ]{0,40}?)?{v:PTG}(?: \w+)? to (?:the )?{d:TL}")
_PROGRAMME = pattern(r"(?:\b(?:at|in) (?:the )?(?:\w+ of )?)?{d:TL} (?:was|were) (?:also )?on the programme")
_LED = pattern(
    r"\b(?:led|headed|chaired) by (?:the )?(?P<p>[^.;]{0,70})|\b(?:and|with) its (?:leader|"
    r"head)(?P<q>[^.;]{0,70})"
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the visits and the meetings of a sentence; the story learns who is on a visit where."""
    visits = list(_visits(story, line))
    yield from visits
    yield from _led(story, line, visits)
    yield from _meetings(story, line)


def _visits(story: Story, line: Line) -> Iterator[Fact]:
    done: set[tuple[str, str]] = set()
    for match in matches(line, _HOSTED, _FROM, _VISITED, _PLANNED, _SPENT, _ON_VISIT, _VISIT_OF, _VISIT_BY):
        who = next((m for name in ("v", "g", "w", "c") for m in line.group(match, name) if m.letter in "PTAGO"), None)
        where = line.one(match, "d")
        if who is None or where is None or who.name == where.name or (who.name, where.name) in done:
            continue
        if match.re.groupindex.get("w") and (other := line.one(match, "w")) and other.letter in "TO":
            who = other
        if who.letter == "A" and "visit" not in match["verb"]:
            continue
        who = _subject(line, match) or who
        done.add((who.name, where.name))
        yield _visit(story, line, who, where, line.code[match.start() : match.end()])
    listed = _PROGRAMME.search(line)
    if listed and story.guest and (place := line.one(listed, "d")):
        yield make(
            "visit",
            line.sentence,
            {"visitor": [story.guest], "destination": place.name},
            "meetings.programme",
            confidence=0.65,
        )


def _subject(line: Line, match: "re.Match[str]") -> Mark | None:
    """Return the person named between the first name and the verb, who is the one that goes."""
    people = [m for m in line.group(match, "with") if m.letter == "P" and m.form != "possessive"]
    return people[-1] if people else None


def _visit(story: Story, line: Line, who: Mark, where: Mark, clause: str) -> Fact:
    visitors = [who.name]
    leader = _leader(line)
    if who.letter in "TG" and leader is not None:
        visitors.append(leader.name)
    date = next((m.name for m in line.of("D") if len(m.name) >= 7 and "H" not in m.name and "Q" not in m.name), None)
    mode = modality.modality(clause, but="proposal evaluation negotiation")
    if mode == "stated":
        story.visited, story.visit_date = where, date
        story.guest = who.name if who.letter in "TGA" else story.guest
    return make(
        "visit",
        line.sentence,
        {"visitor": visitors, "destination": where.name, "date": date},
        "meetings.visit",
        modality=mode,
        confidence=0.75,
    )


def _leader(line: Line) -> Mark | None:
    return next((m for match in _LED.finditer(line) for m in line.within(*match.span(), "P") if m.form == "name"), None)


def _led(story: Story, line: Line, visits: list[Fact]) -> Iterator[Fact]:
    """Read the head of a delegation that the sentence before brought: «received the guests, led by X»."""
    if visits or not story.guest or story.visited is None or not any(m.letter == "G" for m in line.marks):
        return
    leader = _leader(line)
    if leader is not None:
        args = {"visitor": [story.guest, leader.name], "destination": story.visited.name, "date": story.visit_date}
        yield make("visit", line.sentence, args, "meetings.led", confidence=0.7)


def _meetings(story: Story, line: Line) -> Iterator[Fact]:
    for match in matches(line, _BETWEEN):
        yield from _meeting(story, line, match, line.group(match, "all"))
        return
    for match in _MEETING.finditer(line):
        before, after = _before(line, match), _after(line, match)
        if before and after:
            yield from _meeting(story, line, match, [*before, *after])
            return
    for match in _TALKS_OF.finditer(line):
        first = line.group(match, "a") or line.within(0, match.start(), "P")[:1]
        yield from _meeting(story, line, match, [*first, *line.group(match, "b")])
        return


def _before(line: Line, match: "re.Match[str]") -> list[Mark]:
    """Return those who meet: the people before the verb, else the last party; an apposition names the same again."""
    code = line.code
    begin = max(code.rfind(";", 0, match.start()), 0)
    people = line.within(begin, match.start(), "P")
    if people:
        return people[-3:] if " and " in code[begin : match.start()] else people[-1:]
    return line.within(begin, match.start(), "TOG")[-1:]


def _after(line: Line, match: "re.Match[str]") -> list[Mark]:
    stop = _STOP.search(line.code, match.end())
    end = min(stop.start() if stop else len(line.code), match.end() + 220)
    people = line.within(match.end(), end, "P")
    if people:
        return people
    close = line.within(match.end(), min(end, match.end() + 60), "OG")
    return close[:1]


def _meeting(story: Story, line: Line, match: "re.Match[str]", those: list[Mark]) -> Iterator[Fact]:
    people = unique(m.name for m in those if m.letter == "P")
    parties = unique(m.name for m in those if m.letter in "TAGO")
    parties = [
        p
        for p in parties
        if len(people) < 2 and (not people or p != getattr(story.people.get(people[0]), "represents", ""))
    ]
    if len(people) + len(parties) < 2:
        return
    clause = modality.clause(line.code, match.start(), match.end())
    place = _place(line, match)
    date = next((m.name for m in line.of("D") if len(m.name) >= 7 and m.name[5:6] not in "HQ"), None)
    if (place is None and story.visited is not None and story.visited.letter != "T") or (
        place is None
        and story.visited is not None
        and story.lines
        and story.lines[-1].sentence.paragraph == line.sentence.paragraph
    ):
        place, date = story.visited.name, date or story.visit_date
    topic = _topic(line)
    args = {"participant": people, "party": parties, "place": place, "date": date, "topic": [topic] if topic else []}
    mode = modality.modality(clause, but="evaluation negotiation proposal interest")
    yield make("meeting", line.sentence, args, "meetings.meeting", modality=mode, confidence=0.75 if people else 0.65)


def _place(line: Line, match: "re.Match[str]") -> str | None:
    found = [
        m
        for m in _AT.finditer(line)
        if (mark := line.one(m, "p")) and (mark.letter == "L" or mark.kind in {"city", ""})
    ]
    after = [m for m in found if m.start() >= match.start()]
    best = next(iter(after or found), None)
    mark = line.one(best, "p") if best else None
    return mark.name if mark else None


def _topic(line: Line) -> str | None:
    match = _TOPIC.search(line.code)
    text = phrase(line, match.end()) if match else ""
    return text or None
