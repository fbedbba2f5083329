"""One decision of a person, as a line of the log holds it.

It is bound to what was said, not to a number: `document` is the document's name, `digest` that of its content,
`sentence` the sentence, `kind` the kind of fact, `read` what the reader had read, `right` what a person says is right.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from coopatlas.errors import DecisionError
from coopatlas.model import MODALITIES, POLARITIES, kinds
from coopatlas.model.said import Said
from coopatlas.resolve.judgements import VERDICTS as OF_NAMES
from coopatlas.resolve.judgements import Judgement, judgement

OF_CLAIMS = ("confirm", "reject", "correct", "add")
"""Verdicts about what a document says."""
UNDO = "undo"
VERDICTS = (*OF_CLAIMS, *OF_NAMES, UNDO)

_REMEDY = "see README.md, «The review desk»"
_TEXTS = ("id", "when", "who", "verdict", "kind", "document", "digest", "sentence", "why", "rule", "sample", "of")


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision; `where` is the line of the log that holds it.

    `first` and `second` are the two sides of `same` and `different`, `of` the id of what `undo` withdraws. `rule` and
    `confidence` are the reader's, `sample` names the sample that the claim was drawn in. A correction has `read` and
    `right`, a confirmation `right` only where it confirms what another had corrected, a rejection no `right`, and what
    is added no `read`.
    """

    verdict: str
    when: str
    who: str = ""
    kind: str = ""
    document: str = ""
    digest: str = ""
    sentence: str = ""
    read: Said | None = None
    right: Said | None = None
    why: str = ""
    rule: str = ""
    confidence: float = 1.0
    sample: str = ""
    first: str = ""
    second: str = ""
    of: str = ""
    id: str = ""
    where: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """By which decisions follow each other, wherever they were written down."""
        return self.when, self.id

    @property
    def said(self) -> Said | None:
        """What is right according to it, None for a rejection."""
        return None if self.verdict == "reject" else self.right or self.read

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """What it is about: the document, the sentence, the kind, and what was told there first."""
        first = self.read or self.right
        return self.document, words(self.sentence), self.kind, first.key if first else ""

    @property
    def right_as_read(self) -> bool:
        """Whether the reader is said to have been right."""
        return self.verdict == "confirm" and (self.right is None or self.right == self.read)

    @property
    def judgement(self) -> Judgement:
        """What it says of two names or events."""
        first, second, kind = words(self.first), words(self.second), self.kind or "person"
        return Judgement(self.verdict, first, second, kind, self.who, self.when[:10], self.why, self.where or self.id)

    def record(self) -> dict[str, Any]:
        """Return it as an object of JSON, in the order in which a person reads it."""
        order = ("id", "when", "who", "verdict", "kind", "document", "sentence", "read", "right", "first", "second")
        names = [*order, "of", "why", "digest", "rule", "confidence", "sample"]
        told = {name: getattr(self, name) for name in names}
        told |= {name: told[name].record() for name in ("read", "right") if told[name] is not None}
        usual = {"confidence": 1.0}
        return {name: value for name, value in told.items() if value not in ("", None, usual.get(name))}

    def line(self) -> str:
        """Return the line of the log."""
        return json.dumps(self.record(), ensure_ascii=False)


def words(text: str) -> str:
    """Return a text with single spaces: how its lines are broken does not matter."""
    return " ".join(text.split())


def made(verdict: str, **told: Any) -> Decision:
    """Return a new decision, made now; raises `DecisionError` where it is not well-formed."""
    now = _time("now", datetime.now(UTC).isoformat())
    given = {name: value.record() if isinstance(value, Said) else value for name, value in told.items() if value}
    return decision("the new decision", {"verdict": verdict, "when": now, **given})


def decision(where: str, told: Mapping[str, Any]) -> Decision:
    """Return the decision that an object of the log holds; raises `DecisionError` where it is not well-formed."""
    known = {field.name for field in fields(Decision)} - {"where"}
    if unknown := sorted(set(told) - known):
        raise DecisionError(where, f"a decision has no key {unknown[0]}", f"use {', '.join(sorted(known))}")
    if told.get("verdict") not in VERDICTS:
        raise DecisionError(where, f"«{told.get('verdict')}» is no verdict", f"use one of {', '.join(VERDICTS)}")
    for name in (*_TEXTS, "first", "second"):
        if not isinstance(told.get(name, ""), str):
            raise DecisionError(where, f"the {name} of a decision is a text", _REMEDY)
    if not isinstance(told.get("confidence", 1.0), int | float):
        raise DecisionError(where, "the confidence of a decision is a number", _REMEDY)
    when = _time(where, str(told.get("when", "")))
    _CHECKS[str(told["verdict"])](where, told)
    read, right = (_said(where, told, name) for name in ("read", "right"))
    found = {**told, "when": when, "read": read, "right": right, "where": where}
    return Decision(**{**found, "id": told.get("id") or identified(told)})


def identified(told: Mapping[str, Any]) -> str:
    """Return the id of a decision by its content: two that are written alike are one."""
    said = {name: value for name, value in told.items() if name != "id"}
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")).hexdigest()[:10]


def _time(where: str, when: str) -> str:
    """Return a time in UTC, so that times of several places stand in their order as texts."""
    try:
        found = datetime.fromisoformat(when)
    except ValueError:
        raise DecisionError(where, f"«{when}» is no time", "write when as 2024-03-09T12:00:00Z") from None
    at = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _claim(where: str, told: Mapping[str, Any]) -> None:
    if told.get("kind") not in kinds():
        raise DecisionError(where, f"«{told.get('kind')}» is no kind of fact", f"use one of {', '.join(kinds())}")
    needed = {"confirm": ("read",), "reject": ("read",), "correct": ("read", "right"), "add": ("right",)}
    for name in ("document", "sentence", *needed[str(told["verdict"])]):
        if not told.get(name):
            raise DecisionError(where, f"the decision lacks its {name}", _REMEDY)


def _names(where: str, told: Mapping[str, Any]) -> None:
    names = ("verdict", "first", "second", "kind", "who", "why")
    judgement(where, {name: told[name] for name in names if told.get(name)})


def _undo(where: str, told: Mapping[str, Any]) -> None:
    if not told.get("of"):
        raise DecisionError(where, "it does not say which decision is withdrawn", 'write its id under "of"')


_CHECKS = {**dict.fromkeys(OF_CLAIMS, _claim), **dict.fromkeys(OF_NAMES, _names), UNDO: _undo}


def _said(where: str, told: Mapping[str, Any], name: str) -> Said | None:
    value = told.get(name)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise DecisionError(where, f"what is {name} is an object with a value for each role", _REMEDY)
    said = Said.read(value)
    check(where, str(told["kind"]), said)
    return said


def check(where: str, kind: str, said: Said) -> None:
    """Raise `DecisionError` where a fact of this kind cannot say that."""
    roles = kinds()[kind].roles
    for role, value in said.args.items():
        if role not in roles:
            raise DecisionError(where, f"a {kind} has no role {role}", f"use one of {', '.join(roles)}")
        fits = isinstance(value, tuple) and all(isinstance(one, str) for one in value) and roles[role].many
        if not fits and (not isinstance(value, str | int | float) or isinstance(value, bool)):
            raise DecisionError(where, f"{role} is neither text, number nor a list of texts", _REMEDY)
    for name, value, allowed in (("modality", said.modality, MODALITIES), ("polarity", said.polarity, POLARITIES)):
        if value not in allowed:
            raise DecisionError(where, f"«{value}» is no {name}", f"use one of {', '.join(allowed)}")
    if not isinstance(said.entities, dict) or not isinstance(said.speaker, str | None):
        raise DecisionError(where, "speaker is a text, entities an object of names and ids", _REMEDY)
