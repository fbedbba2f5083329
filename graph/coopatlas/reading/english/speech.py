"""Who says it in English: verbs of saying, «according to», «in his view», and the quotations that they belong to."""

import re
from collections.abc import Sequence

from coopatlas.reading.english import lexicon
from coopatlas.reading.english.grammar import pattern
from coopatlas.reading.patterns import Line, Mark

_SAYING = rf"(?:{lexicon.SAYING})"
_PERSON_SAYS = pattern(
    rf"{{s:P}}(?:,[^.;\"]{{0,90}}?,)?(?: (?:also|then|has|had|have|further|later|himself|"
    rf"herself))* (?P<verb>{_SAYING})\b(?! (?:on|at|as|off|forward|to a|an end)\b)"
)
_SAYS_PERSON = pattern(rf"\b{_SAYING} (?:the )?(?:[\w' -]{{0,40}}?)?{{s:P}}")
_BODY_SAYS = pattern(
    r"{s:OL}(?: (?:also|has|had|have))* (?:said|says|told|reported|reports|announced|"
    r"noted|stated|added|confirmed|stressed|estimated|estimates|informed)\b"
)
_ACCORDING = pattern(
    r"\b(?:according to|in the words of|as reported by|citing|with reference to|data from|"
    r"figures from) (?:data from |figures from |statistics from )?(?:the "
    r")?(?:[\w' -]{0,50}?)?{s:PO}(?P<tail>(?:'s)? (?:press service|press office|"
    r"administration|government|ministry))?"
)
_ACCORDING_TO_OFFICE = pattern(r"\baccording to (?:the )?(?:[^.;,]{0,80}?), {s:P},")
_OPINION = pattern(r"\b(?:by|in) {s:P}(?:'s)? (?:count|view|opinion|words|estimate|assessment|account|reckoning)\b")
_AS = pattern(r"\bas {s:PO} (?:sees|saw|put|puts|said|says|noted|explained|told|stressed)\b")
_HEAD_SAYS = pattern(
    r"{s:T}(?:'s)? (?P<head>press service|press office|administration|government|"
    r"authorities) (?:also )?(?:said|reported|reports|announced|noted|stated|added)\b"
)
_ACCORDING_TO_HEAD = pattern(
    r"\baccording to {s:T}(?:'s)? (?P<head>press service|press office|administration|"
    r"government|authorities)\b"
)
_NO_SPEECH = re.compile(r"called (?:at|off)|put (?:his|her|its|their|in)|described in|hopes to$", re.IGNORECASE)
_PATTERNS = (
    _ACCORDING_TO_OFFICE,
    _ACCORDING,
    _OPINION,
    _AS,
    _PERSON_SAYS,
    _BODY_SAYS,
    _HEAD_SAYS,
    _ACCORDING_TO_HEAD,
    _SAYS_PERSON,
)


def named(line: Line, quoted: Sequence[tuple[int, int]]) -> str | None:
    """Return whom a line makes responsible for what it says; words inside quotations make nobody so."""
    for one in _PATTERNS:
        for match in one.finditer(line):
            mark = line.one(match, "s")
            if (
                mark is None
                or any(a <= mark.start < b for a, b in quoted)
                or _NO_SPEECH.match(
                    line.code[match.start("verb") if "verb" in match.re.groupindex else match.start() :]
                )
            ):
                continue
            return _body(match, mark)
    return None


def _body(match: "re.Match[str]", mark: Mark) -> str:
    if "head" in match.re.groupindex:
        return f"{match['head']} of {mark.name}"
    tail = match["tail"] if "tail" in match.re.groupindex else None
    return f"{mark.name}{tail}" if tail and mark.letter == "O" else mark.name
