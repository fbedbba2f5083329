"""A file of a register → links beside the store and in it; what a person decided there stays."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from coopatlas import gazetteer
from coopatlas.gazetteer import Entry, Gazetteer
from coopatlas.rdf import links
from coopatlas.rdf.links import Link, LinkSet
from coopatlas.rdf.solutions import local, select
from coopatlas.statistics.concordance import concordance
from coopatlas.statistics.joining import Joined, join, rows
from coopatlas.statistics.registers import Register
from coopatlas.store import Store

PROPERTIES = {"gn": "P1566", "okato": "P721", "oktmo": "P764", "unlocode": "P1937"}
"""The properties of Wikidata that hold the codes of a register."""
_MISSIONS = """
SELECT DISTINCT ?x ?label ?sender ?host ?type {
  GRAPH ?g { ?x a coop:MissionPresence ; coop:sender ?sender ; coop:host ?host ; coop:missionType ?type ;
    rdfs:label ?label }
}
"""
_BODIES = """
SELECT DISTINCT ?x ?label {
  VALUES ?class { coop:Organization coop:Company coop:GovernmentBody coop:BusinessAssociation coop:DiplomaticMission }
  GRAPH ?g { ?x a ?class ; rdfs:label ?label }
}
"""


def linked(register: Register, file: Path, known: Iterable[Link], store: Store | None = None) -> Joined:
    """Tie the rows of a file to what the gazetteer knows, or to what documents brought into a store.

    `known` are links that are there already, by whose codes others are found.
    """
    found = list(known)
    if register.concordance:
        return Joined(links=list(concordance(rows(file, register))))
    things = gazetteer.load() if store is None else Gazetteer(dict(_told(store, found)))
    joined = join(rows(file, register), register, things, found)
    _contradicted(joined, found)
    return joined


def _contradicted(joined: Joined, known: Iterable[Link]) -> None:
    """Ask where another set of links gives a thing another code in the same register."""
    codes = {(one.subject, one.register): one for one in known if one.match == "exactMatch"}
    for one in list(joined.links):
        other = codes.get((one.subject, one.register))
        if one.match == "exactMatch" and other and other.target != one.target:
            joined.links.remove(one)
            reason = f"{one.reason}; but {other.target} by {other.reason}"
            joined.questions.append(replace(one, confidence=0.5, reason=reason))


def keep(register: Register, joined: Joined, file: Path) -> LinkSet:
    """Write the links of a register into a file, with what a person decided there before; return them."""
    old = file.read_text("utf-8") if file.exists() else ""
    decided = [one for one in links.read(file.name, old).links if one.because == "person"] if old else []
    refused = links.marked(file.name, old, links.REFUSED) if old else ()
    settled = {(one.subject, one.target) for one in (*decided, *refused)}
    taken = {one.subject for one in decided}
    made = [one for one in joined.links if one.subject not in taken and (one.subject, one.target) not in settled]
    asked = [one for one in joined.questions if one.subject not in taken and (one.subject, one.target) not in settled]
    found = _set(register, [*decided, *made])
    file.write_text(links.with_questions(links.written(found), asked, refused), "utf-8")
    return found


def _set(register: Register, found: Iterable[Link]) -> LinkSet:
    return LinkSet(register.name, register.title, register.licence, register.source, tuple(found))


def load(store: Store, found: LinkSet) -> int:
    """Let a store hold a set of links; return the number of its statements."""
    return store.load(links.graph(found.name), links.statements(found))


def held(store: str) -> Iterator[LinkSet]:
    """Yield the sets of links that stand beside a store."""
    for file in sorted(Path(store).absolute().parent.glob("links-*.sssom.tsv")):
        name = file.name.removeprefix("links-")
        yield links.read(name, file.read_text("utf-8"))


def coverage(sets: Iterable[LinkSet]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return by register and kind how many things are linked, and how many there are."""
    every = Counter(one.kind for one in gazetteer.load().entries().values())
    subjects = {(one.register, one.subject.partition(":")[2]) for found in sets for one in found.links}
    linked_ = Counter((register, subject.partition("-")[0]) for register, subject in subjects)
    return {key: (count, every.get(key[1], count)) for key, count in sorted(linked_.items())}


def quickstatements(sets: Iterable[LinkSet]) -> str:
    """Return what Wikidata may be told of the codes of its items, for a person to review and run by QuickStatements."""
    found = [one for links_ in sets for one in links_.links if one.match == "exactMatch"]
    items = {one.subject: one.code for one in found if one.register == "wd"}
    lines = {
        f'{items[one.subject]}\t{PROPERTIES[one.register]}\t"{one.code}"'
        for one in found
        if one.register in PROPERTIES and one.subject in items
    }
    return "".join(f"{line}\n" for line in sorted(lines))


def _told(store: Store, known: Iterable[Link]) -> Iterator[tuple[str, Entry]]:
    """Yield what documents brought: bodies by name, missions by whose they are, where they sit, and what they are."""
    ours = gazetteer.load().entries()
    for row in select(store, _BODIES):
        name = local(row["x"])
        if name not in ours and name.startswith("organization-"):
            yield name, Entry(name, "Organization", {"ru": row["label"] or ""})
    items = {one.subject.partition(":")[2]: one.code for one in known if one.register == "wd"}
    for row in select(store, _MISSIONS):
        sender, host = items.get(local(row["sender"])), items.get(local(row["host"]))
        if sender and host:
            code = sender + host + local(row["type"]).removeprefix("mission-").replace("_", "")
            name = local(row["x"])
            yield name, Entry(name, "MissionPresence", {"en": row["label"] or ""}, codes={"mission": code})
