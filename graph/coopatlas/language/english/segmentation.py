"""English text to sentences and words: abbreviations, initials, datelines, contractions, possessives."""

import re
from collections.abc import Iterator

from coopatlas.language import segmentation
from coopatlas.language.english.words import load

WORD = re.compile(
    r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?!\w)"
    r"|(?:[A-Z]\.){2,}(?:[A-Z](?!\w))?"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Capt|Lt|Sgt|Gov|Sen|Rep|Hon|Rev|Eng|St|Co|Ltd|Inc|Corp|Bros|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec|No|Nos|vs|approx|etc|e\.g|i\.e|a\.m|p\.m|bln|mln|tn|bn|mn|dept|est|incl)\.(?=\W|$)"
    r"|(?:[A-Z]|[CDGKST]h|[DT][sz]|Zh|Y[aeou])\.(?=[\s-]?[A-Z])"
    r"|[A-Za-z]+(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|ll|re|ve|d|m)\b"
    r"|[^\W\d_][\w\u0300-\u036f]*(?:[-‐‑&][\w\u0300-\u036f]+|['’](?!(?:s|ll|re|ve|d|m)\b)[^\W\d_]\w*)*"
    r"|\w+|\.{3}|--|\S"
)
_NEXT = re.compile(r"[\s\"'“‘«„(\[—–-]*(\S+)")
_LAST_WORD = re.compile(r"(?:[A-Za-z]\.)*[\w’']+$")
_INITIAL = re.compile(r"(?:^|[\s.(])[A-Z]$")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]$|(?:ts|kh|sh|ch|zh|ya|yu|ye)$")
"""Initials of more than one letter: "R.N. Bolotov", "Ts. Sukhbaatar"."""
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "capt",
        "lt",
        "sgt",
        "gov",
        "sen",
        "rep",
        "hon",
        "rev",
        "eng",
        "st",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "vs",
        "approx",
        "e.g",
        "i.e",
        "fig",
        "nos",
        "est",
        "h.e",
        "incl",
        "dept",
    ]
)
_EITHER = frozenset(
    [
        "co",
        "ltd",
        "inc",
        "corp",
        "bros",
        "etc",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "u.n",
        "u.s.a",
        "u.a.e",
        "e.u",
        "d.c",
        "no",
    ]
)
_STARTERS = frozenset(
    ["according", "meanwhile", "earlier", "speaking", "during", "following", "today", "yesterday", "last"]
)


def spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and paragraph of each sentence; a line break ends one."""
    return segmentation.spans(text, _ends)


def words(text: str) -> Iterator["re.Match[str]"]:
    """Yield the words and marks of a sentence."""
    return WORD.finditer(text)


def _ends(line: str, match: "re.Match[str]") -> bool:
    following = _NEXT.match(line, match.end(), match.end() + 60)
    if following is None:
        return True
    after = following[1]
    if after[:1].islower():
        return False
    if not match.group().startswith(".") or (len(match.group()) > 1 and match.group()[1] == "."):
        return True
    before = _LAST_WORD.search(line, max(0, match.start() - 40), match.start())
    word = before[0].casefold() if before else ""
    if word in _TITLES or (_INITIAL.search(line, max(0, match.start() - 2), match.start()) and len(word) == 1):
        return False
    return not (word in _EITHER or _INITIALS.match(word)) or _starts(after)


def _starts(word: str) -> bool:
    """Whether a word with a capital begins a sentence rather than goes on with a name: «Co. The», but «Co. Ltd»."""
    folded = re.sub(r"\W+$", "", word).casefold()
    closed = load().closed
    return folded in _STARTERS or any(folded in closed[pos] for pos in ("DET", "PRON", "POSS", "ADP", "SCONJ", "ADV"))
