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
    visitors = draft.roles.get("visitor", ())
    draft.roles.update(
        {"visitor": [one for filler in visitors for one in _from_where(draft, filler)]} if visitors else {}
    )


def _from_where(draft: Draft, filler: Filler) -> list[Filler]:
    """Return whose those are who come, where they are only called: «предприниматели из Ливии» are of Libya."""
    if filler.mention is not None or filler.first < 0:
        return [filler]
    inside = [m for m in draft.sentence.mentions if filler.first <= m.first and m.last <= filler.last]
    owners = [m for m in inside if m.kind == "territory"] if all(m.kind == "territory" for m in inside) else []
    return [replace(filler, value=m.name, mention=m) for m in owners] or [filler]


_OF_STATES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "mission": ("sender", ("ministries", "missions")),
    "agreement": ("party", ("legislatures",)),
}
"""Of a kind of fact the role of those for whose bodies the state stands, and which bodies these are."""
