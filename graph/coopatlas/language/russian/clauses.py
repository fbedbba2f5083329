"""Who does what in a Russian clause: subjects, objects, prepositional complements, and phrases in dictionary form."""

from collections.abc import Sequence

from coopatlas.language.russian.morphology import to_nominative
from coopatlas.language.tokens import Sentence, Token

CLAUSAL = {"acl", "acl:relcl", "advcl", "parataxis", "ccomp", "csubj", "root", "discourse"}
CHAIN = {"xcomp", "conj", "advcl", "acl", "csubj"}


def preposition(sentence: Sentence, token: Token) -> str:
    """Return the lemma of the preposition of a noun phrase, or an empty string."""
    cases = [child for child in sentence.children(token, "case") if child.i < token.i]
    if not cases and token.rel == "conj" and (head := sentence.head(token)) is not None:
        return preposition(sentence, head)
    return cases[0].lemma if cases else ""


def conjuncts(sentence: Sentence, token: Token) -> list[Token]:
    """Return `token` and what is coordinated with it."""
    found = [token]
    for child in sentence.children(token, "conj"):
        found += conjuncts(sentence, child)
    return found


def subjects(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the heads of the subject of `verb`, taken from the verb above where it has none of its own."""
    own = sentence.children(verb, "nsubj") or _before_in_nominative(sentence, verb)
    head = sentence.head(verb)
    if own and own[0].lemma == "который" and verb.rel == "acl:relcl" and head is not None:
        return [head]
    if own:
        return [t for subject in own for t in conjuncts(sentence, subject)]
    if verb.rel == "acl" and head is not None and verb.feats.get("VerbForm") == "Part":
        return [head]
    if head is not None and verb.rel in CHAIN and head.pos in {"VERB", "ADJ", "AUX", "NOUN"}:
        return subjects(sentence, head)
    return []


def _before_in_nominative(sentence: Sentence, verb: Token) -> list[Token]:
    """Return what the parser took for another complement of a finite verb, and stands before it in the nominative."""
    if verb.pos != "VERB" or verb.feats.get("VerbForm", "Fin") != "Fin":
        return []
    complements = sentence.children(verb, "obl", "obj", "nmod", "appos")
    return [
        c
        for c in complements
        if c.case == "Nom" and c.i < verb.i and c.pos in {"NOUN", "PROPN"} and not preposition(sentence, c)
    ]


def clause(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the tokens of the clause of `verb`, without the clauses that hang on it."""
    return sentence.subtree(verb, lambda t: not (t.rel in CLAUSAL or (t.rel == "conj" and t.pos == "VERB")))


def phrase(sentence: Sentence, head: Token) -> list[Token]:
    """Return the noun phrase of `head`: no relative clause, no preposition of its own, no coordinated phrase."""
    keep = sentence.subtree(
        head,
        lambda t: (
            t.rel not in {"acl:relcl", "parataxis", "advcl", "discourse", "cc", "punct", "ccomp", "cop", "nsubj"}
            and not (t.rel == "conj" and t.head == head.i)
            and not (t.rel == "case" and t.head == head.i)
        ),
    )
    return contiguous(sentence, head, keep)


def contiguous(sentence: Sentence, head: Token, tokens: Sequence[Token]) -> list[Token]:
    """Return the stretch of `tokens` around `head`; quotes, hyphens and points of abbreviations part it not."""
    places = {t.i for t in tokens}
    first = last = head.i
    while (
        first - 1 in places
        or (first - 2 in places and sentence.tokens[first - 1].text in '«»"-')
        or _lists_attributes(sentence, first, places)
    ):
        first -= 1
    while last + 1 in places or (
        last + 2 in places and sentence.tokens[last + 1].text in '«»"-,.и' and last + 2 < len(sentence.tokens)
    ):
        last += 1
    return sentence.tokens[first : last + 1]


def _lists_attributes(sentence: Sentence, first: int, places: set[int]) -> bool:
    """Whether a mark or «и» joins an attribute to the one before it: «торговое, научное и культурное | дело»."""
    joint, before = sentence.tokens[first - 1], sentence.tokens[max(0, first - 2)]
    listed = joint.text in {",", "и"} and before.pos == sentence.tokens[first].pos == "ADJ"
    return listed and first - 2 in places and before.case == sentence.tokens[first].case


def text_of(sentence: Sentence, tokens: Sequence[Token]) -> str:
    """Return the text of consecutive tokens as it stands."""
    if not tokens:
        return ""
    return " ".join(sentence.text[tokens[0].start - sentence.start : tokens[-1].end - sentence.start].split())


def _declined_as(token: Token) -> str:
    """Return as what a word is declined: «цитрусовых», «в Смольном» are nouns with the endings of an adjective."""
    alike = token.pos == "NOUN" and token.text.casefold().endswith(_ADJECTIVAL)
    named = token.pos == "PROPN" and token.lemma.endswith("ый") and token.case != "Nom"
    return "ADJ" if alike or named else token.pos


_ADJECTIVAL = ("ых", "ого", "ыми")


def dictionary_form(sentence: Sentence, head: Token, tokens: Sequence[Token]) -> str:
    """Return a noun phrase with its head and what agrees with it in the nominative; number is kept."""
    out, end = "", None
    for token in tokens:
        agrees = token.i == head.i or (
            token.head == head.i and token.rel in {"amod", "det", "nummod", "acl"} and token.case == head.case
        )
        agrees = agrees or (token.i < head.i and token.pos == "ADJ" and token.case == head.case)
        agrees = agrees or (token.rel == "conj" and token.pos == "ADJ" and sentence.tokens[token.head].head == head.i)
        gap = "" if end is None or token.start == end else " "
        out += gap + (to_nominative(token.text, _declined_as(token), token.feats) if agrees else token.text)
        end = token.end
    return " ".join(out.split())
