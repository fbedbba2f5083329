"""Stretches of a tagged sentence: noun groups, verb groups, and what stands between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coopatlas.language.english import readings as r
from coopatlas.language.english.neighbours import Word
from coopatlas.language.english.tagging import VERBS
from coopatlas.language.english.words import load

NP, VG, PREP, CC, SC, REL, COMMA, STOP, ADV, ADJ = "NP", "VG", "PREP", "CC", "SC", "REL", ",", ";", "ADV", "ADJ"
FINITE, INFINITIVE, GERUND, PARTICIPLE = "Fin", "Inf", "Ger", "Part"
_SIGNS = frozenset("$€£¥₽₸%№")
_NOMINAL = r.NOMINAL
_IN_NOUN_GROUP = frozenset({*_NOMINAL, r.ADJECTIVE, "NUM", "DET", "POSS", "PRON", "'s"})
_STOPS = frozenset({";", ":", "(", ")", "—", "–", "--", "-", '"', "“", "”", "«", "»", "/", "‘"})
_DASHES = frozenset({"–", "—", "--"})
_ROLE = 6
"""Words between «role» and «as»: "the role of the port of X as a hub"."""
_BE = frozenset(["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"])
_AFTER_HEAD = frozenset({"general", "designate", "extraordinary"})
_WHOLE = frozenset(["half", "all", "both"])


@dataclass(slots=True)
class Chunk:
    """Words `[first, last]`; `low` is the word of a preposition or conjunction, `parts` the owners with 's.

    Of a verb group, `form` is its verb form, `passive` and `copula` say what is done with "be"; tense and
    aspect are those of the whole group.
    """

    kind: str
    first: int
    last: int
    head: int
    low: str = ""
    form: str = ""
    passive: bool = False
    copula: bool = False
    tense: str = ""
    aspect: str = ""
    parts: list[tuple[int, int]] = field(default_factory=list)


def chunked(words: Sequence[Word]) -> list[Chunk]:
    """Return the chunks of a sentence in order."""
    return list(_chunks(words))


def _chunks(words: Sequence[Word]) -> Iterator[Chunk]:
    i = 0
    while i < len(words):
        chunk = _compound_preposition(words, i) or _marker(words, i) or _verb_group(words, i) or _noun_group(words, i)
        chunk = chunk or Chunk(ADV, i, i, i, words[i].low)
        yield chunk
        i = chunk.last + 1


def _compound_preposition(words: Sequence[Word], i: int) -> Chunk | None:
    known = load().prepositions
    for size in (5, 4, 3, 2):
        key = tuple(word.low for word in words[i : i + size])
        if key in known and len(key) == size and words[i + size - 1].tag != "TO":  # "is due | to open"
            low = known[key]
            return Chunk(CC if low == "and" else PREP, i, i + size - 1, i, low)
    return None


def _marker(words: Sequence[Word], i: int) -> Chunk | None:
    word = words[i]
    if word.low == ",":
        return Chunk(COMMA, i, i, i, ",")
    if word.low in _DASHES and _parenthesis(words, i):
        return Chunk(COMMA, i, i, i, ",")
    if word.low in _STOPS or (word.tag == "PUNCT" and word.low not in _SIGNS):
        return Chunk(STOP, i, i, i, word.low)
    kind = {"CCONJ": CC, "SCONJ": SC, "REL": REL, "ADP": PREP}.get(word.tag, "")
    role = word.low == "as" and any(w.low in load().classes["roles"] for w in words[max(0, i - _ROLE) : i])
    clausal = word.low in {"after", "before", "since", "until", "as"} and not role
    if kind == PREP and clausal and _clause_follows(words, i + 1):
        kind = SC
    return Chunk(kind, i, i, i, word.low) if kind else None


def _parenthesis(words: Sequence[Word], i: int) -> bool:
    """Whether a dash is one of two around an apposition: «X – the gateway to Y – will host», not «A–B–C railway»."""
    dashes = [j for j, word in enumerate(words) if word.low in _DASHES]
    if len(dashes) != 2 or i not in dashes or dashes[1] - dashes[0] <= _ROLE // 2 or dashes[1] == len(words) - 1:
        return False
    return not any(w.tag in {r.THIRD, r.PAST, "AUX", "REL"} for w in words[dashes[0] + 1 : dashes[1]])


def _clause_follows(words: Sequence[Word], i: int) -> bool:
    """Whether a subject and a finite verb come before the next mark: «after they signed», not «after the talks»."""
    seen = False
    for word in words[i : i + 14]:
        if word.tag in {"PUNCT", "CCONJ", "SCONJ", "REL"}:
            return False
        if seen and (
            word.tag in {r.THIRD, r.PAST} or (word.tag == "AUX" and word.low not in {"being", "having", "been"})
        ):
            return True
        seen = seen or word.tag in _NOMINAL or word.tag == "PRON"
    return False


def _verb_group(words: Sequence[Word], i: int) -> Chunk | None:
    start, main, aux = i, -1, []
    while i < len(words):
        tag = words[i].tag
        if tag == "AUX" or (tag == "TO" and i == start):
            aux.append(words[i].low)
        elif tag in VERBS and not (tag == r.GERUND and aux and aux[-1] not in _BE):
            main = i
            break
        elif not (tag in {"ADV", "PART", r.ADVERB} or words[i].low == "not") or not _verbal_ahead(words, i):
            break
        i += 1
    if main < 0 and not any(low != "to" for low in aux):
        return None
    last = main if main >= 0 else max(j for j in range(start, min(i, len(words))) if words[j].tag == "AUX")
    return _described(words, start, last, aux, main)


def _verbal_ahead(words: Sequence[Word], i: int) -> bool:
    for word in words[i : i + 4]:
        if word.tag in VERBS or word.tag == "AUX":
            return True
        if not (word.tag in {"ADV", "PART", r.ADVERB} or word.low == "not"):
            return False
    return False


def _described(words: Sequence[Word], start: int, last: int, aux: Sequence[str], main: int) -> Chunk:
    tag = words[main].tag if main >= 0 else ""
    passive = tag == r.PARTICIPLE and (not aux or aux[-1] in _BE)
    if aux and aux[0] == "to":
        form = INFINITIVE
    elif aux:
        form = GERUND if aux[0] in {"being", "having"} else FINITE
        form = PARTICIPLE if aux[0] == "being" else form
    else:
        form = {r.GERUND: GERUND, r.PARTICIPLE: PARTICIPLE}.get(tag, FINITE)
    copula = main < 0 and words[last].low in _BE
    tense, aspect = _tense(words[last], aux, tag, passive=passive)
    return Chunk(VG, start, last, last, words[last].low, form, passive, copula, tense, aspect)


def _tense(verb: Word, aux: Sequence[str], tag: str, *, passive: bool) -> tuple[str, str]:
    """Return tense and aspect of a verb group: «has been signed» is Past and Perf, «will be» Fut."""
    aspect = "Prog" if (tag == r.GERUND and aux) or "being" in aux else ""
    if aspect and {"have", "has", "'ve"} & set(aux):
        return "Pres", aspect
    if {"have", "has", "had", "having", "'ve"} & set(aux):
        return "Past", aspect or "Perf"
    if {"will", "shall", "'ll", "would"} & set(aux):
        return "Fut", aspect
    if {"was", "were", "did"} & {*aux, verb.low} or tag == r.PAST or (passive and not aux):
        return "Past", aspect
    return ("" if aux[:1] == ["to"] else "Pres"), aspect


def _noun_group(words: Sequence[Word], i: int) -> Chunk | None:
    word = words[i]
    if word.tag in {"ADV", r.ADVERB} and not _quantified(words, i):
        return None
    if word.tag not in _IN_NOUN_GROUP and word.low not in _SIGNS and word.tag not in {"ADV", r.ADVERB}:
        return None
    if word.tag == "PRON" and not (word.text == "US" and i + 1 < len(words) and words[i + 1].low in _SIGNS):
        return Chunk(NP, i, i, i, word.low)
    last = i
    while last + 1 < len(words) and _continues(words, i, last):
        last += 2 if words[last + 1].tag == "CCONJ" or words[last + 1].low in {",", *_DASHES} else 1
    while last > i and words[last].tag == "'s":
        last -= 1
    return _with_head(words, i, last)


def _quantified(words: Sequence[Word], i: int) -> bool:
    return i + 1 < len(words) and words[i + 1].tag == "NUM"


def _continues(words: Sequence[Word], first: int, last: int) -> bool:
    now, then = words[last], words[last + 1]
    after = words[last + 2] if last + 2 < len(words) else Word("", "", (), "END")
    if then.tag == "'s":
        return after.tag in _IN_NOUN_GROUP or after.tag in {r.GERUND, "ADV"}
    if then.low in _SIGNS:
        return now.tag in {"NUM", r.NAME, "DET", "ADV", r.ADVERB, r.ADJECTIVE} or now.text == "US"
    if now.low in {"$", "€", "£", "¥"} or now.tag == "'s":
        return then.tag in _IN_NOUN_GROUP
    if then.tag == "CCONJ" or then.low == ",":
        return _shared_head(words, first, last)
    if then.low in _DASHES:
        return now.tag == after.tag == r.NAME and not _parenthesis(words, last + 1) and _way_follows(words, last + 2)
    if then.tag in {"DET", "POSS", "PRON"}:
        return then.tag == "DET" and now.low in _WHOLE
    if _time_ends(now, then, words, last) or _given(words, first, last):
        return False
    return then.tag in {*_NOMINAL, r.ADJECTIVE, "NUM"}


def _given(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether who is given something ends, and what is given begins: «granted Tajikistan | assistance»."""
    verb, now, then = words[first - 1] if first else words[0], words[last], words[last + 1]
    giving = verb.tag in VERBS and r.lemma(verb.low, verb.tag) in load().classes["giving"]
    whole = (now.tag == r.NAME and not national(now)) or now.tag == r.PLURAL
    return giving and whole and then.tag in {r.NOUN, r.ADJECTIVE, "NUM"}


def _way_follows(words: Sequence[Word], i: int) -> bool:
    """Whether names joined by dashes lead to the noun of which they are the ends: «the Kazan–Tashkent | route»."""
    while i + 2 < len(words) and words[i + 1].low in _DASHES and words[i + 2].tag == r.NAME:
        i += 2
    while i < len(words) and words[i].tag == r.NAME:
        i += 1
    return i < len(words) and words[i].tag in {r.NOUN, r.PLURAL, r.ADJECTIVE}


def _time_ends(now: Word, then: Word, words: Sequence[Word], last: int) -> bool:
    """Whether a noun of time ends the group: «last year | Kazakhstan»; or one begins: «$3 billion | last year»."""
    calendar = load().calendar
    if (
        then.low in calendar["near"]
        and last + 2 < len(words)
        and words[last + 2].low in calendar["units"] | calendar["months"] | calendar["days"]
    ):
        return now.tag in _NOMINAL or now.tag == "NUM"
    if then.low in calendar["days"]:
        return True
    timed = now.low in calendar["days"] or (now.low in calendar["units"] and then.tag == r.NAME)
    dated = now.tag == "NUM" and last >= 1 and words[last - 1].low in calendar["months"]
    if now.low in calendar["months"] and now.tag != "NUM":
        return then.tag != "NUM"
    return timed or (dated and then.tag != "NUM")


def _shared_head(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether «and» joins two attributes: «trade and economic cooperation», «Kazakh and Russian companies»."""
    now = words[last]
    if last + 3 > len(words):
        return False
    after = words[last + 2]
    ahead = words[last + 3] if last + 3 < len(words) else Word("", "", (), "END")
    attribute = now.tag == r.ADJECTIVE or national(now)
    if not (after.tag == r.ADJECTIVE or national(after) or (attribute and after.tag == r.NOUN)):
        return False
    if ahead.tag in _NOMINAL or (ahead.tag == r.ADJECTIVE):
        able = now.low in load().classes["attributive"]
        noun = able and first in {last, last - 1} and after.tag == r.ADJECTIVE
        return (attribute or noun) and words[last + 1].low != ","
    listed = attribute or (now.tag == r.NOUN and words[last + 1].low == ",")
    return (ahead.tag == "CCONJ" or ahead.low == ",") and listed and _shared_head(words, first, last + 2)


def national(word: Word) -> bool:
    """Whether a word with a capital looks like the adjective of a country: «Kazakh», «Iranian»."""
    return word.text in load().national or (
        word.tag == r.NAME and word.low.endswith(("ian", "ese", "ish", "stani", "ean"))
    )


def _with_head(words: Sequence[Word], first: int, last: int) -> Chunk | None:
    parts: list[tuple[int, int]] = []
    start = first
    for j in range(first, last + 1):
        if words[j].tag == "'s":
            parts.append((start, j - 1))
            start = j + 1
    head = last
    while head > start and (words[head].tag == "NUM" and words[head - 1].low in load().calendar["months"]):
        head -= 1
    if words[head].tag == r.ADJECTIVE and start == first == head:
        return Chunk(ADJ, first, last, head, words[head].low)
    if (
        words[head].tag == r.ADJECTIVE
        and not any(w.tag in _NOMINAL for w in words[start : head + 1])
        and words[first].tag != "DET"
    ):
        return Chunk(ADJ, first, last, head, words[head].low)
    if head > start and words[head].low in _AFTER_HEAD and words[head - 1].tag in _NOMINAL:
        return Chunk(NP, first, last, head - 1, words[head - 1].low, parts=parts)
    while head > start and words[head].tag == r.ADJECTIVE and words[head - 1].tag in _NOMINAL:
        if words[head].low not in _AFTER_HEAD:
            return Chunk(NP, first, head - 1, head - 1, words[head - 1].low, parts=parts)
        head -= 1
    return Chunk(NP, first, last, head, words[head].low, parts=parts)
