"""Goods of Russian flows: in the genitive behind what counts them, or as a list."""

from dataclasses import replace

from coopatlas.language.tokens import Sentence
from coopatlas.reading.flows.passage import Goods, Passage
from coopatlas.reading.russian.goods import Item, goods_of, is_goods, items

_COUNTED = frozenset({"Gen"})
_LISTED = frozenset({"Nom", "Acc"})
_INSTRUMENTAL = frozenset({"Ins"})


def goods(passage: Passage, start: int, end: int, where: str) -> list[Goods]:
    """Return the goods between two places of a sentence: in the genitive behind what counts them, else as a list."""
    sentence = passage.sentence
    tokens = sentence.tokens
    inside = [t.i for t in tokens if start <= t.start - sentence.start < end]
    if not inside:
        return []
    if where == "before":
        return []
    if where == "of":
        return _counted(sentence, inside[0], inside[-1])
    cases = _INSTRUMENTAL if where == "by" else _LISTED
    listed = [i for i in items(sentence, inside[0], cases) if i.head.i <= inside[-1]]
    return _named(sentence, listed)


def _counted(sentence: Sentence, first: int, last: int) -> list[Goods]:
    """Return the goods right behind what counts them: «тонн пшеничной муки и отрубей», «экспорт зерна»."""
    at = first
    while at <= last and (sentence.tokens[at].pos == "ADJ" and sentence.tokens[at].case == "Gen"):
        at += 1
    if at > last or sentence.tokens[at].case != "Gen" or not is_goods(sentence, sentence.tokens[at]):
        return []
    listed = [i for i in items(sentence, first, _COUNTED) if i.head.i <= last]
    kept: list[Item] = []
    for item in listed:
        if kept and not _joined(sentence, kept[-1].last, item.first):
            break
        kept.append(_without_sides(sentence, item))
    return _named(sentence, kept)


def _without_sides(sentence: Sentence, item: Item) -> Item:
    """Return «казахстанской пшеницы», «пшеницы Казахстана» without its territory."""
    first, last = item.first, item.last
    while first < item.head.i and sentence.mention_at(sentence.tokens[first]) is not None:
        first += 1
    while last > item.head.i and sentence.mention_at(sentence.tokens[last]) is not None:
        last -= 1
    return replace(item, first=first, last=last)


def _named(sentence: Sentence, listed: list[Item]) -> list[Goods]:
    if not listed:
        return []
    start, end = listed[0].head.start - sentence.start, listed[-1].head.end - sentence.start
    return [Goods(name, start, end) for name in goods_of(sentence, listed)]


def _joined(sentence: Sentence, last: int, first: int) -> bool:
    between = sentence.text[
        sentence.tokens[last].end - sentence.start : sentence.tokens[first].start - sentence.start
    ].strip()
    return between in {",", "и", ", а также", "а также"}
