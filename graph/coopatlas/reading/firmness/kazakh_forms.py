"""What a Kazakh word tells by its form in its clause: whether it is done, goes on, will be, or is denied; its class."""

import re
from functools import cached_property

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.firmness import composition
from coopatlas.reading.firmness.kazakh_endings import (
    AORIST,
    DONE,
    HABIT,
    INTENT,
    LET,
    NEGATED,
    VERBAL_NOUN,
    WISH,
    is_finite,
)
from coopatlas.reading.firmness.lexicon import Lexicon, Operator

_MAQ = len("мақ")
_TAGGED = (
    (("Mood", "Int"), composition.FUTURE),
    (("Tense", "Past"), composition.DONE),
    (("Aspect", "Prog"), composition.ONGOING),
)
"""Features of a tagged verb form that tell its time."""
_PERFECTIVE = frozenset({"make", "begin", "end", "refuse", "cancel", "manage"})
"""Classes of verbs whose present tells what will be done."""
PUNCTUATION = frozenset(',;:.!?—–()«»"“”')


class Forms:
    """The words of a sentence by their forms and by what the lexicon says of them."""

    def __init__(self, lexicon: Lexicon, sentence: Sentence) -> None:
        self._lexicon = lexicon
        self._tokens = sentence.tokens

    def _progressive(self, verb: Token) -> bool:
        """Whether a verbal noun in the locative ends a clause as its verb: «зауыт салуда»."""
        goes_on = verb.feats.get("VerbForm") == "Vnoun" and verb.case == "Loc" and "Poss" not in verb.feats
        return goes_on and self._closing(verb.i)

    def _makes(self, token: Token) -> bool:
        """Whether a word of making is a verb, or the noun of an act: «зауыттың | құрылысы басталды»."""
        return self._verbal(token) or self._lexicon.is_a(token, "acts")

    def _is_act(self, verb: Token) -> bool:
        """Whether a verb is one of an act that is done when it is finished; «құрып келеді» has gone on for long."""
        return self._lexicon.is_a(verb, "acts") or self._lexicon.is_a(verb, "making")

    def _denied(self, token: Token) -> bool:
        tagged = token.feats.get("Polarity") == "Neg" and token.pos == "VERB"
        return tagged or bool(NEGATED.search(token.text.casefold()))

    def _form(self, token: Token) -> str:
        text = token.text.casefold()
        if tagged := next((form for feature, form in _TAGGED if feature in token.feats.items()), ""):
            return tagged
        if VERBAL_NOUN.search(text):
            return composition.ONGOING if self._progressive(token) else composition.BARE
        if text.endswith(("тын", "тін")) and HABIT.search(text) and self._ends_clause(token):
            return composition.DONE  # «бұрын ұн жеткізетін»: what used to be
        present = token.feats.get("Tense") == "Pres" and token.feats.get("VerbForm") == "Fin"
        if present or AORIST.search(text) or HABIT.search(text):
            return self._present(token, text)
        if DONE.search(text):
            return composition.DONE
        if LET.search(text):
            return composition.IMPERATIVE
        return composition.BARE

    def _present(self, token: Token, text: str) -> str:
        """Return whether an aorist tells what will be done, what goes on, or is a past that only looks like one."""
        if token.feats.get("Tense") != "Pres" and self._past_of_vowel(text):
            return composition.DONE
        made = self._found(token.i)[0]
        talks = self._found(token.i - 1)[0] if token.i else None  # «келіссөз | жүргізеді» is a deed to come
        perfective = made is None or made.name in _PERFECTIVE or (talks is not None and talks.name == "talk")
        told = HABIT.search(text) is None or text.endswith(("ын", "ін"))
        stands = self._is(token, "going") and not AORIST.search(text)  # «бірінші орында тұр» is so now
        ahead = perfective and told and not stands and not self._habitual(token)
        return composition.FUTURE if ahead else composition.ONGOING

    def _habitual(self, verb: Token) -> bool:
        """Whether what stands before a verb tells that it is done again and again: «жыл сайын … жеткізеді»."""
        clause = list[Token]()
        for token in reversed(self._tokens[: verb.i]):
            if token.text == ";" or (token.text == "," and is_finite(self._tokens[token.i - 1].text)):
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
        if re.search(r"(?:[мбп][ае]|(?<![ыіу])л[ае])д[ыі]\w{0,3}$", text):  # «келетінін» is to come: no past in «-ті»
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
                if operator.name == "plan" and signed and self._tokens[at].lemma in self._lexicon.particles["signed"]:
                    continue  # «жоспарына қол қойды» signs a document
                if operator.name == "may" and at and self._tokens[at - 1].text.casefold() == "сатып":
                    continue  # «сатып алады» buys and is not able to
                last = self._phrase(at, stems)
                weight = sum(map(len, stems))
                if last is None or (operator.name == "make" and not self._makes(self._tokens[last])):
                    continue
                if weight > best[0]:
                    best = weight, operator, last
        return best[1], best[2]

    def _wished(self, at: int) -> bool:
        """Whether a word stands behind a form of wishing: «алғысы | келетін»."""
        return at > 0 and WISH.search(self._tokens[at - 1].text.casefold()) is not None

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
        if token.pos and (token.case or not LET.search(text)):
            return token.pos in {"VERB", "AUX"} or "VerbForm" in token.feats
        clear = AORIST, HABIT, NEGATED, VERBAL_NOUN, INTENT, LET
        if any(p.search(text) for p in clear) or re.search(r"(?:[ғгқк][ае]н|[ғгқк][ае]н[ыі]н|[ыі]п|п|се|са)$", text):
            return True
        return bool(re.search(r"[дт][ыі]$", text)) and (self._closing(token.i) or not text.endswith(("мді", "мды")))

    def _closing(self, at: int) -> bool:
        """Whether a word ends its clause, as a finite verb does."""
        if at + 1 >= len(self._tokens):
            return True
        following = self._tokens[at + 1]
        return following.text in PUNCTUATION or any(
            self._is(following, name) for name in ("going", "past", "not", "stops", "behind_clause")
        )
