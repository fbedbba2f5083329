"""FactRuEval-2016: the reader's named entities and facts as the run files of the evaluation, and their scores.

`python tests/benchmarks/factrueval.py SET_DIR OUT_DIR` writes `book_N.task1` (entities) and `book_N.task3` (facts) for
every `book_N.txt` of a set; `../shared/factrueval/factrueval.py` scores them.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from coopatlas.language.russian import tagger
from coopatlas.language.tokens import Mention, Sentence
from coopatlas.reading.russian import companies, employment, encounters, entities, naming

SHARED = Path(__file__).resolve().parents[3] / "shared" / "factrueval"
TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}
DEALS = {
    "purchase": "купля/продажа",
    "loan": "займ/возвращение займа",
    "fine": "наложение/выплата штрафа",
    "investment": "инвестиции",
}
NET = "интернет"
"""An organisation in FactRuEval, where it is written with a capital letter."""


def run() -> None:
    """Print the scores of the tagger alone and of the reader on the development half."""
    if not SHARED.exists():
        print("FactRuEval: ../shared/factrueval is absent")
        return
    devset = SHARED / "devset"
    with tempfile.TemporaryDirectory() as folder:
        for title, ablated in (("the tagger alone", _bare), ("without the gazetteer", _placeless)):
            _write_entities(devset, Path(folder), ablated)
            print(f"Entities, {title}\n{_scores('entities', devset, Path(folder))}")
        write(devset, Path(folder))
        print(f"Entities\n{_scores('entities', devset, Path(folder))}")
        print(f"Facts, easy mode\n{_scores('facts', devset, Path(folder))}")


def score(track: str, documents: Path, out: Path) -> float:
    """Return the F1 over all types of the run files in a folder; `track` is entities or facts."""
    return float(_scores(track, documents, out).splitlines()[-1].split()[3])


def _scores(track: str, documents: Path, out: Path) -> str:
    scorer = [sys.executable, str(SHARED / "factrueval.py"), track, str(documents), str(out)]
    return subprocess.run(scorer, check=True, capture_output=True, text=True).stdout


def write(documents: Path, out: Path) -> None:
    """Write the run files of every document in a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(documents.glob("book_*.txt")):
        sentences, named = entities.read(path.read_text("utf-8-sig"))
        (out / f"{path.stem}.task1").write_text(entity_lines(sentences, named), encoding="utf-8")
        (out / f"{path.stem}.task3").write_text(fact_blocks(sentences, named), encoding="utf-8")


def _write_entities(documents: Path, out: Path, lines: Callable[[str], str]) -> None:
    for path in sorted(documents.glob("book_*.txt")):
        (out / f"{path.stem}.task1").write_text(lines(path.read_text("utf-8-sig")), encoding="utf-8")


def _bare(text: str) -> str:
    _, spans = tagger.annotate(text)
    return "".join(f"{span.type} {span.start} {span.end - span.start}\n" for span in spans)


def _placeless(text: str) -> str:
    sentences, spans = tagger.annotate(text)
    return entity_lines(sentences, entities.named(sentences, spans))


def entity_lines(sentences: Sequence[Sentence], named: Sequence[Sequence[Mention]]) -> str:
    """Return the lines of track 1: `type start length`."""
    lines = []
    for sentence, own in zip(sentences, named, strict=True):
        net = [Mention("organization", t.text, t.i, t.i, t.i) for t in sentence.tokens if _is_net(t.text, t.lemma)]
        for mention in [*own, *(m for m in net if all(o.first > m.first or o.last < m.last for o in own))]:
            start, end = sentence.tokens[mention.first].start, sentence.tokens[mention.last].end
            lines.append(f"{TYPES[mention.kind]} {start} {end - start}\n")
    return "".join(lines)


def _is_net(text: str, lemma: str) -> bool:
    return lemma == NET and text[:1].isupper()


def fact_blocks(sentences: Sequence[Sentence], named: Sequence[Sequence[Mention]]) -> str:
    """Return the blocks of track 3: a type and its arguments."""
    blocks = [block(*fact) for read in (_occupations, _companies, _meetings) for fact in read(sentences, named)]
    return "\n".join(dict.fromkeys(blocks))


def block(kind: str, arguments: Sequence[tuple[str, str]]) -> str:
    """Return a fact in the format of the evaluation."""
    return "".join([f"{kind}\n", *(f"{name}: {value.replace(':', '')}\n" for name, value in arguments)])


_Block = tuple[str, list[tuple[str, str]]]


def _occupations(sentences: Sequence[Sentence], named: Sequence[Sequence[Mention]]) -> Iterator[_Block]:
    for job in employment.read(sentences, named):
        if job.where is None:
            continue
        who, where = words(job.sentence, job.person), words(job.sentence, job.where)
        if job.owner:
            yield "Ownership", [("owner", who), ("property", where)]
        else:
            position = [("position", job.position)] if job.position else []
            yield "Occupation", [("who", who), ("where", where), *position]


def _companies(sentences: Sequence[Sentence], named: Sequence[Sequence[Mention]]) -> Iterator[_Block]:
    for sentence, own in zip(sentences, named, strict=True):
        for found in companies.read(sentence, own):
            if isinstance(found, companies.Ownership):
                owner, thing = words(sentence, found.owner), words(sentence, found.property)
                yield "Ownership", [("owner", owner), ("property", thing)]
            else:
                parties = [("participant", words(sentence, party)) for party in found.parties]
                kind = [("type", DEALS[found.type])] if found.type in DEALS else []
                yield "Deal", [*parties, *kind]


def _meetings(sentences: Sequence[Sentence], named: Sequence[Sequence[Mention]]) -> Iterator[_Block]:
    for sentence, own in zip(sentences, named, strict=True):
        for people in encounters.read(sentence, own):
            yield "Meeting", [("participant", words(sentence, person)) for person in people]


def words(sentence: Sentence, mention: Mention) -> str:
    """Return a mention as it stands, without quotation marks; a territory of the gazetteer by its name."""
    if mention.entry is not None:
        return mention.name
    first, last = sentence.tokens[mention.first], sentence.tokens[mention.last]
    text = sentence.text[first.start - sentence.start : last.end - sentence.start]
    return " ".join("".join(letter for letter in text if letter not in naming.QUOTES).split())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: factrueval.py SET_DIR OUT_DIR")
    write(Path(sys.argv[1]), Path(sys.argv[2]))
