"""The one matcher: a word evokes a frame, and arguments of the word fill its roles by function and type.

After Odin/Eidos (Valenzuela-Escárcega et al. 2018): templates of syntax times triggers of meaning. The grammar of the
language has undone passives, participles, relative clauses and lists; of nominalisations this module knows which
functions of the verb a genitive, an owner or an attribute may stand for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas.language.grammar import CLAUSE, LOOSE, SENTENCE, TREE, Argument
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import LIST_ROLES
from coopatlas.reading import lexicon, phrases
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import CONTEXT, IN_CLAUSE, IN_SENTENCE, SLOT, TRUST, Draft, Filler
from coopatlas.reading.lexicon import Frame, Slot
from coopatlas.reading.referents import refer

_SOURCES = {TREE: SLOT, CLAUSE: IN_CLAUSE, LOOSE: IN_SENTENCE, SENTENCE: IN_SENTENCE}
_OF_NOUN = {
    "obj": ("gen", "poss", "of"),
    "subj": ("ins", "by", "gen", "poss", "of", "adj"),
}
"""What stands for object and subject of a verb beside the noun made of it: «поставки зерна», "China's exports"."""
_OF_REFLEXIVE = {"obj": ("subj",), "subj": ("ins",)}
"""A reflexive of a transitive verb is its passive: «зерно поставляется компанией»."""
_BARE = frozenset({"subj", "obj", "gen", "dat", "ins", "acc", "adj", "poss", "loc", "of", "by"})
"""Functions that say too little to be trusted across clauses."""
_PHRASAL_REACH = 6
_BESIDE = 7
"""Words around a trigger among which one may say more of it: the means of a route, the type of a document."""
_VERBAL = frozenset({"VERB", "AUX", "ADJ"})
_NOMINAL = frozenset({"NOUN", "PROPN", "X"})


def read(discourse: Discourse, sentence: Sentence) -> Iterator[Draft]:
    """Yield the facts in the making that the words of a sentence evoke, of each kind and word the fullest."""
    known = lexicon.load(discourse.lang)
    best: dict[tuple[str, int], Draft] = {}
    for token in sentence.tokens:
        for frame, reflexive in _evoked(known, sentence, token):
            draft = _filled(discourse, sentence, token, frame, reflexive=reflexive)
            if draft is None:
                continue
            key = frame.kind, token.i
            if key not in best or _weight(draft) > _weight(best[key]):
                best[key] = draft
    for draft in best.values():
        yield from _each(known, draft)


def _weight(draft: Draft) -> tuple[int, float]:
    return sum(1 for filler in draft.fillers() if filler.source != CONTEXT), draft.confidence


def _evoked(known: lexicon.Lexicon, sentence: Sentence, token: Token) -> Iterator[tuple[Frame, bool]]:
    """Yield the frames that a token evokes, and whether as the reflexive of a transitive verb."""
    plain = token.lemma.removesuffix("ся").removesuffix("сь") if known.lang == "ru" else token.lemma
    for lemma in dict.fromkeys((token.lemma, plain)):
        for lemmas, verbal, frame in known.by_lemma.get(lemma, ()):
            if token.pos and token.pos not in (_VERBAL if verbal else _NOMINAL):
                continue
            if len(lemmas) > 1 and not _goes_on(sentence, token, lemmas[1:]):
                continue
            yield frame, lemma != token.lemma


def _goes_on(sentence: Sentence, token: Token, lemmas: Sequence[str]) -> bool:
    """Whether the other words of a phrase stand near its first, before or behind it."""
    around = sentence.tokens[max(0, token.i - _PHRASAL_REACH) : token.i + _PHRASAL_REACH + 1]
    near = {t.lemma for t in around}
    return all(lemma in near for lemma in lemmas)


def _filled(discourse: Discourse, sentence: Sentence, token: Token, frame: Frame, *, reflexive: bool) -> Draft | None:
    """Return what a frame makes of a word, or nothing where a role that it requires is not filled."""
    if not _in_place(discourse, sentence, token, frame):
        return None
    draft = Draft(frame.kind, frame.rule, sentence, token, confidence=frame.confidence)
    taken = _by_function(discourse, draft, frame, reflexive=reflexive)
    _origins(draft, frame)
    _implied_subject(discourse, draft, frame)
    for role, slots in frame.roles.items():
        if role not in draft.roles:
            _anywhere(discourse, draft, role, slots, taken)
    _pair(discourse, draft, frame)
    if not all(any(role in draft.roles for role in alternatives) for alternatives in frame.require):
        return None
    _fixed(draft, frame)
    draft.modality, draft.phase, draft.default = frame.modality, frame.phase, frame.default
    for filler in draft.fillers():
        draft.confidence *= TRUST[filler.source]
    return draft


def _by_function(discourse: Discourse, draft: Draft, frame: Frame, *, reflexive: bool) -> set[int]:
    """Fill the roles from the arguments of the word, the nearest first; return the heads that were used."""
    token = draft.trigger
    verbal = token.pos in _VERBAL and token.lemma not in frame.nouns
    arguments = [*_dashed(draft.sentence, token), *discourse.grammar.arguments(draft.sentence, token)]
    taken: set[int] = set()
    for rank in (TREE, CLAUSE, LOOSE, SENTENCE):
        own = [a for a in arguments if a.rank == rank]
        # What a genitive beside a noun stands for is asked after what stands there under its own function.
        for loose in (False, True) if not verbal else (False,):
            for role, slots in frame.roles.items():
                _fill(discourse, draft, role, slots, own, taken, of_noun=loose, reflexive=reflexive, parted=frame.each)
    return taken


def _dashed(sentence: Sentence, token: Token) -> Iterator[Argument]:
    """Yield the names that dashes join near a word, as `first`, `middle` and `last`: «рейс Минск – Баку»."""
    chains: list[list[Token]] = []
    for mention in sentence.mentions:
        before = sentence.tokens[mention.first - 1].text if mention.first else ""
        if mention.kind not in _DASHABLE or mention.form == "adjective":
            continue
        if chains and before in _DASHES and mention.first - 2 == _end_of(sentence, chains[-1][-1]):
            chains[-1].append(sentence.tokens[mention.head])
        else:
            chains.append([sentence.tokens[mention.head]])
    joined = [chain for chain in chains if len(chain) > 1]
    for chain in sorted(joined, key=lambda c: min(abs(c[0].i - token.i), abs(c[-1].i - token.i)))[:1]:
        for head in chain:
            place = "first" if head is chain[0] else "last" if head is chain[-1] else "middle"
            yield Argument(place, head, TREE, head.i)


_DASHES = frozenset("–—-−")
_DASHABLE = frozenset({"territory", "port", "place", "union"})


def _end_of(sentence: Sentence, head: Token) -> int:
    return max(m.last for m in sentence.mentions if m.head == head.i)


def _implied_subject(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Fill the role of the subject where the verb alone tells it: «предлагаем», «Предложил коллегам …»."""
    role = next((r for r, slots in frame.roles.items() if any(s.function == "subj" for s in slots)), "")
    wanted = next((s.type for s in frame.roles.get(role, ()) if s.function == "subj"), "")
    verb = discourse.grammar.predicate(draft.sentence, draft.trigger)
    if not role or role in draft.roles or wanted not in {"agent", "side", "person"} or verb is None:
        return
    person_of = discourse.grammar.implied_person(draft.sentence, verb)
    if person_of == "1":
        name, why = discourse.speaker(draft.sentence, verb.start), "speaker"
    elif person_of == "3":
        acting = discourse.prominent(draft.sentence)
        name, why = (acting[0].name, "subject before") if acting else (None, "")
    else:
        return
    person = discourse.people.get(name or "")
    value = person.side if person and wanted == "side" else name
    draft.add(role, [Filler(value, source=CONTEXT, reason=why)] if value else [])


def _origins(draft: Draft, frame: Frame) -> None:
    """Fill roles by the territory that qualifies another filler: «казахстанское зерно» comes from Kazakhstan."""
    for role, slots in frame.roles.items():
        if role in draft.roles or all(slot.function != "origin" for slot in slots):
            continue
        for filler in [f for f in draft.fillers() if f.mention is None and f.first >= 0]:
            origin = next((m for m in draft.sentence.mentions if _qualifies(m, filler)), None)
            if origin is not None:
                draft.add(role, [Filler(origin.name, origin.first, origin.last, SLOT, "origin", origin)])
                break


def _qualifies(mention: Mention, filler: Filler) -> bool:
    return mention.kind == "territory" and filler.first <= mention.first and mention.last <= filler.last


def _fixed(draft: Draft, frame: Frame) -> None:
    """Add the values that the frame gives itself, and those by the word that evoked it or stands beside it."""
    token = draft.trigger
    for role, fixed in frame.fixed.items():
        draft.add(role, [Filler(fixed, token.i, token.i, SLOT, "frame")])
    for role, table in frame.values.items():
        near = sorted(
            draft.sentence.tokens[max(0, token.i - _BESIDE) : token.i + _BESIDE + 1], key=lambda t: abs(t.i - token.i)
        )
        word = next((t for t in near if t.lemma in table), None)
        if word is not None:
            draft.add(role, [Filler(table[word.lemma], word.i, word.i, SLOT, word.lemma)])


def _in_place(discourse: Discourse, sentence: Sentence, token: Token, frame: Frame) -> bool:
    """Whether the words that a frame asks for stand in the clause, and none that it excludes."""
    if not (frame.near or frame.without):
        return True
    bounds = discourse.grammar.clause(sentence, token)
    lemmas = {t.lemma for t in sentence.tokens[bounds.first : bounds.last + 1]}
    return (not frame.near or bool(frame.near & lemmas)) and not frame.without & lemmas


def _fill(  # noqa: PLR0913  the state of one filling
    discourse: Discourse,
    draft: Draft,
    role: str,
    slots: Sequence[Slot],
    arguments: Sequence[Argument],
    taken: set[int],
    *,
    of_noun: bool,
    reflexive: bool,
    parted: str,
) -> None:
    """Fill a role from arguments of one rank: one value, or of a list role all members of all slots that fit."""
    many = (draft.kind, role) in LIST_ROLES
    if role in draft.roles and not many:
        return
    for slot in slots:
        group: int | None = None
        for argument in arguments:
            fits = argument.head.i not in taken and _functions_fit(slot, argument, of_noun=of_noun, reflexive=reflexive)
            if not fits or not (many or group in {None, argument.group}):
                continue
            fillers = _of_type(discourse, draft, slot, argument)
            if fillers:
                if slot.type != "owner":
                    taken.add(argument.head.i)
                group = argument.group
                draft.add(role, [_found(filler, slot, argument) for filler in fillers])
            if role in draft.roles and not many and role != parted:
                return
        if role in draft.roles and not many:
            return


def _found(filler: Filler, slot: Slot, argument: Argument) -> Filler:
    source = filler.source if filler.source == CONTEXT else _SOURCES[argument.rank]
    return replace(filler, source=source, reason=filler.reason or slot.function)


def _functions_fit(slot: Slot, argument: Argument, *, of_noun: bool, reflexive: bool) -> bool:
    if not slot.function or (argument.rank >= LOOSE and not _trusted_from_afar(slot, argument)):
        return False
    if of_noun:
        return argument.rank == TREE and argument.function in _OF_NOUN.get(slot.function, ())
    if reflexive and slot.function in _OF_REFLEXIVE:
        return argument.function in _OF_REFLEXIVE[slot.function]
    return slot.function == argument.function


def _trusted_from_afar(slot: Slot, argument: Argument) -> bool:
    """Whether a slot may be filled by what the tree does not join to the word: by a preposition, or by an owner."""
    if argument.rank == LOOSE:
        return slot.type == "owner"
    return slot.function not in _BARE and slot.type not in {"goods", "topic"}


def _of_type(discourse: Discourse, draft: Draft, slot: Slot, argument: Argument) -> list[Filler]:
    if slot.type in {"goods", "topic"}:
        return phrases.named(discourse, draft.sentence, argument.head, slot.type)
    return refer(discourse, draft.sentence, argument.head, slot.type)


def _anywhere(discourse: Discourse, draft: Draft, role: str, slots: Sequence[Slot], taken: set[int]) -> None:
    """Fill a role by what stands nearest to the word, for slots without a function: dates, places, sums."""
    for slot in slots:
        if slot.type in {"money", "amount", "percent", "date"}:
            found = discourse.quantities(draft.sentence, slot.type, draft.trigger.i)
            draft.add(role, [f for f in found if slot.function in {"", f.reason}][:1])
        elif not slot.function:
            near = sorted(draft.sentence.mentions, key=lambda m: abs(m.head - draft.trigger.i))
            for mention in near:
                head = draft.sentence.tokens[mention.head]
                if head.i not in taken and (found := refer(discourse, draft.sentence, head, slot.type)):
                    draft.add(role, (replace(f, source=IN_SENTENCE) for f in found[:1]))
                    break
        if role in draft.roles:
            return


def _pair(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Complete a list of two sides by whom the text speaks of, where the frame allows it."""
    role = frame.pair
    if not role or len(draft.roles.get(role, ())) >= 2:
        return
    known = draft.values(role)
    if known:
        other = discourse.counterpart(draft.sentence, known[0])
        found = [other] if other else []
    else:
        found = list(discourse.pair(draft.sentence) or ())
    draft.add(role, (Filler(m.name, -1, -1, CONTEXT, "pair spoken of", m) for m in found))


def _each(known: lexicon.Lexicon, draft: Draft) -> Iterator[Draft]:
    """Yield a draft for each filler of the role that its frame parts by."""
    role = next((f.each for f in known.frames if f.rule == draft.rule), "")
    fillers = draft.roles.get(role, [])
    if len(fillers) < 2:
        yield draft
        return
    for filler in fillers:
        yield replace(draft, roles={**draft.roles, role: [filler]})
