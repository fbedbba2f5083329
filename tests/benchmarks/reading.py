"""How well the product reads what it was not made from: the fifth of the training corpus that is kept aside.

The draw is fixed: a document is aside where the first byte of the SHA-256 of its id is divisible by five. The learned
part is trained on the others alone (`coopatlas train`), so that these figures are those of unseen text.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from coopatlas import evaluate, reading
from coopatlas.evaluate import Evaluation, gold
from coopatlas.model import CERTAIN, Document, Fact
from coopatlas.reading import assembly
from coopatlas.reading.firmness import Firmness

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
REAL = ("tr-ru7", "tr-en3", "tr-kk3")
"""The sets whose documents follow real news sentence by sentence."""


def aside(name: str) -> bool:
    """Whether a document of the training corpus is kept aside."""
    return sha256(name.encode()).digest()[0] % 5 == 0


def run() -> None:
    """Print the figures as tables in Markdown."""
    if not CORPUS.is_dir():
        print("the corpora are not here")
        return
    documents = [one for one in gold.read(CORPUS / "train") if aside(one.document.name)]
    found = {one.document.name: reading.read(one.document) for one in documents}
    measured = evaluate.evaluate(documents, found)
    print(f"{len(documents)} documents kept aside\n")
    _languages(measured, documents, found)
    _kinds(measured)
    if "--write" in sys.argv:
        _written(measured, len(documents))
    _certain(documents, found)
    _parts(documents)
    _contrast()


def _languages(measured: Evaluation, documents: Sequence[gold.Gold], found: dict[str, list[Fact]]) -> None:
    print("| | role P | role R | role F1 | fact P | fact R | modality | polarity | speaker |\n| --- |" + " --- |" * 8)
    for lang, tally in measured.languages().items():
        _row(lang, tally)
        real = [one for one in documents if one.document.lang == lang and one.document.name.startswith(REAL)]
        _row(f"{lang}, after real items", evaluate.evaluate(real, found).total())
    _row("all", measured.total())
    print()


def _row(name: str, tally: evaluate.Tally) -> None:
    scores = (tally.roles.precision, tally.roles.recall, tally.roles.f1, tally.facts.precision, tally.facts.recall)
    shares = (tally.modality.share, tally.polarity.share, tally.speaker.share)
    print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in (*scores, *shares)) + " |")


def _kinds(measured: Evaluation) -> None:
    print("| kind | facts right of those told | facts found of those there | values right | values found |")
    print("| --- |" + " --- |" * 4)
    for kind, tally in measured.kinds().items():
        scores = (tally.facts.precision, tally.facts.recall, tally.roles.precision, tally.roles.recall)
        print(f"| {kind} | " + " | ".join(f"{value:.2f}" for value in scores) + " |")
    print()


def _written(measured: Evaluation, documents: int) -> None:
    """Keep what was measured where answers take it from; the table of the README is to say the same."""
    tables = [
        f"[kinds.{kind}]\nright = {tally.facts.precision:.2f}\nfound = {tally.facts.recall:.2f}\n"
        f"values_right = {tally.roles.precision:.2f}\nvalues_found = {tally.roles.recall:.2f}\n"
        for kind, tally in measured.kinds().items()
    ]
    head = (
        "# How well each kind of fact is read: shares of 1."
        " Written by `python -m tests.benchmarks reading --write`.\n\n"
        f"documents = {documents}\ndate = {datetime.now(UTC).date()}\n"
    )
    (Path(__file__).parents[2] / "ontology" / "reading.toml").write_text("\n".join([head, *tables]), "utf-8")
    print("ontology/reading.toml is written; put the same into the table of README.md:\n")
    for kind, tally in measured.kinds().items():
        scores = (tally.facts.precision, tally.facts.recall, tally.roles.precision, tally.roles.recall)
        print(f"| {kind} | " + " | ".join(f"{100 * round(value, 2):.0f} %" for value in scores) + " |")


def _certain(documents: Sequence[gold.Gold], found: dict[str, list[Fact]]) -> None:
    sure = {name: [fact for fact in facts if fact.asserted] for name, facts in found.items()}
    every = evaluate.evaluate(documents, found)
    right = told = 0
    for comparison in every.comparisons:
        for outcome in comparison.outcomes:
            if outcome.found is not None and outcome.found.asserted:
                told += 1
                right += outcome.gold is not None
    print(f"asserted as certain (confidence from {CERTAIN}): {told} facts, {right / max(1, told):.3f} of them right")
    print(f"of all {sum(map(len, found.values()))} facts told, {sum(map(len, sure.values()))} are asserted\n")


_DESCRIBING = (
    "people._remembered", "both_sides", "owners.both_sides", "territory_meant", "owners.territory_meant",
    "speaking_side",
)  # fmt: skip
"""What finds whom or what a description stands for, under the names by which it is called."""


def _parts(documents: Sequence[gold.Gold]) -> None:
    """Print what is left where a part of the machine is taken away."""
    print("| without | role P | role R | role F1 | modality |\n| --- |" + " --- |" * 4)
    plain = Firmness()
    _part("nothing", documents)
    _part("the learned part", documents, judged=False)
    with patch.object(assembly, "drafts", lambda _: iter(())):
        _part("the learned part and the frames", documents, judged=False)
    with patch("coopatlas.reading.firmness.decide", lambda *_: plain):
        _part("the learned part and firmness", documents, judged=False)
    with ExitStack() as parts:
        for name in _DESCRIBING:
            parts.enter_context(patch(f"coopatlas.reading.referents.{name}", lambda *_: []))
        _part("the learned part and descriptions", documents, judged=False)
    print()


def _part(name: str, documents: Sequence[gold.Gold], *, judged: bool = True) -> None:
    found = {one.document.name: reading.read(one.document, judged=judged) for one in documents}
    tally = evaluate.evaluate(documents, found).total()
    scores = (tally.roles.precision, tally.roles.recall, tally.roles.f1, tally.modality.share)
    print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in scores) + " |", flush=True)


def _contrast() -> None:
    """Print of the minimal pairs how many traps are fallen into, and how many facts are found."""
    sys.path.append(str(CORPUS / "contrast"))
    judge = import_module("contrast").judge
    items = [json.loads(line) for line in (CORPUS / "contrast" / "dev.jsonl").read_text("utf-8").splitlines() if line]
    print("| minimal pairs | traps fallen into | facts found |\n| --- | --- | --- |")
    for lang in ("ru", "en", "kk", ""):
        own = [item for item in items if lang in {"", item["lang"]}]
        judged = [(item, judge(item, _records(item))) for item in own]
        traps = sum(len(item["forbid"]) for item in own)
        wanted = sum(len(item["expect"]) for item in own)
        fallen = sum(len(violated) for _, (_, violated) in judged)
        missed = sum(len(lost) for _, (lost, _) in judged)
        print(f"| {lang or 'all'} | {fallen / traps:.3f} of {traps} | {1 - missed / wanted:.3f} of {wanted} |")


def _records(item: dict[str, str]) -> Iterable[dict[str, object]]:
    document = Document(item["id"], item["text"], item["lang"], title="", published=item["published"])
    return [fact.record(item["id"]) for fact in reading.read(document)]
