"""The records that pass between the parts: a document, and a fact read from it.

The vocabulary is that of the annotation guideline for cooperation news: nineteen kinds of fact, their roles,
seven modalities, two polarities. A fact record is the one interface between reading and knowing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

ROLES: Mapping[str, tuple[str, ...]] = {
    "post": ("person", "role", "organization", "represents", "seat"),
    "meeting": ("participant", "party", "place", "date", "topic"),
    "visit": ("visitor", "destination", "date"),
    "agreement": ("party", "type", "subject", "status", "date", "place"),
    "venture": ("party", "location", "sector", "status"),
    "investment": ("investor", "recipient", "value", "currency", "bound", "sector", "date"),
    "trade": ("reporter", "partner", "flow", "value", "currency", "unit", "bound", "period"),
    "growth": ("reporter", "partner", "flow", "percent", "bound", "period", "base"),
    "commodity": ("reporter", "partner", "flow", "commodity", "period"),
    "supply": ("supplier", "recipient", "goods", "start", "period", "status"),
    "interest": ("holder", "target", "subject"),
    "proposal": ("proposer", "party", "subject"),
    "support": ("supporter", "beneficiary", "subject"),
    "gateway": ("place", "function", "for"),
    "mission": ("sender", "host", "type", "status", "district", "date"),
    "twinning": ("party", "status", "date"),
    "membership": ("member", "union", "status"),
    "partner": ("party", "of", "rank", "flow"),
    "route": ("from", "to", "mode", "status", "name"),
}
"""The kinds of fact and the roles of each, in the order in which they are shown."""

LIST_ROLES = frozenset(
    {
        ("meeting", "participant"),
        ("meeting", "party"),
        ("meeting", "topic"),
        ("visit", "visitor"),
        ("agreement", "party"),
        ("venture", "party"),
        ("venture", "location"),
        ("proposal", "party"),
        ("mission", "district"),
        ("twinning", "party"),
    }
)
"""The roles that take a list; every other role takes one string or number."""

STATUSES: Mapping[str, tuple[str, ...]] = {
    "agreement": ("proposed", "negotiated", "planned", "signed", "in_force", "ended"),
    "venture": ("interest", "planned", "existing"),
    "supply": ("planned", "started", "ongoing", "ended"),
    "mission": ("planned", "opened", "operating", "closed"),
    "twinning": ("proposed", "planned", "established"),
    "membership": ("member", "observer", "candidate"),
    "route": ("planned", "opened", "operating", "closed"),
}
"""The values of the role `status`, by kind, in the order of the way from words to deeds."""

BOUNDS = ("min", "max", "about", "exact")
MODALITIES = ("stated", "interest", "intention", "proposal", "readiness", "evaluation", "negotiation")
POLARITIES = ("positive", "negative")
LANGUAGES = ("ru", "en", "kk")

CERTAIN = 0.6
"""The confidence from which a stated fact is asserted; below it the claim is kept and marked uncertain."""

Value = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be read, with what is known of it.

    `name` is its own `id` where it has one, else its path as given; `published` is ISO 8601 at the precision known.
    """

    name: str
    text: str
    lang: str
    title: str | None = None
    source: str | None = None
    published: str | None = None

    @property
    def digest(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of text and description: same digest, same document."""
        parts = (self.text, self.lang, self.title or "", self.source or "", self.published or "")
        return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as a document puts it forward.

    `args` maps a role of `ROLES[kind]` to a string, a number, or a tuple of strings for `LIST_ROLES`; names are in
    dictionary form in the document's language, dates ISO 8601 (`2018-H1`, `2018-Q3`, `2018-01/2018-08`), currencies
    ISO 4217. `evidence == text[start:end]`, code points, half-open; `anchor` is where the word stands that the fact was
    read from. `printed` is the figure as it stands in the text.
    """

    kind: str
    args: Mapping[str, Value]
    evidence: str
    start: int
    end: int
    modality: str = "stated"
    polarity: str = "positive"
    speaker: str | None = None
    rule: str = ""
    confidence: float = 1.0
    printed: str | None = None
    anchor: int | None = None
    lang: str = "ru"

    @property
    def asserted(self) -> bool:
        """Whether the fact may stand in the graph of asserted statements: stated, positive and certain."""
        return self.modality == "stated" and self.polarity == "positive" and self.confidence >= CERTAIN

    def record(self, doc: str) -> dict[str, Any]:
        """Return the record of one line of JSON, with the document's name under `doc`."""
        optional = {"speaker": self.speaker, "printed": self.printed}
        return {
            "doc": doc,
            "kind": self.kind,
            "args": {role: list(v) if isinstance(v, tuple) else v for role, v in self.args.items()},
            "modality": self.modality,
            "polarity": self.polarity,
            **{key: value for key, value in optional.items() if value is not None},
            "evidence": self.evidence,
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
            "confidence": round(self.confidence, 2),
        }
