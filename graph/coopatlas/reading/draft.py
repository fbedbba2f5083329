"""A fact in the making: fillers with where they stand and how they were found, before status, context and merging."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model.figure import Figure
from coopatlas.reading.firmness import Firmness

SLOT, IN_CLAUSE, IN_SENTENCE, CONTEXT = "slot", "clause", "sentence", "context"
"""How a filler was found: governed by the word, in its clause, elsewhere in the sentence, from what was said before."""
TRUST = {SLOT: 1.0, IN_CLAUSE: 0.92, IN_SENTENCE: 0.8, CONTEXT: 0.8}
"""What each way of finding a filler leaves of the confidence in a fact."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A value of a role: in dictionary form, with the tokens `[first, last]` of its sentence where it stands.

    `mention` or `figure` is what it was made from; `source` says how it was found,
    `function` by which slot, and `reason` by which word. `sentence` is set where it stands in another than the draft's.
    """

    value: str | float
    first: int = -1
    last: int = -1
    source: str = SLOT
    reason: str = ""
    mention: Mention | None = None
    figure: Figure | None = None
    function: str = ""
    sentence: Sentence | None = None


@dataclass(slots=True)
class Draft:
    """A fact in the making: its kind, the word that evoked it, its fillers and its firmness.

    `modality` and `phase` are what its words say whatever their form, as «предложить» is a proposal; `default` is
    the status where it is told as done and nothing says more; one that `adds` tells more of another fact;
    what its frame asks for and its sentence leaves out, it `lacks`,
    and `subject` tells whether the word has one all the same, of another type;
    `event` is the word that tells what became of it.
    """

    kind: str
    rule: str
    sentence: Sentence
    trigger: Token
    roles: dict[str, list[Filler]] = field(default_factory=dict)
    firmness: Firmness = field(default_factory=Firmness)
    confidence: float = 0.85
    verbatim: str | None = None
    modality: str = ""
    phase: str = ""
    default: str = ""
    particular: str = ""
    adds: bool = False
    follows: bool = False
    lacks: str = ""
    subject: bool = False
    event: Token | None = None

    def add(self, role: str, fillers: Iterable[Filler]) -> None:
        """Add fillers to a role, each value once."""
        known = self.roles.setdefault(role, [])
        for filler in fillers:
            if all(_folded(filler) != _folded(other) for other in known):
                known.append(filler)
        if not known:
            del self.roles[role]

    def values(self, role: str) -> list[str]:
        """Return the values of a role as text."""
        return [str(filler.value) for filler in self.roles.get(role, ())]

    def fillers(self) -> Iterator[Filler]:
        """Yield the fillers of all roles."""
        for fillers in self.roles.values():
            yield from fillers


def _folded(filler: Filler) -> str:
    return str(filler.value).casefold()
