"""Documents a second by form, beside the bare library; the cost of near copies; an update that finds nothing."""

import csv
import email
import io
import json
import random
import tempfile
import time
import zipfile
from collections.abc import Callable
from email import policy
from functools import partial
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree as ET

import feedparser
import pypdf
import python_calamine
import trafilatura
from rich.console import Console
from rich.table import Table
from striprtf import striprtf

import paper
import reprinted
from coopatlas import build, reading
from coopatlas.build.intake import Upkeep
from coopatlas.documents import form, near_copies
from coopatlas.documents.draft import Content, Draft
from coopatlas.language.cleaning import clean
from coopatlas.store import Store

SECONDS = 0.7
"""How long each contestant runs."""
PARAGRAPHS = tuple(f"{' '.join(reprinted.story(number))}" for number in range(6))
TEXT = "\n".join(PARAGRAPHS)


def run(documents: int = 1000) -> None:
    """Print three tables."""
    _forms()
    _copies()
    _updates(documents)


def _forms() -> None:
    table = Table(title=f"One document of {len(TEXT):,} characters in each form")
    for heading in ("form", "documents/s", "bare library/s", "ratio"):
        table.add_column(heading, justify="right")
    for name, (data, bare) in _contestants().items():
        ours, theirs = _rate(partial(_read, name, data)), _rate(partial(bare, data))
        table.add_row(name, f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.2f}")
    table.add_row("cleaning a clean text", f"{_rate(lambda: clean(TEXT)):,.0f}", "", "")
    wrapped = "\n".join(TEXT[i : i + 70] for i in range(0, len(TEXT), 70))
    table.add_row("cleaning broken lines", f"{_rate(lambda: clean(wrapped)):,.0f}", "", "")
    Console().print(table)


def _contestants() -> dict[str, tuple[bytes, Callable[[bytes], object]]]:
    rows = [["id", "date", "title", "text"], ["1", "2022-04-14", "Т", TEXT]]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    items = [("https://example.org/1", "Т", "".join(f"<p>{one}</p>" for one in PARAGRAPHS))]
    lines = [TEXT[i : i + 80] for i in range(0, len(TEXT), 80)]
    return {
        "a.txt": (TEXT.encode(), bytes.decode),
        "a.html": (paper.page(PARAGRAPHS), trafilatura.extract),
        "a.pdf": (paper.pdf(lines), lambda data: pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()),
        "a.docx": (paper.docx(PARAGRAPHS), lambda data: _parsed(data, "word/document.xml")),
        "a.odt": (paper.odt(PARAGRAPHS), lambda data: _parsed(data, "content.xml")),
        "a.rtf": (paper.rtf(PARAGRAPHS), _plain_rtf),
        "a.eml": (
            paper.mail(PARAGRAPHS),
            lambda data: email.message_from_bytes(data, policy=policy.default).get_body(),
        ),
        "a.rss": (paper.rss(items), feedparser.parse),
        "a.csv": (out.getvalue().encode(), lambda data: list(csv.reader(io.StringIO(data.decode())))),
        "a.xlsx": (
            paper.xlsx(rows),
            lambda data: python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0),
        ),
        "a.json": (json.dumps({"text": TEXT}).encode(), json.loads),
    }


def _plain_rtf(data: bytes) -> object:
    rtf_to_text: Callable[[str], str] = striprtf.rtf_to_text
    return rtf_to_text(data.decode("cp1252"))


def _parsed(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(name))


def _read(name: str, data: bytes) -> None:
    read, content = form.reader(Content(name, data, name))
    assert all(isinstance(found, Draft) and found.text for found in read(content))


def _rate(work: Callable[[], object]) -> float:
    work()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        work()
        count += 1
    return count / (time.perf_counter() - start)


def _copies() -> None:
    """Print precision and recall on made reprints by way, and what a document costs."""
    stories = 400
    texts = {f"a{number}": "\n".join(reprinted.story(number)) for number in range(stories)}
    copies = {f"b{number}-{way}": f"a{number}" for number in range(0, stories, 2) for way in reprinted.WAYS}
    texts |= {key: "\n".join(reprinted.reprint(int(first[1:]), key.partition("-")[2])) for key, first in copies.items()}
    start = time.perf_counter()
    told = [near_copies.Told(key, near_copies.signature(text), (key,)) for key, text in texts.items()]
    signed = time.perf_counter() - start
    start = time.perf_counter()
    found = near_copies.originals(random.Random(1).sample(told, len(told)), texts.__getitem__)
    linked = time.perf_counter() - start
    right = {key for key, first in copies.items() if found.get(key) == first}
    by_way = {way: sum(key.endswith(way) for key in right) / (stories / 2) for way in reprinted.WAYS}
    print(
        f"Near copies: {len(texts)} documents, precision {len(right) / len(found):.3f}, recall"
        f" {len(right) / len(copies):.3f} ({', '.join(f'{way} {share:.2f}' for way, share in by_way.items())});"
        f" a signature {1000 * signed / len(texts):.2f} ms, a link {1000 * linked / len(texts):.2f} ms a document"
    )


def _updates(documents: int) -> None:
    """Print how long an update takes that finds nothing new, beside the number of documents."""
    with patch.object(reading, "read", return_value=[]), tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "in"
        folder.mkdir()
        with Store.open(Path(work) / "store", create=True) as store:
            for part in (1, 2, 4):
                for number in range(documents * part // 4):
                    (folder / f"{number}.txt").write_text(f"{number}. {TEXT[: 900 + number]}", "utf-8")
                list(build.build([str(folder)], store, upkeep=Upkeep(only_changed=True)))
                start = time.perf_counter()
                assert not list(build.build([str(folder)], store, upkeep=Upkeep(only_changed=True)))
                print(f"An update that finds nothing: {store.count()} documents, {time.perf_counter() - start:.2f} s")
