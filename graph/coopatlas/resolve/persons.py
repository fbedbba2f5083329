"""People: one key for a name in any order of its words, with or without a patronymic, in any script."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coopatlas.resolve.spelling import spelling, words

_INITIAL = re.compile(r"[^\W\d_]{1,2}\.")
_PATRONYMIC = re.compile(
    r"(?:ович|евич|ьич|овна|евна|ична|инична|улы|ұлы|кызы|қызы|оглы|ovich|evich|ovna|evna|uly|kyzy|oglu)$"
)
_SURNAME = re.compile(
    r"(?:[её]в|ов|ин|ын|[её]ва|ова|ина|ына|ский|ская|цкий|цкая|ко|юк|ук|ич|ян|дзе|швили|"
    r"[oe]v|in|[oe]va|ina|sk[iy]y?|ska?ya|ko|yuk|[iy]an|dze|shvili)$"
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart; `key` is the same for every writing of it."""

    text: str
    full: tuple[str, ...]
    initials: tuple[str, ...]

    @property
    def key(self) -> str:
        """The spellings of its words in alphabetical order: the order of writing tells no surname from a first name."""
        return " ".join(sorted(self.full) + list(self.initials))

    def stands_for(self, other: "PersonName") -> bool:
        """Tell whether this shorter name, «А. Парфенчиков» or «Парфенчиков», may be that of `other` in full."""
        rest = list(other.full)
        for word in self.full:
            if word not in rest:
                return False
            rest.remove(word)
        return not self.initials or any(word.startswith(self.initials[0]) for word in rest)

    @property
    def is_full(self) -> bool:
        """Whether it holds a first name and a surname."""
        return len(self.full) > 1


def parse(name: str) -> PersonName:
    """Take a name apart; a patronymic beside first name and surname is left out of its key."""
    written = words(name)
    initials = [word for word in written if _INITIAL.fullmatch(word)]
    full = [word for word in written if word not in initials]
    if len(full) > 2:
        full = [word for word in full if not _PATRONYMIC.search(word.casefold())] or full
    return PersonName(
        " ".join(name.split()),
        tuple(spelling(word) for word in full),
        tuple(spelling(word) for word in initials),
    )


def looks_like_one(name: str) -> bool:
    """Tell a person from a company of the same shape, by a surname's ending or an initial; «Хаят Кимья» has neither."""
    written = words(name)
    if not 1 <= len(written) <= 4 or re.search(r"[«»\"“”\d]", name) or not all(word[0].isupper() for word in written):
        return False
    if any(_INITIAL.fullmatch(word) for word in written[:-1]):
        return True
    return any(len(w) > 4 and not w.isupper() and _SURNAME.search(w.casefold()) for w in (written[0], written[-1]))


def known_in(names: Iterable[str]) -> tuple[PersonName, ...]:
    """Return the full names among `names`, each person once."""
    return tuple({name.key: name for name in map(parse, names) if name.is_full}.values())
