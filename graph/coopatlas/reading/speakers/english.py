"""What is English about attributions: verbs of saying set into a sentence, circumstances and titles beside them."""

from collections.abc import Sequence

from coopatlas.language.tokens import Token
from coopatlas.reading.speakers.attribution import TITLE, Reporting
from coopatlas.reading.speakers.model import PUNCTUATION, Named, is_finite, is_verb

_CLOSING = frozenset('”"')
_CLAUSES = frozenset({"SCONJ", "CCONJ"})
_COMMAS = 3
"""Commas among which a title stands."""
_TITLE_WORDS = 3
"""Words of a title between a comma and the name that it precedes."""


class EnglishReporting(Reporting):
    """The attributions of an English sentence."""

    def _by_noun(self, token: Token) -> str | None:
        if token.text.casefold() in self._words["through"]:
            before = self._sentence.tokens[token.i - 1 : token.i] if token.i else []
            return self._behind(token, TITLE) if any(t.lemma in self._words["say"] for t in before) else None
        return super()._by_noun(token)

    def _subject(self, verb: Token) -> Named | None:
        return self._introduced(verb) or self._behind_a_comma(verb) or super()._subject(verb)

    def _is_object(self, stretch: Sequence[Token]) -> bool:
        return bool(stretch) and stretch[0].text not in PUNCTUATION

    def _introduced(self, verb: Token) -> Named | None:
        """Return whose name opens a sentence and is parted from its verb by a title: "X, head of Y, said"."""
        tokens = self._sentence.tokens
        first = next((n for n in self._named if n.start == self._sentence.start and n.person and n.nominative), None)
        if first is None or not verb.i or tokens[verb.i - 1].text != ",":
            return None
        between = [t for t in tokens if first.end <= t.start < verb.start]
        titled = len(between) > 1 and between[0].text == "," and sum(t.text == "," for t in between) <= _COMMAS
        return first if titled and not any(is_finite(t) for t in between) else None

    def _behind_a_comma(self, verb: Token) -> Named | None:
        """Return who stands between the clause that he says and his verb: "…, the embassy of X in Y said"."""
        tokens = self._sentence.tokens[: verb.i]
        comma = next((t for t in reversed(tokens) if t.text == "," or t.text in _CLOSING), None)
        if comma is None or comma.i + 1 == verb.i or not is_finite(verb):
            return None
        stretch = tokens[comma.i + 1 :]
        if any(t.pos in _CLAUSES or is_verb(t) for t in stretch) or not any(is_finite(t) for t in tokens[: comma.i]):
            return None
        near = [n for n in self._named if stretch[0].start <= n.start and n.end <= verb.start and n.nominative]
        return next((n for n in near if n.person), near[0] if near else None)

    def _extent(self, verb: Token, who: Named, *, inverted: bool) -> tuple[int, int]:
        inside = self._parted(verb, who) and not inverted and self._set_off(verb)
        return (self._sentence.start, self._sentence.end) if inside else super()._extent(verb, who, inverted=inverted)

    def _ends(self, after: Sequence[Token]) -> bool:
        circumstance = bool(after) and after[0].pos in {"ADP", "SCONJ"}
        joined = any(t.text.casefold() in self._words["conjunctions"] for t in after)
        return super()._ends(after) or (circumstance and not joined)

    def _set_off(self, verb: Token) -> bool:
        """Whether a verb of saying ends what is set into its sentence: "…, the minister said, adding that …"."""
        return [t.text for t in self._sentence.tokens[verb.i + 1 : verb.i + 2]] == [","]

    def _reaches(self, named: Named, verb: Token) -> bool:
        between = [t.text for t in self._sentence.tokens if named.end <= t.start < verb.start]
        return super()._reaches(named, verb) or (between == [","] and self._apposed(named))

    def _apposed(self, named: Named) -> bool:
        """Whether a name ends an apposition: ", its director, Engineer X, said"."""
        before = [t for t in self._sentence.tokens if t.end <= named.start][-_TITLE_WORDS:]
        return any(t.text == "," for t in before)
