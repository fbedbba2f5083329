"""Offices in Kazakh: who holds which, of whom and where, from the noun phrase before or behind a name."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coopatlas import gazetteer
from coopatlas.language.kazakh import embedding, grammar, lexicon, nominals
from coopatlas.language.kazakh.sounds import sounds, spellings
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.discourse import Discourse, Person, around
from coopatlas.reading.kazakh import persons
from coopatlas.reading.kazakh.names import TAKING
from coopatlas.reading.lexicon import lists
from coopatlas.reading.records import make

_POSTED = frozenset({"елші", "консул", "атташе", "экс-консул", "вице-консул", "өкіл"})
"""Offices that are held somewhere: «Қазақстанның Ресейдегі елшісі»."""


@dataclass(slots=True)
class Office:
    """An office as a phrase tells it."""

    role: str
    represents: str = ""
    organization: str = ""
    seat: str = ""
    named: bool = False
    """Whether the phrase names whose it is, and the text need not tell."""


def read(discourse: Discourse) -> list[Fact]:
    """Return the offices of the persons of a document, who learn theirs; of one told twice that with its owner."""
    found: dict[str, list[Fact]] = {}
    guessed: set[str] = set()
    for sentence in discourse.sentences:
        for mention in (m for m in sentence.mentions if m.kind == "person"):
            person = discourse.people.setdefault(
                mention.name, Person(mention.name, feminine=persons.feminine(mention.name))
            )
            head = _office_of(sentence, mention)
            if head is None or (person.role and person.name not in guessed):
                continue
            office = _of_led(sentence, mention, head, _told(discourse, sentence, head))
            if person.role and not (office.named and _is_same(person, office)):
                continue
            guessed = guessed - {person.name} if office.named else guessed | {person.name}
            person.role, person.represents = office.role, office.represents
            person.organization, person.seat = office.organization, office.seat
            found[mention.name] = list(_posts(discourse, sentence, mention, head, office))
    return [post for posts in found.values() for post in posts]


def _of_led(sentence: Sentence, mention: Mention, head: Token, office: Office) -> Office:
    """Return an office whose owner only those tell whom its holder leads: «министр X бастаған Иран делегациясы»."""
    leads, group = sentence.tokens[mention.last + 1 : mention.last + 2], sentence.tokens[mention.last + 2 :][:_GROUP]
    end = next((n for n, t in enumerate(group) if t.lemma in _GROUPS), -1)
    group = group[: end + 1]  # «бастаған топ | Иранға келді»
    if office.named or head.lemma not in _NATIONAL | {"президент"} or not leads or leads[0].lemma != "бастау":
        return office
    behind = (m for m in sentence.mentions if m.kind == "territory" and group and group[0].i <= m.first <= group[-1].i)
    owner = next((m for m in behind if m.entry is not None and m.entry.kind == "country"), None)
    grouped = any(t.lemma in {"делегация", "топ"} for t in group)
    return replace(office, represents=owner.name, named=True) if owner is not None and grouped else office


_GROUPS = frozenset({"делегация", "топ"})
_GROUP = 5
"""Words behind «бастаған» among which those stand who are led."""


def _is_same(person: Person, office: Office) -> bool:
    """Whether an office may be that of which was told before without its owner: «өңір басшысы» is its «әкім»."""
    heads = lists("kk", "references", ("headships",))["headships"]
    return person.role == office.role or (person.role in {"басшы", "жетекші"} and office.role in heads)


def _posts(discourse: Discourse, sentence: Sentence, mention: Mention, head: Token, office: Office) -> Iterator[Fact]:
    """Yield the post of a person, and the one to which a dash joins it."""
    other = _held_before(sentence, _stretch(sentence, head)[0]) if mention.first == head.i + 1 else None
    held = _told(discourse, sentence, other) if other is not None else None
    for at, one in ((head, office), (other, held)):
        if at is None or one is None:
            continue
        args = {
            "person": mention.name,
            "role": one.role,
            "represents": one.represents or ("" if one.organization else office.represents),
            "organization": one.organization,
            "seat": one.seat,
        }
        sure = 0.9 if office.represents or office.organization else 0.6
        yield make("post", sentence, args, "kk/post/office", confidence=sure, at=at)


def _office_of(sentence: Sentence, mention: Mention) -> Token | None:
    """Return the office before a name, or behind it after a comma: «…, Қазақстанның экс-консулы (2003–2008)»."""
    offices = _offices()
    before = sentence.tokens[mention.first - 1] if mention.first else None
    if before is not None and before.lemma in offices and before.case == "Nom":
        return before
    listed = _before_list(sentence, mention)
    if listed is not None:
        return listed
    appointed = _appointed(sentence, mention)
    if appointed is not None:
        return appointed
    tokens = sentence.tokens[mention.last + 1 : mention.last + 14]
    if not tokens or tokens[0].text not in {",", "–", "—", "("}:
        return None
    for token, after in zip(tokens[1:], [*tokens[2:], None], strict=False):
        if (token.pos == "PUNCT" and token.text not in "«»") or token.pos == "VERB":
            return None
        ends = after is None or after.pos == "PUNCT"
        if token.lemma in offices and token.case == "Nom" and token.feats.get("Poss") == "3" and ends:
            return token
    return None


_BECOMING = frozenset({"тағайындау", "сайлау", "бекіту"})


def _appointed(sentence: Sentence, mention: Mention) -> Token | None:
    """Return the office to which a person was appointed: «… облыс әкімі болып тағайындалды»."""
    if sentence.tokens[mention.last].case != "Nom":
        return None
    tokens = sentence.tokens[mention.last + 1 :]
    verb = next((t for t in tokens if t.lemma in _BECOMING), None)
    if verb is None or verb.feats.get("Polarity") == "Neg" or verb.feats.get("Tense") != "Past":
        return None
    if any(t.lemma == "жоқ" for t in sentence.tokens[verb.i + 1 : verb.i + 2]):
        return None
    held = [t for t in tokens if t.i < verb.i and t.lemma in _offices() and t.case == "Nom"]
    before = sentence.tokens[mention.first - 2 : mention.first - 1] if mention.first > 1 else ()
    held = held or [t for t in before if _becomes(sentence, t)]
    return (
        held[-1] if held and not any(m.kind == "person" and m.first > mention.last for m in sentence.mentions) else None
    )


def _becomes(sentence: Sentence, office: Token) -> bool:
    """Whether «болып» stands behind an office: «бас консул болып | Айдар Әлиев тағайындалды»."""
    behind = sentence.tokens[office.i + 1]
    held = behind.text.casefold() in TAKING
    return office.lemma in _offices() and office.case == "Nom" and held


def _before_list(sentence: Sentence, mention: Mention) -> Token | None:
    """Return the office in the plural before a list of names: «министрлер А мен Б»."""
    at = mention.first - 1
    while at > 0 and (sentence.tokens[at].pos == "CCONJ" or sentence.tokens[at].text == ","):
        earlier = next((m for m in sentence.mentions if m.last == at - 1 and m.kind == "person"), None)
        if earlier is None:
            return None
        at = earlier.first - 1
        token = sentence.tokens[at]
        if token.lemma in _offices() and token.feats.get("Number") == "Plur":
            return token
    return None


def _offices() -> frozenset[str]:
    return lists("kk", "references", ("offices",))["offices"]


def _told(discourse: Discourse, sentence: Sentence, head: Token) -> Office:
    """Return the office whose phrase ends with a head, worked out once: of a list each asks for the one before it."""
    key = _told, head.i
    if key not in sentence.asked:
        sentence.asked[key] = _read(discourse, sentence, head)
    office: Office = sentence.asked[key]
    return office


def _read(discourse: Discourse, sentence: Sentence, head: Token) -> Office:
    inside = _stretch(sentence, head)
    mentions = [m for m in sentence.mentions if inside[0].i <= m.first and m.last <= head.i and m.kind != "person"]
    bodies = [m for m in mentions if m.kind in {"organization", "port", "place"} and m.last < head.i]
    body = max(bodies, key=lambda m: m.last, default=None)
    if body is not None:
        mentions = [m for m in mentions if m.last < body.first or m.first > body.last]
    seat = next((m for m in mentions if _is_seat(sentence, m)), None)
    owners = [m for m in mentions if m is not seat and m.kind in {"territory", "union"}]
    owner = next((m for m in reversed(owners) if m.form != "adjective"), next(iter(owners), None))
    taken = {i for m in (*mentions, *bodies) for i in range(m.first, m.last + 1)}
    for token in inside:
        if token.i - 1 in taken and body is not None and token.lemma in _OF_FIRMS:
            taken.add(token.i)
    words = [t for t in inside if t.i not in taken]
    office = Office("", owner.name if owner else "", body.name if body else "", named=bool(owner or body))
    if seat is not None and head.lemma in _POSTED:
        office.seat = seat.name
    if owner is None and body is None:
        words = _described(discourse, sentence, words, office)
        office.represents = _owner_before(discourse, sentence, inside[0]) or office.represents
    office.role = _role(words, head)
    return office


def _owner_before(discourse: Discourse, sentence: Sentence, first: Token) -> str:
    """Return whose the office is to which a dash joins another: «Кубаның вице-премьері – сауда министрі»."""
    held = _held_before(sentence, first)
    if held is None:
        return _acted_for(sentence, first)
    return _told(discourse, sentence, held).represents


def _acted_for(sentence: Sentence, first: Token) -> str:
    """Return for whom the holder of the office that begins with a word acts: «Түркия тарапынан | министр …»."""
    for_whom = sentence.tokens[first.i - 1] if first.i else None
    if for_whom is None or for_whom.text.casefold() not in {"тарапынан", "атынан"}:
        return ""
    sides = (m for m in sentence.mentions if m.last == for_whom.i - 1 and m.kind == "territory")
    return next((m.name for m in sides), "")


def _held_before(sentence: Sentence, first: Token) -> Token | None:
    """Return the office to which a dash joins the one that begins with a word."""
    dash, held = (sentence.tokens[first.i - n] if first.i >= n else None for n in (1, 2))
    if dash is None or held is None or dash.text not in {"–", "—", "-"} or held.lemma not in _offices():
        return None
    return held if held.case == "Nom" and held.feats.get("Poss") == "3" else None


def _stretch(sentence: Sentence, head: Token) -> list[Token]:
    """Return the words of an office: back to a comma, a verb, another person, or a word in another case."""
    first = head.i
    while first > 0 and not _bounds(sentence, sentence.tokens[first - 1], sentence.tokens[first]):
        first -= 1
    while sentence.tokens[first].pos in {"CCONJ", "ADP", "ADV"}:
        first += 1
    return sentence.tokens[first : head.i + 1]


def _bounds(sentence: Sentence, token: Token, after: Token) -> bool:
    """Whether a word stands before an office without belonging to it."""
    if token.text in "«»“”" or token.feats.get("Attr") == "Yes":
        return False
    if token.pos == "CCONJ":
        return after.pos == "PROPN"
    if token.pos == "VERB":
        return token.feats.get("VerbForm") != "Vnoun" and token.lemma not in {"сайлау", "тағайындау"}
    if token.pos in {"PUNCT", "ADP", "ADV"} or token.text.isdigit() or embedding.is_time(token):
        return True
    if any(m.kind == "person" and m.first <= token.i <= m.last for m in sentence.mentions):
        return True
    if nominals.is_place(after) and token.head != after.i and _is_apart(token):
        return True
    if _is_another(sentence, token, after):
        return True
    actor = token.lemma in lexicon.words().persons and token.case == "Nom" and "Poss" not in token.feats
    actor = (actor and after.feats.get("Poss") != "3") or token.lemma in {"қонақ", "мейман", "елші", "дипломат"}
    return token.case not in {"Nom", "Gen", ""} or actor or token.pos == "PRON"


def _is_another(sentence: Sentence, token: Token, after: Token) -> bool:
    """Whether a noun is a phrase of its own: an office before another, what «бұл» points to.

    «Үкімет басшысы | министр Али Ризамен», «бұл мәселе | көлік министрінің сапарында».
    """
    held = {token.lemma, after.lemma} <= _offices() and token.case == "Nom" and "Poss" in token.feats
    pointed = token.i > 0 and sentence.tokens[token.i - 1].lemma in {"бұл", "осы"} and token.lemma not in _TERRITORIES
    return (held and "Poss" not in after.feats) or (pointed and token.pos == "NOUN" and token.case == "Nom")


def _is_apart(token: Token) -> bool:
    """Whether a noun right before a place has no part in the office: «Келісім | Қазақстан президенті …»."""
    person = token.lemma in lexicon.words().persons and "Poss" in token.feats
    known = token.lemma in lexicon.words().nouns - lexicon.words().compass and "Poss" not in token.feats
    return token.pos == "NOUN" and token.case == "Nom" and (person or known)


def _is_seat(sentence: Sentence, mention: Mention) -> bool:
    return sentence.tokens[mention.head].feats.get("Attr") == "Yes"


_TERRITORIES = {
    "облыс": ("region",), "өңір": ("region",), "аймақ": ("region",), "өлке": ("region",), "провинция": ("region",),
    "уәлаят": ("region",), "аудан": ("",), "қала": ("city",), "ел": ("country",), "республика": ("country", "region"),
}  # fmt: skip
_NATIONAL = frozenset({"елбасы", "министр", "вице-министр", "премьер-министр", "вице-премьер", "мемлекет", "үкімет"})
_FIXED = frozenset({"басқарма төраға", "үкімет басшы", "үкімет төраға", "мемлекет басшы"})
"""Titles in which the body is no owner: «басқарма төрағасы»."""
_HOME = "country-KZ"
_OF_FIRMS = frozenset({"ұлттық", "акционерлік", "қоғам", "компания", "холдинг", "корпорация", "ақ", "жшс", "ұк"})
"""Words behind the name of a firm that are no part of an office in it."""


def _described(discourse: Discourse, sentence: Sentence, words: list[Token], office: Office) -> list[Token]:
    """Find whose an office is that names it by a common noun: «облыс әкімі», «порт директоры»; return what is left."""
    for at, token in enumerate(words[:-1]):
        if f"{token.lemma} {words[at + 1].lemma}" in _FIXED:
            break
        if token.lemma in _TERRITORIES:
            office.represents = _spoken_of(discourse, sentence, token, words[-1])
            return words[at + 1 :]
        if token.lemma in lexicon.words().bodies and (body := _body_spoken_of(discourse, sentence, token)):
            office.organization = body
            return words[at + 1 :]
    if words and words[0].lemma in _REGIONAL:
        office.represents = _region_told(discourse, sentence, words[0])
    alone = len(words) == 1 and not list(discourse.before(sentence, words[0].i, "organization"))
    head_of_state = words and words[-1].lemma == "президент" and (words[0].text[:1].isupper() or alone)
    if head_of_state or any(token.lemma in _NATIONAL for token in words):
        told = _state_told(discourse, sentence, words)
        office.represents = told.represents or gazetteer.load().entries()[_HOME].names["kk"]
    elif words and words[-1].lemma in _POSTED:
        told = _colleague(discourse, sentence, words[0]) or _state_told(discourse, sentence, words)
        office.represents, office.seat = told.represents, office.seat or told.seat
    return words


def _colleague(discourse: Discourse, sentence: Sentence, first: Token) -> Office | None:
    """Return the office of the diplomat with whom another is named: «Омбыдағы елшісі А мен | бас консул Б»."""
    joint = sentence.tokens[first.i - 1] if first.i else None
    beside = (m for m in sentence.mentions if m.kind == "person" and m.last == first.i - 2)
    one = next(beside, None) if joint is not None and (joint.pos == "CCONJ" or joint.text == ",") else None
    held = sentence.tokens[one.first - 1] if one is not None and one.first else None
    if held is None or held.lemma not in _POSTED or held.case != "Nom":
        return None
    return Office("", _told(discourse, sentence, held).represents)


_REGIONAL = frozenset({"әкім", "губернатор", "вице-губернатор", "хоким", "хәкім"})


def _region_told(discourse: Discourse, sentence: Sentence, office: Token) -> str:
    """Return the region that was told last: of an «әкім» one at home, of a governor one abroad."""
    told = (m for m in discourse.before(sentence, office.i, "territory") if m.entry and m.entry.kind == "region")
    return next((m.name for m in told if m.entry and (m.entry.country == _HOME) == (office.lemma == "әкім")), "")


def _state_told(discourse: Discourse, sentence: Sentence, words: Sequence[Token]) -> Office:
    """Return of which state and where such an office was told last: «Тәжікстан вице-премьері …. Вице-премьер …»."""
    called = [token.lemma for token in words]
    for earlier in reversed(discourse.sentences[max(0, sentence.index - _MEMORY) : sentence.index]):
        for token in reversed(earlier.tokens):
            inside = _stretch(earlier, token) if token.lemma == called[-1] else []
            owned = [m for m in earlier.mentions if inside and inside[0].i <= m.first and m.last < token.i]
            states = (m for m in owned if m.entry is not None and m.entry.kind == "country")
            state = next((m for m in states if not _is_seat(earlier, m)), None)
            another = called[-1] in _POSTED and _is_named(earlier, token)
            if (
                state is not None
                and not another
                and [t.lemma for t in inside if t.i > state.last][-len(called) :] == called
            ):
                seat = next((m.name for m in owned if _is_seat(earlier, m)), "")
                return Office("", state.name, seat=seat)
    return Office("")


def _is_named(sentence: Sentence, office: Token) -> bool:
    """Whether the holder of an office is named right behind it."""
    return any(m.kind == "person" and m.first == office.i + 1 for m in sentence.mentions)


_MEMORY = 6
"""Sentences back to an office that is told of without its state."""


def _spoken_of(discourse: Discourse, sentence: Sentence, noun: Token, head: Token) -> str:
    """Return the territory of a kind that was told last; an «әкім» is of Kazakhstan, a «губернатор» of elsewhere."""
    kinds = _TERRITORIES[noun.lemma]
    told = [m for m in discourse.before(sentence, noun.i, "territory") if (m.entry.kind if m.entry else "") in kinds]
    own = [m for m in told if m.entry is None or (m.entry.country == _HOME) != (head.lemma == "губернатор")]
    before = sentence.tokens[noun.i - 1].lemma if noun.i else ""
    if before in lists("kk", "references", ("neighbouring",))["neighbouring"]:
        told = [m for m in told if m.entry is None or m.entry.country != _HOME]
    if noun.lemma == "аймақ" and (called := [m for m in told if m.name.endswith(" аймағы")]):
        return called[0].name
    if head.lemma in {"әкім", "орынбасар", "губернатор", "басшы"} and noun.lemma in {"облыс", "өңір", "аймақ"}:
        told = own or [m for m in _all(discourse) if m.entry and m.entry.kind == "region" and m.entry.country == _HOME]
    if not told and "region" in kinds:
        towns = (m for m in discourse.before(sentence, noun.i, "territory") if m.entry and m.entry.country == _HOME)
        return next((region.name for m in towns if (region := around(m, "kk")) is not None), "")
    return told[0].name if told else ""


def _all(discourse: Discourse) -> list[Mention]:
    """Return the territories of the document, the one most spoken of first."""
    named = [m for sentence in discourse.sentences for m in sentence.mentions if m.kind == "territory"]
    counts = Counter(m.name for m in named)
    return sorted(named, key=lambda m: -counts[m.name])


def _body_spoken_of(discourse: Discourse, sentence: Sentence, noun: Token) -> str:
    """Return the body that was told last and is called by this noun."""
    firm = noun.lemma in {"компания", "холдинг", "фирма"}
    for mention in discourse.before(sentence, noun.i, "organization", "port", "place"):
        called = mention.name.split()[-1].casefold().startswith(noun.lemma[:-1])
        if called or (firm and (mention.form == "quoted" or mention.name.isascii())):
            return mention.name
    return ""


def _role(words: Sequence[Token], head: Token) -> str:
    """Return the words of an office without whose it is, each without the possession that named an owner."""
    kept = [t for t in words if t is head or not _left_out(t)]
    parts = []
    for at, token in enumerate(kept):
        owned = token.feats.get("Poss") != "3" or any(t.pos in {"NOUN", "VERB"} for t in kept[:at])
        parts.append(grammar.nominative(token) if owned and token is head else token.text if owned else _unowned(token))
    if head.feats.get("Number") == "Plur" and parts:
        parts[-1] = head.lemma + (next(iter(spellings("[с]Ы", head.lemma[-1], _row(head)))) if len(parts) > 1 else "")
    return " ".join(part if part.isupper() else part[:1].casefold() + part[1:] for part in parts)


def _row(token: Token) -> str:
    return sounds().rows(token.lemma).split()[-1]


def _left_out(token: Token) -> bool:
    if token.pos in {"PROPN", "PRON"} or token.feats.get("Attr") == "Yes" or token.text in "«»“”":
        return True
    return (
        token.lemma
        in {"жаңа", "облыстық", "өңірлік", "республика", "аталған", "ондағы", "сайлау", "тағайындау", "көрші"}
        or token.pos == "NUM"
        or (token.lemma in _COUNTRIES and token.case == "Gen")
    )


_COUNTRIES = frozenset({"ел", "мемлекет", "жұрт"})
"""Nouns behind the adjective of a people that only say whose an office is: «қырғыз елінің президенті»."""


def _unowned(token: Token) -> str:
    """Return «әкімнің» of «әкімінің»: a word without possession in its case."""
    if token.case != "Gen":
        return token.lemma
    ending = next(iter(sorted(spellings("НЫң", token.lemma[-1], _row(token)))), "")
    return token.lemma + ending
