"""The one matcher: a word evokes a frame, and arguments of the word fill its roles by function and type.

After Odin/Eidos (Valenzuela-Escárcega et al. 2018): templates of syntax times triggers of meaning. The grammar of the
language has undone passives, participles, relative clauses and lists.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from coopatlas import gazetteer
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse, Person, foreign
from coopatlas.reading.draft import CONTEXT, SLOT, TRUST, Draft, Filler
from coopatlas.reading.filling import VERBAL, Filling, chains
from coopatlas.reading.lexicon import Frame

_PHRASAL_REACH = 6
_BESIDE = 7
"""Words around a trigger among which one may say more of it: the means of a route, the type of a document."""
_NOMINAL = frozenset({"NOUN", "PROPN", "X"})


def read(discourse: Discourse, sentence: Sentence) -> Iterator[Draft]:
    """Yield the facts in the making that the words of a sentence evoke, of each kind and word the fullest."""
    known = lexicon.load(discourse.lang)
    best: dict[tuple[str, int, int], Draft] = {}
    for token in sentence.tokens:
        for frame, reflexive in _evoked(known, sentence, token):
            for chain in range(_chains(sentence, token, frame)):
                draft = _filled(discourse, sentence, token, frame, reflexive=reflexive, chain=chain)
                if draft is None:
                    continue
                key = frame.kind, token.i, chain
                if key not in best or _weight(draft) > _weight(best[key]):
                    best[key] = draft
    for draft in best.values():
        if not (known.lang == "kk" and _told_by_its_noun(draft, best.values())):
            yield from _each(known, draft)


def _told_by_its_noun(draft: Draft, drafts: Iterable[Draft]) -> bool:
    """Whether a participle qualifies a noun that evokes the same kind: «екі қаланы жалғайтын | рейс ашылды»."""
    trigger = draft.trigger
    return trigger.rel == "acl" and any(d.kind == draft.kind and d.trigger.i == trigger.head for d in drafts)


def _chains(sentence: Sentence, token: Token, frame: Frame) -> int:
    """Return of how many pairs of names joined by dashes a frame may tell at a word; one where it asks for none."""
    dashed = any(slot.function == "first" for slots in frame.roles.values() for slot in slots)
    return max(1, len(chains(sentence, token))) if dashed else 1


def _weight(draft: Draft) -> tuple[int, float]:
    return sum(1 for filler in draft.fillers() if filler.source != CONTEXT), draft.confidence


def _evoked(known: lexicon.Lexicon, sentence: Sentence, token: Token) -> Iterator[tuple[Frame, bool]]:
    """Yield the frames that a token evokes, and whether as the reflexive of a transitive verb."""
    # A reflexive is its verb, and a compound what its last part names: «страна-участница», «инвест-форум».
    plain = token.lemma.removesuffix("ся").removesuffix("сь") if known.lang == "ru" else token.lemma
    whole = token.lemma.rpartition("-")[2] if known.lang == "ru" and token.lemma not in known.by_lemma else token.lemma
    for lemma in dict.fromkeys((token.lemma, plain, whole)):
        for lemmas, verbal, frame in known.by_lemma.get(lemma, ()):
            within = token.rel == "compound" and not verbal and not _before_name(sentence, token)
            if within or token.rel == "fixed":
                continue  # «according to» is no accord
            if not verbal and known.lang == "ru" and _of_an_office(sentence, token):
                continue
            if token.pos and token.pos not in (VERBAL if verbal else _NOMINAL | VERBAL):
                continue
            if token.text.isupper() and _in_brackets(sentence, token):
                continue  # «совместные предприятия (СП)»
            if len(lemmas) > 1 and not _goes_on(sentence, token, lemmas[1:]):
                continue
            if len(lemmas) > 1 and verbal and known.lang == "kk" and _parted(sentence, token, lemmas[1:]):
                continue
            # Of a passive the grammar has told who does what; another reflexive the frame takes for one.
            yield frame, lemma == plain != token.lemma and token.feats.get("Voice") != "Pass"


def _before_name(sentence: Sentence, token: Token) -> bool:
    """Whether a common noun stands before a name of which it says something: "EAEU member | Armenia"."""
    above = sentence.head(token)
    return above is not None and above.pos == "PROPN" and above.i > token.i and token.text.islower()


def _of_an_office(sentence: Sentence, token: Token) -> bool:
    """Whether a noun only tells of what someone is a minister: «министр инвестиций»."""
    above = sentence.head(token) if token.case == "Gen" and token.rel in {"nmod", "conj"} else None
    return above is not None and above.lemma in lexicon.lists("ru", "references", ("ministries",))["ministries"]


def _in_brackets(sentence: Sentence, token: Token) -> bool:
    around = sentence.tokens[max(0, token.i - 1) : token.i + 2]
    return around[0].text == "(" and around[-1].text == ")"


def _goes_on(sentence: Sentence, token: Token, lemmas: Sequence[str]) -> bool:
    """Whether the other words of a phrase stand near its first, before or behind it; its attributes with it."""
    around = sentence.tokens[max(0, token.i - _PHRASAL_REACH) : token.i + _PHRASAL_REACH + 1]
    near = {t.lemma for t in around if t.pos != "ADJ" or token.pos == "ADJ" or _attribute(sentence, t, token)}
    near |= {t.lemma for t in sentence.children(token, "amod")}
    return all(lemma in near for lemma in lemmas)


def _parted(sentence: Sentence, verb: Token, lemmas: Sequence[str]) -> bool:
    """Whether a mark or another verb parts a Kazakh verb from the words before it that it makes one phrase with.

    «Көмек көрсетеді» is a phrase, «жоба ұсынып, көмек көрсетеді» no offer of help.
    """
    wanted = set(lemmas)
    for token in reversed(sentence.tokens[max(0, verb.i - _PHRASAL_REACH) : verb.i]):
        wanted -= {token.lemma}
        if not wanted:
            return False
        if token.text in {",", ";", ":"} or (token.pos == "VERB" and token.lemma not in lemmas):
            return True
    after = {t.lemma for t in sentence.tokens[verb.i + 1 : verb.i + 2]}  # «сатып алу» is evoked by either
    return bool(wanted - after)


def _attribute(sentence: Sentence, adjective: Token, noun: Token) -> bool:
    """Whether an adjective qualifies a noun, or stands right before it over other adjectives."""
    if adjective.head == noun.i or noun.head == adjective.i:
        return True
    between = sentence.tokens[adjective.i + 1 : noun.i]
    return adjective.i < noun.i and all(t.pos in {"ADJ", "PUNCT", "CCONJ"} for t in between)


def _filled(
    discourse: Discourse, sentence: Sentence, token: Token, frame: Frame, *, reflexive: bool, chain: int
) -> Draft | None:
    """Return what a frame makes of a word, or nothing where a role that it requires is not filled."""
    if not _in_place(discourse, sentence, token, frame):
        return None
    event = _event(sentence, token, frame)
    if event is None or _carried_out(discourse.lang, sentence, token, event):
        return None
    draft = Draft(
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
    filling = Filling(discourse, draft, frame, reflexive=reflexive, chain=chain)
    filling.by_function()
    _origins(draft, frame)
    _implied_subject(discourse, draft, frame)
    filling.by_nearness()
    _pair(discourse, draft, frame)
    _counterpart(discourse, draft, frame)
    _states(discourse, draft, frame)
    _posted(discourse, draft, frame)
    required = (*frame.require, *(frame.alone if _is_alone(draft) else ()))
    if not all(any(role in draft.roles for role in alternatives) for alternatives in required):
        return None
    if frame.two and not frame.follows and not _together(draft, frame):
        return None
    _fixed(draft, frame)
    for filler in draft.fillers():
        draft.confidence *= TRUST[filler.source]
    return draft


def _counterpart(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Fill the other of two sides by whom the text speaks of beside the known one."""
    missing = [role for role in frame.between if role not in draft.roles]
    if len(missing) != 1 or len(frame.between) != 2:
        return
    known = draft.roles[next(role for role in frame.between if role not in missing)][0]
    person = discourse.people.get(str(known.value))
    side = person.represents if person else str(known.value)
    other = discourse.counterpart(draft.sentence, side) if side else None
    if other is not None and known.mention is not None and any(m.name == side for m in discourse.sides(draft.sentence)):
        draft.add(missing[0], [Filler(other.name, -1, -1, CONTEXT, "the other side spoken of", other)])


def _posted(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Fill whose a mission is, and where, by the diplomat spoken of: «консульство в Астрахани» is its consul's."""
    sender, host = frame.posted or ("", "")
    if not frame.posted or (sender in draft.roles and host in draft.roles):
        return
    for mention in discourse.before(draft.sentence, draft.trigger.i, "person"):
        person = discourse.person(mention)
        if person is None or not (person.represents and person.seat) or not _heads(person, draft.trigger):
            continue
        told = {sender: person.represents, host: person.seat}
        if all(set(draft.values(role)) <= {value} for role, value in told.items()):
            for role, value in told.items():
                if role not in draft.roles:
                    draft.add(role, [Filler(value, source=CONTEXT, reason=f"office of {person.name}")])
            return


def _heads(person: Person, mission: Token) -> bool:
    """Whether a diplomat is of a mission by the words for them: «консул» of the «генконсульство», no «посол»."""
    return any(len(word) >= _STEM and word[:_STEM] in mission.lemma for word in person.role.casefold().split())


_STEM = 5


def _implied_subject(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Fill the role of the subject where the verb alone tells it: «предлагаем», «Предложил коллегам …»."""
    role = next((r for r, slots in frame.roles.items() if any(s.function == "subj" for s in slots)), "")
    wanted = next((s.type for s in frame.roles.get(role, ()) if s.function == "subj"), "")
    verb = discourse.grammar.predicate(draft.sentence, draft.trigger)
    if not role or wanted not in {"agent", "side", "person"} or verb is None:
        return
    if role in draft.roles:
        _implied_company(discourse, draft, role, verb)
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


def _implied_company(discourse: Discourse, draft: Draft, role: str, verb: Token) -> None:
    """Add the one who speaks to him with whom he says that he was: «Встретился с послом»."""
    alone = len(draft.roles[role]) == 1 and draft.roles[role][0].function in _WITH_WHOM
    name = discourse.speaker(draft.sentence, verb.start) if alone else None
    if name is None or name not in discourse.people or name in draft.values(role):
        return
    if discourse.grammar.implied_person(draft.sentence, verb):
        draft.add(role, [Filler(name, source=CONTEXT, reason="speaker")])


_WITH_WHOM = frozenset({"с+ins", "with", "ins"})


def _is_alone(draft: Draft) -> bool:
    return len(draft.roles.get("party", ())) == 1


def _together(draft: Draft, frame: Frame) -> bool:
    """Whether there are two for the roles that need two, one of them named in the sentence where the frame asks it.

    Where the first of the roles has two, the others are left out: persons stand for their sides.
    """
    for role in frame.two:
        if len(draft.roles.get(role, ())) > 1:
            draft.roles[role] = _without_wholes(draft.roles[role])
    fillers = [filler for role in frame.two for filler in draft.roles.get(role, ())]
    if len(draft.roles.get(frame.two[0], ())) > 1:
        for role in frame.two[1:]:
            draft.roles.pop(role, None)
    return len(fillers) > 1 and (not frame.named or any(filler.source != CONTEXT for filler in fillers))


def _without_wholes(fillers: Sequence[Filler]) -> list[Filler]:
    """Return sides without the country or region in which another of them lies: "Kazakhstan's Mangistau Region"."""
    entries = [f.mention.entry for f in fillers if f.mention is not None and f.mention.kind == "territory"]
    wholes = {part for entry in entries if entry is not None for part in entry.part_of}
    return [f for f in fillers if f.mention is None or f.mention.entry is None or f.mention.entry.id not in wholes]


def _origins(draft: Draft, frame: Frame) -> None:
    """Fill roles by the territory that qualifies another filler: «казахстанское зерно» comes from Kazakhstan."""
    for role, slots in frame.roles.items():
        if role in draft.roles or all(slot.function != "origin" for slot in slots):
            continue
        told = [
            r for r, slots in frame.roles.items() if any(slot.type in {"goods", "topic", "product"} for slot in slots)
        ]
        for filler in [f for r in told for f in draft.roles.get(r, ()) if f.mention is None and f.first >= 0]:
            origin = next((m for m in draft.sentence.mentions if _qualifies(m, filler)), None)
            if origin is not None:
                draft.add(role, [Filler(origin.name, origin.first, origin.last, SLOT, "origin", origin)])
                break


def _qualifies(mention: Mention, filler: Filler) -> bool:
    beside = mention.form == "adjective" and mention.last == filler.first - 1
    inside = filler.first <= mention.first and mention.last <= filler.last
    return mention.kind == "territory" and (inside or beside)


def _fixed(draft: Draft, frame: Frame) -> None:
    """Add the values that the frame gives itself, and those by the word that evoked it or stands beside it."""
    token = draft.trigger
    for role, fixed in frame.fixed.items():
        draft.add(role, [Filler(fixed, token.i, token.i, SLOT, "frame")])
    for role, table in frame.values.items():
        near = _beside(draft)
        if (phrase := _longest(draft, table)) is not None:
            draft.add(role, [Filler(table[phrase], token.i, token.i, SLOT, phrase)])
            continue
        word = next((t for t in near if t.lemma in table), None)
        if word is not None:
            draft.add(role, [Filler(table[word.lemma], word.i, word.i, SLOT, word.lemma)])


def _beside(draft: Draft) -> list[Token]:
    """Return the words around the trigger, the nearest first, then the attributes of what is done to."""
    tokens, at = draft.sentence.tokens, draft.trigger.i
    near = sorted(tokens[max(0, at - _BESIDE) : at + _BESIDE + 1], key=lambda t: abs(t.i - at))
    things = [f for f in draft.fillers() if f.mention is None and f.first >= 0 and f.function in {"obj", "subj", "gen"}]
    return near + [t for f in things for t in tokens[max(0, f.first - _ATTRIBUTES) : f.first] if t.pos == "ADJ"]


def _longest(draft: Draft, table: Mapping[str, str]) -> str | None:
    """Return the longest phrase of a table that the trigger and what stands right before and behind it make."""
    at = draft.trigger.i
    beside = {t.lemma for t in draft.sentence.tokens[max(0, at - _ATTRIBUTES) : at + _ATTRIBUTES + 1]}
    phrases = [p for p in table if " " in p and p.split()[0] == draft.trigger.lemma and beside.issuperset(p.split())]
    return max(phrases, key=len, default=None)


_ATTRIBUTES = 3


def _in_place(discourse: Discourse, sentence: Sentence, token: Token, frame: Frame) -> bool:
    """Whether the words that a frame asks for stand in the clause, none that it excludes, and the form fits."""
    if frame.form is not None and token.feats.get(frame.form[0]) != frame.form[1]:
        return False
    if not (frame.near or frame.without):
        return True
    bounds = discourse.grammar.clause(sentence, token)
    lemmas = {t.lemma for t in (*sentence.tokens[bounds.first : bounds.last + 1], *_qualified(sentence, token))}
    return (not frame.near or bool(frame.near & lemmas)) and not frame.without & lemmas


def _qualified(sentence: Sentence, token: Token) -> list[Token]:
    """Return the noun that the clause of a word tells more of: «поезд, который свяжет A и B»."""
    above = sentence.head(token) if token.rel.startswith("acl") else None
    return [above] if above is not None else []


def _event(sentence: Sentence, token: Token, frame: Frame) -> Token | None:
    """Return the word that tells what became of a thing: «подписали» of an agreement; of a frame without, the word."""
    if not frame.event:
        return token
    places = {t.i for t in _above(sentence, token)}
    found = [t for t in sentence.tokens if t.lemma in frame.event and _said_of(sentence, t, token, places)]
    nearest = sorted(found, key=lambda t: (t.pos not in VERBAL, abs(t.i - token.i)))
    return next(iter(nearest), token if "" in frame.event else None)


def _carried_out(lang: str, sentence: Sentence, token: Token, event: Token) -> bool:
    """Whether a thing is only what another carries out: «подписали карту по реализации соглашения»."""
    carried = lexicon.lists(lang, "references", ("carried",))["carried"]
    above = list(_above(sentence, token)) if carried else []
    between = above[: above.index(event)] if event in above else []
    return any(word.lemma in carried for word in between) and event.lemma not in carried


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
    near = event.i < token.i <= event.i + _PHRASAL_REACH and not any(t.pos in {"VERB", "PUNCT"} for t in between)
    if near and event.pos == "NOUN" and token.case == "Gen":
        return True  # «создание с партнерами совместного предприятия»
    beside = event.head in above and event.rel.split(":")[0] in _COMPLETING
    own = [o for o in sentence.children(event, "obj", "nmod") if not sentence.children(o, "case")]
    return beside and not any(o.i != token.i for o in own)


def _states(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Let the states stand where only capitals are the sides: «Москва и Тегеран подписали …»."""
    entries = gazetteer.load().entries()
    for role in (role for role, slots in frame.roles.items() if any(slot.type == "party" for slot in slots)):
        fillers = draft.roles.get(role, [])
        states = [
            entries.get(f.mention.entry.capital_of or "") if f.mention and f.mention.entry else None for f in fillers
        ]
        if len(fillers) > 1 and all(states):
            named = [
                s.names.get(discourse.lang, f.value) if s else f.value for s, f in zip(states, fillers, strict=True)
            ]
            draft.roles[role] = [replace(f, value=name) for f, name in zip(fillers, named, strict=True)]


def _pair(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Complete a list of two sides or people by whom the text speaks of, where the frame allows it."""
    role = frame.pair
    if not role or len(draft.roles.get(role, ())) >= 2:
        _among_many(discourse, draft, role)
        return
    if any(slot.type == "person" for slot in frame.roles.get(role, ())):
        _company(discourse, draft, role, frame)
        _opposite(discourse, draft, role, frame)
        return
    known = draft.values(role)
    if frame.spoken and len(known) == 1 and (own := _speaking(discourse, draft)) and own != known[0]:
        draft.roles[role] = [Filler(own, source=CONTEXT, reason="side of the speaker"), *draft.roles[role]]
        return
    bodies = [f for f in draft.roles.get(role, ()) if f.mention is not None and f.mention.kind not in _TERRITORIES]
    spoken_of = {mention.name for mention in discourse.sides(draft.sentence)}
    if bodies or (known and draft.roles[role][0].mention is None and known[0] not in spoken_of):
        return
    if known and frame.modality == "interest" and draft.roles[role][0].source == CONTEXT:
        return  # «есть интересы развивать …»: the speaker's own side, and nobody is named beside it
    if known:
        other = discourse.counterpart(draft.sentence, known[0])
        if other is not None:
            # Who is addressed stands behind who addresses him: «предложил Вологодской области …».
            at = 0 if draft.roles[role][0].function in {"dat", "obj"} else len(known)
            draft.roles[role].insert(at, Filler(other.name, -1, -1, CONTEXT, "pair spoken of", other))
        return
    own = discourse.speaking_for(draft.sentence, draft.trigger.start)
    if own and frame.modality == "interest":
        # Who wishes something with nobody named wishes it alone: «есть интересы развивать совместные предприятия».
        draft.add(role, [Filler(own, -1, -1, CONTEXT, "speaker's side")])
        return
    acting = _acting(discourse, draft, frame)
    other = discourse.counterpart(draft.sentence, acting) if acting else None
    if other is not None:
        draft.add(role, [Filler(acting, -1, -1, CONTEXT, "side of who acts")])
        draft.add(role, [Filler(other.name, -1, -1, CONTEXT, "pair spoken of", other)])
        return
    found = discourse.pair(draft.sentence) or ()
    draft.add(role, (Filler(m.name, -1, -1, CONTEXT, "pair spoken of", m) for m in found))


def _with_many(fillers: Sequence[Filler]) -> bool:
    """Whether all of some sides are those with whom another deals: «подписаны соглашения с A, B и C»."""
    return len(fillers) > 1 and all(f.function in _WITH_WHOM for f in fillers)


def _among_many(discourse: Discourse, draft: Draft, role: str) -> None:
    """Add the one who deals with several: who speaks, else the side most told of in another country than they."""
    fillers = draft.roles.get(role, [])
    if not _with_many(fillers):
        return
    others = [f.mention for f in fillers if f.mention is not None]
    own = _speaking(discourse, draft)
    sides = discourse.sides(draft.sentence)
    home = next((m.name for m in sides if others and all(foreign(m, other) for other in others)), "")
    name = own or home
    if name and name not in draft.values(role):
        draft.roles[role] = [Filler(name, source=CONTEXT, reason="the other side of all", function="subj"), *fillers]


def _acting(discourse: Discourse, draft: Draft, frame: Frame) -> str:
    """Return the side of the person who is the subject of a frame: who proposes speaks for his own."""
    acts = (role for role, slots in frame.roles.items() if any(slot.function == "subj" for slot in slots))
    names = (name for role in acts if role != frame.pair for name in draft.values(role))
    sides = (person.represents for name in names if (person := discourse.people.get(name)) is not None)
    return next((side for side in sides if side), "")


_TERRITORIES = frozenset({"territory", "union"})


def _speaking(discourse: Discourse, draft: Draft) -> str:
    """Return for whom the one speaks who is quoted and names the other side: «меморандум с … уже подписан»."""
    name = discourse.speaker(draft.sentence, draft.trigger.start)
    person = discourse.people.get(name or "")
    return person.side if person else ""


def _company(discourse: Discourse, draft: Draft, role: str, frame: Frame) -> None:
    """Add whom the text is about to the one person who is named with them: «на встрече с губернатором …»."""
    named = draft.roles.get(role, [])
    if len(named) != 1 or named[0].function == "subj":
        return
    one = discourse.people.get(draft.values(role)[0])
    # Whom the one person stands for is no other side: «беседа с министром штата X Y».
    own = {CONTEXT, one.side if one else ""}
    others = [f for name in frame.two if name != role for f in draft.roles.get(name, ())]
    if any(f.source not in own and f.value not in own for f in others):
        return
    came = [f for f in discourse.guests if f.mention is not None and f.mention.kind == "person"]
    about = [Filler(p.name) for p in discourse.protagonists(draft.sentence) if one is None or p.side != one.side]
    found = [f for f in came or about[:1] if f.value not in draft.values(role)]
    if found:
        for name in (name for name in frame.two if name != role):
            draft.roles.pop(name, None)
    draft.add(role, (replace(f, first=-1, last=-1, source=CONTEXT, reason="spoken of") for f in found))


def _opposite(discourse: Discourse, draft: Draft, role: str, frame: Frame) -> None:
    """Add the other side spoken of to the one with whom talks are held and nobody is named: «переговоры с Китаем»."""
    if draft.trigger.pos in VERBAL:
        return  # «обсуждается с Ленинградской областью»: with whom a thing is planned
    for name in (name for name in frame.two if name != role and role not in draft.roles):
        fillers = draft.roles.get(name, [])
        alone = len(fillers) == 1 and fillers[0].function in _WITH_WHOM and fillers[0].mention is not None
        other = discourse.counterpart(draft.sentence, str(fillers[0].value)) if alone else None
        if other is not None and fillers[0].mention is not None and foreign(fillers[0].mention, other):
            draft.add(name, [Filler(other.name, -1, -1, CONTEXT, "the other side spoken of", other)])


def _each(known: lexicon.Lexicon, draft: Draft) -> Iterator[Draft]:
    """Yield a draft for each filler of the roles that its frame parts by, or for each two of a list of sides."""
    frame = next(f for f in known.frames if f.rule == draft.rule)
    found = [draft]
    for role in frame.each.split():
        found = [replace(d, roles={**d.roles, role: [f]}) for d in found for f in _told(d.roles.get(role, []))] or found
    plural = draft.trigger.feats.get("Number") == "Plur" or _distributed(known.lang, draft)
    role = frame.pairs or (frame.each_other if plural else "")
    fillers = draft.roles.get(role, [])
    alone = frame.pairs or known.lang != "en" or 1 in Counter(f.function for f in fillers).values()
    if len(fillers) > _COUPLE and alone:
        found = [replace(draft, roles={**draft.roles, role: part}) for part in _couples(draft.sentence, fillers)]
    yield from (one for one in found if not _returns(one))


_COUPLE = 2


def _returns(draft: Draft) -> bool:
    """Whether a way, a journey or a wish leads from somewhere to the same: two roles were filled by one name."""
    return any(draft.values(one) and draft.values(one) == draft.values(other) for one, other in _ENDS)


_ENDS = (("from", "to"), ("visitor", "destination"), ("holder", "target"))


def _distributed(lang: str, draft: Draft) -> bool:
    """Whether a list gives each member a thing of its own: «два соглашения: одно с …, другое с …»."""
    tokens, each = draft.sentence.tokens, lexicon.lists(lang, "references", ("each",))["each"]
    counted = any(t.text != "1" for t in draft.sentence.children(draft.trigger, "nummod"))
    counted = counted or _contrasted(draft)
    apart = [t for t in tokens if t.lemma in each and any(n.pos == "ADP" for n in tokens[t.i + 1 : t.i + 3])]
    return counted or len(apart) > 1


def _contrasted(draft: Draft) -> bool:
    """Whether a contrast parts those with whom something is: «меморандум с A, а на форуме – с B»."""
    others = sorted(f.first for f in draft.roles.get("party", ()) if f.function in _WITH_WHOM and f.first >= 0)
    tokens = draft.sentence.tokens
    return any(t.text == "а" and tokens[t.i - 1].text == "," for a, b in pairwise(others) for t in tokens[a + 1 : b])


def _told(fillers: Sequence[Filler]) -> Sequence[Filler]:
    """Return the fillers that the clause names, else those that the text must tell."""
    return [filler for filler in fillers if filler.source != CONTEXT] or fillers


def _couples(sentence: Sentence, fillers: Sequence[Filler]) -> list[list[Filler]]:
    """Return the pairs of a list: «A и B, C и D» two by two, else the one that stands apart with each other."""
    if _with_many(fillers):
        return [[filler] for filler in fillers]
    ordered = sorted(fillers, key=lambda f: f.first)
    functions = Counter(f.function for f in ordered)
    twos = len(ordered) % 2 == 0 and 1 not in functions.values()
    if twos and all(_joined(sentence, a, b) for a, b in zip(ordered[::2], ordered[1::2], strict=True)):
        return [list(couple) for couple in zip(ordered[::2], ordered[1::2], strict=True)]
    single = next((f for f in ordered if functions[f.function] == 1), ordered[0])
    return [[single, other] for other in ordered if other is not single]


def _joined(sentence: Sentence, one: Filler, other: Filler) -> bool:
    between = [t for t in sentence.tokens[one.last + 1 : other.first] if t.pos in {"CCONJ", "PUNCT", "ADP"}]
    return len(between) == 1 and between[0].lemma in {"и", "с", "and", "with", "мен", "–", "—"}
