"""The speakers of a document that was read by patterns: its people and bodies are the marks of its lines."""

import re
from collections.abc import Sequence

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.speakers import Named, Speakers
from coopatlas.reading.story import Story

_PERSON, _BODY = "P", "O"
_NEAR, _BEHIND = 60, 3
"""Code points between an office and the name that it belongs to."""
_OBLIQUE = (
    "тың",
    "тің",
    "дың",
    "дің",
    "ның",
    "нің",
    "мен",
    "бен",
    "пен",
    "ға",
    "ге",
    "қа",
    "ке",
    "ды",
    "ді",
    "ты",
    "ті",
)
"""Kazakh endings behind a name that is no subject."""


def speakers(lang: str, story: Story, sentences: Sequence[Sentence]) -> Speakers:
    """Return who says what, where pronouns and descriptions have been tied to names by the marks."""
    lines = story.lines
    placed = [(line.sentence.start + mark.start, mark, line) for line in lines for mark in line.of(_PERSON + _BODY)]

    def pronoun(_: Sentence, token: Token) -> str | None:
        before = [mark for start, mark, _ in placed if mark.letter == _PERSON and start <= token.start]
        return before[-1].name if before else None

    named = [
        Named(
            start,
            line.sentence.start + mark.end,
            _plain(lang, mark.name),
            mark.letter == _PERSON,
            _nominative(lang, line, mark),
            mark.form in {"pronoun", "possessive"},
        )
        for start, mark, line in placed
        if mark.form != "possessive" or lang != "en"
    ]
    named += _public(lang, lines)
    named += _described(lang, story, sentences, named)
    return Speakers(lang, story.document.text, sentences, named, pronoun)


def _public(lang: str, lines: Sequence[Line]) -> list[Named]:
    """Return bodies that are named by their territory: "Perm Territory's press service", "the government of Ohio"."""
    nouns = "|".join(sorted(lexicon.words(lang, "speech").get("public", ()), key=len, reverse=True))
    found: list[Named] = []
    for line in lines if nouns else ():
        text, origin = line.sentence.text, line.sentence.start
        for mark in line.of("T"):
            behind = re.match(rf"(?:'s|’s)? (?:regional |provincial |city )?({nouns})\b", text[mark.end :])
            before = re.search(rf"\b({nouns}) of (?:the )?$", text[: mark.start])
            match = behind or before
            if match is not None:
                start = mark.start if behind else match.start()
                end = mark.end + match.end() if behind else mark.end
                found.append(Named(origin + start, origin + end, f"{match[1]} of {mark.name}", False))
    return found


def _plain(lang: str, name: str) -> str:
    """Return a name without the Kazakh genitive that was taken for its end."""
    last = name.rpartition(" ")[2]
    for ending in ("тың", "тің", "дың", "дің", "ның", "нің") if lang == "kk" else ():
        if last.endswith(ending) and len(last) > len(ending) + 2 and not last[: -len(ending)].endswith(("а", "е")):
            return name.removesuffix(ending)
    return name


def _described(lang: str, story: Story, sentences: Sequence[Sentence], named: Sequence[Named]) -> list[Named]:
    """Return «елші», "the ambassador", «департамент» as who was last named with that office or noun."""
    table = lexicon.words(lang, "speech").get("described", {})
    found: list[Named] = []
    for sentence in sentences:
        for token in sentence.tokens:
            wanted = table.get(token.lemma) or table.get(token.text.casefold())
            if not wanted or any(n.start - _NEAR < token.start < n.end + _BEHIND for n in named):
                continue
            name = _last(story, named, token.start, wanted)
            if name is not None:
                person = name in story.people
                found.append(Named(token.start, token.end, name, person, token.case in {"", "Nom"}))
    return found


def _last(story: Story, named: Sequence[Named], place: int, wanted: Sequence[str]) -> str | None:
    """Return who was named last before a place with one of these words in the office, or in the name of a body."""
    for n in sorted((n for n in named if n.end <= place), key=lambda n: -n.start):
        known = story.people.get(n.name)
        told = (
            f"{known.role} {known.organization}".casefold()
            if known is not None
            else ""
            if n.person
            else n.name.casefold()
        )
        if any(word in told for word in wanted):
            return n.name
    return None


def _nominative(lang: str, line: Line, mark: Mark) -> bool:
    """Whether a Kazakh name may be a subject, by the ending that stands behind its mark or within it."""
    if lang != "kk":
        return True
    behind = line.sentence.text[mark.end : mark.end + 3]
    ending = "".join(c for c in behind if c.isalpha()) if behind[:1].isalpha() else ""
    printed = line.sentence.text[mark.start : mark.end].casefold()
    own = printed.removeprefix(mark.name.casefold())
    return not ending and not (own != printed and own.endswith(_OBLIQUE))
