"""What a drawing asks of a store: the rows of a view, and the description of what they name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from coopatlas.rdf import solutions
from coopatlas.rdf.solutions import Record, Source, batches, local, select
from coopatlas.resolve.names import completed

Row = tuple[str | None, str, str | None]
"""A claim, where it starts and where it leads; no claim: reference data; no end: the claim stands at its start."""


_DATES = """
SELECT ?key ?when ?issued {
  VALUES ?key { %s }
  GRAPH ?document {
    ?key coop:claims ?item .
    OPTIONAL { ?document dcterms:issued ?issued }
  }
  OPTIONAL {
    GRAPH ?document { ?item coop:occurredDuring|coop:refPeriod|coop:startedDuring ?period }
    GRAPH ?calendar { ?period rdfs:label ?when }
  }
}"""

_EVENTS = """
SELECT ?key ?event ?when {
  VALUES ?key { %s }
  GRAPH graph:events { ?key coop:tells ?event }
  # One OPTIONAL: of an event without a date the second pattern alone would be true of every label there is.
  OPTIONAL {
    GRAPH graph:events { ?event coop:occurredDuring ?period }
    GRAPH graph:asserted { ?period rdfs:label ?when }
  }
}"""

_TOLD = "SELECT ?key ?event { GRAPH graph:events { ?key coop:tells ?event } }"

_DENIED = "SELECT ?key { GRAPH ?graph { ?key coop:polarity v:polarity-negative } }"

_TYPES = "SELECT DISTINCT ?key ?type { VALUES ?key { %s } GRAPH ?graph { ?key a|coop:cooperationForm ?type } }"

_NAMES = """
SELECT ?key ?name (LANG(?name) AS ?lang) (COUNT(*) AS ?times) {
  VALUES ?key { %s } GRAPH ?graph { ?key rdfs:label ?name }
} GROUP BY ?key ?name"""

_SUBJECTS = """
SELECT DISTINCT ?key ?name (LANG(?name) AS ?lang) {
  VALUES ?key { %s } GRAPH ?graph { ?key coop:subject|coop:sector ?name }
}"""


def rows(store: Source, query: str) -> list[Row]:
    """Return the distinct rows of a view's query; `KeyError` without `?from`."""
    found = solutions.rows(store, query, "?claim", "from", "?to")
    return list(dict.fromkeys((claim, tail, None if head == tail else head) for claim, tail, head in found if tail))


def dates(store: Source, keys: Iterable[str]) -> dict[str, str | None]:
    """Return for each claim the label of its period, else the date of its document; of several the earliest."""
    found = sorted(batches(store, _DATES, keys), key=lambda row: row["when"] or "", reverse=True)
    return {row["key"] or "": row["when"] or row["issued"] for row in found}


def events(store: Source, keys: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    """Return of which event each of these claims tells, and the label of its time; nothing for what tells of none."""
    return {row["key"] or "": (row["event"] or "", row["when"]) for row in batches(store, _EVENTS, keys)}


def told(store: Source) -> dict[str, str]:
    """Return the event of which each claim of a store tells, as far as it tells of one."""
    return {row["key"] or "": row["event"] or "" for row in select(store, _TOLD)}


def denied(store: Source) -> set[str]:
    """Return the claims that deny what they claim."""
    return {row["key"] or "" for row in select(store, _DENIED)}


def types(store: Source, keys: set[str]) -> Mapping[str, frozenset[str]]:
    """Return by IRI the local names of the classes and forms of cooperation."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    named = cache(local)
    for row in batches(store, _TYPES, keys):
        found[row["key"] or ""].add(named(row["type"]))
    return defaultdict(frozenset, {key: frozenset(held) for key, held in found.items()})


def names(store: Source, keys: set[str]) -> dict[str, dict[str, str]]:
    """Return per IRI and language the name that most documents use, of equals the fullest; without one, the IRI's.

    An English name that there is not is stood in for, as `names.completed` says.
    """

    def rank(row: Record) -> tuple[int, int, str]:
        name = row["name"] or ""
        return int(row["times"] or 0), len(name), name

    found: dict[str, dict[str, str]] = {key: {} for key in keys}
    for row in sorted(batches(store, _NAMES, keys), key=rank):
        found[row["key"] or ""][row["lang"] or ""] = row["name"] or ""
    return {key: words or {"": local(key)} for key, words in completed(store, found).items()}


def subjects(store: Source, keys: set[str]) -> dict[str, dict[str, str]]:
    """Return per IRI and language what an agreement, venture or proposal is about; of several the first by alphabet."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(batches(store, _SUBJECTS, keys), key=lambda row: row["name"] or "", reverse=True):
        found[row["key"] or ""][row["lang"] or ""] = row["name"] or ""
    return found
