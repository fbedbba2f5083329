"""Partners: members of unions, twin cities and partner regions."""

import re
from collections.abc import Iterator, Sequence

from coopatlas.language.russian import clauses
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.records import make
from coopatlas.reading.russian import dates, lexicon
from coopatlas.reading.russian.modality import modality, negated
from coopatlas.reading.russian.scene import Scene, unique


def read(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """Yield the memberships and twinnings of a sentence."""
    yield from _memberships(scene, sentence)
    yield from _twinnings(scene, sentence)


_JOINING = frozenset(
    {
        "входить",
        "войти",
        "вступить",
        "состоять",
        "член",
        "участник",
        "присоединиться",
        "участница",
        "членство",
        "наблюдатель",
        "кандидат",
    }
)


def _memberships(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for union in _unions(scene, sentence):
        words = [
            w
            for w in sentence.tokens[max(0, union.first - 7) : min(len(sentence.tokens), union.last + 5)]
            if w.lemma in _JOINING
        ]
        verb = next((w for w in words if abs(w.i - union.first) <= 7), None)
        if verb is None:
            continue
        members = _members(scene, sentence, verb, union)
        near = {t.lemma for t in sentence.tokens[max(0, verb.i - 3) : verb.i + 4]}
        status = (
            "observer" if near & {"наблюдатель", "наблюдательный"} else "candidate" if "кандидат" in near else "member"
        )
        for member in members:
            yield make(
                "membership",
                sentence,
                {"member": member, "union": union.name, "status": status},
                "partners.membership",
                at=verb,
                polarity="negative" if negated(sentence, verb) else "positive",
                confidence=0.85,
            )


def _unions(scene: Scene, sentence: Sentence) -> Iterator[Mention]:
    """Yield the unions that a sentence names, or calls «союз»."""
    yield from (m for m in sentence.mentions if m.kind == "union")
    for token in sentence.find("союз"):
        if sentence.mention_at(token) is None and (name := scene.described(sentence, token)):
            yield Mention("union", name, token.i, token.i, token.i, "description")


def _members(scene: Scene, sentence: Sentence, verb: Token, union: Mention) -> list[str]:
    found = []
    for subject in clauses.subjects(sentence, verb) or [
        s for w in sentence.ancestors(verb) for s in sentence.children(w, "nsubj")
    ]:
        mention = sentence.mention_at(subject)
        if mention is not None and mention.kind == "territory":
            found.append(mention.name)
        elif (name := scene.territory_of(sentence, subject)) is not None:
            found.append(name)
    if not found:
        found = [
            m.name
            for m in sentence.mentions
            if m.kind == "territory"
            and m.form == "name"
            and m.last < union.first
            and m.entry is not None
            and m.entry.kind == "country"
        ][-1:]
    return unique(found)


_TWINS = re.compile(
    r"побратим\w*|породнен\w*|породн[её]нн\w*|регион\w*-партн[её]р\w*|сестрински\w+|давни\w+\s+партн[её]р\w*",
    re.IGNORECASE,
)


def _twinnings(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    match = _TWINS.search(sentence.text)
    if match is None:
        return
    kind = "region" if re.search(r"регион|партн", match.group(), re.IGNORECASE) else "city"
    named = [
        m
        for m in sentence.mentions
        if m.kind == "territory"
        and m.entry is not None
        and m.entry.kind == kind
        and (m.form == "name" or kind == "region")
    ]
    names = unique([m.name for m in named])
    if len(names) < 2:
        return
    token = next(t for t in sentence.tokens if t.end - sentence.start >= match.end())
    mode = modality(sentence, token, ignore=lexicon.SAYING | lexicon.NEGOTIATION)
    status = {"proposal": "proposed", "intention": "planned", "interest": "proposed"}.get(mode, "established")
    when = next((p.label for p in dates.periods(sentence.text, scene.calendar) if len(p.label) <= 7), None)
    one, others = _sides(named, names)
    for other in others:
        yield make(
            "twinning",
            sentence,
            {"party": [one, other], "status": status, "date": when},
            "partners.twinning",
            at=token,
            modality=mode if status != "established" else "stated",
            confidence=0.75,
        )


def _sides(named: Sequence[Mention], names: Sequence[str]) -> tuple[str, list[str]]:
    """Return the one side and the others: all that lie in another country than the one."""
    by_country: dict[str, list[str]] = {}
    for mention in named:
        country = mention.entry.country or "" if mention.entry is not None else ""
        by_country.setdefault(country, [])
        if mention.name not in by_country[country]:
            by_country[country].append(mention.name)
    single = next((v[0] for v in by_country.values() if len(v) == 1), names[0])
    return single, [n for n in names if n != single]
