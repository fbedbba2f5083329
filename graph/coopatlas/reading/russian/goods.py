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
from coopatlas.reading.russian.dates import Calendar
from coopatlas.reading.russian.modality import modality
from coopatlas.reading.russian.scene import Scene
from coopatlas.reading.russian.speech import Speech
from coopatlas.reading.russian.trade import Flow, context_period, flows_of, participants

SENDING = frozenset(
    {
        "поставлять", "поставить", "отправлять", "отправить", "отгружать", "отгрузить", "везти", "возить", "вывозить", "экспортировать",
        "продавать", "направлять", "ехать", "идти", "поступать", "уходить", "поставляться", "экспортироваться", "вывозиться", "отгружаться",
        "отправляться", "доставлять",
    }
)  # fmt: skip
RECEIVING = frozenset({"получать", "покупать", "закупать", "импортировать", "ввозить", "приобретать", "завозить", "импортироваться", "ввозиться", "закупаться"})
_STARTING = frozenset({"начать", "стать", "приступить", "возобновить", "запустить"})
_COMPOSING = re.compile(
    r"основ[уаой]+\s+(?:\w+\s+){0,3}?(?:составля\w+|состав\w+|формиру\w+)|составля\w+\s+основу|преоблада\w+|приходи\w+\s+на|основн\w+\s+(?:\w+\s+)?(?:статья|статьи|статьями|товар\w*|позици\w+|груз\w*|экспорт\w*|импорт\w*)"
    r"|в\s+(?:структуре|номенклатуре|составе)\b|лидиру\w+|состоит\s+из|представлен\w*|доминиру\w+",
    re.I,
)  # fmt: skip
_BACKWARDS = re.compile(r"обратно|встречн\w+|в\s+обратном\s+направлении|навстречу|взамен|в\s+ответ", re.I)
_SETS = (
    "бумага и картон", "машины и оборудование", "оборудование и машины", "машины и механизмы", "металлы и изделия из них", "металлы и изделия", "плоды и овощи",
    "овощи и фрукты", "фрукты и овощи", "нефть и нефтепродукты", "нефть и газ", "мясо и птица", "мясо и мясопродукты", "жиры и масла", "плоды и орехи",
    "злаки и мука", "рыба и морепродукты", "пластмассы и изделия", "древесина и изделия", "древесина и пиломатериалы", "обувь и одежда", "каучук и резина",
    "дерево и изделия", "изделия и полуфабрикаты", "табак и изделия", "лом и отходы", "зерно и мука", "кожа и меха", "лес и пиломатериалы",
)  # fmt: skip
"""Pairs that customs statistics name as one group."""

_NO_GOODS = frozenset(
    {
        "сотрудничество", "отношение", "связь", "год", "процент", "доля", "рубль", "доллар", "рост", "объем", "рынок", "страна", "регион", "компания",
        "предприятие", "товарооборот", "экспорт", "импорт", "внимание", "вопрос", "проект", "направление", "сфера", "раз", "тонна", "продажа", "позиция",
        "половина", "треть", "часть", "место", "товар", "груз", "которая", "республика", "область", "край", "дело", "речь", "очередь", "поставка",
        "номенклатура", "основа", "структура", "партнер", "это", "он", "она", "они", "тот", "сторона", "то", "который", "человек", "участник", "млн",
        "миллион", "миллиард", "млрд", "показатель", "месяц", "полугодие", "период", "словом", "слово", "поставщик", "покупатель", "потребитель",
    }
)  # fmt: skip


def read(scene: Scene, speech: Speech, sentence: Sentence) -> Iterator[Fact]:
    """Yield the commodity groups and the deliveries that a sentence names."""
    composed = list(_composition(scene, sentence))
    yield from composed
    if not composed:
        for token in sentence.tokens:
            if token.lemma in SENDING | RECEIVING and token.pos == "VERB":
                yield from _sending(scene, sentence, token)
            elif token.lemma in {"поставка", "отгрузка"} and token.pos == "NOUN":
                yield from _delivery(scene, sentence, token)


# Lists of goods ------------------------------------------------------------------------------------------------------


def goods_of(sentence: Sentence, heads: Sequence[Token]) -> list[str]:
    """Return the groups of goods that coordinated nouns name, in dictionary form; customs' own pairs stay together."""
    names: list[str] = []
    for head in heads:
        if head.lemma in _NO_GOODS or head.pos not in {"NOUN", "PROPN", "X"} or not _is_goods(sentence, head):
            continue
        name = clauses.phrase_name(sentence, head).strip(" ,«»\"")
        name = re.split(r"\s[–—-]\s|,\s+(?:а|которы|в\s+том\s+числе)|\(", name)[0].strip(" ,")
        if names and _is_pair(sentence, names[-1], name, head):
            names[-1] = f"{names[-1]} и {name}"
        elif name:
            names.append(name)
    return names


def _is_goods(sentence: Sentence, head: Token) -> bool:
    mention = sentence.mention_at(head)
    return mention is None or mention.form == "adjective" or (mention.kind == "organization" and mention.form == "noun" and False)


def _is_pair(sentence: Sentence, before: str, name: str, head: Token) -> bool:
    """Whether «A и B» is one group: a pair of the customs list, «… и изделия из них», or B under A in the tree."""
    joined = head.i > 0 and any(t.text == "и" for t in sentence.tokens[max(0, head.i - 3) : head.i])
    if not joined:
        return False
    both = f"{before} и {name}".casefold()
    return both in _SETS or re.search(r" и изделия из (?:не[её]|него|них)", both) is not None


def list_after(sentence: Sentence, at: int, cases: frozenset[str] = frozenset({"Nom", "Acc"})) -> list[Token]:
    """Return the heads of a list of goods from token `at` on: nouns in one case that commas and «и» separate.

    Dependency trees of long lists are unreliable; commas are not.
    """
    heads: list[Token] = []
    depth = 0
    for token in sentence.tokens[at:]:
        depth += (token.text == "(") - (token.text == ")")
        if token.text in "»\".;" or (token.text in "—–:" and heads and False):
            if token.text in ".;":
                break
            continue
        if token.pos == "VERB" and token.feats.get("VerbForm") not in {"Part", None} and heads:
            break
        if depth == 0 and _heads_item(sentence, token, cases, heads):
            heads.append(token)
    return heads


def _heads_item(sentence: Sentence, token: Token, cases: frozenset[str], heads: Sequence[Token]) -> bool:
    if token.pos not in {"NOUN", "PROPN"} or token.case not in cases or clauses.preposition(sentence, token) not in {"", "как"}:
        return False
    before = token.i - 1
    while before >= 0 and (sentence.tokens[before].pos in {"ADJ", "DET", "ADV", "PART"} or sentence.tokens[before].feats.get("VerbForm") == "Part"):
        before -= 1
    left = sentence.tokens[before] if before >= 0 else None
    governed = left is not None and left.pos in {"NOUN", "PROPN"} and token.case == "Gen"
    return left is None or not governed and (left.text in {",", "и", "—", "–", "-", ":", "также", "или", "«", "включая"} or left.pos in {"VERB", "ADV", "PART", "NOUN", "AUX"} and not heads or left.pos == "PROPN" and not heads)


# Composition ---------------------------------------------------------------------------------------------------------


def _composition(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    match = _COMPOSING.search(sentence.text)
    if match is None:
        return
    flows = flows_of(sentence.text)
    if not flows and not re.search(r"товар|груз|номенклатур|поток", sentence.text, re.I):
        return
    flow = next((f for f in reversed(flows) if f.start < match.end()), flows[0] if flows else Flow("turnover", match.start(), match.end()))
    at = next((t.i for t in sentence.tokens if t.start - sentence.start >= match.end()), len(sentence.tokens))
    heads = list_after(sentence, at, frozenset({"Nom", "Acc", "Ins"} if "лид" in match.group() else {"Nom", "Acc"}))
    if not heads and match.start() > 10:
        heads = [h for h in list_after(sentence, 0, frozenset({"Nom"})) if h.start - sentence.start < match.start()]
    pair = participants(scene, sentence, flow)
    kind = _direction(scene, sentence, flow)
    yield from _commodities(scene, sentence, kind, pair, heads, "goods.composition", 0.85)


def _direction(scene: Scene, sentence: Sentence, flow: Flow) -> str:
    return flow.kind


def _commodities(scene: Scene, sentence: Sentence, flow: str, pair: tuple[str, str | None] | None, heads: Sequence[Token], rule: str, confidence: float) -> Iterator[Fact]:
    if pair is None:
        return
    calendar = Calendar.of(scene.document.text, scene.document.published)
    when = dates.periods(sentence.text, calendar)
    period = when[0].label if when else context_period(scene, sentence, calendar) if rule.endswith("composition") else None
    for name in goods_of(sentence, heads):
        args = {"reporter": pair[0], "partner": pair[1], "flow": flow, "commodity": name, "period": period}
        yield make("commodity", sentence, args, rule, modality=modality(sentence, heads[0]) if "negotiation" in rule else "stated", confidence=confidence)


# Sending and receiving -----------------------------------------------------------------------------------------------


def _sending(scene: Scene, sentence: Sentence, verb: Token) -> Iterator[Fact]:
    """Read «X поставляет в Y товары», «из X в Y везут товары», «X получает от Y товары»."""
    parts = clauses.clause(sentence, verb)
    heads = _goods_heads(sentence, verb)
    names = goods_of(sentence, heads)
    if not names:
        return
    source, target, named = _ends(scene, sentence, verb, parts)
    starting = any(w.lemma in _STARTING for w in (verb, *sentence.ancestors(verb)))
    mode = modality(sentence, verb, ignore=frozenset(_STARTING))
    if not named and not starting and mode == "stated":
        yield from _as_commodity(scene, sentence, verb, source, target, heads)
        return
    if source is None and target is None:
        return
    calendar = Calendar.of(scene.document.text, scene.document.published)
    when = dates.periods(sentence.text, calendar)
    status = "started" if starting and mode == "stated" else "ongoing" if mode == "stated" else "planned"
    for name in names:
        args = {
            "supplier": source, "recipient": target, "goods": name, "status": status,
            "start": when[0].label if when and starting else None, "period": when[0].label if when and not starting else None,
        }  # fmt: skip
        yield make("supply", sentence, args, "goods.supply", modality=mode, confidence=0.8 if source and target else 0.6)


def _goods_heads(sentence: Sentence, verb: Token) -> list[Token]:
    motion = verb.lemma in {"ехать", "идти", "поступать", "уходить"} or clauses.passive(verb)
    direct = clauses.subjects(sentence, verb) if motion else clauses.objects(sentence, verb)
    own = [t for t in direct if t.pos in {"NOUN", "PROPN"} and sentence.mention_at(t) is None and t.lemma not in _NO_GOODS]
    if own:
        first = min(own, key=lambda t: t.i)
        listed = list_after(sentence, _phrase_start(sentence, first), frozenset({first.case, "Acc", "Nom"} if first.case in {"Acc", "Nom"} else {first.case}))
        return sorted({t.i: t for t in [*own, *listed]}.values(), key=lambda t: t.i)
    after = list_after(sentence, verb.i + 1)
    return after


def _phrase_start(sentence: Sentence, head: Token) -> int:
    return min(t.i for t in clauses.phrase(sentence, head))


def _ends(scene: Scene, sentence: Sentence, verb: Token, parts: Sequence[Token]) -> tuple[str | None, str | None, bool]:
    """Return who sends, who gets, and whether one of them is a named firm."""
    receiving = verb.lemma in RECEIVING
    actor, named = None, False
    for subject in clauses.subjects(sentence, verb):
        mention = sentence.mention_at(subject) or _quoted_name(sentence, subject)
        if mention is not None and mention.kind in {"territory", "organization"} and mention.form != "adjective":
            actor, named = mention.name, named or mention.kind == "organization"
            break
        actor = actor or _adjectival(scene, sentence, subject)
    other = _direction_of(scene, sentence, verb, "от из у с" if receiving else "в на для")
    origin = _direction_of(scene, sentence, verb, "из от с") if not receiving else None
    if other is None and not receiving:
        other, firm = _dative(scene, sentence, verb)
        named = named or firm
    elif other is not None:
        named = named or any(m.name == other and m.kind == "organization" for m in sentence.mentions)
    source, target = (other, actor) if receiving else (actor or origin, other)
    return source, target, named


def _quoted_name(sentence: Sentence, token: Token) -> Mention | None:
    return next((m for m in sentence.mentions if m.kind == "organization" and token.i < m.first <= token.i + 2 and m.form == "name"), None)


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
        if token.lemma not in wanted or token.pos != "ADP" or abs(token.i - verb.i) > 15 or _separated(sentence, token, verb):
            continue
        for mention in sentence.mentions:
            if token.i < mention.first <= token.i + 4 and mention.kind in {"territory", "organization", "union"} and (mention.form != "adjective" or sentence.tokens[mention.last + 1 :][:1] and sentence.tokens[mention.last + 1].lemma in {"порт", "рынок", "сторона"}):
                noun = sentence.tokens[mention.head]
                if token.lemma in {"в", "на"} and noun.case == "Loc":
                    continue
                return mention.name
        after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
        if after is not None and after.case != "Loc" and (name := scene.described(sentence, after)):
            return name
    return None


def _separated(sentence: Sentence, a: Token, b: Token) -> bool:
    first, last = sorted((a.i, b.i))
    return any(t.text in ";:" for t in sentence.tokens[first:last])


def _dative(scene: Scene, sentence: Sentence, verb: Token) -> tuple[str | None, bool]:
    for token in clauses.complements(sentence, verb, case="Dat"):
        mention = sentence.mention_at(token) or _quoted_name(sentence, token)
        if mention is not None and mention.kind in {"organization", "territory"}:
            return mention.name, mention.kind == "organization"
    return None, False


def _as_commodity(scene: Scene, sentence: Sentence, verb: Token, source: str | None, target: str | None, heads: Sequence[Token]) -> Iterator[Fact]:
    """Read what a territory sends as its exports; «обратно», «встречный поток» are its imports."""
    if _BACKWARDS.search(sentence.text[: verb.end - sentence.start]) and source is None:
        pair = scene.pair(sentence)
        yield from _commodities(scene, sentence, "import", pair, heads, "goods.backwards", 0.7)
        return
    if verb.lemma in RECEIVING:
        reporter, partner, flow = target, source, "import"
    else:
        reporter, partner, flow = source, target, "export"
    known = reporter or partner
    if known is None:
        return
    pair = scene.pair(sentence)
    other = next((name for name in pair or () if name != known), None)
    yield from _commodities(scene, sentence, flow, (reporter or other or known, partner or (other if reporter else known)), heads, "goods.sent", 0.7)


def _delivery(scene: Scene, sentence: Sentence, noun: Token) -> Iterator[Fact]:
    """Read «поставки сельхозпродуктов на рынок Y», «возможность поставок»."""
    heads = [t for t in sentence.children(noun, "nmod") if t.case == "Gen" and not clauses.preposition(sentence, t)]
    heads = [c for h in heads for c in clauses.conjuncts(sentence, h)]
    names = goods_of(sentence, heads)
    mode = modality(sentence, noun)
    target = _direction_of(scene, sentence, noun, "в на для")
    source = _direction_of(scene, sentence, noun, "из от")
    if not names or not (target or source):
        return
    verb = next((w for w in sentence.ancestors(noun) if w.pos == "VERB"), None)
    starting = verb is not None and verb.lemma in {"начаться", "начать", "стартовать", "возобновиться", "запустить", "открыть"}
    pair = scene.pair(sentence)
    for name in names:
        other = next((p for p in pair or () if p != (target or source)), None)
        args = {"supplier": source or other, "recipient": target, "goods": name, "status": "started" if starting and mode == "stated" else "ongoing" if mode == "stated" else "planned"}
        yield make("supply", sentence, args, "goods.delivery", modality=mode, confidence=0.65)
