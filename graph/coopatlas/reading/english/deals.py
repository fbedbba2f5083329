"""Agreements in English, from the wish to the signature."""

import re
from collections.abc import Iterator

from coopatlas.model import Fact
from coopatlas.reading.english import modality
from coopatlas.reading.english.grammar import pattern, phrase, sides, unique
from coopatlas.reading.patterns import Line, Mark
from coopatlas.reading.records import make
from coopatlas.reading.story import Story

_TYPES = (
    ("memorandum", r"memorand(?:um|a|ums)(?: of (?:understanding|co-?operation|intent))?|\bMoUs?\b|\bMoCs?\b"),
    ("roadmap", r"road ?maps?"),
    (
        "programme",
        (
            r"(?:action |work |joint )?(?:plans?|programmes?|programs?) (?:of|for) (?:joint "
            r")?(?:co-?operation|action|activities|measures|events|work)|plan of action|(?:action|"
            r"work) plan|cooperation (?:plan|programme|program)|plan of (?:joint )?(?:events|"
            r"activities|measures)"
        ),
    ),
    ("protocol", r"protocols?(?: of intent)?"),
    ("contract", r"contracts?"),
    ("declaration", r"declarations?|joint (?:statement|communiqu[eé])"),
    (
        "agreement",
        (
            r"agreements?|treat(?:y|ies)|accords?|deals?|pacts?|founding documents?|"
            r"memorandum-agreement|documents? on|cooperation documents?"
        ),
    ),
)
_DOCUMENT = r"(?:(?:[\w'-]+,? ){0,5}?)(?P<doc>" + "|".join(f"(?P<{name}>{words})" for name, words in _TYPES) + r")\b"
_SIGN = (
    r"(?:signed|signs|inked|concluded|sealed|clinched|struck|(?:have |has )?put (?:his|her|"
    r"its|their|{P}'s) (?:names?|signatures?|pens?) (?:to|on|under)|(?:has |have )?put \w+ "
    r"signatures? (?:to|on)|entered into|reached|initialled|exchanged|penned|has put his "
    r"signature to)"
)
_ACTIVE = pattern(rf"(?P<verb>{_SIGN}) {_DOCUMENT}")
_ALSO = pattern(rf"(?P<verb>,? and|, as well as) (?:a |an ){_DOCUMENT}")
_PASSIVE = pattern(
    rf"\b{_DOCUMENT}(?P<mid>(?:(?!, and | said )[^.;]){{0,140}}?) (?:was|were|has been|have "
    rf"been) (?P<verb>signed|concluded|inked|sealed|initialled|reached|struck)\b(?: by "
    rf"(?P<by>[^.;]{{0,160}}))?"
)
_SIGNING = pattern(rf"\b(?P<verb>signing of|signature of|conclusion of) {_DOCUMENT}")
_FUTURE = pattern(
    rf"\b(?P<verb>(?:sign|conclude|ink|draw up|draft|prepare|develop|work out|approve|adopt|"
    rf"reach|negotiate|negotiating|drawing up|drafting|preparing|agree on|signing|concluding|"
    rf"elaborate)) {_DOCUMENT}"
)
_DRAWN = pattern(
    rf"\b{_DOCUMENT}(?P<mid>(?:(?!,| and )[^.;]){{0,100}}?) (?P<verb>will be (?:drawn up|"
    rf"signed|drafted|prepared|developed|concluded)|is (?:being (?:drawn up|drafted|prepared|"
    rf"negotiated|discussed|worked out)|to be (?:signed|drawn up|drafted|prepared)|planned|"
    rf"expected to be signed|under (?:negotiation|discussion|preparation)))"
)
_WITH = pattern(r"\bwith (?:the )?(?:{c:TA}(?:'s)? )?(?:[a-z]+ of )?{w:TOLNU}")
_BETWEEN = pattern(r"\bbetween (?P<all>{TAOLUN}[^.;]{0,120}?\band\b[^.;]{0,60}?{TOLUN})")
_OTHER = pattern(rf"(?:,|\band) (?:a |an ){_DOCUMENT}")
_ELSEWHEN = re.compile(r", (?:which|who|where|whose|when)\b")
_SUBJECT = re.compile(
    (
        r"(?: (?:in|with|at|on) (?:the )?[\uE000-\uE0FF].)*,? (?:on|for|to|covering|about|in "
        r"the fields? of|in the area of|aimed at|providing for|concerning|regarding|in) "
        r"(?![\uE008\uE001\uE005\uE006\uE000]|be )"
    ),
    re.IGNORECASE,
)
_PLACE = pattern(r"\b(?:in|at) (?:the )?{p:TL}")
_IN_FORCE = pattern(
    rf"\b{_DOCUMENT}(?P<mid>[^.;]{{0,100}}?) (?P<verb>has been in force|is in force|took "
    rf"effect|came into force|entered into force|is in effect|expired|has expired)"
)


def read(story: Story, line: Line) -> Iterator[Fact]:
    """Yield the documents between parties of which a sentence tells."""
    done: set[str] = set()
    if _EVENT.search(line):
        day = next((m.name for m in line.of("D") if len(m.name) >= 7), None)
        story.signed = line.sentence.paragraph, day, _place(line)
    for one in (_ACTIVE, _ALSO, _PASSIVE, _SIGNING, _IN_FORCE, _DRAWN, _FUTURE):
        for match in one.finditer(line):
            kind = next(name for name, _ in _TYPES if match[name])
            if kind in done or (one is _ALSO and not _ACTIVE.search(line, 0, match.start())):
                continue
            fact = _agreement(story, line, match, kind, settled=one in {_ACTIVE, _ALSO, _PASSIVE, _IN_FORCE})
            if fact is not None:
                done.add(kind)
                yield fact


_EVENT = pattern(r"\b(?:papers|documents?|deals?|paperwork) (?:was|were) signed\b")


def _agreement(story: Story, line: Line, match: "re.Match[str]", kind: str, *, settled: bool) -> Fact | None:
    verb, clause = match["verb"].casefold(), modality.clause(line.code, match.start(), match.end())
    status, mode = _status(verb, clause, settled=settled)
    parties = _parties(story, line, match)
    if status is None or len(parties) < 2:
        return None
    dates = [
        (m, p)
        for m, p in zip(line.marks, line.places, strict=True)
        if m.letter == "D" and not _ELSEWHEN.search(line.code[:p], match.end())
    ]
    dates = [(m, p) for m, p in dates if not re.search(r"\b(?:until|by|through|for|to) $", line.code[:p])]
    later = [m for m, p in dates if p > match.start()] or [m for m, _ in dates]
    date = (
        next((m.name for m in later if len(m.name) >= 7 or status in {"signed", "in_force"}), None)
        if status in {"signed", "in_force", "planned"}
        else None
    )
    if date and "/" in date:
        date = next((m.name for m in line.of("D") if "/" not in m.name), None)
    place = _place(line) if status == "signed" else None
    if status == "signed" and story.signed and line.sentence.paragraph - story.signed[0] <= 1:
        date, place = date or story.signed[1], place or story.signed[2]
    args = {
        "party": parties,
        "type": kind,
        "subject": _subject(line, match),
        "status": status,
        "date": date,
        "place": place,
    }
    return make(
        "agreement",
        line.sentence,
        args,
        "deals.agreement",
        modality=mode,
        polarity="negative" if modality.negated(clause) else "positive",
        confidence=0.75,
    )


def _status(verb: str, clause: str, *, settled: bool) -> tuple[str | None, str]:
    if "force" in verb or "effect" in verb:
        return "in_force", "stated"
    if "expired" in verb:
        return "ended", "stated"
    mode = modality.modality(clause)
    if settled and mode not in {"intention", "proposal", "readiness"}:
        return "signed", "stated"
    if mode == "stated":
        return (
            ("planned", "intention")
            if re.search(r"will be|to be|agreed", clause)
            else ("signed", "stated")
            if "signing" in verb or "signature" in verb
            else (("negotiated", "negotiation") if verb.endswith("ing") else (None, mode))
        )
    by_mode = {"proposal": "proposed", "negotiation": "negotiated", "interest": "proposed", "evaluation": "proposed"}
    return by_mode.get(mode, "planned"), mode


def _parties(story: Story, line: Line, match: "re.Match[str]") -> list[str]:
    """Return the parties: «between A and B», else who signs and «with» whom, else the two spoken of."""
    between = _BETWEEN.search(line, match.start())
    if between and not _OTHER.search(line, match.end("doc"), between.start()):
        return sides(story, _outermost(line.group(between, "all")))
    signing = _signers(line, match)
    parties = sides(story, signing)
    for other in _WITH.finditer(line):
        if other.start() > match.start() and (mark := line.one(other, "w")):
            parties.append(mark.name)
            break
    if len(unique(parties)) < 2 and (pair := story.pair()) and (not signing or {m.name for m in pair} & set(parties)):
        parties += [m.name for m in pair]
    return unique(parties)


def _signers(line: Line, match: "re.Match[str]") -> list[Mark]:
    code = line.code
    if "by" in match.re.groupindex and match["by"]:
        return _outermost(line.group(match, "by"))
    begin = max((m.end() for m in re.finditer(r"[;:]|\b(?:said|that|after|when)\b", code[: match.start()])), default=0)
    found = _outermost(
        [m for m in line.within(begin, match.start()) if m.letter in "PTGOLU" or (m.letter == "N" and m.form == "name")]
    )
    beside = re.match(r"(?:[^.;]{0,60}?)\b(?:alongside|together with|along with)\b", code[match.end() :])
    if beside:
        found += [m for m in line.within(match.end(), len(code)) if m.letter == "P"]
    people = [m for m in found if m.letter == "P"]
    return people if len(people) > 1 or (people and beside) else found


def _outermost(marks: list[Mark]) -> list[Mark]:
    """Leave out a territory that only says where a body or a place lies, or another one's country."""
    kept: list[Mark] = []
    for i, mark in enumerate(marks):
        following = marks[i + 1] if i + 1 < len(marks) else None
        if (
            mark.letter in "TA"
            and following
            and following.entry
            and mark.entry
            and mark.entry.id in following.entry.part_of
            and following.start - mark.end <= 4
        ):
            continue
        if mark.letter in "PTGOLUN":
            kept.append(mark)
    return kept


def _subject(line: Line, match: "re.Match[str]") -> str | None:
    doc_end = match.end("doc")
    inside = re.search(r"of (co-?operation)$", match["doc"], re.IGNORECASE)
    begin = _SUBJECT.match(line.code, doc_end)
    text = phrase(line, begin.end()) if begin and "." not in line.code[doc_end : begin.start()] else ""
    if begin and begin[0].strip().casefold().endswith("in") and not inside:
        text = ""
    text = _without_place(line, text)
    if not text:
        text = _adjectival(line, match)
    if inside:
        return f"cooperation in {text}" if text else "cooperation"
    return text or None


def _without_place(line: Line, text: str) -> str:
    """Return a subject without the city at its end, where the document was signed."""
    city = next(
        (m.name for m in line.of("T") if m.kind == "city" and re.search(rf" (?:in|at) {re.escape(m.name)}$", text)),
        None,
    )
    return text[: -len(city)].rsplit(maxsplit=1)[0] if city else text


def _adjectival(line: Line, match: "re.Match[str]") -> str:
    """Return the subject that stands before the document: «a trade agreement», «cooperation documents»."""
    before = re.search(
        (
            r"\b(co-?operation|trade|transit|investment|twinning|twin-city|sister-city|partnership|"
            r"free trade|transport|visa-free)(?: and [a-z]+)? $"
        ),
        line.code[: match.start("doc")],
        re.IGNORECASE,
    )
    return (
        line.text(*before.span()).strip()
        if before
        else ("cooperation" if match["doc"].casefold().startswith("coop") else "")
    )


def _place(line: Line) -> str | None:
    for match in _PLACE.finditer(line):
        mark = line.one(match, "p")
        if mark is not None and (mark.letter == "L" or mark.kind == "city"):
            return mark.name
    return None
