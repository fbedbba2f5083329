"""English as a `Grammar`, by rule: sentences with words, tags and tree; arguments, phrases, what governs a word."""

from collections.abc import Sequence

from coopatlas.language.english import segmentation
from coopatlas.language.english.annotation import annotated, small_words
from coopatlas.language.english.arguments import arguments
from coopatlas.language.english.dependants import is_verb, preposition
from coopatlas.language.grammar import Clause
from coopatlas.language.tokens import Sentence, Token, of_tree

__all__ = [
    "arguments",
    "clause",
    "dictionary_form",
    "governing",
    "has_subject",
    "implied_person",
    "lang",
    "phrase",
    "predicate",
    "preposition",
    "sentences",
]

lang = "en"

_COLOURING = frozenset({"xcomp", "ccomp", "acl", "advcl", "obj", "nmod", "obl", "nsubj", "nsubj:pass", "conj", "csubj"})
_OUTSIDE = frozenset({"parataxis", "advcl", "acl:relcl", "conj", "ccomp", "nsubj", "obl:tmod"})
_OF_THE_WHOLE = frozenset(
    {"new", "joint", "bilateral", "relevant", "key", "first", "second", "draft", "major", "similar", "full", "big"}
)
_FINITE_CLAUSES = frozenset({"acl:relcl", "advcl", "ccomp", "parataxis", "conj"})


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text, their tokens with lemma, part of speech, features and tree."""
    common = small_words(text)
    return [
        annotated(text, start, end, index, paragraph, common)
        for index, (start, end, paragraph) in enumerate(segmentation.spans(text))
    ]


def clause(sentence: Sentence, word: Token) -> Clause:
    """Return the stretch around a word that belongs to the same finite verb."""
    own = _clause_head(sentence, word)
    first = last = word.i
    while first > 0 and _belongs(sentence, sentence.tokens[first - 1], own):
        first -= 1
    while last + 1 < len(sentence.tokens) and _belongs(sentence, sentence.tokens[last + 1], own):
        last += 1
    return Clause(first, last)


def phrase(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Return the noun group around a head with what «of» and other prepositions hang on it, without clauses.

    Of an infinitive or a gerund it is the verb with its object and what hangs on that.
    """
    if is_verb(head):
        return _verb_phrase(sentence, head)
    places = {head.i}
    queue = [head]
    while queue:
        for child in sentence.children(queue.pop()):
            inner = child.rel in {
                "det",
                "amod",
                "compound",
                "nummod",
                "nmod:poss",
                "advmod",
                "cc",
                "punct",
                "case",
                "fixed",
            }
            if child.i not in places and (
                inner or child.rel == "nmod" or (child.rel == "conj" and child.head != head.i)
            ):
                places.add(child.i)
                queue.append(child)
    places -= {t.i for t in sentence.children(head, "case") if t.i < head.i} - {head.i}
    if head.rel == "compound":
        places |= {t.i for t in _attributes_before(sentence, head)}
    first = last = head.i
    while first - 1 in places:
        first -= 1
    while last + 1 in places:
        last += 1
    return first, last


def _attributes_before(sentence: Sentence, noun: Token) -> list[Token]:
    """Return the attributes that belong to a noun within a compound: "free trade | agreement"."""
    found: list[Token] = []
    for token in reversed(sentence.tokens[: noun.i]):
        own = token.head == noun.head and token.rel in {"amod", "compound"} and token.text.islower()
        if not own or token.lemma in _OF_THE_WHOLE or "-" in token.text:
            break
        found.append(token)
    return found


def _whereabouts(sentence: Sentence, token: Token) -> bool:
    """Whether a group behind a verb only tells where."""
    return token.rel == "obl" and token.pos == "PROPN" and preposition(sentence, token) in {"in", "at"}


def _verb_phrase(sentence: Sentence, verb: Token) -> tuple[int, int]:
    below = sentence.subtree(verb, lambda t: t.i > verb.i and t.rel not in _OUTSIDE and not _whereabouts(sentence, t))
    places = {t.i for t in below}
    last = verb.i
    while last + 1 in places:
        last += 1
    return verb.i, last


def dictionary_form(sentence: Sentence, first: int, last: int) -> str:
    """Return a phrase without article, owner or mark at its ends, small but for names."""
    tokens = sentence.tokens[first : last + 1]
    while tokens and (tokens[0].pos in {"DET", "PUNCT", "ADP", "CCONJ"} or tokens[0].feats.get("Poss") == "Yes"):
        tokens = tokens[1:]
    while tokens and (tokens[-1].pos in {"PUNCT", "ADP", "CCONJ", "PART", "DET"} and tokens[-1].text != "%"):
        tokens = tokens[:-1]
    if not tokens:
        return ""
    text = sentence.text[tokens[0].start - sentence.start : tokens[-1].end - sentence.start]
    text = " ".join(text.split())
    named = any(m.first == tokens[0].i for m in sentence.mentions)
    opening = tokens[0].pos != "PROPN" and tokens[0].text.istitle() and not named
    return text[:1].lower() + text[1:] if opening else text


def governing(sentence: Sentence, word: Token) -> Sequence[Token]:
    """Return what governs a word and colours it, nearest first: auxiliaries, «not», and the words above it."""
    found: dict[int, None] = {}
    current = word
    while True:
        if is_verb(current) or current is word or sentence.children(current, "cop"):
            found.update(dict.fromkeys(t.i for t in _colours(sentence, current)))
        head = sentence.head(current)
        if head is None or head is word or _stands_apart(sentence, current):
            return [sentence.tokens[i] for i in found]
        if current.rel != "conj":
            found[head.i] = None
        elif not _shares_auxiliaries(sentence, current):
            return [sentence.tokens[i] for i in found]
        current = head


def implied_person(_sentence: Sentence, _verb: Token) -> str:
    """Return the person that a verb without a subject implies: none, for English prints its subjects."""
    return ""


def has_subject(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb, or one above that lends it its subject, has a subject in the sentence."""
    return any(a.function == "subj" for a in arguments(sentence, verb))


def predicate(sentence: Sentence, word: Token) -> Token | None:
    """Return the finite verb or predicate of the clause of a word."""
    return next((t for t in (word, *sentence.ancestors(word)) if _has_finite(sentence, t)), None)


def _stands_apart(sentence: Sentence, word: Token) -> bool:
    """Whether what stands above a word does not colour it: a relative clause, a participle behind its noun."""
    if word.rel not in _COLOURING:
        return True
    attribute = word.rel == "acl" and word.feats.get("VerbForm") in {"Part", "Ger"}
    return attribute and not sentence.children(word, "mark")


def _shares_auxiliaries(sentence: Sentence, word: Token) -> bool:
    """Whether a later member of a list is under what stands before the first: «will sign and ratify»."""
    head = sentence.head(word)
    if not is_verb(word) or head is None:
        return True
    if sentence.children(word, "aux", "nsubj"):
        return False
    return (
        word.feats.get("VerbForm") != "Fin" or word.text.casefold() == word.lemma or not sentence.children(head, "aux")
    )


def _colours(sentence: Sentence, word: Token) -> list[Token]:
    """Return auxiliaries, negation, conjunction and determiner «no» of a word, nearest first."""
    own = [
        t
        for t in sentence.children(word, "aux", "cop", "advmod", "mark", "det")
        if t.rel != "det" or t.lemma in {"no", "neither", "any"}
    ]
    return sorted(own, key=lambda t: -t.i)


@of_tree
def _clause_head(sentence: Sentence, word: Token) -> int:
    current = word
    for above in [word, *sentence.ancestors(word)]:
        current = above
        if above.rel in _FINITE_CLAUSES and _has_finite(sentence, above):
            return above.i
    return current.i


@of_tree
def _has_finite(sentence: Sentence, token: Token) -> bool:
    if token.feats.get("VerbForm") == "Fin":
        return True
    return any(t.feats.get("VerbForm") == "Fin" for t in sentence.children(token, "cop", "aux"))


def _belongs(sentence: Sentence, token: Token, own: int) -> bool:
    return token.pos == "PUNCT" or _clause_head(sentence, token) == own
