"""Words that may stand in a Kazakh noun phrase: nominals, names of places, who acts; and hanging one on another."""

from collections.abc import Sequence

from coopatlas.language.kazakh import lexicon, tagging
from coopatlas.language.tokens import NO_HEAD, Token

OPEN, CLOSE = frozenset("«“„"), frozenset("»”")
MOST_IN_A_NAME = 8
"""Words of a quoted name, or of one behind an office, at most."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})


def hang(token: Token, head: int, relation: str) -> None:
    """Make a token depend on another, unless it depends on one already or would on itself."""
    if token.head == NO_HEAD and token.i != head:
        token.head, token.rel = head, relation


def is_nominal(token: Token) -> bool:
    """Whether a word may head a noun phrase: a noun, a name, a verbal noun, a participle with possession or case."""
    if token.pos in NOMINAL:
        return True
    form = token.feats.get("VerbForm")
    return form == "Vnoun" or (form == "Part" and (token.case not in {"", "Nom"} or "Poss" in token.feats))


def is_bare(token: Token) -> bool:
    """Whether a noun bears neither case nor possession."""
    return token.case == "Nom" and "Poss" not in token.feats


def is_place(token: Token) -> bool:
    """Whether a name is one of a place that the gazetteer knows, or ends the full name of a state."""
    return token.pos == "PROPN" and (token.lemma in tagging.places() or "State" in token.feats)


def is_known_place(word: str) -> bool:
    """Whether a word in small letters is one of the name of a place that the gazetteer knows."""
    return word in tagging.places()


def is_actor(token: Token) -> bool:
    """Whether a noun names who acts: a person or a body."""
    words = lexicon.words()
    return token.lemma in words.persons or token.lemma in words.bodies or token.pos == "PRON"


def next_word(tokens: Sequence[Token], i: int) -> Token | None:
    """Return the next token, over quotation marks, or None where another mark stands between."""
    for token in tokens[i + 1 :]:
        if token.text in OPEN or token.text in CLOSE or token.text == '"':
            continue
        return None if token.pos == "PUNCT" else token
    return None
