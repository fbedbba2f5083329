"""Where documents come from: files, folders, standard input, addresses, and whether a file changed since last time."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coopatlas.errors import DocumentError

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_WORKING = frozenset({"__pycache__", "node_modules", "__MACOSX"})


@dataclass(frozen=True, slots=True)
class Place:
    """A file, `-` or an address as it was given; `listed` where a folder was given and it was found there."""

    path: str
    listed: bool = False

    @property
    def is_address(self) -> bool:
        """Whether it is to be fetched."""
        return bool(_ADDRESS.match(self.path))

    @property
    def location(self) -> str | None:
        """Where it is, however it was spelt: an address, or the URI of a file; None for standard input."""
        if self.path == "-":
            return None
        return self.path if self.is_address else Path(os.path.abspath(self.path)).as_uri()  # noqa: PTH100

    @property
    def state(self) -> str | None:
        """What changes when the file changes: its size and time; None where that is unknown."""
        if self.path == "-" or self.is_address:
            return None
        try:
            found = Path(self.path).stat()
        except OSError:
            return None
        return f"{found.st_size}:{found.st_mtime_ns}"


def found(paths: Iterable[str]) -> Iterator[Place | DocumentError]:
    """Yield the places of paths, those of a folder sorted, hidden ones left out."""
    for path in paths:
        if path != "-" and not _ADDRESS.match(path) and Path(path).is_dir():
            yield from _listed(path)
        else:
            yield Place(path)


def _listed(folder: str) -> Iterator[Place | DocumentError]:
    empty = True
    unlisted: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=unlisted.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _WORKING)
        for name in sorted(files):
            # os.path keeps the path as it was given, «./» included.
            path = os.path.join(place, name)  # noqa: PTH118
            if not name.startswith((".", "~$")) and not _is_special(path):
                empty = False
                yield Place(path, listed=True)
    for error in unlisted:
        yield DocumentError(str(error.filename), "the folder cannot be listed", "check its permissions")
    if empty and not unlisted:
        yield DocumentError(folder, "the folder holds no documents", "put files there")


def _is_special(path: str) -> bool:
    """Tell a pipe, a socket or a device, from which nothing may ever come, from a file or a link to nowhere."""
    try:
        return Path(path).exists() and not Path(path).is_file()
    except OSError:
        return False
