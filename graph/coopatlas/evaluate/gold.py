"""Gold documents and predictions as files: the JSON of the corpora, and the lines that `extract` prints."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopatlas import documents
from coopatlas.documents.encoding import decoded
from coopatlas.errors import DocumentError, EvaluationError
from coopatlas.model import MODALITIES, POLARITIES, Document, Fact, Value, kinds

_EXAMPLE = 'write {"kind": "visit", "args": {"visitor": ["…"], "destination": "…"}, "evidence": "…"}'


@dataclass(frozen=True, slots=True)
class Gold:
    """A document and the facts that a person found in it.

    A sentence that the text does not hold word for word is placed at the beginning; nothing else depends on it.
    `reviewed` are the sentences that the person looked at, where that was not the whole document.
    """

    document: Document
    facts: tuple[Fact, ...]
    reviewed: frozenset[str] | None = None

    def covers(self, sentence: str) -> bool:
        """Whether the person looked at a sentence, or at what holds it or is held by it."""
        if self.reviewed is None:
            return True
        return any(sentence in one or one in sentence for one in self.reviewed)


def read(path: Path) -> list[Gold]:
    """Return the gold documents of a folder, by file name, or of one file; raises `EvaluationError`."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise EvaluationError(str(path), "the folder holds no gold documents", "put .json files with gold facts there")
    if files[0].suffix != ".json":
        raise EvaluationError(str(path), "it holds no gold facts", "give a folder of .json files with gold facts")
    found: dict[str, Gold] = {}
    for file in files:
        gold = _document(file)
        if gold.document.name in found:
            problem = f"a second document has the id «{gold.document.name}»"
            raise EvaluationError(str(file), problem, "give each its own")
        found[gold.document.name] = gold
    return list(found.values())


def predictions(path: Path, gold: list[Gold]) -> Mapping[str, list[Fact]]:
    """Return the facts of a file of JSON lines (`-`: standard input) by document; raises `EvaluationError`.

    Facts of documents without gold are left aside, unless all are: then the names do not fit.
    """
    texts = {one.document.name: one.document for one in gold}
    found: dict[str, list[Fact]] = {}
    elsewhere: str | None = None
    for where, record in _lines(path):
        name = record.get("doc")
        if not isinstance(name, str):
            raise EvaluationError(where, 'the record names no document under "doc"', "print it by coopatlas extract")
        if document := texts.get(name):
            found.setdefault(name, []).append(fact(where, document, record))
        else:
            elsewhere = name
    if elsewhere is not None and not found:
        problem = f"no document of its facts, such as «{elsewhere}», has gold facts"
        raise EvaluationError(str(path), problem, 'let "doc" be the "id" of a gold document')
    return found


def _document(file: Path) -> Gold:
    for document in documents.read([str(file)]):
        if isinstance(document, DocumentError):
            raise EvaluationError(document.where, document.problem, document.remedy)
        told = json.loads(decoded(str(file), file.read_bytes())[0])
        facts, looked_at = told.get("facts"), told.get("reviewed")
        if not isinstance(facts, list):
            raise EvaluationError(
                str(file), "it has no gold facts", 'give a list under "facts", empty if there are none'
            )
        if looked_at is not None and not (isinstance(looked_at, list) and all(isinstance(s, str) for s in looked_at)):
            raise EvaluationError(
                str(file), '"reviewed" is no list of sentences', "list them as they stand in the text"
            )
        found = tuple(fact(f"{file}, fact {n}", document, record) for n, record in enumerate(facts, start=1))
        return Gold(document, found, None if looked_at is None else frozenset(looked_at))
    raise EvaluationError(str(file), "it is no document", "give a .json file with gold facts")


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        text = data.decode()
    except OSError as error:
        raise EvaluationError(str(path), error.strerror or "it cannot be read", "check the path") from None
    except UnicodeDecodeError:
        raise EvaluationError(str(path), "it is not UTF-8", "print it by coopatlas extract --format jsonl") from None
    # str.splitlines would also split at the separators that a JSON string may hold.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            raise EvaluationError(where, "the line is no JSON", "write one record on each line") from None
        yield where, _object(where, record)


def fact(where: str, document: Document, record: object) -> Fact:
    """Return the fact of a record about `document`; raises `EvaluationError`, whose place is `where`."""
    data = _object(where, record)
    kind = _one_of(where, "kind", data.get("kind"), tuple(kinds()))
    evidence = _text(where, "evidence", data.get("evidence")) or ""
    start = max(document.text.find(evidence), 0)
    return Fact.plain(
        kind=kind,
        args=_args(where, kind, data.get("args")),
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        modality=_one_of(where, "modality", data.get("modality", "stated"), MODALITIES),
        polarity=_one_of(where, "polarity", data.get("polarity", "positive"), POLARITIES),
        speaker=_text(where, "speaker", data.get("speaker")),
        lang=document.lang,
    )


def _args(where: str, kind: str, args: object) -> Mapping[str, Value]:
    filled = _object(where, args).items()
    return {role: _value(where, kind, role, value) for role, value in filled if value is not None}


def _value(where: str, kind: str, role: str, value: object) -> Value:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        known = kinds()[kind].roles.get(role)
        return (str(value),) if known and known.many else value
    raise EvaluationError(where, f"{role} is neither text, number nor a list of texts", _EXAMPLE)


def _object(where: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise EvaluationError(where, "it is no fact record", _EXAMPLE)
    return value


def _text(where: str, key: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise EvaluationError(where, f"{key} is no text", _EXAMPLE)


def _one_of(where: str, key: str, value: object, known: tuple[str, ...]) -> str:
    if isinstance(value, str) and value in known:
        return value
    raise EvaluationError(where, f"the {key} «{value}» is unknown", f"use one of {', '.join(known)}")
