"""English mentions: who and what a sentence names, with the gazetteer's entries; shorter names by the fullest ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coopatlas.gazetteer import Entry, Gazetteer, Match
from coopatlas.language.tokens import Mention, Sentence
from coopatlas.reading import lexicon
from coopatlas.reading.mentions import english_described, english_kinds, english_runs
from coopatlas.reading.mentions.english_kinds import BODY, PERSON, TERRITORY
from coopatlas.reading.mentions.english_runs import Run
from coopatlas.reading.mentions.english_stretches import (
    after_dateline,
    beside_place,
    extended,
    is_currency,
    mention_of,
    of_match,
    without_adjectives,
)
from coopatlas.reading.mentions.english_words import NameWords, load

_POSTED = frozenset(
    {"embassy", "consulate", "consulate-general", "mission", "representation", "commission", "committee", "council"}
)
_NO_NAMES = ("not_people", "no_names", "regions", "modifiers", "offices")
_LONGEST_UNKNOWN = 4
_FULL_NAME = 2


def mark(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> None:
    """Find the mentions of all sentences of a document."""
    document = _Document(gazetteer, load())
    for sentence in sentences:
        document.learn(sentence)
    for sentence in sentences:
        sentence.mentions = document.marked(sentence)


@dataclass(slots=True)
class _Document:
    """The names of a document: its people and bodies by each of the shorter names that it gives them."""

    gazetteer: Gazetteer
    words: NameWords
    people: dict[str, str] = field(default_factory=dict)
    territories: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    short: dict[str, Mention] = field(default_factory=dict)
    capitals: set[str] = field(default_factory=set)
    """Words that the document writes with a capital within a sentence."""

    def learn(self, sentence: Sentence) -> None:
        """Take in the full names of a sentence."""
        if not english_runs.is_titled(sentence):
            self.capitals.update(t.text for t in sentence.tokens[1:] if t.pos == "PROPN")
        self._dateline(sentence)
        for mention in self._named(sentence):
            if mention.kind != PERSON:
                self._short_of(sentence, mention)
            if mention.kind == PERSON:
                self._person(mention.name)
            elif mention.entry is None and mention.form == "name" and mention.kind != BODY:
                self.places.setdefault(mention.name, mention.kind)
            elif mention.kind == TERRITORY and mention.entry is not None and mention.entry.kind == "country":
                self._country(mention, mention.entry)
            elif mention.kind == TERRITORY and mention.entry is not None and mention.entry.kind in {"region", "city"}:
                if mention.form != "name":
                    continue
                known = self.territories.get(mention.entry.id, "")
                if len(mention.name) > len(known) and not mention.name.isupper():
                    self.territories[mention.entry.id] = mention.name
                self._alias(mention)

    def _country(self, mention: Mention, entry: Entry) -> None:
        """Learn under which short name a country is printed: «Turkey», where the gazetteer says «Türkiye»."""
        own, printed = entry.names["en"], mention.name
        if mention.form == "name" and printed == own:
            self.territories[entry.id] = own
        elif mention.form == "name" and not printed.isupper() and len(printed.split()) == 1 and printed not in own:
            self.territories.setdefault(entry.id, printed)

    def _dateline(self, sentence: Sentence) -> None:
        """Learn the place of a dateline: «NOVI SAD – …»."""
        words: list[str] = []
        for token in sentence.tokens[: after_dateline(sentence)]:
            if not (token.text.isupper() and token.text.isalpha()):
                break
            words.append(token.text.title())
        if words and len(words) <= _LONGEST_UNKNOWN:
            self.places.setdefault(" ".join(words), TERRITORY)

    def _alias(self, mention: Mention) -> None:
        """Learn «Syunik» of «Syunik Province», where it names nothing else."""
        words = mention.name.split()
        bare = " ".join(w for w in words if w.casefold() not in self.words.lists["regions"])
        if len(words) > 1 and bare and bare != mention.name and not self.gazetteer.find(bare, "en"):
            self.short[bare] = mention

    def _person(self, name: str) -> None:
        words = name.replace(".", ". ").split()
        parts = [p for p in words if len(p.rstrip(".")) > 1 and p[:1].isupper() and not self.words.is_initial(p)]
        if len(parts) < 2 and not (parts and self.words.is_initial(words[0])):
            return
        for part in (name, " ".join(parts[-2:]), *parts):
            known = self.people.get(part)
            if (known is None or (len(name) > len(known) and known in name)) and not self.gazetteer.find(part, "en"):
                self.people[part] = name

    def _short_of(self, sentence: Sentence, mention: Mention) -> None:
        """Learn «KTZ» of «Kazakhstan Temir Zholy (KTZ)»."""
        tokens = sentence.tokens[mention.last + 1 : mention.last + 4]
        bracketed = len(tokens) == 3 and tokens[0].text == "(" and tokens[2].text == ")"
        if not bracketed or not tokens[1].text[:1].isupper():
            return
        if not self.gazetteer.find(tokens[1].text, "en"):  # "Xi'an (China)" is no China
            self.short[tokens[1].text] = mention

    def marked(self, sentence: Sentence) -> list[Mention]:
        """Return the mentions of a sentence in order, under the fullest names of the document."""
        found = [self._full(m) for m in self._named(sentence)]
        made = english_described.described(sentence, found, self.words)
        covering = [m for m in made if m.form != "group"]
        bare = [m for m in found if m.kind not in {TERRITORY, "union"}]
        kept = [m for m in found if m not in bare or not any(n.first <= m.first and m.last <= n.last for n in covering)]
        inner = [m for m in self._posted(sentence, kept) if m not in kept]
        return sorted([*kept, *made, *inner], key=lambda m: (m.first, m.last))

    def _posted(self, sentence: Sentence, named: Sequence[Mention]) -> Iterator[Mention]:
        """Yield whose an embassy or consulate is, within its name: «Consulate General of X»."""
        for match in self._scanned(sentence):
            around = [
                m for m in named if m.kind == BODY and m.first <= match.start_token and match.end_token - 1 <= m.last
            ]
            if any(t.lemma in _POSTED for m in around for t in sentence.tokens[m.first : m.last + 1]):
                yield self._full(of_match(sentence, match))

    def _full(self, mention: Mention) -> Mention:
        if mention.kind == PERSON:
            return replace(mention, name=self.people.get(mention.name, mention.name))
        if (whole := self.short.get(mention.name)) is not None and whole.name not in self.short:
            return replace(mention, kind=whole.kind, name=self._full(whole).name, entry=whole.entry)
        if mention.entry is not None and mention.kind == TERRITORY:
            own = mention.entry.names["en"]
            state = mention.entry.kind in {"country", "macroregion"}
            fuller = mention.form == "name" and len(mention.name) > len(own) and not state
            return replace(mention, name=self.territories.get(mention.entry.id, mention.name if fuller else own))
        return mention

    def _named(self, sentence: Sentence) -> list[Mention]:
        """Return what capitals and the gazetteer tell, without overlaps."""
        start = after_dateline(sentence)
        matches = [m for m in self._scanned(sentence) if m.start_token >= start]
        known = {i: m for m in matches for i in range(m.start_token, m.end_token)}
        found: list[Mention] = []
        for run in english_runs.runs(sentence, self.words, known):
            if run.first >= start:
                found += self._of_run(sentence, run, known)
        for whole in self._around_brackets(sentence):
            found = [m for m in found if m.last < whole.first or m.first > whole.last] + [whole]
        taken = {i for m in found for i in range(m.first, m.last + 1)}
        left = (m for m in matches if m.start_token not in taken and m.end_token - 1 not in taken)
        found += [self._with_region_word(sentence, of_match(sentence, m)) for m in left]
        return sorted(found, key=lambda m: (m.first, m.last))

    def _around_brackets(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield the names that go on behind their abbreviation: "the Asian Sea Cooperation (ASC) Program"."""
        tokens = sentence.tokens
        joined = lexicon.lists("en", "references", ("joined",))["joined"]
        for opening, short, closing, noun in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
            bracketed = opening.text == "(" and closing.text == ")" and short.text.isupper()
            if not bracketed or not noun.text[:1].isupper() or noun.lemma not in joined:
                continue
            first = opening.i
            while first and tokens[first - 1].text[:1].isupper() and tokens[first - 1].pos in {"PROPN", "NOUN", "ADJ"}:
                first -= 1
            if opening.i - first > 1:
                name = " ".join([*(t.text for t in tokens[first : opening.i]), noun.text])
                whole = Mention(BODY, name, first, noun.i, noun.i)
                self.short.setdefault(short.text, whole)
                yield whole

    def _with_region_word(self, sentence: Sentence, mention: Mention) -> Mention:
        """Read «Omsk province» as the region, though its noun is written small and another is in the gazetteer."""
        after = sentence.tokens[mention.last + 1] if mention.last + 1 < len(sentence.tokens) else None
        if after is None or not self.words.is_a(after, "regions") or after.feats.get("Number") == "Plur":
            return mention
        if mention.kind != TERRITORY or (
            mention.entry is not None and mention.entry.kind in {"country", "macroregion"}
        ):
            return mention
        name = f"{sentence.text[sentence.tokens[mention.first].start - sentence.start : after.end - sentence.start]}"
        own = mention.entry if mention.entry is not None and mention.entry.kind == "region" else self._region(name)
        return replace(mention, name=name, last=after.i, head=after.i, entry=own, form="name")

    def _scanned(self, sentence: Sentence) -> list[Match]:
        texts = [t.text if len(t.text) < 3 else t.text.rstrip(".") for t in sentence.tokens]
        return [m for m in self.gazetteer.scan(texts, (), "en") if not is_currency(sentence, m)]

    def _of_run(self, sentence: Sentence, run: Run, known: Mapping[int, Match]) -> Iterator[Mention]:
        run = without_adjectives(sentence, run, known, self.words)
        if run.first > run.last:
            return
        if (tail := self._holder_behind(sentence, run, known)) > run.first:
            yield from self._of_run(sentence, Run(run.first, tail - 1, run.titled), known)
            yield mention_of(sentence, PERSON, tail, run.last)
            return
        kind = english_kinds.kind_of(sentence, run, known, self.people, self.words)
        tokens = sentence.tokens
        if not kind and run.last not in known and self._region_follows(sentence, run):
            yield mention_of(sentence, TERRITORY, run.first, run.last + 1)
        elif kind == PERSON:
            first = run.first
            while first < run.last and first in known and not self.words.is_a(tokens[first], "given", "family_words"):
                first += 1
            yield mention_of(sentence, PERSON, first, run.last)
        elif kind:
            last = extended(self.words, sentence, run, known) if kind in {BODY, "port", "place"} else run.last
            kind = self._of_place(sentence, run, kind, last, known)
            own = known.get(run.first) or (_behind_of(sentence, known, last) if kind == BODY else None)
            made = mention_of(sentence, kind, run.first, last, own.entries[0] if own is not None else None)
            yield replace(made, entry=self._region(made.name)) if kind == TERRITORY else made
        elif again := self._again(sentence, run):
            yield mention_of(sentence, again, run.first, run.last)
        elif self._surname(sentence, run, known):
            yield mention_of(sentence, PERSON, run.last, run.last)
        elif supposed := self._supposed(sentence, run, known):
            yield mention_of(sentence, supposed, run.first, run.last)

    def _region(self, name: str) -> Entry | None:
        """Return the region that is called so with another noun: «Primorsky Region» is the krai."""
        return next((e for e in self.gazetteer.find(name, "en") if e.kind == "region"), None)

    def _of_place(self, sentence: Sentence, run: Run, kind: str, last: int, known: Mapping[int, Match]) -> str:
        """Tell «Port of X Marketing», a body, from the port."""
        token = sentence.tokens[last]
        beyond = run.first in known and last >= known[run.first].end_token
        place = last in known or self.words.is_a(token, "places", "regions") or (token.pos == "PROPN" and not beyond)
        return kind if place or kind not in {"port", "place"} else BODY

    def _supposed(self, sentence: Sentence, run: Run, known: Mapping[int, Match]) -> str:
        """Return what a name that nothing tells is taken for: a place beside a place, else a body.

        A word that has its capital from the beginning of the sentence must be a name by what follows it.
        """
        tokens = sentence.tokens[run.first : run.last + 1]
        if english_runs.is_titled(sentence) or run.titled:
            return ""
        if any(t.i in known for t in tokens):
            return BODY if self._of_city(sentence, run, known) else ""
        short = len(tokens) > 1 and tokens[0].text.isalpha() and tokens[0].text.isupper()  # "DP World"
        none = ("no_names", "regions", "modifiers", "offices") if short else _NO_NAMES
        barred = any(self.words.is_a(t, *none) for t in tokens)
        named = tokens[0].pos == "PROPN" and all(t.pos in {"PROPN", "NOUN"} for t in tokens)
        alone = len(tokens) == 1 and self.words.is_a(tokens[0], "small_bodies")  # "the Government delegation"
        if not named or barred or alone or len(tokens) > _LONGEST_UNKNOWN:
            return ""
        placed = len(tokens) == 1 and beside_place(sentence, run, known)
        if run.first == 0 and len(tokens) == 1 and not placed and not self._opening_name(sentence):
            return ""
        return TERRITORY if placed else BODY

    def _of_city(self, sentence: Sentence, run: Run, known: Mapping[int, Match]) -> bool:
        """Whether an unknown word makes a firm of the name of a city behind it: «Luka Koper»; not behind «to»."""
        first, last = sentence.tokens[run.first], known.get(run.last)
        before = sentence.tokens[run.first - 1] if run.first else None
        named = run.last - run.first == 1 and run.first not in known and first.pos == "PROPN"
        city = last is not None and last.form == "name" and last.entries[0].kind in {"city", "port"}
        barred = self.words.is_a(first, "not_people", "no_names", "regions", "modifiers", "offices", "titles")
        placed = before is not None and before.pos in {"ADP", "CCONJ", "PUNCT"}
        after = sentence.tokens[run.last + 1 : run.last + 2]
        told = run.first > 0 or (bool(after) and (after[0].pos in {"VERB", "AUX"} or after[0].text == ","))
        return named and city and not barred and not placed and told

    def _opening_name(self, sentence: Sentence) -> bool:
        first = sentence.tokens[0].text
        after = sentence.tokens[1] if len(sentence.tokens) > 1 else None
        if first in self.capitals or any(map(str.isupper, first[1:])):
            return True
        verbal = after is not None and (after.pos in {"VERB", "AUX", "PART"} or after.text in {"and", "'s", "’s"})
        return verbal and len(first) > 3 and not first.endswith(("s", "ing", "ed", "ly"))

    def _region_follows(self, sentence: Sentence, run: Run) -> bool:
        """Whether a noun of territory written small stands behind an unknown name: «the X province»."""
        after = sentence.tokens[run.last + 1] if run.last + 1 < len(sentence.tokens) else None
        return after is not None and after.text.islower() and after.pos == "NOUN" and self.words.is_a(after, "regions")

    def _again(self, sentence: Sentence, run: Run) -> str:
        """Return the kind of a name that the document makes known elsewhere."""
        name = " ".join(t.text for t in sentence.tokens[run.first : run.last + 1])
        return BODY if name in self.short else self.places.get(name, "")

    def _surname(self, sentence: Sentence, run: Run, known: Mapping[int, Match]) -> bool:
        return sentence.tokens[run.last].text in self.people and run.last not in known

    def _holder_behind(self, sentence: Sentence, run: Run, known: Mapping[int, Match]) -> int:
        """Return where a person begins behind whose office it is: «Minister of Uzbekistan | X Y»; -1 for none."""
        tokens = sentence.tokens
        if run.titled or not self._office_of(sentence, run.first, known):
            return -1
        for at in range(run.first + 1, run.last + 1):
            size = run.last - at + 1
            before, token = tokens[at - 1], tokens[at]
            ends = (at - 1 in known and at not in known) or self.words.is_a(before, "bodies", "regions", "places")
            given = self.words.is_a(token, "given") and at not in known
            given = given or (at == run.first + 1 and size == _FULL_NAME and self._governs(sentence, run))
            rest = tokens[at : run.last + 1]
            none = (t for t in rest if not self.words.is_a(t, "family_words"))
            barred = any(t.i in known for t in rest)
            barred = barred or any(self.words.is_a(t, "bodies", "regions", "places", "not_people") for t in none)
            if 2 <= size <= 4 and (ends or given) and not barred:
                return at
        return -1

    def _governs(self, sentence: Sentence, run: Run) -> bool:
        """Whether a stretch begins with the unknown place that somebody governs: «Mayor of Kampot | X Y»."""
        placed = english_kinds.governed(sentence, run) and self.words.is_office(sentence.tokens[run.first - 2])
        return placed and not self.words.is_a(sentence.tokens[run.first], "place_openers")

    def _office_of(self, sentence: Sentence, first: int, known: Mapping[int, Match]) -> bool:
        """Whether an office is of what stands at a place: «Minister of Trade of Uzbekistan | X Y»."""
        before = sentence.tokens[max(0, first - 10) : first]
        for token in reversed(before):
            if self.words.is_office(token):
                return True
            listed = token.text == "," and self.words.is_a(sentence.tokens[token.i - 1], "portfolios")
            listed = listed or (
                token.text == "," and {token.i - 1, token.i + 1} <= known.keys()
            )  # "of Irkutsk, Russia"
            if token.pos in {"VERB", "AUX"} or (token.text in {",", ";", ":"} and not listed):
                return False
        return False


def _behind_of(sentence: Sentence, known: Mapping[int, Match], last: int) -> Match | None:
    """Return whose a body is by the end of its name: "Ministry of Trade of Kenya"."""
    match = known.get(last)
    return match if match is not None and sentence.tokens[match.start_token - 1].text == "of" else None
