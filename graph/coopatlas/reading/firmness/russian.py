"""The words above a Russian word that colour it, by the dependency tree."""

from collections.abc import Iterator

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.firmness import composition
from coopatlas.reading.firmness.composition import Step
from coopatlas.reading.firmness.lexicon import Lexicon, Operator

_HIGHEST = 12
_CARRIERS = ("ние", "тие", "ция", "ство", "ка", "вка", "уск", "ход")
_SATELLITES = frozenset({"may", "unlikely", "rumour", "propose", "expect", "deny"})
_LEFT = 12
"""Words to the left in which an infinitive without a governor looks for one."""


def chain(lexicon: Lexicon, sentence: Sentence, trigger: Token) -> list[Step]:
    """Return the word itself and those above it that colour it, the nearest first."""
    return _Climb(lexicon, sentence).steps(trigger)


class _Climb:
    def __init__(self, lexicon: Lexicon, sentence: Sentence) -> None:
        self._lexicon = lexicon
        self._sentence = sentence

    def steps(self, trigger: Token) -> list[Step]:
        steps = [self._step(trigger), *self._beside(trigger)]
        token = trigger
        for _ in range(_HIGHEST):
            above = self._above(token)
            if above is None:
                break
            head, added = above
            steps += added
            if added and added[-1].operator is not None and added[-1].operator.say and _is_verb(head):
                break
            token = head
        if _form_of(trigger) == "Inf" and not any(s.operator for s in steps[1:]):
            steps += self._left(trigger)
        return steps

    # One word ------------------------------------------------------------------------------------------------------

    def _step(self, token: Token) -> Step:
        negated, longer = self._negated(token)
        match = self._lexicon.find(self._sentence.tokens, token.i, negated=negated)
        operator = match.operator if match else None
        if negated and match and f"не {self._lexicon.lemma(token)}" in self._lexicon.phrases:
            operator, negated = self._lexicon.phrases[f"не {self._lexicon.lemma(token)}"][0][1], False
        return Step(
            token,
            operator,
            self._form(token),
            negated=negated,
            longer=longer,
            imperfect=self._imperfect(token),
            unclaimed=self._conditional(token) and (match is None or match.last == token.i),
        )

    def _form(self, token: Token) -> str:
        feats = token.feats
        beside = self._sentence.children(token, "aux", "cop")
        if any(self._lexicon.is_a(t, "would") for t in (*beside, *self._after(token, 1))):
            return composition.CONDITIONAL
        if any(t.text.casefold().startswith("буд") for t in beside) or self._shares_future(token):
            return composition.FUTURE
        if any(t.lemma == "быть" and _form_of(t) == "Inf" for t in beside):
            return composition.INFINITIVE
        if feats.get("Mood") == "Imp":
            return composition.IMPERATIVE
        verbform = feats.get("VerbForm")
        if verbform == "Inf":
            return composition.INFINITIVE
        if token.pos not in {"VERB", "AUX"} and verbform is None:
            return composition.ONGOING if feats.get("Variant") == "Short" else composition.BARE
        if verbform == "Fin" and (feats.get("Tense") == "Fut" or _perfective_present(token)):
            return composition.FUTURE
        if feats.get("Tense") == "Pres":
            return composition.FUTURE if self._soon(token) else composition.ONGOING
        return composition.DONE

    def _shares_future(self, token: Token) -> bool:
        """Whether «будет» before the first of a list stands for this one too."""
        head = self._sentence.head(token)
        if head is None or token.rel != "conj" or not _short(token) or self._sentence.children(token, "aux", "cop"):
            return False
        return any(t.text.casefold().startswith("буд") for t in self._sentence.children(head, "aux", "cop"))

    def _soon(self, token: Token) -> bool:
        return any(self._lexicon.is_a(t, "soon") for t in self._sentence.children(token, "advmod"))

    def _imperfect(self, token: Token) -> bool:
        past = token.feats.get("Tense") == "Past" and token.feats.get("Aspect") == "Imp"
        return past or any(
            t.lemma == "быть" and t.feats.get("Tense") == "Past" for t in self._sentence.children(token, "cop", "aux")
        )

    def _negated(self, token: Token) -> tuple[bool, bool]:
        """Whether a word is denied, and whether «больше не» says that it was so before."""
        at = token.i - 1
        tokens = self._sentence.tokens
        beside = {t.i for t in self._sentence.children(token, "aux", "cop", "case")}
        while at > 0 and (at in beside or tokens[at].lemma == "быть"):
            at -= 1
        if at >= 0 and self._lexicon.is_a(tokens[at], "without"):
            return True, False
        distant = any(
            t.text.casefold() == "не" and t.i < token.i and all(u.pos in {"AUX", "ADV", "PART"} for u in tokens[t.i + 1 : token.i])
            for t in self._sentence.children(token, "advmod")
        )
        if not distant and (at < 0 or not self._lexicon.is_a(tokens[at], "not")):
            return False, False
        following = tokens[at + 1] if at + 1 < len(tokens) else token
        if not distant and self._lexicon.is_a(following, "only"):
            return False, False
        return True, at > 0 and tokens[at - 1].text.casefold() in self._lexicon.particles["longer"]

    def _conditional(self, token: Token) -> bool:
        marks = self._sentence.children(token, "mark", "advmod", "cc")
        return any(self._lexicon.is_a(t, "if") for t in marks) or any(
            self._lexicon.is_a(t, "whether") for t in self._after(token, 1)
        )

    def _after(self, token: Token, count: int) -> list[Token]:
        return self._sentence.tokens[token.i + 1 : token.i + 1 + count]

    def _beside(self, token: Token) -> list[Step]:
        """Return the adverbs and attributes of a word that colour it: «возможно», «планируемое», «не подписанное»."""
        nominal = not _is_verb(token)
        wanted = ("amod", "acl") if nominal else ("advmod", "parataxis", "discourse", "aux")
        found = []
        for child in self._sentence.children(token, *wanted):
            if child.rel == "acl:relcl" or (nominal and child.feats.get("VerbForm") == "Inf"):
                continue
            step = self._step(child)
            if step.operator is None and self._sentence.tokens[child.i].lemma == "ли" and child.i:
                step = self._step(self._sentence.tokens[child.i - 1])
            if step.operator is not None and (nominal or (step.operator.name in _SATELLITES and not _is_verb(child))):
                found.append(step)
        return found

    # Upwards -------------------------------------------------------------------------------------------------------

    def _above(self, token: Token) -> tuple[Token, list[Step]] | None:
        head = self._sentence.head(token)
        if head is None:
            return None
        if token.rel == "conj":
            return self._over_list(token, head)
        form = _form_of(token)
        if form == "Inf":
            return self._over_infinitive(token, head)
        if _is_predicate(token):
            return (head, self._plus(head)) if token.rel.split(":")[0] in _COMPLEMENTS and not _relative(token) else None
        if form in {"Part", "Conv"}:
            return None
        return self._over_noun(token, head)

    def _over_list(self, token: Token, head: Token) -> tuple[Token, list[Step]] | None:
        """Go on above the list: what governs its first member governs all; a finite verb stands for itself."""
        if _form_of(token) == "Inf" and _form_of(head) != "Inf":
            step = self._step(head)
            return (head, [step, *self._beside(head)]) if step.operator is not None else None
        if _is_predicate(token):
            return None
        return (head, []) if _is_verb(head) == _is_verb(token) else None

    def _over_infinitive(self, token: Token, head: Token) -> tuple[Token, list[Step]]:
        mark = next((t for t in self._sentence.children(token, "mark") if t.lemma == "чтобы"), None)
        if mark is not None and self._step(head).operator is None:
            return head, [Step(mark, self._named("aim"))]
        added = self._plus(head)
        if added[0].operator is None and _is_verb(head):
            return head, [Step(head, self._named("aim"), negated=added[0].negated)]
        return head, added

    def _over_noun(self, token: Token, head: Token) -> tuple[Token, list[Step]] | None:
        relation = token.rel.split(":")[0]
        preposition = next((t.lemma for t in self._sentence.children(token, "case")), "")
        before = self._aim(token) or (self._aim(head) if head.pos == "NOUN" else [])
        if before:
            return head, before
        if not _is_verb(head) and head.pos == "NOUN" and not _is_predicate(head):
            step = self._step(head)
            carries = step.operator is not None or head.lemma.endswith(_CARRIERS)
            return (head, [step, *self._beside(head)]) if carries and relation in {"nmod", "obl", "obj"} else self._adjunct(head)
        operator = self._step(head).operator
        if relation == "nsubj" and token.rel != "nsubj:pass":
            return self._over_subject(head, operator)
        if relation in {"obj", "nsubj", "csubj"}:
            return head, self._plus(head)
        governs = operator is not None and (operator.name != "make" or self._lexicon.find(self._sentence.tokens, head.i))
        if relation in {"obl", "iobj", "nmod"} and governs and preposition in self._lexicon.particles["prepositions"] | {""}:
            if operator is not None and operator.name not in _ADJUNCT_FREE:
                return head, self._plus(head)
        return self._adjunct(head)

    def _over_subject(self, head: Token, operator: Operator | None) -> tuple[Token, list[Step]] | None:
        """What is said of a subject colours it where it does not act itself: «может быть подписано», «состоялось»."""
        passive = head.lemma.endswith("ся") or head.feats.get("Voice") == "Pass"
        if operator is None or not (operator.raises or passive):
            return None
        inner = [t for t in self._sentence.children(head, "xcomp", "csubj") if _form_of(t) == "Inf"]
        return head, [*(self._step(t) for t in inner[:1]), *self._plus(head)]

    def _aim(self, token: Token) -> list[Step]:
        """Read «для подписания», «перед открытием», «в случае подписания» before a noun."""
        for t in self._sentence.children(token, "case"):
            match = self._lexicon.find(self._sentence.tokens, t.i)
            if match is not None and match.operator.name in {"aim", "condition"} and t.i < token.i:
                return [Step(t, match.operator)]
        return []

    def _adjunct(self, head: Token) -> tuple[Token, list[Step]] | None:
        """A noun that only goes with what is said takes its time from there: «в ходе визита подпишут»."""
        for word in (head, *self._sentence.ancestors(head)):
            if _is_predicate(word) or _form_of(word) == "Inf":
                step = self._step(word)
                planned = step.operator is not None and step.operator.name in {"plan", "due", "expect"}
                if step.form == composition.FUTURE or planned:
                    return None if step.negated else (_END, [Step(word, None, composition.FUTURE)])
                if _is_predicate(word):
                    return None
        return None

    def _plus(self, head: Token) -> list[Step]:
        return [self._step(head), *self._beside(head)]

    def _named(self, name: str) -> Operator:
        return next(o for entries in self._lexicon.phrases.values() for _, o in entries if o.name == name)

    def _left(self, token: Token) -> Iterator[Step]:
        """Yield the nearest governor to the left of an infinitive that the tree leaves without one."""
        for t in reversed(self._sentence.tokens[max(0, token.i - _LEFT) : token.i]):
            step = self._step(t)
            if step.operator is not None and step.operator.modality:
                yield step
                return
            if _is_predicate(t) and _form_of(t) != "Inf":
                return


_COMPLEMENTS = frozenset({"ccomp", "csubj", "acl", "xcomp", "nsubj", "obj"})
_ADJUNCT_FREE = frozenset({"go_on", "manage", "confirm", "make"})
_END = Token(-1, "", 0, 0, "", "", {}, -1, "root")


def _form_of(token: Token) -> str:
    return token.feats.get("VerbForm", "")


def _is_verb(token: Token) -> bool:
    return token.pos in {"VERB", "AUX"}


def _short(token: Token) -> bool:
    return token.feats.get("Variant") == "Short"


def _is_predicate(token: Token) -> bool:
    """Whether a word is finite: a verb, a short participle or adjective, «нет», «можно»."""
    return _form_of(token) == "Fin" or _short(token) or token.lemma in {"нет", "можно", "нужно", "надо", "нельзя"}


def _relative(token: Token) -> bool:
    return token.rel == "acl:relcl"


def _perfective_present(token: Token) -> bool:
    return token.feats.get("Aspect") == "Perf" and token.feats.get("Tense") == "Pres"
