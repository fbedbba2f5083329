"""What is Kazakh about attributions: who speaks stands before what he says and before the noun of it."""

from coopatlas.language.tokens import Token
from coopatlas.reading.speakers.attribution import Reporting
from coopatlas.reading.speakers.model import UNKNOWN, Attribution, Named, is_finite, is_verb

_ISSUING = frozenset({"тарату", "жариялау", "жасау", "жолдау"})
"""Behind these stands what a body has issued: «министрлік таратқан хабарламада»."""
_OWNER = 60
"""Code points between a name and the noun of what it says."""
_TITLE = 8
"""Words of the name of a body behind a verb of saying."""


class KazakhReporting(Reporting):
    """The attributions of a Kazakh sentence."""

    _auxiliaries_follow = True

    def _said(self, token: Token) -> Attribution | None:
        if token.feats.get("Mood") == "Opt":
            return None  # «еске салайық», «айта кетейік»: the newsroom itself
        return super()._said(token) or self._told_from(token)

    def _was(self, verb: Token) -> bool:
        """Whether a verb is finite though its form is no finite one: «ұсынған болатын», «хабар таратуда»."""
        goes_on = verb.feats.get("VerbForm") == "Vnoun" and verb.case == "Loc" and "Poss" not in verb.feats
        return goes_on or super()._was(verb)

    def _told_from(self, verb: Token) -> Attribution | None:
        """Return the body from or in which something was said: «деп хабарлады Ақордадан», «министрлікте айтты»."""
        if verb.lemma not in self._words["say"] or not is_finite(verb) or not is_verb(verb):
            return None
        tokens = self._sentence.tokens
        beside = [t for t in tokens[max(0, verb.i - 1) : verb.i + _TITLE] if t.case in {"Abl", "Loc"} and t.i != verb.i]
        bodies = [n for n in self._named if not n.person and any(n.start <= t.start < n.end for t in beside)]
        bodies = [n for n in bodies if n.end == tokens[max(0, verb.i - 1)].end or self._is_behind(verb, n)]
        if not bodies or (not self._points_back() and not self._parted(verb, bodies[0])):
            return None
        end = min(verb.start, bodies[0].start)
        return Attribution(bodies[0].name, self._sentence.start, end, self._points_back(), verb.start, False, False)

    def _is_behind(self, verb: Token, named: Named) -> bool:
        """Whether a body ends the sentence behind a verb, nothing but its own words between."""
        between = [t for t in self._sentence.tokens if verb.end <= t.start < named.start]
        return named.start > verb.start and not any(t.pos in {"VERB", "PUNCT", "CCONJ"} for t in between)

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
        behind = next((t for t in self._sentence.tokens if t.start >= verb.end and t.rel != "aux"), None)
        if behind is not None and behind.text == ":":
            return who.end, self._sentence.end  # «әкім атап өтті: …»
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
