"""A document as it is put into a store, worked out where it was read: who writes has only to write."""

from dataclasses import dataclass
from typing import Self

from rdflib import Graph

from coopatlas import claims
from coopatlas.documents import near_copies
from coopatlas.model import Document
from coopatlas.rdf.oxigraph import statement
from coopatlas.resolve.tellings import Telling, tellings


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a reading beside its graph: the facts as they were read, packed, and the rules that read them.

    `decided` changes with the decisions of people that bear on the document; it is empty where none does.
    """

    facts: str = ""
    decided: str = ""
    rules: tuple[str, ...] = ()


_NOTHING = Kept()


@dataclass(frozen=True, slots=True)
class Entry:
    """A document, what its graph says and what it asserts, in N-Triples without the stop, and what is kept beside.

    `notes` are those of `claims.Compact`, `signature` is that of near copies.
    """

    document: Document
    said: tuple[str, ...]
    asserted: tuple[str, ...]
    tellings: tuple[Telling, ...]
    notes: str
    signature: bytes
    kept: Kept

    @classmethod
    def of(cls, document: Document, graph: Graph, kept: Kept = _NOTHING) -> Self:
        """Return the entry of a document with this graph."""
        short = claims.compact(graph)
        return cls(
            document,
            tuple(str(statement(one)) for one in short.said),
            tuple(str(statement(one)) for one in claims.asserted(graph)),
            tuple(tellings(document.digest, graph)),
            short.notes,
            near_copies.signature(document.text),
            kept,
        )
