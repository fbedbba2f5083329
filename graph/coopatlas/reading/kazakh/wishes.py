"""What is wanted, proposed and offered in Kazakh."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.kazakh import endings
from coopatlas.reading.kazakh.grammar import last_words, negated, pattern, side, unique
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_INTEREST = pattern(
    r"(?P<what>[^.;:]{3,200}?)(?P<end>ға|ге|қа|ке|на|не)? (?:мүдделі|қызығушылық (?:танытты|"
    r"білдірді|танытып)|қызығып отыр|қызығады|құлықты)"
)
_BY_WAY = re.compile(r"(?P<place>[А-ЯӘІҢҒҮҰҚӨҺ][\w-]+)(?: өзенімен| өзені| арқылы| бойымен| теңізімен| теңізі)")
_INCLUDING = re.compile(r", (?:соның ішінде|әсіресе|оның ішінде) (?:[А-ЯӘІҢҒҮҰҚӨҺ]\w+ )?")
_PROPOSED = pattern(
    r"{p:PTO}(?!<gen>)(?P<what>[^.;]{3,200}?)(?:<acc>)? (?P<verb>ұсынды|ұсынған|ұсыныс "
    r"білдірді|ұсыныс айтты|шақырды)\b"
)
_SUPPORT = pattern(
    r"{s:PTO}(?!<gen>)(?P<what>[^.;]{3,160}?) (?P<verb>қолдауға дайын|көмектесуге дайын|"
    r"жәрдемдесуге дайын|қолдау көрсетуге дайын|көмек көрсетуге дайын|жәрдем көрсетуге "
    r"дайын|қолдау көрсетеді|қолдайды|жәрдемдеседі|көмектеседі|қолдау көрсетті)"
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the interests, proposals and offers of support of a sentence."""
    for match in _INTEREST.finditer(line):
        yield from _interest(story, line, match)
    for match in _PROPOSED.finditer(line):
        yield from _proposal(story, line, match)
    for match in _SUPPORT.finditer(line):
        yield from _support(line, match)


def _holder(story: Story, line: Line, end: int) -> str:
    """Return who wants: the territory or body named first, else the side of the person who speaks."""
    if re.search(r"\b[Бб]із\b", line.code[:end]):
        speakers = [side(story, m) for m in line.of("P")]
        return speakers[-1] if speakers else ""
    names = [
        m
        for m in line.within(0, end)
        if m.letter in "TO" and m.form in {"name", "description"} and line.code[line.at(m) :][:1] in {" ", ","}
    ]
    if names:
        return names[0].name
    return next((side(story, m) for m in line.within(0, end, "P") if side(story, m)), "")


def _interest(story: Story, line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    start, end = match.span("what")
    holder = _holder(story, line, end)
    if not holder:
        return
    text = line.text(start, end)
    way = _BY_WAY.search(text)
    target = way["place"] if way else next((m.name for m in line.within(start, end, "TLU") if m.name != holder), None)
    parts = _INCLUDING.split(text)
    tail = parts[0][way.end() :] if way else parts[0]
    subjects = [" ".join(tail.split()[-2:]), *(" ".join(p.split()[-4:]) for p in parts[1:])]
    for subject in unique(endings.without_case(s.strip(" ,")) for s in subjects if s.strip()):
        args = {"holder": holder, "target": target or subject, "subject": subject if target else None}
        yield make(
            "interest",
            line.sentence,
            args,
            "wishes.interest",
            modality="interest",
            polarity="negative" if negated(line.code[match.end() : match.end() + 12]) else "positive",
            confidence=0.65,
        )


def _proposal(story: Story, line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    who = _last_person(line, match, "p")
    subject = " ".join(line.text(*match.span("what")).split()[-8:])
    if who is None or not subject or (match["verb"] == "шақырды" and "инвест" not in subject):
        return
    own = side(story, who)
    parties = unique(n for n in (own, *(m.name for m in line.group(match, "what") if m.letter == "T")) if n)
    yield make(
        "proposal",
        line.sentence,
        {"proposer": who.name, "party": parties, "subject": subject},
        "wishes.proposal",
        modality="proposal",
        confidence=0.65,
    )


def _support(line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    who = _last_person(line, match, "s")
    subject = last_words(line, match.start("what"), match.end("what"), 5)
    if who is not None and subject:
        mode = "readiness" if "дайын" in match["verb"] else "stated"
        yield make(
            "support",
            line.sentence,
            {"supporter": who.name, "subject": subject},
            "wishes.support",
            modality=mode,
            confidence=0.6,
        )


def _last_person(line: Line, match: "re.Match[str]", name: str) -> Mark | None:
    """Return the person between the first name and the verb, who is the one that acts; else the first name."""
    people = [m for m in line.group(match, "what") if m.letter == "P" and m.form == "name"]
    return people[0] if people else line.one(match, name)
