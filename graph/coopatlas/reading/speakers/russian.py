"""What is Russian about attributions: plurals said of nobody, and who stands behind a verb that a mark parts."""

from coopatlas.language.tokens import Token
from coopatlas.reading.speakers.attribution import Reporting
from coopatlas.reading.speakers.model import PUNCTUATION, Attribution, Named, is_finite

_INSIDE = frozenset({"в", "на"})
"""Before the body in which somebody says a thing: «в акимате X сообщили»."""


class RussianReporting(Reporting):
    """The attributions of a Russian sentence."""

    def _behind_a_mark(self, verb: Token) -> Named | None:
        """Return who stands right behind a verb that a mark parts from what he says: «…, сообщает департамент Z»."""
        if self._told_of_what_precedes(verb):
            people = [n for n in self._named if n.person and n.nominative and n.end <= verb.start]
            return people[0] if people and self._right(verb, bodies=False) is None else None
        before = self._sentence.tokens[verb.i - 1].text if verb.i else ""
        if before not in {",", "–", "—", "-"}:
            return None
        behind = self._right(verb, bodies=True)
        return behind if behind is not None and behind.nominative else None

    def _told_of_what_precedes(self, verb: Token) -> bool:
        """Whether a verb tells of the clause before it, whose subject is its own: «…, о чём сообщил в блоге»."""
        before = self._sentence.tokens[max(0, verb.i - 2) : verb.i]
        return " ".join(t.text for t in before).casefold().replace("ё", "е") == "о чем"

    def _scoped(self, verb: Token, who: Named, *, inverted: bool) -> Attribution:
        if not self._told_of_what_precedes(verb):
            return super()._scoped(verb, who, inverted=inverted)
        return Attribution(who.name, self._sentence.start, verb.start, False, verb.start, who.pronoun, who.person)

    def _subject(self, verb: Token) -> Named | None:
        behind = self._behind_a_mark(verb)
        return behind or (self._inside_left(verb) if self._anybody(verb) else super()._subject(verb))

    def _left(self, verb: Token) -> Named | None:
        return self._inside_left(verb) if self._nobody_says(verb) else super()._left(verb)

    def _right(self, verb: Token, *, bodies: bool) -> Named | None:
        told = verb.lemma not in self._words["passive"] or self._led(verb)
        return super()._right(verb, bodies=bodies) if told else None

    def _led(self, verb: Token) -> bool:
        """Whether whose words they are follows: «отмечается в сообщении X», and not «отмечается рост»."""
        behind = next((t for t in self._sentence.tokens[verb.i + 1 :] if t.pos not in {"ADV", "PART"}), None)
        return behind is not None and (behind.pos == "ADP" or behind.lemma in self._words["nouns"])

    def _bodies_behind(self, verb: Token, end: int) -> list[Named]:
        bodies = super()._bodies_behind(verb, end)
        inside = [n for n in bodies if self._is_inside(n)] if self._nobody_says(verb) else []
        return inside + bodies

    def _inside_left(self, verb: Token) -> Named | None:
        """Return the body in which somebody says a thing: «в Бакинском порту подтвердили», «в акимате X сообщили»."""
        tokens = self._sentence.tokens
        for n in reversed([n for n in self._named if not n.person and n.end <= verb.start]):
            first = next(t.i for t in tokens if t.start >= n.start)
            near = all(t.pos not in {"VERB", "PUNCT"} for t in tokens if n.end <= t.start < verb.start)
            if near and first and tokens[first - 1].lemma in _INSIDE:
                return n
        return None

    def _nobody_says(self, verb: Token) -> bool:
        """Whether a plural may be said of nobody: «сообщили», «рассказали»."""
        return verb.feats.get("Number") == "Plur" and is_finite(verb)

    def _anybody(self, verb: Token) -> bool:
        """Whether a plural is said of nobody, its subject being one: «визит отложен, сообщили в палате»."""
        if not self._nobody_says(verb):
            return False
        governed = self._governed(verb)
        listed = (t for g in governed for t in self._sentence.children(g, "conj", "nmod"))
        return bool(governed) and all(g.feats.get("Number") == "Sing" for g in governed) and not any(listed)

    def _is_inside(self, named: Named) -> bool:
        """Whether people speak in a body, to whomever: «рассказали нашему агентству | в пресс-службе»."""
        before = [t for t in self._sentence.tokens if t.end <= named.start and t.text not in PUNCTUATION][-1:]
        return any(t.lemma in _INSIDE for t in before)
