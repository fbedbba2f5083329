"""Which of the languages that are read a text is in: by its script, its letters and its commonest words."""

import re
from collections import Counter

from coopatlas.errors import DocumentError
from coopatlas.model import LANGUAGES

_SAMPLE = 20_000
_LONG = re.compile(r"\S{60,}")
"""No word: an address, or a picture that stands in the text as letters."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_KAZAKH = frozenset("қғұ")
_FOREIGN = frozenset("іїєґўҡҙҫҗјљњђћџѓќѕңөүәһҳӣӯҷ")
"""Letters that Russian lacks; beside қ, ғ and ұ some of them are Kazakh."""
_NOT_KAZAKH = frozenset("їєґўҡҙҫҗјљњђћџѓќѕҳӣӯҷ")
_ENGLISH = frozenset(
    ["the", "of", "and", "to", "is", "are", "was", "were", "with", "that", "by", "from", "has", "have", "will"]
)


def detected(text: str) -> str | None:
    """Return `ru`, `en` or `kk`, or None where the text is in none of them or too short to tell."""
    sample = _LONG.sub(" ", text[: 50 * _SAMPLE])[:_SAMPLE].casefold()
    letters = Counter(sample)
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    if latin > cyrillic:
        return "en" if _is_english(sample) else None
    if not cyrillic:
        return None

    def share(wanted: frozenset[str]) -> float:
        return sum(letters[letter] for letter in wanted) / cyrillic

    if share(_KAZAKH) > 0.01:
        return "kk" if share(_NOT_KAZAKH) < 0.005 else None
    # Bulgarian has no «ы» and no «э»; in a hundred Russian letters one of them is all but certain.
    bulgarian = cyrillic > 300 and not letters["ы"] + letters["э"]
    return None if share(_FOREIGN) > 0.01 or bulgarian else "ru"


def _is_english(sample: str) -> bool:
    words = re.findall(r"[^\W\d_]+", sample)
    common = sum(word in _ENGLISH for word in words)
    return common * 25 >= len(words)


_CODES = {
    "ru": "ru", "rus": "ru", "russian": "ru", "русский": "ru",
    "en": "en", "eng": "en", "english": "en",
    "kk": "kk", "kz": "kk", "kaz": "kk", "kazakh": "kk", "қазақ": "kk",
}  # fmt: skip
"""The languages that are read by what they are called: «kz» is the country, and the commonest mistake."""


def agreed(where: str, declared: str | None, text: str) -> tuple[str, tuple[str, ...]]:
    """Return the language of a text, and what is to be said where its letters and what it declares differ.

    Raises `DocumentError` where neither tells one that is read.
    """
    found = detected(text)
    primary = re.split(r"[-_\s,;]", declared.strip().casefold())[0] if declared else ""
    said = _CODES.get(primary)
    if found:
        lies = primary and said != found
        return found, ((f"declared as «{declared}», read as {found} by its letters",) if lies else ())
    if said and _fits(said, text):
        return said, ()
    problem = (
        f"its language «{primary}» is not read" if primary and not said else "its language cannot be told from the text"
    )
    raise DocumentError(where, problem, f"name it: --lang {'|'.join(LANGUAGES)}")


def _fits(lang: str, text: str) -> bool:
    """Whether a text that is too short or too odd to tell is at least in the script of a language."""
    latin, cyrillic = len(_LATIN.findall(text[:_SAMPLE])), len(_CYRILLIC.findall(text[:_SAMPLE]))
    return latin >= cyrillic if lang == "en" else cyrillic >= latin
