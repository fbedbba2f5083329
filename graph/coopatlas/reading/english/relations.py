"""Standing relations in English: ranks of partners."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.english import modality
from coopatlas.reading.english.grammar import matches, pattern
from coopatlas.reading.patterns import Line
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_RANKS = (
    ("strategic", r"strategic"),
    ("main", r"main|largest|biggest|key|number one|principal|chief|most important"),
    ("leading", r"leading|major|top|important|ten|five"),
)
_NUMBER = re.compile(
    (
        r"\b(?:(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|(\d{1,2})(?:st|nd|"
        r"rd|th))\b"
    ),
    re.IGNORECASE,
)
_ORDINALS = {
    w: n
    for n, w in enumerate(["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 2)
}
_PARTNER = (
    pattern(
        r"{a:TG},? (?P<verb>is|are|remains?|became|has become|was|ranks?|has been|stays|counts "
        r"as|counts|belongs? to|(?:does|do) not belong "
        r"to)(?P<rank>[^.;]{0,60}?)(?:{b:TAU}(?:'s)? )(?P<rank2>[\w -]{0,40}?)(?P<flow>trad(?:e|"
        r"ing)|export|import|economic|business|foreign trade|strategic)?(?: and [a-z]+)? "
        r"?partners?\b"
    ),
    pattern(
        r"{a:TG},? (?P<verb>is|are|remains?|became|has become|was|ranks?|has been|stays|counts "
        r"as|counts|belongs? to|(?:does|do) not belong "
        r"to)(?P<rank>[^.;]{0,70}?)(?P<flow>trad(?:e|ing)|export|import|economic|business|"
        r"foreign trade)?(?: and [a-z]+)? ?partners? (?:of|for|to) (?:the )?{b:TGU}"
    ),
    pattern(
        r"(?:called|described|named|considers|regards|sees) {a:T} (?:as "
        r")?(?P<verb>)(?P<rank>(?:one of )?(?:{b:TAU}(?:'s)? |the |a "
        r")?[\w -]{0,40}?)(?P<flow>trad(?:e|ing)|export|import|economic)?(?: and [a-z]+)? "
        r"?partners?\b"
    ),
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the standing relations that a sentence tells of."""
    yield from _partner(story, line)


def _partner(story: Story, line: Line) -> Iterator[Fact]:
    for match in matches(line, *_PARTNER):
        party, of = line.one(match, "a"), line.one(match, "b")
        words = " ".join(match[n] or "" for n in ("rank", "rank2") if n in match.re.groupindex) + (
            " strategic" if match["flow"] == "strategic" else ""
        )
        around = line.code[match.start() : match.end()]
        of = of or next((m for m in story.back("T", "region", "country") if party and m.name != party.name), None)
        rank = _rank(words)
        if party is None or of is None or party.name == of.name or rank is None:
            continue
        flow = (match["flow"] or "").casefold()
        args = {
            "party": party.name,
            "of": of.name,
            "rank": rank,
            "flow": flow if flow in {"export", "import"} else None,
        }
        yield make(
            "partner",
            line.sentence,
            args,
            "relations.partner",
            polarity="negative" if modality.negated(around) else "positive",
            confidence=0.8,
        )
        return


def _rank(words: str) -> str | int | None:
    number = _NUMBER.search(words)
    if number:
        return _ORDINALS[number[1].casefold()] if number[1] else int(number[2])
    return next((name for name, rank in _RANKS if re.search(rf"\b(?:{rank})\b", words, re.IGNORECASE)), None)
