"""What is traded: commodity groups that make up a flow, and deliveries from one to another.

What a flow consists of, or what a territory's unnamed firms send, is `commodity`; a delivery by a named supplier, its
start, or one that is planned or talked of is `supply`.
"""

import re
from collections.abc import Iterator, Sequence

from coopatlas.model import Fact
from coopatlas.reading.annotation import Mention, Sentence, Token
from coopatlas.reading.records import make
from coopatlas.reading.russian import clauses, dates
from coopatlas.reading.russian.flows import Flow, flows_of, participants
from coopatlas.reading.russian.goods import Item, goods_of, is_goods, items, start_of
from coopatlas.reading.russian.modality import modality
from coopatlas.reading.russian.reference_periods import context_period
from coopatlas.reading.russian.scene import Scene

SENDING = frozenset(
    {
        "поставлять", "поставить", "отправлять", "отправить", "отгружать", "отгрузить", "везти", "возить",
        "вывозить", "экспортировать",
        "продавать", "направлять", "ехать", "идти", "поступать", "уходить", "поставляться", "экспортироваться",
        "вывозиться", "отгружаться",
        "отправляться", "доставлять",
    }
)  # fmt: skip
RECEIVING = frozenset(
    {
        "получать",
        "покупать",
        "закупать",
        "получить",
        "закупить",
        "купить",
        "импортировать",
        "ввозить",
        "приобретать",
        "завозить",
        "импортироваться",
        "ввозиться",
        "закупаться",
    }
)
_STARTING = frozenset({"начать", "стать", "приступить", "возобновить", "запустить"})
_COMPOSING = re.compile(
    r"основ\w+\s+(?:\w+\s+){0,2}(?:торговли|товарооборота|экспорта|импорта|поставок)\s*[—–-]|"
        r"основ[уаой]+\s+(?:\w+\s+){0,3}?(?:составля\w+|состав\w+|формиру\w+)|составля\w+\s+основу|"
        r"преоблада\w+|приходи\w+\s+на|основн\w+\s+(?:\w+\s+)?(?:статья|статьи|статьями|товар\w*|"
        r"позици\w+|груз\w*|экспорт\w*|импорт\w*)"
    r"|в\s+(?:структуре|номенклатуре|составе)\b|лидиру\w+|состоит\s+из|представлен\w*|доминиру\w+",
    re.IGNORECASE,
)  # fmt: skip
_BACKWARDS = re.compile(r"обратно|встречн\w+|в\s+обратном\s+направлении|навстречу|взамен|в\s+ответ", re.IGNORECASE)
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


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the commodity groups and the deliveries that a sentence names."""
    composed = list(_composition(scene, sentence))
    yield from composed
    if not composed:
        for token in sentence.tokens:
            if token.lemma in SENDING | RECEIVING and token.pos == "VERB":
                yield from _sending(scene, sentence, token)
            elif token.lemma in {"поставка", "отгрузка"} and token.pos == "NOUN":
                yield from _delivery(scene, sentence, token)


def _listed_on(scene: Scene, sentence: Sentence) -> "re.Match[str] | None":
    """Find «в списке значатся также …» behind a sentence that began the list."""
    before = scene.sentences[sentence.index - 1].text if sentence.index else ""
    return _LISTING.search(sentence.text) if _COMPOSING.search(before) and flows_of(before) else None


def _composition(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
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
    if not listed and match.start() > 10:
        listed = [
            item for item in items(sentence, 0, frozenset({"Nom"})) if item.head.start - sentence.start < match.start()
        ]
    pair = participants(scene, sentence, flow)
    yield from _commodities(scene, sentence, flow.kind, pair, listed, "supplies.composition", 0.85)


def _listed(sentence: Sentence, at: int) -> list[Item]:
    """Return the items of the list and of what a dash or colon behind it spells out."""
    listed = items(sentence, at)
    last = listed[-1].last if listed else at
    return listed + (
        items(sentence, last + 2) if last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].text == ":" else []
    )


def _commodities(
    scene: Scene,
    sentence: Sentence,
    flow: str,
    pair: tuple[str, str | None] | None,
    listed: Sequence[Item],
    rule: str,
    confidence: float,
) -> Iterator[Fact]:
    if pair is None or not listed or pair[0] == pair[1]:
        return
    when = dates.periods(sentence.text, scene.calendar)
    period = when[0].label if when else context_period(scene, sentence) if rule.endswith("composition") else None
    for name in goods_of(sentence, listed):
        args = {"reporter": pair[0], "partner": pair[1], "flow": flow, "commodity": name, "period": period}
        yield make("commodity", sentence, args, rule, confidence=confidence, at=listed[0].head)


# Sending and receiving -----------------------------------------------------------------------------------------------


def _sending(scene: Scene, sentence: Sentence, verb: Token) -> Iterator[Fact]:
    """Read «X поставляет в Y товары», «из X в Y везут товары», «X получает от Y товары»."""
    listed = _goods_items(sentence, verb)
    names = goods_of(sentence, listed)
    if not names:
        return
    source, target, named = _ends(scene, sentence, verb)
    starting = any(w.lemma in _STARTING for w in (verb, *sentence.ancestors(verb))) or _since(sentence, verb)
    mode = modality(sentence, verb, ignore=frozenset(_STARTING))
    if not named and not starting and mode == "stated":
        yield from _as_commodity(scene, sentence, verb, source, target, listed)
        return
    if source is None and target is None:
        return
    when = dates.periods(sentence.text, scene.calendar)
    source = source or _origin_of(sentence, listed)
    status = "started" if starting and mode == "stated" else "ongoing" if mode == "stated" else "planned"
    for name, supplier in [*((name, source) for name in names), *_gapped(sentence, verb, listed)]:
        args = {
            "supplier": supplier, "recipient": target, "goods": name, "status": status,
            "start": when[0].label if when and starting else None, "period": when[0].label if when and not starting else None,
        }  # fmt: skip
        yield make(
            "supply",
            sentence,
            args,
            "supplies.supply",
            at=verb,
            modality=mode,
            confidence=0.8 if source and target else 0.6,
        )


def _since(sentence: Sentence, verb: Token) -> bool:
    """Whether deliveries that go on began at a time that is named: «с 2018 года отправляет»."""
    return (
        verb.feats.get("Tense") == "Pres" and re.search(r"\b[Сс]\s+(?:\w+\s+)?(?:19|20)\d\d", sentence.text) is not None
    )


def _origin_of(sentence: Sentence, listed: Sequence[Item]) -> str | None:
    """Return where goods come from by their adjective: «казахстанскую аграрную продукцию»."""
    for item in listed[:1]:
        for mention in sentence.mentions:
            if (
                mention.kind == "territory"
                and mention.form == "adjective"
                and item.first <= mention.first <= item.head.i
            ):
                return mention.name
    return None


def _gapped(sentence: Sentence, verb: Token, listed: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Yield goods and supplier of a second clause without its verb: «валы поставляет A, сцепления — B»."""
    last = max([verb.i, *(item.last for item in listed)])
    for dash in (t for t in sentence.tokens[last + 1 :] if t.text in "—–"):
        left, right = sentence.tokens[dash.i - 1], dash.i + 1
        after = next((m for m in sentence.mentions if m.kind == "organization" and m.first == right), None)
        before = next((m for m in sentence.mentions if m.kind == "organization" and m.last == dash.i - 1), None)
        if after is not None and left.pos == "NOUN" and is_goods(sentence, left):
            yield (
                clauses.dictionary_form(sentence, left, sentence.tokens[start_of(sentence, left) : left.i + 1]),
                after.name,
            )
        elif before is not None and right < len(sentence.tokens) and (listed_after := items(sentence, right)):
            yield from ((name, before.name) for name in goods_of(sentence, listed_after))


def _goods_items(sentence: Sentence, verb: Token) -> list[Item]:
    """Return what is sent: the list that begins with the object (of a motion or a passive, the subject)."""
    motion = verb.lemma in {"ехать", "идти", "поступать", "уходить"} or clauses.passive(verb)
    direct = clauses.subjects(sentence, verb) if motion else clauses.objects(sentence, verb)
    measured = next(
        (t for t in direct if t.lemma in {"партия", "объем", "тонна", "состав", "вагон", "груз", "эшелон"}), None
    )
    if measured is not None and (inside := items(sentence, measured.i + 1, frozenset({"Gen"}))):
        return inside
    more = next(
        (t for t in sentence.tokens[verb.i + 1 : verb.i + 3] if t.lemma in {"больше", "много", "более", "меньше"}), None
    )
    if more is not None:
        return items(sentence, more.i + 1, frozenset({"Gen"}))
    own = [t for t in direct if t.pos in {"NOUN", "PROPN"} and is_goods(sentence, t) and t.case not in {"Dat", "Ins"}]
    if own:
        first = min(own, key=lambda t: t.i)
        start = start_of(sentence, first)
        cases = frozenset({"Acc", "Nom"}) if first.case in {"Acc", "Nom"} else frozenset({first.case, "Acc"})
        return [item for item in items(sentence, start, cases) if not first.i < verb.i < item.head.i]
    return items(sentence, verb.i + 1)


def _ends(scene: Scene, sentence: Sentence, verb: Token) -> tuple[str | None, str | None, bool]:
    """Return who sends, who gets, and whether one of them is a named firm."""
    receiving = verb.lemma in RECEIVING
    actor, named = None, False
    for subject in clauses.subjects(sentence, verb):
        mention = sentence.mention_at(subject) or _quoted_name(sentence, subject)
        if (
            mention is not None
            and mention.kind in {"territory", "organization"}
            and mention.form != "adjective"
            and not _generic(sentence, mention)
        ):
            actor, named = mention.name, named or (mention.kind == "organization" and mention.form != "noun")
            break
        actor = actor or _adjectival(scene, sentence, subject)
    other = _direction_of(scene, sentence, verb, "от из у с" if receiving else "в на для")
    if actor is None:
        beside = next(
            (
                m
                for m in sentence.mentions
                if m.last == verb.i - 1 and m.form in {"quoted", "name"} and m.kind == "organization"
            ),
            None,
        )
        actor, named = (beside.name, True) if beside else (None, named)
    origin = _direction_of(scene, sentence, verb, "из от с") if not receiving else None
    if other is None and not receiving:
        other, firm = _dative(scene, sentence, verb)
        named = named or firm
    elif other is not None:
        named = named or any(m.name == other and m.kind == "organization" for m in sentence.mentions)
    source, target = (other, actor) if receiving else (actor or origin, other)
    return source, target, named


def _generic(sentence: Sentence, mention: Mention) -> bool:
    """Whether a body is any of its kind: «уральские заводы», «предприятия области»."""
    return mention.form == "noun" and sentence.tokens[mention.head].feats.get("Number") == "Plur"


def _quoted_name(sentence: Sentence, token: Token) -> Mention | None:
    return next(
        (
            m
            for m in sentence.mentions
            if m.kind == "organization" and token.i < m.first <= token.i + 2 and m.form == "name"
        ),
        None,
    )


def _adjectival(scene: Scene, sentence: Sentence, subject: Token) -> str | None:
    """Return the territory of «казахстанские предприятия», «уральские заводы», «регион»."""
    for child in sentence.children(subject, "amod", "nmod"):
        mention = sentence.mention_at(child)
        if mention is not None and mention.kind == "territory":
            return mention.name
    return scene.described(sentence, subject)


def _direction_of(scene: Scene, sentence: Sentence, verb: Token, prepositions: str) -> str | None:
    """Return the territory or body after one of these prepositions in the clause of the verb."""
    wanted = prepositions.split()
    for token in sentence.tokens:
        if (
            token.lemma not in wanted
            or token.pos != "ADP"
            or abs(token.i - verb.i) > 15
            or _separated(sentence, token, verb)
        ):
            continue
        noun = next((t for t in sentence.tokens[token.i + 1 : token.i + 5] if t.pos in {"NOUN", "PROPN"}), None)
        if (
            noun is not None
            and noun.case != "Loc"
            and sentence.mention_at(noun) is None
            and (name := scene.described(sentence, noun))
        ):
            return name
        for mention in sentence.mentions:
            if (
                token.i < mention.first
                and _leads_to(sentence, token, mention)
                and mention.kind in {"territory", "organization", "union"}
                and (
                    mention.form != "adjective"
                    or (
                        sentence.tokens[mention.last + 1 :][:1]
                        and sentence.tokens[mention.last + 1].lemma in {"порт", "рынок", "сторона"}
                    )
                )
            ):
                noun = sentence.tokens[mention.head]
                if token.lemma in {"в", "на"} and noun.case == "Loc":
                    continue
                return mention.name
    return None


def _leads_to(sentence: Sentence, preposition: Token, mention: Mention) -> bool:
    """Whether a preposition governs a mention: only adjectives, or a port or market, stand between."""
    between = sentence.tokens[preposition.i + 1 : mention.first]
    return len(between) <= 4 and all(
        t.pos in {"ADJ", "DET"} or t.lemma in {"порт", "рынок", "территория", "сторона", "адрес"} for t in between
    )


def _separated(sentence: Sentence, a: Token, b: Token) -> bool:
    first, last = sorted((a.i, b.i))
    return any(t.text in ";:" for t in sentence.tokens[first:last])


def _dative(scene: Scene, sentence: Sentence, verb: Token) -> tuple[str | None, bool]:
    for token in clauses.complements(sentence, verb, case="Dat"):
        mention = sentence.mention_at(token) or _quoted_name(sentence, token)
        if mention is not None and mention.kind in {"organization", "territory"}:
            return mention.name, mention.kind == "organization"
    return None, False


def _as_commodity(
    scene: Scene, sentence: Sentence, verb: Token, source: str | None, target: str | None, listed: Sequence[Item]
) -> Iterator[Fact]:
    """Read what a territory sends as its exports; «обратно», «встречный поток» are its imports."""
    if _BACKWARDS.search(sentence.text[: verb.end - sentence.start]) and source is None:
        pair = scene.pair(sentence)
        yield from _commodities(scene, sentence, "import", pair, listed, "supplies.backwards", 0.7)
        return
    if verb.lemma in RECEIVING:
        reporter, partner, flow = target, source, "import"
    else:
        reporter, partner, flow = source, target, "export"
    sides = {m.name for m in scene.prominent(sentence)}
    reporter, partner = reporter if reporter in sides else None, partner if partner in sides else None
    known = reporter or partner
    if known is None:
        return
    other = scene.counterpart(sentence, known)
    yield from _commodities(
        scene,
        sentence,
        flow,
        (reporter or other or known, partner or (other if reporter else known)),
        listed,
        "supplies.sent",
        0.7,
    )


def _delivery(scene: Scene, sentence: Sentence, noun: Token) -> Iterator[Fact]:
    """Read «поставки сельхозпродуктов на рынок Y», «возможность поставок»."""
    names = goods_of(sentence, items(sentence, noun.i + 1, frozenset({"Gen"})))
    mode = modality(sentence, noun)
    target = _direction_of(scene, sentence, noun, "в на для")
    source = _direction_of(scene, sentence, noun, "из от")
    if not names or not (target or source):
        return
    verb = next((w for w in sentence.ancestors(noun) if w.pos == "VERB"), None)
    starting = verb is not None and verb.lemma in {
        "начаться",
        "начать",
        "стартовать",
        "возобновиться",
        "запустить",
        "открыть",
    }
    other = scene.counterpart(sentence, target or source or "")
    for name in names:
        args = {
            "supplier": source or other,
            "recipient": target,
            "goods": name,
            "status": "started" if starting and mode == "stated" else "ongoing" if mode == "stated" else "planned",
        }
        yield make("supply", sentence, args, "supplies.delivery", at=noun, modality=mode, confidence=0.65)
