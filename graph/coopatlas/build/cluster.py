"""Reading on many machines by Dask: the workers of a scheduler in the place of processes of this machine."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any

from coopatlas.errors import DocumentError

ATTEMPTS = 3
"""How often a task is given to another worker when one is lost."""
SECONDS = 10
"""How long a scheduler may take to answer."""
_INSTALL = "install the extra: pip install 'coopatlas[cluster]'"


class Workers:
    """The workers of a scheduler, as an executor."""

    def __init__(self, client: Any, executor: Executor) -> None:
        self._client = client
        self._executor = executor

    def __len__(self) -> int:
        """Return how many workers there are now."""
        return max(1, len(self._client.nthreads()))

    def submit(self, work: Callable[..., Any], *arguments: object) -> "Future[Any]":
        """Let a worker do something."""
        return self._executor.submit(work, *arguments)


@contextmanager
def workers(address: str, read_by: Callable[[], str]) -> Iterator[Workers]:
    """Connect to a scheduler; raises `DocumentError` where it cannot be reached or its workers would not read alike.

    `read_by` tells what identifies the reader; it must be the same on every worker as here.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise DocumentError("--scheduler", "Dask is not installed", _INSTALL) from error
    connect: Any = Client  # Dask tells no types
    try:
        client = connect(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        problem = f"no scheduler answers ({type(error).__name__})"
        raise DocumentError(address, problem, "start one: dask scheduler; dask worker ADDRESS --nthreads 1") from error
    with client:
        _check(address, client, read_by)
        try:
            yield Workers(client, client.get_executor(pure=False, retries=ATTEMPTS))
        except KilledWorker as error:
            problem = f"the workers end over one task ({error})"
            raise DocumentError(address, problem, "look at their logs; what was committed is kept") from error


def _check(address: str, client: Any, read_by: Callable[[], str]) -> None:
    threads = client.nthreads()
    if not threads:
        raise DocumentError(address, "the scheduler has no workers", "start some: dask worker ADDRESS --nthreads 1")
    if any(count != 1 for count in threads.values()):
        raise DocumentError(address, "a worker has several threads", "start them with --nthreads 1, several a machine")
    own = read_by()
    strange = sorted(worker for worker, told in client.run(read_by).items() if told != own)
    if strange:
        raise DocumentError(address, f"{strange[0]} has another coopatlas", "install the same version everywhere")
