"""Where documents come from: files, folders, standard input, addresses, and whether a file changed since last time."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import file_digest
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

    @property
    def digest(self) -> str:
        """What tells the bytes of a file from others; empty where they can be read but once, as those of a pipe."""
        if self.is_address or not Path(self.path).is_file():
            return ""
        try:
            with Path(self.path).open("rb") as file:
                return file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""


def found(paths: Iterable[str]) -> Iterator[Place | DocumentError]:
    """Yield the places of paths, those of a folder sorted, hidden ones left out."""
    for path in paths:
        if path != "-" and not _ADDRESS.match(path) and Path(path).is_dir():
            yield from _listed(path)
        else:
            yield Place(path)


def _listed(folder: str) -> Iterator[Place | DocumentError]:
    """Yield the files of a folder, then those of its folders; without recursion, for a tree may be deep."""
    empty = True
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            problem = f"the folder cannot be listed ({error.strerror})"
            yield DocumentError(place[:200], problem, "check its permissions and its name")
            empty = False
            continue
        folders = [entry for entry in entries if _is_folder(entry)]
        waiting += [entry.path for entry in reversed(folders) if not _is_hidden(entry.name)]
        for entry in entries:
            if entry not in folders and not _is_hidden(entry.name) and not _is_special(entry.path):
                empty = False
                yield Place(entry.path, listed=True)
    if empty:
        yield DocumentError(folder, "the folder holds no documents", "put files there")


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        # A link to a folder may lead in a circle.
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _WORKING


def _is_special(path: str) -> bool:
    """Tell a pipe, a socket or a device, from which nothing may ever come, from a file or a link to nowhere."""
    try:
        return Path(path).exists() and not Path(path).is_file()
    except OSError:
        return False
