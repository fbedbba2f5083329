"""An English document for the frames: sentences, mentions, periods, and the people that its posts make known."""

from collections.abc import Callable

from coopatlas import gazetteer
from coopatlas.language.english import grammar
from coopatlas.language.tokens import Sentence
from coopatlas.model import Document
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.mentions import english as mentions
from coopatlas.reading.periods import Calendar, periods


def discourse(document: Document, speaker: Callable[[Sentence, int], str | None]) -> Discourse:
    """Return a document annotated; its posts are not read yet."""
    sentences = grammar.sentences(document.text)
    mentions.mark(sentences, gazetteer.load())
    calendar = Calendar(document.published)
    dated: list[list[tuple[str, int, int]]] = []
    context: str | None = None
    for sentence in sentences:
        found = periods(sentence.text, "en", calendar, context)
        context = found[-1].period.label if found else context
        dated.append([(p.period.label, p.start, p.end) for p in found if not p.role])
    return Discourse(document, grammar, sentences, {}, dated, speaker)
