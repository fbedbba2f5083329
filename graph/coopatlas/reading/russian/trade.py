"""Trade figures and their growth: turnover, exports, imports, transit and port throughput.

A figure belongs to the flow named last before it in its clause, else in its sentence, else in the sentence before when
this one goes on about it («за весь 2014 год он составлял 17,2 млн»). Periods named as a base («по сравнению с …») are
the base of a growth and never its period.
"""

import re
from collections.abc import Iterator, Sequence

from coopatlas.model import Fact
from coopatlas.reading.annotation import Sentence, Token
from coopatlas.reading.records import make
from coopatlas.reading.russian import dates, figures, lexicon
from coopatlas.reading.russian.dates import Period
from coopatlas.reading.russian.figures import Figure, plain
from coopatlas.reading.russian.flows import Flow, flows_of, participants
from coopatlas.reading.russian.reference_periods import AIM, base_of, context_period, period_carried, period_of
from coopatlas.reading.russian.scene import Scene

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
_REACHING = re.compile(r"довед\w+|довести|нарастить|достичь|выйти|увеличить|удвоить", re.IGNORECASE)
_CAPACITY = re.compile(r"рассчитан\w*|мощност\w+|вмеща\w+", re.IGNORECASE)
_COMPARING = re.compile(r"\b(?:больше|выше|меньше|ниже)\b", re.IGNORECASE)
_FIGURE_WORDS = frozenset({"он", "это", "показатель", "цифра", "объем", "сумма", "который"})
"""Subjects of a sentence that goes on about the flow of the one before."""
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


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the trade figures and growths of a sentence."""
    text = sentence.text
    found = figures.figures(text, _currency_before(scene, sentence))
    if not found:
        return
    flows = flows_of(text)
    goes_on = not flows and _goes_on(scene, sentence)
    if not (flows or goes_on or _THROUGHPUT.search(text) or _GROWING.search(text) or _FALLING.search(text)):
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
            yield from _quantity(sentence, figure, flow, when)


def _flow_of(figure: Figure, flows: Sequence[Flow]) -> Flow | None:
    before = [f for f in flows if f.start < figure.start]
    return before[-1] if before else (flows[0] if flows else None)


def _goes_on(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence without a flow speaks on of the one before: «в 2022 году он достиг 170 млн»."""
    if not any(flows_of(s.text) for s in scene.sentences[max(0, sentence.index - 2) : sentence.index]):
        return False
    subjects = [t for t in sentence.tokens if t.rel.startswith("nsubj") and not _says(sentence, t)]
    levels = any(t.lemma in _LEVELS for t in sentence.tokens)
    compares = bool(subjects) and _COMPARING.search(sentence.text) is not None
    return (levels or compares) and all(t.lemma in _FIGURE_WORDS for t in subjects)


def _says(sentence: Sentence, subject: Token) -> bool:
    verb = sentence.head(subject)
    return verb is not None and verb.lemma in lexicon.SAYING


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
    if _is_difference(sentence.text, figure):
        return
    pair = participants(scene, sentence, flow)
    if pair is None:
        return
    target = AIM.search(sentence.text, 0, figure.start) and _REACHING.search(sentence.text, 0, figure.start)
    args = {
        "reporter": pair[0],
        "partner": pair[1],
        "flow": flow.kind,
        "value": plain(figure.value),
        "currency": figure.unit,
        "bound": figure.bound,
        "period": period_of(sentence, figure.start, when) or period_carried(scene, sentence),
    }
    yield make(
        "trade",
        sentence,
        args,
        "trade.value",
        at=_token_at(sentence, figure),
        modality="intention" if target else "stated",
        printed=figure.printed,
    )


def _is_difference(text: str, figure: Figure) -> bool:
    """Whether a sum is a growth and no level: «вырос на 3 млн», «сократился более чем на 3 млн»."""
    number = re.compile(r"\d").search(text, figure.start)
    before = text[max(0, figure.start - 40) : figure.start]
    bound = text[figure.start : number.start()] if number else ""
    changes = _GROWING.search(before) or _FALLING.search(before)
    return changes is not None and re.search(r"\bна\s+[$€₽]?\s*$", before + bound) is not None


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
    period = period_of(sentence, figure.start, when) or period_carried(scene, sentence)
    args = {
        "reporter": pair[0],
        "partner": pair[1],
        "flow": flow.kind,
        "percent": plain(percent),
        "bound": figure.bound,
        "period": period,
        "base": base_of(text, figure.start, when, period),
    }
    yield make("growth", sentence, args, "trade.growth", at=_token_at(sentence, figure), printed=figure.printed)


def _quantity(sentence: Sentence, figure: Figure, flow: Flow | None, when: Sequence[Period]) -> Iterator[Fact]:
    """Read the throughput of a port or terminal: no partner, a unit."""
    port = _port_of(sentence)
    if port is None or figure.unit not in {"тонна", "TEU"} or _CAPACITY.search(sentence.text, 0, figure.start):
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


def _port_of(sentence: Sentence) -> str | None:
    for mention in sentence.mentions:
        if mention.kind == "port" or (
            mention.kind == "organization" and sentence.tokens[mention.head].lemma in {"порт", "терминал"}
        ):
            return mention.name
    for token in sentence.find("порт", "терминал", "гавань"):
        if token.feats.get("Number") == "Plur":
            continue
        place = next((m for m in sentence.mentions if m.kind == "territory" and abs(m.head - token.i) <= 3), None)
        if place:
            return f"порт {place.name}" if place.form == "name" else f"{sentence.tokens[place.head].text} {token.lemma}"
    return None


def _clause_text(text: str, figure: Figure) -> str:
    start = max(text.rfind(c, 0, figure.start) for c in (";", ":", "(", ", котор")) + 1
    ends = [i for i in (text.find(c, figure.end) for c in ";:(") if i > 0]
    return text[start : min(ends, default=len(text))]


def _falls(text: str, figure: Figure) -> bool:
    before, after = text[: figure.start], text[figure.end : figure.end + 25]
    falls = [m.start() for m in _FALLING.finditer(before)]
    grows = [m.start() for m in _GROWING.finditer(before)]
    if falls or grows:
        return max(falls, default=-1) > max(grows, default=-1)
    return _FALLING.search(after) is not None


def _currency_before(scene: Scene, sentence: Sentence) -> str:
    for earlier in reversed(scene.sentences[max(0, sentence.index - 2) : sentence.index]):
        sums = [f.unit for f in figures.figures(earlier.text) if f.money]
        if sums:
            return sums[-1]
    return ""
