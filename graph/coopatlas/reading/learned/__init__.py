"""The learned part: logistic regressions that re-score what rules read, and add what no frame reached.

What is added carries the probability that documents kept out of its making give it; below a line it is left out.
"""

from collections.abc import Mapping, Sequence

from coopatlas.model import Fact
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.learned import model
from coopatlas.reading.learned.judge import LIMITS, Judge, Limits
from coopatlas.reading.learned.scoring import scores

__all__ = ["LIMITS", "Limits", "combined"]


def combined(
    discourse: Discourse,
    told: Sequence[Fact],
    models: Mapping[str, model.Linear] | None = None,
    limits: Limits | None = None,
) -> list[Fact]:
    """Return the facts that rules read in a document, mended and completed by the learned part of its language."""
    models = model.load() if models is None else models
    if f"{discourse.lang}.kinds" not in models:
        return list(told)
    judge = Judge(discourse, models, limits or LIMITS[discourse.lang])
    sentences = {sentence.start for sentence in discourse.sentences}
    elsewhere = [fact for fact in told if fact.start not in sentences]
    return [*elsewhere, *(fact for scored in scores(discourse, told, models) for fact in judge.facts(scored))]
