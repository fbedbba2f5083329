"""The neighbours of a sentence, for a person who decides of it."""

import re

_END = re.compile(r"[.!?…»\"”)]+\s+(?=[^\s\W]|[«\"“(–—-])|\n+")
_LONGEST = 300


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a stretch of a text, a sentence each; empty at its ends."""
    before, after = text[max(0, start - _LONGEST) : start].rstrip(), text[end : end + _LONGEST].lstrip()
    ends = [match.end() for match in _END.finditer(before)]
    first = _END.search(after)
    return before[ends[-1] if ends else 0 :].strip(), after[: first.end() if first else None].strip()
