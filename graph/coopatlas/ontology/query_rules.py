"""Rules that are queries: a folder of `.rq` files, each of which finds what breaks it and says so in two languages.

`ontology/hygiene` finds terms of the ontology, `ontology/clashes` statements that exclude each other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from coopatlas import content
from coopatlas.errors import ContentError
from coopatlas.rdf import iri

PREFIXES = {**iri.PREFIXES, "owl": "http://www.w3.org/2002/07/owl#"}
_MESSAGES = re.compile(r"# message\.ru: (?P<ru>.+)\n# message\.en: (?P<en>.+)\n")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and its query, which finds what breaks it."""

    name: str
    message_ru: str
    message_en: str
    query: str

    def breaches(self, store: ox.Store) -> Iterator[ox.QuerySolution]:
        """Yield what breaks the rule; raises `ContentError` where the query finds no terms."""
        solutions = store.query(self.query, prefixes=PREFIXES)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ContentError(self.name, "it finds no terms", "write a SELECT")
        yield from solutions


@cache
def load(folder: str) -> tuple[Rule, ...]:
    """Return the rules of a folder of the ontology by name; raises `ContentError` for a file without messages."""
    files = sorted((content.ontology() / folder).iterdir(), key=lambda file: file.name)
    return tuple(_rule(file.name, file.read_text("utf-8")) for file in files if file.name.endswith(".rq"))


def _rule(file: str, text: str) -> Rule:
    header = _MESSAGES.match(text)
    if header is None:
        raise ContentError(file, "it lacks its messages", "begin with # message.ru: … and # message.en: …")
    return Rule(file.removesuffix(".rq"), header["ru"], header["en"], text)
