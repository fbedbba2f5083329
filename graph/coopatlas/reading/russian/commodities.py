"""What flows consist of: the commodity groups that a sentence lists as making up a flow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas.language.tokens import Sentence
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import dates, lexicon
from coopatlas.reading.russian.flows import Flow, flows_of, participants
from coopatlas.reading.russian.goods import Item, goods_of, items
from coopatlas.reading.russian.modality import modality
from coopatlas.reading.russian.reference_periods import context_period
from coopatlas.reading.russian.scene import Scene

_COMPOSING = re.compile(
    r"основ\w+\s+(?:\w+\s+){0,2}(?:торговли|товарооборота|экспорта|импорта|поставок)\s*[—–-]|"
    r"основ[уаой]+\s+(?:\w+\s+){0,3}?(?:составля\w+|состав\w+|формиру\w+)|составля\w+\s+основу|"
    r"преоблада\w+|приходи\w+\s+на|основн\w+\s+(?:\w+\s+)?(?:статья|статьи|статьями|товар\w*|"
    r"позици\w+|груз\w*|экспорт\w*|импорт\w*)"
    r"|(?:част[ьи]|доля|долю|половин\w+|четверт\w+|треть|процент\w*|%)\s+(?:\w+\s+){0,2}(?:товарооборота|экспорта|"
    r"импорта|торговли|поставок)(?:\s+[\w-]+){0,5}?\s+(?:составля\w+|приход\w+\s+на|занима\w+|да[её]т)"
    r"|среди\s+(?:\w+\s+)?(?:экспортн|импортн)\w+\s+(?:позици|товар)\w+(?:\s+также)?(?:\s*[—–-])?"
    r"|в\s+(?:структуре|номенклатуре|составе)\b|лидиру\w+|состоит\s+из|представлен\w*|доминиру\w+",
    re.IGNORECASE,
)
_BACKFLOW = re.compile(
    r"(?:встречн\w+\s+поток\w*|в\s+обратном\s+направлении|"
    r"обратный\s+поток)\s*[—–-]\s*(?:это\s+)?(?:в\s+основном|главным\s+образом|преимущественно)?",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"(?:в\s+(?:этом\s+)?(?:списке|перечне|числе)|среди\s+\w+)[^.;]{0,40}?(?:значатся|входят|"
    r"есть|фигурируют|оказались)(?:\s+(?:также|и|ещё|еще))?",
    re.IGNORECASE,
)
_TALKED_OF = re.compile(r"речь\s+(?:ид[её]т|пойд[её]т|шла|зашла)|обсу[дж]\w+", re.IGNORECASE)
_LIST_BEFORE = 10
"""Code points that must stand before a verb of composing for a list to have room there."""


def traded(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield what two sides trade in, by the case alone: «о взаимной торговле лесом, рыбой и мебелью»."""
    for token in sentence.find("торговля", "торговать"):
        if token.feats.get("VerbForm") == "Part":
            continue  # «компании, торгующие электроприборами»
        behind = sentence.tokens[token.i + 1 : token.i + 2]
        if behind and behind[0].case == "Ins" and sentence.mention_at(behind[0]) is None:
            listed = items(sentence, token.i + 1, frozenset({"Ins"}))
            flow = Flow("turnover", token.start - sentence.start, token.end - sentence.start)
            talked = _TALKED_OF.search(sentence.text) is not None
            mode = "negotiation" if talked else modality(sentence, token, ignore=lexicon.SAYING)
            yield from (
                replace(fact, modality=mode)
                for fact in commodities(
                    scene, sentence, "turnover", participants(scene, sentence, flow), listed, "commodities.traded", 0.7
                )
            )


def composition(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the goods that a sentence says a flow consists of: «основу экспорта составляют …», «в структуре — …»."""
    match = _COMPOSING.search(sentence.text) or _BACKFLOW.search(sentence.text) or _listed_on(scene, sentence)
    if match is None:
        return
    before = (
        flows_of(scene.sentences[sentence.index - 1].text) if sentence.index and _LISTING.search(sentence.text) else ()
    )
    flows = (
        flows_of(sentence.text)
        or tuple(Flow(f.kind, 0, 0) for f in before[:1])
        or ((Flow("import", match.start(), 0),) if _BACKFLOW.search(sentence.text) else ())
    )
    if not flows and not re.search(r"товар|груз|номенклатур|поток", sentence.text, re.IGNORECASE):
        return
    flow = next(
        (f for f in reversed(flows) if f.start < match.end()),
        flows[0] if flows else Flow("turnover", match.start(), match.end()),
    )
    at = next((t.i for t in sentence.tokens if t.start - sentence.start >= match.end()), len(sentence.tokens))
    listed = _listed(sentence, at)
    if not listed and match.start() > _LIST_BEFORE:
        listed = [
            item for item in items(sentence, 0, frozenset({"Nom"})) if item.head.start - sentence.start < match.start()
        ]
    pair = participants(scene, sentence, flow)
    yield from commodities(scene, sentence, flow.kind, pair, listed, "commodities.composition", 0.85)


def _listed_on(scene: Scene, sentence: Sentence) -> "re.Match[str] | None":
    """Find «в списке значатся также …» behind a sentence that began the list."""
    before = scene.sentences[sentence.index - 1].text if sentence.index else ""
    return _LISTING.search(sentence.text) if _COMPOSING.search(before) and flows_of(before) else None


def _listed(sentence: Sentence, at: int) -> list[Item]:
    """Return the items of the list and of what a dash or colon behind it spells out."""
    listed = items(sentence, at)
    last = listed[-1].last if listed else at
    return listed + (
        items(sentence, last + 2) if last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].text == ":" else []
    )


def commodities(
    scene: Scene,
    sentence: Sentence,
    flow: str,
    pair: tuple[str, str | None] | None,
    listed: Sequence[Item],
    rule: str,
    confidence: float,
) -> Iterator[Fact]:
    """Yield the goods of a list as what makes up a flow between a pair; nothing where both are one."""
    if pair is None or not listed or pair[0] == pair[1]:
        return
    when = dates.periods(sentence.text, scene.calendar)
    period = when[0].label if when else context_period(scene, sentence) if rule.endswith("composition") else None
    for name in goods_of(sentence, listed):
        args = {"reporter": pair[0], "partner": pair[1], "flow": flow, "commodity": name, "period": period}
        yield make("commodity", sentence, args, rule, confidence=confidence, at=listed[0].head)
