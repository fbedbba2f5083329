"""Kazakh as a `Grammar`: arguments by case and postposition; passives, participles, verbal nouns are undone."""

from collections.abc import Iterator, Sequence

from coopatlas.language.grammar import CLAUSE, LOOSE, SENTENCE, TREE, Argument, Clause
from coopatlas.language.kazakh import lexicon, morphology, parser, segmentation, tagging
from coopatlas.language.kazakh.nominals import is_nominal, is_place
from coopatlas.language.tokens import NO_HEAD, Sentence, Token, of_tree

lang = "kk"

_CASES = {
    "Gen": "gen",
    "Dat": "dat",
    "Ins": "ins",
    "Loc": "loc",
    "Abl": "abl",
    "Acc": "acc",
    "Nom": "nom",
    "Equ": "equ",
}
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
    for argument in (*_own(sentence, word), *_inherited(sentence, word), *_around(sentence, word)):
        if argument.head.i != word.i:
            found.setdefault(argument.head.i, argument)
    return sorted(found.values(), key=lambda a: (a.rank, abs(a.group - word.i), a.head.i))


@of_tree
def marker(sentence: Sentence, token: Token) -> str:
    """Return the postposition behind a phrase, or its case: `арасында`, `dat`, `nom`."""
    bearer = _bearer(sentence, token)
    after = next((c for c in sentence.children(bearer, "case")), None)
    if after is not None:
        word = after.text.casefold()
        return word[:-2] if word.endswith(("дағы", "дегі", "тағы", "тегі")) else word
    return _CASES.get(bearer.case, "nom")


@of_tree
def clause(sentence: Sentence, word: Token) -> Clause:
    """Return the stretch from the first to the last word that depends on the predicate of a word."""
    verb = predicate(sentence, word)
    if verb is None:
        return Clause(0, len(sentence.tokens) - 1)
    own = sentence.subtree(verb, keep=lambda t: t.rel not in {"ccomp", "parataxis"})
    return Clause(min(own[0].i, word.i), max(own[-1].i, word.i))


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
    owners = sentence.children(head, "nmod:poss", "compound", "acl", "nmod") if owned else []
    return bool(owners) and all(o.i < phrase_[0].i for o in owners) and all(t.pos == "ADJ" for t in phrase_[:-1])


def nominative(token: Token) -> str:
    """Return a word without its case, its number and possession kept."""
    return morphology.nominative(token.text, token.feats, token.lemma)


@of_tree
def predicate(sentence: Sentence, word: Token) -> Token | None:
    """Return the verb whose clause a word stands in: a finite verb, or a participle or converb of its own."""
    for token in (word, *sentence.ancestors(word)):
        if token.pos == "VERB" and (token.rel in {"acl", "advcl"} or token.feats.get("VerbForm") in {"Fin", "Conv"}):
            return token
        if token.head == NO_HEAD:
            return token
    return None


def implied_person(sentence: Sentence, verb: Token) -> str:
    """Return the grammatical person of a subject that is not there: `1`, `3`, or nothing."""
    has_subject = any(a.function == "subj" and a.rank <= CLAUSE for a in arguments(sentence, verb))
    if has_subject or _passive(verb) or verb.pos != "VERB":
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


# ---------------------------------------------------------------------------------------------------------------------


def _own(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what hangs on a word, lists member by member, and of a participle what it qualifies."""
    verbal = word.pos in {"VERB", "AUX"} or word.lemma in lexicon.words().predicates
    for child in sentence.children(word):
        owner = word.pos == "NOUN" and child.rel in {"nmod:poss", "compound", "amod"}
        function = _of_verb(sentence, word, child) if verbal and not owner else _of_noun(sentence, child)
        if function:
            for member in members(sentence, child):
                yield Argument(function, member, TREE, child.i)
        yield from _before_comma(sentence, word, child)
        yield from _leaders(sentence, child)
        yield from _raised(sentence, child)
        yield from _of_subject(sentence, child)
        yield from _inside(sentence, child)
    yield from _origins(sentence, word)
    yield from _made(sentence, word)
    yield from _loaded(sentence, word)
    yield from _joined(sentence, word)
    yield from _listed(sentence, word)
    yield from _told_of(sentence, word)
    if word.rel == "acl" and (word.feats.get("VerbForm") == "Part" or word.pos == "NOUN"):
        yield from _of_participle(sentence, word)
    if word.feats.get("VerbForm") == "Fin":
        yield from _of_converbs(sentence, word)


def _of_converbs(sentence: Sentence, verb: Token) -> Iterator[Argument]:
    """Yield where the verbs before the finite one of a chain are: «Ташкентте форумға қатысып, министрмен кездесті»."""
    for converb in sentence.children(verb, "advcl"):
        for child in sentence.children(converb, "obl"):
            if converb.feats.get("VerbForm") == "Conv" and marker(sentence, child) == "loc":
                yield from (Argument("loc", member, CLAUSE, child.i) for member in members(sentence, child))


def _of_subject(sentence: Sentence, child: Token) -> Iterator[Argument]:
    """Yield between whom is what a document is about or a noun is of: «екі ел арасындағы сауда туралы келісім»."""
    if child.feats.get("Post") != "туралы" and child.rel != "nmod:poss":
        return
    for inner in sentence.children(child, "nmod"):
        function = marker(sentence, inner)
        if function == "арасында":
            yield from (Argument(function, member, CLAUSE, inner.i) for member in members(sentence, inner))
    for inner in sentence.children(child, "obl") if child.feats.get("VerbForm") == "Vnoun" else ():
        if marker(sentence, inner) == "ins":
            yield from (Argument("ins", member, CLAUSE, inner.i) for member in members(sentence, inner))


def _inside(sentence: Sentence, child: Token) -> Iterator[Argument]:
    """Yield where the thing is that a verb tells of, as `within`: «облыстағы жобаларға қатысқысы келеді»."""
    things = [child, *sentence.children(child, "obl", "obj")] if child.feats.get("VerbForm") == "Vnoun" else [child]
    for thing in (t for t in things if t.pos != "PROPN"):
        for place in sentence.children(thing, "nmod") if child.rel in {"obj", "obl", "xcomp", "nsubj"} else ():
            if place.feats.get("Attr") == "Yes" and _is_territory(place):
                yield from (Argument("within", member, TREE, place.i) for member in members(sentence, place))


def _raised(sentence: Sentence, child: Token) -> Iterator[Argument]:
    """Yield where what one wants is to be, and as `inner` its object: «Ақтауда терминал салуға мүдделі»."""
    if child.rel not in {"xcomp", "obj"} or child.feats.get("VerbForm") != "Vnoun":
        return
    for inner in sentence.children(child, "obl"):
        function = marker(sentence, inner)
        if function in {"loc", "abl", "арқылы"} or (function == "ins" and _is_territory(inner)):
            yield from (Argument(function, member, TREE, inner.i) for member in members(sentence, inner))
    for inner in sentence.children(child, "obj"):
        yield from (Argument("inner", member, TREE, inner.i) for member in members(sentence, inner))


def _is_territory(token: Token) -> bool:
    return is_place(token) or token.lemma in lexicon.words().smaller


def _origins(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield from where came what a noun names: «Үндістаннан келген делегация»."""
    for participle in sentence.children(noun, "acl"):
        for place in sentence.children(participle, "obl") if participle.lemma == "келу" else ():
            if marker(sentence, place) == "abl":
                yield from (Argument("abl", member, TREE, place.i) for member in members(sentence, place))


def _made(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield what a site makes, as `made`: «комбайн құрастыратын кәсіпорын»."""
    for participle in sentence.children(noun, "acl"):
        for product in sentence.children(participle, "obj") if participle.lemma in lexicon.words().making else ():
            yield from (Argument("made", member, TREE, product.i) for member in members(sentence, product))


def _before_comma(sentence: Sentence, verb: Token, child: Token) -> Iterator[Argument]:
    """Yield a name before a comma that shares the verb with the subject: «бір тараптан A, екіншісінен B қатысты»."""
    after = sentence.tokens[child.i + 1 : child.i + 2]
    parted = child.rel == "dislocated" and child.pos == "PROPN" and any(t.text == "," for t in after)
    if parted and any(t.pos == "PROPN" for t in sentence.children(verb, "nsubj")):
        yield Argument("subj", child, TREE, child.i)


def _told_of(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield where and with whom a participle tells that something was: «Қазақстанға жоспарланған сапар»."""
    for participle in sentence.children(noun, "acl") if noun.pos == "NOUN" else ():
        for child in sentence.children(participle, "obl") if participle.feats.get("VerbForm") == "Part" else ():
            function = _of_verb(sentence, participle, child)
            yield from (Argument(function, member, CLAUSE, child.i) for member in members(sentence, child))


def _listed(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield the names of what a noun counts, as `listed`: «Измир сияқты қалалары», «үш қаласы бар: Омбы, Қорған …»."""
    colon = next((t.i for t in sentence.tokens[noun.i :] if t.text == ":"), None)
    before = sentence.tokens[max(0, noun.i - 3) : noun.i]
    counted = noun.feats.get("Number") == "Plur" or any(t.pos == "NUM" for t in before)
    if noun.feats.get("Number") == "Plur":
        for example in sentence.children(noun, "appos"):
            yield from (Argument("listed", member, TREE, example.i) for member in members(sentence, example))
    if colon is None or not counted or noun.pos != "NOUN":
        return
    for head in sentence.tokens[colon:]:
        if head.rel == "dep" and head.case == "Nom" and head.pos in {"PROPN", "NOUN"}:
            yield from (Argument("listed", member, TREE, head.i) for member in members(sentence, head))


def _joined(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield what a bridge or corridor joins, as `joined`: «Еуропа мен Азияны жалғайтын дәліз», «А-ны Б-мен қосатын»."""
    for participle in sentence.children(noun, "acl"):
        for end in sentence.children(participle, "obj", "obl") if participle.lemma in _JOINING else ():
            if end.rel == "obj" or marker(sentence, end) == "ins":
                yield from (Argument("joined", member, TREE, participle.i) for member in members(sentence, end))


_JOINING = frozenset({"байланыстыру", "жалғау", "жалғастыру", "қосу", "біріктіру"})


def _loaded(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield with what a carrier is loaded, as `loaded`: «ұн тиелген пойыз»."""
    for participle in sentence.children(noun, "acl"):
        for goods in sentence.children(participle, "nsubj", "obj") if participle.lemma in _LOADING else ():
            yield from (Argument("loaded", member, TREE, goods.i) for member in members(sentence, goods))


_LOADING = frozenset({"тиеу", "артылу", "арту"})


def _leaders(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield who leads what a noun names, as `led`: «әкім бастаған делегация»."""
    for participle in sentence.children(noun, "acl"):
        if participle.lemma == "бастау":
            for leader in sentence.children(participle, "nsubj"):
                yield from (Argument("led", member, TREE, leader.i) for member in members(sentence, leader))


def _of_participle(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield the noun that a participle qualifies, and whose it is: «Қазақстанның жасаған шарты»."""
    head = sentence.tokens[word.head]
    taken = {c.rel for c in sentence.children(word)}
    if head.lemma in lexicon.words().occasions and "nsubj" not in taken and not _passive(word):
        yield from _at_occasion(sentence, head)
        return
    owners = [] if "nsubj" in taken or _passive(word) else sentence.children(head, "nmod:poss")
    own_subject = "nsubj" in taken or any(o.i < word.i for o in owners)
    function = "obj" if _passive(word) or (own_subject and "obj" not in taken) else "subj"
    yield Argument(function, head, TREE, head.i)
    for owner in owners:
        if owner.i < word.i:
            yield from (Argument("subj", member, TREE, owner.i) for member in members(sentence, owner))


def _at_occasion(sentence: Sentence, occasion: Token) -> Iterator[Argument]:
    """Yield who did what a participle tells of an occasion: whose it is, else the subject of the verb above it."""
    for owner in sentence.children(occasion, "nmod:poss"):
        yield from (Argument("subj", member, TREE, owner.i) for member in members(sentence, owner))
    verb = next((t for t in sentence.ancestors(occasion) if t.pos == "VERB"), None)
    for child in sentence.children(verb, "nsubj") if verb is not None and not _passive(verb) else ():
        yield from (Argument("subj", member, CLAUSE, child.i) for member in members(sentence, child))


def _of_verb(sentence: Sentence, verb: Token, child: Token) -> str:
    """Return the function of a dependant of a verb in the plain active sentence."""
    if child.rel in {"aux", "advmod", "punct", "advcl", "ccomp", "parataxis", "cc", "case", "conj", "dislocated"}:
        return ""
    if child.rel in {"nsubj", "nmod:poss"}:
        return "obj" if _passive(verb) else "subj"
    if child.rel == "obj":
        return "obj"
    if child.rel == "xcomp" and child.case == "Nom":
        return ""
    if child.rel == "dep" and child.i > verb.i:
        return ""
    own = marker(sentence, child)
    if own == "тарапынан" and _passive(verb):
        return "subj"
    if own == "nom" and (child.pos in {"ADJ", "NUM"} or parser.is_time(child)):
        return ""
    return {"nom": "subj", "acc": "obj"}.get(own, own) if is_nominal(child) else ""


def _of_noun(sentence: Sentence, child: Token) -> str:
    """Return the function of a dependant of a noun: whose, of what, where, between whom."""
    if child.rel == "nmod:poss":
        return "poss"
    if child.rel == "compound":
        return "poss" if child.pos == "PROPN" or child.lemma in lexicon.words().places else "obj"
    if child.rel == "amod":
        return "adj"
    if child.rel == "acl" and child.feats.get("VerbForm") == "Vnoun":
        return "obj"
    if child.rel in {"nmod", "obl", "nsubj", "dep"}:
        own = marker(sentence, child)
        return "subj" if own == "nom" and child.rel == "nsubj" else own
    return "poss" if child.rel == "flat:name" and is_place(child) else ""


def members(sentence: Sentence, head: Token) -> list[Token]:
    """Return the members of the list that ends with a head, in the order of the text."""
    found = sentence.children(head, "conj")
    if head.feats.get("Number") == "Plur" and head.lemma in lexicon.words().places:
        found += [t for name in sentence.children(head, "compound") for t in sentence.children(name, "conj")]
    return [*sorted(found, key=lambda t: t.i), head]


def _passive(word: Token) -> bool:
    return word.feats.get("Voice") == "Pass"


def _bearer(sentence: Sentence, token: Token) -> Token:
    """Return the word that bears the case of a phrase: the last member of a list."""
    return sentence.tokens[token.head] if token.rel == "conj" else token


def _inherited(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what a word takes from those above: a subject by control, and what the verb of a noun takes."""
    below = word if word.rel != "conj" else _bearer(sentence, word)
    rank = TREE
    yield from _of_ceremony(sentence, below)
    yield from _one_of(sentence, below)
    for above in sentence.ancestors(below):
        if below.rel in {"acl", "ccomp"} and below.feats.get("VerbForm") in {"Part", "Fin"}:
            return
        stands = below.pos == "NOUN" and below.lemma not in lexicon.words().predicates
        if below.rel in {"parataxis", "ccomp"} and stands and sentence.children(below, "nsubj"):
            return  # «Порт – елдің қақпасы, | оның байланысы күшейеді»
        if above.pos in {"VERB", "AUX"} or above.lemma in lexicon.words().predicates:
            light = is_nominal(word) and word.pos != "VERB" and below.i == word.i
            yield from _from_above(sentence, word, above, below, rank if light or word.pos == "VERB" else CLAUSE)
            rank = CLAUSE
        below = above


def _of_ceremony(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield where a thing is of whose opening a noun tells: «Ақтөбеде консулдықтың ашылу рәсімі өтті»."""
    whole = sentence.tokens[noun.head] if noun.rel == "nmod:poss" else None
    for act in sentence.children(whole, "acl") if whole is not None else ():
        for place in sentence.children(act, "obl") if act.feats.get("VerbForm") == "Vnoun" else ():
            function = marker(sentence, place)
            yield from (Argument(function, member, CLAUSE, place.i) for member in members(sentence, place))


def _one_of(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield who is one of those that a word tells of: «ұйымға мүше елдердің бірі – Қырғызстан»."""
    below = word
    for above in sentence.ancestors(word):
        if below.rel == "nsubj" and below.lemma == "бірі":
            yield from (Argument("subj", member, CLAUSE, above.i) for member in members(sentence, above))
            return
        if above.pos in {"VERB", "AUX"}:
            return
        below = above


def _from_above(sentence: Sentence, word: Token, above: Token, below: Token, rank: int) -> Iterator[Argument]:
    """Yield the subject of a governing verb for a verb; for a noun all that its verb takes."""
    verbal = word.pos == "VERB"
    own_subject = (
        any(c.rel in {"nsubj", "nmod:poss"} for c in sentence.children(word)) and verbal and not _passive(word)
    )
    for child in sentence.children(above):
        if child.i in {below.i, word.i}:
            continue
        function = _of_verb(sentence, above, child)
        if not function or (verbal and (function != "subj" or own_subject)):
            continue
        for member in members(sentence, child):
            yield Argument(function, member, rank, child.i)


def _around(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield the other nouns of the sentence under their own case, those of the clause first."""
    bounds = clause(sentence, word)
    for token in sentence.tokens:
        if token.i == word.i or token.pos not in {"NOUN", "PROPN", "PRON", "X"} or token.rel in {"flat", "appos"}:
            continue
        if parser.is_time(token):
            continue
        function = {"nom": "subj", "acc": "obj"}.get(own := marker(sentence, token), own)
        if token.rel == "compound":
            function = "poss"
        inside = bounds.first <= token.i <= bounds.last
        yield Argument(function, token, LOOSE if inside else SENTENCE, token.i)
