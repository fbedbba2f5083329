"""The reference data that every store holds: the ontology, the vocabularies, places, ports, goods, unions."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

import pyoxigraph as ox

from coopatlas import content
from coopatlas.errors import ContentError
from coopatlas.ontology.vocabulary import names, turtle
from coopatlas.rdf import iri, links

_NOT_REFERENCE = frozenset({"shapes", "restrictions"})


def files() -> dict[str, bytes]:
    """Return the Turtle of the ontology, the vocabularies and the reference data by file."""
    own = {f"{name}.ttl": turtle(name) for name in names() if name not in _NOT_REFERENCE}
    held = content.turtle_files(content.ontology() / "reference")
    return own | {file.name: iri.based(file.read_text("utf-8")).encode() for file in held}


def digest() -> str:
    """Return what changes with the reference data, and with the links that are shipped with it.

    Each opening of a store asks for it: the content is read once in a process.
    """
    return _digest(str(content.ontology()))


def forget() -> None:
    """Read the content anew when it is next asked for: that of a store differs from what this process remembers."""
    _digest.cache_clear()


@cache
def _digest(_folder: str) -> str:
    return sha256(b"\0".join([*files().values(), *links.texts()])).hexdigest()[:16]


def parsed(name: str, text: bytes) -> Iterator[ox.Triple]:
    """Yield the statements of a Turtle file but for those with blank nodes: axioms, which are for the reasoner."""
    try:
        for quad in ox.parse(text, ox.RdfFormat.TURTLE):
            if not isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.BlankNode):
                yield quad.triple
    except SyntaxError as error:
        raise ContentError(name, str(error), "correct the Turtle") from error
