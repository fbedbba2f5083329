"""A folder with documents, a store and a log of decisions, and a reader that reads what it is told to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import blank
from coopatlas import build
from coopatlas.claims import read as claims_read
from coopatlas.model import Document, Fact, Value
from coopatlas.ontology.validate import violations
from coopatlas.review.amending import amended
from coopatlas.review.decisions import Decisions
from coopatlas.review.desk import Desk, Told
from coopatlas.store import Store

MET = "Анна Лунина и Иван Реутов встретились 9 марта 2018 года."
SIGNED = "Кострома и Алматы подписали соглашение о торговле."
GREW = "Товарооборот Костромской области и Казахстана достиг 10 млн долларов."
SENT = "Кострома отправит в Казахстан фанеру."
Read = Mapping[str, tuple[str, Mapping[str, Value]]]
READ: Read = {
    MET: ("meeting", {"participant": ("Анна Лунина", "Иван Реутов"), "date": "2018-03-09"}),
    SIGNED: ("agreement", {"party": ("Кострома", "Алматы"), "subject": "торговля", "status": "signed"}),
    GREW: ("trade", {"reporter": "Костромская область", "partner": "Казахстан", "value": 10000000, "currency": "USD"}),
}


@dataclass
class House:
    """A folder with documents, a store and a log; `read` is what the reader reads in each sentence."""

    folder: Path
    read: Read

    def tell(self, *sentences: str, name: str = "a") -> None:
        (self.folder / "in").mkdir(exist_ok=True)
        (self.folder / "in" / f"{name}.txt").write_text("\n".join(sentences), "utf-8")

    def build(self, store: str = "store", log_file: str = "decisions.jsonl") -> dict[str, str]:
        """Build into a store, a new one where there is none; return what became of each document."""
        place = self.folder / store
        with Store.open(place) if place.exists() else blank.new(place) as opened:
            events = build.build([str(self.folder / "in")], opened, decisions=Decisions.read(self.folder / log_file))
            return {Path(event.document).stem: event.outcome for event in events}

    def decide(self, what: Callable[[Desk], object], who: str = "Анна", log_file: str = "decisions.jsonl") -> None:
        with Store.open(self.folder / "store") as opened:
            what(Desk(opened, self.folder / log_file, who))

    def exported(self, store: str = "store") -> list[str]:
        """Return what a store says but for the reference data, which no decision is about."""
        with Store.open(self.folder / store, read_only=True) as opened:
            return blank.beyond(opened)

    def rebuilt(self, log_file: str = "decisions.jsonl") -> list[str]:
        """Return the export of a store that is built from nothing."""
        number = len(list(self.folder.iterdir()))
        self.build(f"new-{number}", log_file)
        return self.exported(f"new-{number}")

    def verdicts(self, store: str = "store") -> dict[str, str]:
        """Return the verdict on each sentence that is claimed."""
        with Store.open(self.folder / store, read_only=True) as opened:
            found = claims_read.every(opened)
            assert not [one for record in opened.documents() for one in violations(opened.graph(record)) if one.fatal]
        return {one.sentence: one.decided.verdict if one.decided else "" for one in found}

    def reader(self, document: Document) -> list[Fact]:
        """Read a document: what `read` says of each sentence, wherever it stands."""
        facts = []
        for sentence, (kind, args) in self.read.items():
            start = document.text.find(sentence)
            if start >= 0:
                how = {"rule": f"ru/{kind}/by hand", "confidence": 0.7}
                facts.append(Fact.plain(kind, args, sentence, start, start + len(sentence), **how))
        return facts


def of(desk: Desk, sentence: str) -> Told:
    return next(one for r in desk.store.documents() for one in desk.told(r) if one.fact.evidence == sentence)


def correcting(sentence: str, *settings: str) -> Callable[[Desk], object]:
    def decide(desk: Desk) -> object:
        told = of(desk, sentence)
        return desk.correct(told, amended(told.fact.kind, desk.said(told), settings), "сверено")

    return decide
