"""What a word has from the words above it: the subject of a governor, whom an infinitive addresses, an antecedent."""

from collections.abc import Iterator
from dataclasses import replace

from coopatlas.language.grammar import CLAUSE, TREE, Argument
from coopatlas.language.russian import clauses
from coopatlas.language.russian.grammar.forms import (
    case_of,
    is_attributive,
    is_passive,
    lists_with,
    noun_before,
    preposition,
)
from coopatlas.language.russian.grammar.governed import function_of, governed_by
from coopatlas.language.tokens import Sentence, Token

_CONTROLLED = frozenset({"xcomp", "conj", "advcl", "csubj", "acl", "ccomp", "nmod", "obl", "obj"})
"""Relations over which a word without a subject of its own takes that of the word above."""
_LONGEST_CHAIN = 6
_ABOVE_A_NOUN = frozenset({"obj", "nsubj", "obl", "nmod", "conj", "appos", "iobj", "xcomp"})


def inherited_by(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what a word takes from those above it: a subject by control, the arguments of its light verb."""
    if word.pos in {"NOUN", "PROPN"}:
        yield from _of_light_verb(sentence, word)
    elif word.pos in {"VERB", "ADJ", "AUX"} and not is_attributive(word):
        yield from _of_governor(sentence, word)


_COPULAS = frozenset(
    {
        "быть", "стать", "становиться", "остаться", "оставаться", "являться", "служить", "послужить", "оказаться",
        "выступать", "выступить", "считаться", "слыть", "сделаться", "называться",
    }
)  # fmt: skip
"""Verbs whose complements are those of the noun that they make a predicate: «остаётся для зерна воротами»."""


def _of_light_verb(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield the arguments of the verb that a noun completes: «провели переговоры с …», «поставки начались в …»."""
    below = noun
    for above in _chain(sentence, noun):
        if below.rel.partition(":")[0] not in _ABOVE_A_NOUN:
            return
        if above.pos in {"VERB", "AUX", "ADJ"}:
            linked = above.lemma in _COPULAS and below.case == "Ins"
            for argument in (*governed_by(sentence, above), *_of_governor(sentence, above)):
                if argument.head.i != below.i and not lists_with(argument.head, below):
                    yield argument if linked and "+" in argument.function else replace(argument, rank=CLAUSE)
            return
        if below.case == "Gen" and below.rel == "nmod":
            yield from (replace(a, rank=CLAUSE) for a in governed_by(sentence, above) if a.head.i != below.i)
        below = above


def _of_governor(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield the subject of the nearest word above that has one; of a relative clause, what it qualifies."""
    own = sentence.children(word, "nsubj")
    if own and own[0].lemma == "который":
        yield from _antecedent(sentence, own[0], "obj" if is_passive(word) else "subj")
        return
    relative = next((c for c in sentence.children(word, "obj", "obl") if c.lemma == "который"), None)
    if relative is not None:
        yield from _antecedent(sentence, relative, function_of(sentence, word, relative, passive=is_passive(word)))
    if not own and not (is_passive(word) and any(c.rel == "obl:agent" for c in sentence.children(word))):
        yield from _controlled(sentence, word)


def _controlled(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what the words above lend to one without a subject of its own: their subject, or whom they address."""
    below = word
    for above in _chain(sentence, word):
        if below.rel.split(":")[0] not in _CONTROLLED:
            return
        subjects = sentence.children(above, "nsubj")
        if above.pos in {"NOUN", "PROPN"} and below.rel in {"acl", "nmod"} and not subjects:
            below = above
            continue
        others = list(_addressed(sentence, above, word))
        yield from others
        if others and _TO_ANOTHER[above.lemma] == "acc":
            return
        if below.rel == "xcomp":
            given = [c for c in sentence.children(above, "obl", "iobj") if case_of(sentence, c) == "dat"]
            given = [c for c in given if not preposition(sentence, c)]
            yield from (Argument("dat", c, CLAUSE, c.i) for c in given)
            if given and above.lemma in _FOR_OTHERS:
                yield from (a for c in given for a in _lent(sentence, c, TREE))
                return
        for subject in _nearer(sentence, above, below) or subjects:
            yield from _lent(sentence, subject, TREE if below.rel in {"conj", "xcomp"} else CLAUSE)
        if subjects:
            return
        below = above


def _nearer(sentence: Sentence, first: Token, word: Token) -> list[Token]:
    """Return the subject of the clause right before in a chain of clauses: «A показали …, B встретились … и купили»."""
    if word.rel != "conj":
        return []
    before = [t for t in sentence.tokens[first.i + 1 : word.i] if t.pos == "VERB" and t.rel in {"conj", "root"}]
    own = [sentence.children(t, "nsubj") for t in before]
    return next((subjects for subjects in reversed(own) if subjects), [])


_FOR_OTHERS = frozenset(
    {
        "помочь", "помогать", "разрешить", "разрешать", "позволить", "позволять", "поручить", "поручать", "доверить",
        "рекомендовать", "порекомендовать", "советовать", "посоветовать", "запретить", "запрещать",
    }
)  # fmt: skip
"""Verbs whose infinitive is what the one in the dative does: «разрешили заводам вывозить …»."""
_TO_ANOTHER = {
    **dict.fromkeys(("предложить", "предлагать"), "dat"),
    **dict.fromkeys(("пригласить", "приглашать", "попросить", "просить", "призвать", "призывать", "обязать"), "acc"),
}
"""Verbs that address another for what the infinitive tells, and his case: «пригласил гостей посетить завод».

What is proposed to another may be done together; what he is asked for he does alone.
"""


def _addressed(sentence: Sentence, verb: Token, infinitive: Token) -> Iterator[Argument]:
    """Yield who is to do what an infinitive tells: the one to whom it is proposed, who is asked for it."""
    if infinitive.feats.get("VerbForm") != "Inf" or verb.lemma not in _TO_ANOTHER:
        return
    cases = {"dat"} if _TO_ANOTHER[verb.lemma] == "dat" else {"acc", "gen"}
    for child in (*sentence.children(verb, "obj", "obl", "iobj"), *sentence.children(infinitive, "obl", "iobj")):
        if child.i < infinitive.i and case_of(sentence, child) in cases and not preposition(sentence, child):
            yield from (Argument("subj", c, TREE, child.i) for c in clauses.conjuncts(sentence, child))


def _lent(sentence: Sentence, subject: Token, rank: int) -> Iterator[Argument]:
    """Yield a subject that a word above lends, member by member; of «который» what it stands for."""
    if subject.lemma == "который":
        yield from _antecedent(sentence, subject, "subj")
        return
    for member in clauses.conjuncts(sentence, subject):
        yield Argument("subj", member, rank, subject.i)


def _antecedent(sentence: Sentence, relative: Token, function: str) -> Iterator[Argument]:
    """Yield the noun that «который» stands for: what its clause qualifies, else the noun before its comma."""
    verb = sentence.head(relative)
    if verb is not None and verb.rel.startswith("acl") and verb.head >= 0:
        yield Argument(function, sentence.tokens[verb.head], TREE, verb.head)
        return
    noun = noun_before(sentence, relative.i)
    if noun is not None:
        yield Argument(function, noun, TREE, noun.i)


def _chain(sentence: Sentence, word: Token) -> Iterator[Token]:
    for n, above in enumerate(sentence.ancestors(word)):
        if n >= _LONGEST_CHAIN:
            return
        yield above
