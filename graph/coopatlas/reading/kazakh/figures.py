"""Kazakh figures: sums of money, quantities, percentages and multiples; their bounds stand before or behind them."""

import re
from collections.abc import Iterator

from coopatlas.reading.patterns import Mark

_SCALES = {"мың": 1e3, "миллион": 1e6, "млн": 1e6, "миллиард": 1e9, "млрд": 1e9, "триллион": 1e12, "трлн": 1e12}
_NUMBER = r"(?P<number>\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_SCALE = r"(?:\s*(?P<scale>мың|миллион|млн\.?|миллиард|млрд\.?|триллион|трлн\.?))?"
_BEFORE = (
    r"(?:(?P<about>\b(?:шамамен|жуықтап|болжам бойынша|небары шамамен))\s+|"
    r"(?P<min>\b(?:кемінде|кем дегенде))\s+|(?P<max>\bең көбі)\s+)?"
)
_CURRENCIES = (
    ("USD", r"(?:АҚШ\s+)?доллар|USD|\$"),
    ("KZT", r"теңге|₸|KZT"),
    ("RUB", r"(?:Ресей\s+)?рубль?|₽"),
    ("EUR", r"еуро|€"),
    ("CNY", r"юань"),
    ("UZS", r"сум|сом(?= )"),
    ("AZN", r"манат"),
)
_UNITS = (("t", r"тонна"), ("TEU", r"контейнер|TEU|ДФЭ"), ("km", r"шақырым|километр|км"), ("ha", r"гектар|га\b"))
_MONEY = re.compile(
    rf"{_BEFORE}{_NUMBER}{_SCALE}\s*(?:{'|'.join(f'(?P<{c}>{p})' for c, p in _CURRENCIES)})(?P<ending>\w*)",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"{_BEFORE}(?P<sign>[$€₸₽])\s?{_NUMBER}{_SCALE}(?P<ending>\w*)", re.IGNORECASE)
_QUANTITY = re.compile(
    rf"{_BEFORE}{_NUMBER}{_SCALE}\s*(?:{'|'.join(f'(?P<u{i}>{p})' for i, (_, p) in enumerate(_UNITS))})(?P<ending>\w*)",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"{_BEFORE}{_NUMBER}\s*(?:%|пайыз|процент)(?P<ending>-?\w*)", re.IGNORECASE)
_TIMES = re.compile(
    (
        rf"{_BEFORE}(?:{_NUMBER}|\b(?P<word>бір жарым|екі жарым|екі|үш|төрт|бес|алты|жеті|сегіз|"
        rf"тоғыз|он))\s+есе(?P<ending>\w*)"
    ),
    re.IGNORECASE,
)
_WORDS = {
    "бір жарым": 1.5,
    "екі жарым": 2.5,
    "екі": 2.0,
    "үш": 3.0,
    "төрт": 4.0,
    "бес": 5.0,
    "алты": 6.0,
    "жеті": 7.0,
    "сегіз": 8.0,
    "тоғыз": 9.0,
    "он": 10.0,
}
_SIGNS = {"$": "USD", "€": "EUR", "₸": "KZT", "₽": "RUB"}
_BEHIND = (
    ("min", re.compile(r"\s*(?:-?(?:дан|ден|тан|тен|нан|нен))?\s*(?:астам|артық|асты|асып|көп)\b")),
    ("about", re.compile(r"\s*(?:жуық\w*|шамасында|төңірегінде|таяу)")),
    ("max", re.compile(r"\s*(?:дейін|аспай\w*)\b(?!\s*(?:өс|арт|жет|ұлғ|көтер|төмен|азай))")),
)


def marks(text: str) -> Iterator[Mark]:
    """Yield the figures of `text` as marks; their case ending is left outside."""
    taken = bytearray(len(text) + 1)
    for pattern in (_SIGNED, _MONEY, _PERCENT, _QUANTITY, _TIMES):
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
            letter, unit = _unit(pattern, match)
            value = (_number(match) - 1) * 100 if pattern is _TIMES else _number(match)
            yield Mark(
                letter,
                text[match.start() : match.start("ending")],
                match.start(),
                match.start("ending"),
                value=round(value, 4),
                unit=unit,
                bound=_bound(match, text),
            )


def _unit(pattern: re.Pattern[str], match: "re.Match[str]") -> tuple[str, str]:
    if pattern is _SIGNED:
        return "M", _SIGNS[match["sign"]]
    if pattern is _MONEY:
        return "M", next(c for c, _ in _CURRENCIES if match[c])
    if pattern is _QUANTITY:
        return "Q", next(u for i, (u, _) in enumerate(_UNITS) if match[f"u{i}"])
    return "X", "%"


def _number(match: "re.Match[str]") -> float:
    groups = match.groupdict()
    if groups.get("word"):
        return _WORDS[" ".join((groups["word"] or "").casefold().split())]
    number = float(re.sub(r"[\s\u00a0\u202f]", "", match["number"]).replace(",", "."))
    return number * _SCALES.get((groups.get("scale") or "").casefold().rstrip("."), 1.0)


def _bound(match: "re.Match[str]", text: str) -> str:
    named = next((b for b in ("about", "max", "min") if match[b]), None)
    return named or next(
        (b for b, words in _BEHIND if words.match(text, match.start("ending")) or words.match(text, match.end())),
        "exact",
    )
