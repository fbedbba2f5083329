"""Kazakh as a `Grammar`: arguments by case and postposition; passives, participles, verbal nouns are undone."""

from collections.abc import Iterator, Sequence

from coopatlas.language.grammar import CLAUSE, LOOSE, SENTENCE, Argument
from coopatlas.language.kazakh import embedding, morphology, parser, segmentation, tagging
from coopatlas.language.kazakh.grammar.forms import clause, marker, members, predicate
from coopatlas.language.kazakh.grammar.inherited import inherited_by
from coopatlas.language.kazakh.grammar.own import own_of
from coopatlas.language.kazakh.predicates import is_passive
from coopatlas.language.tokens import Sentence, Token, of_tree

__all__ = [
    "arguments",
    "clause",
    "dictionary_form",
    "governing",
    "implied_person",
    "lang",
    "marker",
    "members",
    "nominative",
    "phrase",
    "predicate",
    "preposition",
    "sentences",
]

lang = "kk"
_ATTRIBUTES = frozenset({"amod", "nummod", "compound", "nmod:poss", "flat", "flat:name", "nmod"})


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text, their words with lemma, part of speech, features, head and relation."""
    found = segmentation.sentences(text)
    for sentence in found:
        tagging.tag(sentence.tokens)
        parser.parse(sentence)
    return found


@of_tree
def arguments(sentence: Sentence, word: Token) -> list[Argument]:
    """Return the arguments of a word under their functions in the plain active sentence, the nearest first."""
    if word.rel == "aux" and word.pos == "VERB":
        main = sentence.tokens[word.head]
        return arguments(sentence, main) if main.lemma == "сату" else []
    found: dict[int, Argument] = {}
    for argument in (*own_of(sentence, word), *inherited_by(sentence, word), *_around(sentence, word)):
        if argument.head.i != word.i:
            found.setdefault(argument.head.i, argument)
    return sorted(found.values(), key=lambda a: (a.rank, abs(a.group - word.i), a.head.i))


@of_tree
def phrase(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Return the first and last token of the noun phrase that ends with a head; a verbal noun has its objects in it."""
    tokens, last = sentence.tokens, _whole_verb(sentence, head)
    first = min(t.i for t in sentence.subtree(head, keep=lambda t: _is_within(sentence, head, t)))
    while first < head.i and tokens[first].pos in {"PUNCT", "CCONJ"} and tokens[first].text not in _OPENING:
        first += 1
    comma = next((t for t in tokens[first : head.i] if t.text == "," and not _joins(sentence, t)), None)
    first = comma.i + 1 if comma is not None else first
    closed = any(t.text in _CLOSING for t in tokens[first : head.i])
    opened = first > 0 and tokens[first - 1].text in _OPENING
    first = _over_years(tokens, first - (opened and closed))
    return first, last


def _whole_verb(sentence: Sentence, head: Token) -> int:
    """Return where a verbal noun of two words ends: «сатып алу»."""
    if head.pos != "VERB" or head.feats.get("VerbForm") != "Vnoun" or not head.text.casefold().endswith("п"):
        return head.i
    return max((t.i for t in sentence.children(head, "aux") if t.feats.get("VerbForm") == "Vnoun"), default=head.i)


def _over_years(tokens: Sequence[Token], first: int) -> int:
    """Take in the years that a phrase is made for: «2024–2026 жылдарға арналған ынтымақтастық»."""
    before = tokens[max(0, first - 2) : first]
    if len(before) < _MADE_FOR or before[1].text != "арналған" or before[0].lemma != "жыл":
        return first
    at = before[0].i
    while at and (tokens[at - 1].pos == "NUM" or tokens[at - 1].text in {"–", "-", "—"}):
        at -= 1
    return at


_MADE_FOR = 2


def _joins(sentence: Sentence, comma: Token) -> bool:
    """Whether a comma stands between members of a list."""
    before = sentence.tokens[comma.i - 1] if comma.i else None
    while before is not None and before.head > before.i and before.rel != "conj":
        before = sentence.tokens[before.head]
    return before is not None and before.rel == "conj"


_OPENING, _CLOSING = frozenset("«“"), frozenset("»”")
_OF_VERBAL_NOUN = frozenset({"obj", "obl", "conj", "cc", "case", "advmod", "xcomp"})


def _is_within(sentence: Sentence, head: Token, token: Token) -> bool:
    """Whether a dependant belongs to the phrase of a head: attributes, and what a verbal noun in it governs."""
    above = sentence.tokens[token.head]
    if above.pos == "VERB" and above.feats.get("VerbForm") == "Vnoun":
        return token.rel in _OF_VERBAL_NOUN
    if token.rel == "acl":
        return token.feats.get("VerbForm") == "Vnoun"
    return token.rel in _ATTRIBUTES or (token.rel in {"conj", "cc", "case"} and above.i != head.i)


def dictionary_form(sentence: Sentence, first: int, last: int) -> str:
    """Return a phrase with its last word without case: «астық экспортына» → «астық экспорты»."""
    tokens = sentence.tokens[first : last + 1]
    text = sentence.text[tokens[0].start - sentence.start : tokens[-1].start - sentence.start]
    closing = "»" if text.count("«") > text.count("»") and "»" not in tokens[-1].text else ""
    last_word = tokens[-1].lemma if _without_owner(sentence, tokens) else nominative(tokens[-1])
    return " ".join((text + last_word + closing).split())


def _without_owner(sentence: Sentence, phrase_: Sequence[Token]) -> bool:
    """Whether a thing is told without whose it is, so that it needs no possession: «Қазақстан | астығы» is астық."""
    head = phrase_[-1]
    owned = head.feats.get("Poss") == "3" and head.pos == "NOUN" and head.text.islower()
    owners = sentence.children(head, "nmod:poss", "compound", "acl", "nmod", "amod") if owned else []
    return bool(owners) and all(o.i < phrase_[0].i for o in owners) and all(t.pos == "ADJ" for t in phrase_[:-1])


def nominative(token: Token) -> str:
    """Return a word without its case, its number and possession kept."""
    return morphology.nominative(token.text, token.feats, token.lemma)


def implied_person(sentence: Sentence, verb: Token) -> str:
    """Return the grammatical person of a subject that is not there: `1`, `3`, or nothing."""
    has_subject = any(a.function == "subj" and a.rank <= CLAUSE for a in arguments(sentence, verb))
    if has_subject or is_passive(verb) or verb.pos != "VERB":
        return ""
    forms = [verb, *sentence.children(verb, "aux")]
    if any(f.feats.get("Person", "")[:1] in {"м", "қ", "к", "п"} for f in forms):
        return "1"
    return "3" if any(f.feats.get("VerbForm") in {"Fin", "Part"} for f in forms) else ""


def preposition(sentence: Sentence, token: Token) -> str:
    """Return the postposition behind the phrase that a word begins, or its case."""
    head = token
    while head.head > head.i and head.rel in {"nummod", "amod", "compound", "nmod", "flat"}:
        head = sentence.tokens[head.head]
    return marker(sentence, head)


def governing(sentence: Sentence, word: Token) -> Sequence[Token]:
    """Return the words that colour a word, nearest first: auxiliaries behind it, then the words above with theirs."""
    found: list[Token] = []
    for token in (word, *sentence.ancestors(word)):
        if token.i != word.i:
            found.append(token)
        found += [c for c in sentence.children(token, "aux", "advmod") if c.i != word.i]
    return found


def _around(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield the other nouns of the sentence under their own case, those of the clause first."""
    bounds = clause(sentence, word)
    for token in sentence.tokens:
        if token.i == word.i or token.pos not in {"NOUN", "PROPN", "PRON", "X"} or token.rel in {"flat", "appos"}:
            continue
        if embedding.is_time(token):
            continue
        function = {"nom": "subj", "acc": "obj"}.get(own := marker(sentence, token), own)
        if token.rel == "compound":
            function = "poss"
        inside = bounds.first <= token.i <= bounds.last
        yield Argument(function, token, LOOSE if inside else SENTENCE, token.i)
