"""Who holds what office: «генеральный консул РК в Санкт-Петербурге Болат Иманбаев», «X, министр транспорта Y».

An office is read from its head noun: adjectives before it, then what it governs — whose office, which body, where
posted — up to the person, who stands right behind it or, in an apposition, before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from coopatlas.model import Fact
from coopatlas.reading.annotation import Mention, Sentence, Token
from coopatlas.reading.records import make
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.morphology import to_nominative
from coopatlas.reading.russian.scene import Person, Scene
from coopatlas.reading.russian.speech import full_body

_BECOMING = frozenset(
    {"стать", "назначить", "избрать", "являться", "остаться", "оставаться", "назначенный", "избранный", "утвердить"}
)
_HOME = {"губернатор": "country-RU", "вице-губернатор": "country-RU", "аким": "country-KZ", "хоким": "country-UZ"}
"""Offices of regions that one country alone has in the news that is read here."""


@dataclass(slots=True)
class Office:
    """An office as a sentence names it, with the token after its last word."""

    head: Token
    first: int
    role: str
    represents: str | None = None
    seat: str | None = None
    organization: str | None = None
    end: int = 0
    words: list[str] = field(default_factory=list)


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the posts that a sentence states, and tell the scene of them, so that later descriptions find their person."""
    covered = -1
    for token in sentence.tokens:
        if token.i <= covered or not _is_office(sentence, token):
            continue
        office = _office(scene, sentence, token)
        covered = office.end - 1
        mention = (
            _person_after(sentence, office) or _person_before(sentence, office) or _person_linked(sentence, office)
        )
        if mention is None:
            continue
        person = scene.person(mention)
        if person is None:
            continue
        _complete(scene, sentence, office)
        known = bool(person.role)
        _tell(person, office)
        if not known or office.represents or office.organization:
            args = {
                "person": person.name,
                "role": office.role,
                "organization": office.organization,
                "represents": office.represents,
                "seat": office.seat,
            }
            yield make(
                "post",
                sentence,
                args,
                "post.office",
                confidence=0.9 if office.represents or office.organization else 0.6,
            )


def _is_office(sentence: Sentence, token: Token) -> bool:
    if token.lemma not in lexicon.OFFICES or token.pos not in {"NOUN", "PROPN", "ADJ"}:
        return False
    mention = sentence.mention_at(token)
    if mention is not None and mention.kind != "organization":
        return False
    return not (token.lemma == "глава" and token.i and sentence.tokens[token.i - 1].lemma == "во") or _person_near(
        sentence, token
    )


def _person_near(sentence: Sentence, token: Token) -> bool:
    return any(m.kind == "person" and token.i < m.first <= token.i + 12 for m in sentence.mentions)


def _office(scene: Scene, sentence: Sentence, head: Token) -> Office:
    spelled = lexicon.OFFICE_SPELLING.get(head.lemma, head.lemma)
    office = Office(head, head.i, spelled, end=head.i + 1)
    _before(sentence, office)
    _after(scene, sentence, office)
    office.role = " ".join([office.role, *office.words]).strip()
    return office


def _before(sentence: Sentence, office: Office) -> None:
    """Read the adjectives before the head: parts of the name, or whose office it is («турецкий генконсул»)."""
    at = office.head.i - 1
    while at >= 0:
        token = sentence.tokens[at]
        mention = sentence.mention_at(token)
        if mention is not None and mention.form == "adjective":
            office.represents = office.represents or mention.name
        elif token.lemma in lexicon.OFFICE_ADJECTIVES and token.pos in {"ADJ", "VERB", "NUM"}:
            if token.lemma not in lexicon.PASSING_ADJECTIVES:
                office.role = f"{to_nominative(token.text, token.pos, token.feats).lower()} {office.role}"
        elif token.text != "и" or at == 0 or sentence.tokens[at - 1].lemma not in lexicon.OFFICE_ADJECTIVES:
            break
        office.first = at
        at -= 1


def _after(scene: Scene, sentence: Sentence, office: Office) -> None:
    """Read what the office governs, word by word, until something that cannot belong to it."""
    at = office.head.i + 1
    while at < len(sentence.tokens):
        token = sentence.tokens[at]
        mention = next((m for m in sentence.mentions if m.first == at), None)
        if mention is not None and mention.kind == "person":
            break
        step = (
            _place(sentence, office, at, mention)
            or _body(scene, sentence, office, at, mention)
            or _word(scene, sentence, office, token)
        )
        if not step:
            break
        at = step
        office.end = at


def _place(sentence: Sentence, office: Office, at: int, mention: Mention | None) -> int:
    token = sentence.tokens[at]
    if token.lemma == "в" and at + 1 < len(sentence.tokens):
        after = next(
            (m for m in sentence.mentions if at + 1 <= m.first <= at + 2 and m.kind in {"territory", "union"}), None
        )
        if after is not None and office.head.lemma in lexicon.DIPLOMATS | {
            "представитель",
            "полпред",
            "постпред",
            "торгпред",
        }:
            office.seat = office.seat or after.name
            return after.last + 1
        return 0
    if mention is None or mention.kind not in {"territory", "union"} or (mention.form == "adjective"):
        return 0
    if token.case not in {"Gen", "Nom", ""} and not token.text.isupper() and token.case != office.head.case:
        return 0
    if office.organization is None:
        office.represents = office.represents or mention.name
    return mention.last + 1


def _body(scene: Scene, sentence: Sentence, office: Office, at: int, mention: Mention | None) -> int:
    body = mention or next((m for m in sentence.mentions if m.first == at), None)
    if body is None or body.kind != "organization" or office.head.lemma in lexicon.DIPLOMATS:
        return 0
    head = sentence.tokens[body.head]
    if head.case not in {"Gen", "", "Nom"} and not head.text.isupper() and body.form == "noun":
        return 0
    office.organization = office.organization or full_body(scene, sentence, body)
    return body.last + 1


def _word(scene: Scene, sentence: Sentence, office: Office, token: Token) -> int:
    """Read a common word of the office: a deputy's chief, a minister's field, «региона», «по торговле»."""
    domain = office.head.lemma in lexicon.MINISTERS | lexicon.DEPUTIES | lexicon.BODY_HEADS | {
        "представитель",
        "вице-премьер",
    }
    described = scene.described(sentence, token) if token.case == "Gen" else None
    if described:
        office.represents = office.represents or described
    elif token.case == "Gen" and token.pos in {"NOUN", "PROPN"} and (domain or token.lemma in lexicon.OFFICES):
        office.words.append(_spelled(token))
    elif token.pos == "ADJ" and token.case == "Gen" and domain and sentence.mention_at(token) is None:
        office.words.append(token.text)
    elif token.text == "и" and office.words and _genitive_follows(sentence, token):
        office.words.append("и")
    elif token.lemma == "по" and domain and _dative_follows(sentence, token):
        office.words.append("по")
    elif token.case == "Dat" and "по" in office.words and token.pos in {"NOUN", "ADJ"}:
        office.words.append(token.text)
    elif token.text == "-" or (token.lemma in {"этот", "весь"} and token.case == "Gen"):
        pass
    else:
        return 0
    return token.i + 1


def _spelled(token: Token) -> str:
    return "министра" if token.lemma == "министр" else token.text


def _genitive_follows(sentence: Sentence, token: Token) -> bool:
    return any(
        t.case in {"Gen", "Dat"} and t.pos in {"NOUN", "ADJ"} for t in sentence.tokens[token.i + 1 : token.i + 2]
    )


def _dative_follows(sentence: Sentence, token: Token) -> bool:
    return any(t.case == "Dat" for t in sentence.tokens[token.i + 1 : token.i + 3])


def _person_after(sentence: Sentence, office: Office) -> Mention | None:
    """Return the person named right behind the office, over a bracket or a comma at most."""
    for mention in sentence.mentions:
        if mention.kind == "person" and mention.first >= office.end:
            between = sentence.tokens[office.end : mention.first]
            return (
                mention
                if all(t.text in {",", "—", "–", "-", "("} for t in between)
                and len(between) <= 1
                and _agree(sentence, office, mention, between)
                else None
            )
    return None


def _agree(sentence: Sentence, office: Office, mention: Mention, between: list[Token]) -> bool:
    """Whether a name behind an office is in apposition to it: right behind it, or over a dash in the same case."""
    if not between:
        return True
    name = sentence.tokens[mention.first]
    same = not name.case or not office.head.case or name.case == office.head.case
    return same and between[0].text in {"—", "–", "("} and bool(office.represents or office.organization)


def _person_before(sentence: Sentence, office: Office) -> Mention | None:
    """Return the person before a comma or dash whose apposition the office is: «Ахмет Доган, генконсул в Казани»."""
    before = [m for m in sentence.mentions if m.kind == "person" and m.last < office.first]
    if not before:
        return None
    mention = before[-1]
    between = sentence.tokens[mention.last + 1 : office.first]
    texts = [t.text for t in between]
    if not texts or texts[0] not in {",", "(", "—", "–"} or len(texts) > 5 or texts.count(",") > 1:
        return None
    if len(texts) == 1:
        return (
            mention
            if office.head.case in {sentence.tokens[mention.first].case, "Nom"}
            or not sentence.tokens[mention.first].case
            else None
        )
    named = any(
        t.lemma in {"назначить", "избрать", "возглавлять", "занимать", "являться", "работать", "ставший", "стать"}
        for t in between
    )
    return mention if named else None


def _person_linked(sentence: Sentence, office: Office) -> Mention | None:
    """Return the person whom a verb gives the office: «консулом стал X», «X назначен послом»."""
    if office.head.case != "Ins":
        return None
    behind = sentence.tokens[office.end : office.end + 2]
    if any(t.lemma in _BECOMING for t in behind):
        return next(
            (m for m in sentence.mentions if m.kind == "person" and office.end < m.first <= office.end + 2), None
        )
    before = [m for m in sentence.mentions if m.kind == "person" and office.first - 4 <= m.last < office.first]
    verb = before and any(t.lemma in _BECOMING for t in sentence.tokens[before[-1].last + 1 : office.first])
    return before[-1] if verb else None


def _complete(scene: Scene, sentence: Sentence, office: Office) -> None:
    """Fill what the office leaves to the context: «губернатор» is that of the region spoken of."""
    if office.represents or office.organization:
        return
    lemma = office.head.lemma
    if lemma in lexicon.MINISTERS | {"премьер", "премьер-министр", "вице-премьер"}:
        country = next(
            (m for m in scene.territories_before(sentence, office.first) if m.entry and m.entry.kind == "country"), None
        )
        near = (
            country
            if country is not None
            and any(
                m is country
                for s in scene.sentences[max(0, sentence.index - 2) : sentence.index + 1]
                for m in s.mentions
            )
            else None
        )
        office.represents = _of_delegation(scene, sentence) or (near.name if near else None)
    elif lemma in {"губернатор", "вице-губернатор", "замгубернатора", "аким", "мэр"}:
        kinds = ("city",) if lemma == "мэр" else ("region",)
        country = _HOME.get(lemma)
        candidates = scene.territories_before(sentence, len(sentence.tokens))
        office.represents = next(
            (m.name for m in candidates if m.entry and m.entry.kind in kinds and country in {None, m.entry.country}),
            None,
        )
    elif (
        lemma == "глава"
        and office.first
        and sentence.tokens[office.first - 1].text.casefold() in {"его", "их", "её", "ее"}
    ):
        office.represents = next(
            (d for t in reversed(sentence.tokens[: office.first]) if (d := scene.territory_of(sentence, t))), None
        )
    elif lemma in lexicon.DIPLOMATS and (interest := next(iter(sentence.find("интерес")), None)) is not None:
        owner = next((m for m in sentence.mentions if m.kind == "territory" and m.first == interest.i + 1), None)
        office.represents = owner.name if owner and owner.entry is not None and owner.entry.kind == "country" else None


def _of_delegation(scene: Scene, sentence: Sentence) -> str | None:
    """Return whose delegation the sentence speaks of: «делегация республики во главе с министром»."""
    for token in sentence.find("делегация"):
        near = [m for m in sentence.mentions if m.kind == "territory" and abs(m.head - token.i) <= 2]
        described = [d for t in sentence.tokens[token.i + 1 : token.i + 3] if (d := scene.described(sentence, t))]
        if near or described:
            return near[0].name if near else described[0]
    return None


def _tell(person: Person, office: Office) -> None:
    person.role = person.role or office.role
    person.represents = person.represents or office.represents or ""
    person.organization = person.organization or office.organization or ""
