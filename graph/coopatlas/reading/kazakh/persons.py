"""Persons in Kazakh text: names known by an office before them, a family name's end, a given name, initials."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from coopatlas.language.kazakh import grammar, lexicon, tagging
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.kazakh.names import TAKING

_MOST_NAMES = 4


@cache
def _endings() -> tuple[str, ...]:
    return tuple(e for e in lexicon.table("names")["surnames"].split() if len(e) > 1)


@dataclass(slots=True)
class People:
    """The people of a document by each name under which it mentions them."""

    names: dict[str, str] = field(default_factory=dict)

    def learn(self, sentence: Sentence, places: set[int]) -> None:
        """Remember the persons that a sentence names in full."""
        for first, last in _runs(sentence, places):
            if _is_person(sentence, first, last):
                name = _name(sentence, first, last)
                parts = name.replace(".", ". ").split()
                self.names[name] = name
                if len(parts) > 1:
                    self._known(name, parts)

    def _fullest(self, name: str) -> str | None:
        """Return the fullest name that «Д.Серіков» or «Серіков» may stand for."""
        full = self.names.get(name.rsplit(".", maxsplit=1)[-1].strip())
        return full if full and _same(name, full) else self.names.get(name)

    def _known(self, name: str, parts: Sequence[str]) -> None:
        """Tie the family name, and initials before it, to the fullest name that bears it."""
        surname = parts[-1]
        old = self.names.get(surname, "")
        if _is_fuller(name, old):
            self.names[surname] = name
            for known, full in list(self.names.items()):
                if (full == old and old) or known.split(".")[-1].strip() == surname:
                    self.names[known] = name if _same(known, name) else full

    def _by_father(self, name: str) -> str | None:
        """Return the one person of a given name whom a text calls by it and the father's: «Марат Ержанұлы»."""
        parts = name.split()
        if len(parts) != 2 or not parts[1].endswith(_PATRONYMICS):
            return None
        named = {full for full in self.names.values() if full.split()[0] == parts[0]}
        others = [full for full in named if not full.endswith(_PATRONYMICS) and " " in full]
        return others[0] if len(others) == 1 else None

    def mentions(self, sentence: Sentence, taken: set[int]) -> Iterator[Mention]:
        """Yield the persons of a sentence, outside of what other names have taken."""
        for first, last in _runs(sentence, taken):
            name = _name(sentence, first, last)
            full = self._fullest(name)
            if full is None and _is_person(sentence, first, last):
                full = name
            if full == name and not _is_introduced(sentence, first):
                full = self._by_father(name) or name
            if full is not None and (first == last or _same(name, full) or name in self.names):
                addressed = last + _addressed(sentence, last)
                yield Mention("person", full, first, addressed, addressed)


def _is_introduced(sentence: Sentence, first: int) -> bool:
    """Whether an office stands before a name, which then is that of its holder in full."""
    return first > 0 and sentence.tokens[first - 1].lemma in lexicon.words().persons


def _addressed(sentence: Sentence, last: int) -> bool:
    """Whether a word of address stands behind a name and bears its case: «Кэнди мырзамен»."""
    return any(t.lemma in lexicon.words().address for t in sentence.tokens[last + 1 : last + 2])


def _is_fuller(name: str, old: str) -> bool:
    return not old or ("." in old and "." not in name)


def _same(short: str, full: str) -> bool:
    """Whether «Д.Серіков» or «Серіков» may be «Дәурен Серіков»."""
    parts, whole = short.replace(".", ". ").split(), full.split()
    if not parts or not whole or parts[-1] != whole[-1]:
        return False
    return len(parts) == 1 or whole[0][:1] == parts[0][:1]


def feminine(name: str) -> bool:
    """Whether a full name is a woman's, as far as its end tells."""
    return name.endswith(("ова", "ева", "ина", "ына", "ская", "цкая", "қызы", "евна", "овна"))


def _runs(sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of names that no place or body has taken, initials with the family name behind them."""
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        last = at
        if at not in taken and _starts(tokens, at):
            while last + 1 < len(tokens) and last + 1 not in taken and _goes_on(tokens, at, last):
                last += 1
            if tokens[last].text != ".":
                yield at, last
        at = last + 1


def _starts(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].pos == "PROPN" and tokens[at].text[:1].isupper() and not _quoted(tokens, at)


def _quoted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands in a name in quotation marks."""
    return tokens[at].rel == "flat:name" or (tokens[at].rel == "flat" and tokens[tokens[at].head].rel == "flat:name")


def _goes_on(tokens: Sequence[Token], first: int, last: int) -> bool:
    here, after = tokens[last], tokens[last + 1]
    if after.text == "." and len(here.text) <= 2 and here.text[:1].isupper():
        return last + 2 < len(tokens) and tokens[last + 2].text[:1].isupper()
    if here.text == ".":
        return after.text[:1].isupper()
    if tokens[first + 1].text == ".":
        return False
    if here.lemma.endswith(_endings()) and after.lemma in lexicon.table("names")["given"].split():
        return False
    if last > first and _is_surname(here) and not _is_surname(after) and not here.lemma.endswith(_PATRONYMICS):
        return False  # «Болат Серіков | Самар мемлекетінің …»
    if after.text.isascii() and not here.text.isascii():
        return False  # «Руслан Серіков | Telegram парақшасында»
    named = after.pos == "PROPN" and after.text[:1].isupper() and not _quoted(tokens, last + 1)
    return named and here.case in {"Nom", ""} and "Poss" not in here.feats and last - first < _MOST_NAMES


_PATRONYMICS = ("ұлы", "қызы", "вич", "вна")


def _is_surname(token: Token) -> bool:
    return len(token.lemma) > _SHORTEST_SURNAME and token.lemma.endswith(_SURNAMES)


_SURNAMES = ("ов", "ев", "ова", "ева", "ин", "ина", "ын", "ына", *_PATRONYMICS)
_SHORTEST_SURNAME = 4


def _is_person(sentence: Sentence, first: int, last: int) -> bool:
    tokens = sentence.tokens[first : last + 1]
    words = [t for t in tokens if t.text != "."]
    before = sentence.tokens[first - 1] if first else None
    after = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
    if len(words) > _MOST_NAMES or all(t.text.isupper() and len(t.text) > 1 for t in words):
        return False
    if before is not None and before.lemma in lexicon.words().persons and before.case == "Nom":
        return len(words) > 1 or words[0].case != "Loc"  # «Вице-премьер | Хужандта …»
    if after is not None and after.lemma in lexicon.words().address:
        return True
    if len(words) > 1 and (_becomes(sentence, first) or _is_explained(sentence, first, last)):
        return True
    initials = len(tokens) > len(words)
    if len(words) < 2:
        return False
    surname = words[-1].lemma.endswith(_endings())
    given = words[0].lemma in lexicon.table("names")["given"].split()
    return surname or given or (initials and words[-1].lemma not in tagging.places())


def _becomes(sentence: Sentence, first: int) -> bool:
    """Whether an office that one comes to hold stands before a name: «елшісі болып | Мехмет Эр тағайындалды»."""
    before = sentence.tokens[max(0, first - 2) : first]
    office = len(before) > 1 and before[0].lemma in lexicon.words().persons and before[0].feats.get("Poss") == "3"
    return office and before[1].text.casefold() in TAKING


def _is_explained(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a sentence begins with a name and an office behind its comma: «Ли Вэй, ұйымның бас хатшысы: …»."""
    behind = sentence.tokens[last + 1 : last + _LONGEST_OFFICE]
    if first or not behind or behind[0].text != ",":
        return False
    ends = next((t.i for t in behind[1:] if t.text in {":", ",", "–", "—"}), 0)
    office = sentence.tokens[ends - 1] if ends else None
    held = office is not None and office.lemma in lexicon.words().persons
    return held and office is not None and office.feats.get("Poss") == "3" and office.case == "Nom"


_LONGEST_OFFICE = 14
"""Words behind a name up to which its office may end."""


def _name(sentence: Sentence, first: int, last: int) -> str:
    """Return a name with its last word without case: «Хоценкомен» → «Хоценко»."""
    tokens = sentence.tokens
    start = tokens[first].start - sentence.start
    head = tokens[last]
    bare = head.text[: len(head.lemma)] if head.text.casefold().startswith(head.lemma) else grammar.nominative(head)
    return sentence.text[start : head.start - sentence.start] + bare
