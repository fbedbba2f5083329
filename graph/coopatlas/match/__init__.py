"""Which territories fit another, and why: goods, ties, ways, unmet wishes, each with its sentence or its row."""

from coopatlas.match.fit import Candidate, Found, Reason, matches

__all__ = ["Candidate", "Found", "Reason", "matches"]
