"""What the form of a Kazakh word tells: its ending as a function, voice, the members of its list, its clause."""

from collections.abc import Iterator

from coopatlas.language.grammar import CLAUSE, TREE, Argument, Clause
from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.nominals import is_place
from coopatlas.language.kazakh.predicates import is_passive
from coopatlas.language.tokens import NO_HEAD, Sentence, Token, of_tree

_CASES = {
    "Gen": "gen",
    "Dat": "dat",
    "Ins": "ins",
    "Loc": "loc",
    "Abl": "abl",
    "Acc": "acc",
    "Nom": "nom",
    "Equ": "equ",
}


@of_tree
def marker(sentence: Sentence, token: Token) -> str:
    """Return the postposition behind a phrase, or its case: `арасында`, `dat`, `nom`."""
    bearer = bearer_of(sentence, token)
    after = next((c for c in sentence.children(bearer, "case")), None)
    if after is not None:
        word = after.text.casefold()
        return word[:-2] if word.endswith(("дағы", "дегі", "тағы", "тегі")) else word
    return _CASES.get(bearer.case, "nom")


@of_tree
def clause(sentence: Sentence, word: Token) -> Clause:
    """Return the stretch from the first to the last word that depends on the predicate of a word."""
    verb = predicate(sentence, word)
    if verb is None:
        return Clause(0, len(sentence.tokens) - 1)
    own = sentence.subtree(verb, keep=lambda t: t.rel not in {"ccomp", "parataxis"})
    return Clause(min(own[0].i, word.i), max(own[-1].i, word.i))


@of_tree
def predicate(sentence: Sentence, word: Token) -> Token | None:
    """Return the verb whose clause a word stands in: a finite verb, or a participle or converb of its own."""
    for token in (word, *sentence.ancestors(word)):
        if token.pos == "VERB" and (token.rel in {"acl", "advcl"} or token.feats.get("VerbForm") in {"Fin", "Conv"}):
            return token
        if token.head == NO_HEAD:
            return token
    return None


def is_territory(token: Token) -> bool:
    """Whether a word names a place, or a unit smaller than one: «облыс», «аудан»."""
    return is_place(token) or token.lemma in lexicon.words().smaller


def at_occasion(sentence: Sentence, occasion: Token) -> Iterator[Argument]:
    """Yield who did what a participle tells of an occasion: whose it is, else the subject of the verb above it."""
    for owner in sentence.children(occasion, "nmod:poss"):
        yield from (Argument("subj", member, TREE, owner.i) for member in members(sentence, owner))
    verb = next((t for t in sentence.ancestors(occasion) if t.pos == "VERB"), None)
    for child in sentence.children(verb, "nsubj") if verb is not None and not is_passive(verb) else ():
        yield from (Argument("subj", member, CLAUSE, child.i) for member in members(sentence, child))


def members(sentence: Sentence, head: Token) -> list[Token]:
    """Return the members of the list that ends with a head, in the order of the text."""
    found = sentence.children(head, "conj")
    if head.feats.get("Number") == "Plur" and head.lemma in lexicon.words().places:
        found += [t for name in sentence.children(head, "compound") for t in sentence.children(name, "conj")]
    found += [t for one in found for t in sentence.children(one, "conj")]  # «А мен | Б және В қалалары»
    return [*sorted(found, key=lambda t: t.i), head]


def bearer_of(sentence: Sentence, token: Token) -> Token:
    """Return the word that bears the case of a phrase: the last member of a list."""
    return sentence.tokens[token.head] if token.rel == "conj" else token
