"""The arguments of an English word under the functions of the plain active sentence.

The tree gives the nearest. A passive, a participle, an infinitive, a relative clause, a list, an apposition and a
nominalisation are undone; then follow what stands in the clause, and what stands above it.
"""

from collections.abc import Iterator, Sequence

from coopatlas.language.english.dependants import (
    CLAUSAL,
    is_verb,
    meant,
    own_of,
    passive,
    predicate,
    preposition,
    spread,
)
from coopatlas.language.english.words import load
from coopatlas.language.grammar import CLAUSE, SENTENCE, TREE, Argument
from coopatlas.language.tokens import Sentence, Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def arguments(sentence: Sentence, word: Token) -> list[Argument]:
    """Return what may fill the roles of a word, the nearest first, each head under each of its functions once."""
    found: dict[tuple[str, int], Argument] = {}
    for argument in _all(sentence, word):
        if argument.head.i != word.i:
            found.setdefault((argument.function, argument.head.i), argument)
    return list(found.values())


def _all(sentence: Sentence, word: Token) -> Iterator[Argument]:
    own = list(own_of(sentence, word))
    yield from own
    if is_verb(word) or predicate(sentence, word):
        yield from _inherited(sentence, word, own)
        yield from _below(sentence, own)
    else:
        yield from _beside(sentence, word)
        yield from _of_role(sentence, word)
        yield from _called(sentence, word)
        yield from _of_purpose(sentence, word)
        yield from _of_noun_above(sentence, word)
        yield from _below(sentence, own)
    yield from _above(sentence, word)


def _inherited(sentence: Sentence, word: Token, own: Sequence[Argument]) -> Iterator[Argument]:
    """Yield the subject that a participle, an infinitive or a later verb of a list takes from what governs it."""
    function = "obj" if passive(word) else "subj"
    if not any(a.function == function for a in own):
        subject = _controller(sentence, word)
        if subject is not None:
            yield from spread(sentence, subject, function, TREE)
            if predicate(sentence, word):
                yield from spread(sentence, subject, "is", TREE)
            yield from _of_predicate(sentence, subject, function)
    alone = not sentence.children(word, *_SUBJECTS)  # "X works in Y, and | Z is to open in W"
    if word.rel == "conj" and alone and (first := sentence.head(word)) is not None:
        yield from (
            Argument(a.function, a.head, CLAUSE, a.group)
            for a in own_of(sentence, first)
            if a.function not in {"obj", "subj"}
        )
    if not any(a.function == "obj" for a in own):
        for later in sentence.children(word, "conj"):
            objects = [a for a in own_of(sentence, later) if a.function == "obj"]
            if is_verb(later) and not passive(later) and not passive(word) and later.i - word.i <= 3:
                yield from objects


def _of_predicate(sentence: Sentence, noun: Token, function: str) -> Iterator[Argument]:
    """Yield what a predicate noun is said of: "X has become a hub linking A with B"."""
    verb = sentence.head(noun)
    become = verb is not None and verb.lemma in load().classes["linking"] and noun.rel == "obj"
    above = noun if predicate(sentence, noun) else verb if become else None
    for child in sentence.children(above, "nsubj") if above is not None else ():
        yield from spread(sentence, meant(sentence, above or child, child), function, CLAUSE)


def _controller(sentence: Sentence, word: Token, depth: int = 0) -> Token | None:
    """Return the understood subject of a verb (of a passive one: what is understood to undergo it)."""
    head = sentence.head(word)
    if head is None or depth > 6:
        return None
    if word.rel == "acl" and _is_asked(sentence, head, word):
        return head
    if word.rel in {"acl", "acl:relcl"} and not is_verb(head):
        if word.feats.get("VerbForm") == "Inf" or sentence.children(word, "mark"):
            return _owner(sentence, head, depth)
        return head
    if word.rel not in CLAUSAL or (word.rel in {"ccomp", "parataxis"} and word.feats.get("VerbForm") != "Inf"):
        return None
    if word.rel == "xcomp" and head.lemma in load().classes["object_control"]:
        controlled = next((t for t in sentence.children(head) if t.rel in {"obj", "iobj"} and t.i < word.i), None)
        if controlled is not None:
            return controlled
    subject = next((t for t in sentence.children(head) if t.rel in _SUBJECTS), None)
    if subject is not None:
        return meant(sentence, head, subject)
    return _controller(sentence, head, depth + 1)


def _is_asked(sentence: Sentence, noun: Token, word: Token) -> bool:
    """Whether a noun is who is to do something, or is thanked for it: "invited the delegation to visit"."""
    verb, classes = sentence.head(noun), load().classes
    if verb is None or noun.rel not in {"obj", "iobj"}:
        return False
    asked = word.feats.get("VerbForm") == "Inf" and verb.lemma in classes["inviting"]
    thanked = word.feats.get("VerbForm") == "Ger" and verb.lemma in classes["thanking"]
    return (asked and noun.lemma not in classes["clausal"]) or thanked


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
    return meant(sentence, head, subject) if subject is not None else _controller(sentence, head, depth + 1)


def _of_noun_above(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield what the verb of a noun tells of it: «X held talks with Y in Z», «talks took place between X and Y»."""
    verb = sentence.head(noun)
    inner = noun
    while verb is not None and not is_verb(verb) and not predicate(sentence, verb):
        if verb.rel in {"obl", "nmod"} and not _passes(sentence, inner):
            return
        yield from (a for a in own_of(sentence, verb, CLAUSE) if a.function not in _OF_ITSELF and a.head.i != inner.i)
        inner, verb = verb, sentence.head(verb)
    if verb is not None:
        yield from _of_its_verb(sentence, inner, verb)
        yield from _of_purpose(sentence, verb, *(("xcomp",) if inner.rel in _SUBJECTS else ()))


_OF_ITSELF = frozenset({"of", "poss", "adj", "compound", "inf"})


def _passes(sentence: Sentence, noun: Token) -> bool:
    """Whether what is told of the noun above is told of a noun too: of a list, of «talks on» it."""
    return noun.rel in {"conj", "appos"} or preposition(sentence, noun) in {"of", "on", "for", "about"}


def _of_its_verb(sentence: Sentence, inner: Token, verb: Token) -> Iterator[Argument]:
    """Yield the arguments of a verb for a noun that it has; behind «describe A as» that is said of A."""
    within = {t.i for t in sentence.subtree(inner)}
    own = list(own_of(sentence, verb))
    described = preposition(sentence, inner) == "as" and any(
        a.function == "obj" and not a.head.text.endswith(("self", "selves")) for a in own
    )
    if verb.lemma in load().classes["naming"] and inner.rel in {"obj", "xcomp", "dep"} and not described:
        named = [a for a in own if a.function == ("obj" if passive(verb) else "to") and a.head.i != inner.i]
        for function in ("is", "subj"):
            yield from (Argument(function, a.head, CLAUSE, a.group) for a in named)
    for a in [*own, *_inherited(sentence, verb, own)]:
        if a.head.i in within or a.function == "inf":
            continue
        said = a.function == "subj" and not described and (_is(sentence, verb) or preposition(sentence, inner) == "as")
        if (described and a.function == "obj") or said:
            yield Argument("is", a.head, CLAUSE, a.group)
        if described and a.function == "obj":
            yield Argument("subj", a.head, CLAUSE, a.group)
        elif a.function == "obj" and verb.lemma in load().classes["including"] and inner.rel == "nsubj":
            yield Argument("obj", a.head, CLAUSE, a.group)
        elif a.function != "obj" and not (described and a.function == "subj"):
            yield Argument(a.function, a.head, CLAUSE, a.group)


def _is(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb tells what its subject is: "X has become a hub", "Y offers a gateway"."""
    return predicate(sentence, verb) or verb.lemma in load().classes["being"]


def _beside(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what a noun in apposition is said of: "A and B, sister cities since 1981", "EAEU member | Armenia"."""
    named = sentence.head(word)
    if before_name(sentence, word) and named is not None:
        yield from (Argument(function, named, CLAUSE, named.i) for function in ("subj", "is"))
        others = (t for t in sentence.children(named, "compound") if t.i < word.i and t.text[:1].isupper())
        yield from (Argument("adj", t, TREE, t.i) for t in others)
    if named is not None and named.lemma == "one" and word.rel == "nmod":
        word, named = named, sentence.head(named)  # "X, one of the members of Y"
    if word.rel != "appos" or named is None:
        return
    many = word.feats.get("Number") == "Plur"
    while many and named.rel == "conj" and (first := sentence.head(named)) is not None and not is_verb(first):
        named = first
    own = {t.i for t in sentence.subtree(word)}
    for function in ("subj", "is"):
        yield from (a for a in spread(sentence, named, function, CLAUSE) if a.head.i not in own)


def before_name(sentence: Sentence, word: Token) -> bool:
    """Whether a noun stands right before the name of what it says something of: "its sister city | Kazan"."""
    named = sentence.head(word)
    beside = word.rel == "compound" and named is not None and named.pos == "PROPN" and word.i < named.i
    between = sentence.tokens[word.i + 1 : word.head] if beside else []
    return beside and word.text.islower() and all(t.pos == "PROPN" for t in between)


def _called(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield the name that stands behind what it is: "its sister city, Kazan, will host"."""
    for name in sentence.children(word, "appos"):
        if name.pos == "PROPN" and name.i > word.i:
            yield from (Argument(function, name, CLAUSE, name.i) for function in ("is", "subj"))


def _of_role(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield whose role it is to be what a noun says: "the role of X as a hub", "X's status as observer"."""
    if preposition(sentence, word) != "as":
        return
    roles = load().classes["roles"]
    role = next((t for t in reversed(sentence.tokens[: word.i]) if t.lemma in roles), None)
    owners = [a for a in own_of(sentence, role) if a.function in {"of", "poss"}] if role is not None else []
    for function in ("is", "subj"):
        yield from (Argument(function, a.head, CLAUSE, a.group) for a in owners if a.head.i < word.i)


def _of_purpose(sentence: Sentence, word: Token, *further: str) -> Iterator[Argument]:
    """Yield where and with whom what a thing is for is done, and what it makes: "a venture to build ships in X"."""
    for purpose in sentence.children(word, "advcl", "acl", *further):
        if purpose.feats.get("VerbForm") in {"Inf", "Ger"}:
            own = list(own_of(sentence, purpose, CLAUSE))
            yield from (a for a in own if a.function not in {"obj", "subj", "inf"})
            made = [a for a in own if a.function == "obj"] if purpose.lemma in load().classes["making"] else []
            yield from (Argument("made", a.head, TREE, a.group) for a in made)


def _below(sentence: Sentence, own: Sequence[Argument]) -> Iterator[Argument]:
    """Yield the prepositional groups that hang on the arguments: «signed a memorandum | in Baku»."""
    for argument in own:
        if argument.rank != TREE:
            continue
        queue = [argument.head]
        while queue:
            noun = queue.pop(0)
            complement = noun is argument.head and noun.feats.get("VerbForm") in {"Ger", "Inf"}
            if complement:
                queue += sentence.children(noun, "obj")
            for child in sentence.children(noun, "nmod", *(("obl",) if complement else ())):
                if child.rel in {"nmod", "obl"} and (prep := preposition(sentence, child)):
                    queue.append(child)
                    if prep not in {"of", "between"}:
                        yield from spread(sentence, child, prep, CLAUSE)


def _above(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield subjects and prepositional groups of the verbs above."""
    for above in sentence.ancestors(word):
        if not (is_verb(above) or predicate(sentence, above)):
            continue
        for a in own_of(sentence, above, SENTENCE):
            if a.function not in {"obj", "inf"} and not _holds(sentence, a.head, word):
                yield a


def _holds(sentence: Sentence, head: Token, word: Token) -> bool:
    return head.i == word.i or any(t.i == head.i for t in sentence.ancestors(word))
