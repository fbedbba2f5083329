"""Patterns of Kazakh: how lists are joined, case endings by name, and how firmly a clause says it."""

import re
from collections.abc import Iterable, Iterator

from coopatlas.reading.kazakh import endings, lexicon
from coopatlas.reading.patterns import Line, Mark, Pattern
from coopatlas.reading.story import Story

_JOINER = r",? (?:мен|бен|пен|және|әрі) |, "
_CASE = re.compile(r"<(" + "|".join(endings.CASES) + r")>")
_LEXICON = tuple(
    (name, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for name, words in (
        ("interest", lexicon.INTEREST),
        ("proposal", lexicon.PROPOSAL),
        ("readiness", lexicon.READINESS),
        ("evaluation", lexicon.EVALUATION),
        ("negotiation", lexicon.NEGOTIATION),
        ("intention", lexicon.INTENTION),
    )
)
_NEGATION = re.compile(lexicon.NEGATION, re.IGNORECASE)
_SYMBOLS = re.compile(r"[\uE000-\uE0FF].")


def pattern(text: str) -> Pattern:
    """Return a pattern over Kazakh lines; `<gen>`, `<dat>` … stand for the endings of a case."""
    return Pattern(_CASE.sub(lambda m: f"(?:{endings.CASES[m[1]]})", text), _JOINER)


def modality(text: str, default: str = "stated", *, but: str = "") -> str:
    """Return the modality that the words of a clause give it; those of `but` are not looked for."""
    return next((name for name, words in _LEXICON if name not in but.split() and words.search(text)), default)


def negated(text: str) -> bool:
    """Whether a clause denies what it says."""
    return _NEGATION.search(text) is not None


def clause(code: str, start: int, end: int) -> str:
    """Return the clause around a stretch, between colons or semicolons; at most 140 to each side."""
    begin = max(0, start - 140, *(m.end() for m in re.finditer(r"[;:]", code[:start])))
    stop = re.compile(r"[;:]").search(code, end)
    return code[begin : min(stop.start() if stop else len(code), end + 140)]


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


def last_words(line: Line, start: int, end: int, count: int) -> str:
    """Return up to `count` words that stand before a place, back to a comma or a name."""
    code = line.code[start:end]
    at = max((m.end() for m in re.finditer(r"[,;:.\"–—]|[\uE000-\uE0FF].\w*", code)), default=0)
    words = line.text(start + at, end).split()
    return " ".join(words[-count:])


def goods(text: str) -> list[str]:
    """Return the parts of «A, B және C» in dictionary form; words that count or relate are left out."""
    found: list[str] = []
    for part in re.split(r",\s*|\s+(?:және|мен|бен|пен|сондай-ақ)\s+", text):
        words = part.strip(" .–-").split()
        while words and words[0].casefold() in {
            "негізінен",
            "көбіне",
            "оның",
            "ішінде",
            "әсіресе",
            "соның",
            "мысалы",
            "бұл",
            "ең",
            "алдымен",
            "өз",
        }:
            words.pop(0)
        if not words or len(words) > 5 or _SYMBOLS.search(part) or any(c.isdigit() for c in part):
            continue
        bare = endings.without_case(words[-1])
        words[-1] = bare[:-1] if re.search(r"(?:[ыі]н|с[ыі]н)$", words[-1]) and bare == words[-1] else bare
        found.append(" ".join(words))
    return [
        name[0].lower() + name[1:]
        for name in found
        if len(name) > 2 and not re.search(r"(?:ады|еді|ды|ді|ты|ті|ған|ген)$", name.split()[-1])
    ]
