"""The mentions of Kazakh sentences: territories, bodies, persons and firms, each where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coopatlas.gazetteer import Gazetteer
from coopatlas.language.tokens import Mention, Sentence
from coopatlas.reading.kazakh import bodies, firms, persons
from coopatlas.reading.kazakh.described import Described
from coopatlas.reading.kazakh.names import words
from coopatlas.reading.kazakh.places import Places


@dataclass(slots=True)
class Marker:
    """Marks a document's mentions; `quoted` are the names of firms that it gives in quotation marks."""

    gazetteer: Gazetteer
    people: persons.People = field(default_factory=persons.People)
    quoted: set[str] = field(default_factory=lambda: set(words("alone")))

    def mark(self, sentences: Sequence[Sentence]) -> None:
        """Fill the mentions of all sentences."""
        places = Places(self.gazetteer)
        named = [list(places.named(sentence)) for sentence in sentences]
        places.regions = {m.entry.id for found in named for m in found if m.entry and m.entry.kind == "region"}
        for sentence, found in zip(sentences, named, strict=True):
            self.people.learn(sentence, {i for m in found for i in range(m.first, m.last + 1)})
        for sentence, found in zip(sentences, named, strict=True):
            _keep(sentence, [*bodies.named(self.gazetteer, sentence), *found])
        bodies.name_ports(sentences)
        described = Described(sentences)
        for sentence in sentences:
            whole = [described.spelt_out(sentence, mention) for mention in sentence.mentions]
            _keep(sentence, [*described.named(sentence), *whole])
        for sentence in sentences:
            self.quoted |= {m.name for m in sentence.mentions if m.form == "quoted"}
        for sentence in sentences:
            taken = {i for m in sentence.mentions for i in range(m.first, m.last + 1)}
            own = [*self.people.mentions(sentence, taken), *firms.named(sentence, taken, self.quoted)]
            _keep(sentence, [*sentence.mentions, *own, *places.peoples(sentence)])


def _keep(sentence: Sentence, mentions: Iterable[Mention]) -> None:
    """Keep the mentions that lie in no other, and the places within bodies."""
    found: list[Mention] = []
    for mention in mentions:
        overlapping = [m for m in found if m.first <= mention.last and mention.first <= m.last]
        twin = mention.form == "adjective" and all(m.form == "adjective" for m in overlapping)
        if twin or all(_nested(mention, m) for m in overlapping):
            found.append(mention)
    sentence.mentions = sorted(found, key=lambda m: (m.first, -m.last))


def _nested(inner: Mention, outer: Mention) -> bool:
    """Whether a place lies at the beginning of a body, which is whose it is."""
    within = outer.first <= inner.first and inner.last < outer.last
    return within and outer.kind in {"organization", "port", "place"} and inner.kind in {"territory", "union"}
