"""What stands behind a drawing: claims with their sentences, and the documents that hold them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from coopatlas.errors import ContentError
from coopatlas.views import records
from coopatlas.views.records import Record, Source, local
from coopatlas.views.view import View, Words

CLAIM_LIMIT = 4000
"""The claims that a page carries: about 2.5 MB; a person who needs more asks a question, not a drawing."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A document as the page cites it."""

    name: str
    title: str | None
    source: str | None
    issued: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as the page shows it.

    `manner` is the modality, or `denied`; `period` is that of what is claimed; `when` is the same, else the date of
    the document.
    """

    kind: str
    what: Words
    manner: str
    certain: bool
    confidence: float
    sentence: str
    printed: str | None
    speaker: str | None
    speaker_name: Words
    document: str
    when: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims, and the documents that hold them, by IRI."""

    claims: Mapping[str, Claim]
    documents: Mapping[str, Origin]

    def only(self, keys: Collection[str]) -> "Evidence":
        """Return these claims alone, with their documents."""
        claims = {iri: claim for iri, claim in self.claims.items() if iri in keys}
        cited = {claim.document for claim in claims.values()}
        return Evidence(claims, {iri: origin for iri, origin in self.documents.items() if iri in cited})

    def numbers(self) -> dict[str, int]:
        """Return the number of each claim on a page."""
        return {iri: number for number, iri in enumerate(sorted(self.claims))}


def gather(store: Source, view: View, keys: set[str]) -> Evidence:
    """Return the evidence of these claims; raises `ContentError` where a view names something else as a claim."""
    found = claims(store, view, keys)
    return Evidence(found, documents(store, {claim.document for claim in found.values()}))


def claims(store: Source, view: View, keys: set[str]) -> dict[str, Claim]:
    """Return the claims by IRI; raises `ContentError` where a view names something else as a claim."""
    found = records.claims(store, keys)
    if strange := min(keys - found.keys(), default=None):
        raise ContentError(f"view {view.name}", f"its ?claim holds {strange}, which is no claim", "bind a coop:Claim")
    named = {iri for record in found.values() for iri in (record["item"], record["speaker"]) if iri}
    names = records.names(store, named)
    origins = documents(store, {record["document"] or "" for record in found.values()})
    return {iri: _claim(record, names, origins) for iri, record in found.items()}


def documents(store: Source, keys: set[str]) -> dict[str, Origin]:
    """Return the documents by IRI."""
    found = records.documents(store, keys)
    return {iri: Origin(row["name"] or "", row["title"], row["source"], row["issued"]) for iri, row in found.items()}


def _claim(record: Record, names: Mapping[str, Words], origins: Mapping[str, Origin]) -> Claim:
    speaker, document = record["speaker"], record["document"] or ""
    denied = local(record["polarity"]).endswith("negative")
    return Claim(
        kind=local(record["kind"]).removeprefix("kind-"),
        what=names[record["item"] or ""],
        manner="denied" if denied else local(record["modality"]).removeprefix("modality-"),
        certain=not local(record["certainty"]).endswith("uncertain"),
        confidence=float(record["confidence"] or 1),
        sentence=record["sentence"] or "",
        printed=record["printed"],
        speaker=speaker,
        speaker_name=names[speaker] if speaker else {},
        document=document,
        when=record["when"] or origins[document].issued,
        period=record["when"],
    )
