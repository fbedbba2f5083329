"""What every route has at hand, as `request.app.state.atlas`: the workers, and the settings."""

from pathlib import Path

from starlette.requests import Request

from coopatlas.serve.settings import Settings
from coopatlas.serve.workers import Pool
from coopatlas.store import opening


class Atlas:
    """A store that is served.

    A page is made by a function of a store, which runs in a worker: `await atlas.pages.run(function, *args)`, where
    `function(store, *args)` stands in a module, and what goes in and comes out can be pickled. `atlas.queries` does the
    same for what comes from outside, SPARQL above all, so that nobody's query keeps a page waiting.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.pages = Pool(folder, settings)
        self.queries = Pool(folder, settings)

    @property
    def state(self) -> str:
        """What changes with each commit."""
        return opening.state(self.folder)

    async def start(self) -> None:
        """Start the workers."""
        await self.pages.start()
        await self.queries.start()

    def close(self) -> None:
        """End the workers."""
        self.pages.close()
        self.queries.close()


def of(request: Request) -> Atlas:
    """Return the atlas that a request is about."""
    atlas: Atlas = request.app.state.atlas
    return atlas
