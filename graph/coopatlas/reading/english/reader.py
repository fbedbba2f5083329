"""The English reader: mentions, people, periods, then frames; what is read around figures stands apart."""

from collections.abc import Mapping

from coopatlas.language.english import grammar
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Document, Fact
from coopatlas.reading import assembly, firmness
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.english import framed
from coopatlas.reading.flows import documents
from coopatlas.reading.posts import english as holders
from coopatlas.reading.speakers import people


def understand(document: Document) -> tuple[Discourse, list[Fact]]:
    """Return an English document with its mentions and people, and the facts that rules read in it, not yet merged."""
    discourse = framed.discourse(document, lambda _sentence, _place: None)
    held = list(holders.read(discourse))
    said = people.speakers(discourse)
    discourse.speaker = said.at
    facts = [assembly.fact(discourse, draft, said.at) for draft in held]
    facts += assembly.facts(discourse, _firmness, said.at)
    facts += documents.facts(discourse, _firmness, said.at)
    return discourse, [_by_proposer(fact, discourse.people) for fact in facts]


def _firmness(sentence: Sentence, trigger: Token) -> firmness.Firmness:
    return firmness.decide(grammar, sentence, trigger)


def _by_proposer(fact: Fact, people: Mapping[str, Person]) -> Fact:
    """Return a fact with its speaker: for some kinds none; who proposes speaks, where nobody else does."""
    proposer = fact.args.get("proposer")
    speaks = isinstance(proposer, str) and proposer in people and fact.speaker is None
    return fact.attributed(str(proposer)) if speaks else fact
