"""The workbench for SPARQL: a query, what helps to write it, and what its answer can be shown as."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from coopatlas.content import visualizations
from coopatlas.rdf.iri import BASE, HOME, PREFIXES
from coopatlas.rdf.solutions import select
from coopatlas.serve.pages import asking
from coopatlas.serve.pages.answering import Page
from coopatlas.serve.rendering import Visit, words
from coopatlas.store import Store

_TERMS = """
SELECT DISTINCT ?key ?type ?label (LANG(?label) AS ?lang) {
  GRAPH graph:reference { ?key a ?type ; rdfs:label|skos:prefLabel ?label }
  FILTER(STRSTARTS(STR(?key), STR(coop:)) || STRSTARTS(STR(?key), STR(v:)))
}"""
_TYPES = {"Class": "class", "ObjectProperty": "property", "DatatypeProperty": "property", "Concept": "term"}


def workbench(store: Store, visit: Visit, query: str, name: str, given: Mapping[str, str]) -> Page:
    """Return the workbench with a query in it: one that is given, that behind a question, or the first example."""
    listed = examples(visit.lang)
    if name:
        query = asking.sparql(store, asking.find(name), given)
    return Page(
        "workbench.html", {"query": query or listed[0]["query"], "examples": listed, "said": _words(visit.lang)}
    )


def vocabulary(store: Store, lang: str) -> dict[str, Any]:
    """Return what a query may be written with: prefixes, classes, properties and terms with their labels."""
    found: dict[str, dict[str, str]] = {}
    for row in select(store, _TERMS):
        kind = _TYPES.get((row["type"] or "").rpartition("#")[2])
        node = row["key"] or ""
        short = f"coop:{node.rpartition('#')[2]}" if "#" in node else f"v:{node.rpartition('/')[2]}"
        if kind and (short not in found or row["lang"] == lang):
            found[short] = {"name": short, "kind": kind, "label": row["label"] or ""}
    return {"prefixes": PREFIXES, "terms": sorted(found.values(), key=lambda one: (one["kind"], one["name"]))}


def examples(lang: str) -> list[dict[str, str]]:
    """Return the examples of the workbench, each with its title in one language and the form it is shown in."""
    return [
        {"title": one["title"][lang], "show": one["show"], "query": one["query"].strip() + "\n"} for one in _examples()
    ]


@cache
def _examples() -> list[dict[str, Any]]:
    text = (visualizations() / "site" / "examples.toml").read_text("utf-8")
    return list(tomllib.loads(text)["example"])


def _words(lang: str) -> dict[str, Any]:
    """Return the words that the script of the workbench says, and where the IRIs of the site begin."""
    said = {name.removeprefix("bench_"): text for name, text in words(lang).items() if name.startswith("bench_")}
    return {**said, "roots": [BASE, HOME]}
