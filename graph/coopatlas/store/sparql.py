"""Which SPARQL texts may reach the engine: queries of this store alone, of a depth that it survives.

Oxigraph has no switch against `SERVICE`, which makes requests, and its process dies of deep nesting; so a query is
read in tokens first. Where its grammar could read the same characters otherwise, without regard to spaces, the query is
refused: `FILTER(1<'>') SERVICE …` holds no string of the kind that it seems to hold.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

from coopatlas.errors import QuestionError
from coopatlas.ontology import vocabulary
from coopatlas.rdf.iri import ONTOLOGY, PREFIXES, VOCABULARY

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
    | (?P<name>(?P<prefix>[\w.-]*):(?:(?:[\w:%]|\\[_~.!$&()*+,;=/?\#@%-])(?:[\w.:%-]|\\[_~.!$&()*+,;=/?\#@%-])*)?)
    | (?P<number>\d+)
    | (?P<word>\w+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACES = re.compile(r"[^\S \t\r\n]|\ufeff|\u200b")
"""What looks like a space and is none to SPARQL 1.1 (WS, rule 162)."""
_QUERIES = ("select", "ask", "construct", "describe")
_UPDATES = ("insert", "delete", "with", "clear", "drop", "create", "add", "move", "copy")
_VARYING = frozenset({"now", "rand", "uuid", "struuid", "bnode"})
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")


def screen(sparql: str, *, own_graphs: bool = False, update: bool = False) -> None:
    """Raise `QuestionError` unless `sparql` is a query that may run, or an update.

    `own_graphs` allows `FROM`, where whoever evaluates it means graphs of the store by it.
    """
    for token in _TOKEN.finditer(sparql) if _SPACES.search(sparql) else ():
        if token.lastgroup in (None, "sign") and not token[0].startswith("#") and (space := _SPACES.search(token[0])):
            name = unicodedata.name(space[0], f"U+{ord(space[0]):04X}")
            place = f"SPARQL {_place(sparql, token.start() + space.start())}"
            raise QuestionError(place, f"a {name} is no space to SPARQL", "type a plain space there")
    tokens = _tokens(sparql)
    words = [token[0].lower() for token in tokens if token.lastgroup == "word"]
    first = next((word for word in words if word not in {"prefix", "base"}), "")
    allowed, what = (_UPDATES, "update") if update else (_QUERIES, "query")
    if first not in allowed:
        raise QuestionError("SPARQL", f"«{first}» begins no {what}", f"begin with {', '.join(allowed).upper()}")
    for token in tokens:
        if problem := _problem(token, own_graphs, update):
            raise QuestionError(f"SPARQL {_place(sparql, token.start())}", *problem)
    if _depth(tokens) > DEEPEST or (not update and _length(tokens) > LONGEST):
        raise QuestionError("SPARQL", "the query is too deep or too long", "ask for less at once")


def unescaped(sparql: str) -> str:
    r"""Return a text without escaped code points (`\u0041`), which stand for themselves anywhere in SPARQL."""
    return _ESCAPED.sub(lambda found: _character(found[0], int(found[1] or found[2], 16)), sparql)


def varies(sparql: str) -> bool:
    """Tell whether a query may have another answer each time, however little the store changes."""
    return any(token.lastgroup == "word" and token[0].lower() in _VARYING for token in _tokens(unescaped(sparql)))


def names_graphs(sparql: str) -> bool:
    """Tell whether a query says of which graphs it is, by `FROM`."""
    return any(token.lastgroup == "word" and token[0].lower() == "from" for token in _tokens(sparql))


def using(update: str, graphs: Iterable[str], named: Iterable[str]) -> str:
    """Return an update whose conditions are of these graphs, written in `<>`; raises where it names some itself."""
    clauses = "".join([*(f"USING {graph} " for graph in graphs), *(f"USING NAMED {graph} " for graph in named)])
    depth, last, written, done = 0, "", [], 0
    for token in _tokens(update) if clauses else ():
        word = token[0].lower() if token.lastgroup == "word" else token[0]
        if word in {"using", "with"} and not depth:
            raise QuestionError("SPARQL", "both the request and the update name graphs", "name them in one place")
        if word == "where" and not depth and last == "}":
            written.append(update[done : token.start()] + clauses)
            done = token.start()
        depth += (word == "{") - (word == "}")
        last = word
    return "".join(written) + update[done:]


def without(query: str, hidden: Iterable[str]) -> str:
    """Return a query that sees nothing of some graphs, IRIs in `<>`; raises `QuestionError` where that cannot be told.

    Whatever `GRAPH` means, a name or a variable, is compared with them.
    """
    graphs = tuple(hidden)
    written, done = [], 0
    depth, opened = 0, list[int]()
    for token, after in pairwise(_tokens(query)):
        word = token[0].lower()
        depth += (word == "{") - (word == "}")
        if word == "}":
            opened = [one for one in opened if one <= depth]
        if word == "select" and opened:
            # The engine confuses the variable of the graph with one of the same name inside.
            raise QuestionError("SPARQL", "a SELECT stands within GRAPH", "write GRAPH within the SELECT")
        if word in {"from", "named"} and after[0].lower() != "named":
            _check_named(after, graphs)
        if token.lastgroup == "word" and word == "graph":
            opened.append(depth + 1)
            written.append(f"{query[done : token.start()]} FILTER({after[0]} NOT IN ({', '.join(graphs)})) ")
            done = token.start()
    return "".join(written) + query[done:]


def followed(update: str, operation: str) -> str:
    """Return an update that does one operation more at its end."""
    last = next(reversed(_tokens(update)), None)
    whole = update[: last.start()] if last and last[0] == ";" else update
    return f"{whole}\n;\n{operation}"


def explained(error: Exception, sparql: str) -> QuestionError:
    """Return what the engine says of a query that it does not accept, in one line."""
    message = " ".join(str(error).split())
    place = re.match(r"error at (\d+):(\d+): expected (?:one of )?", message)
    if not place:
        return QuestionError("SPARQL", message or type(error).__name__, "change the query")
    where = f"SPARQL {place[1]}:{place[2]}"
    if "Prefix not found" in message:
        unknown = next((name for name in _prefixes(sparql) if name not in _declared(sparql)), "")
        known = get_close_matches(unknown, PREFIXES, 1)
        meant = f"; did you mean {known[0]}: ?" if known else ""
        return QuestionError(where, f"the prefix {unknown}: is not declared{meant}", f"PREFIX {unknown}: <IRI>")
    expected = re.findall(r'"([^"]+)"', message) or [message[place.end() :]]
    return QuestionError(where, "syntax error", f"expected there: {'  '.join(expected[:8])}")


def unknown(sparql: str) -> Iterator[str]:
    """Yield what a query names in the ontology or a vocabulary that they do not define, with what may be meant."""
    known = vocabulary.terms()
    for name in dict.fromkeys(token["name"] for token in _tokens(sparql) if token["name"]):
        prefix, _, local = name.partition(":")
        if PREFIXES.get(prefix) in (str(ONTOLOGY), str(VOCABULARY)) and local and name not in known:
            meant = get_close_matches(name, known, 1)
            yield f"{name} is no term of the ontology" + (f"; did you mean {meant[0]} ?" if meant else "")


def _prefixes(sparql: str) -> Iterator[str]:
    return (token["prefix"] for token in _tokens(sparql) if token["name"])


def _declared(sparql: str) -> set[str]:
    own = re.findall(r"(?i)\bprefix\s+([\w.-]*):", sparql)
    return {*PREFIXES, *own}


def _check_named(token: re.Match[str], hidden: Iterable[str]) -> None:
    # A name with a prefix, or a relative one, may come to be any.
    if token.lastgroup != "iri" or "://" not in token[0]:
        raise QuestionError("SPARQL", f"FROM {token[0]} is no whole IRI", "write the graph as <https://…>")
    if token[0] in hidden:
        raise QuestionError("SPARQL", f"the graph {token[0]} is not told", "ask others")


@lru_cache(4)
def _tokens(sparql: str) -> list[re.Match[str]]:
    return [token for token in _TOKEN.finditer(sparql) if token.lastgroup]


def _character(escaped: str, code: int) -> str:
    if code > sys.maxunicode or 0xD800 <= code < 0xE000 or chr(code) == "\\":
        raise QuestionError("SPARQL", f"«{escaped}» may not be escaped so", "write the character as it is")
    return chr(code)


def _problem(token: re.Match[str], own_graphs: bool, update: bool) -> tuple[str, str] | None:
    kind, text = token.lastgroup, token[0]
    # The engine reads «trueSERVICE» as two words.
    word = (text if kind == "word" else token["prefix"] or "").lower()
    if "service" in word:
        return "SERVICE is not allowed", "ask this store alone"
    if word == "from" and not own_graphs:
        return "FROM is not allowed", "use GRAPH"
    if update and "load" in word:
        return "LOAD is not allowed", "build from files, or insert data"
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
