"""The words that colour a Kazakh word: those behind it in its clause, whose endings tell tense and negation."""

import re
from collections.abc import Iterator
from functools import cached_property

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.firmness import composition
from coopatlas.reading.firmness.composition import Step
from coopatlas.reading.firmness.lexicon import Lexicon, Operator

_NEGATED = re.compile(
    r"(?:[мбп][ае](?:й?д[ыі]|ған|ген|йт[ыі]н|у[ыі]?|йын|йін|й|пт[ыі]|с[ае])|[мбп][ае]с$)"
    r"(?:м|ң|қ|к|[ыі]н|м[ыі]з|м[ыі]н|ы|ға|ге)?$"
)
_DONE = re.compile(r"(?:[дт][ыі]|[ғгқк][ае]н|ыпты|іпті|пты|пті)(?:м|ң|қ|к|мыз|міз|быз|біз|ын|ін|ы|ың|ің)?$")
_AORIST = re.compile(r"(?:й|а|е)(?:ды|ді|мыз|міз|мын|мін|сың|сің)$")
_HABIT = re.compile(r"(?:а|е|й)т[ыі]н(?:ын|ін|ы|дығын|дігін)?$")
_INTENT = re.compile(r"[мбп][ае][қк](?:шы|ші)?$")
_IF = re.compile(r"(?:са|се)(?:м|ң|қ|к)?$")
_LET = re.compile(r"(?:с[ыі]н|й[ыі][қк]|елік|алық|лық)$")
_VERBAL_NOUN = re.compile(
    r"(?:у|ю)(?:[ыі]н?)?(?:ға|ге|на|не|ды|ді|н|дан|ден|нан|нен|да|де|нда|нде|мен|дың|дің|ның|нің|а|е|лар.*|лер.*)?$"
)
_YEAR = re.compile(r"20[2-9]\d")
_CONVERB = re.compile(r"(?:[ыі]п|п|[аей])$")
_ADJUNCT = re.compile(r"(?:[дт][ае]|нд[ае])(?:ғы|гі)?$")
_PARTICIPLE = re.compile(r"[ғгқк][ае]н$")
_YET = re.compile(r"[ғгқк][ае]н[ыі]мен$")
"""«Болғанымен»: although it is so."""
_WISH = re.compile(r"[ғгқк][ыі](?:с[ыі]|м|ң|м[ыі]з|лар[ыі])$")
_SINCE = re.compile(r"[дт][ыі][қк]т[ае]н$")
"""«Болғандықтан»: since it is so."""
_MAQ = len("мақ")
_LONGEST = 16
_BEFORE = 4
_BRACKETED = 7
"""Words of a bracket over which a clause goes on."""
_DOCUMENTS = frozenset({"меморандум", "келісім", "шарт", "хаттама", "құжат", "бағдарлама", "декларация", "келісімшарт"})
_SIGNED = frozenset({"жоспар", "бағдарлама"})
_FORESEEING = frozenset({"көздеу", "қарастыру", "белгілеу", "айқындау", "қамту", "реттеу"})
_NEAR = 2
"""Words from an object over its verbal noun to what is agreed of it."""
_FINITE = frozenset({composition.DONE, composition.FUTURE, composition.ONGOING})
_TAGGED = (
    (("Mood", "Int"), composition.FUTURE),
    (("Tense", "Past"), composition.DONE),
    (("Aspect", "Prog"), composition.ONGOING),
)
"""Features of a tagged verb form that tell its time."""
_PERFECTIVE = frozenset({"make", "begin", "end", "refuse", "cancel", "manage"})
"""Classes of verbs whose present tells what will be done."""
_COLOURS_NOUN = frozenset({"plan", "expect", "may", "propose", "cancel", "postpone"})
_PUNCTUATION = frozenset(',;:.!?—–()«»"“”')


def _is_document(token: Token) -> bool:
    """Whether a noun made of a verb names what was agreed, rather than the agreeing: «уағдаластық», «келісім»."""
    return token.pos == "NOUN" and token.lemma.endswith(("стық", "стік"))


def chain(lexicon: Lexicon, sentence: Sentence, trigger: Token) -> list[Step]:
    """Return the word itself and those behind it that colour it, the nearest first."""
    return _Walk(lexicon, sentence).steps(trigger)


class _Walk:
    def __init__(self, lexicon: Lexicon, sentence: Sentence) -> None:
        self._lexicon = lexicon
        self._tokens = sentence.tokens
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
                and not _VERBAL_NOUN.search(self._tokens[token.i - 1].text)
            ):
                return
            step = self._step(self._tokens[last], head=token)
            step.operator = operator
            if operator.name == "absent":
                step.negated, step.form = False, composition.DONE  # «болмайды» is itself the negation
            if operator.name == "go_on" and step.form == composition.FUTURE:
                step.form = composition.ONGOING
            if operator.name == "begin" and _CONVERB.search(self._tokens[token.i - 1].text):
                _begun(steps, token.i - 1)
            if operator.say and not _finite(self._tokens[last].text):
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
        if self._is(token, "going") and _CONVERB.search(before.text):
            last.form = composition.ONGOING
            last.making = self._is(token, "lying") and self._is_act(before)
        elif self._is(token, "will") and before.feats.get("VerbForm") == "Vnoun" and before.case == "Dat":
            last.operator, last.form = self._named("may"), composition.ONGOING  # «шығуға болады»: one may
        elif self._is(token, "will") and _HABIT.search(before.text.casefold()):
            last.form = composition.FUTURE  # «жүретін болады»
        elif self._is(token, "past"):
            last.imperfect = True
        elif self._is(token, "not") or (word == "жоқ" and _PARTICIPLE.search(before.text)):
            last.negated = not last.negated
        else:
            return False
        return True

    def _progressive(self, verb: Token) -> bool:
        """Whether a verbal noun in the locative ends a clause as its verb: «зауыт салуда»."""
        goes_on = verb.feats.get("VerbForm") == "Vnoun" and verb.case == "Loc" and "Poss" not in verb.feats
        return goes_on and self._closing(verb.i)

    def _is_act(self, verb: Token) -> bool:
        """Whether a verb is one of an act that is done when it is finished; «құрып келеді» has gone on for long."""
        return self._lexicon.is_a(verb, "acts") or self._lexicon.is_a(verb, "making")

    # Words ---------------------------------------------------------------------------------------------------------

    def _step(self, token: Token, head: Token | None = None, *, own: bool = False) -> Step:
        operator = self._found(token.i)[0] if own else None
        text = token.text.casefold()
        if _INTENT.search(text) and not _VERBAL_NOUN.search(text) and (own or operator or head is None):
            operator = self._named("plan")
            return Step(token, operator, composition.ONGOING) if not own else self._intended(token, operator)
        return Step(
            head or token,
            operator,
            self._form(token),
            negated=self._denied(token),
            unclaimed=bool(_IF.search(text)) and self._verbal(token),
            making=self._progressive(token) and self._is_act(token),
        )

    def _intended(self, token: Token, operator: Operator) -> Step:
        """«ашпақ»: the word means the thing and the plan for it."""
        self._plan = operator
        return Step(token, None, composition.FUTURE)

    def _denied(self, token: Token) -> bool:
        tagged = token.feats.get("Polarity") == "Neg" and token.pos == "VERB"
        return tagged or bool(_NEGATED.search(token.text.casefold()))

    def _form(self, token: Token) -> str:
        text = token.text.casefold()
        if tagged := next((form for feature, form in _TAGGED if feature in token.feats.items()), ""):
            return tagged
        if _VERBAL_NOUN.search(text):
            return composition.ONGOING if self._progressive(token) else composition.BARE
        if text.endswith(("тын", "тін")) and _HABIT.search(text) and self._ends_clause(token):
            return composition.DONE  # «бұрын ұн жеткізетін»: what used to be
        present = token.feats.get("Tense") == "Pres" and token.feats.get("VerbForm") == "Fin"
        if present or _AORIST.search(text) or _HABIT.search(text):
            return self._present(token, text)
        if _DONE.search(text):
            return composition.DONE
        if _LET.search(text):
            return composition.IMPERATIVE
        return composition.BARE

    def _present(self, token: Token, text: str) -> str:
        """Return whether an aorist tells what will be done, what goes on, or is a past that only looks like one."""
        if token.feats.get("Tense") != "Pres" and self._past_of_vowel(text):
            return composition.DONE
        made = self._found(token.i)[0]
        talks = self._found(token.i - 1)[0] if token.i else None  # «келіссөз | жүргізеді» is a deed to come
        perfective = made is None or made.name in _PERFECTIVE or (talks is not None and talks.name == "talk")
        told = _HABIT.search(text) is None or text.endswith(("ын", "ін"))
        stands = self._is(token, "going") and not _AORIST.search(text)  # «бірінші орында тұр» is so now
        ahead = perfective and told and not stands and not self._habitual(token)
        return composition.FUTURE if ahead else composition.ONGOING

    def _habitual(self, verb: Token) -> bool:
        """Whether what stands before a verb tells that it is done again and again: «жыл сайын … жеткізеді»."""
        clause = list[Token]()
        for token in reversed(self._tokens[: verb.i]):
            if token.text == ";" or (token.text == "," and _finite(self._tokens[token.i - 1].text)):
                break
            clause.append(token)
        # «Бүгінде … жөнелтеді» is so now, «бүгінде … ашады» will be done.
        now = not self._is_act(verb) and any(self._is(token, "now") for token in clause)
        found = self._found(verb.i)[0]
        begins = self._is_act(verb) or (found is not None and found.name in {"begin", "launch"})
        # «Аптасына екі рет … бастайды»: how often it will be, and not that it is.
        often = now or (not begins and any(self._is(token, "habit") or self._regularly(token) for token in clause))
        return often and not any(self._is(token, "ahead") for token in clause)

    def _regularly(self, token: Token) -> bool:
        """Whether an attribute stands as an adverb: «тұрақты түрде»."""
        behind = self._tokens[token.i + 1 : token.i + 2]
        return self._is(token, "regular") and bool(behind) and behind[0].text.casefold() == "түрде"

    def _ends_clause(self, token: Token) -> bool:
        following = self._tokens[token.i + 1 : token.i + 2]
        return not following or following[0].text in {",", ".", ";", "!", "?"}

    def _past_of_vowel(self, text: str) -> bool:
        """«бастады» is past, as its stem ends in «а», where «ашады» is not; so is «қойды», and what is denied."""
        if re.search(r"(?:[мбп][ае]|(?<![ыіу])л[ае])[дт][ыі]\w{0,3}$", text):
            return True
        ends = re.split(r"[дт][ыі]\w{0,3}$", text)[0]
        return ends in self._stems

    @cached_property
    def _stems(self) -> frozenset[str]:
        """The last words of all phrases: verbs among them stand as stems."""
        return frozenset(words[-1] for entries in self._lexicon.phrases.values() for words, _ in entries)

    def _found(self, at: int) -> tuple[Operator | None, int]:
        """Return the class of the word at a place and where its phrase ends, the longest stems first."""
        text = self._tokens[at].text.casefold()
        if at and self._tokens[at].text[:1].isupper():
            return None, at
        best: tuple[int, Operator | None, int] = (0, None, at)
        intended = self._tokens[at].feats.get("Mood") == "Int"  # «бастамақ» means to begin, and is no «бастама»
        for length in range(len(text) - (_MAQ if intended else 0), 1, -1):
            for stems, operator in self._lexicon.phrases.get(text[:length], ()):
                if length < len(text) and stems[0] in self._lexicon.particles["whole"]:
                    continue
                if stems[0] in self._lexicon.particles["wishing"] and not self._wished(at):
                    continue
                signed = self._tokens[at].case == "Dat" and [
                    t.text.casefold() for t in self._tokens[at + 1 : at + 2]
                ] == ["қол"]
                if operator.name == "plan" and signed and self._tokens[at].lemma in _SIGNED:
                    continue  # «жоспарына қол қойды» signs a document
                if operator.name == "may" and at and self._tokens[at - 1].text.casefold() == "сатып":
                    continue  # «сатып алады» buys and is not able to
                last = self._phrase(at, stems)
                weight = sum(map(len, stems))
                if last is None or (operator.name == "make" and not self._verbal(self._tokens[last])):
                    continue
                if weight > best[0]:
                    best = weight, operator, last
        return best[1], best[2]

    def _wished(self, at: int) -> bool:
        """Whether a word stands behind a form of wishing: «алғысы | келетін»."""
        return at > 0 and _WISH.search(self._tokens[at - 1].text.casefold()) is not None

    def _phrase(self, at: int, stems: tuple[str, ...]) -> int | None:
        for stem in stems[1:]:
            near = range(at + 1, min(at + 3, len(self._tokens)))
            found = next((j for j in near if self._tokens[j].text.casefold().startswith(stem)), None)
            if found is None:
                return None
            at = found
        return at

    def _is(self, token: Token, particle: str) -> bool:
        """Whether a word as printed is a particle: «кейін», not «кейінге»."""
        return token.text.casefold() in self._lexicon.particles[particle]

    def _named(self, name: str) -> Operator:
        return next(o for entries in self._lexicon.phrases.values() for _, o in entries if o.name == name)

    def _verbal(self, token: Token) -> bool:
        text = token.text.casefold()
        if token.pos and (token.case or not _LET.search(text)):
            return token.pos in {"VERB", "AUX"} or "VerbForm" in token.feats
        clear = _AORIST, _HABIT, _NEGATED, _VERBAL_NOUN, _INTENT, _LET
        if any(p.search(text) for p in clear) or re.search(r"(?:[ғгқк][ае]н|[ғгқк][ае]н[ыі]н|[ыі]п|п|се|са)$", text):
            return True
        return bool(re.search(r"[дт][ыі]$", text)) and (self._closing(token.i) or not text.endswith(("мді", "мды")))

    def _attributes(self, trigger: Token) -> list[Step]:
        """Return the participles and adjectives before a noun that colour it: «жоспарланған», «болашақ»."""
        found = []
        for token in reversed(self._tokens[max(0, trigger.i - _BEFORE) : trigger.i]):
            if token.text in _PUNCTUATION or (_finite(token.text) and not _PARTICIPLE.search(token.text)):
                break
            operator = self._found(token.i)[0]
            colours = operator is not None and operator.name in _COLOURS_NOUN
            if colours and re.search(r"(?:[ғгқк][ае]н|ті|тын|тін|л|ғы|ақ)$", token.text):
                found.append(Step(token, operator, negated=bool(_NEGATED.search(token.text))))
        return found

    def _conditions(self, trigger: Token, first: Step) -> None:
        earlier = self._tokens[max(0, trigger.i - _LONGEST) : trigger.i]
        closing = (t.text.casefold() for t in earlier if self._tokens[t.i + 1].text == ",")
        if first.form == composition.FUTURE and any(_IF.search(word) and word != "болса" for word in closing):
            first.unclaimed = True
        for token in reversed(self._tokens[: trigger.i]):
            if token.text in {";", ":"} or (token.text == "," and _finite(self._tokens[token.i - 1].text)):
                return
            if self._is(token, "if"):
                later = self._tokens[trigger.i :]
                ends = next((t.i for t in later if t.text == ","), len(self._tokens))
                first.unclaimed = first.unclaimed or trigger.i < ends
                return

    # The clause ----------------------------------------------------------------------------------------------------

    def _ends(self, at: int, steps: list[Step]) -> bool:
        token, before = self._tokens[at], self._tokens[at - 1]
        if token.text in {";", ":", ".", "(", ")"} or self._is(token, "stops") or _SINCE.search(before.text):
            return True
        if token.text == "," and ((before.pos == "NOUN" and self._has_subject(before)) or _YET.search(before.text)):
            return True
        if token.text == "," and self._has_said(before):
            return True
        if token.text in {",", "—", "–"}:
            following = self._tokens[at + 1].text.casefold() if at + 1 < len(self._tokens) else ""
            closes = any(self._is(before, name) for name in ("closes", "past", "not", "going"))
            return (closes or _finite(before.text)) and following != "деп"
        participle = _PARTICIPLE.search(before.text) or _HABIT.search(before.text)
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
        return above is not None and trigger.lemma in _DOCUMENTS and above.lemma in _FORESEEING

    def _has_subject(self, noun: Token) -> bool:
        """Whether a noun is predicated of another: «Ақтау мен Баку – бауырлас қалалар, …»."""
        return any(t.head == noun.i and t.rel == "nsubj" for t in self._tokens)

    def _goes_on(self, token: Token) -> bool:
        """Whether a word behind a participle belongs to its verb, rather than being the noun that it describes."""
        if token.text in _PUNCTUATION or token.text.casefold() in {
            "жоқ",
            "болды",
            "екен",
            "деп",
            "бар",
            "деген",
            "деді",
        }:
            return True
        return any(self._is(token, name) for name in ("going", "past", "not", "will"))

    def _closing(self, at: int) -> bool:
        """Whether a word ends its clause, as a finite verb does."""
        if at + 1 >= len(self._tokens):
            return True
        following = self._tokens[at + 1]
        return (
            following.text in _PUNCTUATION
            or following.text.casefold() in {"деп", "деді", "және"}
            or any(self._is(following, name) for name in ("going", "past", "not", "stops"))
        )

    def _adjunct(self, trigger: Token) -> bool:
        following = self._tokens[trigger.i + 1] if trigger.i + 1 < len(self._tokens) else None
        one_of = following is not None and following.lemma == "бір" and trigger.i + 2 < len(self._tokens)
        following = self._tokens[trigger.i + 2] if one_of else following  # «мүшелерінің бірі ретінде»
        behind = following is not None and self._is(following, "adjunct")
        return behind or self._carries(trigger) or bool(_ADJUNCT.search(trigger.text))

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


def _finite(text: str) -> bool:
    word = text.casefold()
    return bool(_DONE.search(word) or _AORIST.search(word) or _IF.search(word) or _INTENT.search(word))
