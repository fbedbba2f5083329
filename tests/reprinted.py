"""Makes stories that share their turns of phrase, and reprints of them as newsrooms make them."""

import random
from collections.abc import Callable

_PLACES = (
    "Омская",
    "Курганская",
    "Тюменская",
    "Томская",
    "Псковская",
    "Пензенская",
    "Самарская",
    "Калужская",
    "Тульская",
)
_STATES = ("Казахстан", "Узбекистан", "Киргизия", "Армения", "Беларусь", "Иран", "Турция", "Монголия", "Азербайджан")
_GOODS = ("зерно", "мука", "лес", "бумага", "удобрения", "масло", "шины", "кабель", "стекло", "цемент", "трубы")
_TURNS = (
    "Товарооборот {place} области и {state} за {year} год составил {n} млн долларов.",
    "Экспорт из {place} области вырос на {n} процентов, основу его составляют {goods} и {other}.",
    "По словам губернатора, {place} область заинтересована в поставках товаров «{goods}» на рынок {state}.",
    "Стороны обсудили, как ускорить доставку грузов «{goods}» через порты и склады {place} области.",
    "В {year} году в регионе работало {n} предприятий с участием капитала {state}.",
    "Посол {state} предложил провести в {place} области дни деловых встреч для {n} компаний.",
    "Импорт товаров «{goods}» из {state} за {year} год достиг {n} млн рублей.",
    "Участники договорились составить до конца {year} года список из {n} совместных работ.",
    "Отдельно речь шла о том, как {place} область закупает {goods}, {other} и {third} у партнёров из {state}.",
    "Глава региона напомнил, что за {year} год инвестиции {state} составили {n} млн рублей.",
    "На встрече присутствовали {n} предпринимателей, которые производят {goods} и {other}.",
    "Следующая встреча по теме «{goods}» намечена в {state}, на неё поедут {n} человек из {place} области.",
)


def story(number: int) -> list[str]:
    """Return the sentences of a story; stories share turns, and differ in places, goods and figures."""
    draw = random.Random(number)
    place, state = draw.choice(_PLACES), draw.choice(_STATES)
    return [
        turn.format(
            place=place,
            state=state,
            year=draw.randint(2015, 2024),
            n=draw.randint(2, 999),
            goods=draw.choice(_GOODS),
            other=draw.choice(_GOODS),
            third=draw.choice(_GOODS),
        )
        for turn in draw.sample(_TURNS, draw.randint(7, len(_TURNS)))
    ]


def _cut(sentences: list[str], _: random.Random) -> list[str]:
    return sentences[: max(4, len(sentences) * 6 // 10)]


def _retitled(sentences: list[str], draw: random.Random) -> list[str]:
    return [f"Срочно: {draw.choice(_STATES)} и регионы России говорят о делах", *sentences]


def _reordered(sentences: list[str], draw: random.Random) -> list[str]:
    return draw.sample(sentences, len(sentences))


def _lengthened(sentences: list[str], draw: random.Random) -> list[str]:
    return [
        *sentences,
        "Напомним, прежде об этом писали и другие издания.",
        f"За новостями следят {draw.choice(_STATES)}.",
    ]


def _edited(sentences: list[str], _: random.Random) -> list[str]:
    return [
        one.replace("Стороны обсудили", "Обсуждалось").replace("По словам губернатора", "Как отметил глава")
        for one in sentences
    ]


WAYS: dict[str, Callable[[list[str], random.Random], list[str]]] = {
    "cut": _cut,
    "retitled": _retitled,
    "reordered": _reordered,
    "lengthened": _lengthened,
    "edited": _edited,
}


def reprint(number: int, way: str) -> list[str]:
    """Return a story as another newsroom prints it."""
    return WAYS[way](story(number), random.Random(number))
