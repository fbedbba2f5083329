"""Names in Cyrillic as English texts write them: BGN/PCGN 1947 without its marks, final «-ий» and «-ый» as "-y"."""

import re

_LETTERS = (
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh"
    " щ=shch ъ= ы=y ь= э=e ю=yu я=ya ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h і=i ў=u"
)
_LATIN = dict(letter.split("=") for letter in _LETTERS.split(" "))
_IOTATED = re.compile("(?<![^аеёиоуыэюяйъь])[её]", re.IGNORECASE)
"""«е» and «ё» at the beginning of a word, and after a vowel, «й», «ъ» or «ь»."""
_ENDING = re.compile(r"[иы]й\b", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u04ff]+")


def latin(text: str) -> str:
    """Return a text with its Cyrillic words in Latin letters: «Болат Иманбаев» → "Bolat Imanbayev"."""
    return _CYRILLIC.sub(lambda word: _word(word[0]), text)


def _word(word: str) -> str:
    if word.isupper() and len(word) > 1:
        return "".join(_LATIN.get(letter, letter) for letter in word.lower()).upper()
    iotated = {found.start() for found in _IOTATED.finditer(word)}
    stem = word[:-1] if _ENDING.search(word) else word
    letters = [
        {"е": "ye", "ё": "yo"}[letter.lower()] if place in iotated else _LATIN.get(letter.lower(), letter)
        for place, letter in enumerate(stem)
    ]
    told = "".join(letters)
    told = re.sub("[iy]$", "y", told) if stem != word else told
    return told.capitalize() if word[0].isupper() else told
