"""What runs no more: «рейс, который не ходит с марта», «линия перестала работать», «прекращённые рейсы»."""

from coopatlas.language.grammar import CLAUSE
from coopatlas.language.tokens import Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import Draft

_KINDS = frozenset({"route"})
"""Kinds of what runs: of such, that it does not is that it is closed."""


def has_stopped(discourse: Discourse, draft: Draft) -> bool:
    """Whether the sentence says of what a word evokes that it runs no more, whatever else is said of it."""
    lists = lexicon.lists(discourse.lang, "references", ("running", "stopped"))
    if draft.kind not in _KINDS or not lists["running"]:
        return False
    sentence, trigger = draft.sentence, draft.trigger
    stopped = (t for t in sentence.children(trigger, "acl", "amod") if t.lemma in lists["stopped"])
    if any(t.feats.get("VerbForm") == "Part" or t.pos == "ADJ" for t in stopped):
        return True
    verbs = (t for t in sentence.tokens if t.pos == "VERB" and t.lemma in lists["running"])
    return any(_is_denied(discourse, draft, verb, lists["stopped"]) for verb in verbs)


def _is_denied(discourse: Discourse, draft: Draft, verb: Token, stopped: frozenset[str]) -> bool:
    """Whether a verb of running is denied of a word, or brought to an end: «не ходит», «перестал ходить»."""
    sentence = draft.sentence
    above = sentence.head(verb)
    ended = above is not None and above.lemma in stopped
    particles = lexicon.words(discourse.lang, "firmness").get("particles", {})
    before = [t.lemma for t in sentence.tokens[max(0, verb.i - _NEAR) : verb.i]]
    yet = any(word in particles.get("yet", ()) for word in before)  # «пока не ходит»
    denied = verb.feats.get("VerbForm") == "Fin" and before[-1:] and before[-1] in particles.get("not", ()) and not yet
    if denied and verb.i == draft.trigger.i:
        return True
    asked = (above,) if ended and above is not None else (verb,) if denied else ()
    return any(
        a.head.i == draft.trigger.i or _relative(draft, word)
        for word in asked
        for a in discourse.grammar.arguments(sentence, word)
        if a.function in {"subj", "obj"} and a.rank <= CLAUSE
    )


_NEAR = 3
"""Words before a verb that may tell that it does not yet."""


def _relative(draft: Draft, verb: Token) -> bool:
    """Whether a verb tells more of a word: «поезд, который не ходит»."""
    return verb.rel.startswith("acl") and verb.head == draft.trigger.i
