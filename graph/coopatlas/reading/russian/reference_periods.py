"""Which period a trade figure speaks of, and with which a growth is compared."""

import re
from collections.abc import Sequence

from coopatlas.language.tokens import Sentence
from coopatlas.reading.periods import with_year, year_before
from coopatlas.reading.russian import dates
from coopatlas.reading.russian.dates import Period
from coopatlas.reading.russian.flows import flows_of
from coopatlas.reading.russian.scene import Scene

_BASE = re.compile(
    r"(?:по\s+сравнению\s+с\w*|по\s+отношению\s+к|относительно|против|к\s+уровню|чем\s+(?:за|в|"
    r"на)?|(?:выше|больше|ниже|меньше)(?=\s+(?:аналогичн|уровн|показател))|обогнав\s+показател\w+|превысив\s+(?:уровень|показател\w+)|к(?=\s+(?:янв|фев|мар|апр|ма[юя]|июн|июл|авг|сен|окт|ноя|дек|"
    r"(?:19|20)\d\d|аналогичн|такому|прошл|предыдущ|перв\w+\s+полуг|показател)))\s*",
    re.IGNORECASE,
)
_SAME_PERIOD = re.compile(
    r"(?:аналогичн\w+|т\w+\s+же)\s+(?:период\w*|врем\w+|отрез\w+|показател\w*)|годом\s+ранее|"
    r"год\s+назад|год\s+к\s+году|в\s+годовом\s+выражении",
    re.IGNORECASE,
)
_MEANWHILE = re.compile(
    r"за\s+т(?:о|от)\s+же\s+(?:время|период)|за\s+этот\s+(?:же\s+)?период|за\s+это\s+(?:же\s+)?время", re.IGNORECASE
)
AIM = re.compile(
    r"довести|доведен\w*|нарастить|увеличить|удвоить|выйти\s+на|достичь|поставил\w*\s+(?:цель|"
    r"задач\w+)|планир\w+|намерен\w*|к\s+20\d\d",
    re.IGNORECASE,
)
"""Words of an aim: the level, and the year, that a figure is to reach."""


def base_of(text: str, place: int, when: Sequence[Period], period: str | None) -> str | None:
    """Return the period with which a growth at `place` over `period` is compared, named or «the same a year before»."""
    bases = base_spans(text, when)
    for match in _BASE.finditer(text):
        named = [p for p in when if match.end() - 2 <= p.start <= match.end() + 12 and p.start in bases]
        if named:
            label = named[0].label
            partial = period is not None and "-" in period and re.fullmatch(r"\d{4}", label)
            return (
                with_year(period, label) if period and partial and _SAME_PERIOD.search(text, match.start()) else label
            )
    if period and _SAME_PERIOD.search(text, max(0, place - 80)) and not _MEANWHILE.search(text):
        return year_before(period)
    return None


def base_spans(text: str, when: Sequence[Period]) -> set[int]:
    """Return the starts of the periods that are only compared with; «довести к 2024 году» names an aim, no base."""
    found: set[int] = set()
    for match in _BASE.finditer(text):
        if match.group().strip().casefold() == "к" and AIM.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        found.update(p.start for p in when if match.end() - 2 <= p.start <= match.end() + 25)
    return found


def period_of(sentence: Sentence, place: int, when: Sequence[Period]) -> str | None:
    """Return the period of a figure at `place`: the last before it in its part of the sentence, else the next."""
    own = _no_bases(sentence.text, when)
    part = sentence.text.rfind(";", 0, place)
    before = [p for p in own if part < p.start < place] or [p for p in own if p.start < place]
    if before:
        return before[-1].label
    after = [p for p in own if p.start >= place]
    return after[0].label if after else None


def period_carried(scene: Scene, sentence: Sentence) -> str | None:
    """Return the period of the sentence before for figures without one: it tells of trade too, or is pointed back to.

    «За тот же период», «он вырос на 5 %», «экспорт составил …, импорт — …» stand in the time of what came before.
    """
    if _MEANWHILE.search(sentence.text):
        return context_period(scene, sentence)
    before = scene.sentences[sentence.index - 1] if sentence.index else None
    if before is None or not flows_of(before.text) or AIM.search(sentence.text):
        return None
    own = _no_bases(before.text, dates.periods(before.text, scene.calendar))
    return own[0].label if len({p.label for p in own}) == 1 else None


def context_period(scene: Scene, sentence: Sentence) -> str | None:
    """Return the first period that the sentences before, in the same paragraph, speak of; it is not a base."""
    for earlier in reversed(scene.sentences[max(0, sentence.index - 2) : sentence.index]):
        if earlier.paragraph != sentence.paragraph:
            break
        own = _no_bases(earlier.text, dates.periods(earlier.text, scene.calendar))
        if own:
            return own[0].label
    return None


def _no_bases(text: str, when: Sequence[Period]) -> list[Period]:
    bases = base_spans(text, when)
    return [period for period in when if period.start not in bases]
