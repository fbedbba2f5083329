"""The verb that serves a store over HTTP."""

from typing import Annotated

import typer

from coopatlas.cli.options import STORE, StoreFolder


def serve(
    store: StoreFolder = STORE,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8010,
) -> None:
    """Serve a store over HTTP: pages in a browser, SPARQL, linked data, reconciliation."""
    from importlib.util import find_spec

    from coopatlas.errors import StoreError

    if missing := [name for name in ("starlette", "uvicorn", "jinja2") if find_spec(name) is None]:
        raise StoreError("serve", f"{', '.join(missing)} is not installed", "pip install 'coopatlas[serve]'")
    from coopatlas.serve import app
    from coopatlas.serve.settings import Settings

    app.run(store, Settings(host=host, port=port))
