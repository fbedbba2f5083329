"""Lists of twinnings, agreements, missions and memberships: which claims a list has too. Absence says nothing.

A list is described by a file in `ontology/lists/`; a person brings it as CSV or TSV. Parties are known by their codes
alone, never by name. The members of unions are a list that every store has: the reference data.
"""

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, RDFS, URIRef

from coopatlas import content
from coopatlas.claims.read import Claim
from coopatlas.errors import ContentError, StatisticsError
from coopatlas.rdf import iri, links
from coopatlas.rdf.solutions import Source, batches, local, select
from coopatlas.statistics.write import coop

_PARTIES = {
    "twinning": ("party",),
    "agreement": ("party",),
    "mission": ("sender", "host"),
    "membership": ("member", "union"),
}
"""The roles of the parties, by kind of claim that lists are of."""
LISTED = tuple(_PARTIES)
"""The kinds of claim that lists are of."""
_SAID = {"ru": "также в списке «{}»: {}", "en": "also in “{}”: {}"}
_REFERENCE = {"ru": "состав союзов, справочные данные", "en": "members of unions, reference data"}
_MEMBERS = """
SELECT ?member ?union ?status ?since ?who ?what {
  GRAPH graph:reference {
    ?one a coop:UnionMembership ; coop:member ?member ; coop:union ?union ; coop:membershipStatus ?status .
    ?member rdfs:label ?who FILTER(LANG(?who) = "en")
    ?union rdfs:label ?what FILTER(LANG(?what) = "en")
    OPTIONAL { ?one coop:since ?since }
  }
}"""


_SHOWN = """
SELECT ?key ?listing ?words (LANG(?words) AS ?lang) {
  VALUES ?key { %s }
  GRAPH graph:comparisons { ?listing a coop:Listing ; coop:compares ?key ; rdfs:label ?words }
}"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: for each party the ids that it may be told by; its words; its `year` and `type`, if any."""

    kind: str
    parties: tuple[frozenset[str], ...]
    words: str
    title: Mapping[str, str]
    year: str = ""
    type: str = ""

    def has(self, claim: Claim) -> bool:
        """Whether a claim tells of this line: of all its parties and no others, of its year and its type, if any."""
        told = [value for role in _PARTIES[self.kind] for value in claim.roles.get(role, ())]
        if claim.kind != self.kind or len(told) != len(self.parties) or not self._dated(claim):
            return False
        types = {local(one).partition("-")[2] for name in ("type", "status") for one in claim.roles.get(name, ())}
        left = list(self.parties)
        for value in told:
            slot = next((one for one in left if local(value) in one), None)
            if slot is None:
                return False
            left.remove(slot)
        return not self.type or self.type in types

    def _dated(self, claim: Claim) -> bool:
        return not self.year or (claim.when or "")[:4] == self.year


@dataclass(frozen=True, slots=True)
class Described:
    """What the file of a list says: `parties` are columns, `|` parting those of which either names the party."""

    name: str
    title: Mapping[str, str]
    source: str
    kind: str
    register: str
    parties: tuple[str, ...]
    words: tuple[str, ...]
    year: str = ""
    type: str = ""
    types: Mapping[str, str] = field(default_factory=dict)


def described(name: str) -> Described:
    """Return the description of a list; raises `ContentError` where there is none, or it is malformed."""
    folder = content.ontology() / "lists"
    file = folder / f"{name}.toml"
    if not file.is_file():
        known = sorted(one.name.removesuffix(".toml") for one in folder.iterdir())
        raise ContentError(name, "no list is described by this name", f"use one of {', '.join(known)}")
    try:
        told: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
        words, parties = tuple(told.pop("name")), tuple(told.pop("parties"))
        found = Described(name=name, words=words, parties=parties, **told)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ContentError(f"lists/{file.name}", f"it describes no list ({error})", "see the other files") from error
    if found.kind not in _PARTIES:
        raise ContentError(f"lists/{file.name}", f"lists of {found.kind} are not known", f"use {', '.join(_PARTIES)}")
    return found


def read(listed: Described, path: Path) -> list[Entry]:
    """Return the lines of a list all of whose parties we know; raises `StatisticsError` for what is no such table."""
    ids = {code: name for name, code in links.codes(listed.register)}
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StatisticsError(str(path), f"it cannot be read ({error})", "give a table in UTF-8") from error
    head = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter="\t" if "\t" in head else ",")
    columns = _columns(listed, rows.fieldnames or (), path)
    return [entry for row in rows if (entry := _entry(listed, row, columns, ids))]


def members(store: Source) -> list[Entry]:
    """Return the memberships of the reference data."""
    return [
        Entry(
            "membership",
            (frozenset({local(row["member"])}), frozenset({local(row["union"])})),
            f"{row['who']} – {row['what']}" + (f", {row['since']}" if row["since"] else ""),
            _REFERENCE,
            type=local(row["status"]).removeprefix("membership-"),
        )
        for row in select(store, _MEMBERS)
    ]


def found(claims: Iterable[Claim], entries: Iterable[Entry]) -> Iterator[tuple[Claim, Entry]]:
    """Yield the claims that a list has too, each with its line."""
    by_party: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for party in entry.parties[0]:
            by_party[entry.kind, party].append(entry)
    for claim in claims:
        values = {local(value) for role in _PARTIES.get(claim.kind, ()) for value in claim.roles.get(role, ())}
        yield from ((claim, one) for value in sorted(values) for one in by_party[claim.kind, value] if one.has(claim))


def shown(store: Source, claims: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    """Return what is told of claims that a list has too, by language, in the order of the words."""
    told: defaultdict[str, defaultdict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in batches(store, _SHOWN, claims):
        told[row["key"] or ""][row["listing"] or ""][row["lang"] or ""] = row["words"] or ""
    return {claim: [words for _, words in sorted(lists.items())] for claim, lists in told.items()}


def written(claim: Claim, entry: Entry) -> Iterator[ox.Triple]:
    """Yield what is noted of a claim that a list has too."""
    place = iri.slug(f"{entry.title['en']} {entry.words}")
    own = ox.NamedNode(f"{iri.comparison(URIRef(claim.iri))}-{place}")
    yield ox.Triple(own, ox.NamedNode(RDF.type), coop("Listing"))
    yield ox.Triple(own, coop("compares"), ox.NamedNode(claim.iri))
    for lang, title in entry.title.items():
        yield ox.Triple(own, coop("listedIn"), ox.Literal(title, language=lang))
        yield ox.Triple(
            own, ox.NamedNode(RDFS.label), ox.Literal(_SAID[lang].format(title, entry.words), language=lang)
        )


def _columns(listed: Described, names: Sequence[str], path: Path) -> list[tuple[str, ...]]:
    """Return for each party the columns that may name it."""
    found: list[tuple[str, ...]] = []
    for party in listed.parties:
        if party.startswith("~"):
            found += [(name,) for name in names if re.fullmatch(party[1:], name)]
        else:
            found.append(tuple(party.split("|")))
    if not found or not {name for choice in found for name in choice} <= {*names}:
        raise StatisticsError(str(path), "it lacks columns of this list", f"compare it with lists/{listed.name}.toml")
    return found


def _entry(
    listed: Described, row: Mapping[str, str | None], columns: list[tuple[str, ...]], ids: Mapping[str, str]
) -> Entry | None:
    """Return a line of a list; nothing where a party is not known, or it is of a type that the list does not judge."""
    parties = []
    for choice in columns:
        codes = [(row.get(name) or "").strip().rpartition("/")[2] for name in choice]
        if any(codes):
            parties.append(frozenset(ids[code] for code in codes if code in ids))
    type_ = listed.types.get((row.get(listed.type) or "").strip(), "") if listed.type else ""
    if len(parties) < 2 or not all(parties) or (listed.type and not type_):
        return None
    words = " – ".join(filter(None, ((row.get(name) or "").strip() for name in listed.words)))
    year = (row.get(listed.year) or "").strip()[:4] if listed.year else ""
    return Entry(listed.kind, tuple(parties), f"{words}, {year}" if year else words, listed.title, year, type_)
