"""The words of English that its grammar knows, from the lexicon."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from coopatlas import content


@dataclass(frozen=True, slots=True)
class Words:
    """Closed classes by part of speech, verbs by their forms, nouns and adjectives that must be told.

    `past` and `participle` map an irregular form to its infinitive; `prepositions` maps the words of a preposition of
    several words to the one that it stands for; `beginning` are nouns that begin a sentence and bear no name elsewhere.
    """

    closed: Mapping[str, frozenset[str]]
    prepositions: Mapping[tuple[str, ...], str]
    verbs: frozenset[str]
    past: Mapping[str, str]
    participle: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]
    nouns: frozenset[str]
    beginning: frozenset[str]
    plurals: Mapping[str, str]
    adjectives: frozenset[str]
    national: frozenset[str]
    calendar: Mapping[str, frozenset[str]]

    def known(self, word: str) -> bool:
        """Whether a folded word is one of the language rather than a name."""
        return (
            any(word in members for members in self.closed.values())
            or word in self.verbs
            or word in self.nouns
            or word in self.adjectives
            or word in self.past
            or word in self.participle
            or word in self.plurals
        )


def _pairs(text: str) -> dict[str, str]:
    return {left: right for left, _, right in (pair.partition("=") for pair in text.split())}


@cache
def load() -> Words:
    """Return the words of the lexicon that is installed."""
    words = tomllib.loads(_text("words"))
    verbs = tomllib.loads(_text("verbs"))
    irregular = [line.split() for line in verbs["irregular"].split("\n") if line]
    prepositions = (line.partition(" = ") for line in words["multiword"]["prepositions"])
    bases = {*verbs["regular"].split(), *(row[0] for row in irregular)}
    return Words(
        closed={pos: frozenset(members.split()) for pos, members in words["closed"].items()},
        prepositions={tuple(left.split()): right for left, _, right in prepositions},
        verbs=frozenset(bases | {f"{base[:-3]}ize" for base in bases if base.endswith("ise") and len(base) > 6}),
        past={past: base for base, past, _ in irregular},
        participle={participle: base for base, _, participle in irregular},
        classes={name: frozenset(members.split()) for name, members in words["verbs"].items()},
        nouns=frozenset(words["nouns"]["plain"].split()),
        beginning=frozenset(words["nouns"]["beginning"].split()),
        plurals=_pairs(words["nouns"]["irregular_plurals"]),
        adjectives=frozenset(words["adjectives"]["plain"].split()),
        national=frozenset(words["adjectives"]["national"].split()),
        calendar={name: frozenset(members.split()) for name, members in words["calendar"].items()},
    )


def _text(name: str) -> str:
    return content.ontology().joinpath("lexicon", "en", f"{name}.toml").read_text(encoding="utf-8")
