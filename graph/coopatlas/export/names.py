"""What the nodes of a store are called in a table: in the language asked for where they have such a name."""

from collections import defaultdict
from collections.abc import Mapping

from rdflib import Literal, URIRef

from coopatlas import iri
from coopatlas.claims.terms import LANGUAGES, words
from coopatlas.store import Store

_LABELS = "SELECT DISTINCT ?node ?label { GRAPH ?graph { ?node rdfs:label|skos:prefLabel ?label } }"

Names = Mapping[str, Mapping[str, str]]
"""The name of each IRI by language; of several in one language the first by the alphabet."""


def names(store: Store) -> Names:
    """Return what all nodes of a store are called."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for node, label in store.query(_LABELS).rows:
        if node is not None and isinstance(label, Literal):
            spoken, text = label.language or "", str(label)
            found[str(node)][spoken] = min(text, found[str(node)].get(spoken, text))
    return found


def called(known: Names, value: str, lang: str) -> str:
    """Return what an IRI is called in `lang`, else in any language, else its local name; other text as it is."""
    if not is_node(value):
        return value
    own = known.get(value, {})
    if not own and value.startswith(str(iri.VOCABULARY)):
        return words(URIRef(value))[LANGUAGES.index(lang)]
    return own.get(lang) or next((own[spoken] for spoken in sorted(own)), value.rpartition("/")[2])


def is_node(value: str) -> bool:
    """Tell whether a value is an entity or a term rather than words."""
    return value.startswith((str(iri.ID), str(iri.VOCABULARY), str(iri.DOCUMENT)))
