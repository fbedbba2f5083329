"""What the forms of English words tell of firmness: auxiliaries and modals, "to" and "-ing", "not" and "no"."""

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.firmness import composition
from coopatlas.reading.firmness.composition import Step
from coopatlas.reading.firmness.lexicon import Lexicon
from coopatlas.reading.firmness.tree import Above, Climb, form_of, is_infinitive, is_verb


def chain(lexicon: Lexicon, sentence: Sentence, trigger: Token) -> list[Step]:
    """Return the word itself and those above it that colour it, the nearest first."""
    return _English(lexicon, sentence).steps(trigger)


class _English(Climb):
    carriers = ("ing", "tion", "ment", "ure", "al", "sion", "ceremony", "process", "launch", "start")
    attributes = ("amod", "acl", "compound")

    def _auxiliaries(self, token: Token) -> list[str]:
        before = (t for t in self.sentence.children(token, "aux", "cop") if t.i < token.i)
        return [t.text.casefold() for t in before]

    def form(self, token: Token) -> str:
        words = self._auxiliaries(token)
        if "would" in words:
            return self._would(token, words)
        if {"will", "'ll", "’ll", "shall"} & set(words) or token.feats.get("Tense") == "Fut":
            return composition.FUTURE
        if is_infinitive(token) or any(self.lexicon.is_a(t, "modals") for t in self.sentence.children(token, "aux")):
            return composition.INFINITIVE
        if not is_verb(token):
            return composition.ONGOING if self.sentence.children(token, "cop") else composition.BARE
        if form_of(token) == "Ger" and not words:
            return composition.BARE
        return self._tense(token, words)

    def _would(self, token: Token, words: list[str]) -> str:
        """After what was said, "would" is a future; with "have" or an "if" it is no claim."""
        unreal = "have" in words or any(self.lexicon.is_a(t, "if") for t in self.tokens)
        return composition.CONDITIONAL if unreal or self.tokens[0].text.casefold() in {"had", "were"} else composition.FUTURE

    def _tense(self, token: Token, words: list[str]) -> str:
        passive = token.feats.get("Voice") == "Pass" and "being" not in words
        if token.feats.get("Tense") == "Pres" and not passive and "have" not in words and "has" not in words:
            if any(self.lexicon.is_a(t, "soon") for t in self.tokens[token.i :]) and token.text.endswith("ing"):
                return composition.FUTURE
            return composition.DONE if self.lexicon.is_a(token, "punctual") and not words else composition.ONGOING
        return composition.DONE

    def aside(self, token: Token) -> list[Step]:
        """Read "may", "should", "must" before a verb, and "could have", which claims nothing."""
        words = self._auxiliaries(token)
        for t in self.sentence.children(token, "aux", "cop"):
            match = self.lexicon.find(self.tokens, t.i) if self.lexicon.is_a(t, "modals") else None
            if match is not None and t.i < token.i:
                return [Step(t, match.operator, composition.ONGOING, unclaimed="have" in words)]
        return []

    def imperfect(self, token: Token) -> bool:
        return token.feats.get("Tense") == "Past" or {"was", "were", "had"} & set(self._auxiliaries(token)) != set()

    def predicate(self, token: Token) -> bool:
        return form_of(token) == "Fin" or bool(self.sentence.children(token, "cop"))

    def conditional(self, token: Token) -> bool:
        marks = self.sentence.children(token, "mark")
        if any(self.lexicon.is_a(t, "if") or self.lexicon.is_a(t, "whether") for t in marks):
            return True
        return self.form(token) == composition.FUTURE and any(
            self.lexicon.is_a(t, "if")
            for clause in self.sentence.children(token, "advcl", "dep")
            for t in self.sentence.children(clause, "mark")
        )

    def negated(self, token: Token) -> tuple[bool, bool]:
        around = [*self.sentence.children(token, "advmod", "det", "case", "mark", "aux", "neg", "dep")]
        near = [t for t in around if t.i < token.i and token.i - t.i < 7]
        if token.i and self.lexicon.is_a(self.tokens[token.i - 1], "not"):
            near.append(self.tokens[token.i - 1])
        hit = next((t for t in near if self.lexicon.is_a(t, "not") or self.lexicon.is_a(t, "without")), None)
        following = self.tokens[hit.i + 1].text.casefold() if hit is not None and hit.i + 1 < len(self.tokens) else ""
        if hit is None or following in {"only", "just", "least"}:
            return False, False
        return True, following in self.lexicon.particles["longer"]

    def over_list(self, token: Token, head: Token) -> Above:
        """A bare verb in a list goes on from the infinitive before it, not from the finite verb."""
        bare = token.text.casefold() == token.lemma and not self.sentence.children(token, "nsubj")
        while bare and form_of(token) == "Fin" and head.rel == "conj" and form_of(head) == "Fin":
            above = self.sentence.head(head)
            if above is None:
                break
            head = above
        inner = [t for t in self.sentence.children(head, "xcomp", "acl") if is_infinitive(t) and t.i < token.i]
        if bare and form_of(token) == "Fin" and inner and not is_infinitive(head):
            return head, self.over_infinitive(inner[0], head)[1]
        if bare and not self._auxiliaries(token) and self._auxiliaries(head) and form_of(token) == "Fin":
            return head, [Step(head, None, self.form(head)), *self.aside(head)]
        return super().over_list(token, head)

    def over_infinitive(self, token: Token, head: Token) -> tuple[Token, list[Step]]:
        """ "is to", "has to", "has yet to" before an infinitive; "was to have" tells that it did not come about."""
        if head.lemma in {"be", "have"} and not self.lexicon.find(self.tokens, head.i):
            unreal = any(t.lemma == "have" for t in self.sentence.children(token, "aux"))
            negated = self.negated(head)[0] or unreal
            step = Step(head, self.named("due"), self.form(head), negated=negated, imperfect=self.imperfect(head))
            return head, [step]
        above, steps = super().over_infinitive(token, head) or (head, [])
        if steps and any(t.lemma == "have" for t in self.sentence.children(token, "aux")):
            steps[0].negated = True
        return above, steps

    def inner(self, head: Token, of: Token | None) -> list[Step]:
        if head.lemma not in {"be", "have"}:
            return super().inner(head, of)
        found = [t for t in self.sentence.children(head, "xcomp", "advcl") if is_infinitive(t) and t.i > head.i]
        return [step for t in found[:1] for step in [*self.step(t), *self.over_infinitive(t, head)[1]]]
