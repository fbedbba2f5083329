"""Editions of the Harmonized System, and SITC, tied to our chapters and headings by the correspondences of UNSD.

A correspondence is of subheadings. What those of a heading become says how they match: exactly, when one becomes one
that comes of nothing else; else it is broader, narrower or related.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pyoxigraph as ox
from rdflib.namespace import SKOS

from coopatlas import content
from coopatlas.rdf import iri
from coopatlas.rdf.links import REGISTERS, Link

_LEVELS = (2, 4)
_MATCHES = {
    (True, True): "exactMatch",
    (True, False): "broadMatch",
    (False, True): "narrowMatch",
    (False, False): "relatedMatch",
}
_Pairs = dict[int, dict[str, set[str]]]


def concordance(rows: Iterable[Mapping[str, str]], ours: str = "hs2022") -> Iterator[Link]:
    """Yield how our groups of goods match those of each nomenclature that the rows lead to from ours.

    A row has two codes, `code.after` and `code.before`, and between which nomenclatures, as `2022 to 2017`.
    """
    there: defaultdict[str, _Pairs] = defaultdict(_levels)
    back: defaultdict[str, _Pairs] = defaultdict(_levels)
    for row in rows:
        after, _, before = row["adjustment"].partition(" to ")
        if _scheme(after) != ours or _scheme(before) not in REGISTERS:
            continue
        mine, theirs = _code(row["code.after"], ours), _code(row["code.before"], _scheme(before))
        for level in _LEVELS:
            there[_scheme(before)][level].setdefault(mine[:level], set()).add(theirs[:level])
            back[_scheme(before)][level].setdefault(theirs[:level], set()).add(mine[:level])
    known = _labels(ours)
    for scheme, pairs in there.items():
        for level in _LEVELS:
            for code, targets in pairs[level].items():
                if code in known:
                    group = Link(f"v:{ours}-{code}", "", known[code])
                    yield from _matched(group, code, targets, back[scheme][level], scheme)


def _matched(mine: Link, code: str, targets: set[str], back: Mapping[str, set[str]], scheme: str) -> Iterator[Link]:
    for target in sorted(targets):
        whole, alone = len(targets) == 1, back[target] == {code}
        match = _MATCHES[whole, alone]
        yield replace(mine, target=f"{scheme}:{target}", match=match, reason="subheadings of UNSD's correspondence")


def _labels(scheme: str) -> dict[str, str]:
    """Return the English titles of our groups of goods by code."""
    found = {}
    file = content.ontology() / "reference" / "commodities.ttl"
    for quad in ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE):
        code = str(quad.subject.value).removeprefix(f"{iri.VOCABULARY}{scheme}-")
        named = quad.predicate.value == str(SKOS.prefLabel) and isinstance(quad.object, ox.Literal)
        if named and code.isdecimal() and quad.object.language == "en":
            found[code] = quad.object.value
    return found


def _levels() -> _Pairs:
    return {level: {} for level in _LEVELS}


def _scheme(printed: str) -> str:
    digits = re.sub(r"\D", "", printed)
    return f"sitc{digits}" if "SITC" in printed.upper() else f"hs{digits}"


def _code(printed: str, scheme: str) -> str:
    """Return a code with the zero that a table took from before it; SITC codes have none to lose."""
    return printed.zfill(6) if scheme.startswith("hs") else printed
