"""The words that colour a word, by the dependency tree: what is true of every language that has one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas.language.tokens import NO_HEAD, Sentence, Token
from coopatlas.reading.firmness import composition
from coopatlas.reading.firmness.composition import Step
from coopatlas.reading.firmness.lexicon import Lexicon, Operator

_HIGHEST = 12
_LEFT = 12
"""Words to the left in which an infinitive without a governor looks for one."""
_STATE = 4
"""Words behind a light verb among which a phrase tells how far a thing has come."""
_NO_STATE = frozenset({"aim", "make", "say", "condition", "absent"})
"""Classes of phrases behind a light verb that tell nothing of how far a thing has come."""
_COMPLEMENTS = frozenset({"ccomp", "csubj", "acl", "xcomp", "nsubj", "obj"})
_DENYING = frozenset({"refuse", "cancel", "end"})
_SATELLITES = frozenset({"may", "unlikely", "rumour", "propose", "expect", "deny", "due", "should", "plan"})
_NOT_OBLIQUE = frozenset({"go_on", "manage", "confirm", "make"})
"""Classes of which an oblique noun is no object: «работают по соглашению»."""
_NOWHERE = Token(NO_HEAD, "", 0, 0, "", "", {}, NO_HEAD, "root")

_SCHEDULED = re.compile(r"\W*(?:\d{1,2} \w+,? )?\d{1,2}[.:]\d{2}\b")
"""A line of a programme: «15.00 – подписание меморандума»."""

Above = tuple[Token, list[Step]] | None


class Climb:
    """A way up the tree of one sentence; each language adds what its forms tell."""

    carriers: tuple[str, ...] = ()
    """Ends of nouns that name an act or its course, through which what stands above reaches the thing."""
    attributes: tuple[str, ...] = ("amod", "acl")

    def __init__(self, lexicon: Lexicon, sentence: Sentence) -> None:
        self.lexicon = lexicon
        self.sentence = sentence
        self.tokens = sentence.tokens

    def form(self, token: Token) -> str:
        """Return what the form of a word tells."""
        raise NotImplementedError

    def negated(self, token: Token) -> tuple[bool, bool]:
        """Return whether a word is denied, and whether it is said that it was so before."""
        raise NotImplementedError

    def conditional(self, token: Token) -> bool:
        """Return whether the clause of a word is a condition or a question."""
        raise NotImplementedError

    def predicate(self, token: Token) -> bool:
        """Return whether a word is finite."""
        raise NotImplementedError

    def imperfect(self, token: Token) -> bool:
        """Return whether a past does not tell that the thing came about."""
        raise NotImplementedError

    def aside(self, token: Token) -> list[Step]:  # noqa: ARG002  a hook
        """Return the auxiliaries of a verb that are words of a class."""
        return []

    def steps(self, trigger: Token) -> list[Step]:
        """Return the word itself and those above it that colour it, the nearest first."""
        found = [*self.step(trigger), *self.beside(trigger)]
        if any(step.form == composition.DONE and not step.negated and self._makes(step) for step in found[1:]):
            return found
        token = trigger
        for _ in range(_HIGHEST):
            if self._is_there(token):
                break
            above = self._above(token)
            if above is None and token is trigger and not is_verb(token):
                above = self.nearby(token)
            if above is None:
                break
            token, added = above
            if added and _says(added[0]) and self._only_points(token, added):
                added = [replace(added[0], form=composition.ONGOING)]  # "it should be noted that exports grew"
            found += added
            if added and added[-1].operator is not None and added[-1].operator.say and is_verb(token):
                break
        found += self._governor(found)
        if not is_verb(trigger) and len(found) == 1 and _SCHEDULED.match(self.sentence.text):
            found[0].form = composition.FUTURE
        return found

    def _only_points(self, verb: Token, added: Sequence[Step]) -> bool:
        """Whether a passive of saying with "should" points to what is so; "it cannot be said" does not."""
        modals = {child.lemma for child in self.sentence.children(verb, "aux")}
        passive = is_verb(verb) and verb.feats.get("Voice") == "Pass"
        return passive and "should" in modals and not any(step.negated for step in added)

    def _is_there(self, token: Token) -> bool:
        """Whether a word stands with one that tells of what is there already: «контракт на обслуживание линии»."""
        head = self.sentence.head(token)
        return head is not None and self.lexicon.is_a(head, "factive")

    def _governor(self, found: list[Step]) -> list[Step]:
        """Return what governs the highest infinitive of a chain, where the tree does not say."""
        places = [n for n, step in enumerate(found) if step.form == composition.INFINITIVE]
        if not places or any(step.operator for step in found[places[-1] + 1 :]):
            return []
        return list(self._left(found[places[-1]].token))

    def _makes(self, step: Step) -> bool:
        """Whether an attribute tells that the thing is there: «подписанное соглашение»."""
        return step.operator is not None and step.operator.name == "make"

    # One word ------------------------------------------------------------------------------------------------------

    def step(self, token: Token) -> list[Step]:
        """Return what a word says, and what its auxiliaries add."""
        negated, longer = self.negated(token)
        match = self.lexicon.find(self.tokens, token.i, negated=negated)
        operator = match.operator if match else None
        lexical = self.lexicon.phrases.get(f"не {self.lexicon.lemma(token)}")
        if negated and lexical:
            operator, negated = lexical[0][1], False
        own = Step(
            token,
            operator,
            self.form(token),
            negated=negated,
            longer=longer,
            imperfect=self.imperfect(token),
            unclaimed=self.conditional(token) and (match is None or match.last == token.i),
        )
        return [own, *self.aside(token)]

    def operator(self, token: Token) -> Operator | None:
        """Return the class of a word."""
        return self.step(token)[0].operator

    def beside(self, token: Token) -> list[Step]:
        """Return the adverbs and attributes of a word that colour it: «возможно», «планируемое», «не подписанное»."""
        nominal = not is_verb(token)
        wanted = self.attributes if nominal else ("advmod", "parataxis", "discourse", "aux")
        found: list[Step] = []
        for child in self.sentence.children(token, *wanted):
            if child.rel == "acl:relcl" or (nominal and is_infinitive(child)):
                continue
            place = child.i - 1 if child.lemma == "ли" and child.i else child.i
            step = self.step(self.tokens[place])[0]
            if child.rel == "compound" and step.operator is not None and step.operator.name in _DENYING:
                continue  # "a block train" is not blocked
            if self.aside_told(token, child):
                continue
            if step.operator is not None and (nominal or (step.operator.name in _SATELLITES and not is_verb(child))):
                found.append(step)
        return found

    def aside_told(self, noun: Token, attribute: Token) -> bool:
        """Whether an attribute is only set in beside what its sentence tells of a thing."""
        del noun, attribute
        return False

    def plus(self, head: Token) -> list[Step]:
        """Return a word above with what stands beside it."""
        return [*self.step(head), *self.beside(head)]

    def named(self, name: str) -> Operator:
        """Return the class of a name."""
        return next(o for entries in self.lexicon.phrases.values() for _, o in entries if o.name == name)

    # Upwards -------------------------------------------------------------------------------------------------------

    def _above(self, token: Token) -> Above:
        head = self.sentence.head(token)
        if head is None or _is_of_name(token, head):
            return None
        if token.rel == "conj":
            return self.over_list(token, head)
        if token.rel in {"appos", "parataxis"} and not is_verb(token) and head.pos == "NOUN":
            return head, self.plus(head)
        if is_infinitive(token) or (not is_verb(token) and self.form(token) == composition.INFINITIVE):
            return self.over_infinitive(token, head)
        if self.predicate(token):
            complement = token.rel != "acl:relcl" and token.rel.split(":")[0] in _COMPLEMENTS
            return (head, self.plus(head)) if complement else None
        if form_of(token) in {"Part", "Conv"}:
            return self.adjunct(head) if form_of(token) == "Conv" and is_verb(head) else None
        if form_of(token) == "Ger":
            return self.over_gerund(token, head)
        return self.over_noun(token, head)

    def nearby(self, token: Token) -> Above:  # noqa: ARG002  a hook
        """Return what stands above a noun by its place, where the tree leaves it alone."""
        return None

    def over_list(self, token: Token, head: Token) -> Above:
        """Go on above a list: what governs its first member governs all; a finite verb stands for itself."""
        if is_infinitive(token) and not is_infinitive(head):
            steps = self.plus(head)
            return (head, steps) if steps[0].operator is not None and steps[0].operator.modality else None
        if self.predicate(token):
            return None
        return (head, []) if is_verb(head) == is_verb(token) else None

    def over_infinitive(self, token: Token, head: Token) -> Above:
        """Go on above an infinitive; what is no word of a class tells what for: «приехал подписать»."""
        steps = self.plus(head)
        mark = next((t for t in self.sentence.children(token, "mark") if self.lexicon.is_a(t, "in_order")), None)
        if mark is not None and steps[0].operator is None:
            return head, [Step(mark, self.named("aim"))]
        if steps[0].operator is None and is_verb(head):
            return head, [Step(head, self.named("aim"), negated=steps[0].negated)]
        return head, steps

    def over_gerund(self, token: Token, head: Token) -> Above:
        """Go on above a verbal noun that is tagged as a verb: "proposed signing", "talks on opening"."""
        before = self.aim(token)
        if before:
            return head, before
        if (talks := self._talks(token, head)) is not None:
            return talks
        steps = self.plus(head)
        governs = steps[0].operator is not None and steps[0].operator.name != "make"
        return (head, steps) if governs else self.adjunct(head)

    def state(self, light: Token) -> list[Step]:
        """Return the phrase that tells how far a thing has come: "is in preparation", «остаётся под вопросом»."""
        for t in self.tokens[light.i + 1 : light.i + 1 + _STATE]:
            match = self.lexicon.find(self.tokens, t.i) if t.pos in {"ADP", "ADV", "ADJ"} else None
            if match is not None and match.operator.name not in _NO_STATE:
                denied = any(self.lexicon.is_a(between, "not") for between in self.tokens[light.i + 1 : t.i])
                return [Step(t, match.operator, composition.ONGOING, negated=denied)]
        return []

    def _talks(self, token: Token, head: Token) -> Above:
        """Go on above what is talked about to the talks that are held: «велись переговоры о создании»."""
        about = any(self.lexicon.is_a(t, "about") for t in self.sentence.children(token, "case", "mark"))
        subjects = self.sentence.children(head, "nsubj", "nsubj:pass") if about and is_verb(head) else []
        talks = next((t for t in subjects if (o := self.operator(t)) is not None and o.name == "talk"), None)
        return (talks, self.plus(talks)) if talks is not None and talks.i != token.i else None

    def over_noun(self, token: Token, head: Token) -> Above:
        """Go on above a noun: what it is subject or object of, what noun it belongs to, else what it only goes with."""
        relation = token.rel.split(":")[0]
        before = self.aim(token) or (self.aim(head) if not is_verb(head) else [])
        if before:
            return head, before
        if head.pos in {"NOUN", "PROPN"} and not self.predicate(head):
            return self._over_noun_of(token, head, relation)
        if relation == "nsubj" and token.rel != "nsubj:pass":
            return self._over_subject(head, self.operator(head))
        if relation in {"obj", "nsubj", "csubj"}:
            return head, [*self.inner(head, token), *self.plus(head)]
        if (talks := self._talks(token, head)) is not None:
            return talks
        operator = self.operator(head)
        governs = operator is not None and operator.name not in _NOT_OBLIQUE
        if relation in {"obl", "iobj", "nmod", "xcomp"} and governs and self._governable(token):
            return head, self.plus(head)
        return self.adjunct(head)

    def _over_noun_of(self, token: Token, head: Token, relation: str) -> Above:
        verb = self.sentence.head(head)
        phrase = self.lexicon.find(self.tokens, verb.i) if verb is not None else None
        if verb is not None and phrase is not None and verb.i < head.i <= phrase.last and phrase.operator.modality:
            return verb, self.plus(verb)  # "paves the way for a venture"
        steps = self.plus(head)
        listed = self.lexicon.is_a(head, "carriers")
        measured = self.lexicon.is_a(token, "measures")
        carries = listed or measured or steps[0].operator is not None or head.lemma.endswith(self.carriers)
        return (head, steps) if carries and relation in {"nmod", "obl", "obj", "compound"} else self.adjunct(head)

    def _governable(self, token: Token) -> bool:
        """Whether a noun is what a word is about, by its preposition: «о визите», not «во время визита»."""
        cases = self.sentence.children(token, "case")
        if any(self.lexicon.is_a(t, "as") for t in self.tokens[max(0, token.i - 2) : token.i]):
            return False
        if any(self.sentence.children(t, "fixed") for t in cases):
            return False
        return not cases or self.lexicon.lemma(cases[0]) in self.lexicon.particles["prepositions"]

    def _over_subject(self, head: Token, operator: Operator | None) -> Above:
        """What is said of a subject colours it where it does not act itself: «может быть подписано», «состоялось»."""
        passive = head.lemma.endswith("ся") or head.feats.get("Voice") == "Pass"
        state = self.state(head) if operator is None or operator.name == "become" else []
        if state:
            return head, state
        aside = self.aside(head)
        if not aside and (operator is None or not (operator.raises or passive)):
            return None
        return head, [*self.inner(head, None), *self.plus(head)]

    def inner(self, head: Token, of: Token | None) -> list[Step]:
        """Return the infinitive between a subject and what raises it: «могут начаться», "is to be signed"."""
        if of is not None and of.rel != "nsubj:pass":
            return []
        found = [t for t in self.sentence.children(head, "xcomp", "csubj") if is_infinitive(t)]
        return [step for t in found[:1] for step in self.step(t)]

    def aim(self, token: Token) -> list[Step]:
        """Read «для подписания», «перед открытием», «в случае подписания» before a noun."""
        for t in self.sentence.children(token, "case", "mark"):
            match = self.lexicon.find(self.tokens, t.i)
            if match is not None and match.operator.name in {"aim", "condition"} and t.i < token.i:
                return [Step(t, match.operator)]
        return []

    def adjunct(self, head: Token) -> Above:
        """A noun that only goes with what is said takes its time from there: «в ходе визита подпишут»."""
        for word in (head, *self.sentence.ancestors(head)):
            if self.predicate(word) or is_infinitive(word):
                told = composition.compose([*self._stating(word), *self.steps(word)])
                if told.by == "aim" and is_infinitive(word):
                    continue  # "met to expand trade during his visit": the visit is that of the meeting
                planned = told.modality == "intention" and told.polarity == "positive" and told.phase == "planned"
                return (_NOWHERE, [Step(word, None, composition.FUTURE)]) if planned else None
        return None

    def _stating(self, word: Token) -> list[Step]:
        """Return the empty thing of which "it is planned" tells that it is; other words tell it of themselves."""
        operator = self.operator(word)
        planned = operator is not None and operator.own_verb and not is_verb(word)
        return [Step(word)] if planned else []

    def _left(self, token: Token) -> Iterator[Step]:
        """Yield the nearest governor to the left of an infinitive that the tree leaves without one."""
        for t in reversed(self.tokens[max(0, token.i - _LEFT) : token.i]):
            step = self.step(t)[0]
            if step.operator is not None and step.operator.modality:
                yield step
                return
            if self.predicate(t) and not is_infinitive(t):
                break
        yield from self._right(token)

    def _right(self, token: Token) -> Iterator[Step]:
        """Yield the finite verb behind an infinitive that wishes, plans or denies it: «вступать пока не планирует»."""
        for t in self.tokens[token.i + 1 : token.i + 1 + _LEFT]:
            if t.text in {",", ";", ":", "."}:
                return
            if self.predicate(t):
                step = self.step(t)[0]
                if step.operator is not None and step.operator.modality:
                    yield step
                return


def _says(step: Step) -> bool:
    return step.operator is not None and step.operator.say


def _is_of_name(token: Token, head: Token) -> bool:
    """Whether a noun says what a name is, which does not wait for what that will do: "X, a member of Y, will sign"."""
    return token.rel in {"appos", "compound"} and not is_verb(token) and head.pos == "PROPN"


def form_of(token: Token) -> str:
    """Return the feature VerbForm."""
    return token.feats.get("VerbForm", "")


def is_infinitive(token: Token) -> bool:
    """Whether a word is an infinitive."""
    return form_of(token) == "Inf"


def is_verb(token: Token) -> bool:
    """Whether a word is a verb."""
    return token.pos in {"VERB", "AUX"}
