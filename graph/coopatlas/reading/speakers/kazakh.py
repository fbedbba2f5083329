"""What is Kazakh about attributions: who speaks stands before what he says and before the noun of it."""

from coopatlas.language.tokens import Token
from coopatlas.reading.speakers.attribution import Reporting
from coopatlas.reading.speakers.model import UNKNOWN, Named, is_finite

_ISSUING = frozenset({"тарату", "жариялау", "жасау", "жолдау"})
"""Behind these stands what a body has issued: «министрлік таратқан хабарламада»."""
_OWNER = 60
"""Code points between a name and the noun of what it says."""


class KazakhReporting(Reporting):
    """The attributions of a Kazakh sentence."""

    _auxiliaries_follow = True

    def _by_noun(self, token: Token) -> str | None:
        low = token.text.casefold()
        before = self._sentence.tokens[token.i - 1] if token.i else None
        issued = low in self._words["issued"] and before is not None and before.lemma in _ISSUING
        known = token.lemma in self._words["known"] and before is not None and before.case == "Abl"
        return self._before_noun(token) if low in self._words["nouns"] or issued or known else None

    def _before_noun(self, token: Token) -> str | None:
        before = self._sentence.tokens[token.i - 1] if token.i else None
        if before is not None and before.text.casefold() in self._words["whose"]:
            return self._whose(self._sentence, before) or UNKNOWN
        near = [n for n in self._named if n.end <= token.start and token.start - n.end < _OWNER]
        return near[-1].name if near else None

    def _extent(self, verb: Token, who: Named, *, inverted: bool) -> tuple[int, int]:
        if who.start >= verb.start:
            return super()._extent(verb, who, inverted=inverted)
        return max(who.end, self._end_of_deed(verb)), verb.end

    def _end_of_deed(self, verb: Token) -> int:
        """Return where ends what the speaker did besides: «әкім X-ға барды және … айтты»."""
        deeds = (self._sentence.tokens[t.i - 1] for t in self._sentence.tokens[1 : verb.i] if t.pos == "CCONJ")
        return max((t.end for t in deeds if is_finite(t)), default=0)

    def _subject(self, verb: Token) -> Named | None:
        """Return the subject of a verb, or whom the sentence names first where the parser took another for it."""
        passive = verb.feats.get("Voice") == "Pass"
        found = super()._subject(verb) or (None if passive else self._left(verb))
        return self._spokesman(found) if found is not None else None

    def _spokesman(self, named: Named) -> Named:
        """Return the person before a body of which he speaks: «елші … порттың қақпа екенін айтты»."""
        if named.person:
            return named
        return next((n for n in self._named if n.person and n.nominative and n.end <= named.start), named)

    def _left(self, verb: Token) -> Named | None:
        near = self._nominatives_before(verb)
        return next((n for n in near if n.person), near[0] if near else None)

    def _bodies_behind(self, verb: Token, end: int) -> list[Named]:
        return [n for n in super()._bodies_behind(verb, end) if n.nominative]
