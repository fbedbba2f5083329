"""What the form of a Russian word tells: preposition and case as a function, voice, agreement."""

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Sentence, Token, of_tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X", "NUM", "ADJ", "DET"})
_OBLIQUE = {"Gen": "gen", "Dat": "dat", "Ins": "ins", "Loc": "loc", "Acc": "acc", "Nom": "nom"}
_GOVERNED = {
    "с": "ins", "между": "ins", "под": "ins", "из": "gen", "от": "gen", "для": "gen", "у": "gen", "до": "gen",
    "через": "acc", "к": "dat", "о": "loc", "при": "loc", "в": "loc", "на": "loc",
}  # fmt: skip
"""The case that a preposition governs, of a name that is not declined: «завод с Siemens»."""
_WHITHER = frozenset({"в", "на"})
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_JOINING = frozenset({",", "и", "или", "а", "также", "либо", "да", "/", "плюс"})
_PREPOSITIONS = {"во": "в", "со": "с", "ко": "к", "об": "о", "обо": "о", "изо": "из", "ото": "от", "подо": "под"}


@of_tree
def marker(sentence: Sentence, token: Token) -> str:
    """Return the function of a noun by its preposition and case alone: `в+acc`, `gen`, `nom`."""
    before = preposition(sentence, token)
    case = case_of(sentence, token) if token.case or before not in _GOVERNED else _GOVERNED[before]
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


def as_nominative(noun: Token) -> bool:
    """Whether a noun is in the nominative, or may be by its form: «ворота», «Актау»."""
    return noun.case in {"Nom", "Acc", ""} or noun.lemma == noun.text.casefold().replace("ё", "е")


def agrees(subject: Token, verb: Token) -> bool:
    """Whether a subject and a verb have the gender and the number that both show."""
    shared = [name for name in ("Gender", "Number") if name in subject.feats and name in verb.feats]
    return all(subject.feats[name] == verb.feats[name] for name in shared)


def is_apposed(sentence: Sentence, name: Token) -> bool:
    """Whether a name in the instrumental is that of the noun before it: «встреча с консулом X», not «сделано X»."""
    before = sentence.tokens[name.i - 1] if name.i else None
    return name.pos == "PROPN" and before is not None and before.pos == "NOUN" and before.case == "Ins"


def is_passive(word: Token) -> bool:
    """Whether a verb form is passive: a short or full passive participle, a reflexive of a thing."""
    if word.feats.get("Voice") == "Pass":
        return True
    return word.feats.get("VerbForm") == "Part" and word.feats.get("Variant") in {"Short", "Brev"}


def is_attributive(word: Token) -> bool:
    """Whether a participle qualifies the noun above it."""
    return word.feats.get("VerbForm") == "Part" and word.rel in {"acl", "amod"} and word.head >= 0


def lists_with(one: Token, other: Token) -> bool:
    """Whether two words are members of one list."""
    if "conj" not in {one.rel, other.rel}:
        return False
    return one.head == other.i or other.head == one.i or (one.head == other.head and one.rel == other.rel)


def noun_before(sentence: Sentence, at: int) -> Token | None:
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


def case_of(sentence: Sentence, token: Token) -> str:
    """Return the case of a word as functions name it; where it tells none, that of a neighbour that hangs on it."""
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
