"""English bodies and places with a small-letter head noun: «the Kazakh embassy», «the port of Kuryk»."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.language.tokens import Sentence
from coopatlas.reading.english.grammar import pattern
from coopatlas.reading.patterns import Line, Mark

_BODY = (
    r"(?P<head>(?:regional |city |provincial |national |municipal |local |foreign |state "
    r")?(?:press service|press office|administration|embassy|consulate general|consulate|"
    r"government|akimat|parliament|ministry(?: of (?-i:[a-z])\w+(?: and [a-z]+)?)?|"
    r"(?:foreign|transport|trade|energy|agriculture|finance) ministry|chamber of "
    r"commerce(?: and industry)?|customs (?:service|committee)|statistics (?:bureau|agency|"
    r"committee|office|service)|railway company|port authority))\b"
)
_BEFORE = pattern(rf"{{t:TANO}}(?:'s)? {_BODY}")
_AFTER = pattern(rf"\b{_BODY} of (?:the )?{{t:TO}}(?: in {{s:T}})?")
_ZONE = pattern(
    r"{t:TNL}(?:'s)? (?P<head>(?:special |free |economic |industrial |international |"
    r"logistics |sea |dry |trade |port |cargo )*(?:zone|seaport|port|terminal|airport|"
    r"harbou?r|logistics cent(?:re|er)|industrial park|free port|hub))\b(?! (?:of|operator|"
    r"authority))"
)
_PORT_OF = pattern(r"\b(?P<head>(?:sea|dry |river )?(?:port|harbou?r|airport|terminal)) (?:of|at|in) {t:TN}")
_PLACE_OF = pattern(r"\b(?P<head>city|town|village|district|county|settlement|suburb|municipality) of {t:N}")


def extended(sentence: Sentence, names: Sequence[Mark]) -> list[Mark]:
    """Return the names with the bodies and places made of them; a name that became part of one is left out."""
    line = Line(sentence, names)
    made = [*_bodies(line), *_places(line)]
    return sorted(
        [*made, *(m for m in line.marks if not any(n.start <= m.start and m.end <= n.end for n in made))],
        key=lambda m: m.start,
    )


def _bodies(line: Line) -> Iterator[Mark]:
    for match in _BEFORE.finditer(line):
        owner = line.one(match, "t")
        if owner is not None:
            head = match["head"].casefold()
            adjective = owner.letter == "A"
            name = f"{head} of {owner.name}" if adjective else f"{owner.name} {match['head']}"
            yield _spanning(line, match, "O", name, owner)
    for match in _AFTER.finditer(line):
        owner, seat = line.one(match, "t"), line.one(match, "s")
        if owner is not None:
            name = f"{match['head']} of {owner.name}" + (f" in {seat.name}" if seat else "")
            yield _spanning(line, match, "O", name, owner)


def _places(line: Line) -> Iterator[Mark]:
    for match in _ZONE.finditer(line):
        owner = line.one(match, "t")
        if owner is not None and owner.kind not in {"country", "macroregion"}:
            yield _spanning(line, match, "L", f"{owner.name} {line.text(*match.span('head'))}", owner)
    for match in _PORT_OF.finditer(line):
        owner = line.one(match, "t")
        if owner is not None and owner.kind not in {"country", "region", "macroregion"}:
            yield _spanning(line, match, "L", f"{match['head'].lower()} of {owner.name}", owner)
    for match in _PLACE_OF.finditer(line):
        owner = line.one(match, "t")
        if owner is not None:
            yield Mark("T", owner.name, owner.start, owner.end)


def _spanning(line: Line, match: "re.Match[str]", letter: str, name: str, owner: Mark) -> Mark:
    start = line.offset(match.start())
    return Mark(letter, name, start, line.offset(match.end()), "name", owner.entry, owner=owner.name)
