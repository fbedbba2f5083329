"""The Russian reader: annotate, mark mentions, learn who is who, then let every family of kinds read every sentence."""

from collections.abc import Iterator
from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.language.russian import tagger
from coopatlas.language.tokens import Sentence
from coopatlas.model import Document, Fact
from coopatlas.reading.merging import merged
from coopatlas.reading.russian import (
    agreements,
    gateways,
    interests,
    investments,
    meetings,
    mentions,
    missions,
    offers,
    partners,
    posts,
    ranks,
    routes,
    supplies,
    trade,
    ventures,
    visits,
)
from coopatlas.reading.russian.dates import Calendar
from coopatlas.reading.russian.scene import Scene
from coopatlas.reading.russian.speech import Speech

FAMILIES = tuple(
    family.read
    for family in (
        meetings,
        visits,
        agreements,
        ventures,
        investments,
        trade,
        supplies,
        missions,
        gateways,
        partners,
        ranks,
        routes,
        interests,
        offers,
    )
)
"""The readers of the families of kinds; each yields the facts of one sentence. `posts` comes before all of them."""


def read(document: Document) -> list[Fact]:
    """Return the facts of a Russian document in the order of its text, each kind, role and place once."""
    scene = prepare(document)
    offices = [fact for sentence in scene.sentences for fact in posts.read(scene, sentence)]
    scene.speaker = Speech(scene).speaker
    facts = offices + [fact for sentence in scene.sentences for fact in _sentence(scene, sentence)]
    return [replace(fact, lang=document.lang) for fact in merged(facts)]


def prepare(document: Document) -> Scene:
    """Return the document annotated and its mentions marked."""
    sentences, spans = tagger.annotate(document.text)
    names = gazetteer.load()
    mentions.mark(sentences, spans, names)
    return Scene(document, sentences, Calendar.of(document.text, document.published))


def _sentence(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for family in FAMILIES:
        for fact in family(scene, sentence):
            place = sentence.start if fact.anchor is None else fact.anchor
            yield replace(fact, speaker=scene.speaker(sentence, place))
