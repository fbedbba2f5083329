"""Whether a percentage is a change, and in which direction."""

import re
from decimal import Decimal

from coopatlas.reading.figures import FoundFigure
from coopatlas.reading.figures.grammar import as_fall
from coopatlas.reading.flows.passage import Passage
from coopatlas.reading.flows.words import Words

_SHARE_AROUND = 46


def change_of(words: Words, passage: Passage, figure: FoundFigure, left: int, right: int, last: int) -> int:
    """Return 1 for a rise and −1 for a fall, 0 for what is no change; `last` is that of the change before it."""
    text = passage.text
    if figure.shift:
        return 0  # «доля выросла с 12 до 15 %»
    if figure.signed or figure.level:
        return 1
    if _of_share_in(words, passage, figure):
        return 0
    behind = _behind(words, passage, figure, right)
    clause = passage.clause(figure.start)[0]
    before = _last(words, text, max(left, clause), figure.opening)
    if passage.form.head_final:
        told = behind or before or last or (1 if figure.factor is not None else 0)
        told = told or _of_list(words, passage, figure)
        told = behind if _shares(words, text, left, figure) else told  # «оның 70 пайызы импортқа тиесілі»
        return 0 if _in_brackets(words, text, figure) else told
    if behind and _adjacent(text, figure, behind):
        return behind
    if before:
        shares = _shares(words, text, left, figure)
        return 0 if shares and (_reached(words, text, figure) or not _closer(words, text, left, figure)) else before
    if _shares(words, text, left, figure):
        return 0
    return behind or last or (1 if figure.factor is not None else 0)


def _of_list(words: Words, passage: Passage, figure: FoundFigure) -> int:
    """Return the direction that a verb behind two changes tells of both: «экспорт 4 %-ға, импорт 2 %-ға өсті»."""
    other = next((f for f in passage.figures if f.opening >= figure.end), None)
    if other is None or other.kind not in {"percent", "multiple"}:
        return 0
    gap = passage.text[figure.end : other.opening]
    listed = "," in gap and ";" not in gap and any(figure.end <= f.start < other.opening for f in passage.flows)
    return _behind(words, passage, other, len(passage.text)) if listed else 0


def _of_share_in(words: Words, passage: Passage, figure: FoundFigure) -> bool:
    """Whether a percentage is what a share has come to or from: «доля края в импорте снизилась до 5 % с 8 %»."""
    if figure.kind != "percent":
        return False
    share = words.found("share", passage.text, passage.clause(figure.start)[0], figure.start)
    behind = passage.text[share.end() if share else 0 : figure.start]
    return share is not None and words.levels.search(behind) is not None and not re.search(r"[;(]", behind)


def _in_brackets(words: Words, text: str, figure: FoundFigure) -> bool:
    """Whether a percentage stands in brackets that tell of no change: it is a share, «5 млрд доллар (жалпының 18%)»."""
    opened = text.rfind("(", 0, figure.start)
    closed = text.find(")", figure.end)
    if figure.kind != "percent" or opened < 0 or closed < 0 or ")" in text[opened : figure.start]:
        return False
    inside = text[opened:closed]
    return "(" not in inside[1:] and not words.behind_up.search(inside) and not words.behind_down.search(inside)


def _adjacent(text: str, figure: FoundFigure, behind: int) -> bool:
    del behind
    return re.match(r"\s*\w", text[figure.end : figure.end + 3]) is not None


def _behind(words: Words, passage: Passage, figure: FoundFigure, right: int) -> int:
    end = min(right, figure.end + words.reach, len(passage.text))
    stop = re.compile(r"[;(),]").search(passage.text, figure.end, end) if not passage.form.head_final else None
    end = stop.start() if stop else end
    up = words.behind_up.search(passage.text, figure.end, end)
    down = words.behind_down.search(passage.text, figure.end, end)
    if up and down:
        return 1 if up.start() < down.start() else -1
    return 1 if up else -1 if down else 0


def _last(words: Words, text: str, start: int, end: int) -> int:
    ups = [m.start() for m in words.up.finditer(text, start, end) if not _of_share(words, text, m)]
    downs = [m.start() for m in words.down.finditer(text, start, end)]
    if not ups and not downs:
        return 0
    return 1 if max(ups, default=-1) > max(downs, default=-1) else -1


_PHRASE = 12
"""Code points before «up» in which «make», «made» may stand, with which it is no rise."""


def _of_share(words: Words, text: str, match: "re.Match[str]") -> bool:
    share = words.found("share", text, max(0, match.start() - _PHRASE), match.end())
    return share is not None and share.end() == match.end()


def _shares(words: Words, text: str, left: int, figure: FoundFigure) -> bool:
    if figure.kind != "percent":
        return False
    before = words.found("share", text, max(left, figure.opening - _SHARE_AROUND), figure.opening)
    return before is not None or words.found("share", text, figure.end - 1, figure.end + 26) is not None


def _reached(words: Words, text: str, figure: FoundFigure) -> bool:
    """Whether a share has come to a percentage: «доля стран снизилась до 58 %»."""
    first = re.compile(r"\d").search(text, figure.start)
    return words.reaching.search(text[: first.start() if first else figure.start]) is not None


def _closer(words: Words, text: str, left: int, figure: FoundFigure) -> bool:
    """Whether the word of change stands nearer to a figure than that of a share."""
    start = max(left, figure.opening - _SHARE_AROUND)
    changes = [m.start() for p in (words.up, words.down) for m in p.finditer(text, start, figure.opening)]
    share = words.found("share", text, start, figure.opening)
    return bool(changes) and (share is None or max(changes) > share.start())


def is_difference(words: Words, passage: Passage, figure: FoundFigure, left: int) -> bool:
    """Whether a sum is by how much a flow changed and no level: «вырос на 3 млн», "rose by $3 million"."""
    text = passage.text
    if figure.shift:
        return False
    number = text[figure.start : figure.end]
    before = text[max(left, figure.start - 50) : figure.start + len(number) - len(number.lstrip("$€₽₸ "))]
    before = before.rstrip("$€₽₸ ") + " "
    opening = text[max(left, figure.opening - 50) : figure.opening]
    for piece in (before, opening):
        if words.difference.search(piece) and (words.up.search(piece) or words.down.search(piece)):
            return True
    if passage.form.head_final:
        return _by_how_much(words, text, figure)
    if words.steps_before.search(opening) is not None or words.steps_behind.match(text, figure.end) is not None:
        return True
    if passage.form.analytic and words.difference.search(opening) and words.changes(text[:left]):
        return True  # "exports grew by €2 million, and imports | by €3 million"
    behind = text[figure.end : figure.end + 12]
    return words.difference.search(before) is not None and (
        words.behind_up.match(behind.lstrip()) is not None or words.behind_down.match(behind.lstrip()) is not None
    )


def _by_how_much(words: Words, text: str, figure: FoundFigure) -> bool:
    """Whether the case of a sum tells that it is by how much a flow changed: «5 млн долларға ұлғайды»."""
    behind = words.once_more.sub("", text[figure.end :]).lstrip()
    changes = words.behind_up.match(behind) or words.behind_down.match(behind)
    return words.by_how_much.search(text[figure.start : figure.end]) is not None and changes is not None


def percent(figure: FoundFigure, direction: int) -> Decimal:
    """Return the percentage of a change, a fall negative; what falls «вдвое» falls by 50."""
    value = figure.figure.value
    if direction > 0 or value < 0:
        return value
    return as_fall(figure.factor) if figure.factor is not None and figure.factor > 1 else -value
