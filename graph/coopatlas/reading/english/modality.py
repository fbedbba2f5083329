"""How firmly an English clause says it: the modality and the polarity of a stretch of text."""

import re

from coopatlas.reading.english import lexicon

_LEXICON = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        ("proposal", lexicon.PROPOSAL),
        ("readiness", lexicon.READINESS),
        ("negotiation", lexicon.NEGOTIATION),
        ("evaluation", lexicon.EVALUATION),
        ("interest", lexicon.INTEREST),
        ("intention", lexicon.INTENTION),
    )
)
_NEGATION = re.compile(lexicon.NEGATION, re.IGNORECASE)
_BREAK = re.compile(
    (
        r"[;:]|, (?:and|but|while|whereas|who|which|where|whose|although|as)\b|\b(?:said|says|"
        r"told|noted|added|that)\b"
    ),
    re.IGNORECASE,
)


def clause(code: str, start: int, end: int) -> str:
    """Return the clause around a stretch, without what other clauses of the sentence say; at most 160 before it."""
    begin = max(0, start - 160)
    for match in _BREAK.finditer(code, begin, start):
        begin = match.end()
    stop = _BREAK.search(code, end)
    return code[begin : min(stop.start() if stop else len(code), end + 60)]


def modality(text: str, default: str = "stated", *, but: str = "") -> str:
    """Return the modality that the words of a clause give it; those of `but` are not looked for."""
    for name, words in _LEXICON:
        if name not in but.split() and words.search(text):
            return name
    return default


def negated(text: str) -> bool:
    """Whether a clause denies what it says."""
    return _NEGATION.search(text) is not None
