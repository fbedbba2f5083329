"""What is wanted, proposed and offered in English: interest, proposals of cooperation, support."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.english import modality
from coopatlas.reading.english.grammar import pattern, phrase, side, unique
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_INTEREST = pattern(
    r"{h:PTGOLUN+}(?P<gap>[^.;]{0,50}?) (?:(?P<verb>is|are|was|were|has been|have been|"
    r"remains?)(?: \w+){0,2}? (?:interested in|keen on|keen to|eager to|curious about|eager "
    r"for)|(?P<verb2>(?:has |have |had )?(?:shows?|showed|shown|expressed|expresses|voiced|"
    r"confirmed|displays?|takes?|took)(?: \w+){0,3}? interest in|would like to|wants? to|"
    r"wished? to|is looking to|are looking to|looks to)) (?P<what>[^.;]{3,160})"
)
_OF_INTEREST = pattern(
    r"(?P<what>{TL}|[A-Z][a-z][^.;,]{3,60}?)(?P<gap>) (?P<verb>is|are|was|were)(?: \w+)? of "
    r"(?:\w+ )?interest to {h:TGO}"
)
_PROPOSED = pattern(
    r"{p:PTGO}(?P<gap>[^.;]{0,50}?) (?P<verb>proposed|proposes|suggested|suggests|invited|"
    r"invites|called on|called for|urged|offered|put forward|recommended)(?P<what> "
    r"[^.;]{4,200})"
)
_PROPOSAL_NOUN = pattern(
    r"{p:PTGO}(?:'s)?(?P<gap>[^.;]{0,40}?) (?P<verb>(?:made|came up with|tabled|voiced|"
    r"advanced) (?:a |the )?(?:proposal|initiative|idea|suggestion)|proposal|"
    r"initiative)(?P<what> (?:to|of|for|on) [^.;]{4,160})"
)
_SUPPORT = pattern(
    r"{s:PTGOLU}(?P<gap>[^.;]{0,110}?) (?:(?P<verb>(?:is|are|was|stands?|were)(?: \w+)? "
    r"(?:ready|prepared|willing) to|will|pledged to|promised to|agreed to|offered to|"
    r"undertook to|vowed to|(?:has |have )?(?:expressed|confirmed|voiced|reaffirmed|"
    r"declared)(?: \w+)? (?:readiness|willingness) to|can|would) (?:\w+ )?(?:support|assist|"
    r"help|back|facilitate|aid|provide (?:\w+ )?(?:support|assistance)|render (?:\w+ "
    r")?(?:support|assistance)|lend (?:\w+ )?support)|(?P<verb2>supports?|supported|backs|"
    r"backed|assists|assisted|helps|helped|provides (?:\w+ )?(?:support|assistance)|"
    r"promised (?:\w+ )?(?:support|help|assistance)|pledged (?:\w+ )?(?:support|help|"
    r"assistance)))(?P<what> [^.;]{3,160})"
)
_DROP = re.compile(
    (
        r"^ ?(?:that |to |for |in |on |with |the idea of |setting up |developing |boosting |"
        r"expanding )*"
    ),
    re.IGNORECASE,
)


_AIDED = pattern(
    r" (?:for |to )?(?:the )?(?:{mark:TAGOP}(?:'s)? ?)?(?P<noun>[a-z ]{0,30}?(?:businesses|companies|entrepreneurs|"
    r"exporters|investors|firms|producers|farmers))?(?= (?:in|with|to)\b|[,.]| $)"
)
_OFFERED = (
    ("readiness", r"ready|prepared|willing|readiness|offered"),
    ("intention", r"^(?:will|pledged|promised|agreed|undertook|vowed)"),
    ("evaluation", r"^(?:can|would)"),
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the interests, proposals and offers of support of a sentence."""
    for match in _INTEREST.finditer(line):
        yield from _interest(story, line, match)
    for match in _OF_INTEREST.finditer(line):
        yield from _interest(story, line, match)
    for one in (_PROPOSED, _PROPOSAL_NOUN):
        for match in one.finditer(line):
            yield from _proposal(story, line, match)
    for match in _SUPPORT.finditer(line):
        yield from _support(line, match)
        break


def _interest(story: Story, line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    start, end = match.span("what")
    clear = not re.match(r"^.{2}", match["what"]) or ord(match["what"][0]) < 0xE000
    text = phrase(line, start)
    places = [m for m in line.within(start, end, "TLU") if m.end <= line.offset(start) + len(text) + 6]
    bare = (
        len(
            re.sub(
                r"[\uE000-\uF8FF\U000F0000-\U000FFFFD\W]|'s|\b(?:the|port|of|city)\b",
                "",
                line.code[start : start + len(text) + 2],
            )
        )
        < 3
        if not clear
        else False
    )
    denied = modality.negated(line.code[match.start() : start])
    if re.search(r"\b(?:we|they|I|it)\b", match["gap"]):
        return
    people = [m for m in line.group(match, "gap") if m.letter == "P"]
    for mark in people[-1:] or line.group(match, "h"):
        holder = side(story, mark) or (mark.name if mark.letter == "P" else "")
        if not holder:
            continue
        others = [m.name for m in places if m.name != holder]
        target = others[0] if others else text
        subject = None if bare or target == text else text
        if target and (others or not re.search(r"like to|wants? to|wish|look", match["verb2"] or "")):
            args = {"holder": holder, "target": target, "subject": subject}
            yield make(
                "interest",
                line.sentence,
                args,
                "wishes.interest",
                modality="interest",
                polarity="negative" if denied else "positive",
                confidence=0.7,
            )


def _proposal(story: Story, line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    who = line.one(match, "p")
    gap = line.group(match, "gap")
    people = [m for m in gap if m.letter == "P"]
    who = people[-1] if people else who
    verb = match["verb"].casefold()
    rest = match["what"]
    invited = (
        re.match(
            (
                r" (?:the )?(?:.{2}|[\w ]{0,30}?(?:businesses|companies|partners|entrepreneurs|"
                r"investors|side))(?: \w+)? (?:to |in )"
            ),
            rest,
        )
        if re.match(r"invit|called on|urg|offer", verb)
        else None
    )
    if who is None or (
        re.match(r"invit|offered", verb)
        and (
            invited is None
            or re.match(r".*\bto (?:visit|attend|take part|come|his|her|the)\b", rest[: invited.end() + 8])
        )
    ):
        return
    begin = match.start("what") + (invited.end() if invited else 0)
    text = phrase(line, begin + (_DROP.match(line.code[begin:]) or [""])[0].__len__())
    if not text or modality.negated(line.code[match.start() : match.start("what")]):
        return
    parties = _invited(line, match, invited) if invited else _sides(story, line, who)
    yield make(
        "proposal",
        line.sentence,
        {"proposer": who.name, "party": parties, "subject": text},
        "wishes.proposal",
        modality="proposal",
        confidence=0.7,
    )


def _invited(line: Line, match: "re.Match[str]", invited: "re.Match[str]") -> list[str]:
    start = match.start("what")
    return unique(m.name for m in line.within(start, start + invited.end(), "TAGO"))


def _sides(story: Story, line: Line, who: Mark) -> list[str]:
    own = side(story, who) if who.letter == "P" else who.name
    pair = [m.name for m in line.of("TAGO") if m.kind in {"region", "country", ""} and m.name != own][:1]
    pair = pair or [m.name for m in story.pair() or () if m.name != own][:1]
    return unique(n for n in (own, *pair) if n)


def _support(line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    letters = "PTGO" if re.search(r"\bthat\b", match["gap"]) else "PO"
    acting = [m for m in line.group(match, "gap") if m.letter in letters] or line.group(match, "s")
    start, end = match.span("what")
    beneficiary, begin = _aided(line, start, end)
    lead = _DROP.match(line.code[begin:end])
    subject = phrase(line, begin + (lead.end() if lead else 0)) if begin < end else None
    if not (beneficiary or subject) or modality.negated(line.code[match.start() : start]):
        return
    verb = (match["verb"] or match["verb2"]).casefold()
    mode = next((name for name, words in _OFFERED if re.search(words, verb)), "stated")
    args = {"supporter": acting[-1].name, "beneficiary": beneficiary, "subject": subject}
    yield make("support", line.sentence, args, "wishes.support", modality=mode, confidence=0.65)


def _aided(line: Line, start: int, end: int) -> tuple[str | None, int]:
    """Return who is helped, as named or described before «in», «with» or «to», and where the rest begins."""
    aided = _AIDED.match(line, start, end)
    if aided is None:
        return None, start
    if aided["noun"]:
        return line.text(*aided.span("noun")), aided.end()
    named = line.one(aided, "mark")
    return (named.name, aided.end()) if named else (None, start)
