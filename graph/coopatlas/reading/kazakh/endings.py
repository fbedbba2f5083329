"""Kazakh endings: number, possession and case are written at the end of a word, one after the other."""

import re
from collections.abc import Iterator

CASES = {
    "gen": "ның|нің|дың|дің|тың|тің",
    "dat": "ға|ге|қа|ке|на|не|а|е",
    "acc": "ны|ні|ды|ді|ты|ті|н",
    "loc": "да|де|та|те|нда|нде",
    "abl": "дан|ден|тан|тен|нан|нен",
    "ins": "мен|бен|пен",
    "adj": "дағы|дегі|тағы|тегі|ндағы|ндегі",
}
"""The endings of the cases, and of the adjective made of the locative («Ресейдегі»)."""

_CASE = re.compile(
    r"(?:"
    + "|".join(sorted("|".join(v for k, v in CASES.items() if k != "ins").split("|"), key=len, reverse=True))
    + r")$"
)
_PEOPLE = re.compile(r"(?:лық|лік|дық|дік|тық|тік)(?:тар|тер)?(?:дың|дің|тың|тің|мен|пен|бен|ға|ге)?$")
_POSSESSIVE = re.compile(r"(?<=[бвгғджзйкқлмнңпрстфхһцчшщ])(?:ы|і)$|(?<=[аәеиоөуұүыіэюя])(?:сы|сі)$")
_SHORTEST = 3


def stems(word: str) -> Iterator[str]:
    """Yield a word and what is left of it without the endings that it may have, the longest first; case is kept."""
    yield word
    case = _CASE.search(word.casefold())
    if case and case.start() >= _SHORTEST:
        yield word[: case.start()]


def without_case(word: str, *, short: bool = False) -> str:
    """Return a word without its case ending; the endings of one letter only where `short`."""
    case = _CASE.search(word.casefold())
    if case is None or case.start() < _SHORTEST or (len(case[0]) == 1 and not short):
        return word
    return word[: case.start()]


def people_of(word: str) -> str | None:
    """Return the place of «омбылықтардың», «қазақстандық», or nothing where the word is no such adjective."""
    found = _PEOPLE.search(word.casefold())
    return word[: found.start()] if found and found.start() >= _SHORTEST else None


def plain(word: str) -> str:
    """Return a noun without case and possession: «әкімінің» → «әкім», «елшісі» → «елші»."""
    bare = without_case(word)
    if bare.casefold().endswith(("ін", "ын", "сін", "сын")):
        bare = bare[:-1]
    return _POSSESSIVE.sub("", bare)
