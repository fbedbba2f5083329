"""What is joined to one event over the samples and the corpora beside the checkout, and how much of it is right.

`python -m tests.benchmarks joined [-- FOLDER…]` builds one store and looks at all pairs of sentences of two documents
whose tellings are filed under one key: kind, someone, and a time. Whether they tell of one event or of two was judged
by reading both: `tests/judged_events.tsv` names a pair by its documents and a digest of each sentence, as texts of
corpora are copied nowhere. What is joined and was not judged is printed, to be judged.
"""

import csv
import sys
import tempfile
from collections import Counter, defaultdict
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import blank
from coopatlas import build, content
from coopatlas.claims import read
from coopatlas.claims.read import Claim
from coopatlas.store import Store

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
JUDGED = Path(__file__).parents[1] / "judged_events.tsv"
_FILED = "SELECT DISTINCT ?key ?telling { GRAPH graph:catalogue { ?telling coop:eventKey ?key } }"
_TOLD = "SELECT DISTINCT ?claim ?event { GRAPH graph:events { ?claim coop:tells ?event } }"


def run() -> None:
    """Print how many pairs there are, how many are joined, and what those who judged them say."""
    given = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else [str(CORPUS / "dev")]
    folders = [str(content.documents()), *(one for one in given if Path(one).is_dir())]
    with tempfile.TemporaryDirectory() as work, blank.new(Path(work) / "store") as store:
        documents = sum(event.outcome == "read" for event in build.build(folders, store, processes=1))
        pairs = _pairs(store)
    judged = {tuple(row[:-1]): row[-1] for row in csv.reader(JUDGED.open(encoding="utf-8"), delimiter="\t")}
    found = Counter((joined, judged.get(line, "")) for line, joined in pairs.items())
    joined = sum(pairs.values())
    print(f"{documents} documents, {len(pairs)} pairs under one key: {joined} joined, {len(pairs) - joined} apart")
    print(f"joined and judged: {found[True, 'one']} right, {found[True, 'two']} wrong")
    print(f"apart and judged: {found[False, 'two']} right, {found[False, 'one']} of one event")
    for line, is_joined in sorted(pairs.items()):
        if is_joined and line not in judged:
            print("\t".join((*line, "one|two")))


def _pairs(store: Store) -> dict[tuple[str, ...], bool]:
    """Return the pairs under one key, as they are named, and whether they are joined."""
    events = {str(claim): str(event) for claim, event in store.query(_TOLD).rows}
    told: dict[str, Claim] = {}
    for claim in read.every(store):
        told.setdefault(f"{claim.document.iri}-telling-{claim.item.rpartition('/')[2]}", claim)
    under: dict[str, list[Claim]] = defaultdict(list)
    for key, telling in store.query(_FILED).rows:
        under[str(key)].append(told[str(telling)])
    pairs: dict[tuple[str, ...], bool] = defaultdict(bool)
    for claims in under.values():
        for one, other in combinations(claims, 2):
            if one.document != other.document:
                pairs[_line(one, other)] |= events[one.iri] == events[other.iri]
    return pairs


def _line(*pair: Claim) -> tuple[str, ...]:
    """Return what names a pair: its kind, its documents, and a digest of each sentence."""
    both = sorted((one.document.name, sha256(one.sentence.encode()).hexdigest()[:8]) for one in pair)
    return (pair[0].kind, *(part for one in both for part in one))
