"""Trade figures and their growth: turnover, exports, imports, transit and port throughput.

Periods named as a base («по сравнению с …») are the base of a growth and never its period.
"""

import re
from collections.abc import Iterator, Sequence

from coopatlas.language.tokens import Sentence
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import dates, figures
from coopatlas.reading.russian.continuations import flow_of, goes_on
from coopatlas.reading.russian.dates import Period
from coopatlas.reading.russian.figures import Figure, plain
from coopatlas.reading.russian.flows import Flow, flows_of, participants
from coopatlas.reading.russian.reference_periods import AIM, base_of, context_period, period_carried, period_of
from coopatlas.reading.russian.scene import Scene
from coopatlas.reading.russian.throughput import figure_token, throughput

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
_COMPARED = re.compile(r"[.\s]*(меньше|ниже|больше|выше)\b", re.IGNORECASE)


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the trade figures and growths of a sentence."""
    text = sentence.text
    found = figures.figures(text, _currency_before(scene, sentence))
    if not found:
        return
    if not (
        flows_of(text)
        or goes_on(scene, sentence)
        or _THROUGHPUT.search(text)
        or _GROWING.search(text)
        or _FALLING.search(text)
    ):
        return
    when = dates.periods(text, scene.calendar, context_period(scene, sentence))
    for before, figure in zip((None, *found), found, strict=False):
        if before is not None and _converted(text, before, figure):
            continue
        flow = flow_of(scene, sentence, figure)
        if figure.unit == "%":
            told = _growth(scene, sentence, figure, flow, when)
        elif figure.money and flow:
            told = _value(scene, sentence, figure, flow, when)
        elif not figure.money:
            told = throughput(sentence, figure, flow, when)
        else:
            continue
        partner = _listed_partner(sentence, before, figure)
        yield from (_with_partner(fact, partner) for fact in told)


def _converted(text: str, before: Figure, figure: Figure) -> bool:
    """Whether a sum is the one before in another currency: «9 млрд юаней (около 1,2 млрд долларов)»."""
    between = text[before.end : figure.start].strip()
    return between == "(" and before.money and figure.money and before.unit != figure.unit


def _listed_partner(sentence: Sentence, before: Figure | None, figure: Figure) -> str | None:
    """Return the partner that a list gives a figure of its own: «с Индией на 5 %, с Ираном — на 8 %»."""
    if before is None:
        return None
    tokens = [t for t in sentence.tokens if before.end <= t.start - sentence.start < figure.start]
    named = [m for m in sentence.mentions_in(tokens, "territory") if m.form == "name"]
    flows = flows_of(sentence.text[before.end : figure.start])
    others = any(t.pos == "VERB" and not (_GROWING.search(t.text) or _FALLING.search(t.text)) for t in tokens)
    if len(named) != 1 or flows or others:
        return None
    leading = sentence.tokens[named[0].first - 1]
    led = leading.lemma in {"с", "из"} or leading.text in {",", "и", ";", "также"}
    towards = leading.lemma == "в" and sentence.tokens[named[0].head].case == "Acc"
    return named[0].name if led or towards else None


def _with_partner(fact: Fact, partner: str | None) -> Fact:
    """Return the fact with its own partner; where it has none of its own, as it is."""
    if (
        partner is None
        or partner in {fact.args.get("reporter"), fact.args.get("partner")}
        or "partner" not in fact.args
    ):
        return fact
    return fact.with_args({**fact.args, "partner": partner})


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
        at=figure_token(sentence, figure),
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
    yield make("growth", sentence, args, "trade.growth", at=figure_token(sentence, figure), printed=figure.printed)


def _clause_text(text: str, figure: Figure) -> str:
    start = max(text.rfind(c, 0, figure.start) for c in (";", ":", "(", ", котор")) + 1
    ends = [i for i in (text.find(c, figure.end) for c in ";:(") if i > 0]
    return text[start : min(ends, default=len(text))]


def _falls(text: str, figure: Figure) -> bool:
    before, after = text[: figure.start], text[figure.end : figure.end + 25]
    if (compared := _COMPARED.match(after)) is not None:
        return compared[1].casefold() in {"меньше", "ниже"}
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
