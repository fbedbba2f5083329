"""Routes: transport links between two places, with their mode and whether they work yet."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coopatlas.language.tokens import Sentence
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.modality import modality
from coopatlas.reading.russian.scene import Scene

_MODES = (
    ("air", re.compile(r"авиа\w*|рейс\w*|самол[её]т\w*|пер[её]лет\w*|воздушн\w+", re.IGNORECASE)),
    (
        "rail",
        re.compile(r"железнодорож\w+|железн\w+\s+дорог\w+|поезд\w*|контейнерн\w+\s+поезд|ж/д|рельс\w*", re.IGNORECASE),
    ),
    (
        "sea",
        re.compile(
            r"паром\w*|морск\w+\s+(?:лини|сообщени|маршрут|перевоз)\w*|судоходн\w+|судн\w+|контейнерн\w+\s+лини\w+",
            re.IGNORECASE,
        ),
    ),
    ("road", re.compile(r"автодорог\w*|автомобильн\w+|автобус\w*|автомагистрал\w*|трасс\w+", re.IGNORECASE)),
    ("pipeline", re.compile(r"трубопровод\w*|нефтепровод\w*|газопровод\w*", re.IGNORECASE)),
    ("multimodal", re.compile(r"мультимодальн\w+|коридор\w*", re.IGNORECASE)),
)
_LINKS = re.compile(
    r"маршрут\w*|рейс\w*|\w*сообщени[еяю]\w*|лини[яию]\w*|поезд\w*|коридор\w*|паром\w*|авиарейс\w*|"
    r"магистрал\w+|нефтепровод\w*|газопровод\w*|железн\w+\s+дорог\w+|"
    r"(?:автомобильн\w+|железнодорожн\w+|пограничн\w+|мостов\w+|пункт\w*|авто)[ -]?переход\w*",
    re.IGNORECASE,
)
_NAME = r"[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁ][а-яё]+)?"
_PAIR = re.compile(rf"(?<![\w-])({_NAME})(?:\s+[—–-]\s+|[—–])({_NAME})(?![\w-])|\b([А-ЯЁ][а-яё]+)-({_NAME})(?![\w-])")
"""Two names in the nominative that a dash joins: «Решт — Астара», «маршрут Сиань-Москва»."""
_NAMED = re.compile(r"(?:коридор|маршрут|магистрал)\w*\s+[«\"]([^»\"]{3,40})[»\"]", re.IGNORECASE)
_SIDES = frozenset({"Север", "Юг", "Запад", "Восток"})
_NEAR = 40
"""Code points between the noun of a link and the first pair of names that a dash joins."""


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the transport links that a sentence names."""
    match = _LINKS.search(sentence.text)
    if match is None:
        return
    ends = _route_ends(sentence, match.end())
    mode = next((mode for s in _nearby(scene, sentence) if (mode := _mode(s.text))), None)
    if not ends or mode is None:
        return
    token = next(
        (t for t in sentence.tokens if t.end - sentence.start >= match.end() and t.pos == "NOUN"), sentence.tokens[-1]
    )
    how = modality(sentence, token, ignore=lexicon.SAYING)
    opened = re.search(
        r"откры\w+|запущен\w*|запусти\w+|отправил\w*|начал\w*|возобнов\w+|стартова\w+", sentence.text, re.IGNORECASE
    )
    status = (
        "planned"
        if how in {"intention", "proposal", "interest", "negotiation"}
        else "opened"
        if opened
        else "operating"
    )
    said = how if status == "planned" else "stated"
    for start, end in ends:
        named = _NAMED.search(sentence.text)
        args = {"from": start, "to": end, "mode": mode, "status": status, "name": named[1] if named else None}
        yield make("route", sentence, args, "routes.link", at=token, modality=said, confidence=0.65)


def _nearby(scene: Scene, sentence: Sentence) -> Sequence[Sentence]:
    """Return the sentence, and the one before where it is of a link too: it tells the mode of «маршрут между A и B»."""
    before = scene.sentences[max(0, sentence.index - 1) : sentence.index]
    return (sentence, *(one for one in before if _LINKS.search(one.text)))


def _mode(text: str) -> str | None:
    return next((name for name, pattern in _MODES if pattern.search(text)), None)


def _route_ends(sentence: Sentence, link: int) -> list[tuple[str, str]]:
    """Return the ends of the links: «из A в B и C», «от A до B», «между A и B», «A — B» behind `link`, a noun's end."""
    places = [m for m in sentence.mentions if m.kind in {"territory", "port"} and m.form == "name"]
    found: list[tuple[str, str]] = []
    start = ""
    for one, other in pairwise(places):
        before = _preposition(sentence, one.first)
        between = [t.lemma for t in sentence.tokens[one.last + 1 : other.first]]
        leading = {"в", "до"} & set(between) and len(between) <= 8
        if (before == "из" and leading) or (before == "от" and between[:1] == ["до"]):
            start = one.name
            found.append((start, other.name))
        elif start and (between in ([","], ["и"], [",", "а", "также"]) or between[-1:] == ["в"]):
            found.append((start, other.name))
        elif (before == "между" and _joined(sentence, one.last, other.first)) or between in (["—"], ["–"], ["-"]):
            found.append((one.name, other.name))
    return found or _pairs(sentence.text, link)


def _preposition(sentence: Sentence, first: int) -> str:
    """Return the lemma before a place, and before its adjectives: «между российским Благовещенском и …»."""
    before = [t.lemma for t in sentence.tokens[max(0, first - 3) : first] if t.pos != "ADJ"]
    return before[-1] if before else ""


def _joined(sentence: Sentence, last: int, first: int) -> bool:
    """Whether «и» alone joins two places, but for adjectives: «между Омском и китайским Харбином»."""
    between = sentence.tokens[last + 1 : first]
    return bool(between) and between[0].lemma == "и" and all(t.pos == "ADJ" for t in between[1:])


def _pairs(text: str, link: int) -> list[tuple[str, str]]:
    """Return the pairs of names that dashes join right behind the noun of a link, known to the gazetteer or not."""
    found: list[tuple[str, str]] = []
    at = link
    for match in _PAIR.finditer(text, link):
        if match.start() - at > _NEAR or (found and not re.fullmatch(r"\s*(?:,|и|,\s*и)\s*", text[at : match.start()])):
            break
        at = match.end()
        ends = (match[1] or match[3], match[2] or match[4])
        if not _SIDES & set(ends):  # «Север — Юг» is the name of a corridor
            found.append(ends)
    return found
