"""Where and when of a fact from what was just told: a meeting during a visit, a document signed at a meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import CONTEXT, Draft, Filler
from coopatlas.reading.timing import commemorated

_REACH = 3
"""Sentences back to what lends its place and day."""
_WHERE = frozenset({"territory", "place"})


def complete(read: Sequence[Draft], draft: Draft, lang: str) -> None:
    """Add the circumstances that a fact shares with what was told right before it."""
    if draft.kind == "meeting" and "place" not in draft.roles:
        met = {*draft.values("participant"), *draft.values("party")}
        visits = (v for v in before(read, draft, "visit") if met & set(v.values("visitor")))
        _lend(draft, next(visits, None), "destination")
    signed = draft.kind == "agreement" and draft.firmness.phase == "done" and draft.firmness.polarity == "positive"
    if signed and not commemorated(lang, draft.sentence, draft.trigger):
        held = (d for d in before(read, draft, "meeting", "visit") if d.firmness.phase == "done")
        _lend(draft, next(held, None), "place")
    if draft.kind == "investment" and "recipient" not in draft.roles:
        _project(draft, next(before(read, draft, "venture", "investment"), None))
    if draft.kind == "interest" and draft.values("target") == draft.values("holder"):
        draft.roles.pop("target", None)  # nobody is interested in himself
    if draft.kind == "interest" and "target" not in draft.roles:
        _there(read, draft, lang)


def _there(read: Sequence[Draft], draft: Draft, lang: str) -> None:
    """Let the interest in what is «здесь» be one in the place that was of interest before."""
    here = lexicon.lists(lang, "references", ("here",))["here"]
    if any(token.lemma in here for token in draft.sentence.tokens):
        other = next((o for o in reversed(read) if o.kind == draft.kind and "target" in o.roles), None)
        if other is not None:
            draft.add("target", (_borrowed(f, other) for f in other.roles["target"]))


_SESSIONS = 12
"""Sentences back to the session that «следующее заседание» follows."""


def follow(discourse: Discourse, read: Sequence[Draft], draft: Draft) -> bool:
    """Give a draft that follows another of its kind the sides of that one; return whether it has two then."""
    if not draft.follows or len(draft.roles.get("party", ())) > 1:
        return True
    for other in reversed(read):
        if other.sentence.index < draft.sentence.index - _SESSIONS:
            break
        if other.kind == draft.kind:
            people = (discourse.people.get(name) for name in other.values("participant"))
            sides = [Filler(p.side) for p in people if p is not None and p.side]
            draft.add("party", (_borrowed(f, other) for f in other.roles.get("party", sides)))
            break
    return len(draft.roles.get("party", ())) > 1


def is_told_again(discourse: Discourse, read: Sequence[Draft], draft: Draft) -> bool:
    """Whether a sentence only tells more of a meeting told of before: "During it, the sides discussed trade"."""
    company = [f for role in ("participant", "party") for f in draft.roles.get(role, ())]
    if draft.kind != "meeting" or draft.adds or not company or any(f.source != CONTEXT for f in company):
        return False
    if {"place", "date"} & draft.roles.keys() or draft.trigger.rel not in {"obl", "nmod"}:
        return False  # "will hold talks in May" tells of others
    other = next(before(read, draft, "meeting"), None)
    if other is None or other.sentence is draft.sentence:
        return False
    people = other.values("participant")
    sides = (discourse.people[name].side for name in people if name in discourse.people)
    return {f.value for f in company} <= {*people, *other.values("party"), *sides}


def topic_of(draft: Draft) -> Draft:
    """Return what a sentence adds to a meeting told of before."""
    return replace(draft, adds=True, roles={role: f for role, f in draft.roles.items() if role == "topic"})


def before(read: Sequence[Draft], draft: Draft, *kinds: str) -> Iterator[Draft]:
    """Yield what was told of these kinds in the sentences before, the nearest first."""
    for other in reversed(read):
        if other.sentence.index < draft.sentence.index - _REACH:
            return
        if other.kind in kinds:
            yield other


def _lend(draft: Draft, other: Draft | None, role: str) -> None:
    """Give a draft the place of another, where it is a territory, and its day."""
    if other is None:
        return
    places = other.roles.get(role, other.roles.get("destination", []))
    if not any(f.mention is not None and f.mention.kind in _WHERE for f in places):
        places = []
    for own, fillers in (("place", places), ("date", other.roles.get("date", []))):
        if own not in draft.roles:
            draft.add(own, (_borrowed(f, other) for f in fillers[:1]))


def _project(draft: Draft, other: Draft | None) -> None:
    """Let money go where the project is that was just told of."""
    if other is None:
        return
    where = other.roles.get("recipient", other.roles.get("location", []))
    draft.add("recipient", (_borrowed(f, other) for f in where[:1]))
    if "sector" not in draft.roles:
        draft.add("sector", (_borrowed(f, other) for f in other.roles.get("sector", [])[:1]))


def _borrowed(filler: Filler, other: Draft) -> Filler:
    return replace(filler, sentence=filler.sentence or other.sentence, source=CONTEXT, reason=other.kind)
