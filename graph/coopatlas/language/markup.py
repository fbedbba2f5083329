"""Markdown, and what is left of HTML in a text: emphasis, links, headings, pictures, code, comments, references.

Only what no prose holds is taken for markup, so that a text need not say what it is written in.
"""

import re
from collections.abc import Iterator
from html import unescape

from coopatlas.language.edits import Edit

_SOME = re.compile(r"[*_`#~>|\\\[=•▪‣●◦]|</?[a-zA-Z]|<!--|&#?\w{1,31};|--")
_MARKUP = re.compile(
    r"""
      <!--.*?(?:-->|\Z)
    | ^(?P<fence>```+|~~~+)[^\n]*\n(?:.*?\n)??(?P=fence)[^\n]*$
    | <(?P<tag>script|style)\b[^>]*>.*?</(?P=tag)\s*>
    | !\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])
    | ^[ \t]*\[[^\]\n]+\]:[ \t]*\S+[^\n]*$
    | ^[ \t]*(?P<rule>[-*_=])(?:[ \t]*(?P=rule)){2,}[ \t]*$
    | ^[ \t]*\|?[ \t]*:?-{3,}[-:|\ \t]*$
    | ^[ \t]*\#{1,6}[ \t]+
    | ^(?:[ \t]*>)+[ \t]?
    | ^[ \t]*[*•▪‣●◦][ \t]+(?=\S)
    | </?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>\n]*)?/?>
    | \\(?=[\\`*_{}\[\]()\#+\-.!|>~])
    | \\$
    | \[(?P<words>[^\[\]\n]+)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])
    | (?P<reference>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_EMPHASIS = re.compile(
    r"(?<![\w*_~`\\])(?P<mark>\*{1,3}|_{1,3}|~~|`{1,2})(?=[^\s*_~`])"
    r"(?P<words>(?:[^\n]|\n(?![ \t]*\n)){1,400}?)(?<=[^\s\\])(?P=mark)(?![\w*_~`])"
)
"""A pair of marks around words of one paragraph: before the first no letter, after the second none."""


def edits(text: str) -> list[Edit]:
    """Return what takes the markup out of a text, in order; an edit may begin within the one before."""
    return sorted([*_tags(text), *_emphasis(text, 0, len(text))]) if _SOME.search(text) else []


def _tags(text: str) -> Iterator[Edit]:
    for match in _MARKUP.finditer(text):
        if match["words"] is not None:
            yield Edit(match.start(), match.start("words"), "")
            yield Edit(match.end("words"), match.end(), "")
        elif match["reference"] is not None:
            yield Edit(match.start(), match.end(), unescape(match.group()).replace("\u00ad", ""))
        else:
            yield Edit(match.start(), match.end(), "")


def _emphasis(text: str, start: int, end: int) -> Iterator[Edit]:
    for match in _EMPHASIS.finditer(text, start, end):
        yield Edit(match.start(), match.start("words"), "")
        yield from _emphasis(text, match.start("words"), match.end("words"))
        yield Edit(match.end("words"), match.end(), "")
