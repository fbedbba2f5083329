"""What the tagger takes a Russian word for, where the dictionary or the words beside it know better."""

from collections.abc import Mapping
from itertools import pairwise

from coopatlas.language.russian.morphology import certain, finite, is_common, may_be, short_participle, verb
from coopatlas.language.tokens import NO_HEAD, Token


def checked(word: str, pos: str, feats: Mapping[str, str]) -> dict[str, str]:
    """Return the features of a word, those that the dictionary knows better corrected."""
    if pos == "NOUN" or (pos == "VERB" and feats.get("VerbForm", "Fin") == "Fin"):
        return {**feats, **_number_of(word, feats), **dict(certain(word, pos))}
    return dict(feats)


def _number_of(word: str, feats: Mapping[str, str]) -> dict[str, str]:
    """Return the number of an instrumental by its ending: «акиматом» is one, whatever the tagger says."""
    ending = word.casefold()[-2:] if feats.get("Case") == "Ins" else ""
    return {"Number": "Sing"} if ending in {"ом", "ем", "ём", "ой", "ей"} else {}


def know_loans(tokens: list[Token]) -> None:
    """Decline the nouns of public bodies that the dictionary does not hold: «с акиматом», «хокимияты»."""
    for token in tokens:
        word = token.text.casefold()
        stem = next((loan for loan in _LOANS if word.startswith(loan)), None)
        told = _DECLENSION.get(word.removeprefix(stem)) if stem is not None else None
        if stem is not None and told is not None:
            case = token.feats.get("Case", "") if token.feats.get("Case") in told[1:] else told[1]
            token.pos, token.lemma = "NOUN", stem
            token.feats = {"Animacy": "Inan", "Case": case, "Gender": "Masc", "Number": told[0]}


_LOANS = ("акимат", "горакимат", "облакимат", "хокимият", "хякимлик", "маслихат")
_DECLENSION = {
    "": ("Sing", "Nom", "Acc"), "а": ("Sing", "Gen"), "у": ("Sing", "Dat"), "ом": ("Sing", "Ins"), "е": ("Sing", "Loc"),
    "ы": ("Plur", "Nom", "Acc"), "ов": ("Plur", "Gen"), "ам": ("Plur", "Dat"), "ами": ("Plur", "Ins"),
    "ах": ("Plur", "Loc"),
}  # fmt: skip


def take_for_verbs(tokens: list[Token]) -> None:
    """Let a word be the verb that it can only be: the tagger takes rare ones for nouns, first ones for names."""
    governed = {(t.head, t.rel) for t in tokens}
    for token in tokens:
        if token.pos == "NOUN" and {(token.i, "nsubj"), (token.i, "obj")} <= governed and (told := finite(token.text)):
            token.pos, token.lemma = "VERB", told["Lemma"]  # «консульство | начало работу»
            token.feats = {name: value for name, value in told.items() if name != "Lemma"}
            continue
        named = token.pos in {"PROPN", "X", "NOUN", "ADJ", "ADV"} and (token.i == 0 or token.text.islower())
        mistaken = token.pos == "VERB" and token.feats.get("VerbForm") in {"Conv", "Part"}
        if (named or mistaken) and (told := verb(token.text)):
            token.pos, token.lemma = "VERB", told["Lemma"]
            token.feats = {name: value for name, value in told.items() if name != "Lemma"}
            if told["VerbForm"] == "Inf" and token.rel in _NOMINAL:
                token.rel = "xcomp"
            elif token.rel == "amod" and token.head > token.i:
                _govern(token, tokens[token.head])


def take_for_participles(tokens: list[Token]) -> None:
    """Let a word that has a subject be a participle, where the tagger took it for an adverb: «открыто консульство»."""
    subjects = {t.head: t for t in tokens if t.rel.startswith("nsubj") and t.pos in {"NOUN", "PROPN"}}
    for noun in [t for t in subjects.values() if t.i and t.head in {NO_HEAD, t.i}]:
        if tokens[noun.i - 1].pos == "ADV" and short_participle(tokens[noun.i - 1].text):
            noun.head = noun.i - 1
            subjects.setdefault(noun.head, noun)
    for token in tokens:
        neuter = token.pos == "ADV" and token.i in subjects and subjects[token.i].feats.get("Gender") == "Neut"
        if neuter and (lemma := short_participle(token.text)):
            token.pos, token.lemma = "VERB", lemma
            token.feats = {
                "Aspect": "Perf", "Gender": "Neut", "Number": "Sing", "Tense": "Past", "Variant": "Short",
                "VerbForm": "Part", "Voice": "Pass",
            }  # fmt: skip


def _govern(word: Token, noun: Token) -> None:
    """Let a verb that was taken for an attribute govern its noun: «завод отгружает стекло»."""
    circle = noun.head in {NO_HEAD, word.i}
    word.head, word.rel = (NO_HEAD, "root") if circle else (noun.head, noun.rel)
    noun.head, noun.rel = word.i, _OF_CASES.get(noun.feats.get("Case", ""), "obl")


_OF_CASES = {"Nom": "nsubj", "Acc": "obj", "Gen": "obj", "Dat": "iobj"}
"""What a noun without a preposition is to its verb."""


_NOMINAL = frozenset({"obj", "iobj", "obl", "nmod"})
"""Relations of a noun to what it hangs on."""


def read_opening(tokens: list[Token]) -> None:
    """Let the first word of a sentence be the noun in the case that it can only have: «Экспортёрам поможет …»."""
    token = tokens[0]
    told = dict(certain(token.text, "NOUN")) if token.pos == "PROPN" and is_common(token.text.casefold()) else {}
    if told.get("Case") in {"Dat", "Ins"} and told["Case"] != token.feats.get("Case"):
        token.pos, token.feats = "NOUN", {**token.feats, **told}


def number_by_attribute(tokens: list[Token]) -> None:
    """Let a noun have the number of the attribute right before it, where its form allows it: «компании» many."""
    for before, noun in pairwise(tokens):
        attribute = before.pos == "ADJ" and noun.pos == "NOUN" and before.head == noun.i
        case, number = before.feats.get("Case", ""), before.feats.get("Number", "")
        if attribute and number != noun.feats.get("Number") and may_be(noun.text, case, number):
            noun.feats = {**noun.feats, "Case": case, "Number": number}


def number_by_verb(tokens: list[Token]) -> None:
    """Let the subject of a plural verb be a nominative where its form allows it: «палаты | заключили», no genitive."""
    for noun in tokens:
        if noun.pos != "NOUN" or not noun.rel.startswith("nsubj") or noun.case != "Gen" or noun.head == NO_HEAD:
            continue
        verb_, before = tokens[noun.head], tokens[: noun.i]
        many = verb_.feats.get("Number") == "Plur" and may_be(noun.text, "Nom", "Plur")
        if not many or any(t.head == noun.i and t.pos in {"ADP", "NUM"} for t in tokens):
            continue
        noun.feats = {**noun.feats, "Case": "Nom", "Number": "Plur"}
        for attribute in reversed(before):
            if attribute.pos != "ADJ" or attribute.case != "Gen":
                break
            attribute.feats = {**attribute.feats, "Case": "Nom", "Number": "Plur"}
            attribute.head, attribute.rel = noun.i, "amod"
