"""What is traded: commodity groups that make up a flow, and deliveries from one to another.

What a flow consists of, or what a territory's unnamed firms send, is `commodity`; a delivery by a named supplier, its
start, or one that is planned or talked of is `supply`.
"""

import re
from collections.abc import Iterator, Sequence

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import dates
from coopatlas.reading.russian.commodities import commodities, composition, traded
from coopatlas.reading.russian.directions import FROM, RECEIVING, TO, direction_of, ends
from coopatlas.reading.russian.goods import Item, goods_of, is_goods, items, start_of
from coopatlas.reading.russian.modality import modality
from coopatlas.reading.russian.scene import Scene

_SENDING = frozenset(
    {
        "поставлять", "поставить", "отправлять", "отправить", "отгружать", "отгрузить", "везти", "возить",
        "вывозить", "экспортировать",
        "продавать", "направлять", "ехать", "идти", "поступать", "уходить", "поставляться", "экспортироваться",
        "вывозиться", "отгружаться",
        "отправляться", "доставлять",
    }
)  # fmt: skip
_MOVING = frozenset({"ехать", "идти", "поступать", "уходить"})
_STARTING = frozenset({"начать", "стать", "приступить", "возобновить", "запустить"})
_STARTED = frozenset({"начаться", "начать", "стартовать", "возобновиться", "запустить", "открыть"})
_MEASURES = frozenset({"партия", "объем", "тонна", "состав", "вагон", "груз", "эшелон"})
_ORDERS = frozenset({"заказ", "контракт", "договор", "соглашение"})
"""Documents by which deliveries are still to come."""
_SINCE = re.compile(r"\b[Сс]\s+(?:\w+\s+)?(?:19|20)\d\d")
_BACKWARDS = re.compile(r"обратно|встречн\w+|в\s+обратном\s+направлении|навстречу|взамен|в\s+ответ", re.IGNORECASE)


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the commodity groups and the deliveries that a sentence names."""
    composed = [*composition(scene, sentence), *traded(scene, sentence)]
    yield from composed
    if not composed:
        for token in sentence.tokens:
            if token.lemma in _SENDING | RECEIVING and token.pos == "VERB":
                yield from _sending(scene, sentence, token)
            elif token.lemma in {"поставка", "отгрузка"} and token.pos == "NOUN":
                yield from _delivery(scene, sentence, token)


def _sending(scene: Scene, sentence: Sentence, verb: Token) -> Iterator[Fact]:
    """Read «X поставляет в Y товары», «из X в Y везут товары», «X получает от Y товары»."""
    listed = _goods_items(sentence, verb)
    names = goods_of(sentence, listed)
    if not names:
        return
    source, target, named = ends(scene, sentence, verb)
    changing = any(t.lemma in {"больше", "меньше", "чаще"} for t in sentence.tokens[verb.i : verb.i + 3])
    starting = not changing and any(w.lemma in _STARTING for w in (verb, *sentence.ancestors(verb)))
    starting = starting or _since(sentence, verb)
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
            "supplier": supplier,
            "recipient": target,
            "goods": name,
            "status": status,
            ("start" if starting else "period"): when[0].label if when else None,
        }
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
    return verb.feats.get("Tense") == "Pres" and _SINCE.search(sentence.text) is not None


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
    motion = verb.lemma in _MOVING or clauses.passive(verb)
    direct = clauses.subjects(sentence, verb) if motion else clauses.objects(sentence, verb)
    measured = next((t for t in direct if t.lemma in _MEASURES), None)
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


def _as_commodity(
    scene: Scene, sentence: Sentence, verb: Token, source: str | None, target: str | None, listed: Sequence[Item]
) -> Iterator[Fact]:
    """Read what a territory sends as its exports; «обратно», «встречный поток» are its imports."""
    if _BACKWARDS.search(sentence.text[: verb.end - sentence.start]) and source is None:
        pair = scene.pair(sentence)
        yield from commodities(scene, sentence, "import", pair, listed, "supplies.backwards", 0.7)
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
    reporter, partner = reporter or other or known, partner or (other if reporter else known)
    sides_by_name = {m.name: m for m in scene.prominent(sentence)}
    if _of_region(sides_by_name.get(partner or "")) and not _of_region(sides_by_name.get(reporter)):
        # Trade of a region with a country is told from the region's side.
        reporter, partner, flow = partner or reporter, reporter, _OPPOSITE[flow]
    yield from commodities(scene, sentence, flow, (reporter, partner), listed, "supplies.sent", 0.7)


_OPPOSITE = {"export": "import", "import": "export"}


def _of_region(mention: Mention | None) -> bool:
    return mention is not None and mention.entry is not None and mention.entry.kind == "region"


def _delivery(scene: Scene, sentence: Sentence, noun: Token) -> Iterator[Fact]:
    """Read «поставки сельхозпродуктов на рынок Y», «возможность поставок»."""
    names = goods_of(sentence, items(sentence, noun.i + 1, frozenset({"Gen"})))
    mode = modality(sentence, noun)
    target = direction_of(scene, sentence, noun, TO)
    source = direction_of(scene, sentence, noun, FROM - {"у", "с"})
    if not names or not (target or source):
        return
    verb = next((w for w in sentence.ancestors(noun) if w.pos == "VERB"), None)
    starting = verb is not None and verb.lemma in _STARTED
    if (above := sentence.head(noun)) is not None and above.lemma in _ORDERS and mode == "stated":
        status = "planned"
    else:
        status = "started" if starting and mode == "stated" else "ongoing" if mode == "stated" else "planned"
    other = scene.counterpart(sentence, target or source or "")
    for name in names:
        args = {
            "supplier": source or other,
            "recipient": target,
            "goods": name,
            "status": status,
        }
        yield make("supply", sentence, args, "supplies.delivery", at=noun, modality=mode, confidence=0.65)
