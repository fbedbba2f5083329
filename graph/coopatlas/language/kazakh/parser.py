"""Clauses: which predicate each noun phrase depends on, from left to right.

Kazakh puts the verb last and marks what depends on it by case. Phrases wait until a predicate comes; a participle
before a noun, a verbal noun or a converb takes those that stand next before it, a finite verb all that still wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.nominals import hang, is_actor, is_bare, is_nominal, is_place, next_word
from coopatlas.language.kazakh.phrases import phrases
from coopatlas.language.tokens import NO_HEAD, Sentence, Token

_ATTRIBUTIVE, _VERBAL_NOUN, _CONVERB, _FINITE = "attributive", "noun", "converb", "finite"
_UPWARDS = frozenset(
    {"amod", "nummod", "compound", "nmod", "flat", "flat:name", "appos", "nmod:poss", "conj"}
)  # fmt: skip
_NOMINAL_FEATURES = frozenset({"Case", "Poss", "VerbForm"})
"""What a verb takes from an auxiliary that bears its case: «сатып алуды», «танытып отырғанын»."""
_NOT_WAITING = frozenset({"PUNCT", "ADP", "CCONJ", "AUX", "ADV"})


@dataclass(slots=True)
class _State:
    """Phrases that wait for a predicate, and converbs that wait for the finite verb they share a subject with."""

    waiting: list[Token] = field(default_factory=list)
    converbs: list[Token] = field(default_factory=list)
    finite: Token | None = None


def parse(sentence: Sentence) -> None:
    """Give every token of a tagged sentence its head and relation."""
    tokens = sentence.tokens
    _auxiliaries(tokens)
    phrases(tokens)
    state = _State()
    for token in tokens[_opening(tokens) :]:
        role = predicate(tokens, token)
        if token.text in {",", ";"}:
            _nominal_clause(tokens, state)
        if role == _FINITE:
            _finite(tokens, state, token)
        elif role:
            _embedded(tokens, state, token, role)
        elif token.head == NO_HEAD and token.pos not in _NOT_WAITING:
            state.waiting.append(token)
    _rest(tokens, state)
    _helped(tokens)
    _works(tokens)
    _journeys(tokens)
    for token in tokens:
        if token.head != NO_HEAD:
            tokens[token.head].children.append(token.i)


def _opening(tokens: Sequence[Token]) -> int:
    """Return where a sentence begins behind the newsroom that tells it: «KAZINFORM – | Жамбыл облысының әкімі …»."""
    dash = next((t.i for t in tokens[1:_LONGEST_OPENING] if t.text in {"–", "—", "-"}), 0)
    told = all(t.text.isupper() or t.text.isascii() for t in tokens[:dash])
    return dash + 1 if dash and told and any(len(t.text) > 1 for t in tokens[:dash]) else 0


_LONGEST_OPENING = 6


def predicate(tokens: Sequence[Token], token: Token) -> str:
    """Return what kind of predicate a token is, or nothing."""
    form = token.feats.get("VerbForm", "")
    after = next_word(tokens, token.i)
    if token.rel == "aux":
        return ""
    if token.pos == "AUX":
        return _FINITE if token.lemma in {"бар", "жоқ"} else ""
    if token.pos == "VERB":
        return _of_verb(tokens, token, form)
    bare = token.case in {"", "Nom"} and token.rel not in {"amod", "compound", "conj", "nmod"}
    if token.lemma in lexicon.words().predicates and _copula(tokens, token, "Part"):
        return _VERBAL_NOUN
    belonging = token.lemma == "мүше" and not {"Poss", "Number"} & token.feats.keys()  # «делегация мүшелері» are people
    if bare and belonging and after is not None and after.pos in {"NOUN", "NUM"}:
        return _ATTRIBUTIVE
    if bare and token.lemma in lexicon.words().predicates:
        return _FINITE if after is None or after.pos in {"VERB", "AUX"} else ""
    return ""


def _of_verb(tokens: Sequence[Token], token: Token, form: str) -> str:
    last = _last_of(tokens, token)
    behind = next_word(tokens, last.i)
    own = last.feats.get("VerbForm", form) if last.pos != "AUX" else last.feats.get("VerbForm", "Fin")
    if last.pos == "AUX" and own == "Part":
        return _VERBAL_NOUN
    if own in {"Vnoun", "Des"}:
        progressive = last.case == "Loc" and "Poss" not in last.feats and behind is None
        return _FINITE if progressive else _VERBAL_NOUN
    if own == "Conv":
        return _CONVERB
    if own == "Part":
        if last.case not in {"", "Nom"} or "Poss" in last.feats:
            return _VERBAL_NOUN
        if behind is not None and (is_nominal(behind) or behind.pos in {"VERB", "ADV"}):
            return _ATTRIBUTIVE
        return _VERBAL_NOUN if behind is not None and behind.pos == "ADP" else _FINITE
    return _CONVERB if own == "Cnd" else _FINITE


def _last_of(tokens: Sequence[Token], verb: Token) -> Token:
    """Return the last auxiliary of a verb, else the verb."""
    return next((t for t in reversed(tokens[verb.i + 1 : verb.i + 4]) if t.rel == "aux" and t.head == verb.i), verb)


def _behind(tokens: Sequence[Token], verb: Token) -> Token | None:
    """Return the word behind a verb and its auxiliaries: «салынып жатқан | жолдың»."""
    return next_word(tokens, _last_of(tokens, verb).i)


def _copula(tokens: Sequence[Token], token: Token, form: str) -> bool:
    """Whether a copula of a form stands behind a word: «мүдделі екенін»."""
    after = tokens[token.i + 1 : token.i + 3]
    return any(t.rel == "aux" and t.head == token.i and t.feats.get("VerbForm") == form for t in after)


def _auxiliaries(tokens: Sequence[Token]) -> None:
    """Hang auxiliaries and copulas on what they stand behind: «ашып отыр», «ашылған болатын», «дайын екенін»."""
    words = lexicon.words()
    for token in tokens[1:]:
        before = tokens[token.i - 1]
        main = tokens[before.head] if before.rel == "aux" else before
        form = before.feats.get("VerbForm", "")
        carried = form == "Conv" and token.lemma in words.after_converb and before.lemma != "деу"
        if token.pos == "VERB" and (carried or (form == "Des" and token.lemma == "келу")):
            hang(token, main.i, "aux")
            if token.case and token.feats.get("VerbForm") in {"Vnoun", "Part"}:
                main.feats = {**main.feats, **{k: v for k, v in token.feats.items() if k in _NOMINAL_FEATURES}}
        elif token.pos == "AUX" and before.pos not in {"PUNCT", "ADP"} and not _exists(token, before):
            hang(token, main.i, "aux")
            if token.case:
                main.feats = {**main.feats, "Case": token.case, "Poss": "3"}
        elif token.lemma in {"болу", "еді"} and token.pos == "VERB" and _takes_copula(before):
            hang(token, main.i, "aux")


def _exists(token: Token, before: Token) -> bool:
    """Whether «бар», «жоқ» says that a thing is there, rather than denying the verb before it: «барған жоқ»."""
    return token.lemma in {"бар", "жоқ"} and before.feats.get("VerbForm") != "Part"


def _takes_copula(before: Token) -> bool:
    form = before.feats.get("VerbForm", "")
    if form == "Part" and before.case in {"", "Nom"} and "Poss" not in before.feats:
        return True
    return form in {"Vnoun", "Fin"} and before.pos == "VERB" and before.feats.get("Mood") == "Int"


def _finite(tokens: Sequence[Token], state: _State, verb: Token) -> None:
    """A finite verb takes all that waits; before «деп» it leaves an outer subject alone."""
    quoted = _is_quoted(tokens, verb)
    subjects = [t for t in state.waiting if _may_be_subject(t) and not _adjacent_object(t)]
    outer = subjects[:1] if quoted and len(subjects) > 1 and not _passive(verb) else []
    inner = [t for t in state.waiting if t not in outer and (not outer or t.i > outer[0].i)]
    kept = [t for t in state.waiting if t not in inner]
    _share(state, inner)
    _attach(verb, [t for t in inner if t.head == NO_HEAD])
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


def _helped(tokens: Sequence[Token]) -> None:
    """Hang whom one helps on the verb of helping: «кәсіпкерлерге серіктес іздеуге көмектеседі»."""
    words = lexicon.words()
    for token in tokens:
        under = tokens[token.head] if token.head != NO_HEAD and token.rel == "obl" and token.case == "Dat" else None
        if under is None or under.rel != "xcomp" or under.head == NO_HEAD:
            continue
        given = any(t.head == under.i and t.lemma in words.given for t in tokens)
        above = tokens[under.head]
        gives = any(t.head == above.i and t.lemma in words.given for t in tokens)
        helps = (gives or above.lemma in words.helping) and under.lemma not in words.helping and not given
        place = (is_place(token) or token.lemma in words.sides) and under.lemma not in words.leading
        if (is_actor(token) or token.lemma in {"тарап", "жақ"} or place) and helps:
            token.head = under.head


def _works(tokens: Sequence[Token]) -> None:
    """Hang a place on the works that bear its name over what they do: «Атырау | мұнай өңдеу зауыты»."""
    words = lexicon.words()
    for noun in tokens[_WORKS:]:
        act, thing, place = tokens[noun.i - 1], tokens[noun.i - 2], tokens[noun.i - _WORKS]
        named = noun.lemma in words.bodies | words.places and noun.feats.get("Poss") == "3"
        does = act.rel == "acl" and act.head == noun.i and act.feats.get("VerbForm") == "Vnoun"
        does = does and thing.head == act.i and thing.pos == "NOUN" and is_bare(thing)
        free = is_place(place) and is_bare(place) and place.rel in {"dislocated", "nsubj", "obl", "dep", "obj"}
        if named and does and free:
            place.head, place.rel = noun.i, "compound"


_WORKS = 3
"""Words from a place to the works named after it: «Атырау мұнай өңдеу | зауыты»."""


def _journeys(tokens: Sequence[Token]) -> None:
    """Hang where a journey goes on it, over what describes it: «Түркияға ресми | сапарынан кейін елге келді»."""
    for noun in tokens[1:]:
        if noun.lemma not in _JOURNEYS or noun.feats.get("Poss") != "3" or noun.case == "Ins":
            continue
        at = noun.i - 1
        while at and _describes(tokens[at], noun):
            at -= 1
        goal = tokens[at]
        if goal.case == "Dat" and _is_somewhere(goal):
            goal.head, goal.rel = noun.i, "nmod"


def _describes(token: Token, noun: Token) -> bool:
    """Whether a word before a journey tells what it was like; one that leads there itself has its own goal."""
    if token.pos == "VERB":
        return token.head == noun.i and token.lemma == "жасау"
    return token.head == noun.i or token.pos == "NUM"


_JOURNEYS = frozenset({"сапар", "іссапар"})
"""Nouns of going somewhere, before which stands where."""


def _share(state: _State, waiting: Sequence[Token]) -> None:
    """Give a converb the subject before it where the finite verb has another one behind it."""
    subjects = [t for t in waiting if _may_be_subject(t)]
    for converb in state.converbs:
        own = [t for t in subjects if t.i < converb.i and t.head == NO_HEAD]
        if own and any(t.i > converb.i and not _adjacent_object(t) for t in subjects):
            hang(own[-1], converb.i, "obj" if _passive(converb) else "nsubj")


def _led(tokens: Sequence[Token], converb: Token, verb: Token) -> None:
    """Hang a place over the subject on the converb that leads there: «Омбыға | елші келіп, губернатормен кездесті»."""
    words = lexicon.words()
    whither = converb.lemma in words.leading & words.intransitive and verb.lemma not in words.leading
    if not whither or any(t.head == converb.i and t.case == "Dat" for t in tokens):
        return
    for token in tokens[: converb.i]:
        if token.head == verb.i and token.rel == "obl" and token.case == "Dat" and _is_somewhere(token):
            token.head = converb.i


def _adjacent_object(token: Token) -> bool:
    return token.pos == "NOUN" and is_bare(token) and not is_actor(token)


def _may_be_subject(token: Token) -> bool:
    if token.case != "Nom" or "Post" in token.feats or is_time(token):
        return False
    return token.pos in {"NOUN", "PROPN", "PRON", "X", "VERB"} or (token.pos == "ADJ" and "Poss" in token.feats)


def is_time(token: Token) -> bool:
    """Whether a noun without a case says when: «2024 жылы», «сенбі күні»."""
    return token.lemma in lexicon.words().time and "Poss" in token.feats


def _passive(verb: Token) -> bool:
    return verb.feats.get("Voice") == "Pass"


def _embedded(tokens: Sequence[Token], state: _State, verb: Token, role: str) -> None:
    """A participle, verbal noun or converb takes the phrases that stand next before it."""
    costing = _costing(tokens, state, verb) if role == _ATTRIBUTIVE else []
    taken = list(costing)
    while not costing and state.waiting and _belongs(tokens, state, verb, role, taken):
        taken.append(state.waiting.pop())
    _attach(verb, list(reversed(taken)))
    if role == _CONVERB:
        state.converbs.append(verb)
    elif role == _VERBAL_NOUN:
        if verb.head == NO_HEAD:
            state.waiting.append(verb)
    else:
        after = _behind(tokens, verb)
        if after is not None:
            hang(verb, _end(tokens, after), "acl")


def _costing(tokens: Sequence[Token], state: _State, verb: Token) -> list[Token]:
    """Return what «құны 25 млн еуро болатын» takes: a sum, and before it what it is the sum of."""
    words = lexicon.words()
    if verb.lemma not in words.measuring or not state.waiting:
        return []
    counted = any(t.head == state.waiting[-1].i and t.rel == "nummod" for t in tokens)
    taken = [state.waiting.pop()] if counted else []
    if counted and state.waiting and state.waiting[-1].lemma in words.measured:
        taken.append(state.waiting.pop())
    return taken


def _end(tokens: Sequence[Token], token: Token) -> int:
    """Return the head of the phrase that begins with a token: up its attributes, not over a verb."""
    at = token
    while at.head > at.i and at.rel in _UPWARDS:
        at = tokens[at.head]
    return at.i


def _belongs(tokens: Sequence[Token], state: _State, verb: Token, role: str, taken: Sequence[Token]) -> bool:
    """Whether the phrase that waits last belongs to an embedded predicate."""
    last = state.waiting[-1]
    if role == _VERBAL_NOUN and last.feats.get("Post") in lexicon.words().circumstances:
        return False  # «кездесу барысында | зауыт салу туралы келісімге қол қойды»
    if role == _VERBAL_NOUN and last.i == 0 and last.case == "Loc" and not is_place(last):
        return False  # «Жиында | сауданы дамыту мәселесін талқылады»
    if _is_of_the_act_above(verb, last, role, taken):
        return False
    barrier = tokens[(taken[-1].i if taken else verb.i) - 1]
    if any(t.text in {";", ":"} for t in tokens[last.i : verb.i]):
        return False
    if not _may_be_subject(last):
        if role == _ATTRIBUTIVE and last.case in {"Dat", "Loc", "Abl"} and any(_may_be_subject(t) for t in taken):
            after = _behind(tokens, verb)
            if after is not None and tokens[_end(tokens, after)].case == "Nom":
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
    if role == _VERBAL_NOUN:
        addressed = last.case == "Dat" and _is_somebody(last) and verb.lemma not in words.helping | words.leading
        addressed = addressed and any(t.rel == "obj" or t.case == "Acc" for t in taken)
        return addressed or (last.case == "Ins" and _is_somebody(last) and verb.lemma not in words.mutual)
    own = role == _ATTRIBUTIVE and last.case == "Dat" and any(t.case == "Acc" for t in taken)
    return own and verb.lemma not in words.leading and _is_somewhere(last)


def _is_somewhere(token: Token) -> bool:
    """Whether a phrase names a place, or those of a place: «Қытайға», «облысқа», «кәсіпкерлерге»."""
    return is_place(token) or is_actor(token) or token.lemma in lexicon.words().places


def _is_somebody(token: Token) -> bool:
    """Whether a phrase names a person, by name, office or address."""
    words = lexicon.words()
    return token.lemma in words.persons | words.address or (token.pos == "PROPN" and not is_place(token))


def _takes_bare(tokens: Sequence[Token], state: _State, verb: Token, role: str, taken: Sequence[Token]) -> bool:
    """Whether an embedded predicate takes a phrase without a case: a bare object, or a subject of its own."""
    last = state.waiting[-1]
    if any(_may_be_subject(t) for t in taken):
        return False
    others = [t for t in state.waiting[:-1] if _may_be_subject(t)]
    animate = is_actor(last) or last.pos in {"PROPN", "PRON"}
    transitive = verb.lemma not in lexicon.words().intransitive and not _passive(verb)
    has_object = any(t.case == "Acc" for t in taken)
    if transitive and not has_object and (not animate or _beside(last, verb, others)):
        return True
    if role == _CONVERB:
        return False
    if role == _ATTRIBUTIVE and _passive(verb) and last.i == verb.i - 1 and last.pos == "NOUN" and is_bare(last):
        return not animate  # «ұн тиелген пойыз», «қол қойылған құжат»
    if role == _ATTRIBUTIVE:
        return transitive and not has_object and (bool(others) or _subject_behind(tokens, verb))
    if _passive(verb) or not transitive:
        return bool(others) or not animate
    return bool(others)


def _subject_behind(tokens: Sequence[Token], participle: Token) -> bool:
    """Whether the verb behind a relative clause has another subject: «Қазақстан ұсынған жобаны Ресей қолдады»."""
    after = _behind(tokens, participle)
    head = tokens[_end(tokens, after)] if after is not None else participle
    for token in tokens[head.i :]:
        if token.feats.get("VerbForm") == "Fin" or token.text in {";", ":"}:
            return token.feats.get("VerbForm") == "Fin" and head.case == "Nom" and "Post" not in head.feats
        if token.i > head.i and token.head == NO_HEAD and _may_be_subject(token) and not _adjacent_object(token):
            return True
    return False


def _beside(last: Token, verb: Token, others: Sequence[Token]) -> bool:
    """Whether a bare body stands next before a verb that has another subject: «Қазақстан елшілік ашуды …»."""
    return last.pos == "NOUN" and last.i == verb.i - 1 and bool(others or verb.feats.get("VerbForm") == "Vnoun")


def _attach(verb: Token, phrases_: Sequence[Token]) -> None:
    """Hang phrases on a predicate by their case; a bare one next before a transitive verb is its object."""
    bare = [t for t in phrases_ if _may_be_subject(t)]
    whole = len(bare) > 1 and bare[-1].i == verb.i - 1 and _adjacent_object(bare[-1])  # «Серіков мырза | пікір алмасты»
    intransitive = verb.lemma in lexicon.words().intransitive and not whole
    has_object = any(t.case == "Acc" for t in phrases_) or intransitive
    for token in phrases_:
        hang(token, verb.i, _relation(verb, token, bare, has_object=has_object))


def _relation(verb: Token, token: Token, bare: Sequence[Token], *, has_object: bool) -> str:
    if token.feats.get("VerbForm") in {"Vnoun", "Part"} and token.pos == "VERB" and token.case in {"Acc", "Dat"}:
        return "xcomp"
    if token.case == "Acc":
        return "obj"
    if not _may_be_subject(token):
        return "advmod" if token.pos == "ADV" else "obl"
    if verb.lemma in lexicon.words().becoming and token is bare[-1] and len(bare) > 1 and token.i == verb.i - 1:
        return "xcomp"
    if verb.lemma in lexicon.words().becoming:
        return "nsubj"
    if _passive(verb) or has_object:
        return "nsubj" if token is bare[-1] or len(bare) < 2 else "dislocated"
    animate = is_actor(token) or token.pos in {"PROPN", "PRON"}
    last = token is bare[-1]
    beside = token.pos == "NOUN" and token.i == verb.i - 1 and verb.feats.get("VerbForm") == "Vnoun"
    if verb.pos == "VERB" and last and (len(bare) > 1 or not animate or beside):
        return "obj"
    return "nsubj"


def _nominal_clause(tokens: Sequence[Token], state: _State) -> None:
    """Close «Ақтау мен Баку – бауырлас қалалар, …»: what stands behind a dash is said of what stands before it."""
    last = state.waiting[-1] if state.waiting else None
    dash = _predicating_dash(tokens, state.waiting)
    if last is None or dash is None or last.i < dash or not _may_be_subject(last):
        return
    if state.finite is not None and state.finite.i > dash:
        return
    for token in state.waiting[:-1]:
        hang(token, last.i, "nsubj" if token.i < dash and _may_be_subject(token) else "obl")
    if state.finite is not None:
        hang(state.finite, last.i, "parataxis")
    state.waiting, state.finite = [], last


def _predicating_dash(tokens: Sequence[Token], waiting: Sequence[Token]) -> int | None:
    """Return the dash behind a subject before what is said of it; one between two names only joins them."""
    for dash in tokens:
        if dash.text not in {"–", "—"} or not any(t.i < dash.i and _may_be_subject(t) for t in waiting):
            continue
        before, after = tokens[dash.i - 1] if dash.i else None, next_word(tokens, dash.i)
        joins = before is not None and before.pos == "PROPN" and after is not None and after.pos == "PROPN"
        end = tokens[_end(tokens, after)] if after is not None else None
        if after is not None and not (joins and end is not None and (end.pos == "PROPN" or _is_line(end))):
            return dash.i
    return None


def _is_line(token: Token) -> bool:
    """Whether a noun is one that two places joined by a dash stand before: «Ақтау – Баку рейсі»."""
    return token.lemma in lexicon.words().lines


def _rest(tokens: Sequence[Token], state: _State) -> None:
    """What waits at the end: a subject behind its verb («деді министр»), a heading, a nominal predicate."""
    verb = state.finite
    if verb is None:
        _verbless(tokens, state)
        return
    for token in state.waiting:
        says = verb.lemma in lexicon.words().saying
        subject = (
            _may_be_subject(token)
            and token.i > verb.i
            and says
            and not any(t.head == verb.i and t.rel == "nsubj" for t in tokens)
        )
        hang(token, verb.i, "nsubj" if subject else "dep")
    for converb in state.converbs:
        hang(converb, verb.i, "advcl")


def _verbless(tokens: Sequence[Token], state: _State) -> None:
    """«Ресей – негізгі серіктес»: the last phrase is predicated of the one before a dash."""
    if not state.waiting:
        return
    last = state.waiting[-1]
    dash = _predicating_dash(tokens, state.waiting)
    named = [t for t in state.waiting[:-1] if _may_be_subject(t)]
    for token in state.waiting[:-1]:
        subject = token in named and (token.i < dash if dash is not None else token is named[0])
        hang(token, last.i, "nsubj" if subject else "obl")
    for converb in state.converbs:
        hang(converb, last.i, "advcl")
