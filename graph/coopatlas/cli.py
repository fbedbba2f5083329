"""The command line: each verb parses, calls and prints. What it needs is imported when it runs."""

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Literal

import typer

from coopatlas import cli_support, completion
from coopatlas.errors import CoopatlasError, DocumentError, QuestionError
from coopatlas.sanitize import line

# Rich markup would cost the help a quarter of a second.
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)

Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or - for standard input.")]
StoreFolder = Annotated[str, typer.Option("--store", metavar="FOLDER", help="The folder of the store.")]
DocumentLanguage = Annotated[
    Literal["ru", "en", "kk"] | None,
    typer.Option("--lang", help="The language of the documents; detected if left out."),
]
Language = Annotated[
    Literal["ru", "en"] | None, typer.Option("--lang", help="The language of the output; else that of the locale.")
]
Title = Annotated[str | None, typer.Option(help="The title of the document, where it tells none or a wrong one.")]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="When the documents were published.")]
Source = Annotated[str | None, typer.Option(metavar="NAME|URL", help="Who published the documents.")]
Columns = Annotated[
    str | None,
    typer.Option(metavar="ROLE=HEADING,...", help="Columns of a table: text, title, date, link, lang, id."),
]
Processes = Annotated[int | None, typer.Option(min=1, help="Processes that read; one for each core if left out.")]
Reader = Annotated[
    Literal["rules", "llm", "both"],
    typer.Option(
        "--reader",
        help="Who reads: the rules, the language model named by COOPATLAS_LLM_URL and _MODEL, or both side by side.",
    ),
]
Judgements = Annotated[
    str | None,
    typer.Option("--judgements", metavar="FILE", help="Who is who; judgements.toml beside the store if left out."),
]
TableFormat = Annotated[Literal["table", "csv", "json", "md"], typer.Option("--format", help="The form of the output.")]
STORE = "coopatlas-store"
DEMO_PAIR = {"a": "Карелия", "b": "Казахстан"}
DEMO_QUESTIONS = {"meetings": {"territory": "Карелия"}, "turnover": DEMO_PAIR, "agreements-in-force": DEMO_PAIR}


def main() -> None:
    """Run the command line: exit code 0, 1 for an answer that is no, 2 for an error, told in one line."""
    cli_support.open_streams()
    try:
        code = _run()
        sys.stdout.flush()
    except OSError as error:
        if not cli_support.is_of_output(error):
            raise
        print(
            line(f"coopatlas: the output cannot be written ({error.strerror}); what was stored is kept"),
            file=sys.stderr,
        )
        code = 2
        cli_support.drop_output()
    raise SystemExit(code)


def _run() -> int | str | None:
    try:
        app()
    except SystemExit as done:
        return done.code
    except CoopatlasError as error:
        print(line(f"coopatlas: {error}"), file=sys.stderr)
        return 2
    return 0


@app.command()
def demo(
    store: StoreFolder = STORE,
    output: Annotated[str, typer.Option("-o", "--output", help="The page to write.")] = "coopatlas.html",
    processes: Processes = None,
    lang: Language = None,
) -> None:
    """Do the main job on the sample documents: build a store, answer three questions, draw a page."""
    from importlib.resources import as_file

    from coopatlas import content, questions, terminal
    from coopatlas.store import Store

    spoken = lang or terminal.language()
    with as_file(content.documents()) as folder, Store.open(store, create=True) as opened:
        cli_support.built([str(folder)], opened, processes)
        terminal.summary(opened, spoken)
        for name, given in DEMO_QUESTIONS.items():
            terminal.answer(questions.ask(opened, questions.load()[name], given), spoken)
            print("coopatlas ask", name, *(f"--set {key}={value}" for key, value in given.items()))
        print(cli_support.drawn(opened, "network", output, spoken))


@app.command()
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
    reader: Reader = "rules",
    judgements: Judgements = None,
) -> None:
    """Read documents into a store; again reads only what changed."""
    from coopatlas import terminal
    from coopatlas.intake import Upkeep
    from coopatlas.store import Store

    given = cli_support.given(lang, (title, published, source), columns, len(paths))
    judged = cli_support.judgements(store, judgements)
    with cli_support.model_of(reader) as model, Store.open(store, create=True) as opened:
        events = cli_support.built(paths, opened, processes, given, model, judged, Upkeep(prune=prune))
        terminal.counts(opened, terminal.language())
        terminal.outcomes(events, opened)
    if any(event.outcome == "failed" for event in events):
        raise typer.Exit(2)


@app.command()
def update(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="What is followed, and the store.")] = "coopatlas.toml",
    processes: Processes = None,
    judgements: Judgements = None,
) -> None:
    """Read what the project's coopatlas.toml lists since last time, and tell in one line what came of it.

    Exits with 0, or with 2 where something could not be read; all else is read nevertheless.
    """
    from coopatlas import subscriptions, terminal
    from coopatlas.intake import Upkeep
    from coopatlas.store import Store

    project = subscriptions.read(file)
    upkeep = Upkeep(prune=project.prune, only_changed=True)
    judged = cli_support.judgements(project.store, judgements)
    events = []
    with Store.open(project.store, create=True) as opened:
        for one in project.subscriptions:
            events += cli_support.built(one.paths, opened, processes, one.given, judged=judged, upkeep=upkeep)
        print(terminal.updated(events, opened))
    if any(event.outcome == "failed" for event in events):
        raise typer.Exit(2)


@app.command()
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
) -> None:
    """Tell what is newly said, newly signed, newly contradicted since a day; as an Atom feed too."""
    from coopatlas import atom, formats, questions, terminal
    from coopatlas.store import Store

    spoken = lang or terminal.language()
    with Store.open(store, read_only=True) as opened:
        asked = {"since": since, **({"about": about} if about else {})}
        answer = questions.ask(opened, questions.load()["new"], asked, terminal.ROWS if form == "table" else None)
        if form == "table":
            terminal.answer(answer, spoken)
            return
    text = atom.feed(answer, spoken) if form == "atom" else formats.FORMATS[form](answer, spoken)
    cli_support.written(output, text.encode())


@app.command()
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
    from coopatlas import terminal
    from coopatlas.errors import LeftOutError

    if reader == "rules":
        cli_support.end_at_once()
    failed = False
    with cli_support.model_of(reader) as model:
        given = cli_support.given(lang, (title, published, source), columns, len(paths))
        for outcome in cli_support.read(paths, given, model):
            if isinstance(outcome, DocumentError):
                failed = failed or not isinstance(outcome, LeftOutError)
                terminal.note(f"coopatlas: {outcome}")
                continue
            document, facts = outcome
            for told in document.notes:
                terminal.note(f"{document.name}: {told}")
            if not facts:
                terminal.note(f"{document.name}: no facts found")
            elif form == "table":
                terminal.facts(document, facts, why=why)
            for fact in facts if form == "jsonl" else ():
                print(json.dumps(fact.record(document.name), ensure_ascii=False), flush=True)
    if failed:
        raise typer.Exit(2)


@app.command()
def ask(
    question: Annotated[
        str,
        typer.Argument(
            help="A question's name or words of its title; none lists them.", autocompletion=completion.questions
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
) -> None:
    """Ask a question of the catalogue."""
    from coopatlas import formats, questions, terminal
    from coopatlas.store import Store

    cli_support.end_at_once()
    spoken = lang or terminal.language()
    if not question.strip():
        terminal.catalogue(spoken)
        return
    with Store.open(store, read_only=True) as opened:
        shown = limit or (terminal.ROWS if form == "table" else None)
        answer = questions.ask(opened, questions.find(question), cli_support.parameters(given or []), shown)
        if form == "table":
            terminal.answer(answer, spoken)
        else:
            print(formats.FORMATS[form](answer, spoken), end="")
        if evidence and form == "table":
            terminal.evidence(opened, answer, spoken)
    if required and not answer.stated:
        raise typer.Exit(1)


@app.command()
def sparql(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A file with a query, or - for standard input.")],
    store: StoreFolder = STORE,
    form: TableFormat = "table",
) -> None:
    """Answer a SPARQL query; the default graph is that of asserted statements. ASK exits with 1 for no."""
    from coopatlas import terminal
    from coopatlas.store import Store

    cli_support.end_at_once()
    text = cli_support.query(file)
    with Store.open(store, read_only=True) as opened:
        solutions = opened.query(text)
    terminal.solutions(solutions, form)
    if solutions.columns == ("answer",) and str(solutions.rows[0][0]) == "false":
        raise typer.Exit(1)


@app.command()
def view(
    name: Annotated[
        str, typer.Argument(metavar="[VIEW]", help="The view to draw.", autocompletion=completion.views)
    ] = "network",
    output: Annotated[str, typer.Option("-o", "--output", help="The page to write.")] = "coopatlas.html",
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
    shown: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Draw a view as one page that opens with no network."""
    from coopatlas import terminal, views
    from coopatlas.store import Store

    spoken = lang or terminal.language()
    if listed:
        known = map(views.load, views.names())
        terminal.table(("view", "title", "about"), [(one.name, one.title[spoken], one.about[spoken]) for one in known])
        return
    views.load(name)  # an unknown name is told before a store is asked for
    if since and until and since > until:
        raise QuestionError("--since", f"{since} is later than {until}", "let --since come before --until")
    with Store.open(store, read_only=True) as opened:
        focus = views.Focus(views.entities(opened, around or ()), hops, since, until, limit)
        page = cli_support.drawn(opened, name, output, spoken, focus, boundaries)
    if output != "-":
        print(page)
    if shown and output != "-":
        import webbrowser

        webbrowser.open(page.as_uri())


@app.command()
def validate(
    store: StoreFolder = STORE,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="The form of the output.")] = "table",
    lang: Language = None,
) -> None:
    """Check what a store holds against the shapes; exits with 1 where something contradicts itself."""
    from coopatlas import terminal, validate
    from coopatlas.store import Store

    spoken = lang or terminal.language()
    with Store.open(store, read_only=True) as opened:
        found = [one for record in opened.documents() for one in validate.violations(opened.graph(record))]
    if form == "json":
        print(json.dumps([one.record() for one in found], ensure_ascii=False, indent=1))
    else:
        terminal.violations(found, spoken)
    if any(violation.fatal for violation in found):
        raise typer.Exit(1)


@app.command()
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
    from coopatlas import export, terminal
    from coopatlas.reasoning import consistency
    from coopatlas.store import Store

    if output and not rules:
        raise QuestionError("-o", "only what follows by rule is written", "add --rules")
    with Store.open(store) if rules or documents else nullcontext() as opened:
        statements = cli_support.statements(opened, documents or ())
        report = consistency.by_rules(statements) if rules else consistency.by_hermit(statements)
        terminal.verdict(opened, report, lang or terminal.language(), form)
    if output and report.sound:
        path = cli_support.written(output, export.inferred(report.inferred))
        if form == "table":
            print(path)
    if not report.sound:
        raise typer.Exit(1)


@app.command()
def ontology(
    output: Annotated[str, typer.Option("-o", "--output", help="The page to write.")] = "ontology.html",
    store: Annotated[
        str | None, typer.Option("--store", metavar="FOLDER", help="A store to take examples from.")
    ] = None,
    lang: Language = None,
) -> None:
    """Check the ontology by its rules and write its documentation as one page; exits with 1 where a rule is broken."""
    from tempfile import TemporaryDirectory

    from coopatlas import hygiene, ontology, terminal
    from coopatlas.store import Store

    with TemporaryDirectory() as empty, Store.open(store or empty, create=store is None) as opened:
        print(cli_support.written(output, ontology.page(opened).encode()))
    found = hygiene.findings()
    terminal.findings(found, lang or terminal.language())
    if found:
        raise typer.Exit(1)


@app.command()
def info(
    store: StoreFolder = STORE,
    documents: Annotated[bool, typer.Option("--documents", help="List the documents.")] = False,
    lang: Language = None,
) -> None:
    """Count what a store holds."""
    from coopatlas import terminal
    from coopatlas.store import Store

    cli_support.end_at_once()
    with Store.open(store, read_only=True) as opened:
        if documents:
            rows = [(one.name, one.digest, one.read_at, one.reader) for one in opened.documents()]
            terminal.table(("document", "digest", "read at", "reader"), rows)
        else:
            terminal.counts(opened, lang or terminal.language())


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="nq, trig, ttl, jsonld, graphml, gexf or csv.")] = "nq",
    output: Annotated[str, typer.Option("-o", "--output", help="The file to write, - for standard output.")] = "-",
    store: StoreFolder = STORE,
) -> None:
    """Write a store as RDF, as a graph for graph programs, or as a table of claims."""
    from coopatlas.export import export
    from coopatlas.store import Store

    cli_support.end_at_once()
    with Store.open(store, read_only=True) as opened:
        data = export(opened, form)
    cli_support.written(output, data)


@app.command()
def train(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Folders of .json documents with gold facts.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Else the reader's own file.")] = None,
) -> None:
    """Train the learned part of the reader on documents with gold facts; scikit-learn must be installed."""
    from coopatlas import training
    from coopatlas.evaluate.gold import read

    training.write([one for folder in gold for one in read(folder)], out, print)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of .json documents with gold facts.")],
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
) -> None:
    """Measure a reader on documents with gold facts: precision, recall and F1 by kind, role and language."""
    from coopatlas import evaluate, terminal
    from coopatlas.evaluate import report
    from coopatlas.evaluate.gold import predictions as predicted
    from coopatlas.evaluate.gold import read

    spoken, wanted = lang or terminal.language(), read(gold)
    if predictions:
        found = predicted(predictions, wanted)
    else:
        with cli_support.model_of(reader) as model:
            asked = (one.document for one in wanted if misses in (None, one.document.name))
            found = {document.name: cli_support.facts(document, model) for document in asked}
    evaluation = evaluate.evaluate(wanted, found)
    shown = report.misses(evaluation, misses, spoken) if misses else report.summary(evaluation, spoken)
    if form == "table":
        terminal.table(shown.headings, shown.rows)
        print(shown.note)
    else:
        print(shown.to_json() if form == "json" else shown.to_markdown(), end="")


@app.command()
def forget(document: str, store: StoreFolder = STORE) -> None:
    """Withdraw a document and all that it alone holds."""
    from coopatlas import reprints
    from coopatlas.store import Store

    with Store.open(store) as opened:
        opened.forget(document)
        reprints.link(opened)


@app.command()
def judge(
    first: Annotated[str, typer.Argument(metavar="NAME", help="A name, a name @ a document, or an IRI (id:person-…).")],
    second: Annotated[str, typer.Argument(metavar="NAME", help="Another.")],
    same: Annotated[bool, typer.Option("--same/--different", help="Whether the two are one.")],
    because: Annotated[str, typer.Option("--because", metavar="WHY", help="The reason.")] = "",
    who: Annotated[str, typer.Option("--who", metavar="NAME", envvar="USER", help="Who judges.")] = "",
    kind: Annotated[
        Literal["person", "organization", "territory", "place", "union", "goods", "event"],
        typer.Option("--kind", help="What is named; an event by the IRI of what is told of it (id:meeting-…)."),
    ] = "person",
    store: StoreFolder = STORE,
    judgements: Judgements = None,
) -> None:
    """Note that two names, or two tellings of events, mean the same or not; every later build obeys."""
    verdict = "same" if same else "different"
    entry = {"verdict": verdict, "kind": kind, "first": first, "second": second, "who": who, "why": because}
    print(cli_support.judged(store, judgements, entry))
