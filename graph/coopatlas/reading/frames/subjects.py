"""Who does a thing where the verb alone tells it: «предлагаем», «Встретился с послом»."""

from coopatlas.language.tokens import Token
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import CONTEXT, Draft, Filler
from coopatlas.reading.lexicon import Frame


def imply_subject(discourse: Discourse, draft: Draft, frame: Frame) -> None:
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
    alone = len(draft.roles[role]) == 1 and draft.roles[role][0].function in WITH_WHOM
    name = discourse.speaker(draft.sentence, verb.start) if alone else None
    if name is None or name not in discourse.people or name in draft.values(role):
        return
    if discourse.grammar.implied_person(draft.sentence, verb):
        draft.add(role, [Filler(name, source=CONTEXT, reason="speaker")])


WITH_WHOM = frozenset({"с+ins", "with", "ins"})
