"""Links as SSSOM TSV, the Simple Standard for Sharing Ontological Mappings: a line a link, with its reason.

Shipped links stand in `ontology/links/`, those of a store beside it in `links-REGISTER.sssom.tsv`. In a graph they are
matches of SKOS, each set of one origin in a graph of its own that says under which licence it is, as a linkset of VoID.
No two things are said to be the same: a city and its port share a code.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, VOID

from coopatlas import content
from coopatlas.errors import LinkError
from coopatlas.rdf import iri

ASKED, REFUSED = "# ask\t", "# no\t"
"""What a line begins with that asks a person, and what a person writes instead to refuse; taken away, it is a link."""
REGISTERS: Mapping[str, str] = {
    "id": str(iri.ID),
    "v": str(iri.VOCABULARY),
    "wd": "http://www.wikidata.org/entity/",
    "gn": "https://sws.geonames.org/",
    "unlocode": "https://w3id.org/coopatlas/code/unlocode/",
    "wpi": "https://w3id.org/coopatlas/code/wpi/",
    "okato": "https://w3id.org/coopatlas/code/okato/",
    "oktmo": "https://w3id.org/coopatlas/code/oktmo/",
    "kato": "https://w3id.org/coopatlas/code/kato/",
    "m49": "https://w3id.org/coopatlas/code/m49/",
    "hs2017": str(iri.VOCABULARY) + "hs2017-",
    "hs2012": str(iri.VOCABULARY) + "hs2012-",
    "hs2007": str(iri.VOCABULARY) + "hs2007-",
    "hs2002": str(iri.VOCABULARY) + "hs2002-",
    "hs1996": str(iri.VOCABULARY) + "hs1996-",
    "hs1992": str(iri.VOCABULARY) + "hs1992-",
    "sitc3": str(iri.VOCABULARY) + "sitc3-",
    "skos": iri.PREFIXES["skos"],
    "semapv": "https://w3id.org/semapv/vocab/",
}
"""The prefixes of the ids; a register that gives its codes no IRI gets one here."""
NAMES: Mapping[str, str] = {
    "wd": "Wikidata",
    "gn": "GeoNames",
    "unlocode": "UN/LOCODE",
    "wpi": "World Port Index",
    "okato": "ОКАТО",
    "oktmo": "ОКТМО",
    "kato": "КАТО",
    "m49": "UN M49",
}
"""What the registers are called whose codes people look up."""
_PAGES = frozenset({"wd", "gn"})
"""The registers whose ids lead to a page."""
_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "comment",
)
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
JUSTIFICATIONS = {
    "code": "semapv:MappingChaining",
    "place": "semapv:CompositeMatching",
    "person": "semapv:ManualMappingCuration",
}
"""What a link rests on: a code that both sides bear, a name with a distance or containment, a person's word."""


@dataclass(frozen=True, slots=True)
class Link:
    """A thing of ours and what another register calls it.

    `subject` is a local name with its prefix (`id:country-KZ`), `target` a code with that of its register (`wd:Q232`);
    `match` is one of `MATCHES`, `because` one of `JUSTIFICATIONS`, `reason` the join in words.
    """

    subject: str
    target: str
    label: str = ""
    target_label: str = ""
    match: str = "exactMatch"
    because: str = "code"
    confidence: float = 1.0
    reason: str = ""

    @property
    def register(self) -> str:
        """The prefix of the register that is linked to."""
        return self.target.partition(":")[0]

    @property
    def code(self) -> str:
        """What the register calls it."""
        return self.target.partition(":")[2]


@dataclass(frozen=True, slots=True)
class LinkSet:
    """Links of one origin, with the licence under which they may be passed on."""

    name: str
    title: str
    licence: str
    source: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What another register calls a thing: `page` is where it tells of it, empty where it has no such place."""

    register: str
    code: str
    page: str = ""


def known(targets: Iterable[str]) -> list[Known]:
    """Return what registers call a thing, of the IRIs that it is matched with."""
    found = []
    for prefix, name in NAMES.items():
        for target in sorted(one for one in targets if one.startswith(REGISTERS[prefix])):
            code = target.removeprefix(REGISTERS[prefix])
            found.append(Known(name, code, target if prefix in _PAGES else ""))
    return found


def expanded(curie: str) -> str:
    """Return the IRI of an id with its prefix."""
    prefix, _, local = curie.partition(":")
    return REGISTERS[prefix] + local


def written(links: LinkSet) -> str:
    """Return links as SSSOM TSV, in the order of their ids."""
    prefixes = sorted({*(one.subject.partition(":")[0] for one in links.links), *(one.register for one in links.links)})
    head = [
        f"mapping_set_id: {iri.ID}links-{links.name}",
        f"mapping_set_title: {links.title}",
        f"license: {links.licence}",
        f"mapping_set_description: {links.source}",
        "curie_map:",
        *(f"  {prefix}: {REGISTERS[prefix]}" for prefix in (*prefixes, "skos", "semapv")),
    ]
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    table.writerow(_COLUMNS)
    table.writerows(_row(one) for one in sorted(set(links.links), key=lambda one: (one.subject, one.target)))
    return "".join(f"# {line}\n" for line in head) + out.getvalue()


def read(name: str, text: str) -> LinkSet:
    """Read SSSOM TSV; a line that begins with `ASKED` or `REFUSED` is no link. Raises `LinkError`."""
    lines = text.splitlines()
    told = dict(
        _told(line) for line in lines if line.startswith("# ") and ": " in line and not line.startswith("# ask")
    )
    rows = csv.DictReader((line for line in lines if line and not line.startswith("#")), delimiter="\t")
    if rows.fieldnames is not None and not {"subject_id", "predicate_id", "object_id"} <= {*rows.fieldnames}:
        raise LinkError(name, "it lacks a column of SSSOM", f"give {', '.join(_COLUMNS)}")
    links = tuple(_link(name, row) for row in rows)
    return LinkSet(
        name.removesuffix(".sssom.tsv"),
        told.get("mapping_set_title", ""),
        told.get("license", ""),
        told.get("mapping_set_description", ""),
        links,
    )


@cache
def shipped() -> tuple[LinkSet, ...]:
    """Return the links that come with the package, by name."""
    return tuple(read(file.name, iri.based(file.read_text("utf-8"))) for file in _files())


def texts() -> list[bytes]:
    """Return the files of the shipped links."""
    return [iri.based(file.read_text("utf-8")).encode() for file in _files()]


def graph(name: str) -> URIRef:
    """Return the name of the graph of a set of links."""
    return iri.GRAPH[f"links-{name}"]


def statements(links: LinkSet) -> Iterator[ox.Triple]:
    """Yield a set of links as SKOS, and what VoID says of it."""
    own, counts = ox.NamedNode(graph(links.name)), Counter(one.match for one in links.links)
    for predicate, text in ((DCTERMS.title, links.title), (DCTERMS.license, links.licence)):
        if text:
            yield ox.Triple(own, ox.NamedNode(predicate), _term(text))
    yield ox.Triple(own, ox.NamedNode(RDF.type), ox.NamedNode(VOID.Linkset))
    yield ox.Triple(own, ox.NamedNode(DCTERMS.source), ox.Literal(links.source))
    yield ox.Triple(own, ox.NamedNode(VOID.triples), ox.Literal(counts.total()))
    for match in counts:
        yield ox.Triple(own, ox.NamedNode(VOID.linkPredicate), ox.NamedNode(SKOS[match]))
    for register in sorted({one.register for one in links.links}):
        yield ox.Triple(own, ox.NamedNode(VOID.objectsTarget), ox.NamedNode(REGISTERS[register]))
    for one in links.links:
        subject, target = ox.NamedNode(expanded(one.subject)), ox.NamedNode(expanded(one.target))
        yield ox.Triple(subject, ox.NamedNode(SKOS[one.match]), target)
        yield ox.Triple(target, ox.NamedNode(DCTERMS.identifier), ox.Literal(one.code))
        yield ox.Triple(target, ox.NamedNode(SKOS.inScheme), ox.NamedNode(REGISTERS[one.register]))


def _term(text: str) -> ox.NamedNode | ox.Literal:
    return ox.NamedNode(text) if text.startswith(("https://", "http://")) else ox.Literal(text)


def codes(register: str) -> Iterator[tuple[str, str]]:
    """Yield the ids of what is shipped with a code of a register, and that code."""
    for links in shipped():
        for one in links.links:
            if one.register == register and one.match == "exactMatch":
                yield one.subject.partition(":")[2], one.code


def _files() -> Sequence[Traversable]:
    folder = content.ontology() / "links"
    found = folder.iterdir() if folder.is_dir() else iter(())
    return sorted((one for one in found if one.name.endswith(".sssom.tsv")), key=lambda one: one.name)


def _told(line: str) -> tuple[str, str]:
    key, _, value = line.removeprefix("# ").partition(": ")
    return key, value


def _link(name: str, row: Mapping[str, str | None]) -> Link:
    subject, target = row["subject_id"] or "", row["object_id"] or ""
    match = (row["predicate_id"] or "").removeprefix("skos:")
    known = {value: key for key, value in JUSTIFICATIONS.items()}
    for curie in (subject, target):
        if curie.partition(":")[0] not in REGISTERS:
            raise LinkError(name, f"«{curie}» has no known prefix", f"use one of {', '.join(REGISTERS)}")
    if match not in MATCHES:
        raise LinkError(name, f"«{row['predicate_id']}» is no match", f"use one of {', '.join(MATCHES)}")
    return Link(
        subject,
        target,
        row.get("subject_label") or "",
        row.get("object_label") or "",
        match,
        known.get(row.get("mapping_justification") or "", "person"),
        float(row.get("confidence") or 1),
        row.get("comment") or "",
    )


def with_questions(text: str, questions: Iterable[Link], refused: Iterable[Link] = ()) -> str:
    """Add the links that a person must decide, and those that one has refused, as comments."""
    lines = [text]
    for mark, found in ((ASKED, questions), (REFUSED, refused)):
        ordered = sorted(set(found), key=lambda one: (one.subject, one.target))
        lines += [mark + "\t".join(_row(replace(one, because="person"))) + "\n" for one in ordered]
    return "".join(lines)


def marked(name: str, text: str, mark: str) -> tuple[Link, ...]:
    """Return the links that stand in a file under a mark, those that are asked about or refused."""
    lines = [line.removeprefix(mark) for line in text.splitlines() if line.startswith(mark)]
    return read(name, "\n".join(["\t".join(_COLUMNS), *lines])).links


def beside(store: str, register: str) -> Path:
    """Return where the links of a store to a register stand."""
    return Path(store).absolute().parent / f"links-{register}.sssom.tsv"


def _row(one: Link) -> list[str]:
    ids = [one.subject, one.label, f"skos:{one.match}", one.target, one.target_label]
    return [*ids, JUSTIFICATIONS[one.because], f"{one.confidence:g}", one.reason]
