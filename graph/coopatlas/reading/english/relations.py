"""Standing relations in English: gateways, missions, twin cities, memberships, ranks of partners, routes."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.english import modality
from coopatlas.reading.english.grammar import matches, pattern, unique
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_TIES = r"(?:sister|twin|twinned|partner)"
_TWINS = (
    pattern(rf"(?P<all>{{T}}[^.;]{{0,80}}?\band\b[^.;]{{0,40}}?{{T}})[^.;]{{0,50}}? (?P<verb>(?:became|become|are|have been|have become|were|will become|signed|remain|have)) (?:[a-z]+ ){{0,4}}?{_TIES}[ -](?:cit(?:y|ies)|towns?|regions?|provinces?|ports?|ties|relations?)\b"),
    pattern(r"(?P<all>{T}(?: \([^)]*\))? (?:was|is|has been|were|will be) (?P<verb>twinned|paired) with (?:the )?(?:{c:TA}(?:'s)? )?(?:\w+ of )?{T})"),
    pattern(rf"(?P<all>{{T}} (?P<verb>is|became|has been|was|will become) (?:a |the )?{_TIES} (?:city|town|region|province|port) (?:of|to|for|with) (?:the )?{{T}})"),
    pattern(rf"{{a:T}}(?:'s|,)[^.;]{{0,40}}? (?P<verb>their|its|the)? ?{_TIES} (?:city|town|region|province|port)(?: of)?,? {{b:T}}"),
    pattern(rf"\b(?P<verb>sister|twin|twinned|twinning|partnership|brotherly)[ -](?:cit(?:y|ies)|towns?|regions?|provinces?|ports?|ties|relations|relationship)(?: \w+){{0,3}}? (?:between|of|with) (?P<all>{{T}}(?:[^.;]{{0,60}}?\band\b[^.;]{{0,40}}?{{T}})?)"),
    pattern(r"(?P<all>{TG}[^.;]{0,160}?{TG})[^.;]{0,90}?\b(?P<verb>with which it (?:has|shares|enjoys|maintains) (?:sister|twin|partner)|their (?:sister|twin|partner) (?:region|city|province)|its (?:sister|twin|partner) (?:region|city|province)|(?:sister|twin)[ -](?:region|city|province))"),
)  # fmt: skip
_MEMBER = (
    pattern(r"{m:TO+} (?:both |all |also )*(?P<verb>is|are|became|become|has been|have been|was|will become|remains?) (?:both |also |not |now |an? |the |full |founding |fellow )*(?P<what>members?|observers?|candidates?|an observer state|observer states?)(?: states?| countr(?:y|ies))? (?:of|in|to|at) (?:the )?{u:U}"),
    pattern(r"{m:TO+} (?:has |have |will |formally |officially )*(?P<verb>joined|join|acceded to|entered) (?:the )?{u:U}"),
    pattern(r"{m:TO} (?:has |holds |enjoys |received |was granted )*(?P<verb>has|holds|enjoys|received|was granted) (?P<what>observer|candidate) status (?:in|at|with) (?:the )?{u:U}"),
    pattern(r"{m:TO+}, (?:both |all )?(?:an? |the )?(?P<verb>)(?P<what>members?|observers?)(?: states?)? of (?:the )?{u:U}"),
    pattern(r"(?P<verb>)\b(?:the )?{u:U}(?:'s)? (?P<what>members?|observers?)(?: states?| countr(?:y|ies))?,? (?:such as )?{m:T+}"),
)  # fmt: skip
_RANKS = (("strategic", r"strategic"), ("main", r"main|largest|biggest|key|number one|principal|chief|most important"), ("leading", r"leading|major|top|important|ten|five"))
_NUMBER = re.compile(r"\b(?:(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|(\d{1,2})(?:st|nd|rd|th))\b", re.I)
_ORDINALS = {w: n for n, w in enumerate("second third fourth fifth sixth seventh eighth ninth tenth".split(), 2)}
_PARTNER = (
    pattern(r"{a:TG},? (?P<verb>is|are|remains?|became|has become|was|ranks?|has been|stays|counts as|counts|belongs? to|(?:does|do) not belong to)(?P<rank>[^.;]{0,60}?)(?:{b:TAU}(?:'s)? )(?P<rank2>[\w -]{0,40}?)(?P<flow>trad(?:e|ing)|export|import|economic|business|foreign trade|strategic)?(?: and [a-z]+)? ?partners?\b"),
    pattern(r"{a:TG},? (?P<verb>is|are|remains?|became|has become|was|ranks?|has been|stays|counts as|counts|belongs? to|(?:does|do) not belong to)(?P<rank>[^.;]{0,70}?)(?P<flow>trad(?:e|ing)|export|import|economic|business|foreign trade)?(?: and [a-z]+)? ?partners? (?:of|for|to) (?:the )?{b:TGU}"),
    pattern(r"(?:called|described|named|considers|regards|sees) {a:T} (?:as )?(?P<verb>)(?P<rank>(?:one of )?(?:{b:TAU}(?:'s)? |the |a )?[\w -]{0,40}?)(?P<flow>trad(?:e|ing)|export|import|economic)?(?: and [a-z]+)? ?partners?\b"),
)  # fmt: skip
_GATE = pattern(r"\b(?P<what>(?:sea |only |main |southern |northern |western |eastern |natural )*(?:gate|gateway|door|window|outlet|springboard)|(?:[a-z-]+ )?hubs?|transit (?:hub|link|point|corridor|country|route|territory|node)|(?:vital |key |important |crucial |main )?(?:link|bridge|crossroads|node)(?= in| between| of)|bridge|(?:one more|another|new|alternative|shorter|additional|direct) (?:road|route|way|path|outlet)(?= to (?:the )?(?:markets|sea|{TUN})))\b(?: (?:to|for|into|between|in|of|at|from|on) (?:the )?(?:markets? of (?:the )?|countries of (?:the )?)?(?P<for>(?:{TUN}|(?-i:[A-Z])\w+ (?-i:Sea)|[a-z ]{0,40}{TUN})?))?")
_MISSIONS = (("honorary_consulate", r"honorary consulate"), ("consulate_general", r"consulate[- ]general|general consulate"), ("consulate", r"consulate"), ("embassy", r"embassy"), ("trade_mission", r"trade (?:mission|representation|representative office|office|house)"), ("office", r"(?:representative|representation|liaison|regional|branch|commercial) office|representation|office"))
_MISSION = "|".join(f"(?P<{name}>{words})" for name, words in _MISSIONS)
_MISSION_RULES = (
    pattern(rf"{{s:TAGO}}(?:'s)?(?P<gap>[^.;]{{0,80}}?) (?P<verb>opened|opens|open|opening|inaugurated|established|set up|launched|closed|runs|operates|has|maintains|shut) (?:a|an|its|the|their)?(?: \w+){{0,2}}? (?:{_MISSION})\b[^.;]{{0,30}}? (?:in|at) (?:the )?(?:{{c:TA}}(?:'s)? )?(?:\w+ (?:city )?(?:of )?)?{{h:T}}"),
    pattern(rf"(?:{{s:TA}}(?:'s)? )?(?:new )?(?:{_MISSION})(?: of (?:the )?{{s2:T}})?[^.;,]{{0,20}}?(?: (?P<verb>was|were|has been|will be|is being|is to be|is planned to be|is expected to) (?:officially |formally )?(?P<part>opened|inaugurated|established|set up|launched|closed|open|shut)| (?P<verb2>opened|opens|began work|started work|operates|works|is operating|has been operating|is located)) [^.;]{{0,40}}?(?:in|at) (?:the )?{{h:T}}"),
    pattern(rf"\b(?P<verb>opening|inauguration|establishment|closure) (?:of )?(?:a |an |the )?(?:{{s:TA}}(?:'s)? )?(?:\w+ )?(?:{_MISSION})(?: of (?:the )?{{s2:T}})? in (?:the )?{{h:T}}"),
)  # fmt: skip
_LINKS = r"(?:train|trains|rail service|railway|flights?|air service|air route|ferry|ferries|shipping line|sea line|sea route|shipping service|line|service|road|highway|motorway|bus|bus service|pipeline|corridor|route|railroad|freight train|container trains?|sea service|vessel|block train)"
_ROUTES = (
    pattern(rf"\b(?P<link>{_LINKS})\b(?P<gap>[^.;,]{{0,50}}?)\b(?:(?:running |runs |going |goes |bound |departing |sailing |leads |stretches |passes )?from (?:the )?(?:{{c:TA}}(?:'s)? )?(?:\w+ of )?{{a:TL}}[^.;]{{0,60}}? to (?:the )?{{b:TL}}|(?:between|linking|connecting|links|connects|link|connect|joins|that links|which links|that connects) (?:the )?(?:{{d:TA}}(?:'s)? )?(?:\w+ of )?{{a2:TL}} (?:and|with|to) (?:the )?(?:{{e:TA}}(?:'s)? )?(?:\w+ of )?{{b2:TL}})"),
    pattern(r"{n:N}(?P<link>),? (?:which |that )?(?P<gap>)(?:(?:runs|leads|goes|stretches|passes) from (?:the )?{a:TL}[^.;]{0,60}? to (?:the )?{b:TL}|(?:links|connects|joins|ties) (?:the )?{a2:TL} (?:with|and|to) (?:the )?{b2:TL})"),
    pattern(rf"{{a:T}}(?:-| – |–|—)(?P<gap>){{b:T}} (?P<link>{_LINKS})\b"),
)  # fmt: skip
_MODES = (("pipeline", r"pipeline"), ("air", r"flight|\bair\b|airline"), ("rail", r"train|rail"), ("sea", r"ferr|ship|\bsea\b|vessel|maritime|sail"), ("road", r"\broad\b|highway|motorway|\bbus\b|truck|lorr"), ("multimodal", r"multimodal|intermodal|across the .{2}|corridor|transport route|Caspian"))


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the standing relations that a sentence tells of."""
    yield from _twinning(story, line)
    yield from _membership(line)
    yield from _partner(story, line)
    yield from _gateway(story, line)
    yield from _mission(line)
    yield from _route(line)


def _mode(line: Line, match: "re.Match[str]", but: str = "negotiation") -> str:
    return modality.modality(modality.clause(line.code, match.start(), match.end()), but=but)


def _twinning(story: Story, line: Line) -> Iterator[Fact]:
    for match in matches(line, *_TWINS):
        whole = "all" in match.re.groupindex and match.start("all") >= 0
        marks = line.within(match.start("all"), max(match.end("all"), match.start("verb"))) if whole else [*line.group(match, "a"), *line.group(match, "b")]
        marks = line.within(0, match.end(), "TG") if "with which" in match["verb"] or re.match(r"their|its", match["verb"] or "") else marks
        named = [m for m in marks if m.letter in "TG" and m.kind in {"city", "region", ""}]
        parties = unique(m.name for m in named)[-2:]
        if len(parties) == 1 and match.re.pattern.startswith(r"\b(?P<verb>sister"):
            parties += [m.name for m in story.back("T", "city", "region") if m.name != parties[0]][:1]
        if len(parties) < 2 or "signed" in match["verb"]:
            continue
        mode = _mode(line, match)
        status = "established" if mode == "stated" else "proposed" if mode in {"proposal", "interest", "evaluation"} else "planned"
        date = _date(line, match.start("verb")) if re.search(r"became|become|was|has been|were|signed|twinned|paired", match["verb"]) else None
        yield make("twinning", line.sentence, {"party": parties, "status": status, "date": date}, "relations.twinning", modality=mode, confidence=0.75)
        return


def _date(line: Line, place: int) -> str | None:
    """Return the first date after a place, else the last one before it."""
    after = line.within(place, len(line.code), "D")
    before = line.within(0, place, "D")
    return after[0].name if after else before[-1].name if before else None


def _membership(line: Line) -> Iterator[Fact]:
    for match in matches(line, *_MEMBER):
        union = line.one(match, "u")
        what = (match["what"] if "what" in match.re.groupindex else "") or "member"
        status = "observer" if "observer" in what.casefold() else "candidate" if "candidate" in what.casefold() else "member"
        denied = modality.negated(line.code[match.start() : match.end()])
        for mark in line.group(match, "m"):
            if union is not None and mark.name != union.name:
                yield make("membership", line.sentence, {"member": mark.name, "union": union.name, "status": status}, "relations.membership", modality=_mode(line, match, "negotiation evaluation"), polarity="negative" if denied else "positive", confidence=0.8)


def _partner(story: Story, line: Line) -> Iterator[Fact]:
    for match in matches(line, *_PARTNER):
        party, of = line.one(match, "a"), line.one(match, "b")
        words = " ".join(match[n] or "" for n in ("rank", "rank2") if n in match.re.groupindex) + (" strategic" if match["flow"] == "strategic" else "")
        around = line.code[match.start() : match.end()]
        of = of or next((m for m in story.back("T", "region", "country") if party and m.name != party.name), None)
        rank = _rank(words)
        if party is None or of is None or party.name == of.name or rank is None:
            continue
        flow = (match["flow"] or "").casefold()
        args = {"party": party.name, "of": of.name, "rank": rank, "flow": "turnover" if flow.startswith("trad") and False else flow if flow in {"export", "import"} else None}
        yield make("partner", line.sentence, args, "relations.partner", polarity="negative" if modality.negated(around) else "positive", confidence=0.8)
        return


def _rank(words: str) -> str | int | None:
    number = _NUMBER.search(words)
    if number:
        return _ORDINALS[number[1].casefold()] if number[1] else int(number[2])
    return next((name for name, rank in _RANKS if re.search(rf"\b(?:{rank})\b", words, re.I)), None)


def _gateway(story: Story, line: Line) -> Iterator[Fact]:
    for match in _GATE.finditer(line):
        what = match["what"].casefold()
        place = _gate_place(story, line, match)
        if place is None or re.search(r"hub airport|link to|website", what):
            continue
        sea = re.search(r"\bsea\b|black sea|caspian|ocean|baltic|pacific", (match["for"] or "") + " " + what + line.code[match.end() : match.end() + 30], re.I)
        gate = re.search(r"gate|door|window|outlet|springboard", what)
        function = "sea_gate" if gate and (sea or place.letter == "L") else "hub" if "hub" in what else "bridge" if "bridge" in what else "transit"
        mode = modality.modality(modality.clause(line.code, match.start(), match.end()), but="negotiation interest")
        args = {"place": place.name, "function": function, "for": _for(line, match, place)}
        yield make("gateway", line.sentence, args, "relations.gateway", modality=mode, polarity="negative" if modality.negated(line.code[max(0, match.start() - 30) : match.start()]) else "positive", confidence=0.7)


def _gate_place(story: Story, line: Line, match: "re.Match[str]") -> Mark | None:
    """Return what is a gate or hub: the last port or place before the word, else the subject of the sentence before."""
    before = line.within(0, match.start())
    found = [m for m in before if m.letter == "L"] or [m for m in before if m.letter == "T" and m.kind in {"city", "region", "country", ""}]
    if found:
        return found[-1] if found[-1].letter == "L" else found[0]
    if re.match(r"it\b|the (?:port|harbou?r|terminal)\b", line.code, re.I) and story.lines:
        return next((m for m in story.lines[-1].marks if m.letter in "LT"), None)
    return None


def _for(line: Line, match: "re.Match[str]", place: Mark) -> str | None:
    has = re.compile(r"(?:.{1,3})? ?the \w+ has|(.{2}) has").match(line.code, match.end())
    owners = line.within(match.end(), match.end() + 14, "TU") if has else []
    if owners:
        return owners[0].name
    inside = [m for m in line.within(*match.span("for"), "TU") if m.name != place.name] if match["for"] else []
    if not inside:
        market = re.compile(r"[^.;]{0,25}?\b(?:markets? of|for|to) (?:the )?(?:markets? of (?:the )?)?.{2}").match(line.code, match.end())
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
        mode = _mode(line, match, "evaluation")
        verb = " ".join(str(groups.get(n) or "") for n in ("verb", "part", "verb2")).casefold()
        status = "planned" if mode != "stated" else "closed" if re.search(r"clos|shut", verb) else "operating" if re.search(r"runs|operat|has$|has |maintain|works|located", verb.strip()) and "open" not in verb else "opened"
        date = _date(line, match.start()) if status != "operating" else None
        yield make("mission", line.sentence, {"sender": sender.name, "host": host.name, "type": kind, "status": status, "date": date}, "relations.mission", modality=mode, confidence=0.75)
        return


def _route(line: Line) -> Iterator[Fact]:
    for match in matches(line, *_ROUTES):
        a, b = line.one(match, "a") or line.one(match, "a2"), line.one(match, "b") or line.one(match, "b2")
        if a is None or b is None or a.name == b.name:
            continue
        own = f"{match['link']} {match['gap']} {line.code[match.end() : match.end() + 40]}"
        named = line.one(match, "n") if "n" in match.re.groupindex else None
        named = named if named and named.form == "route" else None
        mode = next((name for name, words in _MODES if re.search(words, match["link"] or "", re.I)), None)
        mode = mode or next((name for name, words in _MODES if re.search(words, own + (named.name if named else ""), re.I)), None)
        if mode is None:
            continue
        held = "stated" if re.match(r" ?(?:running|travelling|going|plying)", line.code[match.end("link") :]) else _mode(line, match, "negotiation evaluation interest proposal") if not named else "stated"
        opened = re.search(r"\b(?:opened|launched|inaugurated|began|started|set off|new|first)\b", line.code[: match.start("link")] + own, re.I)
        status = "planned" if held != "stated" else "opened" if opened and not named and re.search(r"\b(?:opened|launched|inaugurated|began|started)\b", line.code, re.I) else "operating"
        args = {"from": a.name, "to": b.name, "mode": "multimodal" if named and mode != "rail" else mode, "status": status, "name": named.name if named else None}
        yield make("route", line.sentence, args, "relations.route", modality=held, confidence=0.7)
