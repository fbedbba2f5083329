"""The one matcher: a word evokes a frame, and arguments of the word fill its roles by function and type.

After Odin/Eidos (Valenzuela-Escárcega et al. 2018): templates of syntax times triggers of meaning. The grammar of the
language has undone passives, participles, relative clauses and lists.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from coopatlas.language.form import form
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import kinds
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import CONTEXT, SLOT, TRUST, Draft, Filler
from coopatlas.reading.filling import VERBAL, Filling
from coopatlas.reading.filling.chains import chains
from coopatlas.reading.frames.completing import are_together, complete_means, complete_posted, complete_states, is_alone
from coopatlas.reading.frames.events import (
    event_of,
    is_carried_out,
    is_drafted,
    is_in_place,
    is_of_another,
    is_theirs,
    of_a_time,
)
from coopatlas.reading.frames.evoking import evoked
from coopatlas.reading.frames.harbours import has_port
from coopatlas.reading.frames.origins import add_origins
from coopatlas.reading.frames.pairs import complete_addressed, complete_counterpart, complete_pair, name_by_topic
from coopatlas.reading.frames.parting import parted
from coopatlas.reading.frames.standing import stand_for_states
from coopatlas.reading.frames.subjects import imply_subject
from coopatlas.reading.lexicon import Frame

_BESIDE = 7
"""Words around a trigger among which one may say more of it: the means of a route, the type of a document."""


def read(discourse: Discourse, sentence: Sentence) -> Iterator[Draft]:
    """Yield the facts in the making that the words of a sentence evoke, of each kind and word the fullest."""
    known = lexicon.load(discourse.lang)
    best: dict[tuple[str, int, int], Draft] = {}
    for token in sentence.tokens:
        for frame, reflexive in evoked(known, sentence, token):
            for chain in range(_chains(sentence, token, frame)):
                draft = _filled(discourse, sentence, token, frame, reflexive=reflexive, chain=chain)
                if draft is None:
                    continue
                key = frame.kind, token.i, chain
                if key not in best or _weight(draft) > _weight(best[key]):
                    best[key] = draft
    told: list[Draft] = []
    whole = {draft.kind for draft in best.values() if not draft.lacks}
    for draft in best.values():
        if draft.lacks and draft.kind in whole:
            continue
        if not (discourse.form.head_final and _told_by_its_noun(draft, best.values())):
            told.append(draft)
    for draft in _without_subjects(told):
        yield from parted(known, draft)


def _told_by_its_noun(draft: Draft, drafts: Iterable[Draft]) -> bool:
    """Whether a word qualifies a noun that evokes the same kind: «жалғайтын | рейс», «бағыты бойынша | рейс»."""
    trigger = draft.trigger
    return trigger.rel in {"acl", "nmod"} and any(d.kind == draft.kind and d.trigger.i == trigger.head for d in drafts)


def _without_subjects(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out what a noun tells that its verb tells too: «паром A – B | будет ходить», «поезд | отправился в рейс».

    What the noun itself is, a train or a ferry, is told of its verb.
    """
    again: set[int] = set()
    for n, draft in enumerate(drafts):
        values = {(role, f.value) for role, fillers in draft.roles.items() for f in fillers if f.mention is not None}
        for other in (d for d in drafts if d.kind == draft.kind and values and _shares_verb(draft, d)):
            told = {(role, f.value) for role, fillers in other.roles.items() for f in fillers}
            if n not in again and values <= told and _end_alike(draft, other):
                again.add(n)
                own = {role: f for role, f in draft.roles.items() if role != "status" and f[0].first == draft.trigger.i}
                other.roles.update(own if draft.trigger.rel.startswith("nsubj") else {})
    return [draft for n, draft in enumerate(drafts) if n not in again]


def _end_alike(draft: Draft, other: Draft) -> bool:
    """Whether the verb does not end what its noun leaves going: its word may be of the next clause."""
    return _ENDED not in set(other.values("status")) - set(draft.values("status"))


_ENDED = "closed"


def _shares_verb(draft: Draft, other: Draft) -> bool:
    """Whether a noun is the subject of the verb that evokes another draft, or stands beside its subject: «в рейс»."""
    noun, word = draft.trigger, other.trigger
    if noun.pos != "NOUN" or noun.head < 0 or noun.i == word.i or other.lacks:
        return False
    if noun.rel.startswith("nsubj"):
        return word.i == noun.head and word.pos in VERBAL
    return noun.rel == "obl" and (word.i == noun.head or (word.head == noun.head and word.rel.startswith("nsubj")))


def _chains(sentence: Sentence, token: Token, frame: Frame) -> int:
    """Return of how many pairs of names joined by dashes a frame may tell at a word; one where it asks for none."""
    dashed = any(slot.function == "first" for slots in frame.roles.values() for slot in slots)
    return max(1, len(chains(sentence, token))) if dashed else 1


def _weight(draft: Draft) -> tuple[bool, int, float]:
    return not draft.lacks, sum(1 for filler in draft.fillers() if filler.source != CONTEXT), draft.confidence


def _filled(
    discourse: Discourse, sentence: Sentence, token: Token, frame: Frame, *, reflexive: bool, chain: int
) -> Draft | None:
    """Return what a frame makes of a word, or nothing where a role that it requires is not filled."""
    if not is_in_place(discourse, sentence, token, frame):
        return None
    if frame.theirs and not is_theirs(discourse.lang, sentence, token):
        return None
    event = event_of(sentence, token, frame)
    carried = event is not None and frame.kind == "agreement" and is_carried_out(discourse.lang, sentence, token, event)
    drafted = event is not None and not frame.phase and is_drafted(discourse.lang, sentence, token, event)
    apart = event is not None and frame.itself and is_of_another(sentence, token, event, frame)
    if event is None or carried or drafted or apart:
        return None
    draft = _begun(sentence, token, frame, event)
    filling = Filling(discourse, draft, frame, reflexive=reflexive, chain=chain)
    filling.by_function()
    draft.subject = filling.subject and token.pos in VERBAL
    add_origins(discourse, draft, frame)
    imply_subject(discourse, draft, frame)
    filling.by_nearness()
    complete_addressed(discourse, draft, frame)
    name_by_topic(discourse, draft, frame)
    complete_pair(discourse, draft, frame)
    complete_counterpart(discourse, draft, frame)
    complete_states(discourse, draft, frame)
    complete_posted(discourse, draft, frame)
    stand_for_states(discourse, draft)
    required = (*frame.require, *(frame.alone if is_alone(draft) else ()))
    missing = [choice for choice in required if not any(role in draft.roles for role in choice)]
    if missing and (len(missing) > 1 or not _elliptic(frame.kind, missing[0])):
        return None
    draft.lacks = next(iter(missing[0])) if missing else ""
    if frame.two and not frame.follows and not are_together(draft, frame):
        return None
    _fixed(draft, frame)
    complete_means(discourse, draft, frame)
    for filler in draft.fillers():
        draft.confidence *= TRUST[filler.source]
    return draft


def _begun(sentence: Sentence, token: Token, frame: Frame, event: Token) -> Draft:
    """Return a draft that has nothing yet but what its frame says of it."""
    return Draft(
        frame.kind,
        frame.rule,
        sentence,
        token,
        confidence=frame.bare if frame.bare and event is token else frame.confidence,
        modality=frame.modality,
        phase=frame.phase,
        default=frame.default,
        particular=frame.particular,
        adds=frame.adds,
        follows=frame.follows,
        event=event,
    )


def _elliptic(kind: str, roles: Iterable[str]) -> bool:
    """Whether a sentence may leave what is asked for to those before it: one role, no choice of several."""
    return [kinds()[kind].roles[role].elliptic for role in roles] == [True]


def _fixed(draft: Draft, frame: Frame) -> None:
    """Add the values that the frame gives itself, and those by the word that evoked it or stands beside it."""
    token = draft.trigger
    at_sea = any(has_port(frame.lang, draft.sentence, f) for f in draft.roles.get("place", ()))
    for role, fixed in {**frame.fixed, **(frame.harbour if at_sea else {})}.items():
        draft.add(role, [Filler(fixed, token.i, token.i, SLOT, "frame")])
    for role, table in frame.values.items():
        near = [t for t in _beside(draft, frame.lang) if role != "status" or not _is_denied(draft, frame, t)]
        if (phrase := _longest(draft, table)) is not None:
            draft.add(role, [Filler(table[phrase], token.i, token.i, SLOT, phrase)])
            continue
        word = next((t for t in near if t.lemma in table), None)
        if word is not None:
            draft.add(role, [Filler(table[word.lemma], word.i, word.i, SLOT, word.lemma)])
        if word is not None and role == "status" and _is_said_of_its_noun(draft, word):
            draft.event = word


def _is_said_of_its_noun(draft: Draft, word: Token) -> bool:
    """Whether a verb tells of the noun that a participle qualifies: «маршрут, связывающий A и B, | откроют»."""
    noun = draft.sentence.head(draft.trigger)
    if noun is None or noun.head < 0 or draft.trigger.rel not in {"acl", "amod"}:
        return False
    return word.pos in VERBAL and noun.head in {word.i, word.head}


def _is_denied(draft: Draft, frame: Frame, word: Token) -> bool:
    """Whether a word is denied by the one before it: «рейс не закрыт»."""
    not_ = lexicon.words(frame.lang, "firmness").get("particles", {}).get("not", ())
    return word.i > 0 and draft.sentence.tokens[word.i - 1].lemma in not_


def _beside(draft: Draft, lang: str) -> list[Token]:
    """Return the words around the trigger, the nearest first, then the attributes of what is done to."""
    tokens, at = draft.sentence.tokens, draft.trigger.i
    beside = tokens[max(0, at - _BESIDE) : at + _BESIDE + 1]
    own = {t.i for t in draft.sentence.children(draft.trigger, "amod")}  # «автомобильный коридор»
    near = [t for t in beside if not of_a_time(lang, draft.sentence, t)]
    near.sort(key=lambda t: (form(lang).agreeing and t.i not in own, abs(t.i - at)))
    things = [f for f in draft.fillers() if f.mention is None and f.first >= 0 and f.function in {"obj", "subj", "gen"}]
    beside = [t for f in things for t in tokens[max(0, f.first - _ATTRIBUTES) : f.first] if t.pos == "ADJ"]
    return near + [t for t in beside if not of_a_time(lang, draft.sentence, t)]


def _longest(draft: Draft, table: Mapping[str, str]) -> str | None:
    """Return the longest phrase of a table that the trigger and what stands right before and behind it make."""
    at = draft.trigger.i
    beside = {t.lemma for t in draft.sentence.tokens[max(0, at - _ATTRIBUTES) : at + _ATTRIBUTES + 1]}
    phrases = [p for p in table if " " in p and p.split()[0] == draft.trigger.lemma and beside.issuperset(p.split())]
    return max(phrases, key=len, default=None)


_ATTRIBUTES = 3
