"""The words of speech, who may speak at a place, and what an attribution says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a body at `[start, end)` of the text under its full name; `nominative` where its form may be one.

    `pronoun` tells that a pronoun or a description stands there, which may mean whoever spoke last; a `state` or
    another territory speaks where it is the subject itself: "Georgia said that …".
    """

    start: int
    end: int
    name: str
    person: bool
    nominative: bool = True
    pronoun: bool = False
    state: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who answers for `[start, end)` of the text; `back` where the sentences before are meant («Об этом сообщил …»)."""

    name: str
    start: int
    end: int
    back: bool = False
    verb: int = 0
    pronoun: bool = False
    person: bool = True


UNKNOWN = "?"
"""The name of whom «по его словам» means, until the sentences before tell."""

Pronoun = Callable[[Sentence, Token], str | None]
"""Whom «его» stands for in «по его словам»."""


Words = Mapping[str, frozenset[str]]
"""The words of speech of a language, by what they do."""


@cache
def words(lang: str) -> Words:
    """Return the words of speech of a language."""
    return lexicon.words(lang, "speech")


def going_on(lang: str) -> int:
    """Return over how many sentences the figures of a body go on without its name."""
    return int(lexicon.words(lang, "speech")["going_on"])


PUNCTUATION = frozenset(',;:()«»"“”–—')


def is_verb(token: Token) -> bool:
    """Whether a token is a verb, an auxiliary among them."""
    return token.pos in {"VERB", "AUX"}


def is_finite(token: Token) -> bool:
    """Whether a token is a verb that is the predicate of a clause."""
    return is_verb(token) and token.feats.get("VerbForm", "Fin") == "Fin" and token.pos != "AUX"
