"""What became of a fact by the decision of a person."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopatlas.model.fact import Fact

RULED = ("confirmed", "corrected", "added", "rejected")
"""What a person may have made of a fact; terms of `v:ruling`."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided of a fact.

    `verdict` is one of `RULED`, `decision` the id of the decision, `when` an ISO 8601 time. `first` is the fact as it
    was told before anyone decided: by the reader, or by who added it.
    """

    verdict: str
    decision: str
    who: str
    when: str
    why: str
    first: "Fact"
