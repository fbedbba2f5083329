"""What each technique of the Russian reader gains: the sample documents read without it, against their gold facts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from coopatlas import evaluate, gazetteer, reading
from coopatlas.evaluate import gold
from coopatlas.language.russian import tagger
from coopatlas.language.tokens import NO_HEAD, Sentence
from coopatlas.reading.russian.scene import Scene
from coopatlas.reading.speakers import Speakers

GOLD = Path(__file__).parents[1] / "gold"


def run() -> None:
    """Print precision, recall and F1 over roles, and the accuracies, with all techniques and without each."""
    documents = [one for one in gold.read(GOLD) if one.document.lang == "ru"]
    table = Table(title=f"The Russian reader on {len(documents)} sample documents")
    for heading in ("", "role P", "role R", "role F1", "modality", "speaker"):
        table.add_column(heading, justify="right")
    for name, without in TECHNIQUES.items():
        with without():
            found = {one.document.name: reading.read(one.document) for one in documents}
        tally = evaluate.evaluate(documents, found).total()
        roles = tally.roles
        figures = (roles.precision, roles.recall, roles.f1, tally.modality.share, tally.speaker.share)
        table.add_row(name, *(f"{figure:.3f}" for figure in figures))
    Console().print(table)


@contextmanager
def _all() -> Iterator[None]:
    yield


@contextmanager
def _no_gazetteer() -> Iterator[None]:
    with patch.object(gazetteer, "load", lambda: gazetteer.Gazetteer({})):
        yield


@contextmanager
def _no_syntax() -> Iterator[None]:
    annotate = tagger.annotate

    def flat(text: str) -> tuple[list[Sentence], list[tagger.Span]]:
        sentences, spans = annotate(text)
        for token in (token for sentence in sentences for token in sentence.tokens):
            token.head, token.rel, token.children = NO_HEAD, "dep", []
        return sentences, spans

    with patch.object(tagger, "annotate", flat):
        yield


@contextmanager
def _no_coreference() -> Iterator[None]:
    with patch.object(Scene, "described", lambda *_: None), patch.object(Scene, "last_person", lambda *_, **__: None):
        yield


@contextmanager
def _no_quotations() -> Iterator[None]:
    with patch.object(Speakers, "at", lambda *_: None):
        yield


TECHNIQUES: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "all": _all,
    "without the gazetteer": _no_gazetteer,
    "without syntax": _no_syntax,
    "without coreference": _no_coreference,
    "without quotations": _no_quotations,
}
