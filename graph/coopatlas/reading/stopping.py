"""What runs no more: «рейс, который не ходит с марта», «линия перестала работать», «прекращённые рейсы»."""

from coopatlas.language.grammar import CLAUSE
from coopatlas.language.tokens import Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import Draft
from coopatlas.reading.firmness import Decide

_KINDS = frozenset({"route"})
"""Kinds of what runs: of such, that it does not is that it is closed."""


def has_stopped(discourse: Discourse, draft: Draft, decide: Decide) -> bool:
    """Whether the sentence states of what a word evokes that it runs no more, whatever else is said of it.

    A stop that is denied, feared, or still to come is none.
    """
    lists = lexicon.lists(discourse.lang, "references", ("running", "stopped"))
    if draft.kind not in _KINDS or not lists["running"]:
        return False
    sentence, trigger = draft.sentence, draft.trigger
    stopped = (t for t in sentence.children(trigger, "acl", "amod") if t.lemma in lists["stopped"])
    if any(t.feats.get("VerbForm") == "Part" or t.pos == "ADJ" for t in stopped):
        return True
    verbs = (t for t in sentence.tokens if t.pos == "VERB" and t.lemma in lists["running"])
    return any(_ends(discourse, draft, verb, lists["stopped"], decide) for verb in verbs)


def _ends(discourse: Discourse, draft: Draft, verb: Token, stopped: frozenset[str], decide: Decide) -> bool:
    """Whether a verb of running is denied of a word, or brought to an end: «не ходит», «перестал ходить»."""
    sentence = draft.sentence
    above = sentence.head(verb)
    if above is not None and above.lemma in stopped:
        told = decide(sentence, above)
        ends = told.claimed and (told.modality, told.polarity, told.phase) == ("stated", "positive", "ended")
        return ends and _is_of(discourse, draft, above)
    if not _is_denied(discourse, draft, verb):
        return False
    told = decide(sentence, verb)
    so = told.claimed and (told.modality, told.polarity) == ("stated", "negative")
    return so and (verb.i == draft.trigger.i or _is_of(discourse, draft, verb))


def _is_denied(discourse: Discourse, draft: Draft, verb: Token) -> bool:
    """Whether a finite verb is denied for good: neither «пока не ходит» nor «не ходит по понедельникам»."""
    sentence = draft.sentence
    particles = lexicon.words(discourse.lang, "firmness").get("particles", {})
    before = [t.lemma for t in sentence.tokens[max(0, verb.i - _NEAR) : verb.i]]
    if verb.feats.get("VerbForm") != "Fin" or before[-1:] == [] or before[-1] not in particles.get("not", ()):
        return False
    yet = any(word in particles.get("yet", ()) for word in before)
    times = (t for t in sentence.children(verb, "obl") if t.lemma in particles.get("times", ()))
    some = any(t.feats.get("Number") == "Plur" and t.case == "Dat" for t in times)
    return not yet and not some


def _is_of(discourse: Discourse, draft: Draft, verb: Token) -> bool:
    """Whether a word is subject or object of a verb, or told more of by it."""
    return any(
        a.head.i == draft.trigger.i or _relative(draft, verb)
        for a in discourse.grammar.arguments(draft.sentence, verb)
        if a.function in {"subj", "obj"} and a.rank <= CLAUSE
    )


_NEAR = 3
"""Words before a verb that may tell that it does not yet."""


def _relative(draft: Draft, verb: Token) -> bool:
    """Whether a verb tells more of a word: «поезд, который не ходит»."""
    return verb.rel.startswith("acl") and verb.head == draft.trigger.i
