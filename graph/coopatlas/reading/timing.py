"""What the day of a text and the day of a fact tell of one another: a plan lies ahead, and a deed does not."""

from dataclasses import replace
from datetime import date

from coopatlas.language.tokens import Sentence, Token
from coopatlas.model.period import period
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import Draft, Filler
from coopatlas.reading.firmness.settling import EVENTS

_DATES = ("date", "start", "period")
_MONTH = len("2024-09")
_DAY = len("2024-09-30")


_BEFORE = 8
"""Words between an anniversary and what it is of."""


def commemorated(lang: str, sentence: Sentence, word: Token) -> bool:
    """Whether only the anniversary of a thing is told of, on another day: "the anniversary of the opening of"."""
    marking = lexicon.lists(lang, "references", ("anniversaries",))["anniversaries"]
    before = sentence.tokens[max(0, word.i - _BEFORE) : word.i]
    at = next((t.i for t in reversed(before) if t.lemma in marking), None)
    return at is not None and all(t.pos not in {"VERB", "AUX"} and t.text not in {",", ";"} for t in before if t.i > at)


def fit(discourse: Discourse, draft: Draft) -> None:
    """Let the dates of a draft, the day of its text and its firmness agree."""
    _put_off(discourse, draft)
    published = discourse.document.published or ""
    if len(published) < _MONTH:
        return
    if draft.firmness.modality == "stated" and _begins_later(draft, published):
        draft.firmness = replace(draft.firmness, modality="intention", phase="planned")
    if draft.firmness.phase == "planned":
        _ahead(draft, published)
    elif draft.firmness.modality == "stated" and draft.firmness.phase == "done":
        _done(draft, published)


def _begins_later(draft: Draft, published: str) -> bool:
    """Whether a thing goes on only from a year, or a day of one, behind the text: «с 2027 года поставляет»."""
    starts = [f for f in draft.roles.get("start", ()) if not _is_bare_month(draft, f)]
    begins = period(str(starts[0].value)) if starts else None
    return begins is not None and begins.first > _day_of(published)


def _put_off(discourse: Discourse, draft: Draft) -> None:
    """Let what is put off to a day be planned for that day; without one, it is only denied: «перенесена на август»."""
    firmness, tokens = draft.firmness, draft.sentence.tokens
    if firmness.by != "postpone" or firmness.polarity == "positive":
        return
    until = lexicon.lists(discourse.lang, "references", ("until",))["until"]
    for filler in draft.roles.get("date", ()):
        if filler.reason in until and (firmness.holder or 0) < tokens[max(filler.first, 0)].start:
            draft.firmness = replace(firmness, polarity="positive")


def _ahead(draft: Draft, published: str) -> None:
    """Move a month without a year of what is planned into the year to come: «пройдёт в сентябре», told in October."""
    for role in _DATES:
        for n, filler in enumerate(draft.roles.get(role, [])):
            label = str(filler.value)
            if _is_bare_month(draft, filler) and label[:_MONTH] < published[:_MONTH]:
                draft.roles[role][n] = replace(filler, value=_years_on(label, 1) or label)


def _done(draft: Draft, published: str) -> None:
    """Take back the date of a deed that lies behind the text: it is of last year, of another thing, or of a plan.

    «В марте подписано», told in January, is of last March. A noun alone tells no deed: «15 сентября – поездка …»
    is planned; «прибывший …, рейс назначен на август» has come, and the date is of the voyage.
    """
    filler = next(iter(draft.roles.get("date", ())), None)
    begins = period(str(filler.value)) if filler is not None else None
    if filler is None or begins is None or begins.first <= _day_of(published):
        return
    if draft.kind in EVENTS and draft.firmness.silent:
        draft.firmness = replace(draft.firmness, modality="intention", phase="planned")
    elif _is_bare_month(draft, filler) and (earlier := _years_on(str(filler.value), -1)):
        draft.roles["date"] = [replace(filler, value=earlier)]
    else:
        del draft.roles["date"]


def _years_on(label: str, years: int) -> str:
    """Return a date so many years on; nothing where the calendar lacks it, as 29 February of most years."""
    moved = f"{int(label[:4]) + years:04}{label[4:]}"
    return moved if period(moved) is not None else ""


def _is_bare_month(draft: Draft, filler: Filler) -> bool:
    """Whether a date is a month, or a day of one, whose year the text does not print beside it."""
    label, tokens = str(filler.value), draft.sentence.tokens
    printed = filler.first < 0 or any(label[:4] in t.text for t in tokens[filler.first : filler.last + 1])
    months = len(label) >= _MONTH and label[4] == "-" and "/" not in label and label[5] not in "HQ"
    return months and not printed


def _day_of(published: str) -> date:
    """Return the last day on which a text can have been published."""
    day = period(published[:_DAY]) or period(published[:_MONTH])
    return day.last if day is not None else date.max
