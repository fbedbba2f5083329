"""How firmly a thing is said: modality, polarity and phase, decided once for all kinds, before any status.

A word evokes a thing («подписать», "joint venture"); the words above it («договорились», "has yet to") each do
something to it. What a class of words does is the same in every language; which words stand above another is not.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from coopatlas.language.tokens import NO_HEAD, Sentence, Token
from coopatlas.reading.firmness import english, kazakh, russian
from coopatlas.reading.firmness.composition import BARE, DONE, ONGOING, Step, compose
from coopatlas.reading.firmness.lexicon import Lexicon, Operator, load
from coopatlas.reading.firmness.model import Decide, Firmness
from coopatlas.reading.firmness.settling import settled
from coopatlas.reading.firmness.tree import is_verb

__all__ = ["Decide", "Firmness", "decide", "settled"]

_CHAINS = {"ru": russian.chain, "en": english.chain, "kk": kazakh.chain}
_FIGURE, _VERBS = frozenset({"NUM", "PUNCT", "SYM"}), frozenset({"VERB", "AUX"})
_CLOSING = "\"'»”“’) "


class Language(Protocol):
    """What is asked of a grammar here: which language it is."""

    lang: str


def _word_of(sentence: Sentence, trigger: Token) -> Token:
    """Return the verb that a figure hangs on, else the verb of its clause; any other word itself."""
    if trigger.pos not in _FIGURE or trigger.head == NO_HEAD or trigger.rel == "":
        return trigger
    above = list(sentence.ancestors(trigger))
    verb = next((t for t in above if t.pos in _VERBS), None)
    if verb is None and above:
        roots = (t for t in sentence.tokens[above[-1].i + 1 :] if t.head == NO_HEAD and t.pos in _VERBS)
        verb = next(roots, None)
    return verb or trigger


def decide(grammar: Language, sentence: Sentence, trigger: Token) -> Firmness:
    """Return how firmly a sentence says the thing that one of its words evokes."""
    lexicon = load(grammar.lang)
    trigger = _word_of(sentence, trigger)
    steps = _CHAINS[grammar.lang](lexicon, sentence, trigger)
    last = max(step.token.i for step in steps)
    lapsed = any(lexicon.is_a(token, "but") for token in sentence.tokens[last + 1 :])
    steps[0].unclaimed = steps[0].unclaimed or sentence.text.rstrip(_CLOSING).endswith("?")
    decided = compose(_completed(lexicon, steps), lapsed=lapsed)
    if (decided.modality, decided.phase) == ("stated", ONGOING) and _is_being_built(lexicon, steps):
        decided = replace(decided, phase="planned", by="making")
    return replace(decided, silent=_silent(lexicon, sentence, steps))


def _is_being_built(lexicon: Lexicon, steps: Sequence[Step]) -> bool:
    """Whether a thing is in the making, and not there yet: «строится», «ведётся создание»."""
    return any(step.making or lexicon.is_a(step.token, "building") for step in steps) or any(
        lexicon.is_a(act.token, "acts") and above.operator is not None and above.operator.name == "go_on"
        for act, above in pairwise(steps)
    )


def _silent(lexicon: Lexicon, sentence: Sentence, steps: Sequence[Step]) -> bool:
    """Whether nouns stand alone, or with what they cost: nothing tells how far the thing has come."""
    bare = all((step.form == BARE and not is_verb(step.token)) or lexicon.is_a(step.token, "priced") for step in steps)
    above = sentence.head(steps[-1].token)
    if above is not None and above.feats.get("VerbForm") == "Part":
        return False  # «вернувшийся из поездки»
    return bare and not any(s.negated or s.unclaimed or (s.operator and s.operator.modality) for s in steps)


def _completed(lexicon: Lexicon, steps: Sequence[Step]) -> list[Step]:
    """Return the steps, what ends an act being its doing, and what begins one a plan.

    «Завершил вступление» enters, «завершил поставки» ends; «приступили к созданию» has not created.
    """
    acts = [n for n, step in enumerate(steps) if lexicon.is_a(step.token, "acts")]
    return [
        replace(step, operator=_of_act(step.operator, directly=n - 1 in acts))
        if step.operator is not None and acts and acts[0] < n
        else step
        for n, step in enumerate(steps)
    ]


def _of_act(operator: Operator, *, directly: bool) -> Operator:
    if directly and operator.name == "begin":
        return replace(operator, modality="intention", phase="planned")
    return replace(operator, phase=DONE) if operator.name == "finish" else operator
