"""A fact as a document puts it forward: typed values, each with where it stands; and its plain view."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any

from coopatlas.model.entity import EntityRef
from coopatlas.model.evidence import Evidence
from coopatlas.model.figure import Figure
from coopatlas.model.filler import Filler, Fillers, Value
from coopatlas.model.kinds import FIGURES, Kind, kinds
from coopatlas.model.ruling import Ruling

CERTAIN = 0.6
"""The confidence from which a stated fact is asserted; below it the claim is kept and marked uncertain."""

_BOUNDED = ("bound", "currency", "unit")
"""Roles that tell of a figure what it holds itself."""

_NOT_CURRENCIES = frozenset({"TEU", "FEU", "DWT"})
"""Units of cargo that look like codes of ISO 4217."""


@dataclass(frozen=True)
class Fact:
    """One fact as a document puts it forward.

    `roles` maps a role of the kind to its fillers; names are in dictionary form in the document's language. `spans` are
    the sentences or cells that it rests on, the first the one that it was read from; `trigger` is the code point where
    the word stands that it was read from. `attribution` is whom the document makes responsible for it. `printed` is
    its figure as it stands in the text. `ruling` is what a person decided of it.
    """

    kind: str
    roles: Mapping[str, tuple[Filler, ...]]
    spans: tuple[Evidence, ...]
    modality: str = "stated"
    polarity: str = "positive"
    attribution: Filler | None = None
    rule: str = ""
    confidence: float = 1.0
    printed: str | None = None
    anchor: int | None = None
    lang: str = "ru"
    ruling: Ruling | None = None

    @classmethod
    def plain(cls, kind: str, args: Mapping[str, Value], evidence: str, start: int, end: int, **how: Any) -> "Fact":
        """Return the fact of one sentence whose values are only strings and numbers.

        `how` holds other fields of a fact, and `speaker` as a name.
        """
        speaker = how.pop("speaker", None)
        spans = (Evidence(start, end, evidence),)
        return cls(kind, _plain(args), spans, attribution=_filler(speaker) if speaker else None, **how)

    @cached_property
    def args(self) -> Mapping[str, Value]:
        """The plain view: a string or a number for a role, a tuple for one that takes a list.

        Dates are ISO 8601 (`2018-H1`, `2018-Q3`, `2018-01/2018-08`), currencies ISO 4217. What a figure holds beside
        its number stands under `bound` and `currency` or `unit`, as far as the kind has them.
        """
        kind = kinds().get(self.kind)
        found: dict[str, Value] = {}
        for role, fillers in self.roles.items():
            values = tuple(dict.fromkeys(filler.plain for filler in fillers))
            many = kind.roles[role].many if kind and role in kind.roles else len(values) > 1
            found[role] = tuple(map(str, values)) if many else values[0]
            if kind and isinstance(fillers[0].value, Figure) and role == _main_figure(kind):
                found |= _told_by(kind, fillers[0].value)
        return {role: found[role] for role in (kind.roles if kind else found) if role in found} | found

    @property
    def speaker(self) -> str | None:
        """The name of whom the document makes responsible for the fact."""
        return str(self.attribution.plain) if self.attribution else None

    @property
    def evidence(self) -> str:
        """The sentence, or the cell, that the fact was read from."""
        return self.spans[0].text

    @property
    def start(self) -> int:
        """Where the evidence starts."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the evidence ends."""
        return self.spans[0].end

    @property
    def asserted(self) -> bool:
        """Whether the fact may stand in the graph of asserted statements: stated, positive and certain."""
        return self.modality == "stated" and self.polarity == "positive" and self.confidence >= CERTAIN

    def with_args(self, args: Mapping[str, Value]) -> "Fact":
        """Return the fact with these plain values: those that are as they were keep what is known of them."""
        as_bounded = all(self.args.get(role) == args.get(role) for role in _BOUNDED)
        kept = {
            role: self.roles[role]
            for role, value in args.items()
            if self.args.get(role) == value
            and role in self.roles
            and (as_bounded or not isinstance(self.roles[role][0].value, Figure))
        }
        return replace(self, roles=_plain(args) | kept)

    def attributed(self, speaker: EntityRef | str | None) -> "Fact":
        """Return the fact as one for which `speaker` is made responsible, if its kind takes a speaker."""
        return replace(self, attribution=_filler(speaker) if speaker and kinds()[self.kind].speaker else None)

    def placed(self, where: Callable[[int, int], tuple[int, int]], text: str) -> "Fact":
        """Return the fact as one of another text: `where` tells where a stretch of the old text stands in it."""

        def moved(filler: Filler) -> Filler:
            return replace(filler, span=where(*filler.span)) if filler.span else filler

        def shown(span: Evidence) -> Evidence:
            start, end = where(span.start, span.end)
            return replace(span, start=start, end=end, text=text[start:end])

        return replace(
            self,
            roles={role: tuple(map(moved, fillers)) for role, fillers in self.roles.items()},
            spans=tuple(map(shown, self.spans)),
            attribution=moved(self.attribution) if self.attribution else None,
            anchor=None if self.anchor is None else where(self.anchor, self.anchor)[0],
        )

    def key(self, digest: str) -> str:
        """Return what names the fact in the document of this digest, whatever a person decided of it since."""
        first = self.ruling.first if self.ruling else self
        args = {role: sorted(value) if isinstance(value, tuple) else value for role, value in first.args.items()}
        said = [first.kind, args, first.modality, first.polarity, first.speaker, " ".join(first.evidence.split())]
        return sha256(json.dumps([digest, *said], sort_keys=True).encode()).hexdigest()[:12]

    def shown(self, filler: Filler) -> Evidence | None:
        """Return the first of the fact's sentences that shows the filler, None where none does."""
        return next((span for span in self.spans if filler.span and span.holds(filler.span)), None)

    def record(self, doc: str) -> dict[str, Any]:
        """Return the record of one line of JSON, with the document's name under `doc`.

        `roles` tells of the values whose place or entity is known, or that are ranges; `also` are the sentences beside
        the first.
        """
        fillers = {role: [filler.record() for filler in fillers] for role, fillers in self.roles.items()}
        known = {role: told for role, told in fillers.items() if any(len(one) > 1 for one in told)}
        also = [{"evidence": span.text, "start": span.start, "end": span.end} for span in self.spans[1:]]
        optional = {"speaker": self.speaker, "printed": self.printed}
        return {
            "doc": doc,
            "kind": self.kind,
            "args": {role: list(v) if isinstance(v, tuple) else v for role, v in self.args.items()},
            "modality": self.modality,
            "polarity": self.polarity,
            **{key: value for key, value in optional.items() if value is not None},
            "evidence": self.evidence,
            "start": self.start,
            "end": self.end,
            **{key: value for key, value in (("also", also), ("roles", known)) if value},
            "rule": self.rule,
            "confidence": round(self.confidence, 2),
        }


def typed(  # noqa: PLR0913  the fields of a fact, by name
    kind: str,
    roles: Mapping[str, Fillers],
    spans: Iterable[Evidence],
    *,
    modality: str = "stated",
    polarity: str = "positive",
    speaker: Filler | None = None,
    rule: str = "",
    confidence: float = 0.8,
    printed: str | None = None,
    anchor: int | None = None,
    lang: str = "ru",
) -> Fact:
    """Return a fact of typed values: the one way from reading to knowing.

    Roles without a filler are left out, lists lose repetitions, the figure's own words are `printed`; a kind that takes
    no speaker has none. Raises `KeyError` for a kind or a role that is not declared.
    """
    declared = kinds()[kind].roles
    filled = {declared[role].name: _distinct(fillers) for role, fillers in roles.items()}
    figures = (one.value for fillers in filled.values() for one in fillers if isinstance(one.value, Figure))
    return Fact(
        kind,
        {role: filled[role] for role in declared if filled.get(role)},
        tuple(dict.fromkeys(spans)),
        modality=modality,
        polarity=polarity,
        attribution=speaker if kinds()[kind].speaker else None,
        rule=rule,
        confidence=confidence,
        printed=printed or next((figure.verbatim for figure in figures), None),
        anchor=anchor,
        lang=lang,
    )


def figure(fact: Fact, role: str) -> Figure | None:
    """Return the figure in a role, made of number, bound and unit where the fact is plain; None without a number."""
    fillers, kind = fact.roles.get(role), kinds()[fact.kind]
    if not fillers:
        return None
    if isinstance(fillers[0].value, Figure):
        return fillers[0].value
    try:
        number = Decimal(str(fillers[0].value))
    except ArithmeticError:
        return None
    if not number.is_finite():
        return None
    main = role == _main_figure(kind)
    bound = str(fact.args.get("bound", "exact")) if main else "exact"
    unit = "%" if kind.roles[role].type == "percent" else str(fact.args.get("currency") or fact.args.get("unit") or "")
    lower, upper = (None if bound == "max" else number), (None if bound == "min" else number)
    return Figure(lower, upper, unit, fact.printed or "", bound == "about")


def _main_figure(kind: Kind) -> str | None:
    """Return the role whose number `bound`, `currency` and `unit` are about: the first that has a figure."""
    return next((role.name for role in kind.roles.values() if role.type in FIGURES - {"count"}), None)


def _told_by(kind: Kind, figure: Figure) -> dict[str, Value]:
    money = re.fullmatch(r"[A-Z]{3}", figure.unit) and figure.unit not in _NOT_CURRENCIES
    told = {"bound": figure.bound, "currency" if money else "unit": figure.unit}
    return {role: value for role, value in told.items() if role in kind.roles and value and value != "%"}


def _plain(args: Mapping[str, Value]) -> dict[str, tuple[Filler, ...]]:
    told = {role: value if isinstance(value, tuple) else (value,) for role, value in args.items()}
    return {role: tuple(map(Filler, values)) for role, values in told.items() if values}


def _filler(value: EntityRef | str) -> Filler:
    return Filler(value)


def _distinct(fillers: Fillers) -> tuple[Filler, ...]:
    found: dict[object, Filler] = {}
    for one in (fillers,) if isinstance(fillers, Filler) else fillers or ():
        entry = one.value.entry if isinstance(one.value, EntityRef) else None
        found.setdefault((one.plain, entry), one)
    return tuple(found.values())
