"""Whose flow it is and with whom, by what leads to the sides: from, to, with, of, between, an attribute, a subject."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coopatlas import gazetteer
from coopatlas.reading.flows.ledger import Ledger, Pair
from coopatlas.reading.flows.passage import SITES, TERRITORIES, Passage, Side, apart, foreign, is_territory
from coopatlas.reading.flows.words import Flow, Words
from coopatlas.reading.lexicon import lists

_NEAR = 34
"""Code points between an attribute and the flow that it belongs to."""
_BY = 12
"""Code points between a verb and its agent."""
_PARTED = re.compile(r"[;:()–—]")
_BROKEN = re.compile(r"[,;:()–—]")
_PARTNERING = {
    "export": ("to", "with", "by"),
    "import": ("from", "with"),
    "turnover": ("with",),
    "transit": ("from", "to", "with"),
}
_CONTEXT, _GUESSED = 0.88, 0.75
_OUT = frozenset({"via", "from"})
_INSIDE = frozenset({"in", "along"})
_LOCAL = frozenset({"region", "city", "territory", "place"})


def pair_of(words: Words, ledger: Ledger, passage: Passage, flow: Flow, sides: Sequence[Side]) -> tuple[str, Pair]:
    """Return the flow and its pair; a flow without sides of its own takes the pair that was spoken of."""
    kind, pair = _read(words, ledger, passage, flow, _along(words, ledger, passage, flow, sides))
    if pair.reporter is not None and pair.partner is not None:
        pair = Pair(*_states(passage, pair.reporter, pair.partner), pair.trust)
    return kind, _parted(ledger, pair)


def _along(words: Words, ledger: Ledger, passage: Passage, flow: Flow, sides: Sequence[Side]) -> list[Side]:
    """Return the sides, one along which a flow is told as the partner that it is: «рост по Китаю», not «по краю»."""
    found: list[Side] = []
    for side in sides:
        noted = side.role == "in" and flow.end <= side.start and words.noted.search(passage.text[: side.start])
        home = ledger.home(side) if side.role == "along" or noted else None
        if noted and home is None:
            home = next((s for s in sides if s.role in {"own", "of"} and s.end <= side.start), None)
        found.append(replace(side, role=_PARTNERING[flow.kind][0]) if _may_be_other(side, home) else side)
    return found


def _may_be_other(side: Side, home: Side | None) -> bool:
    return home is not None and side.kind in {"country", "union"} and apart(side, home) and foreign(side, home)


def _parted(ledger: Ledger, pair: Pair) -> Pair:
    """Part two sides of which one lies in the other, as none trades with itself: «регион» means another then."""
    one, other = pair.reporter, pair.partner
    if one is None or other is None or apart(one, other) or "union" in {one.kind, other.kind}:
        return pair
    if one.described or pair.trust < 1:
        return Pair(ledger.home(other), other, _GUESSED)
    return replace(pair, partner=None)


def _read(words: Words, ledger: Ledger, passage: Passage, flow: Flow, sides: Sequence[Side]) -> tuple[str, Pair]:
    kind = flow.kind
    territories = _given([s for s in sides if is_territory(s)])
    via = next((s for s in sides if s.role == "via"), None)
    sender = flow.verb and not flow.weak and any(s.role in {"subject", "from"} for s in territories)
    if via is not None and kind != "turnover" and not sender and (flow.verb or flow.weak):
        return "transit", _transit(flow, sides)
    port = next((s for s in sides if s.kind == "port" and s.role in _OUT), None)
    if (
        port is not None
        and kind in {"export", "import"}
        and not flow.verb
        and not _owners(words, passage, flow, territories)
    ):
        return kind, Pair(port, _partner(kind, territories, flow))
    between = [s for s in territories if s.role == "between"]
    if len(between) >= 2 and apart(between[0], between[1]):
        told = ledger.home_first(between[0], between[1]) if between[0].described else (between[0], between[1])
        return kind, Pair(*_states(passage, *told))
    if kind == "transit":
        return kind, _transit(flow, sides)
    partner = _partner(kind, territories, flow)
    owners = [s for s in _owners(words, passage, flow, territories) if partner is None or s.name != partner.name]
    owner = owners[0] if owners else None
    if kind == "turnover" and len(owners) > 1 and partner is None and apart(owners[0], owners[1]):
        return kind, Pair(owners[0], owners[1])
    source = next((s for s in territories if s.role == "from"), None)
    target = next((s for s in territories if s.role == "to"), None)
    if (agent := _agent(passage, flow, territories)) is not None:
        own = next((s for s in territories if s.role == "own" and s.name != agent.name), None)
        owner, partner = agent, own if partner in (None, agent) else partner
    if kind == "export" and owner is None and source is not None:
        owner = source
    if kind == "import" and owner is None and target is not None:
        owner = target
    if flow.weak or flow.verb:
        kind, owner, partner = _turned(ledger, flow, kind, owner, partner, (source, target))
    return kind, _completed(words, ledger, passage, flow, Pair(owner, partner))


def _given(sides: list[Side]) -> list[Side]:
    """Return the sides, one that is named twice as whom something goes to: «третьим стал Китай: в КНР отгружено …»."""
    spoken_of = {s.name for s in sides if s.role == "subject"}
    given = {s.name for s in sides if s.role in {"to", "in"}} & spoken_of
    kept = (s for s in sides if s.role != "subject" or s.name not in given)
    return [replace(s, role="to") if s.name in given and s.role == "in" else s for s in kept]


def _agent(passage: Passage, flow: Flow, sides: Sequence[Side]) -> Side | None:
    """Return by whom something "is imported": whose attribute stands before the goods is the other side."""
    passive = passage.form.analytic and flow.verb
    return next((s for s in sides if passive and s.role == "by" and 0 <= s.start - flow.end <= _BY), None)


def _states(passage: Passage, one: Side, other: Side) -> tuple[Side, Side]:
    """Return the states for which two capitals stand: «между Астаной и Ташкентом»."""
    entries = gazetteer.load().entries()
    states = [entries.get(side.entry.capital_of or "") if side.entry is not None else None for side in (one, other)]
    if states[0] is None or states[1] is None:
        return one, other
    named = (
        replace(side, name=state.names.get(passage.lang, side.name), kind="country", entry=state)
        for side, state in zip((one, other), states, strict=True)
        if state is not None
    )
    return next(named), next(named)


def _partner(kind: str, sides: Sequence[Side], flow: Flow) -> Side | None:
    for role in _PARTNERING[kind]:
        found = next((s for s in sides if s.role == role and s.kind in TERRITORIES), None)
        if found is not None:
            return found
    if kind == "import":
        origin = next((s for s in sides if s.role == "own" and s.start >= flow.end), None)
        inside = next((s for s in sides if flow.verb and s.role in _INSIDE and s.start >= flow.end), None)
        return origin or inside
    return None


def _owners(words: Words, passage: Passage, flow: Flow, sides: Sequence[Side]) -> list[Side]:
    """Return whose flow it may be, the surest first."""
    text = passage.text
    before = [s for s in sides if s.role in {"own", "of"} and s.end <= flow.start]
    beside = [s for s in before if not _BROKEN.search(text[s.end : flow.start]) and flow.start - s.end <= _NEAR]
    after = [s for s in sides if s.role == "of" and s.start >= flow.end]
    origin = [s for s in sides if s.role == "own" and s.start >= flow.end and flow.kind != "import"]
    clause = passage.clause(flow.start)
    subjects = [s for s in sides if s.role == "subject" and (clause[0] <= s.start < clause[1] or flow.verb)]
    subjects = [s for s in subjects if _told_of(words, _gap(text, s, flow), flow)]
    inside = [s for s in sides if s.role in _INSIDE and s.kind in {"country", "region"} and s.end <= flow.start]
    ordered = [*(s for s in beside if s.role == "own"), *after, *beside, *origin, *subjects, *inside]
    return list({s.name: s for s in reversed(ordered)}.values())[::-1]


def _told_of(words: Words, gap: str, flow: Flow) -> bool:
    """Whether a flow is a subject's own: no mark lies between, nor its place there: "took first place in"."""
    return flow.verb or (_PARTED.search(gap) is None and words.found("placed", gap) is None)


def _gap(text: str, side: Side, flow: Flow) -> str:
    return text[side.end : flow.start] if side.end <= flow.start else text[flow.end : side.start]


def _turned(
    ledger: Ledger,
    flow: Flow,
    kind: str,
    owner: Side | None,
    partner: Side | None,
    ends: tuple[Side | None, Side | None],
) -> tuple[str, Side | None, Side | None]:
    """Turn a flow told from the other end: «поставки из Беларуси», «Китай закупил», where another reports."""
    source, target = ends
    home = ledger.pair.reporter if ledger.pair else None
    if home is None and source is not None and target is not None:
        # News of the trade of a region or a town with a country is its own.
        one_state = sum(side.kind == "country" for side in (source, target)) == 1
        home = max((source, target), key=lambda s: (one_state and s.kind in _LOCAL, ledger.standing.get(s.name, 0)))
    if source is not None and target is None and home is not None and _lies_in(source, home):
        return "export", home, ledger.pair.partner if ledger.pair else None
    if kind == "import" and owner is not None and source is not None and home is not None and source.name == home.name:
        return "export", home, owner
    if kind == "export" and flow.weak and owner is source and source is not None and target is None:
        own = ledger.home(source) if home is None or home.name != source.name else None
        stands = ledger.standing.get
        if home is None and own is not None and stands(source.name, 0) > stands(own.name, 0):
            own = None  # «из края вывезено …» of the news of that region
        return ("import", own, source) if own is not None else (kind, owner, partner)
    if kind == "export" and flow.weak and _through(owner, target):
        return "transit", target, owner
    if home is None:
        return kind, owner, partner
    return _at_home(ledger, flow, kind, home, owner, ends) or (kind, owner, partner)


def _at_home(
    ledger: Ledger, flow: Flow, kind: str, home: Side, owner: Side | None, ends: tuple[Side | None, Side | None]
) -> tuple[str, Side | None, Side | None] | None:
    """Return a flow that another tells of as it is at home: «Иран поставляет в регион …» is what the region takes."""
    source, target = ends
    sends = kind == "export" and flow.verb and owner is not None and owner.role == "subject"
    received = target is not None and target.name == home.name and home.kind == "region"
    if sends and received and owner is not None and owner.kind == "country" and apart(owner, home):
        return "import", home, owner
    if source is not None and target is not None:
        return _from_home(flow, kind, home, (source, target))
    buys = kind == "import" and source is None and ledger.flow == "export"
    if buys and owner is not None and owner.name != home.name and apart(owner, home):
        return "export", home, owner
    return None


def _lies_in(one: Side, other: Side) -> bool:
    return one.entry is not None and other.entry is not None and other.entry.id in one.entry.part_of


def _through(owner: Side | None, target: Side | None) -> bool:
    """Whether cargo of a country goes to a port of another: «в порт отправлено казахстанское зерно»."""
    if owner is None or target is None or target.kind not in {"city", "port"}:
        return False
    return owner.role == "own" and foreign(owner, target)


def _from_home(
    flow: Flow, kind: str, home: Side, ends: tuple[Side, Side]
) -> tuple[str, Side | None, Side | None] | None:
    """Return what goes from one to another as the home side reports it."""
    source, target = ends
    if kind == "export" and target.name == home.name:
        return "import", target, source
    if kind == "import" and flow.weak and source.name == home.name:
        return "export", source, target
    return None


def _transit(flow: Flow, sides: Sequence[Side]) -> Pair:
    """Return through whom goes whose cargo: «транзит казахстанских грузов через порт»."""
    via = next((s for s in sides if s.role == "via"), None)
    own = [s for s in sides if s.role == "own" or (s.role == "of" and s.start >= flow.end)]
    site = next((s for s in sides if s.kind in SITES), None)
    reporter = via or site
    if reporter is None:
        reporter = next((s for s in sides if s.role in {"subject", *_INSIDE}), None) or next(iter(own), None)
    others = [s for s in (*own, *(t for t in sides if t.role in {"from", "to"})) if s is not reporter]
    return Pair(reporter, next((s for s in others if s.kind in TERRITORIES), None))


def _completed(words: Words, ledger: Ledger, passage: Passage, flow: Flow, pair: Pair) -> Pair:
    """Complete a pair by what was told before, as far as nothing nearer contradicts."""
    owner, partner = pair.reporter, pair.partner
    if owner is not None and partner is not None:
        return pair
    if partner is not None:
        home = ledger.home(partner)
        if home is not None and any(_beside(passage, s, partner) for s in passage.sides if s.name == home.name):
            # «Ресей мен Беларуське жөнелтті»: neither sends to the other, and in Kazakh it is its state that does.
            return Pair(_own_state(words, passage, flow), partner, _GUESSED)
        known = ledger.pair is not None and home is ledger.pair.reporter
        return Pair(home, partner, _CONTEXT if known else _GUESSED)
    around = passage.text[max(0, flow.start - 40) : flow.end + 24]
    mutual = words.found("mutual", around) is not None
    carried = ledger.pair if ledger.continues(passage) else None
    if not mutual and (alone := _whole(words, ledger, around, owner, carried)) is not None:
        return alone
    if owner is not None:
        if flow.kind == "turnover" and (mutual or owner.role != "of"):
            return _joined(ledger, passage, owner)
        return _with_other(owner, carried) or pair
    if carried is not None:
        part = ledger.flow == "turnover" and flow.kind != "turnover"
        many = len(ledger.partners) > 1 and not mutual and not part
        return Pair(carried.reporter, None if many else carried.partner, _CONTEXT)
    both = ledger.both(passage.sentence.index if mutual else None) if mutual or flow.kind == "turnover" else None
    home = ledger.home(None)
    given = home is not None and any(s.role == "to" and s.name == home.name for s in passage.sides)
    given = given and flow.kind == "export"
    return both or Pair(_own_state(words, passage, flow) if given else home, None, _GUESSED)


def _own_state(words: Words, passage: Passage, flow: Flow) -> Side | None:
    """Return the state of a language's newsrooms as the one that exports, where they are all of one."""
    homes = [s for s in at_home(words.lang) if s.name not in {t.name for t in passage.sides}]
    return homes[0] if homes and flow.kind == "export" else None


def at_home(lang: str) -> list[Side]:
    """Return the country of which a text in a language tells where it names no other as its own."""
    entries = gazetteer.load().entries()
    homes = (entries[one] for one in sorted(lists(lang, "references", ("home",))["home"]) if one in entries)
    return [Side(entry.called(lang)[0], 0, 0, entry.kind, "", entry) for entry in homes]


def _beside(passage: Passage, one: Side, other: Side) -> bool:
    """Whether goods go to two sides at once: both are led to alike, and no flow stands between them."""
    first, last = sorted((one.start, other.start))
    return one.role == other.role == "to" and not any(first < flow.start < last for flow in passage.flows)


def _whole(words: Words, ledger: Ledger, around: str, owner: Side | None, carried: Pair | None) -> Pair | None:
    """Return the side whose whole trade is meant, with whomever it is: «внешнеторговый оборот края»."""
    if words.found("whole", around) is None and words.found("all", around) is None:
        return None
    if owner is not None:
        return Pair(owner, None) if words.found("whole", around) is not None else None
    if words.found("all", around) is not None or carried is None or carried.partner is None:
        return Pair(ledger.home(None), None, _CONTEXT)
    return None


def _with_other(owner: Side, carried: Pair | None) -> Pair | None:
    """Return a side of the pair spoken of with the other."""
    if carried is None or carried.reporter is None or carried.partner is None:
        return None
    if owner.name == carried.reporter.name:
        return Pair(owner, carried.partner, _CONTEXT)
    return Pair(owner, carried.reporter, _CONTEXT) if owner.name == carried.partner.name else None


def _joined(ledger: Ledger, passage: Passage, owner: Side) -> Pair:
    """Return the pair of a turnover of which one side is named: with another of the sentence, else of the text."""
    here = [
        s for s in passage.sides if s.kind in {"country", "region", "union"} and apart(s, owner) and foreign(s, owner)
    ]
    other = here[0] if here else ledger.home(owner)
    if other is None:
        return Pair(owner, None)
    trust = _GUESSED if here else _CONTEXT
    known = ledger.pair is not None and other.name in {s.name for s in (ledger.pair.reporter,) if s is not None}
    first = known or (other.kind == "region" and owner.kind != "region")
    return Pair(other, owner, trust) if first else Pair(owner, other, trust)


def overridden(kind: str, pair: Pair, sides: Sequence[Side], *, subject_owns: bool) -> Pair:
    """Return the pair of a further figure of a flow, which names a side of its own: «…, с Ираном — на 8 %»."""
    own = [s for s in sides if s.kind in TERRITORIES or (s.kind in SITES and s.role == "via")]
    if kind == "transit":
        via = next((s for s in own if s.role == "via"), None)
        other = next((s for s in own if s.role in {"to", "from", "own"}), None)
        return Pair(via or pair.reporter, other or pair.partner, pair.trust)
    site = next((s for s in own if s.role == "via" and s.kind in SITES), None)
    if site is not None and pair.reporter is not None and pair.reporter.kind in SITES:
        return replace(pair, reporter=site)
    between = [s for s in own if s.role == "between"]
    if len(between) >= 2:
        return Pair(between[0], between[1])
    along = next((s for s in own if s.role == "along" and _may_be_other(s, pair.reporter)), None)
    if along is not None:
        return Pair(pair.reporter, along, pair.trust)
    for side in own:
        if side.role in _PARTNERING[kind] and (pair.reporter is None or side.name != pair.reporter.name):
            return Pair(pair.reporter, side, pair.trust)
    for side in own:
        if side.role in {"subject", "of", "own"} and side.name not in {
            s.name for s in (pair.reporter, pair.partner) if s
        }:
            alone = pair.partner is None and pair.reporter is not None and pair.reporter.role == side.role == "subject"
            subject_owns = subject_owns or alone
            if subject_owns or side.role == "of" or pair.reporter is None or not foreign(side, pair.reporter):
                return Pair(side, pair.partner, pair.trust)
            return Pair(pair.reporter, side, pair.trust)
    return pair
