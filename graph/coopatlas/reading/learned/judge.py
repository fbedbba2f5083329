"""Values and facts judged: wrong ones dropped, empty roles filled, facts added that no frame reached."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coopatlas.language.tokens import Token
from coopatlas.model import CERTAIN, EntityRef, Evidence, Fact, Filler, Kind, kinds, typed
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.firmness import Firmness, decide, settled
from coopatlas.reading.learned import features, scoring
from coopatlas.reading.learned.candidates import HERE, Candidate
from coopatlas.reading.learned.model import Linear, probability
from coopatlas.reading.learned.scoring import UNSEEN, Scored, learnable

ANCHORS: Mapping[str, str] = {
    "commodity": "commodity", "supply": "goods", "interest": "subject", "post": "person", "membership": "member",
    "partner": "party",
}  # fmt: skip
"""The role each of whose values makes a fact of its own."""
NEVER_ADDED = frozenset({"trade", "growth"})
"""Kinds that stand and fall with a figure, which the grammar of figures finds."""
NEVER_FILLED = frozenset({"post"})
"""Kinds whose reader leaves nothing out that stands there: an office tells all of itself."""
_LEAST_ASKED = -2.5
"""The score from which a candidate is looked at for a role."""
_PAIR = 2
_LEAST_VALUES = 2
"""Values that an added fact has at least."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The lines that chances must pass; chosen on folds of the training documents for a precision of .85.

    From `kind` on a kind is looked for that no rule read, from `add` a value of such a fact is told, from `fill` an
    empty role of a known fact; a value that a rule read is dropped below `drop`, and any fact below `fact`.
    Below `certain` a fact is told as uncertain: of those above, at least 95 of 100 are the text's.
    """

    kind: float = 0.3
    add: float = 0.75
    fill: float = 0.8
    drop: float = 0.4
    fact: float = 0.4
    certain: float = 0.8


LIMITS = Limits()


_Judged = Sequence[tuple[Filler, float]]
"""Values of a role with their chances."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the facts of one document."""

    discourse: Discourse
    models: Mapping[str, Linear]
    limits: Limits = LIMITS

    def facts(self, scored: Scored) -> Iterator[Fact]:
        """Yield the facts of a sentence, each with the chance that it is one of the text as its confidence.

        Of a kind that the models have not learned, facts are told as the rules read them.
        """
        learned = self.models[f"{self.discourse.lang}.kinds"].outputs
        yield from (fact for fact in scored.told if fact.kind not in learned)
        for _, fact, chances in self.proposed(scored):
            chance = self._chance(scoring.of_fact(scored, fact, chances), "fact")
            if chance >= self.limits.fact:
                sure = chance >= self.limits.certain
                yield replace(fact, confidence=round(chance if sure else min(chance, CERTAIN - 0.01), 2))

    def proposed(self, scored: Scored) -> Iterator[tuple[Scored, Fact, list[float]]]:
        """Yield the facts of the rules, mended, and those of kinds that no rule read, with the chances of values."""
        read = {fact.kind for fact in scored.told}
        learned = self.models[f"{self.discourse.lang}.kinds"].outputs
        for fact in (fact for fact in scored.told if fact.kind in learned):
            mended, chances = self._mended(scored, fact)
            lacking = kinds()[fact.kind].lacking(mended.roles) or self._unread(fact, mended)
            if not (lacking or _left_alone(fact, mended)):
                yield scored, mended, chances
        for name, kind in kinds().items():
            asked = name not in read and name not in NEVER_ADDED
            if asked and probability(scored.kind.get(name, UNSEEN)) >= self.limits.kind:
                yield from ((scored, fact, chances) for fact, chances in self._added(scored, kind))

    def _chance(self, found: Sequence[str], output: str = "right") -> float:
        return probability(self.models[f"{self.discourse.lang}.{output}"].scores(found)[output])

    def _unread(self, fact: Fact, mended: Fact) -> bool:
        """Whether a fact has lost what its frame asks for: without that the frame would have read nothing."""
        asked = lexicon.required(self.discourse.lang).get(fact.rule, ())
        left = set(mended.roles)
        return any(choice & set(fact.roles) and not choice & left for choice in asked)

    def _mended(self, scored: Scored, fact: Fact) -> tuple[Fact, list[float]]:
        """Return a fact of the rules without the values that are likely wrong, its empty roles filled."""
        kind, roles, chances = kinds()[fact.kind], dict(fact.roles), list[float]()
        judged = {
            role: [(one, self._chance(scoring.of_value(scored, fact, role, one))) for one in roles.pop(role, ())]
            for role in learnable(kind)
        }
        for role, kept in self._kept(kind, judged).items():
            if kept:
                roles[role] = tuple(filler for filler, _ in kept)
                chances += [chance for _, chance in kept]
        used = {str(filler.plain) for fillers in roles.values() for filler in fillers}
        for role in learnable(kind):
            done = role in roles or fact.kind in NEVER_FILLED or _stood_for(kind, role, roles)
            best = [] if done else self._best(scored, fact.kind, role, used, self.limits.fill)
            best = best if kind.roles[role].many else best[:1]
            if best:
                roles[role] = tuple(filled(scored, at, chance) for at, chance in best)
                chances += [chance for _, chance in best]
                used |= {str(filler.plain) for filler in roles[role]}
        ordered = {role: roles[role] for role in kind.roles if role in roles}
        return replace(fact, roles=ordered), chances

    def _kept(self, kind: Kind, judged: Mapping[str, _Judged]) -> Mapping[str, _Judged]:
        """Return the values that are likely enough; two parties that a sentence names stand together, or two of a role.

        One of two says little. What was taken from elsewhere stands by itself: it is where rules err most.
        """
        ends = [(role, pair) for role in _ends(kind) for pair in judged.get(role, ())]
        here = all(filler.span is not None for _, (filler, _) in ends) or len({role for role, _ in ends}) == 1
        together = len(ends) == _PAIR and here and sum(chance for _, (_, chance) in ends) >= _PAIR * self.limits.drop
        whole = {role for role, _ in ends} if together else set[str]()
        return {
            role: pairs if role in whole else [pair for pair in pairs if pair[1] >= self.limits.drop]
            for role, pairs in judged.items()
        }

    def _best(self, scored: Scored, kind: str, role: str, used: set[str], least: float) -> list[tuple[int, float]]:
        """Return the candidates of a role that are likely enough and not used, the likeliest first."""
        found = []
        for at, candidate in enumerate(scored.candidates):
            fits = candidate.value not in used and not _addressed(kind, role, candidate)
            if fits and scored.score(kind, role, at) > _LEAST_ASKED:
                chance = self._chance(scoring.of_candidate(scored, kind, role, at))
                if chance >= least:
                    found.append((at, chance))
        return sorted(found, key=lambda pair: -pair[1])

    def _added(self, scored: Scored, kind: Kind) -> Iterator[tuple[Fact, list[float]]]:
        """Yield the facts of a kind that no rule read in a sentence, with the chances of their values."""
        roles: dict[str, tuple[Filler, ...]] = {}
        chances: list[float] = []
        anchor = ANCHORS.get(kind.name, "")
        used = _goods_told(scored) if anchor == "goods" else set()
        for role in sorted(learnable(kind), key=lambda role: (role != anchor, kind.roles[role].merge != "identity")):
            best = [] if _stood_for(kind, role, roles) else self._best(scored, kind.name, role, used, self.limits.add)
            best = best if kind.roles[role].many or role == anchor else best[:1]
            if best:
                roles[role] = tuple(filled(scored, at, chance) for at, chance in best)
                chances += [chance for _, chance in best]
                used |= {scored.candidates[at].value for at, _ in best}
        unclaimed = (kind.name, scored.sentence.start) in self.discourse.unclaimed
        if unclaimed or kind.lacking(roles) or len(chances) < _LEAST_VALUES:
            return
        for told in kind.roles.values():
            term = "" if told.type != "term" or told.name == "status" else _term(scored, kind, told.name)
            roles |= {told.name: (Filler(term, None, "learned"),)} if term else {}
        for fact in self._parted(scored, kind, roles, anchor):
            yield fact, chances

    def _parted(
        self, scored: Scored, kind: Kind, roles: Mapping[str, tuple[Filler, ...]], anchor: str
    ) -> Iterator[Fact]:
        """Yield a fact for each value of the anchor, how firmly it is said decided as for any other."""
        sentence, trigger = scored.sentence, self._trigger(scored, kind.name)
        firmness = settled(kind.name, self._firmness(scored, trigger))
        status = {"status": (Filler(kind.phases[firmness.phase]),)} if kind.phases else {}
        speaker = self.discourse.speaker(sentence, trigger.start) if kind.speaker else None
        for value in roles.get(anchor, (None,)) if firmness.claimed else ():
            own = {**roles, **status, **({anchor: (value,)} if value is not None else {})}
            yield typed(
                kind.name,
                own,
                [Evidence(sentence.start, sentence.end, sentence.text)],
                modality=firmness.modality,
                polarity=firmness.polarity,
                speaker=Filler(speaker) if speaker else None,
                rule=f"{self.discourse.lang}/{kind.name}/learned",
                anchor=trigger.start,
                lang=self.discourse.lang,
            )

    def _firmness(self, scored: Scored, trigger: Token) -> Firmness:
        """Decide at a word, and where nothing stands above it, by the first verb that does not tell a deed."""
        firmness = decide(self.discourse.grammar, scored.sentence, trigger)
        if not firmness.silent:
            return firmness
        finite = (t for t in scored.sentence.tokens if t.feats.get("VerbForm") == "Fin")
        others = (decide(self.discourse.grammar, scored.sentence, t) for t in finite)
        no_deeds = (f for f in others if not f.claimed or (f.modality, f.polarity) != ("stated", "positive"))
        return next(no_deeds, firmness)

    def _trigger(self, scored: Scored, kind: str) -> Token:
        """Return the word that speaks most for a kind."""
        model = self.models[f"{self.discourse.lang}.kinds"]
        weights = [model.scores([f"w:{features.stem(token)}"])[kind] for token in scored.sentence.tokens]
        return scored.sentence.tokens[weights.index(max(weights))]


def _ends(kind: Kind) -> Sequence[str]:
    """Return the roles of the two ends of a kind: those that are drawn as such, else its parties."""
    drawn = kind.drawing.equals or [role for link in kind.drawing.links for role in link]
    sides = [role for role in dict.fromkeys(drawn) if kind.roles[role].type not in _THINGS]
    return sides or ["party"] if "party" in kind.roles else sides


def _left_alone(fact: Fact, mended: Fact) -> bool:
    """Whether of those who did something with each other, as rules read it, one alone is left: a meeting of one."""
    roles = kinds()[fact.kind].drawing.equals
    before, after = (sum(len(one.roles.get(role, ())) for role in roles) for one in (fact, mended))
    return before >= _PAIR > after


_THINGS = frozenset({"goods", "target"})
"""Types of role that are no end of a link themselves, but what goes over it."""


def _goods_told(scored: Scored) -> set[str]:
    """Return the goods that rules told in a sentence as part of a flow: no delivery of its own is made of them."""
    told = (fact.roles.get("commodity", ()) for fact in scored.told if fact.kind == "commodity")
    return {str(filler.plain) for fillers in told for filler in fillers}


def _stood_for(kind: Kind, role: str, roles: Mapping[str, Sequence[Filler]]) -> bool:
    """Whether those are named for whom a role stands where they are not: persons of a meeting for its parties."""
    return len(roles.get(kind.roles[role].instead_of, ())) >= _PAIR


_GIVEN = frozenset({"recipient", "beneficiary"})
"""Roles of those to whom something is given."""


def _addressed(kind: str, role: str, candidate: Candidate) -> bool:
    """Whether one to whom something is said or done is asked for who does it: «послу предложили …»."""
    acts = kinds()[kind].roles[role].type == "agent" and role not in _GIVEN
    return acts and candidate.where == HERE and candidate.token is not None and candidate.token.case == "Dat"


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


def _term(scored: Scored, kind: Kind, role: str) -> str:
    """Return the likeliest term of a role, where one is likelier than not."""
    start = f"{kind.name}.{role}="
    found = {name[len(start) :]: score for name, score in scored.kind.items() if name.startswith(start)}
    best = max(found, key=lambda term: found[term], default="")
    return best if best and found[best] > 0 else ""
