"""An English word on its way to a token, and what the words before and behind it tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopatlas.language.english import readings as r
from coopatlas.language.english.words import load

BE = frozenset(["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"])
BREAKS = frozenset({",", ";", ":", "—", "–", "--", "(", ")", '"', "“", "”", "-", "«", "»"})


@dataclass(slots=True)
class Word:
    """A word on its way to a token: `tag` is a closed class or one of the readings."""

    text: str
    low: str
    options: tuple[str, ...]
    tag: str = ""


def at(words: Sequence[Word], i: int) -> Word:
    """Return the word at a place, one with the tag END beyond the sentence."""
    return words[i] if 0 <= i < len(words) else Word("", "", (), "END")


def place_before(words: Sequence[Word], i: int) -> int:
    """Return the place before `i`, past adverbs and «not»."""
    i -= 1
    while i >= 0 and words[i].tag in {"ADV", "PART"}:
        i -= 1
    return i


def clause_start(words: Sequence[Word], i: int) -> int:
    """Return where the clause of a word begins, by marks and conjunctions."""
    j = i - 1
    while (
        j >= 0
        and words[j].low not in BREAKS
        and words[j].tag != "SCONJ"
        and words[j].low not in {"who", "which", "that", "but"}
    ):
        j -= 1
    return j + 1


def has_finite(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a finite verb is among some words."""
    return any(
        w.tag in {r.THIRD, r.PAST} or (w.tag == "AUX" and w.low not in {"be", "been", "being", "having"})
        for w in words[max(0, first) : last]
    )


def finite_ahead(words: Sequence[Word], i: int) -> bool:
    """Whether the clause has a finite verb behind `i` that has no subject of its own."""
    for j in range(i + 1, len(words)):
        word = words[j]
        if word.low in BREAKS or word.tag == "SCONJ" or word.low in {"who", "which", "that", "and", "but"}:
            return False
        if word.tag == "AUX" and word.low not in {"be", "been", "being", "having"}:
            return True
        if (
            {r.PAST} <= set(word.options)
            and word.tag in {"", r.PAST}
            and not _has_agent(words, j)
            and at(words, j - 1).tag not in {"DET", "POSS", "ADP"}
        ):
            return (
                word.low in load().past
                or (r.PARTICIPLE in word.options and j == i + 1)
                or at(words, j - 1).tag in {r.ADVERB, "ADV"}
                or j > i + 1
            )
        if r.THIRD in word.options and third_alone(words, j):
            return True
    return False


_MEASURING = frozenset(
    {"$", "€", "about", "more", "almost", "nearly", "around", "over", "some", "a", "up", "as", "just"}
)


def measured(word: Word) -> bool:
    """Whether a word behind "by" begins a measure: "rose by | 5 percent", not "led by | the mayor"."""
    return word.tag == "NUM" or word.low in _MEASURING or bool(set(word.options) & {"NUM"})


def _has_agent(words: Sequence[Word], i: int) -> bool:
    """Whether a past form is the participle of a noun before it: "a delegation | led | by the mayor"."""
    behind = at(words, i + 1).low == "by" and not measured(at(words, i + 2))
    return behind and r.PARTICIPLE in words[i].options and at(words, i - 1).tag in {r.NOUN, r.PLURAL, r.NAME, ""}


def third_alone(words: Sequence[Word], i: int) -> bool:
    """Whether a form in -s is a verb whatever stands in the clause before it."""
    if r.PLURAL not in words[i].options:
        return True
    before, after = at(words, i - 1), at(words, i + 1)
    opens_object = after.tag in {"DET", "POSS", r.NAME} or bool({r.NOUN, r.PLURAL, r.ADJECTIVE} & set(after.options))
    return before.tag == r.NAME and opens_object and after.tag not in {"ADP", "AUX", "CCONJ"}


def nominal_next(after: Word) -> bool:
    """Whether a word may be a noun or its attribute."""
    return after.tag in {r.NOUN, r.PLURAL, r.NAME, r.ADJECTIVE} or (
        after.tag == "" and bool(set(after.options) & {r.NOUN, r.PLURAL, r.ADJECTIVE})
    )
