"""The firms of Kazakh sentences: names in Latin letters, in quotation marks, and such as are quoted elsewhere."""

import re
from collections.abc import Iterator, Sequence, Set

from coopatlas.language.kazakh import grammar
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.kazakh.names import CLOSE, OPEN, printed, text

LATIN = re.compile(r"[A-ZÀ-Ž][A-Za-zÀ-ſ.&'-]+$")


def named(sentence: Sentence, taken: set[int], quoted: Set[str]) -> Iterator[Mention]:
    """Yield names in Latin letters, in quotation marks alone, and firms that the document quotes elsewhere."""
    tokens, at = sentence.tokens, 0
    for opening in tokens:
        if opening.text in OPEN and opening.i not in taken and (last := _quoted_firm(tokens, opening.i)):
            name = text(sentence, opening.i + 1, last - 1)
            taken |= set(range(opening.i, last + 1))
            yield Mention("organization", name, opening.i, last, last - 1, "quoted")
    while at < len(tokens):
        last = at
        dateline = at + 1 < len(tokens) and tokens[at + 1].text in {"—", "–"} and tokens[at].text.isupper()
        if at not in taken and _is_latin(tokens[at]) and not dateline:
            last = _latin_end(tokens, at)
            if (len(tokens[at].text) > 2 or last > at) and not _is_number(tokens[at]) and not _is_site(tokens, last):
                yield Mention("organization", printed(sentence, at, last), at, last, last)
        elif quoted and at not in taken and (name := grammar.nominative(tokens[at])) in quoted:
            yield Mention("organization", name, at, at, at)
        at = last + 1


def _is_latin(token: Token) -> bool:
    return token.text[:1].isupper() and LATIN.match(grammar.nominative(token)) is not None


def _latin_end(tokens: Sequence[Token], first: int) -> int:
    """Return where a name in Latin letters ends, its legal form with it: «Reno Foods Co., Ltd.»."""
    last = first
    while last + 1 < len(tokens):
        following = [t.text for t in tokens[last + 1 : last + 4]]
        form = next((n for n, text in enumerate(following) if text.rstrip(".") in _LEGAL_FORMS), None)
        if _is_latin(tokens[last + 1]):
            last += 1
        elif form and all(text in {".", ","} for text in following[:form]):
            last += form + 1
        else:
            break
    return last


_LEGAL_FORMS = frozenset({"Ltd", "Inc", "LLC", "Co", "Corp", "LLP", "GmbH", "PLC"})


def _is_number(token: Token) -> bool:
    """Whether Latin letters are a Roman number: «XVI форум»."""
    return token.pos == "NUM"


def _is_site(tokens: Sequence[Token], last: int) -> bool:
    """Whether a Latin word is a part of the name of a site: «NEWS.ABC.KZ»."""
    dots = [t for t in tokens[max(0, last - 1) : last + 2] if t.text == "."]
    return any(
        LATIN.match(tokens[d.i + s].text) and tokens[d.i - 1].end == d.start and d.end == tokens[d.i + 1].start
        for d in dots
        if 0 < d.i < len(tokens) - 1
        for s in (-1, 1)
    )


def _quoted_firm(tokens: Sequence[Token], opening: int) -> int:
    """Return where a short quotation in capitals ends that no noun behind it explains, or nothing."""
    closing = next((t.i for t in tokens[opening + 2 : opening + _LONGEST_FIRM + 2] if t.text in CLOSE), 0)
    inside = tokens[opening + 1 : closing]
    if not inside or not inside[0].text[:1].isupper() or any(t.pos in _SPEECH for t in inside):
        return 0
    return closing if inside[-1].rel != "flat:name" else 0


_LONGEST_FIRM = 4


_SPEECH = frozenset({"VERB", "PUNCT", "CCONJ", "PRON"})
"""Parts of speech that no name of a firm has: what is quoted is said."""
