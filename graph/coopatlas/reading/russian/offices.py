"""Offices as a sentence names them: an adjective, the head noun, and what it governs, word by word."""

from dataclasses import dataclass, field

from coopatlas import gazetteer
from coopatlas.language.russian.morphology import is_common, to_nominative
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.represented import of_body
from coopatlas.reading.russian.scene import Scene
from coopatlas.reading.russian.speech import full_body

_ENVOYS = lexicon.DIPLOMATS | {"представитель", "полпред", "постпред"}
_WITH_FIELD = lexicon.MINISTERS | lexicon.DEPUTIES | lexicon.BODY_HEADS | {"представитель", "вице-премьер"}
"""Offices that a common word in the genitive or after «по» says more of: «министр транспорта»."""
_CHARGE = "поверенный"
"""The office «в делах»."""
_SECOND = ("зам", "вице-")
"""How offices begin whose holders share out the fields: «вице-губернатор по экономике»."""
_LISTED = 10
"""Words behind a comma in which the list of an office's fields ends."""


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


def office_at(scene: Scene, sentence: Sentence, head: Token) -> Office:
    """Return the office that a head noun names, with all that belongs to it."""
    printed = head.text.casefold().replace(" ", "")
    spelled = printed if printed.endswith(".") else lexicon.OFFICE_SPELLING.get(head.lemma, head.lemma)  # «и.о.»
    office = Office(head, head.i, spelled, end=head.i + 1)
    _before(sentence, office)
    _held(sentence, office)
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
        elif token.lemma in lexicon.OFFICE_ADJECTIVES and token.pos in {"ADJ", "VERB", "NUM", "PROPN", "NOUN"}:
            kept = token.lemma not in lexicon.PASSING_ADJECTIVES or token.lemma == "бывший"
            if kept and not _of_envoy(token, office.head):
                office.role = f"{to_nominative(token.text, 'ADJ', token.feats).lower()} {office.role}"
        elif token.text != "и" or at == 0 or sentence.tokens[at - 1].lemma not in lexicon.OFFICE_ADJECTIVES:
            break
        office.first = at
        at -= 1


def _held(sentence: Sentence, office: Office) -> None:
    """Read what says that the office is not fully held: «исполняющий обязанности губернатора», «кандидат в мэры»."""
    words = sentence.tokens[max(0, office.first - 3) : office.first]
    lemmas = [t.lemma for t in words]
    if lemmas[-1:] == ["обязанность"] and lemmas[-2:-1] and words[-2].text.casefold().startswith("исполняющ"):
        temporary = lemmas[:1] == ["временно"]
        name = f"{'временно ' if temporary else ''}исполняющий обязанности"
        office.role = f"{name} {office.head.text}"
        office.first -= 3 if temporary else 2
    elif lemmas[-1:] == ["в"] and lemmas[-2:-1] in (["кандидат"], ["претендент"]):
        office.role = f"{lemmas[-2]} в {office.head.text}"
        office.first -= 2


def _of_envoy(adjective: Token, head: Token) -> bool:
    """Whether an adjective only tells the rank that every ambassador has: «Чрезвычайный и Полномочный Посол»."""
    return head.lemma in {"посол", "посланник"} and adjective.lemma in {"чрезвычайный", "полномочный"}


def _after(scene: Scene, sentence: Sentence, office: Office) -> None:
    """Read what the office governs, word by word, until something that cannot belong to it."""
    at = office.head.i + 1
    while at < len(sentence.tokens):
        token = sentence.tokens[at]
        named = [m for m in sentence.mentions if m.first == at]
        mention = max(named, key=lambda m: (m.kind != "port", m.last), default=None)  # «Бакинский порт» is a firm
        if mention is not None and mention.kind == "person":
            break
        behind = _bracketed(sentence, at)
        if behind is None and mention is not None and _only_locates(scene, sentence, mention):
            behind = at + 1  # «мэр | японского города Саппоро»
        if behind is not None:
            at = office.end = behind
            continue
        step = (
            _place(scene, sentence, office, at, mention)
            or _body(scene, sentence, office, mention)
            or _word(scene, sentence, office, token)
        )
        if not step:
            break
        at = step
        office.end = at


def _only_locates(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether an attribute only tells where the place behind it lies: «японского | города X»."""
    after = [m for m in sentence.mentions if m.first == mention.last + 1]
    named = any(m.kind == "territory" and m.form == "name" for m in after)
    meant = any(scene.described(sentence, t) for t in sentence.tokens[mention.last + 1 : mention.last + 2])
    return mention.form == "adjective" and (named or meant)


def _bracketed(sentence: Sentence, at: int) -> int | None:
    """Return the token behind a territory in brackets, which only tells where another lies."""
    inside = next((m for m in sentence.mentions if m.first == at + 1 and m.kind == "territory"), None)
    if sentence.tokens[at].text != "(" or inside is None or inside.last + 1 >= len(sentence.tokens):
        return None
    return inside.last + 2 if sentence.tokens[inside.last + 1].text == ")" else None


def _accredited(office: Office, seat: Mention) -> str:
    """Return where an envoy is posted; an ambassador is to a country, and to none of its towns: «посол в Москве»."""
    state = seat.entry.capital_of if seat.entry is not None and office.head.lemma == "посол" else None
    entry = gazetteer.load().entries().get(state or "")
    return entry.names.get("ru", seat.name) if entry is not None else seat.name


def _described_seat(scene: Scene, sentence: Sentence, office: Office, at: int) -> int:
    """Read where an envoy is posted from a noun: «посол Чехии | в республике», «в этой стране»."""
    noun = next((t for t in sentence.tokens[at : at + 2] if t.pos == "NOUN"), None)
    seat = scene.described(sentence, noun) if noun is not None else None
    if noun is None or not seat or seat == office.represents:
        return 0
    office.seat = office.seat or seat
    return noun.i + 1


def _place(scene: Scene, sentence: Sentence, office: Office, at: int, mention: Mention | None) -> int:
    token = sentence.tokens[at]
    if token.lemma == "в" and at + 1 < len(sentence.tokens):
        after = next(
            (m for m in sentence.mentions if at + 1 <= m.first <= at + 2 and m.kind in {"territory", "union"}), None
        )
        if after is not None and office.head.lemma in _ENVOYS:
            office.seat = office.seat or _accredited(office, after)
            return after.last + 1
        return _described_seat(scene, sentence, office, at + 1) if office.head.lemma in _ENVOYS else 0
    if mention is None or mention.kind not in {"territory", "union", "place"} or mention.form == "adjective":
        return 0
    if mention.kind == "place" and is_common(token.text):
        return 0  # «вице-премьер Республики»: of the one spoken of
    if token.case not in {"Gen", "Nom", ""} and not token.text.isupper() and token.case != office.head.case:
        return 0
    if office.organization is None:
        office.represents = office.represents or mention.name
    return mention.last + 1


def _body(scene: Scene, sentence: Sentence, office: Office, mention: Mention | None) -> int:
    if mention is None or mention.kind not in {"organization", "port"} or office.head.lemma in lexicon.DIPLOMATS:
        return 0
    head = sentence.tokens[mention.head]
    if head.case not in {"Gen", "", "Nom"} and not head.text.isupper() and mention.form == "noun":
        return 0
    told = governed(scene, sentence, mention) if office.organization is None else None
    if told is not None:
        office.words.append(told[0])
        office.represents = office.represents or told[1]
    else:
        office.organization = office.organization or full_body(scene, sentence, mention)
    return mention.last + 1


def governed(scene: Scene, sentence: Sentence, body: Mention) -> tuple[str, str] | None:
    """Return the noun of a government and its territory, where a body is one, and no part of it: «администрации порта».

    Whoever is in charge of it, or belongs to it, holds an office of the territory: «глава администрации Омска».
    """
    places = {i for m in sentence.mentions if m.kind == "territory" for i in range(m.first, m.last + 1)}
    inside = [t for t in sentence.tokens[body.first : body.last + 1] if t.i not in places and t.pos != "ADJ"]
    rest = [t for t in inside if not scene.described(sentence, t) and not t.text.isupper()]
    territory = of_body(full_body(scene, sentence, body))
    if [t.lemma in lexicon.GOVERNMENTS for t in rest] != [True] or not territory:
        return None
    return (rest[0].text if rest[0].text.isupper() else rest[0].text.lower()), territory


def _word(scene: Scene, sentence: Sentence, office: Office, token: Token) -> int:
    """Read a common word of the office: a deputy's chief, a minister's field, «региона», «по торговле»."""
    domain = office.head.lemma in _WITH_FIELD
    described = scene.described(sentence, token) if token.case == "Gen" else None
    if described:
        office.represents = office.represents or described
    elif token.case == "Gen" and token.pos in {"NOUN", "PROPN"} and (domain or token.lemma in lexicon.OFFICES):
        office.words.append(_spelled(token))
    elif token.pos == "ADJ" and token.case == "Gen" and domain and sentence.mention_at(token) is None:
        office.words.append(token.text)
    elif token.text == "," and _lists_fields(office) and _list_goes_on(sentence, token):
        office.words[-1] += ","
    elif token.text == "и" and office.words and _genitive_follows(sentence, token):
        office.words.append("и")
    elif token.lemma == "по" and (domain or office.head.lemma.startswith(_SECOND)) and _field_follows(sentence, token):
        office.words.append("по")
    elif token.case == "Dat" and "по" in office.words and token.pos in {"NOUN", "ADJ"}:
        office.words.append(token.text)
    elif office.head.lemma == _CHARGE and [t.lemma for t in sentence.tokens[token.i : token.i + 2]] == ["в", "дело"]:
        office.words.append("в делах")
        return token.i + 2
    elif token.text == "-" or (token.lemma in {"этот", "весь"} and token.case == "Gen"):
        pass
    else:
        return 0
    return token.i + 1


def _spelled(token: Token) -> str:
    one = token.lemma == "министр" and token.feats.get("Number") != "Plur"
    return "министра" if one else token.text


def _lists_fields(office: Office) -> bool:
    """Whether several fields may be told: those of a minister, and whatever «по» begins."""
    return bool(office.words) and (office.head.lemma in lexicon.MINISTERS or "по" in office.words)


def _list_goes_on(sentence: Sentence, comma: Token) -> bool:
    """Whether a field is a list: «промышленности, рудников и торговли», «по экономике, финансам и имуществу»."""
    case = sentence.tokens[comma.i - 1].case
    behind = sentence.tokens[comma.i + 1 : comma.i + _LISTED]
    joined = next((n for n, t in enumerate(behind) if t.text == "и"), 0)
    items = [t for t in behind if t.pos in {"NOUN", "ADJ"} or t.text == ","]
    one_case = all(t.case == case for t in behind[: joined + 2] if t.pos in {"NOUN", "ADJ"})
    return bool(joined) and case in {"Gen", "Dat"} and one_case and all(t in items for t in behind[:joined])


def _genitive_follows(sentence: Sentence, token: Token) -> bool:
    return any(
        t.case in {"Gen", "Dat"} and t.pos in {"NOUN", "ADJ"} for t in sentence.tokens[token.i + 1 : token.i + 2]
    )


def _field_follows(sentence: Sentence, token: Token) -> bool:
    """Whether «по» tells a field; «по итогам встречи», «по приглашению» tell how a thing came about."""
    behind = sentence.tokens[token.i + 1 : token.i + 3]
    return any(t.case == "Dat" for t in behind) and behind[0].lemma not in lexicon.OCCASIONS
