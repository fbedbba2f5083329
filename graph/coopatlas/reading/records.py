"""Making fact records: the evidence is the sentence, empty roles are left out. Independent of language."""

from collections.abc import Mapping, Sequence

from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Fact, Value

Filler = str | int | float | Sequence[str] | None


def make(  # noqa: PLR0913  the fields of a fact, by name
    kind: str,
    sentence: Sentence,
    args: Mapping[str, Filler],
    rule: str,
    *,
    modality: str = "stated",
    polarity: str = "positive",
    confidence: float = 0.8,
    printed: str | None = None,
    at: Token | None = None,
) -> Fact:
    """Return a fact read from `sentence`; roles without a value are left out, lists lose repetitions.

    `at` is the word that the fact was read from: it decides whether the fact stands inside a quotation.
    """
    filled: dict[str, Value] = {}
    for role, value in args.items():
        if value is None or value in ("", []):
            continue
        filled[role] = value if isinstance(value, str | int | float) else tuple(dict.fromkeys(value))
    return Fact.plain(
        kind,
        filled,
        sentence.text,
        sentence.start,
        sentence.end,
        modality=modality,
        polarity=polarity,
        rule=rule,
        confidence=confidence,
        printed=printed,
        anchor=at.start if at is not None else None,
    )
