"""Ranks of partners: «крупнейший партнёр», «на втором месте», "one of the leading buyers", «екінші орында»."""

from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.firmness import Decide, Firmness, settled
from coopatlas.reading.flows.firmness import trigger
from coopatlas.reading.flows.ledger import Ledger
from coopatlas.reading.flows.passage import Passage, Side, apart
from coopatlas.reading.flows.ranks.named import by_word
from coopatlas.reading.flows.ranks.places import by_flow, by_place
from coopatlas.reading.flows.ranks.rank import Rank
from coopatlas.reading.flows.ranks.words import rank_words
from coopatlas.reading.flows.words import Words
from coopatlas.reading.records import make

_TRUST = 0.8


def ranked(words: Words, ledger: Ledger, passage: Passage) -> list[Rank]:
    """Return the ranks that a sentence gives, each with whose partners they are among."""
    if not words.ranks:
        return []
    known = rank_words(words.lang)
    found = list(by_word(known, ledger, passage))
    found += list(by_flow(known, ledger, passage))
    return [*found, *by_place(known, ledger, passage, found)]


def read(words: Words, ledger: Ledger, passage: Passage, decide: Decide | None = None) -> Iterator[Fact]:
    """Yield the ranks that a sentence gives; none in a language whose flows have no words for them."""
    if not words.ranks:
        return
    told: set[tuple[str, str, str | int]] = set()
    for one in ranked(words, ledger, passage):
        if one.of is None:
            continue
        ledger.ranked = one.of, one.flow, passage.sentence.index
        for party in one.parties:
            key = party.name, one.of.name, one.rank
            if key not in told and apart(party, one.of):
                told.add(key)
                fact = _fact(passage, one, party, one.of, decide)
                if fact is not None:
                    yield fact


def _fact(passage: Passage, one: Rank, party: Side, of: Side, decide: Decide | None) -> Fact | None:
    token = next((t for t in passage.sentence.tokens if t.end - passage.sentence.start > one.place), None)
    args = {"party": party.name, "of": of.name, "rank": one.rank, "flow": one.flow}
    rule = f"{passage.lang}/partner/rank"
    verb = trigger(passage, one.place)
    held = settled("partner", decide(passage.sentence, verb)) if decide is not None and verb is not None else Firmness()
    if not held.claimed:
        return None
    ended = held.polarity == "negative" or held.phase in {"ended", "cancelled"}
    polarity = "negative" if ended else one.polarity
    modality = held.modality
    return make(
        "partner", passage.sentence, args, rule, modality=modality, polarity=polarity, confidence=_TRUST, at=token
    )
