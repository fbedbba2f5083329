"""An atlas of regional economic cooperation: documents in, an evidence-backed knowledge graph out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from coopatlas.atlas import Atlas

__version__ = "0.1.0"


def open(folder: "str | Path" = "coopatlas-store") -> "Atlas":  # noqa: A001  as one says it: coopatlas.open
    """Open the store in a folder to be asked; raises `coopatlas.errors.StoreError` where there is none."""
    # Here, so that `import coopatlas` is instant.
    from coopatlas.atlas import Atlas

    return Atlas.open(folder)
