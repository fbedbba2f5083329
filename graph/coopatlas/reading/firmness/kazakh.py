"""The words that colour a Kazakh word: those behind it in its clause, whose endings tell tense and negation."""

import re
from collections.abc import Iterator

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.firmness import composition
from coopatlas.reading.firmness.composition import Step
from coopatlas.reading.firmness.kazakh_endings import (
    ADJUNCT,
    CONVERB,
    HABIT,
    IF,
    INTENT,
    NEGATED,
    PARTICIPLE,
    SINCE,
    VERBAL_NOUN,
    YET,
    is_finite,
)
from coopatlas.reading.firmness.kazakh_forms import PUNCTUATION, Forms
from coopatlas.reading.firmness.lexicon import Lexicon, Operator

_YEAR = re.compile(r"20[2-9]\d")
_LONGEST = 16
_BEFORE = 4
_BRACKETED = 7
"""Words of a bracket over which a clause goes on."""
_NEAR = 2
"""Words from an object over its verbal noun to what is agreed of it."""
_FINITE = frozenset({composition.DONE, composition.FUTURE, composition.ONGOING})
_COLOURS_NOUN = frozenset({"plan", "expect", "may", "propose", "cancel", "postpone"})


def _is_document(token: Token) -> bool:
    """Whether a noun made of a verb names what was agreed, rather than the agreeing: «уағдаластық», «келісім»."""
    return token.pos == "NOUN" and token.lemma.endswith(("стық", "стік"))


def chain(lexicon: Lexicon, sentence: Sentence, trigger: Token) -> list[Step]:
    """Return the word itself and those behind it that colour it, the nearest first."""
    return _Walk(lexicon, sentence).steps(trigger)


class _Walk(Forms):
    def __init__(self, lexicon: Lexicon, sentence: Sentence) -> None:
        super().__init__(lexicon, sentence)
        self._last = -1

    def steps(self, trigger: Token) -> list[Step]:
        verbal = self._verbal(trigger)
        named = None if verbal or _is_document(trigger) else self._found(trigger.i)[0]
        first = self._step(trigger, own=True) if verbal else Step(trigger, named)
        steps = [first, *([] if verbal else self._attributes(trigger))]
        self._conditions(trigger, first)
        first.unclaimed = first.unclaimed or self._foresees(trigger)
        if not verbal and self._attributive(trigger):
            return [first]
        if (not verbal and self._adjunct(trigger)) or self._goes_before(trigger):
            if trigger.feats.get("Post") == "арқылы" or self._carries(trigger):
                return [*steps, Step(trigger, None, composition.ONGOING)]  # through what is there already
            return [*steps, *self._time(trigger)]
        at = trigger.i + 1
        while at < len(self._tokens) and at - trigger.i <= _LONGEST:
            token = self._tokens[at]
            if token.text == "(" and (behind := self._behind_bracket(at)):
                at = behind
                continue
            if self._ends(at, steps):
                break
            self._take(token, steps)
            at = max(at, self._last) + 1
        return steps

    def _behind_bracket(self, at: int) -> int:
        """Return the place behind what a short bracket adds: «жоспарды (жол картасын) | пысықтау»."""
        inside = self._tokens[at : at + _BRACKETED]
        closed = next((t.i for t in inside if t.text == ")"), 0)
        return closed + 1 if closed else 0

    def _take(self, token: Token, steps: list[Step]) -> None:
        """Let one word behind the trigger colour it, or the last step before it."""
        self._last = -1
        if self._particle(token, steps[-1]):
            return
        operator, last = self._found(token.i)
        if operator is not None:
            self._last = last
            about = operator.name == "document" and token.pos == "ADP"
            if about and token.i - steps[0].token.i > _NEAR and not self._verbal(steps[0].token):
                return  # «зауыт салу туралы келісім» tells of a plant to come, no more of what stands before it
            itself = about and steps[0].token.i == token.i - 1  # «бірлескен өндіріс | туралы келісім»
            if (
                (about or operator.name == "aim")
                and not itself
                and not VERBAL_NOUN.search(self._tokens[token.i - 1].text)
            ):
                return
            step = self._step(self._tokens[last], head=token)
            step.operator = operator
            if operator.name == "absent":
                step.negated, step.form = False, composition.DONE  # «болмайды» is itself the negation
            if operator.name == "go_on" and step.form == composition.FUTURE:
                step.form = composition.ONGOING
            if operator.name == "begin" and CONVERB.search(self._tokens[token.i - 1].text):
                _begun(steps, token.i - 1)
            if operator.say and not is_finite(self._tokens[last].text):
                return
            steps.append(step)
        elif self._closing(token.i) and self._form(token) in _FINITE:
            steps.append(self._ending(token, steps[0].token))

    def _ending(self, verb: Token, subject: Token) -> Step:
        """Return the verb of a clause; a works that makes something is there: «бірлескен кәсіпорын шина шығарады»."""
        step = self._step(verb)
        works = subject.rel == "nsubj" and subject.head == verb.i and subject.pos == "NOUN"
        makes = works and self._lexicon.is_a(verb, "producing") and verb.feats.get("Voice") != "Pass"
        makes = makes and not any(self._is(t, "ahead") or _YEAR.fullmatch(t.text) for t in self._tokens[: verb.i])
        step.form = composition.ONGOING if makes and step.form == composition.FUTURE else step.form
        return step

    def _particle(self, token: Token, last: Step) -> bool:
        """Read «жатыр», «еді», «емес», and «жоқ» behind a participle, as part of the verb before them."""
        word = token.text.casefold()
        before = self._tokens[token.i - 1]
        if self._is(token, "going") and CONVERB.search(before.text):
            last.form = composition.ONGOING
            last.making = self._is(token, "lying") and self._is_act(before)
        elif self._is(token, "will") and before.feats.get("VerbForm") == "Vnoun" and before.case == "Dat":
            last.operator, last.form = self._named("may"), composition.ONGOING  # «шығуға болады»: one may
        elif self._is(token, "will") and HABIT.search(before.text.casefold()):
            last.form = composition.FUTURE  # «жүретін болады»
        elif self._is(token, "past"):
            last.imperfect = True
        elif self._is(token, "not") or (word == "жоқ" and PARTICIPLE.search(before.text)):
            last.negated = not last.negated
        else:
            return False
        return True

    def _step(self, token: Token, head: Token | None = None, *, own: bool = False) -> Step:
        operator = self._found(token.i)[0] if own else None
        text = token.text.casefold()
        if INTENT.search(text) and not VERBAL_NOUN.search(text) and (own or operator or head is None):
            operator = self._named("plan")
            return Step(token, operator, composition.ONGOING) if not own else self._intended(token, operator)
        return Step(
            head or token,
            operator,
            self._form(token),
            negated=self._denied(token),
            unclaimed=bool(IF.search(text)) and self._verbal(token),
            making=self._progressive(token) and self._is_act(token),
        )

    def _intended(self, token: Token, operator: Operator) -> Step:
        """«ашпақ»: the word means the thing and the plan for it."""
        self._plan = operator
        return Step(token, None, composition.FUTURE)

    def _attributes(self, trigger: Token) -> list[Step]:
        """Return the participles and adjectives before a noun that colour it: «жоспарланған», «болашақ»."""
        found = []
        for token in reversed(self._tokens[max(0, trigger.i - _BEFORE) : trigger.i]):
            if token.text in PUNCTUATION or (is_finite(token.text) and not PARTICIPLE.search(token.text)):
                break
            operator = self._found(token.i)[0]
            colours = operator is not None and operator.name in _COLOURS_NOUN
            if colours and re.search(r"(?:[ғгқк][ае]н|ті|тын|тін|л|ғы|ақ)$", token.text):
                found.append(Step(token, operator, negated=bool(NEGATED.search(token.text))))
        return found

    def _conditions(self, trigger: Token, first: Step) -> None:
        earlier = self._tokens[max(0, trigger.i - _LONGEST) : trigger.i]
        closing = (t.text.casefold() for t in earlier if self._tokens[t.i + 1].text == ",")
        if first.form == composition.FUTURE and any(IF.search(word) and word != "болса" for word in closing):
            first.unclaimed = True
        for token in reversed(self._tokens[: trigger.i]):
            if token.text in {";", ":"} or (token.text == "," and is_finite(self._tokens[token.i - 1].text)):
                return
            if self._is(token, "if"):
                later = self._tokens[trigger.i :]
                ends = next((t.i for t in later if t.text == ","), len(self._tokens))
                first.unclaimed = first.unclaimed or trigger.i < ends
                return

    def _ends(self, at: int, steps: list[Step]) -> bool:
        token, before = self._tokens[at], self._tokens[at - 1]
        if token.text in {";", ":", ".", "(", ")"} or self._is(token, "stops") or SINCE.search(before.text):
            return True
        if token.text == "," and ((before.pos == "NOUN" and self._has_subject(before)) or YET.search(before.text)):
            return True
        if token.text == "," and self._has_said(before):
            return True
        if token.text in {",", "—", "–"}:
            following = self._tokens[at + 1].text.casefold() if at + 1 < len(self._tokens) else ""
            closes = any(self._is(before, name) for name in ("closes", "past", "not", "going"))
            return (closes or is_finite(before.text)) and following != "деп"
        participle = PARTICIPLE.search(before.text) or HABIT.search(before.text)
        near = before.i in {steps[-1].token.i, self._last, steps[0].token.i}
        return participle is not None and near and before.pos != "NOUN" and not self._goes_on(token)

    def _has_said(self, before: Token) -> bool:
        """Whether a converb of saying ends what is said: «екенін атап өтіп, | әріптестікке шақырды»."""
        if before.feats.get("VerbForm") != "Conv":
            return False
        found = (self._found(at)[0] for at in (before.i, before.i - 1) if at >= 0)
        return any(operator is not None and operator.say for operator in found)

    def _foresees(self, trigger: Token) -> bool:
        """Whether a document is what foresees something, and nothing becomes of it: «Меморандум сауданы көздейді»."""
        above = self._tokens[trigger.head] if trigger.rel == "nsubj" and trigger.head >= 0 else None
        particles = self._lexicon.particles
        return above is not None and trigger.lemma in particles["documents"] and above.lemma in particles["foreseeing"]

    def _has_subject(self, noun: Token) -> bool:
        """Whether a noun is predicated of another: «Ақтау мен Баку – бауырлас қалалар, …»."""
        return any(t.head == noun.i and t.rel == "nsubj" for t in self._tokens)

    def _goes_on(self, token: Token) -> bool:
        """Whether a word behind a participle belongs to its verb, rather than being the noun that it describes."""
        names = ("going", "past", "not", "will", "predicated")
        return token.text in PUNCTUATION or any(self._is(token, name) for name in names)

    def _adjunct(self, trigger: Token) -> bool:
        following = self._tokens[trigger.i + 1] if trigger.i + 1 < len(self._tokens) else None
        one_of = following is not None and following.lemma == "бір" and trigger.i + 2 < len(self._tokens)
        following = self._tokens[trigger.i + 2] if one_of else following  # «мүшелерінің бірі ретінде»
        behind = following is not None and self._is(following, "adjunct")
        return behind or self._carries(trigger) or bool(ADJUNCT.search(trigger.text))

    def _carries(self, trigger: Token) -> bool:
        """Whether something goes by a way, which is there then: «құбырымен айдалады»."""
        return trigger.case == "Ins" and self._lexicon.is_a(trigger, "ways")

    def _goes_before(self, trigger: Token) -> bool:
        """Whether a verb tells an act of its own before the one that ends the sentence: «Ақтөбеге келіп, …»."""
        following = self._tokens[trigger.i + 1 : trigger.i + 2]
        converb = trigger.pos == "VERB" and trigger.feats.get("VerbForm") == "Conv" and trigger.text.endswith("п")
        return converb and any(t.text == "," for t in following)

    def _attributive(self, trigger: Token) -> bool:
        """Whether a noun only describes the next: «ұйымға мүше екі ел»."""
        following = self._tokens[trigger.i + 1 : trigger.i + 2]
        return self._is(trigger, "describing") and any(t.pos in {"NUM", "NOUN"} for t in following)

    def _time(self, trigger: Token) -> Iterator[Step]:
        """A noun that only goes with what is said takes its time from the verb that ends the clause."""
        for token in self._tokens[trigger.i + 1 :]:
            if self._lexicon.is_a(trigger, "built") and (wish := self._wish_at(token)) is not None:
                yield wish
                return
            future = self._closing(token.i) and self._form(token) == composition.FUTURE
            if future and self._found(token.i)[0] is not None:
                yield Step(token, None, composition.FUTURE)
                return
            if token.text in {";", "."}:
                return

    def _wish_at(self, token: Token) -> Step | None:
        """Return what is planned of a verbal noun, and so of what is made for it: «салып, … ашуды | жоспарлап»."""
        before, operator = self._tokens[token.i - 1], self._found(token.i)[0]
        governs = before.feats.get("VerbForm") == "Vnoun" and before.case in {"Acc", "Dat"}
        wished = operator is not None and bool(operator.modality) and not operator.say
        return Step(token, operator, composition.ONGOING) if governs and wished else None


def _begun(steps: list[Step], place: int) -> None:
    """Let a converb before a verb of beginning tell nothing by itself: «жүре | бастады»."""
    if steps[-1].token.i != place:
        return
    if len(steps) > 1:
        steps.pop()
    else:
        steps[0].operator, steps[0].form = None, composition.BARE
