"""A session of decisions: a claim with its sentence and its neighbours, one key for each decision."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.util import find_spec

import typer

from coopatlas.cli import messages
from coopatlas.errors import CoopatlasError, DecisionError
from coopatlas.model import Fact, kinds
from coopatlas.model.said import Said
from coopatlas.review.amending import amended
from coopatlas.review.context import neighbours
from coopatlas.review.desk import Desk, Told
from coopatlas.review.queue import Wanted, queue
from coopatlas.review.sampling import sample
from coopatlas.sanitize import plain

_LAYOUT = dict(zip("нтсфцыгй", "yncawsuq", strict=True))
"""The keys of the Russian layout that stand where those of the Latin one do."""
_WORDS = {
    "keys": {
        "ru": "y верно · n неверно · c исправить · a добавить · w причина · s пропустить · u отменить · q выход",
        "en": "y right · n wrong · c correct · a add · w why · s skip · u undo · q quit",
    },
    "correct": {"ru": "роль=значение; …: ", "en": "role=value; …: "},
    "add": {"ru": "вид роль=значение; …: ", "en": "kind role=value; …: "},
    "why": {"ru": "причина: ", "en": "why: "},
    "said": {"ru": "сказано как", "en": "said as"},
    "done": {"ru": "решений: {}, осталось: {}", "en": "decisions: {}, left: {}"},
    "uncertain": {"ru": "неуверенно", "en": "uncertain"},
    "contradicted": {"ru": "противоречие", "en": "contradicted"},
    "named": {"ru": "часто названы", "en": "often named"},
    "new": {"ru": "новое правило", "en": "new rule"},
    "shown": {"ru": "на доске", "en": "on the board"},
}


def queued(desk: Desk, wanted: Wanted, lang: str) -> None:
    """Go through the queue."""
    waiting = queue(desk.store, desk.decisions, wanted)
    Session(desk, lang).run((one.key, ", ".join(_WORDS[why][lang] for why in one.reasons)) for one in waiting)


def sampled(desk: Desk, size: int, seed: int, lang: str) -> None:
    """Go through a sample, and tell what it says of the store."""
    drawn = sample(desk, size, seed)
    desk.sample = drawn.name
    if drawn.left and sys.stdin.readable():
        Session(desk, lang).run((one.key, "") for one in drawn.left)
    for line in sample(desk, size, seed).words(lang):
        print(line)


def values(fact: Fact) -> str:
    """Return what a fact says on one line."""
    return "; ".join(f"{role}: {_listed(value)}" for role, value in Said.of(fact).record().items())


@dataclass(slots=True)
class Session:
    """One person before the terminal; `why` is the reason that the next decision is given."""

    desk: Desk
    lang: str
    why: str = ""
    count: int = 0
    later: list[tuple[str, str]] = field(default_factory=list)

    def run(self, waiting: Iterable[tuple[str, str]]) -> None:
        """Show what waits, one after the other, until all is decided of or the person leaves."""
        left = list(waiting)
        while left:
            key, reasons = left.pop(0)
            try:
                told = self.desk.find(key)
            except DecisionError:
                continue  # another has decided, or its document has changed
            if not self._decided(told, reasons, len(left) + 1):
                left.insert(0, (key, reasons))
                break
        print(_WORDS["done"][self.lang].format(self.count, len(left)))

    def _decided(self, told: Told, reasons: str, left: int) -> bool:
        """Show one claim and take keys until it is done with; tell whether the person stays."""
        self._show(told, reasons, left)
        keys: dict[str, Callable[[Told], bool]] = {
            "y": self._confirm,
            "n": self._reject,
            "c": self._correct,
            "a": self._add,
            "w": self._reason,
            "u": self._undo,
            "s": lambda _: True,
        }
        while (key := pressed()) not in {"q", ""}:
            try:
                if key in keys and keys[key](told):
                    return True
            except CoopatlasError as error:
                print(plain(f"  {messages.told(error, self.lang)}"))
        return False

    def _show(self, told: Told, reasons: str, left: int) -> None:
        fact, document = told.fact, told.document
        before, after = neighbours(document.text, fact.start, fact.end)
        published = f" ({document.published})" if document.published else ""
        print(plain(f"\n[{left}] {fact.kind} · {fact.rule} · {fact.confidence:.2f} · {reasons}   {told.key}"))
        print(plain(f"  {document.title or document.name}{published}"))
        for mark, text in (("  …", before), ("  ▶", fact.evidence), ("  …", after)):
            if text:
                print(plain(f"{mark} {' '.join(text.split())}"))
        for role, value in Said.of(fact).record().items():
            print(plain(f"    {role} = {_listed(value)}"))
        print(plain(f"    {_WORDS['said'][self.lang]}: {fact.modality}, {fact.polarity}"))
        print(_WORDS["keys"][self.lang], flush=True)

    def _confirm(self, told: Told) -> bool:
        self.desk.confirm(told, self._taken())
        return True

    def _reject(self, told: Told) -> bool:
        self.desk.reject(told, self._taken())
        return True

    def _correct(self, told: Told) -> bool:
        settings = _settings(asked(_WORDS["correct"][self.lang]))
        if settings:
            self.desk.correct(told, amended(told.fact.kind, self.desk.said(told), settings), self._taken())
        return bool(settings)

    def _add(self, told: Told) -> bool:
        kind, _, rest = asked(_WORDS["add"][self.lang]).strip().partition(" ")
        if kind not in kinds():
            raise DecisionError(kind or "add", "this is no kind of fact", f"use one of {', '.join(kinds())}")
        right = amended(kind, Said({}), _settings(rest))
        self.desk.add(told.record, told.fact.evidence, kind, right, self._taken())
        return False  # the claim itself still waits

    def _reason(self, _told: Told) -> bool:
        self.why = asked(_WORDS["why"][self.lang]).strip()
        return False

    def _undo(self, _told: Told) -> bool:
        undone = self.desk.undo()
        self.count -= 1
        print(plain(f"  {undone.verdict} {undone.of}"))
        return False

    def _taken(self) -> str:
        self.count += 1
        why, self.why = self.why, ""
        return why


def pressed() -> str:
    """Return the key that is pressed, as of the Latin layout; empty where there is no more to read."""
    if not sys.stdin.isatty():
        key = sys.stdin.read(1)
    elif find_spec("termios") is None:
        key = typer.getchar()
    else:
        key = _key(sys.stdin.fileno())
    return _LAYOUT.get(key.casefold(), key.casefold())


def _key(terminal: int) -> str:
    """Return the next key of a terminal, keys included that were pressed before one was asked for."""
    import termios
    import tty

    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        key = os.read(terminal, 1)
        while key and (key[0] >= 0xC0) and len(key) < (2 if key[0] < 0xE0 else 3 if key[0] < 0xF0 else 4):
            key += os.read(terminal, 1)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    return key.decode("utf-8", "replace")


def asked(prompt: str) -> str:
    """Return a line that is written, empty where there is no more to read."""
    try:
        return input(prompt)
    except EOFError:
        return ""


def _settings(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
