"""Joint ventures and investments in English."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.english import modality
from coopatlas.reading.english.figures import plain
from coopatlas.reading.english.grammar import matches, pattern, phrase, side, sides, unique
from coopatlas.reading.patterns import Line
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_VENTURE = pattern(
    r"\bjoint (?:\w+ ){0,2}?(?P<what>ventures?|enterprises?|production|projects?|compan(?:y|"
    r"ies)|plants?|factor(?:y|ies)|assembly|manufacture|facilit(?:y|ies)|business(?:es)?)\b"
)
_EXISTING = re.compile(
    (
        r"\b(?:operat(?:es?|ing|ed)|was (?:launched|opened|established|set up|founded|"
        r"registered|created)|were (?:launched|opened|established|set up)|has been (?:launched|"
        r"opened|established|set up|running)|opened|launched|works?|runs?|have set up|has set "
        r"up|established|there (?:are|is)|are working|is working|registered|under way)\b"
    ),
    re.IGNORECASE,
)
_SECTOR = re.compile(
    (
        r"^(?: company)?,?(?: (?:that|which) (?:will|is to|would|is going to|can)| to| for(?: "
        r"the)?(?: production| assembly| manufacture)?(?: of)?| in(?: the)?(?: field of| sphere "
        r"of)?| producing| making| (?:to |will )?(?:build|produce|manufacture|assemble))+ "
        r"(?:(?:build|produce|manufacture|assemble|make|process|develop|run|operate|producing|"
        r"making|building|processing|assembling|set up)(?:ing)? )?(?:an? |the )?"
    ),
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\bjoint ((?:[a-z]+ ){1,2})(?:venture|enterprise|production|project|company|plant|factory)", re.IGNORECASE
)
_OF_WHAT = re.compile(r"^ of (?:the )?(?=[a-z])", re.IGNORECASE)
_AT = pattern(r"\b(?:in|at) (?:the )?(?:{c:TA} )?(?:\w+ of )?{p:TL}")
_WITH = pattern(r"\bwith (?:the )?(?:{c:TA}(?:'s)? )?{w:TOG}")
_BETWEEN = pattern(r"\bbetween (?P<all>{TAGO}[^.;]{0,80}?\band\b[^.;]{0,60}?{TAGO})")

_INVESTED = pattern(
    r"(?P<verb>\b(?:invest(?:ed|s|ing)?|pour(?:ed|s|ing)?|put(?:ting)?|plough(?:ed|ing)?|"
    r"injected|channel(?:led)?|spend|spent)) (?:another |a further |a total of )?{m:M} "
    r"(?:in|into|on) (?P<what>[^.;]{2,120})"
)
_INVESTMENT_OF = pattern(
    r"{m:M}(?: worth)? (?:of |in )?(?:direct |foreign )?(?P<verb>investments?)(?: (?:in|"
    r"into|from) (?P<what>[^.;]{2,80}))?|\b(?P<verb2>investments?)(?: (?:in|into) "
    r"(?P<what2>[^.;]{2,60}?))? (?:of|worth|totall?ing|amounting to|amount(?:s|ed)? to|"
    r"reached|stood at|to the tune of|total(?:led|s)|exceed(?:s|ed)|came to) {n:M}"
)
_PROJECTS = pattern(
    r"\bprojects? (?:worth|valued at|with a value of|costing|totall?ing|with (?:a total "
    r")?investments? of|for) (?:a total of |some )?{m:M}(?P<tail>[^.;]{0,160})"
)
_OPENINGS = pattern(
    r"\b(?P<verb>openings|opportunit(?:y|ies)|prospects|potential|room|scope) for (?:\w+ "
    r")?invest(?:ors?|ment|ing)s? in (?:{r:TOL}(?:'s)? )?(?P<what>[^.;]{3,160})"
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the joint ventures and the investments of a sentence."""
    for match in _VENTURE.finditer(line):
        yield from _venture(story, line, match)
        break
    yield from _investments(story, line)
    for match in _OPENINGS.finditer(line):
        yield from _openings(story, line, match)


def _venture(story: Story, line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    clause = modality.clause(line.code, match.start(), match.end())
    mode = modality.modality(clause)
    status = (
        "interest"
        if mode in {"interest", "proposal", "evaluation", "readiness", "negotiation"}
        else "planned"
        if mode == "intention"
        else "existing"
    )
    if status == "existing" and re.search(
        r"\bto (?:found|set up|create|establish|build|launch|form) (?:a |an )?$", line.code[: match.start()]
    ):
        status, mode = "planned", "intention"
    if status == "existing" and not _EXISTING.search(line.code):
        return
    parties = _parties(story, line, match)
    if len(parties) < 2 or (match["what"].casefold().startswith("project") and status == "existing"):
        return
    location = unique(
        m.name
        for at in _AT.finditer(line)
        if at.start() > match.start()
        for m in line.group(at, "p")
        if m.name not in parties
    )
    args = {"party": parties, "location": location[:2], "sector": _sector(line, match), "status": status}
    yield make("venture", line.sentence, args, "ventures.venture", modality=mode, confidence=0.75)


def _parties(story: Story, line: Line, match: "re.Match[str]") -> list[str]:
    between = next(_BETWEEN.finditer(line), None)
    if between:
        return sides(story, line.group(between, "all"))
    before = [
        m
        for m in line.within(0, match.start())
        if m.letter in "TGOUP" and not re.search(r"\b(?:in|at) (?:the )?$", line.code[: line.at(m) - 2])
    ]
    parties = sides(story, before)
    other = next((line.one(w, "w") for w in _WITH.finditer(line) if w.start() > match.start()), None)
    if other is not None:
        parties.append(other.name)
    if len(unique(parties)) < 2 and (pair := story.pair()):
        parties = (
            [*parties, *(m.name for m in pair)] if not parties or parties[0] in {m.name for m in pair} else parties
        )
    return unique(parties)


def _sector(line: Line, match: "re.Match[str]") -> str | None:
    tail = line.code[match.end() :]
    lead = _SECTOR.match(tail) or _OF_WHAT.match(tail)
    if lead and lead.end() > 1:
        begin = match.end() + lead.end()
        place = re.compile(r" (?:in|at|on|near) (?:the )?[\uE001\uE002\uE006]").search(line.code, begin)
        words = phrase(line, begin)
        return (
            words[: len(line.text(begin, place.start()))]
            if place and len(line.text(begin, place.start())) < len(words)
            else words or None
        )
    kind = _KIND.search(line.code[match.start() : match.end()])
    return kind[1].strip() if kind else None


def _investments(story: Story, line: Line) -> Iterator[Fact]:
    for match in matches(line, _INVESTED, _PROJECTS, _INVESTMENT_OF):
        money = line.one(match, "m") or line.one(match, "n")
        if money is None:
            continue
        clause = modality.clause(line.code, match.start(), match.end())
        mode = modality.modality(clause, but="evaluation")
        investor, recipient, sector = _investor(story, line, match), None, None
        groups = match.groupdict()
        what = groups.get("what") or groups.get("what2") or groups.get("tail")
        if what:
            name = next(n for n in ("what", "what2", "tail") if groups.get(n))
            recipient, sector = _target(line, match, name)
        if recipient is None and re.search(r"\bprojects?\b", match[0], re.IGNORECASE):
            recipient = next(
                (m.name for m in line.within(0, match.start()) if m.letter in "TL" and m.name != investor), None
            )
        if re.search(r"\bprojects?\b", match[0], re.IGNORECASE):
            investor = None
        if not (recipient or investor):
            continue
        args = {
            "investor": investor if investor != recipient else None,
            "recipient": recipient,
            "value": plain(money.value),
            "currency": money.unit,
            "bound": money.bound,
            "sector": sector,
        }
        yield make(
            "investment", line.sentence, args, "ventures.investment", modality=mode, confidence=0.7, printed=money.name
        )
        return


def _investor(story: Story, line: Line, match: "re.Match[str]") -> str | None:
    before = [m for m in line.within(max(0, match.start() - 90), match.start()) if m.letter in "TGOP"]
    body = next((m for m in before if m.letter == "O"), None)
    return side(story, body or before[0]) or None if before else None


def _target(line: Line, match: "re.Match[str]", name: str) -> tuple[str | None, str | None]:
    start, end = match.span(name)
    places = line.within(start, end, "TLO")
    text = line.code[start:end]
    sector = None
    if re.match(
        (
            r"(?:the )?(?:construction|development|production|building|modernisation|modernization|"
            r"agriculture|energy|mining|tourism|\w+ (?:industry|sector|production))"
        ),
        text,
        re.IGNORECASE,
    ):
        sector = phrase(line, start)
    return (places[0].name if places else None), sector


def _openings(story: Story, line: Line, match: "re.Match[str]") -> Iterator[Fact]:
    """Read «sees openings for investors in the region's agriculture, as well as in solar power»: a sector each."""
    where = line.one(match, "r") or next((m for m in story.back("TL") if m.kind in {"region", "country", ""}), None)
    if where is None:
        return
    first = phrase(line, match.start("what"))
    found = [first] if first else []
    more = re.finditer(
        r"\b(?:as well as|and|and also) in (?:the )?(?=[a-z])", line.code[match.start("what") :], re.IGNORECASE
    )
    found += [phrase(line, match.start("what") + m.end()) for m in more]
    for sector in unique(s for s in found if s):
        yield make(
            "investment",
            line.sentence,
            {"recipient": where.name, "sector": sector},
            "ventures.openings",
            modality="evaluation",
            confidence=0.7,
        )
