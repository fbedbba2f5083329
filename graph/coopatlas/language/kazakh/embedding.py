"""What an embedded Kazakh predicate takes of the phrases before it, and what they are to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.nominals import hang, is_actor, is_bare, is_place
from coopatlas.language.kazakh.predicates import ATTRIBUTIVE, CONVERB, VERBAL_NOUN, behind_verb, is_passive
from coopatlas.language.tokens import NO_HEAD, Token

_UPWARDS = frozenset(
    {"amod", "nummod", "compound", "nmod", "flat", "flat:name", "appos", "nmod:poss", "conj"}
)  # fmt: skip


@dataclass(slots=True)
class Waiting:
    """Phrases that wait for a predicate, and converbs that wait for the finite verb they share a subject with."""

    waiting: list[Token] = field(default_factory=list)
    converbs: list[Token] = field(default_factory=list)
    finite: Token | None = None


def adjacent_object(token: Token) -> bool:
    """Whether a bare noun is rather the object of the verb right behind it."""
    return token.pos == "NOUN" and is_bare(token) and not is_actor(token)


def may_be_subject(token: Token) -> bool:
    """Whether a phrase stands in the nominative and says not only when: a subject, or a bare object."""
    if token.case != "Nom" or "Post" in token.feats or is_time(token):
        return False
    return token.pos in {"NOUN", "PROPN", "PRON", "X", "VERB"} or (token.pos == "ADJ" and "Poss" in token.feats)


def is_time(token: Token) -> bool:
    """Whether a noun without a case says when: «2024 жылы», «сенбі күні»."""
    return token.lemma in lexicon.words().time and "Poss" in token.feats


def embed(tokens: Sequence[Token], state: Waiting, verb: Token, role: str) -> None:
    """A participle, verbal noun or converb takes the phrases that stand next before it."""
    costing = _costing(tokens, state, verb) if role == ATTRIBUTIVE else []
    taken = list(costing)
    while not costing and state.waiting and _belongs(tokens, state, verb, role, taken):
        taken.append(state.waiting.pop())
    attach(verb, list(reversed(taken)))
    if role == CONVERB:
        state.converbs.append(verb)
    elif role == VERBAL_NOUN:
        if verb.head == NO_HEAD:
            state.waiting.append(verb)
    else:
        after = behind_verb(tokens, verb)
        if after is not None:
            hang(verb, end_of(tokens, after), "acl")


def _costing(tokens: Sequence[Token], state: Waiting, verb: Token) -> list[Token]:
    """Return what «құны 25 млн еуро болатын» takes: a sum, and before it what it is the sum of."""
    words = lexicon.words()
    if verb.lemma not in words.measuring or not state.waiting:
        return []
    counted = any(t.head == state.waiting[-1].i and t.rel == "nummod" for t in tokens)
    taken = [state.waiting.pop()] if counted else []
    if counted and state.waiting and state.waiting[-1].lemma in words.measured:
        taken.append(state.waiting.pop())
    return taken


def end_of(tokens: Sequence[Token], token: Token) -> int:
    """Return the head of the phrase that begins with a token: up its attributes, not over a verb."""
    at = token
    while at.head > at.i and at.rel in _UPWARDS:
        at = tokens[at.head]
    return at.i


def _belongs(tokens: Sequence[Token], state: Waiting, verb: Token, role: str, taken: Sequence[Token]) -> bool:
    """Whether the phrase that waits last belongs to an embedded predicate."""
    last = state.waiting[-1]
    if role == VERBAL_NOUN and last.feats.get("Post") in lexicon.words().circumstances:
        return False  # «кездесу барысында | зауыт салу туралы келісімге қол қойды»
    if role == VERBAL_NOUN and last.i == 0 and last.case == "Loc" and not is_place(last):
        return False  # «Жиында | сауданы дамыту мәселесін талқылады»
    if _is_of_the_act_above(verb, last, role, taken):
        return False
    barrier = tokens[(taken[-1].i if taken else verb.i) - 1]
    if any(t.text in {";", ":"} for t in tokens[last.i : verb.i]):
        return False
    if not may_be_subject(last):
        if role == ATTRIBUTIVE and last.case in {"Dat", "Loc", "Abl"} and any(may_be_subject(t) for t in taken):
            after = behind_verb(tokens, verb)
            if after is not None and tokens[end_of(tokens, after)].case == "Nom":
                return False  # «Атырауға губернатор бастаған топ келді»
        if last.case == "Acc" and barrier.text == "," and any(t.case == "Acc" for t in taken):
            return False  # «шараларды, | бекеттерді жаңғырту жоспарын талқылады»
        complement = last.pos == "VERB" and last.feats.get("VerbForm") in {"Part", "Vnoun"}
        return not (complement and barrier.text == ",")
    return _takes_bare(tokens, state, verb, role, taken)


def _is_of_the_act_above(verb: Token, last: Token, role: str, taken: Sequence[Token]) -> bool:
    """Whether a phrase tells with whom or for whom the verb above acts, rather than the embedded one.

    «Ли мырзамен | суды басқару жөнінде пікір алмасты», «елдерге | суды үнемдейтін жүйелерді енгізуге көмектеседі».
    """
    words = lexicon.words()
    if role == VERBAL_NOUN:
        addressed = last.case == "Dat" and _is_somebody(last) and verb.lemma not in words.helping | words.leading
        addressed = addressed and any(t.rel == "obj" or t.case == "Acc" for t in taken)
        return addressed or (last.case == "Ins" and _is_somebody(last) and verb.lemma not in words.mutual)
    own = role == ATTRIBUTIVE and last.case == "Dat" and any(t.case == "Acc" for t in taken)
    return own and verb.lemma not in words.leading and is_somewhere(last)


def is_somewhere(token: Token) -> bool:
    """Whether a phrase names a place, or those of a place: «Қытайға», «облысқа», «кәсіпкерлерге»."""
    return is_place(token) or is_actor(token) or token.lemma in lexicon.words().places


def _is_somebody(token: Token) -> bool:
    """Whether a phrase names a person, by name, office or address."""
    words = lexicon.words()
    return token.lemma in words.persons | words.address or (token.pos == "PROPN" and not is_place(token))


def _takes_bare(tokens: Sequence[Token], state: Waiting, verb: Token, role: str, taken: Sequence[Token]) -> bool:
    """Whether an embedded predicate takes a phrase without a case: a bare object, or a subject of its own."""
    last = state.waiting[-1]
    if any(may_be_subject(t) for t in taken):
        return False
    others = [t for t in state.waiting[:-1] if may_be_subject(t)]
    animate = is_actor(last) or last.pos in {"PROPN", "PRON"}
    transitive = verb.lemma not in lexicon.words().intransitive and not is_passive(verb)
    has_object = any(t.case == "Acc" for t in taken)
    if transitive and not has_object and (not animate or _beside(last, verb, others)):
        return True
    if role == CONVERB:
        return False
    if role == ATTRIBUTIVE and is_passive(verb) and last.i == verb.i - 1 and last.pos == "NOUN" and is_bare(last):
        return not animate  # «ұн тиелген пойыз», «қол қойылған құжат»
    if role == ATTRIBUTIVE:
        return transitive and not has_object and (bool(others) or _subject_behind(tokens, verb))
    if is_passive(verb) or not transitive:
        return bool(others) or not animate
    return bool(others)


def _subject_behind(tokens: Sequence[Token], participle: Token) -> bool:
    """Whether the verb behind a relative clause has another subject: «Қазақстан ұсынған жобаны Ресей қолдады»."""
    after = behind_verb(tokens, participle)
    head = tokens[end_of(tokens, after)] if after is not None else participle
    for token in tokens[head.i :]:
        if token.feats.get("VerbForm") == "Fin" or token.text in {";", ":"}:
            return token.feats.get("VerbForm") == "Fin" and head.case == "Nom" and "Post" not in head.feats
        if token.i > head.i and token.head == NO_HEAD and may_be_subject(token) and not adjacent_object(token):
            return True
    return False


def _beside(last: Token, verb: Token, others: Sequence[Token]) -> bool:
    """Whether a bare body stands next before a verb that has another subject: «Қазақстан елшілік ашуды …»."""
    return last.pos == "NOUN" and last.i == verb.i - 1 and bool(others or verb.feats.get("VerbForm") == "Vnoun")


def attach(verb: Token, phrases_: Sequence[Token]) -> None:
    """Hang phrases on a predicate by their case; a bare one next before a transitive verb is its object."""
    bare = [t for t in phrases_ if may_be_subject(t)]
    whole = len(bare) > 1 and bare[-1].i == verb.i - 1 and adjacent_object(bare[-1])  # «Серіков мырза | пікір алмасты»
    intransitive = verb.lemma in lexicon.words().intransitive and not whole
    has_object = any(t.case == "Acc" for t in phrases_) or intransitive
    for token in phrases_:
        hang(token, verb.i, _relation(verb, token, bare, has_object=has_object))


def _relation(verb: Token, token: Token, bare: Sequence[Token], *, has_object: bool) -> str:
    if token.feats.get("VerbForm") in {"Vnoun", "Part"} and token.pos == "VERB" and token.case in {"Acc", "Dat"}:
        return "xcomp"
    if token.case == "Acc":
        return "obj"
    if not may_be_subject(token):
        return "advmod" if token.pos == "ADV" else "obl"
    if verb.lemma in lexicon.words().becoming and token is bare[-1] and len(bare) > 1 and token.i == verb.i - 1:
        return "xcomp"
    if verb.lemma in lexicon.words().becoming:
        return "nsubj"
    if is_passive(verb) or has_object:
        return "nsubj" if token is bare[-1] or len(bare) < 2 else "dislocated"
    animate = is_actor(token) or token.pos in {"PROPN", "PRON"}
    last = token is bare[-1]
    beside = token.pos == "NOUN" and token.i == verb.i - 1 and verb.feats.get("VerbForm") == "Vnoun"
    if verb.pos == "VERB" and last and (len(bare) > 1 or not animate or beside):
        return "obj"
    return "nsubj"
