"""What is English about attributions: verbs of saying set into a sentence, circumstances and titles beside them."""

from collections.abc import Sequence

from coopatlas.language.tokens import Token
from coopatlas.reading.speakers.attribution import Reporting
from coopatlas.reading.speakers.model import Named

_TITLE_WORDS = 3
"""Words of a title between a comma and the name that it precedes."""


class EnglishReporting(Reporting):
    """The attributions of an English sentence."""

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
