"""Verbs that check what a store and the ontology hold."""

import json
from contextlib import nullcontext
from typing import Annotated, Literal

import typer

from coopatlas.cli import support
from coopatlas.cli.options import STORE, Language, StoreFolder, of_locale
from coopatlas.errors import QuestionError


def validate(
    store: StoreFolder = STORE,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="The form of the output.")] = "table",
    lang: Language = None,
) -> None:
    """Check what a store holds against the shapes; exits with 1 where something contradicts itself."""
    from coopatlas.cli.terminal import checked
    from coopatlas.ontology import validate
    from coopatlas.store import Store

    spoken = lang or of_locale()
    with Store.open(store, read_only=True) as opened:
        found = [one for record in opened.documents() for one in validate.violations(opened.graph(record))]
    if form == "json":
        print(json.dumps([one.record() for one in found], ensure_ascii=False, indent=1))
    else:
        checked.violations(found, spoken)
    if any(violation.fatal for violation in found):
        raise typer.Exit(1)


def reason(
    store: StoreFolder = STORE,
    documents: Annotated[
        list[str] | None, typer.Option("--document", help="A document of the store to be checked as well.")
    ] = None,
    rules: Annotated[
        bool, typer.Option("--rules", help="Use the rules of OWL 2 RL instead: no Java, and a whole store at once.")
    ] = False,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="With --rules: a file for what follows, in N-Quads.")
    ] = None,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="The form of the output.")] = "table",
    lang: Language = None,
) -> None:
    """Ask HermiT whether the ontology is consistent, or why not; exits with 1 where it is not. Needs Java."""
    from coopatlas import export
    from coopatlas.cli.terminal import checked
    from coopatlas.ontology.reasoning import consistency
    from coopatlas.store import Store

    if output and not rules:
        raise QuestionError("-o", "only what follows by rule is written", "add --rules")
    with Store.open(store) if rules or documents else nullcontext() as opened:
        statements = support.statements(opened, documents or ())
        report = consistency.by_rules(statements) if rules else consistency.by_hermit(statements)
        checked.verdict(opened, report, lang or of_locale(), form)
    if output and report.sound:
        path = support.written(output, export.inferred(report.inferred))
        if form == "table":
            print(path)
    if not report.sound:
        raise typer.Exit(1)
