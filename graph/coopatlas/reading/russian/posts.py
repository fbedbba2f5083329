"""Who holds what office: «генеральный консул РК в Астрахани X», «X, министр транспорта Y».

An office is read from its head noun: adjectives before it, then what it governs — whose office, which body, where
posted — up to the person, who stands right behind it or, in an apposition, before it.
"""

from collections.abc import Iterator, Sequence

from coopatlas import gazetteer
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.discourse import around
from coopatlas.reading.records import make
from coopatlas.reading.russian import lexicon, positions
from coopatlas.reading.russian.offices import Office, office_at
from coopatlas.reading.russian.scene import Scene

_BECOMING = frozenset(
    {
        "стать",
        "назначить",
        "избрать",
        "являться",
        "остаться",
        "оставаться",
        "назначенный",
        "избранный",
        "утвердить",
        "занять",
        "занимать",
    }
)
_HOME = {"губернатор": "country-RU", "вице-губернатор": "country-RU", "аким": "country-KZ", "хоким": "country-UZ"}
"""Offices of regions that one country alone has in the news that is read here."""
_LOCAL_HEADS = frozenset({"губернатор", "вице-губернатор", "замгубернатора", "аким", "мэр"})
_PREMIERS = frozenset({"премьер", "премьер-министр", "вице-премьер"})
_HOLDING = frozenset({"назначить", "избрать", "возглавлять", "занимать", "являться", "работать", "ставший", "стать"})


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the posts that a sentence states, and tell the scene of them: later descriptions find their person."""
    covered, before = -1, None
    for token in sentence.tokens:
        if token.i <= covered or not _is_office(sentence, token):
            continue
        office = office_at(scene, sentence, token)
        lands = _listed_lands(sentence, office)
        covered = office.end - 1
        mention = (
            _person_after(sentence, office)
            or _person_before(sentence, office)
            or _person_linked(sentence, office)
            or _person_beside(scene, sentence, office)
            or (before[0] if before is not None and _goes_on(sentence, before[1], office) else None)
        )
        before = (mention, office) if mention is not None else None
        holders = _listed_people(sentence, office, mention) if mention is not None else []
        for n, holder in enumerate(holders):
            if len(lands) > 1:
                office.represents = lands[n].name if len(lands) == len(holders) else None
            yield from _held_by(scene, sentence, office, holder)


def _listed_lands(sentence: Sentence, office: Office) -> list[Mention]:
    """Return whose offices a plural tells of, and let it end behind them: «президенты | Турции и России»."""
    territories = {m.first: m for m in sentence.mentions if m.kind == "territory" and m.form == "name"}
    found = [m for m in territories.values() if m.last == office.end - 1 and m.first > office.head.i]
    while found and office.head.feats.get("Number") == "Plur" and office.end + 1 in territories:
        if sentence.tokens[office.end].text not in {",", "и"}:
            break
        found.append(territories[office.end + 1])
        office.end = found[-1].last + 1
    return found


def _listed_people(sentence: Sentence, office: Office, first: Mention) -> list[Mention]:
    """Return those who hold offices of a plural: «вице-губернаторы | X и Y»; else the one."""
    found, people = [first], {m.first: m for m in sentence.mentions if m.kind == "person"}
    while office.head.feats.get("Number") == "Plur" and office.end <= first.first:
        after = sentence.tokens[found[-1].last + 1 : found[-1].last + 2]
        if [t.text for t in after] not in ([","], ["и"]) or found[-1].last + 2 not in people:
            break
        found.append(people[found[-1].last + 2])
    return found


def _held_by(scene: Scene, sentence: Sentence, office: Office, mention: Mention) -> Iterator[Fact]:
    """Yield the post of one who holds an office, and tell the scene of it."""
    person = scene.person(mention)
    if person is None or (office.head.lemma in lexicon.SERVING and not _whose(office)):
        return
    known = bool(person.role)
    if not (known and person.role == office.role):
        _complete(scene, sentence, office)
    told = {
        "role": office.role,
        "organization": office.organization,
        "represents": office.represents,
        "seat": office.seat,
    }
    person.hold(told)
    if not known or office.represents or office.organization:
        yield make(
            "post",
            sentence,
            {"person": person.name, **told},
            "post.office",
            confidence=0.9 if office.represents or office.organization else 0.6,
        )


def _whose(office: Office) -> bool:
    """Whether an office tells whose it is or whom it serves."""
    return bool(office.represents or office.organization or office.words)


def _is_office(sentence: Sentence, token: Token) -> bool:
    if token.lemma not in lexicon.OFFICES - positions.OWNERS or token.pos not in {"NOUN", "PROPN", "ADJ"}:
        return False
    mention = sentence.mention_at(token)
    if mention is not None and mention.kind != "organization":
        return False
    return not (token.lemma == "глава" and token.i and sentence.tokens[token.i - 1].lemma == "во") or _person_near(
        sentence, token
    )


def _person_near(sentence: Sentence, token: Token) -> bool:
    return any(m.kind == "person" and token.i < m.first <= token.i + 12 for m in sentence.mentions)


def _person_after(sentence: Sentence, office: Office) -> Mention | None:
    """Return the person named right behind the office, over a bracket or a comma at most."""
    for mention in sentence.mentions:
        if mention.kind == "person" and mention.first >= office.end:
            between = [t for t in sentence.tokens[office.end : mention.first] if t.lemma not in lexicon.HONORIFICS]
            return (
                mention
                if all(t.text in {",", "—", "–", "-", "("} for t in between)
                and len(between) <= 1
                and _agree(sentence, office, mention, between)
                else None
            )
    return None


"""Words between an office and the name of its holder that only honour him."""


def _person_beside(scene: Scene, sentence: Sentence, office: Office) -> Mention | None:
    """Return the holder of two offices that a dash joins, by the second: «заместитель мэра – начальник порта X»."""
    behind = sentence.tokens[office.end : office.end + _SECOND_HEAD]
    head = next((t for t in behind[1:] if _is_office(sentence, t)), None)
    if head is None or behind[0].text not in _DASHES or head.case != office.head.case:
        return None
    second = office_at(scene, sentence, head)
    if second.first != office.end + 1 or (named := _person_after(sentence, second)) is None:
        return None
    if not (office.represents or office.organization):
        office.represents = second.represents
    return named


def _goes_on(sentence: Sentence, before: Office, office: Office) -> bool:
    """Whether a dash joins an office to the one before it: «X, заместитель мэра – начальник порта»."""
    return before.end + 1 == office.first and sentence.tokens[before.end].text in _DASHES


_SECOND_HEAD = 4
"""Words from the dash between two offices to the noun of the second."""
_DASHES = frozenset("–—-")


def _agree(sentence: Sentence, office: Office, mention: Mention, between: list[Token]) -> bool:
    """Whether a name behind an office is in apposition to it: right behind it, or over a dash in the same case."""
    if not between:
        return not _of_kin(sentence, office)
    name = sentence.tokens[mention.first]
    same = not name.case or not office.head.case or name.case == office.head.case
    return same and between[0].text in {"—", "–", "("} and bool(office.represents or office.organization)


def _of_kin(sentence: Sentence, office: Office) -> bool:
    """Whether a name behind an office is that of somebody else: «сын президента Франции X», «повар посла X»."""
    before = sentence.tokens[office.first - 1] if office.first else None
    if before is None or before.case == office.head.case or office.head.case != "Gen":
        return False
    return before.lemma in positions.KIN or positions.known(before.lemma) or before.feats.get("Animacy") == "Anim"


def _person_before(sentence: Sentence, office: Office) -> Mention | None:
    """Return the person before a comma or dash whose apposition the office is: «X, генконсул в Казани»."""
    before = [m for m in sentence.mentions if m.kind == "person" and m.last < office.first]
    if not before:
        return None
    mention = before[-1]
    between = sentence.tokens[mention.last + 1 : office.first]
    texts = [t.text for t in between]
    if not texts or texts[0] not in {",", "(", "—", "–"} or len(texts) > 5 or texts.count(",") > 1:
        return None
    if office.head.feats.get("Number") == "Plur":
        return None  # «глава города X, главы районов»: they are others
    if len(texts) == 1:
        case = sentence.tokens[mention.first].case
        if office.head.case == "Nom" and sentence.tokens[mention.first - 1].lemma in positions.SAID_BY:
            return None  # «по словам X, | глава Y»
        cases = {"Acc", "Gen"} if case in {"Acc", "Gen"} else {case}  # of a person one is like the other
        agrees = not case or office.head.case in cases | {"Nom"}
        return mention if agrees and not _of_next(sentence, office, mention) else None
    return mention if any(t.lemma in _HOLDING and positions.is_taken(sentence, t) for t in between) else None


def _of_next(sentence: Sentence, office: Office, before: Mention) -> bool:
    """Whether an office of a list is that of the name behind it, over words that were not read as a part of it."""
    titled = before.first > 0 and sentence.tokens[before.first - 1].pos in {"NOUN", "PROPN", "ADJ"}
    behind = next((m for m in sentence.mentions if m.kind == "person" and m.first >= office.end), None)
    between = sentence.tokens[office.end : behind.first] if behind is not None else ()
    return titled and bool(between) and all(t.pos in {"NOUN", "PROPN", "ADJ", "ADP"} or t.text == "и" for t in between)


def _person_linked(sentence: Sentence, office: Office) -> Mention | None:
    """Return the person whom a verb gives the office: «консулом стал X», «пост посла занял X», «X назначен послом»."""
    named = office.first > 0 and sentence.tokens[office.first - 1].lemma in positions.POSTS
    if office.head.case != "Ins" and not (named and office.head.case == "Gen"):
        return None
    if _gives(sentence, sentence.tokens[office.end : office.end + 2]):
        return next(
            (m for m in sentence.mentions if m.kind == "person" and office.end < m.first <= office.end + 2), None
        )
    before = [m for m in sentence.mentions if m.kind == "person" and office.first - 4 <= m.last < office.first]
    given = bool(before) and _gives(sentence, sentence.tokens[before[-1].last + 1 : office.first])
    return before[-1] if given else None


def _gives(sentence: Sentence, words: Sequence[Token]) -> bool:
    """Whether words tell that an office is held, not that it will or may be: «станет», «не назначен»."""
    return any(token.lemma in _BECOMING and positions.is_taken(sentence, token) for token in words)


def _complete(scene: Scene, sentence: Sentence, office: Office) -> None:
    """Fill what the office leaves to the context: «губернатор» is that of the region spoken of."""
    if office.represents or office.organization:
        return
    lemma = office.head.lemma
    before = sentence.tokens[office.first - 1].text.casefold() if office.first else ""
    if lemma in lexicon.MINISTERS | _PREMIERS or (lemma in lexicon.DEPUTIES and "министра" in office.words):
        office.represents = _of_delegation(scene, sentence) or _last_country(scene, sentence, office)
    elif lemma in _LOCAL_HEADS:
        office.represents = _led(scene, sentence, office) or _governed(scene, sentence, lemma)
    elif lemma in lexicon.DEPUTIES and (chief := {"губернатора", "акима", "хокима"} & set(office.words)):
        office.represents = _governed(scene, sentence, chief.pop()[:-1])
    elif lemma == "глава" and before in {"его", "их", "её", "ее"}:
        sides = (scene.territory_of(sentence, token) for token in reversed(sentence.tokens[: office.first]))
        office.represents = next((side for side in sides if side), None)
    elif lemma in lexicon.DIPLOMATS:
        office.represents = _whose_interests(sentence) or _of_delegation(scene, sentence)


def _last_country(scene: Scene, sentence: Sentence, office: Office) -> str | None:
    """Return the country last named before an office, where this sentence or one of the two before names it.

    What the sentence names behind the office is the other side: «премьер-министр X посетит Узбекистан».
    """
    countries = (m for m in scene.territories_before(sentence, office.first) if m.entry and m.entry.kind == "country")
    country = next(countries, None)
    near = scene.sentences[max(0, sentence.index - 2) : sentence.index + 1]
    behind = {m.name for m in sentence.mentions if m.first > office.end and m.entry and m.entry.kind == "country"}
    other = behind if len(behind) == 1 else set()
    if country is None:
        return _dated_from(scene)
    named = country is not None and any(m is country for s in near for m in s.mentions)
    return country.name if named and country.name not in other else None


def _opens_news(sentence: Sentence, place: Mention) -> bool:
    """Whether a place stands by itself before what is told: «Минск /…/», not «уехал в Минск»."""
    behind = [t.text for t in sentence.tokens[place.last + 1 : place.last + 2]]
    alone = sentence.tokens[place.first].case == "Nom" and behind in _PARTED
    return place.last < _DATELINE and alone and not any(t.pos == "VERB" for t in sentence.tokens[: place.first])


_PARTED = [[mark] for mark in ".,/(—–-"]


def _dated_from(scene: Scene) -> str | None:
    """Return the country of the capital in the dateline of a document: «14 октября, Минск /…/. Министр …»."""
    first = scene.sentences[:1]
    capitals = [m.entry.capital_of for s in first for m in s.mentions if m.entry and _opens_news(s, m)]
    entry = gazetteer.load().entries().get(next((c for c in capitals if c), ""))
    return entry.names.get("ru") if entry is not None else None


_DATELINE = 8
"""Words of a document in which its dateline names a town."""


def _governed(scene: Scene, sentence: Sentence, office: str) -> str | None:
    """Return the city of a mayor, the region of a governor: the last named, up to the end of the sentence."""
    kind, country = "city" if office == "мэр" else "region", _HOME.get(office)
    towns: list[Mention] = []
    for mention in scene.territories_before(sentence, len(sentence.tokens)):
        if mention.entry and country in {None, mention.entry.country}:
            if mention.entry.kind == kind:
                return mention.name
            here = mention not in sentence.mentions or sentence.tokens[mention.head].case != "Acc"
            towns += [mention] if mention.entry.kind == "city" and here else []
    region = around(towns[0], "ru") if towns and kind == "region" else None
    return region.name if region is not None else towns[0].name if towns and kind == "region" else None


def _whose_interests(sentence: Sentence) -> str | None:
    """Return the country whose interests a diplomat stands for: «консул, представляющий интересы Турции»."""
    interest = next(iter(sentence.find("интерес")), None)
    after = interest.i + 1 if interest is not None else -1
    owner = next((m for m in sentence.mentions if m.kind == "territory" and m.first == after), None)
    return owner.name if owner and owner.entry is not None and owner.entry.kind == "country" else None


def _of_delegation(scene: Scene, sentence: Sentence) -> str | None:
    """Return whose delegation the sentence speaks of: «делегация республики во главе с министром»."""
    for token in sentence.find("делегация"):
        own = [m for m in sentence.mentions if m.kind == "territory" and _belongs(sentence, token, m)]
        near = own or [m for m in sentence.mentions if m.kind == "territory" and abs(m.head - token.i) <= 2]
        described = [d for t in sentence.tokens[token.i + 1 : token.i + 3] if (d := scene.described(sentence, t))]
        if near or described:
            return near[-1].name if near else described[0]
    return None


def _belongs(sentence: Sentence, group: Token, place: Mention) -> bool:
    """Whether a place is whose a group is: «делегация деловых кругов Малайзии», «малайзийская делегация»."""
    between = sentence.tokens[group.i + 1 : place.first]
    behind = place.first > group.i and all(t.case == "Gen" for t in (*between, sentence.tokens[place.head]))
    return behind or (place.form == "adjective" and place.last == group.i - 1)


def _led(scene: Scene, sentence: Sentence, office: Office) -> str | None:
    """Return whose delegation an office leads: «делегация провинции Хубэй, возглавляемая вице-губернатором X»."""
    before = sentence.tokens[max(0, office.first - _LEADING) : office.first]
    leads = any(t.lemma in {"возглавлять", "возглавить", "глава"} for t in before)
    return _of_delegation(scene, sentence) if leads else None


_LEADING = 3
"""Words between «во главе», «возглавляемая» and the office of who leads."""
