"""What the lexicon says of pages, in all languages at once: pointers to other news, captions, words over a line's end.

A page in Kazakh has captions in Russian, so what a text is in does not matter here.
"""

import tomllib
from collections.abc import Mapping
from functools import cache

from coopatlas import content


def words(about: str) -> frozenset[str]:
    """Return what the lexicons of all languages list under one key of their `page.toml`, `е` for `ё`."""
    return _lists()[about]


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for folder in (content.ontology() / "lexicon").iterdir():
        file = folder / "page.toml"
        if file.is_file():
            for about, listed in tomllib.loads(file.read_text("utf-8")).items():
                found.setdefault(about, set()).update(word.casefold().replace("ё", "е") for word in listed)
    return {about: frozenset(listed) for about, listed in found.items()}
