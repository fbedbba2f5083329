"""A phrase that stands for something, and the lists of words that tell how."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import SLOT, Filler

LISTS = (
    "sides", "groups", "facilities", "regions", "countries", "republics", "cities", "unions", "both", "they", "he",
    "she", "we", "offices", "descriptions", "bodies", "delegations", "guests", "leading", "capitals", "sites", "ranks",
    "taking_part", "colleagues", "operation", "home", "heads", "headships", "called", "firms", "times",
    "it", "joined", "missions", "houses",
)  # fmt: skip
_NONE: frozenset[str] = frozenset()


@cache
def _lists_of(lang: str) -> Mapping[str, frozenset[str]]:
    """Return of each word the lists that hold it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, words in lexicon.lists(lang, "references", LISTS).items():
        for word in words:
            found[word].add(name)
    return {word: frozenset(names) for word, names in found.items()}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that stands for something, and what is wanted of it."""

    discourse: Discourse
    sentence: Sentence
    token: Token
    wanted: str
    words: Mapping[str, frozenset[str]]

    def is_one_of(self, *lists: str) -> bool:
        """Whether the word at the head is in one of these lists; a compound is what its last part is."""
        known, lemma = _lists_of(self.discourse.lang), self.token.lemma
        return not known.get(lemma, known.get(lemma.rpartition("-")[2], _NONE)).isdisjoint(lists)

    @property
    def plural(self) -> bool:
        """Whether the head is a plural."""
        return self.token.feats.get("Number") == "Plur"


SIDES = frozenset({"side", "party"})
"""Types of which a person stands for the side whose office he holds."""


def as_filler(value: str, mention: Mention, reason: str, source: str = SLOT) -> Filler:
    """Return a value that a mention gives."""
    return Filler(value, mention.first, mention.last, source, reason, mention)


PLACES = frozenset({"place", "site", "where", "city", "region"})
