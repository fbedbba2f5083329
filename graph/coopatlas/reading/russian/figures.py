"""Russian figures: money, quantities, percentages and multiples, with their bounds.

«более 15 млн долларов» is 15 000 000 USD with the bound `min`; «вдвое» is a growth of 100 %.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from coopatlas.language.russian.morphology import genitive_plural

SCALES = {
    "тыс": 1e3,
    "тысяч": 1e3,
    "млн": 1e6,
    "миллион": 1e6,
    "млрд": 1e9,
    "миллиард": 1e9,
    "трлн": 1e12,
    "триллион": 1e12,
}
_CURRENCIES = (
    ("USD", r"\$|долл[а-я.]*(?:\s+США)?|USD"),
    ("EUR", r"€|евро\b|EUR"),
    ("RUB", r"₽|руб(?:л[а-я]*|\.)?|RUB"),
    ("KZT", r"₸|тенге|KZT"),
    ("CNY", r"юан[а-я]*|CNY"),
    ("BYN", r"белорусск[а-я]+\s+руб[а-я]*|BYN"),
    ("UZS", r"сум(?:ов|а|ы)?\b|UZS"),
    ("KGS", r"сом(?:ов|а|ы)?\b|KGS"),
    ("AZN", r"манат[а-я]*|AZN"),
    ("TRY", r"(?:турецк[а-я]+\s+)?лир[а-я]*"),
    ("GBP", r"фунт[а-я]*\s+стерлингов"),
    ("JPY", r"иен[а-я]*|йен[а-я]*"),
)
_UNITS = (
    ("тонна", r"тонн[а-я]*|т\b(?!\.)"),
    ("TEU", r"TEU|ДФЭ|контейнер[а-я]*|двадцатифутов[а-я]+\s+эквивалент[а-я]*"),
    ("м³", r"кубометр[а-я]*|куб\.\s*м|м³|кубическ[а-я]+\s+метр[а-я]*"),
    ("километр", r"километр[а-я]*|км\b"),
    ("гектар", r"гектар[а-я]*|га\b"),
    ("ед.", r"единиц[а-я]*|штук[а-я]*|вагон[а-я]*|автомобил[а-я]+"),
)
_BOUNDS = (
    ("min", r"(?:больше|более)(?:\s+чем)?(?:\s+(?:на|в|до|о))?|свыше|не\s+менее|не\s+меньше|"
        r"как\s+минимум|превыс[а-я]+|превыша[а-я]+|перевалил[аои]?\s+за|"
            r"перешагну[а-я]+\s+(?:отметку|планку|рубеж)\s+в|перешагну[а-я]+(?:\s+через)?|от|минимум|"
                r"порядка\s+не\s+менее|выше|с\s+лишним"),
    ("max", r"до(?!\s+конца)|не\s+более|не\s+больше|менее|меньше|менее\s+чем|максимум|ниже|не\s+выше|"
        r"не\s+превыша[а-я]+|не\s+превыс[а-я]+"),
    ("about", r"около|почти|порядка|примерно|приблизительно|ориентировочно|чуть\s+(?:более|больше|менее|"
        r"меньше)|без\s+малого|под|близк[а-я]+\s+к|в\s+районе|приблизил[а-я]+\s+к|подош[а-яё]+\s+к|"
        r"где-то"),
)  # fmt: skip
_NUMBER = r"(?<!\d)(?P<number>\d{1,3}(?:[\s\u00a0\u202f]\d{3}(?!\d)){1,5}(?:,\d++)?|\d{1,15}+(?!\d)(?:[.,]\d++)?)"
"""A run of digits is tried once, from its beginning: else a long one costs the square of its length."""
_SCALE = r"(?:\s*(?P<scale>тыс(?:\.|яч[а-я]*)?|млн\.?|миллион[а-я]*|млрд\.?|миллиард[а-я]*|трлн\.?|триллион[а-я]*))?"
_BOUND = "|".join(f"(?P<{name}>\\b(?:{pattern}))" for name, pattern in _BOUNDS)
_MARK = r"(?:отметки|отметку|рубежа|уровня|планки|суммы)\s+(?:в\s+)?"
_BEFORE = rf"(?:(?:{_BOUND})\s+(?:{_MARK}|(?:чем\s+)?(?:на|в|за|до|о)\s+)?)?"
_MONEY = re.compile(
    _BEFORE
    + r"(?:(?P<sign>[$€₽])\s*)?"
    + _NUMBER
    + _SCALE
    + r"\s*(?:"
    + "|".join(f"(?P<{c}>{p})" for c, p in _CURRENCIES)
    + ")?",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    _BEFORE + _NUMBER + _SCALE + r"\s*(?:" + "|".join(f"(?P<u{i}>{p})" for i, (_, p) in enumerate(_UNITS)) + ")",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    _BEFORE + r"(?P<minus>[-−])?" + _NUMBER + r"\s*(?:%|процент[а-я]*|проц\b\.?|п\.\s*п\.)", re.IGNORECASE
)
_TIMES = re.compile(
    _BEFORE + r"(?:(?P<word>на\s+(?:треть|четверть|половину)\b(?!\s+(?:\w+\s+)?(?:\w*оборота|"
        r"экспорта|импорта|торговли))|наполовину|на\s+две\s+трети|вдвое|"
        r"втрое|вчетверо|впятеро|удвои[а-я]+|утрои[а-я]+|учетвери[а-я]+|в\s+полтора\s+раза|"
        r"полуторакратн[а-я]+|двукратн[а-я]+|тр[её]хкратн[а-я]+)"
    r"|в\s+(?:(?P<b2>более\s+чем|почти)\s+)?(?P<number>\d+(?:[.,]\d+)?|два|три|четыре|пять|"
        r"шесть|семь|восемь|девять|десять)(?:\s+с\s+половиной)?\s+раз[а]?)",
    re.IGNORECASE,
)  # fmt: skip
_WORD_TIMES = (
    ("вдвое", 2), ("втрое", 3), ("вчетверо", 4), ("впятеро", 5), ("удвои", 2), ("утрои", 3), ("учетвери", 4),
    ("на треть", 4 / 3), ("на четверть", 1.25), ("наполовину", 1.5), ("на половину", 1.5), ("на две трети", 5 / 3),
    ("в полтора", 1.5), ("полутора", 1.5), ("двукратн", 2), ("трехкратн", 3), ("трёхкратн", 3),
)  # fmt: skip
_ANY = re.compile(
    r"\d|вдвое|втрое|вчетверо|впятеро|удво|утро|учетвер|трет|четверт|половин|\bраза?\b|кратн", re.IGNORECASE
)
_NEXT_WORD = re.compile(r"\s*([а-яё]{3,})")
_SIGNS = {"$": "USD", "€": "EUR", "₽": "RUB"}
_REACHING = re.compile(
    r"вырос|увелич|возрос|подрос|дойд|дош|достиг|снизи|сократ|упа[лв]|уменьш|дове|нараст|рост|подня|прибав|с\s+\d",
    re.IGNORECASE,
)
_NUMBER_WORDS = {
    "два": 2,
    "три": 3,
    "четыре": 4,
    "пять": 5,
    "шесть": 6,
    "семь": 7,
    "восемь": 8,
    "девять": 9,
    "десять": 10,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: its value, what it counts, its bound, and where it stands in the searched string.

    `unit` is an ISO 4217 code when `money` is true, `%` for a percentage or a multiple (as its growth), else a unit.
    """

    value: float
    unit: str
    bound: str
    start: int
    end: int
    printed: str
    money: bool = False


@lru_cache(maxsize=4096)
def figures(text: str, currency: str = "") -> tuple[Figure, ...]:
    """Return the figures of `text` that carry a currency, a unit, a percent sign or a multiple, in order.

    A scaled number without a currency («17,2 млн») takes that of the other sums of `text`, else `currency`, unless
    it counts something («1,1 тыс. рабочих мест»).
    """
    if _ANY.search(text) is None:
        return ()
    found: list[Figure] = []
    for match in _PERCENT.finditer(text):
        _add(found, text, match, _value(match) * (-1 if match["minus"] else 1), "%")
    for match in _TIMES.finditer(text):
        _add(found, text, match, round((_times(match) - 1) * 100, 6), "%")
    for match in _MONEY.finditer(text):
        code = _SIGNS.get(match["sign"] or "") or next((c for c, _ in _CURRENCIES if match[c]), "")
        if code or (match["scale"] and not _counts(text, match.end())):
            _add(found, text, match, _value(match), code, money=True)
    for match in _QUANTITY.finditer(text):
        _add(found, text, match, _value(match), next(u for i, (u, _) in enumerate(_UNITS) if match[f"u{i}"]))
    return tuple(sorted(_with_currencies(found, currency), key=lambda figure: figure.start))


def _counts(text: str, end: int) -> bool:
    """Whether a number is followed by what it counts, a word in the genitive plural."""
    word = _NEXT_WORD.match(text, end)
    return word is not None and genitive_plural(word[1])


def _add(found: list[Figure], text: str, match: "re.Match[str]", value: float, unit: str, money: bool = False) -> None:
    figure = Figure(
        value, unit, _bound(match, text), match.start(), match.end(), match.group().strip().rstrip("."), money
    )
    clash = [f for f in found if f.start < figure.end and figure.start < f.end]
    if any(f.unit or not unit for f in clash):
        return
    found[:] = [f for f in found if f not in clash] + [figure]


def _with_currencies(found: list[Figure], default: str) -> list[Figure]:
    """Give «17,2 млн» the currency of the sums beside it; a scaled number without any is no sum."""
    currencies = {f.unit for f in found if f.money and f.unit} or {default}
    only = currencies.pop() if len(currencies) == 1 else ""
    return [replace(f, unit=f.unit or only) for f in found if f.unit or only]


def _bound(match: "re.Match[str]", text: str) -> str:
    groups = match.groupdict()
    if groups.get("b2"):
        return "min" if "более" in str(groups["b2"]).casefold() else "about"
    tail = text[match.end() : match.end() + 12].casefold()
    if tail.strip().startswith("с лишним"):
        return "min"
    if groups.get("max") == "до" and _REACHING.search(text[max(0, match.start() - 60) : match.start()]):
        return "exact"  # «вырос до 5 млн» names the level reached, «до 5 млн» alone a ceiling
    return next((name for name in ("about", "max", "min") if groups.get(name)), "exact")


def _value(match: "re.Match[str]") -> float:
    number = float(re.sub(r"[\s\u00a0\u202f]", "", match["number"]).replace(",", "."))
    scale = (match.groupdict().get("scale") or "").casefold().rstrip(".")
    factor = next((f for stem, f in SCALES.items() if scale.startswith(stem)), 1) if scale else 1
    return round(number * factor, 6)


def _times(match: "re.Match[str]") -> float:
    word = " ".join((match["word"] or "").casefold().split())
    if word:
        return next(n for stem, n in _WORD_TIMES if word.startswith(stem))
    number = match["number"].casefold()
    value = float(_NUMBER_WORDS.get(number) or number.replace(",", "."))
    return value + 0.5 if "с половиной" in match.group().casefold() else value


def plain(value: float) -> int | float:
    """Return a whole number as an integer."""
    return int(value) if float(value).is_integer() else value
