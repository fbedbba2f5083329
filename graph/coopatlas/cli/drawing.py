"""Verbs that draw and write what a store holds."""

from typing import Annotated

import typer

from coopatlas.cli import completion, support
from coopatlas.cli.options import STORE, Language, StoreFolder, of_locale
from coopatlas.errors import QuestionError


def view(
    name: Annotated[
        str, typer.Argument(metavar="[VIEW]", help="The view to draw.", autocompletion=completion.views)
    ] = "network",
    output: Annotated[
        str, typer.Option("-o", "--output", help="The page to write; VIEW.html if left out.", show_default=False)
    ] = "",
    store: StoreFolder = STORE,
    lang: Language = None,
    around: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Draw what is near this entity.", autocompletion=completion.places),
    ] = None,
    hops: Annotated[int, typer.Option(min=1, help="How many links from there.")] = 1,
    since: Annotated[int | None, typer.Option(metavar="YEAR", help="The first year; undated claims stay.")] = None,
    until: Annotated[int | None, typer.Option(metavar="YEAR", help="The last year.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The greatest number of nodes, or of pairs.")] = None,
    boundaries: Annotated[
        str | None, typer.Option(metavar="FILE", help="A GeoJSON file whose lines are drawn on the map.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the views.")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Draw all views into the folder -o, and a page that leads to them.")
    ] = False,
    shown: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Draw a view as one page that opens with no network."""
    from coopatlas import views
    from coopatlas.store import Store

    spoken, named, output = lang or of_locale(), bool(output), output or f"{name}.html"
    if listed:
        _list(spoken)
        return
    if every:
        with Store.open(store, read_only=True) as opened:
            focus = views.Focus(views.entities(opened, around or ()), hops, since, until, limit)
            print(support.drawn_all(opened, output if named else "coopatlas-pages", spoken, focus))
        return
    views.load(name)  # an unknown name is told before a store is asked for
    if since and until and since > until:
        raise QuestionError("--since", f"{since} is later than {until}", "let --since come before --until")
    with Store.open(store, read_only=True) as opened:
        focus = views.Focus(views.entities(opened, around or ()), hops, since, until, limit)
        page = support.drawn(opened, name, output, spoken, focus, boundaries)
    if output != "-":
        print(page)
    if shown and output != "-":
        import webbrowser

        webbrowser.open(page.as_uri())


def _list(lang: str) -> None:
    from coopatlas import views
    from coopatlas.cli import messages, terminal
    from coopatlas.match import telling

    known = map(views.load, views.names())
    rows = [(f"view {one.name}", one.title[lang], one.about[lang]) for one in known]
    title, about = telling.heading(lang)
    rows.append(("match --territory … --among … -o match.html", title, about))
    terminal.table(("coopatlas", *_HEADINGS[lang]), rows)
    for fault in views.faults().values():
        terminal.note(messages.told(fault, lang))


_HEADINGS = {"ru": ("название", "о чём"), "en": ("title", "about")}


def ontology(
    output: Annotated[str, typer.Option("-o", "--output", help="The page to write.")] = "ontology.html",
    store: Annotated[
        str | None, typer.Option("--store", metavar="FOLDER", help="A store to take examples from.")
    ] = None,
    lang: Language = None,
) -> None:
    """Check the ontology by its rules and write its documentation as one page; exits with 1 where a rule is broken."""
    from tempfile import TemporaryDirectory

    from coopatlas.cli.terminal import checked
    from coopatlas.ontology import hygiene
    from coopatlas.store import Store
    from coopatlas.views import ontology

    with TemporaryDirectory() as empty, Store.open(store or empty, create=store is None) as opened:
        print(support.written(output, ontology.page(opened).encode()))
    found = hygiene.findings()
    checked.findings(found, lang or of_locale())
    if found:
        raise typer.Exit(1)


def export(
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="nq, trig, ttl, jsonld, asserted, owl, graphml, gexf, csv, parquet, jsonl; else by the file's name.",
        ),
    ] = None,
    output: Annotated[str, typer.Option("-o", "--output", help="The file to write, - for standard output.")] = "-",
    publish: Annotated[
        str | None, typer.Option("--publish", metavar="FOLDER", help="Write a folder for a data portal instead.")
    ] = None,
    publisher: Annotated[str, typer.Option("--publisher", metavar="NAME", help="With --publish: who publishes.")] = "",
    licence: Annotated[
        str, typer.Option("--licence", metavar="URL", help="With --publish: the licence of what bears none of its own.")
    ] = "",
    store: StoreFolder = STORE,
    lang: Language = None,
) -> None:
    """Write a store as RDF or OWL, its links for graph programs, its claims as a table, its events as lines of JSON."""
    if publish is not None:
        _published(publish, publisher, licence, store)
        return
    from coopatlas.cli import terminal
    from coopatlas.export import exported, format_of
    from coopatlas.store import Store

    support.end_at_once()
    chosen, spoken = format_of(form, output), lang or of_locale()
    with Store.open(store, read_only=True) as opened:
        made = exported(opened, chosen, spoken)
    path = support.written(output, made.data)
    terminal.note(f"{'' if output == '-' else f'{path}: '}{made.told[spoken]}")


def _published(folder: str, publisher: str, licence: str, store: str) -> None:
    """Write a folder for a data portal, and name what is left out of it."""
    from pathlib import Path

    from coopatlas.cli import terminal
    from coopatlas.publish import Terms, publish
    from coopatlas.store import Store

    lacking = "--publisher" if not publisher.strip() else "--licence"
    if not (publisher.strip() and licence.startswith(("https://", "http://"))):
        example = '--publisher "Chamber of commerce" --licence https://creativecommons.org/licenses/by/4.0/'
        raise QuestionError(lacking, "a portal must know who publishes, under which licence", f"write {example}")
    with Store.open(store, read_only=True) as opened:
        made = publish(opened, Path(folder), Terms(publisher.strip(), licence))
    for part in made.left_out:
        terminal.note(f"left out: {part.graph} ({part.statements} statements): {part.why}")
    if made.withheld:
        terminal.note(f"left out: {made.withheld} comparisons that rest on these rows")
    print(made.folder.resolve())
