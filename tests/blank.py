"""Empty stores for tests, copied from one that is made once: loading the reference data takes half a second."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coopatlas.store import Store

_KEPT: list[TemporaryDirectory[str]] = []
"""Removed when the process ends."""


def new(folder: Path) -> Store:
    """Return an empty store in a folder that is not there yet."""
    shutil.copytree(_made(), folder)
    return Store.open(folder)


@cache
def _made() -> Path:
    _KEPT.append(TemporaryDirectory())
    path = Path(_KEPT[0].name) / "store"
    Store.open(path, create=True).close()
    return path
