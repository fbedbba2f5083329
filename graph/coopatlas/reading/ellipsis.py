"""What a sentence leaves to those before it: whose another office is, who goes on with a journey."""

from collections.abc import Sequence
from dataclasses import replace

from coopatlas.model import kinds
from coopatlas.reading.draft import CONTEXT, TRUST, Draft

_SUPPLIED = frozenset({("mission", "sender"), ("visit", "visitor")})
"""Kinds and roles of which the fact of the kind told before tells what is left out."""
_REACH = 12
"""Sentences back to the fact that tells it."""
_PARTICULAR = 2
"""Roles that the sentence itself fills, from which on a fact is told though one stays open."""
_GENERAL = frozenset({"status", "type", "currency", "bound"})


def supply(read: Sequence[Draft], draft: Draft) -> bool:
    """Fill what a draft lacks from what was told before; return whether it tells enough then."""
    role = draft.lacks
    if (draft.kind, role) in _SUPPLIED and not draft.subject:
        other = next((o for o in reversed(read) if o.kind == draft.kind and role in o.roles), None)
        if other is not None and other.sentence.index >= draft.sentence.index - _REACH:
            told = (replace(f, sentence=f.sentence or other.sentence) for f in other.roles[role])
            draft.add(role, (replace(f, source=CONTEXT, reason=f"{draft.kind} before") for f in told))
            draft.confidence *= TRUST[CONTEXT]
            return True
    own = {name for name, fillers in draft.roles.items() if any(f.source != CONTEXT for f in fillers)}
    return not kinds()[draft.kind].lacking(draft.roles) and len(own - _GENERAL) >= _PARTICULAR
