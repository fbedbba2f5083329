"""What of a Russian verb is its subject and what its object, where the parser mistakes one for the other."""

from coopatlas.language.russian.morphology import may_be
from coopatlas.language.tokens import NO_HEAD, Token


def return_subjects(tokens: list[Token]) -> None:
    """Give a subject in the singular back to its own verb, where the parser hung it on a plural one that reports it.

    «Делегация, возглавляемая X, прибудет в Y, анонсировали в Z»: nobody announces, and what is announced comes before.
    """
    for token in tokens:
        verb = tokens[token.head] if token.head != NO_HEAD else token
        if token.rel != "nsubj" or not _counts(verb, "Plur") or token.feats.get("Number") != "Sing":
            continue
        listed = any(t.head == token.i and t.rel == "conj" for t in tokens)
        own = next((t for t in tokens[token.i + 1 : verb.i] if _counts(t, "Sing")), None)
        if own is None or listed or any(t.head == own.i and t.rel.startswith("nsubj") for t in tokens):
            continue
        token.head = own.i
        if own.head in {NO_HEAD, verb.i}:
            own.head, own.rel = verb.head, verb.rel
            verb.head, verb.rel = own.i, "parataxis"


def _counts(word: Token, number: str) -> bool:
    """Whether a word is a finite verb or a short participle in a number."""
    predicate = word.feats.get("VerbForm") == "Fin" or word.feats.get("Variant") == "Short"
    return word.pos == "VERB" and predicate and word.feats.get("Number") == number


def give_to_nearer_verb(tokens: list[Token]) -> None:
    """Give an object to the verb right before it that the parser hung on the one before: «посетил X и обсудил Y»."""
    for thing in (t for t in tokens if t.rel == "obj" and 0 <= t.head < t.i):
        others = [t for t in tokens if t.head == thing.head and t.rel == "obj" and t.i < thing.i]
        between = [t for t in tokens[thing.head + 1 : thing.i] if t.pos == "VERB" and t.rel == "conj"]
        if not others or not between or others[-1].i > between[-1].i:
            continue
        last = between[-1]
        if last.feats.get("VerbForm") == "Fin" and not any(t.head == last.i and t.rel == "obj" for t in tokens):
            thing.head = last.i


def swap_with_list(tokens: list[Token]) -> None:
    """Let what agrees with a verb be its subject, where a list before a verb in the singular cannot.

    «Омск и Пермь связывает авиарейс»
    """
    for listed in (t for t in tokens if t.rel == "nsubj" and t.i < t.head):
        governing = tokens[listed.head]
        many = any(t.head == listed.i and t.rel == "conj" and t.i < governing.i for t in tokens)
        single = governing.feats.get("Number") == "Sing" and governing.feats.get("VerbForm") == "Fin"
        after = [t for t in tokens if t.head == governing.i and t.rel == "obj" and t.i > governing.i]
        mistaken = many and single and listed.feats.get("Animacy") != "Anim"
        if mistaken and len(after) == 1 and _may_act(after[0], governing):
            listed.rel, after[0].rel = "obj", "nsubj"
            after[0].feats = {**after[0].feats, "Case": "Nom"}


def part_objects(tokens: list[Token]) -> None:
    """Part what the parser takes for two objects of one verb: one of them acts, or it is to whom something is done.

    «Птицефабрики поставляют яйцо», «ввозит край технику», «поставит авиакомпании вертолёт». Of two that may act, it
    is the one that the tagger takes for a nominative, else the one before its verb.
    """
    for governing in (t for t in tokens if t.pos == "VERB" and t.feats.get("VerbForm") != "Part"):
        below = [t for t in tokens if t.head == governing.i]
        objects = [t for t in below if t.rel == "obj" and t.pos in {"NOUN", "PROPN"}]
        if len(objects) < _TWO:
            continue
        if _may_receive(tokens, objects[0]):
            objects[0].rel, objects[0].feats = "iobj", {**objects[0].feats, "Case": "Dat"}
            continue
        finite = governing.feats.get("VerbForm") == "Fin" and not any(t.rel.startswith("nsubj") for t in below)
        acting = [t for t in objects if _may_act(t, governing)] if finite else []
        named, before = [t for t in acting if t.feats["Case"] == "Nom"], [t for t in acting if t.i < governing.i]
        alone = next((some[0] for some in (named, before, acting) if len(some) == 1), None)
        if alone is not None:
            alone.rel, alone.feats = "nsubj", {**alone.feats, "Case": "Nom"}


_TWO = 2


def _may_receive(tokens: list[Token], noun: Token) -> bool:
    """Whether a noun that the tagger takes for a genitive may be a dative, and its attribute is one."""
    attributes = [t for t in tokens if t.head == noun.i and t.rel == "amod"]
    dative = bool(attributes) and all(t.feats.get("Case") == "Dat" for t in attributes)
    return dative and may_be(noun.text, "Dat", noun.feats.get("Number", ""))


def _may_act(noun: Token, verb: Token) -> bool:
    """Whether a noun may be the subject of a finite verb by its form, number and gender."""
    number = noun.feats.get("Number", "")
    agrees = number == verb.feats.get("Number")
    gender = verb.feats.get("Gender")
    form = noun.feats.get("Case") in {"Nom", "Acc"} and may_be(noun.text, "Nom", number)
    return agrees and form and (number == "Plur" or gender in {None, noun.feats.get("Gender")})


def give_infinitive_to_verb(tokens: list[Token]) -> None:
    """Hang on its verb what somebody is to do, not on himself: «поможет компаниям | выйти на рынок»."""
    for deed in (t for t in tokens if t.feats.get("VerbForm") == "Inf" and 0 <= t.head < t.i):
        addressed = tokens[deed.head]
        asked = addressed.rel == "iobj" and addressed.feats.get("Case") == "Dat" and addressed.head != NO_HEAD
        if asked and tokens[addressed.head].pos == "VERB":
            deed.head, deed.rel = addressed.head, "xcomp"
