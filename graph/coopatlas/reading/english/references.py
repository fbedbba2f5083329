"""What English descriptions and pronouns stand for: «the governor», «his», «the region», «both countries».

Sentences are taken in order, so that what stands for a name finds the names told before it.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from coopatlas.language.tokens import Sentence
from coopatlas.reading.english import lexicon
from coopatlas.reading.patterns import Mark
from coopatlas.reading.story import Story

_PEOPLE = "|".join(sorted((re.escape(d) for d in lexicon.DESCRIPTIONS), key=len, reverse=True))
_GROUPS = (
    r"delegation|officials|businesspeople|businessmen|entrepreneurs|side|guests|visitors|"
    r"partners?|representatives|colleagues|investors|companies|exporters|"
    r"manufacturers|producers|firms|business(?:es)?|authorities|counterparts|diplomats|"
    r"specialists|experts|farmers|carriers|buyers|importers|mission|team|group"
)
_DESCRIPTION = re.compile(
    rf"\b(?:(?P<person>the (?:{_PEOPLE}))(?! of\b| to\b| in (?-i:[A-Z])|,? (?-i:[A-Z])|-)\b"
    r"|(?P<he>he|she)\b|(?P<his>his|her)\b(?= \w)"
    r"|(?P<region>(?:the|this) (?:region|province|oblast|krai|governorate))(?! of\b)\b|"
    r"(?P<country>(?:the|this) (?:country|republic|state|nation))(?! of\b|-)\b"
    r"|(?P<city>(?:the|this) (?:city|town))(?! of\b)\b|(?P<regional>the (?:regional|"
    r"provincial))\b(?= (?:press|administration|government|department|chamber|akimat|"
    r"authorities))"
    r"|(?P<place>(?:the|this) (?:port|harbou?r|seaport|terminal|facility|airport|zone|"
    r"hub))(?! of\b)\b(?!'s? (?:operator))"
    r"|(?P<guests>(?:the|its) (?:visitors|guests|delegation|group|visiting delegation|"
    r"party)|the (?:foreign |visiting )?delegates)\b"
    r"|(?P<corridor>the (?:corridor|route))(?! (?:of|from|between)\b)\b|(?P<bloc>the "
    r"(?:bloc|union))\b|(?P<company>the (?:company|operator|carrier|firm|holding|enterprise|"
    r"corporation))(?! of\b)\b"
    r"|(?P<pair>(?:both|the two|the) (?:countries|sides|regions|republics|states|nations|"
    r"neighbours|neighbors|parties|capitals|provinces|territories|partners))\b"
    r"|(?P<cities>(?:both|the two|the) (?:cities|towns))\b|(?P<leaders>(?:both|the two) "
    r"(?:governors|leaders|ministers|presidents|mayors|officials|heads|diplomats|men|"
    r"politicians))\b)",
    re.IGNORECASE,
)
_AFTER_ADJECTIVE = re.compile(rf" (?:\w+ )?(?:{_GROUPS})\b", re.IGNORECASE)
_CAPITAL = re.compile(r" capital\b")
_FROM = re.compile(
    (
        rf"\b(?:a |an |the )?(?:\w+ ){{0,2}}?(?:{_GROUPS})(?:,? [\w ,]{{0,60}}?)?\bfrom (?:the "
        rf")?$"
    ),
    re.IGNORECASE,
)
_DEMONYM = re.compile(r"(?:ns|hs|ks|is|ese|sh|ians|men|people|locals)$")
_KINDS = {"region": ("region",), "country": ("country",), "city": ("city",)}


def resolve(story: Story, sentence: Sentence, names: Sequence[Mark]) -> list[Mark]:
    """Return the marks of a sentence: its names, and what its descriptions stand for; the story is told along."""
    found: list[Mark] = []
    queue: list[tuple[int, Mark | re.Match[str]]] = [(mark.start, mark) for mark in names]
    free = _free(len(sentence.text), names)
    queue += [(m.start(), m) for m in _DESCRIPTION.finditer(sentence.text) if free(m.start(), m.end())]
    if sentence.paragraph != story.paragraph:
        story.paragraph = sentence.paragraph
    for _, item in sorted(queue, key=lambda pair: pair[0]):
        new = [_in_context(sentence, item, story)] if isinstance(item, Mark) else list(_described(story, item, found))
        for mark in new:
            found.append(mark)
            if mark.letter == "O" and mark.kind in _KINDS:
                story.tell(
                    Mark(
                        "T",
                        mark.entry.names["en"] if mark.kind == "country" and mark.entry else mark.owner or mark.name,
                        mark.start,
                        mark.end,
                        "owner",
                        mark.entry,
                    )
                )
            story.tell(mark)
    return found


def _free(length: int, names: Sequence[Mark]) -> Callable[[int, int], bool]:
    taken = bytearray(length + 1)
    for mark in names:
        taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    return lambda start, end: not any(taken[start:end])


def _in_context(sentence: Sentence, mark: Mark, story: Story) -> Mark:
    """Read «Iranian businessmen» and «the Iranians» as a delegation, «the Azerbaijani capital» as its city."""
    if mark.letter == "T" and mark.kind == "city":
        port = next(
            (
                m
                for m in story.back("L")
                if m.name.startswith(mark.name + " ") and m.name.split()[-1] not in {"Airport", "airport"}
            ),
            None,
        )
        return Mark("L", port.name, mark.start, mark.end, "short", port.entry) if port else mark
    if mark.letter != "A":
        return mark
    text = sentence.text
    if _CAPITAL.match(text, mark.end):
        city = next(
            (m for m in story.back("TL", "city") if m.entry and mark.entry and m.entry.country == mark.entry.id), None
        )
        if city:
            return Mark("T", city.name, mark.start, mark.end + len(" capital"), "description", city.entry)
    group = _AFTER_ADJECTIVE.match(text, mark.end)
    plural = _DEMONYM.search(text[mark.start : mark.end].casefold()) and re.search(
        r"\bthe $", text[: mark.start], re.IGNORECASE
    )
    if group or (plural and text[mark.end - 1 : mark.end] == "s"):
        name = _province_of(story, mark) or mark.name
        return Mark("G", name, mark.start, group.end() if group else mark.end, "description", mark.entry)
    return mark


def _province_of(story: Story, mark: Mark) -> str | None:
    """Return the delegation that came from the territory meant: «the Iranians» are those of Golestan told of before."""
    return (
        story.guest
        if story.guest
        and any(
            m.name == story.guest and m.entry and mark.entry and m.entry.country == mark.entry.id
            for m in story.back("TG")
        )
        else None
    )


def _described(story: Story, match: "re.Match[str]", found: Sequence[Mark]) -> Iterator[Mark]:
    kind = match.lastgroup or ""
    start, end = match.span()
    if kind in {"he", "his", "person"}:
        person = _person(story, match[0]) if kind == "person" else _he(story, found)
        if person:
            yield Mark("P", person, start, end, {"he": "pronoun", "his": "possessive"}.get(kind, "description"))
    elif kind == "leaders":
        people = list(dict.fromkeys(m.name for m in story.back("P")))[:2]
        yield from (Mark("P", name, start, end, "description") for name in reversed(people) if len(people) == 2)
    elif kind in {"pair", "cities"}:
        both = story.pair("city") if kind == "cities" else story.pair()
        yield from (Mark("T", m.name, start, end, "description", m.entry) for m in both or ())
    elif kind == "guests":
        if story.guest:
            yield Mark("G", story.guest, start, end, "description")
    else:
        yield from _thing(story, kind, match, found)


def _thing(story: Story, kind: str, match: "re.Match[str]", found: Sequence[Mark]) -> Iterator[Mark]:
    start, end = match.span()
    if kind == "regional":
        named = story.last("T", "region")
        if named:
            yield Mark("T", named.name, start, end, "description", named.entry)
        return
    letters = {"place": "L", "bloc": "U", "corridor": "N", "company": "O"}.get(kind, "T")
    if kind == "region" and (own := _own_region(story, found)):
        yield Mark("T", own.name, start, end, "description", own.entry)
        return
    candidates = story.back(letters if letters != "T" else "TG", *_KINDS.get(kind, ()))
    mark = next((m for m in candidates if m.name and (kind != "corridor" or m.form == "route")), None)
    if kind == "country" and mark is not None and match[0].casefold().endswith("republic"):
        mark = next((m for m in story.back("TA", "country", "region") if m.name), mark)
    if mark is not None:
        yield Mark(letters, mark.name, start, end, "route" if kind == "corridor" else "description", mark.entry)


def _own_region(story: Story, found: Sequence[Mark]) -> Mark | None:
    """Return the region of the office holder who is the subject of the sentence so far."""
    people = [m for m in found if m.letter == "P"]
    person = story.person(people[0]) if people else None
    return next((m for m in story.back("TG", "region") if person and m.name == person.represents), None)


def _he(story: Story, found: Sequence[Mark]) -> str | None:
    """Return the person meant by «he»: of this sentence, else the first one of the last sentence that had any."""
    own = [m for m in found if m.letter == "P"]
    if own:
        return own[-1].name
    for line in reversed(story.lines[-6:]):
        people = line.of("P")
        if people:
            return people[0].name
    return None


def _person(story: Story, words: str) -> str | None:
    """Return the person that a description such as «the diplomat» fits, the one told of last."""
    wanted = lexicon.DESCRIPTIONS[words.casefold().removeprefix("the ")]
    for mark in story.back("P"):
        person = story.person(mark)
        if person and any(w in person.role for w in wanted) and (person.role or wanted == ("",)):
            return person.name
    return None
