"""What hangs on a word in the tree, and what the parser hung elsewhere."""

from collections.abc import Iterator

from coopatlas.language.grammar import CLAUSE, TREE, Argument
from coopatlas.language.russian import clauses
from coopatlas.language.russian.grammar.forms import (
    NOMINAL,
    agrees,
    as_nominative,
    case_of,
    is_apposed,
    is_attributive,
    is_passive,
    marker,
    noun_before,
    preposition,
)
from coopatlas.language.tokens import Sentence, Token

_PLACE_NOUNS = frozenset({"республика", "область", "край", "страна", "регион", "город", "порт", "рынок", "провинция"})


def governed_by(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what hangs on a word in the tree, lists member by member."""
    passive = is_passive(word)
    mistaken = _second_subject(sentence, word)
    for child in sentence.children(
        word, "nsubj", "obj", "iobj", "obl", "nmod", "amod", "appos", "xcomp", "csubj", "acl", "advcl"
    ):
        if child.feats.get("VerbForm") == "Inf":
            yield from (Argument("inf", c, TREE, child.i) for c in clauses.conjuncts(sentence, child))
            yield from _raised(sentence, word, child)
            continue
        function = "obj" if child.i == mistaken else function_of(sentence, word, child, passive=passive)
        for member in clauses.conjuncts(sentence, child):
            if member.pos in NOMINAL:
                yield Argument(function, member, TREE, child.i)
    yield from _asked(sentence, word)
    yield from _qualified(sentence, word)
    yield from _astray(sentence, word)
    yield from _given(sentence, word)
    if word.pos == "NOUN":
        for child in sentence.children(word, "appos", "parataxis"):
            if child.pos == "PROPN" and child.i > word.i:
                yield from (Argument("appos", c, TREE, child.i) for c in clauses.conjuncts(sentence, child))
        yield from _misattached(sentence, word)
        yield from _next_genitive(sentence, word)
        yield from _before_dash(sentence, word)
        yield from _behind_dash(sentence, word)
        yield from _likened(sentence, word)


def _asked(sentence: Sentence, verb: Token) -> Iterator[Argument]:
    """Yield the infinitive of a question that the parser took for a clause beside: «обсудили, как развивать туризм»."""
    for child in sentence.children(verb, "parataxis", "ccomp"):
        asking = any(t.lemma == "как" for t in sentence.children(child, "advmod", "mark"))
        if asking and child.feats.get("VerbForm") == "Inf":
            yield Argument("inf", child, TREE, child.i)


def _raised(sentence: Sentence, verb: Token, infinitive: Token) -> Iterator[Argument]:
    """Yield the dative between a verb and its infinitive: «помогли экспортёрам найти покупателей»."""
    for child in sentence.children(infinitive, "iobj", "obl"):
        if verb.i < child.i < infinitive.i and case_of(sentence, child) == "dat" and not preposition(sentence, child):
            yield from (Argument("dat", c, CLAUSE, child.i) for c in clauses.conjuncts(sentence, child))


def _likened(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield as the subject of a noun what is likened to it: «интересуется Омском как воротами»."""
    likened = sentence.head(noun)
    as_one = any(child.lemma == "как" for child in sentence.children(noun, "case"))
    if as_one and likened is not None and likened.case == noun.case:
        yield Argument("subj", likened, TREE, likened.i)


_DASHES = frozenset("–—-")


def _before_dash(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield the subject of a noun that a dash makes the predicate: «A и B – города-побратимы»."""
    at = noun.i - 1
    while at >= 0 and (sentence.tokens[at].pos in {"ADJ", "ADV", "NUM", "DET"} or sentence.tokens[at].lemma == "это"):
        at -= 1
    if not as_nominative(noun) or at < 1 or sentence.tokens[at].text not in _DASHES:
        return
    last = sentence.tokens[at - 1]
    first = last
    for above in (last, *sentence.ancestors(last)):
        if above.i < at and above.pos in {"NOUN", "PROPN"} and above.case in {"Nom", ""}:
            first = above
    if first is last and last.case in {"Acc", "Loc"} and sentence.mention_at(last) is not None:
        head = sentence.head(last) if last.rel == "conj" else last
        yield from (Argument("subj", c, TREE, last.i) for c in clauses.conjuncts(sentence, head or last) if c.i < at)
    elif first.pos in {"NOUN", "PROPN", "PRON"} and as_nominative(first):
        for member in clauses.conjuncts(sentence, first):
            if member.i < at:
                yield Argument("subj", member, TREE, first.i)
        yield from _for_whom(sentence, first)


def _behind_dash(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield what a dash says that a noun is: «главная тема – торговля»."""
    said = sentence.head(noun) if noun.rel == "nsubj" else None
    if said is None or said.pos not in {"NOUN", "PROPN"} or said.i < noun.i:
        return
    if any(t.text in _DASHES for t in sentence.tokens[noun.i + 1 : said.i]):
        yield from (Argument("pred", c, TREE, said.i) for c in clauses.conjuncts(sentence, said))


def _for_whom(sentence: Sentence, subject: Token) -> Iterator[Argument]:
    """Yield for whom a predicate is, hung on its subject: «порты для Монголии – ворота»."""
    for child in sentence.children(subject, "nmod"):
        if preposition(sentence, child) == "для":
            yield from (Argument("для+gen", c, TREE, child.i) for c in clauses.conjuncts(sentence, child))


def _qualified(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield the noun that a participle qualifies: above it, or before its comma where the tree hangs it elsewhere."""
    function = "obj" if is_passive(word) else "subj"
    if is_attributive(word):
        yield Argument(function, sentence.tokens[word.head], TREE, word.head)
    elif word.feats.get("VerbForm") == "Part" and word.case and word.i > 1 and sentence.tokens[word.i - 1].text == ",":
        noun = noun_before(sentence, word.i)
        if noun is not None:
            yield Argument(function, noun, TREE, noun.i)


def _next_genitive(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield the genitive that goes on right behind a noun, where the tree hangs it on its own attribute."""
    at = noun.i + 1
    while (
        at < len(sentence.tokens)
        and sentence.tokens[at].pos == "ADJ"
        and case_of(sentence, sentence.tokens[at]) == "gen"
    ):
        at += 1
    if at == noun.i + 1 or at >= len(sentence.tokens):
        return
    below = sentence.tokens[at]
    astray = noun.i < below.head < at and below.pos == "NOUN" and below.case == "Gen"
    if astray:
        yield Argument("gen", below, TREE, below.i)


def _given(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield to whom something is given, hung on what is: «отправил фанеру мебельщикам», «поставки зерна заводам»."""
    for thing in sentence.children(word, "obj" if word.pos == "VERB" else "nmod"):
        if word.pos != "VERB" and (case_of(sentence, thing) != "gen" or preposition(sentence, thing)):
            continue
        for child in sentence.children(thing, "nmod", "iobj"):
            if child.case == "Dat" and child.i > thing.i and not preposition(sentence, child):
                yield from (Argument("dat", c, TREE, child.i) for c in clauses.conjuncts(sentence, child))


def _astray(sentence: Sentence, verb: Token) -> Iterator[Argument]:
    """Yield what stands right behind a verb and was hung on a noun before it: «посольство помогло компании найти …»."""
    at = verb.i + 1
    while at < len(sentence.tokens) and sentence.tokens[at].pos in {"ADJ", "DET", "NUM"}:
        at += 1
    noun = sentence.tokens[at] if at < len(sentence.tokens) else None
    if verb.pos != "VERB" or noun is None or noun.pos not in {"NOUN", "PROPN", "PRON"}:
        return
    if noun.case == "Dat" and 0 <= noun.head < verb.i and noun.rel in {"nmod", "obl", "iobj"}:
        yield from (Argument("dat", c, TREE, noun.i) for c in clauses.conjuncts(sentence, noun))


def _second_subject(sentence: Sentence, verb: Token) -> int:
    """Return the position of the object that the parser took for another subject of a verb: «Тюмень посетил посол»."""
    both = sentence.children(verb, "nsubj")
    if len(both) < 2 or verb.pos != "VERB" or is_passive(verb):
        return -1
    agreeing = [s for s in both if agrees(s, verb)]
    named = [s for s in both if s.case == "Nom"]  # «Казань посетила делегация»: both agree, one may be an accusative
    subject = next((found[0] for found in (agreeing, named) if len(found) == 1), both[0])
    return next(s.i for s in both if s.i != subject.i)


def _misattached(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield genitives that the parser hung on a place between: «поставки в республику семян рапса»."""
    for child in sentence.children(noun, "nmod", "obl"):
        if not preposition(sentence, child) or child.i < noun.i:
            continue
        place = child.lemma in _PLACE_NOUNS or sentence.mention_at(child) is not None
        for below in sentence.children(child, "nmod") if place else ():
            if case_of(sentence, below) == "gen" and not preposition(sentence, below) and below.pos == "NOUN":
                for member in clauses.conjuncts(sentence, below):
                    yield Argument("gen", member, TREE, below.i)


def function_of(sentence: Sentence, word: Token, child: Token, *, passive: bool) -> str:
    """Return the function that a child of a word has in the plain active sentence."""
    if child.rel.startswith("nsubj"):
        return "obj" if passive or child.rel == "nsubj:pass" else "subj"
    if child.rel == "amod" and not (child.pos in {"NOUN", "PROPN"} and preposition(sentence, child)):
        return "subj" if word.pos == "VERB" and child.pos == "PROPN" and child.case == "Nom" else "adj"
    own = marker(sentence, child)
    if own == "ins" and (passive or child.rel == "obl:agent") and not is_apposed(sentence, child):
        return "subj"
    if own in {"acc", "nom"} and word.pos != "NOUN":
        return "obj"
    if own == "gen" and (child.rel == "obj" or word.pos == "NUM"):
        return "obj"
    if child.rel == "obj" and own.partition("+")[0] in _ABOUT and sentence.children(child, "nummod"):
        return "obj"
    return own


_ABOUT = frozenset({"до", "около", "свыше", "по", "от"})
"""Prepositions before a number that tell its bound, not a function: «отправляет до 30 тонн зерна»."""
