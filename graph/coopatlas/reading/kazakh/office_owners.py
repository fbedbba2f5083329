"""Whose a Kazakh office is, by its words, its place, or what the text spoke of before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coopatlas import gazetteer
from coopatlas.language.kazakh import lexicon
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.discourse import Discourse, around
from coopatlas.reading.kazakh.office_words import POSTED, TERRITORIES, held_before, is_seat, role_of, stretch
from coopatlas.reading.lexicon import lists


@dataclass(slots=True)
class Office:
    """An office as a phrase tells it."""

    role: str
    represents: str = ""
    organization: str = ""
    seat: str = ""
    named: bool = False
    """Whether the phrase names whose it is, and the text need not tell."""


def office_at(discourse: Discourse, sentence: Sentence, head: Token) -> Office:
    """Return the office whose phrase ends with a head, worked out once: of a list each asks for the one before it."""
    key = office_at, head.i
    if key not in sentence.asked:
        sentence.asked[key] = _office(discourse, sentence, head)
    office: Office = sentence.asked[key]
    return office


def _office(discourse: Discourse, sentence: Sentence, head: Token) -> Office:
    inside = stretch(sentence, head)
    mentions = [m for m in sentence.mentions if inside[0].i <= m.first and m.last <= head.i and m.kind != "person"]
    bodies = [m for m in mentions if m.kind in {"organization", "port", "place"} and m.last < head.i]
    body = max(bodies, key=lambda m: m.last, default=None)
    if body is not None:
        mentions = [m for m in mentions if m.last < body.first or m.first > body.last]
    seat = next((m for m in mentions if is_seat(sentence, m)), None)
    owners = [m for m in mentions if m is not seat and m.kind in {"territory", "union"}]
    owner = next((m for m in reversed(owners) if m.form != "adjective"), next(iter(owners), None))
    taken = {i for m in (*mentions, *bodies) for i in range(m.first, m.last + 1)}
    for token in inside:
        if token.i - 1 in taken and body is not None and token.lemma in _OF_FIRMS:
            taken.add(token.i)
    words = [t for t in inside if t.i not in taken]
    office = Office("", owner.name if owner else "", body.name if body else "", named=bool(owner or body))
    if seat is not None and head.lemma in POSTED:
        office.seat = seat.name
    if owner is None and body is None:
        words = _described(discourse, sentence, words, office)
        office.represents = _owner_before(discourse, sentence, inside[0]) or office.represents
    office.role = role_of(words, head)
    return office


def _owner_before(discourse: Discourse, sentence: Sentence, first: Token) -> str:
    """Return whose the office is to which a dash joins another: «Кубаның вице-премьері – сауда министрі»."""
    held = held_before(sentence, first)
    if held is None:
        return _acted_for(sentence, first)
    return office_at(discourse, sentence, held).represents


def _acted_for(sentence: Sentence, first: Token) -> str:
    """Return for whom the holder of the office that begins with a word acts: «Түркия тарапынан | министр …»."""
    for_whom = sentence.tokens[first.i - 1] if first.i else None
    if for_whom is None or for_whom.text.casefold() not in {"тарапынан", "атынан"}:
        return ""
    sides = (m for m in sentence.mentions if m.last == for_whom.i - 1 and m.kind == "territory")
    return next((m.name for m in sides), "")


NATIONAL = frozenset({"елбасы", "министр", "вице-министр", "премьер-министр", "вице-премьер", "мемлекет", "үкімет"})
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
        if token.lemma in TERRITORIES:
            office.represents = _spoken_of(discourse, sentence, token, words[-1])
            return words[at + 1 :]
        if token.lemma in lexicon.words().bodies and (body := _body_spoken_of(discourse, sentence, token)):
            office.organization = body
            return words[at + 1 :]
    if words and words[0].lemma in _REGIONAL:
        office.represents = _region_told(discourse, sentence, words[0])
    alone = len(words) == 1 and not list(discourse.before(sentence, words[0].i, "organization"))
    head_of_state = words and words[-1].lemma == "президент" and (words[0].text[:1].isupper() or alone)
    if head_of_state or any(token.lemma in NATIONAL for token in words):
        told = _state_told(discourse, sentence, words)
        office.represents = told.represents or gazetteer.load().entries()[_HOME].names["kk"]
    elif words and words[-1].lemma in POSTED:
        told = _colleague(discourse, sentence, words[0]) or _state_told(discourse, sentence, words)
        office.represents, office.seat = told.represents, office.seat or told.seat
    return words


def _colleague(discourse: Discourse, sentence: Sentence, first: Token) -> Office | None:
    """Return the office of the diplomat with whom another is named: «Омбыдағы елшісі А мен | бас консул Б»."""
    joint = sentence.tokens[first.i - 1] if first.i else None
    beside = (m for m in sentence.mentions if m.kind == "person" and m.last == first.i - 2)
    one = next(beside, None) if joint is not None and (joint.pos == "CCONJ" or joint.text == ",") else None
    held = sentence.tokens[one.first - 1] if one is not None and one.first else None
    if held is None or held.lemma not in POSTED or held.case != "Nom":
        return None
    return Office("", office_at(discourse, sentence, held).represents)


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
            inside = stretch(earlier, token) if token.lemma == called[-1] else []
            owned = [m for m in earlier.mentions if inside and inside[0].i <= m.first and m.last < token.i]
            states = (m for m in owned if m.entry is not None and m.entry.kind == "country")
            state = next((m for m in states if not is_seat(earlier, m)), None)
            another = called[-1] in POSTED and _is_named(earlier, token)
            if (
                state is not None
                and not another
                and [t.lemma for t in inside if t.i > state.last][-len(called) :] == called
            ):
                seat = next((m.name for m in owned if is_seat(earlier, m)), "")
                return Office("", state.name, seat=seat)
    return Office("")


def _is_named(sentence: Sentence, office: Token) -> bool:
    """Whether the holder of an office is named right behind it."""
    return any(m.kind == "person" and m.first == office.i + 1 for m in sentence.mentions)


_MEMORY = 6
"""Sentences back to an office that is told of without its state."""


def _spoken_of(discourse: Discourse, sentence: Sentence, noun: Token, head: Token) -> str:
    """Return the territory of a kind that was told last; an «әкім» is of Kazakhstan, a «губернатор» of elsewhere."""
    kinds = TERRITORIES[noun.lemma]
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
