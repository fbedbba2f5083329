"""How firmly a figure of trade is said, until the clause's own firmness is decided for all kinds alike."""

from collections.abc import Callable

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.firmness import Firmness, settled
from coopatlas.reading.flows.passage import Passage
from coopatlas.reading.flows.words import Words

Decide = Callable[[Sentence, Token], Firmness]


def of_figure(words: Words, passage: Passage, start: int, end: int, decide: Decide | None) -> Firmness:
    """Return the firmness of what stands at a place of a sentence."""
    token = next((t for t in passage.sentence.tokens if t.end - passage.sentence.start > start), None)
    decided = (
        settled("trade", decide(passage.sentence, token)) if decide is not None and token is not None else Firmness()
    )
    if decided.modality != "stated" or decided.polarity != "positive" or not decided.claimed:
        return decided
    clause = passage.clause(start)
    before = passage.text[clause[0] : start]
    around = passage.text[clause[0] : min(clause[1], end + 60)] if passage.lang == "kk" else before
    for modality in ("intention", "evaluation", "readiness", "proposal"):
        pattern = words.modality.get(modality)
        if pattern is not None and pattern.search(around):
            return Firmness(modality, phase="planned")
    return decided
