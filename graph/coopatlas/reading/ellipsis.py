"""What a sentence leaves to those before it: whose another office is, who goes on with a journey."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coopatlas.model import kinds
from coopatlas.reading.draft import CONTEXT, TRUST, Draft

_SUPPLIED: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("mission", "sender"): (("mission", "sender"),),
    ("visit", "visitor"): (("visit", "visitor"),),
}
"""Of a role that is left out the roles of facts before it that tell it."""
_REACH = 12
"""Sentences back to the fact that tells it."""
_PARTICULAR = 2
"""Roles that the sentence itself fills, from which on a fact is told though one stays open."""
_GENERAL = frozenset({"status", "type", "currency", "bound"})


def supply(read: Sequence[Draft], draft: Draft) -> bool:
    """Fill what a draft lacks from what was told before; return whether it tells enough then."""
    for kind, other_role in _SUPPLIED.get((draft.kind, draft.lacks), ()):
        other = next((o for o in reversed(read) if o.kind == kind and other_role in o.roles), None)
        if other is not None and other.sentence.index >= draft.sentence.index - _REACH and not draft.subject:
            told = (replace(f, sentence=f.sentence or other.sentence) for f in other.roles[other_role])
            draft.add(draft.lacks, (replace(f, source=CONTEXT, reason=f"{kind} before") for f in told))
            draft.confidence *= TRUST[CONTEXT]
            return True
    own = {role for role, fillers in draft.roles.items() if any(f.source != CONTEXT for f in fillers)}
    return not kinds()[draft.kind].lacking(draft.roles) and len(own - _GENERAL) >= _PARTICULAR
