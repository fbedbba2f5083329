"""English inflection by rule: from a form to its infinitive or singular."""

import re
from functools import lru_cache

from coopatlas.language.english.words import load

_DOUBLED = re.compile(r"([bdgklmnprtvz])\1$")
_E_WANTED = re.compile(r"(?:[cgsvzu]|[^aeiou]l|[^aeo]at|[aeiou][dkmrt]|[^aeiou][aeiouy][nt])$")
_SIBILANT = re.compile(r"(?:ss|sh|ch|x|zz|o)$")
_NOT_PLURAL = re.compile(r"(?:ss|us|is|ous)$")


@lru_cache(maxsize=50_000)
def plural_base(form: str) -> str | None:
    """Return the singular of a folded noun that looks like a plural, None where it does not."""
    words = load()
    if form in words.plurals:
        return words.plurals[form]
    if len(form) < 4 or not form.endswith("s") or _NOT_PLURAL.search(form):
        return None
    if form.endswith("ies"):
        return form[:-3] + "y"
    if form.endswith("ves") and form[:-3] + "f" in words.nouns:
        return form[:-3] + "f"
    if form.endswith("es") and _SIBILANT.search(form[:-2]):
        return form[:-2]
    return form[:-1]


@lru_cache(maxsize=50_000)
def third_person_base(form: str) -> str | None:
    """Return the infinitive of «signs», «reaches», «carries», where the lexicon knows the verb."""
    verbs = load().verbs
    if form == "has":
        return "have"
    if not form.endswith("s"):
        return None
    options = [form[:-1], form[:-2] if form.endswith("es") else "", form[:-3] + "y" if form.endswith("ies") else ""]
    return next((option for option in options if option in verbs), None)


@lru_cache(maxsize=50_000)
def past_base(form: str) -> str | None:
    """Return the infinitive of a regular past form; a form of an unknown verb is guessed."""
    if not form.endswith("ed") or len(form) < 5 or form in {"speed", "breed", "indeed", "exceed", "proceed", "succeed"}:
        return None
    return _base(form[:-2], form[:-1])


@lru_cache(maxsize=50_000)
def gerund_base(form: str) -> str | None:
    """Return the infinitive of a form in -ing; a form of an unknown verb is guessed."""
    if not form.endswith("ing") or len(form) < 6:
        return None
    return _base(form[:-3], form[:-3] + "e")


def _base(stem: str, with_e: str) -> str:
    verbs = load().verbs
    options = [with_e, stem]
    if _DOUBLED.search(stem):
        options.insert(0, stem[:-1])
    if stem.endswith("i"):
        options.insert(0, stem[:-1] + "y")
    if stem.endswith("y"):
        options.append(stem[:-1] + "ie")
    known = next((option for option in options if option in verbs), None)
    if known is not None:
        return known
    if stem.endswith("i"):
        return stem[:-1] + "y"
    return with_e if _E_WANTED.search(stem) else stem
