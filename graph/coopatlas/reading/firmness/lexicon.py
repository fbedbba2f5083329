"""The words that tell how firmly a thing is said, by class, as `ontology/lexicon` gives them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from coopatlas import content
from coopatlas.language.form import form
from coopatlas.language.tokens import Token

_GAP = 2
"""Words that may stand between two words of a phrase."""


@dataclass(frozen=True, slots=True)
class Operator:
    """A class of words, and what it makes of the thing that it governs; `ontology/lexicon/firmness.toml` says how."""

    name: str
    modality: str = ""
    phase: str = ""
    weak: bool = False
    flip: bool = False
    unclaimed: bool = False
    tensed: bool = False
    raises: bool = False
    say: bool = False
    own: bool = False
    own_verb: bool = False
    lapses: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A word or phrase of a class: the tokens `[first, last]`."""

    operator: Operator
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: phrases by their first word, and the particles that belong to no class."""

    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Operator]]]
    particles: Mapping[str, frozenset[str]]
    forms: Mapping[str, str] = field(default_factory=dict)
    free_order: bool = False

    def find(self, tokens: Sequence[Token], i: int, *, negated: bool = False) -> Match | None:
        """Return the class of the word at a place, the longest phrase first; `negated` phrases begin with «не»."""
        key = self.lemma(tokens[i])
        spellings = dict.fromkeys(_spellings(tokens[i].text, key))
        entries = [entry for form in spellings for entry in self.phrases.get(form, ())]
        for words, operator in sorted(entries, key=lambda entry: -len(entry[0])):
            last = self._end(tokens, i, words)
            if last is not None:
                return Match(operator, i, last)
        if negated and (found := self.phrases.get(f"не {key}")):
            return Match(found[0][1], i, i)
        return None

    def is_a(self, token: Token, particle: str) -> bool:
        """Whether a token is one of the particles of a name."""
        words = self.particles.get(particle, frozenset())
        return self.lemma(token) in words or token.text.casefold() in words

    def lemma(self, token: Token) -> str:
        """Return the lemma of a word as the lexicon writes it."""
        plain = token.lemma.casefold().replace("ё", "е")
        return self.forms.get(plain, plain)

    def _end(self, tokens: Sequence[Token], i: int, words: Sequence[str]) -> int | None:
        at = i
        for word in words[1:]:
            after = range(at + 1, min(at + 2 + _GAP, len(tokens)))
            before = range(i - 1, max(-1, i - 2 - _GAP), -1) if self.free_order else ()
            said = (j for j in (*after, *before) if word in {self.lemma(tokens[j]), tokens[j].text.casefold()})
            following = next(said, None)
            if following is None or any(t.pos == "VERB" for t in tokens[at + 1 : following]):
                return None  # "held on setting up" does not hold up
            at = max(at, following)
        return at


def _spellings(text: str, lemma: str) -> tuple[str, ...]:
    """Return the keys under which a word may stand: its lemma, without a reflexive or a plural ending, as printed."""
    return lemma, lemma.removesuffix("ся").removesuffix("сь"), lemma.removesuffix("s"), text.casefold()


@cache
def load(lang: str) -> Lexicon:
    """Return the words of a language."""
    folder = content.ontology() / "lexicon"
    classes = tomllib.loads((folder / "firmness.toml").read_text("utf-8"))
    operators = {name: Operator(name, **flags) for name, flags in classes.items()}
    words = tomllib.loads((folder / lang / "firmness.toml").read_text("utf-8"))
    particles = {name: frozenset(listed) for name, listed in words.pop("particles").items()}
    forms = {form: lemma for lemma, listed in words.pop("forms", {}).items() for form in listed}
    phrases: dict[str, list[tuple[tuple[str, ...], Operator]]] = {}
    for name, entry in words.items():
        for phrase in entry["words"]:
            parts = tuple(phrase.split())
            key = phrase if parts[0] == "не" else parts[0]
            phrases.setdefault(key, []).append((parts, operators[name]))
    for listed in phrases.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return Lexicon(phrases, particles, forms, free_order=form(lang).agreeing)
