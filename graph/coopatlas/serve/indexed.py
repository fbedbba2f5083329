"""The index of names and words, which a worker of `Atlas.names` keeps, and brings up to date when the store changes.

That is done in steps, so that one can search before all documents are in it.
"""

from coopatlas.search import Index
from coopatlas.store import Store

_INDEX = Index()
_CURRENT: list[Store] = []
"""The opening of the store that the index is of, where it is of one."""
_STEP = 200
"""The documents that are learnt at once, in less than a second."""


def of(store: Store) -> Index:
    """Return the index of a store, of which a process has one; it has what was prepared, or all where nothing was."""
    if not _CURRENT:
        _INDEX.update(store)
        _CURRENT[:] = [store]
    return _INDEX


def prepare(store: Store) -> int:
    """Bring the index a step nearer to the store; return how many documents are left."""
    if not _CURRENT or _CURRENT[0] is not store:
        _INDEX.compare(store)
        _CURRENT[:] = [store]
    _INDEX.learn(store, _STEP)
    return _INDEX.left
