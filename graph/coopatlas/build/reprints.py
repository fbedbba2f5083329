"""Links reprints to their originals, so that a question counts newsrooms and not copies."""

from coopatlas.documents import near_copies
from coopatlas.documents.near_copies import Told
from coopatlas.store import Store


def link(store: Store) -> int:
    """Link every near copy of a store to the document that came first, and return how many copies there are.

    The first is the one with the earliest day, then the longest text; so the links do not depend on the order in which
    documents came in. Nothing is done where nothing came or went since last time.
    """
    if not store.unlinked:
        return len(store.reprints())
    known = {digest: Told(digest, signature, _order(store, digest)) for digest, signature in store.signatures()}
    originals = near_copies.originals(known.values(), store.text)
    store.set_reprints(originals)
    return len(originals)


def _order(store: Store, digest: str) -> tuple[str, ...]:
    return (store.issued(digest) or "9999", f"{10**9 - len(store.text(digest)):010}", digest)
