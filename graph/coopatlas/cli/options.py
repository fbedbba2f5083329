"""Arguments and options that several verbs take."""

import os
from typing import Annotated, Literal

import typer

_SPOKEN: list[str] = []
"""The language that was asked for, which errors follow; the last counts."""


def begin() -> None:
    """Forget what a run before this one in the same process asked for."""
    _SPOKEN.clear()


_RUSSIAN_READ = ("ru", "be", "kk", "ky", "uz", "tg")


def spoken(lang: str | None) -> str | None:
    """Keep the language that is asked for, for errors."""
    if lang:
        _SPOKEN.append(lang)
    return lang


def language() -> str:
    """Return the language of the output: that which was asked for, else that of the locale."""
    return _SPOKEN[-1] if _SPOKEN else of_locale()


def of_locale() -> str:
    """Return `ru` where the locale's language is one whose speakers are likelier to read Russian, else `en`."""
    locale = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "")
    return "ru" if locale[:2] in _RUSSIAN_READ else "en"


Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or - for standard input.")]
StoreFolder = Annotated[
    str, typer.Option("--store", metavar="FOLDER|URL", help="The folder of the store, or a server of SPARQL 1.1.")
]
DocumentLanguage = Annotated[
    Literal["ru", "en", "kk"] | None,
    typer.Option("--lang", help="The language of the documents; detected if left out."),
]
Language = Annotated[
    Literal["ru", "en"] | None,
    typer.Option("--lang", help="The language of the output; else that of the locale.", callback=spoken),
]
Title = Annotated[str | None, typer.Option(help="The title of the document, where it tells none or a wrong one.")]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="When the documents were published.")]
Source = Annotated[str | None, typer.Option(metavar="NAME|URL", help="Who published the documents.")]
Columns = Annotated[
    str | None,
    typer.Option(metavar="ROLE=HEADING,...", help="Columns of a table: text, title, date, link, lang, id."),
]
Processes = Annotated[int | None, typer.Option(min=1, help="Processes that read; one for each core if left out.")]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="tcp://HOST:PORT", help="A Dask scheduler whose workers read; this process writes."),
]
Reader = Annotated[
    Literal["rules", "llm", "both"],
    typer.Option(
        "--reader",
        help="Who reads: the rules, the language model named by COOPATLAS_LLM_URL and _MODEL, or both side by side.",
    ),
]
DecisionsFile = Annotated[
    str | None,
    typer.Option(
        "--decisions", metavar="FILE", help="What people decided; decisions.jsonl beside the store if left out."
    ),
]
TableFormat = Annotated[Literal["table", "csv", "json", "md"], typer.Option("--format", help="The form of the output.")]
Seconds = Annotated[
    float, typer.Option("--seconds", min=0, help="How long the store may take to answer; 0 for as long as it likes.")
]
After = Annotated[int, typer.Option("--after", metavar="ROWS", min=0, help="How many rows were shown before.")]
SECONDS = 60.0
STORE = "coopatlas-store"
