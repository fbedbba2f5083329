"""The states that stand for their bodies: for the ministry that opens a mission, the parliament that ratifies."""

from collections.abc import Mapping
from dataclasses import replace

from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import Draft, Filler
from coopatlas.reading.referents.owners import territories_within


def stand_for_states(discourse: Discourse, draft: Draft) -> None:
    """Let a state stand for its ministry that opens a consulate, and for the parliament that ratifies a treaty."""
    role, lists = _OF_STATES.get(draft.kind, ("", ()))
    nouns = frozenset().union(*lexicon.lists(discourse.lang, "references", lists).values()) if role else frozenset()
    found: list[Filler] = []
    for filler in draft.roles.get(role, ()):
        body = filler.mention if filler.mention is not None and filler.mention.kind == "organization" else None
        owned = body is not None and not nouns.isdisjoint(str(filler.value).casefold().split())
        states = territories_within(draft.sentence, body) if body is not None and owned else []
        found += [replace(filler, value=state.name, mention=state) for state in states] or [filler]
    if found:
        draft.roles[role] = found


_OF_STATES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "mission": ("sender", ("ministries", "missions")),
    "agreement": ("party", ("legislatures",)),
}
"""Of a kind of fact the role of those for whose bodies the state stands, and which bodies these are."""
