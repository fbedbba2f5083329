"""Russian words: their parses, lemmas and inflected forms (pymorphy3, OpenCorpora dictionaries)."""

import sys
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import pymorphy3

from coopatlas.language.form import form

# natasha asks for pymorphy2, which breaks on Python 3.12; pymorphy3 is its maintained heir with the same interface.
sys.modules.setdefault("pymorphy2", pymorphy3)

CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}


@cache
def _vocabulary() -> Any:
    from coopatlas.language.russian.vocabulary import Vocabulary

    return Vocabulary()


def _parses(word: str) -> list[Any]:
    return list(_vocabulary().parse(word)) if _has_names(word) else []


def _has_names(word: str) -> bool:
    """Whether Python's Unicode data name every letter of a word: pymorphy3 fails on those of Tangut, for one."""
    return word.isascii() or all(unicodedata.name(letter, "") for letter in word if letter.isalpha())


@lru_cache(maxsize=50_000)
def _lemma(word: str, pos: str, feats: tuple[tuple[str, str], ...]) -> str:
    if not _has_names(word):
        return word.casefold()
    plain = str(_vocabulary().lemmatize(word, pos, dict(feats)))
    head, dash, tail = plain.partition("-")
    case = CASES.get(dict(feats).get("Case", ""), "nomn")
    return f"{_noun(head, case)}-{tail}" if dash and pos == "NOUN" and case != "nomn" else plain


def _noun(head: str, case: str) -> str:
    """Return the dictionary form of the first part of a compound that declines both: «городами-побратимами»."""
    nouns = [p for p in _parses(head) if p.tag.POS == "NOUN" and p.tag.case == case]
    certain = nouns and not any(p.tag.case == "nomn" or p.tag.POS != "NOUN" for p in _parses(head))
    return str(nouns[0].normal_form).replace("ё", "е") if certain else head


def lemma(word: str, pos: str, feats: Mapping[str, str]) -> str:
    """Return the dictionary form of a tagged `word`, in lower case with `е` for `ё`."""
    return _lemma(word, pos, tuple(sorted(feats.items())))


_OF_VERBS = {
    "tense": ("Tense", {"pres": "Pres", "past": "Past"}),
    "aspect": ("Aspect", {"impf": "Imp"}),
    "number": ("Number", {"sing": "Sing", "plur": "Plur"}),
    "person": ("Person", {"1per": "1", "2per": "2", "3per": "3"}),
    "mood": ("Mood", {"indc": "Ind", "impr": "Imp"}),
}
"""Of reflexives perfectives are left out: of «вывозиться» the dictionary has only the one that means to get dirty."""
_OF_NOUNS = {
    "number": ("Number", {"sing": "Sing", "plur": "Plur"}),
    "case": ("Case", {short: case for case, short in CASES.items()}),
    "animacy": ("Animacy", {"anim": "Anim", "inan": "Inan"}),
}


@lru_cache(maxsize=50_000)
def certain(word: str, pos: str) -> tuple[tuple[str, str], ...]:
    """Return the features of a noun or finite verb on which all its parses in the dictionary agree.

    The tagger guesses them from the sentence, and of rare words often wrong: «отгружает» is no past.
    """
    kind, names = ("VERB", _OF_VERBS) if pos == "VERB" else ("NOUN", _OF_NOUNS)
    parses = [p for p in _parses(word.casefold()) if p.is_known]
    own = [p for p in parses if kind == p.tag.POS]
    if not own or (kind == "VERB" and len(own) < len(parses)):
        return ()
    found = []
    for grammeme, (name, values) in names.items():
        told = {getattr(p.tag, grammeme) for p in own}
        value = values.get(next(iter(told)) or "", "") if len(told) == 1 else ""
        found += [(name, value)] if value else []
    if (
        kind == "VERB"
        and not word.casefold().endswith(form("ru").reflexive)
        and {p.tag.aspect for p in own} == {"perf"}
    ):
        found += [("Aspect", "Perf"), *([("Tense", "Fut")] if {p.tag.tense for p in own} == {"futr"} else [])]
    return tuple(found)


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> frozenset[str]:
    """Return every dictionary form that `word` may have, in lower case with `е` for `ё`; the word itself is one."""
    plain = word.casefold().replace("ё", "е")
    return frozenset({plain} | {parse.normal_form.replace("ё", "е") for parse in _parses(plain)})


@lru_cache(maxsize=50_000)
def likeliest(word: str) -> str:
    """Return the likeliest dictionary form of `word` without its sentence, in lower case with `е` for `ё`."""
    plain = word.casefold().replace("ё", "е")
    return next((str(parse.normal_form).replace("ё", "е") for parse in _parses(plain)), plain)


@lru_cache(maxsize=50_000)
def _inflect(word: str, grammemes: frozenset[str], adjective: bool, feminine_animate: str) -> str | None:
    wanted = ("ADJF", "PRTF", "NUMR") if adjective else ("NOUN",)
    parses = [p for p in _parses(word.casefold()) if p.tag.POS in wanted]
    if word.islower():  # «жиров» is no form of a surname
        parses = [p for p in parses if not _PERSONAL & p.tag.grammemes] or parses
    else:  # «Куба» is no form of «куб»
        parses.sort(key=lambda p: "Geox" not in p.tag)
    if feminine_animate:
        parses = [p for p in parses if feminine_animate in p.tag] or parses
    # «высшего» is a superlative of «высокий» too, whose nominative would be «высочайший».
    stem, first = word.casefold()[: min(4, len(word) - 1)], ""
    for parse in parses:
        # Each builds the whole paradigm of a word: no more of them than it takes.
        form = pymorphy3.analyzer.Parse.inflect(parse, set(grammemes))
        if form is not None and form.word.startswith(stem):
            return _like(word, str(form.word))
        first = first or (str(form.word) if form is not None else "")
    return _like(word, first) if first else None


_PERSONAL = frozenset({"Surn", "Name", "Patr"})


def inflect(word: str, *grammemes: str, adjective: bool = False, gender: str = "") -> str:
    """Return `word` in the form of these OpenCorpora grammemes, in its letter case; an unknown word stays as it is."""
    return _inflect(word, frozenset(grammemes), adjective, gender) or word


def nominal_case(name: str, case: str) -> str:
    """Return a name in the dictionary form put into an OpenCorpora case: «Казахстан», `gent` → «Казахстана».

    Adjectives before the first noun and that noun are inflected; what follows the noun is left, but for a name that
    agrees with «республика» or «область» no rule is needed: it stands in the nominative («Республики Карелия»).
    """
    words = name.split()
    if not words or words[0].isupper():
        return name
    out: list[str] = []
    for place, word in enumerate(words):
        if _is_adjective(word) and place + 1 < len(words):
            out.append(_inflect_agreeing(word, case, words[place + 1 :]))
        else:
            return " ".join([*out, inflect(word, case), *words[place + 1 :]])
    return " ".join(out)


def _inflect_agreeing(word: str, case: str, rest: list[str]) -> str:
    noun = next((w for w in rest if not _is_adjective(w)), "")
    tag = next((p.tag for p in _parses(noun.casefold()) if p.tag.POS == "NOUN"), None)
    if tag is None:
        return word
    grammemes = {case, "plur"} if tag.number == "plur" else {case, "sing", tag.gender or "masc"}
    head, _, tail = word.rpartition("-")
    return f"{head}-{inflect(tail, *grammemes, adjective=True)}" if head else inflect(word, *grammemes, adjective=True)


def _is_adjective(word: str) -> bool:
    return word.casefold().endswith(("ий", "ый", "ой", "ая", "яя", "ое", "ее", "ые", "ие"))


def to_nominative(word: str, pos: str, feats: Mapping[str, str]) -> str:
    """Return one tagged word in the nominative of its own number (and gender)."""
    if feats.get("Case", "Nom") == "Nom" or pos not in {"NOUN", "PROPN", "ADJ", "DET", "VERB", "NUM", "PRON"}:
        return word
    if pos == "PROPN" and feats["Case"] == "Ins" and not word.casefold().endswith(_INSTRUMENTAL):
        return word  # «между Чжуцзи и Омском»: it is not declined
    number = {"Sing": "sing", "Plur": "plur"}.get(feats.get("Number", ""), "")
    adjective = pos in {"ADJ", "DET", "VERB"}
    grammemes = {"nomn"} | ({number} if number else set())
    gender = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}.get(feats.get("Gender", ""), "")
    if adjective and number == "sing" and gender:
        grammemes.add(gender)
    head, dash, tail = word.rpartition("-")
    form = inflect(tail or word, *grammemes, adjective=adjective, gender="" if adjective else gender)
    if pos == "PROPN" and form.casefold() == (tail or word).casefold() and gender == "masc" and number != "plur":
        form = _strip_ending(form, feats["Case"])
    return f"{head}{dash}{form}" if dash else form


_INSTRUMENTAL = ("ом", "ем", "ём", "ым", "им", "ой", "ей", "ёй", "ою", "ею", "ью", "ми")
_MASCULINE_ENDINGS = {"Ins": ("ом", "ем"), "Dat": ("у", "ю"), "Gen": ("а", "я"), "Acc": ("а", "я"), "Loc": ("е",)}


def _strip_ending(word: str, case: str) -> str:
    """Take the ending of a foreign masculine name off, which no dictionary knows: «Боосом» → «Боос».

    The instrumental in -ой is that of a name in -а: «Турсунзодой» → «Турсунзода».
    """
    for ending in _MASCULINE_ENDINGS.get(case, ()):
        stem = word.removesuffix(ending)
        shortest = 2 if case == "Ins" else 3  # «Юном» → «Юн»
        if len(stem) >= shortest and stem != word and stem[-1] not in "аеиоуыэюяь":
            return stem
    return f"{word[:-2]}а" if case == "Ins" and word.endswith("ой") else word


def _like(model: str, word: str) -> str:
    if model.isupper() and len(model) > 1:
        return word.upper()
    parts, models = word.split("-"), model.split("-")
    if len(parts) != len(models):
        return word[:1].upper() + word[1:] if model[:1].isupper() else word
    return "-".join(p[:1].upper() + p[1:] if m[:1].isupper() else p for p, m in zip(parts, models, strict=True))


def is_known(word: str) -> bool:
    """Whether the dictionary holds `word` in any of its forms."""
    return _has_names(word) and any(parse.is_known for parse in _parses(word))


@lru_cache(maxsize=50_000)
def is_common(word: str) -> bool:
    """Whether the dictionary holds `word` as a common word alone, as that of no place, person or body."""
    parses = [p for p in _parses(word) if p.is_known]
    return bool(parses) and not any(name in p.tag for p in parses for name in ("Geox", "Name", "Surn", "Orgn", "Trad"))


_OF_FINITE = {**_OF_VERBS, "gender": ("Gender", {"masc": "Masc", "femn": "Fem", "neut": "Neut"})}


@lru_cache(maxsize=50_000)
def verb(word: str) -> Mapping[str, str]:
    """Return lemma and features of what can be nothing but a finite verb or an infinitive; else nothing."""
    parses = [p for p in _parses(word.casefold()) if p.is_known]
    forms = {p.tag.POS for p in parses}
    return _features(parses[0]) if forms in ({"VERB"}, {"INFN"}) else {}


@lru_cache(maxsize=50_000)
def finite(word: str) -> Mapping[str, str]:
    """Return lemma and features of the finite verb that `word` may be among other things; else nothing."""
    return next((_features(p) for p in _parses(word.casefold()) if p.is_known and p.tag.POS == "VERB"), {})


def _features(parse: Any) -> Mapping[str, str]:
    told = ((name, values.get(str(getattr(parse.tag, what)))) for what, (name, values) in _OF_FINITE.items())
    lemma = str(parse.normal_form).replace("ё", "е")
    return {
        "Lemma": lemma,
        "VerbForm": "Fin" if parse.tag.POS == "VERB" else "Inf",
        **{name: value for name, value in told if value},
    }


@lru_cache(maxsize=50_000)
def short_participle(word: str) -> str:
    """Return the verb whose short passive participle `word` may be, in lower case with `е` for `ё`; else nothing."""
    parses = (p for p in _parses(word.casefold()) if p.is_known and {"PRTS", "pssv"} <= p.tag.grammemes)
    return next((str(p.normal_form).replace("ё", "е") for p in parses), "")


@lru_cache(maxsize=50_000)
def is_name(word: str) -> bool:
    """Whether the dictionary holds `word` as a form of a personal name."""
    return any(p.is_known and {"Name", "Surn", "Patr"} & p.tag.grammemes for p in _parses(word))


@lru_cache(maxsize=50_000)
def may_be(word: str, case: str, number: str) -> bool:
    """Whether `word` may be a noun in a case and number: «компании» the nominative plural."""
    wanted = {CASES.get(case, ""), {"Sing": "sing", "Plur": "plur"}.get(number, "")}
    return any(p.tag.POS == "NOUN" and wanted <= p.tag.grammemes for p in _parses(word.casefold()))
