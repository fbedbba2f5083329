"""Whether an English past form is a finite verb or a participle: its neighbours decide, and the clause around it."""

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
    measured,
    nominal_next,
    place_before,
)
from coopatlas.language.english.words import load

_HAVE = frozenset(["have", "has", "had", "having", "'ve"])
_SUBJECTS = frozenset(["i", "you", "he", "she", "it", "we", "they", "who", "which", "that", "there"])


def past_or_participle(words: Sequence[Word], i: int) -> str:
    """Return whether a past form is finite, a participle or an attribute."""
    word = words[i]
    place = place_before(words, i)
    before, after = at(words, place), at(words, i + 1)
    if not {r.PAST, r.PARTICIPLE} <= set(word.options):
        return r.PAST if r.PAST in word.options else r.PARTICIPLE
    aims = after.low == "to" and before.low not in BE and before.tag in {r.NAME, r.NOUN, r.PLURAL, "PRON"}
    if word.low in load().adjectives and before.low not in _HAVE and not aims:
        return r.ADJECTIVE
    if before.low in _HAVE | BE or before.low in {"get", "gets", "got"}:
        return r.PARTICIPLE
    if before.tag == "CCONJ" and (found := _parallel(words, place)):
        return found
    if before.tag == "NUM" and at(words, place - 1).low in {"the", "these"} and not _goes_on(words, i):
        return r.PAST  # "the two discussed trade"
    if before.tag in {"DET", "POSS", "ADP", "'s", r.ADJECTIVE, "NUM", "SCONJ"} and before.low not in {
        "that",
        "this",
        "which",
    }:
        return r.ADJECTIVE if nominal_next(after) and before.tag != "SCONJ" else r.PARTICIPLE
    if before.low in _SUBJECTS or before.tag == "PRON":
        return r.PAST
    return _by_clause(words, i, after)


def _goes_on(words: Sequence[Word], i: int) -> bool:
    """Whether a clause has another finite verb than a word, or may have one behind it."""
    later = words[i + 1 :]
    return has_finite(words, 0, i) or finite_ahead(words, i) or any(w.tag == "AUX" for w in later)


def _parallel(words: Sequence[Word], place: int) -> str:
    """Return what the verb before «and» is, where one form goes on from another: «was signed and ratified»."""
    for j in range(place - 1, max(-1, place - 14), -1):
        if words[j].tag in {r.PAST, r.PARTICIPLE}:
            return words[j].tag
        if words[j].tag == r.THIRD or words[j].tag == "AUX":
            return r.PAST if words[j].tag == r.THIRD else ""
    return ""


def _verb_follows(words: Sequence[Word], i: int) -> bool:
    """Whether the main verb follows an aside: "X, based in Y, | sold", not "X, the head of Y, met with people led by".

    It stands right behind the comma that ends the aside; within the aside what a preposition follows is a participle.
    """
    for j in range(i + 1, len(words)):
        word, after = words[j], at(words, j + 1)
        if word.low in {"who", "which", "that", "whose", "where"} or word.tag == "SCONJ":
            return False
        if word.low == "," and r.PAST not in after.options and after.low in {"and", "or"}:
            if r.PAST in at(words, j + 2).options:
                return False
        elif word.low == ",":
            verbal = after.tag in {"AUX", "ADV"} or bool({r.PAST, r.THIRD} & set(after.options))
            return verbal and at(words, i + 1).low != "with"
        elif has_finite(words, j, j + 1) or (r.PAST in word.options and after.tag not in {"ADP", "END", "PUNCT"}):
            return True
    return False


def _by_clause(words: Sequence[Word], i: int, after: Word) -> str:
    """Decide by the rest of the clause: a finite verb before or behind leaves the participle."""
    intransitive = r.lemma(words[i].low, r.PAST) in load().classes["intransitive"]
    agent = after.low == "by" and not measured(at(words, i + 2))
    if agent and not intransitive and at(words, i - 1).tag in {r.NOUN, r.PLURAL, r.NAME}:
        return r.PARTICIPLE
    if intransitive:
        return r.PAST
    start = clause_start(words, i)
    if at(words, i - 1).low == "," and r.lemma(words[i].low, r.PAST) in load().classes["voicing"]:
        return r.PAST  # "…, its director, X, said in Y"
    if at(words, start - 1).low == "," and start == i:
        lacking = not has_finite(words, 0, i) and not _verb_follows(words, i)
        return r.PARTICIPLE if (after.tag == "ADP" or after.low in BREAKS) and not lacking else r.PAST
    if has_finite(words, start, i):
        speech = any(
            r.lemma(w.low, w.tag) in load().classes["speech"] for w in words[start:i] if w.tag in {r.PAST, r.THIRD}
        )
        return r.PAST if (speech and after.tag != "ADP") or (speech and after.low == "by") else r.PARTICIPLE
    if after.tag in {"ADP", "PUNCT"} and finite_ahead(words, i):
        return r.PARTICIPLE
    return r.PAST
