"""The sample documents: complete front matter, named sources, and words of their own."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "graph" / "documents").glob("*.md"))
CORPUS = ROOT.parent / "shared" / "corpus"
SHORTEST_SENTENCE = 6

FIELD = re.compile(r"^(\w+):[ \t]*(.*)$", re.MULTILINE)
SOURCE = re.compile(r'^  - "([^"\n]+) — (https?://\S+)"$', re.MULTILINE)
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
SENTENCE_END = re.compile(r"(?<=[.!?…])[»\")]*\s+|\n+")


def parts(path: Path) -> tuple[str, str]:
    start, header, text = path.read_text(encoding="utf-8").split("---\n", 2)
    assert start == ""
    return header, text


def fields(path: Path) -> dict[str, str]:
    return dict(FIELD.findall(parts(path)[0]))


def sentences(text: str) -> Iterator[str]:
    for sentence in SENTENCE_END.split(text):
        words = re.findall(r"\w+", sentence.lower().replace("ё", "е"))
        if len(words) >= SHORTEST_SENTENCE:
            yield " ".join(words)


def test_there_are_enough_documents_in_enough_languages() -> None:
    languages = [fields(path)["lang"] for path in FILES]
    assert len(FILES) >= 12
    assert languages.count("ru") >= 10
    assert languages.count("en") >= 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_front_matter_is_complete(path: Path) -> None:
    found = fields(path)
    assert list(found) == ["id", "lang", "title", "published", "sources", "licence"]
    # A unique id for each document follows, since file names are unique.
    assert found["id"] == path.stem
    assert found["lang"] in {"ru", "en", "kk"}
    assert found["title"]
    assert DATE.fullmatch(found["published"])
    assert found["licence"] == "CC0-1.0"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_source_has_a_title_and_an_address(path: Path) -> None:
    header = parts(path)[0]
    assert SOURCE.findall(header)
    assert len(SOURCE.findall(header)) == header.count("\n  - ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_text_is_plain_paragraphs_of_news_length(path: Path) -> None:
    text = parts(path)[1]
    assert 120 <= len(text.split()) <= 300
    assert text.count("\n\n") >= 2
    assert not re.search(r"^[#>*|]|\]\(|\*\*|^ ", text, re.MULTILINE)


def test_no_sentence_is_taken_from_the_corpora() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpora of ../shared are not part of the repository")
    taken = {
        sentence: path.name
        for path in CORPUS.rglob("*.json")
        for sentence in sentences(json.loads(path.read_text(encoding="utf-8"))["text"])
    }
    assert taken
    for path in FILES:
        shared = {s: taken[s] for s in sentences(parts(path)[1]) if s in taken}
        assert not shared, path.name
