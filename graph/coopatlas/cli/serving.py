"""The verb that serves a store over HTTP."""

from typing import Annotated

import typer

from coopatlas.cli.options import STORE, DecisionsFile, StoreFolder

_SHORTEST = 16
"""The characters of the shortest token that is taken: nothing else stands between a guesser and the desk."""


def serve(
    store: StoreFolder = STORE,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8010,
    base: Annotated[
        str,
        typer.Option(metavar="URL", envvar="COOPATLAS_BASE", help="The address under which others reach the server."),
    ] = "",
    allow: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name that the server has beside those of this machine.")
    ] = None,
    origin: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="A web page whose scripts may read the answers; * for any.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes for pages, and as many for SPARQL.")] = 2,
    seconds: Annotated[
        float,
        typer.Option(
            min=0.1, help="How long a query may work; by the clock 4 times that, if it waits for a processor."
        ),
    ] = 20,
    memory: Annotated[int, typer.Option(min=64, metavar="MB", help="The memory that a query may take.")] = 2048,
    patience: Annotated[float, typer.Option(min=0.1, help="The seconds that a query may wait for its turn.")] = 20,
    answer: Annotated[int, typer.Option(min=1, metavar="MB", help="The length that an answer may have.")] = 64,
    token: Annotated[
        str,
        typer.Option(envvar="COOPATLAS_TOKEN", help="Switches SPARQL Update on, for who sends this as a bearer token."),
    ] = "",
    review_token: Annotated[
        str,
        typer.Option(envvar="COOPATLAS_REVIEW_TOKEN", help="Opens the review desk to those who know it."),
    ] = "",
    decisions: DecisionsFile = None,
) -> None:
    """Serve a store over HTTP: pages in a browser, SPARQL, linked data, reconciliation."""
    from importlib.util import find_spec

    from coopatlas.errors import QuestionError, StoreError

    for name, secret in (("--token", token), ("--review-token", review_token)):
        if 0 < len(secret) < _SHORTEST:
            remedy = "python -c 'import secrets; print(secrets.token_urlsafe())' makes one"
            raise QuestionError(name, f"a token of fewer than {_SHORTEST} characters is soon guessed", remedy)
    if missing := [name for name in ("starlette", "uvicorn", "jinja2") if find_spec(name) is None]:
        raise StoreError("serve", f"{', '.join(missing)} is not installed", "pip install 'coopatlas[serve]'")
    from coopatlas.serve import app
    from coopatlas.serve.settings import Limits, Settings

    settings = Settings(
        host=host,
        port=port,
        base=base,
        hosts=tuple(allow or ()),
        origins=tuple(origin or ()),
        workers=workers,
        limits=Limits(seconds=seconds, memory=memory << 20, answer=answer << 20),
        patience=patience,
        token=token,
        review_token=review_token,
        decisions=decisions or "",
    )
    app.run(store, settings)
