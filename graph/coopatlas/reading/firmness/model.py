"""How firmly a thing is said: modality, polarity and phase, decided once for all kinds, before any status."""

from collections.abc import Callable
from dataclasses import dataclass

from coopatlas.language.tokens import Sentence, Token


@dataclass(frozen=True, slots=True)
class Firmness:
    """How a clause puts forward what one of its words evokes.

    `modality` is one of `MODALITIES`, `polarity` one of `POLARITIES`. `phase` is how far the thing itself has come:
    `proposed`, `wished`, `negotiated`, `planned`, `begun`, `done`, `ongoing`, `ended`, `cancelled`. `claimed` is False
    for what states nothing: a condition, a question, a wish of good luck. `trigger` is the word that decided, `by` its
    class, and `holder` the code point where the word stands whose subject wishes, proposes or plans. What is `silent`
    is named, and nothing in its sentence tells how far it has come: «объём вложений – 60 млн».
    """

    modality: str = "stated"
    polarity: str = "positive"
    phase: str = "done"
    claimed: bool = True
    trigger: str = ""
    holder: int | None = None
    by: str = ""
    silent: bool = False


Decide = Callable[[Sentence, Token], Firmness]
"""Tells how firmly a sentence of a language says the thing that one of its words evokes."""
