"""Reading: a document → the facts that it puts forward, by the reader of its language."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable

from coopatlas import __version__, content
from coopatlas.language.cleaning import clean
from coopatlas.model import Document, Fact
from coopatlas.reading import learned
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.identity import tied
from coopatlas.reading.merging import merged

READERS = {
    "ru": "coopatlas.reading.russian.reader",
    "en": "coopatlas.reading.english.reader",
    "kk": "coopatlas.reading.kazakh.reader",
}
"""The module that reads a language.

Its `understand(document)` returns the document as a `Discourse` and the facts that rules read in it, not yet merged.
"""


LONGEST = 100_000
"""Code points that are read together; a longer text is read in parts, so that memory does not grow with it."""


def read(document: Document, *, judged: bool = True) -> list[Fact]:
    """Return the facts of `document` in the order of its text; none where no reader knows its language.

    What is read is the clean text; what is told stands in the text as given. Without `judged`, what the rules read is
    told as it is, neither completed nor doubted by the learned part.
    """
    if document.lang not in READERS:
        return []
    cleaned = clean(document.text, document.lang)
    title = clean(document.title, document.lang).text if document.title else document.title
    found: list[Fact] = []
    for start, part in _parts(cleaned.text):

        def given(first: int, last: int, start: int = start) -> tuple[int, int]:
            return cleaned.given(first + start, last + start)

        told = _facts(replace(document, text=part, title=title), judged=judged)
        found += [fact.placed(given, document.text) for fact in told]
    return found


def understood(document: Document) -> tuple[Discourse | None, list[Fact]]:
    """Return a clean document as its reader understands it, and the facts that rules read in it, not yet merged."""
    discourse, told = import_module(READERS[document.lang]).understand(document)
    return discourse, told


def _facts(document: Document, *, judged: bool) -> list[Fact]:
    discourse, told = understood(document)
    if discourse is not None and judged:
        told = learned.combined(discourse, told)
    return tied(merged(told))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a text with where they start; they end at a line break where there is one."""
    start = 0
    while len(text) - start > LONGEST:
        end = text.rfind("\n", start, start + LONGEST) + 1 or start + LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:] if start else text


@cache
def fingerprint() -> str:
    """Return what identifies this reader: the version, and a digest of its sources and of the names it knows."""
    digest = sha256()
    data = (content.ontology() / name for name in ("reference", "lexicon", "kinds"))
    for folder in (files("coopatlas.reading"), files("coopatlas.language"), *data):
        for entry in _walk(folder):
            digest.update(entry.read_bytes())
    return f"coopatlas-{__version__}-{digest.hexdigest()[:12]}"


def _walk(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += _walk(entry)
        elif entry.name.endswith((".py", ".ttl", ".toml", ".npz")):
            found.append(entry)
    return found
