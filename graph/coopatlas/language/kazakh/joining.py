"""How a Kazakh word hangs on the one behind it, and where the phrase ends that begins with a word."""

from collections.abc import Sequence

from coopatlas.language.kazakh import lexicon, morphology, tagging
from coopatlas.language.kazakh.nominals import (
    CLOSE,
    MOST_IN_A_NAME,
    OPEN,
    hang,
    is_actor,
    is_bare,
    is_nominal,
    is_place,
    next_word,
)
from coopatlas.language.tokens import Token


def join(tokens: Sequence[Token], token: Token, after: Token) -> None:
    """Hang a word on the phrase that begins behind it, where it belongs to it."""
    relation = _relation(tokens, token, after)
    if relation:
        end = end_of_phrase(tokens, after) if relation in {"amod", "nmod"} or token.text.isupper() else after.i
        if relation == "amod" and after.i < end and _is_quality(after):
            end = after.i  # «өңіраралық ынтымақтастық форумы»
        if relation == "compound" and token.pos == "PROPN":
            end = _owned(tokens, after)
        hang(token, end, relation)
        if relation in {"nummod", "amod"} and token.lemma in {"екі", "қос"}:
            tokens[end].feats = {**tokens[end].feats, "Number": "Plur"}


def _is_quality(token: Token) -> bool:
    """Whether a noun tells a relation or quality, which its attribute rather describes: «ынтымақтастық»."""
    return token.pos == "NOUN" and is_bare(token) and token.lemma.endswith(("стық", "стік"))


def _is_quality_of(token: Token) -> bool:
    return token.feats.get("Poss") == "3" and token.lemma.endswith(("стық", "стік"))


def _owned(tokens: Sequence[Token], after: Token) -> int:
    """Return the first possessed noun of the phrase that begins with a word: what a name before it owns."""
    end = end_of_phrase(tokens, after)
    inside = tokens[after.i : end + 1]
    return next((t.i for t in inside if t.feats.get("Poss") == "3" and t.pos in {"NOUN", "VERB"}), end)


def end_of_phrase(tokens: Sequence[Token], token: Token) -> int:
    """Return the position of the word on which the phrase that begins with a word ends."""
    at = token
    while (after := next_word(tokens, at.i)) is not None and _relation(tokens, at, after):
        at = after
    return at.i


def _relation(tokens: Sequence[Token], token: Token, after: Token) -> str:
    """Return how a word hangs on the one behind it, or nothing."""
    if not is_nominal(after) or token.text in lexicon.words().copulas:
        return ""
    if after.pos == "VERB" and (after.feats.get("VerbForm") != "Vnoun" or token.feats.get("Attr") != "Yes"):
        return ""
    if token.feats.get("Attr") == "Yes":
        return "nmod"
    if token.case != "Nom" or token.feats.get("VerbForm") == "Vnoun":
        return _of_verbal_noun(token, after)
    if token.pos == "NUM":
        return "nummod"
    if token.pos == "ADJ" and "Poss" not in token.feats:
        return "" if _predicative(token, after) else "amod"
    if token.pos == "PRON":
        return "amod" if token.lemma in {"бұл", "осы", "сол", "барлық", "өз"} and after.pos != "PROPN" else ""
    return _of_noun(tokens, token, after)


def _of_verbal_noun(token: Token, after: Token) -> str:
    """«терминал салу жобасын»: a bare verbal noun before what it is about."""
    bare = token.feats.get("VerbForm") == "Vnoun" and is_bare(token)
    return "acl" if bare and after.feats.get("Poss") == "3" and after.pos == "NOUN" else ""


def _predicative(token: Token, after: Token) -> bool:
    return token.lemma in lexicon.words().predicates and after.lemma in lexicon.words().copulas


def _of_noun(tokens: Sequence[Token], token: Token, after: Token) -> str:
    """Return how a noun or name hangs on the noun behind it; a quotation that begins behind it does not bear it."""
    words = lexicon.words()
    if _ends_phrase(tokens, token, after):
        return ""
    if token.lemma in words.compass and token.text[:1].isupper() and after.pos == "PROPN":
        return "compound"
    if token.pos == "PROPN" and after.lemma in words.address:
        return "flat"
    if after.pos == "PROPN" and (joined := _in_name(tokens, token, after)) is not None:
        return joined
    if token.feats.get("VerbForm"):
        return ""
    if token.lemma in words.units and is_bare(token) and any(t.head == token.i and t.rel == "nummod" for t in tokens):
        return "nummod" if after.pos in {"NOUN", "ADJ"} else ""
    if (token.pos == "PROPN" or token.lemma in words.places) and _is_of_institution(tokens, after):
        return "compound"
    return "" if after.pos == "PROPN" else _of_thing(tokens, token, after)


def _holds_office(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a name ends that of who holds the office before it: «елшісі Ли Мин | өңір басшысымен»."""
    name = {token.i}
    for before in reversed(tokens[max(0, token.i - MOST_IN_A_NAME) : token.i]):
        if before.head not in name:
            return False
        if before.rel == "appos" and before.lemma in lexicon.words().persons:
            return True
        name.add(before.i)
    return False


def _in_name(tokens: Sequence[Token], token: Token, after: Token) -> str | None:
    """Return how a word hangs on a name behind it, or nothing; none where a place stands there by itself."""
    if token.pos == "PROPN" and (token.lemma, _nominative(after)) in tagging.full_names():
        return "compound"
    latin = _in_latin(token, after)
    if is_place(after) and not latin and not _opens_name(tokens, token) and not _is_holder(tokens, token, after):
        return None
    named = token.pos == "PROPN" and "Poss" not in token.feats
    named = named and (not is_place(token) or _opens_name(tokens, token) or latin)
    if named:
        return "" if _ends_name(tokens, token, after) else "flat"
    return "appos" if token.lemma in lexicon.words().persons else ""


def _in_latin(token: Token, after: Token) -> bool:
    """Whether two words in Latin letters make one name, whatever they are called: «Kazakh | Invest»."""
    return token.text.isascii() and after.text.isascii() and token.text.isalpha() and after.text[:1].isupper()


def _is_holder(tokens: Sequence[Token], office: Token, given: Token) -> bool:
    """Whether a place behind an office is a given name, a family name standing behind it: «мэрі | Милан Джурич»."""
    family = next_word(tokens, given.i)
    held = office.lemma in lexicon.words().persons and office.feats.get("Poss") == "3" and office.case == "Nom"
    named = family is not None and family.pos == "PROPN" and family.text[:1].isupper() and not is_place(family)
    return held and given.case == "Nom" and named and family is not None and family.i == given.i + 1


def _nominative(token: Token) -> str:
    return morphology.nominative(token.text.casefold(), token.feats, token.lemma)


def is_named(tokens: Sequence[Token], after: Token) -> bool:
    """Whether a noun behind a quotation is what it names: «Х» компаниясы, but «Х» пен «У» | газ саласында …."""
    end = tokens[end_of_phrase(tokens, after)] if after.pos == "NOUN" else after
    if after.pos != "NOUN" or end.lemma in lexicon.words().places | lexicon.words().bodies:
        return after.pos in {"NOUN", "PROPN"}
    owned = "Poss" in end.feats and not any(t.pos == "ADP" for t in tokens[end.i + 1 : end.i + 2])
    return (end is after and not _before_verb(tokens, end)) or owned or end.case != "Nom"


def _ends_phrase(tokens: Sequence[Token], token: Token, after: Token) -> bool:
    """Whether a noun or name ends its phrase, whatever follows: before a quotation, behind an office, as another name.

    «ҚазМұнайГаз» | қытайлық CNPC корпорациясымен.
    """
    behind = tokens[token.i + 1]
    if behind.text in OPEN or (after.pos != "PROPN" and _holds_office(tokens, token)):
        return True
    if after.pos != "PROPN" and "Poss" not in after.feats and _is_whole_name(tokens, token):
        return is_actor(tokens[end_of_phrase(tokens, after)])
    if after.pos == "NOUN" and "Poss" not in after.feats and "Attr" not in after.feats and _has_initials(tokens, token):
        return True  # «М.Петров | көлік дәлізі туралы …»
    if behind.text in CLOSE and after.pos == "NOUN":
        return not is_named(tokens, after)
    return behind.text in CLOSE and after.pos == "ADJ" and _names_another(tokens, after)


def _names_another(tokens: Sequence[Token], first: Token) -> bool:
    """Whether the phrase that begins with a word has a name of its own."""
    return any(t.pos == "PROPN" for t in tokens[first.i : end_of_phrase(tokens, first)])


def _ends_name(tokens: Sequence[Token], token: Token, after: Token) -> bool:
    """Whether a word is the family name behind a given name, and no other goes on: «Қанат Омаров | Ошта»."""
    given = any(t.head == token.i and t.rel == "flat" for t in tokens[max(0, token.i - 2) : token.i])
    return given and token.lemma.endswith(_FAMILY) and not after.lemma.endswith((*_FAMILY, *_PATRONYMIC))


def _has_initials(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a family name stands behind initials."""
    before = tokens[max(0, token.i - 2) : token.i]
    return token.pos == "PROPN" and [t.text for t in before[1:]] == ["."] and len(before[0].text) == 1


def _is_whole_name(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a word ends a person's name, which owns nobody: «Сергей Кравченко | белорус компаниялары»."""
    given = (t for t in tokens[max(0, token.i - 2) : token.i] if t.head == token.i and t.rel == "flat")
    return any(t.lemma in lexicon.table("names")["given"].split() for t in given)


_FAMILY = ("ов", "ев", "ова", "ева", "ұлы", "қызы")
_PATRONYMIC = ("вич", "вна", "ин", "ина")


def _opens_name(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a word is the given name behind an office: what follows is no place then («елшісі Кемаль | Айдынмен»)."""
    before = tokens[token.i - 1] if token.i else None
    office = before is not None and before.lemma in lexicon.words().persons and before.feats.get("Poss") == "3"
    return office and token.pos == "PROPN" and token.case == "Nom"


def _of_thing(tokens: Sequence[Token], token: Token, after: Token) -> str:
    """«сауда айналымы», «темір кені», and bare «дизель отын»; who acts is no part of what is behind."""
    words = lexicon.words()
    if token.lemma in words.times:
        return ""  # «алғаш рет | сүт өнімдері»
    if after.feats.get("Poss") == "3":
        return _izafet(token, after)
    inanimate = token.pos == "NOUN" and not token.feats.keys() & {"Poss", "Number"} and not is_actor(token)
    unlisted = token.lemma not in words.nominal and token.lemma not in words.verbs
    thing = after.pos == "NOUN" and "Poss" not in after.feats and not is_actor(after) and (is_bare(after) or unlisted)
    return "compound" if inanimate and thing and (unlisted or not _before_verb(tokens, after)) else ""


def _is_of_institution(tokens: Sequence[Token], after: Token) -> bool:
    """Whether the phrase behind a name is an office, body or place: «Қазақстан Сыртқы істер министрлігі»."""
    words = lexicon.words()
    if after.text[:1].isupper() and after.text.casefold() in tagging.unions():
        return False
    end = tokens[end_of_phrase(tokens, after)]
    if end.pos == "PROPN":  # «Түркия | Сыртқы істер министрі Хакан Фидан»: the office before its holder
        inside = tokens[after.i : end.i]
        end = next((t for t in inside if t.lemma in words.persons and t.feats.get("Poss") == "3"), end)
    if "State" in end.feats:
        return False  # «Қазақстан | Қырғыз Республикасы»
    core = words.persons | words.bodies | words.places
    if end.case == "Gen" and _is_quality_of(end):
        return after.pos == "ADJ"  # «Қазақстан мен Ресей өңіраралық ынтымақтастығының форумы»
    return after.pos in {"NOUN", "ADJ"} and end.lemma in core and end.feats.get("Poss") == "3" and end is not after


def _before_verb(tokens: Sequence[Token], token: Token) -> bool:
    after = next_word(tokens, token.i)
    return after is not None and after.pos == "VERB"


def _izafet(token: Token, after: Token) -> str:
    """«сауда айналымы», «Омбы облысы»; who acts is rather the subject: «елші сапарын аяқтады»."""
    words = lexicon.words()
    if after.lemma in words.per and after.case == "Dat":
        return ""  # «рейсі | аптасына екі рет»
    if after.lemma in words.deeds and after.case == "Acc" and token.lemma in words.bodies and "Poss" in token.feats:
        return ""  # «елшілігі | жұмысын тоқтатты»
    if after.lemma in words.idiomatic and not (token.pos == "PROPN" and after.lemma in words.bodies):
        return "compound" if token.lemma in words.idiomatic else ""  # «ат басын бұру»
    owned = words.persons | words.bodies | words.places | words.of_territory
    if token.pos == "PROPN":
        return "compound" if after.lemma in owned or is_place(token) or after.case == "Nom" else ""
    if token.lemma in words.persons and "Poss" not in token.feats:
        institution = after.lemma in words.persons | words.bodies
        return "compound" if token.feats.get("Number") == "Plur" or institution else ""
    return "compound"
