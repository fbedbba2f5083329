"""What hangs on an English word in the tree, under the functions of the plain active sentence, lists in parts."""

from collections.abc import Iterator, Sequence

from coopatlas.language.grammar import TREE, Argument
from coopatlas.language.tokens import Sentence, Token

CLAUSAL = frozenset({"acl", "acl:relcl", "advcl", "xcomp", "ccomp", "parataxis", "conj"})
_PLAIN = {
    "nsubj": "subj",
    "nsubj:pass": "obj",
    "obj": "obj",
    "dep": "obj",
    "iobj": "to",
    "obl:tmod": "tmod",
}
_MOST = 12


def is_verb(token: Token) -> bool:
    """Whether a word is a verb in the sentence (participles and gerunds included)."""
    return token.pos == "VERB" or (token.pos == "AUX" and token.rel not in {"aux", "aux:pass", "cop"})


def passive(token: Token) -> bool:
    """Whether a verb stands in the passive."""
    return token.feats.get("Voice") == "Pass"


def preposition(sentence: Sentence, token: Token) -> str:
    """Return the preposition before a noun group, one word for those of several; an empty string without one."""
    case = next((t for t in sentence.children(token, "case") if t.pos == "ADP"), None)
    return case.lemma if case is not None else ""


def predicate(sentence: Sentence, word: Token) -> bool:
    """Whether a word is a predicate with "be"."""
    return bool(sentence.children(word, "cop"))


def own_of(sentence: Sentence, word: Token, rank: int = TREE) -> Iterator[Argument]:
    """Yield what the tree hangs below a word."""
    for child in (sentence.tokens[i] for i in word.children):
        for function in _functions(sentence, word, child):
            yield from spread(sentence, meant(sentence, word, child), function, rank)


def meant(sentence: Sentence, word: Token, child: Token) -> Token:
    """Return the noun that a relative pronoun goes back to."""
    if child.feats.get("PronType") != "Rel":
        return child
    clause: Token | None = word
    while clause is not None and clause.rel != "acl:relcl":
        clause = sentence.head(clause)
    return (sentence.head(clause) if clause is not None else None) or child


def _functions(sentence: Sentence, word: Token, child: Token) -> Sequence[str]:
    verbal = is_verb(word)
    rel = child.rel
    if rel == "nsubj" and not verbal:
        return ("subj", "is")
    if rel in _PLAIN and (rel != "dep" or child.pos in {"NOUN", "PROPN", "PRON", "NUM"}):
        return (_PLAIN[rel],)
    if rel in CLAUSAL and child.feats.get("VerbForm") in {"Inf", "Ger"} and rel not in {"conj", "parataxis"}:
        return _complement(sentence, child)
    if rel in {"obl", "nmod", "ccomp"}:
        return _prepositional(sentence, word, child)
    if rel == "nmod:poss":
        return ("poss",) if not verbal else ()
    if rel in {"compound", "amod"} and not verbal:
        return _attributive(child)
    return ()


def _complement(sentence: Sentence, child: Token) -> Sequence[str]:
    """An infinitive or gerund is `inf`; behind a preposition also what a noun would be there."""
    mark = next((t for t in sentence.children(child, "mark") if t.text.casefold() != "to"), None)
    if child.rel == "advcl" and mark is None:
        return ()
    return ("inf",) if mark is None else ("inf", mark.lemma)


def _prepositional(sentence: Sentence, word: Token, child: Token) -> Sequence[str]:
    if child.rel == "ccomp":
        return ("that",) if any(t.text.casefold() == "that" for t in sentence.children(child, "mark")) else ()
    prep = "in" if child.text.casefold() == "where" else preposition(sentence, child)
    if prep == "by":
        active = is_verb(word) and not passive(word)
        return ("by",) if active else ("subj", "by")
    return (prep,) if prep else ()


def _attributive(child: Token) -> Sequence[str]:
    if "-" in child.text and child.text[:1].isupper():
        return ("adj", "between")
    if child.text[:1].isupper():
        return ("adj",)
    return ("compound", "of") if child.rel == "compound" else ()


def spread(sentence: Sentence, head: Token, function: str, rank: int) -> Iterator[Argument]:
    """Yield a head, what stands beside it and the other members of its list."""
    members: list[Token] = []
    queue = [head]
    while queue and len(members) < _MOST:
        member = queue.pop(0)
        members.append(member)
        below = sentence.children(member, "conj", "appos")
        queue += [t for t in below if _like(head, t) and t not in members and not _located(member, t)]
    for member in sorted(members, key=lambda t: t.i):
        yield Argument(function, member, rank, head.i)


def _like(one: Token, other: Token) -> bool:
    """Whether two words may stand in one list: a gerund is as good as a noun there."""
    verbal = [is_verb(t) and t.feats.get("VerbForm") != "Ger" for t in (one, other)]
    return verbal[0] == verbal[1]


def _located(one: Token, other: Token) -> bool:
    """Whether a name behind a name's comma tells where that is: «Riga, Latvia»."""
    placed = one.pos == "PROPN" or one.lemma in {"region", "province", "city", "district", "county", "state"}
    return other.rel == "appos" and other.pos == "PROPN" and placed
