"""Links as SSSOM TSV, the Simple Standard for Sharing Ontological Mappings: a line a link, with its reason.

Shipped links stand in `ontology/links/`, those of a person beside the store in `links.sssom.tsv`.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources.abc import Traversable

from coopatlas import content, iri
from coopatlas.errors import StatisticsError

FILE = "links.sssom.tsv"
"""The links of a store, beside it."""
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
    "skos": iri.PREFIXES["skos"],
    "semapv": "https://w3id.org/semapv/vocab/",
}
"""The prefixes of the ids; a register that gives its codes no IRI gets one here."""
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
    """Read SSSOM TSV; a line that begins with `# ask` asks a person and is no link. Raises `StatisticsError`."""
    lines = text.splitlines()
    told = dict(
        _told(line) for line in lines if line.startswith("# ") and ": " in line and not line.startswith("# ask")
    )
    rows = csv.DictReader((line for line in lines if line and not line.startswith("#")), delimiter="\t")
    if rows.fieldnames is not None and not {"subject_id", "predicate_id", "object_id"} <= {*rows.fieldnames}:
        raise StatisticsError(name, "it lacks a column of SSSOM", f"give {', '.join(_COLUMNS)}")
    links = tuple(_link(name, row) for row in rows)
    return LinkSet(
        name.removesuffix(".sssom.tsv"),
        told.get("mapping_set_title", ""),
        told.get("license", ""),
        told.get("mapping_set_description", ""),
        links,
    )


def shipped() -> tuple[LinkSet, ...]:
    """Return the links that come with the package, by name."""
    return _shipped()


@cache
def _shipped() -> tuple[LinkSet, ...]:
    return tuple(read(file.name, file.read_text("utf-8")) for file in _files())


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
            raise StatisticsError(name, f"«{curie}» has no known prefix", f"use one of {', '.join(REGISTERS)}")
    if match not in MATCHES:
        raise StatisticsError(name, f"«{row['predicate_id']}» is no match", f"use one of {', '.join(MATCHES)}")
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


def with_questions(text: str, questions: Iterable[Link]) -> str:
    """Add the links that a person must decide, as comments that become links when `# ask` is taken away."""
    asked = (_row(replace(one, because="person")) for one in questions)
    return text + "".join("# ask\t" + "\t".join(cells) + "\n" for cells in asked)


def _row(one: Link) -> list[str]:
    ids = [one.subject, one.label, f"skos:{one.match}", one.target, one.target_label]
    return [*ids, JUSTIFICATIONS[one.because], f"{one.confidence:g}", one.reason]
