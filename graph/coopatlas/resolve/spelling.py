"""One spelling for a name in Cyrillic or in any of the usual Latin transliterations of it."""

import re
import unicodedata

_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіәғқңөұүһўї"
_SOUNDS = "a b v g d e e j z i i k l m n o p r s t u f h ts ch sh sh _ i _ e iu ia i a g k n o u u h u i"
_PLAIN = str.maketrans({**dict(zip(_LETTERS, _SOUNDS.split(), strict=True)), "ı": "i"})
_LATIN = (
    ("shch", "sh"), ("sch", "sh"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("tz", "ts"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("w", "v"), ("ye", "e"), ("yo", "e"), ("y", "i"),
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*\.?|\d+")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_HARD = re.compile(r"c(?!h)")
_DOUBLED = re.compile(r"([a-z])\1+")


def words(name: str) -> list[str]:
    """Return the words and numbers of a name as they are written; an initial keeps its full stop."""
    # «А.Парфенчиков» is two words.
    return _WORD.findall(re.sub(r"\.(?=\w)", ". ", unicodedata.normalize("NFC", name)))


def spelling(word: str) -> str:
    """Return the spelling by which two writings of one word are told to be one: «Сауранбаев», "Sauranbayev".

    It follows the sound, not one standard of transliteration: «ж», «дж», "zh", "dzh" and "j" are one letter, so are
    «х», "kh" and "h", «й», «ы», "y" and "i"; soft and hard signs and the doubling of letters do not count.
    """
    plain = word.casefold().translate(_PLAIN)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    plain = _NO_LETTERS.sub("", plain)
    for variant, letter in _LATIN:
        plain = plain.replace(variant, letter)
    plain = plain.replace("dj", "j").replace("ie", "e")
    return _DOUBLED.sub(r"\1", _HARD.sub("k", plain))
