"""What the readers of Kazakh names share: lists of nouns, names as printed, and lists of names before one noun."""

from collections.abc import Iterator
from functools import cache

from coopatlas.language.kazakh import grammar, lexicon
from coopatlas.language.tokens import Sentence, Token

OPEN, CLOSE = '«“"', '»”"'
TAKING = frozenset({"болып", "қызметіне", "лауазымына"})
"""Behind an office that somebody is given: «елшісі болып тағайындалды»."""


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of `bodies.toml`."""
    return frozenset(lexicon.table("bodies")[name].split())


def printed(sentence: Sentence, first: int, last: int) -> str:
    """Return a stretch of a sentence with its last word without case."""
    return grammar.dictionary_form(sentence, first, last)


def text(sentence: Sentence, first: int, last: int) -> str:
    """Return a stretch of a sentence as it is printed."""
    tokens = sentence.tokens
    return sentence.text[tokens[first].start - sentence.start : tokens[last].end - sentence.start]


def of_name(token: Token) -> bool:
    """Whether a word may be one of a name that bears no ending."""
    return (
        token.text[:1].isupper() and token.case == "Nom" and "Poss" not in token.feats and token.pos in {"PROPN", "ADJ"}
    )


def listed(sentence: Sentence, head: Token, first: int) -> Iterator[tuple[int, int]]:
    """Yield the names before «және Омбы облыстары», each a territory of the same kind."""
    at = first - 1
    while head.feats.get("Number") == "Plur" and at > 0:
        joint, name = sentence.tokens[at], sentence.tokens[at - 1]
        if not (joint.pos == "CCONJ" or joint.text == ",") or not of_name(name):
            return
        start = at - 1 - (at > 1 and of_name(sentence.tokens[at - 2]) and sentence.tokens[at - 2].pos != "PUNCT")
        yield start, at - 1
        at = start - 1
