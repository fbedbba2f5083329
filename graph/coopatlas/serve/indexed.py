"""The names and words of a store: those of its index, else such as a worker of `Atlas.names` keeps for itself.

These are brought up to date in steps, so that one can search before all documents are in them.
"""

from coopatlas import index
from coopatlas.index import filling
from coopatlas.index.fulltext import FullText
from coopatlas.store import Store

_OWN: list[FullText] = []
_CURRENT: list[Store] = []
"""The opening of the store that the own ones are of, where they are of one."""
_STEP = 200
"""The documents that are learnt at once, in less than a second."""


def of(store: Store) -> FullText:
    """Return the names and words of a store; own ones have what was prepared, or all where nothing was."""
    if _CURRENT and _CURRENT[0] is store:
        return index.texts(store) or _OWN[0]
    return index.learnt(store)


def prepare(store: Store) -> int:
    """Bring the own names and words a step nearer to a store that has no index; return how many documents are left."""
    if index.texts(store):
        _OWN.clear()
        _CURRENT.clear()
        return 0
    if not _OWN:
        _OWN[:] = [index.texts_apart(store)]
    if not _CURRENT or _CURRENT[0] is not store:
        _OWN[0].compare(store, filling.stamps(store))
        _CURRENT[:] = [store]
    _OWN[0].learn(store, _STEP)
    return _OWN[0].left
