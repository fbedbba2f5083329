"""Rules and the learned part together: values re-scored, roles filled, facts added where a kind is told and none read.

What is added carries the probability that a held-out part of the corpora gives it; below the line it is left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import EntityRef, Evidence, Fact, Filler, Kind, kinds, typed
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.firmness import decide
from coopatlas.reading.learned import features, model
from coopatlas.reading.learned.candidates import HERE, Candidate, candidates

KIND, ADD, FILL, DROP = 0.3, 0.6, 0.6, 0.25
"""Probabilities from which a kind is looked for, a value of a new fact or of a known one is told, and below which a
value that rules read is dropped; chosen on folds of the training documents for a precision of .85."""
ANCHORS: Mapping[str, str] = {"commodity": "commodity", "supply": "goods", "interest": "subject", "post": "person",
                              "membership": "member", "partner": "party"}  # fmt: skip
"""The role each of whose values makes a fact of its own."""
NEVER_ADDED = frozenset({"trade", "growth"})
"""Kinds that stand and fall with a figure, which the grammar of figures finds."""


@dataclass(slots=True)
class Scored:
    """A sentence with what the models say of it."""

    sentence: Sentence
    candidates: Sequence[Candidate]
    seen: Sequence[str]
    kind: Mapping[str, float]
    """Kind → score that the sentence tells one; `kind.role=term` → score of the term."""
    role: Sequence[Mapping[str, float]]
    """Of each candidate, `kind.role` → score."""
    told: list[Fact] = field(default_factory=list)


def combined(discourse: Discourse, told: Sequence[Fact]) -> list[Fact]:
    """Return the facts that rules read in a document, mended and completed by the learned part of its language."""
    models = model.load()
    if f"{discourse.lang}.kinds" not in models:
        return list(told)
    found: list[Fact] = []
    for scored in scores(discourse, told, models):
        found += _sentence(discourse, scored, models[f"{discourse.lang}.right"])
    known = {id(fact) for fact in found}
    return found if known else list(told)


def scores(discourse: Discourse, told: Sequence[Fact], models: Mapping[str, model.Linear]) -> Iterator[Scored]:
    """Yield the sentences of a document with what the models of its language say of each."""
    by_start: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in told:
        by_start[fact.start].append(fact)
    kind_model, role_model = models[f"{discourse.lang}.kinds"], models[f"{discourse.lang}.roles"]
    for sentence in discourse.sentences:
        own = by_start.get(sentence.start, [])
        found = candidates(discourse, sentence)
        seen, standing = observed(sentence, found, own)
        yield Scored(
            sentence,
            found,
            seen,
            dict(zip(kind_model.outputs, map(float, kind_model.logits(seen)), strict=True)),
            [dict(zip(role_model.outputs, map(float, role_model.logits(f)), strict=True)) for f in standing],
            own,
        )


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


def evidence(scored: Scored, kind: str, role: str, at: int) -> list[str]:
    """Return the features by which a value is judged right or wrong: the scores, cut into steps, and how it stands."""
    candidate = scored.candidates[at]
    score = scored.role[at].get(f"{kind}.{role}", -9.0)
    best = max((s.get(f"{kind}.{role}", -9.0) for n, s in enumerate(scored.role) if n != at), default=-9.0)
    ruled = any(candidate.value in _plain(fact, role) for fact in scored.told if fact.kind == kind)
    read = any(fact.kind == kind for fact in scored.told)
    steps = {"k": scored.kind.get(kind, -9.0), "r": score, "m": score - best}
    found = [f"{name}>{step}" for name, value in steps.items() for step in _STEPS if value > step]
    state = "ruled" if ruled else "read" if read else "new"
    found += [f"{state}|{name}>{step}" for name, value in steps.items() for step in _STEPS[::2] if value > step]
    return [
        "1",
        f"s:{state}",
        f"x:{candidate.where}",
        f"s:{state}|{candidate.where}",
        f"{kind}.{role}",
        f"k:{kind}|{state}",
        *found,
    ]


_STEPS = (-5.0, -4.0, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)


def _plain(fact: Fact, role: str) -> set[str]:
    return {str(filler.plain) for filler in fact.roles.get(role, ())}


def _sentence(discourse: Discourse, scored: Scored, right: model.Linear) -> Iterator[Fact]:
    """Yield the facts of a sentence: those of the rules mended, and those of kinds that no rule read."""
    read = {fact.kind for fact in scored.told}
    for fact in scored.told:
        mended = _mended(scored, fact, right)
        if mended is not None:
            yield mended
    for name, kind in kinds().items():
        if name in read or name in NEVER_ADDED or model.probability(scored.kind.get(name, -9.0)) < KIND:
            continue
        yield from _added(discourse, scored, kind, right)


def _chance(scored: Scored, right: model.Linear, kind: str, role: str, at: int) -> float:
    return model.probability(float(right.logits(evidence(scored, kind, role, at))[0]))


def learnable(kind: Kind) -> list[str]:
    """Return the roles of a kind that candidates may fill."""
    return [role.name for role in kind.roles.values() if role.type in OPEN]


OPEN = frozenset(
    {"person", "body", "territory", "union", "side", "agent", "place", "goods", "target", "topic", "text", "period"}
)


def _mended(scored: Scored, fact: Fact, right: model.Linear) -> Fact | None:
    """Return a fact of the rules without the values that are likely wrong, its empty roles filled."""
    kind, roles = kinds()[fact.kind], dict(fact.roles)
    chances: list[float] = []
    by_value = {candidate.value: n for n, candidate in enumerate(scored.candidates)}
    for role in learnable(kind):
        kept = []
        for filler in roles.get(role, ()):
            at = by_value.get(str(filler.plain))
            chance = _chance(scored, right, fact.kind, role, at) if at is not None else 0.7
            if chance >= DROP:
                kept.append(filler)
                chances.append(chance)
        if kept:
            roles[role] = tuple(kept)
        else:
            roles.pop(role, None)
    used = {str(f.plain) for fillers in roles.values() for f in fillers}
    for role in learnable(kind):
        if role not in roles and (best := _best(scored, right, fact.kind, role, used, FILL)):
            roles[role] = tuple(
                filled(scored, at, chance) for at, chance in best[: None if kind.roles[role].many else 1]
            )
            used |= {str(f.plain) for f in roles[role]}
    if kind.lacking(dict.fromkeys(roles, 1)):
        return None
    confidence = round(min(fact.confidence, sum(chances) / len(chances)), 2) if chances else fact.confidence
    return replace(fact, roles=roles, confidence=confidence)


def _best(
    scored: Scored, right: model.Linear, kind: str, role: str, used: set[str], least: float
) -> list[tuple[int, float]]:
    """Return the candidates of a role that are likely enough and not used, the likeliest first."""
    found = []
    for at, candidate in enumerate(scored.candidates):
        if candidate.value not in used and scored.role[at].get(f"{kind}.{role}", -9.0) > -2:
            chance = _chance(scored, right, kind, role, at)
            if chance >= least:
                found.append((at, chance))
    return sorted(found, key=lambda pair: -pair[1])


def filled(scored: Scored, at: int, chance: float) -> Filler:
    """Return the filler that a candidate makes, with where it stands and how likely it is."""
    candidate, tokens = scored.candidates[at], scored.sentence.tokens
    own, mention = candidate.filler, candidate.filler.mention
    value: EntityRef | str = candidate.value
    if mention is not None and value == mention.name:
        entry = mention.entry.id if mention.entry else None
        value = EntityRef(mention.name, mention.kind, entry, reason=own.reason or mention.form)
    here = candidate.where == HERE and own.first >= 0
    span = (tokens[own.first].start, tokens[own.last].end) if here else None
    return Filler(value, span, f"learned: {candidate.where}, {chance:.2f}")


def _added(discourse: Discourse, scored: Scored, kind: Kind, right: model.Linear) -> Iterator[Fact]:
    """Yield the facts of a kind that no rule read in a sentence."""
    roles: dict[str, tuple[Filler, ...]] = {}
    chances: dict[str, float] = {}
    used: set[str] = set()
    anchor = ANCHORS.get(kind.name, "")
    order = sorted(learnable(kind), key=lambda role: (role != anchor, kind.roles[role].merge != "identity"))
    for role in order:
        best = _best(scored, right, kind.name, role, used, ADD)
        best = best if kind.roles[role].many or role == anchor else best[:1]
        if best:
            roles[role] = tuple(filled(scored, at, chance) for at, chance in best)
            chances[role] = sum(chance for _, chance in best) / len(best)
            used |= {scored.candidates[at].value for at, _ in best}
    for name, role_of in kind.roles.items():
        if role_of.type == "term" and role_of.name != "status" and (term := _term(scored, kind, name)):
            roles[name] = (Filler(term, None, "learned"),)
    if kind.lacking(dict.fromkeys(roles, 1)) or not _tells(kind, roles):
        return
    yield from _parted(discourse, scored, kind, roles, anchor, min(chances.values()))


def _tells(kind: Kind, roles: Mapping[str, tuple[Filler, ...]]) -> bool:
    """Whether enough is known for a fact: two values of open roles, or one of the only such role."""
    known = sum(len(roles.get(role, ())) for role in learnable(kind))
    return known >= 2


def _term(scored: Scored, kind: Kind, role: str) -> str:
    """Return the likeliest term of a role, where one is likelier than not."""
    start = f"{kind.name}.{role}="
    found = {name[len(start) :]: score for name, score in scored.kind.items() if name.startswith(start)}
    best = max(found, key=lambda term: found[term], default="")
    return best if best and found[best] > 0 else ""


def _parted(
    discourse: Discourse,
    scored: Scored,
    kind: Kind,
    roles: dict[str, tuple[Filler, ...]],
    anchor: str,
    chance: float,
) -> Iterator[Fact]:
    sentence = scored.sentence
    trigger = _trigger(scored, kind.name)
    firmness = decide(discourse.grammar, sentence, trigger)
    if not firmness.claimed:
        return
    if kind.phases:
        roles["status"] = (Filler(kind.phases[firmness.phase]),)
    for value in roles.get(anchor, (None,)):
        own = roles if value is None else {**roles, anchor: (value,)}
        yield typed(
            kind.name,
            {role: list(fillers) for role, fillers in own.items()},
            [Evidence(sentence.start, sentence.end, sentence.text)],
            modality=firmness.modality,
            polarity=firmness.polarity,
            speaker=_speaker(discourse, sentence, trigger) if kind.speaker else None,
            rule=f"{discourse.lang}/{kind.name}/learned",
            confidence=round(chance, 2),
            anchor=trigger.start,
            lang=discourse.lang,
        )


def _speaker(discourse: Discourse, sentence: Sentence, trigger: Token) -> Filler | None:
    name = discourse.speaker(sentence, trigger.start)
    return Filler(name) if name else None


def _trigger(scored: Scored, kind: str) -> Token:
    """Return the word that speaks most for a kind."""
    weights = model.load()[next(name for name in model.load() if name.endswith(".kinds"))]
    column = list(weights.outputs).index(kind)

    def weight(token: Token) -> float:
        row = weights.features.get(f"w:{features.stem(token)}")
        return float(weights.weights[row, column]) if row is not None else -1.0

    return max(scored.sentence.tokens, key=lambda token: (weight(token), -token.i))
