"""How far the name of a body reaches: from its noun over what that governs, up to what cannot belong to the name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coopatlas.language.russian.names import organisation_name
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.russian import naming

OPEN, CLOSE = '«„“"', '»“”"'
_CASES = {"при": "Loc", "против": "Gen"}
_QUOTED = 10
"""Words that a name in quotation marks has at most."""


def body(sentence: Sentence, head: Token, own: Sequence[Mention]) -> Mention | None:
    """Return the organisation that a noun heads, or None where nothing tells which one it is.

    `own` are the names in the sentence: one that the noun governs is a part of the organisation's.
    """
    if head.feats.get("Number") == "Plur" and head.lemma not in naming.PLURAL_BODIES:
        return None
    reach = Reach.over(sentence, head, own)
    first = _first(sentence, head)
    proper = any(t.text[:1].isupper() and t.i > 0 for t in sentence.tokens[first : head.i + 1])
    longer = reach.last > head.i or first < head.i
    institution = head.lemma in naming.INSTITUTIONS and reach.last > head.i
    if not (reach.told or institution or (proper and longer)):
        return None
    name = organisation_name(sentence.tokens[first : reach.last + 1])
    return Mention("organization", name, first, reach.last, head.i, "noun")


def _first(sentence: Sentence, head: Token) -> int:
    """Return the first word of the name: an adjective that belongs to it, and what stands between it and the noun."""
    first = at = head.i
    while at > 0:
        before = sentence.tokens[at - 1]
        office = before.lemma.rsplit("-", maxsplit=1)[-1] in naming.OFFICES
        if before.pos != "ADJ" or before.case != head.case or before.lemma in naming.PASSING or office:
            break
        at -= 1
        first = at if before.text[:1].isupper() or _tells(before, head) else first
    return first


def _tells(adjective: Token, head: Token) -> bool:
    """Whether an adjective in small letters belongs to a name: «муниципального собрания», «японского МИДа»."""
    kind = adjective.lemma in naming.TELLING or adjective.lemma.endswith(("ский", "цкий"))
    return kind and head.lemma not in naming.FIRMS


@dataclass(slots=True)
class Reach:
    """A walk to the right of a body's noun; `last` is the last word of the name, `told` whether a name is in it."""

    sentence: Sentence
    head: Token
    names: dict[int, Mention]
    people: dict[int, Mention]
    last: int = 0
    told: bool = False
    strong: bool = field(default=False)

    @classmethod
    def over(cls, sentence: Sentence, head: Token, own: Sequence[Mention]) -> "Reach":
        """Return the walk at its end."""
        ordered = sorted(own, key=lambda m: m.last)
        names = {m.first: m for m in ordered if m.kind != "person"}
        reach = cls(sentence, head, names, {m.first: m for m in ordered if m.kind == "person"}, head.i)
        common = head.lemma in naming.BODIES
        capital = any(t.text[:1].isupper() and t.i > 0 for t in sentence.tokens[_first(sentence, head) : head.i + 1])
        reach.strong = head.lemma in naming.INSTITUTIONS or (common and capital)
        steps: tuple[Callable[[Token], int], ...] = (reach._quoted, reach._named, reach._honoured, reach._common)
        steps = steps if common else (reach._named,)
        at = head.i + 1
        while at and at < len(sentence.tokens):
            token = sentence.tokens[at]
            at = next((after for step in steps if (after := step(token))), 0)
        return reach

    def _take(self, last: int, told: bool = True) -> int:
        self.last, self.told = last, self.told or told
        return last + 1

    def _quoted(self, token: Token) -> int:
        close = closing(self.sentence, token.i) if token.text in OPEN else None
        return self._take(close) if close is not None and not self.told else 0

    def _named(self, token: Token) -> int:
        """Take a name: a body's right behind the noun or in the genitive, a place's in the genitive."""
        mention = self.names.get(token.i)
        if mention is None:
            return 0
        governed = _governed(self.sentence.tokens[mention.head])
        if mention.kind == "organization":
            beside = token.i == self.head.i + 1 and self.head.lemma not in naming.RULING
            return self._take(mention.last) if beside or (governed and token.case == "Gen" and self.strong) else 0
        apposed = self.sentence.tokens[token.i - 1].lemma in naming.PLACES
        return self._take(mention.last) if governed or apposed or self._by_dative(token) else 0

    def _by_dative(self, token: Token) -> bool:
        return self.told and token.case == "Dat" and self.sentence.tokens[token.i - 1].lemma == "по"

    def _honoured(self, token: Token) -> int:
        """Take the person after whom a body is named: «театр имени Вахтангова», «институт Склифосовского»."""
        at = token.i + 1 if token.lemma in {"имя", "им"} else token.i
        at += at < len(self.sentence.tokens) and self.sentence.tokens[at].text == "."
        person = self.people.get(at)
        if person is None:
            return self._take(at) if at > token.i and self._capital(at) else 0
        beside = at == self.head.i + 1 and self.head.lemma in naming.NAMED_AFTER
        genitive = self.sentence.tokens[person.last].case == "Gen" and self.head.case != "Gen"
        return self._take(person.last) if at > token.i or (beside and genitive) else 0

    def _capital(self, at: int) -> bool:
        return any(t.text[:1].isupper() for t in self.sentence.tokens[at : at + 1])

    def _common(self, token: Token) -> int:
        """Pass a common word that may belong to the name; it does where the noun's genitives tell which body it is."""
        if token.i in self.people or token.i in self.names or token.lemma in naming.ENDS:
            return 0
        nominal = token.pos in {"NOUN", "PROPN", "ADJ"}
        office = token.lemma in naming.OFFICES and token.feats.get("Number") != "Plur"
        if nominal and token.case == "Gen" and (not office or self.head.lemma in naming.STAFFS):
            if self.strong and token.pos != "ADJ":
                self.last = token.i
            return token.i + 1
        if nominal and token.case == "Dat" and self._after_by(token):
            self.last = token.i
            return token.i + 1
        if token.lemma in _CASES and self.strong and self._continues(token):
            return self._attached(token)
        joins = (token.text == "и" and self.last == token.i - 1) or token.lemma == "по"
        return token.i + 1 if joins and (self.strong or self.told) and self._continues(token) else 0

    def _attached(self, token: Token) -> int:
        """Take what a preposition attaches: «комитет при прокуратуре», «комитет против пыток»."""
        at = token.i + 1
        while at < len(self.sentence.tokens) and self.sentence.tokens[at].case == _CASES[token.lemma]:
            self.last, at = at, at + 1
        return at

    def _after_by(self, token: Token) -> bool:
        return any(t.lemma == "по" for t in self.sentence.tokens[self.head.i + 1 : token.i])

    def _continues(self, token: Token) -> bool:
        after = self.sentence.tokens[token.i + 1 : token.i + 2]
        cases = {"Dat"} if token.lemma == "по" or self._after_by(token) else {_CASES.get(token.lemma, "Gen")}
        return any(t.case in cases and t.pos in {"NOUN", "ADJ", "PROPN"} for t in after)


def _governed(head: Token) -> bool:
    """Whether a name may be in the genitive: it is, or has no case to show."""
    unchanged = head.case == "Nom" and head.text[-1:] in "оиую"
    return head.case in {"Gen", ""} or head.text.isupper() or bool(head.feats.get("Foreign")) or unchanged


def closing(sentence: Sentence, opening: int) -> int | None:
    """Return where the quotation mark at `opening` is closed, if a name of few words stands between."""
    for token in sentence.tokens[opening + 1 : opening + 2 + _QUOTED]:
        if token.text in CLOSE:
            return token.i if token.i > opening + 1 else None
    return None
