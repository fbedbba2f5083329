"""What stands between the paragraphs of a page and is none: pointers to other news, captions of pictures."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from coopatlas.language import page_lexicon
from coopatlas.language.edits import Edit

_LONGEST = 300
"""Code points of the longest line that is an aside; one that is longer is a paragraph, however it begins."""
_MOST_LINKS = 8
_SENTENCE_END = re.compile(r"[.!?…][\"»”)]*\s*$")


def edits(text: str) -> Iterator[Edit]:
    """Yield what takes the asides out of a text, in order; their line breaks stay."""
    if not _beginnings().search(text):
        return
    lines = list(re.finditer(r"[^\n]*", text))
    lines = [line for line in lines if line.start() == 0 or text[line.start() - 1] == "\n"]
    links = 0
    for line in lines:
        words = line.group()
        if found := _beginnings().match(words) if len(words) <= _LONGEST else None:
            # «Читайте также:» alone has the news that it points to below it.
            links = _MOST_LINKS if found["also"] and not words[found.end() :].strip(" \t:.—–-") else 0
        elif links and words.strip() and len(words) <= _LONGEST and not _SENTENCE_END.search(words):
            links -= 1
        else:
            # One empty line may stand between the pointer and the news.
            links = links if links == _MOST_LINKS and not words.strip() else 0
            continue
        if words:
            yield Edit(line.start(), line.end(), "")


@cache
def _beginnings() -> "re.Pattern[str]":
    also, heading, caption = (_any_of(page_lexicon.words(about)) for about in ("read_also", "headings", "captions"))
    told = rf"(?P<also>{also}|(?:{heading})(?=[ \t]*(?::|$)))|(?:{caption})"
    return re.compile(rf"^[ \t]*[-–—*•▶►→|]*[ \t]*(?:{told})", re.IGNORECASE | re.MULTILINE)


def _any_of(words: Collection[str]) -> str:
    listed = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("е", "[её]") + (r"\b" if word[-1].isalpha() else "") for word in listed)
