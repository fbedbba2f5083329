"""The words of a Kazakh office before its holder: where they begin, which of them name it, and its dictionary form."""

from collections.abc import Sequence

from coopatlas.language.kazakh import embedding, grammar, lexicon, nominals
from coopatlas.language.kazakh.sounds import sounds, spellings
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.lexicon import lists

TERRITORIES = {
    "облыс": ("region",), "өңір": ("region",), "аймақ": ("region",), "өлке": ("region",), "провинция": ("region",),
    "уәлаят": ("region",), "аудан": ("",), "қала": ("city",), "ел": ("country",), "республика": ("country", "region"),
}  # fmt: skip
POSTED = frozenset({"елші", "консул", "атташе", "экс-консул", "вице-консул", "өкіл"})
"""Offices that are held somewhere: «Қазақстанның Ресейдегі елшісі»."""
BECOMING = frozenset({"тағайындау", "сайлау", "бекіту"})


def known_offices() -> frozenset[str]:
    """Return the nouns of offices."""
    return lists("kk", "references", ("offices",))["offices"]


def held_before(sentence: Sentence, first: Token) -> Token | None:
    """Return the office to which a dash joins the one that begins with a word."""
    dash, held = (sentence.tokens[first.i - n] if first.i >= n else None for n in (1, 2))
    if dash is None or held is None or dash.text not in {"–", "—", "-"} or held.lemma not in known_offices():
        return None
    return held if held.case == "Nom" and held.feats.get("Poss") == "3" else None


def stretch(sentence: Sentence, head: Token) -> list[Token]:
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
    held = {token.lemma, after.lemma} <= known_offices() and token.case == "Nom" and "Poss" in token.feats
    pointed = token.i > 0 and sentence.tokens[token.i - 1].lemma in {"бұл", "осы"} and token.lemma not in TERRITORIES
    return (held and "Poss" not in after.feats) or (pointed and token.pos == "NOUN" and token.case == "Nom")


def _is_apart(token: Token) -> bool:
    """Whether a noun right before a place has no part in the office: «Келісім | Қазақстан президенті …»."""
    person = token.lemma in lexicon.words().persons and "Poss" in token.feats
    known = token.lemma in lexicon.words().nouns - lexicon.words().compass and "Poss" not in token.feats
    return token.pos == "NOUN" and token.case == "Nom" and (person or known)


def is_seat(sentence: Sentence, mention: Mention) -> bool:
    """Whether a place is where an office is held: «Ресейдегі | елші»."""
    return sentence.tokens[mention.head].feats.get("Attr") == "Yes"


def role_of(words: Sequence[Token], head: Token) -> str:
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
