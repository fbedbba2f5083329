"""Which places lie at the water: ports, and the towns that have one."""

from functools import cache

from coopatlas import gazetteer
from coopatlas.language.tokens import Sentence
from coopatlas.reading import lexicon
from coopatlas.reading.draft import Filler


def has_port(lang: str, sentence: Sentence, place: Filler) -> bool:
    """Whether a place is a port, is called so, or is a town with a port of the sea."""
    entry = place.mention.entry if place.mention is not None else None
    if entry is not None and entry.id in _towns():
        return True
    words = lexicon.lists(lang, "references", ("harbours",))["harbours"]
    inside = sentence.tokens[place.first : place.last + 1] if place.first >= 0 else ()
    return any(token.lemma in words for token in inside)


@cache
def _towns() -> frozenset[str]:
    """Return the ports of the sea, and the towns in which they lie."""
    ports = [entry for entry in gazetteer.load().entries().values() if entry.cls == "SeaPort"]
    entries = gazetteer.load().entries()
    towns = (part for port in ports for part in port.part_of if part in entries and entries[part].kind == "city")
    return frozenset(towns) | {port.id for port in ports}
