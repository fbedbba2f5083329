"""Names and figures that a text sets aside: «Китай, а не Казахстан», "not by 5% but by 8%", «Омбы емес, Томск».

Nothing is told of them, so they are taken out before a text is read (replacive negation: J. Jacobs, Fokus und Skalen,
1983); what is told keeps its place in the text as given. Words are data: `ontology/lexicon/<lang>/contrasts.toml`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from coopatlas import content
from coopatlas.language.edits import Edit


def edits(text: str, lang: str) -> Iterator[Edit]:
    """Yield what takes out what a text of a language sets aside, in order."""
    pattern = _pattern(lang)
    for match in pattern.finditer(text) if pattern is not None else ():
        yield Edit(match.start(), match.end(), "")


@cache
def _pattern(lang: str) -> "re.Pattern[str] | None":
    """Return the pattern of a language: its `patterns`, filled with `{names}`, `{figures}` and its lists of words."""
    file = content.ontology() / "lexicon" / lang / "contrasts.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text("utf-8"))
    patterns = table["patterns"]
    lists = {name: _any_of(words) for name, words in table.items() if isinstance(words, list) and name != "patterns"}
    words = lists | _LETTERS
    name, figure = (table[one].format_map(words) for one in ("name", "figure"))
    before = rf"(?:{lists['prepositions']} )?" if "prepositions" in lists else ""
    names = rf"{before}{name}(?:(?:, | {lists['conjunctions']} ){before}{name}){{0,{_MOST}}}"
    filled = words | {"names": names, "figures": before + figure}
    return re.compile("|".join(f"(?:{pattern.format_map(filled)})" for pattern in patterns))


_MOST = 9
"""Further names of one list that are looked at."""
_LETTERS = {"Cap": r"[^\W\d_a-zа-яёәғқңөұүһі][\w’'-]*", "low": r"[a-zа-яёәғқңөұүһі][\w-]*"}
"""A word with a capital, and one without."""


def _any_of(words: list[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"
