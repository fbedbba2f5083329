"""Russian as a `Grammar`: arguments from natasha's dependency tree, and from prepositions and cases where it fails."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas.language.grammar import TREE, Argument
from coopatlas.language.russian import clauses, deeds, tagger
from coopatlas.language.russian.grammar.around import clause, found_around, predicate
from coopatlas.language.russian.grammar.forms import NOMINAL, is_passive, marker, preposition
from coopatlas.language.russian.grammar.governed import governed_by
from coopatlas.language.russian.grammar.inherited import inherited_by
from coopatlas.language.russian.morphology import may_be
from coopatlas.language.tokens import Sentence, Token, of_tree

__all__ = [
    "arguments",
    "clause",
    "dictionary_form",
    "governing",
    "implied_person",
    "lang",
    "marker",
    "phrase",
    "predicate",
    "preposition",
    "sentences",
]

lang = "ru"
_OUTSIDE = frozenset({"parataxis", "advcl", "acl:relcl", "conj", "cc", "discourse", "ccomp", "nsubj"})


def sentences(text: str) -> tuple[list[Sentence], list[tagger.Span]]:
    """Return the sentences of a text with their tree, and the tagger's named entities."""
    return tagger.annotate(text)


def arguments(sentence: Sentence, word: Token) -> list[Argument]:
    """Return the arguments of a verb, noun or adjective, under their functions in the plain active sentence."""
    # Of mentions it matters where they stand, and they are marked while the tree is asked.
    key = arguments, word.i, tuple((m.first, m.last) for m in sentence.mentions)
    if key not in sentence.asked:
        sentence.asked[key] = _arguments(sentence, word)
    return list(sentence.asked[key])


def _arguments(sentence: Sentence, word: Token) -> list[Argument]:
    found = list(governed_by(sentence, word))
    found += [a for a in inherited_by(sentence, word) if all(a.head.i != b.head.i for b in found)]
    found += list(_orphans(sentence, found))
    known = {a.head.i for a in found}
    found += [a for a in found_around(sentence, word) if a.head.i not in known]
    found += [a for one in found for a in _whither(word, one)]
    return sorted(found, key=lambda a: (a.rank, abs(a.head.i - word.i)))


def _whither(word: Token, argument: Argument) -> Iterator[Argument]:
    """Yield what a name behind a word is too where its form does not tell whither from where: «поставит в Перу»."""
    other, name = _EITHER.get(argument.function, ""), argument.head
    behind = name.i > word.i and name.pos in {"PROPN", "X"}
    either = not name.case if "Foreign" in name.feats else all(may_be(name.text, c, "Sing") for c in ("Acc", "Loc"))
    if other and behind and either:
        yield replace(argument, function=other)


_EITHER = {"в+loc": "в+acc", "в+acc": "в+loc"}


def _orphans(sentence: Sentence, found: Sequence[Argument]) -> Iterator[Argument]:
    """Yield what goes on after an omitted word in the same function: «поездка в Якутск, а после — в Магадан»."""
    for token in sentence.tokens:
        if token.rel == "orphan" and "+" in (function := marker(sentence, token)):
            before = next((a for a in found if a.function == function and a.rank == TREE and a.head.i < token.i), None)
            if before is not None and before.head.pos == token.pos:
                yield Argument(function, token, TREE, before.group)


@of_tree
def phrase(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Return the first and last token of the noun phrase around a head, or of an infinitive with its complements."""
    infinitive = head.feats.get("VerbForm") == "Inf"
    tokens = _of_infinitive(sentence, head) if infinitive else clauses.phrase(sentence, head)
    while len(tokens) > 1 and tokens[-1].pos in {"ADP", "CCONJ", "PUNCT"} and tokens[-1].text not in '»"':
        tokens = tokens[:-1]
    while len(tokens) > 1 and tokens[0].pos in {"ADP", "CCONJ", "PUNCT", "PART"} and tokens[0].text not in '«"':
        tokens = tokens[1:]
    quoted = [t.text for t in tokens]
    behind = [t.text for t in sentence.tokens[tokens[-1].i + 1 : tokens[-1].i + 2]]
    open_ = quoted.count("«") > quoted.count("»") and behind == ["»"]
    return tokens[0].i, tokens[-1].i + open_


def _of_infinitive(sentence: Sentence, head: Token) -> Sequence[Token]:
    """Return an infinitive with what follows it up to the end of its clause; long trees are unreliable."""
    below = sentence.subtree(head, lambda t: t.rel not in _OUTSIDE and t.i > head.i)
    last = max(t.i for t in clauses.contiguous(sentence, head, below))
    if last == head.i and deeds.goes_on(sentence.tokens[last + 1 : last + 3]):
        return [head, sentence.tokens[last + 1], *_of_infinitive(sentence, sentence.tokens[last + 2])]
    for token in sentence.tokens[last + 1 : head.i + _LONGEST_CLAUSE]:
        finite = token.pos in {"VERB", "AUX"} and token.feats.get("VerbForm") != "Part"
        subject = token.pos == "PRON" and token.case == "Nom"
        if token.text in _CLAUSE_ENDS or token.pos in {"CCONJ", "SCONJ"} or finite or subject:
            break
        last = token.i
    return sentence.tokens[head.i : last + 1]


_LONGEST_CLAUSE = 12
_CLAUSE_ENDS = frozenset(",.;:–—»”()!?")


def dictionary_form(sentence: Sentence, first: int, last: int) -> str:
    """Return a phrase with its head in the nominative: «поставок зерна» → «поставки зерна»."""
    tokens = sentence.tokens[first : last + 1]
    if tokens[0].feats.get("VerbForm") == "Inf":
        return deeds.named(tokens) or clauses.text_of(sentence, tokens)
    inside = range(first, last + 1)
    head = next((t for t in tokens if t.head not in inside and t.pos in NOMINAL), tokens[0])
    return clauses.dictionary_form(sentence, head, tokens)


def governing(sentence: Sentence, word: Token) -> Sequence[Token]:
    """Return the words above a word that colour it, nearest first, each with its particles and auxiliaries."""
    found: list[Token] = []
    for token in (word, *sentence.ancestors(word)):
        found += [c for c in sentence.children(token, "aux", "advmod", "cop") if c.i != word.i]
        if token.i != word.i:
            found.append(token)
    return found


def implied_person(sentence: Sentence, verb: Token) -> str:
    """Return the grammatical person of a subject that is not there: `1`, `3`, or nothing.

    A plural of the third person without a subject means anybody: «поставили», «сообщили».
    """
    if clauses.subjects(sentence, verb) or is_passive(verb) or verb.feats.get("VerbForm") != "Fin":
        return ""
    if verb.feats.get("Person") == "1":
        return "1"
    singular = verb.feats.get("Number") == "Sing" and verb.feats.get("Gender") in {"Masc", "Fem", None}
    personal = verb.feats.get("Gender") is not None  # «встретился с …», not «планируется»
    return "3" if singular and (personal or not verb.lemma.endswith("ся")) else ""
