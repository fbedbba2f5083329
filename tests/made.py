"""An archive of made documents, as dense as real ones: the facts of the gold documents, drawn and recast.

A document has 10 to 20 facts about a small cast: two or three territories, some people and bodies, drawn so that few
of them are named often and many seldom (after Zipf). Its years fall into a decade. Every number gives always the same.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from coopatlas import gazetteer
from coopatlas.evaluate import gold
from coopatlas.model import Document, Fact, Filler, Value, kinds
from coopatlas.model.period import period

FIRST_YEAR, YEARS = 2016, 10
PEOPLE, BODIES, GOODS = 4_000, 6_000, 2_000
_GIVEN = {
    "ru": "Иван Пётр Анна Олег Майра Болат Артур Юлия Рустам Дина",
    "en": "Ivan Peter Anna Oleg Maira Bolat Yulia",
}
_FAMILY = {"ru": ("Делан", "Корв", "Сатп", "Мирт", "Ульд", "Жанб"), "en": ("Delan", "Korv", "Satp", "Mirt", "Uld")}
_ENDING = {"ru": "ов", "en": "ov"}
_GOLD = Path(__file__).parent / "gold"
_PLACES = frozenset({"territory", "place", "side", "agent", "target", "body"})


def zipf(draw: Random, count: int) -> int:
    """Return a number below `count`; each is drawn half as often as the one of half its size."""
    return bisect_left(_weights(count), draw.random() * _weights(count)[-1])


@cache
def _weights(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 1) for rank in range(count)))


@cache
def _pool() -> Mapping[str, Sequence[Fact]]:
    found = gold.read(_GOLD)
    return {
        lang: tuple(fact for one in found if one.document.lang == lang for fact in one.facts) for lang in ("ru", "en")
    }


@cache
def _names(kind: str, lang: str) -> tuple[str, ...]:
    """Return the names of the gazetteer of one kind in an order of its own, Russian regions and neighbours first."""
    entries = [one for one in gazetteer.load().entries().values() if one.kind == kind and lang in one.names]
    near = ("country-RU", "country-KZ", "country-BY", "country-UZ", "country-IR", "country-CN")
    first = [one for one in entries if one.country in near]
    Random(7).shuffle(first)
    return tuple(one.names[lang] for one in [*first, *(one for one in entries if one.country not in near)])


@dataclass
class _Cast:
    """Who and what a document is about: a name of the gold documents is always recast as the same."""

    draw: Random
    lang: str
    year: int
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    here: dict[str, list[str]] = field(default_factory=dict)

    def name(self, role_type: str, name: str) -> str:
        if (role_type, name) not in self.known:
            self.known[role_type, name] = self._drawn(role_type, name)
        return self.known[role_type, name]

    def period(self, label: str, shift: int) -> str:
        span = period(label)
        moved = "/".join(f"{int(part[:4]) + shift}{part[4:]}" for part in label.split("/")) if span else label
        return moved if period(moved) else f"{self.year}"

    def _drawn(self, role_type: str, name: str) -> str:
        if role_type == "person":
            return self._one_of("person", 5, self._person)
        if role_type in _PLACES and (found := gazetteer.load().find(name, self.lang)):
            kind = found[0].kind
            if kind in {"country", "region", "city", "port"}:
                names = _names(kind, self.lang)
                return self._one_of(kind, 2, lambda: names[zipf(self.draw, len(names))])
            return name
        if role_type in _PLACES and not name.islower():
            return f"{name} {zipf(self.draw, BODIES // 50)}" if self.draw.random() < 0.7 else name
        return f"{name} {zipf(self.draw, GOODS // 40)}" if role_type == "goods" and self.draw.random() < 0.5 else name

    def _one_of(self, kind: str, count: int, drawn: Callable[[], str]) -> str:
        held = self.here.setdefault(kind, [])
        if len(held) >= count and self.draw.random() < 0.85:
            return self.draw.choice(held)
        held.append(drawn())
        return held[-1]

    def _person(self) -> str:
        number = zipf(self.draw, PEOPLE)
        given, family = _GIVEN[self.lang].split(), _FAMILY[self.lang]
        return f"{given[number % len(given)]} {family[number % len(family)]}{_letters(number)}{_ENDING[self.lang]}"


def _letters(number: int) -> str:
    syllables = ("ба", "ве", "гу", "до", "жи", "за", "ку", "ле", "мо", "ну")
    return "".join(syllables[int(digit)] for digit in str(number))


def document(number: int) -> tuple[Document, tuple[Fact, ...]]:
    """Return the made document of this number and its facts."""
    draw = Random(number)
    lang = "ru" if draw.random() < 0.75 else "en"
    year = FIRST_YEAR + draw.randrange(YEARS)
    cast = _Cast(draw, lang, year)
    drawn = draw.sample(_pool()[lang], draw.randint(10, 20))
    facts: list[Fact] = []
    text = f"Сообщение номер {number}."
    for fact in drawn:
        sentence = fact.evidence or "Сказано так."
        text += f" {sentence}"
        facts.append(_recast(fact, cast, sentence, len(text) - len(sentence)))
    issued = f"{year}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    return Document(f"made-{number}", text, lang, title=f"Документ {number}", published=issued), tuple(facts)


def _recast(fact: Fact, cast: _Cast, sentence: str, start: int) -> Fact:
    kind, draw = kinds()[fact.kind], cast.draw
    told = [int(part[:4]) for role in kind.roles.values() if role.type == "period" for part in _texts(fact, role.name)]
    shift = cast.year - max(told, default=cast.year)
    args: dict[str, Value] = {}
    for name, value in fact.args.items():
        role = kind.roles.get(name)
        if role is None:
            continue
        if role.type in {"figure", "percent", "count"} and isinstance(value, int | float):
            args[name] = round(float(Decimal(str(value))) * draw.uniform(0.5, 1.5), 2)
        elif isinstance(value, tuple):
            args[name] = tuple(dict.fromkeys(cast.name(role.type, one) for one in value))
        elif role.type == "period":
            args[name] = cast.period(str(value), shift)
        else:
            args[name] = cast.name(role.type, value) if isinstance(value, str) else value
    made = Fact.plain(
        fact.kind,
        args,
        sentence,
        start,
        start + len(sentence),
        modality=fact.modality,
        polarity="negative" if draw.random() < 0.03 else "positive",
        speaker=cast.name("person", fact.speaker) if fact.speaker else None,
        confidence=round(draw.uniform(0.62, 0.99) if draw.random() < 0.93 else draw.uniform(0.4, 0.6), 2),
        rule=f"{fact.kind}: made",
        lang=fact.lang,
    )
    return _elsewhere(made, draw)


def _texts(fact: Fact, role: str) -> list[str]:
    value = fact.args.get(role)
    return [str(value)] if value and str(value)[:4].isdigit() else []


def _elsewhere(fact: Fact, draw: Random) -> Fact:
    """Let a quarter of the facts have a value that stands in another place, as real ones have."""
    if not fact.roles or draw.random() >= 0.25:
        return fact
    name = draw.choice(sorted(fact.roles))
    moved = tuple(Filler(one.value, (0, 9), "sentence before: the nearest") for one in fact.roles[name])
    return replace(fact, roles={**fact.roles, name: moved})
