"""How firmly a figure of trade is said, until the clause's own firmness is decided for all kinds alike."""

from dataclasses import replace

from coopatlas.language.tokens import Token
from coopatlas.reading.firmness import Decide, Firmness, settled
from coopatlas.reading.firmness.lexicon import load
from coopatlas.reading.flows.passage import Passage
from coopatlas.reading.flows.words import Words

_MODALITIES = ("readiness", "proposal", "evaluation", "intention")
_BEHIND = 60
"""Code points behind a figure in which a verb at the end says how firmly."""


def trigger(passage: Passage, place: int) -> Token | None:
    """Return the verb of the clause that says what stands at a place: the nearest before it, else behind it."""
    sentence, clause = passage.sentence, passage.clause(place)
    inside = [t for t in sentence.tokens if clause[0] <= t.start - sentence.start < clause[1]]
    verbs = [t for t in inside if t.pos in {"VERB", "AUX"} and _is_predicate(t)]
    passive = {t.i for t in verbs if t.feats.get("Variant") == "Short"}
    verbs = [t for t in verbs if t.pos != "AUX" or t.head not in passive]  # «будет | отгружено»
    before = [t for t in verbs if t.start - sentence.start <= place]
    if before and not passage.form.head_final:
        return before[-1]
    behind = [t for t in verbs if t.start - sentence.start >= place]
    behind = [t for t in behind if t.rel != "acl:relcl"] or behind
    return next(iter(behind or before), None) or next((t for t in inside if t.end - sentence.start > place), None)


def _is_predicate(token: Token) -> bool:
    told = token.feats.get("VerbForm") == "Part" and token.case == "Acc" and token.rel == "xcomp"  # «өсетінін айтты»
    return told or token.feats.get("VerbForm") not in {"Part", "Conv"} or token.feats.get("Variant") == "Short"


def of_figure(words: Words, passage: Passage, start: int, end: int, decide: Decide | None) -> Firmness:
    """Return the firmness of what stands at a place of a sentence."""
    decided = of_verb(words, passage, start, decide)
    if not decided.claimed or decided.polarity == "negative" or _is_reached(words, passage, start):
        return decided
    decided = _standing(words, passage, start, decided)
    clause = passage.clause(start)
    begin = _opening(passage, start, clause[0])
    around = _undated(passage)[begin : min(clause[1], end + _BEHIND) if passage.form.head_final else start]
    if decided.modality not in {"stated", "intention"}:
        return decided
    for modality in _MODALITIES if decided.modality == "stated" else ("evaluation",):
        pattern = words.modality.get(modality)
        if pattern is not None and pattern.search(around):
            return Firmness(modality, decided.polarity, phase="planned")
    return decided


def _undated(passage: Passage) -> str:
    """Return the text of a sentence without its periods: "in May" is no "may"."""
    text = passage.text
    for period in passage.periods:
        text = text[: period.start] + " " * (period.end - period.start) + text[period.end :]
    return text


def _opening(passage: Passage, place: int, clause: int) -> int:
    """Return where that begins which may colour a figure: with its clause, or the verb of its relative clause."""
    verb = trigger(passage, place)
    if verb is None or verb.rel != "acl:relcl":
        return clause
    at = verb.start - passage.sentence.start
    return at if clause < at <= place and "," not in passage.text[at:place] else clause


def _standing(words: Words, passage: Passage, place: int, decided: Firmness) -> Firmness:
    """Return what a verb in the present says as so, where it tells a measure and no goal is named: «құрайды»."""
    verb = trigger(passage, place)
    plain = decided.by in _PLAIN and decided.modality == "intention"
    if verb is None or not plain or verb.lemma not in words.standing or verb.feats.get("Tense") != "Pres":
        return decided
    aims = any(period.role == "goal" for period in passage.periods)
    return decided if aims else replace(decided, modality="stated", phase="ongoing")


def of_list(words: Words, passage: Passage, start: int, end: int, decide: Decide | None) -> Firmness:
    """Return the firmness of what a flow consists of: a present that may be a future tells what goes on, «құрайды»."""
    held = of_figure(words, passage, start, end, decide)
    verb = trigger(passage, start)
    if decide is not None and verb is not None and verb.start - passage.sentence.start == start:
        # what a figure's verb denies is the figure, what a list's verb denies is the flow: «не вывозит говядину»
        denied = decide(passage.sentence, verb)
        held = replace(held, polarity=denied.polarity) if denied.polarity == "negative" and denied.claimed else held
    present = passage.form.future_present and verb is not None and verb.feats.get("Tense") in {"Pres", "Hab"}
    present = present and not any(load(passage.lang).is_a(token, "ahead") for token in passage.sentence.tokens)
    if present and held.by in _PLAIN and held.modality == "intention":
        return replace(held, modality="stated", phase="ongoing")
    return held


def _is_reached(words: Words, passage: Passage, place: int) -> bool:
    """Whether an infinitive tells what a change came to: "grew by a fifth to reach $5 million"."""
    verb = trigger(passage, place)
    if verb is None or verb.feats.get("VerbForm") != "Inf" or verb.lemma not in words.reached:
        return False
    above = passage.sentence.head(verb)
    return above is not None and above.feats.get("Tense") == "Past" and words.changes(above.text)


def _sets_beside(passage: Passage) -> bool:
    """Whether the conditional of a verb of a flow sets one list beside another: «… шығарылса, … әкелінеді»."""
    starts = {passage.sentence.start + flow.start for flow in passage.flows if flow.verb}
    return any(t.start in starts and t.feats.get("VerbForm") == "Cnd" for t in passage.sentence.tokens)


def _fallen(words: Words, verb: Token, told: Firmness) -> Firmness:
    """Return what a verb of fall tells of a figure, which denies nothing though it may refuse: "exports dropped"."""
    falls = told.by in _DENYING and told.trigger == verb.text and words.changes(verb.text)
    return Firmness() if falls and told.modality == "stated" and told.claimed else told


_DENYING = frozenset({"refuse", "cancel", "end"})
_PLAIN = frozenset({"make", ""})
"""What decides where the verb itself does, or its tense alone, and no word above it."""


def of_verb(words: Words, passage: Passage, start: int, decide: Decide | None) -> Firmness:
    """Return what the verb of a clause decides of what stands at a place; that itself may be denied alone."""
    verb = trigger(passage, start)
    if decide is None or verb is None:
        return Firmness()
    if _is_reached(words, passage, start):
        verb = passage.sentence.head(verb) or verb
    told = _fallen(words, verb, decide(passage.sentence, verb))
    set_beside = not words.found("if", passage.text)
    beside = set_beside and verb.feats.get("VerbForm") == "Cnd"
    set_beside = set_beside and _sets_beside(passage)
    decided = settled("trade", Firmness() if beside else told)  # «экспорт 5 млн доллар болса, импорт …»
    if set_beside and not decided.claimed:
        decided = replace(decided, claimed=True)
    if told.polarity == "negative" and verb.lemma in words.existing:
        return replace(decided, claimed=False)  # «такого товарооборота никогда не было»
    if decided.modality == "interest":
        decided = replace(decided, modality="intention")
    token = next((t for t in passage.sentence.tokens if t.end - passage.sentence.start > start), verb)
    own = settled("trade", _fallen(words, verb, decide(passage.sentence, token)))
    if not own.claimed and not set_beside:
        return own
    return replace(decided, polarity="negative") if own.polarity == "negative" else decided
