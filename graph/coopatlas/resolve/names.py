"""What things are called: one name of several in a language, and what stands in for an English name that there is not.

A person or a body whose name stands in Cyrillic alone is written in Latin letters, goods are called as what they are
classified as. A name that a text gives wins over what stands in for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from coopatlas.language.latin import latin
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import Source, batches, local

Names = Mapping[str, str]
"""A name by language."""

_GROUPS = """
SELECT DISTINCT ?key ?group ?name (LANG(?name) AS ?lang) {
  VALUES ?key { %s }
  GRAPH ?document { ?key coop:classifiedAs ?group }
  GRAPH graph:reference { ?group skos:prefLabel ?name }
}"""
_SPELT = ("person-", "organization-")
_GOODS = "goods-"


def best(names: Iterable[str]) -> str:
    """Return the fullest of several names: two documents may call one person in two ways, whichever came first."""
    return max(names, key=lambda name: (len(name), name))


def called(names: Names, node: str, lang: str) -> str:
    """Return the name in `lang`, else in Russian, in English, in any language, else the end of the IRI."""
    return next((names[one] for one in (lang, "ru", "en", *sorted(names)) if one in names), local(node))


def completed(store: Source, names: Mapping[str, Names]) -> dict[str, dict[str, str]]:
    """Return the names of these IRIs, with what stands in for an English name that there is not."""
    lacking = {node for node, own in names.items() if own and "en" not in own}
    goods = {node for node in lacking if _kind(node).startswith(_GOODS)}
    known = groups(store, goods) if goods else {}
    return {
        node: {**own, **({"en": text} if node in lacking and (text := english(node, own, known.get(node, {}))) else {})}
        for node, own in names.items()
    }


def english(node: str, names: Names, groups: Mapping[str, Names]) -> str:
    """Return what stands in for an English name; empty for what can only be translated. `groups` are those of goods."""
    if _kind(node).startswith(_SPELT):
        name = called(names, node, "ru")
        return latin(name) if name[:1].isupper() else ""  # else it is a description
    return ", ".join(sorted(name["en"] for name in groups.values() if "en" in name))


def groups(store: Source, keys: Iterable[str]) -> dict[str, dict[str, dict[str, str]]]:
    """Return the everyday groups to which goods belong by their name, with the names of the groups by language."""
    found: defaultdict[str, defaultdict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in batches(store, _GROUPS, keys):
        found[row["key"] or ""][row["group"] or ""][row["lang"] or ""] = row["name"] or ""
    return {key: dict(named) for key, named in found.items()}


def _kind(node: str) -> str:
    return node.removeprefix(str(iri.ID))
