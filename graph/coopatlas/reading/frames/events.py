"""The word that tells what became of a thing that is named: «подписали» of «соглашение»."""

from collections.abc import Iterator

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.filling import VERBAL
from coopatlas.reading.frames.evoking import PHRASAL_REACH, active
from coopatlas.reading.lexicon import Frame


def is_in_place(discourse: Discourse, sentence: Sentence, token: Token, frame: Frame) -> bool:
    """Whether the words that a frame asks for stand in the clause, none that it excludes, and the form fits."""
    if any(token.feats.get(name) != value for name, value in frame.form.items()):
        return False
    if not (frame.near or frame.without):
        return True
    bounds = discourse.grammar.clause(sentence, token)
    words = (*sentence.tokens[bounds.first : bounds.last + 1], *_qualified(sentence, token))
    lemmas = {t.lemma for t in words if not of_a_time(discourse.lang, sentence, t)}
    near = lemmas | {active(discourse.lang, lemma) for lemma in lemmas}
    told = bool(frame.near & near) or _told_apart(sentence, token, frame) is not None
    return (not frame.near or told) and not frame.without & lemmas


def of_a_time(lang: str, sentence: Sentence, word: Token) -> bool:
    """Whether an attribute only counts a stretch of time: «в первом | квартале» begins nothing."""
    behind = sentence.tokens[word.i + 1 : word.i + 2]
    spans = lexicon.lists(lang, "references", ("spans",))["spans"]
    return word.pos == "ADJ" and any(t.lemma in spans for t in behind)


def _told_apart(sentence: Sentence, token: Token, frame: Frame) -> Token | None:
    """Return the verb of a relative clause that tells what a frame asks for: "the consulate, which opened in May"."""
    verbs = sentence.children(token, "acl:relcl")
    return next((t for t in verbs if t.lemma in frame.near), None)


def _qualified(sentence: Sentence, token: Token) -> list[Token]:
    """Return the noun that the clause of a word tells more of: «поезд, который свяжет A и B»."""
    above = sentence.head(token) if token.rel.startswith("acl") else None
    return [above] if above is not None else []


def event_of(sentence: Sentence, token: Token, frame: Frame) -> Token | None:
    """Return the word that tells what became of a thing: «подписали» of an agreement; of a frame without, the word."""
    if not frame.event:
        near = frame.near & {t.lemma for t in sentence.tokens[: token.i + 1]}
        return (None if near else _told_apart(sentence, token, frame)) or token
    above = list(_above(sentence, token))
    places = {t.i for t in above}
    found = [t for t in sentence.tokens if t.lemma in frame.event and _said_of(sentence, t, token, places)]
    nearest = sorted(found, key=lambda t: (t.pos not in VERBAL, abs(t.i - token.i)))
    event = next(iter(nearest), token if "" in frame.event else None)
    # «приступили к созданию консульства»: the act is what they did, or began, and tells by whom it is governed.
    acts = above[: above.index(event)] if event in above else []
    return next((act for act in acts if act.lemma in frame.event and act.pos == "NOUN"), event)


def is_carried_out(lang: str, sentence: Sentence, token: Token, event: Token) -> bool:
    """Whether a thing is only what another carries out: «подписали карту по реализации соглашения»."""
    carried = lexicon.lists(lang, "references", ("carried",))["carried"]
    above = list(_above(sentence, token)) if carried else []
    between = above[: above.index(event)] if event in above else []
    beside = [t for t in sentence.tokens[max(0, token.i - _BESIDE) : token.i] if t.i > event.i or event is token]
    return any(word.lemma in carried for word in (*between, *beside)) and event.lemma not in carried


def is_of_another(sentence: Sentence, token: Token, event: Token, frame: Frame) -> bool:
    """Whether something else comes about with or at a thing: «при посольстве открыт центр», «посольство открыло школу».

    What a mission begins or ends is its work; of any other object it is who acts.
    """
    path = [token]
    for word in sentence.ancestors(token):
        if word.i == event.i:
            break
        path.append(word)
    else:
        return False
    if event.pos not in VERBAL or any(word.lemma in frame.event for word in path):
        return False
    nearest = path[-1]
    if nearest.rel.startswith("obl"):
        before = [t.lemma for t in sentence.children(nearest, "case")]
        return nearest.case != "Acc" and bool(before) and before != ["из"]  # «из трёх консульств закрыли два»
    work = lexicon.lists(frame.lang, "references", ("operation",))["operation"]
    objects = [t for t in sentence.children(event, "obj") if t.i not in {nearest.i, token.i} and t.lemma not in work]
    return nearest.rel == "nsubj" and bool(objects)


def is_theirs(lang: str, sentence: Sentence, token: Token) -> bool:
    """Whether a verb goes on with those of whom it was told: «Говорили о …», and no «Жители говорили о …»."""
    talkers = lexicon.lists(lang, "references", ("talkers",))["talkers"]
    people = {m.head for m in sentence.mentions if m.kind == "person"}
    return all(t.lemma in talkers or t.i in people for t in sentence.children(token, "nsubj"))


def is_drafted(lang: str, sentence: Sentence, token: Token, event: Token) -> bool:
    """Whether what is done is done with the draft of a document: «обменялись проектами соглашения» signs nothing."""
    drafts = lexicon.lists(lang, "references", ("drafts",))["drafts"]
    above = list(_above(sentence, token)) if drafts else []
    return event in above and any(word.lemma in drafts for word in above[: above.index(event)])


_BESIDE = 4
"""Words before a document in which it is told to be carried out, wherever the tree hangs that."""
_COMPLETING = frozenset({"xcomp", "csubj", "conj", "obj", "obl", "nsubj", "nmod"})


def _above(sentence: Sentence, token: Token) -> Iterator[Token]:
    """Yield the words above a token up to the end of its clause and of those that it completes."""
    below = token
    for word in sentence.ancestors(token):
        if below.pos == "VERB" and below.rel in _PARTING:
            return
        yield word
        below = word


_PARTING = frozenset({"conj", "parataxis", "ccomp", "acl:relcl", "advcl"})


def _said_of(sentence: Sentence, event: Token, token: Token, above: set[int]) -> bool:
    """Whether one word governs another, qualifies it, or completes what governs it and has no object of its own."""
    if event.i in above or token.i in {event.head, event.i}:
        return True
    if not above:
        return True  # the tree does not tell
    between = sentence.tokens[event.i + 1 : token.i]
    near = event.i < token.i <= event.i + PHRASAL_REACH and not any(t.pos in {"VERB", "PUNCT"} for t in between)
    if near and event.pos == "NOUN" and token.case == "Gen":
        return True  # «создание с партнерами совместного предприятия»
    subjects = sentence.children(event, "nsubj", "nsubj:pass") if event.rel == "conj" else []
    if subjects and all(s.i != token.i for s in subjects):
        return False  # "opened its embassy, and the consulate of Y | works": of another
    beside = event.head in above and event.rel.split(":")[0] in _COMPLETING
    own = [o for o in sentence.children(event, "obj", "nmod") if not sentence.children(o, "case")]
    return beside and not any(o.i != token.i for o in own)
