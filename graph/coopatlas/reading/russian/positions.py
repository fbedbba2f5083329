"""Nouns of positions, and the words around them: `ontology/lexicon/ru/positions.toml`, and the offices of `lexicon`."""

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon as content
from coopatlas.reading.russian import lexicon

_WORDS = content.words("ru", "positions")

_OF_STATE = lexicon.DIPLOMATS | lexicon.TERRITORY_HEADS | lexicon.MINISTERS | _WORDS["leaders"]
STRONG = lexicon.OFFICES | _OF_STATE
KIN, OWNERS, RANKS, BECOMING, POSTS, SAID_BY, _UNTAKEN = (
    _WORDS[name] for name in ("kin", "owners", "ranks", "becoming", "posts", "said_by", "untaken")
)
_KNOWN = STRONG | _WORDS["other_positions"] | OWNERS
PARTICIPLES = tuple(_WORDS["participles"])
_ADJECTIVES = lexicon.OFFICE_ADJECTIVES | _WORDS["adjectives"]
_OUTSIDE = lexicon.PASSING_ADJECTIVES | _WORDS["outside"]


def known(lemma: str) -> bool:
    """Whether a noun is a position: «министр», «вице-президент», «экс-министр»."""
    return lemma in _KNOWN or lemma.rsplit("-", maxsplit=1)[-1] in STRONG


def of_state(lemma: str) -> bool:
    """Whether a position may be held in a territory."""
    return lemma in _OF_STATE or lemma.rsplit("-", maxsplit=1)[-1] in _OF_STATE


def belongs(lemma: str, position: str) -> bool:
    """Whether an adjective before a position is a part of it; the first president of a country is its president."""
    if lemma == "первый" and position in lexicon.TERRITORY_HEADS:
        return False
    return lemma in _ADJECTIVES and lemma not in _OUTSIDE


def is_taken(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb tells that a position is or was taken, not that it will, may or did not come to it."""
    if verb.feats.get("VerbForm") == "Inf" or verb.feats.get("Tense") == "Fut":
        return False
    beside = sentence.children(verb)
    open_ = any(t.lemma in _UNTAKEN or t.text.casefold() == "не" for t in beside)
    return not open_ and not any(t.lemma == "быть" and t.feats.get("Tense") in {"Pres", "Fut"} for t in beside)
