"""Patterns of English: how lists are joined, and what several families of kinds share."""

import re
from collections.abc import Iterable, Iterator

from coopatlas.reading.english import modality
from coopatlas.reading.patterns import Line, Mark, Pattern
from coopatlas.reading.story import Story

_JOINER = r",? and (?:the )?|, (?:the )?|/| & "
_GOODS_BREAK = re.compile(
    r", (?:and )?(?:while|whereas|which|who|where|with|but|as|mainly|among|according|up|"
    r"down|the)\b| (?:while|whereas|which|who|that|where|but|when|after|before|because|"
    r"since|though|amid|worth|through|via|by|"
    r"there|this|last|from|to|into|for|under|during|at|on|in|within|between|per|against|"
    r"over|is|are|was|were|has|have|had|will|would|could|amount\w*|account\w*|make|makes|"
    r"made|said|says|annually|each|as well as other)\b|[;:.()\"]| [-–—] |[\uE000-\uE0FF]",
    re.IGNORECASE,
)
_LEADING = re.compile(
    (
        r"^(?:and |or |also |the |a |an |its |their |of |both |mainly |mostly |chiefly |"
        r"primarily |largely |some |more |other |as well as |in particular |including |such as |"
        r"such goods as |such products as |especially |among them )+"
    ),
    re.IGNORECASE,
)
_NO_GOODS = re.compile(
    r"^(?:goods|products|cargo|it|them|they|this|that|these|those|others?|more|much|most|"
    r"half|part|share|growth|volume\w*|trade|exports?|imports?|turnover|items?|one|two|"
    r"first|so on|etc|total|that of|"
    r"up|down|by|almost|nearly|all|billions?|millions?|countries|partners?|companies|each "
    r"other|there|here|cooperation|ties|relations)$",
    re.IGNORECASE,
)
_PAIRS = frozenset(
    {
        "paper and cardboard",
        "machinery and equipment",
        "oil and gas",
        "oil and oil products",
        "fruit and vegetables",
        "fruits and vegetables",
        "vegetables and fruit",
        "vegetables and fruits",
        "iron and steel",
        "meat and poultry",
        "meat and meat products",
        "oil and petroleum products",
        "timber and wood products",
        "wood and wood products",
        "fish and seafood",
        "plastics and rubber",
        "nuts and dried fruit",
        "fats and oils",
    }
)


def pattern(text: str) -> Pattern:
    """Return a pattern over English lines."""
    return Pattern(text, _JOINER)


def goods(line: Line, start: int, end: int | None = None) -> list[str]:
    """Return the groups of goods of a list that begins at a place; it ends where a clause or a name begins."""
    code = line.code
    limit = min(len(code), start + 400) if end is None else end
    lead = _LEADING.match(code[start:limit].lstrip())
    begin = start + (len(code[start:limit]) - len(code[start:limit].lstrip())) + (lead.end() if lead else 0)
    stop = _GOODS_BREAK.search(code, begin, limit)
    return split_goods(line.text(begin, stop.start() if stop else limit))


def split_goods(text: str) -> list[str]:
    """Return the parts of «A, B and C»; the pairs that customs statistics name as one group stay together."""
    found: list[str] = []
    for part in re.split(r",\s*(?:and |as well as |or )?|\s+as well as\s+", text):
        pieces = [part] if part.strip().casefold() in _PAIRS else re.split(r"\s+and\s+", part)
        found += [name for piece in pieces if (name := _goods_name(piece))]
    return found


def _goods_name(text: str) -> str:
    name = _LEADING.sub("", text.strip(" .,")).strip(" .,")
    words = name.split()
    if not words or len(words) > 6 or _NO_GOODS.match(name) or not name[0].isalpha() or any(c.isdigit() for c in name):
        return ""
    return name[0].lower() + name[1:] if not name[:2].isupper() else name


def phrase(line: Line, start: int, longest: int = 90) -> str:
    """Return the noun phrase that begins at a place of the code, up to the end of its clause."""
    code = line.code[start : start + longest + 60]
    stop = re.search(
        (
            r"[;:.\"]|,| [-–—] |\b(?:is|are|was|were|will|has|have|said|told|noted|added|which|who|"
            r"while|after|when|during|where|"
            r"that|but|because|and (?!related|united|advanced|renewed|so-called)\w+ed\b|and also|"
            r"ahead of|as well as|amid|as part of|worth|until|by|before|since)\b| (?:in|at|on|"
            r"within|for)? ?[\uE000-\uE0FF](?<=\uE008)"
        ),
        code,
    )
    piece = code[: stop.start() if stop else len(code)]
    text = line.text(start, start + len(piece))
    words = text.split()
    while words and words[-1].casefold() in {"in", "on", "at", "and", "the", "of", "with", "to", "for", "a", "from"}:
        words.pop()
    while words and words[0].casefold() in {"the", "a", "an", "its", "their", "his", "her"}:
        words.pop(0)
    return " ".join(words[:14])


def sides(story: Story, marks: Iterable[Mark]) -> list[str]:
    """Return the parties that marks stand for: a person for the body or territory whose office he holds."""
    return unique(name for mark in marks if (name := side(story, mark)))


def side(story: Story, mark: Mark) -> str:
    """Return the party that a mark stands for."""
    if mark.letter != "P":
        return mark.name
    person = story.person(mark)
    return person.side if person else ""


def unique(values: Iterable[str]) -> list[str]:
    """Return the values without repetitions, in order."""
    return list(dict.fromkeys(values))


def matches(line: Line, *patterns: Pattern) -> "Iterator[re.Match[str]]":
    """Yield the matches of several patterns, those of the first one first."""
    for one in patterns:
        yield from one.finditer(line)


def modality_of(line: Line, match: "re.Match[str]", but: str = "negotiation") -> str:
    """Return the modality of the clause of a match."""
    return modality.modality(modality.clause(line.code, match.start(), match.end()), but=but)


def date_near(line: Line, place: int) -> str | None:
    """Return the first date after a place, else the last one before it."""
    after = line.within(place, len(line.code), "D")
    before = line.within(0, place, "D")
    return after[0].name if after else before[-1].name if before else None
