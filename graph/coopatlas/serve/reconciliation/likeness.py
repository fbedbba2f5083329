"""Names by their likeness: equal in their dictionary forms and any script, or alike in their letters."""

import json
from collections import defaultdict
from math import ceil

from coopatlas.index.fulltext import FullText
from coopatlas.index.words import normal, pieces

LEAST = 0.5
"""The least likeness, from 0 to 1, at which a name is worth showing."""
_EQUAL = """
SELECT DISTINCT iri FROM named JOIN name ON name.id = named.rowid JOIN thing ON thing.id = thing
WHERE named MATCH :all AND :form IN (name.form, name.own)"""
_HELD = "SELECT term, doc FROM held WHERE term IN (SELECT value FROM json_each(?))"
_SHARING = """
SELECT DISTINCT iri, name.form FROM piece JOIN name ON name.id = piece.rowid JOIN thing ON thing.id = thing
WHERE piece MATCH :any AND LENGTH(name.form) BETWEEN :shortest AND :longest"""


def equal(index: FullText, name: str) -> set[str]:
    """Return the IRIs of what is called so."""
    form = normal(name)
    given = {"form": form, "all": " AND ".join(f'"{word}"' for word in form.split())}
    return {node for (node,) in index.connection.execute(_EQUAL, given)} if form else set()


def alike(index: FullText, name: str, most: int = 40) -> dict[str, float]:
    """Return the IRIs of what is called much so, each with the likeness of its best name."""
    asked = pieces(normal(name))
    if not asked:
        return {}
    # Who is like enough shares a third of the pieces, and so at least one of any that are more than the others.
    held = dict(index.connection.execute(_HELD, (json.dumps(sorted(asked)),)))
    rarest = sorted(asked, key=lambda piece: (held.get(piece, 0), piece))[: len(asked) - ceil(len(asked) / 3) + 1]
    given = {
        "any": " OR ".join(f'"{piece}"' for piece in rarest),
        "shortest": len(asked) / 3 - 1,
        "longest": 4 * len(asked),
    }
    called: defaultdict[str, list[str]] = defaultdict(list)
    for node, form in index.connection.execute(_SHARING, given):
        called[form].append(node)
    best: dict[str, float] = {}
    for form in sorted(called, key=lambda form: (-len(asked & pieces(form)), form))[:most]:
        share = 2 * len(asked & pieces(form)) / (len(asked) + len(pieces(form)))
        for node in called[form] if share >= LEAST else ():
            best[node] = max(share, best.get(node, 0))
    return best


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1."""
    first, second = pieces(normal(one)), pieces(normal(other))
    return 2 * len(first & second) / (len(first) + len(second))
