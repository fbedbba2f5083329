"""What follows from a log of judgements: which names are one entity and which are two, whatever the rules say."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from rdflib import URIRef

from coopatlas.errors import JudgementError
from coopatlas.rdf import iri
from coopatlas.resolve.entity import Entity
from coopatlas.resolve.judgements import Judgement
from coopatlas.resolve.spelling import spelling, words


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two names of a judgement; an IRI has no `writing`, and `document` is empty for any document."""

    by_rules: Entity
    writing: str
    document: str

    def qualified(self) -> Entity:
        """Return what it means where the rules take it for another."""
        kind, _, local = self.by_rules.iri.removeprefix(str(iri.ID)).partition("-")
        return replace(self.by_rules, iri=iri.entity(kind, f"{self.writing or local} {self.document}"))


class Verdicts:
    """The judgements of a log, worked out.

    `by_rules` says what a name of a kind means by the rules, in no document; `reference` holds the IRIs of the
    reference data. What is judged the same takes the IRI that the reference data knows, else that of the name that
    comes first in the log. Names that the rules take for one and a person for two are told apart by their full
    writing, or by their document. Raises `JudgementError` where two judgements contradict each other.
    """

    def __init__(
        self,
        judgements: Sequence[Judgement],
        by_rules: Callable[[str, str], Entity],
        reference: Collection[URIRef],
    ) -> None:
        self.digest = _digest(judgements)
        sides = [
            (one, _side(one.first, one.kind, by_rules), _side(one.second, one.kind, by_rules)) for one in judgements
        ]
        self.judged = frozenset(side.by_rules.iri for _, *both in sides for side in both)
        self._told_apart = _told_apart(sides)
        pairs = [(one, self._meant(first), self._meant(second)) for one, first, second in sides]
        self._groups = _groups(pairs)
        known: dict[URIRef, Entity] = {}
        for _, first, second in pairs:
            known.setdefault(first.iri, first)
            known.setdefault(second.iri, second)
        order = {node: (node not in reference, place) for place, node in enumerate(known)}
        self._chosen = {node: known[min(group, key=order.__getitem__)] for node, group in self._groups.items()}
        self._reasons = {(one.verdict, entity.iri): str(one) for one, *both in reversed(pairs) for entity in both}
        self._different = {
            frozenset((self._one(first).iri, self._one(second).iri))
            for one, first, second in pairs
            if one.verdict == "different"
        }

    def decide(self, found: Entity, own: Entity, name: str, document: str, people: Iterable[str]) -> Entity:
        """Return what a name means in a document.

        `found` is what the rules make of it there, `own` what they would make of it in no document, `people` the names
        of the people of the document.
        """
        clues = [[name], [text for text, _ in found.labels], list(people)]
        node = self._apart(own, document, clues)
        if node is None:
            node = own if own.iri in self._groups else self._apart(found, document, clues) or found
            if frozenset((self._one(own).iri, self._one(node).iri)) in self._different:
                node = own
        one = self._one(node)
        if one.iri == found.iri:
            return found
        # The name of another person, for whom the rules took this one, is no label of it.
        written = own.labels if node is own else found.labels
        verdict = "same" if node.iri in self._groups else "different"
        reason = self._reasons.get((verdict, node.iri), found.reason)
        return replace(one, labels=tuple(dict.fromkeys((*one.labels, *written))), reason=reason)

    def _apart(self, entity: Entity, document: str, clues: Sequence[Sequence[str]]) -> Entity | None:
        """Return which of those that the rules take for `entity` is meant, by its writing, else by the document."""
        person = entity.cls == iri.ONTOLOGY.Person
        for place in dict.fromkeys((document, "")):
            held = self._told_apart.get((entity.iri, place), {})
            for texts in clues if person else clues[:1]:
                meant = {held[_writing(text)] for text in texts if _writing(text) in held}
                if len(meant) == 1:
                    return meant.pop()
            if place and len(held) == 1 and (person or "" in held):
                return next(iter(held.values()))
        return None

    def _one(self, entity: Entity) -> Entity:
        return self._chosen.get(entity.iri, entity)

    def _meant(self, side: _Side) -> Entity:
        return self._told_apart.get((side.by_rules.iri, side.document), {}).get(side.writing, side.by_rules)


def _side(text: str, kind: str, by_rules: Callable[[str, str], Entity]) -> _Side:
    name, _, document = (part.strip() for part in text.partition(" @ "))
    is_iri = name.startswith(("id:", str(iri.ID)))
    return _Side(by_rules(name, kind), "" if is_iri else _writing(name), document)


def _told_apart(sides: Iterable[tuple[Judgement, _Side, _Side]]) -> dict[tuple[URIRef, str], dict[str, Entity]]:
    """Return, for what the rules take for one in a document, or in any, those that it may be by their writings."""
    apart: dict[tuple[URIRef, str], dict[str, Entity]] = {}
    for one, first, second in sides:
        alike = one.verdict == "different" and first.by_rules.iri == second.by_rules.iri
        by_writing = alike and not (first.document or second.document)
        for side in (first, second):
            if side.document or by_writing:
                apart.setdefault((side.by_rules.iri, side.document), {})[side.writing] = side.qualified()
    return apart


def _groups(pairs: Sequence[tuple[Judgement, Entity, Entity]]) -> dict[URIRef, set[URIRef]]:
    """Return, for each entity that is judged the same as another, all that are one with it."""
    different = [pair for pair in pairs if pair[0].verdict == "different"]
    for one, first, second in different:
        if first.iri == second.iri:
            remedy = "tell them apart by a document: NAME @ DOCUMENT"
            raise JudgementError(one.where, f"«{one.first}» and «{one.second}» are one name", remedy)
    groups: dict[URIRef, set[URIRef]] = {}
    for one, first, second in pairs:
        if one.verdict == "same" and first.iri != second.iri:
            joined = groups.get(first.iri, {first.iri}) | groups.get(second.iri, {second.iri})
            groups.update(dict.fromkeys(joined, joined))
            for other, *both in different:
                if joined.issuperset(entity.iri for entity in both):
                    problem = f"{one} contradicts {other.where}, {other}"
                    raise JudgementError(one.where, problem, "withdraw one of the two")
    return groups


def _writing(name: str) -> str:
    """Return what tells two writings apart that the rules take for one: all words, the patronymic and «ООО» too."""
    return " ".join(sorted(filter(None, map(spelling, words(name))))) or name


def _digest(judgements: Iterable[Judgement]) -> str:
    said = [(one.verdict, one.kind, one.first, one.second) for one in judgements]
    return sha256(json.dumps(said).encode()).hexdigest()[:8]
