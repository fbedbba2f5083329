"""Offices in Kazakh: «Павлодар облысының әкімі Асайын Байханов»."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.kazakh import lexicon
from coopatlas.reading.kazakh.grammar import matches, pattern
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_OFFICE = "|".join(sorted(map(re.escape, lexicon.OFFICES), key=len, reverse=True))
_ROLE = (
    rf"(?P<role>(?:(?:[а-яәіңғүұқөһ]+(?: және [а-яәіңғүұқөһ]+)? )(?=министрі))?(?:әкімінің |"
    rf"губернаторының |министрінің |төрағасының )?(?:бірінші )?(?:бұрынғы )?(?:{_OFFICE}))"
)
_WITH_TERRITORY = pattern(
    rf"{{t:TAULO}}(?:<gen>)?,? (?:{{s:T}}<adj> )?(?:қаласының |қалалық )?{_ROLE}(?: м\.а\.)? "
    rf"{{p:P}}"
)
_AFTER = pattern(rf"{{p:P}} ?[,–—-] ?(?:бұл )?{{t:TULO}}(?:<gen>)? (?:{{s:T}}<adj> )?{_ROLE}\b")
_BARE = pattern(rf"\b{_ROLE} {{p:P}}")
_KINDS = (
    ("region", re.compile("губернатор|әкім")),
    ("city", re.compile("мэр")),
    ("country", re.compile("президент|министр|елші")),
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the offices of a sentence; the people of the story learn theirs."""
    for match in matches(line, _WITH_TERRITORY, _AFTER):
        yield from _post(story, line, match, line.one(match, "t"), line.one(match, "s"), 0.9)
    for match in _BARE.finditer(line):
        yield from _post(story, line, match, _own(story, line, match), None, 0.7)


def _own(story: Story, line: Line, match: "re.Match[str]") -> Mark | None:
    """Return whose governor someone is who is called so alone; «the neighbours'» is the other of the two regions."""
    kind = next((k for k, words in _KINDS if words.search(match["role"])), "")
    told = [
        m
        for m in [
            *reversed(line.within(0, match.start(), "TA")),
            *(m for ln in reversed(story.lines[-3:]) for m in reversed(ln.of("TA"))),
        ]
        if m.kind == kind
    ]
    if re.search(r"[Кк]өрші(?:лердің|нің) $", line.code[: match.start()]):
        held = {p.represents for p in story.people.values()}
        return next((m for m in told if m.name not in held), None)
    if kind == "region" and len({m.name for m in told}) > 1:
        return _home(told)
    return told[0] if told else None


def _home(told: list[Mark]) -> Mark:
    """Of two regions, «облыс әкімі» is of the one of Kazakhstan, where such offices are."""
    return next((m for m in told if m.entry and m.entry.country == "country-KZ"), told[0])


def _post(
    story: Story, line: Line, match: "re.Match[str]", where: Mark | None, seat: Mark | None, confidence: float
) -> Iterator[Fact]:
    who = line.one(match, "p")
    person = story.person(who)
    if person is None or who is None or person.role or who.form != "name":
        return
    role = _role(match["role"])
    territory = where is not None and where.letter in "TAU"
    person.role = role
    person.represents = where.name if where and territory else ""
    person.organization = where.name if where and not territory else ""
    args = {
        "person": who.name,
        "role": role,
        "represents": person.represents,
        "organization": person.organization,
        "seat": seat.name if seat and re.search("елші|консул|өкіл", role) else None,
    }
    yield make("post", line.sentence, args, "posts.office", confidence=confidence if where else 0.55)


def _role(text: str) -> str:
    words = " ".join(text.split()).casefold()
    office = next((o for o in sorted(lexicon.OFFICES, key=len, reverse=True) if words.endswith(o)), words)
    head = words[: -len(office)]
    return words if head.strip() else lexicon.OFFICES.get(office, office)
