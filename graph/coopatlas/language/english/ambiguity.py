"""What an English word is that may be several things: a noun or a verb, a past form or a participle.

The words before and behind decide, and whether the clause has a verb without it.
"""

from collections.abc import Sequence

from coopatlas.language.english import readings as r
from coopatlas.language.english.neighbours import (
    BE,
    BREAKS,
    Word,
    at,
    clause_start,
    finite_ahead,
    has_finite,
    nominal_next,
    place_before,
)
from coopatlas.language.english.participles import past_or_participle
from coopatlas.language.english.words import load

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
_AFTER_VERB = frozenset({"to", "with", "for", "on", "at", "in", "that", "into", "as", "towards", "across"})
_PARTICLES = frozenset({"up", "out", "down", "off", "aside", "forward", "back", "over"})
_BEFORE_NOUN = frozenset({"DET", "POSS", "NUM", r.ADJECTIVE})


def decided(words: Sequence[Word], i: int) -> str:
    """Return the tag of a word that may be several things."""
    word = words[i]
    options = set(word.options)
    if _making_ready(words, i):
        return r.ADJECTIVE
    infinitive = r.BASE in options and _infinitive_place(words, i)
    if options & {r.PAST, r.PARTICIPLE} and r.NOUN not in options and not infinitive:
        present = options >= {r.BASE, r.PARTICIPLE} and r.PAST not in options and _finite_base(words, i, options)
        return r.BASE if present else past_or_participle(words, i)  # "A and B become partners"
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


def _making_ready(words: Sequence[Word], i: int) -> bool:
    """Whether a participle tells how the goods behind it were made ready: «…, dried fruit and live animals»."""
    if words[i].low not in load().classes["processed"] or not nominal_next(at(words, i + 1)):
        return False
    before = at(words, i - 1)
    return before.tag in {"CCONJ", "ADP", "ADV", "END", r.ADJECTIVE, *_VERBAL} or before.low in {",", "(", ":"}


_VERBAL = frozenset({r.THIRD, r.PAST, r.PARTICIPLE, r.GERUND, r.BASE})


def _attributive(words: Sequence[Word], i: int) -> bool:
    """Whether what may be an adjective stands where one does rather than a noun."""
    after = at(words, i + 1)
    nominal = after.tag in {r.NOUN, r.PLURAL, r.NAME, r.ADJECTIVE, "NUM"} or (
        after.tag == "" and set(after.options) & {r.NOUN, r.PLURAL, r.ADJECTIVE, r.GERUND}
    )
    if r.NOUN not in words[i].options and r.PLURAL not in words[i].options:
        return True
    linked = at(words, place_before(words, i)).low in BE | {"become", "becomes", "became", "remain", "remains"}
    return bool(nominal) or linked


def _infinitive_place(words: Sequence[Word], i: int) -> bool:
    before = at(words, place_before(words, i))
    if before.low in _MODAL or (before.low in {"let", "help", "helps", "helped"} and words[i].low != "needs"):
        return before.low != "'d" or words[i].low != "better"
    if before.low in {"and", "or", ","} and _coordinated_infinitive(words, i):
        return True
    if before.low != "to":
        return False
    after = at(words, i + 1)
    doubtful = words[i].low in load().classes["noun_first"]
    leading = at(words, place_before(words, i) - 1).low
    if leading in BE | _DUE and not (leading == "due" and words[i].low not in load().classes["due_to"]):
        return True
    if not doubtful or after.low in _PARTICLES or after.low in {"$", "€", "£", "¥"}:
        return True
    if after.tag in {"END", "PUNCT", "ADP", "AUX", "CCONJ", "'s"} or after.low in BREAKS:
        earlier = at(words, place_before(words, i) - 1)
        return (
            after.low in {"to", "in", "at", "from", "with", "on"}
            and earlier.tag not in {r.GERUND, "ADP"}
            and _wants_infinitive(earlier)
        )
    return True


_DUE = frozenset({"due", "set", "scheduled", "slated", "expected", "likely"})
"""With «to» they lead to what is to be: "is due to open in May"; "due to demand" is a reason."""


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
        or after.low in BREAKS
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


def _in_relative(words: Sequence[Word], i: int) -> bool:
    """Whether a relative clause has its subject and waits for its verb: «which the firm …»."""
    for j in range(i - 1, max(-1, i - 8), -1):
        if words[j].low in {"which", "that", "whom"}:
            return j < i - 1 and at(words, j + 1).tag in {"DET", "POSS", "PRON", r.NAME}
        if words[j].low in BREAKS or words[j].tag in {r.THIRD, r.PAST, "AUX", "ADP", "CCONJ"}:
            return False
    return False


def _finite_base(words: Sequence[Word], i: int, options: set[str]) -> bool:
    """Whether a base form is the verb of a plural subject: «the sides plan to»."""
    before = at(words, place_before(words, i))
    after = at(words, i + 1)
    if before.low in _PLURAL_SUBJECTS - {"that"} or (before.low == "that" and at(words, i - 2).tag == r.PLURAL):
        return True
    asked = after.tag in {"DET", "POSS", r.NAME, "NUM"} or (r.NOUN not in options and nominal_next(after))
    if asked and _is_asked(words, place_before(words, i)):
        return True
    listed = before.tag == r.NAME and any(w.low == "and" for w in words[max(0, i - 6) : i])
    listed = listed or _of_many(words, place_before(words, i))
    if not (before.tag == r.PLURAL or listed or (before.tag == "PUNCT" and r.NOUN not in options)):
        return False
    start = clause_start(words, i)
    if has_finite(words, start, i) or finite_ahead(words, i):
        return False
    if r.NOUN not in options and r.ADJECTIVE not in options:
        return True
    if (
        after.tag in {"", r.PLURAL, r.ADJECTIVE}
        and set(after.options) & {r.ADJECTIVE, r.PLURAL}
        and (before.tag == r.NAME or listed)
    ):
        return True
    return after.low == "to" or (
        after.tag in {"DET", "POSS", r.NAME, "ADP", "NUM", "ADV", r.ADVERB} and after.low != "of"
    )


def _of_many(words: Sequence[Word], last: int) -> bool:
    """Whether a name tells where many are from: "goods from China | reach"."""
    named = [at(words, last - step) for step in range(3)]
    return named[0].tag == r.NAME and named[1].low == "from" and named[2].tag == r.PLURAL


def _is_asked(words: Sequence[Word], last: int) -> bool:
    """Whether a name ends at a place of whom something is asked: "suggested that Omsk | open an office"."""
    at_ = last
    while at_ > 0 and words[at_].tag in {r.NAME, "DET"}:
        at_ -= 1
    asking = load().classes["asking"]
    return at_ < last and words[at_].low == "that" and at(words, at_ - 1).low in asking


def _third(words: Sequence[Word], i: int, options: set[str]) -> bool:
    before, after = at(words, place_before(words, i)), at(words, i + 1)
    if before.low in _SUBJECTS or (_in_relative(words, i) and before.tag not in _BEFORE_NOUN):
        return True
    if before.tag in _BEFORE_NOUN | {"ADP", "'s", "END", r.GERUND} or before.low in BE or before.low == "to":
        return r.PLURAL not in options
    if r.PLURAL not in options:
        return True
    named = before.tag == r.PLURAL and before.text[:1].isupper()
    if (before.tag not in {r.NOUN, r.NAME, "PUNCT", "CCONJ"} and not named) or after.low == "of":
        return False
    if before.low == "," and any(w.low in {"which", "who", "whose", "where"} for w in words[:i]):
        return after.tag in {"DET", "POSS", r.NAME} or nominal_next(after)
    if before.low == "," and _beside_subject(words, i):
        return after.tag in {"DET", "POSS", r.NAME} or nominal_next(after) or after.low in _AFTER_VERB
    if before.tag in {"PUNCT", "CCONJ"}:
        goes_on = before.low in {"and", ","} and has_finite(words, 0, i) and after.tag in {"DET", "POSS"}
        return goes_on or (before.low == "and" and _goes_on_dealing(words, i, after))
    return _third_before(words, i, after)


def _goes_on_dealing(words: Sequence[Word], i: int, after: Word) -> bool:
    """Whether a verb of trade goes on from another before its own goods: "exports oil to X and | imports paper"."""
    trading = load().classes["trading"]
    earlier = any(w.tag == r.THIRD and r.lemma(w.low, r.THIRD) in trading for w in words[:i])
    beside = at(words, place_before(words, i) - 1)
    if not earlier or beside.low in {"exports", "imports"} or after.low in BREAKS | {"of"}:
        return False
    return r.lemma(words[i].low, r.THIRD) in trading and (nominal_next(after) or after.tag in {"DET", "POSS", r.NAME})


def _beside_subject(words: Sequence[Word], i: int) -> bool:
    """Whether an apposition behind the first name ends right before, and the verb is still to come: «X, a Y, sells»."""
    commas = [j for j in range(i) if words[j].low == ","]
    named = len(commas) == 2 and words[commas[0] - 1].tag == r.NAME
    return named and not has_finite(words, 0, i) and not finite_ahead(words, i)


def _third_before(words: Sequence[Word], i: int, after: Word) -> bool:
    """Whether what follows a form in -s behind a noun is what follows a verb, where the clause has no other."""
    if has_finite(words, clause_start(words, i), i) or finite_ahead(words, i):
        return False
    if after.tag in {"END", "PUNCT"} and r.lemma(words[i].low, r.THIRD) in load().classes["saying"]:
        return True
    if after.tag in {"DET", "POSS", r.NAME, "NUM", "ADV"} or after.low in _AFTER_VERB:
        return True
    return nominal_next(after) or (after.tag == "" and r.GERUND in after.options)


def _gerund(words: Sequence[Word], i: int) -> str:
    before, after = at(words, i - 1), at(words, i + 1)
    owned = before.tag in {"DET", "POSS", "'s"}
    if owned and (after.low == "of" or after.tag in {"ADP", "PUNCT", "AUX", "END"}):
        return r.NOUN
    if (owned or before.tag == r.ADJECTIVE) and nominal_next(after):
        return r.NOUN if words[i].low in load().nouns else r.ADJECTIVE
    if after.tag in {"DET", "POSS"} or before.low in BE:
        return r.GERUND
    if before.tag in {r.ADJECTIVE, "NUM"} and after.tag in {"ADP", "PUNCT", "AUX", "END"}:
        return r.NOUN  # "hosted the first | meeting of"
    if before.tag == r.NOUN and after.low == "of" and words[i].low in load().classes["nominal_gerunds"]:
        return r.NOUN
    noun = words[i].low in load().nouns
    if at(words, place_before(words, i)).tag in {r.PAST, r.THIRD, r.BASE, r.PARTICIPLE}:
        return r.NOUN if noun and after.tag in {"ADP", "PUNCT", "END"} else r.GERUND
    between = before.tag in {r.NOUN, r.ADJECTIVE, r.NAME} and nominal_next(after)
    of_two = before.tag == r.NOUN and after.low in {"among", "between"}  # "a trade meeting between A and B"
    return r.NOUN if noun or ((between or of_two) and words[i].low in load().classes["nominal_gerunds"]) else r.GERUND
