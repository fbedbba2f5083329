"""Offices in English: who is governor, ambassador or director of what."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.english import lexicon
from coopatlas.reading.english.grammar import matches, pattern
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_NOUNS = "|".join(sorted((re.escape(n) for n in lexicon.OFFICE_NOUNS if n != "deputy"), key=len, reverse=True))
_MODIFIERS = "|".join(sorted((re.escape(m) for m in lexicon.OFFICE_MODIFIERS), key=len, reverse=True))
_SCOPE = (
    r"(?: of (?:the )?(?:(?:management |supervisory |executive )?board(?: of directors)?|"
    r"state duma|parliament|(?:city|regional|municipal) (?:council|parliament)|"
    r"(?-i:[a-z])[a-z]+(?:(?:, | and )[a-z]+)*(?= {P}|,? {P}))|(?<=minister) of "
    r"(?-i:[a-z]+)(?:(?:, (?:and )?| and )(?-i:[a-z]+)){0,4}(?=[,.]))?"
)
_MINISTER = (
    r"(?:(?-i:[A-Z])\w+(?:,? and |, | & | )){1,5}(?-i:M)inister|(?-i:M)inister of "
    r"(?:(?-i:[A-Z])\w+(?:,? and |, | )?){1,6}?(?=,? ?(?:of )?[\uE000-\uE0FF])"
)
_ROLE = rf"(?P<role>(?:(?:first |vice |deputy )+)?(?:{_MINISTER})|(?:(?:{_MODIFIERS})[ -]?)*\b(?:{_NOUNS})\b{_SCOPE})"
_OF = (
    r"(?: (?:of|for|at|from) )(?:the )?(?:{c:TA}(?:'s)? )?(?:operator |company |city of |"
    r"province of |region of |state of |{c2:TLO}(?:'s)? (?:[a-z]+ ){0,2}[a-z]+, |(?:[a-z']+ "
    r"){0,3}operator,? )?{t:TOLNU}(?:(?:'s)? (?:region|province|city)\b)?"
)
_SEAT = r"(?: (?:to|in) (?:the )?{s:TA})?"

_WITH_NAME = (
    pattern(rf"{{t:TAOLN}}(?:'s)? {_ROLE}{_SEAT},? {{p:P}}"),
    pattern(rf"\b{_ROLE}{_OF}{_SEAT}(?: \(\w+\))?,? {{p:P}}"),
    pattern(
        r"\b(?P<role>ambassador|envoy|consul general|honorary consul|consul|trade "
        r"representative) (?:to|in) (?:the )?{s:T},? {p:P}"
    ),
    pattern(rf"{{p:P}}, (?:who is |who serves as |currently |then |also )?(?:the |a |an |its )?{_ROLE}{_OF}{_SEAT}"),
    pattern(rf"{{p:P}}, (?:the )?{{t:TAOLN}}(?:'s)? {_ROLE}{_SEAT}"),
    pattern(rf"{{p:P}} \((?:the )?{_ROLE}{_OF}\)"),
    pattern(
        rf"{{p:P}} (?:was|has been|is) (?:re)?(?:appointed|elected|named) (?:as )?(?:the |a "
        rf")?(?:new )?{_ROLE}{_OF}{_SEAT}"
    ),
    pattern(rf"{{p:P}} (?:became|is|has become|serves as|took office as) (?:the |a )?(?:new )?{_ROLE}{_OF}{_SEAT}"),
    pattern(rf"{{t:TAOLN}}(?:'s)? {_ROLE} (?:is|became) {{p:P}}"),
)
_BARE = (pattern(rf"\b{_ROLE},? {{p:P}}"), pattern(rf"{{p:P}}, (?:the )?{_ROLE}(?=[,.;])"))
_COUNTERPART = pattern(r"{t:TA}(?:'s)? counterpart,? {p:P}")
_CHAIRS = pattern(r"{p:P}, who (?P<verb>chairs|heads|leads|runs|governs) (?P<board>the board of )?(?:the )?{t:TOLNU}")
_VERBS = {"chairs": "chairman", "heads": "head", "leads": "head", "runs": "head", "governs": "governor"}
_DIPLOMATS = re.compile(r"ambassador|consul|envoy|trade representative|attach|charg", re.IGNORECASE)
_OF_COUNTRY = re.compile(r"president|minister|premier|chancellor|head of state|ambassador", re.IGNORECASE)
_OF_REGION = re.compile(r"governor|head of the region", re.IGNORECASE)
_OF_CITY = re.compile(r"mayor|akim", re.IGNORECASE)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the offices of a sentence; the people of the story learn theirs."""
    for match in matches(line, *_WITH_NAME):
        yield from _post(story, line, match, line.one(match, "t"), line.one(match, "s"), 0.9)
    for match in _CHAIRS.finditer(line):
        role = _VERBS[match["verb"].casefold()] + (" of the board" if match["board"] else "")
        yield from _held(story, line, line.one(match, "p"), role, line.one(match, "t"), None, 0.85)
    for match in matches(line, *_BARE):
        person = story.person(line.one(match, "p"))
        if person is not None and not person.role:
            where = _own_territory(story, line, match)
            yield from _post(story, line, match, where, None, 0.7 if where else 0.55)
    for match in _COUNTERPART.finditer(line):
        other = next((p for m in line.within(0, match.start(), "P") if (p := story.person(m)) and p.role), None)
        other = other or next((p for p in story.people.values() if p.role), None)
        if other is not None:
            yield from _held(story, line, line.one(match, "p"), other.role, line.one(match, "t"), None, 0.85)


def _own_territory(story: Story, line: Line, match: "re.Match[str]") -> Mark | None:
    """Return the territory of a governor or minister who is called so alone: the last one of that kind told."""
    role = match["role"]
    if re.search(r"deputy|press|executive|director|head\b|manager|chair|secretary", role, re.IGNORECASE):
        return None
    kinds = (
        ("country",)
        if _OF_COUNTRY.search(role)
        else ("region",)
        if _OF_REGION.search(role)
        else ("city",)
        if _OF_CITY.search(role)
        else ()
    )
    if not kinds:
        return None
    told = [m for m in line.within(0, match.start(), "TAGO") if m.kind in kinds]
    if told:
        mark = told[-1]
        return (
            mark
            if mark.letter != "O"
            else Mark("T", mark.owner or mark.name, mark.start, mark.end, "owner", mark.entry)
        )
    before = [m for earlier in reversed(story.lines[-3:]) for m in earlier.of("TG") if m.kind in kinds]
    return before[0] if len({m.name for m in before}) == 1 else _host(story, before)


def _host(story: Story, candidates: list[Mark]) -> Mark | None:
    """Of several territories, return the one that is visited."""
    return next((m for m in candidates if story.visited and m.name == story.visited.name), None)


def _post(
    story: Story, line: Line, match: "re.Match[str]", where: Mark | None, seat: Mark | None, confidence: float
) -> Iterator[Fact]:
    yield from _held(story, line, line.one(match, "p"), line.text(*match.span("role")), where, seat, confidence)


def _held(
    story: Story, line: Line, who: Mark | None, role: str, where: Mark | None, seat: Mark | None, confidence: float
) -> Iterator[Fact]:
    person = story.person(who)
    if person is None or who is None or (person.role and where is None) or who.form in {"pronoun", "possessive"}:
        return
    territory = where is not None and where.letter in "TAGU"
    role = _plain_role(role)
    args: dict[str, str | None] = {"person": who.name, "role": role}
    if where is not None:
        args["represents" if territory else "organization"] = where.name
    if seat is not None and _DIPLOMATS.search(role):
        args["seat"] = seat.name
    person.role = person.role or role
    person.represents = person.represents or (where.name if where and territory else "")
    person.organization = person.organization or (where.name if where and not territory else "")
    yield make("post", line.sentence, args, "posts.office", confidence=confidence)


def _plain_role(role: str) -> str:
    role = re.sub(
        r"^(?:the |new |newly appointed |then |former |outgoing )+", "", " ".join(role.split()), flags=re.IGNORECASE
    ).strip(" ,")
    return role if role.isupper() else role.lower()
