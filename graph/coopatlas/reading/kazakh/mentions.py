"""The mentions of Kazakh sentences: places by gazetteer and by «облысы», persons, bodies by their head nouns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from coopatlas.gazetteer import Entry, Gazetteer, Match
from coopatlas.language.kazakh import grammar, lexicon
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.kazakh import persons

_KINDS = {"union": "union", "port": "port", "organization": "organization"}
_OPEN, _CLOSE = '«“"', '»”"'
_LATIN = re.compile(r"[A-ZÀ-Ž][A-Za-zÀ-ſ.&'-]+$")
_MOST_IN_A_NAME = 9


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of `bodies.toml`."""
    return frozenset(lexicon.table("bodies")[name].split())


@dataclass(slots=True)
class Marker:
    """Marks a document's mentions; `bodies` are the names of firms that it gives in quotation marks."""

    gazetteer: Gazetteer
    people: persons.People = field(default_factory=persons.People)
    bodies: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)

    def mark(self, sentences: Sequence[Sentence]) -> None:
        """Fill the mentions of all sentences."""
        places = [list(self._places(sentence)) for sentence in sentences]
        self.regions = {m.entry.id for found in places for m in found if m.entry and m.entry.kind == "region"}
        for sentence, found in zip(sentences, places, strict=True):
            self.people.learn(sentence, {i for m in found for i in range(m.first, m.last + 1)})
        for sentence, found in zip(sentences, places, strict=True):
            _keep(sentence, [*_pressing(sentence, _bodies(self.gazetteer, sentence)), *found])
        _name_ports(sentences)
        for sentence in sentences:
            self.bodies |= {m.name for m in sentence.mentions if m.form == "quoted"}
        for sentence in sentences:
            taken = {i for m in sentence.mentions for i in range(m.first, m.last + 1)}
            named = [*self.people.mentions(sentence, taken), *self._firms(sentence, taken)]
            _keep(sentence, [*sentence.mentions, *named, *self._peoples(sentence)])

    def _places(self, sentence: Sentence) -> Iterator[Mention]:
        regions = list(self._regions(sentence))
        yield from regions
        taken = {i for m in regions for i in range(m.first, m.last + 1)}
        for match in self._matches(sentence):
            if not taken & set(range(match.start_token, match.end_token)) and not _of_money(sentence, match):
                taken |= set(range(match.start_token, match.end_token))
                yield _place(sentence, match)
        yield from _unlisted(sentence, taken)

    def _matches(self, sentence: Sentence) -> list[Match]:
        bare = [grammar.nominative(t) for t in sentence.tokens]
        lemmas = [_bases(t) for t in sentence.tokens]
        own = self.gazetteer.scan(bare, lemmas, "kk")
        taken = {i for m in own for i in range(m.start_token, m.end_token)}
        other = self.gazetteer.scan(bare, (), "ru")
        return [
            *(m for m in own if _is_named(sentence, m)),
            *(m for m in other if m.form == "name" and not taken & set(range(m.start_token, m.end_token))),
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
            for start, end in (*_listed(sentence, head, first), (first, head.i)):
                name = _printed(sentence, start, min(end, head.i - 1))
                name = name if city else f"{name} {_noun(head)}"
                yield Mention("territory", name, start, end, end, "name", self._entry(name, city=city))

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

    def _peoples(self, sentence: Sentence) -> Iterator[Mention]:
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

    def _firms(self, sentence: Sentence, taken: set[int]) -> Iterator[Mention]:
        """Yield names in Latin letters, in quotation marks alone, and firms that the document quotes elsewhere."""
        tokens, at = sentence.tokens, 0
        for opening in tokens:
            if opening.text in _OPEN and opening.i not in taken and (last := _quoted_firm(tokens, opening.i)):
                name = _text(sentence, opening.i + 1, last - 1)
                taken |= set(range(opening.i, last + 1))
                yield Mention("organization", name, opening.i, last, last - 1, "quoted")
        while at < len(tokens):
            last = at
            dateline = at + 1 < len(tokens) and tokens[at + 1].text in {"—", "–"} and tokens[at].text.isupper()
            if at not in taken and _LATIN.match(grammar.nominative(tokens[at])) and not dateline:
                last = _latin_end(tokens, at)
                if (len(tokens[at].text) > 2 or last > at) and not _is_number(tokens[at]) and not _is_site(tokens, last):
                    yield Mention("organization", _printed(sentence, at, last), at, last, last)
            elif at not in taken and (name := grammar.nominative(tokens[at])) in self.bodies:
                yield Mention("organization", name, at, at, at)
            at = last + 1


def _latin_end(tokens: Sequence[Token], first: int) -> int:
    """Return where a name in Latin letters ends, its legal form with it: «Reno Foods Co., Ltd.»."""
    last = first
    while last + 1 < len(tokens):
        following = [t.text for t in tokens[last + 1 : last + 4]]
        form = next((n for n, text in enumerate(following) if text.rstrip(".") in _LEGAL_FORMS), None)
        if _LATIN.match(grammar.nominative(tokens[last + 1])):
            last += 1
        elif form and all(text in {".", ","} for text in following[:form]):
            last += form + 1
        else:
            break
    return last


_LEGAL_FORMS = frozenset({"Ltd", "Inc", "LLC", "Co", "Corp", "LLP", "GmbH", "PLC"})


def _is_number(token: Token) -> bool:
    """Whether Latin letters are a Roman number: «XVI форум»."""
    return token.pos == "NUM"


def _is_site(tokens: Sequence[Token], last: int) -> bool:
    """Whether a Latin word is a part of the name of a site: «NEWS.ABC.KZ»."""
    dots = [t for t in tokens[max(0, last - 1) : last + 2] if t.text == "."]
    return any(_LATIN.match(tokens[d.i + s].text) and tokens[d.i - 1].end == d.start and d.end == tokens[d.i + 1].start
               for d in dots if 0 < d.i < len(tokens) - 1 for s in (-1, 1))


def _quoted_firm(tokens: Sequence[Token], opening: int) -> int:
    """Return where a short quotation in capitals ends that no noun behind it explains, or nothing."""
    closing = next((t.i for t in tokens[opening + 2 : opening + _LONGEST_FIRM + 2] if t.text in _CLOSE), 0)
    inside = tokens[opening + 1 : closing]
    if not inside or not inside[0].text[:1].isupper() or any(t.pos in _SPEECH for t in inside):
        return 0
    return closing if inside[-1].rel != "flat:name" else 0


_LONGEST_FIRM = 4
_SPEECH = frozenset({"VERB", "PUNCT", "CCONJ", "PRON"})
"""Parts of speech that no name of a firm has: what is quoted is said."""


def _keep(sentence: Sentence, mentions: Iterable[Mention]) -> None:
    """Keep the mentions that lie in no other, and the places within bodies."""
    found: list[Mention] = []
    for mention in mentions:
        overlapping = [m for m in found if m.first <= mention.last and mention.first <= m.last]
        twin = mention.form == "adjective" and all(m.form == "adjective" for m in overlapping)
        if twin or all(_nested(mention, m) for m in overlapping):
            found.append(mention)
    sentence.mentions = sorted(found, key=lambda m: (m.first, -m.last))


def _nested(inner: Mention, outer: Mention) -> bool:
    """Whether a place lies at the beginning of a body, which is whose it is."""
    within = outer.first <= inner.first and inner.last < outer.last
    return within and outer.kind in {"organization", "port", "place"} and inner.kind in {"territory", "union"}


def _bases(token: Token) -> set[str]:
    return {token.lemma, grammar.nominative(token).casefold()} if token.text[:1].isupper() else {token.text.casefold()}


def _is_named(sentence: Sentence, match: Match) -> bool:
    first = sentence.tokens[match.start_token]
    return first.text[:1].isupper() and not (match.end_token == match.start_token + 1 and first.rel == "flat")


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
    return token.case == "Loc" and not any(t.head == token.i and t.rel in {"flat", "appos"} for t in tokens)


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
    own = entry.names.get("kk") or _printed(sentence, match.start_token, last)
    printed = match.form == "name" and not {w.casefold()[:8] for w in match.text.split()} & {"республи", "федераци"}
    name = match.text if printed and entry.kind in {"city", "country"} else own
    form = "name" if match.form == "abbreviation" else match.form
    return Mention(_KINDS.get(entry.kind, "territory"), name, match.start_token, last, last, form, entry)


def _full_name(sentence: Sentence, last: int) -> int:
    """Return where the full name of a state ends: «Қытай Халық Республикасы»."""
    token = sentence.tokens[last]
    head = sentence.tokens[token.head] if token.head > last else token
    return head.i if token.rel == "compound" and "State" in head.feats else last


def _printed(sentence: Sentence, first: int, last: int) -> str:
    return grammar.dictionary_form(sentence, first, last)


def _noun(head: Token) -> str:
    """Return the noun of a territory as it stands behind one name: «облысы», «өлкесі»."""
    table = {"аймақ": "аймағы", "өлке": "өлкесі", "провинция": "провинциясы", "префектура": "префектурасы",
             "губерния": "губерниясы", "республика": "республикасы"}  # fmt: skip
    return table.get(head.lemma, head.lemma + ("ы" if head.lemma[-2] in "ыауо" else "і"))


def _name_before(sentence: Sentence, head: Token) -> int | None:
    """Return where the capitalised name before a noun of territory begins."""
    at = head.i - 1
    if not _of_name(sentence.tokens[at]) or head.feats.get("Poss") != "3":
        return None
    if sentence.tokens[at].pos == "ADJ" and at == 0:
        return None
    return at - 1 if at and _begins_name(sentence.tokens[at - 1], sentence.tokens[at]) else at


def _begins_name(one: Token, other: Token) -> bool:
    """Whether a word is the first of two of a name: «Шығыс Қазақстан», «Қарашай-Черкес», «Маңғыстау түбек»."""
    compass = {"шығыс", "батыс", "солтүстік", "оңтүстік", "орталық", "жоғарғы", "төменгі"}
    return one.text[:1].isupper() and (one.lemma in compass or (other.pos == "ADJ" and _of_name(one)))


def _of_name(token: Token) -> bool:
    return (
        token.text[:1].isupper() and token.case == "Nom" and "Poss" not in token.feats and token.pos in {"PROPN", "ADJ"}
    )


def _listed(sentence: Sentence, head: Token, first: int) -> Iterator[tuple[int, int]]:
    """Yield the names before «және Омбы облыстары», each a territory of the same kind."""
    at = first - 1
    while head.feats.get("Number") == "Plur" and at > 0:
        joint, name = sentence.tokens[at], sentence.tokens[at - 1]
        if not (joint.pos == "CCONJ" or joint.text == ",") or not _of_name(name):
            return
        start = at - 1 - (at > 1 and _of_name(sentence.tokens[at - 2]) and sentence.tokens[at - 2].pos != "PUNCT")
        yield start, at - 1
        at = start - 1


def _called(token: Token) -> list[str]:
    """Return the territories that a people's or inhabitants' adjective names; both halves of a compound."""
    peoples = lexicon.table("bodies")["peoples"]
    found = []
    for part in token.lemma.split("-"):
        if part in peoples and (token.pos != "NOUN" or "-" in token.lemma or token.rel in {"amod", "compound"}):
            found.append(peoples[part])
        elif (token.text[:1].islower() or token.i == 0) and (place := _of_inhabitant(part)):
            found.append(place)
    return found if len(found) == len(token.lemma.split("-")) else []


def _of_inhabitant(lemma: str) -> str:
    endings = lexicon.morphology()["people"]["endings"]
    bare = next((lemma.removesuffix(e) for e in endings if lemma.endswith(e) and len(lemma) > len(e) + 3), "")
    return bare[:1].upper() + bare[1:]


def _bodies(gazetteer: Gazetteer, sentence: Sentence) -> Iterator[Mention]:
    """Yield bodies, ports and sites: a head noun with the name, quotation or territory before it."""
    for head in sentence.tokens:
        kind = _kind(head.lemma)
        if not kind or "State" in head.feats:
            continue
        first, last = _extent(sentence, head)
        inside = sentence.tokens[first : last + 1]
        if kind == "port" and any(t.pos == "CCONJ" for t in inside):
            yield from _each_port(gazetteer, sentence, inside, head)
            continue
        if _only_described(sentence, inside, head):
            continue
        first = _joint_ministry(sentence, first, head)
        inside = sentence.tokens[first : last + 1]
        ministry = head.lemma == "министрлік" and inside[0].pos in {"NOUN", "ADJ"} and first < last
        if first == last or last - first > _MOST_IN_A_NAME or not (ministry or _proper(inside[:-1])):
            continue
        if head.lemma in words("companies") and sentence.tokens[head.i - 1].text in _CLOSE:
            first = next((t.i for t in reversed(inside) if t.text in _OPEN), first)  # without whose it is
            inside = sentence.tokens[first : last + 1]
        quoted = inside[0].text in _OPEN and head.lemma in words("companies")
        latin = [t for t in inside if _LATIN.match(t.text)] if head.lemma in words("companies") else []
        if latin:
            yield Mention("organization", _text(sentence, latin[0].i, latin[-1].i), latin[0].i, last, head.i)
        elif quoted:
            closing = next((t.i for t in inside[1:] if t.text in _CLOSE), last)
            name = _text(sentence, first + 1, closing - 1)
            yield Mention("organization", name, first, last, head.i, "quoted")
        else:
            yield _institution(gazetteer, sentence, kind, first, head)
            if kind == "port":
                yield from _all_ports(gazetteer, sentence, first, head)


def _joint_ministry(sentence: Sentence, first: int, head: Token) -> int:
    """Return where the name of a ministry of two things begins: «Сауда және интеграция министрлігі»."""
    tokens = sentence.tokens
    joint = tokens[first - 1] if first > 1 else None
    if joint is None or joint.pos != "CCONJ" or head.lemma not in {"министрлік", "департамент", "басқарма"}:
        return first
    start = joint.i - 1
    while start and tokens[start].text[:1].islower() and tokens[start - 1].pos in {"NOUN", "ADJ", "PROPN"}:
        start -= 1
    return start if tokens[start].text[:1].isupper() and tokens[first].text[:1].islower() else first


def _each_port(gazetteer: Gazetteer, sentence: Sentence, inside: Sequence[Token], head: Token) -> Iterator[Mention]:
    """Yield both ports of «Ақтау мен Баку порттары»."""
    for token, after in pairwise(inside):
        if token.pos == "PROPN" and (after.pos == "CCONJ" or after.text == "," or after.i == head.i):
            name, last = f"{_printed(sentence, token.i, token.i)} {head.lemma}ы", token.i
            last = head.i if after.i == head.i else last
            yield Mention("port", name, token.i, last, last, "name", next(iter(gazetteer.find(name, "kk")), None))


def _only_described(sentence: Sentence, inside: Sequence[Token], head: Token) -> bool:
    """Whether a phrase tells what a body is like or whose it is, but does not name it."""
    if head.lemma == "орталық" and sentence.tokens[head.i - 1].case == "Gen":
        return True
    if any(t.lemma in _SHARED for t in inside):
        return True
    joint = any(t.pos == "CCONJ" for t in inside) and inside[0].pos == "PROPN"
    return joint and (
        head.lemma in {"комиссия", "кеңес"} or (head.feats.get("Number") == "Plur" and _kind(head.lemma) != "port")
    )


_SHARED = frozenset({"бірлескен", "ортақ", "біріккен"})
"""What is called so has no name yet: «бірлескен сүт комбинаты»."""


def _kind(lemma: str) -> str:
    if lemma in words("companies") | words("institutions"):
        return "organization"
    if lemma in words("ports"):
        return "port"
    return "place" if lemma in words("sites") or lemma in {"аймақ", "қызмет"} else ""


def _extent(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Return the name before a head noun, without what only describes it."""
    first, last = grammar.phrase(sentence, head)
    tokens = sentence.tokens
    for token in tokens[first : head.i]:
        inner = token.case == "Gen" and token.lemma in words("institutions") and tokens[token.i + 1].text[:1].isupper()
        foreign = token.case == "Gen" and token.pos == "PROPN" and tokens[token.i + 1].pos == "PROPN"
        oblique = token.case in {"Loc", "Dat", "Abl", "Ins", "Acc"} and "Attr" not in token.feats
        if inner or foreign or oblique or (token.feats.get("Attr") and head.lemma not in _POSTED):
            first = token.i + 1
    if first and tokens[first - 1].lemma in lexicon.words().persons and tokens[first - 1].feats.get("Poss") == "3":
        while first < head.i and tokens[first].pos == "PROPN":
            first += 1  # the name of who holds the office before it
    while first < head.i and (_describes(tokens[first]) or tokens[first].text == ","):
        first += 1
    return first, last


_POSTED = frozenset({"елшілік", "консулдық", "өкілдік"})
"""Bodies that are called with where they are: «Қазақстанның Ресейдегі елшілігі»."""


def _describes(token: Token) -> bool:
    """Whether a word only describes: a number, «жаңа», «бұл», «Ресейдегі» is kept."""
    common = token.pos in {"ADJ", "NUM", "PRON", "CCONJ"} and token.text[:1].islower()
    return common or token.pos in {"NUM", "PRON"}


def _proper(tokens: Sequence[Token]) -> bool:
    """Whether a stretch holds a name: a quotation, a proper name, or a capital amid the sentence."""
    return any(t.pos == "PROPN" or t.text in _OPEN or (t.text[:1].isupper() and t.i > 0) for t in tokens)


def _text(sentence: Sentence, first: int, last: int) -> str:
    tokens = sentence.tokens
    return sentence.text[tokens[first].start - sentence.start : tokens[last].end - sentence.start]


def _all_ports(gazetteer: Gazetteer, sentence: Sentence, first: int, head: Token) -> Iterator[Mention]:
    """Yield each of «Ақтау мен Оля порттары»."""
    for start, end in _listed(sentence, head, first):
        name = f"{_printed(sentence, start, end)} {head.lemma}ы"
        yield Mention("port", name, start, end, end, "name", next(iter(gazetteer.find(name, "kk")), None))


def _institution(gazetteer: Gazetteer, sentence: Sentence, kind: str, first: int, head: Token) -> Mention:
    name = _printed(sentence, first, head.i)
    if kind == "port" and head.feats.get("Number") == "Plur":
        name = f"{_printed(sentence, first, head.i - 1)} {head.lemma}ы"
    for press in lexicon.table("bodies")["press"].split("|"):
        if name.endswith(press) and (owner := _owner_of_press(sentence, first, head)):
            name, kind = owner, "organization"
    for long, short in lexicon.table("bodies")["short"].items():
        name = re.sub(rf"^{long}\b", short, name)
    entry = next((e for e in gazetteer.find(name, "kk") if e.kind in {"organization", "port", "union"}), None)
    if entry is not None and entry.kind == "union":
        kind, name = "union", entry.names.get("kk", name)
    return Mention(kind, name, first, head.i, head.i, "name", entry)


def _name_ports(sentences: Sequence[Sentence]) -> None:
    """Call a port as the text called it in full before: «Поти порты» after «Поти теңіз порты»."""
    known: dict[tuple[str, str], Mention] = {}
    for sentence in sentences:
        for n, mention in enumerate(sentence.mentions):
            words_ = mention.name.split()
            if mention.kind != "port" or len(words_) < 2:
                continue
            full = known.setdefault((words_[0], words_[-1]), mention)
            if len(words_) == 2 and len(full.name.split()) > 2:
                sentence.mentions[n] = replace(mention, name=full.name, entry=full.entry or mention.entry)
            elif len(words_) > 2:
                known[words_[0], words_[-1]] = mention


def _pressing(sentence: Sentence, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield mentions, each of a body up to its press service: «… министрлігінің баспасөз қызметі»."""
    press = {p.partition(" ")[0] for p in lexicon.table("bodies")["press"].split("|")}
    for mention in mentions:
        behind = sentence.tokens[mention.last + 1 : mention.last + 3]
        serves = bool(behind) and behind[0].text.casefold() in press and sentence.tokens[mention.last].case == "Gen"
        if serves and mention.kind in {"organization", "union"}:
            last = behind[-1].i if "-" not in behind[0].text else behind[0].i
            yield replace(mention, last=last, head=last)
        else:
            yield mention


def _owner_of_press(sentence: Sentence, first: int, head: Token) -> str:
    """Return the body whose press service a phrase names."""
    before = [t for t in sentence.tokens[first : head.i] if t.text.casefold() not in {"баспасөз", "баспасөз-қызметі"}]
    return _printed(sentence, before[0].i, before[-1].i) if before else ""
