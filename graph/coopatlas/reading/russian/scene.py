"""What a reader of the document knows at a place in it: who and what was named before, and what the text is about."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from coopatlas.language.russian.morphology import lemmas
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Document, Value
from coopatlas.reading.periods import Calendar

_REPUBLIC = "республика"
_ANY_REGION = {"регион", "субъект"}
"""What a republic may be called as well as any other region."""
_REGION_NOUNS = {"регион", "область", "край", "губерния", "субъект", "округ", "провинция", "штат"}
_COUNTRY_NOUNS = {"страна", "государство", "держава"}
_CITY_NOUNS = {"город", "столица", "райцентр"}
MEMORY = 80
"""Sentences that the context of a place reaches back: what stood further off is no longer spoken of."""
_LEAD, _LEAD_WEIGHT = 2, 3
_PEOPLE = 120
"""People last introduced among whom a name or a description is looked for."""
_SIDES = {"сторона", "делегация", "партнер", "сосед", "государство", "республика"}
"""Nouns that a territory's adjective or genitive turns into the territory itself: «казахстанская сторона»."""


@dataclass(slots=True)
class Person:
    """A person of the document: the fullest name it gives, the office, whose office it is and where it has its seat."""

    name: str
    first_seen: int
    role: str = ""
    represents: str = ""
    organization: str = ""
    seat: str = ""
    feminine: bool = False
    seen: list[tuple[int, int]] = field(default_factory=list)

    def hold(self, told: Mapping[str, Value | None]) -> None:
        """Give the person what a post tells and nothing told before."""
        for name in ("role", "represents", "organization", "seat"):
            setattr(self, name, getattr(self, name) or str(told.get(name) or ""))

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


@dataclass(slots=True)
class Scene:
    """A document under reading: its sentences with their mentions, its people, its territories."""

    document: Document
    sentences: Sequence[Sentence]
    calendar: Calendar
    people: list[Person] = field(default_factory=list)
    """The people in the order in which they are introduced."""
    named: dict[str, Person] = field(default_factory=dict)
    """Whom each name of the text stands for, in its dictionary form."""
    speaker: Callable[[Sentence, int], str | None] = lambda _sentence, _place: None
    """Who says what stands at a code point of a sentence; set by the reader once the offices are known."""
    _homes: dict[str, Mention | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for sentence in self.sentences:
            for mention in sentence.mentions:
                if mention.kind == "person":
                    self._meet(sentence, mention)

    # People ---------------------------------------------------------------------------------------------------------

    def _meet(self, sentence: Sentence, mention: Mention) -> None:
        person = self._known(mention.name) or self._abbreviated(mention.name)
        if person is None:
            person = Person(mention.name, sentence.index)
            person.feminine = sentence.tokens[mention.last].feats.get("Gender") == "Fem"
            self.people.append(person)
        elif len(mention.name.replace(".", "")) > len(person.name.replace(".", "")):
            person.name = mention.name
        person.seen.append((sentence.index, mention.first))
        self.named[mention.name] = person

    def _known(self, name: str) -> Person | None:
        return next((p for p in reversed(self.people[-_PEOPLE:]) if same_person(p.name, name)), None)

    def _abbreviated(self, name: str) -> Person | None:
        """Return whom an initial and a surname in any form stand for: «И. Теплякова» may be bent as a man's name."""
        *first, surname = _parts(name)
        if len(first) != 1 or not first[0].endswith("."):
            return None
        for person in reversed(self.people[-_PEOPLE:]):
            known = _parts(person.name)
            if len(known) > 1 and known[0][0] == first[0][0] and _stem(known[-1]) == _stem(surname):
                return person
        return None

    def person(self, mention: Mention) -> Person | None:
        """Return the person that a mention names."""
        return self.named.get(mention.name)

    def full_name(self, mention: Mention) -> str:
        """Return the fullest name of a mentioned person that the document gives."""
        person = self.person(mention)
        return person.name if person else mention.name

    def last_person(
        self, sentence: Sentence, before: int, wanted: str = "", feminine: bool | None = None
    ) -> Person | None:
        """Return the person last named or described before a token; `wanted` is a word of the office.

        Of several in the sentence before a pronoun, by which `feminine` is told, it means the subject.
        """
        best: tuple[tuple[int, int], Person] | None = None
        near: list[tuple[tuple[int, int], Person]] = []
        introduced = bisect_right(self.people, sentence.index, key=lambda person: person.first_seen)
        for person in self.people[max(0, introduced - _PEOPLE) : introduced]:
            if wanted and wanted not in _words_of(person.role):
                continue
            if feminine is not None and person.feminine != feminine:
                continue
            times = bisect_left(person.seen, (sentence.index, before))
            near += [(person.seen[times - 1], person)] if times else []
            if times and (best is None or person.seen[times - 1] > best[0]):
                best = (person.seen[times - 1], person)
        if feminine is not None and best is not None and best[0][0] < sentence.index:
            told = self.sentences[best[0][0]]
            subjects = [one for one in near if one[0][0] == told.index and told.tokens[one[0][1]].case == "Nom"]
            best = min(subjects, default=best, key=lambda one: one[0])
        return best[1] if best else None

    def last_person_of(self, sentence: Sentence, before: int, territory: str) -> Person | None:
        """Return the person in charge of a territory who was last introduced before a token."""
        introduced = bisect_right(self.people, sentence.index, key=lambda person: person.first_seen)
        for person in reversed(self.people[max(0, introduced - _PEOPLE) : introduced]):
            envoy = any(word in _words_of(person.role) for word in ("посол", "консул", "заместитель"))
            if person.represents == territory and not envoy and person.seen[0] < (sentence.index, before):
                return person
        return None

    def side_of(self, speaker: str | None) -> str | None:
        """Return the territory for which a speaker speaks, as «мы» and «наш» mean it."""
        person = self.named.get(speaker) if speaker else None
        return (person.represents or None) if person else None

    # Territories ----------------------------------------------------------------------------------------------------

    def territories_before(self, sentence: Sentence, before: int) -> Iterator[Mention]:
        """Yield the territories named before a token, the nearest first."""
        for earlier in reversed(self._remembered(sentence)):
            for mention in reversed(earlier.mentions):
                if mention.kind == "territory" and (earlier.index < sentence.index or mention.last < before):
                    yield mention

    def last_territory(self, sentence: Sentence, before: int, *kinds: str) -> Mention | None:
        """Return the territory of these gazetteer kinds last named before a token."""
        for mention in self.territories_before(sentence, before):
            if mention.entry is not None and mention.entry.kind in kinds:
                return mention
        return None

    def described(self, sentence: Sentence, token: Token) -> str | None:
        """Return the territory that a common noun stands for: «регион», «республика», «область», «страна», «город»."""
        before = token.i
        if token.lemma in _REGION_NOUNS:
            wanted = "" if token.lemma in _ANY_REGION else token.lemma
            found = self.here(sentence, before, wanted) or self.home("region", wanted)
        elif token.lemma == _REPUBLIC:
            named = [m for m in self.prominent(sentence) if is_republic(m)]
            own = self.side_of(self.speaker(sentence, token.start))
            if own and any(m.name == own for m in named):
                return own
            regions = [m for m in named if m.entry is not None and m.entry.kind == "region"]
            found = next(iter(regions or named), None)
        elif token.lemma == "союз":
            found = self._last_union(sentence, before)
        elif token.lemma in _COUNTRY_NOUNS:
            found = self.last_territory(sentence, before, "country")
        elif token.lemma in _CITY_NOUNS:
            found = self._in_country(sentence, token, self.territories_before(sentence, before), "city")
        else:
            return None
        return found.name if found else None

    def here(self, sentence: Sentence, before: int, wanted: str = "") -> Mention | None:
        """Return the region that the sentence itself names last before a token; see `home` for `wanted`.

        Of two that stand side by side «регион» is the one that the text is about: «X и Y подпишут …, сказал министр
        региона».
        """
        named = [m for m in sentence.mentions if m.kind == "territory" and m.last < before and m.entry is not None]
        regions = [m for m in reversed(named) if m.entry is not None and m.entry.kind == "region"]
        fitting = [m for m in regions if _may_be(m, wanted)]
        about = self.home("region", wanted) if len({m.name for m in fitting}) > 1 else None
        return next((m for m in fitting if about is not None and m.name == about.name), next(iter(fitting), None))

    def home(self, kind: str, wanted: str = "") -> Mention | None:
        """Return the territory of a kind that the document speaks of most; of two the one named first.

        `wanted` is the word by which it is meant: no republic is an «область».
        """
        key = f"{kind} {wanted}"
        if key not in self._homes:
            named = (m for s in self.sentences for m in s.mentions if m.kind == "territory" and m.entry is not None)
            own = [m for m in named if m.entry is not None and m.entry.kind == kind and _may_be(m, wanted)]
            counts = Counter(m.name for m in own)
            self._homes[key] = max(own, key=lambda m: counts[m.name], default=None)
        return self._homes[key]

    def _last_union(self, sentence: Sentence, before: int) -> Mention | None:
        for earlier in reversed(self._remembered(sentence)):
            for mention in reversed(earlier.mentions):
                if mention.kind == "union" and (earlier.index < sentence.index or mention.last < before):
                    return mention
        return None

    def _in_country(self, sentence: Sentence, token: Token, candidates: Iterable[Mention], kind: str) -> Mention | None:
        """Return the first candidate of a kind; «российский город» lies in the country of its adjective."""
        adjectives = [
            m for m in sentence.mentions if m.form == "adjective" and m.last == token.i - 1 and m.entry is not None
        ]
        country = adjectives[0].entry.country if adjectives and adjectives[0].entry is not None else None
        for mention in candidates:
            if mention.entry is not None and mention.entry.kind == kind and country in {None, mention.entry.country}:
                return mention
        return None

    def first(self, *kinds: str) -> Mention | None:
        """Return the first territory of these kinds in the document."""
        for sentence in self.sentences[:MEMORY]:
            for mention in sentence.mentions:
                if mention.kind == "territory" and mention.entry is not None and mention.entry.kind in kinds:
                    return mention
        return None

    def territory_of(self, sentence: Sentence, token: Token) -> str | None:
        """Return the territory that a noun names, describes or bears as an adjective («казахстанская сторона»)."""
        mention = sentence.mention_at(token)
        if mention is not None and mention.kind in {"territory", "union"}:
            return mention.name
        for child in sentence.children(token, "amod", "nmod"):
            inner = sentence.mention_at(child)
            if inner is not None and inner.kind == "territory" and token.lemma in _SIDES:
                return inner.name
        return self.described(sentence, token) if mention is None else None

    def prominent(self, sentence: Sentence) -> list[Mention]:
        """Return the countries and regions named up to the end of `sentence`, what the text is about first.

        What the first sentences name weighs more; a country stands behind those of its regions that are named.
        """
        last: dict[str, Mention] = {}
        weights: Counter[str] = Counter()
        for earlier in (*self.sentences[: max(0, min(_LEAD, sentence.index - MEMORY))], *self._remembered(sentence)):
            for mention in earlier.mentions:
                if _is_side(mention):
                    weights[mention.name] += _LEAD_WEIGHT if earlier.index < _LEAD else 1
                    last[mention.name] = mention
        regions = {m.entry.country for m in last.values() if m.entry is not None and m.entry.kind == "region"}
        kept = [m for m in last.values() if m.kind != "union" or weights[m.name] > _LEAD_WEIGHT]
        ordered = sorted(kept, key=lambda m: -weights[m.name])
        return sorted(
            ordered, key=lambda m: m.entry is not None and m.entry.kind == "country" and m.entry.id in regions
        )

    def _remembered(self, sentence: Sentence) -> Sequence[Sentence]:
        return self.sentences[max(0, sentence.index - MEMORY) : sentence.index + 1]


def _is_side(mention: Mention) -> bool:
    return mention.entry is not None and mention.entry.kind in {"country", "region", "union"}


def _may_be(mention: Mention, noun: str) -> bool:
    return not (noun and is_republic(mention))


def is_republic(mention: Mention) -> bool:
    """Whether a territory is called a republic in its official or everyday name."""
    if mention.entry is None or mention.entry.kind not in {"country", "region"}:
        return False
    names = [mention.name, *mention.entry.called("ru")]
    return any("республик" in name.casefold() for name in names)


def same_person(one: str, other: str) -> bool:
    """Whether two names in dictionary form may be one person's: equal surnames, compatible first names or initials."""
    a, b = _parts(one), _parts(other)
    if len(b) > len(a):
        a, b = b, a
    if set(b) <= set(a):
        return True
    surnames = {w for w in a if len(w.rstrip(".")) > 2} & {w for w in b if len(w.rstrip(".")) > 2}
    if not surnames:
        return len(a) == len(b) == 1 and _alike(a[0], b[0])
    rest_a = [w for w in a if w not in surnames]
    rest_b = [w for w in b if w not in surnames]
    return all(
        any(
            x.rstrip(".")[:1] == y.rstrip(".")[:1] and (len(x.rstrip(".")) == 1 or len(y.rstrip(".")) == 1)
            for x in rest_a
        )
        for y in rest_b
    )


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(name.replace("ё", "е").split())


@lru_cache(maxsize=4096)
def _words_of(role: str) -> frozenset[str]:
    """Return the words of an office in every dictionary form that they may have."""
    return frozenset(form for word in role.split() for form in lemmas(word))


def _stem(surname: str) -> str:
    """Return a surname without the vowels and endings in which its forms differ: «Теплякова», «Шарифзоду»."""
    return _SURNAME_ENDING.sub("", surname.casefold()) if len(surname) > _SHORT_SURNAME else surname.casefold()


_SURNAME_ENDING = re.compile(r"(?:ого|ому|ыми?|ой|ом|ым|ая|ую|ий|ый|ей|[аяуюеыиойь])$")
_SHORT_SURNAME = 3


def _alike(a: str, b: str) -> bool:
    return a == b or (len(a) > 5 and len(b) > 5 and a[:-2] == b[:-2])
