"""Mentions and facts of the product → lines and blocks of FactRuEval-2016.

The kinds of cooperation news stand for those of the evaluation: a post for an occupation, a meeting of people that took
place for a meeting, an investment or a supply for a deal. What the evaluation has besides (fines, loans, who owns what)
the product does not read.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from coopatlas import reading
from coopatlas.language.tokens import Mention, Sentence
from coopatlas.model import Document, Fact
from coopatlas.reading.russian import reader
from coopatlas.reading.russian.scene import Scene

TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}
NET = "интернет"
"""An organisation in FactRuEval, where it is written with a capital letter."""
DEALS = {
    "investment": (("investor", "recipient"), "инвестиции"),
    "supply": (("supplier", "recipient"), "купля/продажа"),
}
"""The kinds that are deals: the roles of their participants, and the type of the deal where the kind tells it."""
Block = tuple[str, list[tuple[str, str]]]


def write(documents: Path, out: Path) -> None:
    """Write the run files of every document in a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(documents.glob("book_*.txt")):
        document = Document(path.stem, path.read_text("utf-8-sig"), "ru")
        lines, facts = _read(document)
        (out / f"{path.stem}.task1").write_text(lines, encoding="utf-8")
        (out / f"{path.stem}.task3").write_text(fact_blocks(facts), encoding="utf-8")


def _read(document: Document) -> tuple[str, list[Fact]]:
    """Return the lines of track 1 and the facts, of one annotation where the text is read as it is given."""
    prepare, lines = reader.prepare, dict[str, str]()

    def noting(read: Document) -> Scene:
        scene = prepare(read)
        lines[read.text] = entity_lines(scene.sentences)
        return scene

    with patch.object(reader, "prepare", noting):
        facts = reading.read(document)
    if document.text not in lines:
        noting(document)
    return lines[document.text], facts


def entity_lines(sentences: Sequence[Sentence]) -> str:
    """Return the lines of track 1: `type start length`."""
    lines = []
    for sentence in sentences:
        net = [Mention("organization", t.text, t.i, t.i, t.i) for t in sentence.tokens if _is_net(t.text, t.lemma)]
        own = sentence.names
        for mention in [*own, *(m for m in net if all(o.first > m.first or o.last < m.last for o in own))]:
            start, end = sentence.tokens[mention.first].start, sentence.tokens[mention.last].end
            lines.append(f"{TYPES[mention.kind]} {start} {end - start}\n")
    return "".join(lines)


def _is_net(text: str, lemma: str) -> bool:
    return lemma == NET and text[:1].isupper()


def fact_blocks(facts: Sequence[Fact]) -> str:
    """Return the blocks of track 3: a type and its arguments."""
    return "\n".join(dict.fromkeys(block(*found) for fact in facts for found in _blocks(fact)))


def block(kind: str, arguments: Sequence[tuple[str, str]]) -> str:
    """Return a fact in the format of the evaluation."""
    return "".join([f"{kind}\n", *(f"{name}: {value.replace(':', '')}\n" for name, value in arguments)])


def _blocks(fact: Fact) -> Iterator[Block]:
    if fact.kind == "post":
        where = _texts(fact, "organization") or _texts(fact, "represents")
        if where:
            who, position = str(fact.args["person"]), str(fact.args["role"])
            yield "Occupation", [("who", who), ("where", where[0]), ("position", position)]
    elif fact.kind == "meeting" and fact.asserted:
        people = [("participant", name) for name in _texts(fact, "participant")]
        if len(people) > 1:
            yield "Meeting", people
    elif fact.kind in DEALS:
        roles, kind = DEALS[fact.kind]
        parties = [("participant", name) for role in roles for name in _texts(fact, role)]
        if len(parties) > 1:
            yield "Deal", [*parties, *([("type", kind)] if kind else [])]


def _texts(fact: Fact, role: str) -> tuple[str, ...]:
    value = fact.args.get(role)
    return () if value is None else value if isinstance(value, tuple) else (str(value),)
