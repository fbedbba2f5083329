"""What a language tells of a word and those around it, in the same terms for all: arguments, phrases, forms.

A frame names the grammatical function of each role in the plain active sentence: `subj`, `obj`, a preposition, a case.
A grammar yields the arguments of a word under the function that they would have there, so that passives, participles,
nominalisations, relative clauses, infinitives and lists are undone here, once, and no frame knows of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from coopatlas.language.tokens import Sentence, Token

TREE, CLAUSE, LOOSE, SENTENCE = 0, 1, 2, 3
"""How near an argument stands.

Governed by the word; taken from a word above, or in its clause behind a preposition of its own; in its clause without
one, so that the case alone speaks for it; elsewhere in the sentence.
"""


@dataclass(frozen=True, slots=True)
class Argument:
    """A word that may fill a role of another word.

    `function` is what it would be in the plain active sentence:
    in all languages `subj`, `obj`, `poss` (whose: genitive, 's, of where it is an owner), `adj` (an attribute of
    territory: «казахстанский», "Kazakh");
    `pred` what a dash says that a noun is;
    in Russian and Kazakh an oblique case (`gen`, `dat`, `ins`, `loc`, `abl`) or a preposition and its case (`в+acc`,
    `с+ins`), or a postposition (`арасында`); in English a preposition (`to`, `between`).
    `rank` is one of the four above. Each member of a list is an argument of its own, with the function of the
    list, in the order of the text; `group` is the position of the first member's head, shared by all members.
    """

    function: str
    head: Token
    rank: int = TREE
    group: int = -1


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch of tokens `[first, last]` that belongs to one finite verb; a relative clause is one of its own."""

    first: int
    last: int


class Grammar(Protocol):
    """One language."""

    lang: str

    def sentences(self, text: str) -> list[Sentence]:
        """Return the sentences of a text, their tokens with lemma, part of speech and features; no mentions yet."""

    def arguments(self, sentence: Sentence, word: Token) -> list[Argument]:
        """Return the arguments of a verb, noun or adjective, under their functions, the nearest first."""

    def clause(self, sentence: Sentence, word: Token) -> Clause:
        """Return the clause in which a word stands."""

    def phrase(self, sentence: Sentence, head: Token) -> tuple[int, int]:
        """Return the first and last token of the noun phrase around a head, without relative clauses."""

    def dictionary_form(self, sentence: Sentence, first: int, last: int) -> str:
        """Return a phrase in dictionary form: «поставок зерна» → «поставки зерна», "the wheat" → "wheat"."""

    def governing(self, sentence: Sentence, word: Token) -> Sequence[Token]:
        """Return the words that govern a word and colour it, nearest first.

        Auxiliaries, modals, «договорились» over «подписать», "agreed" over "to sign", the noun «намерение» over
        «открыть», negating particles.
        """
