"""Names in dictionary form: of people, of organisations, and as they stand in quotation marks."""

import re
from collections.abc import Sequence

from coopatlas.language.russian.morphology import inflect, is_common, is_name, to_nominative
from coopatlas.language.tokens import Token


def person_name(tokens: Sequence[Token], governing: str = "") -> str:
    """Return a personal name in the nominative: «Артуром Верещагиным» → «Артур Верещагин»; initials stay.

    `governing` is the case of the office before it: in another case than the nominative, the name is in none.
    """
    if governing not in {"", "Nom"} and all(t.case in {"Nom", ""} for t in tokens) and _may_bear(tokens, governing):
        return " ".join(_masculine(t.text, _shared(t, governing)) for t in tokens)
    gender = next((t.feats["Gender"] for t in tokens if t.feats.get("Gender") in {"Masc", "Fem"}), "Masc")
    borne = next((c for t in tokens if (c := _case_borne(t))), "") if gender == "Masc" else ""
    told = next((t.case for t in tokens if t.case not in {"Nom", ""}), "") if gender == "Masc" else ""
    slavic = _OBLIQUE.match(tokens[-1].text) if gender == "Masc" else None
    sure = _SURE.get(slavic[2], "") if slavic else ""
    words: list[str] = []
    for token in tokens:
        plain = gender == "Masc" and words and _SURNAME.search(token.text)  # «Раханов» is no genitive of «Рахан»
        foreign = slavic is not None and token.text[-1] in "ыи" and not is_name(token.text)
        if plain or foreign or token.text.endswith("оглу"):  # «Аннагулы Сапаровым»: what agrees not stays
            words.append(token.text)
        elif token.text == "." and words:
            words[-1] += "."
        elif borne and _case_borne(token):
            words.append(token.text[: len(token.lemma)])
        elif len(token.text) > 1:
            surname = ("ой",) if governing == "Ins" and words and gender == "Masc" else ()  # «Хасаном | Ардой»
            endings = (*_ENDINGS[governing], *surname) if governing in _GOVERNED else ()
            under = governing if token.text.endswith(endings or "-") else ""
            case = sure or under or (token.case if token.case not in {"Nom", ""} else borne or _shared(token, told))
            words.append(_masculine(token.text, case) if gender == "Masc" else _declined(token, case, gender))
        else:
            words.append(token.text)
    return " ".join(words)


def _shared(token: Token, case: str) -> str:
    """Return the case that another word of a name tells, where the ending of this one may be that of it."""
    return case if token.text.endswith(_ENDINGS.get(case, ("-",))) else token.case


_ENDINGS = {"Ins": ("ом", "ем", "ым", "им"), "Gen": ("а", "я"), "Acc": ("а", "я"), "Dat": ("у", "ю")}


_GOVERNED = frozenset({"Ins", "Dat"})
"""Cases whose endings tell a man's name in them, whatever the tagger says of one that no dictionary knows."""


def _may_bear(tokens: Sequence[Token], case: str) -> bool:
    """Whether the last word of a name ends as those of men do in a case."""
    return tokens[-1].text.endswith(_ENDINGS.get(case, ("-",))) and all(t.text[-1].isalpha() for t in tokens)


def _masculine(word: str, case: str) -> str:
    """Return a word of a man's name in the nominative: «Рябковым» → «Рябков», «Вэя» → «Вэй», «Ямаду» → «Ямада»."""
    if case in {"Nom", ""}:
        return word
    if (surname := _OBLIQUE.match(word)) is not None:
        return surname[1]
    feats = {"Gender": "Masc", "Number": "Sing", "Case": case}
    if case in {"Ins", "Loc"} and _is_adjectival(word) and not is_name(word):
        return f"{word[:-2]}{'ый' if word.endswith('ым') else 'ий'}"
    if is_name(word):
        return to_nominative(word, "PROPN", feats)
    if case in {"Gen", "Acc"} and word[-2:] in {"эя", "ея", "уя", "ая"}:
        return f"{word[:-1]}й"
    if (ending := _OF_VOWEL_STEM.get(case)) and word.endswith(ending) and word[-2:-1] not in "аеоуэ":
        return f"{word[:-1]}а"
    if case == "Dat" and word.endswith("у") and word[-2:-1] not in "аеоуэ":
        return word[:-1]
    soft = _SOFT.get(case, "-")  # «Вэнем»
    nominative = f"{word.removesuffix(soft)}нь" if word.endswith(soft) else to_nominative(word, "PROPN", feats)
    return word if f"{nominative}ы" == word else nominative


def _declined(token: Token, case: str, gender: str) -> str:
    feats = {**token.feats, "Gender": gender, "Number": "Sing", "Case": case or "Nom"}
    return to_nominative(token.text, "PROPN", feats)


_OF_VOWEL_STEM = {"Acc": "у", "Gen": "ы"}
"""Endings of men's names in -а, which those of names in a consonant do not have."""
_SOFT = {"Ins": "нем", "Gen": "ня", "Acc": "ня", "Dat": "ню"}
"""Endings of Chinese names in -нь."""
_SURE = {"ым": "Ins", "у": "Dat"}
"""Endings of such a surname that tell its case, whatever the tagger says."""
_ADJECTIVAL = re.compile(r"(?<=[сц]к)(?:им|ом)$|ым$")
"""Endings of men's names that are adjectives: «Полянским», «Белым»."""


def _is_adjectival(word: str) -> bool:
    """Whether a man's name in the instrumental is an adjective; «Рахым» only ends like one."""
    known = not word.endswith("ым") or is_common(f"{word[:-2]}ый".casefold())
    return known and _ADJECTIVAL.search(word) is not None


_OBLIQUE = re.compile(r"(\w+(?:[оеё]в|[иы]н))(а|у|ым|е)$")
"""A man's surname of the common kind in another case than the nominative."""
_SURNAME = re.compile(r"\w(?:[оеё]в|[иы]н)$")
"""A man's surname in the nominative: in every other case it has an ending."""
_BORNE = {"ом": "Ins", "ем": "Ins", "ым": "Ins", "у": "Dat", "ю": "Dat"}


def _case_borne(token: Token) -> str:
    """Return the case whose ending a masculine name tagged as nominative bears: «Вагаршаком», lemma «вагаршак»."""
    stem, plain = token.lemma, token.text.casefold().replace("ё", "е")
    if token.case not in {"Nom", ""} or not plain.startswith(stem):
        return ""
    return _BORNE.get(plain[len(stem) :], "")


def quoted_name(tokens: Sequence[Token]) -> str:
    """Return a name in quotation marks as it stands, but for a single inflected noun: «СТАНКОМа» → «СТАНКОМ»."""
    if len(tokens) == 1:
        return organisation_name(tokens)
    return joined(tokens)


def organisation_name(tokens: Sequence[Token]) -> str:
    """Return the name with the words before and at its first noun in the nominative."""
    out, done = [], False
    for token in tokens:
        if done or token.pos not in {"ADJ", "NOUN", "PROPN", "DET"}:
            out.append(token.text)
            continue
        out.append(_proper_nominative(token))
        done = token.pos in {"NOUN", "PROPN"}
    return " ".join(out)


def _proper_nominative(token: Token) -> str:
    if any(c.isupper() for c in token.text[1:]) and not token.text.isupper():
        return (
            re.sub(r"(?<=[а-яА-Я]{3})(?:ом|ой|у|а|е|и|ы)$", "", token.text)
            if token.case not in {"Nom", ""}
            else token.text
        )
    if token.feats.get("Foreign") or not any("а" <= c <= "я" for c in token.text.casefold()):
        return token.text
    if token.pos in {"ADJ", "DET"}:
        return to_nominative(token.text, token.pos, token.feats)
    gender = _GENDERS.get(token.feats.get("Gender", ""), "")  # of an unknown word only the tagger tells: «Росатома»
    return inflect(token.text, "nomn", gender=gender) if token.case not in {"Nom", ""} else token.text


_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}


def place_name(tokens: Sequence[Token]) -> str:
    """Return the name of a place in the nominative: «в Новозыбкове» → «Новозыбков», «во Дворце Независимости»."""
    case = next((t.case for t in reversed(tokens) if t.case), "")
    if case == "Gen":  # what it is of, unless all of it is in the genitive
        case = next((t.case for t in tokens if t.pos in {"NOUN", "PROPN"} and t.case), case)
    words = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        agrees = token.case in {case, ""} or len(tokens) == 1
        word = to_nominative(token.text, token.pos, token.feats) if agrees else token.text
        words.append((" " if before and token.start > before.end else "") + word)
    return "".join(words)


def joined(tokens: Sequence[Token]) -> str:
    """Return the text of consecutive tokens with the spaces that stand between them."""
    out = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        out += (" " * (token.start - before.end) if before else "") + token.text
    return " ".join(out.split())
