"""The index of names and words, which a worker of `Atlas.names` keeps, and brings up to date when the store changes."""

from coopatlas.search import Index
from coopatlas.store import Store

_INDEX = Index()
_CURRENT: list[Store] = []
"""The opening of the store that the index is of, where it is of one."""


def of(store: Store) -> Index:
    """Return the index of a store, of which a process has one."""
    if not _CURRENT or _CURRENT[0] is not store:
        _INDEX.update(store)
        _CURRENT[:] = [store]
    return _INDEX


def prepare(store: Store) -> None:
    """Bring the index up to date."""
    of(store)
