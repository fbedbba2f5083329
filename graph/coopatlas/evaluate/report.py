"""An evaluation as people read it, in Russian or English, and as programs do."""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coopatlas.errors import EvaluationError
from coopatlas.evaluate import Accuracy, Comparison, Evaluation, Outcome, Score, Tally
from coopatlas.language.segmentation import split
from coopatlas.model import Fact

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "ru": ("", "в эталоне", "найдено", "точность", "полнота", "F1", "точность ролей", "полнота ролей", "F1 ролей"),
    "en": ("", "gold", "found", "precision", "recall", "F1", "role precision", "role recall", "role F1"),
}
_MISS_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "ru": ("предложение", "эталон", "найдено", "различие"),
    "en": ("sentence", "gold", "found", "difference"),
}
_WORDS = {
    "ru": {
        "all": "всё",
        "pairs": "По парам",
        "exact": "все роли",
        "modality": "модальность",
        "polarity": "полярность",
        "speaker": "говорящий",
        "evidence": "предложение",
        "missed": "пропущено",
        "extra": "лишнее",
    },
    "en": {
        "all": "all",
        "pairs": "Over pairs",
        "exact": "all roles",
        "modality": "modality",
        "polarity": "polarity",
        "speaker": "speaker",
        "evidence": "sentence",
        "missed": "missed",
        "extra": "extra",
    },
}
_ACCURACIES = ("exact", "modality", "polarity", "speaker", "evidence")

Rows = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Report:
    """A table for people with a line below it, and the record of the same for programs."""

    headings: tuple[str, ...]
    rows: Rows
    note: str
    record: Mapping[str, Any]

    def to_json(self) -> str:
        """Return the record."""
        return json.dumps(self.record, ensure_ascii=False, indent=2) + "\n"

    def to_markdown(self) -> str:
        """Return the table, and the line below it."""
        lines = [self.headings, ("---",) * len(self.headings), *self.rows]
        table = "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)
        return f"{table}\n{self.note}\n" if self.note else table


def summary(evaluation: Evaluation, lang: str) -> Report:
    """Return a row for each kind and below it for each of its roles, then for each language, and for all."""
    total, kinds, languages = evaluation.total(), evaluation.kinds(), sorted(evaluation.languages().items())
    roles = {kind: evaluation.roles(kind) for kind in kinds}
    rows: Rows = []
    for kind, tally in kinds.items():
        rows.append(_row(kind, tally))
        rows += [_role_row(role, score) for role, score in roles[kind].items()]
    rows += [_row(f"[{name}]", tally) for name, tally in languages]
    rows.append(_row(_WORDS[lang]["all"], total))
    by_role = {kind: {role: _score(score) for role, score in roles[kind].items()} for kind in kinds}
    record = {
        "documents": len(evaluation.comparisons),
        **_tally(total),
        "kinds": {kind: _tally(tally) | {"by_role": by_role[kind]} for kind, tally in kinds.items()},
        "languages": {name: _tally(tally) for name, tally in languages},
    }
    return Report(_HEADINGS[lang], rows, _accuracies(total, lang), record)


def misses(evaluation: Evaluation, document: str, lang: str) -> Report:
    """Return a document's text, a row for each sentence, and beside it what is missed, extra or differs there.

    The record holds the sentences with a difference alone. Raises `EvaluationError` for a document without gold.
    """
    named = {found.gold.document.name: found for found in evaluation.comparisons}
    if document not in named:
        raise EvaluationError(document, "there is no such gold document", f"choose one of {', '.join(named)}")
    beside = _beside(named[document])
    rows = [row for sentence, outcomes in beside for row in _miss_rows(sentence, outcomes, lang)]
    found = [_miss(document, sentence, outcome) for sentence, outcomes in beside for outcome in outcomes]
    return Report(_MISS_HEADINGS[lang], rows, "", {"document": document, "misses": found})


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    return (name, str(tally.facts.gold), str(tally.facts.found), *_shares(tally.facts), *_shares(tally.roles))


def _role_row(role: str, score: Score) -> tuple[str, ...]:
    return (f"· {role}", str(score.gold), str(score.found), "", "", "", *_shares(score))


def _accuracies(total: Tally, lang: str) -> str:
    words = _WORDS[lang]
    shares = ((words[name], getattr(total, name)) for name in _ACCURACIES)
    parts = (f"{word} {accuracy.share:.3f} ({accuracy.right}/{accuracy.asked})" for word, accuracy in shares)
    return f"{words['pairs']}: {', '.join(parts)}"


def _shares(score: Score) -> tuple[str, str, str]:
    return f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}"


def _tally(tally: Tally) -> dict[str, Any]:
    facts, roles = _score(tally.facts), _score(tally.roles)
    return {"facts": facts, "roles": roles} | {name: _accuracy(getattr(tally, name)) for name in _ACCURACIES}


def _score(score: Score) -> dict[str, int | float]:
    return {
        "gold": score.gold,
        "found": score.found,
        "matched": score.matched,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
    }


def _accuracy(accuracy: Accuracy) -> dict[str, int | float]:
    return {"right": accuracy.right, "asked": accuracy.asked, "share": accuracy.share}


def _beside(comparison: Comparison) -> list[tuple[str, list[Outcome]]]:
    """Return the sentences of the text, each with the differences whose evidence begins in it."""
    sentences = split(comparison.gold.document.text)
    starts = [sentence.start for sentence in sentences]
    beside: list[tuple[str, list[Outcome]]] = [(sentence.text, []) for sentence in sentences]
    for outcome in comparison.misses():
        beside[max(bisect_right(starts, outcome.place) - 1, 0)][1].append(outcome)
    return beside


def _miss_rows(sentence: str, outcomes: Sequence[Outcome], lang: str) -> Rows:
    if not outcomes:
        return [(sentence, "", "", "")]
    return [(sentence if n == 0 else "", *_cells(outcome, lang)) for n, outcome in enumerate(outcomes)]


def _miss(document: str, sentence: str, outcome: Outcome) -> dict[str, Any]:
    gold, found = (fact.record(document) if fact else None for fact in (outcome.gold, outcome.found))
    return {"sentence": sentence, "gold": gold, "found": found, "differing": outcome.differing()}


def _cells(outcome: Outcome, lang: str) -> tuple[str, str, str]:
    words = _WORDS[lang]
    verdict = ", ".join(outcome.differing()) or words["missed" if outcome.gold else "extra"]
    return _card(outcome.gold), _card(outcome.found), verdict


def _card(fact: Fact | None) -> str:
    """Return a record as lines: its kind and modality, its roles, its speaker."""
    if fact is None:
        return ""
    values = {role: "; ".join(value) if isinstance(value, tuple) else value for role, value in fact.args.items()}
    manner = fact.modality if fact.polarity == "positive" else f"{fact.modality}, {fact.polarity}"
    lines = [f"{fact.kind} ({manner})", *(f"{role}: {value}" for role, value in values.items())]
    return "\n".join(lines + ([f"speaker: {fact.speaker}"] if fact.speaker else []))


def _cell(text: str) -> str:
    # The text is another's: none of it may become markup.
    return "<br>".join(re.sub(r"([\\|\[\]<>*_`])", r"\\\1", line) for line in text.split("\n"))
