"""A language model's answer → facts: nothing is taken on trust, and what fails a check is dropped and counted.

The text may have told the model what to write. So a record counts only with a sentence of the text itself, with kinds,
roles and values that are known; and a name or a figure of which the text shows no trace makes it uncertain.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from coopatlas import gazetteer
from coopatlas.language.tokens import Sentence
from coopatlas.languagemodel.prompt import choices
from coopatlas.model import MODALITIES, POLARITIES, Document, Fact, Value, kinds
from coopatlas.model.kinds import FIGURES
from coopatlas.model.period import period

RULE = "llm"
"""The rule that facts read by a language model name."""

HIGHEST, UNSUPPORTED = 0.9, 0.5
"""The highest confidence of a record, and that of one whose names or figure the text does not bear out."""

_LONGEST = 300
_LEAST_WORDS = 3
_LARGEST = 1e18
_NAMES = frozenset({"person", "body", "territory", "side", "agent", "place", "union"})
_FENCED = re.compile(r"\s*```(?:json)?\s*(.*?)\s*```\s*", re.DOTALL)
_CURRENCY = re.compile(r"[A-Z]{3}")
_FIGURE = r"\d+(?:[\s.,]\d+)*"


class _Unfit(Exception):  # noqa: N818 - a reason to drop a record or a role
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Checker:
    """Checks the records about one document; `dropped` counts what is left out, by reason."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], dropped: Counter[str]) -> None:
        self._document = document
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._ends = [sentence.end for sentence in sentences]
        self._words = _words(f"{document.title or ''} {document.text}")
        self._dropped = dropped

    def facts(self, records: Sequence[object], start: int, end: int) -> list[Fact]:
        """Return the facts of the records about `text[start:end]` that pass every check."""
        found: list[Fact] = []
        for record in records:
            try:
                found.append(self._fact(record, start, end))
            except _Unfit as unfit:
                self._dropped[unfit.reason] += 1
        return found

    def _fact(self, record: object, start: int, end: int) -> Fact:
        if not isinstance(record, dict):
            raise _Unfit("record")
        kind = _one_of("kind", record, tuple(kinds()))
        first, last, anchor = self._quoted(record.get("evidence"), start, end)
        evidence = self._document.text[first:last]
        fact = Fact.plain(
            kind=kind,
            args=self._args(kind, record.get("args")),
            evidence=evidence,
            start=first,
            end=last,
            modality=_one_of("modality", record, MODALITIES),
            polarity=_one_of("polarity", record, POLARITIES),
            speaker=_text(record.get("speaker")),
            rule=RULE,
            confidence=_confidence(record.get("confidence")),
            printed=_printed(record.get("printed"), evidence),
            anchor=anchor,
            lang=self._document.lang,
        )
        return fact if self._borne_out(fact) else replace(fact, confidence=min(fact.confidence, UNSUPPORTED))

    def _quoted(self, quotation: object, start: int, end: int) -> tuple[int, int, int]:
        """Return where the sentences around a quotation begin and end, and where it begins; words must be the same."""
        words = quotation.split() if isinstance(quotation, str) else []
        if len(words) < _LEAST_WORDS:
            raise _Unfit("quotation")
        pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)")
        found = pattern.search(self._document.text, start, end)
        if found is None:
            raise _Unfit("quotation")
        first = self._sentences[bisect_right(self._starts, found.start()) - 1]
        last = self._sentences[bisect_left(self._ends, found.end())]
        return first.start, last.end, found.start()

    def _args(self, kind: str, args: object) -> Mapping[str, Value]:
        found: dict[str, Value] = {}
        for role, value in (args if isinstance(args, dict) else {}).items():
            if value is None or value == []:
                continue
            try:
                found[role] = _value(kind, role, value)
            except _Unfit as unfit:
                self._dropped[unfit.reason] += 1
        if not found or kinds()[kind].lacking(found):
            raise _Unfit("empty")
        return {role: found[role] for role in kinds()[kind].roles if role in found}

    def _borne_out(self, fact: Fact) -> bool:
        """Whether the text shows a trace of every name, and the sentence the digits of the figure."""
        for role, value in fact.args.items():
            role_type = kinds()[fact.kind].roles[role].type
            if role_type in FIGURES and _digits(f"{Decimal(str(value)):f}") not in _figures(fact.evidence):
                return False
            names = value if isinstance(value, tuple) else (str(value),)
            if role_type in _NAMES and not all(map(self._named, names)):
                return False
        return fact.speaker is None or self._named(fact.speaker)

    def _named(self, name: str) -> bool:
        lang = self._document.lang
        known = (text for entry in gazetteer.load().find(name, lang) for text, _ in entry.texts(lang))
        return any(self._traced(text) for text in (name, *known))

    def _traced(self, name: str) -> bool:
        words = _words(name)
        return bool(words) and 2 * len(words & self._words) >= len(words)


def parsed(answer: str | None) -> list[object] | None:
    """Return the records of an answer, None where it is not the JSON that was asked for."""
    fenced = _FENCED.fullmatch(answer or "")
    try:
        data = json.loads(fenced[1] if fenced else answer or "")
    except (ValueError, RecursionError):
        return None
    facts = data.get("facts") if isinstance(data, dict) else None
    return facts if isinstance(facts, list) else None


def _one_of(name: str, record: Mapping[str, Any], known: tuple[str, ...]) -> str:
    value = record.get(name)
    if isinstance(value, str) and value in known:
        return value
    raise _Unfit(name)


def _value(kind: str, role: str, value: object) -> Value:
    if role not in kinds()[kind].roles:
        raise _Unfit("role")
    told = kinds()[kind].roles[role]
    checked: Value | None
    if told.many:
        parts = [_text(part) for part in value] if isinstance(value, list) else [_text(value)]
        checked = tuple(dict.fromkeys(part for part in parts if part)) or None
    elif told.type in FIGURES or (told.type == "rank" and not isinstance(value, str)):
        checked = _number(value)
    else:
        checked = _text(value)
        allowed = choices(kind, role)
        known = (not allowed or checked in allowed) and (told.type != "period" or period(checked or "") is not None)
        checked = checked if known and (told.type != "currency" or _CURRENCY.fullmatch(checked or "")) else None
    if checked is None:
        raise _Unfit("value")
    return checked


def _text(value: object) -> str | None:
    """Return a text in one line that can be shown and kept, else nothing."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if text and text.isprintable() and len(text) <= _LONGEST else None


def _number(value: object) -> int | float | None:
    # The comparison also turns away NaN, and integers too large for a float.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _LARGEST:
        return None
    return int(value) if value == int(value) else value


def _printed(value: object, evidence: str) -> str | None:
    return value if isinstance(value, str) and value.strip() and value in evidence else None


def _confidence(value: Any) -> float:
    number = _number(value)
    return UNSUPPORTED if number is None else min(max(float(number), 0.0), HIGHEST)


def _words(text: str) -> set[str]:
    """Return the beginnings of words, by which a name is known again in another case."""
    return {word[:4] for word in re.findall(r"\w+", text.casefold().replace("ё", "е"))}


def _figures(text: str) -> set[str]:
    """Return the digits of the numbers in a text, thousands joined and apart."""
    return {_digits(found) for pattern in (_FIGURE, r"\d+(?:[.,]\d+)?") for found in re.findall(pattern, text)}


def _digits(number: str) -> str:
    """Return the digits that tell a number, whatever its order: «16,7 млн» and 16700000 have the same."""
    return re.sub(r"\D", "", number).strip("0")
