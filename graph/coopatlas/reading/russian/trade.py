"""Trade figures and their growth: turnover, exports, imports, transit and port throughput.

A figure belongs to the flow named last before it in its clause, else in its sentence, else in the sentence before when
this one goes on about it («за весь 2014 год он составлял 17,2 млн»). Periods named as a base («по сравнению с …») are
the base of a growth and never its period.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coopatlas.model import Fact
from coopatlas.reading.annotation import Sentence, Token
from coopatlas.reading.records import make
from coopatlas.reading.russian import dates, figures
from coopatlas.reading.russian.dates import Period
from coopatlas.reading.russian.figures import Figure, plain
from coopatlas.reading.russian.scene import PAIR_NOUNS, Scene, unique

_FLOWS = (
    ("turnover", re.compile(r"товарооборот|торгов\w+\s+оборот|внешнеторгов\w+\s+оборот|торгооборот|взаимн\w+\s+торговл|(?<![а-я])оборот(?:а|е|ом)?\b|объ[её]м\w*\s+(?:\w+\s+)?торговл|торговл[яиюей]+|наторговал|товарообмен", re.IGNORECASE)),
    ("export", re.compile(r"экспорт(?!\s*-\s*импорт)(?!\w*(?:[её]р|н))|вывоз\w*|экспортирова\w+|продаж\w+\s+(?:в|"
        r"за\s+рубеж)", re.IGNORECASE)),
    ("import", re.compile(r"(?<!экспорта-)(?<!экспортно-)импорт(?!\w*(?:[её]р|н))|ввоз\w*|импортирова\w+|закуп(?:ки|"
        r"ок|ил\w*)\b", re.IGNORECASE)),
    ("transit", re.compile(r"транзит\w*", re.IGNORECASE)),
)  # fmt: skip
_THROUGHPUT = re.compile(
    r"перевал\w+|грузооборот\w*|грузопоток\w*|объ[её]м\w*|прошл[оаи]|обработа\w+|мощност\w+", re.IGNORECASE
)
_GROWING = re.compile(
    r"вырос\w*|возрос\w*|увелич\w+|подрос\w*|прибав\w+|рост\w*|прирост\w*|поднял\w*|нарасти\w*|"
    r"нараста\w*|взлет\w+|подскоч\w+|обогна\w+|больше|выше|превыс\w+|расти|растет|раст[её]т|"
    r"удвои\w+|утрои\w+|опереди\w+",
    re.IGNORECASE,
)
_FALLING = re.compile(
    r"сниз\w+|сниж\w+|сократ\w+|сокращ\w+|упа[лд]\w*|падени\w+|уменьш\w+|просе\w+|спад\w*|меньше|ниже|потеря\w+",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\bдол[яиейю]+\b|удельн\w+|составля\w+\s+почти\s+\w+\s+част|приходит\w*|приходил\w*", re.IGNORECASE
)
_BASE = re.compile(
    r"(?:по\s+сравнению\s+с\w*|по\s+отношению\s+к|относительно|против|к\s+уровню|чем\s+(?:за|в|"
    r"на)?|обогнав\s+показател\w+|к(?=\s+(?:янв|фев|мар|апр|ма[юя]|июн|июл|авг|сен|окт|ноя|дек|"
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
_TARGET = re.compile(
    r"довести|доведен\w*|нарастить|увеличить|удвоить|выйти\s+на|достичь|поставил\w*\s+(?:цель|"
    r"задач\w+)|планир\w+|намерен\w*|к\s+20\d\d",
    re.IGNORECASE,
)


_LEVELS = frozenset(
    {
        "составить",
        "составлять",
        "достигнуть",
        "достичь",
        "превысить",
        "превышать",
        "прибавить",
        "вырасти",
        "увеличиться",
        "сократиться",
        "снизиться",
        "равняться",
        "дойти",
    }
)


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow named in a sentence: which, where, and whose it is."""

    kind: str
    start: int
    end: int


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the trade figures and growths of a sentence."""
    text = sentence.text
    found = figures.figures(text, _currency_before(scene, sentence))
    flows = flows_of(text)
    if not found:
        return
    goes_on = not flows and _goes_on(scene, sentence)
    if not (flows or goes_on or _throughput(sentence) or _GROWING.search(text) or _FALLING.search(text)):
        return
    when = dates.periods(text, scene.calendar, context_period(scene, sentence))
    for figure in found:
        flow = _flow_of(figure, flows)
        if flow is None and (goes_on or (figure.unit == "%" and _bare_growth(sentence))):
            flow = _flow_before(scene, sentence)
        if figure.unit == "%":
            yield from _growth(scene, sentence, figure, flow, when)
        elif figure.money and flow:
            yield from _value(scene, sentence, figure, flow, when)
        elif not figure.money:
            yield from _quantity(scene, sentence, figure, flow, when)


@lru_cache(maxsize=4096)
def flows_of(text: str) -> tuple[Flow, ...]:
    """Return the flows named in `text`, in order."""
    return tuple(
        sorted(
            ((Flow(kind, m.start(), m.end()) for kind, pattern in _FLOWS for m in pattern.finditer(text))),
            key=lambda f: f.start,
        )
    )


def _flow_of(figure: Figure, flows: Sequence[Flow]) -> Flow | None:
    before = [f for f in flows if f.start < figure.start]
    return before[-1] if before else (flows[0] if flows else None)


def _goes_on(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence without a flow speaks on of the one before: «в 2022 году он достиг 170 млн»."""
    if not any(flows_of(s.text) for s in scene.sentences[max(0, sentence.index - 2) : sentence.index]):
        return False
    subjects = [t for t in sentence.tokens if t.rel.startswith("nsubj")]
    levels = any(t.lemma in _LEVELS for t in sentence.tokens)
    return levels and all(
        t.lemma in {"он", "это", "показатель", "цифра", "объем", "сумма", "который"} for t in subjects
    )


def _bare_growth(sentence: Sentence) -> bool:
    """Whether a growth is named without what grows: «мы видим рост», not «рост производства»."""
    nouns = [
        t
        for t in sentence.tokens
        if t.lemma in {"рост", "прирост", "снижение", "увеличение", "падение"} and t.pos == "NOUN"
    ]
    return bool(nouns) and not any(
        c.case == "Gen" and c.pos == "NOUN" for n in nouns for c in sentence.children(n, "nmod")
    )


def _flow_before(scene: Scene, sentence: Sentence) -> Flow | None:
    """Return the flow that the sentences before speak of."""
    kinds = [
        flow.kind for s in scene.sentences[max(0, sentence.index - 8) : sentence.index] for flow in flows_of(s.text)
    ]
    kind = "turnover" if "turnover" in kinds else next(reversed(kinds), None)
    return Flow(kind, 0, 0) if kind else None


def _value(scene: Scene, sentence: Sentence, figure: Figure, flow: Flow, when: Sequence[Period]) -> Iterator[Fact]:
    before = sentence.text[max(0, figure.start - 40) : figure.start]
    if re.search(r"на\s+$", before) and (_GROWING.search(before) or _FALLING.search(before)):
        return  # «вырос на 3 млн»: the difference is no level
    pair = participants(scene, sentence, flow)
    if pair is None:
        return
    target = _TARGET.search(sentence.text[: figure.start]) is not None and re.search(
        r"довед\w+|довести|нарастить|достичь|выйти|увеличить|удвоить", sentence.text[: figure.start]
    )
    args = {
        "reporter": pair[0], "partner": pair[1], "flow": flow.kind, "value": plain(figure.value), "currency": figure.unit,
        "bound": figure.bound, "period": period_of(sentence, figure.start, when) or _meanwhile(scene, sentence),
    }  # fmt: skip
    yield make(
        "trade",
        sentence,
        args,
        "trade.value",
        at=_token_at(sentence, figure),
        modality="intention" if target else "stated",
        printed=figure.printed,
    )


def _growth(
    scene: Scene, sentence: Sentence, figure: Figure, flow: Flow | None, when: Sequence[Period]
) -> Iterator[Fact]:
    text = sentence.text
    around = _clause_text(text, figure)
    if (
        flow is None
        or _SHARE.search(around)
        or not (
            _GROWING.search(around) or _FALLING.search(around) or "раз" in figure.printed or "вдвое" in figure.printed
        )
    ):
        return
    pair = participants(scene, sentence, flow)
    if pair is None:
        return
    percent = -figure.value if _falls(text, figure) and figure.value > 0 else figure.value
    period = period_of(sentence, figure.start, when) or _meanwhile(scene, sentence)
    base = _base(text, figure, when, period)
    args = {
        "reporter": pair[0],
        "partner": pair[1],
        "flow": flow.kind,
        "percent": plain(percent),
        "bound": figure.bound,
        "period": period,
        "base": base,
    }
    yield make("growth", sentence, args, "trade.growth", at=_token_at(sentence, figure), printed=figure.printed)


def _quantity(
    scene: Scene, sentence: Sentence, figure: Figure, flow: Flow | None, when: Sequence[Period]
) -> Iterator[Fact]:
    """Read the throughput of a port or terminal: no partner, a unit."""
    port = _port_of(scene, sentence)
    if (
        port is None
        or figure.unit not in {"тонна", "TEU"}
        or re.search(r"рассчитан\w*|мощност\w+|вмеща\w+", sentence.text[: figure.start])
    ):
        return
    args = {
        "reporter": port,
        "flow": flow.kind if flow else "turnover",
        "value": plain(figure.value),
        "unit": figure.unit,
        "bound": figure.bound,
        "period": period_of(sentence, figure.start, when),
    }
    yield make(
        "trade",
        sentence,
        args,
        "trade.throughput",
        at=_token_at(sentence, figure),
        confidence=0.7,
        printed=figure.printed,
    )


def _token_at(sentence: Sentence, figure: Figure) -> Token:
    return next(t for t in sentence.tokens if t.end - sentence.start > figure.start)


def _throughput(sentence: Sentence) -> bool:
    return _THROUGHPUT.search(sentence.text) is not None


def _port_of(scene: Scene, sentence: Sentence) -> str | None:
    for mention in sentence.mentions:
        if mention.kind == "port" or (
            mention.kind == "organization" and sentence.tokens[mention.head].lemma in {"порт", "терминал"}
        ):
            return mention.name
    for token in sentence.find("порт", "терминал", "гавань"):
        place = next((m for m in sentence.mentions if m.kind == "territory" and abs(m.head - token.i) <= 3), None)
        if place:
            return f"порт {place.name}" if place.form == "name" else f"{sentence.tokens[place.head].text} {token.lemma}"
    return None


def _clause_text(text: str, figure: Figure) -> str:
    start = max((text.rfind(c, 0, figure.start) for c in ";:("), default=-1) + 1
    ends = [i for i in (text.find(c, figure.end) for c in ";:(") if i > 0]
    return text[start : min(ends, default=len(text))]


def _falls(text: str, figure: Figure) -> bool:
    before, after = text[: figure.start], text[figure.end : figure.end + 25]
    falls = [m.start() for m in _FALLING.finditer(before)]
    grows = [m.start() for m in _GROWING.finditer(before)]
    if falls or grows:
        return max(falls, default=-1) > max(grows, default=-1)
    return _FALLING.search(after) is not None


def _base(text: str, figure: Figure, when: Sequence[Period], period: str | None) -> str | None:
    """Return the period compared with, when it is named in the clause of the growth."""
    for match in _BASE.finditer(text):
        named = [
            p for p in when if match.end() - 2 <= p.start <= match.end() + 12 and p.start in base_spans(text, when)
        ]
        if named:
            label = named[0].label
            if (
                period
                and re.fullmatch(r"\d{4}", label)
                and "-" in period
                and _SAME_PERIOD.search(text[match.start() :])
            ):
                return label + period[4:]
            return _as_period(label, period)
    if (
        _SAME_PERIOD.search(text[figure.start - 80 if figure.start > 80 else 0 :])
        and period
        and not _MEANWHILE.search(text)
    ):
        return dates.years_before(period)
    return None


def _as_period(label: str, period: str | None) -> str:
    return label


def base_spans(text: str, when: Sequence[Period]) -> set[int]:
    """Return the starts of the periods that are only compared with; «довести к 2024 году» names an aim, no base."""
    found: set[int] = set()
    for match in _BASE.finditer(text):
        if match.group().strip().casefold() == "к" and _TARGET.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        found.update(p.start for p in when if match.end() - 2 <= p.start <= match.end() + 25)
    return found


def period_of(sentence: Sentence, place: int, when: Sequence[Period]) -> str | None:
    """Return the period that a figure at `place` speaks of: the last before it in its part of the sentence, else the next."""
    text = sentence.text
    own = [p for p in when if p.start not in base_spans(text, when)]
    part = max((text.rfind(c, 0, place) for c in ";"), default=-1)
    before = [p for p in own if part < p.start < place] or [p for p in own if p.start < place]
    if before:
        return before[-1].label
    after = [p for p in own if p.start >= place]
    return after[0].label if after else None


def _meanwhile(scene: Scene, sentence: Sentence) -> str | None:
    return context_period(scene, sentence) if _MEANWHILE.search(sentence.text) else None


def context_period(scene: Scene, sentence: Sentence) -> str | None:
    """Return the first period that the sentences before, in the same paragraph, speak of; it is not a base."""
    for earlier in reversed(scene.sentences[max(0, sentence.index - 2) : sentence.index]):
        if earlier.paragraph != sentence.paragraph:
            break
        when = dates.periods(earlier.text, scene.calendar)
        own = [p for p in when if p.start not in base_spans(earlier.text, when)]
        if own:
            return own[0].label
    return None


def _currency_before(scene: Scene, sentence: Sentence) -> str:
    for earlier in reversed(scene.sentences[max(0, sentence.index - 2) : sentence.index]):
        sums = [f.unit for f in figures.figures(earlier.text) if f.money]
        if sums:
            return sums[-1]
    return ""


# Whose flow it is ----------------------------------------------------------------------------------------------------


def participants(scene: Scene, sentence: Sentence, flow: Flow) -> tuple[str, str | None] | None:
    """Return reporter and partner of a flow: as named beside it, completed by the two territories spoken of before."""
    at = next((t.i for t in sentence.tokens if t.end - sentence.start > flow.start), 0)
    named = unique([*_beside(scene, sentence, at)]) if flow.end else []
    if len(named) >= 2:
        return named[0], named[1]
    if len(named) == 1:
        foreign = re.match(r"внешнеторгов|внешн", sentence.text[flow.start :], re.IGNORECASE)
        other = None if foreign else scene.counterpart(sentence, named[0])
        return _ordered(scene, sentence, at, named[0], other)
    return scene.pair(sentence)


def _beside(scene: Scene, sentence: Sentence, at: int) -> Iterator[str]:
    """Yield the territories around the word of a flow: adjectives before it, genitives and «с …», «между …» after it."""
    tokens = sentence.tokens
    start = at
    while start > 0 and (tokens[start - 1].pos in {"ADJ", "DET"} or tokens[start - 1].lemma == "объем"):
        start -= 1
    for token in tokens[start:at]:
        yield from (m.name for m in sentence.mentions if m.first <= token.i <= m.last and m.kind == "territory")
    place = at + 1
    while place < len(tokens) and not _ends_phrase(sentence, tokens[place]):
        token = tokens[place]
        mention = sentence.mention_at(token)
        if mention is not None and mention.kind == "territory" and mention.first == place:
            yield mention.name
        elif (
            token.lemma in PAIR_NOUNS
            and token.feats.get("Number") != "Plur"
            and (name := scene.described(sentence, token))
        ):
            yield name
        place += 1
    if tokens[at].pos == "VERB":
        yield from (m.name for m in sentence.mentions if m.kind == "territory" and m.last < at and m.form == "name")


def _ends_phrase(sentence: Sentence, token: Token) -> bool:
    return (token.pos in {"VERB", "NUM"} and token.feats.get("VerbForm") != "Part") or token.text in ",;:()—–"


def _ordered(scene: Scene, sentence: Sentence, at: int, named: str, other: str | None) -> tuple[str, str | None]:
    """Put the side that the flow is of first: «экспорт в Казахстан» is another's."""
    after = sentence.tokens[at + 1 : at + 3]
    if other and after and after[0].lemma in {"в", "с", "из"}:
        return other, named
    return named, other
