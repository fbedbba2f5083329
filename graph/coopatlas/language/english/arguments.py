"""The arguments of an English word under the functions of the plain active sentence.

The tree gives the nearest. A passive, a participle, an infinitive, a relative clause, a list, an apposition and a
nominalisation are undone; then follow what stands in the clause, and what stands above it.
"""

from collections.abc import Iterator, Sequence

from coopatlas.language.english.words import load
from coopatlas.language.grammar import CLAUSE, SENTENCE, TREE, Argument
from coopatlas.language.tokens import Sentence, Token

_CLAUSAL = frozenset({"acl", "acl:relcl", "advcl", "xcomp", "ccomp", "parataxis", "conj"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
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


def arguments(sentence: Sentence, word: Token) -> list[Argument]:
    """Return what may fill the roles of a word, the nearest first, each head under each of its functions once."""
    found: dict[tuple[str, int], Argument] = {}
    for argument in _all(sentence, word):
        if argument.head.i != word.i:
            found.setdefault((argument.function, argument.head.i), argument)
    return list(found.values())


def _all(sentence: Sentence, word: Token) -> Iterator[Argument]:
    own = list(_own(sentence, word))
    yield from own
    if is_verb(word) or _predicate(sentence, word):
        yield from _inherited(sentence, word, own)
        yield from _below(sentence, own)
    else:
        yield from _of_purpose(sentence, word)
        yield from _of_noun_above(sentence, word)
        yield from _below(sentence, own)
    yield from _above(sentence, word)


def _predicate(sentence: Sentence, word: Token) -> bool:
    return bool(sentence.children(word, "cop"))


def _own(sentence: Sentence, word: Token, rank: int = TREE) -> Iterator[Argument]:
    """Yield what the tree hangs below a word."""
    for child in (sentence.tokens[i] for i in word.children):
        for function in _functions(sentence, word, child):
            yield from _spread(sentence, _meant(sentence, word, child), function, rank)


def _meant(sentence: Sentence, word: Token, child: Token) -> Token:
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
    if rel in _PLAIN and (rel != "dep" or child.pos in {"NOUN", "PROPN", "PRON", "NUM"}):
        return (_PLAIN[rel],)
    if rel in _CLAUSAL and child.feats.get("VerbForm") in {"Inf", "Ger"} and rel not in {"conj", "parataxis"}:
        return _complement(sentence, child)
    if rel in {"obl", "nmod"}:
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
    prep = preposition(sentence, child)
    if prep == "by":
        active = is_verb(word) and not passive(word)
        return ("by",) if active else ("subj", "by")
    return (prep,) if prep else ()


def _attributive(child: Token) -> Sequence[str]:
    if "-" in child.text and child.text[:1].isupper():
        return ("adj", "between")
    if child.text[:1].isupper():
        return ("adj", "compound")
    return ("compound", "of") if child.rel == "compound" else ()


def _spread(sentence: Sentence, head: Token, function: str, rank: int) -> Iterator[Argument]:
    """Yield a head, what stands beside it and the other members of its list."""
    members: list[Token] = []
    queue = [head]
    while queue and len(members) < _MOST:
        member = queue.pop(0)
        members.append(member)
        below = sentence.children(member, "conj", "appos")
        queue += [t for t in below if is_verb(t) == is_verb(head) and t not in members and not _located(member, t)]
    for member in sorted(members, key=lambda t: t.i):
        yield Argument(function, member, rank, head.i)


def _located(one: Token, other: Token) -> bool:
    """Whether a name behind a name's comma tells where that is: «Riga, Latvia»."""
    return other.rel == "appos" and one.pos == other.pos == "PROPN"


def _inherited(sentence: Sentence, word: Token, own: Sequence[Argument]) -> Iterator[Argument]:
    """Yield the subject that a participle, an infinitive or a later verb of a list takes from what governs it."""
    function = "obj" if passive(word) else "subj"
    if not any(a.function == function for a in own):
        subject = _controller(sentence, word)
        if subject is not None:
            yield from _spread(sentence, subject, function, TREE)
            yield from _of_predicate(sentence, subject, function)
    if word.rel == "conj" and (first := sentence.head(word)) is not None:
        yield from (
            Argument(a.function, a.head, CLAUSE, a.group)
            for a in _own(sentence, first)
            if a.function not in {"obj", "subj"}
        )
    if not any(a.function == "obj" for a in own):
        for later in sentence.children(word, "conj"):
            objects = [a for a in _own(sentence, later) if a.function == "obj"]
            if is_verb(later) and not passive(later) and not passive(word) and later.i - word.i <= 3:
                yield from objects


def _of_predicate(sentence: Sentence, noun: Token, function: str) -> Iterator[Argument]:
    """Yield what a predicate noun is said of: "X has become a hub linking A with B"."""
    verb = sentence.head(noun)
    become = verb is not None and verb.lemma in load().classes["linking"] and noun.rel == "obj"
    above = noun if _predicate(sentence, noun) else verb if become else None
    for child in sentence.children(above, "nsubj") if above is not None else ():
        yield from _spread(sentence, _meant(sentence, above or child, child), function, CLAUSE)


def _controller(sentence: Sentence, word: Token, depth: int = 0) -> Token | None:
    """Return the understood subject of a verb (of a passive one: what is understood to undergo it)."""
    head = sentence.head(word)
    if head is None or depth > 6:
        return None
    if word.rel in {"acl", "acl:relcl"} and not is_verb(head):
        if word.feats.get("VerbForm") == "Inf" or sentence.children(word, "mark"):
            return _owner(sentence, head, depth)
        return head
    if word.rel not in _CLAUSAL or (word.rel in {"ccomp", "parataxis"} and word.feats.get("VerbForm") != "Inf"):
        return None
    if word.rel == "xcomp" and head.lemma in load().classes["object_control"]:
        controlled = next((t for t in sentence.children(head) if t.rel in {"obj", "iobj"} and t.i < word.i), None)
        if controlled is not None:
            return controlled
    subject = next((t for t in sentence.children(head) if t.rel in _SUBJECTS), None)
    if subject is not None:
        return _meant(sentence, head, subject)
    return _controller(sentence, head, depth + 1)


def _owner(sentence: Sentence, noun: Token, depth: int = 0) -> Token | None:
    """Return whose plan, wish or decision a noun is."""
    own = next((t for t in sentence.children(noun) if t.rel == "nmod:poss" and t.pos != "PART"), None)
    if own is None:
        own = next((t for t in sentence.children(noun, "nmod") if preposition(sentence, t) == "of"), None)
    if own is not None:
        return own
    head = sentence.head(noun)
    while head is not None and not is_verb(head):
        noun, head = head, sentence.head(head)
    if head is None or noun.rel in _SUBJECTS:
        return None
    subject = next((t for t in sentence.children(head) if t.rel in _SUBJECTS), None)
    return _meant(sentence, head, subject) if subject is not None else _controller(sentence, head, depth + 1)


def _of_noun_above(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield what the verb of a noun tells of it: «X held talks with Y in Z», «talks took place between X and Y»."""
    verb = sentence.head(noun)
    inner = noun
    while verb is not None and not is_verb(verb) and not _predicate(sentence, verb):
        if verb.rel in {"obl", "nmod"} and not _passes(sentence, inner):
            return
        yield from (a for a in _own(sentence, verb, CLAUSE) if a.function not in _OF_ITSELF and a.head.i != inner.i)
        inner, verb = verb, sentence.head(verb)
    if verb is not None:
        yield from _of_its_verb(sentence, inner, verb)
        yield from _of_purpose(sentence, verb)


_OF_ITSELF = frozenset({"of", "poss", "adj", "compound", "inf"})


def _passes(sentence: Sentence, noun: Token) -> bool:
    """Whether what is told of the noun above is told of a noun too: of a list, of «talks on» it."""
    return noun.rel in {"conj", "appos"} or preposition(sentence, noun) in {"of", "on", "for", "about"}


def _of_its_verb(sentence: Sentence, inner: Token, verb: Token) -> Iterator[Argument]:
    """Yield the arguments of a verb for a noun that it has; behind «describe A as» that is said of A."""
    within = {t.i for t in sentence.subtree(inner)}
    own = list(_own(sentence, verb))
    described = preposition(sentence, inner) == "as" and any(a.function == "obj" for a in own)
    for a in [*own, *_inherited(sentence, verb, own)]:
        if a.head.i in within or a.function == "inf":
            continue
        if described and a.function == "obj":
            yield Argument("subj", a.head, CLAUSE, a.group)
        elif a.function != "obj" and not (described and a.function == "subj"):
            yield Argument(a.function, a.head, CLAUSE, a.group)


def _of_purpose(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield where and with whom what a thing is for is done: "a venture to build ships in X"."""
    for purpose in sentence.children(word, "advcl", "acl"):
        if purpose.feats.get("VerbForm") == "Inf":
            yield from (a for a in _own(sentence, purpose, CLAUSE) if a.function not in {"obj", "subj", "inf"})


def _below(sentence: Sentence, own: Sequence[Argument]) -> Iterator[Argument]:
    """Yield the prepositional groups that hang on the arguments: «signed a memorandum | in Baku»."""
    for argument in own:
        if argument.rank != TREE:
            continue
        queue = [argument.head]
        while queue:
            noun = queue.pop(0)
            for child in sentence.children(noun, "nmod"):
                if child.rel == "nmod" and (prep := preposition(sentence, child)):
                    queue.append(child)
                    if prep != "of":
                        yield from _spread(sentence, child, prep, CLAUSE)


def _above(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield subjects and prepositional groups of the verbs above."""
    for above in sentence.ancestors(word):
        if not (is_verb(above) or _predicate(sentence, above)):
            continue
        for a in _own(sentence, above, SENTENCE):
            if a.function not in {"obj", "inf"} and not _holds(sentence, a.head, word):
                yield a


def _holds(sentence: Sentence, head: Token, word: Token) -> bool:
    return head.i == word.i or any(t.i == head.i for t in sentence.ancestors(word))
