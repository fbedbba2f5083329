"""What the forms of English words tell of firmness: auxiliaries and modals, "to" and "-ing", "not" and "no".

Verb groups and what governs an infinitive are read by position, which is surer than the tree.
"""

from itertools import takewhile

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.firmness import composition
from coopatlas.reading.firmness.composition import Step
from coopatlas.reading.firmness.lexicon import Lexicon
from coopatlas.reading.firmness.tree import Above, Climb, form_of, is_infinitive, is_verb

_REACH = 9
"""Words between an infinitive and what governs it: «invited the mayor of Leeds to sign»."""
_RIGHT = 5
"""Words between «is», «has» and their infinitive."""
_LIST = 30
"""Words between a verb of a list and the first."""
_NEAR = 2
"""Words before "to" that tell what "used" is."""
_LIGHT = frozenset({"be", "have"})
_ALIKE = frozenset({"run", "come", "become"})
"""Verbs whose participle is as the infinitive: alone they stand in the present, "ferries run daily"."""


def chain(lexicon: Lexicon, sentence: Sentence, trigger: Token) -> list[Step]:
    """Return the word itself and those above it that colour it, the nearest first."""
    return _English(lexicon, sentence).steps(trigger)


class _English(Climb):
    carriers = ("ing", "tion", "ment", "ure", "sion", "ceremony", "process", "launch", "start", "delivery")
    attributes = ("amod", "acl", "compound")

    def nearby(self, token: Token) -> Above:
        """A noun that the tree leaves alone stands under the main verb, where that is a wish, a plan or the like."""
        if token.rel not in {"dep", ""}:
            return None
        for above in self.sentence.ancestors(token):
            operator = self.operator(above) if is_verb(above) else None
            if operator is not None and operator.modality:
                return above, self.plus(above)
        return None

    # Verb groups ---------------------------------------------------------------------------------------------------

    def _group(self, token: Token) -> list[Token]:
        """Return the auxiliaries, adverbs and negations right before a word, the nearest first."""
        found: list[Token] = []
        for t in reversed(self.tokens[max(0, token.i - _REACH) : token.i]):
            word = t.text.casefold()
            auxiliary = self.lexicon.is_a(t, "auxiliaries") or self.lexicon.is_a(t, "modals")
            if not (auxiliary or t.pos == "ADV" or word.endswith("ly") or self._between(t)):
                break
            found.append(t)
        return found

    def _between(self, t: Token) -> bool:
        return any(self.lexicon.is_a(t, name) for name in ("not", "longer", "amid")) and t.text.casefold() != "nor"

    def _auxiliaries(self, token: Token) -> list[str]:
        verbal = is_verb(token) or form_of(token) or self.sentence.children(token, "cop", "aux")
        group = self._group(token) if verbal else []
        return [
            t.text.casefold() for t in group if self.lexicon.is_a(t, "auxiliaries") or self.lexicon.is_a(t, "modals")
        ]

    def _to(self, token: Token) -> Token | None:
        """Return the "to" before a verb."""
        at = token.i - len(self._group(token)) - 1
        before = self.tokens[at] if at >= 0 else None
        return before if before is not None and before.text.casefold() == "to" and self._bare(token) else None

    def _bare(self, token: Token) -> bool:
        words = self._auxiliaries(token)
        return is_infinitive(token) or bool({"be", "have"} & set(words)) or (is_verb(token) and not words)

    def form(self, token: Token) -> str:
        words = self._auxiliaries(token)
        if "would" in words:
            return self._would(words)
        if self._used(token):
            return composition.DONE
        if {"will", "'ll", "’ll", "shall", "wo"} & set(words) or token.feats.get("Tense") == "Fut":
            return composition.FUTURE
        if is_infinitive(token) or self._to(token) or any(self.lexicon.is_a(t, "modals") for t in self._group(token)):
            return composition.INFINITIVE
        if not is_verb(token):
            return composition.BARE
        if token.text.endswith("ing") and not words:
            return composition.BARE
        first = self.sentence.head(token) if token.rel == "conj" and not words else None
        if first is not None and is_verb(first) and self._goes_on(token, first):
            return self.form(first)  # "will visit X and | hold talks"
        return self._tense(token, words)

    def _goes_on(self, token: Token, first: Token) -> bool:
        """Whether a bare verb of a list is governed by the auxiliary of the first."""
        bare = token.text.casefold() == token.lemma and not self.sentence.children(token, "nsubj", "nsubj:pass")
        led = {"will", "'ll", "’ll", "shall", "would"} & set(self._auxiliaries(first))
        return bare and bool(led or any(self.lexicon.is_a(t, "modals") for t in self._group(first)))

    def _would(self, words: list[str]) -> str:
        """After what was said, "would" is a future; with "have" or an "if" it is no claim."""
        inverted = self.tokens[0].text.casefold() in {"had", "were", "should"}
        unreal = "have" in words or inverted or any(self.lexicon.is_a(t, "if") for t in self.tokens)
        return composition.CONDITIONAL if unreal else composition.FUTURE

    def _tense(self, token: Token, words: list[str]) -> str:
        if "been" in words and token.text.endswith("ing") and "had" not in words:
            return composition.ONGOING
        now = {"is", "are"} & set(words) and not {"been", "being"} & set(words)
        if now and token.feats.get("Voice") == "Pass" and self.lexicon.is_a(token, "habitual"):
            return composition.ONGOING  # "tractors are delivered by X"
        if {"has", "have", "had", "did"} & set(words) or token.text.endswith("ed"):
            return composition.DONE
        bare = token.text.casefold() == token.lemma and token.lemma in _ALIKE
        present = (token.feats.get("Tense") == "Pres" or bare) and not words
        going = token.text.endswith("ing") or present or {"does", "do"} & set(words)
        if not going:
            return composition.DONE if "being" not in words else composition.ONGOING
        if token.text.endswith("ing") and any(self.lexicon.is_a(t, "soon") for t in self.tokens):
            return composition.FUTURE
        return composition.DONE if self.lexicon.is_a(token, "punctual") and not words else composition.ONGOING

    def aside(self, token: Token) -> list[Step]:
        """Read "may", "should", "must" before a verb, and "could have", which claims nothing."""
        if not (is_verb(token) or self.sentence.children(token, "cop")):
            return []
        copula = next(iter(self.sentence.children(token, "cop")), token)
        words = self._auxiliaries(token)
        for t in {u.i: u for u in (*self._group(token), *self._group(copula))}.values():
            match = self.lexicon.find(self.tokens, t.i) if self.lexicon.is_a(t, "modals") else None
            if match is not None:
                return [Step(t, match.operator, composition.ONGOING, unclaimed="have" in words)]
        return []

    def aside_told(self, noun: Token, attribute: Token) -> bool:
        """Tell "the line, suspended in 2020, was resumed": what is told of it stands behind the commas."""
        above = self.sentence.head(noun)
        told = above is not None and noun.rel in {"nsubj", "nsubj:pass"} and self.operator(above) is not None
        return told and attribute.i > noun.i and self.tokens[attribute.i - 1].text == ","

    def imperfect(self, token: Token) -> bool:
        past = token.feats.get("Tense") == "Past" or token.text.endswith("ed")
        return past or {"was", "were", "had"} & set(self._auxiliaries(token)) != set()

    def predicate(self, token: Token) -> bool:
        return form_of(token) == "Fin" or bool(self.sentence.children(token, "cop"))

    def conditional(self, token: Token) -> bool:
        marks = self.sentence.children(token, "mark")
        if any(self.lexicon.is_a(t, "if") or self.lexicon.is_a(t, "whether") for t in marks):
            return True
        around = (*self.tokens[:1], *self.tokens[token.i :])  # "If signed, it will …", "it will …, if signed"
        return self.form(token) == composition.FUTURE and any(
            self.lexicon.is_a(t, "if") for t in around if t.text.casefold() != "once"
        )

    def negated(self, token: Token) -> tuple[bool, bool]:
        near = self._group(token)
        near += [t for t in self.sentence.children(token, "det", "case", "mark", "advmod") if t.i < token.i]
        near += [t for t in self.tokens[max(0, token.i - 1) : token.i] if self.lexicon.is_a(t, "not")]
        to = self._to(token) if is_verb(token) else None
        if to is not None:
            near += self.tokens[max(0, to.i - 1) : to.i]
        if not is_verb(token):
            near += self._behind_copula(token)
        hit = next((t for t in near if self.lexicon.is_a(t, "not") or self.lexicon.is_a(t, "without")), None)
        following = self.tokens[hit.i + 1].text.casefold() if hit is not None and hit.i + 1 < len(self.tokens) else ""
        if hit is None or following in {"only", "just", "least"}:
            return False, False
        return True, following in self.lexicon.particles["longer"]

    def _behind_copula(self, token: Token) -> list[Token]:
        """Return the words between «is» and the noun that it says of something: "is no longer the main partner"."""
        found: list[Token] = []
        for t in reversed(self.tokens[max(0, token.i - _REACH) : token.i]):
            if self.lexicon.lemma(t) == "be":
                return found
            if is_verb(t) or t.text in {",", ";"} or t.pos == "ADP":
                return []
            found.append(t)
        return []

    # Upwards -------------------------------------------------------------------------------------------------------

    def over_list(self, token: Token, head: Token) -> Above:
        """A bare verb in a list goes on from the infinitive before it, not from the finite verb."""
        if not is_verb(token) or token.text.casefold() != token.lemma or self._auxiliaries(token):
            return super().over_list(token, head)
        earlier = self.tokens[max(0, token.i - _LIST) : token.i]
        bare = (t for t in reversed(earlier) if is_verb(t) and t.lemma == t.text.casefold())
        first = next((t for t in bare if self._to(t) is not None or self._auxiliaries(t)), None)
        if first is None or self.sentence.children(token, "nsubj", "nsubj:pass"):
            return super().over_list(token, head)
        if self._to(first) is not None:
            return self.over_infinitive(first, head)
        return first, [Step(first, None, self.form(first)), *self.aside(first)]

    def over_infinitive(self, token: Token, head: Token) -> Above:
        """Go on above "to sign": to the nearest word of a class on the left, «is», «has», else what for it is done."""
        to = self._to(token)
        if to is None or (self.lexicon.is_a(token, "results") and self._grows(head)):
            return super().over_infinitive(token, head) if to is None else (head, self.plus(head))
        unreal = "have" in self._auxiliaries(token)
        if self._used(token):
            return None
        governor = self._word_over(to)
        if governor is None:
            ahead = is_verb(head) and self.form(head) == composition.FUTURE  # "will travel to X | to discuss"
            return head, [Step(head, None, composition.FUTURE) if ahead else Step(to, self.named("aim"))]
        light = self.lexicon.lemma(governor) in _LIGHT and self.operator(governor) is None
        steps = [self._due(governor)] if light else self.plus(governor)
        steps[0].negated = steps[0].negated != unreal
        return governor, steps

    def _grows(self, head: Token) -> bool:
        """Whether a verb tells that something grew, of which an infinitive tells what it came to."""
        return self.lexicon.is_a(head, "growing") and self.predicate(head) and self._word_over(head) is None

    def _used(self, verb: Token) -> bool:
        """Whether "used to" makes a verb a past one; not in "is used to ship", "wagons used to ship … will go"."""
        to = self._to(verb)
        before = self.tokens[max(0, to.i - 2) : to.i] if to is not None else []
        if len(before) != _NEAR or before[1].text.casefold() != "used" or self.lexicon.lemma(before[0]) in _LIGHT:
            return False
        clause = takewhile(lambda t: t.text not in {",", ";", "."}, self.tokens[verb.i + 1 :])
        return not any(form_of(t) == "Fin" or t.pos == "AUX" for t in clause)

    def _word_over(self, to: Token) -> Token | None:
        for t in reversed(self.tokens[max(0, to.i - _REACH) : to.i]):
            if t.text in {",", ";", ":"}:
                return None
            match = self.lexicon.find(self.tokens, t.i)
            light = self.lexicon.lemma(t) in _LIGHT
            if light or (match is not None and match.operator.name not in {"make", "say", "aim"} and t.pos != "ADP"):
                return t
            if is_verb(t) and not self.lexicon.is_a(t, "auxiliaries"):
                return None
        return None

    def _due(self, light: Token) -> Step:
        following = self.tokens[light.i + 1 : light.i + 3]
        negated = any(self.lexicon.is_a(t, "not") for t in following)
        past = light.text.casefold() in {"was", "were", "had"}
        return Step(light, self.named("due"), composition.ONGOING, negated=negated, imperfect=past)

    def inner(self, head: Token, of: Token | None) -> list[Step]:
        """Return the infinitive between a subject and what raises it; «is» and «has» also tell what governs it."""
        if of is not None and of.rel != "nsubj:pass":
            return []
        later = self.tokens[head.i + 1 : head.i + 1 + _RIGHT]
        to = next((t for t in later if t.text.casefold() == "to"), None)
        behind = self.tokens[to.i + 1 : to.i + _RIGHT] if to is not None else []
        verb = next((t for t in behind if is_verb(t) and self._to(t) is to), None)
        if verb is None:
            return []
        above = self.over_infinitive(verb, head) if self.lexicon.lemma(head) in _LIGHT else None
        return [*self.step(verb), *(above[1] if above else [])]

    def over_gerund(self, token: Token, head: Token) -> Above:
        """What was done without another thing tells nothing of that thing but that it was not done."""
        to = self._to(token)
        governor = self._word_over(to) if to is not None else None
        if governor is not None and self.operator(governor) is not None:
            return governor, self.plus(governor)  # "close to signing"
        if token.i and self.lexicon.is_a(self.tokens[token.i - 1], "without"):
            return None
        if self._talked_of(token, head):
            return head, self.plus(head)
        aside = token.rel == "advcl" and is_verb(head) and not self.sentence.children(token, "mark")
        if aside and any(t.text == "," for t in self.tokens[min(token.i, head.i) : max(token.i, head.i)]):
            return None  # "Visiting X, the minister proposed …"
        return super().over_gerund(token, head)

    def _talked_of(self, token: Token, head: Token) -> bool:
        """Whether a gerund is in a list of what is talked of: "discussed trade, opening a line, building a port"."""
        listed = [t for t in self.sentence.children(head, "advcl") if form_of(t) == "Ger" and t.i > head.i]
        operator = self.operator(head) if is_verb(head) and token in listed else None
        return operator is not None and operator.name == "talk" and len(listed) > 1

    def over_noun(self, token: Token, head: Token) -> Above:
        """Read «is due to», «has yet to» behind a subject."""
        light = self.lexicon.lemma(head) in _LIGHT and token.rel.startswith("nsubj")
        inner = (self.inner(head, None) or self.state(head)) if light else []
        return (head, inner) if inner else super().over_noun(token, head)
