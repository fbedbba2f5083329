"""The other of two sides, where a sentence names one or none: by the text, by who speaks, by whose ties it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coopatlas.language.grammar import CLAUSE, TREE
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse, apart, foreign
from coopatlas.reading.draft import CONTEXT, SLOT, Draft, Filler
from coopatlas.reading.filling import VERBAL
from coopatlas.reading.frames.subjects import WITH_WHOM
from coopatlas.reading.lexicon import Frame, Slot
from coopatlas.reading.referents import refer


def complete_counterpart(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Fill the other of two sides by whom the text speaks of beside the known one; neither, where none leads to it."""
    if _is_undirected(discourse, draft):
        for role in _DIRECTED:
            draft.roles.pop(role, None)
        return
    missing = [role for role in frame.between if role not in draft.roles]
    if len(missing) != 1 or len(frame.between) != 2:
        return
    known = draft.roles[next(role for role in frame.between if role not in missing)][0]
    person = discourse.people.get(str(known.value))
    side = person.represents if person else str(known.value)
    other = discourse.counterpart(draft.sentence, side) if side else None
    beside = {head.i for head in _company_of(discourse, draft)}
    if any(m.name == other.name and m.head not in beside for m in draft.sentence.mentions if other is not None):
        return  # «отправляют в Иран и Иорданию»: it has its own part in the sentence
    if other is not None and known.mention is not None and any(m.name == side for m in discourse.sides(draft.sentence)):
        draft.add(missing[0], [Filler(other.name, -1, -1, CONTEXT, "the other side spoken of", other)])


def _is_undirected(discourse: Discourse, draft: Draft) -> bool:
    """Whether two sides speak of a flow that goes from nobody knows whom: «A и B обсудили поставки нефти»."""
    known = [filler for role in _DIRECTED for filler in draft.roles.get(role, ())]
    if draft.trigger.pos in VERBAL or len(known) != 1 or known[0].function != "subj":
        return False
    sentence, side = draft.sentence, known[0].mention
    if side is None and _company_of(discourse, draft):
        return True  # «консул обсудил с директором завода поставки нефти»
    others = [m for m in sentence.mentions if side and m.kind in _SIDES and not side.first <= m.head <= side.last]
    return any(side and (_are_joined(sentence, side, m) or _are_joined(sentence, m, side)) for m in others)


def _company_of(discourse: Discourse, draft: Draft) -> list[Token]:
    """Return the heads of those with whom the subject of a noun's verb does it: «обсуждает с Чадом поставки»."""
    verb = discourse.grammar.predicate(draft.sentence, draft.trigger)
    arguments = discourse.grammar.arguments(draft.sentence, verb) if verb is not None else ()
    heads = (a.head for a in arguments if a.function in WITH_WHOM and a.rank <= CLAUSE)
    return [head for head in heads if refer(discourse, draft.sentence, head, "agent")]


_DIRECTED = ("supplier", "recipient")
_SIDES = frozenset({"territory", "union", "organization"})


def _are_joined(sentence: Sentence, one: Mention, other: Mention) -> bool:
    """Whether one name stands right behind another over a conjunction or as one with whom: «A и B», «A мен B»."""
    between = sentence.tokens[one.last + 1 : other.first]
    joining = len(between) == 1 and (between[0].pos == "CCONJ" or between[0].text in {"и", "and", "мен", "пен", "бен"})
    return joining and one.first < other.first


def name_by_topic(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Take for sides those whose ties a document is about: «соглашение о сотрудничестве Пскова и Витебска»."""
    ties = lexicon.lists(discourse.lang, "references", ("ties",))["ties"]
    topic = next((f for f in draft.roles.get("subject", ()) if f.source != CONTEXT and f.first >= 0), None)
    if not frame.pair or len(draft.roles.get(frame.pair, ())) > 1:
        return
    sentence = draft.sentence
    if len(two := _tied(discourse.lang, draft, ties)) > 1:
        draft.roles[frame.pair] = two
    if topic is None:
        return
    heads = (t for t in sentence.tokens[topic.first : topic.last + 1] if t.lemma in ties)
    behind = {t.i + 1 for t in heads}
    inside = [m for m in sentence.mentions if topic.first <= m.first <= topic.last and m.kind in _LANDS]
    first = next((m for m in inside if m.first in behind and sentence.tokens[m.head].case in {"Gen", ""}), None)
    if first is None or first.form != "name":
        return
    last = next((m for m in inside if m.first > first.last), None)
    towns = lexicon.lists(discourse.lang, "references", ("cities",))["cities"]
    between = [t for t in sentence.tokens[first.last + 1 : last.first] if t.lemma not in towns] if last else []
    joined = [last] if last is not None and len(between) == 1 and between[0].pos == "CCONJ" else []
    found = [Filler(m.name, m.first, m.last, SLOT, "gen", m) for m in (first, *joined)]
    known = draft.values(frame.pair)
    others = [f for f in found if f.value not in known][: 2 - len(known)]
    draft.roles[frame.pair] = [*others, *draft.roles.get(frame.pair, [])]


def _tied(lang: str, draft: Draft, ties: frozenset[str]) -> list[Filler]:
    """Return the two that stand behind ties and "between": "an agreement on cooperation between A and the B"."""
    sentence = draft.sentence
    behind = sentence.tokens[draft.trigger.i + 1 :]
    until = next((n for n, t in enumerate(behind) if t.pos in VERBAL), len(behind))
    tying = lexicon.lists(lang, "references", ("tying",))["tying"]
    opening = next((t for t in behind[:until] if t.text in tying and sentence.tokens[t.i - 1].lemma in ties), None)
    if opening is None:
        return []
    named = [m for m in sentence.mentions if opening.i < m.first <= behind[0].i + until and m.kind in _PARTIES]
    outer = [m for m in named if not any(o is not m and o.first <= m.first and m.last <= o.last for o in named)]
    joint = sentence.tokens[outer[0].last + 1 : outer[1].first] if len(outer) > 1 else []
    listed = bool(joint) and joint[0].text == "and" and all(t.pos in {"CCONJ", "DET"} for t in joint)
    return [Filler(m.name, m.first, m.last, SLOT, "between", m) for m in outer[:2]] if listed else []


_LANDS = frozenset({"territory", "place", "union"})
_PARTIES = _LANDS | {"organization"}


def complete_pair(discourse: Discourse, draft: Draft, frame: Frame) -> None:
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
    own = _speaking(discourse, draft) if frame.spoken and len(known) == 1 else ""
    if own and own != known[0] and not _is_of(draft, draft.roles[role][0], own):
        draft.roles[role] = [Filler(own, source=CONTEXT, reason="side of the speaker"), *draft.roles[role]]
        return
    bodies = [f for f in draft.roles.get(role, ()) if f.mention is not None and f.mention.kind not in _TERRITORIES]
    spoken_of = {mention.name for mention in discourse.sides(draft.sentence)}
    unread = not known and _between_others(discourse, draft, frame.roles.get(role, ()))
    if bodies or unread or (known and draft.roles[role][0].mention is None and known[0] not in spoken_of):
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


def _between_others(discourse: Discourse, draft: Draft, slots: Iterable[Slot]) -> bool:
    """Whether a sentence names between whom something is, and the reader cannot tell who: it is no pair spoken of."""
    functions = {slot.function for slot in slots} & _BETWEEN
    arguments = discourse.grammar.arguments(draft.sentence, draft.trigger) if functions else ()
    named = (a.head for a in arguments if a.function in functions and a.rank == TREE)
    return any(head.pos == "PROPN" or head.text[:1].isupper() for head in named)


_BETWEEN = frozenset({"арасында", "между+ins", "between"})


def _is_of(draft: Draft, filler: Filler, side: str) -> bool:
    """Whether a firm or people are a side's own, by their name: «белорус компаниялары» of whom speaks for Belarus."""
    inside = (m for m in draft.sentence.mentions if filler.first <= m.first and m.last <= filler.last)
    return any(m.name == side for m in inside)


def complete_addressed(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Put for whom he speaks who addresses a firm or its like before it: «предложил томским заводам …»."""
    fillers = draft.roles.get(frame.pair, [])
    if len(fillers) != 1 or fillers[0].function not in _ADDRESSED:
        return
    one, own = fillers[0], _acting(discourse, draft, frame)
    if not own or own == one.value or (one.mention is not None and one.mention.kind in _TERRITORIES):
        return
    inside = [m for m in draft.sentence.mentions if one.first <= m.first and m.last <= one.last and m.entry is not None]
    side = next((m for m in discourse.sides(draft.sentence) if m.name == own), None)
    if side is None or all(apart(m, side) for m in inside):  # «предложил своим заводам»: his own
        fillers.insert(0, Filler(own, -1, -1, CONTEXT, "side of who acts", side))


_ADDRESSED = frozenset({"dat", "obj", "to"})
"""Functions of those to whom something is said."""


def with_many(fillers: Sequence[Filler]) -> bool:
    """Whether all of some sides are those with whom another deals: «подписаны соглашения с A, B и C»."""
    return len(fillers) > 1 and all(f.function in WITH_WHOM for f in fillers)


def _among_many(discourse: Discourse, draft: Draft, role: str) -> None:
    """Add the one who deals with several: who speaks, else the side most told of in another country than they."""
    fillers = draft.roles.get(role, [])
    if not with_many(fillers):
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
        alone = len(fillers) == 1 and fillers[0].function in WITH_WHOM and fillers[0].mention is not None
        other = discourse.counterpart(draft.sentence, str(fillers[0].value)) if alone else None
        if other is not None and fillers[0].mention is not None and foreign(fillers[0].mention, other):
            draft.add(name, [Filler(other.name, -1, -1, CONTEXT, "the other side spoken of", other)])
