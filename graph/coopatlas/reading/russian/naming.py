"""Words that make names of bodies and places: `ontology/lexicon/ru/names.toml`, in the sets that the readers use."""

from coopatlas.reading import lexicon as content
from coopatlas.reading.russian import lexicon

_WORDS = content.words("ru", "names")

OFFICES = lexicon.OFFICES
INSTITUTIONS, FIRMS, RULING, STAFFS = (_WORDS[name] for name in ("institutions", "firms", "ruling", "staffs"))
BODIES = INSTITUTIONS | FIRMS | _WORDS["other_bodies"]
"""Nouns that head the name of an organisation."""
COMPOUNDED, PLURAL_BODIES, NAMED_AFTER = (_WORDS[name] for name in ("compounded", "plural_bodies", "named_after"))
TELLING, PASSING = _WORDS["telling"], _WORDS["passing"]
PLACES, SEATS, PLACE_ACRONYMS = _WORDS["places"], _WORDS["seats"], _WORDS["place_acronyms"]
ENDS = SEATS | _WORDS["ends"]
VESSELS, NO_NAMES = _WORDS["vessels"], _WORDS["no_names"]
COMMON = (BODIES | _WORDS["nameless"]) - _WORDS["never_nameless"]
"""Nouns of bodies that may stand for one without a name: «руководитель центра», «депутат парламента»."""
QUOTES = frozenset('«»„“”"')
