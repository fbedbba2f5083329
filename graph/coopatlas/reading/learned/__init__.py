"""The learned part: logistic regressions that re-score what rules read, and add what no frame reached.

What is added carries the probability that documents kept out of its making give it; below a line it is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from coopatlas.model import EntityRef, Fact
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.learned import model
from coopatlas.reading.learned.judge import LIMITS, Judge, Limits
from coopatlas.reading.learned.scoring import scores

__all__ = ["LIMITS", "Limits", "combined", "sided"]


def combined(
    discourse: Discourse,
    told: Sequence[Fact],
    models: Mapping[str, model.Linear] | None = None,
    limits: Limits = LIMITS,
) -> list[Fact]:
    """Return the facts that rules read in a document, mended and completed by the learned part of its language."""
    models = model.load() if models is None else models
    if f"{discourse.lang}.kinds" not in models:
        return list(told)
    judge = Judge(discourse, models, limits)
    sentences = {sentence.start for sentence in discourse.sentences}
    elsewhere = [fact for fact in told if fact.start not in sentences]
    judged = [fact for scored in scores(discourse, told, models) for fact in judge.facts(scored)]
    places = {sentence.start: sentence.index for sentence in discourse.sentences}
    return [*elsewhere, *sided(judged, places)]


_REACH = 4
"""Sentences over which a flow is spoken of."""


def sided(facts: Sequence[Fact], places: Mapping[int, int]) -> Iterator[Fact]:
    """Yield the facts, goods without a reporter with that of the flow that was told of last, else of the next one.

    `places` gives of each sentence by its start which one of the text it is.
    """
    last: Fact | None = None
    for n, fact in enumerate(facts):
        if fact.kind == "commodity" and "reporter" not in fact.roles:
            ahead = (one for one in facts[n + 1 :] if _tells(one))
            if last is not None and _near(last, fact, places):
                yield _with_sides(fact, last)
            elif (one := next(ahead, None)) is not None and _near(one, fact, places):
                yield _with_sides(fact, replace(one, roles={"reporter": one.roles["reporter"]}))
            else:
                yield fact
            continue
        if {"reporter", "partner"} & set(fact.roles):
            last = fact if _tells(fact) else last
        yield fact


def _tells(fact: Fact) -> bool:
    return fact.kind in _TRADED and _by_a_territory(fact)


def _near(one: Fact, fact: Fact, places: Mapping[int, int]) -> bool:
    at = places.get(fact.start, 0)
    return abs(at - places.get(one.start, at)) <= _REACH


def _with_sides(fact: Fact, told: Fact) -> Fact:
    """Return goods with the sides of a flow; a partner of their own stays, and is not its own reporter."""
    sides = {role: told.roles[role] for role in ("reporter", "partner") if role in told.roles}
    own = [filler.plain for filler in fact.roles.get("partner", ())]
    if own and own == [filler.plain for filler in sides["reporter"]]:
        return fact
    sides = {"reporter": sides["reporter"]} if own else sides
    carried = {role: tuple(replace(f, span=None, source=_PAIR) for f in sides[role]) for role in sides}
    return replace(fact, roles={**carried, **fact.roles})


def _by_a_territory(fact: Fact) -> bool:
    """Whether a territory reports a flow: what a port handles is none of its trade."""
    reporters = [filler.value for filler in fact.roles.get("reporter", ())]
    return bool(reporters) and not any(isinstance(one, EntityRef) and one.type == "port" for one in reporters)


_TRADED = frozenset({"trade", "growth", "commodity"})
_PAIR = "context: pair spoken of"
