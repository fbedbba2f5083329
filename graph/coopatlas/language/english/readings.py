"""What an English word can be, before its neighbours are asked."""

import re
from functools import lru_cache

from coopatlas.language.english.inflection import gerund_base, past_base, plural_base, third_person_base
from coopatlas.language.english.words import load

NOUN, PLURAL, NAME = "noun", "plural", "name"
BASE, THIRD, PAST, PARTICIPLE, GERUND = "base", "third", "past", "participle", "gerund"
ADJECTIVE, ADVERB, NUMBER, MARK = "ADJ", "ADV", "NUM", "PUNCT"
VERBAL = frozenset({BASE, THIRD, PAST, PARTICIPLE})
NOMINAL = frozenset({NOUN, PLURAL, NAME})

_ADJECTIVE = re.compile(
    r"(?:[a-z]{2}(?:ous|ful|less|ible)|[a-z]{3}(?:ive|ary|ic|ical|able)|[a-z]{2}(?:ional|cial|tial|eral|ural|anal|inal)"
    r"|[a-z]+-(?:based|owned|level|term|scale|related|oriented|wide|made|building|led|backed|born|free|term|year|day|month))$"
)
_NOUN = re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|ure|age|dom|hood|cy|ery|ist|eer|tor|sor)$")
_NUMBER = re.compile(r"\d[\d.,]*(?:st|nd|rd|th)?$")
NUMERALS = frozenset(
    [
        "zero",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "dozen",
        "half",
    ]
)
_ADVERBS_NOT = frozenset(
    [
        "family",
        "supply",
        "reply",
        "ally",
        "july",
        "italy",
        "rally",
        "early",
        "daily",
        "weekly",
        "monthly",
        "yearly",
        "friendly",
        "likely",
    ]
)
_PRIORITY = ("PART", "AUX", "POSS", "DET", "PRON", "CCONJ", "ADP", "SCONJ", "ADV")


@lru_cache(maxsize=50_000)
def closed(word: str) -> str:
    """Return the closed class of a folded word, the likeliest first; an empty string for other words."""
    members = load().closed
    return next((pos for pos in _PRIORITY if word in members.get(pos, ())), "")


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[str, ...]:
    """Return what a folded word of an open class can be, the likeliest first."""
    if _NUMBER.match(word) or word in NUMERALS:
        return (NUMBER,)
    if not any(map(str.isalpha, word)):
        return (MARK,)
    words = load()
    found = list(_verb_forms(word))
    if word in words.adjectives or _ADJECTIVE.search(word):
        found.append(ADJECTIVE)
    if word.endswith("ly") and len(word) > 4 and word not in _ADVERBS_NOT and word not in words.nouns:
        return (ADVERB,)
    plural = plural_base(word)
    if plural == word:
        return (PLURAL,) if word in words.classes["pluralia"] else (NOUN,)
    if plural is not None and word not in words.adjectives and (THIRD not in found or _noun_too(plural)):
        found.append(PLURAL)
    elif word in words.nouns or (BASE in found and word in words.classes["noun_first"]) or _NOUN.search(word):
        found.append(NOUN)
    return tuple(found) or (NOUN,)


def _verb_forms(word: str) -> list[str]:
    words = load()
    found = []
    if word in words.verbs:
        found.append(BASE)
    if third_person_base(word) is not None:
        found.append(THIRD)
    regular = past_base(word)
    if word in words.past or (regular and word not in words.nouns):
        found.append(PAST)
    if word in words.participle or (regular and word not in words.nouns):
        found.append(PARTICIPLE)
    if gerund_base(word) is not None:
        found.append(GERUND)
    return found


def _noun_too(base: str) -> bool:
    words = load()
    return base in words.nouns or base in words.classes["noun_first"] or bool(_NOUN.search(base))


@lru_cache(maxsize=50_000)
def known(word: str) -> bool:
    """Whether a folded word is a form of one that the lexicon has, rather than a name."""
    words = load()
    bases = (plural_base(word), third_person_base(word), past_base(word), gerund_base(word))
    return words.known(word) or any(base is not None and words.known(base) for base in bases)


@lru_cache(maxsize=50_000)
def begins(word: str) -> bool:
    """Whether a folded word is a noun that may begin a sentence, or a form of one."""
    return not load().beginning.isdisjoint({word, plural_base(word) or word})


def lemma(word: str, reading: str) -> str:
    """Return the dictionary form of a folded word in one of its readings."""
    words = load()
    if reading == PLURAL:
        return plural_base(word) or word
    if reading == THIRD:
        return third_person_base(word) or word
    if reading == PAST:
        return words.past.get(word) or past_base(word) or word
    if reading == PARTICIPLE:
        return words.participle.get(word) or past_base(word) or word
    return gerund_base(word) or word if reading == GERUND else word
