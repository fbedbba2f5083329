"""Clauses: which predicate each noun phrase depends on, from left to right.

Kazakh puts the verb last and marks what depends on it by case. Phrases wait until a predicate comes; a participle
before a noun, a verbal noun or a converb takes those that stand next before it, a finite verb all that still wait.
"""

from collections.abc import Sequence

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.embedding import Waiting, adjacent_object, attach, embed, is_somewhere, may_be_subject
from coopatlas.language.kazakh.nominals import hang
from coopatlas.language.kazakh.phrases import phrases
from coopatlas.language.kazakh.predicates import FINITE, is_passive, predicate, read_auxiliaries
from coopatlas.language.kazakh.rehanging import give_to_helping, join_journeys, name_works
from coopatlas.language.kazakh.verbless import close_nominal, hang_rest
from coopatlas.language.tokens import NO_HEAD, Sentence, Token

_NOT_WAITING = frozenset({"PUNCT", "ADP", "CCONJ", "AUX", "ADV"})


def parse(sentence: Sentence) -> None:
    """Give every token of a tagged sentence its head and relation."""
    tokens = sentence.tokens
    read_auxiliaries(tokens)
    phrases(tokens)
    state = Waiting()
    for token in tokens[_opening(tokens) :]:
        role = predicate(tokens, token)
        if token.text in {",", ";"}:
            close_nominal(tokens, state)
        if role == FINITE:
            _finite(tokens, state, token)
        elif role:
            embed(tokens, state, token, role)
        elif token.head == NO_HEAD and token.pos not in _NOT_WAITING:
            state.waiting.append(token)
    hang_rest(tokens, state)
    give_to_helping(tokens)
    name_works(tokens)
    join_journeys(tokens)
    for token in tokens:
        if token.head != NO_HEAD:
            tokens[token.head].children.append(token.i)


def _opening(tokens: Sequence[Token]) -> int:
    """Return where a sentence begins behind the newsroom that tells it: «KAZINFORM – | Жамбыл облысының әкімі …»."""
    dash = next((t.i for t in tokens[1:_LONGEST_OPENING] if t.text in {"–", "—", "-"}), 0)
    told = all(t.text.isupper() or t.text.isascii() for t in tokens[:dash])
    return dash + 1 if dash and told and any(len(t.text) > 1 for t in tokens[:dash]) else 0


_LONGEST_OPENING = 6


def _finite(tokens: Sequence[Token], state: Waiting, verb: Token) -> None:
    """A finite verb takes all that waits; before «деп» it leaves an outer subject alone."""
    quoted = _is_quoted(tokens, verb)
    subjects = [t for t in state.waiting if may_be_subject(t) and not adjacent_object(t)]
    outer = subjects[:1] if quoted and len(subjects) > 1 and not is_passive(verb) else []
    inner = [t for t in state.waiting if t not in outer and (not outer or t.i > outer[0].i)]
    kept = [t for t in state.waiting if t not in inner]
    _share(state, inner)
    attach(verb, [t for t in inner if t.head == NO_HEAD])
    for converb in state.converbs:
        if converb.i > (kept[-1].i if kept else -1):
            hang(converb, verb.i, "advcl")
            _led(tokens, converb, verb)
    if state.finite is not None and state.finite.head == NO_HEAD:
        hang(state.finite, verb.i, "ccomp" if _says(tokens, verb, state.finite) else "parataxis")
    state.waiting, state.converbs, state.finite = kept, [], verb


def _is_quoted(tokens: Sequence[Token], verb: Token) -> bool:
    last = max([verb.i, *(t.i for t in tokens if t.head == verb.i and t.rel == "aux")])
    if [t.text for t in tokens[last + 1 : last + 2]] == [","]:
        return False  # «…, деп хабарлайды министрлік»: who says it stands behind
    after = next((t for t in tokens[last + 1 : last + 5] if t.pos != "PUNCT"), None)
    return after is not None and after.lemma == "деу"


def _says(tokens: Sequence[Token], verb: Token, before: Token) -> bool:
    return any(t.lemma == "деу" for t in tokens[before.i + 1 : verb.i + 1])


def _share(state: Waiting, waiting: Sequence[Token]) -> None:
    """Give a converb the subject before it where the finite verb has another one behind it."""
    subjects = [t for t in waiting if may_be_subject(t)]
    for converb in state.converbs:
        own = [t for t in subjects if t.i < converb.i and t.head == NO_HEAD]
        if own and any(t.i > converb.i and not adjacent_object(t) for t in subjects):
            hang(own[-1], converb.i, "obj" if is_passive(converb) else "nsubj")


def _led(tokens: Sequence[Token], converb: Token, verb: Token) -> None:
    """Hang a place over the subject on the converb that leads there: «Омбыға | елші келіп, губернатормен кездесті»."""
    words = lexicon.words()
    whither = converb.lemma in words.leading & words.intransitive and verb.lemma not in words.leading
    if not whither or any(t.head == converb.i and t.case == "Dat" for t in tokens):
        return
    for token in tokens[: converb.i]:
        if token.head == verb.i and token.rel == "obl" and token.case == "Dat" and is_somewhere(token):
            token.head = converb.i
