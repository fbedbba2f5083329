"""A document under reading: its sentences with their mentions, and what was spoken of before a place."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType

from coopatlas import gazetteer
from coopatlas.language.form import Form, form
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Document
from coopatlas.reading import lexicon
from coopatlas.reading.draft import IN_CLAUSE, IN_SENTENCE, Filler
from coopatlas.reading.figures.found import plain
from coopatlas.reading.figures.grammar import figures

MEMORY = 12
"""Sentences back to which a description may refer."""
_LEAD, _LEAD_WEIGHT = 2, 3
"""What the first sentences name weighs more in what a text is about."""


@dataclass(slots=True)
class Person:
    """A person of the document: the fullest name that it gives, the office, whose office it is and where."""

    name: str
    role: str = ""
    represents: str = ""
    organization: str = ""
    seat: str = ""
    feminine: bool = False

    @property
    def side(self) -> str:
        """For whom the person signs: the territory, else the body."""
        return self.represents or self.organization


@dataclass(slots=True)
class Discourse:
    """A document, sentence by sentence, with the people that its posts make known."""

    document: Document
    grammar: ModuleType
    sentences: Sequence[Sentence]
    people: dict[str, Person] = field(default_factory=dict)
    """Persons by each name under which the document mentions them."""
    periods: Sequence[Sequence[tuple[str, int, int]]] = ()
    """Of each sentence its periods: label, and code points into the sentence, half-open."""
    speaker: Callable[[Sentence, int], str | None] = lambda _sentence, _place: None
    """Who says what stands at a code point of a sentence."""
    guests: list[Filler] = field(default_factory=list)
    """Who came last on a visit, for «гости», «делегация»."""
    met: tuple[Mention, Mention] | None = None
    """For whom those who met last stand, the two sides of whatever comes of it."""

    unclaimed: set[tuple[str, int]] = field(default_factory=set)
    """Kinds of which a sentence, by its start, says what is not so, be it beside others: a condition, a rumour."""

    @property
    def lang(self) -> str:
        """The language that the document is in."""
        return self.document.lang

    @property
    def form(self) -> Form:
        """How its language is built."""
        return form(self.document.lang)

    def person(self, mention: Mention) -> Person | None:
        """Return the person that a mention names."""
        return self.people.get(mention.name)

    def speaking_for(self, sentence: Sentence, place: int) -> str:
        """Return the territory for which the speaker of a place speaks, or nothing."""
        person = self.people.get(self.speaker(sentence, place) or "")
        return person.represents if person else ""

    def prominent(self, sentence: Sentence) -> list[Person]:
        """Return the people whom «он» means first: who spoke or acted in the sentence before, then who stands there."""
        found: list[Person] = []
        for earlier in reversed(self.sentences[max(0, sentence.index - 2) : sentence.index]):
            named = [m for m in earlier.mentions if m.kind == "person"]
            acting = [m for m in named if earlier.tokens[m.head].case in {"Nom", ""}]
            found += [p for m in (*acting, *named) if (p := self.person(m)) is not None]
            speaker = self.people.get(self.speaker(earlier, earlier.end - 1) or "")
            found += [speaker] if speaker else []
        return found

    def protagonists(self, sentence: Sentence) -> list[Person]:
        """Return the persons with an office whom the text named up to a sentence, the one named most often first."""
        counts: Counter[str] = Counter()
        for earlier in self.sentences[max(0, sentence.index - MEMORY) : sentence.index + 1]:
            people = (self.person(m) for m in earlier.mentions if m.kind == "person")
            counts.update(p.name for p in people if p is not None and p.role)
        return [self.people[name] for name, _ in counts.most_common() if name in self.people]

    def quantities(self, sentence: Sentence, wanted: str, token: int) -> list[Filler]:
        """Return the periods or figures of a sentence, nearest to a token first; `reason` is the preposition before."""
        bounds = self.grammar.clause(sentence, sentence.tokens[token])
        stretches = self._periods(sentence) if wanted == "date" else self._figures(sentence, wanted)
        found = []
        for start, end, filler in stretches:
            places = [t.i for t in sentence.tokens if start <= t.start - sentence.start < end]
            if places:
                near = IN_CLAUSE if bounds.first <= places[0] <= bounds.last else IN_SENTENCE
                opening = sentence.tokens[places[-1] if self.form.head_final else places[0]]
                before = opening.lemma if opening.pos == "ADP" else self.grammar.preposition(sentence, opening)
                before = "" if before == "for" and self._is_set(sentence, opening) else before
                found.append(replace(filler, first=places[0], last=places[-1], source=near, reason=before))
        return sorted(found, key=lambda f: (f.source != IN_CLAUSE, abs(f.first - token)))

    def _is_set(self, sentence: Sentence, opening: Token) -> bool:
        """Whether a day is that for which something is set, and no term: "the visit, scheduled for May"."""
        words = lexicon.lists(self.lang, "references", ("scheduled",))["scheduled"]
        return any(t.lemma in words for t in sentence.tokens[max(0, opening.i - 2) : opening.i])

    def _periods(self, sentence: Sentence) -> Iterator[tuple[int, int, Filler]]:
        for label, start, end in self.periods[sentence.index] if sentence.index < len(self.periods) else ():
            yield start, end, Filler(label)

    def _figures(self, sentence: Sentence, wanted: str) -> Iterator[tuple[int, int, Filler]]:
        for found in figures(sentence.text, self.lang):
            if found.kind == wanted:
                yield found.start, found.end, Filler(plain(found.figure.value), figure=found.figure)

    def before(self, sentence: Sentence, token: int, *kinds: str) -> Iterator[Mention]:
        """Yield the mentions of these kinds before a token, nearest first, of this sentence and those before it."""
        for earlier in reversed(self.sentences[max(0, sentence.index - MEMORY) : sentence.index + 1]):
            for mention in reversed(earlier.mentions):
                if (earlier.index < sentence.index or mention.last < token) and mention.kind in kinds:
                    yield mention

    def last(self, sentence: Sentence, token: int, *entry_kinds: str) -> Mention | None:
        """Return the territory or union of these kinds of entry that was named last before a token."""
        named = self.before(sentence, token, "territory", "union")
        return next((m for m in named if m.entry is not None and m.entry.kind in entry_kinds), None)

    def sides(self, sentence: Sentence) -> list[Mention]:
        """Return the states, regions and unions named up to the end of a sentence, what the text is about first."""
        lead = self.sentences[: min(_LEAD, sentence.index)]
        weights: Counter[str] = Counter()
        seen: dict[str, Mention] = {}
        for earlier in (*lead, *self.sentences[max(0, sentence.index - MEMORY) : sentence.index + 1]):
            for mention in earlier.mentions:
                if mention.entry is not None and mention.entry.kind in {"country", "region", "union"}:
                    weights[mention.name] += _LEAD_WEIGHT if earlier.index < _LEAD else 1
                    seen[mention.name] = mention
        homes = {m.entry.country for m in seen.values() if m.entry is not None and m.entry.kind == "region"}
        ordered = sorted(seen.values(), key=lambda m: -weights[m.name])
        return sorted(ordered, key=lambda m: m.entry is not None and m.entry.id in homes)

    def pair(self, sentence: Sentence, kinds: frozenset[str] | None = None) -> tuple[Mention, Mention] | None:
        """Return the two sides that «стороны» stands for: the sentence's, completed by the text's.

        `kinds` are the kinds of territory of which both must be, as «обе страны» and «города» tell.
        """
        wanted = kinds or frozenset({"country", "region"})
        own = [m for m in sentence.mentions if m.entry is not None and m.entry.kind in wanted]
        if kinds and "city" in kinds:
            named = list(self.before(sentence, len(sentence.tokens), "territory", "place"))
        else:
            named = [m for m in self.sides(sentence) if kinds is None or (m.entry and m.entry.kind in kinds)]
        chosen: list[Mention] = []
        met = self.met or ()
        for mention in (*own, *met, *named):
            if kinds and mention.entry is not None and mention.entry.kind not in kinds:
                continue
            if all(apart(mention, other) for other in chosen):
                chosen.append(mention)
            if len(chosen) == 2:
                return chosen[0], chosen[1]
        if kinds == frozenset({"region"}) and len(chosen) == 1:  # of one side only the town is named
            for mention in self.before(sentence, len(sentence.tokens), "territory"):
                if (region := around(mention, self.lang)) is not None and apart(region, chosen[0]):
                    return chosen[0], region
        return None

    def counterpart(self, sentence: Sentence, name: str) -> Mention | None:
        """Return the other side of what joins `name` to someone: the one most spoken of in another country."""
        if self.met is not None and name in (names := [m.name for m in self.met]):
            return self.met[1 - names.index(name)]
        named = self.sides(sentence)
        one = next((m for m in named if m.name == name), None)
        return next((m for m in named if m.name != name and (one is None or foreign(one, m))), None)


def around(town: Mention, lang: str) -> Mention | None:
    """Return the region in which a town lies, at the place of its name."""
    entries, entry = gazetteer.load().entries(), town.entry
    parts = entry.part_of if entry is not None and entry.kind == "city" else ()
    region = next((entries[part] for part in parts if part in entries and entries[part].kind == "region"), None)
    return replace(town, name=region.names.get(lang, region.id), entry=region) if region is not None else None


def apart(a: Mention, b: Mention) -> bool:
    """Whether two territories are different and neither lies within the other."""
    if a.entry is None or b.entry is None:
        return a.name != b.name
    if a.entry.id == b.entry.id:
        return False
    return b.entry.id not in a.entry.part_of and a.entry.id not in b.entry.part_of


def foreign(a: Mention, b: Mention) -> bool:
    """Whether two territories lie in different countries."""
    return a.entry is not None and b.entry is not None and a.entry.country != b.entry.country
