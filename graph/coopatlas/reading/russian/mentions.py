"""Russian mentions: territories by gazetteer, people by the tagger, bodies by their head nouns and by the tagger.

The gazetteer overrides the tagger, which takes «Карелией» for a person and «СП» for an organisation; the tagger
overrides it only where a longer personal name begins with the name of a place («Владимир Петров»).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from coopatlas.gazetteer import Entry, Gazetteer, Match
from coopatlas.language.russian.morphology import is_common, lemmas
from coopatlas.language.russian.names import organisation_name, person_name, place_name, quoted_name
from coopatlas.language.russian.tagger import Span
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon as content
from coopatlas.reading.russian import bodies, entities, lexicon

_OF_STATES = {"интерес", "позиция", "предложение", "инициатива", "согласие"}
_NAME_PARTICLES = {".", "-", "фон", "ван", "де", "аль", "оглы", "кызы", "бен", "бин"}
_TERRITORIES = {"country", "region", "city", "macroregion", "district"}


def mark(sentences: Sequence[Sentence], spans: Sequence[Span], gazetteer: Gazetteer) -> None:
    """Fill `mentions` of every sentence, in order, without overlaps."""
    matches = [
        gazetteer.scan(words, [lemmas(word) for word in words], "ru")
        for words in ([t.text for t in s.tokens] for s in sentences)
    ]
    known, called = _unambiguous(matches), _called(matches)
    for sentence, found in zip(sentences, matches, strict=True):
        sentence.mentions = _as_ports(sentence, list(_places(sentence, found, known, called, gazetteer)), gazetteer)
    for sentence, names in zip(sentences, entities.named(sentences, spans), strict=True):
        sentence.names = names
        sentence.mentions = _of_sentence(sentence, names, sentence.mentions)
    _shortened(sentences)


def _shortened(sentences: Sequence[Sentence]) -> None:
    """Take a town that is called by the first part of its name for the town itself: «Ростов» for «Ростов-на-Дону»."""
    joined = [m for s in sentences for m in s.mentions if "-" in m.name and m.entry and m.entry.kind == "city"]
    whole = {m.name.partition("-")[0]: m for m in joined}
    for sentence in sentences if whole else ():
        for n, mention in enumerate(sentence.mentions):
            if mention.kind == "place" and (town := whole.get(mention.name)) is not None:
                sentence.mentions[n] = replace(mention, kind=town.kind, name=town.name, entry=town.entry)


def _as_ports(sentence: Sentence, places: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Take the towns that follow «порты X» in a list for ports: «порты Актау и Баку»."""
    found: list[Mention] = []
    for place in places:
        before = found[-1] if found else None
        listed = (
            before is not None and before.kind == "port" and _many(sentence, before) and _next(sentence, before, place)
        )
        port = _port_of(gazetteer).get(place.entry.id) if listed and place.entry is not None else None
        found.append(place if port is None else replace(place, kind="port", name=port.names["ru"], entry=port))
    return found


def _many(sentence: Sentence, port: Mention) -> bool:
    """Whether a port is named by «порты», or goes on a list of such."""
    token = sentence.tokens[port.first]
    return (token.lemma == "порт" and token.feats.get("Number") == "Plur") or token.lemma != "порт"


def _next(sentence: Sentence, one: Mention, other: Mention) -> bool:
    between = [t.text for t in sentence.tokens[one.last + 1 : other.first]]
    return between in (["и"], [","])


@cache
def _port_of(gazetteer: Gazetteer) -> dict[str, Entry]:
    """Return the port that bears the name of each town."""
    entries = gazetteer.entries().values()
    ports = {e.names["ru"]: e for e in entries if e.kind == "port" and "ru" in e.names}
    towns = (e for e in entries if e.kind == "city" and "ru" in e.names)
    return {town.id: port for town in towns if (port := ports.get(f"порт {town.names['ru']}")) is not None}


def _of_sentence(sentence: Sentence, names: Sequence[Mention], places: Sequence[Mention]) -> list[Mention]:
    places = [*places, *_towns_in_names(sentence, names, places), *_provinces(sentence, places)]
    places = [m for m in places if not _of_district(sentence, m)]
    people = [m for m in _people(sentence, names, places) if not _same_as_place(m, places)]
    found = _without_overlaps(people, places)
    by_noun = list(bodies.bodies(sentence, found))
    quoted = list(_quoted_names(sentence))
    found = [m for m in found if m.kind not in {"person", "port"} or not any(_within(m, body) for body in by_noun)]
    found = [m for m in found if not _touches(m, quoted)]
    by_noun = [m for m in by_noun if not any(q.first <= m.head <= q.last for q in quoted)]
    found += [*by_noun, *(q for q in quoted if not _touches(q, by_noun))]
    tagged = [m for m in _tagged_bodies(sentence, names) if not _touches(m, found)]
    found += tagged
    found += [m for m in _spelled_bodies(sentence) if not _touches(m, found)]
    located = [m for m in _tagged_places(sentence, names) if not _touches(m, found)]
    return sorted([*found, *located], key=lambda m: (m.first, -m.last))


def _towns_in_names(sentence: Sentence, names: Sequence[Mention], places: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the towns taken for the first word of a name behind them: «мэр китайского города Баоцзи | Ван Юн»."""
    whose = {m.last for m in places if m.form == "adjective"}  # «мэр города Ким Чен Ын» bears the whole name
    for named in names:
        noun = sentence.tokens[named.first - 1] if named.first > 1 else None
        foreign = noun is not None and noun.lemma == "город" and noun.i - 1 in whose
        if named.kind == "person" and named.last - named.first > 1 and foreign:
            town = sentence.tokens[named.first]
            yield Mention("place", place_name([town]), town.i, town.i, town.i)


def _provinces(sentence: Sentence, places: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the provinces that the gazetteer does not know: «провинция Квангчунг», «штата Мичоакан»."""
    taken = {i for m in places for i in range(m.first, m.last + 1)}
    nouns = content.lists("ru", "references", ("provinces",))["provinces"]
    for noun, name in pairwise(sentence.tokens):
        proper = name.text[:1].isupper() and name.pos in {"PROPN", "X"} and len(name.text) > 2
        single = noun.lemma in nouns and noun.feats.get("Number") == "Sing"
        if proper and single and not {noun.i, name.i} & taken:
            yield Mention("territory", f"{noun.lemma} {place_name([name])}", noun.i, name.i, noun.i)


def _of_district(sentence: Sentence, place: Mention) -> bool:
    """Whether an attribute that stands for a region is that of a district here: «Псковский район» is not the oblast."""
    behind = sentence.tokens[place.last + 1] if place.last + 1 < len(sentence.tokens) else None
    region = place.entry is not None and place.entry.kind == "region"
    capital = sentence.tokens[place.first].text[:1].isupper()
    return place.form == "adjective" and region and capital and behind is not None and behind.lemma == "район"


def _tagged_places(sentence: Sentence, names: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the places of which the tagger alone knows: small towns, villages, rivers."""
    for named in names:
        tokens = sentence.tokens[named.first : named.last + 1] if named.kind == "place" else []
        if len(tokens) == 1 and not tokens[0].i and is_common(tokens[0].text):
            continue  # «Грузооборот», «Морем» at the head of a sentence
        proper = [t for t in tokens if t.text[:1].isupper() and (t.i or t.pos in {"PROPN", "NOUN"})]
        if tokens and tokens[0].text[:1].isupper() and proper and any(t.pos in {"PROPN", "NOUN"} for t in tokens):
            yield Mention("place", place_name(tokens), named.first, named.last, sentence.top(named.first, named.last).i)


def _within(mention: Mention, body: Mention) -> bool:
    """Whether a body's name goes on beyond a mention inside it."""
    return (
        body.first <= mention.first
        and mention.last <= body.last
        and body.last - body.first > mention.last - mention.first
    )


def _touches(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.first <= other.last and other.first <= mention.last for other in others)


def _without_overlaps(chosen: Sequence[Mention], more: Sequence[Mention]) -> list[Mention]:
    return [*chosen, *(m for m in more if not _touches(m, chosen))]


def _same_as_place(person: Mention, places: Sequence[Mention]) -> bool:
    """Whether the gazetteer knows the whole span as a place; a name of two words and more is a person's."""
    return any(p.form != "adjective" and p.first <= person.first and person.last <= p.last for p in places) or any(
        p.first <= person.last and person.first <= p.last and p.last - p.first >= person.last - person.first
        for p in places
    )


def _unambiguous(matches: Sequence[Sequence[Match]]) -> Counter[str]:
    """Count what the document names without ambiguity, and what it lies in: this decides РК, РТ, КР."""
    counts: Counter[str] = Counter()
    for match in (match for named in matches for match in named if len(match.entries) == 1):
        counts[match.entries[0].id] += 2
        counts.update(match.entries[0].part_of)
    return counts


def _called(matches: Sequence[Sequence[Match]]) -> dict[str, str]:
    """Return the fullest name by which the document calls each place; of a country, the fullest of one word."""
    called: dict[str, str] = {}
    for match in (match for named in matches for match in named if match.form == "name"):
        entry = match.entries[0]
        if (
            entry.kind in _TERRITORIES
            and match.text[:1].isupper()
            and not (entry.kind == "country" and " " in match.text)
            and not _nickname(entry, match.text)
        ):
            called[entry.id] = max(called.get(entry.id, ""), match.text, key=len)
    return called


def _nickname(entry: Entry, name: str) -> bool:
    """Whether a name is another than that of the map: «Приангарье» is Иркутская область, «Эмираты» are ОАЭ."""
    official = entry.names.get("ru", "")
    if entry.kind == "region":
        shared = {word[:_STEM].casefold() for word in name.split()} & {w[:_STEM].casefold() for w in official.split()}
        district = official.endswith("округ") and " " not in name  # «Чукотка», «Ямал»
        return official.endswith(_UNITS) and (not shared or district)
    return name in _NICKNAMES


_STEM = 4
_UNITS = ("область", "край", "округ")
_NICKNAMES = content.words("ru", "names")["nicknames"]


def _places(
    sentence: Sentence,
    matches: Sequence[Match],
    known: Counter[str],
    called: dict[str, str],
    gazetteer: Gazetteer,
) -> Iterator[Mention]:
    for match in matches:
        if _of_currency(sentence, match):
            continue
        first, last = _first_of(sentence, match), match.end_token - 1
        head = sentence.top(first, last)
        for named in sorted(match.entries, key=lambda e: -known[e.id])[:1]:
            entry = named if _beside_town(sentence, head, matches) else _meant(sentence, head, named, gazetteer)
            kind = "territory" if entry.kind in _TERRITORIES else entry.kind
            name = called.get(entry.id) or entry.names.get("ru") or next(iter(entry.names.values()))
            form = "name" if match.form == "abbreviation" else match.form
            yield Mention(kind, name, first, last, head.i, form, entry)


_STATES = frozenset({"республика", "королевство", "государство", "княжество", "султанат", "эмират", "федерация"})


def _first_of(sentence: Sentence, match: Match) -> int:
    """Return where the name of a place begins, with the common noun before it: «в г. Перми», «городу Самарканду»."""
    first = match.start_token
    if match.form != "name" or not first:
        return first
    before = sentence.tokens[first - 1]
    if match.entries[0].kind == "country" and before.lemma in _STATES and before.text[:1].isupper():
        return first - 1  # «делегация Республики Иран»
    if match.entries[0].kind != "city":
        return first
    if first > 1 and sentence.tokens[first - 1].text == "." and sentence.tokens[first - 2].text == "г":
        return first - 2
    return first - 1 if sentence.tokens[first - 1].lemma == "город" else first


def _of_currency(sentence: Sentence, match: Match) -> bool:
    """Whether a name belongs to that of a currency: «долларов США», not «на 5 млн долларов Иран …»."""
    before, after = sentence.tokens[: match.start_token], sentence.tokens[match.end_token :]
    governed = sentence.tokens[match.start_token].case in {"Gen", ""}
    while before and before[-1].text == ".":
        before = before[:-1]
    if match.form == "adjective":
        return bool(after) and after[0].lemma in lexicon.CURRENCIES
    return bool(before) and before[-1].lemma in lexicon.CURRENCIES and governed


def _meant(sentence: Sentence, head: Token, entry: Entry, gazetteer: Gazetteer) -> Entry:
    """Return the state where its capital stands for it: «Минск предложил», «обсуждать с Москвой», «интересы Анкары»."""
    above = sentence.head(head)
    if not entry.capital_of or above is None:
        return entry
    first = above if head.rel == "conj" and above.pos == "PROPN" else head
    verb = sentence.head(first)
    acts = first.rel.startswith("nsubj") and verb is not None and verb.lemma in lexicon.STATE_ACTS
    talks = (
        head.case == "Ins"
        and above.lemma in lexicon.NEGOTIATION
        and head.i > 0
        and sentence.tokens[head.i - 1].lemma == "с"
    )
    owns = head.case == "Gen" and above.lemma in _OF_STATES
    country = gazetteer.entries().get(entry.capital_of)
    return country if country is not None and (acts or talks or owns) else entry


def _beside_town(sentence: Sentence, head: Token, matches: Sequence[Match]) -> bool:
    """Whether a capital is named together with a town that is none, and so is a town itself: «Омск и Минск»."""
    above = sentence.head(head)
    first = above if head.rel == "conj" and above is not None else head
    joined = {first.i, *(t.i for t in sentence.children(first, "conj"))} - {head.i}
    towns = (m for m in matches if m.entries[0].kind == "city" and not m.entries[0].capital_of)
    return any(sentence.top(_first_of(sentence, m), m.end_token - 1).i in joined for m in towns)


def _people(sentence: Sentence, names: Sequence[Mention], places: Sequence[Mention]) -> Iterator[Mention]:
    for named in names:
        tokens = sentence.tokens[named.first : named.last + 1] if named.kind == "person" else []
        tokens = [t for t in tokens if t.text[:1].isupper() or t.text in _NAME_PARTICLES]
        while len(tokens) > 2 and any(p.first <= tokens[0].i <= p.last and p.form == "name" for p in places):
            tokens = tokens[1:]  # «провинции Хэйлунцзян X»
        if any(len(t.text) > 1 and t.lemma not in _TITLES for t in tokens):  # «заместитель Префекта» names none
            first, last = _with_initials(sentence, tokens[0].i), _with_surname(sentence, tokens[-1].i)
            alone = len(tokens) == len(sentence.tokens)  # a by-line stands in the nominative, whatever the tagger says
            own = sentence.tokens[first : last + 1]
            name = sentence.text if alone else person_name(own, _case_of_office(sentence, first))
            yield Mention("person", name, first, last, sentence.top(first, last).i)


_TITLES = lexicon.OFFICE_ADJECTIVES | lexicon.OFFICES


def _with_initials(sentence: Sentence, first: int) -> int:
    """Return where a name begins, with the initials that the tagger left out: «Н. Есенов»."""
    tokens = sentence.tokens
    while (
        first > 1
        and tokens[first - 1].text == "."
        and len(tokens[first - 2].text) == 1
        and _is_capital(tokens[first - 2].text)
    ):
        first -= 2
    return first


_OF_ARABS = re.compile(r"(?:аль|эль|ас|аш|ад|ат|аз|ар|ан|ибн|бин|бен)-[А-ЯЁ]\w+")


def _with_surname(sentence: Sentence, last: int) -> int:
    """Return where a name ends, with the surname that the tagger left out: «Салем аль-Кетби»."""
    behind = sentence.tokens[last + 1 : last + 2]
    return last + 1 if behind and _OF_ARABS.fullmatch(behind[0].text) else last


def _is_capital(letter: str) -> bool:
    return letter.isalpha() and letter.isupper()


def _case_of_office(sentence: Sentence, first: int) -> str:
    """Return the case of the office that a name stands behind: «при поддержке консула Чехии в Перми X»."""
    case = ""
    for token in reversed(sentence.tokens[max(0, first - _OFFICE) : first]):
        if token.pos in {"VERB", "AUX", "CCONJ"} or token.text in _ENDS_OFFICE or (case and token.lemma == "с"):
            break  # «во главе | с мэром X»
        if token.lemma in lexicon.OFFICES and token.pos == "NOUN":
            case = token.case  # of «заместитель губернатора X» that of the deputy
    return case


_OFFICE = 9
"""Words between an office and the name of its holder in which its case tells that of the name."""
_ENDS_OFFICE = frozenset(",;:()–—.")


def _quoted_names(sentence: Sentence) -> Iterator[Mention]:
    """Yield the short capitalised names in quotation marks; what they name is no place."""
    for token in sentence.tokens:
        close = bodies.closing(sentence, token.i) if token.text in "«„“" else None
        words = sentence.tokens[token.i + 1 : close] if close else []
        if (
            not words
            or len(words) > 5
            or not words[0].text[:1].isupper()
            or any(t.pos in {"VERB", "PUNCT"} and t.text not in "-." for t in words)
        ):
            continue
        before = sentence.tokens[token.i - 1].lemma if token.i else ""
        kind = "product" if before in lexicon.NAMED_THINGS else "organization"
        yield Mention(
            kind, quoted_name(words), token.i, words[-1].i + 1, sentence.top(words[0].i, words[-1].i).i, "quoted"
        )


def _tagged_bodies(sentence: Sentence, names: Sequence[Mention]) -> Iterator[Mention]:
    for named in names:
        tokens = sentence.tokens[named.first : named.last + 1] if named.kind == "organization" else []
        words = [t for t in tokens if t.text not in bodies.QUOTES_OPEN + bodies.QUOTES_CLOSE]
        if not words or words[0].lemma in lexicon.NOT_BODIES or not any(t.text[:1].isupper() for t in words):
            continue
        if all(t.lemma in lexicon.OFFICES | lexicon.OFFICE_ADJECTIVES for t in words):
            continue  # «Генеральный консул»
        quoted = words[0].i > 0 and sentence.tokens[words[0].i - 1].text in bodies.QUOTES_OPEN
        name = quoted_name(words) if quoted else organisation_name(words)
        first, last = tokens[0].i, tokens[-1].i
        yield Mention("organization", name, first, last, sentence.top(words[0].i, words[-1].i).i)


def _spelled_bodies(sentence: Sentence) -> Iterator[Mention]:
    """Yield the firms that capitals within their names give away: «КамАЗ», «РусГидро»."""
    for token in sentence.tokens:
        if spelled := _INNER_CAPITALS.fullmatch(token.text):
            name = spelled[1] or organisation_name([token])
            yield Mention("organization", name, token.i, token.i, token.i)


_INNER_CAPITALS = re.compile(
    r"([А-ЯЁ]\w*[а-яё]\w*[А-ЯЁ]{2,})(?:а|у|ом|е)?|(?!Мак|Ди|Де|Ле|Ла|Фиц|Сев|Юж|Зап|Вост)[А-ЯЁ]\w*[а-яё][А-ЯЁ][а-яё]\w+"
)
"""A name with capitals inside: an abbreviation with the ending of its case, or two words in one, no surname."""
