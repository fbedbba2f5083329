"""Making fact records: the evidence is the sentence, empty roles are left out. Independent of language."""

from collections.abc import Mapping, Sequence

from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Evidence, Fact, kinds, typed
from coopatlas.model import Filler as Typed
from coopatlas.model.period import period

Filler = str | int | float | Typed | Sequence[str | Typed] | None


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
    return typed(
        kind,
        {role: _fillers(kind, role, told) for role, told in args.items()},
        [Evidence(sentence.start, sentence.end, sentence.text)],
        modality=modality,
        polarity=polarity,
        rule=rule,
        confidence=confidence,
        printed=printed,
        anchor=at.start if at is not None else None,
    )


def _fillers(kind: str, role: str, told: Filler) -> list[Typed]:
    several = told if isinstance(told, Sequence) and not isinstance(told, str) else [told]
    dated = kinds()[kind].roles[role].type == "period"
    return [_filler(one, dated=dated) for one in several if one is not None and one != ""]


def _filler(told: str | int | float | Typed, *, dated: bool) -> Typed:
    if isinstance(told, Typed):
        return told
    return Typed((period(str(told)) if dated else None) or told)
