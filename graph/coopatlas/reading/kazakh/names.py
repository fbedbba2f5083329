"""Kazakh names: territories by gazetteer and by «облысы», people by offices and family names, bodies by head nouns.

A mark covers a name without its case ending, which stays in the code for the patterns to see.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coopatlas.gazetteer import Entry, Gazetteer, Match
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.kazakh import endings, lexicon
from coopatlas.reading.patterns import Mark

_OFFICE_ENDS = frozenset(office.split()[-1] for office in lexicon.OFFICES)
_REGION = re.compile(
    r"(?:облыс|өлке|аймағ|провинция|аудан|штат)(?=ы|сы|і|сі|лары|лері|тары|тері|дары|дері)", re.IGNORECASE
)
_REGION_FORM = {
    "облыс": "облысы",
    "өлке": "өлкесі",
    "аймағ": "аймағы",
    "провинция": "провинциясы",
    "аудан": "ауданы",
    "штат": "штаты",
}
_COMPASS = frozenset({"Шығыс", "Батыс", "Солтүстік", "Оңтүстік"})
_BODY = re.compile(
    rf"\s+(?P<head>(?:{lexicon.BODIES}))(?=(?:{'|'.join(endings.CASES['gen'].split('|'))}|"
    rf"мен|не|нде|нен|н)?\b)"
)
_QUOTED = re.compile(
    rf"[«“\"](?P<name>[^»”\"«“]{{2,60}})[»”\"](?:\s+(?:АҚ|ЖШС|"
    rf"ұлттық))*(?P<head>\s+(?:{lexicon.BODIES}))"
)
_WITH = re.compile(r"(?:мен|бен|пен)$")
_LETTERS = {"union": "U", "port": "L", "organization": "O"}


@dataclass(slots=True)
class Names:
    """The names of a document: its people by each of their names, its territories by entry."""

    gazetteer: Gazetteer
    people: dict[str, str] = field(default_factory=dict)

    def learn(self, sentences: Sequence[Sentence]) -> None:
        """Collect the people of the whole document."""
        found: dict[str, None] = {}
        for sentence in sentences:
            places = self._places(sentence)
            for first, last in _runs(sentence.tokens, places):
                if _is_person(sentence.tokens, first, last):
                    found[_person_name(sentence.tokens[first : last + 1])] = None
        for name in sorted(found, key=lambda n: -len(n.split())):
            for part in (name, *name.split()):
                if len(part) > 2:
                    self.people.setdefault(part, name)

    def marks(self, sentence: Sentence) -> list[Mark]:
        """Return the names of a sentence, in order."""
        people = list(self._people(sentence, self._places(sentence)))
        regions = list(self._regions(sentence))
        places = [_place(sentence, m) for m in self._matches(sentence)]
        demonyms = list(self._demonyms(sentence))
        bodies = list(_bodies(sentence, [*regions, *places]))
        found: list[Mark] = []
        for mark in (*regions, *bodies, *people, *places, *demonyms):
            if not any(m.start < mark.end and mark.start < m.end for m in found):
                found.append(mark)
        return sorted(found, key=lambda m: m.start)

    def _matches(self, sentence: Sentence) -> list[Match]:
        words = [t.text for t in sentence.tokens]
        lemmas = [[s.casefold() for s in endings.stems(w)] if w[:1].isupper() else [] for w in words]
        own = self.gazetteer.scan(words, lemmas, "kk")
        taken = {i for m in own for i in range(m.start_token, m.end_token)}
        bare = [endings.without_case(w) if w[:1].isupper() else w for w in words]
        other = self.gazetteer.scan(bare, (), "ru") if any(w[:1].isupper() for w in words) else []
        return [*own, *(m for m in other if m.form == "name" and not taken & set(range(m.start_token, m.end_token)))]

    def _places(self, sentence: Sentence) -> set[int]:
        return {i for m in self._matches(sentence) for i in range(m.start_token, m.end_token)}

    def _regions(self, sentence: Sentence) -> Iterator[Mark]:
        """Yield «Омбы облысының», and both regions of «Павлодар және Омбы облыстары»."""
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            head = _REGION.match(token.text)
            if head is None or not i or not tokens[i - 1].text[:1].isupper():
                continue
            form = _REGION_FORM[head[0].casefold()]
            at = i - 1
            if re.match(rf"{head[0]}(?:тар|тер|лар|лер|дар|дер)", token.text, re.IGNORECASE):
                while (
                    at >= 2
                    and tokens[at - 1].text in {"және", "мен", "пен", "бен", ","}
                    and tokens[at - 2].text[:1].isupper()
                ):
                    name = f"{tokens[at - 2].text} {form}"
                    yield Mark(
                        "T",
                        name,
                        tokens[at - 2].start - sentence.start,
                        tokens[at - 2].end - sentence.start,
                        "name",
                        self._region(name),
                    )
                    at -= 2
            first = (
                i - 2
                if i > 1
                and tokens[i - 2].text[:1].isupper()
                and (
                    tokens[i - 2].text in _COMPASS
                    or re.search(r"(?:стық|стік|дық|дік|лық|лік|тік|тық)$", tokens[i - 1].text)
                )
                else i - 1
            )
            name = " ".join([*(t.text for t in tokens[first:i]), form])
            end = (
                token.start
                - sentence.start
                + min(len(token.text), len(form) if token.text.casefold().startswith(form) else len(token.text))
            )
            yield Mark("T", name, tokens[first].start - sentence.start, end, "name", self._region(name))

    def _region(self, name: str) -> Entry | None:
        own = [e for e in self.gazetteer.find(name, "kk") if e.kind == "region"]
        if own:
            return own[0]
        for lang in ("kk", "ru"):
            for city in self.gazetteer.find(name.split(maxsplit=1)[0], lang):
                above = next(
                    (e for part in city.part_of if (e := self.gazetteer.entries().get(part)) and e.kind == "region"),
                    None,
                )
                if city.kind == "city" and above:
                    return above
        return None

    def _demonyms(self, sentence: Sentence) -> Iterator[Mark]:
        for token in sentence.tokens:
            place = endings.people_of(token.text)
            if place is None or len(place) < 4:
                continue
            name = place[:1].upper() + place[1:]
            entries = [e for e in self.gazetteer.find(name, "kk") if e.kind in {"country", "city", "region"}]
            if entries:
                plural = re.search(r"(?:тар|тер)", token.text[len(place) :]) is not None
                entry = (self._region(f"{name} облысы") if plural and entries[0].kind == "city" else None) or entries[0]
                ending = re.search(r"(?:дың|дің|тың|тің|ға|ге)$", token.text)
                end = token.end - sentence.start - (len(ending[0]) if ending else 0)
                yield Mark(
                    "A",
                    entry.names.get("kk") or f"{name} облысы",
                    token.start - sentence.start,
                    end,
                    "adjective",
                    entry,
                )

    def _people(self, sentence: Sentence, places: set[int]) -> Iterator[Mark]:
        tokens = sentence.tokens
        for first, last in _runs(tokens, places):
            name = _person_name(tokens[first : last + 1])
            full = (
                self.people.get(name)
                or self.people.get(tokens[last].text)
                or (self.people.get(endings.without_case(tokens[last].text, short=True)))
            )
            if full is not None and (first == last or name in self.people or name in full):
                start, end = tokens[first].start - sentence.start, tokens[last].end - sentence.start
                ending = len(tokens[last].text) - len(name.split()[-1])
                short = endings.without_case(tokens[last].text, short=True)
                if ending == 0 and short in self.people and tokens[last].text not in self.people:
                    ending = len(tokens[last].text) - len(short)
                yield Mark("P", full, start, end - ending)


def _is_person(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a stretch of capitalised words names a person: an office before it, or a family name's ending."""
    size = last - first + 1
    if first > 0 and tokens[first - 1].text.casefold() in _OFFICE_ENDS:
        return size <= 4
    return 2 <= size <= 4 and _person_name(tokens[first : last + 1]).casefold().endswith(lexicon.SURNAME_ENDINGS)


def _runs(tokens: Sequence[Token], places: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words with a capital letter that name no place; none in a sentence in capitals."""
    capital = [t.text[:1].isupper() for t in tokens]
    if len(tokens) > 6 and sum(t.text.isupper() and len(t.text) > 1 for t in tokens) > 0.5 * len(tokens):
        return
    capital = [c and i not in places and tokens[i].text.casefold() not in _OFFICE_ENDS for i, c in enumerate(capital)]
    at = 0
    while at < len(tokens):
        last = at
        while capital[at] and last + 1 < len(tokens) and capital[last + 1] and last - at < 6:
            last += 1
        if capital[at]:
            yield at, last
        at = last + 1


def _person_name(tokens: Sequence[Token]) -> str:
    """Return a personal name without the case ending of its last word, where what is left is a family name."""
    words = [t.text for t in tokens]
    together = _WITH.search(words[-1])
    if together and together.start() > 3:
        return " ".join([*words[:-1], words[-1][: together.start()]])
    for bare in (endings.without_case(words[-1]), endings.without_case(words[-1], short=True)):
        if (
            bare != words[-1]
            and bare.casefold().endswith(lexicon.SURNAME_ENDINGS)
            and not words[-1].casefold().endswith(lexicon.SURNAME_ENDINGS)
        ):
            return " ".join([*words[:-1], bare])
    return " ".join(words)


def _place(sentence: Sentence, match: Match) -> Mark:
    tokens = sentence.tokens[match.start_token : match.end_token]
    entry = match.entries[0]
    start = tokens[0].start - sentence.start
    name = entry.names.get("kk") or endings.without_case(tokens[-1].text)
    whole = next(
        (
            n
            for n in entry.called("kk")
            if len(n.split()) == len(tokens) and tokens[-1].text.casefold().startswith(n.split()[-1].casefold())
        ),
        None,
    )
    last = whole.split()[-1] if whole else endings.without_case(tokens[-1].text)
    return Mark(
        _LETTERS.get(entry.kind, "T"), name, start, tokens[-1].start - sentence.start + len(last), "name", entry
    )


def _bodies(sentence: Sentence, places: Sequence[Mark]) -> Iterator[Mark]:
    """Yield «Қазақстан елшілігі», «Павлодар облысының әкімдігі»: a territory and a head noun."""
    for place in places:
        genitive = re.match(
            rf"(?:{endings.CASES['gen']})?(?:\s+(?:Ресейдегі|Қазақстандағы))?", sentence.text[place.end :]
        )
        head = _BODY.match(sentence.text, place.end + (genitive.end() if genitive else 0))
        if head:
            yield Mark(
                "O",
                sentence.text[place.start : head.end()],
                place.start,
                head.end(),
                "name",
                place.entry,
                owner=place.name,
            )
    for quoted in _QUOTED.finditer(sentence.text):
        yield Mark("O", quoted["name"], quoted.start(), quoted.end("head"))
