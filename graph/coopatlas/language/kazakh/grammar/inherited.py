"""What a word has from the verb, the participle or the converb that it goes with."""

from collections.abc import Iterator

from coopatlas.language.grammar import CLAUSE, TREE, Argument
from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.grammar.forms import bearer_of, marker, members
from coopatlas.language.kazakh.grammar.own import of_verb
from coopatlas.language.kazakh.nominals import is_nominal
from coopatlas.language.kazakh.predicates import is_passive
from coopatlas.language.tokens import Sentence, Token


def inherited_by(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what a word takes from those above: a subject by control, and what the verb of a noun takes."""
    below = word if word.rel != "conj" else bearer_of(sentence, word)
    rank = TREE
    yield from _of_ceremony(sentence, below)
    yield from _one_of(sentence, below)
    for above in sentence.ancestors(below):
        if below.rel in {"acl", "ccomp"} and below.feats.get("VerbForm") in {"Part", "Fin"}:
            return
        stands = below.pos == "NOUN" and below.lemma not in lexicon.words().predicates
        if below.rel in {"parataxis", "ccomp"} and stands and sentence.children(below, "nsubj"):
            return  # «Порт – елдің қақпасы, | оның байланысы күшейеді»
        if above.pos in {"VERB", "AUX"} or above.lemma in lexicon.words().predicates:
            light = is_nominal(word) and word.pos != "VERB" and below.i == word.i
            yield from _from_above(sentence, word, above, below, rank if light or word.pos == "VERB" else CLAUSE)
            rank = CLAUSE
        below = above


def _of_ceremony(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield where a thing is of whose opening a noun tells: «Ақтөбеде консулдықтың ашылу рәсімі өтті»."""
    whole = sentence.tokens[noun.head] if noun.rel == "nmod:poss" else None
    for act in sentence.children(whole, "acl") if whole is not None else ():
        for place in sentence.children(act, "obl") if act.feats.get("VerbForm") == "Vnoun" else ():
            function = marker(sentence, place)
            yield from (Argument(function, member, CLAUSE, place.i) for member in members(sentence, place))


def _one_of(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield who is one of those that a word tells of: «ұйымға мүше елдердің бірі – Қырғызстан»."""
    below = word
    for above in sentence.ancestors(word):
        if below.rel == "nsubj" and below.lemma == "бірі":
            yield from (Argument("subj", member, CLAUSE, above.i) for member in members(sentence, above))
            return
        if above.pos in {"VERB", "AUX"}:
            return
        below = above


def _from_above(sentence: Sentence, word: Token, above: Token, below: Token, rank: int) -> Iterator[Argument]:
    """Yield the subject of a governing verb for a verb; for a noun all that its verb takes."""
    verbal = word.pos == "VERB"
    own_subject = (
        any(c.rel in {"nsubj", "nmod:poss"} for c in sentence.children(word)) and verbal and not is_passive(word)
    )
    for child in sentence.children(above):
        if child.i in {below.i, word.i}:
            continue
        function = of_verb(sentence, above, child)
        if not function or (verbal and (function != "subj" or own_subject)):
            continue
        for member in members(sentence, child):
            yield Argument(function, member, rank, child.i)
