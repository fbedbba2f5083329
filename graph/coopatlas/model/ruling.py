"""What became of a fact by the decision of a person."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopatlas.model.fact import Fact


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided of a fact.

    `verdict` is a term of `v:ruling` (confirmed, corrected, added, rejected), `decision` the id of the decision, `when`
    an ISO 8601 time. `first` is the fact as it was told before anyone decided: by the reader, or by who added it.
    """

    verdict: str
    decision: str
    who: str
    when: str
    why: str
    first: "Fact"
