"""The periods of a text for the readers of kinds that frames do not read yet."""

from coopatlas.reading import periods as grammar
from coopatlas.reading.periods import Calendar


def periods(text: str, calendar: Calendar, context: str | None = None) -> list[tuple[str, int, int]]:
    """Return the periods of `text` that are named by a date, label and place, in order."""
    found = grammar.periods(text, "en", calendar, context)
    return [(p.label, p.start, p.end) for p in found if p.reading not in {"same", "earlier"}]
