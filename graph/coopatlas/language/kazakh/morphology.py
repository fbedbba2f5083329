"""The readings of a Kazakh word form: its stem, part of speech and features, by cutting endings from its end."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.sounds import fits, sounds, spellings, variants

_SHORTEST = 2
_MERGED = re.compile(r"(?<=[аоұүеөыі])я")
"""A stem in -й and an ending in а- are spelt with one letter: «қояды» is қой + ады."""
_VOICED = {"ғ": "қ", "г": "к", "б": "п"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word form; `known` tells that its stem stands in the lexicon, `endings` how many it has."""

    lemma: str
    pos: str
    feats: Mapping[str, str]
    known: bool = True
    endings: int = 0


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Reading, ...]:
    """Return the readings of a word in small letters, the likeliest first."""
    spelt_out = _MERGED.sub("йа", word)
    found = [*_verbal(word), *(_verbal(spelt_out) if spelt_out != word else ()), *_nominal(word)]
    return tuple(sorted(found, key=_unlikely)) or (Reading(word, "X", {}, known=False),)


def _unlikely(reading: Reading) -> tuple[bool, int, int]:
    """Known stems first; of them the longest, so that «сауда» is no locative; of unknown ones the shortest."""
    length = len(reading.lemma)
    odd = reading.feats.get("Poss", "3") != "3" or (not reading.known and _clustered(reading.lemma))
    return not reading.known, 2 * odd - (reading.pos == "VERB"), -length if reading.known else length


def _clustered(stem: str) -> bool:
    """Whether a stem ends as no noun does: «ашылд», of which the last letter belongs to an ending."""
    return stem[-1:] in {"д", "т", "н"} and stem[-2:-1] not in sounds().vowels and stem[-2:-1] not in "рн"


def features(text: str) -> dict[str, str]:
    """Return «A=b|C=d» as a mapping."""
    return dict(pair.split("=") for pair in text.split("|") if pair)


def cut(word: str, ending: str) -> list[str]:
    """Return the stems that a word leaves when an ending is cut from it."""
    written = _written(ending)
    if not word.endswith(written):  # as nearly all do: hundreds of endings are tried on each word
        return []
    stems = [(word[: -len(spelt)], spelt) for spelt in written if word.endswith(spelt)]
    return [stem for stem, spelt in stems if len(stem) >= _SHORTEST and fits(stem, ending, spelt)]


@cache
def _written(ending: str) -> tuple[str, ...]:
    """Return the spellings of an ending that are written at all."""
    return tuple(sorted(filter(None, variants(ending))))


def _nominal(word: str) -> Iterator[Reading]:
    for stem, feats, count in declined(word):
        yield from _noun(stem, feats, count)


@lru_cache(maxsize=50_000)
def declined(word: str) -> tuple[tuple[str, dict[str, str], int], ...]:
    """Return what is left of a word without case, possession and number, with their features and how many were cut."""
    return tuple(_declined(word))


def _declined(word: str) -> Iterator[tuple[str, dict[str, str], int]]:
    table = lexicon.morphology()["noun"]
    yield from _owned(word, {"Case": "Nom"}, 0, "")
    for slot, owner in (("case", ""), ("case_after_third", "3"), ("case_after_first", "12")):
        for ending, feats in table[slot].items():
            for stem in cut(word, ending):
                yield from _owned(stem, features(feats), 1, owner)


def _owned(word: str, feats: dict[str, str], count: int, owner: str) -> Iterator[tuple[str, dict[str, str], int]]:
    """Cut possession and number; `owner` says which persons a case that was cut asks for."""
    if not owner:
        yield from _counted(word, feats, count)
    for ending, own in lexicon.morphology()["noun"]["possession"].items():
        person = own.partition("=")[2]
        if owner and person[0] not in owner:
            continue
        if not owner and count and person == "3" and feats["Case"] != "Ins":
            continue
        for stem in cut(word, ending):
            yield from _counted(_hardened(stem, ending), feats | features(own), count + 1)


def _counted(word: str, feats: dict[str, str], count: int) -> Iterator[tuple[str, dict[str, str], int]]:
    yield word, feats, count
    for ending, own in lexicon.morphology()["noun"]["number"].items():
        for stem in cut(word, ending):
            yield stem, feats | features(own), count + 1


def _hardened(stem: str, ending: str) -> str:
    """Return a stem as it is without an ending that begins with a vowel: «аймағ» → «аймақ», «орн» → «орын»."""
    if ending[0] not in "([":
        return stem
    whole = lexicon.morphology()["irregular"].get(stem)
    if whole or stem in lexicon.words().nominal or stem[-1:] not in _VOICED:
        return whole or stem
    return stem[:-1] + _VOICED[stem[-1]] if stem[-1] == "ғ" or stem[-2:-1] in sounds().vowels else stem


def _noun(stem: str, feats: dict[str, str], count: int) -> Iterator[Reading]:
    words = lexicon.words()
    if stem in words.nominal:
        yield Reading(stem, "PRON" if stem in words.pronouns else "NOUN", feats, endings=count)
    elif stem in words.adjectives:
        yield Reading(stem, "ADJ", feats, endings=count)
    elif stem in words.numerals:
        yield Reading(stem, "NUM", feats, endings=count)
    elif stem in words.adverbs and not count:
        yield Reading(stem, "ADV", {})
    elif any(letter in sounds().vowels for letter in stem) and (len(stem) > _SHORTEST or stem in _short()):
        yield Reading(stem, "NOUN", feats, known=False, endings=count)


@cache
def _short() -> frozenset[str]:
    return frozenset(lexicon.table("names")["short"].split())


def _verbal(word: str) -> Iterator[Reading]:
    table = lexicon.morphology()["verb"]
    for form in (*table["finite"], *table["converbs"]):
        for stem, feats in _inflected(word, form):
            yield from _verb(stem, feats)
    for form in table["nominal"]:
        yield from _participle(word, form)


def _inflected(word: str, form: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the stems of a form that takes the endings of persons."""
    bare: list[tuple[str, dict[str, str]]] = [] if form.get("person") else [(word, {})]
    persons = [(rest, {"Person": p[0]}) for p in form.get("persons", ()) for rest in cut(word, p)]
    for rest, person in (*bare, *persons):
        for stem in cut(rest, form["ending"]):
            yield stem, features(form["feats"]) | person


def _participle(word: str, form: Mapping[str, Any]) -> Iterator[Reading]:
    """Yield the readings of a participle or verbal noun with the endings of nouns behind it."""
    for inner, nominal, _ in declined(word):
        if (form.get("possessed") and "Poss" not in nominal) or (nominal["Case"] == "Nom" and len(inner) < 3):
            continue
        for whole in (inner, _softened(inner), _without_abstract(inner)):
            for stem, feats in _inflected(whole, form) if whole else ():
                yield from _verb(stem, feats | nominal)


def _softened(inner: str) -> str:
    """Return «қою» as the rule spells it, «қойу», where a stem's last letter and the ending are one."""
    return inner[:-1] + "йу" if inner.endswith("ю") else ""


def _without_abstract(inner: str) -> str:
    """Return «ашқан» of «ашқандық»: that something was opened."""
    return inner[:-3] if inner.endswith(("дық", "дік", "тық", "тік")) else ""


def _verb(stem: str, feats: dict[str, str]) -> Iterator[Reading]:
    """Yield a stem as it stands, and without negation and voice."""
    yield from _voiced(stem, feats)
    for positive in cut(stem, lexicon.morphology()["verb"]["negation"]):
        yield from _voiced(positive, feats | {"Polarity": "Neg"})


def _voiced(stem: str, feats: dict[str, str]) -> Iterator[Reading]:
    verbs = lexicon.words().verbs
    known = [full for full in _full(stem) if full in verbs]
    for full in known:
        yield Reading(verbs[full], "VERB", feats)
    if known:
        return
    for ending, voice in lexicon.morphology()["verb"]["voice"].items():
        for active in cut(stem, ending):
            for full in _full(active):
                if full in verbs:
                    yield Reading(verbs[full], "VERB", feats | {"Voice": voice})
    if stem.endswith(tuple(lexicon.morphology()["verb"]["formants"])) and len(stem) > 4:
        yield from _unlisted(stem, feats)


def _full(stem: str) -> Iterator[str]:
    """Yield a stem, hard at its end, and with the vowel that an ending has swallowed: «шығ» → «шық», «оқ» → «оқы»."""
    yield stem
    if stem[-1:] in "ғгбу":
        yield stem[:-1] + {"ғ": "қ", "г": "к"}.get(stem[-1], "п")
    yield from (stem + vowel for vowel in "ыі")
    if stem.endswith("и"):
        yield from (stem[:-1] + vowel for vowel in "ыі")


def _unlisted(stem: str, feats: dict[str, str]) -> Iterator[Reading]:
    passive = stem[-3:-1] in {"ла", "ле", "да", "де", "та", "те"} and stem.endswith("н")
    base = stem[:-1] if passive else stem
    voice = {"Voice": "Pass"} if passive else {}
    yield Reading(lexicon.infinitive_of(base), "VERB", feats | voice, known=False, endings=1)


@lru_cache(maxsize=50_000)
def case_of(ending: str) -> str:
    """Return the case that what stands behind a name tells by its last letters: «сының» → `Gen`; empty for none."""
    table = lexicon.morphology()["noun"]
    found = [
        (len(spelt), features(feats)["Case"])
        for slot in ("case", "case_after_third")
        for template, feats in table[slot].items()
        for spelt in variants(template)
        if spelt and ending.endswith(spelt)
    ]
    return max(found, default=(0, ""))[1]


def inflected(word: str, ending: str) -> str:
    """Return a word with an ending: «Омбы облысы» and «НЫң» → «Омбы облысының», «әкімдік» and «[с]Ы» → «әкімдігі»."""
    row = sounds().rows(word.casefold()).split()[-1]
    spelt = next(iter(sorted(spellings(ending, word[-1].casefold(), row))), "")
    voiced = {"қ": "ғ", "к": "г", "п": "б"}.get(word[-1]) if spelt[:1] in sounds().vowels else None
    return (word[:-1] + voiced if voiced else word) + spelt


def nominative(text: str, feats: Mapping[str, str], lemma: str) -> str:
    """Return a word form without its case ending: «министріне» → «министрі», «облыстардың» → «облыстар»."""
    case = feats.get("Case", "Nom")
    return text if case == "Nom" else _without(text, case, feats.get("Attr"), feats.get("Poss") == "3", lemma)


@lru_cache(maxsize=50_000)
def _without(text: str, case: str, attribute: str | None, third: bool, lemma: str) -> str:
    """Return a word without its ending of a case; `third` tells that it is possessed by a third person."""
    table = lexicon.morphology()["noun"]
    for slot in ("case_after_third", "case") if third else ("case", "case_after_first"):
        for ending, own in table[slot].items():
            if features(own).get("Case") != case or features(own).get("Attr") != attribute:
                continue
            for spelt in sorted(variants(ending), key=len, reverse=True):
                stem = text[: len(text) - len(spelt)]
                if text.casefold().endswith(spelt) and len(stem) >= len(lemma) - 1:
                    return eased(stem, lemma).removesuffix("-")
    return text


def eased(stem: str, lemma: str) -> str:
    """Return a borrowed name without the vowel that leads to an ending: «Новосибирскіге» → «Новосибирск»."""
    return stem[:-1] if stem.casefold().endswith("скі") and not lemma.endswith("скі") else stem
