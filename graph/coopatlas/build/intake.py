"""What is to be read of what is found: new, changed, moved, copied, gone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from coopatlas import documents
from coopatlas.documents import Given, Place, places
from coopatlas.errors import DocumentError, LeftOutError
from coopatlas.model import Document
from coopatlas.store import Store
from coopatlas.store.catalogue import Record

Outcome = Literal["read", "unchanged", "repeated", "moved", "left out", "failed", "gone", "forgotten", "decided"]
_FAULTY = "!"
Tell = Callable[[Outcome, str, str], None]
"""Told of each document or file that is not read: what became of it, its name, and why."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How a store follows its sources: `prune` forgets what is gone, `only_changed` opens only files that changed."""

    prune: bool = False
    only_changed: bool = False


@dataclass(slots=True)
class Intake:
    """Goes through what is found once, and knows in the end what was seen and what is gone."""

    store: Store
    reader: str
    given: Given
    upkeep: Upkeep
    tell: Tell
    names: dict[str, Record] = field(init=False)
    digests: dict[str, Record] = field(init=False)
    locations: dict[str, Record] = field(init=False)
    files: dict[str, list[Record]] = field(init=False)
    states: dict[str, str] = field(init=False)
    fresh: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    roots: list[str] = field(default_factory=list)
    skipped: int = 0

    def __post_init__(self) -> None:
        records = self.store.documents()
        self.names = {record.name: record for record in records}
        self.digests = {record.digest: record for record in records}
        self.locations = {record.location: record for record in records if record.location}
        self.files = {}
        for location, record in self.locations.items():
            self.files.setdefault(location.partition("#")[0], []).append(record)
        mark = f"{self._mark()} "
        noted = self.store.states().items()
        self.states = {place: state.removeprefix(mark) for place, state in noted if state.startswith(mark)}

    def _mark(self) -> str:
        # What is given of a document changes what is read of the same file.
        return f"{self.reader}{hash_of(self.given)}"

    def wanted(self, paths: Iterable[str]) -> Iterator[Document]:
        """Yield the documents that are to be read; of the others, tell."""
        names: set[str] = set()
        for path in paths:
            for place in places.found([path]):
                if isinstance(place, DocumentError):
                    self._tell_fault(place)
                else:
                    self._root(path, place)
                    yield from self._opened(place, names)

    def _root(self, path: str, place: Place) -> None:
        # The end tells a folder that was listed from a file, and from a folder that is not there.
        root = f"{(Place(path).location or '').rstrip('/')}/" if place.listed else place.location
        if root and not place.is_address and root not in self.roots[-1:]:
            self.roots.append(root)

    def _opened(self, place: Place, names: set[str]) -> Iterator[Document]:
        location, state = place.location, place.state
        if location and state:
            before, _, signed = self.states.get(location, "").partition(" ")
            if self.upkeep.only_changed and before in (state, f"{_FAULTY}{state}"):
                self.kept.add(location)
                self.skipped += 1
                return
            if signed and self._is_as_it_was(place, location, signed, names):
                self.fresh[location] = f"{self._mark()} {state} {signed}"
                return
        states = dict(self.states)
        sound = True
        told: list[tuple[str, str]] = []
        for found in documents.opened(place, self.given, states):
            if isinstance(found, DocumentError):
                self._tell_fault(found)
                sound = sound and isinstance(found, LeftOutError)
            else:
                told.append((found.name, found.digest))
                if self._is_wanted(found, names):
                    yield found
        if location and not sound:
            self.kept.add(location)
        if sound and told and state and place.state == state:
            state = f"{state} {_signed(place, told)}"
        if location and (noted := state or (sound and states.get(location))):
            # A broken file is told of once, and again when it changed.
            self.fresh[location] = f"{self._mark()} {'' if sound else _FAULTY}{noted}"

    def _is_as_it_was(self, place: Place, location: str, signed: str, names: set[str]) -> bool:
        """Tell of the documents of a file as unchanged, unopened, where it is byte for byte as it was."""
        held = self.files.get(location, [])
        if any(one.name in names or one.reader != self.reader or self.names.get(one.name) is not one for one in held):
            return False
        if not held or _signed(place, [(one.name, one.digest) for one in held]) != signed:
            return False
        for one in held:
            names.add(one.name)
            self.seen.add(one.location)
            self.tell("unchanged", one.name, "")
        return True

    def _tell_fault(self, error: DocumentError) -> None:
        self.tell("left out" if isinstance(error, LeftOutError) else "failed", error.where, str(error))

    def _is_wanted(self, found: Document, names: set[str]) -> bool:
        if found.location:
            self.seen.add(found.location)
        record = self.names.get(found.name)
        twin = self.digests.get(found.digest)
        if found.name in names:
            self.tell("repeated", found.name, "a second document of this name")
            return False
        if twin is not None and twin.name != found.name:
            return self._is_new_beside(found, twin)
        names.add(found.name)
        if record and (record.digest, record.reader) == (found.digest, self.reader):
            self._noticed(record, found)
            self.tell("unchanged", found.name, "")
            return False
        self._remember(found, record or self.locations.get(found.location or ""))
        return True

    def _is_new_beside(self, found: Document, twin: Record) -> bool:
        """Whether to read what is word for word a document of another name: the same one elsewhere, or a copy."""
        same_place = bool(found.location) and found.location == twin.location
        if not same_place and not _is_gone(twin.location):
            self.tell("repeated", found.name, f"the same as {twin.name}")
            return False
        if twin.reader != self.reader:
            # It is read again, and takes the place of the other.
            self._remember(found, twin)
            return True
        if not same_place:
            self.store.rename(twin, found.name, found.location)
            self._remember(found, twin)
            self.tell("moved", found.name, f"was {twin.name}")
        else:
            self.tell("unchanged", twin.name, "")
        return False

    def _noticed(self, record: Record, found: Document) -> None:
        """Note where a document with a name of its own stands by now, or where one of an older store stands."""
        if found.location and record.location != found.location and (not record.location or _is_gone(record.location)):
            self.store.rename(record, record.name, found.location)

    def _remember(self, found: Document, former: Record | None) -> None:
        if former:
            self.digests.pop(former.digest, None)
            self.names.pop(former.name, None)
        record = Record(found.name, found.digest, self.reader, "", location=found.location or "")
        self.names[found.name] = self.digests[found.digest] = record

    def failed(self, document: Document) -> None:
        """Keep what is in the store of a document that could not be read this time, and look at it again next time."""
        if document.location:
            place = document.location.partition("#")[0]
            self.kept.add(place)
            self.fresh.pop(place, None)

    def finish(self) -> None:
        """Tell of what is gone, forget it if that is wished, and note what was seen, for the next time."""
        for record in self.store.documents():
            if self._has_vanished(record.location):
                if self.upkeep.prune:
                    self.store.forget(record.name)
                self.tell(
                    "forgotten" if self.upkeep.prune else "gone",
                    record.name,
                    "its file is gone" if self.upkeep.prune else "its file is gone; --prune forgets it",
                )
        self.store.note_states(self.fresh)

    def _has_vanished(self, location: str) -> bool:
        if not location or location in self.seen:
            return False
        file = location.partition("#")[0]
        if file in self.kept:
            return False
        if any(root.endswith("/") and file.startswith(root) for root in self.roots):
            return file != location or _is_gone(location)
        # A row, an item of a file that was read, and is no longer in it.
        return file != location and file in self.roots


def _is_gone(location: str) -> bool:
    """Whether no file is where a document was found, as far as that is known."""
    parts = urlsplit(location)
    return parts.scheme == "file" and not Path(unquote(parts.path)).exists()


def _signed(place: Place, told: Sequence[tuple[str, str]]) -> str:
    """Return what is the same as long as a file, opened as now, gives documents of these names and digests."""
    if not (digest := place.digest):
        return ""
    parts = (documents.fingerprint(), place.path, digest, *(f"{name} {own}" for name, own in sorted(told)))
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def hash_of(given: Given) -> str:
    """Return what tells one set of given descriptions from another, empty where nothing is given."""
    told: Sequence[object] = (given.lang, given.title, given.published, given.source, given.columns, given.follow)
    return f":{told!r}".replace(" ", "") if any(told) else ""
