"""What a mention stands for, decided once where it is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntityRef:
    """What a stretch of text stands for.

    `name` is in dictionary form, the fullest that the document gives; `type` is person, territory, union, port, place,
    organization or product. `entry` is the id of the gazetteer's entry, None where the document alone knows it;
    `candidates` are the ids that it may stand for where the text does not settle which. `reason` says how it was
    found: `name`, `abbreviation`, `adjective`, `demonym`, `description: регион`, `pronoun: он`, `side: наш`.
    """

    name: str
    type: str
    entry: str | None = None
    candidates: tuple[str, ...] = ()
    reason: str = "name"
