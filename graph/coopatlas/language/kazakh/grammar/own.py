"""What belongs to a word itself: before its verb, in its phrase, joined or listed with it."""

from collections.abc import Iterator

from coopatlas.language.grammar import CLAUSE, TREE, Argument
from coopatlas.language.kazakh import embedding, lexicon
from coopatlas.language.kazakh.grammar.forms import at_occasion, is_territory, marker, members
from coopatlas.language.kazakh.nominals import is_nominal, is_place
from coopatlas.language.kazakh.predicates import is_passive
from coopatlas.language.tokens import Sentence, Token


def own_of(sentence: Sentence, word: Token) -> Iterator[Argument]:
    """Yield what hangs on a word, lists member by member, and of a participle what it qualifies."""
    verbal = word.pos in {"VERB", "AUX"} or word.lemma in lexicon.words().predicates
    for child in sentence.children(word):
        owner = word.pos == "NOUN" and child.rel in {"nmod:poss", "compound", "amod"}
        function = of_verb(sentence, word, child) if verbal and not owner else _of_noun(sentence, child)
        if function:
            for member in members(sentence, child):
                yield Argument(function, member, TREE, child.i)
        yield from _before_comma(sentence, word, child)
        yield from _leaders(sentence, child)
        yield from _raised(sentence, child)
        yield from _of_subject(sentence, child)
        yield from _inside(sentence, child)
        yield from _receiving(sentence, word, child)
        yield from _talked_of(sentence, child) if verbal else ()
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
            if place.feats.get("Attr") == "Yes" and is_territory(place):
                yield from (Argument("within", member, TREE, place.i) for member in members(sentence, place))
        for held in sentence.children(thing, "acl"):  # «Омбыда өтіп жатқан форумға қатысты»
            for place in sentence.children(held, "obl") if held.lemma == "өту" else ():
                if marker(sentence, place) == "loc":
                    yield from (Argument("within", member, TREE, place.i) for member in members(sentence, place))


def _receiving(sentence: Sentence, verb: Token, child: Token) -> Iterator[Argument]:
    """Yield by whom one was received, as `host`: «елші әкімнің қабылдауында болды»."""
    if verb.lemma == "болу" and child.lemma == "қабылдау" and child.case == "Loc":
        for host in sentence.children(child, "nmod:poss"):
            yield from (Argument("host", member, TREE, host.i) for member in members(sentence, host))


def _talked_of(sentence: Sentence, child: Token) -> Iterator[Argument]:
    """Yield about what the object of a verb is that only makes a phrase with it: «дәліз туралы | пікір алмасты»."""
    about = sentence.children(child, "nmod") if child.rel == "obj" and child.case == "Nom" else ()
    for inner in about:
        function = marker(sentence, inner)
        if function in {"туралы", "жөнінде", "жайлы"}:
            yield from (Argument(function, member, TREE, inner.i) for member in members(sentence, inner))


def _raised(sentence: Sentence, child: Token) -> Iterator[Argument]:
    """Yield where what one wants is to be, and as `inner` its object: «Ақтауда терминал салуға мүдделі»."""
    if child.rel not in {"xcomp", "obj"} or child.feats.get("VerbForm") != "Vnoun":
        return
    for inner in sentence.children(child, "obl"):
        function = marker(sentence, inner)
        if function in {"loc", "abl", "арқылы"} or (function == "ins" and is_territory(inner)):
            yield from (Argument(function, member, TREE, inner.i) for member in members(sentence, inner))
    for inner in sentence.children(child, "obj"):
        yield from (Argument("inner", member, TREE, inner.i) for member in members(sentence, inner))


def _origins(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield from where came what a noun names: «Үндістаннан келген делегация», «Үндістаннан делегация келді»."""
    for participle in sentence.children(noun, "acl"):
        for place in sentence.children(participle, "obl") if participle.lemma in lexicon.words().coming else ():
            if marker(sentence, place) == "abl":
                yield from (Argument("abl", member, TREE, place.i) for member in members(sentence, place))
    verb = sentence.head(noun) if noun.rel == "nsubj" else None
    for place in sentence.children(verb, "obl") if verb is not None and verb.lemma == "келу" else ():
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
    above = sentence.head(noun) if noun.rel == "compound" else None
    measured = above is not None and above.lemma in lexicon.words().amounts
    told = [
        *sentence.children(noun, "acl"),
        *(sentence.children(above, "acl") if measured and above is not None else ()),
    ]
    for participle in told if noun.pos == "NOUN" else ():
        for child in sentence.children(participle, "obl") if participle.feats.get("VerbForm") == "Part" else ():
            function = of_verb(sentence, participle, child)
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
        for end in sentence.children(participle, "obj", "obl") if participle.lemma in lexicon.words().linking else ():
            if end.rel == "obj" or marker(sentence, end) == "ins":
                yield from (Argument("joined", member, TREE, participle.i) for member in members(sentence, end))


def _loaded(sentence: Sentence, noun: Token) -> Iterator[Argument]:
    """Yield with what a carrier is loaded, as `loaded`: «ұн тиелген пойыз»."""
    for participle in sentence.children(noun, "acl"):
        loaded = participle.lemma in lexicon.words().loading
        for goods in sentence.children(participle, "nsubj", "obj") if loaded else ():
            yield from (Argument("loaded", member, TREE, goods.i) for member in members(sentence, goods))


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
    if head.lemma in lexicon.words().occasions and "nsubj" not in taken and not is_passive(word):
        yield from at_occasion(sentence, head)
        return
    owners = [] if "nsubj" in taken or is_passive(word) else sentence.children(head, "nmod:poss")
    own_subject = "nsubj" in taken or any(o.i < word.i for o in owners)
    function = "obj" if is_passive(word) or (own_subject and "obj" not in taken) else "subj"
    yield Argument(function, head, TREE, head.i)
    for owner in owners:
        if owner.i < word.i:
            yield from (Argument("subj", member, TREE, owner.i) for member in members(sentence, owner))


def of_verb(sentence: Sentence, verb: Token, child: Token) -> str:
    """Return the function of a dependant of a verb in the plain active sentence."""
    if child.rel in {"aux", "advmod", "punct", "advcl", "ccomp", "parataxis", "cc", "case", "conj", "dislocated"}:
        return ""
    if child.rel in {"nsubj", "nmod:poss"}:
        return "obj" if is_passive(verb) else "subj"
    if child.rel == "obj":
        return "obj"
    if child.rel == "xcomp" and child.case == "Nom":
        return ""
    if child.rel == "dep" and child.i > verb.i:
        return ""
    own = marker(sentence, child)
    if own == "тарапынан" and is_passive(verb):
        return "subj"
    if own == "nom" and (child.pos in {"ADJ", "NUM"} or embedding.is_time(child)):
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
