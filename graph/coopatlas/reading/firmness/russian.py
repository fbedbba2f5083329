"""What the forms of Russian words tell of firmness."""

from itertools import takewhile

from coopatlas.language.russian.morphology import verb
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.firmness import composition
from coopatlas.reading.firmness.composition import Step
from coopatlas.reading.firmness.lexicon import Lexicon
from coopatlas.reading.firmness.tree import Above, Climb, form_of, is_infinitive, is_verb

_REACH = 8
"""Words between a noun and what governs it where the tree does not say."""
_NEAR = 4
"""Words between «в планах» and what is planned."""
_STOPS = frozenset({",", ";", ":", "(", "»", "."})
_ACTS = ("ние", "тие", "ция", "ство")
_PREDICATIVES = frozenset({"нет", "можно", "нужно", "надо", "нельзя"})


def chain(lexicon: Lexicon, sentence: Sentence, trigger: Token) -> list[Step]:
    """Return the word itself and those above it that colour it, the nearest first."""
    return _Russian(lexicon, sentence).steps(trigger)


class _Russian(Climb):
    carriers = ("ние", "тие", "ция", "ство", "ка", "вка", "уск", "ход")

    def step(self, token: Token) -> list[Step]:
        """Let «следует», «стоит» be no advice, and «собрались» no plan, where no infinitive goes with them."""
        steps = super().step(token)
        if self.lexicon.is_a(token, "gathering") and not self._with_infinitive(token):
            steps[0].operator = None
        if self.lexicon.is_a(token, "impersonal"):
            following = self.tokens[token.i + 1 : token.i + 1 + _REACH]
            if not any(is_infinitive(t) for t in following):
                steps[0].operator = None
        return steps

    def _with_infinitive(self, token: Token) -> bool:
        """Whether an infinitive of its clause goes with a verb: «собираются подписать», «вступать не собирается»."""
        behind = takewhile(lambda t: t.text not in _STOPS, self.tokens[token.i + 1 : token.i + 1 + _REACH])
        ahead = takewhile(lambda t: t.text not in _STOPS, reversed(self.tokens[max(0, token.i - _REACH) : token.i]))
        return any(is_infinitive(t) for t in (*behind, *ahead))

    def over_noun(self, token: Token, head: Token) -> Above:
        """Take a noun that cannot be the subject for the object: «прорабатываем ускоренный поезд»."""
        ours = head.feats.get("Person") in {"1", "2"} and form_of(head) == "Fin"
        if ours and token.rel == "nsubj" and token.case in {"Nom", "Acc", ""}:
            return head, self.plus(head)
        return super().over_noun(token, head)

    def nearby(self, token: Token) -> Above:
        """A genitive belongs to the act named before it, an object or subject to the nearest verb of its clause."""
        if token.case == "Gen":
            for t in reversed(self.tokens[max(0, token.i - _REACH) : token.i]):
                if t.text in _STOPS or is_verb(t):
                    return None
                if t.pos == "NOUN" and t.lemma.endswith(_ACTS):
                    return t, self.plus(t)
            return None
        if token.case not in {"Acc", "Nom"} or self.sentence.children(token, "cop"):
            return None
        for t in self.tokens[max(0, token.i - _NEAR) : token.i]:
            operator = self.operator(t) if t.case == "Loc" and self.tokens[t.i - 1].text.casefold() == "в" else None
            if operator is not None and operator.name == "plan":
                return t, self.plus(t)
        return self._verb_before(token) or self._verb_of(token)

    def _verb_before(self, token: Token) -> Above:
        """Return what colours a noun from before its dash: «обсуждается проект – СП», «предложение – открыть линию»."""
        dash = next((t for t in reversed(self.tokens[max(0, token.i - _NEAR) : token.i]) if t.text in "–—-"), None)
        if dash is None:
            return None
        for t in reversed(self.tokens[max(0, dash.i - _REACH) : dash.i]):
            if t.text in _STOPS:
                return None
            operator = self.operator(t) if self.predicate(t) or t.pos in {"NOUN", "ADP"} else None
            if operator is not None and operator.modality and operator.name not in {"document", "aim"}:
                return t, self.plus(t)
            if self.predicate(t):
                return None
        return None

    def _verb_of(self, token: Token) -> Above:
        for t in self.tokens[token.i + 1 : token.i + 1 + _REACH]:
            if t.text in _STOPS:
                return None
            if self.predicate(t) or is_infinitive(t):
                operator = self.operator(t)
                acts = operator is not None and not operator.tensed and not operator.raises and token.case == "Nom"
                return None if acts else (t, self.plus(t))
        return None

    def form(self, token: Token) -> str:
        beside = self.sentence.children(token, "aux", "cop")
        following = self.tokens[token.i + 1 : token.i + 2]
        if any(self.lexicon.is_a(t, "would") for t in (*beside, *following)):
            return composition.CONDITIONAL
        if any(_will(t) for t in beside) or self._shares_future(token):
            return composition.FUTURE
        if is_infinitive(token) or any(t.lemma == "быть" and is_infinitive(t) for t in beside):
            return composition.INFINITIVE
        if token.feats.get("Mood") == "Imp":
            return composition.IMPERATIVE
        if form_of(token) == "Conv":
            return composition.BARE  # its time is that of the verb that it goes with
        if token.pos not in {"VERB", "AUX"} and not form_of(token):
            return composition.ONGOING if _short(token) else composition.BARE
        return self._tense(token)

    def _tense(self, token: Token) -> str:
        tense = token.feats.get("Tense")
        if token.feats.get("Person") == "1" and (said := self.lexicon.find(self.tokens, token.i)) and said.operator.say:
            return composition.ONGOING  # «отметим» says it now
        if tense != "Pres" and form_of(token) == "Fin" and "Person" in verb(token.text):
            return composition.FUTURE  # a past has no person, and the tagger does not always see «учредят»
        if form_of(token) == "Fin" and (tense == "Fut" or (tense == "Pres" and _perfective(token))):
            return composition.FUTURE
        if tense == "Pres" and form_of(token) == "Fin":
            if self._is_to_come(token):
                return composition.FUTURE
            return composition.DONE if self.lexicon.is_a(token, "punctual") else composition.ONGOING
        return composition.ONGOING if tense == "Pres" else composition.DONE

    def _is_to_come(self, verb: Token) -> bool:
        """Whether what is told in the present is to come: «завтра открываем», «в следующем месяце запускаем»."""
        times = (t for t in self.sentence.children(verb, "obl", "advmod") if t.lemma in self.lexicon.particles["times"])
        near = [*self.sentence.children(verb, "advmod"), *(t for one in times for t in self.sentence.children(one))]
        if any(self.lexicon.is_a(t, "soon") for t in near):
            return True
        ours = verb.feats.get("Person") == "1" and verb.feats.get("Number") == "Plur"
        either = ours or self.lexicon.is_a(verb, "biaspectual")
        return either and any(t.lemma in self.lexicon.particles["months"] for t in self.sentence.children(verb, "obl"))

    def _shares_future(self, token: Token) -> bool:
        """Whether «будет» before the first of a list stands for this one too."""
        head = self.sentence.head(token)
        if head is None or token.rel != "conj" or not _short(token) or self.sentence.children(token, "aux", "cop"):
            return False
        return any(_will(t) for t in self.sentence.children(head, "aux", "cop"))

    def imperfect(self, token: Token) -> bool:
        past = token.feats.get("Tense") == "Past" and token.feats.get("Aspect") == "Imp"
        beside = self.sentence.children(token, "cop", "aux")
        return past or any(t.lemma == "быть" and t.feats.get("Tense") == "Past" for t in beside)

    def predicate(self, token: Token) -> bool:
        return form_of(token) == "Fin" or _short(token) or token.lemma in _PREDICATIVES

    def conditional(self, token: Token) -> bool:
        marks = self.sentence.children(token, "mark", "advmod", "cc")
        following = self.tokens[token.i + 1 : token.i + 2]
        if any(self.lexicon.is_a(t, "if") for t in marks) or any(self.lexicon.is_a(t, "whether") for t in following):
            return True
        if (any(t.lemma == "что" for t in marks) or self._of_that(token)) and self._unsaid():
            return True
        return self.form(token) == composition.FUTURE and any(
            self.lexicon.is_a(t, "if")
            for clause in self.sentence.children(token, "advcl")
            for t in self.sentence.children(clause, "mark", "advmod")
        )

    def _of_that(self, token: Token) -> bool:
        """Whether a word stands behind «о том, что», whatever the tree makes of it."""
        at = self.sentence.text.casefold().find("о том, что ")
        return 0 <= at < token.start - self.sentence.start

    def _unsaid(self) -> bool:
        """Whether the sentence says that someone did not say it: «о том, что …, я не говорил»."""
        said = (t for t in self.tokens if form_of(t) == "Fin" and self.tokens[t.i - 1].text.casefold() == "не" and t.i)
        return any((found := self.lexicon.find(self.tokens, t.i)) and found.operator.say for t in said)

    def negated(self, token: Token) -> tuple[bool, bool]:
        at = token.i - 1
        beside = {t.i for t in self.sentence.children(token, "aux", "cop", "case")}
        while at > 0 and (at in beside or self.tokens[at].lemma == "быть"):
            at -= 1
        if at >= 0 and self.lexicon.is_a(self.tokens[at], "without"):
            return True, False
        distant = self._distant(token) or self._behind(token)
        if not distant and (at < 0 or not self.lexicon.is_a(self.tokens[at], "not")):
            return False, False
        if not distant and self.tokens[at].lemma == "ни" and any(t.lemma == "не" for t in self.tokens):
            return False, False
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else token
        if not distant and self.lexicon.is_a(following, "only"):
            return False, False
        before = self.tokens[at - 1].text.casefold() if at > 0 else ""
        return True, before in self.lexicon.particles["longer"]

    def _behind(self, token: Token) -> bool:
        """Whether «не» stands before an auxiliary that follows its word: «подписано не было»."""
        later = [t for t in self.sentence.children(token, "aux", "cop") if t.i > token.i]
        return any(self.tokens[t.i - 1].text.casefold() == "не" for t in later)

    def _distant(self, token: Token) -> bool:
        """Whether «не» stands before the auxiliaries and adverbs of a word."""
        return any(
            t.text.casefold() == "не"
            and t.i < token.i
            and all(between.pos in {"AUX", "ADV", "PART"} for between in self.tokens[t.i + 1 : token.i])
            for t in self.sentence.children(token, "advmod")
        )


def _short(token: Token) -> bool:
    return token.feats.get("Variant") == "Short"


def _perfective(token: Token) -> bool:
    """Whether a present is of a perfective verb; the tagger takes some imperfectives in «-ать» for such."""
    return token.feats.get("Aspect") == "Perf" and not token.lemma.removesuffix("ся").endswith(("ать", "ять"))


def _will(token: Token) -> bool:
    return token.text.casefold().startswith("буд") and token.feats.get("VerbForm") != "Conv"  # «будучи» is no future
