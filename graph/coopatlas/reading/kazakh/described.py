"""Kazakh bodies that a text calls by a common noun or an abbreviation: «облыстық статистика департаменті», «СІМ»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coopatlas import gazetteer
from coopatlas.language.kazakh import grammar, lexicon
from coopatlas.language.kazakh.morphology import inflected
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.kazakh.names import printed, words

_HOME = "country-KZ"
_WHOSE = {
    "облыстық": "region", "өңірлік": "region", "облыс": "region", "өңір": "region", "қалалық": "city", "қала": "city",
}  # fmt: skip
"""Words before a noun of a body that tell of what kind of territory it is."""
_LONGEST = 6
_GOVERNMENT = "Үкімет"
_ITS = frozenset({"елдің", "мемлекеттің", "республиканың"})
_OURS = frozenset({"еліміздің", "мемлекетіміздің"})
_ALONE = frozenset({"әкімдік"})
"""Bodies that a text about a region calls by their noun alone."""


@dataclass(slots=True)
class Described:
    """Marks the bodies of a document that are called after a territory named before."""

    sentences: Sequence[Sentence]

    def named(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield the bodies of a sentence that it describes, under the names that they stand for."""
        taken = {i for m in sentence.mentions if m.kind != "territory" for i in range(m.first, m.last + 1)}
        for token in sentence.tokens:
            if token.i in taken:
                continue
            found = self._abbreviated(sentence, token) or _government(sentence, token)
            found = found or self._of_territory(sentence, token, taken)
            if found is not None:
                taken |= set(range(found.first, found.last + 1))
                yield found

    def spelt_out(self, sentence: Sentence, mention: Mention) -> Mention:
        """Return a body under its whole name: «ҚР СІМ», «ТМҰ хатшылығы», «елдің статистика комитеті»."""
        first, _, rest = mention.name.partition(" ")
        full = lexicon.table("bodies")["abbreviated"].get(mention.name.split()[-1])
        if mention.kind != "organization":
            return mention
        if mention.name == _GOVERNMENT:
            return replace(mention, name=f"{_state(sentence, mention.first)} {inflected(_GOVERNMENT, '[с]Ы')}")
        if full is not None:
            return replace(mention, name=f"{_of(_state(sentence, mention.first))} {full}", form="described")
        owner = None
        if first in _OURS:
            owner = gazetteer.load().entries()[_HOME].names["kk"]
        elif first in _ITS:
            owner = self._told(sentence, mention.first, "country")
        elif first.isupper() and rest:
            unions = (m for m in sentence.mentions if m.first == mention.first and m.kind == "union")
            owner = next((m.name for m in unions), None)
        return replace(mention, name=f"{_of(owner)} {rest}") if owner and rest else mention

    def _abbreviated(self, sentence: Sentence, token: Token) -> Mention | None:
        """Return «СІМ»: the ministry of the state before it, of the newsroom's own where none stands there."""
        full = lexicon.table("bodies")["abbreviated"].get(token.text.partition("-")[0])
        if full is None:
            return None
        name = f"{_of(_state(sentence, token.i))} {full}"
        return Mention("organization", name, token.i, token.i, token.i, "described")

    def _of_territory(self, sentence: Sentence, head: Token, taken: set[int]) -> Mention | None:
        """Return «облыстық статистика департаменті», «облыс әкімдігі», and «Әкімдік» of the region told of."""
        if head.lemma not in words("institutions") or head.pos != "NOUN" or head.feats.get("Number") == "Plur":
            return None
        alone = head.lemma in _ALONE and head.case == "Nom" and "Poss" not in head.feats and head.rel == "nsubj"
        first = head.i if alone else _first(sentence, head, taken)
        if first is None:
            return None
        kind = "region" if alone else _WHOSE[sentence.tokens[first].lemma]
        owner = self._told(sentence, first, kind)
        if owner is None or (alone and self._known(sentence, head.lemma)):
            return None
        bare = alone or first + 1 == head.i  # one word is printed without whose it is
        name = inflected(head.lemma, "[с]Ы") if bare else printed(sentence, first + 1, head.i)
        return Mention("organization", f"{_of(owner)} {name}", first, head.i, head.i, "described")

    def _told(self, sentence: Sentence, place: int, kind: str) -> str | None:
        """Return the territory of a kind that was named last before a place, of the newsroom's own country first."""
        named = [
            m
            for one in self.sentences[: sentence.index + 1]
            for m in one.mentions
            if m.entry is not None and m.entry.kind == kind and (one is not sentence or m.last < place)
        ]
        own = [m for m in named if kind != "country" and m.entry is not None and m.entry.country == _HOME]
        return (own or named)[-1].name if named else None

    def _known(self, sentence: Sentence, noun: str) -> bool:
        """Whether a body that is called by a noun was named before."""
        before = (m for one in self.sentences[: sentence.index + 1] for m in one.mentions if m.kind == "organization")
        return any(m.name.split()[-1].startswith(noun[:-1]) for m in before)


def _government(sentence: Sentence, token: Token) -> Mention | None:
    """Return the government that a press service is of, without whose it is: the newsroom's own."""
    if token.lemma != "үкімет":
        return None
    press = lexicon.table("bodies")["press"].split("|")
    behind = " ".join(grammar.nominative(t) for t in sentence.tokens[token.i + 1 : token.i + 3])
    owned = token.i > 0 and sentence.tokens[token.i - 1].case == "Gen"
    if owned or not any(behind.startswith(words_) for words_ in press):
        return None
    last = token.i + (2 if behind.split()[0] == "баспасөз" else 1)
    name = f"{_state(sentence, token.i)} {inflected(_GOVERNMENT, '[с]Ы')}"
    return Mention("organization", name, token.i, last, last, "described")


def _first(sentence: Sentence, head: Token, taken: set[int]) -> int | None:
    """Return where the phrase of a body begins with what kind of territory it is of."""
    if head.feats.get("Poss") != "3":
        return None
    for token in reversed(sentence.tokens[max(0, head.i - _LONGEST) : head.i]):
        if token.lemma in _WHOSE and token.case == "Nom" and "Poss" not in token.feats:
            return token.i
        inside = token.pos in {"NOUN", "ADJ", "CCONJ"} and token.case in {"Nom", ""}
        if token.i in taken or not inside or token.lemma in lexicon.words().persons:
            return None
    return None


def _state(sentence: Sentence, place: int) -> str:
    """Return the state that is named right before a place, else the newsroom's own."""
    before = (m for m in sentence.mentions if m.kind == "territory" and m.last in {place - 1, place})
    found = next(before, None)
    return found.name if found is not None else gazetteer.load().entries()[_HOME].names["kk"]


def _of(owner: str) -> str:
    """Return a name in the genitive: «Қостанай облысының»."""
    return inflected(owner, "НЫң")
