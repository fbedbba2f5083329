"""The Russian reader: annotate, mark mentions, learn who is who; then frames and flows read every kind."""

from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.language.russian import grammar, tagger
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Document, Fact, kinds
from coopatlas.reading import assembly, firmness, grounding
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.firmness import Firmness
from coopatlas.reading.flows import documents
from coopatlas.reading.russian import (
    dates,
    employment,
    flow_goods,
    fuller,
    interests,
    mentions,
    posts,
    speech,
)
from coopatlas.reading.russian.dates import Calendar
from coopatlas.reading.russian.scene import Scene
from coopatlas.reading.speakers import Speakers


def understand(document: Document) -> tuple[Discourse, list[Fact]]:
    """Return a Russian document with its mentions and people, and the facts that rules read in it, not yet merged."""
    scene = prepare(document)
    offices = employment.completed(scene, [f for sentence in scene.sentences for f in posts.read(scene, sentence)])
    said = speech.speakers(scene)
    scene.speaker = said.at
    wished = [fact for sentence in scene.sentences for fact in interests.read(scene, sentence)]
    facts = offices + [_attributed(scene, said, fact) for fact in wished]
    discourse = _discourse(scene)
    surer = {(fact.kind, fact.start) for fact in facts}
    framed = (
        fact
        for fact in assembly.facts(discourse, _firmness, said.at)
        if fact.kind in WON or (fact.kind in SHARED and (fact.kind, fact.start) not in surer)
    )
    firm = grounding.grounded(grammar, scene.sentences, assembly.without(WON, facts))
    traded = documents.facts(discourse, _firmness, said.at, flow_goods.goods)
    return discourse, [replace(fact, lang=document.lang) for fact in (*firm, *framed, *traded)]


WON = frozenset(kinds()) - {"interest", "post"}
"""The kinds that the frames read, and no old reader."""
SHARED = frozenset({"interest"})
"""The kinds that the frames read in sentences where the older family, which is surer and reads less, finds none."""


def _discourse(scene: Scene) -> Discourse:
    """Return the document for the frames, with the people that the posts made known."""
    people = {
        name: Person(p.name, p.role, p.represents, p.organization, p.seat, feminine=p.feminine)
        for name, p in scene.named.items()
    }
    periods = [dates.named(sentence.text, scene.calendar) for sentence in scene.sentences]
    return Discourse(
        scene.document,
        grammar,
        scene.sentences,
        people,
        [[(p.label, p.start, p.end) for p in found] for found in periods],
        scene.speaker,
    )


def _firmness(sentence: Sentence, trigger: Token) -> Firmness:
    return firmness.decide(grammar, sentence, trigger)


def prepare(document: Document) -> Scene:
    """Return the document annotated and its mentions marked."""
    sentences, spans = tagger.annotate(document.text)
    names = gazetteer.load()
    mentions.mark(sentences, spans, names)
    scene = Scene(document, sentences, Calendar(document.published))
    fuller.complete(scene)
    return scene


def _attributed(scene: Scene, said: Speakers, fact: Fact) -> Fact:
    sentence = next(one for one in scene.sentences if one.start == fact.start)
    return fact.attributed(said.at(sentence, fact.anchor, fact.kind))
