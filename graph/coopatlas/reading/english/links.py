"""What links places in English: gateways and hubs, missions in foreign cities, transport routes."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.english import modality
from coopatlas.reading.english.grammar import date_near, matches, modality_of, pattern
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_GATE = pattern(
    r"\b(?P<what>(?:sea |only |main |southern |northern |western |eastern |natural "
    r")*(?:gate|gateway|door|window|outlet|springboard)|(?:[a-z-]+ )?hubs?|transit (?:hub|"
    r"link|point|corridor|country|route|territory|node)|(?:vital |key |important |crucial |"
    r"main )?(?:link|bridge|crossroads|node)(?= in| between| of)|bridge|(?:one more|another|"
    r"new|alternative|shorter|additional|direct) (?:road|route|way|path|outlet)(?= to "
    r"(?:the )?(?:markets|sea|{TUN})))\b(?: (?:to|for|into|between|in|of|at|from|on) (?:the "
    r")?(?:markets? of (?:the )?|countries of (?:the )?)?(?P<for>(?:{TUN}|(?-i:[A-Z])\w+ "
    r"(?-i:Sea)|[a-z ]{0,40}{TUN})?))?"
)
_MISSIONS = (
    ("honorary_consulate", r"honorary consulate"),
    ("consulate_general", r"consulate[- ]general|general consulate"),
    ("consulate", r"consulate"),
    ("embassy", r"embassy"),
    ("trade_mission", r"trade (?:mission|representation|representative office|office|house)"),
    (
        "office",
        (
            r"(?:representative|representation|liaison|regional|branch|commercial) office|"
            r"representation|office"
        ),
    ),
)
_MISSION = "|".join(f"(?P<{name}>{words})" for name, words in _MISSIONS)
_MISSION_RULES = (
    pattern(
        rf"{{s:TAGO}}(?:'s)?(?P<gap>[^.;]{{0,80}}?) (?P<verb>opened|opens|open|opening|"
        rf"inaugurated|established|set up|launched|closed|runs|operates|has|maintains|shut) (?:a|"
        rf"an|its|the|their)?(?: \w+){{0,2}}? (?:{_MISSION})\b[^.;]{{0,30}}? (?:in|at) (?:the "
        rf")?(?:{{c:TA}}(?:'s)? )?(?:\w+ (?:city )?(?:of )?)?{{h:T}}"
    ),
    pattern(
        rf"(?:{{s:TA}}(?:'s)? )?(?:new )?(?:{_MISSION})(?: of (?:the "
        rf")?{{s2:T}})?[^.;,]{{0,20}}?(?: (?P<verb>was|were|has been|will be|is being|is to be|"
        rf"is planned to be|is expected to) (?:officially |formally )?(?P<part>opened|"
        rf"inaugurated|established|set up|launched|closed|open|shut)| (?P<verb2>opened|opens|"
        rf"began work|started work|operates|works|is operating|has been operating|is located)) "
        rf"[^.;]{{0,40}}?(?:in|at) (?:the )?{{h:T}}"
    ),
    pattern(
        rf"\b(?P<verb>opening|inauguration|establishment|closure) (?:of )?(?:a |an |the "
        rf")?(?:{{s:TA}}(?:'s)? )?(?:\w+ )?(?:{_MISSION})(?: of (?:the )?{{s2:T}})? in (?:the "
        rf")?{{h:T}}"
    ),
)
_LINKS = (
    r"(?:train|trains|rail service|railway|flights?|air service|air route|ferry|ferries|"
    r"shipping line|sea line|sea route|shipping service|line|service|road|highway|motorway|"
    r"bus|bus service|pipeline|corridor|route|railroad|freight train|container trains?|sea "
    r"service|vessel|block train)"
)
_ROUTES = (
    pattern(
        rf"\b(?P<link>{_LINKS})\b(?P<gap>[^.;,]{{0,50}}?)\b(?:(?:running |runs |going |goes |"
        rf"bound |departing |sailing |leads |stretches |passes )?from (?:the "
        rf")?(?:{{c:TA}}(?:'s)? )?(?:\w+ of )?{{a:TL}}[^.;]{{0,60}}? to (?:the )?{{b:TL}}|"
        rf"(?:between|linking|connecting|links|connects|link|connect|joins|that links|which "
        rf"links|that connects) (?:the )?(?:{{d:TA}}(?:'s)? )?(?:\w+ of )?{{a2:TL}} (?:and|with|"
        rf"to) (?:the )?(?:{{e:TA}}(?:'s)? )?(?:\w+ of )?{{b2:TL}})"
    ),
    pattern(
        r"{n:N}(?P<link>),? (?:which |that )?(?P<gap>)(?:(?:runs|leads|goes|stretches|passes) "
        r"from (?:the )?{a:TL}[^.;]{0,60}? to (?:the )?{b:TL}|(?:links|connects|joins|ties) "
        r"(?:the )?{a2:TL} (?:with|and|to) (?:the )?{b2:TL})"
    ),
    pattern(rf"{{a:T}}(?:-| – |–|—)(?P<gap>){{b:T}} (?P<link>{_LINKS})\b"),
)
_MODES = (
    ("pipeline", r"pipeline"),
    ("air", r"flight|\bair\b|airline"),
    ("rail", r"train|rail"),
    ("sea", r"ferr|ship|\bsea\b|vessel|maritime|sail"),
    ("road", r"\broad\b|highway|motorway|\bbus\b|truck|lorr"),
    ("multimodal", r"multimodal|intermodal|across the .{2}|corridor|transport route|Caspian"),
)


_RUNNING = re.compile(r" ?(?:running|travelling|going|plying)")
_OPENED = re.compile(r"\b(?:opened|launched|inaugurated|began|started)\b", re.IGNORECASE)
_WISHES = "negotiation evaluation interest proposal"


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the gateways, missions and routes that a sentence tells of."""
    yield from _gateway(story, line)
    yield from _mission(line)
    yield from _route(line)


def _gateway(story: Story, line: Line) -> Iterator[Fact]:
    for match in _GATE.finditer(line):
        what = match["what"].casefold()
        place = _gate_place(story, line, match)
        if place is None or re.search(r"hub airport|link to|website", what):
            continue
        sea = re.search(
            r"\bsea\b|black sea|caspian|ocean|baltic|pacific",
            (match["for"] or "") + " " + what + line.code[match.end() : match.end() + 30],
            re.IGNORECASE,
        )
        gate = re.search(r"gate|door|window|outlet|springboard", what)
        function = (
            "sea_gate"
            if gate and (sea or place.letter == "L")
            else "hub"
            if "hub" in what
            else "bridge"
            if "bridge" in what
            else "transit"
        )
        mode = modality.modality(modality.clause(line.code, match.start(), match.end()), but="negotiation interest")
        args = {"place": place.name, "function": function, "for": _for(line, match, place)}
        yield make(
            "gateway",
            line.sentence,
            args,
            "links.gateway",
            modality=mode,
            polarity="negative"
            if modality.negated(line.code[max(0, match.start() - 30) : match.start()])
            else "positive",
            confidence=0.7,
        )


def _gate_place(story: Story, line: Line, match: "re.Match[str]") -> Mark | None:
    """Return what is a gate or hub: the last port or place before the word, else the subject of the sentence before."""
    before = line.within(0, match.start())
    found = [m for m in before if m.letter == "L"] or [
        m for m in before if m.letter == "T" and m.kind in {"city", "region", "country", ""}
    ]
    if found:
        return found[-1] if found[-1].letter == "L" else found[0]
    if re.match(r"it\b|the (?:port|harbou?r|terminal)\b", line.code, re.IGNORECASE) and story.lines:
        return next((m for m in story.lines[-1].marks if m.letter in "LT"), None)
    return None


def _for(line: Line, match: "re.Match[str]", place: Mark) -> str | None:
    has = re.compile(r"(?:.{1,3})? ?the \w+ has|(.{2}) has").match(line.code, match.end())
    owners = line.within(match.end(), match.end() + 14, "TU") if has else []
    if owners:
        return owners[0].name
    inside = [m for m in line.within(*match.span("for"), "TU") if m.name != place.name] if match["for"] else []
    if not inside:
        market = re.compile(r"[^.;]{0,25}?\b(?:markets? of|for|to) (?:the )?(?:markets? of (?:the )?)?.{2}").match(
            line.code, match.end()
        )
        inside = line.within(match.end(), market.end(), "TU") if market else []
    return inside[0].name if inside else None


def _mission(line: Line) -> Iterator[Fact]:
    for match in matches(line, *_MISSION_RULES):
        groups = match.groupdict()
        kind = next(name for name, _ in _MISSIONS if groups.get(name))
        sender, host = line.one(match, "s") or line.one(match, "s2"), line.one(match, "h")
        if sender is None:
            sender = next((m for m in line.within(0, match.start(), "TAG")), None)
        if host is None or sender is None or sender.name == host.name:
            continue
        mode = modality_of(line, match, "evaluation")
        verb = " ".join(str(groups.get(n) or "") for n in ("verb", "part", "verb2")).casefold()
        status = (
            "planned"
            if mode != "stated"
            else "closed"
            if re.search(r"clos|shut", verb)
            else "operating"
            if re.search(r"runs|operat|has$|has |maintain|works|located", verb.strip()) and "open" not in verb
            else "opened"
        )
        date = date_near(line, match.start()) if status != "operating" else None
        yield make(
            "mission",
            line.sentence,
            {"sender": sender.name, "host": host.name, "type": kind, "status": status, "date": date},
            "links.mission",
            modality=mode,
            confidence=0.75,
        )
        return


def _route(line: Line) -> Iterator[Fact]:
    for match in matches(line, *_ROUTES):
        a, b = line.one(match, "a") or line.one(match, "a2"), line.one(match, "b") or line.one(match, "b2")
        corridor = line.one(match, "n")
        corridor = corridor if corridor and corridor.form == "route" else None
        around = line.code[match.start("link") : match.end() + 40] + (corridor.name if corridor else "")
        mode = _mode(match["link"]) or _mode(around)
        if a is None or b is None or a.name == b.name or mode is None:
            continue
        held = (
            "stated" if corridor or _RUNNING.match(line.code, match.end("link")) else modality_of(line, match, _WISHES)
        )
        opened = not corridor and _OPENED.search(line.code)
        args = {
            "from": a.name,
            "to": b.name,
            "mode": "multimodal" if corridor and mode != "rail" else mode,
            "status": "planned" if held != "stated" else "opened" if opened else "operating",
            "name": corridor.name if corridor else None,
        }
        yield make("route", line.sentence, args, "links.route", modality=held, confidence=0.7)


def _mode(text: str) -> str | None:
    """Return the mode of transport of which a text speaks."""
    return next((name for name, words in _MODES if re.search(words, text, re.IGNORECASE)), None)
