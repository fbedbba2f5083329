"""What a worker does for the review desk: the queue, the forms of the kinds, the counts; and a decision."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from coopatlas.claims import terms
from coopatlas.errors import CoopatlasError, StoreError
from coopatlas.model import MODALITIES, POLARITIES, Role, kinds
from coopatlas.model.kinds import ENTITIES
from coopatlas.model.said import Said
from coopatlas.questions import entities
from coopatlas.questions.answers import labelled
from coopatlas.rdf import iri
from coopatlas.review.amending import amended
from coopatlas.review.context import neighbours
from coopatlas.review.decisions import Decisions
from coopatlas.review.desk import Desk, Told
from coopatlas.review.queue import Wanted, queue
from coopatlas.serve.errors import ServeError
from coopatlas.serve.pages.answering import Page
from coopatlas.serve.rendering import Visit, words
from coopatlas.store import Store
from coopatlas.views import entities as named

_SHOWN = 40
"""How many claims of the queue are shown at once."""
_WAITING = """SELECT (COUNT(?claim) AS ?n) { GRAPH ?document { ?claim coop:claims ?item
  FILTER NOT EXISTS { ?claim coop:decidedIn ?decision } } }"""
_PATIENCE = 10.0
"""The seconds for which a decision waits until nobody else writes to the store."""
_MANY = 200
_LONGEST = 5000


def page(_store: Store, _visit: Visit) -> Page:
    """Return the page of the queue; its script asks for the rest."""
    return Page("review.html", {})


def forms(store: Store, lang: str) -> dict[str, Any]:
    """Return the kinds with their roles, the terms that these may hold, and the words of the desk."""
    place = terms.LANGUAGES.index(lang)
    called = labelled(store, {_property(role) for kind in kinds().values() for role in kind.roles.values()})
    beside = {
        name: [{"value": value, "label": terms.words(iri.term(name, value))[place]} for value in values]
        for name, values in (("modality", MODALITIES), ("polarity", POLARITIES))
    }
    shown = {
        kind.name: {
            "label": kind.label.get(lang, kind.name),
            "roles": [
                {"label": called[_property(role)].label(lang), **_role(role, kind.statuses, place)}
                for role in kind.roles.values()
            ],
        }
        for kind in kinds().values()
    }
    said = {name.removeprefix("review_"): text for name, text in words(lang).items() if name.startswith("review_")}
    return {"kinds": shown, "beside": beside, "words": said}


def counts(store: Store, path: str) -> dict[str, Any]:
    """Return how many decisions hold, by whom, and how many claims wait."""
    known = _decisions(path)
    by = Counter(one.who or "–" for one in known.standing)
    ((waiting,),) = store.query(_WAITING).rows
    told = {"decided": len(known.standing), "by": dict(by.most_common(20)), "waiting": int(str(waiting))}
    return {**told, "last": last(store, path)}


def waiting(store: Store, path: str, given: Mapping[str, str], lang: str) -> list[dict[str, Any]]:
    """Return the claims that wait, the first of them; where only a document is given, all of its claims."""
    desk = Desk(store, Path(path), known=_decisions(path))
    digest = entities.document(store, given["document"]).digest if given["document"] else ""
    if digest and not any(given[name] for name in ("kind", "about", "since")):
        record = store.recorded(digest)
        return [_told(one, (), lang) for one in desk.told(record)] if record else []
    about = named(store, [given["about"]] if given["about"] else [])
    found = queue(store, desk.decisions, Wanted(given["kind"], about, digest, given["since"]))
    shown = []
    for one in found[:_SHOWN]:
        told = next((fact for fact in _of(desk, one.digest) if fact.key == one.key), None)
        if told:
            shown.append(_told(told, one.reasons, lang))
    return shown


def decide(store: Store, path: str, who: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Note a decision, and let it hold in the store; raises `CoopatlasError` where it cannot."""
    with _writer(store.path) as writer:
        desk = Desk(writer, Path(path), who)
        made = _ACTIONS[_action(given)](desk, given)
    return {"id": made.id, "verdict": made.verdict, "key": str(given.get("key", ""))}


def last(_store: Store, path: str) -> str:
    """Return the id of the last decision of the log."""
    known = _decisions(path).every
    return known[-1].id if known else ""


def noted(_store: Store, path: str, last: str, who: str, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the decision that somebody made after the last one, None where there is none: it may not hold yet."""
    every = _decisions(path).every
    after = next((place for place, one in enumerate(every, 1) if one.id == last), 0)
    found = next((one for one in reversed(every[after:]) if one.who == who), None)
    return {"id": found.id, "verdict": found.verdict, "key": str(given.get("key", ""))} if found else None


def _writer(folder: Path) -> Store:
    """Open a store to write, when nobody else does; raises `StoreError` where that takes too long."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return Store.open(folder)
        except StoreError as error:
            if "another process" not in error.problem or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _action(given: Mapping[str, Any]) -> str:
    action = given.get("action")
    if action not in _ACTIONS:
        raise ServeError(400, "action", f"«{str(action)[:40]}» is none", f"send one of {', '.join(_ACTIONS)}")
    return str(action)


def _correct(desk: Desk, given: Mapping[str, Any]) -> Any:
    told = desk.find(_text(given, "key"))
    return desk.correct(told, amended(told.fact.kind, desk.said(told), _settings(given)), _text(given, "why"))


def _add(desk: Desk, given: Mapping[str, Any]) -> Any:
    digest, kind = _text(given, "document"), _text(given, "kind")
    record = desk.store.recorded(digest) if digest.isalnum() else None
    if record is None or kind not in kinds():
        raise ServeError(400, "the new fact", "names no document or no kind", "reload the page")
    right = amended(kind, Said({}), _settings(given))
    return desk.add(record, _text(given, "sentence"), kind, right, _text(given, "why"))


_ACTIONS: Mapping[str, Any] = {
    "confirm": lambda desk, given: desk.confirm(desk.find(_text(given, "key")), _text(given, "why")),
    "reject": lambda desk, given: desk.reject(desk.find(_text(given, "key")), _text(given, "why")),
    "correct": _correct,
    "add": _add,
    "undo": lambda desk, given: desk.undo(_text(given, "id"), _text(given, "why")),
}


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ServeError(400, name, "is no text, or too long", "write less")
    return value


def _settings(given: Mapping[str, Any]) -> list[str]:
    found = given.get("settings", [])
    if not isinstance(found, list) or len(found) > _MANY or not all(isinstance(one, str) for one in found):
        raise ServeError(400, "settings", "is no list of texts", "send ROLE=VALUE")
    return [one[:_LONGEST] for one in found]


def _of(desk: Desk, digest: str) -> list[Told]:
    record = desk.store.recorded(digest)
    try:
        return desk.told(record) if record else []
    except CoopatlasError:
        return []  # an older version read it


def _told(one: Told, reasons: Sequence[str], lang: str) -> dict[str, Any]:
    fact, document, ruling = one.fact, one.document, one.fact.ruling
    before, after = neighbours(document.text, fact.start, fact.end)
    said = Said.of(fact)
    args = {
        role: list(map(str, value)) if isinstance(value, tuple) else [str(value)] for role, value in said.args.items()
    }
    return {
        "key": one.key,
        "document": document.digest,
        "title": document.title or document.name,
        "issued": document.published or "",
        "kind": fact.kind,
        "sentence": fact.evidence,
        "before": before,
        "after": after,
        "args": args,
        "modality": fact.modality,
        "polarity": fact.polarity,
        "speaker": fact.speaker or "",
        "confidence": round(fact.confidence, 2),
        "rule": fact.rule,
        "verdict": one.verdict,
        "who": ruling.who if ruling else "",
        "why": ruling.why if ruling else "",
        "reasons": [words(lang).get(f"review_why_{reason}", reason) for reason in reasons],
    }


def _role(role: Role, statuses: Sequence[str], place: int) -> dict[str, Any]:
    told: dict[str, Any] = {"name": role.name, "many": role.many}
    if role.type == "term":
        values = statuses if role.name == "status" else terms.of(role.scheme)
        told["terms"] = [{"value": one, "label": terms.words(iri.term(role.scheme, one))[place]} for one in values]
    elif role.type in ENTITIES:
        told["complete"] = "person" if role.type == "person" else "entity"
    return told


def _property(role: Role) -> str:
    """Return the property, or the class where it is a mere label, whose name in words is that of a role."""
    name = role.predicate.removeprefix("post/")
    return str(iri.ONTOLOGY["Post" if name == "label" else name])


def _decisions(path: str) -> Decisions:
    file = Path(path)
    held = file.stat() if file.exists() else None
    return _read(path, held.st_mtime_ns if held else 0, held.st_size if held else 0)


@lru_cache(4)
def _read(path: str, _changed: int, _size: int) -> Decisions:
    return Decisions.read(Path(path))
