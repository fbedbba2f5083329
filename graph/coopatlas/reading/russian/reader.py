"""The Russian reader: annotate, mark mentions, learn who is who; then frames and flows read every kind."""

from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.language.russian import grammar, tagger
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Document, Fact
from coopatlas.reading import assembly, firmness
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.firmness import Firmness
from coopatlas.reading.flows import documents
from coopatlas.reading.periods import Calendar, FoundPeriod, occasion, periods
from coopatlas.reading.russian import (
    employment,
    flow_goods,
    fuller,
    mentions,
    posts,
    speech,
)
from coopatlas.reading.russian.scene import Scene


def understand(document: Document) -> tuple[Discourse, list[Fact]]:
    """Return a Russian document with its mentions and people, and the facts that rules read in it, not yet merged."""
    scene = prepare(document)
    offices = employment.completed(scene, [f for sentence in scene.sentences for f in posts.read(scene, sentence)])
    said = speech.speakers(scene)
    scene.speaker = said.at
    discourse = _discourse(scene)
    framed = assembly.facts(discourse, _firmness, said.at)
    traded = documents.facts(discourse, _firmness, said.at, flow_goods.goods)
    return discourse, [replace(fact, lang=document.lang) for fact in (*offices, *framed, *traded)]


def _discourse(scene: Scene) -> Discourse:
    """Return the document for the frames, with the people that the posts made known."""
    people = {
        name: Person(p.name, p.role, p.represents, p.organization, p.seat, feminine=p.feminine)
        for name, p in scene.named.items()
    }
    found = [_dated(sentence.text, scene.calendar) for sentence in scene.sentences]
    return Discourse(
        scene.document,
        grammar,
        scene.sentences,
        people,
        [[(p.label, p.start, p.end) for p in dated] for dated in found],
        scene.speaker,
    )


def _dated(text: str, calendar: Calendar) -> list[FoundPeriod]:
    """Return the periods of a sentence that a date names; where none does, «сегодня» and its like."""
    found = periods(text, "ru", calendar)
    named = [p for p in found if p.reading not in {"same", "earlier", "near"}]
    return named or [p for p in found if p.reading == "near" and p.label == occasion(text, "ru", calendar)]


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
