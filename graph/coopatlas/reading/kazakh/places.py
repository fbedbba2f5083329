"""The territories of Kazakh sentences: by gazetteer, by «облысы», by their people, by where a name stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coopatlas.gazetteer import Entry, Gazetteer, Match
from coopatlas.language.kazakh import grammar, lexicon, nominals, tagging
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.kazakh.names import listed, of_name, printed, words

_POINTS = frozenset({"шығыс", "батыс", "солтүстік", "оңтүстік"})
_UNOFFICIAL = frozenset({"өңір", "губерния"})
"""Nouns of regions that are officially called otherwise: «Сыр өңірі», «Самара губерниясы»."""
_KINDS = {"union": "union", "port": "port", "organization": "organization"}


@dataclass(slots=True)
class Places:
    """Marks the territories of a document; `regions` are those that it names."""

    gazetteer: Gazetteer
    regions: set[str] = field(default_factory=set)

    def named(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield the territories that a sentence names."""
        regions = list(self._regions(sentence))
        yield from regions
        taken = {i for m in regions for i in range(m.first, m.last + 1)}
        for match in self._matches(sentence):
            if not taken & set(range(match.start_token, match.end_token)) and not _of_money(sentence, match):
                taken |= set(range(match.start_token, match.end_token))
                yield self._part(sentence, match) or _place(sentence, match)
        yield from _unlisted(sentence, taken)

    def _part(self, sentence: Sentence, match: Match) -> Mention | None:
        """Return the region that a point of the compass makes of a state: «Солтүстік Қазақстан»."""
        before = sentence.tokens[match.start_token - 1] if match.start_token else None
        if before is None or before.lemma not in _POINTS or not before.text[:1].isupper():
            return None
        name = f"{before.text} {match.entries[0].names.get('kk', '')} облысы"
        entry = next((e for e in self.gazetteer.find(name, "kk") if e.kind == "region"), None)
        last = match.end_token - 1
        return Mention("territory", name, before.i, last, last, "name", entry) if entry is not None else None

    def _matches(self, sentence: Sentence) -> list[Match]:
        bare = [grammar.nominative(t) for t in sentence.tokens]
        lemmas = [_bases(t, name) for t, name in zip(sentence.tokens, bare, strict=True)]
        own = self.gazetteer.scan(bare, lemmas, "kk")
        taken = {i for m in own for i in range(m.start_token, m.end_token)}
        other = self.gazetteer.scan(bare, (), "ru")
        return [
            *(m for m in own if _is_named(sentence, m)),
            *(
                m
                for m in other
                if m.form == "name" and _is_named(sentence, m) and not taken & set(range(m.start_token, m.end_token))
            ),
        ]

    def _regions(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield «Омбы облысы», «Алматы қаласы», and each of «Павлодар және Омбы облыстары»."""
        for head in sentence.tokens:
            if head.lemma not in words("territories") | words("cities") or head.i == 0:
                continue
            first = _name_before(sentence, head)
            if first is None:
                continue
            city = head.lemma in words("cities")
            for start, end in (*listed(sentence, head, first), (first, head.i)):
                name = printed(sentence, start, min(end, head.i - 1))
                whole = name if city else f"{name} {_noun(head)}"
                entry = self._entry(whole, city=city)
                if entry is not None and head.lemma in _UNOFFICIAL:
                    whole = entry.names.get("kk", f"{name} облысы")
                if entry is not None or not self._is_state(name):
                    yield Mention("territory", whole, start, end, end, "name", entry)

    def _is_state(self, name: str) -> bool:
        """Whether the name before a noun is that of a state, whose regions it tells of: «Қазақстан өңірлері»."""
        return any(entry.kind == "country" for entry in self.gazetteer.find(name, "kk"))

    def _entry(self, name: str, *, city: bool) -> Entry | None:
        for lang in ("kk", "ru"):
            for entry in self.gazetteer.find(name, lang):
                if entry.kind in ({"city", "region"} if city else {"region", "country"}):
                    return entry
        return None if city else self._around(name)

    def _around(self, name: str) -> Entry | None:
        """Return the region that is called by its city, or by the first word of its own name."""
        core = name.rsplit(" ", 1)[0]
        for lang in ("kk", "ru"):
            for found in self.gazetteer.find(core, lang):
                above = [self.gazetteer.entries()[p] for p in found.part_of if p in self.gazetteer.entries()]
                region = next((e for e in (found, *above) if e.kind == "region"), None)
                if region is not None and found.kind in {"city", "region"}:
                    return region
        return None

    def peoples(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield «қазақстандық», «омбылық», and both halves of «қазақ-өзбек»."""
        for token in sentence.tokens:
            if token.pos == "PUNCT" or token.text[:1].isdigit():
                continue
            for name in _called(token):
                entry = next(
                    (e for e in self.gazetteer.find(name, "kk") if e.kind in {"country", "region", "city"}), None
                )
                entry = self._own_region(entry)
                if entry is not None:
                    yield Mention(
                        "territory", entry.names.get("kk", name), token.i, token.i, token.i, "adjective", entry
                    )

    def _own_region(self, entry: Entry | None) -> Entry | None:
        """Return the region for whose people its capital stands, where the document names it: «омбылықтар»."""
        if entry is None or entry.kind != "city":
            return entry
        return next((self.gazetteer.entries()[p] for p in entry.part_of if p in self.regions), entry)


def _bases(token: Token, bare: str) -> set[str]:
    return {token.lemma, bare.casefold()} if token.text[:1].isupper() else {token.text.casefold()}


def _is_named(sentence: Sentence, match: Match) -> bool:
    first = sentence.tokens[match.start_token]
    if match.end_token == match.start_token + 1 and _is_given(sentence, first):
        return False
    inner = match.end_token == match.start_token + 1 and first.rel == "flat"
    around = sentence.tokens[max(0, first.i - 1) : first.i] + sentence.tokens[match.end_token : match.end_token + 1]
    dashed = any(t.text in {"–", "—", "-"} for t in around)  # «Өскемен – Будапешт» рейсі
    return first.text[:1].isupper() and (dashed or not inner)


def _is_given(sentence: Sentence, token: Token) -> bool:
    """Whether a name that is also a place's is that of a person: «әкімі Дархан Ерберді», «Алтай Серіков»."""
    before = sentence.tokens[token.i - 1] if token.i else None
    after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
    office = before is not None and before.lemma in lexicon.words().persons and before.case == "Nom"
    named = after is not None and after.pos == "PROPN" and after.text[:1].isupper()
    family = after is not None and after.lemma.endswith(_FAMILY) and after.lemma not in tagging.places()
    return (office or family) and named and token.lemma in lexicon.table("names")["given"].split()


_FAMILY = ("ов", "ев", "ова", "ева")


def _of_money(sentence: Sentence, match: Match) -> bool:
    """Whether a name of a state tells a currency: «АҚШ доллары»."""
    after = sentence.tokens[match.end_token : match.end_token + 1]
    return bool(after) and after[0].lemma in {"доллар", "рубль", "теңге", "юань", "манат", "сом", "сум"}


def _unlisted(sentence: Sentence, taken: set[int]) -> Iterator[Mention]:
    """Yield places that no list knows: joined to a place by a dash, or where something is."""
    tokens = sentence.tokens
    for token in tokens:
        if token.i in taken or token.pos != "PROPN" or token.rel in {"flat", "flat:name"} or len(token.text) < 3:
            continue
        if token.text.isascii():
            continue
        if token.lemma in words("waters"):
            yield Mention("place", grammar.nominative(token), token.i, token.i, token.i)
        elif _stands_as_place(tokens, token) or _dashed(tokens, token, taken):
            yield Mention("territory", grammar.nominative(token), token.i, token.i, token.i)


def _stands_as_place(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a name stands where something is, or bears a side: «Нячангта», «Баян-Өлгий тарапы»."""
    if token.rel == "compound" and tokens[token.head].lemma in {"тарап", "жақ", "делегация", "билік"}:
        return True
    return (
        token.i > 0
        and token.case == "Loc"
        and not any(t.head == token.i and t.rel in {"flat", "appos"} for t in tokens)
    )


def _dashed(tokens: Sequence[Token], token: Token, taken: set[int]) -> bool:
    """Whether a dash joins a word to a place that is known."""
    for step in (-1, 1):
        dash = token.i + step
        if 0 <= dash < len(tokens) and tokens[dash].text in {"–", "—", "-"} and dash + step in taken:
            return True
    return False


def _place(sentence: Sentence, match: Match) -> Mention:
    entry = match.entries[0]
    last = match.end_token - 1
    if entry.kind == "country" and sentence.tokens[last].case == "Nom":
        last = _full_name(sentence, last)
    own = entry.names.get("kk") or printed(sentence, match.start_token, last)
    short = match.form == "name" and not {w.casefold()[:8] for w in match.text.split()} & {"республи", "федераци"}
    name = match.text if short and entry.kind in {"city", "country"} else own
    form = "name" if match.form == "abbreviation" else match.form
    return Mention(_KINDS.get(entry.kind, "territory"), name, match.start_token, last, last, form, entry)


def _full_name(sentence: Sentence, last: int) -> int:
    """Return where the full name of a state ends: «Қытай Халық Республикасы»."""
    token = sentence.tokens[last]
    head = sentence.tokens[token.head] if token.head > last else token
    return head.i if token.rel == "compound" and "State" in head.feats else last


def _noun(head: Token) -> str:
    """Return the noun of a territory as it stands behind one name: «облысы», «өлкесі»."""
    table = {"аймақ": "аймағы", "өлке": "өлкесі", "провинция": "провинциясы", "префектура": "префектурасы",
             "губерния": "губерниясы", "республика": "республикасы"}  # fmt: skip
    return table.get(head.lemma, head.lemma + ("ы" if head.lemma[-2] in "ыауо" else "і"))


def _name_before(sentence: Sentence, head: Token) -> int | None:
    """Return where the capitalised name before a noun of territory begins."""
    at = head.i - 1
    while at and sentence.tokens[at].lemma in _AUTONOMOUS:
        at -= 1  # «Іле-Қазақ автономиялық облысы»
    if not of_name(sentence.tokens[at]) or head.feats.get("Poss") != "3":
        return None
    if sentence.tokens[at].pos == "ADJ" and at == 0:
        return None
    return at - 1 if at and _begins_name(sentence.tokens[at - 1], sentence.tokens[at]) else at


_AUTONOMOUS = frozenset({"автономиялық", "автономиялы", "муниципалды", "әкімшілік"})


def _begins_name(one: Token, other: Token) -> bool:
    """Whether a word is the first of two of a name: «Шығыс Қазақстан», «Қарашай-Черкес», «Маңғыстау түбек»."""
    compass = {"шығыс", "батыс", "солтүстік", "оңтүстік", "орталық", "жоғарғы", "төменгі"}
    return one.text[:1].isupper() and (one.lemma in compass or (other.pos == "ADJ" and of_name(one)))


def _called(token: Token) -> list[str]:
    """Return the territories that a people's or inhabitants' adjective names; both halves of a compound."""
    peoples = lexicon.table("bodies")["peoples"]
    found = []
    for part in token.lemma.split("-"):
        if part in peoples and (token.pos != "NOUN" or "-" in token.lemma or token.rel in {"amod", "compound"}):
            found.append(peoples[part])
        elif (token.text[:1].islower() or token.i == 0) and (place := _of_inhabitant(part)):
            found.append(place)
        elif "-" in token.lemma and nominals.is_known_place(part):
            found.append(part[:1].upper() + part[1:])  # «қазақстан-түрік форумы»
    return found if len(found) == len(token.lemma.split("-")) else []


def _of_inhabitant(lemma: str) -> str:
    endings = lexicon.morphology()["people"]["endings"]
    bare = next((lemma.removesuffix(e) for e in endings if lemma.endswith(e) and len(lemma) > len(e) + 3), "")
    return bare[:1].upper() + bare[1:]
