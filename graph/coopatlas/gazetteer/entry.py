"""What the reference data says of one thing that has a name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Form = Literal["name", "abbreviation", "adjective", "demonym"]
Texts = Mapping[str, tuple[str, ...]]
"""Texts by language, in the order of the reference data."""

FORMS: tuple[Form, ...] = ("name", "abbreviation", "adjective", "demonym")
"""The forms of a name; of two that fit the same words, the one that stands first here is meant."""
KINDS = ("country", "union", "region", "macroregion", "city", "port", "organization", "corridor")
"""The kinds of entry; of two entries that share a name, the kind that stands first here is the likelier."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A country, region, city, port, union, institution or corridor of the reference data.

    `id` is the local name of its IRI under `id:` and `cls` that of its class under `coop:`; `part_of` holds the ids of
    what it lies in, nearest first; `capital_of` is the id of the country whose capital it is, and whose state it may
    stand for («Минск предложил»); `homographs` are those of its names that are also a word or a person's name. Of the
    adjectives, one with a hyphen at its end («ирано-») is the first half of compounds alone.
    """

    id: str
    cls: str
    names: Mapping[str, str]
    alternatives: Texts = field(default_factory=dict)
    adjectives: Texts = field(default_factory=dict)
    demonyms: Texts = field(default_factory=dict)
    homographs: Texts = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    part_of: tuple[str, ...] = ()
    capital_of: str | None = None

    @property
    def kind(self) -> str:
        """One of `KINDS`, the first part of the id."""
        return self.id.partition("-")[0]

    @property
    def country(self) -> str | None:
        """The id of the country that it is or lies in."""
        return next((part for part in (self.id, *self.part_of) if part.startswith("country-")), None)

    def texts(self, lang: str) -> Iterator[tuple[str, Form]]:
        """Yield all that it is called in one language, with the form of each."""
        for text in self.called(lang):
            yield text, "abbreviation" if is_abbreviation(text) else "name"
        for text in self.adjectives.get(lang, ()):
            yield text, "adjective"
        for text in self.demonyms.get(lang, ()):
            yield text, "demonym"

    def called(self, lang: str) -> tuple[str, ...]:
        """Return its name and its alternative names in one language."""
        own = (self.names[lang],) if lang in self.names else ()
        return own + self.alternatives.get(lang, ())


def is_abbreviation(text: str) -> bool:
    """Tell «РК», «ХМАО-Югра» and «УрФО», which keep their capitals in running text, from a name."""
    return " " not in text and len(text) > 1 and sum(map(str.isupper, text)) * 2 >= len(text)


def likeliest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries without doubles, the likeliest kind first, in their order within a kind."""
    unique = {entry.id: entry for entry in entries}
    return tuple(sorted(unique.values(), key=lambda entry: KINDS.index(entry.kind)))
