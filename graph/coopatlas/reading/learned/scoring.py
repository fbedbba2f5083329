"""What the models say of a sentence: which kinds it tells, which candidates fill which roles, and why."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coopatlas.language.tokens import Sentence
from coopatlas.model import Fact, Filler, Kind
from coopatlas.model.kinds import ENTITIES
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.learned import features
from coopatlas.reading.learned.candidates import Candidate, candidates
from coopatlas.reading.learned.model import Linear

OPEN = ENTITIES | {"topic", "text", "period"}
"""The types of role that candidates may fill; the others hold terms and figures."""
UNSEEN = -9.0
"""The score of what a model has not learned."""
_STEPS = (-5.0, -4.0, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)


@dataclass(slots=True)
class Scored:
    """A sentence with what the models say of it.

    `kind` gives for a kind the score that the sentence tells one, and for `kind.role=term` that of the term; `role`
    gives for each candidate the score of each `kind.role`; `told` is what rules read in the sentence.
    """

    sentence: Sentence
    candidates: Sequence[Candidate]
    seen: Sequence[str]
    kind: Mapping[str, float]
    role: Sequence[Mapping[str, float]]
    told: list[Fact] = field(default_factory=list)

    def score(self, kind: str, role: str, at: int) -> float:
        """Return the score of a candidate for a role."""
        return self.role[at].get(f"{kind}.{role}", UNSEEN)


def learnable(kind: Kind) -> list[str]:
    """Return the roles of a kind that candidates may fill."""
    return [role.name for role in kind.roles.values() if role.type in OPEN]


def scores(discourse: Discourse, told: Sequence[Fact], models: Mapping[str, Linear]) -> Iterator[Scored]:
    """Yield the sentences of a document with what the models of its language say of each."""
    kinds, roles = models[f"{discourse.lang}.kinds"], models[f"{discourse.lang}.roles"]
    for sentence, own in by_sentence(discourse, told):
        found = candidates(discourse, sentence)
        seen, standing = observed(sentence, found, own)
        yield Scored(sentence, found, seen, kinds.scores(seen), [roles.scores(one) for one in standing], own)


def by_sentence(discourse: Discourse, told: Sequence[Fact]) -> Iterator[tuple[Sentence, list[Fact]]]:
    """Yield each sentence with the facts that rules read in it; one read from several belongs to its first."""
    by_start: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in told:
        by_start[fact.start].append(fact)
    for sentence in discourse.sentences:
        yield sentence, by_start.pop(sentence.start, [])


def observed(sentence: Sentence, found: Sequence[Candidate], told: Sequence[Fact]) -> tuple[list[str], list[list[str]]]:
    """Return the features of a sentence and of its candidates, beside the facts that rules read in it."""
    given: defaultdict[str, set[str]] = defaultdict(set)
    for fact in told:
        for role, fillers in fact.roles.items():
            for filler in fillers:
                given[str(filler.plain)].add(f"{fact.kind}.{role}")
    types = [candidate.type for candidate in found]
    seen = features.of_sentence(sentence, types, {fact.kind for fact in told})
    counts = {kind: types.count(kind) for kind in set(types)}
    standing = [features.of_candidate(sentence, c, given.get(c.value, ()), counts[c.type]) for c in found]
    return seen, standing


def of_candidate(scored: Scored, kind: str, role: str, at: int) -> list[str]:
    """Return what tells whether a candidate that no rule took fills a role: its scores, and where it stands."""
    score = scored.score(kind, role, at)
    best = max((scored.score(kind, role, n) for n in range(len(scored.candidates)) if n != at), default=UNSEEN)
    state = "read" if any(fact.kind == kind for fact in scored.told) else "new"
    where = scored.candidates[at].where
    told = {"k": scored.kind.get(kind, UNSEEN), "r": score, "m": score - best}
    return [*_common(kind, role, state, told), f"x:{where}", f"s:{state}|{where}"]


def of_value(scored: Scored, fact: Fact, role: str, filler: Filler) -> list[str]:
    """Return what tells whether a value that a rule read is right: the rule, how it found it, and its scores."""
    at = next((n for n, candidate in enumerate(scored.candidates) if candidate.value == str(filler.plain)), None)
    told = {"k": scored.kind.get(fact.kind, UNSEEN)}
    if at is not None:
        score = scored.score(fact.kind, role, at)
        best = max((scored.score(fact.kind, role, n) for n in range(len(scored.candidates)) if n != at), default=UNSEEN)
        told |= {"r": score, "m": score - best}
    source = filler.source.partition(":")[0]
    found = _common(fact.kind, role, "ruled", told)
    found += [f"by:{fact.rule}", f"by:{fact.rule}|{role}", f"from:{source}", f"from:{source}|{fact.kind}.{role}"]
    return [*found, "known" if at is not None else "no candidate"]


def _common(kind: str, role: str, state: str, told: Mapping[str, float]) -> list[str]:
    steps = [f"{name}>{step}" for name, value in told.items() for step in _STEPS if value > step]
    coarse = [f"{state}|{name}>{step}" for name, value in told.items() for step in _STEPS[::2] if value > step]
    return ["1", f"s:{state}", f"{kind}.{role}", f"k:{kind}|{state}", *steps, *coarse]


def of_fact(scored: Scored, fact: Fact, chances: Sequence[float]) -> list[str]:
    """Return what tells whether a fact is one of the text at all: its kind, rule, and the chances of its values."""
    told = {"k": scored.kind.get(fact.kind, UNSEEN)}
    if chances:
        told |= {"a": 5 * (2 * sum(chances) / len(chances) - 1), "l": 5 * (2 * min(chances) - 1)}
    found = _common(fact.kind, "", "fact", told)
    return [*found, f"by:{fact.rule}", f"n:{min(len(fact.args), 6)}", f"m:{fact.modality}|{fact.polarity}"]
