"""Standing relations in English: twin cities, memberships, ranks of partners."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.english import modality
from coopatlas.reading.english.grammar import date_near, matches, modality_of, pattern, unique
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_TIES = r"(?:sister|twin|twinned|partner)"
_TWINS = (
    pattern(
        rf"(?P<all>{{T}}[^.;]{{0,80}}?\band\b[^.;]{{0,40}}?{{T}})[^.;]{{0,50}}? "
        rf"(?P<verb>(?:became|become|are|have been|have become|were|will become|signed|remain|"
        rf"have)) (?:[a-z]+ ){{0,4}}?{_TIES}[ -](?:cit(?:y|ies)|towns?|regions?|provinces?|"
        rf"ports?|ties|relations?)\b"
    ),
    pattern(
        r"(?P<all>{T}(?: \([^)]*\))? (?:was|is|has been|were|will be) (?P<verb>twinned|paired) "
        r"with (?:the )?(?:{c:TA}(?:'s)? )?(?:\w+ of )?{T})"
    ),
    pattern(
        rf"(?P<all>{{T}} (?P<verb>is|became|has been|was|will become) (?:a |the )?{_TIES} "
        rf"(?:city|town|region|province|port) (?:of|to|for|with) (?:the )?{{T}})"
    ),
    pattern(
        rf"{{a:T}}(?:'s|,)[^.;]{{0,40}}? (?P<verb>their|its|the)? ?{_TIES} (?:city|town|region|"
        rf"province|port)(?: of)?,? {{b:T}}"
    ),
    pattern(
        r"\b(?P<verb>sister|twin|twinned|twinning|partnership|brotherly)[ -](?:cit(?:y|ies)|"
        r"towns?|regions?|provinces?|ports?|ties|relations|relationship)(?: \w+){0,3}? "
        r"(?:between|of|with) (?P<all>{T}(?:[^.;]{0,60}?\band\b[^.;]{0,40}?{T})?)"
    ),
    pattern(
        r"(?P<all>{TG}[^.;]{0,160}?{TG})[^.;]{0,90}?\b(?P<verb>with which it (?:has|shares|"
        r"enjoys|maintains) (?:sister|twin|partner)|their (?:sister|twin|partner) (?:region|"
        r"city|province)|its (?:sister|twin|partner) (?:region|city|province)|(?:sister|"
        r"twin)[ -](?:region|city|province))"
    ),
)
_MEMBER = (
    pattern(
        r"{m:TO+} (?:both |all |also )*(?P<verb>is|are|became|become|has been|have been|was|"
        r"will become|remains?) (?:both |also |not |now |an? |the |full |founding |fellow "
        r")*(?P<what>members?|observers?|candidates?|an observer state|observer states?)(?: "
        r"states?| countr(?:y|ies))? (?:of|in|to|at) (?:the )?{u:U}"
    ),
    pattern(
        r"{m:TO+} (?:has |have |will |formally |officially )*(?P<verb>joined|join|acceded to|"
        r"entered) (?:the )?{u:U}"
    ),
    pattern(
        r"{m:TO} (?:has |holds |enjoys |received |was granted )*(?P<verb>has|holds|enjoys|"
        r"received|was granted) (?P<what>observer|candidate) status (?:in|at|with) (?:the "
        r")?{u:U}"
    ),
    pattern(
        r"{m:TO+}, (?:both |all )?(?:an? |the )?(?P<verb>)(?P<what>members?|observers?)(?: "
        r"states?)? of (?:the )?{u:U}"
    ),
    pattern(
        r"(?P<verb>)\b(?:the )?{u:U}(?:'s)? (?P<what>members?|observers?)(?: states?| "
        r"countr(?:y|ies))?,? (?:such as )?{m:T+}"
    ),
)
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
    yield from _twinning(story, line)
    yield from _membership(line)
    yield from _partner(story, line)


def _twinning(story: Story, line: Line) -> Iterator[Fact]:
    for match in matches(line, *_TWINS):
        parties = unique(m.name for m in _twins(line, match) if m.kind in {"city", "region", ""})[-2:]
        if len(parties) == 1 and match.start() == match.start("verb"):
            parties += [m.name for m in story.back("T", "city", "region") if m.name != parties[0]][:1]
        if len(parties) < 2 or "signed" in match["verb"]:
            continue
        mode = modality_of(line, match)
        by_mode = {"stated": "established", "proposal": "proposed", "interest": "proposed", "evaluation": "proposed"}
        dated = re.search(r"became|become|was|has been|were|twinned|paired", match["verb"])
        args = {
            "party": parties,
            "status": by_mode.get(mode, "planned"),
            "date": date_near(line, match.start("verb")) if dated else None,
        }
        yield make("twinning", line.sentence, args, "relations.twinning", modality=mode, confidence=0.75)
        return


def _twins(line: Line, match: "re.Match[str]") -> list[Mark]:
    """Return the places that a tie may join: those up to «its sister city», else those that the pattern names."""
    if re.match(r"with which|their|its", match["verb"] or ""):
        return line.within(0, match.end(), "TG")
    if "all" in match.re.groupindex:
        return line.within(match.start("all"), max(match.end("all"), match.start("verb")), "TG")
    return [*line.group(match, "a"), *line.group(match, "b")]


def _membership(line: Line) -> Iterator[Fact]:
    for match in matches(line, *_MEMBER):
        union = line.one(match, "u")
        what = (match["what"] if "what" in match.re.groupindex else "") or "member"
        status = (
            "observer" if "observer" in what.casefold() else "candidate" if "candidate" in what.casefold() else "member"
        )
        denied = modality.negated(line.code[match.start() : match.end()])
        for mark in line.group(match, "m"):
            if union is not None and mark.name != union.name:
                yield make(
                    "membership",
                    line.sentence,
                    {"member": mark.name, "union": union.name, "status": status},
                    "relations.membership",
                    modality=modality_of(line, match, "negotiation evaluation"),
                    polarity="negative" if denied else "positive",
                    confidence=0.8,
                )


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
