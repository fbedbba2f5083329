"""The periods of a Russian text for the readers of kinds that frames do not read yet."""

from coopatlas.reading import periods as grammar
from coopatlas.reading.periods import Calendar, FoundPeriod

Period = FoundPeriod

__all__ = ["Calendar", "Period", "named", "occasion", "periods"]


def periods(text: str, calendar: Calendar, context: str | None = None) -> tuple[Period, ...]:
    """Return the periods of `text` that are named by a date, in order."""
    found = grammar.periods(text, "ru", calendar, context)
    return tuple(p for p in found if p.reading not in {"same", "earlier", "near"})


def named(text: str, calendar: Calendar) -> tuple[Period, ...]:
    """Return the periods of `text` that are named by a date; where none is, «сегодня» and its like."""
    found = grammar.periods(text, "ru", calendar)
    told = grammar.occasion(text, "ru", calendar)
    return periods(text, calendar) or tuple(p for p in found if p.reading == "near" and p.label == told)


def occasion(text: str, calendar: Calendar) -> str | None:
    """Return when what `text` tells of took place."""
    return grammar.occasion(text, "ru", calendar)
