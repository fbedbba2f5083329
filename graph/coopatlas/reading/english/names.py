"""English names in running text: territories by gazetteer, people, bodies, ports and routes by capitals and head words.

A person needs a cue: an office before or behind, a verb of saying, a family name's ending. What has none stays a name
of unknown kind, which a pattern may take for an organisation where it expects one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coopatlas.gazetteer import Entry, Gazetteer, Match
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.english import capitals, lexicon
from coopatlas.reading.patterns import Mark

_SAID = re.compile(
    (
        rf"(?:{lexicon.SAYING}|who|has|had|signed|met|visited|received|welcomed|held|took|spoke|"
        rf"thanked|led|arrived|discussed|proposed|invited|expressed|took part)$"
    ),
    re.IGNORECASE,
)
_JOINING = frozenset({"of", "for", "and", "&", "on"})
_REGION_HEADS = frozenset(["region", "province", "oblast", "district", "county", "krai", "republic", "area"])
_LETTERS = {
    "country": "T",
    "region": "T",
    "city": "T",
    "macroregion": "T",
    "union": "U",
    "port": "L",
    "organization": "O",
}


@dataclass(slots=True)
class Names:
    """The names of a document: its people and bodies by each of the shorter names that it gives them."""

    gazetteer: Gazetteer
    people: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    territories: dict[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()

    def learn(self, sentences: Sequence[Sentence]) -> None:
        """Collect the names of the whole document."""
        self.common = (
            frozenset(t.text for s in sentences for t in s.tokens if t.text[:1].islower()) | lexicon.FUNCTION_WORDS
        )
        full: dict[str, None] = {}
        for sentence in sentences:
            for mark in self._read(sentence):
                if mark.letter == "P":
                    full[mark.name] = None
                elif mark.letter in "ONL":
                    self._body(sentence, mark)
                elif (
                    mark.letter == "T"
                    and mark.entry is not None
                    and mark.kind in {"region", "city"}
                    and mark.form == "name"
                ):
                    self._territory(mark, mark.entry)
        for name in sorted(full, key=lambda n: -len(n.split())):
            for part in (name, *name.split()):
                if (
                    part[:1].isupper()
                    and len(part) > 1
                    and part not in self.people
                    and not self.gazetteer.find(part, "en")
                ):
                    self.people[part] = name

    def marks(self, sentence: Sentence) -> list[Mark]:
        """Return the names of a sentence, in order, by their fullest forms."""
        return [self._full(mark) for mark in self._read(sentence)]

    def _full(self, mark: Mark) -> Mark:
        if mark.letter == "P":
            return _named(mark, self.people.get(mark.name, mark.name))
        if mark.letter == "T" and mark.entry is not None:
            short = mark.kind == "country" or mark.form == "adjective"
            own = mark.entry.names["en"]
            return _named(
                mark, self.territories.get(mark.entry.id, own) if not short or mark.kind != "country" else own
            )
        if mark.letter in "NO" and mark.name in self.people:
            return Mark("P", self.people[mark.name], mark.start, mark.end)
        if mark.letter in "ONL" and mark.name in self.bodies:
            full = self.bodies[mark.name]
            return Mark(
                "O" if mark.letter == "N" else mark.letter,
                full,
                mark.start,
                mark.end,
                mark.form,
                mark.entry,
                owner=mark.owner,
            )
        return mark

    def _body(self, sentence: Sentence, mark: Mark) -> None:
        """Learn «KTZ» of «Kazakhstan Temir Zholy (KTZ)»."""
        short = re.match(r"\s*\(([A-Z][\w.-]{1,11})\)", sentence.text[mark.end : mark.end + 16])
        if short:
            self.bodies[short[1]] = self.bodies[mark.name] = mark.name

    def _territory(self, mark: Mark, entry: Entry) -> None:
        known = self.territories.get(entry.id, "")
        if len(mark.name) > len(known) and not mark.name.isupper():
            self.territories[entry.id] = mark.name

    def _read(self, sentence: Sentence) -> list[Mark]:
        tokens = sentence.tokens
        matches = self.gazetteer.scan([t.text for t in tokens], (), "en")
        known = {i: m for m in matches for i in range(m.start_token, m.end_token)}
        found = (
            []
            if capitals.shouted(tokens)
            else [m for run in capitals.runs(tokens) for m in self._run(sentence, run, known)]
        )
        taken = {(m.start, m.end) for m in found}
        for match in matches:
            start, end = (
                tokens[match.start_token].start - sentence.start,
                tokens[match.end_token - 1].end - sentence.start,
            )
            if not any(a < end and start < b for a, b in taken):
                found.append(_place(sentence, match, start, end))
        return sorted(found, key=lambda m: m.start)

    def _run(self, sentence: Sentence, run: tuple[int, int], known: Mapping[int, Match]) -> Iterator[Mark]:
        """Yield the names of a stretch of capitalised words: split at titles, classified by head words and cues."""
        tokens = sentence.tokens
        first, last = run
        while (
            first <= last
            and (capitals.opens(tokens, first) or first == run[0])
            and tokens[first].lemma in self.common
            and first not in known
        ):
            first += 1
        titles = [
            i
            for i in range(first, last + 1)
            if tokens[i].lemma in lexicon.TITLES and not capitals.is_head_ahead(tokens, i, last)
        ]
        if titles:
            yield from self._run_part(sentence, (first, titles[0] - 1), known, titled=False)
            yield from self._run_part(sentence, (titles[-1] + 1, last), known, titled=True)
        else:
            yield from self._run_part(sentence, (first, last), known, titled=False)

    def _run_part(
        self, sentence: Sentence, run: tuple[int, int], known: Mapping[int, Match], *, titled: bool
    ) -> Iterator[Mark]:
        tokens = sentence.tokens
        first, last = _past_adjectives(tokens, *run, known), run[1]
        if first > last:
            return
        if (own := _behind_territory(tokens, first, last, known)) is not None:
            yield _mark(sentence, "P", own, last)
            return
        words = [tokens[i].lemma.rstrip(".") for i in range(first, last + 1)]
        covered = all(i in known for i in range(first, last + 1))
        if titled and not covered:
            yield _mark(sentence, "P", first, last)
        elif capitals.headed(tokens, first, last) and not (covered and known[first].end_token > last):
            yield self._headed_name(sentence, first, last, known)
        elif words[-1] in _REGION_HEADS and len(words) > 1 and not covered:
            yield _mark(sentence, "T", first, last)
        elif covered:
            return
        elif lexicon.NOT_PEOPLE & set(words):
            if words[-1] in lexicon.ROUTE_HEADS:
                yield _mark(sentence, "N", first, last, "route")
        elif self._is_person(tokens, first, last, words, known):
            yield _mark(sentence, "P", first, last)
        else:
            yield from self._unknown(sentence, first, last, known)

    def _unknown(self, sentence: Sentence, first: int, last: int, known: Mapping[int, Match]) -> Iterator[Mark]:
        tokens = sentence.tokens
        if tokens[last].text in self.people and first < last and last not in known:
            yield from self._unknown(sentence, first, last - 1, known)
            yield _mark(sentence, "P", last, last)
        elif (
            first == last
            and capitals.opens(tokens, first)
            and not tokens[first].text.isupper()
            and not self._twice(tokens[first].text)
        ):
            return
        elif not all(i in known for i in range(first, last + 1)):
            yield _mark(sentence, "N", first, last)

    def _twice(self, word: str) -> bool:
        return word in self.people or word in self.bodies

    def _headed_name(self, sentence: Sentence, first: int, last: int, known: Mapping[int, Match]) -> Mark:
        """Return the body or place of a run with a head word, with what «of» and «and» join to it."""
        tokens = sentence.tokens
        end = last
        while end + 2 < len(tokens) and tokens[end + 1].text in _JOINING:
            after = end + 2 if tokens[end + 2].text != "the" else end + 3
            if (
                after >= len(tokens)
                or not capitals.capital(tokens[after])
                or (tokens[end + 1].text == "and" and not capitals.joins(tokens, first, after))
            ):
                break
            end = after
            if after in known and known[after].form == "name" and tokens[after - 1].text in {"of", "the"}:
                end = known[after].end_token - 1
                break
            while end + 1 < len(tokens) and capitals.capital(tokens[end + 1]):
                end += 1
        heads = [
            tokens[i].lemma.rstrip(".")
            for i in range(first, last + 1)
            if tokens[i].lemma.rstrip(".") in lexicon.ORGANISATION_HEADS | lexicon.PLACE_HEADS
        ]
        mark = _mark(sentence, "L" if heads[-1] in lexicon.PLACE_HEADS else "O", first, end)
        place = known.get(first)
        if place is None or place.end_token > last:
            return mark
        entry = place.entries[0]
        return Mark(
            mark.letter,
            mark.name,
            mark.start,
            mark.end,
            "name",
            entry,
            owner=self.territories.get(entry.id, entry.names["en"]),
        )

    def _is_person(
        self, tokens: Sequence[Token], first: int, last: int, words: Sequence[str], known: Mapping[int, Match]
    ) -> bool:
        name = " ".join(t.text for t in tokens[first : last + 1])
        size = sum(w not in lexicon.PARTICLES and len(w) > 1 for w in words)
        if name in self.people:
            return True
        if size == 1 and last + 1 < len(tokens) and tokens[last + 1].lemma in {"cites", "quotes", "correspondent"}:
            return False  # «…, Kazinform cites the ministry»
        if capitals.described_before(tokens, first):
            return size <= 4 and not any(i in known for i in range(first, last + 1) if first == last)
        if not 2 <= size <= 4:
            return False
        if set(words) & lexicon.PARTICLES or (
            tokens[last].text.casefold().endswith(lexicon.SURNAME_ENDINGS)
            and not any(i in known for i in range(first, last + 1))
        ):
            return True
        return capitals.described_behind(tokens, last) or (
            last + 1 < len(tokens) and _SAID.match(tokens[last + 1].text) is not None and first not in known
        )


def _past_adjectives(tokens: Sequence[Token], first: int, last: int, known: Mapping[int, Match]) -> int:
    """Return where a stretch begins behind the adjectives of territories, which belong to the name of a body alone."""
    while (
        first <= last
        and first in known
        and known[first].form == "adjective"
        and known[first].end_token <= last
        and not capitals.headed(tokens, first, last)
    ):
        first = known[first].end_token
    return first


def _behind_territory(tokens: Sequence[Token], first: int, last: int, known: Mapping[int, Match]) -> int | None:
    """Return where a person begins behind whose office it is: «Deputy Minister of Trade of Uzbekistan X Y»."""
    place = known.get(first)
    if place is None or place.form != "name" or not first or tokens[first - 1].text != "of":
        return None
    office = any(tokens[i].lemma in lexicon.OFFICES for i in range(max(0, first - 10), first))
    return place.end_token if office and last - place.end_token in {1, 2} else None


def _named(mark: Mark, name: str) -> Mark:
    return Mark(mark.letter, name, mark.start, mark.end, mark.form, mark.entry)


def _mark(sentence: Sentence, letter: str, first: int, last: int, form: str = "name") -> Mark:
    start, end = sentence.tokens[first].start - sentence.start, sentence.tokens[last].end - sentence.start
    return Mark(letter, " ".join(sentence.text[start:end].split()), start, end, form)


def _place(sentence: Sentence, match: Match, start: int, end: int) -> Mark:
    entry = match.entries[0]
    letter = "A" if match.form in {"adjective", "demonym"} else _LETTERS.get(entry.kind, "N")
    name = (
        entry.names["en"]
        if letter in "AU" or match.form == "abbreviation"
        else " ".join(sentence.text[start:end].split())
    )
    return Mark(letter, name, start, end, "adjective" if letter == "A" else "name", entry)
