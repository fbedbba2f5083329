"""The throughput of ports and terminals: a quantity with its unit, and no partner."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian.dates import Period
from coopatlas.reading.russian.figures import Figure, plain
from coopatlas.reading.russian.flows import Flow
from coopatlas.reading.russian.reference_periods import period_of

_CAPACITY = re.compile(r"рассчитан\w*|мощност\w+|вмеща\w+", re.IGNORECASE)


def throughput(sentence: Sentence, figure: Figure, flow: Flow | None, when: Sequence[Period]) -> Iterator[Fact]:
    """Yield the throughput of the port or terminal of a sentence where a figure is one."""
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
        at=figure_token(sentence, figure),
        confidence=0.7,
        printed=figure.printed,
    )


def figure_token(sentence: Sentence, figure: Figure) -> Token:
    """Return the token with which a figure begins."""
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
