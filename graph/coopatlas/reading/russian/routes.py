"""Routes: transport links between two places, with their mode and whether they work yet."""

import re
from collections.abc import Iterator
from itertools import pairwise

from coopatlas.model import Fact
from coopatlas.reading.annotation import Sentence
from coopatlas.reading.records import make
from coopatlas.reading.russian import lexicon
from coopatlas.reading.russian.modality import modality
from coopatlas.reading.russian.scene import Scene

_MODES = (
    ("air", re.compile(r"авиа\w*|рейс\w*|самол[её]т\w*|пер[её]лет\w*|воздушн\w+", re.IGNORECASE)),
    ("rail", re.compile(r"железнодорож\w+|поезд\w*|контейнерн\w+\s+поезд|ж/д|рельс\w*", re.IGNORECASE)),
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
    r"маршрут\w*|рейс\w*|сообщени[ея]\w*|лини[яию]\w*|поезд\w*|коридор\w*|паром\w*|авиарейс\w*|"
    r"магистрал\w+|нефтепровод\w*|газопровод\w*",
    re.IGNORECASE,
)


def read(_scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the transport links that a sentence names."""
    match = _LINKS.search(sentence.text)
    if match is None:
        return
    ends = _route_ends(sentence)
    mode = next((name for name, pattern in _MODES if pattern.search(sentence.text)), None)
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
        args = {"from": start, "to": end, "mode": mode, "status": status}
        yield make("route", sentence, args, "routes.link", at=token, modality=said, confidence=0.65)


def _route_ends(sentence: Sentence) -> list[tuple[str, str]]:
    """Return the ends of the links: «из A в B и C», «между A и B», «A — B»."""
    places = [m for m in sentence.mentions if m.kind in {"territory", "port"} and m.form == "name"]
    found: list[tuple[str, str]] = []
    start = ""
    for one, other in pairwise(places):
        before = sentence.tokens[one.first - 1].lemma if one.first else ""
        between = [t.lemma for t in sentence.tokens[one.last + 1 : other.first]]
        if before == "из" and {"в", "до"} & set(between) and len(between) <= 8:
            start = one.name
            found.append((start, other.name))
        elif start and (between in ([","], ["и"], [",", "а", "также"]) or between[-1:] == ["в"]):
            found.append((start, other.name))
        elif (before == "между" and between == ["и"]) or between in (["—"], ["–"], ["-"]):
            found.append((one.name, other.name))
    return found
