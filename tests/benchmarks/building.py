"""Documents a second of reading and of `build`, on one and two processes, beside natasha's bare stages.

The bare stages are what any reader on natasha pays: segment, morphology, syntax, names, lemmas. Each contestant is a
process of its own; the time of loading the models is measured apart and taken off.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from coopatlas import content, documents
from coopatlas.errors import DocumentError

COPIES = 12

BARE = """
import json, sys, time
import coopatlas.language.russian.morphology
from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter
embedding = NewsEmbedding()
segmenter, vocabulary = Segmenter(), MorphVocab()
morph, syntax, ner = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)
def bare(text):
    doc = Doc(text)
    doc.segment(segmenter); doc.tag_morph(morph); doc.parse_syntax(syntax); doc.tag_ner(ner)
    for token in doc.tokens:
        token.lemmatize(vocabulary)
texts = json.load(open(sys.argv[1], encoding="utf-8"))
bare(texts[0])
start, cpu = time.perf_counter(), time.process_time()
for text in texts:
    bare(text)
print(time.perf_counter() - start, time.process_time() - cpu)
"""

READ = """
import json, sys, time
from coopatlas import reading
from coopatlas.model import Document
texts = json.load(open(sys.argv[1], encoding="utf-8"))
reading.read(Document("first", texts[0] + " Первый.", "ru"))
start, cpu = time.perf_counter(), time.process_time()
for text in texts:
    reading.read(Document("text", text, "ru"))
print(time.perf_counter() - start, time.process_time() - cpu)
"""

BUILD = """
import sys, time
from coopatlas import build
from coopatlas.store import Store
folder, store, processes = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Store.open(store, create=True) as opened:
    list(build.build([folder + "/first.txt"], opened, processes=processes))
    start, cpu = time.perf_counter(), time.process_time()
    events = list(build.build([folder + "/all"], opened, processes=processes))
assert all(event.outcome == "read" for event in events), events
print(time.perf_counter() - start, time.process_time() - cpu)
"""


def run(copies: int = COPIES) -> None:
    """Print a table: documents a second, and the ratio to the bare stages."""
    texts = [f"Номер {n}. {text}" for n in range(copies) for text in _samples()]
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        (folder / "all").mkdir()
        (folder / "texts.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        (folder / "first.txt").write_text(texts[0] + " Первый.", encoding="utf-8")
        for n, text in enumerate(texts):
            (folder / "all" / f"{n:05}.txt").write_text(text, encoding="utf-8")
        bare = _seconds(BARE, str(folder / "texts.json"))
        rows = [("natasha, bare stages", bare), ("reading alone", _seconds(READ, str(folder / "texts.json")))]
        for processes in (1, 2):
            store = str(folder / f"store-{processes}")
            rows.append((f"build, {processes} process(es)", _seconds(BUILD, work, store, str(processes))))
    table = Table(title=f"Building: {len(texts)} documents, {sum(map(len, texts)):,} characters")
    for heading in ("", "documents/s", "time / bare", "CPU / bare"):
        table.add_column(heading, justify="right")
    for name, (seconds, cpu) in rows:
        # The workers' own time is not the parent's, so with several processes only the clock tells.
        ratio = f"{cpu / bare[1]:.2f}" if "2" not in name else "–"
        table.add_row(name, f"{len(texts) / seconds:.1f}", f"{seconds / bare[0]:.2f}", ratio)
    Console().print(table)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"Peak memory of one process: {peak:.0f} MB")


def _samples() -> list[str]:
    found = list(documents.read([str(content.documents())]))
    return [d.text for d in found if not isinstance(d, DocumentError) and d.lang == "ru"]


def _seconds(program: str, *arguments: str) -> tuple[float, float]:
    """Return the seconds of the clock and of the processor that a program says its work took."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True, env=environment
    )
    clock, cpu = map(float, done.stdout.split())
    return clock, cpu
