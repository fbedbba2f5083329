"""The pages for people."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from coopatlas.serve import atlas, rendering
from coopatlas.store import Store


async def start(request: Request) -> Response:
    """Say what there is."""
    return rendering.page(request, "start.html", counts=await atlas.of(request).pages.run(counts))


def counts(store: Store) -> dict[str, Any]:
    """Return how much a store holds."""
    return {"documents": store.count()}


async def entity(request: Request, name: str) -> Response:
    """Tell of the thing with this IRI."""
    return rendering.page(request, "start.html", counts=await atlas.of(request).pages.run(counts), name=name)


ROUTES: list[BaseRoute] = [Route("/", start)]
