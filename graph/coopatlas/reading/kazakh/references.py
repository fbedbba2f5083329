"""What Kazakh descriptions and pronouns stand for: «губернатор», «оның», «облыс», «екі ел», «тараптар», «екі басшы»."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.language.tokens import Sentence
from coopatlas.reading.kazakh import lexicon
from coopatlas.reading.patterns import Mark
from coopatlas.reading.story import Story, apart

_END = r"(?=(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|ны|ні|ды|ді|ты|ті|да|де|та|те)?\b)"
_DESCRIPTION = re.compile(
    rf"(?:(?P<person>\b(?i:{'|'.join(lexicon.DESCRIPTIONS)})){_END}(?! [А-ЯӘІҢҒҮҰҚӨҺ])|"
    rf"(?P<his>\b[Оо]ның)(?= (?:айтуынша|сөзінше|пікірінше|ойынша))|(?P<he>\b[Оо]л)\b(?= \w)"
    rf"|(?P<pair>\b(?:[Ее]кі (?:ел|жақ|тарап|мемлекет|облыс|өңір|аймақ)|[Тт]араптар|[Ее]кі "
    rf"тарап))(?:тың|тің|дің|дың)?\b|(?P<leaders>\b[Ее]кі (?:басшы|губернатор|әкім|министр|"
    rf"президент))\b"
    rf"|(?P<region>\b[Оо]блыс|\b[Өө]ңір|\b[Аа]ймақ){_END}(?! орталы)|(?P<country>\b[Ее]л|"
    rf"\b[Рр]еспублика){_END}|(?<!бауырлас )(?P<city>\b[Ққ]ала){_END})"
)


def resolve(story: Story, sentence: Sentence, names: Sequence[Mark]) -> list[Mark]:
    """Return the marks of a sentence: its names, and what its descriptions stand for; the story is told along."""
    taken = bytearray(len(sentence.text) + 1)
    for mark in names:
        taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    free = [m for m in _DESCRIPTION.finditer(sentence.text) if not any(taken[m.start() : m.end()])]
    queue: list[tuple[int, Mark | re.Match[str]]] = [*((m.start, m) for m in names), *((m.start(), m) for m in free)]
    found: list[Mark] = []
    for _, item in sorted(queue, key=lambda pair: pair[0]):
        for mark in [item] if isinstance(item, Mark) else list(_described(story, item)):
            found.append(mark)
            story.tell(mark)
    return found


def _described(story: Story, match: "re.Match[str]") -> Iterator[Mark]:
    kind = match.lastgroup or ""
    start, end = match.span(kind)
    if kind == "person":
        wanted = lexicon.DESCRIPTIONS[match[kind].casefold()].split()
        name = next(
            (m.name for m in story.back("P") if (p := story.person(m)) and any(w in p.role for w in wanted)), None
        )
        if name:
            yield Mark("P", name, start, end, "description")
    elif kind in {"his", "he"}:
        last = story.last("P")
        if last:
            yield Mark("P", last.name, start, end, "pronoun")
    elif kind == "leaders":
        people = list(dict.fromkeys(m.name for m in story.back("P")))[:2]
        yield from (Mark("P", name, start, end, "description") for name in reversed(people) if len(people) == 2)
    elif kind == "pair":
        yield from (Mark("T", m.name, start, end, "description", m.entry) for m in _pair(story, match[kind].casefold()))
    else:
        mark = _meant(story, kind)
        if mark:
            yield Mark("T", mark.name, start, end, "description", mark.entry)


def _meant(story: Story, kind: str) -> Mark | None:
    """Return the territory told last; of two told in one sentence, the one that was told first of all."""
    last = story.last("TA", kind)
    together = {m.name: m for m in story.lines[-1].of("TA") if m.kind == kind} if story.lines else {}
    if last is None or len(together) < 2 or last.name not in together:
        return last
    return next((m for m in story.told if m.letter in "TA" and m.name in together), last)


def _pair(story: Story, words: str) -> list[Mark]:
    """Return the two meant: countries of «екі ел», regions of «екі облыс», else whichever were told last."""
    kinds = (
        ("country",)
        if "ел" in words.split() or "мемлекет" in words
        else ("region",)
        if "облыс" in words or "өңір" in words
        else ()
    )
    both = story.pair(*kinds) if kinds else story.pair("region", "city", "") or story.pair()
    if both is None and kinds:
        both = story.pair()
    return [m for m in both or () if apart(*both)] if both else []
