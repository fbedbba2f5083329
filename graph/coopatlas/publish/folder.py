"""Writes the folder: the dump, the table of claims with its description, the links, the records, the list of graphs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coopatlas.errors import QuestionError
from coopatlas.export import export, tables
from coopatlas.publish import description
from coopatlas.publish.description import File, Terms
from coopatlas.publish.graphs import Part, Parts, parts
from coopatlas.rdf import links
from coopatlas.sanitize import sheet
from coopatlas.store import Store

_DATATYPES = {"text": "string", "integer": "integer", "fraction": "decimal", "truth": "boolean", "date": "date"}
"""The datatypes of CSV on the Web for the types of the table of claims."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was written, and what was left out: graphs with the reason, and comparisons that rest on their rows."""

    folder: Path
    files: tuple[str, ...]
    left_out: tuple[Part, ...]
    withheld: int


def publish(store: Store, folder: Path, terms: Terms) -> Published:
    """Write a store as a folder to be published; raises `QuestionError` where it may not be written or is in use.

    The folder must be new or empty: what it holds would be described as if it were ours.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise QuestionError(str(folder), "the folder is not empty", "name a new one")
    found = parts(store, terms.licence)
    files = [*_data(store, found, terms), *_links(store)]
    if wrong := next(description.faults(terms, files, found), None):
        raise QuestionError("dcat.ttl", f"the record is not sound ({wrong})", "mend what --publisher and --licence say")
    records = [
        ("dcat.ttl", description.catalogue(terms, files, found)),
        ("void.ttl", description.void(terms, store.quads(), found)),
    ]
    texts = {file.name: file.data for file in files}
    texts |= {name: graph.serialize(format="turtle").encode() for name, graph in records}
    _write(folder, texts)
    left_out = tuple(one for one in found.parts.values() if one.why)
    return Published(folder, tuple(texts), left_out, len(found.withheld))


def _data(store: Store, found: Parts, terms: Terms) -> Iterator[File]:
    lines = sorted(f"{quad} .\n" for quad in store.quads())
    everything = {"ru": "все графы, N-Quads", "en": "all graphs, N-Quads"}
    yield File("data.nq", "application/n-quads", "".join(lines).encode(), terms.licence, everything)
    table = {"ru": "таблица утверждений", "en": "the table of claims"}
    yield File("claims.csv", "text/csv", export(store, "csv"), terms.licence, table)
    described = {"ru": "описание таблицы (CSVW)", "en": "the description of the table (CSVW)"}
    yield File("claims.csv-metadata.json", "application/csvm+json", _csvw(terms), terms.licence, described)
    graphs = {"ru": "графы, их лицензии и что не передано", "en": "the graphs, their licences and what is left out"}
    yield File("graphs.csv", "text/csv", _graphs(found), terms.licence, graphs)


def _links(store: Store) -> Iterator[File]:
    """Yield the links that came with the package, and those of this store alone."""
    title = {"ru": "ссылки на другие реестры (SSSOM)", "en": "links to other registers (SSSOM)"}
    for one in links.shipped():
        yield File(f"links-{one.name}.sssom.tsv", _TSV, links.written(one).encode(), one.licence, title)
    for file in sorted(store.path.absolute().parent.glob("links-*.sssom.tsv")):
        own = links.read(file.name, file.read_text("utf-8"))
        yield File(f"own-{file.name}", _TSV, links.written(own).encode(), own.licence, title)


_TSV = "text/tab-separated-values"


def _csvw(terms: Terms) -> bytes:
    columns = [
        {"name": name, "titles": name, "datatype": _DATATYPES[type_], "required": name == "claim"}
        for name, type_ in tables.columns().items()
    ]
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": "claims.csv",
        "dc:title": "Claims of documents, a row each",
        "dc:license": {"@id": terms.licence},
        "dc:publisher": terms.publisher,
        "tableSchema": {"columns": columns, "primaryKey": "claim"},
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _graphs(found: Parts) -> bytes:
    rows = (
        (one.graph, one.kind, str(one.statements), one.licence, "no" if one.why else "yes", one.why)
        for one in found.parts.values()
    )
    return sheet([("graph", "kind", "statements", "licence", "published", "why not"), *rows]).encode()


def _write(folder: Path, texts: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in texts.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise QuestionError(str(folder), f"it cannot be written ({error.strerror})", "name another folder") from error
