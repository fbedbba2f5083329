"""English words with lemma, part of speech, features and tree: the tokens of a sentence."""

from collections.abc import Sequence

from coopatlas.language.english import chunks as c
from coopatlas.language.english import readings as r
from coopatlas.language.english import segmentation, tagging
from coopatlas.language.english.attachment import attached
from coopatlas.language.english.neighbours import Word
from coopatlas.language.tokens import Sentence, Token

_POS = {
    r.NOUN: "NOUN",
    r.PLURAL: "NOUN",
    r.NAME: "PROPN",
    "POSS": "PRON",
    "TO": "PART",
    "'s": "PART",
    "REL": "PRON",
    r.ADVERB: "ADV",
    **dict.fromkeys(tagging.VERBS, "VERB"),
}
_SMALL = 0.04


def small_words(text: str) -> frozenset[str]:
    """Return the words that a text writes with a small letter somewhere."""
    return frozenset(m.group() for m in segmentation.words(text) if m.group()[:1].islower())


def annotated(text: str, start: int, end: int, index: int, paragraph: int, common: frozenset[str]) -> Sentence:
    """Return a sentence with its tokens; `common` are words that the text writes small elsewhere."""
    own = text[start:end]
    matches = list(segmentation.words(own))
    texts = [m.group() for m in matches]
    words = tagging.tag(texts, common, titled=is_heading(texts))
    parts = c.chunked(words)
    tree = attached(words, parts)
    tokens = [
        Token(
            i,
            m.group(),
            start + m.start(),
            start + m.end(),
            *_described(words, parts, i),
            tree.heads[i],
            tree.rels[i] or "root",
        )
        for i, m in enumerate(matches)
    ]
    for token in tokens:
        if token.head >= 0:
            tokens[token.head].children.append(token.i)
    return Sentence(own, start, end, index, paragraph, tokens)


def is_heading(texts: Sequence[str]) -> bool:
    """Whether all words but the smallest have a capital, which then tells nothing."""
    words = [t for t in texts if t[:1].isalpha()]
    small = sum(t[:1].islower() and not r.closed(t.casefold()) for t in words)
    return sum(t[:1].isupper() for t in words) > 2 and small <= _SMALL * len(words)


def _described(words: Sequence[Word], parts: Sequence[c.Chunk], i: int) -> tuple[str, str, dict[str, str]]:
    word = words[i]
    pos = _POS.get(word.tag, word.tag)
    part = next((p for p in parts if p.first <= i <= p.last), None)
    lemma = r.lemma(word.low, word.tag)
    if word.tag == "AUX":
        lemma = _AUXILIARIES.get(word.low, word.low)
    if part is not None and part.kind == c.PREP and i == part.last:
        lemma, pos = part.low, "ADP"
    if word.tag == r.NAME:
        lemma = word.low
    return lemma, pos, _features(word, part, i)


_AUXILIARIES = {
    **dict.fromkeys(["am", "is", "are", "was", "were", "been", "being", "'re", "'m", "'s"], "be"),
    **dict.fromkeys(["has", "had", "having", "'ve"], "have"),
    **dict.fromkeys(["does", "did"], "do"),
    "'ll": "will",
    "'d": "would",
}


def _features(word: Word, part: c.Chunk | None, i: int) -> dict[str, str]:
    found: dict[str, str] = {}
    if word.tag == r.PLURAL:
        found["Number"] = "Plur"
    if word.tag == "REL":
        found["PronType"] = "Rel"
    if word.tag == "POSS":
        found["Poss"] = "Yes"
    if word.low in {"not", "n't"}:
        found["Polarity"] = "Neg"
    if word.tag in tagging.VERBS or word.tag == "AUX":
        found |= _verbal(part, i)
    return found


def _verbal(part: c.Chunk | None, i: int) -> dict[str, str]:
    found: dict[str, str] = {}
    if part is None or part.kind != c.VG:
        return found
    if i != part.head:
        return {"VerbForm": "Fin"} if i == part.first and part.form == c.FINITE else found
    found["VerbForm"] = part.form
    found["Voice"] = "Pass" if part.passive else "Act"
    found |= {"Tense": part.tense} if part.tense else {}
    return found | ({"Aspect": part.aspect} if part.aspect else {})
