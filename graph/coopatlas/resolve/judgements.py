"""What a person has decided about two names, by whom, when and why; and the TOML in which older versions kept it.

[[judgement]]
verdict = "same"                        # or "different"
kind = "person"                         # one of `KINDS`; person if left out
first = "Артур Парфенчиков"
second = "А. О. Парфенчиков @ omsk-12"  # a name, a name @ a document, or an IRI such as id:person-…
who = "…"
when = "2020-01-01"
why = "…"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coopatlas.errors import JudgementError
from coopatlas.rdf import iri

EVENT = "event"
KINDS = ("person", "organization", "territory", "place", "union", "goods", EVENT)
"""What is judged: two names of a kind of entity, or two items, by their IRIs, that tell of events."""
VERDICTS = ("same", "different")

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*judgement[ \t]*\]\]", re.MULTILINE)
_REMEDY = "see README.md, «The review desk»"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about two names; `where` is the line of the file that holds it."""

    verdict: str
    first: str
    second: str
    kind: str = "person"
    who: str = ""
    when: str = ""
    why: str = ""
    where: str = ""

    def __str__(self) -> str:
        made = ", ".join(filter(None, (self.who, self.when)))
        told = f"judged {self.verdict}: «{self.first}», «{self.second}»"
        return told + (f" ({made})" if made else "") + (f": {self.why}" if self.why else "")


_KEYS = tuple(key for key in Judgement.__slots__ if key != "where")


def read(path: Path) -> tuple[Judgement, ...]:
    """Return the judgements of a log in their order; raises `JudgementError`, which names the line."""
    try:
        text = path.read_text("utf-8")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise JudgementError(str(path), f"the judgements cannot be read ({error})", _REMEDY) from error
    lines = [text.count("\n", 0, header.start()) + 1 for header in _HEADER.finditer(text)]
    entries = tables.pop("judgement", [])
    if tables or not isinstance(entries, list) or len(entries) != len(lines):
        raise JudgementError(str(path), "this is no list of [[judgement]] tables", _REMEDY)
    return tuple(judgement(f"{path}:{line}", entry) for line, entry in zip(lines, entries, strict=True))


def judgement(where: str, entry: Mapping[str, object]) -> Judgement:
    """Return the judgement that a table of the log holds; raises `JudgementError` where it is not well-formed."""
    for key, value in entry.items():
        if not isinstance(value, str | date):
            raise JudgementError(where, f"the {key} of a judgement is a text", _REMEDY)
    given = {key: " ".join(str(value).split()) for key, value in entry.items()}
    if unknown := sorted(given.keys() - set(_KEYS)):
        raise JudgementError(where, f"a judgement has no key {unknown[0]}", f"use {', '.join(_KEYS)}")
    for key in ("verdict", "first", "second"):
        if not re.search(r"\w", given.get(key, "").partition(" @ ")[0]):
            raise JudgementError(where, f"the judgement lacks its {key}", _REMEDY)
    for key, allowed in (("verdict", VERDICTS), ("kind", KINDS)):
        if key in given and given[key] not in allowed:
            raise JudgementError(where, f"«{given[key]}» is no {key}", f"use one of {', '.join(allowed)}")
    sides = (given["first"], given["second"]) if given.get("kind") == EVENT else ()
    if not all(side.startswith(("id:", str(iri.ID))) for side in sides):
        raise JudgementError(
            where, "an event is named by the IRI of what is told of it", "write id:meeting-… as answers show it"
        )
    if any(re.search("[\ud800-\udfff]", value) for value in given.values()):
        raise JudgementError(where, "the judgement is not valid Unicode", "write it in UTF-8")
    return Judgement(**given, where=where)
