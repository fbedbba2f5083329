"""Standing relations in Kazakh: twin cities, memberships, partners, gateways, missions, routes."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.kazakh.grammar import clause, matches, modality, negated, pattern, unique
from coopatlas.reading.patterns import Line
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_TWINS = (
    pattern(
        r"(?P<all>{T}(?:<gen>)?(?: қаласы)? (?:мен|пен|бен|және) {T})[^.;]{0,60}?\bбауырлас "
        r"(?:қала|өңір|облыс|аймақ)\w*(?P<verb>[^.;]{0,40})"
    ),
    pattern(r"(?P<all>{T} ?[–—-] {T}(?:<gen>)?)[^.;]{0,30}?\bбауырлас\w* (?P<verb>[^.;]{0,40})"),
    pattern(
        r"(?P<all>{T}(?: қаласы)? {T}(?:мен|пен|бен| мен| пен| "
        r"бен))[^.;]{0,40}?\bбауырлас\w*(?P<verb>[^.;]{0,40})"
    ),
)
_MEMBER = (
    pattern(
        r"{m:T+}(?: екеуі)?(?: де| да)? ?(?:–|—|-) ?{u:U}(?:<gen>|ға|қа|ге)? (?:толыққанды |тең "
        r"құқылы )?(?P<what>мүше|бақылаушы)\w*"
    ),
    pattern(
        r"{m:T+}(?: екеуі)?(?: де| да)? {u:U}(?:<gen>|<loc>|ға|қа|ге)? (?:толыққанды |тең "
        r"құқылы )?(?P<what>мүше|бақылаушы)\w*"
    ),
    pattern(
        r"{u:U}(?:<gen>|ға|қа|ге)? (?P<what>мүше|бақылаушы)\w* (?:елдер |мемлекеттер )?(?:–|—|-|"
        r"саналатын|болып табылатын)? ?{m:T+}"
    ),
)
_PARTNER = (
    pattern(
        r"{a:TA}(?:<acc>) (?:[\w ]{0,30}? )?{b:TA}(?:<gen>) "
        r"(?P<rank>[^.;]{0,50}?)(?P<what>серіктес|әріптес)\w*(?P<tail>[^.;]{0,40})"
    ),
    pattern(
        r"{o:P}[^.;]{0,60}? {a:TA}(?:<acc>) өз (?:облысы|елі|қаласы|өңірі|аймағы)(?:<gen>) "
        r"(?P<rank>[^.;]{0,50}?)(?P<what>серіктес|әріптес)\w*(?P<tail>[^.;]{0,40})"
    ),
    pattern(
        r"{a:TA} ?(?:–|—|-)? ?(?:[\w ]{0,20}? )?{b:TA}(?:<gen>)? "
        r"(?P<rank>[^.;]{0,50}?)(?P<what>серіктес|әріптес)\w*(?P<tail>[^.;]{0,40})"
    ),
)
_RANKS = (
    ("strategic", r"стратегиялық"),
    ("leading", r"жетекші|алдыңғы қатар|ірі \w+ серіктестерінің бірі|маңызды"),
    ("main", r"негізгі|басты|ең ірі|ірі|бірінші"),
)
_GATE = pattern(
    r"{p:TL}(?:<gen>)?[^.;]{0,80}? (?P<what>теңіз қақпасы\w*|қақпа\w*|\bхаб(?!ар)\w*|транзиттік "
    r"(?:торап|дәліз|хаб|көпір)\w*|көпір\w*|торап\w*)(?P<tail>[^.;]{0,30})"
)
_MISSIONS = (
    ("honorary_consulate", r"құрметті консулдық|құрметті консулдығы"),
    ("consulate_general", r"бас консулдық|бас консулдығы"),
    ("consulate", r"консулдық|консулдығы"),
    ("embassy", r"елшілік|елшілігі"),
    ("trade_mission", r"сауда өкілдігі|сауда үйі"),
    ("office", r"өкілдігі|өкілдік"),
)
_MISSION = pattern(
    (
        r"(?:{h:T}(?:<loc>|<adj>| қаласында)[^.;]{0,50}? )?{s:T}(?:<gen>)? (?:{h2:T}(?:<adj>) "
        r")?(?:"
    )
    + "|".join(f"(?P<{n}>{w})" for n, w in _MISSIONS)
    + r")\w*(?P<tail>[^.;]{0,60})"
)
_ROUTE = pattern(
    r"{a:T} ?[–—-] ?{b:T}(?P<mid>[^.;]{0,60}?) ?(?P<link>әуе рейс|рейс|пойыз|теміржол|паром|"
    r"автобус|автожол|тасжол|құбыр|бағыт|маршрут|дәліз)\w*(?P<tail>[^.;]{0,60})"
)
_MODES = (
    ("air", r"әуе|ұшақ"),
    ("rail", r"пойыз|теміржол|вагон"),
    ("sea", r"паром|теңіз|кеме"),
    ("road", r"автобус|автожол|тасжол|көлік жолы"),
    ("pipeline", r"құбыр"),
    ("multimodal", r"мультимодал|дәліз"),
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the standing relations that a sentence tells of."""
    yield from _twinning(line)
    yield from _membership(line)
    yield from _partner(story, line)
    yield from _gateway(line)
    yield from _mission(line)
    yield from _route(line)


def _twinning(line: Line) -> Iterator[Fact]:
    for match in matches(line, *_TWINS):
        parties = unique(m.name for m in line.group(match, "all") if m.kind in {"city", "region", ""})
        if len(parties) < 2:
            continue
        mode = modality(match["verb"], but="evaluation")
        status = "established" if mode == "stated" else "proposed" if mode in {"proposal", "interest"} else "planned"
        args = {"party": parties, "status": status, "date": next((m.name for m in line.of("D")), None)}
        yield make("twinning", line.sentence, args, "relations.twinning", modality=mode, confidence=0.8)
        return


def _membership(line: Line) -> Iterator[Fact]:
    for match in matches(line, *_MEMBER):
        union = line.one(match, "u")
        around = clause(line.code, match.start(), match.end())
        for mark in line.group(match, "m"):
            if union is not None:
                args = {
                    "member": mark.name,
                    "union": union.name,
                    "status": "observer" if match["what"].casefold().startswith("бақ") else "member",
                }
                yield make(
                    "membership",
                    line.sentence,
                    args,
                    "relations.membership",
                    polarity="negative" if negated(around) else "positive",
                    confidence=0.8,
                )
        return


def _partner(story: Story, line: Line) -> Iterator[Fact]:
    for match in matches(line, *_PARTNER):
        a, b, owner = line.one(match, "a"), line.one(match, "b"), story.person(line.one(match, "o"))
        of = b.name if b else owner.represents if owner else ""
        rank = next(
            (
                name
                for name, words in _RANKS
                if re.search(words, match["rank"] + match["what"] + match["tail"], re.IGNORECASE)
            ),
            None,
        )
        if a is None or not of or rank is None or a.name == of:
            continue
        yield make(
            "partner",
            line.sentence,
            {"party": a.name, "of": of, "rank": rank},
            "relations.partner",
            polarity="negative" if negated(match["tail"]) else "positive",
            confidence=0.8,
        )
        return


def _gateway(line: Line) -> Iterator[Fact]:
    for match in _GATE.finditer(line):
        place, what = line.one(match, "p"), match["what"].casefold()
        function = (
            "sea_gate"
            if "қақпа" in what
            else "hub"
            if "хаб" in what and "транзит" not in what
            else "bridge"
            if what.startswith("көпір")
            else "transit"
        )
        mode = modality(match["tail"], but="interest negotiation")
        if place is not None and place.kind != "country":
            yield make(
                "gateway",
                line.sentence,
                {"place": place.name, "function": function},
                "relations.gateway",
                modality=mode,
                confidence=0.6,
            )


def _mission(line: Line) -> Iterator[Fact]:
    for match in _MISSION.finditer(line):
        kind = next(name for name, _ in _MISSIONS if match[name])
        sender, host = line.one(match, "s"), line.one(match, "h") or line.one(match, "h2")
        opened = re.search(r"аш(?:ылды|ты|ылған|ылады|пақ|ылмақ)|жабылды|жұмыс істейді", match["tail"])
        if sender is None or host is None or opened is None or sender.name == host.name:
            continue
        mode = "intention" if re.search(r"ашылады|пақ|мақ", opened[0]) else "stated"
        status = (
            "planned"
            if mode != "stated"
            else "closed"
            if "жаб" in opened[0]
            else "operating"
            if "жұмыс" in opened[0]
            else "opened"
        )
        args = {
            "sender": sender.name,
            "host": host.name,
            "type": kind,
            "status": status,
            "date": next((m.name for m in line.of("D")), None),
        }
        yield make("mission", line.sentence, args, "relations.mission", modality=mode, confidence=0.7)


def _route(line: Line) -> Iterator[Fact]:
    for match in _ROUTE.finditer(line):
        a, b = line.one(match, "a"), line.one(match, "b")
        mode = next(
            (name for name, words in _MODES if re.search(words, line.code[match.start() : match.end()], re.IGNORECASE)),
            None,
        )
        if a is None or b is None or mode is None:
            continue
        held = modality(match["tail"], but="evaluation interest negotiation proposal readiness")
        status = (
            "planned"
            if held != "stated"
            else "opened"
            if re.search(r"аш(?:ылды|ты)|іске қосылды|басталды", match["tail"])
            else "operating"
        )
        yield make(
            "route",
            line.sentence,
            {"from": a.name, "to": b.name, "mode": mode, "status": status},
            "relations.route",
            modality=held,
            confidence=0.65,
        )
