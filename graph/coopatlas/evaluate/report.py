"""An evaluation as people read it, in Russian or English, and as programs do."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coopatlas.errors import EvaluationError
from coopatlas.evaluate import Accuracy, Comparison, Evaluation, Outcome, Score, Tally
from coopatlas.model import ROLES, Fact
from coopatlas.reading.segmentation import split

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "ru": ("", "в эталоне", "найдено", "точность", "полнота", "F1", "точность ролей", "полнота ролей", "F1 ролей"),
    "en": ("", "gold", "found", "precision", "recall", "F1", "role precision", "role recall", "role F1"),
}
MISS_HEADINGS: Mapping[str, tuple[str, ...]] = {
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


def rows(evaluation: Evaluation, lang: str) -> Rows:
    """Return a row for each kind and below it for each of its roles, then for each language, and for all."""
    table: Rows = []
    for kind, tally in evaluation.kinds().items():
        table.append(_row(kind, tally))
        table += [_role_row(role, score) for role, score in evaluation.roles(kind).items()]
    table += [_row(f"[{name}]", tally) for name, tally in sorted(evaluation.languages().items())]
    return [*table, _row(_WORDS[lang]["all"], evaluation.total())]


def accuracies(evaluation: Evaluation, lang: str) -> str:
    """Return one line: how often a paired record is right in modality, polarity, speaker and sentence."""
    total, words = evaluation.total(), _WORDS[lang]
    shares = ((words[name], getattr(total, name)) for name in _ACCURACIES)
    parts = (f"{word} {accuracy.share:.3f} ({accuracy.right}/{accuracy.asked})" for word, accuracy in shares)
    return f"{words['pairs']}: {', '.join(parts)}"


def to_json(evaluation: Evaluation) -> str:
    """Return all counts and what follows from them, by kind with its roles, and by language."""
    total = evaluation.total()
    record = {
        "documents": len(evaluation.comparisons),
        **_tally(total),
        "kinds": {
            kind: _tally(tally) | {"by_role": {role: _score(s) for role, s in evaluation.roles(kind).items()}}
            for kind, tally in evaluation.kinds().items()
        },
        "languages": {name: _tally(tally) for name, tally in sorted(evaluation.languages().items())},
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def to_markdown(evaluation: Evaluation, lang: str) -> str:
    """Return the table, and the line of accuracies below it."""
    return f"{_markdown(HEADINGS[lang], rows(evaluation, lang))}\n{accuracies(evaluation, lang)}\n"


def comparison(evaluation: Evaluation, document: str) -> Comparison:
    """Return the comparison of the document of this name; raises `EvaluationError`."""
    named = {found.gold.document.name: found for found in evaluation.comparisons}
    if document not in named:
        raise EvaluationError(document, "there is no such gold document", f"choose one of {', '.join(named)}")
    return named[document]


def miss_rows(comparison: Comparison, lang: str) -> Rows:
    """Return the text, a row for each sentence, and beside it what is missed, extra or differs in it."""
    return [
        (sentence, *(_cells(outcome, lang) if outcome else ("", "", "")))
        for sentence, outcomes in _beside(comparison)
        for sentence, outcome in _first_only(sentence, outcomes)
    ]


def misses_to_json(comparison: Comparison) -> str:
    """Return the sentences that hold a difference, with both records and the roles in which they differ."""
    name = comparison.gold.document.name
    record = [
        {
            "sentence": sentence,
            "gold": outcome.gold.record(name) if outcome.gold else None,
            "found": outcome.found.record(name) if outcome.found else None,
            "differing": outcome.differing(),
        }
        for sentence, outcomes in _beside(comparison)
        for outcome in outcomes
    ]
    return json.dumps({"document": name, "misses": record}, ensure_ascii=False, indent=2) + "\n"


def misses_to_markdown(comparison: Comparison, lang: str) -> str:
    """Return the text and its differences as a table."""
    return _markdown(MISS_HEADINGS[lang], miss_rows(comparison, lang))


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    return (name, str(tally.facts.gold), str(tally.facts.found), *_shares(tally.facts), *_shares(tally.roles))


def _role_row(role: str, score: Score) -> tuple[str, ...]:
    return (f"· {role}", str(score.gold), str(score.found), "", "", "", *_shares(score))


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


def _first_only(sentence: str, outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Outcome | None]]:
    yield sentence, outcomes[0] if outcomes else None
    for outcome in outcomes[1:]:
        yield "", outcome


def _cells(outcome: Outcome, lang: str) -> tuple[str, str, str]:
    words = _WORDS[lang]
    verdict = ", ".join(outcome.differing()) or words["missed" if outcome.gold else "extra"]
    return _card(outcome.gold), _card(outcome.found), verdict


def _card(fact: Fact | None) -> str:
    """Return a record as lines: its kind and modality, its roles, its speaker."""
    if fact is None:
        return ""
    filled = {role: fact.args[role] for role in ROLES[fact.kind] if role in fact.args}
    values = {role: "; ".join(value) if isinstance(value, tuple) else value for role, value in filled.items()}
    manner = fact.modality if fact.polarity == "positive" else f"{fact.modality}, {fact.polarity}"
    lines = [f"{fact.kind} ({manner})", *(f"{role}: {value}" for role, value in values.items())]
    return "\n".join(lines + ([f"speaker: {fact.speaker}"] if fact.speaker else []))


def _markdown(headings: Sequence[str], table: Rows) -> str:
    lines = [headings, ("---",) * len(headings), *table]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    # The text is another's: none of it may become markup.
    return "<br>".join(re.sub(r"([\\|\[\]<>*_`])", r"\\\1", line) for line in text.split("\n"))
