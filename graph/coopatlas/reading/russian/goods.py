"""Lists of goods: the groups that a list names, by its commas; dependency trees of long lists are unreliable."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon as content
from coopatlas.reading.russian import lexicon

_SETS = (
    "бумага и картон", "машины и оборудование", "оборудование и машины", "машины и механизмы",
    "металлы и изделия из них", "металлы и изделия", "плоды и овощи",
    "нефть и нефтепродукты", "нефть и газ", "мясо и птица",
    "мясо и мясопродукты", "жиры и масла", "плоды и орехи",
    "злаки и мука", "рыба и морепродукты", "пластмассы и изделия", "древесина и изделия",
    "древесина и пиломатериалы", "обувь и одежда", "каучук и резина",
    "дерево и изделия", "изделия и полуфабрикаты", "табак и изделия", "лом и отходы", "зерно и мука", "кожа и меха",
    "лес и пиломатериалы",
)  # fmt: skip
"""Pairs that customs statistics name as one group."""

_LISTS = ("generic", "idle", "ordinals", "no_goods", "flow_goods", "no_flow_goods", "animals")
_WORDS = content.lists("ru", "references", _LISTS)
_NO_GOODS = _WORDS["no_goods"] - _WORDS["generic"] - _WORDS["flow_goods"] | _WORDS["no_flow_goods"]
_ANIMALS = _WORDS["animals"]
_GENERIC, _IDLE = _WORDS["generic"], _WORDS["idle"] | _WORDS["ordinals"]
_BETWEEN = frozenset({",", "и", "—", "–", "-", ":", "также", "или", "«", "включая"})
"""What separates the items of a list, or stands before its first."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its noun, and the tokens `[first, last]` from the separator before it to the one after."""

    head: Token
    first: int
    last: int


def items(sentence: Sentence, at: int, cases: frozenset[str] = frozenset({"Nom", "Acc"})) -> list[Item]:
    """Return the items of a list of goods from token `at` on: nouns in one case that commas and «и» separate.

    Dependency trees of long lists are unreliable; commas are not.
    """
    heads: list[Token] = []
    shares = _shares(sentence, at)
    for token in sentence.tokens[at:]:
        if token.i in shares:
            continue
        if (token.text in ".;:(" and heads) or token.text in ".;":
            break
        if token.pos in {"VERB", "AUX"} and token.feats.get("VerbForm") != "Part" and heads:
            break
        if (token.text in {"а", "но", "который"} and heads) or token.lemma in {"который", "где"}:
            break
        if _heads_item(sentence, token, cases, heads, at):
            heads.append(token)
    return [_item(sentence, at, heads, n) for n in range(len(heads))]


def _shares(sentence: Sentence, at: int) -> set[int]:
    """Return the tokens of brackets that hold a figure alone, as lists of goods tell shares: «мясо (17 %), сыры»."""
    found: set[int] = set()
    for token in sentence.tokens[at:]:
        if token.text == "(":
            close = next((t.i for t in sentence.tokens[token.i : token.i + _SHARE] if t.text == ")"), 0)
            inside = sentence.tokens[token.i + 1 : close]
            if inside and inside[0].text[:1].isdigit():
                found.update(range(token.i, close + 1))
    return found


_SHARE = 9
"""Tokens of such a bracket."""


def _item(sentence: Sentence, at: int, heads: Sequence[Token], n: int) -> Item:
    head = heads[n]
    first = head.i
    floor = heads[n - 1].i + 1 if n else at
    while first > floor and _before_head(
        sentence.tokens[first - 1], first - 1 > floor and _like_adjective(sentence.tokens[first - 2])
    ):
        first -= 1
    last, ceiling = head.i, heads[n + 1].i if n + 1 < len(heads) else len(sentence.tokens)
    for token in sentence.tokens[head.i + 1 : ceiling]:
        if not _after_head(sentence, token, ceiling):
            break
        if token.pos not in {"ADP", "CCONJ"}:
            last = token.i
    if last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].pos == "NOUN":
        while last > head.i and (_like_adjective(sentence.tokens[last]) or sentence.tokens[last].text == "и"):
            last -= 1  # «сырьё | и продовольственных товаров»: what they qualify is no part of it
    return Item(head, first, last)


def _before_head(token: Token, adjective_before: bool) -> bool:
    return (
        _like_adjective(token)
        or token.feats.get("VerbForm") == "Part"
        or (token.text == "и" and adjective_before)
        or token.text in {"-", "«"}
    )


def _like_adjective(token: Token) -> bool:
    """Whether a word is an adjective, also where the tagger takes it for a noun («минеральные и химические»)."""
    return (token.pos == "ADJ" and token.lemma.endswith(("ый", "ий", "ой", "ин"))) or token.lemma.endswith(
        ("ный", "ский", "ной", "вый")
    )


def _after_head(sentence: Sentence, token: Token, ceiling: int) -> bool:
    """Whether a token after the noun belongs to its item: genitives, «из …», «для …», «и изделия из неё»."""
    if token.pos in {"NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM", "X"}:
        return token.case != "Nom" or token.feats.get("Foreign") == "Yes" or token.text.isupper()
    if token.pos == "ADP":
        after = sentence.mention_at(sentence.tokens[token.i + 1]) if token.i + 1 < ceiling else None
        return (after is None or after.kind != "territory") and token.lemma in {
            "из",
            "для",
            "от",
            "по",
            "с",
            "к",
            "без",
        }
    return token.text in {"и", "-", "«", "»"} and token.i + 1 < ceiling and sentence.tokens[token.i + 1].case == "Gen"


def goods_of(sentence: Sentence, listed: Sequence[Item]) -> list[str]:
    """Return the groups of goods that the items name, in dictionary form; customs' own pairs stay together."""
    names: list[str] = []
    for item in listed:
        name = clauses.dictionary_form(sentence, item.head, sentence.tokens[item.first : item.last + 1]).strip(' ,«»"')
        if names and _is_pair(sentence, names[-1], name, item):
            names[-1] = f"{names[-1]} и {name}"
        elif name:
            names.append(name)
    return names


def _is_pair(sentence: Sentence, before: str, name: str, item: Item) -> bool:
    """Whether «A и B» is one group: a pair of the customs list, or «… и изделия из них»."""
    if item.first == 0 or sentence.tokens[item.first - 1].text != "и":
        return False
    both = f"{before} и {name}".casefold()
    return both in _SETS or _OF_THEM.search(both) is not None


_OF_THEM = re.compile(r" и (?:изделия из (?:не[её]|него|них)|продукты (?:его|е[её]|их) \w+)$")
"""What the second of a pair says of the first: «зерно и продукты его переработки»."""


def _heads_item(sentence: Sentence, token: Token, cases: frozenset[str], heads: Sequence[Token], at: int) -> bool:
    if (
        token.pos not in {"NOUN", "PROPN", "X", "ADJ"}
        or _like_adjective(token)
        or token.case not in cases
        or not is_goods(sentence, token)
    ):
        return False
    before = token.i - 1
    while before >= 0 and (
        sentence.tokens[before].pos in {"ADJ", "DET", "PART", "ADV"}
        or sentence.tokens[before].feats.get("VerbForm") == "Part"
    ):
        before -= 1
    left = sentence.tokens[before] if before >= 0 else None
    if left is None or left.text in _BETWEEN or (before < at and not heads):
        return True
    governed = left.pos in {"NOUN", "PROPN"} and token.case == "Gen" and "Nom" in cases
    return not heads and not governed and left.pos != "ADP"


def is_goods(sentence: Sentence, head: Token) -> bool:
    """Whether a noun may name goods: no person, no place, none of the words of trade itself."""
    if head.lemma in _GENERIC:
        return _told_apart(sentence, head)
    if (
        head.lemma in _NO_GOODS
        or head.lemma in lexicon.OFFICES
        or (head.feats.get("Animacy") == "Anim" and head.lemma not in _ANIMALS)
    ):
        return False
    if head.lemma in _CARRYING and not (head.feats.get("Number") == "Plur" and _bare(sentence, head)):
        return False
    if head.lemma == "часть" and head.feats.get("Number") != "Plur":
        return False
    return sentence.mention_at(head) is None


_CARRYING = frozenset({"вагон"})
"""What carries goods, and is goods itself where nothing is in it: «вагоны и стекло»."""


def _bare(sentence: Sentence, head: Token) -> bool:
    after = sentence.tokens[head.i + 1 : head.i + 2]
    return not any(t.case == "Gen" or t.pos in {"ADP", "ADJ"} for t in after)


def _told_apart(sentence: Sentence, head: Token) -> bool:
    """Whether words beside a general one tell which goods it means: «молочные продукты», «продукты питания»."""
    before = sentence.tokens[head.i - 1] if head.i else None
    attribute = before is not None and before.pos == "ADJ" and before.lemma not in _IDLE
    after = sentence.tokens[head.i + 1] if head.i + 1 < len(sentence.tokens) else None
    owned = after is not None and (after.case == "Gen" or after.pos in {"DET", "PRON"})
    beside = before if attribute else after if owned else None
    return beside is not None and sentence.mention_at(beside) is None
