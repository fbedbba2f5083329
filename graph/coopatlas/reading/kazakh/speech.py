"""Who says it in Kazakh: «X айтты», «Xтің айтуынша», «… мәліметінше»."""

from collections.abc import Sequence

from coopatlas.reading.kazakh import lexicon
from coopatlas.reading.kazakh.grammar import pattern
from coopatlas.reading.patterns import Line

_ACCORDING = pattern(
    r"{s:PO}(?:<gen>)? (?:айтуынша|сөзінше|пікірінше|ойынша|мәліметінше|дерегінше|"
    r"хабарлауынша|ақпаратынша|мәліметі бойынша|дерегі бойынша|мәліметтеріне сүйенсек|"
    r"есебінше|болжамынша)"
)
_SAYS = pattern(rf"{{s:PO}}(?! ?(?:<gen>))[^.;]{{0,220}}? (?:{lexicon.SAYING})(?: болатын| еді| етті)?\b")
_INVERTED = pattern(r"\b(?:деді|дейді|деп (?:атап өтті|мәлімдеді|айтты|хабарлады)) (?:[\w -]{0,40}? )?{s:PO}")
_PATTERNS = (_ACCORDING, _INVERTED, _SAYS)


def named(line: Line, quoted: Sequence[tuple[int, int]]) -> str | None:
    """Return whom a line makes responsible for what it says; words inside quotations make nobody so."""
    for one in _PATTERNS:
        for match in one.finditer(line):
            mark = line.one(match, "s")
            if mark is not None and not any(a <= mark.start < b for a, b in quoted):
                return mark.name
    return None
