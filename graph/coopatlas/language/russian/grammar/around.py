"""The clause of a word, and what else stands in it and in its sentence."""

from collections.abc import Iterator

from coopatlas.language.grammar import CLAUSE, LOOSE, SENTENCE, Argument, Clause
from coopatlas.language.russian import clauses
from coopatlas.language.russian.grammar.forms import marker
from coopatlas.language.tokens import Sentence, Token, of_tree


@of_tree
def clause(sentence: Sentence, word: Token) -> Clause:
    """Return the stretch between the marks that end a clause around a word."""
    verb = predicate(sentence, word)
    if verb is None:
        return Clause(0, len(sentence.tokens) - 1)
    own = clauses.clause(sentence, verb)
    places = [t.i for t in own] or [word.i]
    return Clause(min(*places, word.i), max(*places, word.i))


def found_around(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield the other nouns of the sentence by their marker, those of the clause first."""
    bounds = clause(sentence, word)
    for token in sentence.tokens:
        if token.i == word.i or token.pos not in {"NOUN", "PROPN", "PRON", "X"}:
            continue
        if _quoted_before(sentence, *sorted((word.i, token.i))) or _aside(sentence, word, token):
            continue
        function = _plain(sentence, token)
        near = bounds.first <= token.i <= bounds.last and not _parted(sentence, word, token)
        rank = CLAUSE if "+" in function else LOOSE
        yield Argument(function, token, rank if near else SENTENCE, token.i)


def _aside(sentence: Sentence, word: Token, token: Token) -> bool:
    """Whether a noun belongs to an insertion in which a word does not stand: «…, добавили в министерстве, …»."""
    above = sentence.head(token)
    if above is None or above.pos != "VERB" or above.rel != "parataxis" or above.i == word.i:
        return False
    return all(one.i != above.i for one in sentence.ancestors(word))


def _plain(sentence: Sentence, token: Token) -> str:
    own = marker(sentence, token)
    return {"nom": "subj", "acc": "obj"}.get(own, own)


def _parted(sentence: Sentence, word: Token, token: Token) -> bool:
    """Whether a semicolon or a conjunction of clauses stands between two tokens."""
    first, last = sorted((word.i, token.i))
    return any(sentence.tokens[i].text in _PARTING for i in range(first, last))


_PARTING = frozenset({";", "тогда"})


def _quoted_before(sentence: Sentence, first: int, last: int) -> bool:
    """Whether speech ends between two tokens: a closing mark, a comma and the dash of who speaks."""
    tokens = sentence.tokens
    return any(
        tokens[i].text in _CLOSING and tokens[i + 1].text in ",!?" and tokens[i + 2].text in _SPEECH_DASHES
        for i in range(first, last - 1)
    )


_CLOSING = frozenset('»”"')
_SPEECH_DASHES = frozenset("–—-")


def predicate(sentence: Sentence, word: Token) -> Token | None:
    """Return the finite verb or predicate of the clause of a word."""
    for token in (word, *sentence.ancestors(word)):
        finite = token.feats.get("VerbForm") in {"Fin", None} or token.feats.get("Variant") in {"Short", "Brev"}
        if token.pos in {"VERB", "AUX"} and finite and token.rel != "aux:pass":
            return token
        if token.rel == "root":
            return token
    return None
