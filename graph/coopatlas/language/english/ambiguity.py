"""What an English word is that may be several things: a noun or a verb, a past form or a participle.

The words before and behind decide, and whether the clause has a verb without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coopatlas.language.english import readings as r
from coopatlas.language.english.words import load

_BE = frozenset(["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"])
_HAVE = frozenset(["have", "has", "had", "having", "'ve"])
_MODAL = frozenset(
    [
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "'ll",
        "'d",
        "do",
        "does",
        "did",
        "ought",
    ]
)
_SUBJECTS = frozenset(["i", "you", "he", "she", "it", "we", "they", "who", "which", "that", "there"])
_PLURAL_SUBJECTS = frozenset(["i", "you", "we", "they", "who", "which", "that"])
_BREAKS = frozenset({",", ";", ":", "—", "–", "--", "(", ")", '"', "“", "”", "-", "«", "»"})
_AFTER_VERB = frozenset({"to", "with", "for", "on", "at", "in", "that"})
_PARTICLES = frozenset({"up", "out", "down", "off", "aside", "forward", "back", "over"})
_BEFORE_NOUN = frozenset({"DET", "POSS", "NUM", r.ADJECTIVE})


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


def _before(words: Sequence[Word], i: int) -> int:
    """Return the place before `i`, past adverbs and «not»."""
    i -= 1
    while i >= 0 and words[i].tag in {"ADV", "PART"}:
        i -= 1
    return i


def decided(words: Sequence[Word], i: int) -> str:
    """Return the tag of a word that may be several things."""
    word = words[i]
    options = set(word.options)
    infinitive = r.BASE in options and _infinitive_place(words, i)
    if options & {r.PAST, r.PARTICIPLE} and r.NOUN not in options and not infinitive:
        return _past_or_participle(words, i)
    if r.GERUND in options:
        return _gerund(words, i)
    if infinitive or (r.BASE in options and _finite_base(words, i, options)):
        return r.BASE
    if r.THIRD in options and _third(words, i, options):
        return r.THIRD
    for nominal in (r.ADJECTIVE, r.NOUN, r.PLURAL):
        if nominal in options and (nominal != r.ADJECTIVE or _attributive(words, i)):
            return nominal
    if r.THIRD in options:
        return r.THIRD
    return (
        r.ADJECTIVE if r.ADJECTIVE in options else r.NOUN if r.NOUN in options or r.BASE in options else word.options[0]
    )


def _attributive(words: Sequence[Word], i: int) -> bool:
    """Whether what may be an adjective stands where one does rather than a noun."""
    after = at(words, i + 1)
    nominal = after.tag in {r.NOUN, r.PLURAL, r.NAME, r.ADJECTIVE, "NUM"} or (
        after.tag == "" and set(after.options) & {r.NOUN, r.PLURAL, r.ADJECTIVE, r.GERUND}
    )
    if r.NOUN not in words[i].options and r.PLURAL not in words[i].options:
        return True
    linked = at(words, _before(words, i)).low in _BE | {"become", "becomes", "became", "remain", "remains"}
    return bool(nominal) or linked


def _infinitive_place(words: Sequence[Word], i: int) -> bool:
    before = at(words, _before(words, i))
    if before.low in _MODAL or (before.low in {"let", "help", "helps", "helped"} and words[i].low != "needs"):
        return before.low != "'d" or words[i].low != "better"
    if before.low in {"and", "or", ","} and _coordinated_infinitive(words, i):
        return True
    if before.low != "to":
        return False
    after = at(words, i + 1)
    doubtful = words[i].low in load().classes["noun_first"]
    if not doubtful or after.low in _PARTICLES or after.low in {"$", "€", "£", "¥"}:
        return True
    if after.tag in {"END", "PUNCT", "ADP", "AUX", "CCONJ", "'s"} or after.low in _BREAKS:
        earlier = at(words, _before(words, i) - 1)
        return (
            after.low in {"to", "in", "at", "from", "with", "on"}
            and earlier.tag not in {r.GERUND, "ADP"}
            and _wants_infinitive(earlier)
        )
    return True


def _wants_infinitive(word: Word) -> bool:
    return word.tag in {
        r.ADJECTIVE,
        r.THIRD,
        r.PAST,
        r.BASE,
        r.PARTICIPLE,
        r.NOUN,
        r.PLURAL,
        "AUX",
    } and word.low not in {
        "exports",
        "imports",
        "access",
        "supplies",
        "deliveries",
        "shipments",
        "due",
        "according",
        "compared",
        "contribution",
    }


def _coordinated_infinitive(words: Sequence[Word], i: int) -> bool:
    """Whether «and support» goes on from «to develop»: an infinitive stands before in the clause, an object behind."""
    after = at(words, i + 1)
    if (
        not (
            after.tag in {"DET", "POSS", "PRON", r.NAME, "NUM"} or set(after.options) & {r.NOUN, r.PLURAL, r.ADJECTIVE}
        )
        or after.low in _BREAKS
    ):
        return False
    if after.tag in {"AUX", "ADP", "CCONJ"}:
        return False
    for j in range(i - 2, max(-1, i - 16), -1):
        if words[j].low in {";", "."} or words[j].tag in {r.THIRD, r.PAST}:
            return False
        if words[j].tag == r.BASE:
            doubtful = words[i].low in load().classes["noun_first"]
            return (
                not doubtful
                or after.tag in {"DET", "POSS", r.NAME}
                or bool({r.ADJECTIVE, r.PLURAL} & set(after.options))
            )
    return False


def _clause_start(words: Sequence[Word], i: int) -> int:
    j = i - 1
    while (
        j >= 0
        and words[j].low not in _BREAKS
        and words[j].tag != "SCONJ"
        and words[j].low not in {"who", "which", "that", "but"}
    ):
        j -= 1
    return j + 1


def _has_finite(words: Sequence[Word], first: int, last: int) -> bool:
    return any(
        w.tag in {r.THIRD, r.PAST} or (w.tag == "AUX" and w.low not in {"be", "been", "being", "having"})
        for w in words[max(0, first) : last]
    )


def _finite_ahead(words: Sequence[Word], i: int) -> bool:
    """Whether the clause has a finite verb behind `i` that has no subject of its own."""
    for j in range(i + 1, len(words)):
        word = words[j]
        if word.low in _BREAKS or word.tag == "SCONJ" or word.low in {"who", "which", "that", "and", "but"}:
            return False
        if word.tag == "AUX" and word.low not in {"be", "been", "being", "having"}:
            return True
        if (
            {r.PAST} <= set(word.options)
            and word.tag in {"", r.PAST}
            and at(words, j - 1).tag not in {"DET", "POSS", "ADP"}
        ):
            return (
                word.low in load().past
                or (r.PARTICIPLE in word.options and j == i + 1)
                or at(words, j - 1).tag in {r.ADVERB, "ADV"}
                or j > i + 1
            )
        if r.THIRD in word.options and _third_alone(words, j):
            return True
    return False


def _third_alone(words: Sequence[Word], i: int) -> bool:
    """Whether a form in -s is a verb whatever stands in the clause before it."""
    if r.PLURAL not in words[i].options:
        return True
    before, after = at(words, i - 1), at(words, i + 1)
    opens_object = after.tag in {"DET", "POSS", r.NAME} or bool({r.NOUN, r.PLURAL, r.ADJECTIVE} & set(after.options))
    return before.tag == r.NAME and opens_object and after.tag not in {"ADP", "AUX", "CCONJ"}


def _in_relative(words: Sequence[Word], i: int) -> bool:
    """Whether a relative clause has its subject and waits for its verb: «which the firm …»."""
    for j in range(i - 1, max(-1, i - 8), -1):
        if words[j].low in {"which", "that", "whom"}:
            return j < i - 1 and at(words, j + 1).tag in {"DET", "POSS", "PRON", r.NAME}
        if words[j].low in _BREAKS or words[j].tag in {r.THIRD, r.PAST, "AUX", "ADP", "CCONJ"}:
            return False
    return False


def _finite_base(words: Sequence[Word], i: int, options: set[str]) -> bool:
    """Whether a base form is the verb of a plural subject: «the sides plan to»."""
    before = at(words, _before(words, i))
    after = at(words, i + 1)
    if before.low in _PLURAL_SUBJECTS - {"that"} or (before.low == "that" and at(words, i - 2).tag == r.PLURAL):
        return True
    listed = before.tag == r.NAME and any(w.low == "and" for w in words[max(0, i - 6) : i])
    if not (before.tag == r.PLURAL or listed or (before.tag == "PUNCT" and r.NOUN not in options)):
        return False
    start = _clause_start(words, i)
    if _has_finite(words, start, i) or _finite_ahead(words, i):
        return False
    if r.NOUN not in options and r.ADJECTIVE not in options:
        return True
    if (
        after.tag in {"", r.PLURAL, r.ADJECTIVE}
        and set(after.options) & {r.ADJECTIVE, r.PLURAL}
        and (before.tag == r.NAME or listed)
    ):
        return True
    return after.low == "to" or (after.tag in {"DET", "POSS", r.NAME, "ADP", "NUM"} and after.low != "of")


def _third(words: Sequence[Word], i: int, options: set[str]) -> bool:
    before, after = at(words, _before(words, i)), at(words, i + 1)
    if before.low in _SUBJECTS or (_in_relative(words, i) and before.tag not in _BEFORE_NOUN):
        return True
    if before.tag in _BEFORE_NOUN | {"ADP", "'s", "END", r.GERUND} or before.low in _BE or before.low == "to":
        return r.PLURAL not in options
    if r.PLURAL not in options:
        return True
    named = before.tag == r.PLURAL and before.text[:1].isupper()
    if (before.tag not in {r.NOUN, r.NAME, "PUNCT", "CCONJ"} and not named) or after.low == "of":
        return False
    if before.low == "," and any(w.low in {"which", "who", "whose", "where"} for w in words[:i]):
        return after.tag in {"DET", "POSS", r.NAME} or _nominal_next(after)
    if before.tag in {"PUNCT", "CCONJ"}:
        return before.low in {"and", ","} and _has_finite(words, 0, i) and after.tag in {"DET", "POSS"}
    return _third_before(words, i, after)


def _third_before(words: Sequence[Word], i: int, after: Word) -> bool:
    """Whether what follows a form in -s behind a noun is what follows a verb, where the clause has no other."""
    if _has_finite(words, _clause_start(words, i), i) or _finite_ahead(words, i):
        return False
    if after.tag in {"DET", "POSS", r.NAME, "NUM", "ADV"} or after.low in _AFTER_VERB:
        return True
    return _nominal_next(after) or (after.tag == "" and r.GERUND in after.options)


def _gerund(words: Sequence[Word], i: int) -> str:
    before, after = at(words, i - 1), at(words, i + 1)
    owned = before.tag in {"DET", "POSS", "'s"}
    if owned and (after.low == "of" or after.tag in {"ADP", "PUNCT", "AUX", "END"}):
        return r.NOUN
    if (owned or before.tag == r.ADJECTIVE) and _nominal_next(after):
        return r.ADJECTIVE
    if after.tag in {"DET", "POSS"} or before.low in _BE:
        return r.GERUND
    noun = words[i].low in load().nouns
    if at(words, _before(words, i)).tag in {r.PAST, r.THIRD, r.BASE, r.PARTICIPLE}:
        return r.NOUN if noun and after.tag in {"ADP", "PUNCT", "END"} else r.GERUND
    between = before.tag in {r.NOUN, r.ADJECTIVE, r.NAME} and _nominal_next(after)
    return r.NOUN if noun or (between and words[i].low in load().classes["nominal_gerunds"]) else r.GERUND


def _nominal_next(after: Word) -> bool:
    return after.tag in {r.NOUN, r.PLURAL, r.NAME, r.ADJECTIVE} or (
        after.tag == "" and bool(set(after.options) & {r.NOUN, r.PLURAL, r.ADJECTIVE})
    )


def _past_or_participle(words: Sequence[Word], i: int) -> str:
    word = words[i]
    place = _before(words, i)
    before, after = at(words, place), at(words, i + 1)
    if not {r.PAST, r.PARTICIPLE} <= set(word.options):
        return r.PAST if r.PAST in word.options else r.PARTICIPLE
    if word.low in load().adjectives and before.low not in _HAVE:
        return r.ADJECTIVE
    if before.low in _HAVE | _BE or before.low in {"get", "gets", "got"}:
        return r.PARTICIPLE
    if before.tag == "CCONJ" and (found := _parallel(words, place)):
        return found
    if before.tag in {"DET", "POSS", "ADP", "'s", r.ADJECTIVE, "NUM", "SCONJ"} and before.low not in {
        "that",
        "this",
        "which",
    }:
        return r.ADJECTIVE if _nominal_next(after) and before.tag != "SCONJ" else r.PARTICIPLE
    if before.low in _SUBJECTS or before.tag == "PRON":
        return r.PAST
    return _by_clause(words, i, after)


def _parallel(words: Sequence[Word], place: int) -> str:
    """Return what the verb before «and» is, where one form goes on from another: «was signed and ratified»."""
    for j in range(place - 1, max(-1, place - 14), -1):
        if words[j].tag in {r.PAST, r.PARTICIPLE}:
            return words[j].tag
        if words[j].tag == r.THIRD or words[j].tag == "AUX":
            return r.PAST if words[j].tag == r.THIRD else ""
    return ""


def _by_clause(words: Sequence[Word], i: int, after: Word) -> str:
    """Decide by the rest of the clause: a finite verb before or behind leaves the participle."""
    intransitive = r.lemma(words[i].low, r.PAST) in load().classes["intransitive"]
    if after.low == "by" and not intransitive and at(words, i - 1).tag in {r.NOUN, r.PLURAL, r.NAME}:
        by = at(words, i + 2)
        measured = by.tag == "NUM" or by.low in {
            "$",
            "€",
            "about",
            "more",
            "almost",
            "nearly",
            "around",
            "over",
            "some",
            "a",
            "up",
            "as",
            "just",
        }
        if not measured:
            return r.PARTICIPLE
    if intransitive:
        return r.PAST
    start = _clause_start(words, i)
    if at(words, start - 1).low == "," and start == i:
        lacking = not _has_finite(words, 0, i) and not any(
            _has_finite(words, j, j + 1) or r.PAST in words[j].options for j in range(i + 1, len(words))
        )
        return r.PARTICIPLE if (after.tag == "ADP" or after.low in _BREAKS) and not lacking else r.PAST
    if _has_finite(words, start, i):
        speech = any(
            r.lemma(w.low, w.tag) in load().classes["speech"] for w in words[start:i] if w.tag in {r.PAST, r.THIRD}
        )
        return r.PAST if (speech and after.tag != "ADP") or (speech and after.low == "by") else r.PARTICIPLE
    if after.tag in {"ADP", "PUNCT"} and _finite_ahead(words, i):
        return r.PARTICIPLE
    return r.PAST
