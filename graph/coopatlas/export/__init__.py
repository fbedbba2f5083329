"""A store as files: RDF in five syntaxes, the links between entities for graph programs, tables of claims and events.

Two stores of the same documents give the same bytes, whatever the order in which they were built: lines are sorted, and
times are left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from coopatlas.errors import QuestionError
from coopatlas.export import networks, rdf, tables
from coopatlas.export.rdf import inferred
from coopatlas.store import Store

__all__ = ["FORMATS", "Export", "Format", "export", "exported", "format_of", "inferred"]


@dataclass(frozen=True, slots=True)
class Export:
    """A store in one format: the bytes, UTF-8 where they are text, and what they hold, in Russian and English."""

    data: bytes
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is made in a language of labels, and what is said of the number of things in it."""

    make: Callable[[Store, str], tuple[bytes, int]]
    told: Mapping[str, str]


_ALL = {
    "ru": "триплетов: {}; сообщённое как факт, утверждения с предложениями, события и справочник — по графам",
    "en": "{} statements: what is asserted, claims with their sentences, events and reference data, a graph each",
}
_MERGED = {
    "ru": "триплетов: {}; сообщённое как факт и утверждения с предложениями, без имён графов",
    "en": "{} statements: what is asserted and the claims with their sentences, without the names of graphs",
}
_ASSERTED = {
    "ru": "триплетов: {}; только сообщённое как факт; утверждения и предложения — в ttl, trig, nq, jsonld, owl",
    "en": "{} statements: only what is asserted; claims and sentences are in ttl, trig, nq, jsonld, owl",
}
_OWL = {
    "ru": "триплетов: {}; онтология, словари, сущности и утверждения с предложениями",
    "en": "{} statements: ontology, vocabularies, entities, and the claims with their sentences",
}
_LINKS = {
    "ru": "связей: {}; по виду и твёрдости, с весом и годами",
    "en": "{} links, by kind and firmness, with weights and years",
}
_CLAIMS = {"ru": "утверждений: {}", "en": "{} claims"}
_EVENTS = {"ru": "событий: {}", "en": "{} events"}

FORMATS: Mapping[str, Format] = {
    "nq": Format(rdf.nquads, _ALL),
    "trig": Format(rdf.trig, _ALL),
    "jsonld": Format(rdf.jsonld, _ALL),
    "ttl": Format(rdf.turtle, _MERGED),
    "asserted": Format(rdf.asserted, _ASSERTED),
    "owl": Format(rdf.owl, _OWL),
    "graphml": Format(networks.graphml, _LINKS),
    "gexf": Format(networks.gexf, _LINKS),
    "csv": Format(tables.claims_csv, _CLAIMS),
    "parquet": Format(tables.claims_parquet, _CLAIMS),
    "jsonl": Format(tables.events_jsonl, _EVENTS),
}
"""The formats by name, which is also how a file's name ends; `asserted` is Turtle of what is asserted alone."""


def format_of(name: str | None, output: str) -> str:
    """Return the format that is asked for, else that of the file's name, N-Quads for standard output.

    Raises `QuestionError` for a format, or an end of a file's name, that is not in `FORMATS`.
    """
    suffix = PurePath(output).suffix.removeprefix(".").lower()
    wanted = name or suffix or "nq"
    if wanted not in FORMATS:
        place = wanted if name else output
        raise QuestionError(place, "there is no such format", f"add --format, one of {', '.join(FORMATS)}")
    return wanted


def exported(store: Store, name: str, lang: str = "ru") -> Export:
    """Return the store in the format `name`; names are those of `lang` where there are such.

    Raises `QuestionError` for a format that is not in `FORMATS`.
    """
    chosen = FORMATS[format_of(name, "-")]
    data, count = chosen.make(store, lang)
    return Export(data, {spoken: text.format(_number(count)) for spoken, text in chosen.told.items()})


def export(store: Store, name: str, lang: str = "ru") -> bytes:
    """Return the bytes of `exported`."""
    return exported(store, name, lang).data


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
