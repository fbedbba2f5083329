"""Bodies by the names that the document gives them: «администрация региона», «МТЗ», «министерство транспорта РК»."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from coopatlas import gazetteer
from coopatlas.gazetteer.entry import is_abbreviation
from coopatlas.language.russian.morphology import nominal_case
from coopatlas.language.tokens import Mention, Sentence
from coopatlas.reading.russian.scene import Scene

_LOCAL = re.compile(r"^(?:областн|краев|региональн|республиканск)\w+ (?=\w)", re.IGNORECASE)
"""An attribute that tells no more than that a body is of the region spoken of."""
_WITHIN = re.compile(r"\b(?:областного|краевого|регионального|республиканского) (\w+)")
_BEHIND = re.compile(r" (?:региона|области|края|республики|страны|города|автономии|провинции)$")
"""A description in the place of a territory's name: «администрация региона»."""
_NAMED = re.compile(r"[А-ЯЁ][\w-]+(?:ой|ого|ей) \w+$")
"""A description that belongs to a name: «правительство Пермского края»."""
_OF_REGIONS = frozenset({"регион", "область", "край", "провинция"})
_LONGEST = 6
"""Letters of an abbreviation."""


def complete(scene: Scene) -> None:
    """Give the bodies of a document their full names, as far as it tells them."""
    spelled = dict(_spelled(scene.sentences))
    for sentence in scene.sentences:
        sentence.mentions = [
            replace(m, name=_full(scene, sentence, m, spelled)) if m.kind == "organization" else m
            for m in sentence.mentions
        ]


def _full(scene: Scene, sentence: Sentence, mention: Mention, spelled: Mapping[str, str]) -> str:
    name = _abbreviations().get(mention.name) or spelled.get(mention.name, mention.name)
    head, _, last = name.rpartition(" ")
    if head and (state := _states().get(last)):
        return f"{head} {nominal_case(state, 'gent')}"
    home = scene.home("region")
    region = home.name if home is not None else ""
    near = scene.here(sentence, mention.first) if _LOCAL.search(name) else None
    if mention.form == "noun" and _BEHIND.search(name) and not _NAMED.search(name):
        token = sentence.tokens[mention.last]
        told = region if region and token.lemma in _OF_REGIONS else scene.described(sentence, token)
        return _BEHIND.sub(f" {nominal_case(told, 'gent')}", name) if told else name
    if region and (_LOCAL.search(name) or _WITHIN.search(name)):
        return _of_region(name, nominal_case(near.name if near is not None else region, "gent"))
    return name


def _of_region(name: str, region: str) -> str:
    """Return «пресс-служба правительства Омской области» for «пресс-служба регионального правительства»."""
    if _WITHIN.search(name):
        return _WITHIN.sub(lambda m: f"{m[1]} {region}", name)
    return f"{_LOCAL.sub('', name)} {region}"


def _spelled(sentences: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """Yield the abbreviations of bodies that the document spells out: «МТЗ» where it names a «Минский тракторный …»."""
    names = {m.name for s in sentences for m in s.mentions if m.kind == "organization"}
    by_letters = {"".join(word[0] for word in re.split(r"[ -]", n) if word[:1].isalpha()).upper(): n for n in names}
    for name in names:
        if is_abbreviation(name) and 1 < len(name) <= _LONGEST and (full := by_letters.get(name.upper())):
            yield name, full


@cache
def _abbreviations() -> Mapping[str, str]:
    """Return the abbreviations of bodies that are common knowledge, with what they stand for."""
    known = (e for e in gazetteer.load().entries().values() if e.kind == "organization" and "ru" in e.names)
    return {short: e.names["ru"] for e in known for short in e.called("ru")[1:] if is_abbreviation(short)}


@cache
def _states() -> Mapping[str, str]:
    """Return the abbreviations of states («РК») that one country alone has among those that bodies are named by."""
    found: dict[str, str] = {}
    for entry in gazetteer.load().entries().values():
        for short in entry.called("ru")[1:] if entry.kind == "country" else ():
            if is_abbreviation(short):
                found.setdefault(short, entry.names["ru"])
    return found
