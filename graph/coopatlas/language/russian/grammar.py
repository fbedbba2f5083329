"""Russian as a `Grammar`: arguments from natasha's dependency tree, and from prepositions and cases where it fails."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas.language.grammar import CLAUSE, LOOSE, SENTENCE, TREE, Argument, Clause
from coopatlas.language.russian import clauses, tagger
from coopatlas.language.tokens import Sentence, Token, of_tree

lang = "ru"

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X", "NUM", "ADJ", "DET"})
_OBLIQUE = {"Gen": "gen", "Dat": "dat", "Ins": "ins", "Loc": "loc", "Acc": "acc", "Nom": "nom"}
_CONTROLLED = frozenset({"xcomp", "conj", "advcl", "csubj", "acl", "ccomp", "nmod", "obl", "obj"})
"""Relations over which a word without a subject of its own takes that of the word above."""
_OUTSIDE = frozenset({"parataxis", "advcl", "acl:relcl", "conj", "cc", "discourse", "ccomp", "nsubj"})
_LONGEST_CHAIN = 6
_WHITHER = frozenset({"в", "на"})
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_PLACE_NOUNS = frozenset({"республика", "область", "край", "страна", "регион", "город", "порт", "рынок", "провинция"})
_ABOVE_A_NOUN = frozenset({"obj", "nsubj", "obl", "nmod", "conj", "appos", "iobj", "xcomp"})
_JOINING = frozenset({",", "и", "или", "а", "также", "либо", "да", "/", "плюс"})
_PREPOSITIONS = {"во": "в", "со": "с", "ко": "к", "об": "о", "обо": "о", "изо": "из", "ото": "от", "подо": "под"}


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
    found = list(_governed(sentence, word))
    found += [a for a in _inherited(sentence, word) if all(a.head.i != b.head.i for b in found)]
    found += list(_orphans(sentence, found))
    known = {a.head.i for a in found}
    found += [a for a in _around(sentence, word) if a.head.i not in known]
    return sorted(found, key=lambda a: (a.rank, abs(a.head.i - word.i)))


def _orphans(sentence: Sentence, found: Sequence[Argument]) -> Iterator[Argument]:
    """Yield what goes on after an omitted word in the same function: «поездка в Якутск, а после — в Магадан»."""
    for token in sentence.tokens:
        if token.rel == "orphan" and "+" in (function := marker(sentence, token)):
            before = next((a for a in found if a.function == function and a.rank == TREE and a.head.i < token.i), None)
            if before is not None and before.head.pos == token.pos:
                yield Argument(function, token, TREE, before.group)


@of_tree
def marker(sentence: Sentence, token: Token) -> str:
    """Return the function of a noun by its preposition and case alone: `в+acc`, `gen`, `nom`."""
    before = preposition(sentence, token)
    case = _case(sentence, token)
    if case == "loc" and before in _WHITHER and _bare(token):
        case = "acc"  # «поездка в Черняховск», whatever the tagger says
    return f"{before}+{case}" if before else case


def _bare(name: Token) -> bool:
    """Whether a name ends in a consonant of its own, as in the nominative and accusative alone: «Черняховск»."""
    return name.pos == "PROPN" and name.text[-1] in _CONSONANTS and name.lemma == name.text.casefold().replace("ё", "е")


def preposition(sentence: Sentence, token: Token) -> str:
    """Return the preposition before a noun phrase or the list that it goes on, in its plain form («во» → «в»)."""
    own = clauses.preposition(sentence, token) or _preposition_left(sentence, token)
    return _PREPOSITIONS.get(own, own)


@of_tree
def clause(sentence: Sentence, word: Token) -> Clause:
    """Return the stretch between the marks that end a clause around a word."""
    verb = predicate(sentence, word)
    if verb is None:
        return Clause(0, len(sentence.tokens) - 1)
    own = clauses.clause(sentence, verb)
    places = [t.i for t in own] or [word.i]
    return Clause(min(*places, word.i), max(*places, word.i))


@of_tree
def phrase(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Return the first and last token of the noun phrase around a head, or of an infinitive with its complements."""
    infinitive = head.feats.get("VerbForm") == "Inf"
    tokens = _of_infinitive(sentence, head) if infinitive else clauses.phrase(sentence, head)
    while len(tokens) > 1 and tokens[-1].pos in {"ADP", "CCONJ", "PUNCT"} and tokens[-1].text not in '»"':
        tokens = tokens[:-1]
    while len(tokens) > 1 and tokens[0].pos in {"ADP", "CCONJ", "PUNCT", "PART"} and tokens[0].text not in '«"':
        tokens = tokens[1:]
    return tokens[0].i, tokens[-1].i


def _of_infinitive(sentence: Sentence, head: Token) -> Sequence[Token]:
    """Return an infinitive with what follows it up to the end of its clause; long trees are unreliable."""
    below = sentence.subtree(head, lambda t: t.rel not in _OUTSIDE and t.i > head.i)
    last = max(t.i for t in clauses.contiguous(sentence, head, below))
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
        return clauses.text_of(sentence, tokens)
    inside = range(first, last + 1)
    head = next((t for t in tokens if t.head not in inside and t.pos in _NOMINAL), tokens[0])
    return clauses.dictionary_form(sentence, head, tokens)


def governing(sentence: Sentence, word: Token) -> Sequence[Token]:
    """Return the words above a word that colour it, nearest first, each with its particles and auxiliaries."""
    found: list[Token] = []
    for token in (word, *sentence.ancestors(word)):
        found += [c for c in sentence.children(token, "aux", "advmod", "cop") if c.i != word.i]
        if token.i != word.i:
            found.append(token)
    return found


# ---------------------------------------------------------------------------------------------------------------------


def _governed(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what hangs on a word in the tree, lists member by member."""
    passive = is_passive(word)
    mistaken, hidden = _second_subject(sentence, word), _second_object(sentence, word)
    for child in sentence.children(
        word, "nsubj", "obj", "iobj", "obl", "nmod", "amod", "appos", "xcomp", "csubj", "acl", "advcl"
    ):
        if child.feats.get("VerbForm") == "Inf":
            yield from (Argument("inf", c, TREE, child.i) for c in clauses.conjuncts(sentence, child))
            yield from _raised(sentence, word, child)
            continue
        function = {mistaken: "obj", hidden: "subj"}.get(child.i) or _function(sentence, word, child, passive=passive)
        for member in clauses.conjuncts(sentence, child):
            if member.pos in _NOMINAL:
                yield Argument(function, member, TREE, child.i)
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
        yield from _likened(sentence, word)


def _raised(sentence: Sentence, verb: Token, infinitive: Token) -> Iterator[Argument]:
    """Yield the dative between a verb and its infinitive: «помогли экспортёрам найти покупателей»."""
    for child in sentence.children(infinitive, "iobj", "obl"):
        if verb.i < child.i < infinitive.i and _case(sentence, child) == "dat" and not preposition(sentence, child):
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
    if not _as_nominative(noun) or at < 1 or sentence.tokens[at].text not in _DASHES:
        return
    last = sentence.tokens[at - 1]
    first = last
    for above in (last, *sentence.ancestors(last)):
        if above.i < at and above.pos in {"NOUN", "PROPN"} and above.case in {"Nom", ""}:
            first = above
    if first is last and last.case in {"Acc", "Loc"} and sentence.mention_at(last) is not None:
        head = sentence.head(last) if last.rel == "conj" else last
        yield from (Argument("subj", c, TREE, last.i) for c in clauses.conjuncts(sentence, head or last) if c.i < at)
    elif first.pos in {"NOUN", "PROPN", "PRON"} and _as_nominative(first):
        for member in clauses.conjuncts(sentence, first):
            if member.i < at:
                yield Argument("subj", member, TREE, first.i)
        yield from _for_whom(sentence, first)


def _for_whom(sentence: Sentence, subject: Token) -> Iterator[Argument]:
    """Yield for whom a predicate is, hung on its subject: «порты для Монголии – ворота»."""
    for child in sentence.children(subject, "nmod"):
        if preposition(sentence, child) == "для":
            yield from (Argument("для+gen", c, TREE, child.i) for c in clauses.conjuncts(sentence, child))


def _as_nominative(noun: Token) -> bool:
    """Whether a noun is in the nominative, or may be by its form: «ворота», «Актау»."""
    return noun.case in {"Nom", "Acc", ""} or noun.lemma == noun.text.casefold().replace("ё", "е")


def _qualified(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield the noun that a participle qualifies: above it, or before its comma where the tree hangs it elsewhere."""
    function = "obj" if is_passive(word) else "subj"
    if _is_attributive(word):
        yield Argument(function, sentence.tokens[word.head], TREE, word.head)
    elif word.feats.get("VerbForm") == "Part" and word.case and word.i > 1 and sentence.tokens[word.i - 1].text == ",":
        noun = _noun_before(sentence, word.i)
        if noun is not None:
            yield Argument(function, noun, TREE, noun.i)


def _next_genitive(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield the genitive that goes on right behind a noun, where the tree hangs it on its own attribute."""
    at = noun.i + 1
    while (
        at < len(sentence.tokens) and sentence.tokens[at].pos == "ADJ" and _case(sentence, sentence.tokens[at]) == "gen"
    ):
        at += 1
    if at == noun.i + 1 or at >= len(sentence.tokens):
        return
    below = sentence.tokens[at]
    astray = noun.i < below.head < at and below.pos == "NOUN" and below.case == "Gen"
    if astray:
        yield Argument("gen", below, TREE, below.i)


def _second_object(sentence: Sentence, verb: Token) -> int:
    """Return the position of the subject that the parser took for another object: «договор заключил завод «…»».

    It is in the nominative on the other side of the verb.
    """
    objects = sentence.children(verb, "obj")
    finite = verb.pos == "VERB" and verb.feats.get("VerbForm") == "Fin" and not is_passive(verb)
    if len(objects) < 2 or not finite or sentence.children(verb, "nsubj"):
        return -1
    named = [o for o in objects if o.case == "Nom" and _agrees(o, verb)]
    found = [o for o in named if any((o.i < verb.i) != (other.i < verb.i) for other in objects)]
    return found[-1].i if found else -1


def _given(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield to whom something is given, hung on what is: «отправил фанеру мебельщикам», «поставки зерна заводам»."""
    for thing in sentence.children(word, "obj" if word.pos == "VERB" else "nmod"):
        if word.pos != "VERB" and (_case(sentence, thing) != "gen" or preposition(sentence, thing)):
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
    agreeing = [s for s in both if _agrees(s, verb)]
    subject = agreeing[0] if len(agreeing) == 1 else both[0]
    return next(s.i for s in both if s.i != subject.i)


def _agrees(subject: Token, verb: Token) -> bool:
    shared = [name for name in ("Gender", "Number") if name in subject.feats and name in verb.feats]
    return all(subject.feats[name] == verb.feats[name] for name in shared)


def _misattached(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield genitives that the parser hung on a place between: «поставки в республику семян рапса»."""
    for child in sentence.children(noun, "nmod", "obl"):
        if not preposition(sentence, child) or child.i < noun.i:
            continue
        place = child.lemma in _PLACE_NOUNS or sentence.mention_at(child) is not None
        for below in sentence.children(child, "nmod") if place else ():
            if _case(sentence, below) == "gen" and not preposition(sentence, below) and below.pos == "NOUN":
                for member in clauses.conjuncts(sentence, below):
                    yield Argument("gen", member, TREE, below.i)


def _function(sentence: Sentence, word: Token, child: Token, *, passive: bool) -> str:
    if child.rel.startswith("nsubj"):
        return "obj" if passive or child.rel == "nsubj:pass" else "subj"
    if child.rel == "amod" and not (child.pos in {"NOUN", "PROPN"} and preposition(sentence, child)):
        return "subj" if word.pos == "VERB" and child.pos == "PROPN" and child.case == "Nom" else "adj"
    own = marker(sentence, child)
    if own == "ins" and (passive or child.rel == "obl:agent") and not _apposed(sentence, child):
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


def _apposed(sentence: Sentence, name: Token) -> bool:
    """Whether a name in the instrumental is that of the noun before it: «встреча с консулом X», not «сделано X»."""
    before = sentence.tokens[name.i - 1] if name.i else None
    return name.pos == "PROPN" and before is not None and before.pos == "NOUN" and before.case == "Ins"


def is_passive(word: Token) -> bool:
    """Whether a verb form is passive: a short or full passive participle, a reflexive of a thing."""
    if word.feats.get("Voice") == "Pass":
        return True
    return word.feats.get("VerbForm") == "Part" and word.feats.get("Variant") in {"Short", "Brev"}


def _is_attributive(word: Token) -> bool:
    """Whether a participle qualifies the noun above it."""
    return word.feats.get("VerbForm") == "Part" and word.rel in {"acl", "amod"} and word.head >= 0


def _inherited(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what a word takes from those above it: a subject by control, the arguments of its light verb."""
    if word.pos in {"NOUN", "PROPN"}:
        yield from _of_light_verb(sentence, word)
    elif word.pos in {"VERB", "ADJ", "AUX"} and not _is_attributive(word):
        yield from _of_governor(sentence, word)


_COPULAS = frozenset(
    {
        "быть", "стать", "становиться", "остаться", "оставаться", "являться", "служить", "послужить", "оказаться",
        "выступать", "выступить", "считаться", "слыть", "сделаться", "называться",
    }
)  # fmt: skip
"""Verbs whose complements are those of the noun that they make a predicate: «остаётся для зерна воротами»."""


def _of_light_verb(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield the arguments of the verb that a noun completes: «провели переговоры с …», «поставки начались в …»."""
    below = noun
    for above in _chain(sentence, noun):
        if below.rel.partition(":")[0] not in _ABOVE_A_NOUN:
            return
        if above.pos in {"VERB", "AUX", "ADJ"}:
            linked = above.lemma in _COPULAS and below.case == "Ins"
            for argument in (*_governed(sentence, above), *_of_governor(sentence, above)):
                if argument.head.i != below.i and not _lists_with(argument.head, below):
                    yield argument if linked and "+" in argument.function else replace(argument, rank=CLAUSE)
            return
        if below.case == "Gen" and below.rel == "nmod":
            yield from (replace(a, rank=CLAUSE) for a in _governed(sentence, above) if a.head.i != below.i)
        below = above


def _lists_with(one: Token, other: Token) -> bool:
    """Whether two words are members of one list."""
    if "conj" not in {one.rel, other.rel}:
        return False
    return one.head == other.i or other.head == one.i or (one.head == other.head and one.rel == other.rel)


def _of_governor(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield the subject of the nearest word above that has one; of a relative clause, what it qualifies."""
    own = sentence.children(word, "nsubj")
    if own and own[0].lemma == "который":
        yield from _antecedent(sentence, own[0], "obj" if is_passive(word) else "subj")
        return
    relative = next((c for c in sentence.children(word, "obj", "obl") if c.lemma == "который"), None)
    if relative is not None:
        yield from _antecedent(sentence, relative, _function(sentence, word, relative, passive=is_passive(word)))
    if not own and not (is_passive(word) and any(c.rel == "obl:agent" for c in sentence.children(word))):
        yield from _controlled(sentence, word)


def _controlled(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what the words above lend to one without a subject of its own: their subject, or whom they address."""
    below = word
    for above in _chain(sentence, word):
        if below.rel.split(":")[0] not in _CONTROLLED:
            return
        subjects = sentence.children(above, "nsubj")
        if above.pos in {"NOUN", "PROPN"} and below.rel in {"acl", "nmod"} and not subjects:
            below = above
            continue
        others = list(_addressed(sentence, above, word))
        yield from others
        if others and _TO_ANOTHER[above.lemma] == "acc":
            return
        if below.rel == "xcomp":
            given = [c for c in sentence.children(above, "obl", "iobj") if _case(sentence, c) == "dat"]
            given = [c for c in given if not preposition(sentence, c)]
            yield from (Argument("dat", c, CLAUSE, c.i) for c in given)
            if given and above.lemma in _FOR_OTHERS:
                yield from (a for c in given for a in _lent(sentence, c, TREE))
                return
        for subject in _nearer(sentence, above, below) or subjects:
            yield from _lent(sentence, subject, TREE if below.rel in {"conj", "xcomp"} else CLAUSE)
        if subjects:
            return
        below = above


def _nearer(sentence: Sentence, first: Token, word: Token) -> list[Token]:
    """Return the subject of the clause right before in a chain of clauses: «A показали …, B встретились … и купили»."""
    if word.rel != "conj":
        return []
    before = [t for t in sentence.tokens[first.i + 1 : word.i] if t.pos == "VERB" and t.rel in {"conj", "root"}]
    own = [sentence.children(t, "nsubj") for t in before]
    return next((subjects for subjects in reversed(own) if subjects), [])


_FOR_OTHERS = frozenset(
    {
        "помочь", "помогать", "разрешить", "разрешать", "позволить", "позволять", "поручить", "поручать", "доверить",
        "рекомендовать", "порекомендовать", "советовать", "посоветовать", "запретить", "запрещать",
    }
)  # fmt: skip
"""Verbs whose infinitive is what the one in the dative does: «разрешили заводам вывозить …»."""


_TO_ANOTHER = {
    **dict.fromkeys(("предложить", "предлагать"), "dat"),
    **dict.fromkeys(("пригласить", "приглашать", "попросить", "просить", "призвать", "призывать", "обязать"), "acc"),
}
"""Verbs that address another for what the infinitive tells, and his case: «пригласил гостей посетить завод».

What is proposed to another may be done together; what he is asked for he does alone.
"""


def _addressed(sentence: Sentence, verb: Token, infinitive: Token) -> Iterator[Argument]:
    """Yield who is to do what an infinitive tells: the one to whom it is proposed, who is asked for it."""
    if infinitive.feats.get("VerbForm") != "Inf" or verb.lemma not in _TO_ANOTHER:
        return
    cases = {"dat"} if _TO_ANOTHER[verb.lemma] == "dat" else {"acc", "gen"}
    for child in (*sentence.children(verb, "obj", "obl", "iobj"), *sentence.children(infinitive, "obl", "iobj")):
        if child.i < infinitive.i and _case(sentence, child) in cases and not preposition(sentence, child):
            yield from (Argument("subj", c, TREE, child.i) for c in clauses.conjuncts(sentence, child))


def _lent(sentence: Sentence, subject: Token, rank: int) -> Iterator[Argument]:
    """Yield a subject that a word above lends, member by member; of «который» what it stands for."""
    if subject.lemma == "который":
        yield from _antecedent(sentence, subject, "subj")
        return
    for member in clauses.conjuncts(sentence, subject):
        yield Argument("subj", member, rank, subject.i)


def _antecedent(sentence: Sentence, relative: Token, function: str) -> Iterator[Argument]:
    """Yield the noun that «который» stands for: what its clause qualifies, else the noun before its comma."""
    verb = sentence.head(relative)
    if verb is not None and verb.rel.startswith("acl") and verb.head >= 0:
        yield Argument(function, sentence.tokens[verb.head], TREE, verb.head)
        return
    noun = _noun_before(sentence, relative.i)
    if noun is not None:
        yield Argument(function, noun, TREE, noun.i)


def _noun_before(sentence: Sentence, at: int) -> Token | None:
    """Return the head of the noun phrase that ends before a comma and a preposition."""
    at -= 1
    while at >= 0 and (sentence.tokens[at].pos in {"ADP", "PUNCT"} or sentence.tokens[at].text in "»)"):
        at -= 1
    noun = sentence.tokens[at] if at >= 0 else None
    while noun is not None and noun.rel in {"nmod", "appos", "flat", "flat:name", "flat:foreign"} and noun.head >= 0:
        above = sentence.tokens[noun.head]
        if above.pos not in {"NOUN", "PROPN"} or above.i > noun.i:
            break
        noun = above
    return noun if noun is not None and noun.pos in {"NOUN", "PROPN"} else None


def _chain(sentence: Sentence, word: Token) -> Iterator[Token]:
    for n, above in enumerate(sentence.ancestors(word)):
        if n >= _LONGEST_CHAIN:
            return
        yield above


def _around(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield the other nouns of the sentence by their marker, those of the clause first."""
    bounds = clause(sentence, word)
    for token in sentence.tokens:
        if token.i == word.i or token.pos not in {"NOUN", "PROPN", "PRON", "X"}:
            continue
        if _quoted_before(sentence, *sorted((word.i, token.i))) or _aside(sentence, word, token):
            continue
        function = _plain(sentence, token)
        near = bounds.first <= token.i <= bounds.last and not _parted(sentence, word, token)
        rank = CLAUSE if "+" in function else LOOSE
        yield Argument(function, token, rank if near else SENTENCE, token.i)


def _aside(sentence: Sentence, word: Token, token: Token) -> bool:
    """Whether a noun belongs to an insertion in which a word does not stand: «…, добавили в министерстве, …»."""
    above = sentence.head(token)
    if above is None or above.pos != "VERB" or above.rel != "parataxis" or above.i == word.i:
        return False
    return all(one.i != above.i for one in sentence.ancestors(word))


def _plain(sentence: Sentence, token: Token) -> str:
    own = marker(sentence, token)
    return {"nom": "subj", "acc": "obj"}.get(own, own)


def _parted(sentence: Sentence, word: Token, token: Token) -> bool:
    """Whether a semicolon or a conjunction of clauses stands between two tokens."""
    first, last = sorted((word.i, token.i))
    return any(sentence.tokens[i].text in _PARTING for i in range(first, last))


_PARTING = frozenset({";", "тогда"})


def _quoted_before(sentence: Sentence, first: int, last: int) -> bool:
    """Whether speech ends between two tokens: a closing mark, a comma and the dash of who speaks."""
    tokens = sentence.tokens
    return any(
        tokens[i].text in _CLOSING and tokens[i + 1].text in ",!?" and tokens[i + 2].text in _SPEECH_DASHES
        for i in range(first, last - 1)
    )


_CLOSING = frozenset('»”"')
_SPEECH_DASHES = frozenset("–—-")


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


def predicate(sentence: Sentence, word: Token) -> Token | None:
    """Return the finite verb or predicate of the clause of a word."""
    for token in (word, *sentence.ancestors(word)):
        finite = token.feats.get("VerbForm") in {"Fin", None} or token.feats.get("Variant") in {"Short", "Brev"}
        if token.pos in {"VERB", "AUX"} and finite and token.rel != "aux:pass":
            return token
        if token.rel == "root":
            return token
    return None


def _case(sentence: Sentence, token: Token) -> str:
    case = _OBLIQUE.get(token.case, "")
    if case:
        return case
    neighbours = (sentence.tokens[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(sentence.tokens))
    return next((_OBLIQUE[t.case] for t in neighbours if t.head == token.i and t.case in _OBLIQUE), "nom")


def _preposition_left(sentence: Sentence, token: Token) -> str:
    """Return the preposition that stands before a phrase, over its attributes and earlier members of its list."""
    at, case = token.i - 1, token.case
    while at >= 0:
        left = sentence.tokens[at]
        if left.pos == "ADP":
            return left.lemma
        agrees = left.pos in {"ADJ", "DET", "NUM", "PROPN", "NOUN"} and (left.case == case or left.text.isdigit())
        joins = left.text in _JOINING and at > 0 and sentence.tokens[at - 1].case == case
        if not (agrees or joins or left.text in '«"'):
            return ""
        if left.pos in {"NOUN", "PROPN"} and not joins and not _joined(sentence, at):
            return ""
        at -= 1
    return ""


def _joined(sentence: Sentence, at: int) -> bool:
    """Whether a noun is followed by what joins a list."""
    return at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].text in _JOINING
