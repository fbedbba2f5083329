"""Reading: a document → the facts that it puts forward, by the reader of its language."""

from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable

from coopatlas import __version__, content
from coopatlas.model import Document, Fact

READERS = {
    "ru": "coopatlas.reading.russian.reader",
    "en": "coopatlas.reading.english.reader",
    "kk": "coopatlas.reading.kazakh.reader",
}
"""The module that reads a language; its `read(document)` returns facts in the order of the text."""


def read(document: Document) -> list[Fact]:
    """Return the facts of `document` in the order of its text; none where no reader knows its language."""
    module = READERS.get(document.lang)
    return list(import_module(module).read(document)) if module else []


@cache
def fingerprint() -> str:
    """Return what identifies this reader: the version, and a digest of its sources and of the names it knows."""
    digest = sha256()
    for folder in (files("coopatlas.reading"), content.ontology() / "reference"):
        for entry in _walk(folder):
            digest.update(entry.read_bytes())
    return f"coopatlas-{__version__}-{digest.hexdigest()[:12]}"


def _walk(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += _walk(entry)
        elif entry.name.endswith((".py", ".ttl", ".toml")):
            found.append(entry)
    return found
