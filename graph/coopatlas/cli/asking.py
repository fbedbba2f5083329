"""Verbs that ask a store."""

import shlex
from typing import Annotated, Literal

import typer

from coopatlas.cli import completion, support
from coopatlas.cli.options import (
    SECONDS,
    STORE,
    After,
    Language,
    Processes,
    Seconds,
    StoreFolder,
    TableFormat,
    of_locale,
)
from coopatlas.errors import BoundError

DEMO_PAIR = {"a": "Карелия", "b": "Казахстан"}
DEMO_QUESTIONS = {"meetings": {"territory": "Карелия"}, "turnover": DEMO_PAIR, "agreements-in-force": DEMO_PAIR}


def demo(
    store: StoreFolder = STORE,
    output: Annotated[str, typer.Option("-o", "--output", help="The page to write.")] = "coopatlas.html",
    processes: Processes = None,
    lang: Language = None,
) -> None:
    """Do the main job on the sample documents: build a store, answer three questions, draw a page.

    What a person decided of the samples is laid beside the store, so that what is shown is right; a log of one's own
    stays as it is.
    """
    from importlib.resources import as_file

    from coopatlas import content, questions
    from coopatlas.cli.terminal import answered, checked
    from coopatlas.review import log
    from coopatlas.store import Store

    spoken = lang or of_locale()
    support.written(str(log.beside(store).with_name(log.OF_SAMPLES)), content.decisions().read_bytes())
    with as_file(content.documents()) as folder, Store.open(store, create=True) as opened:
        support.built([str(folder)], opened, processes, decided=support.decisions(store, None))
        checked.summary(opened, spoken)
        for name, given in DEMO_QUESTIONS.items():
            answered.answer(questions.ask(opened, questions.load()[name], given), spoken)
            print("coopatlas ask", name, *(f"--set {key}={value}" for key, value in given.items()))
        print("coopatlas serve --store", shlex.quote(store), "  # http://127.0.0.1:8010")
        print(support.drawn(opened, "network", output, spoken))


def new(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From which day on.")],
    about: Annotated[
        str | None, typer.Option("--about", metavar="NAME", help="Of whom or what.", autocompletion=completion.places)
    ] = None,
    store: StoreFolder = STORE,
    form: Annotated[
        Literal["table", "csv", "json", "md", "atom"], typer.Option("--format", help="The form of the output.")
    ] = "table",
    output: Annotated[str, typer.Option("-o", "--output", help="The file to write, - for standard output.")] = "-",
    lang: Language = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The greatest number of rows; in a table 100.")] = None,
    after: After = 0,
    seconds: Seconds = SECONDS,
) -> None:
    """Tell what is newly said, newly signed, newly contradicted since a day; as an Atom feed too."""
    from coopatlas import questions
    from coopatlas.cli.terminal import answered
    from coopatlas.questions import atom, formats
    from coopatlas.store.bounded import Bounded

    spoken = lang or of_locale()
    shown = limit or (answered.ROWS if form == "table" else None)
    asked = {"since": since, **({"about": about} if about else {})}
    with Bounded(store, seconds) as bounded:
        answer = bounded.run(questions.ask, questions.load()["new"], asked, shown, after=after)
    if form == "table":
        answered.answer(answer, spoken)
        return
    text = atom.feed(answer, spoken) if form == "atom" else formats.FORMATS[form](answer, spoken)
    support.written(output, text.encode())


def ask(
    question: Annotated[
        str,
        typer.Argument(
            help="A question's name, words of its title, or a question in your own words; none lists them.",
            autocompletion=completion.questions,
        ),
    ] = "",
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A parameter.", autocompletion=completion.settings),
    ] = None,
    store: StoreFolder = STORE,
    form: TableFormat = "table",
    lang: Language = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Show the sentences behind each row.")] = False,
    required: Annotated[bool, typer.Option("--required", help="Exit with 1 where nothing is stated.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="The greatest number of rows; in a table 100.")] = None,
    widen: Annotated[
        bool, typer.Option("--widen", help="Count what is around a place, and what is in it, as that place.")
    ] = False,
    after: After = 0,
    seconds: Seconds = SECONDS,
) -> None:
    """Ask a question of the catalogue."""
    from coopatlas import questions
    from coopatlas.atlas import Atlas
    from coopatlas.cli import terminal
    from coopatlas.cli.terminal import answered
    from coopatlas.questions import formats
    from coopatlas.store.bounded import Bounded

    support.end_at_once()
    spoken = lang or of_locale()
    if not question.strip():
        answered.catalogue(spoken)
        return
    shown = limit or (answered.ROWS if form == "table" else None)
    meant = Atlas.meant(question, support.parameters(given or []))
    if meant.question.id != question:
        terminal.note(answered.understood(meant, spoken))
    with Bounded(store, seconds) as bounded:
        try:
            answer = bounded.run(questions.ask, meant.question, meant.given, shown, after=after, widen=widen)
        except BoundError as error:
            answered.ended(error, meant, seconds, spoken)
            raise typer.Exit(2) from error
        if form != "table":
            print(formats.FORMATS[form](answer, spoken), end="")
        else:
            answered.answer(answer, spoken)
            told = [] if answer.stated else bounded.run(answered.near, meant, spoken)
            told += bounded.run(answered.evidence, answer, spoken) if evidence else []
            print(*told, sep="\n", end="\n" if told else "")
    if required and not answer.stated:
        raise typer.Exit(1)


def sparql(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A file with a query, or - for standard input.")],
    store: StoreFolder = STORE,
    form: Annotated[
        Literal["table", "csv", "json", "md", "xml", "tsv", "ttl", "nt"],
        typer.Option("--format", help="The form of the output: json, xml and tsv as the W3C has them."),
    ] = "table",
    seconds: Seconds = SECONDS,
) -> None:
    """Answer a SPARQL query; the default graph is that of asserted statements. ASK exits with 1 for no."""
    from coopatlas.cli import terminal
    from coopatlas.cli.terminal import results
    from coopatlas.store.bounded import Bounded
    from coopatlas.store.sparql import unknown

    support.end_at_once()
    text = support.query(file)
    with Bounded(store, seconds) as bounded:
        found, affirmed = bounded.run(results.solved, text, form)
    results.solutions(found, form)
    for told in unknown(text):
        terminal.note(told)
    if not affirmed:
        raise typer.Exit(1)


def story(
    one: Annotated[str, typer.Argument(metavar="TERRITORY", autocompletion=completion.places)],
    other: Annotated[str, typer.Argument(metavar="TERRITORY", autocompletion=completion.places)],
    store: StoreFolder = STORE,
    lang: Language = None,
    widen: Annotated[
        bool, typer.Option("--widen", help="Count what is around a place, and what is in it, as that place.")
    ] = False,
    output: Annotated[str, typer.Option("-o", "--output", help="The file to write, - for standard output.")] = "-",
    seconds: Seconds = SECONDS,
) -> None:
    """Tell what was promised between two territories and what became of it, with the sentences."""
    from coopatlas.questions.story import story
    from coopatlas.sanitize import plain
    from coopatlas.store.bounded import Bounded

    with Bounded(store, seconds) as bounded:
        text = bounded.run(story, one, other, lang or of_locale(), widen=widen)
    support.written(output, plain(text).encode())


def search(
    words: Annotated[list[str], typer.Argument(help="Words of a name or of a text, in Russian or Latin letters.")],
    store: StoreFolder = STORE,
    limit: Annotated[int, typer.Option(min=1, help="The greatest number of names, and of documents.")] = 20,
    after: Annotated[int, typer.Option(min=0, help="The names, and the documents, that are left out before.")] = 0,
    lang: Language = None,
) -> None:
    """Find whom, what or which document the words name; inflected or transliterated names, goods in both languages."""
    from coopatlas.atlas import Atlas
    from coopatlas.cli.terminal import answered

    support.end_at_once()
    with Atlas.open(store) as atlas:
        answered.found(atlas.search(" ".join(words), limit, after), lang or of_locale())


def info(
    store: StoreFolder = STORE,
    documents: Annotated[bool, typer.Option("--documents", help="List the documents.")] = False,
    lang: Language = None,
) -> None:
    """Count what a store holds."""
    from coopatlas import index
    from coopatlas.cli import messages, terminal
    from coopatlas.cli.terminal import checked
    from coopatlas.store import Store

    support.end_at_once()
    with Store.open(store, read_only=True) as opened:
        if slow := index.lacking(opened):
            terminal.note(messages.told(slow, lang or of_locale()))
        if documents:
            rows = [(one.name, one.digest, one.read_at, one.reader) for one in opened.documents()]
            terminal.table(("document", "digest", "read at", "reader"), rows)
        else:
            checked.counts(opened, lang or of_locale())
