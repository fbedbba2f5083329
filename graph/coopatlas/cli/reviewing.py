"""The review desk on the terminal: a queue with one key for each decision, and verbs for scripts."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from coopatlas.cli import completion, support
from coopatlas.cli.options import STORE, DecisionsFile, Language, StoreFolder, of_locale
from coopatlas.errors import DecisionError, QuestionError

if TYPE_CHECKING:
    from coopatlas.review.decision import Decision
    from coopatlas.review.desk import Desk
    from coopatlas.review.queue import Wanted
    from coopatlas.store import Store

app = typer.Typer(rich_markup_mode=None, help="Decide of what was read: a person's word wins.")

Who = Annotated[str, typer.Option("--who", metavar="NAME", envvar="USER", help="Who decides.")]
Because = Annotated[str, typer.Option("--because", metavar="WHY", help="The reason.")]
Keys = Annotated[list[str], typer.Argument(metavar="ID...", help="Keys of claims; the beginning will do.")]
Settings = Annotated[
    list[str], typer.Argument(metavar="ROLE=VALUE...", help="A value; id:… ties it, 10..20 is a range.")
]
OfKind = Annotated[str | None, typer.Option("--kind", help="Of which kind of fact.")]
About = Annotated[
    list[str] | None,
    typer.Option("--about", metavar="NAME", help="About whom or what.", autocompletion=completion.places),
]
OfDocument = Annotated[str | None, typer.Option("--document", metavar="NAME", help="In which document.")]
Form = Annotated[Literal["table", "json"], typer.Option("--format", help="The form of the output.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="In documents that came or changed since.")]


@app.callback(invoke_without_command=True)
def review(
    context: typer.Context,
    kind: OfKind = None,
    about: About = None,
    document: OfDocument = None,
    since: Since = None,
    sample: Annotated[int | None, typer.Option(min=1, help="Decide of a fair sample of so many readings.")] = None,
    seed: Annotated[int, typer.Option(help="Which sample: the same seed draws the same.")] = 1,
    report: Annotated[bool, typer.Option("--report", help="Tell what each rule of reading costs.")] = False,
    export: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write what was decided as gold documents, for train.")
    ] = None,
    who: Who = "",
    store: StoreFolder = STORE,
    decisions: DecisionsFile = None,
    lang: Language = None,
) -> None:
    """Go through what was read, what helps most first, one key for each decision."""
    if context.invoked_subcommand:
        return
    from coopatlas.cli import session

    spoken = lang or of_locale()
    with _desk(store, decisions, who) as desk:
        if report:
            _report(desk, spoken)
        elif export:
            _export(desk, export)
        elif sample:
            session.sampled(desk, sample, seed, spoken)
        else:
            session.queued(desk, _wanted(desk.store, kind, about, document, since), spoken)


def _verdict(name: str, told: str) -> None:
    """Add a verb that decides of claims by their keys: the desk's function of the same name."""

    @app.command(name, help=told)
    def decide(
        keys: Keys, because: Because = "", who: Who = "", store: StoreFolder = STORE, decisions: DecisionsFile = None
    ) -> None:
        with _desk(store, decisions, who) as desk:
            decided = {"confirm": desk.confirm, "reject": desk.reject}[name]
            for key in keys:
                print(_line(decided(desk.find(key), because)))


_verdict("confirm", "Say that claims are right as they stand.")
_verdict("reject", "Say that the sentence says no such thing.")


@app.command()
def correct(
    key: Annotated[str, typer.Argument(metavar="ID", help="The key of a claim.")],
    settings: Settings,
    because: Because = "",
    who: Who = "",
    store: StoreFolder = STORE,
    decisions: DecisionsFile = None,
) -> None:
    """Say what is right: role=value, modality=…, polarity=…, speaker=…; `role=` empties a role."""
    from coopatlas.review.amending import amended

    with _desk(store, decisions, who) as desk:
        told = desk.find(key)
        right = amended(told.fact.kind, desk.said(told), settings)
        _note_unknown(told.fact.kind, right)
        print(_line(desk.correct(told, right, because)))


@app.command()
def add(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The name of the document.")],
    settings: Settings,
    kind: Annotated[str, typer.Option("--kind", help="The kind of fact.")],
    sentence: Annotated[str, typer.Option("--sentence", metavar="TEXT", help="The sentence, as it stands there.")],
    because: Because = "",
    who: Who = "",
    store: StoreFolder = STORE,
    decisions: DecisionsFile = None,
) -> None:
    """Say what a sentence says beside what was read."""
    from coopatlas.model import kinds
    from coopatlas.model.said import Said
    from coopatlas.review.amending import amended

    if kind not in kinds():
        raise DecisionError("--kind", f"«{kind}» is no kind of fact", f"use one of {', '.join(kinds())}")
    with _desk(store, decisions, who) as desk:
        right = amended(kind, Said({}), settings)
        _note_unknown(kind, right)
        print(_line(desk.add(desk.store.record(document), sentence, kind, right, because)))


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(metavar="[ID]", help="The id of a decision; else your last one.")] = "",
    because: Because = "",
    who: Who = "",
    store: StoreFolder = STORE,
    decisions: DecisionsFile = None,
) -> None:
    """Withdraw a decision."""
    with _desk(store, decisions, who) as desk:
        print(_line(desk.undo(decision, because)))


@app.command("list")
def listed(
    kind: OfKind = None,
    about: About = None,
    document: OfDocument = None,
    since: Since = None,
    limit: Annotated[int, typer.Option(min=1, help="The greatest number.")] = 100,
    store: StoreFolder = STORE,
    decisions: DecisionsFile = None,
    form: Form = "table",
    lang: Language = None,
) -> None:
    """List claims with their keys: those of a document, or those that wait, what helps most first."""
    from coopatlas.cli import terminal
    from coopatlas.cli.session import values
    from coopatlas.model import kinds
    from coopatlas.review.queue import queue

    with _desk(store, decisions, "", read_only=True) as desk:
        if document and not (kind or about or since):
            found = desk.told(desk.store.record(document))
        else:
            waiting = queue(desk.store, desk.decisions, _wanted(desk.store, kind, about, document, since))
            found = [desk.find(one.key) for one in waiting[:limit]]
    if form == "json":
        records = [
            {"key": one.key, "verdict": one.verdict, **one.fact.record(one.record.name)} for one in found[:limit]
        ]
        print(json.dumps(records, ensure_ascii=False, indent=1))
        return
    spoken = lang or of_locale()
    rows = [
        (
            one.key,
            kinds()[one.fact.kind].label[spoken],
            _verdict_of(one.verdict, spoken),
            values(one.fact),
            one.fact.evidence,
        )
        for one in found[:limit]
    ]
    terminal.table(_headings("key kind decided roles sentence", spoken), rows)


@app.command()
def log(
    store: StoreFolder = STORE,
    decisions: DecisionsFile = None,
    form: Form = "table",
    lang: Language = None,
) -> None:
    """List the decisions in their order, and the contradictions between people; the later one wins."""
    from coopatlas.cli import terminal

    known = support.decisions(store, decisions)
    if form == "json":
        print(json.dumps([one.record() for one in known.every], ensure_ascii=False, indent=1))
        return
    rows = [
        (one.id, one.when[:16], one.who, f"({one.verdict})" if known.undone(one) else one.verdict, _about(one), one.why)
        for one in known.every
    ]
    spoken = lang or of_locale()
    terminal.table(_headings("id when who verdict about why", spoken), rows)
    for earlier, later in known.contradictions():
        print(_WINS[spoken].format(f"{later.id} ({later.who}, {later.verdict})", f"{earlier.id} ({earlier.who})"))


@app.command()
def orphans(store: StoreFolder = STORE, decisions: DecisionsFile = None, lang: Language = None) -> None:
    """List the decisions that fit nothing in the store any more, with the reason; they are kept."""
    from coopatlas.cli import terminal

    with _desk(store, decisions, "", read_only=True) as desk:
        rows = [(one.id, one.who, one.verdict, one.document, reason, one.sentence) for one, reason in desk.orphans()]
    terminal.table(_headings("id who verdict document reason sentence", lang or of_locale()), rows)


@app.command("import")
def taken_in(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Logs of others: decisions.jsonl.")],
    store: StoreFolder = STORE,
    decisions: DecisionsFile = None,
) -> None:
    """Add the decisions of others to the log; each is taken once, and holds from the next build on."""
    from coopatlas.review import log as logs

    path = Path(decisions) if decisions else logs.beside(store)
    for file in files:
        if not file.exists():
            raise DecisionError(str(file), "there is no such file", "check the path")
        print(f"{file}: {logs.taken_in(path, file)} decisions")


def judge(
    first: Annotated[str, typer.Argument(metavar="NAME", help="A name, a name @ a document, or an IRI (id:person-…).")],
    second: Annotated[str, typer.Argument(metavar="NAME", help="Another.")],
    same: Annotated[bool, typer.Option("--same/--different", help="Whether the two are one.")],
    because: Because = "",
    who: Who = "",
    kind: Annotated[
        Literal["person", "organization", "territory", "place", "union", "goods", "event"],
        typer.Option("--kind", help="What is named; an event by the IRI of what is told of it (id:meeting-…)."),
    ] = "person",
    store: StoreFolder = STORE,
    decisions: DecisionsFile = None,
) -> None:
    """Note that two names, or two tellings of events, mean the same or not; every later build obeys."""
    from coopatlas.review import log as logs
    from coopatlas.review.decision import made
    from coopatlas.review.decisions import Decisions

    known, path = support.decisions(store, decisions), Path(decisions) if decisions else logs.beside(store)
    new = made("same" if same else "different", who=who, kind=kind, first=first, second=second, why=because)
    overruled = Decisions([*known.every, new]).overruled()
    if any(one is new for one in overruled):
        raise DecisionError("judge", f"«{first}» and «{second}» are one name", "tell them apart: NAME @ DOCUMENT")
    logs.append(path, [new])
    print(path.resolve())
    for one in overruled:
        print(f"this wins over {one.where or one.id}, {one.judgement}")


_HEADINGS = {
    "key": {"ru": "ключ", "en": "key"},
    "kind": {"ru": "вид", "en": "kind"},
    "decided": {"ru": "решено", "en": "decided"},
    "roles": {"ru": "роли", "en": "roles"},
    "sentence": {"ru": "предложение", "en": "sentence"},
    "id": {"ru": "номер", "en": "id"},
    "when": {"ru": "когда", "en": "when"},
    "who": {"ru": "кто", "en": "who"},
    "verdict": {"ru": "решение", "en": "verdict"},
    "about": {"ru": "о чём", "en": "about"},
    "why": {"ru": "почему", "en": "why"},
    "document": {"ru": "документ", "en": "document"},
    "reason": {"ru": "причина", "en": "reason"},
    "rule": {"ru": "правило", "en": "rule"},
    "read_as": {"ru": "прочитано", "en": "read as"},
    "readings": {"ru": "раз", "en": "readings"},
    "right": {"ru": "верно / решено", "en": "right / decided"},
    "wilson": {"ru": "Уилсон, 95 %", "en": "Wilson 95 %"},
    "expected": {"ru": "ожидаемая точность", "en": "precision expected"},
    "wrong": {"ru": "вероятно неверных", "en": "likely wrong"},
}
_CERTAINTY = {"ru": ("неуверенно", "уверенно"), "en": ("uncertain", "certain")}
_WINS = {"ru": "противоречие: {} сильнее {}", "en": "contradiction: {} wins over {}"}


def _headings(names: str, lang: str) -> list[str]:
    return [_HEADINGS[name][lang] for name in names.split()]


def _verdict_of(verdict: str, lang: str) -> str:
    """Return what a decision is called, empty where there is none."""
    from coopatlas.claims.terms import of, term, words

    return words(term("ruling", verdict))[("ru", "en").index(lang)] if verdict in of("ruling") else verdict


@contextmanager
def _desk(store: str, named: str | None, who: str, *, read_only: bool = False) -> Iterator["Desk"]:
    from coopatlas.review import log as logs
    from coopatlas.review.desk import Desk
    from coopatlas.store import Store

    support.decisions(store, named)  # what older versions kept is taken over
    with Store.open(store, read_only=read_only) as opened:
        yield Desk(opened, Path(named) if named else logs.beside(store), who)


def _wanted(
    store: "Store", kind: str | None, about: Sequence[str] | None, document: str | None, since: str | None
) -> "Wanted":
    from coopatlas.documents import dates
    from coopatlas.model import kinds
    from coopatlas.review.queue import Wanted
    from coopatlas.views import entities

    if kind and kind not in kinds():
        raise QuestionError("--kind", f"«{kind}» is no kind of fact", f"use one of {', '.join(kinds())}")
    day = dates.understood(since) if since else ""
    if since and (not day or len(day) != len("2018-03-09")):
        raise QuestionError("--since", f"«{since}» is no day", "write it as 2018-03-09")
    digest = store.record(document).digest if document else ""
    return Wanted(kind or "", entities(store, about or ()), digest, day or "")


def _note_unknown(kind: str, said: "object") -> None:
    from coopatlas.cli import terminal
    from coopatlas.model.said import Said
    from coopatlas.review.amending import unknown_names

    if isinstance(said, Said):
        for name in unknown_names(kind, said):
            terminal.note(f"«{name}» is no place that the gazetteer knows; it will be one of its own")


def _line(one: "Decision") -> str:
    return f"{one.id} {one.verdict} {_about(one)}"


def _about(one: "Decision") -> str:
    if one.of:
        return f"of {one.of}"
    if one.first:
        return f"«{one.first}», «{one.second}»"
    said = one.said or one.read
    told = "; ".join(f"{role}: {value}" for role, value in (said.record() if said else {}).items())
    return f"{one.kind} in {one.document}: {told}"


def _report(desk: "Desk", lang: str) -> None:
    from coopatlas.cli import terminal
    from coopatlas.review.costs import costs

    rows = []
    for one in costs(desk.store, desk.decisions):
        low, high = one.bounds
        decided = f"{one.tally.right} / {one.tally.decided}" if one.tally.decided else "–"
        interval = f"{low:.2f}–{high:.2f}" if one.tally.decided else ""
        certainty = _CERTAINTY[lang][one.sure]
        rows.append((one.rule, certainty, one.readings, decided, interval, f"{one.expected:.2f}", round(one.wrong, 1)))
    terminal.table(_headings("rule read_as readings right wilson expected wrong", lang), rows)


def _export(desk: "Desk", folder: Path) -> None:
    from coopatlas.review import corpus

    count = corpus.write(desk.store, desk.decisions, folder)
    print(f"{folder}: {count} documents")
