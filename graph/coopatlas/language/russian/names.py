"""Names in dictionary form: of people, of organisations, and as they stand in quotation marks."""

import re
from collections.abc import Sequence

from coopatlas.language.russian.morphology import inflect, to_nominative
from coopatlas.language.tokens import Token


def person_name(tokens: Sequence[Token]) -> str:
    """Return a personal name in the nominative: «Артуром Парфенчиковым» → «Артур Парфенчиков»; initials stay."""
    gender = next((t.feats["Gender"] for t in tokens if t.feats.get("Gender") in {"Masc", "Fem"}), "Masc")
    borne = next((c for t in tokens if (c := _case_borne(t))), "") if gender == "Masc" else ""
    fixed = gender == "Masc" and _INSTRUMENTAL.search(tokens[-1].text) is not None
    words: list[str] = []
    for token in tokens:
        surname = gender == "Masc" and words and _SURNAME.search(token.text)  # «Раханов» is no genitive of «Рахан»
        if surname or (fixed and token.text[-1] in "ыи"):  # «Гурбангулы Бердымухамедовым»: what agrees not stays
            words.append(token.text)
        elif token.text == "." and words:
            words[-1] += "."
        elif borne and _case_borne(token):
            words.append(token.text[: len(token.lemma)])
        elif len(token.text) > 1:
            case = borne if token.case in {"Nom", ""} and borne else token.case
            feats = {**token.feats, "Gender": gender, "Number": "Sing", "Case": case or "Nom"}
            word = to_nominative(token.text, "PROPN", feats)
            words.append(token.text if gender == "Masc" and f"{word}ы" == token.text else word)
        else:
            words.append(token.text)
    return " ".join(words)


_INSTRUMENTAL = re.compile(r"(?:[оеё]в|[иы]н)ым$|[иы]м$")
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
    return inflect(token.text, "nomn") if token.case not in {"Nom", ""} else token.text


def place_name(tokens: Sequence[Token]) -> str:
    """Return the name of a place in the nominative: «в Новозыбкове» → «Новозыбков», «Великим Устюгом»."""
    case = next((t.case for t in reversed(tokens) if t.case), "")
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
