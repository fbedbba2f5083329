"""The forms that a name takes in running text, by rule.

A morphological dictionary does not know most place names and guesses: it makes «Шымкенте» a feminine and «Алматы» a
plural. The rules here yield every form that an ending allows, rather too many than too few: one that no text holds
does no harm.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_PLAIN = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’‘ʻʼ`´", "'"), "ё": "е", "ı": "i"})
_ADJECTIVE = re.compile(r"\w{3}(?:[ыио]й|ая|яя|ое|ее|ые|ие)$")
_ADJECTIVE_ENDINGS = "ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ей ую юю ых их ыми ими"
_NOUN_ENDINGS = {
    "ия": "ия ии ию ией",
    "ье": "ье ья ью ьем",
    "ий": "ий ия ию ием ии",
    "ец": "ец ца цу цом цем це",
    "ово": "ово ова ову овом ове",
    "ево": "ево ева еву евом еве",
    "ино": "ино ина ину ином ине",
    "тво": "тво тва тву твом тве",
    "а": "а ы и е у ой ей",
    "я": "я и е ю ей",
    "ь": "ь я ю ем е и ью",
    "й": "й я ю ем е",
}
_PLURAL_ENDINGS = {"ы": "ы ам ами ах ов", "и": "и ам ами ах ов ей"}
_KAZAKH_ENDINGS = (
    "ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті да де та те нда нде"
    " дан ден тан тен нан нен мен бен пен"
)


def fold(text: str) -> str:
    """Return `text` as names are compared: lower case, «е» for «ё», plain dashes and apostrophes, plain Latin."""
    text = text.casefold().translate(_PLAIN)
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_UNACCENTED)


class _Unaccented(dict[int, str]):
    """Latin letters without their accents, other letters as they are; each is looked up once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0]
        return self.setdefault(code, base if base.isascii() else character)


_UNACCENTED = _Unaccented()


@lru_cache(maxsize=50_000)
def forms(word: str, lang: str, alone: bool = True) -> frozenset[str]:
    """Return the folded forms of a folded word of a name, itself among them.

    A short word is declined as a plural only within a longer name: «Великие Луки», but not «Дели».
    """
    if lang == "ru":
        return frozenset(_plural(word) if not alone and word[-1:] in _PLURAL_ENDINGS else _russian(word))
    return frozenset({word, word + "s"} if lang == "en" else {word})


def bases(word: str, lang: str) -> tuple[str, ...]:
    """Return what a dictionary may give as the normal form of a folded word of a name."""
    if lang == "ru" and is_adjectival(word):
        return tuple(word[:-2] + ending for ending in ("ий", "ый", "ой"))
    return (word,)


def is_adjectival(word: str) -> bool:
    """Tell «мангистауская» and «нижний» from a noun, by the ending."""
    return _ADJECTIVE.search(word) is not None


def stems(token: str, lang: str) -> Iterator[str]:
    """Yield a folded token and what is left of it without the endings of its language that need no dictionary."""
    token = token.rstrip(".") or token
    yield token
    if lang == "en":
        yield token.removesuffix("'s").removesuffix("'")
    elif lang == "kk":
        endings = (ending for ending in _KAZAKH_ENDINGS.split() if len(token) > len(ending) + 2)
        yield from (token.removesuffix(ending).removesuffix("-") for ending in endings)


def _russian(word: str) -> Iterator[str]:
    first, hyphen, rest = word.partition("-")
    if hyphen and rest.startswith("на-"):
        yield from (form + hyphen + rest for form in _inflected(first))
    elif hyphen and is_adjectival(rest) and not first.endswith(("о", "е", "и")):
        yield from (f"{noun}-{adjective}" for noun in _inflected(first) for adjective in _inflected(rest))
    else:
        yield from _inflected(word)


def _inflected(word: str) -> Iterator[str]:
    yield word
    if is_adjectival(word):
        yield from (word[:-2] + ending for ending in _ADJECTIVE_ENDINGS.split())
        return
    if word.endswith(("оа", "уа", "еа")):
        return
    for size in (3, 2, 1):
        if endings := _NOUN_ENDINGS.get(word[-size:]):
            yield from (word[:-size] + ending for ending in endings.split())
            return
    if len(word) > 5 and word[-1:] in _PLURAL_ENDINGS:
        yield from _plural(word)
    elif word[-1:] not in "аеиоуыэюя" and len(word) > 2:
        yield from (word + ending for ending in ("а", "у", "ом", "ем", "е"))


def _plural(word: str) -> Iterator[str]:
    return (word[:-1] + ending for ending in _PLURAL_ENDINGS[word[-1]].split())
