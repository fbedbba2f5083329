"""Which day of a sentence is that of a word: by what stands between them, and by the preposition before the day."""

import re

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.draft import IN_CLAUSE, IN_SENTENCE, Filler

BARE = "bare"
"""The function of a date without a preposition."""
_TERMS = frozenset({"since", "for"})
"""Prepositions before the beginning or the term of something, which are no date of an event."""


def is_parted(sentence: Sentence, word: Token, date: Filler) -> bool:
    """Whether another verb stands between a word and a date behind it: "has one in X, and | opens one in May"."""
    return any(t.pos in {"VERB", "AUX"} or t.text == ";" for t in sentence.tokens[word.i + 1 : date.first])


def is_of_aside(lang: str, sentence: Sentence, word: Token, date: Filler) -> bool:
    """Whether a date is that of what is told beside: "visited X | after taking office in May"."""
    tokens = sentence.tokens
    if date.first < word.i:
        becoming = lexicon.lists(lang, "posts", ("becoming",))["becoming"]
        opens = tokens[0].feats.get("VerbForm") == "Part" and tokens[0].lemma in becoming
        apart = any(t.text == "," for t in tokens[date.last : word.i])
        saying = lexicon.lists(lang, "speech", ("say",))["say"]
        said = any(t.pos == "VERB" and t.lemma in saying for t in tokens[date.last : word.i])
        return apart and (opens or said)  # "trade grew last year, X said | at a meeting"
    asides = lexicon.lists(lang, "references", ("asides",))["asides"]
    between = tokens[word.i + 1 : date.first]
    own = next((t for t in reversed(between) if t.pos != "ADP"), word)
    if own.feats.get("VerbForm") == "Part" and own.rel == "acl" and own.head not in {word.i, own.i} and own.i != word.i:
        return True  # "supplied under a contract | signed last year"
    return any(t.feats.get("VerbForm") == "Ger" and tokens[t.i - 1].lemma in asides for t in between)


def is_term_of(sentence: Sentence, words: set[int], date: Filler) -> bool:
    """Whether a year is that for which another noun is made: «обсудили бюджет | на 2026 год»."""
    before = sentence.tokens[date.first - _NOUN_BEFORE] if date.first >= _NOUN_BEFORE else None
    if before is None or date.reason != "на" or not _YEAR.fullmatch(str(date.value)):
        return False
    return before.pos == "NOUN" and before.i not in words


_NOUN_BEFORE = 2
"""Words from the noun to the year behind its preposition."""
_YEAR = re.compile(r"\d{4}")
AIMED = frozenset({"mission", "route", "venture"})
"""Kinds of thing that is to be there by a day: "to open an office by May"."""
_BY = frozenset({"by", "before", "until", "till"})


YEARS, DURING = re.compile(r"\d{4}/\d{4}"), frozenset({"за", "в"})


def is_dated_by(function: str, date: Filler, *, aimed: bool) -> bool:
    """Whether a slot takes a date by its preposition; one without a function none that tells a beginning or a term."""
    if function:
        over = function in {"since", "from"} and "/" in str(date.value)  # "from May to July" begins nothing
        return function == (date.reason or BARE) and not over
    if date.reason in _BY and not (aimed and date.source == IN_CLAUSE):
        return False
    since = date.reason == "с" and date.source == IN_SENTENCE and "/" not in str(date.value)
    return date.reason not in _TERMS and not since  # «на заводе, который с 2019 года поставляет …»
