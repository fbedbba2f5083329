"""The log of decisions: one line of JSON for each, only ever added to, beside the store.

Lines may stand in any order, so two people's logs are merged by joining their lines: `git` does it with
`decisions.jsonl merge=union` in `.gitattributes`.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from coopatlas.errors import DecisionError
from coopatlas.resolve import judgements
from coopatlas.review.decision import Decision, decision

FILE = "decisions.jsonl"
OF_SAMPLES = "decisions.samples.jsonl"
"""What was decided of the sample documents, which the demo lays beside one's own log; it is read with it."""
_FORMER = "judgements.toml"
"""Where older versions kept what was judged of names and events."""


def beside(store: str | Path) -> Path:
    """Return the log that a store uses unless another is named: in the folder that holds it, else where one works."""
    return Path(FILE).absolute() if "://" in str(store) else Path(store).absolute().parent / FILE


def read(path: Path) -> list[Decision]:
    """Return the decisions of a log in the order in which they were made, each once; raises `DecisionError`."""
    found: dict[str, Decision] = {}
    for one in (*_lines(path), *(_lines(path.with_name(OF_SAMPLES)) if path.name == FILE else ())):
        # A line that was edited by hand in one of two merged logs has its former self beside it.
        found[one.id] = max(found.get(one.id, one), one, key=lambda held: (held.when, held.line()))
    return sorted(found.values(), key=lambda one: one.order)


def _lines(path: Path) -> Iterator[Decision]:
    try:
        text = path.read_text("utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(str(path), f"the decisions cannot be read ({error})", "check the file") from error
    # str.splitlines would also split at the separators that a JSON string may hold.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _read(f"{path}:{number}", line)


def append(path: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions to the end of a log, which is made where there is none; raises `DecisionError`."""
    text = "".join(f"{one.line()}\n" for one in decisions)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as log, _alone(log):
            log.seek(0, os.SEEK_END)
            if log.tell():
                log.seek(-1, os.SEEK_END)
                text = text if log.read(1) == b"\n" else f"\n{text}"
            log.write(text.encode("utf-8", "replace"))
            log.flush()
            os.fsync(log.fileno())
    except OSError as error:
        raise DecisionError(str(path), f"the file cannot be written ({error.strerror})", "name another") from error


def taken_in(path: Path, other: Path) -> int:
    """Add the decisions of another log, each once, and return how many are new."""
    known = {one.id for one in read(path)}
    new = [one for one in read(other) if one.id not in known]
    if new:
        append(path, new)
    return len(new)


def taken_over(path: Path) -> int:
    """Add what stands in the judgements of an older version beside the log, and return how many are new."""
    former = path.with_name(_FORMER)
    if not former.exists():
        return 0
    known = {one.id for one in read(path)}
    found = [_former(one) for one in judgements.read(former)]
    new = {one.id: one for one in found if one.id not in known}
    if new:
        append(path, new.values())
    return len(new)


def _former(one: judgements.Judgement) -> Decision:
    told = {"verdict": one.verdict, "kind": one.kind, "first": one.first, "second": one.second, "who": one.who}
    return decision(one.where, {**told, "when": f"{one.when or '1970-01-01'}T00:00:00Z", "why": one.why})


def _read(where: str, line: str) -> Decision:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        raise DecisionError(where, "two logs were merged and not joined", "delete this line; both sides stay")
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise DecisionError(where, "the line is no JSON", "correct it; each decision is a line of its own") from None
    if not isinstance(told, dict):
        raise DecisionError(where, "the line is no decision", "write an object of JSON")
    return decision(where, told)


@contextmanager
def _alone(log: IO[bytes]) -> Iterator[None]:
    """Let no other process write to the log; where the system knows no such lock, a line is short enough."""
    if find_spec("fcntl") is None:
        yield
        return
    import fcntl

    fcntl.flock(log, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(log, fcntl.LOCK_UN)
