"""A comparison in words: «расходится: по статистике 2,56 млн USD, сказанное на 17 % выше»."""

from decimal import Decimal

from babel.numbers import format_compact_decimal, format_decimal

from coopatlas.claims import terms
from coopatlas.rdf import iri
from coopatlas.statistics.comparison import Comparison

_SPOKEN = {
    "statistic": ("по статистике {}", "statistics say {}"),
    "above": ("сказанное на {} выше", "what was said is {} above"),
    "below": ("сказанное на {} ниже", "what was said is {} below"),
    "points": ("{} п. п.", "{} points"),
    "percent": ("{} %", "{} %"),
    "ratio": ("данные другой стороны – {} собственных", "the other side's data are {} of the own"),
    "later": ("по позднему выпуску {}", "a later release says {}"),
}
_TOLD = frozenset({"mirror", "revised"})
"""The notes that a number says better."""
_PERCENT = Decimal(100)


def words(found: Comparison, lang: str) -> str:
    """Return what a comparison comes to, in one line."""
    place = terms.LANGUAGES.index(lang)

    def say(name: str, *parts: str) -> str:
        return _SPOKEN[name][place].format(*parts)

    told = [_term("verdict-reason", found.reason, place)] if found.reason else []
    if found.statistic and found.statistic.middle is not None:
        told.append(say("statistic", figure(found.statistic.middle, found.unit, lang)))
        if found.distance is not None and round(found.distance, 1):
            size = say("points" if found.unit == "percent" else "percent", _number(abs(found.distance), lang))
            told.append(say("above" if found.distance > 0 else "below", size))
    if found.ratio is not None:
        told.append(say("ratio", say("percent", _number(found.ratio * _PERCENT, lang))))
    if found.later and found.later.middle is not None:
        told.append(say("later", figure(found.later.middle, found.unit, lang)))
    told += [_term("comparison-note", note, place) for note in found.notes if note not in _TOLD]
    head = _term("verdict", found.verdict, place)
    return f"{head}: {'; '.join(told)}" if told else head


def figure(value: Decimal, unit: str, lang: str) -> str:
    """Return a figure as a headline would: «27,05 млрд USD», «15.7 %»."""
    if unit == "percent":
        return _SPOKEN["percent"][0].format(_number(value, lang))
    short = format_compact_decimal(value, locale=lang, fraction_digits=2)
    return f"{short} {terms.symbol(terms.unit(unit))}".strip()


def _number(value: Decimal, lang: str) -> str:
    return format_decimal(round(value, 1 if abs(value) < _PERCENT else 0), locale=lang)


def _term(scheme: str, name: str, place: int) -> str:
    return terms.words(iri.term(scheme, name))[place]
