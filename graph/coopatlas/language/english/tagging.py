"""Parts of speech of English by rule: closed classes first, then each open word by those around it.

Where a word may be a noun or a verb («exports», «plan»), its neighbours decide, and whether the clause has a verb
without it. A past form that may be a participle is decided in the same way.
"""

from collections.abc import Sequence

from coopatlas import gazetteer
from coopatlas.language.english import readings as r
from coopatlas.language.english.ambiguity import decided
from coopatlas.language.english.neighbours import Word, at
from coopatlas.language.english.words import load

_VERBAL = frozenset({r.BASE, r.THIRD})
VERBS = frozenset({r.BASE, r.THIRD, r.PAST, r.PARTICIPLE, r.GERUND})


def tag(texts: Sequence[str], common: frozenset[str], *, titled: bool) -> list[Word]:
    """Return the words of a sentence with their tags; `common` are words that the text writes small elsewhere."""
    words = [_word(texts, i, common, titled=titled) for i in range(len(texts))]
    for i, word in enumerate(words):
        if word.tag in {"", "DET?", "ADV?"} or word.low in load().classes["processed"]:
            word.tag = decided(words, i)
    for i, word in enumerate(words):
        _corrected(words, i, word)
    return words


def _word(texts: Sequence[str], i: int, common: frozenset[str], *, titled: bool) -> Word:
    text = texts[i]
    low = text.casefold().replace("’", "'")
    word = Word(text, low, r.readings(low))
    if low == "'s" or (low == "'" and i and texts[i - 1].endswith("s")):
        word.tag = "'s"
        return word
    if low == "no" and i + 1 < len(texts) and texts[i + 1].casefold() == "longer":
        word.tag = "ADV"  # "no longer works": no noun is denied
        return word
    opens = i == 0 or texts[i - 1] in {'"', "“", "«", ":", "‘", "(", "—", "–", "•", "*", "-", "--", ")"}
    if text[:1].isupper() and not (text.isupper() and 1 < len(text) <= 5 and not titled and not opens):
        follows = i + 1 < len(texts) and texts[i + 1][:1].isupper() and not texts[i + 1].isupper()
        plural = r.PLURAL in word.options and i + 1 < len(texts) and texts[i + 1] in {"of", "between"}
        _capitalised(word, common, titled=titled, opens=opens, told=opens and (plural or r.begins(low)))
        if opens and follows and not titled and not word.tag and set(word.options) <= _VERBAL and not r.closed(low):
            word.tag = r.NAME
    elif text.isupper() and len(text) > 1 and not r.closed(low):
        word.tag = r.NAME
    if not word.tag and r.closed(low) and not (word.options and r.closed(low) == "ADV" and r.ADJECTIVE in word.options):
        word.tag = r.closed(low)
    if not word.tag and len(word.options) == 1 and word.options[0] != r.GERUND:
        word.tag = word.options[0]
    return word


def _capitalised(word: Word, common: frozenset[str], *, titled: bool, opens: bool, told: bool) -> None:
    """Tell a name from a word that has its capital from where it stands; what is `told` is no name there."""
    known = told or r.known(word.low) or word.low in common
    if "." in word.text[:-1] or word.text.endswith("."):
        word.tag = r.NAME
    elif titled or opens:
        common_looking = word.options[0] in {r.ADVERB, r.GERUND, r.ADJECTIVE} or _derived(word)
        if not known and (not common_looking or _placed(word)):
            word.tag = r.NAME
    elif r.closed(word.low) == "AUX" and word.low in load().calendar["months"]:
        word.tag = r.NAME  # "in May", not "may"
    elif r.closed(word.low) in {"DET", "ADP", "CCONJ", "AUX"} or word.low == "i":
        pass
    elif (r.NOUN in word.options and known) or (r.PLURAL in word.options and known):
        word.tag = r.NOUN if r.NOUN in word.options else r.PLURAL
    else:
        word.tag = r.NAME


def _placed(word: Word) -> bool:
    """Whether a word names a country or town, though it ends as an adjective does: «Hungary»."""
    return any(entry.kind in {"country", "region", "city"} for entry in gazetteer.load().find(word.text, "en"))


def _derived(word: Word) -> bool:
    return word.options[0] in {r.NOUN, r.PLURAL} and word.low.rstrip("s").endswith(
        ("tion", "ment", "ity", "ness", "ship")
    )


def _corrected(words: Sequence[Word], i: int, word: Word) -> None:
    """Set right what only the finished neighbourhood tells: «to» before a verb, «that», «'s» for «is»."""
    after = at(words, i + 1)
    if (word.low == "to" and (after.tag == r.BASE or after.low in {"be", "have"})) or (
        word.low == "to" and after.tag in {"ADV", r.ADVERB} and at(words, i + 2).tag == r.BASE
    ):
        word.tag = "TO"
    elif word.low == "that":
        word.tag = _that(at(words, i - 1), after)
    elif word.low in {"who", "whom", "which", "whose", "where"} and i:
        word.tag = "REL"
    elif word.low == "'s" and word.tag == "'s" and (at(words, i - 1).tag == "PRON" or after.tag in {"DET", r.GERUND}):
        word.tag = "AUX"
    elif word.low == "like" and at(words, i - 1).low in {"would", "'d"}:
        word.tag = r.BASE
    elif word.low in {"have", "has", "had", "do", "does", "did", "having"} and word.tag == "AUX":
        _full_verb(words, i, word)
    elif (word.low in {"up", "down"} and at(words, i - 1).tag in VERBS) or (
        word.low == "long" and at(words, i - 1).low in {"have", "has", "had"}
    ):
        word.tag = "ADV"
    elif word.tag == r.BASE and _named_by(words, i):
        word.tag = r.NOUN


def _named_by(words: Sequence[Word], i: int) -> bool:
    """Whether an article stands before what may only be a verb, over an adjective: "a solar park"."""
    before = at(words, i - 1)
    opening = at(words, i - 2) if before.tag == r.ADJECTIVE else before
    return opening.tag in {"DET", "POSS", "'s"} and opening.low not in {"that", "both", "all", "many", "few", "some"}


def _that(before: Word, after: Word) -> str:
    """Tell the relative pronoun from the conjunction and the demonstrative."""
    clausal = r.lemma(before.low, before.tag) in load().classes["clausal"]
    if before.tag in r.NOMINAL:
        verbal = after.tag in {r.THIRD, r.PAST, "AUX", "ADV", r.BASE}
        return "REL" if verbal or (before.tag != r.NAME and not clausal) else "SCONJ"
    return "SCONJ" if before.tag in VERBS | {r.ADJECTIVE} or before.low == "," else "DET"


def _full_verb(words: Sequence[Word], i: int, word: Word) -> None:
    """Tell «has a consulate» from «has opened»."""
    for j in range(i + 1, min(len(words), i + 5)):
        if words[j].tag in {"ADV", "PART", r.ADVERB} or words[j].low in {"not", "long"}:
            continue
        if words[j].tag in VERBS or words[j].tag in {"AUX", "TO"} or words[j].low == "to":
            return
        break
    word.tag = {"have": r.BASE, "do": r.BASE, "has": r.THIRD, "does": r.THIRD, "having": r.GERUND}.get(word.low, r.PAST)
