"""English figures: sums of money, quantities, percentages and multiples, with their bounds."""

import re
from dataclasses import dataclass

_CURRENCIES = (
    ("USD", r"(?:US |U\.S\. )?dollars?\b|USD\b|bucks\b"),
    ("EUR", r"euros?\b|EUR\b"),
    ("RUB", r"(?:Russian )?rou?bles?\b|RUB\b"),
    ("KZT", r"tenge\b|KZT\b"),
    ("CNY", r"yuan\b|renminbi\b|RMB\b|CNY\b"),
    ("GBP", r"pounds?(?: sterling)?\b|GBP\b"),
    ("TRY", r"(?:Turkish )?lira\b"),
    ("AZN", r"manats?\b|AZN\b"),
    ("UZS", r"(?:Uzbek )?so[u']?ms\b|UZS\b"),
    ("JPY", r"yen\b|JPY\b"),
    ("BYN", r"Belarusian rou?bles?\b|BYN\b"),
    ("GEL", r"lari\b|GEL\b"),
    ("AED", r"dirhams?\b|AED\b"),
    ("INR", r"rupees?\b|INR\b"),
    ("CHF", r"(?:Swiss )?francs?\b|CHF\b"),
)
_SIGNS = {
    "US$": "USD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₽": "RUB",
    "₸": "KZT",
    "¥": "CNY",
    "USD": "USD",
    "EUR": "EUR",
    "RUB": "RUB",
    "KZT": "KZT",
    "CNY": "CNY",
}
_UNITS = (
    ("t", r"(?:metric )?tonn?e?s?\b|t\b|mt\b"),
    ("TEU", r"TEUs?\b|twenty-foot equivalents?\b|containers?\b"),
    ("m³", r"cubic met(?:re|er)s?\b|m³"),
    ("km", r"kilomet(?:re|er)s?\b|km\b"),
    ("ha", r"hectares?\b|ha\b"),
    ("barrel", r"barrels?\b"),
    ("passengers", r"passengers?\b"),
    ("wagons", r"wagons?\b|rail ?cars?\b"),
    ("head", r"head\b(?= of)"),
)
_WORDS = {
    w: float(n)
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {
    "a": 1.0,
    "an": 1.0,
    "half a": 0.5,
    "a quarter of a": 0.25,
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "a hundred": 100.0,
    "one and a half": 1.5,
    "two and a half": 2.5,
    "three and a half": 3.5,
}
_SCALES = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_BEFORE = (
    r"(?:\b(?:(?P<about>about|around|some|nearly|almost|roughly|approximately|close to|an "
    r"estimated|circa|just under|just over|a little (?:over|under)|slightly (?:over|under|"
    r"more than|less than)|in the region of|approaching|neared|nearing|as much as some)"
    r"|(?P<max>up to|less than|under|below|at most|no more than|not more than|fewer than|"
    r"not exceeding|a maximum of|as much as)"
    r"|(?P<min>(?:by )?more than|over|above|at least|exceed(?:s|ed|ing)?|in excess of|"
    r"upwards of|no less than|not less than|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|well "
    r"over|crossed|a minimum of|as many as))\s+(?:of\s+|the\s+|by\s+)?)?"
)
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_ANY = rf"(?:{_NUMBER}|\b(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?=[ -]))"
_SCALE = r"(?:[ -]?(?P<scale>thousand|million|mln|mn|m|billion|bln|bn|b|trillion|tn|k)\b)?"
_SIGN = "|".join(re.escape(s) for s in _SIGNS)
_MONEY = re.compile(rf"{_BEFORE}(?P<sign>{_SIGN})\s?{_NUMBER}{_SCALE}", re.IGNORECASE)
_MONEY_AFTER = re.compile(
    (
        rf"{_BEFORE}{_ANY}{_SCALE}[ -](?:of "
        rf")?(?:{'|'.join(f'(?P<{c}>{p})' for c, p in reversed(_CURRENCIES))})"
    ),
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"{_BEFORE}(?P<minus>[-−–])?{_ANY}\s?(?:%|per ?cent\b|percent\b|percentage points?\b)", re.IGNORECASE
)
_QUANTITY = re.compile(
    rf"{_BEFORE}{_ANY}{_SCALE}[ -](?:{'|'.join(f'(?P<u{i}>{p})' for i, (_, p) in enumerate(_UNITS))})", re.IGNORECASE
)
_BARE = re.compile(rf"{_BEFORE}{_ANY}[ -]?(?P<scale>thousand|million|mln|billion|bln|bn|trillion)\b", re.IGNORECASE)
_TIMES = re.compile(
    r"(?:\b(?:(?P<min>more than|over|at least)|(?P<about>almost|nearly|roughly|about|around|"
    r"practically))[ -])?\b(?:(?P<verb>doubl(?:ed|es|e|ing)|tripl(?:ed|es|e|ing)|trebl(?:ed|"
    r"es|e|ing)|quadrupl(?:ed|es|e|ing)|halv(?:ed|es|ing)|twofold|threefold|fourfold|"
    r"fivefold|tenfold|twice(?! (?:a|an|per|weekly|daily|in)\b))"
    r"|(?P<number>\d+(?:\.\d+)?|one and a half|two and a half|three and a half|two|three|"
    r"four|five|six|seven|eight|nine|ten)(?:[ -]times|-?fold)\b)",
    re.IGNORECASE,
)
_MULTIPLES = (
    ("doubl", 2.0),
    ("tripl", 3.0),
    ("trebl", 3.0),
    ("quadrupl", 4.0),
    ("halv", 0.5),
    ("twofold", 2.0),
    ("threefold", 3.0),
    ("fourfold", 4.0),
    ("fivefold", 5.0),
    ("tenfold", 10.0),
    ("twice", 2.0),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: `letter` is M (a sum, `unit` an ISO 4217 code), Q (a quantity) or X (a percentage, a multiple)."""

    letter: str
    value: float
    unit: str
    bound: str
    start: int
    end: int


def figures(text: str, currency: str = "") -> list[Figure]:
    """Return the figures of `text` in order; «4.5 million» takes the unit before it in the text, else `currency`."""
    found: list[Figure] = []
    taken = bytearray(len(text) + 1)
    for pattern in (_MONEY, _MONEY_AFTER, _PERCENT, _QUANTITY, _TIMES, _BARE):
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                found.append(_figure(pattern, match))
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return [f for f in _completed(sorted(found, key=lambda f: f.start), currency) if f.unit]


def _figure(pattern: re.Pattern[str], match: "re.Match[str]") -> Figure:
    place = match.start(), match.end()
    bound = next((b for b in ("about", "max", "min") if match.groupdict().get(b)), "exact")
    if pattern is _TIMES:
        return Figure("X", round((_multiple(match) - 1) * 100, 4), "%", bound, *place)
    value = _value(match)
    if pattern is _PERCENT:
        return Figure("X", -value if match["minus"] else value, "%", bound, *place)
    if pattern is _QUANTITY:
        return Figure("Q", value, next(u for i, (u, _) in enumerate(_UNITS) if match[f"u{i}"]), bound, *place)
    if pattern is _BARE:
        return Figure("", value, "", bound, *place)
    code = _SIGNS[match["sign"].upper()] if pattern is _MONEY else next(c for c, _ in reversed(_CURRENCIES) if match[c])
    return Figure("M", value, code, bound, *place)


def _completed(found: list[Figure], currency: str) -> list[Figure]:
    """Give a bare «4.5 million» what the figure before it counts, else the one after it."""
    out: list[Figure] = []
    for i, figure in enumerate(found):
        if figure.letter:
            out.append(figure)
            continue
        like = next((f for f in reversed(out) if f.letter in "MQ"), None) or next(
            (f for f in found[i:] if f.letter and f.letter in "MQ"), None
        )
        letter, unit = (like.letter, like.unit) if like else ("M", currency)
        out.append(Figure(letter, figure.value, unit, figure.bound, figure.start, figure.end))
    return out


def _value(match: "re.Match[str]") -> float:
    word = match.groupdict().get("word")
    number = _WORDS[word.casefold()] if word else float(match["number"].replace(",", ""))
    scale = (match.groupdict().get("scale") or "").casefold()
    return round(number * _SCALES.get(scale, 1.0), 4)


def _multiple(match: "re.Match[str]") -> float:
    if verb := match["verb"]:
        return next(n for stem, n in _MULTIPLES if verb.casefold().startswith(stem))
    number = match["number"].casefold()
    return _WORDS[number] if number in _WORDS else float(number)


def plain(value: float) -> int | float:
    """Return a whole number as an integer."""
    return int(value) if float(value).is_integer() else value
