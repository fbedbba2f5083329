"""Which SPARQL texts may reach the engine: queries of this store alone, of a depth that it survives.

Oxigraph has no switch against `SERVICE`, which makes requests, and its process dies of deep nesting; so a query is
read in tokens first. Where its grammar could read the same characters otherwise, without regard to spaces, the query is
refused: `FILTER(1<'>') SERVICE …` holds no string of the kind that it seems to hold.
"""

import re

from coopatlas.errors import QuestionError

DEEPEST = 100
LONGEST = 2000
"""The greatest number of tokens, those between the braces of `VALUES` not counted."""

_TOKEN = re.compile(
    r"""
      \s+ | \#[^\r\n]*
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
               | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?P<prefix>[\w.-]*):(?:[\w:%][\w.:%-]*)?)
    | (?P<number>\d+)
    | (?P<word>\w+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_QUERIES = ("select", "ask", "construct", "describe")
_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")


def screen(sparql: str) -> None:
    """Raise `QuestionError` unless `sparql` is a query that may run."""
    tokens = [token for token in _TOKEN.finditer(sparql) if token.lastgroup]
    words = [token[0].lower() for token in tokens if token.lastgroup == "word"]
    first = next((word for word in words if word not in {"prefix", "base"}), "")
    if first not in _QUERIES:
        raise QuestionError("SPARQL", f"«{first}» begins no query", f"begin with {', '.join(_QUERIES).upper()}")
    for token in tokens:
        if problem := _problem(token):
            raise QuestionError(f"SPARQL {_place(sparql, token.start())}", *problem)
    if _depth(tokens) > DEEPEST or _length(tokens) > LONGEST:
        raise QuestionError("SPARQL", "the query is too deep or too long", "ask for less at once")


def explained(error: Exception) -> QuestionError:
    """Return what the engine says of a query that it does not accept, in one line."""
    message = " ".join(str(error).split())
    place = re.match(r"error at (\d+:\d+): expected (?:one of )?", message)
    if not place:
        return QuestionError("SPARQL", message or type(error).__name__, "change the query")
    if "Prefix not found" in message:
        return QuestionError(f"SPARQL {place[1]}", "a prefix is not declared", "declare it: PREFIX name: <IRI>")
    expected = re.findall(r'"([^"]+)"', message) or [message[place.end() :]]
    return QuestionError(f"SPARQL {place[1]}", "syntax error", f"expected there: {'  '.join(expected[:8])}")


def _problem(token: re.Match[str]) -> tuple[str, str] | None:
    kind, text = token.lastgroup, token[0]
    # The engine reads «trueSERVICE» as two words.
    word = text if kind == "word" else token["prefix"] or ""
    if "service" in word.lower():
        return "SERVICE is not allowed", "ask this store alone"
    if word.lower() == "from":
        return "FROM is not allowed", "use GRAPH"
    if kind == "iri" and ("'" in text or ("#" in text and "://" not in text.partition("#")[0])):
        return f"the IRI {text} is ambiguous", "put spaces around a sign <, write ' in an IRI as %27"
    if kind == "sign" and text in "\"'\\":
        return f"a {text} that belongs to no string", "close the string, or write the IRI in full"
    return None


def _depth(tokens: list[re.Match[str]]) -> int:
    deepest = depth = 0
    for token in tokens:
        depth += (token[0] in _OPENING) - (token[0] in _CLOSING)
        deepest = max(deepest, depth)
    return deepest


def _length(tokens: list[re.Match[str]]) -> int:
    length, values = 0, False
    for token in tokens:
        values = (values or token[0].lower() == "values") and token[0] != "}"
        length += not values
    return length


def _place(sparql: str, start: int) -> str:
    line = sparql.count("\n", 0, start) + 1
    return f"{line}:{start - sparql.rfind(chr(10), 0, start)}"
