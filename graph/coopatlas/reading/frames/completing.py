"""What a frame needs and its sentence does not name: whose a mission is, states of capitals, means of a route."""

from collections.abc import Sequence
from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.draft import CONTEXT, Draft, Filler
from coopatlas.reading.lexicon import Frame


def complete_posted(discourse: Discourse, draft: Draft, frame: Frame) -> None:
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


def is_alone(draft: Draft) -> bool:
    """Whether a draft has one party, and no other."""
    return len(draft.roles.get("party", ())) == 1


def are_together(draft: Draft, frame: Frame) -> bool:
    """Whether there are two for the roles that need two, one of them named in the sentence where the frame asks it.

    Where the first of the roles has two, the others are left out: persons stand for their sides.
    """
    for role in frame.two:
        if len(draft.roles.get(role, ())) > 1:
            draft.roles[role] = _without_owners(draft.sentence, _without_wholes(draft.roles[role]))
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


def _without_owners(sentence: Sentence, fillers: Sequence[Filler]) -> list[Filler]:
    """Return Kazakh sides without the state that only says whose another is: «Иранның Мазандаран провинциясы»."""
    heads = {f.mention.head for f in fillers if f.mention is not None and f.source != CONTEXT and f.mention.head >= 0}
    owners = [t for t in sentence.tokens if t.case == "Gen" and t.rel == "nmod:poss" and t.head in heads - {t.i}]
    owning = {t.i for t in owners} if len(heads) > 1 else set()
    return [f for f in fillers if f.mention is None or f.source == CONTEXT or f.mention.head not in owning]


def complete_states(discourse: Discourse, draft: Draft, frame: Frame) -> None:
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


def complete_means(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Fill by what means a route runs from the rest of its sentence, else from those right before it."""
    table = frame.values.get("mode", {})
    if not table or "mode" in draft.roles:
        return
    at = draft.sentence.index
    for sentence in (draft.sentence, *reversed(discourse.sentences[max(0, at - _MEANS) : at])):
        near = sorted(sentence.tokens, key=lambda t: abs(t.start - draft.trigger.start))
        # Of the sentences before, what runs there tells it, and no «самолёт» that came in.
        runs = {*frame.nouns, *(frame.near if discourse.form.head_final else ())}
        told = (t for t in near if sentence is draft.sentence or t.lemma in runs or t.pos == "ADJ")
        word = next((t for t in told if t.lemma in table), None)
        if word is not None:
            draft.add("mode", [Filler(table[word.lemma], -1, -1, CONTEXT, word.lemma)])
            return


_MEANS = 2
"""Sentences back to the word that tells by what means a route runs."""
