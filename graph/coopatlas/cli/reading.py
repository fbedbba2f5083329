"""Verbs that read documents: into a store, onto the screen, against gold."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from coopatlas.cli import support
from coopatlas.cli.options import (
    STORE,
    Columns,
    DecisionsFile,
    DocumentLanguage,
    Language,
    Paths,
    Processes,
    Published,
    Reader,
    Scheduler,
    Source,
    StoreFolder,
    Title,
    of_locale,
)
from coopatlas.errors import DocumentError


def build(
    paths: Paths,
    store: StoreFolder = STORE,
    lang: DocumentLanguage = None,
    title: Title = None,
    published: Published = None,
    source: Source = None,
    columns: Columns = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Forget documents whose files are gone from the paths.")
    ] = False,
    processes: Processes = None,
    scheduler: Scheduler = None,
    reader: Reader = "rules",
    decisions: DecisionsFile = None,
) -> None:
    """Read documents into a store; again reads only what changed."""
    from coopatlas import index
    from coopatlas.build.intake import Upkeep
    from coopatlas.cli.terminal import built, checked
    from coopatlas.store import Store

    given = support.given(lang, (title, published, source), columns, len(paths))
    decided = support.decisions(store, decisions)
    with support.model_of(reader) as model, Store.open(store, create=True) as opened:
        events = support.built(paths, opened, scheduler or processes, given, model, decided, Upkeep(prune=prune))
        checked.counts(opened, of_locale())
        built.outcomes(events, opened)
        support.tell_waiting(opened)
    index.keep(store)
    if any(event.outcome == "failed" for event in events):
        raise typer.Exit(2)


def update(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="What is followed, and the store.")] = "coopatlas.toml",
    processes: Processes = None,
    decisions: DecisionsFile = None,
) -> None:
    """Read what the project's coopatlas.toml lists since last time, and tell in one line what came of it.

    Exits with 0, or with 2 where something could not be read; all else is read nevertheless.
    """
    from coopatlas import index
    from coopatlas.build.intake import Upkeep
    from coopatlas.cli import subscriptions
    from coopatlas.cli.terminal import built
    from coopatlas.store import Store

    project = subscriptions.read(file)
    upkeep = Upkeep(prune=project.prune, only_changed=True)
    decided = support.decisions(project.store, decisions)
    events = []
    with Store.open(project.store, create=True) as opened:
        for one in project.subscriptions:
            events += support.built(one.paths, opened, processes, one.given, decided=decided, upkeep=upkeep)
        print(built.updated(events, opened))
        support.tell_waiting(opened)
    index.keep(project.store)
    if any(event.outcome == "failed" for event in events):
        raise typer.Exit(2)


def extract(
    paths: Paths,
    form: Annotated[Literal["table", "jsonl"], typer.Option("--format", help="The form of the output.")] = "table",
    lang: DocumentLanguage = None,
    title: Title = None,
    published: Published = None,
    source: Source = None,
    columns: Columns = None,
    reader: Reader = "rules",
    why: Annotated[bool, typer.Option("--why", help="Tell the rule, how sure it is, and whence each value.")] = False,
) -> None:
    """Print the facts that documents put forward."""
    from coopatlas.cli import messages, terminal
    from coopatlas.cli.terminal import built
    from coopatlas.errors import LeftOutError

    if reader == "rules":
        support.end_at_once()
    failed = False
    with support.model_of(reader) as model:
        given = support.given(lang, (title, published, source), columns, len(paths))
        for outcome in support.read(paths, given, model):
            if isinstance(outcome, DocumentError):
                failed = failed or not isinstance(outcome, LeftOutError)
                terminal.note(f"coopatlas: {messages.told(outcome, of_locale())}")
                continue
            document, facts = outcome
            for told in document.notes:
                terminal.note(f"{document.name}: {told}")
            if not facts:
                terminal.note(f"{document.name}: no facts found")
            elif form == "table":
                built.facts(document, facts, why=why)
            for fact in facts if form == "jsonl" else ():
                print(json.dumps(fact.record(document.name), ensure_ascii=False), flush=True)
    if failed:
        raise typer.Exit(2)


def train(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Folders of .json documents with gold facts.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Else the reader's own file.")] = None,
) -> None:
    """Train the learned part of the reader on documents with gold facts; scikit-learn must be installed."""
    from coopatlas.evaluate import training
    from coopatlas.evaluate.gold import read

    training.write([one for folder in gold for one in read(folder)], out, print)


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="A folder of .json documents with gold facts; or decisions.jsonl."),
    ],
    predictions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="What extract --format jsonl printed, - for standard input; else it is read."
        ),
    ] = None,
    misses: Annotated[
        str | None, typer.Option(metavar="DOCUMENT", help="Show what was missed, extra or different, beside the text.")
    ] = None,
    reader: Reader = "rules",
    form: Annotated[Literal["table", "json", "md"], typer.Option("--format", help="The form of the output.")] = "table",
    lang: Language = None,
    store: StoreFolder = STORE,
) -> None:
    """Measure a reader on documents with gold facts: precision, recall and F1 by kind, role and language."""
    from coopatlas import evaluate
    from coopatlas.cli import terminal
    from coopatlas.evaluate import report
    from coopatlas.evaluate.gold import predictions as predicted
    from coopatlas.evaluate.gold import read

    spoken, wanted = (
        lang or of_locale(),
        support.decided(gold, store) if gold.suffix == ".jsonl" else read(gold),
    )
    if predictions:
        found = predicted(predictions, wanted)
    else:
        with support.model_of(reader) as model:
            asked = (one.document for one in wanted if misses in (None, one.document.name))
            found = {document.name: support.facts(document, model) for document in asked}
    evaluation = evaluate.evaluate(wanted, found)
    shown = report.misses(evaluation, misses, spoken) if misses else report.summary(evaluation, spoken)
    if form == "table":
        terminal.table(shown.headings, shown.rows)
        print(shown.note)
    else:
        print(shown.to_json() if form == "json" else shown.to_markdown(), end="")


def forget(document: str, store: StoreFolder = STORE) -> None:
    """Withdraw a document and all that it alone holds."""
    from coopatlas import index
    from coopatlas.build import reprints
    from coopatlas.store import Store

    with Store.open(store) as opened:
        opened.forget(document)
        reprints.link(opened)
    index.keep(store)
