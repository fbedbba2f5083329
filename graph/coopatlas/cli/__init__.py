"""The command line: each verb parses, calls and prints. What it needs is imported when it runs."""

import sys
from typing import Annotated

import typer

from coopatlas.cli import (
    asking,
    checking,
    comparing,
    drawing,
    options,
    reading,
    reviewing,
    serving,
    statistics,
    support,
)
from coopatlas.errors import CoopatlasError
from coopatlas.sanitize import line

# Rich markup would cost the help a quarter of a second.
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)
for _verb in (
    asking.demo,
    reading.build,
    reading.update,
    asking.new,
    reading.extract,
    asking.ask,
    asking.search,
    asking.story,
    asking.sparql,
    comparing.check,
    comparing.match,
    drawing.view,
    checking.validate,
    checking.reason,
    drawing.ontology,
    asking.info,
    serving.serve,
    drawing.export,
    statistics.releases,
    statistics.link,
    reading.train,
    reading.evaluate,
    reading.forget,
    reviewing.judge,
):
    app.command()(_verb)
app.command("import")(statistics.import_)
app.add_typer(reviewing.app, name="review")


@app.callback()
def _told(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=support.version, is_eager=True, help="Tell the version and end."),
    ] = False,
    content: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="Questions and views of your own, in queries/ and visualizations/; else as coopatlas.toml says.",
        ),
    ] = None,
) -> None:
    support.use(content)


def main() -> None:
    """Run the command line: exit code 0, 1 for an answer that is no, 2 for an error, told in one line."""
    support.open_streams()
    options.begin()
    try:
        code = _run()
        sys.stdout.flush()
    except OSError as error:
        if not support.is_of_output(error):
            raise
        print(
            line(f"coopatlas: the output cannot be written ({error.strerror}); what was stored is kept"),
            file=sys.stderr,
        )
        code = 2
        support.drop_output()
    raise SystemExit(code)


def _run() -> int | str | None:
    try:
        app()
    except SystemExit as done:
        return done.code
    except CoopatlasError as error:
        from coopatlas.cli import messages

        print(line(f"coopatlas: {messages.told(error, options.language())}"), file=sys.stderr)
        return 2
    return 0
