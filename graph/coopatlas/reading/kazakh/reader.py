"""The Kazakh reader: mentions, people, periods; frames read the kinds that they win, the older families the others."""

from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.language.kazakh import grammar
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Document, Fact
from coopatlas.reading import assembly, firmness, grounding
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.kazakh import mentions, offices, patterned
from coopatlas.reading.periods import Calendar, periods

WON: frozenset[str] = frozenset(
    {
        "agreement",
        "gateway",
        "interest",
        "membership",
        "mission",
        "post",
        "proposal",
        "route",
        "supply",
        "support",
        "twinning",
        "venture",
        "visit",
    }
)
"""The kinds that frames and `offices` read; all others are read by `patterned`."""


def understand(document: Document) -> tuple[Discourse, list[Fact]]:
    """Return a Kazakh document with its mentions and people, and the facts that rules read in it, not yet merged."""
    discourse = _discourse(document)
    said, others = patterned.read(document, discourse.sentences)
    discourse.speaker = said.at
    posts = [fact for sentence in discourse.sentences for fact in offices.read(discourse, sentence)]
    framed = [f for f in assembly.facts(discourse, _firmness, said.at) if f.kind in WON]
    firm = grounding.grounded(grammar, discourse.sentences, assembly.without(WON, others))
    facts = [*posts, *framed, *firm]
    return discourse, [replace(fact, lang=document.lang) for fact in facts]


def _discourse(document: Document) -> Discourse:
    sentences = grammar.sentences(document.text)
    mentions.Marker(gazetteer.load()).mark(sentences)
    discourse = Discourse(document, grammar, sentences)
    calendar, year = Calendar(document.published), None
    found = []
    for sentence in sentences:
        named = periods(sentence.text, document.lang, calendar, year)
        year = next((p.period.label for p in reversed(named)), year)
        found.append([(p.period.label, p.start, p.end) for p in named])
    discourse.periods = found
    return discourse


def _firmness(sentence: Sentence, trigger: Token) -> firmness.Firmness:
    return firmness.decide(grammar, sentence, trigger)
