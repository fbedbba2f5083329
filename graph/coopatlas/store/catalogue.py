"""What a store notes of its documents beside what they say: when, where and by whom each was read, and its text.

It stands in `graph:catalogue`, which is not exported: it holds times and places of this machine.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, PROV, XSD

from coopatlas.rdf import iri
from coopatlas.rdf.oxigraph import named
from coopatlas.store.entry import Entry, Kept

NAME, SOURCE, READER, TIME, TEXT, PLACE, ADDED, CHANGED = (
    ox.NamedNode(term)
    for term in (
        DCTERMS.identifier,
        PROV.wasDerivedFrom,
        PROV.wasAttributedTo,
        PROV.generatedAtTime,
        PROV.value,
        PROV.atLocation,
        DCTERMS.created,
        DCTERMS.modified,
    )
)
SIGNATURE, STATE, UNLINKED, REPRINT, FACTS, DECIDED, RULES, NOTES, UNSETTLED = (
    ox.NamedNode(iri.ONTOLOGY[name])
    for name in (
        *("signature", "sourceState", "reprintsUnlinked", "reprintOf", "readFacts", "decidedBy", "readBy"),
        *("claimNotes", "eventsUnsettled"),
    )
)
READ = (FACTS, NOTES)
"""What is kept of what was read in a text."""


@dataclass(frozen=True, slots=True)
class Record:
    """A document in the store: `reader` is the fingerprint of what read it, `read_at` an ISO 8601 time.

    `added` is when its name first came in, `changed` when its content last did; `location` is the URI of its file.
    `decided` and `rules` are those of `Kept`.
    """

    name: str
    digest: str
    reader: str
    read_at: str
    added: str = ""
    changed: str = ""
    location: str = ""
    decided: str = ""
    rules: tuple[str, ...] = ()


def entries(entry: Entry, reader: str, read_at: str, old: Record | None) -> Iterator[ox.Triple]:
    """Yield what is noted of a document that takes the place of `old`."""
    document = entry.document
    own, text = named(iri.record(document.digest)), named(iri.document(document.digest))
    same = old is not None and old.digest == document.digest
    yield ox.Triple(own, NAME, ox.Literal(document.name))
    yield ox.Triple(own, SOURCE, text)
    yield ox.Triple(own, READER, ox.Literal(reader))
    changed = old.changed if same and old and old.changed else read_at
    yield ox.Triple(own, CHANGED, _time(changed))
    # When it was read and came in is told where it was at another time.
    others = {TIME: read_at, ADDED: old.added if old and old.added else read_at}
    yield from (ox.Triple(own, about, _time(when)) for about, when in others.items() if when != changed)
    # The text is no part of the record: listing documents must not read it.
    yield ox.Triple(text, TEXT, ox.Literal(document.text))
    if document.location:
        yield ox.Triple(own, PLACE, ox.Literal(document.location))
    if entry.signature:
        yield ox.Triple(text, SIGNATURE, ox.Literal(base64.b64encode(entry.signature).decode("ascii")))
    yield from read_from(text, entry)
    yield from read_by(own, entry.kept)


def read_from(text: ox.NamedNode, entry: Entry) -> Iterator[ox.Triple]:
    """Yield the facts that were read in a text, and the notes of its claims."""
    if entry.kept.facts:
        yield ox.Triple(text, FACTS, ox.Literal(entry.kept.facts))
    if entry.notes:
        yield ox.Triple(text, NOTES, ox.Literal(entry.notes))


def read_by(own: ox.NamedNode, kept: Kept) -> Iterator[ox.Triple]:
    """Yield by which rules a document was read, and what decisions bear on it."""
    if kept.rules:
        yield ox.Triple(own, RULES, ox.Literal("\n".join(kept.rules)))
    if kept.decided:
        yield ox.Triple(own, DECIDED, ox.Literal(kept.decided))


def record(facts: Mapping[ox.NamedNode, str]) -> Record | None:
    """Return the record that the entries of one document make, None where they are none."""
    if NAME not in facts:
        return None
    changed = facts.get(CHANGED) or facts[TIME]
    return Record(
        facts[NAME],
        facts[SOURCE].removeprefix(iri.DOCUMENT),
        facts[READER],
        facts.get(TIME, changed),
        facts.get(ADDED, changed),
        changed,
        facts.get(PLACE, ""),
        facts.get(DECIDED, ""),
        tuple(filter(None, facts.get(RULES, "").split("\n"))),
    )


def unsettled(digest: str) -> ox.Triple:
    """Return what marks a document whose events are not worked out yet."""
    return ox.Triple(named(iri.record(digest)), UNSETTLED, ox.Literal(True))


def signature(encoded: str) -> bytes:
    """Return the signature that an entry holds."""
    return base64.b64decode(encoded)


def states(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """Return what was noted of the places that documents came from."""
    return {
        quad.subject.value: quad.object.value
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }


def state(location: str, noted: str) -> ox.Triple:
    """Return the entry of the state of a place."""
    return ox.Triple(ox.NamedNode(location), STATE, ox.Literal(noted))


def _time(iso: str) -> ox.Literal:
    return ox.Literal(iso, datatype=named(XSD.dateTime))
