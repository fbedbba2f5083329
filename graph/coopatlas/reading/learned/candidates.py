"""What may fill a role of a fact that a sentence tells: its names, phrases and periods, and what was said before."""

from collections.abc import Iterator
from dataclasses import dataclass

from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import phrases
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import Filler
from coopatlas.reading.referents import refer

HERE, BEFORE, PAIR, SPEAKER, OFFICE, DESCRIBED = "here", "before", "pair", "speaker", "office", "described"
"""Where a candidate comes from."""
_TYPES = {"territory": "territory", "union": "territory", "person": "person", "organization": "body", "port": "place",
          "place": "place", "product": "name"}  # fmt: skip
_MOST = 40
"""Candidates of one sentence that are looked at."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that may fill roles: its type (territory, person, body, place, name, phrase, date), and its token.

    `where` says how it came here; `order` is its rank among those of its type in the sentence, from the left.
    """

    filler: Filler
    type: str
    where: str
    order: int
    token: Token | None = None
    kind: str = ""

    @property
    def value(self) -> str:
        """The value as text."""
        return str(self.filler.value)


def candidates(discourse: Discourse, sentence: Sentence) -> list[Candidate]:
    """Return the candidates of a sentence, each value of a type once, what stands in it first."""
    found: dict[tuple[str, str], Candidate] = {}
    counts: dict[str, int] = {}
    for filler, kind, where, token in _all(discourse, sentence):
        value = str(filler.value)
        if not value or (kind, value) in found:
            continue
        entry = filler.mention.entry.kind if filler.mention is not None and filler.mention.entry is not None else ""
        found[kind, value] = Candidate(filler, kind, where, counts.get(kind, 0), token, entry)
        counts[kind] = counts.get(kind, 0) + 1
        if len(found) >= _MOST:
            break
    return list(found.values())


Found = tuple[Filler, str, str, Token | None]


def _all(discourse: Discourse, sentence: Sentence) -> Iterator[Found]:
    for mention in sentence.mentions:
        yield from _mentioned(discourse, mention, sentence.tokens[mention.head], HERE)
    for filler in discourse.quantities(sentence, "date", 0):
        yield filler, "date", HERE, sentence.tokens[filler.first]
    yield from _phrases(discourse, sentence)
    yield from _described(discourse, sentence)
    yield from _context(discourse, sentence)


def _mentioned(discourse: Discourse, mention: Mention, token: Token | None, where: str) -> Iterator[Found]:
    person = discourse.person(mention) if mention.kind == "person" else None
    value = person.name if person else mention.name
    yield (
        Filler(value, mention.first, mention.last, where, mention.form, mention),
        _TYPES.get(mention.kind, "name"),
        where,
        token,
    )
    if person is not None:
        for name, kind in ((person.represents, "territory"), (person.organization, "body")):
            if name:
                yield Filler(name, mention.first, mention.last, OFFICE, person.name), kind, OFFICE, token


def _phrases(discourse: Discourse, sentence: Sentence) -> Iterator[Found]:
    for token in sentence.tokens:
        if token.pos == "NOUN" or token.feats.get("VerbForm") == "Inf":
            for wanted in ("goods", "topic") if token.pos == "NOUN" else ("topic",):
                for filler in phrases.named(discourse, sentence, token, wanted):
                    yield filler, "phrase", HERE, token


def _described(discourse: Discourse, sentence: Sentence) -> Iterator[Found]:
    for token in sentence.tokens:
        if token.pos in {"NOUN", "PRON"} and not any(m.first <= token.i <= m.last for m in sentence.mentions):
            for wanted, kind in (("person", "person"), ("side", "territory")):
                for filler in refer(discourse, sentence, token, wanted):
                    yield filler, kind if filler.mention or wanted == "person" else "phrase", DESCRIBED, token


def _context(discourse: Discourse, sentence: Sentence) -> Iterator[Found]:
    speaker = discourse.speaker(sentence, sentence.start)
    if speaker:
        yield Filler(speaker, source=SPEAKER), "person" if speaker in discourse.people else "body", SPEAKER, None
        person = discourse.people.get(speaker)
        if person and person.side:
            yield Filler(person.side, source=SPEAKER), "territory", SPEAKER, None
    for mention in discourse.sides(sentence)[:3]:
        yield from _mentioned(discourse, mention, None, PAIR)
    if sentence.index:
        for mention in discourse.sentences[sentence.index - 1].mentions:
            yield from _mentioned(discourse, mention, None, BEFORE)
