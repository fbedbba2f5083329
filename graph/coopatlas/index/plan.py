"""What a query of SPARQL is in SQL, as it is kept: whoever asks it again needs neither a parser nor a planner."""

import json
from dataclasses import dataclass
from typing import Self

from rdflib.term import Identifier
from rdflib.util import from_n3

SLOT = "urn:coopatlas:slot:"
"""The names of what stands in VALUES in the place of terms that are given when the query is asked."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of SQL: `columns` with their kinds, and the terms by the names of the parameters they fill.

    Rows come in order; where `distinct`, those that agree in their columns are one.
    """

    sql: str
    columns: tuple[tuple[str, str], ...]
    constants: tuple[tuple[str, Identifier], ...]
    distinct: bool

    def record(self) -> str:
        """Return the plan as JSON."""
        constants = [(name, term.n3()) for name, term in self.constants]
        return json.dumps([self.sql, self.columns, constants, self.distinct])

    @classmethod
    def read(cls, record: str) -> Self:
        """Return the plan of a record."""
        sql, columns, constants, distinct = json.loads(record)
        named = tuple((name, term) for name, text in constants if isinstance(term := from_n3(text), Identifier))
        return cls(sql, tuple((name, kind) for name, kind in columns), named, distinct)
