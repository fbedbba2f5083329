"""The Kazakh reader: mentions, people, periods, then frames; what is read around figures stands apart."""

import re
from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.language.kazakh import grammar, lexicon
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Document, Fact
from coopatlas.reading import assembly, firmness
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.flows import documents
from coopatlas.reading.kazakh import mentions, offices, partners
from coopatlas.reading.periods import Calendar, FoundPeriod, periods, with_year
from coopatlas.reading.speakers import people

_MEANT_FOR = re.compile(r"\w*,?\s+(?:арналған|дейінгі)")
"""Behind a period: it is what a plan is made for, not when something was."""


def understand(document: Document) -> tuple[Discourse, list[Fact]]:
    """Return a Kazakh document with its mentions and people, and the facts that rules read in it, not yet merged."""
    discourse = _discourse(document)
    posts = offices.read(discourse)
    said = people.speakers(discourse)
    discourse.speaker = said.at
    framed = assembly.facts(discourse, _firmness, said.at)
    ranked = partners.read(discourse)
    facts = [*posts, *framed, *ranked, *documents.facts(discourse, _firmness, said.at)]
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
        told = [p for p in named if not _MEANT_FOR.match(sentence.text, p.end)]
        found.append([(_to_come(sentence, p, calendar), p.start, p.end) for p in told])
    discourse.periods = found
    return discourse


def _to_come(sentence: Sentence, found: FoundPeriod, calendar: Calendar) -> str:
    """Return the label of a period; a month or day without a year that is planned is the next one, not the last."""
    label = found.period.label
    verbs = [t for t in sentence.tokens if t.feats.get("VerbForm") == "Fin" and t.lemma not in lexicon.words().saying]
    ahead = bool(verbs) and all(t.feats.get("Mood") == "Int" or t.feats.get("Tense") == "Pres" for t in verbs)
    if found.dated or not ahead or found.reading not in {"month", "day", "days"} or calendar.published is None:
        return label
    passed = label[:7] < calendar.published[:7] and label[:4].isdigit()
    return with_year(label, str(int(label[:4]) + 1)) if passed else label


def _firmness(sentence: Sentence, trigger: Token) -> firmness.Firmness:
    return firmness.decide(grammar, sentence, trigger)
