"""The folder of a store, opened to write or to read; what the database says in its own words is said in ours."""

import os
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from coopatlas.errors import StoreError

INDEX = "index.sqlite"
"""The file in the folder of a store that holds it once more, to be asked quickly; derived, and made anew when gone."""
_ATTEMPTS, _PAUSE = 5, 0.1
"""How often it is tried to open a database to read beside one that writes, and the seconds between."""
_LONG = 1 << 20
"""The bytes of a journal that takes longer to work off than all else that opening does."""


def to_write(folder: Path) -> ox.Store:
    """Open a database for one process alone; raises `StoreError`."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return ox.Store(folder)
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreError(str(folder), "another process has the store open", "wait until it has ended") from error
        raise StoreError(
            str(folder), f"the store cannot be opened ({error})", "check the folder and the disk"
        ) from error


def to_read(folder: Path) -> ox.Store:
    """Open a database as it is now, beside whoever has it open; raises `StoreError`."""
    for left in reversed(range(_ATTEMPTS)):
        try:
            return ox.Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:
            # Whoever opens or closes it to write replaces files that are looked for: the engine says «corruption».
            if not left:
                remedy = "ask again; if that does not help, check the folder and the disk"
                raise StoreError(str(folder), f"the store cannot be opened ({error})", remedy) from error
            time.sleep(_PAUSE)
    raise AssertionError("the last attempt returns or raises")


def state(folder: Path) -> str:
    """Return what changes with each commit, whoever makes it: the sizes and times of the files that a commit writes."""
    stamps = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".log") or entry.name.startswith("MANIFEST-"):
                with suppress(OSError):  # the database removes what it has compacted
                    found = entry.stat()
                    stamps.append(f"{entry.name} {found.st_size} {found.st_mtime_ns}")
    return sha256("\n".join(sorted(stamps)).encode()).hexdigest()[:16]


def settle(folder: Path) -> None:
    """Let a database that was closed put its journal in order: whoever opens it to read works a long one off first."""
    with suppress(OSError):
        if sum(journal.stat().st_size for journal in folder.glob("*.log")) > _LONG:
            ox.Store(folder)


def without_old_logs(folder: Path) -> None:
    """Remove the logs of former openings, of which the database leaves one each time."""
    with suppress(OSError):
        for log in folder.glob("LOG.old.*"):
            log.unlink(missing_ok=True)


def without_cut_loads(folder: Path) -> None:
    """Remove what a bulk load that was cut short left behind; only who writes may, alone in the folder."""
    with suppress(OSError):
        for part in folder.glob("bulk-*.sst"):
            part.unlink(missing_ok=True)


def unwritten(path: Path, error: OSError) -> StoreError:
    """Return the error of a database that could not be written."""
    remedy = "free space on the disk and run again; what was committed before is kept"
    return StoreError(str(path), f"the store cannot be written ({error})", remedy)
