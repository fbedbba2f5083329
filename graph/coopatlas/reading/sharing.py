"""Acts told within one another share their sides: what is proposed, agreed or talked of is between the same two.

«X предложил создать СП с Y»: the venture is of him for whom X speaks, and so is the proposal one to Y.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.language.tokens import Mention
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse, Person, apart
from coopatlas.reading.draft import CONTEXT, Draft, Filler
from coopatlas.reading.filling import VERBAL
from coopatlas.reading.frames.subjects import WITH_WHOM
from coopatlas.reading.identity import type_of

_WITHIN = {
    "venture": frozenset({"proposal", "agreement", "meeting"}),
    "agreement": frozenset({"proposal", "twinning"}),
    "twinning": frozenset({"proposal", "agreement", "meeting"}),
}
"""Of each kind of act between two sides the kinds that tell of it."""
_TWO = 2


def share(discourse: Discourse, drafts: Sequence[Draft]) -> None:
    """Give the facts of a sentence that are told within one another the sides that one of them names."""
    for act in drafts:
        for telling in _tellings(discourse, drafts, act):
            sides, told = _sides(discourse, telling), _named(act, discourse.lang)
            if len(told) >= _TWO:
                if telling.kind == "proposal" and not _named(telling, discourse.lang):
                    _set(telling, act.roles["party"], act)
            elif len(sides) == _TWO and (whole := _completed(sides, told)):
                _set(act, whole, telling)
                if telling.kind == "proposal" and not _named(telling, discourse.lang):
                    _set(telling, whole, act)
        if act.kind == "supply":
            _deliver(discourse, drafts, act)


def _deliver(discourse: Discourse, drafts: Sequence[Draft], supply: Draft) -> None:
    """Let the other party of a contract of delivery receive: «заключил с заводом контракт на поставку кабеля»."""
    if supply.trigger.pos in VERBAL or len(supply.values("supplier")) != 1 or "recipient" in supply.roles:
        return
    above = {word.i for word in discourse.grammar.governing(supply.sentence, supply.trigger)}
    for other in drafts:
        parties = other.roles.get("party", ()) if other.kind == "agreement" and other.trigger.i in above else ()
        whom = [f for f in parties if f.value != supply.values("supplier")[0]]
        if len(parties) == _TWO and len(whom) == 1 and whom[0].function in WITH_WHOM:
            supply.add("recipient", [replace(whom[0], reason="party of the contract")])


def _tellings(discourse: Discourse, drafts: Sequence[Draft], act: Draft) -> Iterator[Draft]:
    """Yield what tells of an act in its sentence: whose word governs it, or the talk of which it is a topic."""
    kinds = _WITHIN.get(act.kind, frozenset())
    tokens = [act.trigger, *([act.event] if act.event else [])]
    above = {word.i for token in tokens for word in discourse.grammar.governing(act.sentence, token)}
    for other in drafts:
        beside = other.kind in {"meeting", "twinning"}
        if other is not act and other.kind in kinds and (beside or other.trigger.i in above):
            yield other


def _named(draft: Draft, lang: str) -> list[Filler]:
    """Return the parties that a sentence names itself, or that a plural in it stands for: «города»."""
    lists = lexicon.lists(lang, "references", _PLURALS)
    plurals = frozenset().union(*lists.values())
    return [f for f in draft.roles.get("party", ()) if f.source != CONTEXT or (f.first >= 0 and f.reason in plurals)]


_PLURALS = ("cities", "regions", "countries")
"""Nouns that tell what the two are, more than «стороны» does."""


def _sides(discourse: Discourse, draft: Draft) -> list[Filler]:
    """Return the two sides of an act, persons standing for theirs."""
    people = (discourse.people.get(name) for name in draft.values("participant"))
    sides = list(draft.roles.get("party", ()))
    for person in people:
        if person is not None and person.side and all(f.value != person.side for f in sides):
            sides.append(Filler(person.side, source=CONTEXT, reason=f"office of {person.name}"))
    return sides


def two_sides(discourse: Discourse, draft: Draft) -> tuple[Mention, Mention] | None:
    """Return the two sides between which an act is, where there are two and neither lies in the other.

    A person stands for the territory whose office is held, else for the body: the director of a port for the port.
    """
    people = [discourse.people.get(name) for name in draft.values("participant")]
    told = [f.mention for f in draft.roles.get("party", ()) if f.mention is not None and f.mention.kind == "territory"]
    meant = (_side(person, discourse.lang) for person in people if person is not None and person.side)
    sides = {m.name: m for m in (*told, *meant)}
    one, other = [*sides.values()] if len(sides) == _TWO else (None, None)
    if one is None or other is None or not apart(one, other):
        return None
    states = {m.entry.kind for m in (one, other) if m.entry is not None} == {"country"}
    return None if states else (one, other)  # ministers of two states met, while the text is of their regions


def _side(person: Person, lang: str) -> Mention:
    if person.represents:
        return _territory(person.represents, lang)
    return Mention("organization", person.organization, -1, -1, -1, "office", None)


def _territory(name: str, lang: str) -> Mention:
    entry = next((e for e in gazetteer.load().find(name, lang) if type_of(e) == "territory"), None)
    return Mention("territory", name, -1, -1, -1, "office", entry)


def _completed(sides: Sequence[Filler], told: Sequence[Filler]) -> list[Filler]:
    """Return both sides of an act of which one is told: the other of the two, or who deals with the one told."""
    if not told:
        return list(sides)
    one = told[0]
    if any(not _apart(one, side) for side in sides):
        return [one if not _apart(one, side) else side for side in sides]
    return [sides[0], one] if one.function in WITH_WHOM else []


def _apart(one: Filler, other: Filler) -> bool:
    """Whether two fillers are different sides, and neither lies in the other."""
    if one.value == other.value:
        return False
    return one.mention is None or other.mention is None or apart(one.mention, other.mention)


def _set(draft: Draft, sides: Sequence[Filler], of: Draft) -> None:
    own = draft.roles.get("party", [])
    draft.roles["party"] = [
        f if f in own else replace(f, source=CONTEXT, reason=f"sides of the {of.kind}") for f in sides
    ]
