"""The worked examples of readers and lexicon: each sentence gives exactly the records that its file expects."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coopatlas import content, reading
from coopatlas.model import LIST_ROLES, Document, Fact

_READERS = sorted(Path(reading.__file__).parent.glob("*/examples.toml"))
_LEXICON = sorted(Path(str(content.ontology())).glob("lexicon/*/examples/*.toml"))
_LANGUAGES = {"russian": "ru", "english": "en", "kazakh": "kk"}
_FILES = {
    file: _LANGUAGES.get(file.parent.name, file.parent.parent.name)
    for file in (*_READERS, *_LEXICON)
    if "example" in tomllib.loads(file.read_text("utf-8"))
}
"""The files with examples of facts, and their language."""
_OWN = ("kind", "modality", "polarity", "speaker")


def _examples() -> Iterator[Any]:
    for file, lang in _FILES.items():
        for number, example in enumerate(tomllib.loads(file.read_text("utf-8"))["example"], 1):
            yield pytest.param(lang, example, id=f"{_name(file)}-{number}")


def _name(file: Path) -> str:
    return file.parent.name if file.name == "examples.toml" else f"{file.parent.parent.name}-{file.stem}"


def _expected(record: dict[str, Any]) -> dict[str, Any]:
    kind = record["kind"]
    args = {role: value for role, value in record.items() if role not in _OWN}
    return {
        "kind": kind,
        "args": {r: tuple(v) if (kind, r) in LIST_ROLES else v for r, v in args.items()},
        "modality": record.get("modality", "interest" if kind == "interest" else "stated"),
        "polarity": record.get("polarity", "positive"),
        **({"speaker": record["speaker"]} if "speaker" in record else {}),
    }


def _found(fact: Fact, wanted: dict[str, Any], *, partial: bool) -> bool:
    if any(getattr(fact, name) != wanted[name] for name in _OWN if name in wanted):
        return False
    if partial:
        return all(fact.args.get(role) == value for role, value in wanted["args"].items())
    return bool(dict(fact.args) == wanted["args"])


@pytest.mark.parametrize(("lang", "example"), list(_examples()))
def test_example(lang: str, example: dict[str, Any]) -> None:
    document = Document("example", example["text"], lang, published=example.get("published"))
    facts = reading.read(document, judged=False)
    for record in example["expect"]:
        wanted = _expected(record)
        assert any(_found(fact, wanted, partial=example.get("partial", False)) for fact in facts), (wanted, facts)
    if not example.get("partial", False):
        assert len(facts) == len(example["expect"]), facts


@pytest.mark.parametrize("file", _FILES, ids=_name)
def test_examples_have_near_misses(file: Path) -> None:
    examples = tomllib.loads(file.read_text("utf-8"))["example"]
    assert any(not example["expect"] for example in examples)
