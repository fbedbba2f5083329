"""Verbs that set what was said beside statistics."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

import typer

from coopatlas.cli import completion, support
from coopatlas.cli.options import STORE, Language, StoreFolder, TableFormat, of_locale


def check(
    document: Annotated[
        str | None, typer.Option("--document", metavar="NAME", help="Show the claims of this document alone.")
    ] = None,
    verdict: Annotated[
        str | None,
        typer.Option(
            "--verdict",
            help="Show this verdict alone: agrees, roughly, differs, sources-disagree, not-comparable, no-data.",
        ),
    ] = None,
    about: Annotated[
        list[str] | None,
        typer.Option(
            "--about", metavar="NAME", help="Of this territory; twice for a pair.", autocompletion=completion.places
        ),
    ] = None,
    lists: Annotated[
        list[str] | None,
        typer.Option("--list", metavar="NAME=FILE", help="A list to look claims up in; coopatlas ask also-listed."),
    ] = None,
    store: StoreFolder = STORE,
    form: TableFormat = "table",
    lang: Language = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The greatest number of rows; in a table 100.")] = None,
) -> None:
    """Hold each figure of trade that was said against the statistics imported, and tell what came of it."""
    from coopatlas import questions
    from coopatlas.claims.terms import words
    from coopatlas.cli import terminal
    from coopatlas.cli.terminal import answered
    from coopatlas.errors import QuestionError
    from coopatlas.questions import formats
    from coopatlas.rdf.iri import term
    from coopatlas.statistics import listings, releases
    from coopatlas.statistics.check import check_all
    from coopatlas.store import Store

    spoken = lang or of_locale()
    if about and len(about) > 2:
        raise QuestionError("--about", f"{len(about)} territories make no pair", "name one or two")
    sides = dict(zip(("a", "b"), about or (), strict=False))
    asked = {"document": document, "verdict": verdict, **sides}
    given_lists = support.parameters(lists or [])
    entries = [
        entry for name, file in given_lists.items() for entry in listings.read(listings.described(name), Path(file))
    ]
    with Store.open(store) as opened:
        found = check_all(opened, entries)
        if not releases(opened):
            terminal.note("the store holds no statistics; bring some in: coopatlas import SOURCE FILE")
        shown = limit or (answered.ROWS if form == "table" else None)
        given = {name: value for name, value in asked.items() if value}
        answer = questions.ask(opened, questions.load()["statistics-beside"], given, shown)
        if form == "table":
            answered.answer(answer, spoken)
            for name, count in Counter(one.comparison.verdict for one in found).most_common():
                print(f"{words(term('verdict', name))[('ru', 'en').index(spoken)]}: {count}")
        else:
            print(formats.FORMATS[form](answer, spoken), end="")


def match(
    territory: Annotated[
        str, typer.Option("--territory", metavar="NAME", help="For whom.", autocompletion=completion.places)
    ],
    among: Annotated[
        list[str],
        typer.Option(
            "--among",
            metavar="NAME",
            help="A country means its regions; may be given again.",
            autocompletion=completion.places,
        ),
    ],
    store: StoreFolder = STORE,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="The form of the output.")] = "text",
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="A page to write instead.")
    ] = None,
    lang: Language = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The greatest number of territories told of.")] = None,
) -> None:
    """Tell which territories fit another, and why: goods, ties, ways, unmet wishes, each with what stands behind it."""
    from coopatlas.match import matches, telling
    from coopatlas.questions.parameters import Parameter, understand
    from coopatlas.store import Store

    spoken = lang or of_locale()
    asked = Parameter("territory", "territory", {"ru": "Территория", "en": "Territory"}, required=True)

    def named(name: str) -> str:
        return understand(store=opened, parameters=[asked], given={"territory": name})["territory"][0].value

    with Store.open(store, read_only=True) as opened:
        found = matches(opened, named(territory), [named(name) for name in among])
    told = telling.account(found, spoken, limit)
    if output:
        print(support.written(output, telling.page(told, spoken).encode()))
    elif form == "json":
        print(json.dumps(told.record(), ensure_ascii=False, indent=1))
    else:
        print(telling.text(told))
