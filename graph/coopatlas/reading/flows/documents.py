"""Trade of a whole document: its mentions and descriptions become sides, its noun phrases goods."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.gazetteer import Entry
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading import lexicon, referents
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.firmness import Decide, Firmness, settled
from coopatlas.reading.flows.corridors import corridors
from coopatlas.reading.flows.goods import PhraseGoods
from coopatlas.reading.flows.passage import GoodsReader, Side
from coopatlas.reading.flows.passages import passages
from coopatlas.reading.flows.reader import read
from coopatlas.reading.flows.sides import Named
from coopatlas.reading.flows.words import words
from coopatlas.reading.periods import Calendar
from coopatlas.reading.referents.owners import territories_within

_LANDS = frozenset({"country", "region"})
"""Kinds of the gazetteer's entries of which a body may be."""
_MENTIONS = frozenset({"territory", "union", "port", "place", "organization"})
_DESCRIPTIONS = ("regions", "countries", "republics", "cities")
_LISTS = (*_DESCRIPTIONS, "facilities", "pairing", "listeners")
_POSSESSIVES = ("'s", "’s")
_APOSTROPHES = frozenset({"'", "’", "ʼ"})

Speakers = Callable[[Sentence, int, str], str | None]


def facts(
    discourse: Discourse, decide: Decide | None, speaker: Speakers, goods: GoodsReader | None = None
) -> Iterator[Fact]:
    """Yield the facts of trade of a document, each attributed to who says it."""
    named = _Names(discourse)
    sentences = {sentence.start: sentence for sentence in discourse.sentences}
    reader = goods or PhraseGoods.of(discourse.grammar)
    calendar = Calendar(discourse.document.published)
    told = passages(discourse.lang, discourse.sentences, calendar, named, reader)
    found = read(discourse.lang, _titled(discourse), told, decide)
    for fact in _firm(discourse, found, decide):
        place = fact.start if fact.anchor is None else fact.anchor
        spoken = speaker(sentences[fact.start], place, fact.kind)
        yield replace(fact, lang=discourse.lang).attributed(spoken)


def _firm(discourse: Discourse, found: Iterable[Fact], decide: Decide | None) -> Iterator[Fact]:
    """Yield the facts, those of ranks as firmly as their word is said: «может стать крупнейшим партнёром»."""
    for fact in found:
        place = _word(discourse, fact) if fact.kind == "partner" and decide else None
        decided = settled(fact.kind, decide(*place)) if decide and place else Firmness()
        if decided.claimed:
            modality = fact.modality if decided.modality == "stated" else decided.modality
            polarity = "negative" if decided.polarity == "negative" else fact.polarity
            yield replace(fact, modality=modality, polarity=polarity)


def _word(discourse: Discourse, fact: Fact) -> tuple[Sentence, Token] | None:
    """Return the word that a fact was read from: of «крупнейший партнёр» the noun."""
    for sentence in discourse.sentences:
        for token in sentence.tokens if sentence.start <= fact.start < sentence.end else ():
            if token.start <= (fact.anchor or 0) < token.end:
                head = sentence.head(token)
                return sentence, head if head is not None and token.rel in {"amod", "compound"} else token
    return None


def _titled(discourse: Discourse) -> list[Side]:
    """Return the sides that the title names."""
    title = discourse.document.title
    if not title:
        return []
    found = discourse.grammar.sentences(title)
    sentences = found[0] if isinstance(found, tuple) else found
    sides = []
    for sentence in sentences:
        tokens = [t.text for t in sentence.tokens]
        for match in gazetteer.load().scan(tokens, [{t.lemma} for t in sentence.tokens], discourse.lang):
            entry = match.entries[0]
            name = entry.called(discourse.lang)[:1]
            sides += [Side(text, 0, 0, entry.kind, "", entry) for text in name]
    return sides


class _Names:
    """What the sentences of a document name, in the order of the text."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        mentions = [m for s in discourse.sentences for m in s.mentions if m.entry is not None]
        self._entries: dict[str, Entry | None] = {m.name: m.entry for m in mentions}
        self._lists = lists = lexicon.lists(
            discourse.lang, "references", (*_DESCRIPTIONS, "facilities", "pairing", "listeners")
        )
        self._described = frozenset().union(*(lists[name] for name in _DESCRIPTIONS))
        self._facilities = lists["facilities"]
        self._adverbs = words(discourse.lang).adverbs
        self._ours = words(discourse.lang).ours | words(discourse.lang).we
        self._we, self._through = words(discourse.lang).we, words(discourse.lang).through
        self._ports: list[str] = []
        self._corridors: list[tuple[str, Entry]] = []
        self._told: list[tuple[str, Entry | None]] = []

    def __call__(self, sentence: Sentence) -> Sequence[Named]:
        """Return the names of a sentence, and what its descriptions and adverbs stand for."""
        found = [n for m in sentence.mentions if m.kind in _MENTIONS for n in self._mentioned(sentence, m)]
        covered = {i for m in sentence.mentions for i in range(m.first, m.last + 1)}
        for token in sentence.tokens:
            if token.i not in covered:
                found += self._word(sentence, token, found)
        found = self._crossing(sentence, found)
        found += [c for c in corridors(self._discourse.lang, sentence.text, self._corridors) if not _overlaps(c, found)]
        self._ports += [n.name for n in found if n.kind == "port"]
        self._told += [(n.name, n.entry) for n in found if n.kind in {"country", "region", "city"} and n.form == "name"]
        return found

    def _crossing(self, sentence: Sentence, found: list[Named]) -> list[Named]:
        """Return the names of a sentence, a crossing of a border in place of those on both sides of it."""
        for match in words(self._discourse.lang).crossing.finditer(sentence.text):
            inside = [t for t in sentence.tokens if match.start("kind") <= t.start - sentence.start < match.end("kind")]
            if not inside:
                continue
            kind = self._discourse.grammar.dictionary_form(sentence, inside[0].i, inside[-1].i)
            head = next((t for t in inside if t.pos == "NOUN"), inside[-1])
            one = Named(f"{kind} {match['ends']}", match.start(), match.end(), "port", "name", head.case)
            found = [*(n for n in found if not _overlaps(n, [one])), one]
        return found

    def _mentioned(self, sentence: Sentence, mention: Mention) -> Iterator[Named]:
        """Yield a name, and of a body whose name holds no mention the territory that it is of."""
        own = self._mention(sentence, mention)
        yield own
        body = mention.kind == "organization" and mention.entry is not None and mention.entry.kind in _LANDS
        if body and mention.entry is not None and not territories_within(sentence, mention):
            land = mention.entry
            yield replace(own, name=land.names[self._discourse.lang], kind=land.kind, form="name", case="")

    def _mention(self, sentence: Sentence, mention: Mention) -> Named:
        first, last = sentence.tokens[mention.first], sentence.tokens[mention.last]
        kind = mention.entry.kind if mention.entry is not None else mention.kind
        kind = mention.kind if mention.kind in {"port", "organization"} else kind
        form = "adjective" if mention.form in {"adjective", "demonym"} else "name"
        if form == "name" and (_owns(sentence, last) or last.text.endswith(_POSSESSIVES)):
            form = "possessive"
        head = last if self._discourse.form.head_final else sentence.tokens[mention.head]
        start, end = first.start - sentence.start, last.end - sentence.start
        return Named(_official(mention, self._discourse.lang), start, end, kind, form, head.case, mention.entry)

    def _word(self, sentence: Sentence, token: Token, found: Sequence[Named]) -> list[Named]:
        start, end = token.start - sentence.start, token.end - sentence.start
        if token.i and sentence.tokens[token.i - 1].lemma in self._lists["listeners"]:
            return []
        if token.text.casefold() in self._ours and (side := self._speaking(sentence, token)) is not None:
            return [side]
        role = self._adverbs.get(token.text.casefold())
        if role is not None:
            here = [(n.name, n.entry) for n in found if n.kind in {"country", "region"} and n.end <= start]
            last = (here or self._told)[-1:]
            return [Named(n, start, end, e.kind if e else "region", role, "", e, described=True) for n, e in last]
        if token.lemma in self._facilities and (site := self._site(sentence, token)) is not None:
            return [site]
        if token.feats.get("Number") == "Plur":
            return self._both(sentence, token)
        if token.lemma in self._described:
            return self._description(sentence, token, start, end)
        ports = self._ports or [n.name for n in found if n.kind == "port" and n.end <= start]
        if token.lemma in self._facilities and ports:
            form = "possessive" if _owns(sentence, token) else "name"
            return [Named(ports[-1], start, end, "port", form, token.case, None, described=True)]
        return []

    def _both(self, sentence: Sentence, token: Token) -> list[Named]:
        """Return both sides that «екі ел», «екі облыс» stand for, at the numeral and at the noun."""
        numeral = sentence.tokens[token.i - 1] if token.i else None
        if numeral is None or numeral.lemma not in self._lists["pairing"] or token.lemma not in self._described:
            return []
        country, city = (token.lemma in self._lists[name] for name in ("countries", "cities"))
        kinds = {"country"} if country else {"city"} if city else {"region"}
        pair = self._discourse.pair(sentence, frozenset(kinds)) or ()
        return [
            Named(
                _official(m, self._discourse.lang),
                place.start - sentence.start,
                place.end - sentence.start,
                m.entry.kind if m.entry is not None else "region",
                "name",
                token.case,
                m.entry,
                described=True,
            )
            for m, place in zip(pair, (numeral, token), strict=False)
        ]

    def _speaking(self, sentence: Sentence, token: Token) -> Named | None:
        """Return whom «наш» stands for: the territory for which the speaker speaks."""
        name = self._discourse.speaking_for(sentence, token.start)
        if not name:
            return None
        entry = self._entries.get(name)
        kind = entry.kind if entry is not None else "region"
        start = token.start - sentence.start
        form, case = ("name", "Nom") if token.text.casefold() in self._we else ("possessive", "")
        return Named(name, start, token.end - sentence.start, kind, form, case, entry, described=True)

    def _site(self, sentence: Sentence, token: Token) -> Named | None:
        """Return the port or station that a noun and a name behind it name together: «порты Северо-Запада»."""
        before = sentence.mention_at(sentence.tokens[token.i - 1]) if token.i else None
        if before is not None and before.form == "adjective" and self._discourse.form.agreeing:
            name = self._discourse.grammar.dictionary_form(sentence, before.first, token.i)
            start = sentence.tokens[before.first].start - sentence.start
            return Named(name, start, token.end - sentence.start, "port", "name", token.case)
        if (described := self._sites_of(sentence, token)) is not None:
            return described
        behind = (m for m in sentence.mentions if token.i < m.first <= token.i + 2 and m.kind in {"territory", "place"})
        mention = next(behind, None)
        if mention is None or mention.form == "adjective" or self._discourse.form.head_final:
            return None
        between = sentence.tokens[token.i + 1 : mention.first]
        if any(t.pos not in {"ADP", "DET", "ADJ"} or t.text in {"в", "in", "to"} for t in between):
            return None
        name = self._discourse.grammar.dictionary_form(sentence, token.i, mention.last)
        start = token.start - sentence.start
        end = sentence.tokens[mention.last].end - sentence.start
        return Named(name, start, end, "port", "name", token.case)

    def _sites_of(self, sentence: Sentence, token: Token) -> Named | None:
        """Return the territory whose ports are meant where a description tells it: «через порты региона»."""
        behind = sentence.tokens[token.i + 1 : token.i + 2]
        if not behind or behind[0].case != "Gen" or behind[0].lemma not in self._described:
            return None
        if self._discourse.grammar.preposition(sentence, token) not in self._through:
            return None
        fillers = referents.refer(self._discourse, sentence, behind[0], "territory")
        mention = fillers[0].mention if len(fillers) == 1 else None
        if mention is None or mention.entry is None:
            return None
        start, end = token.start - sentence.start, behind[0].end - sentence.start
        return Named(
            str(fillers[0].value), start, end, mention.entry.kind, "name", token.case, mention.entry, described=True
        )

    def _description(self, sentence: Sentence, token: Token, start: int, end: int) -> list[Named]:
        form = "possessive" if _owns(sentence, token) else "name"
        fillers = referents.refer(self._discourse, sentence, token, "territory")
        names = [str(f.value) for f in fillers]
        if len(names) != 1 or fillers[0].mention is None:
            return []
        entry = fillers[0].mention.entry
        kind = entry.kind if entry is not None else "region"
        return [Named(names[0], start, end, kind, form, token.case, entry, described=True)]


def _owns(sentence: Sentence, token: Token) -> bool:
    after = sentence.tokens[token.i + 1 : token.i + 2]
    return bool(after) and (after[0].text in _POSSESSIVES or (after[0].pos == "PART" and after[0].text in _APOSTROPHES))


def _official(mention: Mention, lang: str) -> str:
    """Return the name of what is called by a nickname: «Приангарье» is Иркутская область."""
    if mention.entry is None or mention.entry.kind != "region":
        return mention.name
    called = mention.entry.called(lang)
    own = {word[:_STEM].casefold() for word in mention.name.split()}
    district = next((name for name in called if name.endswith(_DISTRICT)), None)
    if district is not None and " " not in mention.name and not mention.name.isupper():
        return district  # «Чукотка», «Югра»
    if not called or own & {word[:_STEM].casefold() for word in called[0].split()}:
        return mention.name
    return called[0]


_STEM = 4
_DISTRICT = "автономный округ"


def _overlaps(one: Named, others: Sequence[Named]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others if other.kind == "port")


Names = Callable[[Sentence], Sequence[Named]]
