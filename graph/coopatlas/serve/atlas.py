"""What every route has at hand, as `request.app.state.atlas`: the workers, and the settings."""

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Concatenate, ParamSpec, TypeVar, cast

import pyoxigraph as ox
from starlette.requests import Request

from coopatlas.review import log
from coopatlas.serve import indexed
from coopatlas.serve.kept import Kept
from coopatlas.serve.settings import Settings
from coopatlas.serve.workers import NICE, Pool
from coopatlas.store import Store, opening

P = ParamSpec("P")
T = TypeVar("T")

_WRITING = 120.0
"""The seconds that a change may take: it is ended only where it never would."""
_DUMPING = 3600.0
"""The seconds that a dump may take."""
_KEPT = 32 << 20
"""The bytes of pages, and of answers to queries, that are kept for those who ask for the same again."""


class Atlas:
    """A store that is served.

    `names` are what is looked up in the index of names and words (`indexed.of`), which only its worker keeps.

    A page is made by a function of a store, which runs in a worker: `await atlas.pages.run(function, *args)`, where
    `function(store, *args)` stands in a module, and what goes in and comes out can be pickled. `atlas.queries` does the
    same for what comes from outside, SPARQL above all, so that nobody's query keeps a page waiting.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.pages = Pool(folder, settings)
        self.queries = Pool(folder, settings, nice=NICE)
        # The index is large where the store is.
        ample = replace(settings.limits, memory=4 * settings.limits.memory)
        self.names = Pool(folder, replace(settings, limits=ample), indexed.prepare, one_by_one=True)
        self.reading = Pool(folder, settings, one_by_one=True)
        self._writing = Pool(
            folder,
            replace(settings, limits=replace(settings.limits, seconds=_WRITING)),
            one_by_one=True,
            changes=True,
        )
        self._dumping = Pool(
            folder, replace(settings, limits=replace(settings.limits, seconds=_DUMPING)), one_by_one=True
        )
        self._pools = self.pages, self.queries, self.names, self.reading, self._writing, self._dumping
        self.kept: Kept[bytes] = Kept(_KEPT, rest=settings.limits.seconds)
        self.results: Kept[tuple[str, bytes]] = Kept(_KEPT)
        """Answers of queries: their media types and themselves."""
        self._dumps = TemporaryDirectory(prefix="coopatlas-", ignore_cleanup_errors=True)

    @property
    def log(self) -> Path:
        """The log of people's decisions."""
        return Path(self.settings.decisions) if self.settings.decisions else log.beside(self.folder)

    @property
    def state(self) -> str:
        """What changes with each commit."""
        return opening.state(self.folder)

    def start(self) -> None:
        """Begin to start the workers; who asks before they are there waits for them."""
        self._starting = [asyncio.create_task(pool.start()) for pool in (self.pages, self.queries, self.names)]

    def close(self) -> None:
        """End the workers."""
        for pool in self._pools:
            pool.close()
        self._dumps.cleanup()

    async def change(self, function: Callable[Concatenate[Store, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Let a function change the store, and return what it returns; who asks afterwards sees it."""
        result = await self._writing.run(function, *args, **named)
        for pool in self._pools:
            pool.change += 1
        return result

    async def dump(self) -> Path:
        """Return the file of all statements, which is made when somebody asks for it and the store has changed."""
        name = f"{self.state}.nq.gz"
        file = Path(self._dumps.name) / name
        if not file.is_file():
            await self._dumping.run(dumped, str(file))
        return file


def dumped(store: Store, file: str) -> None:
    """Write all statements but those of the catalogue into a file, and remove those written before."""
    place = Path(file)
    if place.is_file():
        return  # somebody asked a moment before
    for old in place.parent.iterdir():
        old.unlink()
    part = place.with_suffix(".part")
    with gzip.open(part, "wb", compresslevel=3) as out:
        ox.serialize(store.quads(), cast("IO[bytes]", out), ox.RdfFormat.N_QUADS)
    part.rename(place)


def of(request: Request) -> Atlas:
    """Return the atlas that a request is about."""
    atlas: Atlas = request.app.state.atlas
    return atlas


def address(request: Request) -> str:
    """Return under which address the server is reached, with `/` at its end."""
    return (of(request).settings.base or str(request.base_url)).rstrip("/") + "/"
